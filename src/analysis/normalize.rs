//! The surface of a word: folded, and one form for what is written in
//! several.

use super::stop::is_stop_word;
use super::word::AsciiWord;
use crate::config::Language;
use crate::util::fold::fold_into;

/// Longest surface, in bytes. Longer ones are cut, as an index refuses terms
/// without end and nobody searches for them.
pub(super) const LONGEST: usize = 200;

/// Acronyms spelt like an English function word, which capitals alone tell
/// from it, with their surface.
const ACRONYMS: [(&str, &str); 3] = [("US", "u.s"), ("IT", "i.t"), ("WHO", "w.h.o")];

/// Whether a plain word of that length may have another surface than its
/// small letters, or none: an acronym in capitals, or a possessive s.
pub(super) fn is_special(word: &AsciiWord, len: usize) -> bool {
    const CAPITALS: [u64; 3] = [number(b"US"), number(b"IT"), number(b"WHO")];
    match len {
        1 => word.small == [number(b"s"), 0, 0],
        2 | 3 => CAPITALS.contains(&word.written),
        _ => false,
    }
}

/// A short word as in [`AsciiWord`].
const fn number(word: &[u8]) -> u64 {
    let (mut number, mut at) = (0, word.len());
    while at > 0 {
        at -= 1;
        number = number << 8 | word[at] as u64;
    }
    number
}

/// Appends the surface of `word` to `out`: the word folded, and
///
/// - a possessive 's is gone ("Russia’s" is `russia`), as are underscores
///   around the word (`_Janes_`);
/// - commas between thousands are gone ("1,000" is `1000`; "3,5" stays);
/// - a dotted acronym loses its dots ("U.N." is `un`), but keeps them where
///   it would turn into a function word ("U.S." is `u.s`, not `us`);
/// - with `capitals_tell`, "US", "IT" and "WHO" are read as these acronyms;
/// - what is longer than 200 bytes is cut.
///
/// Appends nothing for the rare word of which folding leaves no letter or digit.
pub(super) fn push_surface(language: Language, word: &str, capitals_tell: bool, out: &mut String) {
    let body = without_underscores(without_possessive(word));
    if let Some(acronym) = capital_acronym(language, body).filter(|_| capitals_tell) {
        out.push_str(acronym);
        return;
    }
    let start = out.len();
    fold_into(body, out);
    // First of all, so that what follows is done to something short.
    cut(start, out);
    if body.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return;
    }
    if !out.get(start..).is_some_and(|folded| folded.contains(char::is_alphanumeric)) {
        return out.truncate(start);
    }
    remove_thousands_commas(start, out);
    remove_acronym_dots(language, start, out);
}

/// The acronym's surface for a function word's ("u.s" for "us").
pub(super) fn acronym_spelt_like(language: Language, surface: &str) -> Option<&'static str> {
    let (_, acronym) =
        ACRONYMS.iter().find(|(capitals, _)| capitals.eq_ignore_ascii_case(surface))?;
    is_stop_word(language, surface).then_some(acronym)
}

fn capital_acronym(language: Language, word: &str) -> Option<&'static str> {
    if !(2..=3).contains(&word.len()) || language != Language::English {
        return None;
    }
    ACRONYMS.iter().find(|(capitals, _)| *capitals == word).map(|(_, acronym)| *acronym)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '\u{2bc}' | '\u{ff07}')
}

fn without_possessive(word: &str) -> &str {
    let owner = word.strip_suffix(['s', 'S']).and_then(|rest| rest.strip_suffix(is_apostrophe));
    owner.filter(|owner| !owner.is_empty()).unwrap_or(word)
}

fn without_underscores(word: &str) -> &str {
    let has = word.starts_with('_') || word.ends_with('_');
    if has { word.trim_matches('_') } else { word }
}

/// Whether `word`, which follows `before`, is the possessive s of a figure,
/// which the rules of words cut off: the "s" of "the Mi-35's rotor".
pub(super) fn is_loose_possessive(before: &str, word: &str) -> bool {
    matches!(word, "s" | "S")
        && before
            .strip_suffix(is_apostrophe)
            .is_some_and(|owner| owner.ends_with(|c: char| c.is_ascii_digit()))
}

/// "1,000,000" as "1000000", and "1,50,000" as "150000", as India groups.
fn remove_thousands_commas(start: usize, out: &mut String) {
    if out.get(start..).is_some_and(has_thousands_commas) {
        while let Some(comma) = out.get(start..).and_then(|word| word.find(',')) {
            out.remove(start + comma);
        }
    }
}

/// Up to three digits, groups of two or three, and three that no digit follows.
fn has_thousands_commas(word: &str) -> bool {
    let digits = |group: &str| group.bytes().take_while(u8::is_ascii_digit).count();
    let is_group = |group: &str| (2..=3).contains(&group.len()) && digits(group) == group.len();
    let Some((lead, rest)) = word.split_once(',') else { return false };
    let (middle, last) = rest.rsplit_once(',').map_or((None, rest), |(m, last)| (Some(m), last));
    (1..=3).contains(&lead.len())
        && digits(lead) == lead.len()
        && middle.is_none_or(|groups| groups.split(',').all(is_group))
        && digits(last) == 3
}

/// "u.n" as "un", unless that is a function word.
fn remove_acronym_dots(language: Language, start: usize, out: &mut String) {
    let word = out.get(start..).unwrap_or_default();
    if !is_dotted_acronym(word) {
        return;
    }
    let letters: String = word.chars().filter(|&c| c != '.').collect();
    if !is_stop_word(language, &letters) {
        out.truncate(start);
        out.push_str(&letters);
    }
}

/// Single letters with dots between them.
fn is_dotted_acronym(word: &str) -> bool {
    let mut parts = word.split('.').map(str::chars).map(|mut part| (part.next(), part.next()));
    word.contains('.')
        && parts.all(|(first, second)| first.is_some_and(char::is_alphabetic) && second.is_none())
}

fn cut(start: usize, out: &mut String) {
    let mut end = start + LONGEST;
    if out.len() > end {
        while !out.is_char_boundary(end) {
            end -= 1;
        }
        out.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::word;
    use proptest::prelude::*;

    fn surface(word: &str, capitals_tell: bool) -> String {
        let mut out = String::from("…");
        push_surface(Language::English, word, capitals_tell, &mut out);
        out.split_off("…".len())
    }

    #[test]
    fn surfaces() {
        let check =
            |word: &str, expected: &str| assert_eq!(surface(word, true), expected, "{word}");
        check("Helicopters", "helicopters");
        check("Défense", "defense");
        check("Russia's", "russia");
        check("Russia’s", "russia");
        check("RUSSIA'S", "russia");
        check("don’t", "don't");
        check("O'Brien", "o'brien");
        check("_Janes_", "janes");
        check("a_b", "a_b");
        check("35M", "35m");
        check("3.5", "3.5");
    }

    #[test]
    fn thousands() {
        let check =
            |word: &str, expected: &str| assert_eq!(surface(word, true), expected, "{word}");
        check("1,000", "1000");
        check("12,345,678.90", "12345678.90");
        check("1,50,000", "150000");
        check("1,000kg", "1000kg");
        check("3,5", "3,5");
        check("1,0000", "1,0000");
        check("2014,2015", "2014,2015");
        check("1,2,000", "1,2,000");
    }

    #[test]
    fn acronyms() {
        let check =
            |word: &str, expected: &str| assert_eq!(surface(word, true), expected, "{word}");
        check("U.N", "un");
        check("U.A.E", "uae");
        check("U.S.A", "usa");
        check("С.Ш.А", "сша");
        check("U.S", "u.s");
        check("u.s", "u.s");
        check("US", "u.s");
        check("US's", "u.s");
        check("us", "us");
        check("Us", "us");
        check("WHO", "w.h.o");
        check("who", "who");
        check("UN", "un");
        check("example.com", "example.com");
        assert_eq!(surface("US", false), "us");
        assert_eq!(surface("U.S", false), "u.s");
    }

    #[test]
    fn acronyms_are_of_the_language() {
        let mut out = String::new();
        push_surface(Language::French, "US", true, &mut out);
        push_surface(Language::French, "U.S", true, &mut out);
        assert_eq!(out, "usus");
        assert_eq!(acronym_spelt_like(Language::English, "us"), Some("u.s"));
        assert_eq!(acronym_spelt_like(Language::English, "un"), None);
        assert_eq!(acronym_spelt_like(Language::French, "us"), None);
    }

    #[test]
    fn possessives_of_figures() {
        assert!(is_loose_possessive("the Mi-35'", "s"));
        assert!(is_loose_possessive("the Mi-35’", "S"));
        assert!(!is_loose_possessive("vitamin '", "s"));
        assert!(!is_loose_possessive("the Mi-35 ", "s"));
        assert!(!is_loose_possessive("the Mi-35'", "t"));
    }

    proptest! {
        #[test]
        fn any_word(word in "\\PC{0,300}", capitals_tell: bool) {
            let found = surface(&word, capitals_tell);
            prop_assert!(found.len() <= LONGEST);
        }

        #[test]
        fn plain_words_are_their_small_letters(word in "[a-zA-Z0-9]{1,24}|[UuSsIiTtWwHhOo]{1,3}") {
            let mut found = None;
            word::for_each_segment(&word, |_, _, plain| found = plain.copied());
            prop_assert!(found.is_some());
            let special = found.is_some_and(|plain| is_special(&plain, word.len()));
            prop_assert!(special || surface(&word, true) == word.to_ascii_lowercase());
        }

        #[test]
        fn letters_are_folded_alone(word in "[a-zA-ZÀ-ÿ]{4,100}") {
            let folded = crate::util::fold::fold(&word).into_owned();
            prop_assert!(folded.starts_with(&surface(&word, true)));
            prop_assert!(surface(&word, true).len() >= folded.len().min(LONGEST - 1));
        }
    }
}
