//! Decodes the bytes of a file to text, in UTF-8, UTF-16 or a legacy encoding.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A text read from bytes, and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded {
    /// The text. Valid UTF-8 is kept byte for byte, with a byte order mark (as
    /// U+FEFF) and every carriage return.
    pub text: String,
    /// Name of the encoding: "UTF-8", "UTF-16LE", "windows-1252", …
    pub encoding: &'static str,
    /// Whether the bytes began with a byte order mark.
    pub bom: bool,
    /// Whether some bytes had no meaning in the encoding; each became U+FFFD.
    pub lossy: bool,
}

/// Why bytes are not read as text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Undecodable {
    /// The first bytes are those of another format.
    #[error("is {format}, not plain text: convert it to UTF-8 text")]
    Format {
        /// Which format.
        format: &'static str,
    },
    /// A NUL, which no text holds.
    #[error(
        "has a NUL at byte {at}, as binary files do: leave it out, or, if it is UTF-16 without \
         a byte order mark, save it as UTF-8"
    )]
    Nul {
        /// Offset of the first one, in bytes.
        at: usize,
    },
    /// Too many characters mean nothing in a text.
    #[error(
        "{odd} of its {characters} characters are control or broken ones, as in binary files: \
         leave it out, or save it as UTF-8 text"
    )]
    Binary {
        /// How many control characters, and bytes without a meaning.
        odd: usize,
        /// How many characters there are.
        characters: usize,
    },
}

/// First bytes of formats that are sometimes named `.txt` and are no text. The
/// mark of UTF-32 begins like that of UTF-16, so that it is tested before.
const FORMATS: [(&[u8], &str); 7] = [
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"PK\x03\x04", "ZIP (or DOCX, ODT, EPUB)"),
    (b"\x1F\x8B", "gzip"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document"),
    (b"\xFF\xFE\0\0", "UTF-32"),
    (b"\0\0\xFE\xFF", "UTF-32"),
];

/// Reads bytes as text.
///
/// The encoding is decided in this order:
///
/// 1. A byte order mark (UTF-8, UTF-16 of either byte order).
/// 2. UTF-8, where the bytes are valid, or have more well-formed characters
///    beyond ASCII than faults (a text cut within a character, a stray byte).
/// 3. The legacy encoding that they most likely have (Windows-1252,
///    Windows-1251, …).
///
/// For valid UTF-8 offsets in the text are offsets in the bytes: nothing is
/// removed, and a byte order mark stays in the text as U+FEFF. For other
/// encodings, and where [`lossy`](Decoded::lossy), offsets are those of the
/// decoded text. A UTF-16 mark is not part of it.
///
/// Cost: a few passes over the bytes, and one copy. It never panics.
///
/// # Errors
/// [`Undecodable`] for binary content: the first bytes of another format, a
/// NUL outside of UTF-16, or more than half of the characters control or
/// broken ones. In a legacy encoding, in which any bytes mean something, the
/// limit is 2 %.
///
/// ```
/// use ibid::source::decode;
///
/// let decoded = decode(b"\x93Minist\xE8re de la D\xE9fense\x94").unwrap();
/// assert_eq!(decoded.text, "\u{201C}Ministère de la Défense\u{201D}");
/// assert_eq!(decoded.encoding, "windows-1252");
/// assert!(decode(b"\x7FELF\x02\x01\x01\0\0\0").is_err());
/// ```
pub fn decode(bytes: &[u8]) -> Result<Decoded, Undecodable> {
    if let Some((_, format)) = FORMATS.iter().find(|(prefix, _)| bytes.starts_with(prefix)) {
        return Err(Undecodable::Format { format });
    }
    match Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding != UTF_8 => utf16(encoding, bytes, length),
        marked => eight_bit(bytes, marked.is_some()),
    }
}

fn utf16(encoding: &'static Encoding, bytes: &[u8], mark: usize) -> Result<Decoded, Undecodable> {
    let units = bytes.get(mark..).unwrap_or_default();
    if let Some(unit) = units.chunks_exact(2).position(|unit| unit == [0, 0]) {
        return Err(Undecodable::Nul { at: mark + 2 * unit });
    }
    let (text, lossy) = encoding.decode_without_bom_handling(units);
    let text = text.into_owned();
    refuse_binary(&text, lossy, Tolerance::Half)?;
    Ok(Decoded { text, encoding: encoding.name(), bom: true, lossy })
}

fn eight_bit(bytes: &[u8], bom: bool) -> Result<Decoded, Undecodable> {
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(Undecodable::Nul { at });
    }
    let valid = std::str::from_utf8(bytes).is_ok();
    if !(valid || bom || mostly_utf8(bytes)) {
        return legacy(bytes);
    }
    let (text, lossy) = (String::from_utf8_lossy(bytes).into_owned(), !valid);
    refuse_binary(&text, lossy, Tolerance::Half)?;
    Ok(Decoded { text, encoding: UTF_8.name(), bom, lossy })
}

/// Whether there are more well-formed UTF-8 characters beyond ASCII than faults.
/// In a legacy encoding a well-formed one is a rare accident. Without this test
/// one stray byte would garble every accent of a UTF-8 text.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut well_formed, mut faults) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        well_formed += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    well_formed > faults
}

fn legacy(bytes: &[u8]) -> Result<Decoded, Undecodable> {
    let encoding = if only_western_signs(bytes) { WINDOWS_1252 } else { guess(bytes) };
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    refuse_binary(&text, lossy, Tolerance::Few)?;
    Ok(Decoded { text, encoding: encoding.name(), bom: false, lossy })
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

/// How many characters of a text may be control or broken ones.
#[derive(Clone, Copy)]
enum Tolerance {
    /// Up to a half: the bytes are well-formed, which they are not by chance.
    Half,
    /// Up to 2 %, or three: any bytes are well-formed in a legacy encoding, and
    /// of random bytes over a tenth are control characters.
    Few,
}

fn refuse_binary(text: &str, lossy: bool, tolerance: Tolerance) -> Result<(), Undecodable> {
    let is_odd = |c: char| {
        (c.is_control() && !c.is_whitespace()) || (lossy && c == char::REPLACEMENT_CHARACTER)
    };
    let (mut odd, mut characters) = (0_usize, 0_usize);
    for character in text.chars() {
        characters += 1;
        odd += usize::from(is_odd(character));
    }
    let tolerated = match tolerance {
        Tolerance::Half => characters / 2,
        Tolerance::Few => (characters / 50).max(3),
    };
    if odd > tolerated { Err(Undecodable::Binary { odd, characters }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RUSSIAN: &str = "Министерство обороны получило четыре вертолёта Ми-35М.";
    const FRENCH: &str =
        "Le Ministère \u{2013} dit \u{201C}Défense\u{201D} \u{2013} a commandé six hélicoptères.";

    const POLISH: &str = "Łącznie cztery śmigłowce Mi-35 trafiły do wojska w zeszłym roku.";

    fn encoded(encoding: &str, text: &str) -> Vec<u8> {
        let encoding = Encoding::for_label(encoding.as_bytes()).unwrap();
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable, "{text}");
        bytes.into_owned()
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn encodings() {
        let text = "Ми-35 🚁\r\nсегодня";
        let little = utf16(&format!("\u{FEFF}{text}"), u16::to_le_bytes);
        let big = utf16(&format!("\u{FEFF}{text}"), u16::to_be_bytes);
        let marked = format!("\u{FEFF}{text}");
        let cases: Vec<(Vec<u8>, &str, &str, bool)> = vec![
            (text.into(), text, "UTF-8", false),
            (marked.clone().into(), &marked, "UTF-8", true),
            (little, text, "UTF-16LE", true),
            (big, text, "UTF-16BE", true),
            (b"\xFF\xFE".to_vec(), "", "UTF-16LE", true),
            (encoded("windows-1252", FRENCH), FRENCH, "windows-1252", false),
            (b"Minist\xE8re".to_vec(), "Ministère", "windows-1252", false),
            (b"\x93Hind\x94 \x96 Mi-35".to_vec(), "“Hind” – Mi-35", "windows-1252", false),
            (b"a deal of \xA3153m".to_vec(), "a deal of £153m", "windows-1252", false),
            (
                b"\xA3 5 bn, \x805m (\xA9 2014)\x85".to_vec(),
                "£ 5 bn, €5m (© 2014)…",
                "windows-1252",
                false,
            ),
            (
                b"Mi-35\x92s at 25\xB0, \xA7\xA05".to_vec(),
                "Mi-35’s at 25°, §\u{A0}5",
                "windows-1252",
                false,
            ),
            (encoded("windows-1250", POLISH), POLISH, "windows-1250", false),
            (encoded("windows-1251", RUSSIAN), RUSSIAN, "windows-1251", false),
            (encoded("koi8-u", RUSSIAN), RUSSIAN, "KOI8-U", false),
            (
                encoded("shift_jis", "防衛省は攻撃ヘリコプターを発注した。"),
                "防衛省は攻撃ヘリコプターを発注した。",
                "Shift_JIS",
                false,
            ),
            (
                encoded("gbk", "国防部周三宣布购买四架武装直升机。"),
                "国防部周三宣布购买四架武装直升机。",
                "GBK",
                false,
            ),
            (Vec::new(), "", "UTF-8", false),
        ];
        for (bytes, text, encoding, bom) in cases {
            let expected = Decoded { text: text.to_owned(), encoding, bom, lossy: false };
            assert_eq!(decode(&bytes), Ok(expected));
        }
    }

    #[test]
    fn damaged() {
        let cut_short = &FRENCH.as_bytes()[..=FRENCH.rfind('é').unwrap()];
        let stray = [FRENCH.as_bytes(), b" \x93quoted\x94"].concat();
        let half = [&utf16("\u{FEFF}deal", u16::to_le_bytes)[..], b"s"].concat();
        let surrogate = [&utf16("\u{FEFF}deal", u16::to_be_bytes)[..], &[0xD8, 0x3D]].concat();
        let cases: [(&[u8], &str, &str, &str); 5] = [
            (cut_short, "UTF-8", "Le Ministère – dit", "six h\u{FFFD}"),
            (&stray, "UTF-8", "Le Ministère – dit", "\u{FFFD}quoted\u{FFFD}"),
            (b"\xEF\xBB\xBFplain \xE9 text", "UTF-8", "\u{FEFF}plain", "\u{FFFD} text"),
            (&half, "UTF-16LE", "deal", "deal\u{FFFD}"),
            (&surrogate, "UTF-16BE", "deal", "deal\u{FFFD}"),
        ];
        for (bytes, encoding, head, tail) in cases {
            let decoded = decode(bytes).unwrap();
            assert!(decoded.lossy, "{decoded:?}");
            assert_eq!(decoded.encoding, encoding);
            assert!(decoded.text.starts_with(head), "{decoded:?}");
            assert!(decoded.text.ends_with(tail), "{decoded:?}");
        }
    }

    #[test]
    fn binary() {
        let without_mark = utf16("deal", u16::to_le_bytes);
        let nul_unit = utf16("\u{FEFF}a\0b", u16::to_be_bytes);
        // Without a NUL, as the first bytes of something compressed are.
        let compressed: Vec<u8> = (1..=255).map(|i: u8| i.wrapping_mul(167) | 1).collect();
        let cases: [(&[u8], &str); 10] = [
            (b"\x7FELF\x02\x01\x01\0\0\0", "has a NUL at byte 7,"),
            (&without_mark, "has a NUL at byte 1,"),
            (&nul_unit, "has a NUL at byte 4,"),
            (b"\x01\x02\x03\x04a", "4 of its 5 characters"),
            (&compressed, "characters are control or broken"),
            (b"%PDF-1.4 text", "is PDF"),
            (b"{\\rtf1 text}", "is RTF"),
            (b"PK\x03\x04word/", "is ZIP"),
            (b"\xFF\xFE\0\0a\0\0\0", "is UTF-32"),
            (b"\0\0\xFE\xFF\0\0\0a", "is UTF-32"),
        ];
        for (bytes, expected) in cases {
            let error = decode(bytes).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn a_few_control_characters_are_text() {
        // The end-of-file mark of DOS, a form feed, colours of a terminal.
        for text in ["hi\u{1A}", "page\u{C}page", "\u{1B}[1mdeal\u{1B}[0m"] {
            assert_eq!(decode(text.as_bytes()).unwrap().text, text);
        }
        assert_eq!(decode(b"Minist\xE8re\x1A").unwrap().text, "Ministère\u{1A}");
    }

    proptest! {
        #[test]
        fn utf8_is_kept_byte_for_byte(text in "[\\PC\\r\\n\\t\u{FEFF}]{0,60}") {
            prop_assume!(!text.starts_with("{\\rtf") && !text.starts_with("%PDF-"));
            let decoded = decode(text.as_bytes()).unwrap();
            prop_assert_eq!(decoded.text.as_bytes(), text.as_bytes());
            prop_assert_eq!(decoded.encoding, "UTF-8");
            prop_assert_eq!(decoded.bom, text.starts_with('\u{FEFF}'));
            prop_assert!(!decoded.lossy);
        }

        #[test]
        fn utf16_gives_the_text_back(text in "[\\PC\\r\\n]{0,40}", big: bool) {
            let unit = if big { u16::to_be_bytes } else { u16::to_le_bytes };
            let decoded = decode(&utf16(&format!("\u{FEFF}{text}"), unit)).unwrap();
            prop_assert_eq!((decoded.text, decoded.lossy), (text, false));
        }

        #[test]
        fn any_bytes(bytes: Vec<u8>) {
            if let Ok(decoded) = decode(&bytes) {
                let exact = std::str::from_utf8(&bytes).is_ok_and(|text| text == decoded.text);
                prop_assert_eq!(exact, decoded.encoding == "UTF-8" && !decoded.lossy);
            }
        }
    }
}
