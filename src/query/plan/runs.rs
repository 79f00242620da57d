//! Runs: words that were typed without a blank between them ("R&D", "Al-Bashir",
//! "直升机"), and figures with their units. They belong together and are looked
//! for side by side.

use std::ops::Range;

use super::alternatives::{alternative, weight};
use super::{Alternative, Matcher, Reason};
use crate::analysis::Analyzer;
use crate::analysis::token::{Analysis, Word};
use crate::analysis::unit_names::{PERCENTS, SCALES, is_figure, is_unit};
use crate::util::script::{is_ideographic, is_southeast_asian};

/// Words that are one thing side by side.
#[derive(Debug, PartialEq)]
pub(super) struct Run {
    pub(super) words: Range<usize>,
    pub(super) alternatives: Vec<Alternative>,
    /// Whether it is a concept of its own. Where all its words mean something alone,
    /// these are the concepts, and the run is what a condition asks for.
    pub(super) scores: bool,
}

/// The runs of a text.
#[derive(Debug, Default)]
pub(super) struct Runs {
    /// By their first words. The pairs and triples of a long run overlap.
    all: Vec<Run>,
    /// By position, what an occurrence of the word alone counts, where a run has
    /// it: `Some(0.0)` for a word that means nothing alone.
    alone: Vec<Option<f32>>,
    /// By position, what the word stands for as well: its run, where that does not
    /// score, and the run's other spelling.
    together: Vec<Vec<Alternative>>,
}

impl Runs {
    /// What the word counts alone; `None` for a word of no run.
    pub(super) fn alone(&self, position: usize) -> Option<f32> {
        self.alone.get(position).copied().flatten()
    }

    /// What the word stands for as well, where its run does not score.
    pub(super) fn together(&self, position: usize) -> &[Alternative] {
        self.together.get(position).map(Vec::as_slice).unwrap_or_default()
    }

    /// The runs that begin at a word.
    pub(super) fn starting_at(&self, position: usize) -> impl Iterator<Item = &Run> {
        let from = self.all.partition_point(|run| run.words.start < position);
        self.all.iter().skip(from).take_while(move |run| run.words.start == position)
    }
}

/// The fewest characters of a word that means something alone.
const SHORTEST_WORD: usize = 3;

/// The longest run of characters that is one word; a longer one is several, and
/// its pairs are looked for.
const LONGEST_IDEOGRAPHIC_WORD: usize = 3;

/// The same for Thai and its neighbours, of which threes are looked for.
const LONGEST_SOUTHEAST_ASIAN_WORD: usize = 4;

/// The most characters between two words of a run, the "://" of an address.
const MAX_JOINT: usize = 3;

/// How the words of a stretch are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    /// Chinese and Japanese, whose characters are words.
    Ideographic,
    /// Thai, Lao, Burmese and Khmer, whose characters are words to Unicode's rules.
    SoutheastAsian,
    Spaced,
}

impl Writing {
    fn of(surface: &str) -> Self {
        match surface.chars().next() {
            Some(c) if is_ideographic(c) => Self::Ideographic,
            Some(c) if is_southeast_asian(c) => Self::SoutheastAsian,
            _ => Self::Spaced,
        }
    }
}

/// The runs of a text. `free` tells by position which words belong to no other
/// unit;
/// `whole` asks for each run as a whole, as an exclusion needs it.
pub(super) fn runs(
    text: &str,
    analysis: &Analysis,
    analyzer: &Analyzer,
    free: &[bool],
    whole: bool,
) -> Runs {
    let words: Vec<Word<'_>> = analysis.words().collect();
    let mut finder =
        Finder { text, analysis, analyzer, words: &words, whole, runs: Runs::default() };
    finder.runs.alone = vec![None; words.len()];
    finder.runs.together = vec![Vec::new(); words.len()];
    let is_free = |position: usize| free.get(position) == Some(&true);
    let mut start = 0;
    while start < words.len() {
        let mut end = start + 1;
        while end < words.len()
            && is_free(start)
            && is_free(end)
            && is_joined(text, &words, end)
            && !finder.ends_measure(start..end)
        {
            end += 1;
        }
        if is_free(start) {
            finder.add(start..end);
        }
        start = end;
    }
    finder.runs
}

/// Articles of Arabic and Spanish names, which are written in three ways: "Al-Bashir",
/// "Albashir", "Al Bashir".
const ARTICLES: [&str; 2] = ["al", "el"];

/// Whether the word at `at` belongs to the one before it.
fn is_joined(text: &str, words: &[Word<'_>], at: usize) -> bool {
    let (Some(before), Some(word)) = (at.checked_sub(1).and_then(|b| words.get(b)), words.get(at))
    else {
        return false;
    };
    let joint = text.get(before.span.end..word.span.start).unwrap_or(" ");
    let surface = |at: usize| words.get(at).map(|word| word.surface).unwrap_or_default();
    let of_percent = is_figure(before.surface) && is_percent(surface(at), surface(at + 1))
        || at >= 2 && is_figure(surface(at - 2)) && is_percent(before.surface, word.surface);
    let of_product = is_figure(before.surface) && surface(at) == "x" && is_figure(surface(at + 1))
        || at >= 2 && is_figure(surface(at - 2)) && before.surface == "x" && is_figure(surface(at));
    let of_measure = is_figure(before.surface) && is_unit(word.surface);
    if of_measure || of_percent || of_product {
        return joint.chars().all(|c| c.is_whitespace() || is_hyphen(c) || c == '%')
            && joint.chars().count() <= MAX_JOINT;
    }
    if joint == " " && ARTICLES.contains(&before.surface) && is_word(word.surface) {
        return at < 2 || !ARTICLES.contains(&surface(at - 2));
    }
    let writing = Writing::of(before.surface);
    if writing != Writing::of(word.surface) {
        return false;
    }
    let is_mark = |c: char| is_hyphen(c) || "–&/.:_'’@+#".contains(c);
    joint.is_empty()
        || writing == Writing::Spaced
            && joint.chars().all(is_mark)
            && joint.chars().count() <= MAX_JOINT
            && joint != "..."
}

/// Whether a word means something alone.
fn is_word(surface: &str) -> bool {
    surface.chars().count() >= SHORTEST_WORD
}

/// Whether one or two words are a word for percents.
fn is_percent(first: &str, second: &str) -> bool {
    PERCENTS.iter().any(|words| match words {
        [only] => *only == first,
        words => *words == [first, second],
    })
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Collects the runs of a text.
struct Finder<'a> {
    text: &'a str,
    analysis: &'a Analysis,
    analyzer: &'a Analyzer,
    words: &'a [Word<'a>],
    whole: bool,
    runs: Runs,
}

impl Finder<'_> {
    fn surface(&self, position: usize) -> &str {
        self.words.get(position).map(|word| word.surface).unwrap_or_default()
    }

    /// Whether the words are a figure with its unit, after which a run ends.
    fn ends_measure(&self, words: Range<usize>) -> bool {
        let last = words.end.saturating_sub(1);
        let percent = |start: usize| {
            is_figure(self.surface(start))
                && is_percent(self.surface(start + 1), self.surface(start + 2))
        };
        match words.len() {
            0 | 1 => false,
            2 if percent(words.start) => self.surface(last) != "per",
            3 if percent(words.start) => true,
            // The "h" of "250 km/h".
            _ => {
                self.is_measure(last.saturating_sub(1)..words.end)
                    && self.surface(words.end).len() > 1
            }
        }
    }

    /// Whether the first two of the words are a figure and its unit.
    fn is_measure(&self, words: Range<usize>) -> bool {
        words.len() > 1
            && is_figure(self.surface(words.start))
            && is_unit(self.surface(words.start + 1))
    }

    /// Adds a figure with its unit, in all spellings.
    fn add_measure(&mut self, words: Range<usize>) {
        self.set_alone(&words, |_| 0.0);
        let mut alternatives = vec![self.side_by_side(&words)];
        for unit in self.unit_spellings(&words) {
            let spelling = self.figure_with(words.start, unit);
            if !alternatives.contains(&spelling) {
                alternatives.push(spelling);
            }
        }
        let is_percent = is_percent(self.surface(words.start + 1), self.surface(words.start + 2));
        if self.is_glued(&words) && !is_percent {
            // A unit of one letter may be a variant's: "30M" is one word.
            let joined: String = words.clone().map(|word| self.surface(word)).collect();
            let joined = Matcher::Stem(self.analyzer.stem(&joined).into_owned());
            alternatives.push(alternative(joined, 1.0, Reason::Word));
        }
        self.push(words, alternatives);
    }

    /// The ways to write the unit behind the figure at the start of the words.
    fn unit_spellings(&self, words: &Range<usize>) -> Vec<Vec<&'static str>> {
        let unit = self.surface(words.start + 1);
        if is_percent(unit, self.surface(words.start + 2)) {
            return PERCENTS.iter().map(|percent| percent.to_vec()).collect();
        }
        let scale = SCALES.iter().find(|scale| scale.contains(&unit) && words.len() == 2);
        let is_scale = unit.len() > 1 || self.is_of_currency(words.start);
        let scale = scale.filter(|_| is_scale).into_iter().flat_map(|scale| scale.iter());
        scale.map(|word| vec![*word]).collect()
    }

    /// Whether a sign of a currency stands right before a word.
    fn is_of_currency(&self, position: usize) -> bool {
        let start = self.words.get(position).map_or(0, |word| word.span.start);
        self.text.get(..start).is_some_and(|before| before.ends_with(['$', '€', '£', '¥', '₹']))
    }

    /// The figure at a position with a unit side by side.
    fn figure_with(&self, position: usize, unit: Vec<&str>) -> Alternative {
        let unit = unit.into_iter().map(|word| self.analyzer.stem(word).into_owned());
        let figure = std::iter::once(self.surface(position).to_owned());
        alternative(Matcher::Stems(figure.chain(unit).collect()), 1.0, Reason::Word)
    }

    /// Whether nothing stands between the first two of the words.
    fn is_glued(&self, words: &Range<usize>) -> bool {
        self.joint(words).is_empty()
    }

    /// Adds the runs of words that were typed as one.
    fn add(&mut self, words: Range<usize>) {
        if words.len() == 1 {
            return self.add_compound(words.start);
        }
        let longest = match Writing::of(self.surface(words.start)) {
            Writing::Ideographic => LONGEST_IDEOGRAPHIC_WORD,
            Writing::SoutheastAsian => LONGEST_SOUTHEAST_ASIAN_WORD,
            Writing::Spaced => return self.add_spaced(words),
        };
        self.set_alone(&words, |surface| {
            // A word in katakana is several characters.
            if surface.chars().count() > 1 && surface.starts_with(is_ideographic) {
                1.0
            } else {
                0.0
            }
        });
        if words.len() <= longest || self.whole {
            return self.push(words.clone(), vec![self.side_by_side(&words)]);
        }
        let length = longest - 1;
        for start in words.start..=words.end.saturating_sub(length) {
            let part = start..start + length;
            self.push(part.clone(), vec![self.side_by_side(&part)]);
        }
    }

    /// Adds a run of a script with blanks.
    fn add_spaced(&mut self, words: Range<usize>) {
        let second = self.surface(words.start + 1);
        let is_percent = is_percent(second, self.surface(words.start + 2));
        if is_figure(self.surface(words.start)) && (is_percent || is_unit(second)) {
            return self.add_measure(words);
        }
        let analyzer = self.analyzer;
        if words.clone().all(|word| analyzer.is_stop_word(self.surface(word))) {
            return;
        }
        let all_are_words = words.clone().all(|word| is_word(self.surface(word)));
        // An article typed apart says less about the word behind it.
        let is_weighty = all_are_words || self.joint(&words) == " ";
        let weight = if is_weighty { 1.0 } else { weight::OF_RUN };
        self.set_alone(&words, |surface| {
            if is_word(surface) && !analyzer.is_stop_word(surface) { weight } else { 0.0 }
        });
        let mut alternatives = vec![self.side_by_side(&words)];
        let compound = self.as_one_word(&words);
        let compound = compound.map(|word| analyzer.stem(&word).into_owned());
        alternatives
            .extend(compound.map(|stem| alternative(Matcher::Stem(stem), 1.0, Reason::Word)));
        let scores = self.whole || !all_are_words;
        if !scores && let Some(together) = self.runs.together.get_mut(words.clone()) {
            let mut alternatives = alternatives.clone();
            // Each word of it counts by itself, too.
            for side_by_side in alternatives.iter_mut().take(1) {
                side_by_side.weight = weight::SIDE_BY_SIDE;
            }
            together.fill(alternatives);
        }
        self.runs.all.push(Run { words, alternatives, scores });
    }

    /// What stands between the first two of the words.
    fn joint(&self, words: &Range<usize>) -> &str {
        let span = |position: usize| self.words.get(position).map(|word| word.span);
        let between = span(words.start).zip(span(words.start + 1));
        between.and_then(|(a, b)| self.text.get(a.end..b.start)).unwrap_or_default()
    }

    /// Two words as one, which a hyphen joins, or of which the first is an article.
    fn as_one_word(&self, words: &Range<usize>) -> Option<String> {
        let (first, second) = (self.surface(words.start), self.surface(words.start + 1));
        let is_word = |surface: &str| surface.chars().all(char::is_alphabetic);
        let joint = self.joint(words);
        let is_pair = words.len() == 2 && is_word(first) && is_word(second);
        let is_joined = joint == " " || joint.chars().all(is_hyphen) && !joint.is_empty();
        (is_pair && is_joined).then(|| format!("{first}{second}"))
    }

    /// Adds a single word that is read as several: `#StopTheWar`.
    fn add_compound(&mut self, position: usize) {
        let parts = self.analysis.readings_at(position as u32).filter(|part| part.width == 1);
        let stems: Vec<String> = parts.map(|part| part.stem.to_owned()).collect();
        let Some(word) = self.words.get(position).filter(|_| stems.len() > 1) else { return };
        let words = position..position + 1;
        let alternatives = vec![
            alternative(Matcher::Stem(word.stem.to_owned()), 1.0, Reason::Word),
            alternative(Matcher::Stems(stems), 1.0, Reason::Word),
        ];
        self.set_alone(&words, |_| 0.0);
        self.push(words, alternatives);
    }

    fn set_alone(&mut self, words: &Range<usize>, weight: impl Fn(&str) -> f32) {
        for position in words.clone() {
            let weight = if self.whole { 0.0 } else { weight(self.surface(position)) };
            if let Some(alone) = self.runs.alone.get_mut(position) {
                *alone = Some(weight);
            }
        }
    }

    /// The words in order, side by side.
    fn side_by_side(&self, words: &Range<usize>) -> Alternative {
        let words = words.clone().filter_map(|position| self.words.get(position));
        let stems = words.map(|word| word.stem.to_owned()).collect();
        alternative(Matcher::Stems(stems), 1.0, Reason::Word)
    }

    fn push(&mut self, words: Range<usize>, alternatives: Vec<Alternative>) {
        self.runs.all.push(Run { words, alternatives, scores: true });
    }
}

#[cfg(test)]
mod tests;
