//! How often a watch would have fired.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::alert::RefusedWatch;
use super::compiled::CompiledWatch;
use super::fires::Tester;
use super::fresh::{FreshDocument, fresh_documents};
use super::passage::{WatchedDocument, WatchedPassage};
use super::presearch::Presearch;
use crate::analysis::Analyzer;
use crate::date::{Day, DayRange};
use crate::error::Result;
use crate::facts::Recogniser;
use crate::store::snapshot::Snapshot;

/// How often a watch would have fired on the last days of an index's documents. Days are
/// those of the documents: the last is the latest that any of them has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Trial {
    /// The name of the watch.
    pub name: String,
    /// The days, first and last; `None` where no document has a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<DayRange>,
    /// Alerts: different texts that it would have fired on.
    pub alerts: usize,
    /// The most alerts of one day, and the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<(Day, usize)>,
    /// Different texts of the days.
    pub passages: usize,
    /// Documents of the days.
    pub documents: usize,
    /// Documents without a date, which belong to no day.
    pub undated: usize,
}

/// The trials of watches.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Trials {
    /// One for each watch that can run.
    pub trials: Vec<Trial>,
    /// Watches that cannot.
    pub refused: Vec<RefusedWatch>,
}

/// Of fewer passages than that nothing is concluded.
const PASSAGES_THAT_TELL: usize = 20;

impl Trial {
    /// Why the watch should not be kept: it fires on all that there is.
    ///
    /// ```
    /// use ibid::watch::Watch;
    /// use ibid::{DayRange, Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// for day in 1..=28 {
    ///     let document = Document::new(format!("{day}"), format!("Tug {day} was sold."));
    ///     writer.add(&document.with_date(DayRange::parse(&format!("2014-02-{day:02}")).unwrap()))?;
    /// }
    /// writer.commit()?;
    ///
    /// let watches = [Watch::new("all", "tug"), Watch::new("one", "=17")];
    /// let trials = index.trial(&watches, 30)?.trials;
    /// assert_eq!((trials[0].alerts, trials[1].alerts), (28, 1));
    /// assert!(trials[0].refusal().is_some_and(|why| why.starts_with("it fires on every passage")));
    /// assert_eq!(trials[1].refusal(), None);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn refusal(&self) -> Option<String> {
        let has_all = self.alerts == self.passages && self.passages >= PASSAGES_THAT_TELL;
        has_all.then(|| {
            format!(
                "it fires on every passage of {} documents: add a word that tells them apart",
                self.documents
            )
        })
    }
}

impl std::fmt::Display for Trial {
    /// `12 alerts in 30 days, the most 3 on 2014-11-21 (of 812 passages in 140 documents)`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let noun = |count: usize, noun: &str| match count {
            1 => format!("1 {noun}"),
            count => format!("{count} {noun}s"),
        };
        f.write_str(&noun(self.alerts, "alert"))?;
        if let Some(DayRange { first, last }) = self.days {
            write!(f, " from {first} to {last}")?;
        }
        if let Some((day, most)) = self.most {
            write!(f, ", the most {most} on {day}")?;
        }
        let (passages, documents) =
            (noun(self.passages, "passage"), noun(self.documents, "document"));
        write!(f, " (of {passages} in {documents}")?;
        if self.undated > 0 {
            write!(f, "; {} without a date left out", noun(self.undated, "document"))?;
        }
        f.write_str(")")
    }
}

/// How often each watch would have fired on the documents of the last days.
///
/// Cost: that of a first run over these documents.
pub(crate) fn trials(
    snapshot: &Snapshot,
    analyzer: &Analyzer,
    watches: &[CompiledWatch],
    days: u32,
) -> Result<Vec<Trial>> {
    let documents = fresh_documents(snapshot, &BTreeSet::new())?;
    let days = days_of(&documents, days);
    let mut counts = Counts {
        tester: Tester { analyzer, recogniser: Recogniser::new(analyzer) },
        presearch: Presearch::new(watches, analyzer),
        watches,
        documents: 0,
        texts: BTreeSet::new(),
        fired: vec![BTreeMap::new(); watches.len()],
    };
    for document in &documents {
        let day = document.date().map(|date| date.first);
        if let Some(day) = day.filter(|day| days.is_some_and(|days| days.first <= *day)) {
            counts.count(snapshot, document, day)?;
        }
    }
    let undated = documents.iter().filter(|document| document.date().is_none()).count();
    let of_watch = |(watch, fired): (&CompiledWatch, BTreeMap<u64, Day>)| Trial {
        name: watch.name.clone(),
        days,
        alerts: fired.len(),
        most: most(fired.into_values()),
        passages: counts.texts.len(),
        documents: counts.documents,
        undated,
    };
    Ok(watches.iter().zip(counts.fired).map(of_watch).collect())
}

/// So many days up to the latest one on which a document begins.
fn days_of(documents: &[FreshDocument], days: u32) -> Option<DayRange> {
    let last = documents.iter().filter_map(|it| Some(it.date()?.first)).max()?;
    let before = i32::try_from(days.saturating_sub(1)).unwrap_or(i32::MAX);
    let first = Day::from_days_since_epoch(last.days_since_epoch().saturating_sub(before));
    Some(DayRange { first, last })
}

/// What was counted so far.
struct Counts<'a> {
    tester: Tester<'a>,
    presearch: Presearch,
    watches: &'a [CompiledWatch],
    documents: usize,
    /// Keys of the texts.
    texts: BTreeSet<u64>,
    /// By number of the watch, the texts that it fires on, each with its first day.
    fired: Vec<BTreeMap<u64, Day>>,
}

impl Counts<'_> {
    fn count(&mut self, snapshot: &Snapshot, document: &FreshDocument, day: Day) -> Result<()> {
        self.documents += 1;
        let analyzer = self.tester.analyzer;
        let opened = WatchedDocument::new(document.record(snapshot)?, analyzer);
        for stored in document.passages(snapshot)? {
            let (key, place) = (stored.key(&opened.record), (stored.number, stored.label));
            self.texts.insert(key);
            let passage = WatchedPassage::new(&opened, stored.passage, place, analyzer);
            for number in self.presearch.candidates(&passage) {
                let (watch, fired) = (self.watches.get(number), self.fired.get_mut(number));
                let (Some(watch), Some(fired)) = (watch, fired) else { continue };
                if !fired.contains_key(&key) && self.tester.fires(watch, &passage).is_some() {
                    fired.insert(key, day);
                }
            }
        }
        Ok(())
    }
}

/// The day that comes most often, of several the first, and how often.
fn most(days: impl Iterator<Item = Day>) -> Option<(Day, usize)> {
    let mut counts: BTreeMap<Day, usize> = BTreeMap::new();
    days.for_each(|day| *counts.entry(day).or_default() += 1);
    counts.into_iter().rev().max_by_key(|&(_, count)| count)
}
