//! Paragraphs that a page has more than once: a caption beside each form of its
//! picture, a summary above and below.

use std::collections::BTreeSet;

/// Bytes of a paragraph from which on a second one of the same words is a copy. Shorter
/// ones are repeated on purpose, as cells and refrains are.
const MIN_COPY_BYTES: usize = 60;

/// The text without the later copies of its paragraphs, which blank lines part.
pub(super) fn without_copies(text: &str) -> String {
    let mut seen = BTreeSet::new();
    let mut kept = Vec::new();
    for paragraph in text.split("\n\n") {
        if paragraph.len() < MIN_COPY_BYTES || seen.insert(paragraph) {
            kept.push(paragraph);
        }
    }
    kept.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paragraphs_stand_once() {
        let long = "The tug Morn lies at the quay of Hallan, where she was built in 1994.";
        let cases = [
            (format!("{long}\n\na\n\n{long}\n\na"), format!("{long}\n\na\n\na")),
            (format!("{long}\n\n{long}."), format!("{long}\n\n{long}.")),
            ("9\n\n9\n\nRow on.\n\nRow on.".to_owned(), "9\n\n9\n\nRow on.\n\nRow on.".to_owned()),
            (String::new(), String::new()),
        ];
        for (text, expected) in cases {
            assert_eq!(without_copies(&text), expected);
        }
    }
}
