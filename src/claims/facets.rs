//! How many of the passages that match have which facts.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::cite::one_line;
use super::matched::{MatchedDocument, Matches};
use super::options::FactOptions;
use super::scope::Scope;
use super::value::designation;
use crate::analysis::{Analyzer, Mode};
use crate::date::DayRange;
use crate::facts::{Amount, Dated, Fact, Precision, Recogniser, Status};
use crate::span::Span;

/// Dates that span more years than this tell of no single year.
const MAX_YEARS: i32 = 2;

/// How many of the passages that match have which facts. Each list but years and
/// amounts has the most frequent first; equals are in the order of their names.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct FactFacets {
    /// Statuses of claims.
    pub statuses: Vec<(Status, usize)>,
    /// Who says what is claimed, as written; what the outlet says itself has none.
    pub speakers: Vec<(String, usize)>,
    /// Years that the passages speak of, in order.
    pub years: Vec<(i32, usize)>,
    /// Amounts of money by currency and magnitude, in order.
    pub amounts: Vec<AmountFacet>,
    /// Families of equipment, as the lexicon writes them.
    pub families: Vec<(String, usize)>,
    /// What was read.
    pub scope: Scope,
}

/// Passages with an amount of one magnitude.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AmountFacet {
    /// The currency's code, or the bare unit where the text leaves it open.
    pub currency: String,
    /// The power of ten that the amount has reached: 8 from 100 million to below a
    /// thousand million.
    pub magnitude: u32,
    /// How many passages.
    pub passages: usize,
}

/// The facets of passages that match.
pub(crate) fn facets(
    matches: &Matches,
    recogniser: &Recogniser,
    analyzer: &Analyzer,
    options: &FactOptions,
) -> FactFacets {
    let mut counter = Counter::default();
    for (number, document) in matches.documents.iter().enumerate() {
        counter.add(number, document, recogniser, analyzer);
    }
    let family = |key: &String| designation(key, analyzer.relations());
    FactFacets {
        statuses: by_frequency(&counter.statuses, |status| *status),
        speakers: by_frequency(&counter.speakers, Clone::clone),
        years: counter.years.iter().map(|(year, passages)| (*year, passages.len())).collect(),
        amounts: counter.amounts.iter().map(amount_facet).collect(),
        families: by_frequency(&counter.families, family),
        scope: Scope::new(matches, options),
    }
}

/// A passage by its document's number and its own.
type Passages = BTreeSet<(usize, u32)>;

/// The passages that have each value.
#[derive(Debug, Default)]
struct Counter {
    statuses: BTreeMap<Status, Passages>,
    speakers: BTreeMap<String, Passages>,
    years: BTreeMap<i32, Passages>,
    amounts: BTreeMap<(String, u32), Passages>,
    families: BTreeMap<String, Passages>,
}

impl Counter {
    fn add(
        &mut self,
        number: usize,
        document: &MatchedDocument,
        recogniser: &Recogniser,
        analyzer: &Analyzer,
    ) {
        let text = &document.text;
        let passage = |span: Span| {
            let passage = document.passage_of(span)?;
            Some((number, passage.citation.passage))
        };
        let published = document.head().and_then(|head| head.date);
        let (facts, claims) = recogniser.facts_and_claims(text, published);
        for fact in facts {
            let Some(passage) = passage(fact.span()) else { continue };
            match fact {
                Fact::Amount(amount) => self.add_amount(&amount, passage),
                Fact::Date(date) => self.add_years(&date, passage),
                _ => {}
            }
        }
        for claim in claims {
            let Some(passage) = passage(claim.cue) else { continue };
            self.statuses.entry(claim.status).or_default().insert(passage);
            if let Some(speaker) = claim.speaker.and_then(|span| span.of(text)) {
                self.speakers.entry(one_line(speaker)).or_default().insert(passage);
            }
        }
        for designator in analyzer.designators().recognise(text, Mode::Text) {
            if let Some(passage) = passage(designator.span) {
                self.families.entry(designator.family).or_default().insert(passage);
            }
        }
    }

    fn add_amount(&mut self, amount: &Amount, passage: (usize, u32)) {
        let value = amount.figure.low.or(amount.figure.high).unwrap_or(0.0);
        if value >= 1.0 {
            // Of a value below 10^309 the logarithm is small and not negative.
            #[allow(clippy::cast_sign_loss)]
            let magnitude = value.log10().floor() as u32;
            let key = (amount.currency.clone(), magnitude);
            self.amounts.entry(key).or_default().insert(passage);
        }
    }

    fn add_years(&mut self, date: &Dated, passage: (usize, u32)) {
        let Some(days) = date.days else { return };
        let (Some(first), Some(last)) = (year_of(days, false), year_of(days, true)) else { return };
        if date.precision != Precision::Decade && last - first < MAX_YEARS {
            for year in first..=last {
                self.years.entry(year).or_default().insert(passage);
            }
        }
    }
}

/// The year of the first or last day.
fn year_of(days: DayRange, of_last: bool) -> Option<i32> {
    let day = if of_last { days.last } else { days.first };
    day.civil().map(|(year, ..)| year)
}

fn amount_facet(((currency, magnitude), passages): (&(String, u32), &Passages)) -> AmountFacet {
    AmountFacet { currency: currency.clone(), magnitude: *magnitude, passages: passages.len() }
}

/// The values with their numbers of passages, the most frequent first.
fn by_frequency<K, V>(counts: &BTreeMap<K, Passages>, value: impl Fn(&K) -> V) -> Vec<(V, usize)> {
    let mut values: Vec<(V, usize)> =
        counts.iter().map(|(key, passages)| (value(key), passages.len())).collect();
    values.sort_by_key(|(_, passages)| usize::MAX - passages);
    values
}
