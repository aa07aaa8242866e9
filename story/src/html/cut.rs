//! Cuts texts at a limit.

/// The largest character boundary at or below `max`.
pub(crate) fn floor(text: &str, max: usize) -> usize {
    if text.len() <= max {
        return text.len();
    }
    (0..=max).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
