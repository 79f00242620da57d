//! Recognises lines that name the article's author.

use super::cue::{after_any, is_before_colon, is_only};
use super::shape::{ends_statement, is_name, starts_large};

/// Bylines have at most this many bytes.
const MAX_BYTES: usize = 160;

/// Bylines without a person's name.
const NAMELESS: &[&str] = &[
    "staff reporter",
    "staff writer",
    "staff correspondent",
    "our correspondent",
    "our staff reporter",
    "special correspondent",
    "web desk",
    "news desk",
    "web report",
    "agencies",
    "monitoring desk",
    "by our correspondent",
    "by staff reporter",
    "by staff writer",
    "by staff",
    "by news desk",
    "by web desk",
    "by agencies",
    "by afp",
    "by ap",
    "by reuters",
    "by tass",
    "by the associated press",
    "by associated press",
];

/// Phrases that stand before an author's name.
const BEFORE_NAME: &[&str] = &[
    "by",
    "written by",
    "posted by",
    "edited by",
    "reported by",
    "story by",
    "compiled by",
    "editor",
    "editors",
    "author",
    "reporter",
    "correspondent",
    "reporting by",
    "editing by",
    "writing by",
    "additional reporting by",
    "words by",
    "from our correspondent",
];

/// Whether a line names the author or the desk: "By Ann Lee", "Staff
/// Reporter", "Reporting by Ann Lee; editing by Bo Ray".
pub(super) fn is_byline(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '[', '—', '–', '-', '*', ' ']);
    line.len() <= MAX_BYTES && (is_only(line, NAMELESS) || names_author(line))
}

/// Whether a person's name follows one of the phrases. In a sentence that
/// begins with "By" no name follows, or the sentence goes on after it.
fn names_author(line: &str) -> bool {
    const NAME_ENDS: [&str; 13] =
        [",", ";", "|", " and ", " & ", " / ", " in ", " at ", " - ", " – ", " — ", ")", "("];
    let Some(after_phrase) = after_any(line, BEFORE_NAME) else {
        return false;
    };
    let names = after_phrase.trim_start_matches([':', ' ', '\u{a0}']);
    let name_end = NAME_ENDS.iter().filter_map(|end| names.find(end)).min();
    let (name, others) = names.split_at(name_end.unwrap_or(names.len()));
    // A credit ("Reporting by Ann Lee.") may end in a full stop.
    let is_credit = is_before_colon(line, BEFORE_NAME) || line.contains("ing by ");
    is_second_name(others)
        && is_name(name.trim_end_matches('.'))
        && (is_credit || !ends_statement(line))
}

/// Whether what follows the first name, if it starts with "and", is another
/// name.
fn is_second_name(others: &str) -> bool {
    let second = others.trim_start_matches([' ', '&']).trim_start_matches("and ");
    !others.starts_with(" and ") || starts_large(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides() {
        let yes = [
            "By Ann Lee",
            "BY ANN LEE",
            "by Ann Lee and Bo Ray",
            "By Ann Lee, Correspondent",
            "By Ann Lee | November 21, 2014",
            "By Ann de la Cruz in Oslo",
            "By AFP",
            "Editor Ann Lee",
            "Author: Ann Lee",
            "Staff Reporter",
            "Our Correspondent",
            "(Reporting by Ann Lee; Editing by Bo Ray)",
            "Reporting by Ann Lee; editing by Bo Ray.",
        ];
        let no = [
            "By Monday the tug was sold.",
            "By Air and Sea",
            "By Ann Lee the tug was sold.",
            "By then, Ann Lee had left",
            "Editor leaves yard",
            "Editors choose tugs",
            "Reporting by the yard shows a loss",
            "Staff Reporters leave",
            "Bygone Days",
            "by Ann Lee and the others",
            "",
        ];
        let missed: Vec<_> = yes.iter().filter(|line| !is_byline(line)).collect();
        let wrong: Vec<_> = no.iter().filter(|line| is_byline(line)).collect();
        assert!(missed.is_empty() && wrong.is_empty(), "missed {missed:?}, wrong {wrong:?}");
    }
}
