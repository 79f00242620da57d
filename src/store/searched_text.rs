//! How much of a title, source or field is searched.

/// Titles, sources and fields are searched up to this many bytes: they are
/// analysed whole, unlike a text.
pub(super) const MAX_SEARCHED_BYTES: usize = 64 << 10;

/// The part of a title or source that is searched.
pub(crate) fn searched(text: &str) -> &str {
    start_of(text, MAX_SEARCHED_BYTES)
}

/// The first characters of a text, at most so many bytes.
pub(super) fn start_of(text: &str, max_bytes: usize) -> &str {
    let max = text.len().min(max_bytes);
    let end = (0..=max).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}
