//! The result of an analysis: words and keys, stored in one piece of memory.

use crate::span::Span;
use crate::util::prefix_filter::prefix8;

/// A word of a text at its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// The folded word, which quotes are compared by; at most 200 bytes.
    pub surface: &'a str,
    /// Its stem, which words outside quotes are compared by.
    pub stem: &'a str,
    /// Its bytes in the text.
    pub span: Span,
    /// Its ordinal from 0, without gaps.
    pub position: u32,
}

/// A designator's key over the words that spell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key<'a> {
    /// Whether the key is the exact one or the family's.
    pub kind: KeyKind,
    /// The key, the same for every spelling ("mi35m", "mi35").
    pub term: &'a str,
    /// The designator's bytes in the text.
    pub span: Span,
    /// Position of the first word under it.
    pub position: u32,
    /// The number of words under it, at least one.
    pub width: u32,
}

/// Another way to read the word at a position, or several words from there on:
/// "over-flight" as "overflight", a part of `RosOboronExport`, a half of a word that
/// a hyphen breaks at the end of a line.
///
/// It is matched as the word at its position is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reading<'a> {
    /// The folded word.
    pub surface: &'a str,
    /// Its stem.
    pub stem: &'a str,
    /// Its bytes in the text.
    pub span: Span,
    /// Position of the first word under it.
    pub position: u32,
    /// The number of words under it, at least one.
    pub width: u32,
}

impl<'a> Reading<'a> {
    /// The word that it is at its position.
    pub(crate) fn as_word(self) -> Word<'a> {
        let Self { surface, stem, span, position, .. } = self;
        Word { surface, stem, span, position }
    }
}

/// One of the two kinds of a designator's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// The designator with its variant: `mi35m`.
    Exact,
    /// The family that it belongs to: `mi35`.
    Family,
}

/// The words of a text in order, and the keys over them.
///
/// All terms are stored in one string; a word takes 32 bytes besides its letters.
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
    /// By position.
    readings: Vec<ReadingEntry>,
    keys: Vec<KeyEntry>,
}

/// A word, with its surface at byte `start` of the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordEntry {
    pub(super) span: Span,
    pub(super) start: usize,
    pub(super) surface_len: u8,
    pub(super) stem_len: u8,
    /// Whether the stem is stored behind the surface. If not, it is the first
    /// `stem_len` bytes of the surface.
    pub(super) has_own_stem: bool,
}

impl WordEntry {
    /// The byte of the terms at which the stem starts.
    pub(super) fn stem_start(self) -> usize {
        if self.has_own_stem { self.start + usize::from(self.surface_len) } else { self.start }
    }
}

/// A reading of the words from a position on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ReadingEntry {
    pub(super) word: WordEntry,
    pub(super) position: u32,
    pub(super) width: u32,
}

/// A key, with its term as bytes of the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct KeyEntry {
    kind: KeyKind,
    term: Span,
    span: Span,
    position: u32,
    width: u32,
}

impl Analysis {
    /// An analysis without keys.
    pub(super) fn of_words(
        terms: String,
        words: Vec<WordEntry>,
        readings: Vec<ReadingEntry>,
    ) -> Self {
        Self { terms, words, readings, keys: Vec::new() }
    }

    /// The words in order.
    ///
    /// ```
    /// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
    ///
    /// let analyzer = Analyzer::new(Language::English, &Lexicon::default());
    /// let analysis = analyzer.analyze("Four gunships");
    /// let stems: Vec<_> = analysis.words().map(|word| word.stem).collect();
    /// assert_eq!(stems, ["four", "gunship"]);
    /// ```
    pub fn words(&self) -> impl ExactSizeIterator<Item = Word<'_>> {
        self.words.iter().enumerate().map(|(position, entry)| self.word_of(position, *entry))
    }

    /// The word at `position`, in constant time; `None` past the last word.
    ///
    /// ```
    /// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
    ///
    /// let analyzer = Analyzer::new(Language::English, &Lexicon::default());
    /// let analysis = analyzer.analyze("Four gunships");
    /// assert_eq!(analysis.word(1).map(|word| word.surface), Some("gunships"));
    /// assert!(analysis.word(2).is_none());
    /// ```
    #[must_use]
    pub fn word(&self, position: usize) -> Option<Word<'_>> {
        self.words.get(position).map(|entry| self.word_of(position, *entry))
    }

    /// The [`prefix8`] of the stem at `position`, at less cost than the stem: no
    /// character boundary is checked.
    #[inline]
    pub(super) fn stem_prefix8(&self, position: usize) -> Option<u64> {
        let entry = self.words.get(position)?;
        let bytes = self.terms.as_bytes().get(entry.stem_start()..)?;
        Some(prefix8(bytes, usize::from(entry.stem_len)))
    }

    /// The keys by the start of their designators; the exact key comes before the
    /// family's.
    ///
    /// ```
    /// use ibid::analysis::{Analyzer, KeyKind};
    /// use ibid::{config::Language, lexicon::Lexicon};
    ///
    /// let analyzer = Analyzer::new(Language::English, &Lexicon::builtin());
    /// let analysis = analyzer.analyze("two Mi-35M");
    /// let keys: Vec<_> = analysis.keys().map(|key| (key.kind, key.term, key.position)).collect();
    /// assert_eq!(keys, [(KeyKind::Exact, "mi35m", 1), (KeyKind::Family, "mi35", 1)]);
    /// ```
    pub fn keys(&self) -> impl ExactSizeIterator<Item = Key<'_>> {
        self.keys.iter().map(|entry| Key {
            kind: entry.kind,
            term: entry.term.of(&self.terms).unwrap_or_default(),
            span: entry.span,
            position: entry.position,
            width: entry.width,
        })
    }

    /// The other readings of words, by their positions.
    ///
    /// ```
    /// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
    ///
    /// let analyzer = Analyzer::new(Language::English, &Lexicon::default());
    /// let analysis = analyzer.analyze("no over-flight");
    /// let readings: Vec<_> = analysis.readings().map(|r| (r.surface, r.position, r.width)).collect();
    /// assert_eq!(readings, [("overflight", 1, 2)]);
    /// ```
    pub fn readings(&self) -> impl ExactSizeIterator<Item = Reading<'_>> {
        self.readings.iter().map(|entry| self.reading_of(*entry))
    }

    /// The readings that begin at a position.
    pub(crate) fn readings_at(&self, position: u32) -> impl Iterator<Item = Reading<'_>> {
        let from = self.readings.partition_point(|reading| reading.position < position);
        let at = self.readings.iter().skip(from);
        at.take_while(move |reading| reading.position == position).map(|r| self.reading_of(*r))
    }

    /// Emits each word and each other reading, by position.
    pub(crate) fn for_each_term(&self, mut emit: impl FnMut(Word<'_>)) {
        let mut readings = self.readings().peekable();
        for word in self.words() {
            emit(word);
            while let Some(reading) = readings.next_if(|next| next.position <= word.position) {
                emit(reading.as_word());
            }
        }
    }

    /// The number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether the text has no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The bytes of the words at these positions, or `None` where there are none.
    pub(crate) fn span_of(&self, words: &std::ops::Range<usize>) -> Option<Span> {
        let first_word = self.word(words.start)?.span;
        let last_word = self.word(words.end.checked_sub(1)?)?.span;
        Some(Span::new(first_word.start, last_word.end))
    }

    /// The word of an entry at its position.
    fn word_of(&self, position: usize, entry: WordEntry) -> Word<'_> {
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

    fn reading_of(&self, entry: ReadingEntry) -> Reading<'_> {
        let Word { surface, stem, span, position } =
            self.word_of(entry.position as usize, entry.word);
        Reading { surface, stem, span, position, width: entry.width }
    }

    /// Replaces every span by what `map` makes of it, which keeps their order.
    pub(super) fn map_spans(&mut self, map: impl Fn(Span) -> Span) {
        let words = self.words.iter_mut().map(|word| &mut word.span);
        let readings = self.readings.iter_mut().map(|reading| &mut reading.word.span);
        let keys = self.keys.iter_mut().map(|key| &mut key.span);
        words.chain(readings).chain(keys).for_each(|span| *span = map(*span));
    }
}

impl Analysis {
    /// Adds a key over the words that `span` overlaps; nothing if it overlaps none.
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
    use crate::analysis::builder::AnalysisBuilder;
    use crate::analysis::stem_cache::StemSuffix;

    /// "Mi-35M sold", as the analyser would build it.
    fn sample() -> Analysis {
        let mut builder = AnalysisBuilder::with_capacity(11);
        for (surface, start, kept_bytes, suffix) in
            [("mi", 0, 2, ""), ("35m", 3, 2, ""), ("sold", 7, 1, "ell")]
        {
            let stem = StemSuffix { kept_bytes, suffix: suffix.as_bytes() };
            builder.push(Span::new(start, start + surface.len()), surface, stem);
        }
        let mut analysis = builder.finish();
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
