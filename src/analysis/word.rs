//! Where words begin and end: Unicode's rules (UAX #29), and a faster way to
//! the same words for stretches of ASCII.

use unicode_segmentation::UnicodeSegmentation;

use crate::util::prefix_filter::prefix8;

/// A word of ASCII letters and digits alone, as numbers: most words are such,
/// and are looked up without being copied or read byte by byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AsciiWord {
    /// Its bytes in small letters, the first lowest, and zeros behind them.
    pub(super) small: [u64; Self::LONGEST / 8],
    /// Its first eight bytes as they are written.
    pub(super) written: u64,
}

impl AsciiWord {
    /// Longest plain word, in bytes; a longer one is read another way.
    pub(super) const LONGEST: usize = 24;

    /// The `len` letters and digits at `start`.
    #[inline]
    fn read(bytes: &[u8], start: usize, len: usize) -> Self {
        let written = eight(bytes, start, len);
        let mut small = [small(written), 0, 0];
        if len > 8 {
            small[1] = self::small(eight(bytes, start + 8, len - 8));
        }
        if len > 16 {
            small[2] = self::small(eight(bytes, start + 16, len - 16));
        }
        Self { small, written }
    }
}

/// Up to eight of the `len` bytes at `at`, with zeros behind them.
#[inline]
fn eight(bytes: &[u8], at: usize, len: usize) -> u64 {
    prefix8(bytes.get(at..).unwrap_or_default(), len)
}

/// ASCII letters as small letters. Of letters and digits only letters have
/// the bit next to the highest, and only small ones the bit below it.
fn small(eight: u64) -> u64 {
    eight | (eight & u64::from_le_bytes([0x40; 8])) >> 1
}

/// Calls `found` with the first byte of every word of `text` and the one past
/// its last, as [`for_each_segment`].
pub(super) fn for_each_word(text: &str, mut found: impl FnMut(usize, usize)) {
    for_each_segment(text, |start, end, _| found(start, end));
}

/// Calls `found` with every word of `text`, in order: those of
/// `unicode_word_indices`, the segments that have a letter or a digit; with
/// the first byte, the one past the last, and the word where it is plain.
///
/// A boundary stands before every space that follows another ASCII character
/// than a space (spaces hold together, and some lie beyond ASCII), and nothing
/// before it matters behind it. So the text can be cut there: the pieces that
/// have a character beyond ASCII are given to Unicode's rules, the stretches
/// between them are read byte by byte.
pub(super) fn for_each_segment(
    text: &str,
    mut found: impl FnMut(usize, usize, Option<&AsciiWord>),
) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some((start, end)) = next_beyond_ascii(bytes, at) {
        ascii_words(bytes, at, start, &mut found);
        let piece = text.get(start..end).unwrap_or_default();
        for (offset, word) in piece.unicode_word_indices() {
            let start = start + offset;
            found(start, start + word.len(), None);
        }
        at = end;
    }
    ascii_words(bytes, at, bytes.len(), &mut found);
}

/// The next piece from a cut up to before the next that has a byte beyond
/// ASCII; `from` is the text's start or a cut.
fn next_beyond_ascii(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    let rest = bytes.get(from..)?;
    // Many at a time first, as most texts have few or none.
    let ascii = 64 * rest.chunks_exact(64).take_while(|chunk| chunk.is_ascii()).count();
    let beyond = rest.get(ascii..)?.iter().position(|byte| !byte.is_ascii())?;
    let beyond = from + ascii + beyond;
    let start = (from + 1..beyond).rev().find(|&at| can_cut(bytes, at)).unwrap_or(from);
    let end = (beyond..bytes.len()).find(|&at| can_cut(bytes, at)).unwrap_or(bytes.len());
    Some((start, end))
}

/// Whether a space stands at `at` behind an ASCII character other than a space.
fn can_cut(bytes: &[u8], at: usize) -> bool {
    let is_other = |&byte: &u8| byte.is_ascii() && byte != b' ';
    bytes.get(at) == Some(&b' ')
        && at.checked_sub(1).and_then(|b| bytes.get(b)).is_some_and(is_other)
}

/// What a byte does in a word, as far as ASCII goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// The underscore, which joins but makes no word alone.
    Underscore,
    /// `:`, between letters.
    MidLetter,
    /// `,` and `;`, between digits.
    MidNumber,
    /// `.` and `'`, between letters or between digits.
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

fn class(bytes: &[u8], at: usize) -> Class {
    bytes.get(at).map_or(Class::Other, |&byte| CLASSES[usize::from(byte)])
}

fn is_core(class: Class) -> bool {
    matches!(class, Class::Letter | Class::Digit | Class::Underscore)
}

/// What 64 bytes are, one bit for each.
#[derive(Clone, Copy, Default)]
struct Block {
    /// Letters and digits.
    core: u64,
    underscores: u64,
    /// Marks that join what stands around them, if it is of the right kind.
    marks: u64,
}

impl Block {
    const BYTES: usize = 64;

    /// The block from `base` on; what lies past the end is nothing.
    fn at(bytes: &[u8], base: usize) -> Self {
        let rest = bytes.get(base..).unwrap_or_default();
        let mut padded = [0; Self::BYTES];
        let block = rest.first_chunk().unwrap_or_else(|| {
            padded.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            &padded
        });
        // Without a branch, so that many bytes are looked at at once.
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

    /// Where a run of letters and digits that ends there may go on.
    fn goes_on(self) -> u64 {
        // What follows the last mark is not known here.
        self.underscores | self.marks & (self.core >> 1 | 1 << 63)
    }

    /// Where a run that begins there has begun before.
    fn has_begun(self, before: Self) -> u64 {
        self.underscores << 1 | before.underscores >> 63
    }
}

/// One bit of each of 64 bytes.
fn bits(kinds: &[u8; Block::BYTES], bit: u32) -> u64 {
    let (eights, _) = kinds.as_chunks();
    let gathered = eights.iter().map(|&eight| {
        let ones = u64::from_le_bytes(eight) >> bit & u64::from_le_bytes([1; 8]);
        // The product's highest byte has the eight bits side by side.
        ones.wrapping_mul(0x0102_0408_1020_4080) >> 56
    });
    gathered.rev().fold(0, |bits, eight| bits << 8 | eight)
}

/// The words of `bytes[from..to]`, which is ASCII and ends where a word ends.
///
/// Runs of letters and digits are found 64 bytes at a time; nearly all of them
/// are words.
fn ascii_words<F: FnMut(usize, usize, Option<&AsciiWord>)>(
    bytes: &[u8],
    from: usize,
    to: usize,
    found: &mut F,
) {
    let bytes = bytes.get(..to).unwrap_or_default();
    let mut runs = Runs { bytes, start: from, is_plain: true, taken: from, found };
    let mut before = Block::default();
    for base in (from..to).step_by(Block::BYTES) {
        let block = Block::at(bytes, base);
        let (has_begun, goes_on) = (block.has_begun(before), block.goes_on());
        let mut is_inside = before.core >> 63 != 0;
        let mut edges = block.core ^ (block.core << 1 | before.core >> 63);
        while edges != 0 {
            let bit = edges.trailing_zeros();
            let at = base + bit as usize;
            edges &= edges - 1;
            is_inside = !is_inside;
            if is_inside {
                (runs.start, runs.is_plain) = (at, has_begun >> bit & 1 == 0);
            } else {
                runs.end(at, goes_on >> bit & 1 == 0);
            }
        }
        before = block;
    }
    if before.core >> 63 != 0 {
        runs.end(to, true);
    }
}

/// Runs of letters and digits, read as words.
struct Runs<'a, F> {
    bytes: &'a [u8],
    /// Where the run begins, and whether the word does.
    start: usize,
    is_plain: bool,
    /// What lies before is read.
    taken: usize,
    found: &'a mut F,
}

impl<F: FnMut(usize, usize, Option<&AsciiWord>)> Runs<'_, F> {
    /// The run ends at `end`; `is_plain`: and the word with it.
    #[inline]
    fn end(&mut self, end: usize, is_plain: bool) {
        if self.start < self.taken {
            return;
        }
        let len = end - self.start;
        if is_plain && self.is_plain && len <= AsciiWord::LONGEST {
            (self.found)(self.start, end, Some(&AsciiWord::read(self.bytes, self.start, len)));
            self.taken = end;
        } else {
            self.word();
        }
    }

    /// Reads the word around the run's start, byte by byte.
    fn word(&mut self) {
        let before = self.bytes.get(self.taken..self.start).unwrap_or_default();
        let start = self.start - before.iter().rev().take_while(|&&byte| byte == b'_').count();
        let mut end = start;
        while is_core(class(self.bytes, end)) || joins(self.bytes, end) {
            end += 1;
        }
        (self.found)(start, end, None);
        self.taken = end;
    }
}

/// Whether a mark stands at `at` that joins its neighbours to one word (WB6,
/// WB7, WB11, WB12).
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        for_each_word(text, |start, end| words.push(&text[start..end]));
        words
    }

    #[test]
    fn segments() {
        let check = |text: &str, expected: &[&str]| assert_eq!(words(text), expected, "{text:?}");
        check("", &[]);
        check(" - _ ... ", &[]);
        check("don't U.S. 3.5 1,000 a_b x:y", &["don't", "U.S", "3.5", "1,000", "a_b", "x:y"]);
        check("_a_ 1, 2;b c.. 'd'", &["_a_", "1", "2", "b", "c", "d"]);
        check("Mi-35M F-16C/D US$1.2bn", &["Mi", "35M", "F", "16C", "D", "US", "1.2bn"]);
        check("Russia’s four\r\nMi\u{a0}35", &["Russia’s", "four", "Mi", "35"]);
        check("a \u{200d}ℹ é", &["a", " \u{200d}ℹ", "é"]);
        check("🚁🚁 helicopter🚁s", &["helicopter", "s"]);
        check("35's don’t", &["35", "s", "don’t"]);
    }

    /// The rules alone; the final character keeps the library's own ASCII
    /// path out of the comparison.
    fn by_the_rules(text: &str) -> Vec<(usize, usize)> {
        let with_witness = format!("{text} …");
        with_witness.unicode_word_indices().map(|(at, word)| (at, at + word.len())).collect()
    }

    fn as_numbers(word: &str) -> AsciiWord {
        let eight = |bytes: &[u8]| {
            bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
        };
        let small = word.to_ascii_lowercase();
        let mut chunks = small.as_bytes().chunks(8).map(eight);
        let written = word.as_bytes().chunks(8).map(eight).next().unwrap();
        AsciiWord { small: [(); 3].map(|()| chunks.next().unwrap_or(0)), written }
    }

    fn by_us(text: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for_each_segment(text, |start, end, plain| {
            if let Some(&plain) = plain {
                let written = &text[start..end];
                assert!(written.bytes().all(|byte| byte.is_ascii_alphanumeric()));
                assert_eq!(plain, as_numbers(written));
            }
            found.push((start, end));
        });
        found
    }

    /// Spaces hold together, those beyond ASCII as well, and with what is set
    /// upon the last of them.
    #[test]
    fn runs_of_spaces_as_by_the_rules() {
        for text in ["\u{3000} \u{200d}ℹ", "a  \u{200d}ℹ b", "a \u{3000} é", "é  \u{301}a"] {
            assert_eq!(by_us(text), by_the_rules(text), "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn ascii_as_by_the_rules(text in "[ -~\r\n\t]*") {
            prop_assert_eq!(by_us(&text), by_the_rules(&text));
        }

        #[test]
        fn long_words_as_by_the_rules(text in "([a-zA-Z0-9]{0,60}[_.',:; -]){0,8}") {
            prop_assert_eq!(by_us(&text), by_the_rules(&text));
        }

        #[test]
        fn marks_as_by_the_rules(text in "[aZ09_.',:;\" -]{0,24}") {
            prop_assert_eq!(by_us(&text), by_the_rules(&text));
        }

        #[test]
        fn mixed_as_by_the_rules(
            text in "[aZ09_.',:; \r\n’‘·é\u{301}\u{200d}\u{ad}\u{a0}\u{3000}ℹ🚁🇵🇰אカ\"漢]{0,24}"
        ) {
            prop_assert_eq!(by_us(&text), by_the_rules(&text));
        }

        #[test]
        fn anything_as_by_the_rules(text in any::<String>()) {
            prop_assert_eq!(by_us(&text), by_the_rules(&text));
        }
    }
}
