//! UTF-16 without a byte order mark, told by its NULs.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Which byte of the units is NUL, and how often, of how many.
struct NulsBySide {
    first: usize,
    second: usize,
    units: usize,
}

impl NulsBySide {
    fn of(bytes: &[u8]) -> Self {
        let mut nuls = Self { first: 0, second: 0, units: bytes.len() / 2 };
        for unit in bytes.chunks_exact(2) {
            match unit {
                [0, 0] => {
                    nuls.first += 1;
                    nuls.second += 1;
                }
                [0, _] => nuls.first += 1,
                [_, 0] => nuls.second += 1,
                _ => {}
            }
        }
        nuls
    }

    /// The byte order in which the NULs are high bytes, where nearly all of
    /// them are on one side and at least one unit in `every` has one.
    fn order(&self, every: usize) -> Option<&'static Encoding> {
        let (more, fewer) = (self.first.max(self.second), self.first.min(self.second));
        let is_one_sided = more >= 2 && fewer * 20 <= more && more * every >= self.units;
        let encoding = if self.first > self.second { UTF_16BE } else { UTF_16LE };
        is_one_sided.then_some(encoding)
    }
}

/// The byte order of a text in UTF-16 with western letters: at least three
/// units of four have a NUL. No text of bytes is so full of them.
pub(super) fn western(bytes: &[u8]) -> Option<&'static Encoding> {
    let nuls = NulsBySide::of(bytes);
    let most = nuls.first.max(nuls.second);
    if most * 4 < nuls.units * 3 { None } else { nuls.order(2) }
}

/// The byte order that a text in other letters could have: one unit in a
/// hundred, its blanks and digits, has a NUL, and nearly all units are letters,
/// blanks and signs.
pub(super) fn other_letters(bytes: &[u8]) -> Option<&'static Encoding> {
    let encoding = NulsBySide::of(bytes).order(100)?;
    let (text, is_damaged) = encoding.decode_without_bom_handling(bytes);
    let (mut plain, mut characters) = (0_usize, 0_usize);
    for character in text.chars() {
        characters += 1;
        let is_plain = character.is_alphanumeric()
            || character.is_whitespace()
            || character.is_ascii_punctuation()
            || matches!(character, '\u{AB}' | '\u{BB}' | '\u{2010}'..='\u{203A}' | '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF65}');
        plain += usize::from(is_plain);
    }
    (!is_damaged && plain * 50 >= characters * 49).then_some(encoding)
}
