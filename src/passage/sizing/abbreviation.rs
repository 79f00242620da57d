//! Recognises abbreviations, whose full stop does not end a sentence.

use crate::passage::layout::line::is_blank;

/// Abbreviations have at most this many bytes.
const MAX_BYTES: usize = 16;

/// Abbreviations that never end a sentence: `Gen. Lee`, `i.e. tugs`.
const BINDING: &[&str] = &[
    "adm", "amb", "brig", "capt", "cdr", "cf", "cmdr", "col", "cpl", "dr", "e.g", "eg", "fr",
    "gen", "gov", "hon", "i.e", "ie", "lt", "maj", "messrs", "mr", "mrs", "ms", "mt", "prof",
    "rev", "sec", "sen", "sgt", "rep", "v", "viz", "vs", "wg",
];

/// Abbreviations that can end a sentence: `Acme Inc.`
const EITHER: &[&str] = &[
    "a.m", "al", "approx", "apr", "assn", "aug", "ave", "bn", "bros", "ca", "co", "corp", "dec",
    "dept", "est", "etc", "feb", "ft", "gmbh", "govt", "inc", "int'l", "jan", "jan.-dec", "jr",
    "jul", "jun", "llc", "ltd", "mar", "mfg", "mln", "nov", "oct", "p.m", "plc", "pte", "pvt",
    "ret", "sep", "sept", "sqn", "sr", "st", "thurs", "tues", "univ", "wed",
];

/// Words that are abbreviations only before a number: `No. 5`, `para. 12`.
const NUMBERED: &[&str] =
    &["art", "ch", "fig", "figs", "no", "nos", "p", "para", "paras", "pp", "pt", "res", "vol"];

/// Words that, capitalised, mostly begin a sentence.
const STARTERS: &[&str] = &[
    "A",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "As",
    "At",
    "Before",
    "Both",
    "But",
    "By",
    "During",
    "Each",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Last",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "No",
    "Now",
    "On",
    "One",
    "Only",
    "Our",
    "She",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "To",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "While",
    "Who",
    "With",
    "Yet",
    "You",
];

/// Whether `text` ends in an abbreviation and its sentence continues with
/// `next`.
pub(crate) fn ends(text: &str, next: &str) -> bool {
    let word = text.trim_end_matches([')', ']']).rsplit(is_blank).next().unwrap_or_default();
    let next_word = next.split(is_blank).next().unwrap_or_default();
    word.strip_suffix('.').is_some_and(|word| word.len() <= MAX_BYTES && continues(word, next_word))
}

/// Whether the sentence continues with `next_word` after the full stop of
/// `word`.
fn continues(word: &str, next_word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lower = word.to_lowercase();
    let is_in = |list: &[&str]| list.contains(&lower.as_str());
    let next_starts_sentence =
        STARTERS.contains(&next_word.trim_matches(|c: char| !c.is_alphanumeric()));
    is_in(BINDING)
        || (is_in(NUMBERED) && next_word.starts_with(char::is_numeric))
        || ((is_in(EITHER) || is_initials(word)) && !next_starts_sentence)
}

/// `J`, `U.S`, `J.-P`: single capitals with full stops between them.
fn is_initials(word: &str) -> bool {
    word.split('.').all(|part| {
        let part = part.trim_start_matches('-');
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides() {
        let check =
            |word, next, expected| assert_eq!(continues(word, next), expected, "{word}. {next}");
        check("Gen", "Lee", true);
        check("Gen", "The", true);
        check("Inc", "Yards", true);
        check("Inc", "The", false);
        check("Inc", "“The", false);
        check("U.S", "Navy", true);
        check("U.S", "It", false);
        check("J", "Smith", true);
        check("(Ret", "Lee", true);
        check("No", "5", true);
        check("no", "Tugs", false);
        check("Sept", "11", true);
        check("tug", "Lee", false);
        check("", "Lee", false);
        check("US", "Navy", false);
    }

    #[test]
    fn ends_of_lines() {
        assert!(ends("with Lt. Gen. (Ret.)", "Ann Lee"));
        assert!(!ends("with Lt. Gen. (Ret.)", "The tug"));
        assert!(!ends("with Lt. Gen", "Ann Lee") && !ends("", ""));
    }
}
