//! Recognises lines that can be headings of sections in reports: numbered, in
//! capitals, or short.

use super::cue::is_only;
use super::shape::{is_all_capitals, is_title_case, is_title_like, starts_large, words};
use crate::passage::layout::line::is_blank;

/// Headings have at most this many bytes.
const MAX_BYTES: usize = 100;

/// Headings that neither a number nor capitals mark have at most this many
/// words.
const MAX_PLAIN_WORDS: usize = 8;

/// Words before the number of a part.
const PARTS: &[&str] =
    &["chapter", "section", "part", "annex", "appendix", "article", "book", "volume"];

/// What marks a line as a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeadingKind {
    /// A number of several parts, a Roman one, or a word such as "Annex" or
    /// "Summary".
    Numbered,
    /// "3. Deliveries": an item of a list looks the same.
    Item,
    /// All letters are capitals.
    Capitals,
    /// It is short and no sentence.
    Plain,
}

/// Sections that have no other name.
const NAMES: &[&str] = &[
    "summary",
    "executive summary",
    "abstract",
    "contents",
    "table of contents",
    "foreword",
    "preface",
    "introduction",
    "background",
    "methodology",
    "findings",
    "conclusion",
    "conclusions",
    "recommendations",
    "conclusions and recommendations",
    "references",
    "bibliography",
    "glossary",
    "abbreviations",
];

/// What a line would be as a heading; `None` if it can be none.
pub(crate) fn kind(line: &str) -> Option<HeadingKind> {
    if line.len() > MAX_BYTES || line.contains(['\n', '\r']) {
        return None;
    }
    if let Some((kind, title)) = after_number(line) {
        // "3. Conclusions and Remarks." may end in a full stop.
        let bare = title.strip_suffix('.').filter(|bare| is_title_case(bare)).unwrap_or(title);
        let is_heading = title.is_empty() || (is_title_like(bare) && starts_large(bare));
        return is_heading.then_some(kind);
    }
    if !is_title_like(line) {
        return None;
    }
    if is_only(line, NAMES) {
        return Some(HeadingKind::Numbered);
    }
    if is_all_capitals(line) {
        return Some(HeadingKind::Capitals);
    }
    (words(line).count() <= MAX_PLAIN_WORDS && line.starts_with(char::is_alphabetic))
        .then_some(HeadingKind::Plain)
}

/// The title after the number of a section.
fn after_number(line: &str) -> Option<(HeadingKind, &str)> {
    let (number, title) = line.split_once(is_blank).unwrap_or((line, ""));
    let has_gap = title.starts_with(is_blank);
    let title = title.trim_start();
    if PARTS.contains(&number.to_lowercase().as_str()) {
        let (number, title) = title.split_once(is_blank).unwrap_or((title, ""));
        let number = number.trim_end_matches(['.', ':', ')']);
        let title = title.trim_start_matches([':', '-', '–', '—', ' ']);
        let is_number = is_digits(number) || is_roman(number) || is_letter(number);
        return is_number.then_some((HeadingKind::Numbered, title));
    }
    let bare = number.trim_end_matches(['.', ')']);
    let has_mark = bare.len() + 1 == number.len();
    if title.is_empty() {
        None
    } else if is_decimal(bare) || (has_mark && is_roman(bare) && bare.len() > 1) {
        Some((HeadingKind::Numbered, title))
    } else {
        let is_item = (has_mark && is_letter(bare)) || ((has_mark || has_gap) && is_digits(bare));
        is_item.then_some((HeadingKind::Item, title))
    }
}

/// One or two digits.
fn is_digits(number: &str) -> bool {
    (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// "2.3", "2.3.1".
fn is_decimal(number: &str) -> bool {
    number.contains('.') && number.split('.').all(is_digits) && !number.starts_with('0')
}

fn is_roman(number: &str) -> bool {
    (1..=6).contains(&number.len()) && number.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'))
}

fn is_letter(number: &str) -> bool {
    number.len() == 1 && number.starts_with(|c: char| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        let check = |line: &str, expected| assert_eq!(kind(line), expected, "{line}");
        for line in ["2.3 Deliveries to the port", "IV. Findings", "Annex II", "Chapter 3: Tugs"] {
            check(line, Some(HeadingKind::Numbered));
        }
        for line in [
            "3. Deliveries",
            "3) Deliveries",
            "3  Deliveries",
            "B. Deliveries",
            "0. Terms and Conditions.",
        ] {
            check(line, Some(HeadingKind::Item));
        }
        for line in ["PORTS", "DELIVERIES TO THE PORT"] {
            check(line, Some(HeadingKind::Capitals));
        }
        check("Executive Summary", Some(HeadingKind::Numbered));
        check("Deliveries to the port", Some(HeadingKind::Plain));
        for line in [
            "3. The yard has sold six tugs.",
            "2.3 mln tugs were sold",
            "Deliveries:",
            "and so on",
            "The yard has sold six tugs to the port and the bay",
            "12",
            "",
        ] {
            check(line, None);
        }
    }
}
