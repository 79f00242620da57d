//! What an analysis gives: words and keys, kept in one piece of memory.

use super::stem_cache::StemSuffix;
use super::word::AsciiWord;
use crate::span::Span;
use crate::util::prefix_filter::prefix8;

/// A word at its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word folded: what quotes are compared by. At most 200 bytes.
    pub surface: &'a str,
    /// Its stem: what loose words are compared by.
    pub stem: &'a str,
    /// Where it stands, in bytes of the text that was analysed.
    pub span: Span,
    /// The how-manieth word it is, from 0, without gaps.
    pub position: u32,
}

/// A designator's key, lying on the words that spell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key<'a> {
    /// Whether the key is the exact one or the family's.
    pub kind: KeyKind,
    /// The key, the same for every spelling ("mi35m", "mi35").
    pub term: &'a str,
    /// The designator, in bytes of the text that was analysed.
    pub span: Span,
    /// Position of the first word under it.
    pub position: u32,
    /// How many words lie under it, at least one.
    pub width: u32,
}

/// Which of a designator's two keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// The designator with its variant: `mi35m`.
    Exact,
    /// The family that it belongs to: `mi35`.
    Family,
}

/// The words of a text in order, and the keys on top of them.
///
/// All terms lie in one string; a word costs 32 bytes beside its letters.
///
/// ```
/// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
///
/// let analyzer = Analyzer::new(Language::English, &Lexicon::default());
/// let analysis = analyzer.analyze("Russia’s helicopters");
/// let words: Vec<_> = analysis.words().map(|word| (word.surface, word.stem)).collect();
/// assert_eq!(words, [("russia", "russia"), ("helicopters", "helicopt")]);
/// assert_eq!(analysis.word(1).map(|word| word.span.start), Some(11));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Analysis {
    terms: String,
    words: Vec<WordEntry>,
    keys: Vec<KeyEntry>,
}

/// A word's surface at `start` in the terms; its stem is the first
/// `stem_len` bytes of the surface or, when `stem_apart`, stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct WordEntry {
    span: Span,
    start: usize,
    surface_len: u8,
    stem_len: u8,
    stem_apart: bool,
}

impl WordEntry {
    fn stem_start(self) -> usize {
        if self.stem_apart { self.start + usize::from(self.surface_len) } else { self.start }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct KeyEntry {
    kind: KeyKind,
    term: Span,
    span: Span,
    position: u32,
    width: u32,
}

impl Analysis {
    /// The words in order.
    pub fn words(&self) -> impl ExactSizeIterator<Item = Word<'_>> {
        self.words.iter().enumerate().map(|(position, entry)| self.read_word(position, *entry))
    }

    /// The word at `position`, in constant time.
    #[must_use]
    pub fn word(&self, position: usize) -> Option<Word<'_>> {
        self.words.get(position).map(|entry| self.read_word(position, *entry))
    }

    /// The [`prefix8`] the stem at `position`, read without the stem.
    #[inline]
    pub(super) fn stem_head(&self, position: usize) -> Option<u64> {
        let entry = self.words.get(position)?;
        let bytes = self.terms.as_bytes().get(entry.stem_start()..)?;
        Some(prefix8(bytes, usize::from(entry.stem_len)))
    }

    /// The keys by where they start; of one designator the exact key first.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = Key<'_>> {
        self.keys.iter().map(|entry| Key {
            kind: entry.kind,
            term: entry.term.of(&self.terms).unwrap_or_default(),
            span: entry.span,
            position: entry.position,
            width: entry.width,
        })
    }

    /// Number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn read_word(&self, position: usize, entry: WordEntry) -> Word<'_> {
        let term = |start, len: u8| {
            Span::new(start, start + usize::from(len)).of(&self.terms).unwrap_or_default()
        };
        Word {
            surface: term(entry.start, entry.surface_len),
            stem: term(entry.stem_start(), entry.stem_len),
            span: entry.span,
            position: position as u32,
        }
    }
}

/// The words of an analysis in the making. Their terms are bytes until all
/// are there, so that they are looked at once and not word by word.
pub(super) struct AnalysisBuilder {
    terms: Vec<u8>,
    words: Vec<WordEntry>,
}

impl AnalysisBuilder {
    /// With room for the words of a text of that many bytes.
    pub(super) fn with_capacity(text_len: usize) -> Self {
        // News prose has a word every six bytes, and stems that stand apart
        // take about what the blanks leave.
        let words = Vec::with_capacity(text_len / 6 + 1);
        Self { terms: Vec::with_capacity(text_len + text_len / 8 + AsciiWord::LONGEST), words }
    }

    /// Adds a word with that surface, of at most 255 bytes.
    pub(super) fn push(&mut self, span: Span, surface: &str, stem: StemSuffix<'_>) {
        let start = self.terms.len();
        self.terms.extend_from_slice(surface.as_bytes());
        self.push_stem(span, start, stem);
    }

    /// Adds a plain word.
    pub(super) fn push_plain(&mut self, span: Span, word: &AsciiWord, stem: StemSuffix<'_>) {
        let start = self.terms.len();
        // Eight bytes at a time are one write each; what is too much goes.
        for eight in word.small.iter().take(span.len().div_ceil(8)) {
            self.terms.extend_from_slice(&eight.to_le_bytes());
        }
        self.terms.truncate(start + span.len());
        self.push_stem(span, start, stem);
    }

    /// Adds the word whose surface is `terms[start..]`.
    fn push_stem(&mut self, span: Span, start: usize, stem: StemSuffix<'_>) {
        let surface_len = (self.terms.len() - start) as u8;
        let stem_apart = !stem.tail.is_empty();
        if stem_apart {
            self.terms.extend_from_within(start..start + stem.keep);
            self.terms.extend_from_slice(stem.tail);
        }
        let stem_len = (stem.keep + stem.tail.len()) as u8;
        self.words.push(WordEntry { span, start, surface_len, stem_len, stem_apart });
    }

    /// The analysis, still without keys.
    pub(super) fn finish(self) -> Analysis {
        // Only whole terms were written.
        let terms = String::from_utf8(self.terms).unwrap_or_default();
        Analysis { terms, words: self.words, keys: Vec::new() }
    }
}

impl Analysis {
    /// Adds a key over the words that its span touches; nothing where it
    /// touches none.
    pub(super) fn push_key(&mut self, kind: KeyKind, term: &str, span: Span) {
        let first = self.words.partition_point(|word| word.span.end <= span.start);
        let after = self.words.partition_point(|word| word.span.start < span.end);
        if first >= after {
            return;
        }
        let start = self.terms.len();
        self.terms.push_str(term);
        self.keys.push(KeyEntry {
            kind,
            term: Span::new(start, self.terms.len()),
            span,
            position: first as u32,
            width: (after - first) as u32,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "Mi-35M sold", as the analyser would write it.
    fn sample() -> Analysis {
        let mut filling = AnalysisBuilder::with_capacity(11);
        for (surface, span, keep, tail) in
            [("mi", (0, 2), 2, ""), ("35m", (3, 6), 2, ""), ("sold", (7, 11), 1, "ell")]
        {
            let stem = StemSuffix { keep, tail: tail.as_bytes() };
            filling.push(Span::new(span.0, span.1), surface, stem);
        }
        let mut analysis = filling.finish();
        analysis.push_key(KeyKind::Exact, "mi35m", Span::new(0, 6));
        analysis.push_key(KeyKind::Family, "mi35", Span::new(0, 6));
        analysis
    }

    #[test]
    fn words_read_back() {
        let analysis = sample();
        let words: Vec<_> = analysis.words().map(|word| (word.surface, word.stem)).collect();
        assert_eq!(words, [("mi", "mi"), ("35m", "35"), ("sold", "sell")]);
        assert_eq!(analysis.word(2).map(|word| word.position), Some(2));
        assert_eq!(analysis.word(3), None);
        assert_eq!((analysis.len(), analysis.is_empty()), (3, false));
    }

    #[test]
    fn keys_lie_on_words() {
        let mut analysis = sample();
        analysis.push_key(KeyKind::Exact, "gap", Span::new(6, 7));
        let keys: Vec<_> =
            analysis.keys().map(|key| (key.kind, key.term, key.position, key.width)).collect();
        assert_eq!(keys, [(KeyKind::Exact, "mi35m", 0, 2), (KeyKind::Family, "mi35", 0, 2)]);
    }
}
