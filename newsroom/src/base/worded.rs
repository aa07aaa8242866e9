//! Words of values: what a value of an enum is called in the database, in addresses and in forms.

/// Gives an enum its words, both ways. It derives strum's `IntoStaticStr`, `EnumString` and `VariantArray`: a value's word is
/// its name as `serialize_all` writes it, or what `#[strum(serialize = "…")]` says. Whoever renames a value keeps its word:
/// what is stored has it.
macro_rules! worded {
    ($kind:ident) => {
        impl $kind {
            /// All of them, in the order in which they are shown.
            pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

            /// Its word, as stored, in addresses and in forms.
            pub fn word(self) -> &'static str {
                self.into()
            }

            /// The one with this word; `None` for a word that this build does not know.
            pub fn from_word(word: &str) -> Option<Self> {
                word.parse().ok()
            }
        }
    };
}

pub(crate) use worded;
