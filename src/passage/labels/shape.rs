//! The shape of a line: how it begins, ends and is capitalised.

use crate::passage::layout::line::is_blank;

/// Quotation marks and brackets that can follow the full stop of a sentence.
const CLOSING_MARKS: &[char] =
    &['"', '\'', '”', '’', '“', '»', '›', ')', ']', '}', '*', '_', '」', '』', '）'];

/// Words that are not capitalised in a title.
const TITLE_SMALL_WORDS: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "de", "for", "from", "in", "into", "is", "nor",
    "of", "off", "on", "or", "over", "per", "than", "the", "to", "up", "v", "via", "vs", "with",
];

/// Words of a person's name that may be small.
const NAME_PARTICLES: &[&str] =
    &["al", "bin", "da", "de", "del", "den", "der", "di", "el", "ibn", "la", "ter", "van", "von"];

/// The words of a line that have a letter or digit.
pub(crate) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(is_blank).filter(|word| word.contains(char::is_alphanumeric))
}

/// The last character that is neither blank nor a closing mark.
fn last_char(line: &str) -> Option<char> {
    line.trim_end_matches(|c| is_blank(c) || CLOSING_MARKS.contains(&c)).chars().next_back()
}

/// Whether the line ends in a full stop, an ellipsis, or a question or
/// exclamation mark of any script. A closing quote may follow.
pub(crate) fn ends_sentence(line: &str) -> bool {
    ends_statement(line)
        || last_char(line).is_some_and(|c| matches!(c, '!' | '?' | '！' | '？' | '؟'))
}

/// Whether the line ends in a full stop or an ellipsis.
pub(super) fn ends_statement(line: &str) -> bool {
    last_char(line).is_some_and(|c| matches!(c, '.' | '…' | '。' | '।' | '۔' | '։' | '።'))
}

/// Whether the line begins with a small letter, or one of a script without
/// case.
pub(crate) fn starts_small(line: &str) -> bool {
    line.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_uppercase())
}

/// Whether the first letter or digit of the line can begin a sentence or
/// title.
pub(crate) fn starts_large(line: &str) -> bool {
    // Not "is a capital": digits and scripts without case count.
    let first = line.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(|c| !c.is_lowercase())
}

/// Whether all letters of the line are capitals, and there are at least four.
pub(crate) fn is_all_capitals(line: &str) -> bool {
    let mut letters = line.chars().filter(|c| c.is_alphabetic());
    letters.clone().nth(3).is_some() && letters.all(char::is_uppercase)
}

/// Whether at least two in three of its words are capitalised, not counting
/// the small words of titles.
pub(super) fn is_title_case(line: &str) -> bool {
    let words = words(line).filter(|word| !TITLE_SMALL_WORDS.contains(word));
    let (capitalised, total) = words.fold((0, 0), |(capitalised, total), word| {
        (capitalised + usize::from(starts_large(word)), total + 1)
    });
    total > 0 && 3 * capitalised >= 2 * total
}

/// Titles have at most this many characters.
const MAX_TITLE_CHARS: usize = 119;

/// Names of persons have at most this many characters.
const MAX_NAME_CHARS: usize = 48;

/// Whether the line can be a title: short, more letters than figures, and
/// neither its beginning nor its end is one of a sentence's middle.
pub(super) fn is_title_like(line: &str) -> bool {
    // Not a count: most blocks of an article are long paragraphs.
    if line.chars().nth(MAX_TITLE_CHARS).is_some() {
        return false;
    }
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let digits = line.chars().filter(|c| c.is_numeric()).count();
    let is_unfinished = matches!(last_char(line), Some(':' | ';' | ',' | '-' | '–'));
    letters >= 4
        && letters > 2 * digits
        && starts_large(line)
        && !is_unfinished
        && (!ends_statement(line) || (ends_in_initials(line) && !line.contains(['\n', '\r'])))
}

/// Whether the full stop at its end belongs to initials such as `U.S.`.
fn ends_in_initials(line: &str) -> bool {
    let last_word = words(line).last().unwrap_or_default();
    let stops = last_word.bytes().filter(|&byte| byte == b'.').count();
    stops >= 2 && last_word.chars().all(|c| c == '.' || c.is_uppercase())
}

/// Whether the line can be a person's name: two to four capitalised words.
pub(super) fn is_name(line: &str) -> bool {
    let is_part = |word: &str| {
        let is_letter = |c: char| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-');
        word.chars().all(is_letter) && (starts_large(word) || NAME_PARTICLES.contains(&word))
    };
    let parts = line.split(is_blank).filter(|part| !part.is_empty());
    (2..=4).contains(&parts.clone().count())
        && starts_large(line)
        && line.chars().count() <= MAX_NAME_CHARS
        && parts.clone().all(is_part)
        && !parts
            .clone()
            .any(|part| TITLE_SMALL_WORDS.contains(&part) && !NAME_PARTICLES.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rule: fn(&str) -> bool, yes: &[&str], no: &[&str]) {
        for line in yes {
            assert!(rule(line), "should hold: {line:?}");
        }
        for line in no {
            assert!(!rule(line), "should not hold: {line:?}");
        }
    }

    #[test]
    fn sentence_ends() {
        check(
            ends_sentence,
            &["It flew.", "It flew.”", "\"It flew!\"", "It flew…", "飞了。", "It (flew.)"],
            &["It flew", "It flew,", "", "“", "It flew:"],
        );
        check(ends_statement, &["It flew."], &["It flew?"]);
    }

    #[test]
    fn titles() {
        check(
            is_title_like,
            &["Navy buys six tugs", "Tugs sold to U.S.", "Will it float?", "“Tugs” sold"],
            &["Navy buys six tugs.", "and six tugs", "Tugs:", "Net 509,144 vs 277,834", "12", ""],
        );
        check(
            is_title_case,
            &["Navy Buys Tugs for the Bay", "NAVY BUYS TUGS", "Background"],
            &["Navy buys six new tugs", "of the", ""],
        );
        check(is_all_capitals, &["NAVY BUYS 6"], &["NATO buys", "UN", "12"]);
    }

    #[test]
    fn names() {
        check(
            is_name,
            &["Ann Lee", "Ann de la Cruz", "J. R. O’Hara", "ANN LEE", "Zoë Al-Amin"],
            &["Ann", "Ann and Lee", "Ann Lee 2", "the Lee", "Ann Lee Bo Ray Fox", "Ann, Lee", ""],
        );
    }
}
