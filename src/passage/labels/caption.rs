//! Recognises lines under pictures.

use super::cue::{after_any, is_before_colon, is_only};
use super::shape::{is_title_case, words};

/// Captions have at most this many bytes.
const MAX_BYTES: usize = 400;

/// Captions that begin with a phrase such as "Photo by" have at most this many
/// bytes.
const MAX_OPENED_BYTES: usize = 200;

/// A credit is looked for in this many bytes at the end of a caption.
const CREDIT_BYTES: usize = 48;

/// Noun phrases that are captions have at most this many bytes.
const MAX_NOUN_PHRASE_BYTES: usize = 100;

/// Whole captions.
const WHOLE: &[&str] =
    &["file photo", "representational image", "representative image", "stock photo"];

/// What stands before the colon of a caption.
const BEFORE_COLON: &[&str] = &[
    "photo",
    "photos",
    "picture",
    "image",
    "images",
    "photograph",
    "photo credit",
    "image credit",
    "picture credit",
    "photo courtesy",
    "image courtesy",
    "credit",
    "file photo",
    "source image",
    "caption",
    "representational image",
];

/// What a caption begins with.
const OPENINGS: &[&str] = &[
    "photo by",
    "photo courtesy of",
    "image courtesy of",
    "image by",
    "photograph by",
    "picture by",
    "in this file photo",
    "in this photo",
    "in this photograph",
    "file photo of",
];

/// Credits at the end of a caption.
const CREDITS: &[&str] = &[
    "(AP Photo",
    "AP Photo/",
    "(AFP Photo",
    "AFP PHOTO",
    "AFP/",
    "REUTERS/",
    "Reuters/",
    "Getty Images",
    "/Getty",
    "(Photo",
    "[Photo",
    "Photo:",
    "PHOTO:",
    "(file photo)",
    "(File photo)",
    "(File Photo)",
    "/ File",
    "— File",
    "/ AFP",
    "/AFP",
    "via AP",
    "(Image",
    "[Image",
    "Image:",
    "/TASS",
    "/Sputnik",
    "Shutterstock",
    "Wikimedia Commons",
];

/// Whether the words of a line make it a caption: "Photo: ...", "A tug leaves
/// port. (AP Photo/Ann Lee)".
pub(super) fn is_caption(line: &str) -> bool {
    if line.len() > MAX_BYTES {
        return false;
    }
    let inner = line.trim_start_matches(['(', '[', ' ']);
    let is_image = line.starts_with("![") && line.ends_with(')');
    is_image
        || is_only(inner, WHOLE)
        || is_before_colon(inner, BEFORE_COLON)
        || (inner.len() <= MAX_OPENED_BYTES && after_any(inner, OPENINGS).is_some())
        || is_credited(line)
}

/// Whether the line ends in a credit. One with a full stop is a sentence that
/// names the agency.
fn is_credited(line: &str) -> bool {
    if line.ends_with('.') {
        return false;
    }
    // The first offset that lies on a character boundary.
    let mut offsets = line.len().saturating_sub(CREDIT_BYTES)..=line.len();
    let end = offsets.find_map(|start| line.get(start..)).unwrap_or_default();
    CREDITS.iter().any(|credit| end.contains(credit))
}

/// Whether a title-like line is a short noun phrase in title case, as captions
/// below the article are.
pub(super) fn is_noun_phrase(title: &str) -> bool {
    title.len() <= MAX_NOUN_PHRASE_BYTES && words(title).nth(1).is_some() && is_title_case(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides() {
        let yes = [
            "Photo: Ann Lee",
            "PHOTO CREDIT: Ann Lee",
            "(File photo)",
            "File photo",
            "Photo by Ann Lee",
            "A tug leaves port on Monday. (AP Photo/Ann Lee)",
            "The tug at sea. REUTERS/Ann Lee",
            "Tug at sea. [Image: Getty Images]",
            "In this file photo, a tug leaves port.",
            "![A tug](tug.jpg)",
        ];
        let no = [
            "Photos of the tug were sold.",
            "The image of the yard is bad.",
            "Reuters reported the sale.",
            "Image matters",
            "",
        ];
        let missed: Vec<_> = yes.iter().filter(|line| !is_caption(line)).collect();
        let wrong: Vec<_> = no.iter().filter(|line| is_caption(line)).collect();
        assert!(missed.is_empty() && wrong.is_empty(), "missed {missed:?}, wrong {wrong:?}");
        let prose = format!("AFP/ {}", "The tug left port with all hands. ".repeat(4));
        assert!(!is_caption(&prose));
    }

    #[test]
    fn noun_phrases() {
        assert!(is_noun_phrase("Port and Yard Leaders"));
        assert!(is_noun_phrase("Most Advanced Series of Tug 35"));
        assert!(!is_noun_phrase("Tugs"));
        assert!(!is_noun_phrase("The yard has sold its last tug"));
    }
}
