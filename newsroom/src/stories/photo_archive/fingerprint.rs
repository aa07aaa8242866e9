//! The columns of a picture's fingerprint: it is stored whole and in four parts. Fingerprints that differ in three bits or
//! fewer have a part in common, by which the database finds them; of those that differ more, some are found.

use sea_orm::Value;

/// The columns of a fingerprint: the whole, and its parts.
pub(crate) const COLUMNS: [&str; 5] = ["likeness", "likeness_0", "likeness_1", "likeness_2", "likeness_3"];

/// The values of the columns.
pub(crate) fn columns(fingerprint: Option<u64>) -> [Value; 5] {
    let Some(whole) = fingerprint else { return [const { Value::BigInt(None) }; 5] };
    let parts = parts(whole);
    [whole.cast_signed().into(), parts[0].into(), parts[1].into(), parts[2].into(), parts[3].into()]
}

/// The four parts.
pub(crate) fn parts(whole: u64) -> [i64; 4] {
    [0, 16, 32, 48].map(|shift| i64::from(u16::try_from(whole >> shift & 0xffff).unwrap_or_default()))
}
