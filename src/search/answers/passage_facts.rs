//! The facts of a passage that answer, each with how well it is what was asked for.

use super::cues::{reactions, reasons, sayings};
use super::names::{names, places};
use super::wanted::Wanted;
use crate::analysis::token::Analysis;
use crate::facts::{Fact as TextFact, Figure, Status};
use crate::query::plan::asked::AskedKind;
use crate::rank::answer::{Fact, SENTENCE_SPREAD, WORD_SPREAD};
use crate::rank::evidence::{Occurrence, within};
use crate::span::Span;

/// The most words from an ordinal to what it counts: "the fifth grey lighthouse".
const MAX_BETWEEN: u32 = 3;

/// How well a count fits that is not of what was asked for.
const OTHER_COUNT: f32 = 0.3;

/// How well a typed number fits that counts something else.
const OTHER_NUMBER: f32 = 0.5;

/// How well it fits that something else happened instead: it was put off or denied.
const OTHER_OUTCOME: f32 = 0.7;

impl Wanted {
    /// The facts of a passage that answer, in no order: a list for each thing that is
    /// asked for. Of two statuses that were typed each is asked for.
    pub(super) fn facts_in(
        &self,
        text: &str,
        analysis: &Analysis,
        occurrences: &[Occurrence],
    ) -> Vec<Vec<Fact>> {
        let mut facts = match self.kind {
            Some(AskedKind::Reason) => reasons(analysis),
            Some(AskedKind::Reaction) => reactions(analysis),
            Some(AskedKind::Speaker) => sayings(analysis),
            Some(AskedKind::Place) => places(text, analysis, occurrences),
            Some(AskedKind::Name) => names(text, analysis, occurrences),
            _ => Vec::new(),
        };
        if self.needs_figures() {
            let of_text = self.recogniser.facts(text, None);
            let of_text = of_text.iter().filter_map(|fact| self.fact(fact, analysis, occurrences));
            facts.extend(of_text);
        }
        if self.kind == Some(AskedKind::Count) {
            facts.extend(self.ordinals(analysis, occurrences));
        }
        if self.statuses.is_empty() {
            return vec![facts];
        }
        let of_text = self.recogniser.statuses(text);
        if self.kind == Some(AskedKind::Status) {
            let answers = of_text
                .iter()
                .filter_map(|&(span, status)| placed(span, analysis, self.fit_of_outcome(status)?));
            facts.extend(answers);
            return vec![facts];
        }
        let of_status = |typed: &Status| {
            let same = of_text.iter().filter(|(_, status)| status == typed);
            same.filter_map(|(span, _)| placed(*span, analysis, 1.0)).collect()
        };
        let others = Some(facts).filter(|facts| !facts.is_empty());
        self.statuses.iter().map(of_status).chain(others).collect()
    }

    fn needs_figures(&self) -> bool {
        let kind = self.kind;
        !self.numbers.is_empty()
            || !self.amounts.is_empty()
            || matches!(
                kind,
                Some(AskedKind::Count | AskedKind::Amount | AskedKind::Measure | AskedKind::Date)
            )
    }

    /// Ordinals of what is counted: "the fifth lighthouse" says that there were five.
    fn ordinals<'a>(
        &'a self,
        analysis: &'a Analysis,
        occurrences: &'a [Occurrence],
    ) -> impl Iterator<Item = Fact> + 'a {
        let ordinals = analysis.words().filter(|word| is_ordinal(word.surface));
        ordinals.filter_map(|word| {
            let first = word.position;
            let mut behind = within(occurrences, first + 1, first + MAX_BETWEEN).iter();
            let last = behind.find(|one| self.of.contains(&one.concept))?.position;
            Some(Fact { first, last, fit: 1.0, spread: WORD_SPREAD })
        })
    }

    /// A fact with its place and fit, if it answers.
    fn fact(
        &self,
        fact: &TextFact,
        analysis: &Analysis,
        occurrences: &[Occurrence],
    ) -> Option<Fact> {
        let kind = self.kind;
        let placed = placed(fact.span(), analysis, 1.0)?;
        let fit = match fact {
            TextFact::Amount(amount) => {
                let is_typed = self.amounts.iter().any(|typed| overlap(typed, &amount.figure));
                (kind == Some(AskedKind::Amount) || is_typed).then_some(1.0)
            }
            TextFact::Measure(_) => (kind == Some(AskedKind::Measure)).then_some(1.0),
            TextFact::Date(_) => (kind == Some(AskedKind::Date)).then_some(1.0),
            TextFact::Count(count) => {
                let is_typed = self.numbers.iter().any(|typed| overlap(typed, &count.figure));
                self.fit_of_count(&placed, is_typed, occurrences)
            }
        };
        let is_of_sentence = !matches!(fact, TextFact::Count(_));
        let spread = if is_of_sentence { SENTENCE_SPREAD } else { WORD_SPREAD };
        fit.map(|fit| Fact { fit, spread, ..placed })
    }

    /// How well a count fits.
    fn fit_of_count(
        &self,
        place: &Fact,
        is_typed: bool,
        occurrences: &[Occurrence],
    ) -> Option<f32> {
        let is_asked = self.kind == Some(AskedKind::Count);
        let mut within = within(occurrences, place.first, place.last).iter();
        if is_typed {
            // The number itself is one of two concepts.
            let first = within.next().map(|one| one.concept);
            let is_of_typed = within.any(|one| Some(one.concept) != first);
            return Some(if is_of_typed { 1.0 } else { OTHER_NUMBER });
        }
        if !is_asked {
            return None;
        }
        let is_of_asked = self.of.is_empty() || within.any(|one| self.of.contains(&one.concept));
        Some(if is_of_asked { 1.0 } else { OTHER_COUNT })
    }

    /// How well a status fits. To whether it happened it is an answer as well that it
    /// did not.
    fn fit_of_outcome(&self, status: Status) -> Option<f32> {
        let is_other = matches!(
            status,
            Status::Suspended | Status::Cancelled | Status::Rejected | Status::Denied
        );
        if self.statuses.contains(&status) { Some(1.0) } else { is_other.then_some(OTHER_OUTCOME) }
    }
}

/// The words of a span of the text, or `None` where it has none.
fn placed(span: Span, analysis: &Analysis, fit: f32) -> Option<Fact> {
    let first = words_while(analysis, |word| word.end <= span.start);
    let behind = words_while(analysis, |word| word.start < span.end);
    let last = behind.checked_sub(1).filter(|last| *last >= first)?;
    Some(Fact { first: first as u32, last: last as u32, fit, spread: WORD_SPREAD })
}

/// How many words a text begins with whose spans are so. Long passages have many words
/// and facts, so these are searched by halves.
fn words_while(analysis: &Analysis, is_so: impl Fn(Span) -> bool) -> usize {
    let (mut low, mut high) = (0, analysis.len());
    while low < high {
        let middle = low.midpoint(high);
        if analysis.word(middle).is_some_and(|word| is_so(word.span)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// Whether a word is an ordinal in digits, from the second on.
fn is_ordinal(surface: &str) -> bool {
    let digits = surface.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ending = surface.strip_prefix(digits).unwrap_or_default();
    !digits.is_empty()
        && digits != "1"
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(ending, "st" | "nd" | "rd" | "th")
}

/// Whether a value can be both figures.
fn overlap(one: &Figure, other: &Figure) -> bool {
    let low = |figure: &Figure| figure.low.unwrap_or(f64::NEG_INFINITY);
    let high = |figure: &Figure| figure.high.unwrap_or(f64::INFINITY);
    low(one) <= high(other) && low(other) <= high(one)
}
