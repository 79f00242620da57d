//! The place of a passage in words.

use super::super::plain::one_line;
use super::super::reference::Reference;

/// The page, paragraph or row, the part, the lines and the bytes, on one line.
pub(super) fn in_words(reference: &Reference) -> String {
    let citation = &reference.citation;
    let mut words = Vec::new();
    if !reference.part.is_empty() {
        words.push(format!("part {}", one_line(&reference.part)));
    }
    let place = citation.place.to_string();
    words.extend(place.strip_prefix(", ").map(str::to_owned));
    words.push(match (citation.line, citation.last_line) {
        (first, last) if first < last => format!("lines {first}–{last}"),
        (line, _) => format!("line {line}"),
    });
    let read_as = citation.encoding.as_ref();
    let read_as = read_as.map(|format| format!(" of the text read as {}", one_line(format)));
    let (start, end) = (citation.span.start, citation.span.end);
    words.push(format!("bytes {start}-{end}{}", read_as.unwrap_or_default()));
    words.join(", ")
}

/// The page or pages, `3` or `3-4`.
pub(super) fn pages(reference: &Reference) -> Option<String> {
    let place = &reference.citation.place;
    let first = place.page?;
    let last = place.last_page.filter(|last| *last > first);
    Some(last.map_or_else(|| first.to_string(), |last| format!("{first}-{last}")))
}
