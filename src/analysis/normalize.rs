//! The surface of a word: its folded form, with one spelling of possessives,
//! acronyms and numbers.

use super::apostrophe::{Apostrophe, apostrophe_of, is_apostrophe};
use super::stop::is_stop_word;
use super::thousands::remove_separators;
use super::word::AsciiWord;
use crate::config::Language;
use crate::util::fold::fold_into;

/// Maximum length of a surface in bytes. Longer surfaces are truncated: an index
/// limits the length of terms, and nobody searches for such words.
pub(super) const MAX_SURFACE_BYTES: usize = 200;

/// Acronyms that differ from an English function word only by their capitals,
/// with their surface.
const ACRONYMS: [(&str, &str); 3] = [("US", "u.s"), ("IT", "i.t"), ("WHO", "w.h.o")];

/// Whether this word of `len` bytes may become more, or less, than its lower
/// case, or several words: an acronym in capitals, a possessive s, a figure with
/// its unit, a compound in capitals.
pub(super) fn needs_rules(word: &AsciiWord, len: usize) -> bool {
    const CAPITALS: [u64; 3] = [little_endian(b"US"), little_endian(b"IT"), little_endian(b"WHO")];
    // Of letters and digits only letters have this bit.
    const LETTERS: u64 = u64::from_le_bytes([0x40; 8]);
    let [first, second, third] = word.lower;
    let begins_with_figure = first & 0x40 == 0 && (first | second | third) & LETTERS != 0;
    if begins_with_figure || word.has_inner_capital {
        return true;
    }
    match len {
        1 => word.lower == [little_endian(b"s"), 0, 0],
        2 | 3 => CAPITALS.contains(&word.original8),
        _ => false,
    }
}

/// A word of at most eight bytes as a number of an [`AsciiWord`].
const fn little_endian(word: &[u8]) -> u64 {
    let (mut number, mut at) = (0, word.len());
    while at > 0 {
        at -= 1;
        number = number << 8 | word[at] as u64;
    }
    number
}

/// Appends the surface of `word` to `out`: its folded form after these rules.
///
/// - A possessive 's is removed ("Russia’s" is `russia`), and so are underscores
///   around the word (`_Janes_`).
/// - An article that lost its vowel is removed ("l'Aquila" is `aquila`), and so
///   is the apostrophe of a name ("O'Rourke" is `orourke`); "don't" stays.
/// - Signs between thousands are removed ("1,000" is `1000`; "3,5" stays).
/// - A dotted acronym loses its dots ("U.N." is `un`), unless it would become a
///   function word ("U.S." is `u.s`, not `us`).
/// - With `capitals_matter`, "US", "IT" and "WHO" become these acronyms.
/// - A surface is truncated to 200 bytes.
///
/// Nothing is appended for the rare word that folds to no letter or digit.
pub(super) fn push_surface(
    language: Language,
    word: &str,
    capitals_matter: bool,
    out: &mut String,
) {
    let body = without_underscores(without_possessive(word));
    if let Some(acronym) = capital_acronym(language, body).filter(|_| capitals_matter) {
        out.push_str(acronym);
        return;
    }
    // `out[start..]` is the surface in the making.
    let start = out.len();
    push_folded(language, body, out);
    // Before the other rules, so that their cost is bounded.
    truncate_surface(start, out);
    // The most common case, which no other rule changes.
    if body.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return;
    }
    if !out.get(start..).is_some_and(|folded| folded.contains(char::is_alphanumeric)) {
        return out.truncate(start);
    }
    remove_separators(start, out);
    remove_acronym_dots(language, start, out);
}

/// Appends the folded word without the apostrophes that many leave out.
fn push_folded(language: Language, word: &str, out: &mut String) {
    let start = out.len();
    match apostrophe_of(language, word) {
        Some(Apostrophe::Elision { word_start }) => {
            fold_into(word.get(word_start..).unwrap_or_default(), out);
        }
        Some(Apostrophe::OfName) => {
            fold_into(word, out);
            let without: String = out.get(start..).unwrap_or_default().replace('\'', "");
            out.truncate(start);
            out.push_str(&without);
        }
        Some(Apostrophe::Contraction) | None => fold_into(word, out),
    }
}

/// The surface of the acronym that is spelt like a function word ("u.s" for "us").
pub(super) fn acronym_spelt_like(language: Language, surface: &str) -> Option<&'static str> {
    let (_, acronym) =
        ACRONYMS.iter().find(|(capitals, _)| capitals.eq_ignore_ascii_case(surface))?;
    is_stop_word(language, surface).then_some(acronym)
}

/// The surface of "US", "IT" or "WHO" in capitals.
fn capital_acronym(language: Language, word: &str) -> Option<&'static str> {
    if !(2..=3).contains(&word.len()) || language != Language::English {
        return None;
    }
    ACRONYMS.iter().find(|(capitals, _)| *capitals == word).map(|(_, acronym)| *acronym)
}

/// `word` without a possessive 's; "'s" itself stays.
pub(super) fn without_possessive(word: &str) -> &str {
    let owner = word.strip_suffix(['s', 'S']).and_then(|owner| owner.strip_suffix(is_apostrophe));
    owner.filter(|owner| !owner.is_empty()).unwrap_or(word)
}

/// `word` without the underscores around it.
fn without_underscores(word: &str) -> &str {
    // Trimming would search every word; nearly all have no underscore at an end.
    let has_any = word.starts_with('_') || word.ends_with('_');
    if has_any { word.trim_matches('_') } else { word }
}

/// Whether `word`, which follows `before`, is the possessive s of a number. UAX #29
/// makes the "s" of "the Mi-35's rotor" a word of its own.
pub(super) fn is_loose_possessive(before: &str, word: &str) -> bool {
    matches!(word, "s" | "S")
        && before
            .strip_suffix(is_apostrophe)
            .is_some_and(|owner| owner.ends_with(|c: char| c.is_ascii_digit()))
}

/// Turns "u.n" into "un", unless the result is a function word.
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

/// Whether the word is single letters with dots between them.
fn is_dotted_acronym(word: &str) -> bool {
    let mut parts = word.split('.').map(str::chars).map(|mut part| (part.next(), part.next()));
    word.contains('.')
        && parts.all(|(first, second)| first.is_some_and(char::is_alphabetic) && second.is_none())
}

/// Truncates `out[start..]` to the longest surface, at a character boundary.
fn truncate_surface(start: usize, out: &mut String) {
    let mut end = start + MAX_SURFACE_BYTES;
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

    fn surface(word: &str, capitals_matter: bool) -> String {
        let mut out = String::from("…");
        push_surface(Language::English, word, capitals_matter, &mut out);
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
        check("O'Brien", "obrien");
        check("Sana’a", "sanaa");
        check("l'Aquila", "aquila");
        check("d’État", "etat");
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
        check("12.500.000", "12500000");
        check("12.500", "12.500");
        check("12’500", "12500");
        check("12'500'000", "12500000");
        check("12’50", "12'50");
        check("192.168.100.200", "192.168.100.200");
        check("12.500.000.000", "12500000000");
        check("1.2.3", "1.2.3");
        check("١٢٬٥٠٠", "12500");
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
    fn possessives_of_numbers() {
        assert!(is_loose_possessive("the Mi-35'", "s"));
        assert!(is_loose_possessive("the Mi-35’", "S"));
        assert!(!is_loose_possessive("vitamin '", "s"));
        assert!(!is_loose_possessive("the Mi-35 ", "s"));
        assert!(!is_loose_possessive("the Mi-35'", "t"));
    }

    proptest! {
        #[test]
        fn no_surface_is_too_long(word in "\\PC{0,300}", capitals_matter: bool) {
            prop_assert!(surface(&word, capitals_matter).len() <= MAX_SURFACE_BYTES);
        }

        #[test]
        fn other_ascii_words_are_only_lower_cased(word in "[a-zA-Z0-9]{1,24}|[UuSsIiTtWwHhOo]{1,3}") {
            let mut ascii_word = None;
            word::for_each_segment(&word, |_, _, ascii| ascii_word = ascii.copied());
            prop_assert!(ascii_word.is_some());
            let needs_rules = ascii_word.is_some_and(|ascii| needs_rules(&ascii, word.len()));
            prop_assert!(needs_rules || surface(&word, true) == word.to_ascii_lowercase());
        }

        #[test]
        fn letters_are_only_folded(word in "[a-zA-ZÀ-ÿ]{4,100}") {
            let folded = crate::util::fold::fold(&word).into_owned();
            prop_assert!(folded.starts_with(&surface(&word, true)));
            prop_assert!(surface(&word, true).len() >= folded.len().min(MAX_SURFACE_BYTES - 1));
        }
    }
}
