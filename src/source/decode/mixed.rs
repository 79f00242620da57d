//! UTF-8 with bytes of Windows-1252 among it, as files joined from two sources have.

use encoding_rs::{UTF_8, WINDOWS_1252};

/// The name of a text in UTF-8 of which some bytes were read as Windows-1252.
pub(super) const MIXED: &str = "UTF-8 with windows-1252";

/// A text of UTF-8 with faults.
pub(super) struct Mixed {
    pub(super) text: String,
    pub(super) encoding: &'static str,
    /// Whether a fault became U+FFFD.
    pub(super) lossy: bool,
}

/// Reads UTF-8. A fault of one byte that is a letter or sign of Windows-1252 is
/// read as that; any other fault becomes U+FFFD.
pub(super) fn read(bytes: &[u8]) -> Mixed {
    let mut text = String::with_capacity(bytes.len());
    let (mut strays, mut lossy) = (false, false);
    let mut end = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        end += chunk.valid().len() + chunk.invalid().len();
        let stray = match chunk.invalid() {
            [] => continue,
            // At the end a character may be cut off, and so it reads.
            [byte] if end < bytes.len() || *byte < 0xC2 => western(*byte),
            _ => None,
        };
        strays |= stray.is_some();
        lossy |= stray.is_none();
        text.push(stray.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    Mixed { text, encoding: if strays { MIXED } else { UTF_8.name() }, lossy }
}

/// The character of a byte in Windows-1252; `None` for the bytes that mean
/// nothing there, and for "þ" and "ÿ", which are more often damage.
fn western(byte: u8) -> Option<char> {
    if byte >= 0xFE {
        return None;
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().filter(|character| !character.is_control())
}

/// Whether the bytes are UTF-8, faults aside: they have more well-formed
/// characters beyond ASCII than faults, or a tenth as many where every fault
/// is a single byte among ASCII and the characters are western ones.
///
/// In a legacy encoding a well-formed one is a rare accident. Without this test
/// one stray byte would garble every accent of a UTF-8 text.
pub(super) fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut well_formed, mut faults) = (0_usize, 0_usize);
    let (mut western, mut isolated) = (true, true);
    let mut end = 0;
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars().filter(|character| !character.is_ascii()) {
            well_formed += 1;
            western &= matches!(character, '\u{A0}'..='\u{17F}' | '\u{2010}'..='\u{203A}' | '€');
        }
        end += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            faults += 1;
            isolated &= is_isolated(bytes, end, chunk.invalid().len());
        }
        end += chunk.invalid().len();
    }
    let is_joined = western && isolated && well_formed.saturating_mul(10) >= faults;
    well_formed > faults || (well_formed > 0 && is_joined)
}

/// Whether a fault is a single byte with ASCII, or nothing, on both sides.
fn is_isolated(bytes: &[u8], start: usize, length: usize) -> bool {
    let is_ascii = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(u8::is_ascii);
    length == 1 && is_ascii(start.checked_sub(1)) && is_ascii(start.checked_add(1))
}
