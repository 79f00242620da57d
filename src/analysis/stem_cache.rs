//! Stems remembered, since the same few thousand words make up most of any
//! text and stemming is what an analysis would spend half of its time on.

use std::sync::Mutex;

use super::stem::Stems;
use super::word::AsciiWord;

/// Longest word remembered, in bytes.
const LONGEST: usize = AsciiWord::LONGEST;
/// Longest ending that a remembered stem has in place of the word's.
const LONGEST_TAIL: usize = 5;
/// The bytes of a word, zeros behind them.
type CacheKey = [u64; LONGEST / 8];

/// Lines of a cache, a power of two; with 64 bytes each, a cache takes a
/// megabyte. On news, with 50,000 words in 17 MB, that is 3 misses in 100
/// words, where half of it is 5.
const LINES: usize = 1 << 14;

/// A stem as bytes of its word: the first `keep`, then `tail`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StemSuffix<'a> {
    pub(super) keep: usize,
    pub(super) tail: &'a [u8],
}

impl<'a> StemSuffix<'a> {
    /// How `stem` comes from `word`.
    fn between(word: &str, stem: &'a str) -> Self {
        let same = word.bytes().zip(stem.bytes()).take_while(|(a, b)| a == b).count();
        let keep =
            (0..=same).rev().find(|&at| word.is_char_boundary(at) && stem.is_char_boundary(at));
        let keep = keep.unwrap_or(0);
        Self { keep, tail: stem.as_bytes().get(keep..).unwrap_or_default() }
    }
}

/// A word and its stem's cut, in 32 bytes; a length of 0 is empty.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    word: CacheKey,
    word_len: u8,
    keep: u8,
    tail_len: u8,
    tail: [u8; LONGEST_TAIL],
}

impl Slot {
    fn holds(&self, key: CacheKey, len: usize) -> bool {
        // One branch for all, number by number.
        let ([a, b, c], other) = (self.word, key);
        let len = u64::from(self.word_len) ^ len as u64;
        (a ^ other[0]) | (b ^ other[1]) | (c ^ other[2]) | len == 0
    }

    /// Holds this word from now on; `false` where the stem's ending is too long.
    fn take(&mut self, key: CacheKey, word: &str, stem: &str) -> bool {
        let cut = StemSuffix::between(word, stem);
        let mut tail = [0; LONGEST_TAIL];
        let Some(start) = tail.get_mut(..cut.tail.len()) else { return false };
        start.copy_from_slice(cut.tail);
        *self = Self {
            word: key,
            word_len: word.len() as u8,
            keep: cut.keep as u8,
            tail_len: cut.tail.len() as u8,
            tail,
        };
        true
    }

    fn cut(&self) -> StemSuffix<'_> {
        let tail = self.tail.get(..usize::from(self.tail_len)).unwrap_or_default();
        StemSuffix { keep: usize::from(self.keep), tail }
    }
}

/// Two words that share a line of the processor's cache, the one met last first.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
struct CacheLine([Slot; 2]);

/// The stems of the words met last, two words a line: a third that falls on
/// it takes the place of the one not met for longer.
#[derive(Debug)]
pub(super) struct StemCache {
    lines: Vec<CacheLine>,
    /// The stem of a word that no slot can hold.
    unslotted: String,
}

impl StemCache {
    fn new() -> Self {
        Self { lines: vec![CacheLine::default(); LINES], unslotted: String::new() }
    }

    /// The stem of a folded word, the same as [`Stems::stem`] gives.
    pub(super) fn stem(&mut self, stems: Stems, word: &str) -> StemSuffix<'_> {
        if stems.are_words() {
            return StemSuffix { keep: word.len(), tail: &[] };
        }
        match key_of(word) {
            Some(key) => self.keyed(stems, key, word.len(), || word.to_owned()),
            None => self.unkeyed(stems, word),
        }
    }

    /// Likewise for a plain word, of which `len` bytes are not zero.
    pub(super) fn stem_plain(
        &mut self,
        stems: Stems,
        word: &AsciiWord,
        len: usize,
    ) -> StemSuffix<'_> {
        if stems.are_words() {
            return StemSuffix { keep: len, tail: &[] };
        }
        self.keyed(stems, word.small, len, || word_of(word.small, len))
    }

    /// `word` spells the key where the stem is not remembered.
    #[inline]
    fn keyed(
        &mut self,
        stems: Stems,
        key: CacheKey,
        len: usize,
        word: impl FnOnce() -> String,
    ) -> StemSuffix<'_> {
        let Some(CacheLine([last, before])) = self.lines.get_mut(line_of(key) & (LINES - 1)) else {
            return StemSuffix { keep: len, tail: &[] };
        };
        if last.holds(key, len) {
            return last.cut();
        }
        std::mem::swap(last, before);
        if last.holds(key, len) {
            return last.cut();
        }
        let word = word();
        if last.take(key, &word, &stems.stem(&word)) {
            return last.cut();
        }
        unslotted(&mut self.unslotted, stems, &word)
    }

    fn unkeyed(&mut self, stems: Stems, word: &str) -> StemSuffix<'_> {
        unslotted(&mut self.unslotted, stems, word)
    }
}

fn unslotted<'a>(stem: &'a mut String, stems: Stems, word: &str) -> StemSuffix<'a> {
    stem.clear();
    stem.push_str(&stems.stem(word));
    StemSuffix::between(word, stem)
}

/// The bytes of a word, `None` for one that is empty or too long.
fn key_of(word: &str) -> Option<CacheKey> {
    let mut bytes = [0; LONGEST];
    let start = bytes.get_mut(..word.len()).filter(|start| !start.is_empty())?;
    start.copy_from_slice(word.as_bytes());
    let mut key = CacheKey::default();
    for (number, eight) in key.iter_mut().zip(bytes.chunks_exact(8)) {
        *number = u64::from_le_bytes(eight.try_into().ok()?);
    }
    Some(key)
}

/// The word of a key.
fn word_of(key: CacheKey, len: usize) -> String {
    let bytes = key.iter().flat_map(|number| number.to_le_bytes()).take(len).collect();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Multiply and mix; the odd constants are the golden ratio's and two primes of xxHash's.
fn line_of([a, b, c]: CacheKey) -> usize {
    let mixed = a.wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ b.wrapping_mul(0xc2b2_ae3d_27d4_eb4f).rotate_left(17)
        ^ c.wrapping_mul(0x1656_67b1_9e37_79f9).rotate_left(31);
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize
}

/// Caches to take one of for the time of a call, so that threads neither wait
/// for each other nor need a cache each forever.
#[derive(Debug, Default)]
pub(super) struct CachePool(Mutex<Vec<StemCache>>);

impl CachePool {
    /// Lends a cache to `work`. There are as many caches as there were
    /// threads at work at once.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut StemCache) -> T) -> T {
        let pooled = self.lock().pop();
        let mut cache = pooled.unwrap_or_else(StemCache::new);
        let done = work(&mut cache);
        self.lock().push(cache);
        done
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<StemCache>> {
        // A panic elsewhere cannot have left a cache half written: caches in
        // the pool are at rest.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Language;
    use proptest::prelude::*;

    fn cached(cache: &mut StemCache, stems: Stems, word: &str) -> String {
        let cut = cache.stem(stems, word);
        format!("{}{}", &word[..cut.keep], str::from_utf8(cut.tail).unwrap())
    }

    #[test]
    fn remembers() {
        let (stems, mut cache) = (Stems::new(Language::English), StemCache::new());
        for word in ["", "helicopters", "agreed", "happily", "internationalisationalistically"] {
            let first = cached(&mut cache, stems, word);
            assert_eq!(first, stems.stem(word));
            assert_eq!(cached(&mut cache, stems, word), first);
        }
        let filled =
            cache.lines.iter().flat_map(|line| line.0).filter(|slot| slot.word_len > 0).count();
        assert_eq!(filled, 3);
    }

    #[test]
    fn cuts_keep_characters_whole() {
        // é and è share their first byte.
        assert_eq!(StemSuffix::between("aéb", "aè"), StemSuffix { keep: 1, tail: "è".as_bytes() });
        assert_eq!(StemSuffix::between("ab", "ab"), StemSuffix { keep: 2, tail: b"" });
        assert_eq!(StemSuffix::between("ab", ""), StemSuffix { keep: 0, tail: b"" });
    }

    #[test]
    fn pool_lends_what_it_was_given_back() {
        let pool = CachePool::default();
        pool.with(|_| pool.with(|_| ()));
        pool.with(|_| ());
        assert_eq!(pool.lock().len(), 2);
    }

    proptest! {
        #[test]
        fn as_without_a_cache(words in prop::collection::vec("[a-zé\u{0}à]{0,12}(ing|ed|s|ly|ies)?", 0..40)) {
            for language in [Language::English, Language::French, Language::Turkish] {
                let (stems, mut cache) = (Stems::new(language), StemCache::new());
                for word in words.iter().chain(&words) {
                    prop_assert_eq!(cached(&mut cache, stems, word), stems.stem(word).into_owned());
                }
            }
        }
    }
}
