//! Lines under pictures.

use super::cue::{after_any, is_before_colon, is_only};
use super::shape::{is_title_case, is_title_like, words};

/// Captions are not longer than this many bytes.
const LONGEST: usize = 400;

/// How many bytes a credit at the end of a caption may be followed by.
const AFTER_CREDIT: usize = 48;

const ALONE: &[&str] =
    &["file photo", "representational image", "representative image", "stock photo"];

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

/// Credits as they stand at the end of a caption.
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

/// Whether a line is known as a caption by its words: "Photo: ...", "A tug
/// leaves port. (AP Photo/Ann Lee)".
pub(super) fn is_caption(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let inner = line.trim_start_matches(['(', '[', ' ']);
    is_only(inner, ALONE)
        || is_before_colon(inner, BEFORE_COLON)
        || (inner.len() <= LONGEST / 2 && after_any(inner, OPENINGS).is_some())
        || is_credited(line)
}

/// Whether it ends in a credit; a full stop after it is a sentence's.
fn is_credited(line: &str) -> bool {
    if line.ends_with('.') {
        return false;
    }
    let from = line.len().saturating_sub(AFTER_CREDIT)..=line.len();
    let end = from.into_iter().find_map(|at| line.get(at..)).unwrap_or_default();
    CREDITS.iter().any(|credit| end.contains(credit))
}

/// Whether a line after the article's last paragraph has the form of a
/// caption: a short noun phrase in title case.
pub(super) fn is_noun_phrase(line: &str) -> bool {
    line.len() <= 100 && words(line).nth(1).is_some() && is_title_like(line) && is_title_case(line)
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
        assert!(!is_noun_phrase("Port And Yard Met."));
    }
}
