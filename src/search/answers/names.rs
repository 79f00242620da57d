//! Names that a passage has and the query does not: runs of words with a capital.

use crate::analysis::token::Analysis;
use crate::rank::answer::{Fact, WORD_SPREAD};
use crate::rank::evidence::{Occurrence, within};

/// Prepositions before the name of the place where something is. Sorted.
const BEFORE_PLACES: &[&str] = &["at", "in", "inside", "near", "off", "outside"];

/// The most words between a preposition and the name: "near the old harbour".
const MAX_BETWEEN: usize = 2;

/// How well several words with a capital, and a single one, fit as the name of a
/// person or company. Most passages have some.
const SEVERAL_WORDS: f32 = 0.5;
const SINGLE_WORD: f32 = 0.3;

/// Months and days. Sorted.
const CALENDAR: &[&str] = &[
    "april",
    "august",
    "december",
    "february",
    "friday",
    "january",
    "july",
    "june",
    "march",
    "may",
    "monday",
    "november",
    "october",
    "saturday",
    "september",
    "sunday",
    "thursday",
    "tuesday",
    "wednesday",
];

/// A run of words with a capital.
struct Name {
    first: usize,
    last: usize,
}

/// The names that nothing typed stands in.
pub(super) fn names(text: &str, analysis: &Analysis, occurrences: &[Occurrence]) -> Vec<Fact> {
    let names = runs(text, analysis, occurrences).into_iter();
    let fit = |name: &Name| if name.first < name.last { SEVERAL_WORDS } else { SINGLE_WORD };
    names.map(|name| fact(&name, fit(&name))).collect()
}

/// The names behind a preposition of place.
pub(super) fn places(text: &str, analysis: &Analysis, occurrences: &[Occurrence]) -> Vec<Fact> {
    let mut names = runs(text, analysis, occurrences);
    let surface = |at: usize| analysis.word(at).map_or("", |word| word.surface);
    let is_capital = |at: usize| {
        let written = analysis.word(at).and_then(|word| word.span.of(text));
        written.is_some_and(|written| written.starts_with(char::is_uppercase))
    };
    names.retain(|name| {
        let before = (0..name.first).rev().take(MAX_BETWEEN + 1);
        // Behind another name the preposition is that one's.
        let mut before = before.take_while(|at| !is_capital(*at));
        before.any(|at| BEFORE_PLACES.binary_search(&surface(at)).is_ok())
    });
    names.iter().map(|name| fact(name, 1.0)).collect()
}

fn fact(name: &Name, fit: f32) -> Fact {
    Fact { first: name.first as u32, last: name.last as u32, fit, spread: WORD_SPREAD }
}

/// The runs of words with a capital in which nothing typed stands. A text in capitals
/// alone has none, and the first word of a sentence is none by itself.
fn runs(text: &str, analysis: &Analysis, occurrences: &[Occurrence]) -> Vec<Name> {
    if !text.contains(char::is_lowercase) {
        return Vec::new();
    }
    let mut runs: Vec<Name> = Vec::new();
    let mut before = 0;
    for (at, word) in analysis.words().enumerate() {
        let between = text.get(before..word.span.start).unwrap_or_default();
        before = word.span.end;
        let written = word.span.of(text).unwrap_or_default();
        let is_name = written.starts_with(char::is_uppercase)
            && CALENDAR.binary_search(&word.surface).is_err();
        if !is_name {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.last + 1 == at && !between.contains([',', ';', ':', '"']) => {
                run.last = at;
            }
            _ => runs.push(Name { first: at, last: at }),
        }
    }
    runs.retain(|run| !is_typed(run, occurrences) && !is_start_of_sentence(run, text, analysis));
    runs
}

fn is_typed(run: &Name, occurrences: &[Occurrence]) -> bool {
    !within(occurrences, run.first as u32, run.last as u32).is_empty()
}

/// Whether the run is the first word of a sentence alone.
fn is_start_of_sentence(run: &Name, text: &str, analysis: &Analysis) -> bool {
    let Some(word) = analysis.word(run.first) else { return false };
    let before = text.get(..word.span.start).unwrap_or_default().trim_end();
    let before = before.trim_end_matches(['"', '“', '\'', '‘', '(']).trim_end();
    let is_first = before.is_empty() || before.ends_with(['.', '!', '?', '”', '"']);
    run.first == run.last && is_first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;
    use crate::config::Language;
    use crate::lexicon::Lexicon;

    #[test]
    fn lists_are_sorted() {
        assert!(BEFORE_PLACES.is_sorted() && CALENDAR.is_sorted());
    }

    #[test]
    fn names_and_places() {
        let analyzer = Analyzer::new(Language::English, &Lexicon::default());
        let check = |text: &str, typed: &[u32], expected: (&str, &str)| {
            let analysis = analyzer.analyze(text);
            let occurrence = |&position: &u32| Occurrence { position, concept: 0 };
            let occurrences: Vec<Occurrence> = typed.iter().map(occurrence).collect();
            let shown = |facts: Vec<Fact>| {
                let words = |fact: &Fact| {
                    let word = |at: u32| analysis.word(at as usize).unwrap().span;
                    text[word(fact.first).start..word(fact.last).end].to_owned()
                };
                facts.iter().map(words).collect::<Vec<_>>().join("|")
            };
            assert_eq!(shown(names(text, &analysis, &occurrences)), expected.0, "{text}");
            assert_eq!(shown(places(text, &analysis, &occurrences)), expected.1, "{text}");
        };
        check("The tug sank near Lima on Friday.", &[], ("Lima", "Lima"));
        check("Ann Lee met them in the old port of Callao.", &[], ("Ann Lee|Callao", ""));
        check("They met in southern Peru, Chile said.", &[], ("Peru|Chile", "Peru"));
        check("They met in southern Peru, Chile said.", &[4], ("Chile", ""));
        check("In Lima they met Lee.", &[], ("In Lima|Lee", ""));
        check("Tugs sank. Nobody knew why.", &[], ("", ""));
        check("TUG SINKS NEAR LIMA", &[], ("", ""));
        check("", &[], ("", ""));
    }
}
