//! Which legacy encoding a text of bytes most likely has.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// The encoding of bytes that are no UTF-8.
pub(super) fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    let guessed = if only_western_signs(bytes) { WINDOWS_1252 } else { guess(bytes) };
    if is_sparse(bytes) && misfits(MACINTOSH, bytes) < misfits(guessed, bytes) {
        return MACINTOSH;
    }
    guessed
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether all bytes beyond ASCII are quotation marks and dashes of
/// Windows-1252 or, away from letters, its signs. From signs no language can be
/// guessed: the one sign in "a deal of £153m" would be read as the letter "Ł".
fn only_western_signs(bytes: &[u8]) -> bool {
    let is_letter =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let fits = |(at, byte): (usize, &u8)| match byte {
        // € ‚ „ … † ‡ ‰ ‹ ‘ ’ “ ” • – — ™ › and the no-break space.
        0x80 | 0x82 | 0x84..=0x87 | 0x89 | 0x8B | 0x91..=0x97 | 0x99 | 0x9B | 0xA0 => true,
        // ¡ ¢ £ ¤ ¥ ¦ § ¨ © « ¬ ® ¯ ° ± ´ ¶ · ¸ » ¿ × ÷
        0xA1..=0xA9 | 0xAB..=0xB1 | 0xB4 | 0xB6..=0xB8 | 0xBB | 0xBF | 0xD7 | 0xF7 => {
            !is_letter(at.checked_sub(1)) && !is_letter(at.checked_add(1))
        }
        _ => byte.is_ascii(),
    };
    bytes.iter().enumerate().all(fits)
}

/// Whether the text is one of western letters with accents now and then: at
/// most a byte in five is beyond ASCII. Mac Roman is asked about for no other.
fn is_sparse(bytes: &[u8]) -> bool {
    let beyond_ascii = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    beyond_ascii.saturating_mul(5) <= bytes.len()
}

/// How many characters beyond ASCII do not fit their neighbours when the bytes
/// are read so: capitals after small letters, signs within words, controls.
fn misfits(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    let mut count = 0;
    while let Some(character) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        count += usize::from(!character.is_ascii() && !fits(before, character, after));
        before = character;
    }
    count
}

fn fits(before: char, character: char, after: char) -> bool {
    let within_word = before.is_alphabetic() && after.is_alphabetic();
    match character {
        // Apostrophes and dashes stand within words as well.
        '’' | '–' | '—' | '\u{A0}' => true,
        '“' | '‘' | '„' | '«' | '‚' | '‹' => !before.is_alphanumeric(),
        '”' | '»' | '›' | '…' => !(within_word || after.is_alphanumeric()),
        '€' | '£' | '§' | '©' | '°' | '•' | '½' => {
            !before.is_alphabetic() || !after.is_alphabetic()
        }
        _ if character.is_lowercase() => {
            !after.is_uppercase()
                && (before.is_alphabetic() || after.is_alphabetic() || is_word(character))
        }
        _ if character.is_uppercase() => {
            !before.is_lowercase() && (before.is_alphabetic() || after.is_alphabetic())
        }
        _ => false,
    }
}

/// Letters with an accent that are words by themselves.
fn is_word(character: char) -> bool {
    matches!(character, 'à' | 'é' | 'è' | 'ó' | 'á' | 'å' | 'ö' | 'ß')
}
