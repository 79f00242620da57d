//! Number words and digits as alternatives of one another: "twenty" is also 20.

use super::alternatives::{alternative, weight};
use super::lower::Lowering;
use super::spellings::stems_matcher;
use super::units::Unit;
use super::{Alternative, Reason};
use crate::analysis::numerals::{is_number_word, number_at, words_of};
use crate::analysis::token::Analysis;

/// The most words before one that can belong to the same number.
const MAX_WORDS_BEFORE: usize = 3;

impl Lowering<'_> {
    /// Adds the other way to write the number that the word is, or is part of.
    /// Each word of "twenty-five" takes 25.
    pub(super) fn add_number(
        &mut self,
        unit: &Unit,
        analysis: &Analysis,
        typed: &str,
        alternatives: &mut Vec<Alternative>,
    ) {
        let Unit::Word(position) = unit else { return };
        if self.as_typed || self.excluding {
            return;
        }
        let Some(surface) = analysis.word(*position).map(|word| word.surface) else { return };
        let written = match number_around(*position, analysis) {
            Some(number) => vec![number.to_string()],
            None => digits(surface)
                .and_then(words_of)
                .map_or_else(Vec::new, |words| words.into_iter().map(str::to_owned).collect()),
        };
        if written.is_empty() {
            return;
        }
        let stem = |word: &String| self.analyzer.stem(word).into_owned();
        let matcher = stems_matcher(&written.iter().map(stem).collect::<Vec<String>>());
        alternatives.push(alternative(matcher, weight::NUMBER, Reason::Number));
        self.report_expansion(typed, &written.join(" "), Reason::Number);
    }
}

/// The number of at most five digits that a word is, written without a zero in
/// front.
fn digits(surface: &str) -> Option<u32> {
    let is_number = (1..=5).contains(&surface.len())
        && surface.bytes().all(|byte| byte.is_ascii_digit())
        && (surface == "0" || !surface.starts_with('0'));
    if is_number { surface.parse().ok() } else { None }
}

/// The number that the word at the position is part of. A round word after
/// digits is part of none that this table knows: "20 thousand".
fn number_around(position: usize, analysis: &Analysis) -> Option<u32> {
    let surface = |at: usize| analysis.word(at).map(|word| word.surface);
    let is_part = |at: &usize| surface(*at).is_some_and(is_number_word);
    let earliest = position.saturating_sub(MAX_WORDS_BEFORE);
    let first = (earliest..=position).rev().take_while(is_part).last()?;
    let before = first.checked_sub(1).and_then(surface);
    if before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let last = position + MAX_WORDS_BEFORE;
    let words: Vec<&str> = (first..=last).map_while(surface).collect();
    let mut start = 0;
    while first + start <= position {
        let (length, number) = number_at(words.get(start..)?).unwrap_or((1, 1));
        if first + start + length > position {
            return (length > 1 || number != 1).then_some(number);
        }
        start += length;
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::analysis::Analyzer;
    use crate::config::Language;
    use crate::lexicon::Lexicon;
    use crate::query::Query;
    use crate::query::plan::lower::{Lowered, lower};
    use crate::rank::profile::ExpansionWeights;

    fn lowered(query: &str, analyzer: &Analyzer, as_typed: bool) -> Lowered {
        let weights = ExpansionWeights::default();
        lower(Query::new(query).clauses(), analyzer, &weights, as_typed)
    }

    #[test]
    fn numbers_are_expanded_both_ways() {
        let analyzer = Analyzer::new(Language::English, &Lexicon::default());
        let check = |query: &str, expected: &[(&str, &str)]| {
            let expanded = lowered(query, &analyzer, false).expanded;
            let pairs: Vec<(&str, &str)> =
                expanded.iter().map(|e| (e.typed.as_str(), e.added.as_str())).collect();
            assert_eq!(pairs, expected, "{query}");
            assert!(expanded.iter().all(|expansion| expansion.why == "number"), "{query}");
        };
        check("twenty tanks", &[("twenty", "20")]);
        check("20 tanks", &[("20", "twenty")]);
        check("twenty-five tanks", &[("twenty", "25"), ("five", "25")]);
        check("25 tanks", &[("25", "twenty five")]);
        check("two hundred tanks", &[("two", "200"), ("hundred", "200")]);
        check("a hundred tanks", &[("hundred", "100")]);
        check("5,000 tanks", &[("5,000", "five thousand")]);
        check("two or three tanks", &[("two", "2"), ("three", "3")]);
        // No numbers, or none that are written with words.
        check("one tank", &[]);
        check("1 tank of 2014", &[]);
        check("20 thousand tanks", &[("20", "twenty")]);
        check("007 tanks, 3.5 jets", &[]);
        check("T-72", &[]);
        check("\"twenty tanks\" =twenty", &[]);
        check("tanks -twenty", &[]);
        let as_typed = lowered("twenty tanks", &analyzer, true);
        assert_eq!(as_typed.expanded, []);
        assert!(as_typed.plan.concepts.iter().all(|concept| concept.alternatives.len() == 1));
    }
}
