//! The words of a text with their surfaces and stems, and the other readings of
//! words that are written in more than one way.

use super::apostrophe::{Apostrophe, apostrophe_of, parts_of_name};
use super::builder::AnalysisBuilder;
use super::compounds::may_be_one_word;
use super::normalize;
use super::pieces::{capital_parts, for_each_piece};
use super::stem::Stems;
use super::stem_cache::StemCache;
use super::word::{AsciiWord, for_each_segment};
use crate::config::Language;
use crate::span::Span;

/// Zero width non-joiner, which parts the words of a compound in Persian.
const NON_JOINER: char = '\u{200c}';

/// The state in which the words of a text are analysed.
pub(super) struct Tokenizer<'a> {
    pub(super) language: Language,
    pub(super) stems: Stems,
    pub(super) text: &'a str,
    /// Bytes at which a hyphen at the end of a line was removed, ascending.
    pub(super) breaks: &'a [usize],
    /// Whether "US" in capitals is the acronym.
    pub(super) capitals_matter: bool,
    pub(super) cache: &'a mut StemCache,
    /// The surface of the current word; kept for its memory.
    pub(super) surface: String,
}

impl Tokenizer<'_> {
    /// Adds all words of the text to `builder`.
    pub(super) fn run(&mut self, builder: &mut AnalysisBuilder) {
        for_each_segment(self.text, |start, end, ascii| {
            self.push_word(Span::new(start, end), ascii, builder);
        });
    }

    /// Adds the word at `span`; `ascii` is the word if it is an ASCII word.
    #[inline]
    fn push_word(&mut self, span: Span, ascii: Option<&AsciiWord>, builder: &mut AnalysisBuilder) {
        let is_plain = |word: &&AsciiWord| {
            !normalize::needs_rules(word, span.len())
                && (span.len() > 1 || signs_after(self.text, span) == 0)
        };
        // The fast path of most words: their surface is their lower case.
        match ascii.filter(is_plain) {
            Some(word) => {
                let stem = self.cache.stem_ascii(self.stems, word, span.len());
                builder.push_ascii(span, word, stem);
            }
            None => self.push_pieces(span, builder),
        }
        if !self.breaks.is_empty() {
            self.push_halves(span, builder);
        }
        if self.follows_hyphen(span.start) {
            self.push_compound(span, builder);
        }
    }

    /// Adds the pieces of a word whose surface may be more than its lower case.
    fn push_pieces(&mut self, mut span: Span, builder: &mut AnalysisBuilder) {
        // Under UAX #29 a word can begin with a space, if a combining mark follows it.
        let word = span.of(self.text).unwrap_or_default().trim_start_matches(' ');
        span.start = span.end - word.len();
        let before = self.text.get(..span.start).unwrap_or_default();
        if normalize::is_loose_possessive(before, word) {
            return;
        }
        let is_variant = is_of_designator(self.text, span);
        for_each_piece(word, is_variant, |start, end| {
            self.push_piece(Span::new(span.start + start, span.start + end), builder);
        });
    }

    /// Adds a piece with its other readings; nothing for a piece that folds to no
    /// letter or digit.
    fn push_piece(&mut self, mut span: Span, builder: &mut AnalysisBuilder) {
        let word = span.of(self.text).unwrap_or_default();
        let language = self.language;
        self.surface.clear();
        normalize::push_surface(language, word, self.capitals_matter, &mut self.surface);
        if self.surface.is_empty() {
            return;
        }
        let sign = signs_after(self.text, span);
        self.surface.extend(self.text.get(span.end..span.end + sign));
        let whole = Span::new(span.start, span.end + sign);
        let apostrophe = apostrophe_of(language, normalize::without_possessive(word));
        span = match apostrophe {
            Some(Apostrophe::Elision { word_start }) => {
                Span::new(span.start + word_start, span.end)
            }
            _ => whole,
        };
        let stem = self.cache.stem(self.stems, &self.surface);
        builder.push(span, &self.surface, stem);
        self.push_readings(whole, word, apostrophe, builder);
    }

    /// Adds the other readings of the word that was added last.
    fn push_readings(
        &mut self,
        whole: Span,
        word: &str,
        apostrophe: Option<Apostrophe>,
        builder: &mut AnalysisBuilder,
    ) {
        // Nobody searches for a part of it, and its own surface is cut off.
        if word.len() > normalize::MAX_SURFACE_BYTES {
            return;
        }
        let parts = match apostrophe {
            Some(Apostrophe::Elision { .. }) => {
                let joined = normalize::without_possessive(word);
                let joined: String = joined.chars().filter(|c| c.is_alphanumeric()).collect();
                self.push_reading(whole, 1, &joined, builder);
                Vec::new()
            }
            Some(Apostrophe::OfName) => parts_of_name(normalize::without_possessive(word)),
            _ if word.contains(NON_JOINER) => parts_between(word, NON_JOINER),
            _ => {
                let before = self.text.get(..whole.start).unwrap_or_default();
                capital_parts(word, before.ends_with(['#', '@']))
            }
        };
        for (start, end) in parts {
            let span = Span::new(whole.start + start, whole.start + end);
            let part = span.of(self.text).unwrap_or_default();
            self.push_reading(span, 1, part, builder);
        }
    }

    /// Adds both halves of a word that a hyphen broke at the end of a line: the
    /// hyphen may belong to it ("Wagner-⏎linked").
    fn push_halves(&mut self, span: Span, builder: &mut AnalysisBuilder) {
        let at = self.breaks.partition_point(|&at| at <= span.start);
        let Some(&at) = self.breaks.get(at).filter(|&&at| at < span.end) else { return };
        for half in [Span::new(span.start, at), Span::new(at, span.end)] {
            let word = half.of(self.text).unwrap_or_default();
            self.push_reading(half, 1, word, builder);
        }
    }

    /// Whether a hyphen stands right before byte `at`.
    #[inline]
    fn follows_hyphen(&self, at: usize) -> bool {
        let byte = |back: usize| at.checked_sub(back).and_then(|at| self.text.as_bytes().get(at));
        match byte(1) {
            Some(b'-') => true,
            Some(0x90 | 0x91) => byte(2) == Some(&0x80) && byte(3) == Some(&0xe2),
            _ => false,
        }
    }

    /// Adds the compound of the last two words, which a hyphen joins, as one word:
    /// "over-flight" is also written "overflight". A compound of more words is not.
    fn push_compound(&mut self, span: Span, builder: &mut AnalysisBuilder) {
        let Some([(first, first_surface), (second, second_surface)]) = builder.last_two() else {
            return;
        };
        let between = self.text.get(first.end..second.start).unwrap_or_default();
        // The word at the span has no surface where the last one ends before it.
        let is_pair = second.end > span.start && matches!(between, "-" | "\u{2010}" | "\u{2011}");
        let is_hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}');
        let before = self.text.get(..first.start).unwrap_or_default();
        let mut after = self.text.get(second.end..).unwrap_or_default().chars();
        let goes_on =
            after.next().is_some_and(is_hyphen) && after.next().is_some_and(char::is_alphanumeric);
        if !is_pair
            || before.ends_with(is_hyphen)
            || goes_on
            || !may_be_one_word(first_surface, second_surface)
        {
            return;
        }
        let compound = format!("{first_surface}{second_surface}");
        let whole = Span::new(first.start, second.end);
        self.push_reading(whole, 2, &compound, builder);
    }

    /// Adds a reading over the last `width` words.
    fn push_reading(&mut self, span: Span, width: u32, word: &str, builder: &mut AnalysisBuilder) {
        self.surface.clear();
        normalize::push_surface(self.language, word, false, &mut self.surface);
        if !self.surface.is_empty() {
            let stem = self.cache.stem(self.stems, &self.surface);
            builder.push_reading(span, width, &self.surface, stem);
        }
    }
}

/// The length of the signs that belong to a name of one letter: 2 in "C++", 1 in
/// "C#", else 0.
#[inline]
pub(super) fn signs_after(text: &str, span: Span) -> usize {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    let length = match (byte(span.end), byte(span.end + 1)) {
        (b'+', b'+') => 2,
        (b'#', _) => 1,
        _ => return 0,
    };
    let is_letter = span.len() == 1 && byte(span.start).is_ascii_alphabetic();
    let goes_on = byte(span.end + length);
    if is_letter && !goes_on.is_ascii_alphanumeric() && goes_on < 0x80 { length } else { 0 }
}

/// The parts of a word between separators, as starts and ends.
fn parts_between(word: &str, separator: char) -> Vec<(usize, usize)> {
    let mut start = 0;
    let parts = word.split(separator).map(|part| {
        let span = (start, start + part.len());
        start = span.1 + separator.len_utf8();
        span
    });
    parts.filter(|(start, end)| start < end).collect()
}

/// Whether the word at `span` is a piece of a designator, so that its letters are
/// no unit: the "35m" of "Mi-35m", the "3m" of "3m-54".
pub(super) fn is_of_designator(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let owner = before.strip_suffix(['-', '\u{2010}', '\u{2011}']);
    let word = span.of(text).unwrap_or_default();
    owner.is_some_and(|owner| owner.ends_with(char::is_alphabetic))
        || begins_designator(word, text.get(span.end..).unwrap_or_default())
}

/// Whether a figure with one letter begins a designator in small letters, as the
/// "3m" of "3m-54" does; a range such as "5m-10m" has a unit behind it.
pub(super) fn begins_designator(word: &str, after: &str) -> bool {
    // Most words have no hyphen behind them.
    let Some(number) = after.strip_prefix(['-', '\u{2010}', '\u{2011}']) else { return false };
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let remaining = number.trim_start_matches(|c: char| c.is_ascii_digit());
    letters == 1 && remaining.len() < number.len() && !remaining.starts_with(char::is_alphabetic)
}
