//! The shape of a line: how it ends, begins and is capitalised.

use crate::passage::layout::line::is_blank;

/// Closing marks that may stand after the full stop of a sentence.
const CLOSERS: &[char] =
    &['"', '\'', '”', '’', '“', '»', '›', ')', ']', '}', '*', '_', '」', '』', '）'];

/// Small words that stay small in a title.
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "de", "for", "from", "in", "into", "is", "nor",
    "of", "off", "on", "or", "over", "per", "than", "the", "to", "up", "v", "via", "vs", "with",
];

/// Small words within a person's name.
const PARTICLES: &[&str] =
    &["al", "bin", "da", "de", "del", "den", "der", "di", "el", "ibn", "la", "ter", "van", "von"];

pub(crate) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(is_blank).filter(|word| word.contains(char::is_alphanumeric))
}

fn last_mark(line: &str) -> Option<char> {
    line.trim_end_matches(|c| is_blank(c) || CLOSERS.contains(&c)).chars().next_back()
}

/// Whether it ends in a full stop, an ellipsis, or a question or exclamation
/// mark, in any script, with or without a closing quote after it.
pub(crate) fn ends_sentence(line: &str) -> bool {
    ends_statement(line)
        || last_mark(line).is_some_and(|c| matches!(c, '!' | '?' | '！' | '？' | '؟'))
}

/// Whether it ends in a full stop or an ellipsis.
pub(super) fn ends_statement(line: &str) -> bool {
    last_mark(line).is_some_and(|c| matches!(c, '.' | '…' | '。' | '।' | '۔' | '։' | '።'))
}

/// Whether its first letter is small, or of a script without case.
pub(crate) fn starts_small(line: &str) -> bool {
    line.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_uppercase())
}

/// Whether its first letter or digit could begin a sentence or title.
pub(crate) fn starts_large(line: &str) -> bool {
    let first = line.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(|c| !c.is_lowercase())
}

fn is_capitalised(word: &str) -> bool {
    word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
}

/// Whether all of its letters are capitals, and there are at least four.
pub(crate) fn is_all_capitals(line: &str) -> bool {
    let mut letters = line.chars().filter(|c| c.is_alphabetic());
    letters.clone().nth(3).is_some() && letters.all(char::is_uppercase)
}

/// Whether at least two in three of its words, the small ones of a title
/// aside, are capitalised.
pub(super) fn is_title_case(line: &str) -> bool {
    let counts = words(line).filter(|word| !SMALL.contains(word));
    let (large, all) = counts
        .fold((0, 0), |(large, all), word| (large + usize::from(is_capitalised(word)), all + 1));
    all > 0 && 3 * large >= 2 * all
}

/// Whether it could be a title: under 120 characters, of letters more than of
/// digits, not begun in the middle of a sentence nor ended like one.
pub(super) fn is_title_like(line: &str) -> bool {
    if line.chars().count() >= 120 {
        return false;
    }
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let digits = line.chars().filter(|c| c.is_numeric()).count();
    let open_end = matches!(last_mark(line), Some(':' | ';' | ',' | '-' | '–'));
    letters >= 4
        && letters > 2 * digits
        && starts_large(line)
        && !open_end
        && (!ends_statement(line) || ends_in_initials(line))
}

/// Whether its full stop belongs to an abbreviation such as `U.S.`.
fn ends_in_initials(line: &str) -> bool {
    let last = words(line).last().unwrap_or_default();
    let dots = last.bytes().filter(|&byte| byte == b'.').count();
    dots >= 2 && last.chars().all(|c| c == '.' || c.is_uppercase())
}

/// Whether it could be a person's name: two to four capitalised words.
pub(super) fn is_name(line: &str) -> bool {
    let is_part = |word: &str| {
        let plain = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'));
        plain && (is_capitalised(word) || PARTICLES.contains(&word))
    };
    let parts = line.split(is_blank).filter(|part| !part.is_empty());
    (2..=4).contains(&parts.clone().count())
        && is_capitalised(line)
        && line.chars().count() <= 48
        && parts.clone().all(is_part)
        && !parts.clone().any(|part| SMALL.contains(&part) && !PARTICLES.contains(&part))
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
