//! The line ends of a text that end a heading or a paragraph.

/// A text with a longer line, in bytes, is not wrapped.
const MAX_WRAPPED_LINE: usize = 120;

/// The bytes at which lines end that are paragraphs or headings, where a text is
/// not wrapped: most lines then begin with a capital, and some are long.
pub(super) fn line_ends(text: &str) -> Vec<usize> {
    if !text.lines().any(|line| line.len() > MAX_WRAPPED_LINE) {
        return Vec::new();
    }
    let (mut ends, mut goes_on) = (Vec::new(), 0);
    for (at, _) in text.match_indices('\n') {
        let after = text.get(at..).unwrap_or_default();
        match after.chars().find(|c| !c.is_whitespace()) {
            Some(first) if first.is_lowercase() => goes_on += 1,
            _ => ends.push(at),
        }
    }
    if goes_on * 4 < ends.len() { ends } else { Vec::new() }
}
