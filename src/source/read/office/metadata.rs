//! What a document of a word processor says of itself.

use super::xml::{Piece, walk};
use crate::source::read::dates;
use crate::source::read::reading::Metadata;

/// Reads the title, and the first of the named authors and dates that is there.
pub(super) fn read(xml: &str, authors: &[&str], dates: &[&str]) -> Metadata {
    let mut values: Vec<(String, String)> = Vec::new();
    walk(xml, |piece| match piece {
        Piece::Open(element) => values.push((element.name.to_owned(), String::new())),
        Piece::Text(text) => {
            if let Some((_, value)) = values.last_mut() {
                value.push_str(text);
            }
        }
        Piece::Close(_) => {}
    });
    let value = |name: &&str| {
        let mut named =
            values.iter().filter(|(other, value)| other == name && !value.trim().is_empty());
        named.next().map(|(_, value)| value.trim().to_owned())
    };
    let title = value(&"title").unwrap_or_default();
    let author = authors.iter().find_map(value).unwrap_or_default();
    let date = dates.iter().filter_map(value).find_map(|date| dates::day(&date));
    Metadata { title, author, source: String::new(), date }
}
