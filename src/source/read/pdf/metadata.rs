//! What a PDF says of itself.

use hayro_interpret::hayro_syntax::metadata::Metadata as Said;

use crate::source::read::dates;
use crate::source::read::reading::Metadata;

/// Words that programs write where nobody gave a title or an author.
const PLACEHOLDERS: [&str; 6] =
    ["untitled", "(untitled)", "anonymous", "(anonymous)", "unspecified", "unknown"];

/// Title, author, and the day it was made.
pub(super) fn of(said: &Said) -> Metadata {
    let text = |bytes: Option<&[u8]>| {
        let text = bytes.map(decoded).unwrap_or_default();
        let is_placeholder =
            PLACEHOLDERS.iter().any(|other| text.trim().eq_ignore_ascii_case(other));
        // The name of the file that was printed is no title.
        let is_name = text.starts_with("Microsoft Word - ");
        if is_placeholder || is_name { String::new() } else { text }
    };
    let date = said.creation_date.or(said.modification_date).and_then(|date| {
        dates::of_numbers(u32::from(date.year), u32::from(date.month), u32::from(date.day))
    });
    Metadata {
        title: text(said.title.as_deref()),
        author: text(said.author.as_deref()),
        source: String::new(),
        date,
    }
}

/// A text is in UTF-16 or UTF-8 with a mark, and else in a code page like that of
/// Windows.
fn decoded(bytes: &[u8]) -> String {
    let encoding = encoding_rs::Encoding::for_bom(bytes);
    let (encoding, length) = encoding.unwrap_or((encoding_rs::WINDOWS_1252, 0));
    let bytes = bytes.get(length..).unwrap_or_default();
    let text = encoding.decode_without_bom_handling(bytes).0;
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
