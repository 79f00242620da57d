//! Lines that say who wrote the article.

use super::cue::{after_any, is_before_colon, is_only};
use super::shape::{ends_statement, is_name, starts_large};

/// Bylines are not longer than this many bytes.
const LONGEST: usize = 160;

/// Lines that name nobody.
const ALONE: &[&str] = &[
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

/// Words before a name.
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
    line.len() <= LONGEST && (is_only(line, ALONE) || names_author(line))
}

/// Whether a person's name follows one of the words; a sentence that begins
/// with "By" has no name there, or goes on after it.
fn names_author(line: &str) -> bool {
    let Some(rest) = after_any(line, BEFORE_NAME) else {
        return false;
    };
    let rest = rest.trim_start_matches([':', ' ', '\u{a0}']);
    let credit = is_before_colon(line, BEFORE_NAME) || line.contains("ing by ");
    let ends =
        [",", ";", "|", " and ", " & ", " / ", " in ", " at ", " - ", " – ", " — ", ")", "("];
    let at = ends.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    let (name, others) = rest.split_at(at);
    let second = others.trim_start_matches([' ', '&']).trim_start_matches("and ");
    let second = !others.starts_with(" and ") || starts_large(second);
    second && is_name(name.trim_end_matches('.')) && (credit || !ends_statement(line))
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
