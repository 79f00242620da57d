//! A cache of stems.
//!
//! A few thousand words make up most of any text, and without a cache stemming
//! takes half the time of an analysis.

use std::sync::Mutex;

use super::stem::Stems;
use super::word::AsciiWord;

/// Longest word in the cache, in bytes.
const MAX_WORD_BYTES: usize = AsciiWord::MAX_BYTES;
/// Longest suffix of a stem in the cache, in bytes.
const MAX_SUFFIX_BYTES: usize = 5;
/// The bytes of a word, with zeros behind them.
type CacheKey = [u64; MAX_WORD_BYTES / 8];

/// The number of lines, a power of two. With 64 bytes a line, a cache takes 1 MiB.
/// On 17 MB of news with 50,000 distinct words, 3 of 100 lookups miss; with half
/// the lines, 5 do.
const LINES: usize = 1 << 14;

/// A stem in terms of its word: the word's first `kept_bytes`, then `suffix`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StemSuffix<'a> {
    pub(super) kept_bytes: usize,
    pub(super) suffix: &'a [u8],
}

impl<'a> StemSuffix<'a> {
    /// The stem of a word of `len` bytes that is its own stem.
    fn unchanged(len: usize) -> Self {
        Self { kept_bytes: len, suffix: &[] }
    }

    /// `stem` in terms of `word`.
    fn between(word: &str, stem: &'a str) -> Self {
        let common = word.bytes().zip(stem.bytes()).take_while(|(a, b)| a == b).count();
        // Both parts must be whole characters: é and è share their first byte.
        let is_boundary = |&at: &usize| word.is_char_boundary(at) && stem.is_char_boundary(at);
        let kept_bytes = (0..=common).rev().find(is_boundary).unwrap_or(0);
        Self { kept_bytes, suffix: stem.as_bytes().get(kept_bytes..).unwrap_or_default() }
    }
}

/// A word with its stem, in 32 bytes; an empty slot has a word of length 0.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    word: CacheKey,
    word_len: u8,
    kept_bytes: u8,
    suffix_len: u8,
    suffix: [u8; MAX_SUFFIX_BYTES],
}

impl Slot {
    /// Whether the slot has the word of `len` bytes with this key.
    fn has(&self, key: CacheKey, len: usize) -> bool {
        // A single branch for all four comparisons.
        let ([a, b, c], other) = (self.word, key);
        let len = u64::from(self.word_len) ^ len as u64;
        (a ^ other[0]) | (b ^ other[1]) | (c ^ other[2]) | len == 0
    }

    /// Replaces the slot's word; returns `false`, and changes nothing, if the stem's
    /// suffix is too long.
    fn replace(&mut self, key: CacheKey, word: &str, stem: &str) -> bool {
        let stem = StemSuffix::between(word, stem);
        let mut suffix = [0; MAX_SUFFIX_BYTES];
        let Some(start) = suffix.get_mut(..stem.suffix.len()) else { return false };
        start.copy_from_slice(stem.suffix);
        // The word, and so every length, is at most `MAX_WORD_BYTES`.
        *self = Self {
            word: key,
            word_len: word.len() as u8,
            kept_bytes: stem.kept_bytes as u8,
            suffix_len: stem.suffix.len() as u8,
            suffix,
        };
        true
    }

    /// The stem of the slot's word.
    fn stem(&self) -> StemSuffix<'_> {
        let suffix = self.suffix.get(..usize::from(self.suffix_len)).unwrap_or_default();
        StemSuffix { kept_bytes: usize::from(self.kept_bytes), suffix }
    }
}

/// Two words that share a line of the processor's cache, the more recent first.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
struct CacheLine([Slot; 2]);

/// A two-way cache of stems: a third word with the same line replaces the less
/// recent of the two.
#[derive(Debug)]
pub(super) struct StemCache {
    lines: Vec<CacheLine>,
    /// The last stem that fits in no slot; kept for its memory.
    uncached: String,
}

impl StemCache {
    fn new() -> Self {
        Self { lines: vec![CacheLine::default(); LINES], uncached: String::new() }
    }

    /// The stem of a folded word, the same as that of [`Stems::stem`].
    pub(super) fn stem(&mut self, stems: Stems, word: &str) -> StemSuffix<'_> {
        if stems.are_words() {
            return StemSuffix::unchanged(word.len());
        }
        match key_of(word) {
            Some(key) => self.lookup(stems, key, word.len(), || word.to_owned()),
            None => stem_uncached(&mut self.uncached, stems, word),
        }
    }

    /// As [`stem`](Self::stem), for an ASCII word of `len` bytes.
    pub(super) fn stem_ascii(
        &mut self,
        stems: Stems,
        word: &AsciiWord,
        len: usize,
    ) -> StemSuffix<'_> {
        if stems.are_words() {
            return StemSuffix::unchanged(len);
        }
        self.lookup(stems, word.lower, len, || word_of(word.lower, len))
    }

    /// The stem of the word of `len` bytes with this key; `spell` gives the word if
    /// it must be stemmed.
    #[inline]
    fn lookup(
        &mut self,
        stems: Stems,
        key: CacheKey,
        len: usize,
        spell: impl FnOnce() -> String,
    ) -> StemSuffix<'_> {
        // The mask keeps the line within the cache, so the `else` never runs.
        let Some(CacheLine([recent, older])) = self.lines.get_mut(line_of(key) & (LINES - 1))
        else {
            return StemSuffix::unchanged(len);
        };
        if recent.has(key, len) {
            return recent.stem();
        }
        std::mem::swap(recent, older);
        if recent.has(key, len) {
            return recent.stem();
        }
        let word = spell();
        if recent.replace(key, &word, &stems.stem(&word)) {
            return recent.stem();
        }
        stem_uncached(&mut self.uncached, stems, &word)
    }
}

/// Stems a word into `stem`.
fn stem_uncached<'a>(stem: &'a mut String, stems: Stems, word: &str) -> StemSuffix<'a> {
    stem.clear();
    stem.push_str(&stems.stem(word));
    StemSuffix::between(word, stem)
}

/// The key of a word; `None` for a word that is empty or too long.
fn key_of(word: &str) -> Option<CacheKey> {
    let mut bytes = [0; MAX_WORD_BYTES];
    let start = bytes.get_mut(..word.len()).filter(|start| !start.is_empty())?;
    start.copy_from_slice(word.as_bytes());
    let mut key = CacheKey::default();
    for (number, eight) in key.iter_mut().zip(bytes.chunks_exact(8)) {
        *number = u64::from_le_bytes(eight.try_into().ok()?);
    }
    Some(key)
}

/// The word of `len` bytes with this key.
fn word_of(key: CacheKey, len: usize) -> String {
    let bytes = key.iter().flat_map(|number| number.to_le_bytes()).take(len).collect();
    String::from_utf8(bytes).unwrap_or_default()
}

/// A hash of a key, by multiplication and mixing. The constants are that of the
/// golden ratio and two primes of xxHash.
fn line_of([a, b, c]: CacheKey) -> usize {
    let mixed = a.wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ b.wrapping_mul(0xc2b2_ae3d_27d4_eb4f).rotate_left(17)
        ^ c.wrapping_mul(0x1656_67b1_9e37_79f9).rotate_left(31);
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize
}

/// A pool of caches. A thread borrows one for a call, so threads do not wait for
/// each other and idle threads hold no cache.
#[derive(Debug, Default)]
pub(super) struct CachePool(Mutex<Vec<StemCache>>);

impl CachePool {
    /// Runs `work` with a cache. The pool grows to the largest number of threads
    /// that worked concurrently.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut StemCache) -> T) -> T {
        // A statement of its own, so that the lock is released before the work.
        let pooled = self.lock().pop();
        let mut cache = pooled.unwrap_or_else(StemCache::new);
        let result = work(&mut cache);
        self.lock().push(cache);
        result
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<StemCache>> {
        // A panic cannot leave a half-written cache here: a cache is in the pool
        // only while nobody uses it.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Language;
    use proptest::prelude::*;

    fn cached(cache: &mut StemCache, stems: Stems, word: &str) -> String {
        let stem = cache.stem(stems, word);
        format!("{}{}", &word[..stem.kept_bytes], str::from_utf8(stem.suffix).unwrap())
    }

    #[test]
    fn a_second_lookup_gives_the_same_stem() {
        let (stems, mut cache) = (Stems::new(Language::English), StemCache::new());
        for word in ["", "helicopters", "agreed", "happily", "internationalisationalistically"] {
            let first = cached(&mut cache, stems, word);
            assert_eq!(first, stems.stem(word));
            assert_eq!(cached(&mut cache, stems, word), first);
        }
        let slots = cache.lines.iter().flat_map(|line| line.0);
        assert_eq!(slots.filter(|slot| slot.word_len > 0).count(), 3);
    }

    #[test]
    fn a_suffix_has_whole_characters() {
        // é and è share their first byte.
        let of =
            |kept_bytes, suffix: &'static str| StemSuffix { kept_bytes, suffix: suffix.as_bytes() };
        assert_eq!(StemSuffix::between("aéb", "aè"), of(1, "è"));
        assert_eq!(StemSuffix::between("ab", "ab"), of(2, ""));
        assert_eq!(StemSuffix::between("ab", ""), of(0, ""));
    }

    #[test]
    fn a_pooled_cache_is_used_again() {
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
