//! The words of enum values: their names in the database, in addresses and in forms.

/// Gives an enum the conversions between values and words. The enum derives strum's `IntoStaticStr`, `EnumString` and
/// `VariantArray`. The word of a value is its name in the style of `serialize_all`, or the text of `#[strum(serialize =
/// "…")]`. A renamed value must keep its word, because stored data contain it.
macro_rules! worded {
    ($kind:ident) => {
        impl $kind {
            /// All values, in the order in which they are shown.
            pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

            /// Its word, as stored, in addresses and in forms.
            pub fn word(self) -> &'static str {
                self.into()
            }

            /// The value with this word; `None` if this build does not know it.
            pub fn from_word(word: &str) -> Option<Self> {
                word.parse().ok()
            }
        }
    };
}

pub(crate) use worded;
