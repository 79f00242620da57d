//! The memory that indexing takes: of a document, as an estimate, and of tantivy.

use super::writer_options::MIN_BYTES_PER_THREAD;

/// Bytes that indexing may take beyond the writer's memory.
const MAX_OVER_BYTES: usize = 64 << 20;

/// Bytes that one document may take of a writer with that memory.
pub(super) fn max_document_bytes(memory_bytes: usize) -> usize {
    memory_bytes.saturating_add(MAX_OVER_BYTES - BASE_BYTES)
}

/// Bytes that tantivy collects at most in a thread before it writes a segment.
///
/// When it writes one, it sorts all terms and copies the postings of each: of a text
/// with one word, all that it collected. Half of the memory is left for that, but for
/// the part that [`MAX_OVER_BYTES`] has room for.
pub(super) fn collected_bytes_per_thread(memory_bytes: usize, threads: usize) -> usize {
    let collected = memory_bytes / 2 + (20 << 20);
    (collected / threads).clamp(MIN_BYTES_PER_THREAD, memory_bytes / threads)
}

/// Bytes of any writer: threads, queues, the blocks of the text at hand.
const BASE_BYTES: usize = 22 << 20;

/// Bytes of a passage: its span, its place in the batch, its columns.
const PASSAGE_BYTES: usize = 75;

/// Bytes of a distinct word: its terms, their first postings, their place in the
/// table of terms and in the sorted list.
const DISTINCT_BYTES: usize = 110;

/// Bytes of a word: its posting and position, and a copy of these.
const WORD_BYTES: usize = 5;

/// The memory in bytes, about, that a text takes in a segment and when that is
/// written: of most texts more than is taken.
///
/// Cost: one pass over the bytes, a hundredth of indexing them.
pub(super) fn memory_in_segment(text: &str, passages: usize) -> usize {
    let counts = WordCounts::of(text);
    passages * PASSAGE_BYTES + counts.distinct() * DISTINCT_BYTES + counts.words * WORD_BYTES
}

/// Bits of the table of words. A share of 1 in 2,000 is left unset by 8 million words.
const TABLE_BITS: u32 = 20;

/// The longest letters of a designator, in bytes, that numbers are counted with.
const MAX_SERIES_BYTES: usize = 4;

/// A longer word, in bytes, counts as several.
const MAX_WORD_BYTES: usize = 64;

/// Counts the words of a text, and the distinct ones by the bits of a table that their
/// hashes leave unset: Whang, Vander-Zanden and Taylor, *A Linear-Time Probabilistic
/// Counting Algorithm for Database Applications*, TODS 1990.
struct WordCounts {
    table: Vec<u64>,
    words: usize,
    word: RunningWord,
    /// The word before it.
    previous: RunningWord,
}

/// The word that is being read.
#[derive(Default)]
struct RunningWord {
    hash: u64,
    bytes: usize,
    has_digit: bool,
    has_other: bool,
    /// A full stop or the like after it, which may join it to what follows.
    joiner: Option<u8>,
}

impl WordCounts {
    fn of(text: &str) -> Self {
        let table = vec![0; 1 << (TABLE_BITS - 6)];
        let (word, previous) = Default::default();
        let mut counts = Self { table, words: 0, word, previous };
        text.bytes().for_each(|byte| counts.push(byte));
        counts.end_word();
        counts
    }

    fn push(&mut self, byte: u8) {
        let is_joiner = matches!(byte, b'.' | b',' | b'\'' | b':' | b';' | b'_');
        if byte.is_ascii_alphanumeric() || byte >= 0x80 {
            if let Some(joiner) = self.word.joiner.take() {
                self.word.push(joiner);
            }
            self.word.push(byte);
            // Scripts that may go without blanks: each character can be a word.
            self.words += usize::from(byte >= 0xe0);
            if self.word.bytes >= MAX_WORD_BYTES {
                self.end_word();
            }
        } else if is_joiner && self.word.bytes > 0 && self.word.joiner.is_none() {
            self.word.joiner = Some(byte);
        } else {
            self.end_word();
        }
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        if word.bytes == 0 {
            return;
        }
        self.words += 1;
        let pair =
            if word.may_end_designator(&self.previous) { mixed(self.previous.hash) } else { 0 };
        let bit = mixed(word.hash ^ pair) >> (64 - TABLE_BITS);
        self.previous = word;
        if let Some(bits) = self.table.get_mut((bit >> 6) as usize) {
            *bits |= 1 << (bit & 63);
        }
    }

    fn distinct(&self) -> usize {
        let unset: u32 = self.table.iter().map(|bits| bits.count_zeros()).sum();
        let bits = f64::from(1_u32 << TABLE_BITS);
        let distinct = bits * (bits / f64::from(unset.max(1))).ln();
        (distinct as isize).unsigned_abs()
    }
}

impl RunningWord {
    fn push(&mut self, byte: u8) {
        self.hash = (self.hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(MULTIPLIER);
        self.bytes += 1;
        self.has_digit |= byte.is_ascii_digit();
        self.has_other |= !byte.is_ascii_digit();
    }

    /// Whether it is a number after a few letters: the two may be a designator, which
    /// has terms of its own.
    fn may_end_designator(&self, previous: &Self) -> bool {
        !self.has_other && !previous.has_digit && (1..=MAX_SERIES_BYTES).contains(&previous.bytes)
    }
}

/// Of the FNV hash.
const MULTIPLIER: u64 = 0x0000_0100_0000_01b3;

/// Spreads a hash to its upper bits.
fn mixed(hash: u64) -> u64 {
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(count: usize, of: impl Fn(usize) -> String) -> String {
        (0..count).map(of).collect()
    }

    #[test]
    fn words_are_counted() {
        let letters = |number: usize| {
            let letter = |at: u32| char::from(b'a' + (number / 26_usize.pow(at) % 26) as u8);
            (0..4).map(letter).collect::<String>()
        };
        let check = |text: &str, words: usize, distinct: usize| {
            let counts = WordCounts::of(text);
            let start: String = text.chars().take(30).collect();
            assert_eq!(counts.words, words, "words of {start:?}");
            let off = counts.distinct().abs_diff(distinct);
            assert!(off * 50 <= distinct, "{} of {distinct} in {start:?}", counts.distinct());
        };
        check("", 0, 0);
        check("Tug, tug! (TUG) -- tug.", 4, 1);
        check(&"a\n\n".repeat(1000), 1000, 1);
        check(&numbered(200_000, |number| letters(number) + " "), 200_000, 200_000);
        // One word to the analysis, though its parts are few.
        check(&numbered(10_000, |n| format!("p{}.{} ", n / 100, n % 100)), 10_000, 10_000);
        // Each may be a designator.
        check(&numbered(10_000, |n| format!("{}-{} ", letters(n / 100), n % 100)), 20_000, 10_100);
        check(&numbered(10_000, |n| format!("of {n} tugs ")), 30_000, 10_002);
        check(&"x".repeat(MAX_WORD_BYTES * 1000), 1000, 1);
        check("飞机和大炮", 6, 1);
    }

    #[test]
    fn more_words_than_bits() {
        let text = numbered(1 << 22, |number| format!("{number:x} "));
        let distinct = WordCounts::of(&text).distinct();
        assert!((3_900_000..4_500_000).contains(&distinct), "{distinct}");
    }

    #[test]
    fn memory_is_shared_out() {
        const MIB: usize = 1 << 20;
        let cases =
            [(15, 1, 15), (40, 1, 40), (64, 1, 52), (128, 1, 84), (128, 2, 42), (120, 8, 15)];
        for (memory, threads, collected) in cases {
            let bytes = collected_bytes_per_thread(memory * MIB, threads);
            assert_eq!(bytes, collected * MIB, "{memory} MiB on {threads} threads");
        }
        assert_eq!(max_document_bytes(128 * MIB), 170 * MIB);
        assert_eq!(max_document_bytes(usize::MAX), usize::MAX);
    }
}
