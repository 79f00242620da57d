//! Folding: one form for the many ways in which the same word is written.
//!
//! Articles come from many sites. The same name has curly or straight
//! apostrophes, one of several dashes, and accents or none. Texts and queries
//! are both folded before anything is compared.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::script::{
    ascii_digit, common_letter, is_cyrillic, is_optional_mark, makes_another_letter,
};

/// The folded form of `text`: NFKC, lower case, and these rules:
///
/// - Latin and Greek letters lose their diacritics (`é` is `e`, `ø` is `o`,
///   `ß` is `ss`, `æ` is `ae`). Letters of other scripts keep theirs: `й` is
///   a letter of its own, not an `и`.
/// - What writers leave out is removed: the dots of `ё`, the stress of Russian
///   vowels, vowel signs of Arabic and Hebrew, the tatweel, the nukta.
/// - Letters that keyboards and countries exchange are one: forms of alef, of
///   yeh, of kaf and of heh. Digits of every script are ASCII.
/// - Every dash and minus becomes `-`, every apostrophe and single quote `'`,
///   every double quote `"`, and every blank outside ASCII a space.
/// - Soft hyphens, byte order marks, joiners, direction marks and variation
///   selectors are removed, because nobody sees or types them.
///
/// ASCII is only lower-cased. Folding is idempotent. The cost is one pass;
/// ASCII without capitals is borrowed.
pub(crate) fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    Cow::Owned(out)
}

/// Appends the folded form of `text` to `out`, see [`fold`].
pub(crate) fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        return push_lower_ascii(text, out);
    }
    let mut remaining = text;
    while !remaining.is_empty() {
        // ASCII runs and other runs can be folded separately: an ASCII character
        // composes only with diacritics, and folding removes those.
        let (ascii, after_ascii) = split_where(remaining, |byte| !byte.is_ascii());
        push_lower_ascii(ascii, out);
        let (other, after_other) = split_where(after_ascii, |byte| byte.is_ascii());
        fold_run(other, out);
        remaining = after_other;
    }
}

/// Splits `text` before the first byte for which `is_end` holds.
fn split_where(text: &str, is_end: impl Fn(u8) -> bool) -> (&str, &str) {
    let end = text.bytes().position(is_end).unwrap_or(text.len());
    // Both kinds of runs end before a whole character, so the split never fails.
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Appends `ascii` in lower case.
fn push_lower_ascii(ascii: &str, out: &mut String) {
    let start = out.len();
    out.push_str(ascii);
    if let Some(pushed) = out.get_mut(start..) {
        pushed.make_ascii_lowercase();
    }
}

/// Appends the folded form of a run without ASCII. The fast path folds each
/// character alone; the first character that needs decomposition ends it.
fn fold_run(run: &str, out: &mut String) {
    let start = out.len();
    for c in run.chars() {
        let Some(folded) = fold_single(c) else {
            out.truncate(start);
            return fold_decomposed(run, out);
        };
        out.push(folded);
    }
}

/// The folded form of a character that keeps no decomposition and composes with
/// no neighbour; `None` if the whole run must be decomposed to find it.
fn fold_single(c: char) -> Option<char> {
    match c {
        'ё' | 'Ё' | 'ѐ' | 'Ѐ' => Some('е'),
        'ѝ' | 'Ѝ' => Some('и'),
        'а'..='я' | 'ђ'..='џ' => Some(c),
        'Ђ'..='Я' => c.to_lowercase().next(),
        _ => Some(fold_character(c)).filter(char::is_ascii),
    }
}

/// Appends the folded form of `run` by way of its NFKD decomposition.
fn fold_decomposed(run: &str, out: &mut String) {
    let start = out.len();
    let visible = run.chars().filter(|&c| !is_invisible(c));
    let mut base = ' ';
    // Some punctuation decomposes to other punctuation that folds, so it is
    // folded both before and after the decomposition.
    for c in visible.map(fold_character).nfkd().map(fold_character) {
        if is_optional_mark(c) {
            continue;
        }
        if is_diacritic(c) {
            if keeps_mark(base, c) {
                out.push(c);
            }
            continue;
        }
        base = c;
        match ascii_spelling(c) {
            Some(letters) => out.push_str(letters),
            None => out.extend(ascii_digit(c).unwrap_or(common_letter(c)).to_lowercase()),
        }
    }
    compose_from(start, out);
}

/// Whether a diacritic stays on the letter before it.
fn keeps_mark(base: char, mark: char) -> bool {
    if is_cyrillic(base) {
        return makes_another_letter(base, mark);
    }
    base.is_alphabetic() && !is_latin_or_greek(base)
}

/// Replaces `out[start..]` by its composed form (NFC).
fn compose_from(start: usize, out: &mut String) {
    let pushed = out.get(start..).unwrap_or_default();
    // The quick check is far cheaper than composing, and nearly always enough.
    if is_nfc_quick(pushed.chars()) != IsNormalized::Yes {
        let composed: String = pushed.nfc().collect();
        out.truncate(start);
        out.push_str(&composed);
    }
}

/// The ASCII character for a dash, quote, blank or sign of a number; other
/// characters as they are.
pub(crate) fn fold_character(c: char) -> char {
    match c {
        '\u{66b}' => '.',
        '\u{66c}' => ',',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '\u{2018}'..='\u{201b}'
        | '\u{2032}'
        | '\u{2035}'
        | '\u{2039}'
        | '\u{203a}'
        | '\u{b4}'
        | '\u{2b9}'
        | '\u{2bb}'..='\u{2bf}'
        | '\u{ff07}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{2036}' | '\u{ab}' | '\u{bb}' | '\u{ff02}' => '"',
        _ if c == '\u{200b}' || !c.is_ascii() && c.is_whitespace() => ' ',
        _ => c,
    }
}

/// Whether `c` is neither seen nor typed. The joiners U+200C and U+200D are
/// optional marks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Whether `c` is a combining mark of one of Unicode's diacritic blocks.
fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether folding removes the diacritics of this letter.
fn is_latin_or_greek(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{2af}' | '\u{370}'..='\u{3ff}'
        | '\u{1d00}'..='\u{1dbf}' | '\u{1e00}'..='\u{1fff}' | '\u{2c60}'..='\u{2c7f}'
        | '\u{a720}'..='\u{a7ff}' | '\u{ab30}'..='\u{ab6f}')
}

/// The letters that people type for a letter whose stroke or ligature has no
/// decomposition; the final sigma becomes a plain one.
fn ascii_spelling(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds() {
        let check = |text: &str, expected: &str| assert_eq!(fold(text), expected, "{text:?}");
        check("", "");
        check("Mi-35M", "mi-35m");
        check("Mi–35M Mi—35 Mi−35 Mi‑35 Mi－35", "mi-35m mi-35 mi-35 mi-35 mi-35");
        check("co\u{ad}operation", "cooperation");
        check("Russia’s ‘Hind’ ʼn´", "russia's 'hind' 'n'");
        check("“deal” „deal‟ «deal»", "\"deal\" \"deal\" \"deal\"");
        check("a\u{a0}b\u{202f}c\u{3000}d\u{200b}e", "a b c d e");
        check("Café cafe\u{301} CAFÉ", "cafe cafe cafe");
        check("Straße STRAẞE", "strasse strasse");
        check("Erdoğan İstanbul tankı Łódź Ærø", "erdogan istanbul tanki lodz aero");
        check("Ελλάς ΕΛΛΆΣ", "ελλασ ελλασ");
        check("ﬁghter ＭＩ３５ №", "fighter mi35 no");
        check("Ми-35М", "ми-35м");
        check("Й й и\u{306} Ё ё е\u{308} Ї Ќ", "й й й е е е ї ќ");
        check("догово\u{301}р вертолёт", "договор вертолет");
        check("الطـــائرات حَظَرَ أسلحة آ إ", "الطايرات حظر اسلحه ا ا");
        check("هلیکوپترهای هليكوپترهاي بی\u{200c}سرنشین", "هليكوپترهاي هليكوپترهاي بيسرنشين");
        check("הַמַסּוֹק ٣٥ ۳۵ ३५ बड़ा", "המסוק 35 35 35 बडा");
        check("Sanaʿa \u{202b}Mi\u{200e}-35\u{feff}", "sana'a mi-35");
        check("が ガ 한국", "が ガ 한국");
        check("1\u{fe0f}\u{20e3}", "1");
        check("🚁 x", "🚁 x");
        check("a\r\nB\tC", "a\r\nb\tc");
    }

    #[test]
    fn lower_case_ascii_is_borrowed() {
        let is_borrowed = |text| matches!(fold(text), Cow::Borrowed(_));
        assert!(is_borrowed("mi-35m, \"deal\"\n"));
        assert!(!is_borrowed("Mi-35m"));
        assert!(!is_borrowed("mi‑35m"));
    }

    #[test]
    fn appends() {
        let mut out = String::from("É");
        fold_into("É", &mut out);
        assert_eq!(out, "Ée");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC*") {
            let once = fold(&text).into_owned();
            prop_assert_eq!(fold(&once), once.as_str());
        }

        #[test]
        fn ascii_is_lower_cased(text in "[ -~\n\t]*") {
            prop_assert_eq!(fold(&text), text.to_ascii_lowercase());
        }

        #[test]
        fn single_characters_fold_as_decomposed(text in "[а-яА-ЯЀ-џ‐-―‘-‟\u{a0}\u{2000}-\u{200b}]*") {
            let mut decomposed = String::new();
            fold_decomposed(&text, &mut decomposed);
            prop_assert_eq!(fold(&text), decomposed);
        }

        #[test]
        fn composed_and_decomposed_fold_alike(text in "[a-zA-ZÀ-ÖØ-öø-ÿĀ-ſά-ώа-яй' -]*") {
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(fold(&text), fold(&decomposed));
        }
    }
}
