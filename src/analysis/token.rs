//! The result of an analysis: words and keys, stored in one piece of memory.

use super::stem_cache::StemSuffix;
use super::word::AsciiWord;
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
/// "over-flight" as "overflight", a part of "RosOboronExport", a half of a word that
/// a hyphen breaks at the end of a line.
///
/// It is matched as the word at its position is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
struct WordEntry {
    span: Span,
    start: usize,
    surface_len: u8,
    stem_len: u8,
    /// Whether the stem is stored behind the surface. If not, it is the first
    /// `stem_len` bytes of the surface.
    has_own_stem: bool,
}

impl WordEntry {
    /// The byte of the terms at which the stem starts.
    fn stem_start(self) -> usize {
        if self.has_own_stem { self.start + usize::from(self.surface_len) } else { self.start }
    }
}

/// A reading of the words from a position on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct ReadingEntry {
    word: WordEntry,
    position: u32,
    width: u32,
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
        Analysis { terms, words: self.words, readings: self.readings, keys: Vec::new() }
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
