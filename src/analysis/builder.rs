//! An analysis in the making.

use super::stem_cache::StemSuffix;
use super::token::{Analysis, ReadingEntry, WordEntry};
use super::word::AsciiWord;
use crate::span::Span;

/// Collects the words of an analysis. The terms are bytes until the end, so that
/// UTF-8 is validated once and not for each word.
pub(super) struct AnalysisBuilder {
    terms: Vec<u8>,
    words: Vec<WordEntry>,
    readings: Vec<ReadingEntry>,
}

impl AnalysisBuilder {
    /// A builder with capacity for a text of `text_len` bytes.
    pub(super) fn with_capacity(text_len: usize) -> Self {
        // News prose has a word every six bytes. Stems that are stored take about
        // as many bytes as the blanks, which are not.
        let words = Vec::with_capacity(text_len / 6 + 1);
        let terms = Vec::with_capacity(text_len + text_len / 8 + AsciiWord::MAX_BYTES);
        Self { terms, words, readings: Vec::new() }
    }

    /// Adds a word with this surface of at most 255 bytes.
    pub(super) fn push(&mut self, span: Span, surface: &str, stem: StemSuffix<'_>) {
        let start = self.terms.len();
        self.terms.extend_from_slice(surface.as_bytes());
        let entry = self.entry(span, start, stem);
        self.words.push(entry);
    }

    /// Adds a reading of the last `width` words, unless they are that already.
    pub(super) fn push_reading(
        &mut self,
        span: Span,
        width: u32,
        surface: &str,
        stem: StemSuffix<'_>,
    ) {
        let Some(position) = self.words.len().checked_sub(width as usize) else { return };
        let start = self.terms.len();
        self.terms.extend_from_slice(surface.as_bytes());
        let word = self.entry(span, start, stem);
        // A text has under 2³² words, as it has under 4 GiB.
        let position = position as u32;
        let beside = self.readings.iter().rev().take_while(|other| other.position >= position);
        let beside = beside.filter(|other| other.position == position).map(|other| &other.word);
        let mut beside = beside.chain(self.words.get(position as usize));
        if beside.any(|other| self.stem_bytes(other) == self.stem_bytes(&word)) {
            return self.terms.truncate(start);
        }
        let at = self.readings.partition_point(|other| other.position <= position);
        self.readings.insert(at, ReadingEntry { word, position, width });
    }

    /// The spans and surfaces of the last two words.
    pub(super) fn last_two(&self) -> Option<[(Span, &str); 2]> {
        let [.., first, second] = self.words.as_slice() else { return None };
        let surface = |entry: &WordEntry| {
            let bytes = self.terms.get(entry.start..)?.get(..usize::from(entry.surface_len))?;
            Some((entry.span, str::from_utf8(bytes).ok()?))
        };
        Some([surface(first)?, surface(second)?])
    }

    fn stem_bytes(&self, entry: &WordEntry) -> &[u8] {
        let start = entry.stem_start();
        self.terms.get(start..start + usize::from(entry.stem_len)).unwrap_or_default()
    }

    /// Adds an ASCII word, whose surface is its lower case.
    pub(super) fn push_ascii(&mut self, span: Span, word: &AsciiWord, stem: StemSuffix<'_>) {
        let start = self.terms.len();
        // Whole numbers are one write each; the zeros behind the word are dropped.
        for eight in word.lower.iter().take(span.len().div_ceil(8)) {
            self.terms.extend_from_slice(&eight.to_le_bytes());
        }
        self.terms.truncate(start + span.len());
        let entry = self.entry(span, start, stem);
        self.words.push(entry);
    }

    /// The word whose surface is `terms[start..]`, whose stem is added.
    #[inline]
    fn entry(&mut self, span: Span, start: usize, stem: StemSuffix<'_>) -> WordEntry {
        // A surface has at most 200 bytes, and its stem hardly more, so both fit.
        let surface_len = (self.terms.len() - start) as u8;
        let has_own_stem = !stem.suffix.is_empty();
        if has_own_stem {
            self.terms.extend_from_within(start..start + stem.kept_bytes);
            self.terms.extend_from_slice(stem.suffix);
        }
        let stem_len = (stem.kept_bytes + stem.suffix.len()) as u8;
        WordEntry { span, start, surface_len, stem_len, has_own_stem }
    }

    /// The analysis, still without keys.
    pub(super) fn finish(self) -> Analysis {
        // Only whole terms were added, so this never fails.
        let terms = String::from_utf8(self.terms).unwrap_or_default();
        Analysis::of_words(terms, self.words, self.readings)
    }
}
