//! Segmentation of a text into words by Unicode's rules (UAX #29), with a faster
//! path to the same words in stretches of ASCII.

use std::slice::SliceIndex;

use unicode_segmentation::UnicodeSegmentation;

use crate::util::prefix_filter::prefix8;

/// A word of ASCII letters and digits, as numbers. Most words are such; they are
/// stemmed and stored without being copied or read byte by byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AsciiWord {
    /// Its bytes in lower case, little-endian, with zeros behind them.
    pub(super) lower: [u64; Self::MAX_BYTES / 8],
    /// Its first eight bytes in the case of the text.
    pub(super) original8: u64,
    /// Whether a capital follows a small letter in it: `RosOboronExport`.
    pub(super) has_inner_capital: bool,
}

impl AsciiWord {
    /// Longest ASCII word, in bytes; a longer word takes the slower path.
    pub(super) const MAX_BYTES: usize = 24;

    /// The word of `len` letters and digits at byte `start`.
    #[inline]
    fn read(bytes: &[u8], start: usize, len: usize) -> Self {
        // Not a loop: most words are short, and the branches are well predicted.
        let original8 = eight(bytes, start, len);
        let mut lower = [lower_case(original8), 0, 0];
        let mut inner_capitals = inner_capitals(original8, 0);
        if len > 8 {
            let second = eight(bytes, start + 8, len - 8);
            lower[1] = lower_case(second);
            inner_capitals |= self::inner_capitals(second, original8);
            if len > 16 {
                let third = eight(bytes, start + 16, len - 16);
                lower[2] = lower_case(third);
                inner_capitals |= self::inner_capitals(third, second);
            }
        }
        Self { lower, original8, has_inner_capital: inner_capitals != 0 }
    }
}

/// A bit for each capital of eight letters and digits that follows a small letter;
/// `before` are the eight before them.
fn inner_capitals(eight: u64, before: u64) -> u64 {
    // Letters have the bit 0x40, and small ones the bit 0x20 beside it.
    let small = |eight: u64| eight & (eight >> 1) & u64::from_le_bytes([0x20; 8]);
    let capitals = (eight >> 1) & !eight & u64::from_le_bytes([0x20; 8]);
    capitals & (small(eight) << 8 | small(before) >> 56)
}

/// The bytes of a range; none if it is out of bounds.
#[inline]
fn part(bytes: &[u8], range: impl SliceIndex<[u8], Output = [u8]>) -> &[u8] {
    bytes.get(range).unwrap_or_default()
}

/// The first eight of the `len` bytes at byte `at`, with zeros behind them.
#[inline]
fn eight(bytes: &[u8], at: usize, len: usize) -> u64 {
    prefix8(part(bytes, at..), len)
}

/// Eight ASCII letters and digits in lower case. Only letters have the bit 0x40,
/// and only lower-case letters also have the bit 0x20.
fn lower_case(eight: u64) -> u64 {
    eight | (eight & u64::from_le_bytes([0x40; 8])) >> 1
}

/// Calls `emit` with the start and the end of every word of `text`, in order; see
/// [`for_each_segment`].
pub(super) fn for_each_word(text: &str, mut emit: impl FnMut(usize, usize)) {
    for_each_segment(text, |start, end, _| emit(start, end));
}

/// Calls `emit` with every word of `text`, in order. The arguments are its first
/// byte, the byte after it, and the word itself if it is an ASCII word.
///
/// The words are those of `unicode_word_indices`: the segments with a letter or a
/// digit.
///
/// The text is split at spaces that follow an ASCII character other than a space.
/// UAX #29 has a boundary before such a space, and no rule reads across it. (Spaces
/// themselves hold together, and some lie beyond ASCII.)
///
/// The pieces with a character beyond ASCII go through Unicode's rules. The
/// stretches of ASCII between them take the fast path.
pub(super) fn for_each_segment(text: &str, mut emit: impl FnMut(usize, usize, Option<&AsciiWord>)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some((start, end)) = next_beyond_ascii(bytes, at) {
        ascii_words(bytes, at, start, &mut emit);
        // A split is before a space, so both ends are character boundaries.
        let piece = text.get(start..end).unwrap_or_default();
        for (offset, word) in piece.unicode_word_indices() {
            let start = start + offset;
            emit(start, start + word.len(), None);
        }
        at = end;
    }
    ascii_words(bytes, at, bytes.len(), &mut emit);
}

/// The next piece with a byte beyond ASCII: the byte of the last split before it
/// and of the first split after it. `from` is the start of the text or a split.
fn next_beyond_ascii(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    let remaining = bytes.get(from..)?;
    // 64 bytes at a time first, because most texts have few bytes beyond ASCII.
    let ascii = 64 * remaining.chunks_exact(64).take_while(|chunk| chunk.is_ascii()).count();
    let in_chunk = remaining.get(ascii..)?.iter().position(|byte| !byte.is_ascii())?;
    let beyond = from + ascii + in_chunk;
    let start = (from + 1..beyond).rev().find(|&at| can_split(bytes, at)).unwrap_or(from);
    let end = (beyond..bytes.len()).find(|&at| can_split(bytes, at)).unwrap_or(bytes.len());
    Some((start, end))
}

/// Whether byte `at` is a space behind an ASCII character other than a space.
fn can_split(bytes: &[u8], at: usize) -> bool {
    let is_other_ascii = |&byte: &u8| byte.is_ascii() && byte != b' ';
    bytes.get(at) == Some(&b' ')
        && at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(is_other_ascii)
}

/// The word-break class of an ASCII byte (UAX #29).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// The underscore, which joins but is no word alone.
    Underscore,
    /// `:`, which joins letters.
    MidLetter,
    /// `,` and `;`, which join digits.
    MidNumber,
    /// `.` and `'`, which join letters, and digits.
    MidBoth,
    Other,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::Underscore,
            b':' => Class::MidLetter,
            b',' | b';' => Class::MidNumber,
            b'.' | b'\'' => Class::MidBoth,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// The class of byte `at`; `Other` past the end.
fn class(bytes: &[u8], at: usize) -> Class {
    bytes.get(at).map_or(Class::Other, |&byte| CLASSES[usize::from(byte)])
}

/// Whether bytes of the class belong to a word wherever they stand.
fn is_core(class: Class) -> bool {
    matches!(class, Class::Letter | Class::Digit | Class::Underscore)
}

/// The kinds of 64 bytes, one bit for each byte.
#[derive(Clone, Copy, Default)]
struct Block {
    /// Letters and digits.
    core: u64,
    underscores: u64,
    /// Marks that join the characters around them, if these are of the right kind.
    marks: u64,
}

impl Block {
    const BYTES: usize = 64;

    /// The block from byte `base` on; bytes past the end are of no kind.
    fn at(bytes: &[u8], base: usize) -> Self {
        let remaining = part(bytes, base..);
        let mut padded = [0; Self::BYTES];
        let block = remaining.first_chunk().unwrap_or_else(|| {
            padded.iter_mut().zip(remaining).for_each(|(to, from)| *to = *from);
            &padded
        });
        // Without a branch, so that the compiler vectorises the loop.
        let mut kinds = [0; Self::BYTES];
        for (kind, &byte) in kinds.iter_mut().zip(block) {
            let is_letter = u8::from((byte | 0x20).wrapping_sub(b'a') < 26);
            let is_digit = u8::from(byte.wrapping_sub(b'0') < 10);
            let is_comma_or_stop = u8::from(byte & 0xfd == b',');
            let is_colon = u8::from(byte & 0xfe == b':');
            let is_mark = is_comma_or_stop | is_colon | u8::from(byte == b'\'');
            *kind = is_letter | is_digit | u8::from(byte == b'_') << 1 | is_mark << 2;
        }
        Self { core: bits(&kinds, 0), underscores: bits(&kinds, 1), marks: bits(&kinds, 2) }
    }

    /// The bytes at which a word may continue behind a run of letters and digits.
    fn may_continue(self) -> u64 {
        // The byte behind the last mark is in the next block, so that mark counts.
        self.underscores | self.marks & (self.core >> 1 | 1 << 63)
    }

    /// The bytes behind an underscore: a word with a run that starts there starts
    /// earlier. `before` is the block before this one.
    fn follows_underscore(self, before: Self) -> u64 {
        self.underscores << 1 | before.underscores >> 63
    }
}

/// Gathers one bit of each of 64 bytes.
fn bits(kinds: &[u8; Block::BYTES], bit: u32) -> u64 {
    let (eights, _) = kinds.as_chunks();
    let gathered = eights.iter().map(|&eight| {
        let ones = u64::from_le_bytes(eight) >> bit & u64::from_le_bytes([1; 8]);
        // The highest byte of the product has the eight bits side by side.
        ones.wrapping_mul(0x0102_0408_1020_4080) >> 56
    });
    gathered.rev().fold(0, |bits, eight| bits << 8 | eight)
}

/// Emits the words of `bytes[from..to]`, which is ASCII and ends where a word ends.
///
/// Runs of letters and digits are searched 64 bytes at a time; nearly all of them
/// are words.
fn ascii_words<F: FnMut(usize, usize, Option<&AsciiWord>)>(
    bytes: &[u8],
    from: usize,
    to: usize,
    emit: &mut F,
) {
    let bytes = part(bytes, ..to);
    let mut run = Run { bytes, start: from, starts_word: true, emitted: from, emit };
    let mut before = Block::default();
    for base in (from..to).step_by(Block::BYTES) {
        let block = Block::at(bytes, base);
        let (follows_underscore, may_continue) =
            (block.follows_underscore(before), block.may_continue());
        let mut is_inside = before.core >> 63 != 0;
        // A bit for each byte that differs in kind from the byte before it.
        let mut edges = block.core ^ (block.core << 1 | before.core >> 63);
        while edges != 0 {
            let bit = edges.trailing_zeros();
            let at = base + bit as usize;
            // Clears the lowest bit.
            edges &= edges - 1;
            is_inside = !is_inside;
            if is_inside {
                (run.start, run.starts_word) = (at, follows_underscore >> bit & 1 == 0);
            } else {
                run.end_at(at, may_continue >> bit & 1 == 0);
            }
        }
        before = block;
    }
    if before.core >> 63 != 0 {
        run.end_at(to, true);
    }
}

/// The current run of letters and digits.
struct Run<'a, F> {
    bytes: &'a [u8],
    /// Its first byte.
    start: usize,
    /// Whether a word starts with the run.
    starts_word: bool,
    /// The byte up to which all words are emitted.
    emitted: usize,
    emit: &'a mut F,
}

impl<F: FnMut(usize, usize, Option<&AsciiWord>)> Run<'_, F> {
    /// Ends the run before byte `end` and emits its word, unless an earlier word
    /// included it. `ends_word` tells whether the word ends with the run.
    #[inline]
    fn end_at(&mut self, end: usize, ends_word: bool) {
        if self.start < self.emitted {
            return;
        }
        let len = end - self.start;
        if ends_word && self.starts_word && len <= AsciiWord::MAX_BYTES {
            (self.emit)(self.start, end, Some(&AsciiWord::read(self.bytes, self.start, len)));
            self.emitted = end;
        } else {
            self.emit_by_rules();
        }
    }

    /// Emits the word around the start of the run, which is read byte by byte.
    fn emit_by_rules(&mut self) {
        let before = part(self.bytes, self.emitted..self.start);
        let start = self.start - before.iter().rev().take_while(|&&byte| byte == b'_').count();
        let mut end = start;
        while is_core(class(self.bytes, end)) || joins(self.bytes, end) {
            end += 1;
        }
        (self.emit)(start, end, None);
        self.emitted = end;
    }
}

/// Whether byte `at` is a mark that joins its neighbours to one word (rules WB6,
/// WB7, WB11 and WB12).
fn joins(bytes: &[u8], at: usize) -> bool {
    let mark = class(bytes, at);
    let before = at.checked_sub(1).map_or(Class::Other, |before| class(bytes, before));
    match (before, class(bytes, at + 1)) {
        (Class::Letter, Class::Letter) => matches!(mark, Class::MidLetter | Class::MidBoth),
        (Class::Digit, Class::Digit) => matches!(mark, Class::MidNumber | Class::MidBoth),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
