//! Apostrophes within a word: those of a contraction, of an article before a
//! vowel, and of a name.

use crate::config::Language;
use crate::util::fold::fold_character;

/// What an apostrophe within a word is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Apostrophe {
    /// It belongs to the word: "don't", "we're".
    Contraction,
    /// It ends an article; the word begins at this byte: "l'Aquila", "d'État".
    Elision { word_start: usize },
    /// It is a letter of a name, which many leave out: "O'Rourke", "Sana'a".
    OfName,
}

/// What follows the apostrophe of a contraction.
const CONTRACTIONS: [&str; 7] = ["t", "s", "d", "m", "ll", "re", "ve"];

/// Articles and prepositions that lose their vowel, in any text.
const ELISIONS: [&str; 8] = ["l", "d", "qu", "dell", "all", "nell", "sull", "dall"];

/// Those of French and Italian texts, whose letters begin names elsewhere.
const ROMANCE_ELISIONS: [&str; 8] = ["c", "j", "m", "n", "s", "t", "un", "jusqu"];

/// Whether `c` is an apostrophe before folding.
pub(super) fn is_apostrophe(c: char) -> bool {
    c == '\'' || !c.is_ascii() && fold_character(c) == '\''
}

/// What the apostrophe within `word` is for; `None` where it has none.
pub(super) fn apostrophe_of(language: Language, word: &str) -> Option<Apostrophe> {
    // Letters of ASCII alone are most words that come here.
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let last = word.rfind(is_apostrophe)?;
    let (before, sign_and_after) = word.split_at_checked(last)?;
    let after = sign_and_after.trim_start_matches(is_apostrophe);
    if before.ends_with(|c: char| c.is_numeric()) {
        return None;
    }
    if CONTRACTIONS.iter().any(|end| end.eq_ignore_ascii_case(after)) {
        return Some(Apostrophe::Contraction);
    }
    let is_romance = matches!(language, Language::French | Language::Italian);
    let is_listed = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(before));
    let is_article = is_listed(&ELISIONS) || is_romance && is_listed(&ROMANCE_ELISIONS);
    let is_elision = is_article && after.chars().count() > 1 && begins_with_vowel(after);
    let word_start = word.len() - after.len();
    Some(if is_elision { Apostrophe::Elision { word_start } } else { Apostrophe::OfName })
}

/// Whether a word begins with a vowel or an h, with or without an accent.
fn begins_with_vowel(word: &str) -> bool {
    let folded = crate::util::fold::fold(word);
    folded.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'h'])
}

/// The parts of a word between its apostrophes that have three letters or more,
/// as starts and ends.
pub(super) fn parts_of_name(word: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut start = 0;
    for part in word.split_inclusive(is_apostrophe) {
        let end = start + part.trim_end_matches(is_apostrophe).len();
        let letters = word.get(start..end).map_or(0, |part| part.chars().count());
        parts.extend((letters >= 3).then_some((start, end)));
        start += part.len();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        let check = |language, word: &str, expected: Option<Apostrophe>| {
            assert_eq!(apostrophe_of(language, word), expected, "{word}");
        };
        let elision = |word_start| Some(Apostrophe::Elision { word_start });
        let (english, french) = (Language::English, Language::French);
        check(english, "gunship", None);
        check(english, "été", None);
        check(english, "don't", Some(Apostrophe::Contraction));
        check(english, "WE’RE", Some(Apostrophe::Contraction));
        check(english, "O'Rourke", Some(Apostrophe::OfName));
        check(english, "Sana’a", Some(Apostrophe::OfName));
        check(english, "Sanaʿa", Some(Apostrophe::OfName));
        check(english, "D'Souza", Some(Apostrophe::OfName));
        check(english, "N'Djamena", Some(Apostrophe::OfName));
        check(english, "l'Aquila", elision(2));
        check(english, "d’État", elision(4));
        check(english, "Qu'Appelle", elision(3));
        check(english, "n'avait", Some(Apostrophe::OfName));
        check(french, "n'avait", elision(2));
        check(english, "12'500", None);
    }

    #[test]
    fn parts() {
        let check = |word: &str, expected: &[&str]| {
            let parts = parts_of_name(word);
            let parts: Vec<&str> = parts.iter().map(|&(start, end)| &word[start..end]).collect();
            assert_eq!(parts, expected, "{word}");
        };
        check("O'Rourke", &["Rourke"]);
        check("Sana’a", &["Sana"]);
        check("İstanbul'da", &["İstanbul"]);
        check("rock'n'roll", &["rock", "roll"]);
    }
}
