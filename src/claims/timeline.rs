//! Passages by the days that they speak of.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cite::{cite, one_line};
use super::matched::{MatchedDocument, MatchedPassage, Matches};
use super::options::FactOptions;
use super::scope::Scope;
use crate::date::DayRange;
use crate::facts::{Basis, Certainty, Claim, Event, Precision, Recogniser, Status};
use crate::hit::citation::Citation;
use crate::query::report::Report;
use crate::span::Span;
use crate::util::fnv::fnv_1a;

/// The passages that match a query by the days that they speak of.
///
/// ```
/// use ibid::claims::{FactOptions, TimelineBasis};
/// use ibid::{DayRange, Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// let day = DayRange::parse("2014-11-21").unwrap();
/// let text = "The ban was lifted in June. A deal was signed.";
/// writer.add(&Document::new("a", text).with_date(day))?;
/// writer.commit()?;
///
/// let entries = index.timeline(&Query::new("ban"), &FactOptions::default())?.entries;
/// let when: Vec<_> = entries.iter().map(|it| (it.days.to_string(), it.basis)).collect();
/// assert_eq!(when[0], ("2014-06".to_owned(), TimelineBasis::FromDocument));
/// assert_eq!(when[1], ("2014-11-21".to_owned(), TimelineBasis::Published));
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct Timeline {
    /// By the first day; of entries with one first day the more precise comes first.
    pub entries: Vec<TimelineEntry>,
    /// How many passages have no entry: they name no day, and their documents have
    /// no date.
    pub unplaced: usize,
    /// What was read.
    pub scope: Scope,
    /// How the query was understood.
    pub report: Report,
}

/// A sentence and one of its dates, or the date of its document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TimelineEntry {
    /// The days that it speaks of.
    pub days: DayRange,
    /// The unit of the date; `None` where it is the document's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<Precision>,
    /// What the days rest on.
    pub basis: TimelineBasis,
    /// The date as it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The other days that an ambiguous date can mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub or_days: Option<DayRange>,
    /// How far a deal or measure of the sentence has come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// How surely that is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
    /// The sentence as it is written.
    pub quote: String,
    /// Where the sentence stands.
    pub citation: Citation,
    /// Where the same sentence stands in other documents, with the same days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<Citation>,
}

/// What the days of an entry rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TimelineBasis {
    /// The date is written in full.
    Written,
    /// The document's own date completes it: "in June", "last year".
    FromDocument,
    /// It can mean other days as well: `12/09/2014`.
    Ambiguous,
    /// The sentence has no date: the days are those of the document.
    Published,
}

/// The timeline of passages that match.
pub(crate) fn timeline(
    matches: &Matches,
    recogniser: &Recogniser,
    options: &FactOptions,
) -> Timeline {
    let mut entries = Vec::new();
    let mut unplaced = 0;
    for document in &matches.documents {
        unplaced += push_entries(&mut entries, document, recogniser);
    }
    entries.sort_by(|one, other| order(one).cmp(&order(other)));
    let entries = merged(entries);
    Timeline {
        entries,
        unplaced,
        scope: Scope::new(matches, options),
        report: matches.report.clone(),
    }
}

fn order(entry: &TimelineEntry) -> impl Ord + '_ {
    let TimelineEntry { days, basis, citation, .. } = entry;
    (
        days.first,
        days.last,
        *basis == TimelineBasis::Published,
        &citation.document,
        citation.span.start,
    )
}

/// Adds the entries of a document; returns how many of its passages have none.
fn push_entries(
    entries: &mut Vec<TimelineEntry>,
    document: &MatchedDocument,
    recogniser: &Recogniser,
) -> usize {
    let published = document.head().and_then(|head| head.date);
    let claims: BTreeMap<usize, Claim> = recogniser
        .claims(&document.text)
        .into_iter()
        .map(|claim| (claim.span.start, claim))
        .collect();
    let mut of_passage: BTreeMap<u32, Vec<(&MatchedPassage, Event)>> = BTreeMap::new();
    for event in recogniser.events(&document.text, published) {
        // A headline has the date of another sentence.
        let place = event.date.filter(|date| event.span.contains(*date)).unwrap_or(event.span);
        if let Some(passage) = document.passage_of(place) {
            of_passage.entry(passage.citation.passage).or_default().push((passage, event));
        }
    }
    let mut placed = 0;
    for events in of_passage.into_values() {
        placed += 1;
        let has_place =
            |event: &Event| event.date.is_some() || claims.contains_key(&event.span.start);
        // A passage that neither names a day nor claims something is placed whole.
        let is_plain = !events.iter().any(|(_, event)| has_place(event));
        let first = events.iter().take(usize::from(is_plain));
        let chosen = events.iter().filter(|(_, event)| has_place(event)).chain(first);
        entries.extend(chosen.map(|(passage, event)| {
            entry(&document.text, passage, event, claims.get(&event.span.start))
        }));
    }
    document.passages.len().saturating_sub(placed)
}

fn entry(
    text: &str,
    passage: &MatchedPassage,
    event: &Event,
    claim: Option<&Claim>,
) -> TimelineEntry {
    let citation = cite(text, &passage.citation, event.span);
    let (basis, or_days) = match event.basis {
        Some(Basis::Written) => (TimelineBasis::Written, None),
        Some(Basis::FromDocument) => (TimelineBasis::FromDocument, None),
        Some(Basis::Ambiguous(days)) => (TimelineBasis::Ambiguous, Some(days)),
        None => (TimelineBasis::Published, None),
    };
    let of = |span: Span| span.of(text).map(one_line);
    TimelineEntry {
        days: event.days,
        precision: event.precision,
        basis,
        date: event.date.and_then(of),
        or_days,
        status: claim.map(|claim| claim.status),
        certainty: claim.map(|claim| claim.certainty),
        quote: citation.span.of(text).unwrap_or_default().to_owned(),
        citation,
        copies: Vec::new(),
    }
}

/// One entry for each sentence and its days, however many documents have it.
fn merged(entries: Vec<TimelineEntry>) -> Vec<TimelineEntry> {
    let mut places: BTreeMap<(DayRange, Option<String>, u64), usize> = BTreeMap::new();
    let mut merged: Vec<TimelineEntry> = Vec::new();
    for entry in entries {
        let words = one_line(&entry.quote).to_lowercase();
        let key = (entry.days, entry.date.clone(), fnv_1a(words.as_bytes()));
        if let Some(first) = places.get(&key).and_then(|place| merged.get_mut(*place)) {
            let is_of_it = |citation: &Citation| citation.document == entry.citation.document;
            if !is_of_it(&first.citation) && !first.copies.iter().any(is_of_it) {
                first.copies.push(entry.citation);
            }
        } else {
            places.insert(key, merged.len());
            merged.push(entry);
        }
    }
    merged
}
