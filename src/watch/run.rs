//! One run: the passages that were not looked through, and the watches that fire on
//! them.

use std::collections::{BTreeMap, BTreeSet};

use super::alert::{Alert, Alerts, CopiesSince, Firing, RefusedWatch};
use super::compiled::CompiledWatch;
use super::fires::Tester;
use super::fresh::{FreshDocument, StoredPassage, fresh_documents};
use super::passage::{WatchedDocument, WatchedPassage};
use super::presearch::Presearch;
use super::saved::Watch;
use super::state::{Told, WatchState};
use crate::analysis::Analyzer;
use crate::error::Result;
use crate::facts::Recogniser;
use crate::hit::citation::Citation;
use crate::store::snapshot::Snapshot;
use crate::util::passage_key::pair_key;

/// The watches that can run, and those that are refused. Of watches with one name the
/// first runs.
pub(crate) fn compile(
    watches: &[Watch],
    analyzer: &Analyzer,
    fields: &[String],
) -> (Vec<CompiledWatch>, Vec<RefusedWatch>) {
    let (mut compiled, mut refused) = (Vec::with_capacity(watches.len()), Vec::new());
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for watch in watches {
        let outcome = if names.insert(&watch.name) {
            CompiledWatch::new(watch, analyzer, fields)
        } else {
            Err("another watch has the name: give it one of its own".to_owned())
        };
        match outcome {
            Ok(watch) => compiled.push(watch),
            Err(reason) => refused.push(RefusedWatch { name: watch.name.clone(), reason }),
        }
    }
    (compiled, refused)
}

/// What the watches tell of passages that the state has not seen, and the state after it.
///
/// Cost: reads the documents of segments that the state does not have, and analyses
/// their new passages. Each of these costs a look-up for each word, and a test for each
/// watch whose rarest terms it has.
pub(crate) fn alerts(
    snapshot: &Snapshot,
    analyzer: &Analyzer,
    watches: &[CompiledWatch],
    state: &WatchState,
) -> Result<(Alerts, WatchState)> {
    let mut run = Run {
        snapshot,
        tester: Tester { analyzer, recogniser: Recogniser::new(analyzer) },
        presearch: Presearch::new(watches, analyzer),
        watches,
        state: state.clone(),
        alerts: Alerts::default(),
        told_here: BTreeMap::new(),
        copies: BTreeMap::new(),
    };
    for document in fresh_documents(snapshot, &state.segments)? {
        run.look_through(&document)?;
    }
    run.alerts.copies = run.copies.into_values().collect();
    run.state.segments = names_of(snapshot);
    Ok((run.alerts, run.state))
}

/// The state in which all of a commit is seen, and nothing of it told.
pub(crate) fn seen(snapshot: &Snapshot, state: &WatchState) -> Result<WatchState> {
    let mut state = state.clone();
    for document in fresh_documents(snapshot, &state.segments)? {
        let record = document.record(snapshot)?;
        for passage in document.passages(snapshot)? {
            state.seen.insert(pair_key(document.key(), passage.key(&record)));
        }
    }
    state.segments = names_of(snapshot);
    Ok(state)
}

fn names_of(snapshot: &Snapshot) -> BTreeSet<String> {
    snapshot.segments.iter().map(|segment| segment.name()).collect()
}

/// A run in the making.
struct Run<'a> {
    snapshot: &'a Snapshot,
    tester: Tester<'a>,
    presearch: Presearch,
    watches: &'a [CompiledWatch],
    state: WatchState,
    alerts: Alerts,
    /// By key of the text, the number of its alert in this run.
    told_here: BTreeMap<u64, usize>,
    /// By key of the text, copies of what earlier runs told.
    copies: BTreeMap<u64, CopiesSince>,
}

impl Run<'_> {
    fn look_through(&mut self, document: &FreshDocument) -> Result<()> {
        let record = document.record(self.snapshot)?;
        let mut passages = document.passages(self.snapshot)?;
        let mut keys = BTreeMap::new();
        passages.retain(|passage| {
            let key = passage.key(&record);
            keys.insert(passage.number, key);
            // A document has a text several times, as a line of stars.
            self.state.seen.insert(pair_key(document.key(), key))
        });
        if passages.is_empty() {
            return Ok(());
        }
        self.alerts.documents += 1;
        self.alerts.passages += passages.len();
        let watched = WatchedDocument::new(record, self.tester.analyzer);
        for passage in passages {
            let key = keys.get(&passage.number).copied().unwrap_or_default();
            self.test(&watched, passage, (document.key(), key));
        }
        Ok(())
    }

    /// Tests the watches on a passage that is new in its document.
    fn test(&mut self, document: &WatchedDocument, stored: StoredPassage, keys: (u64, u64)) {
        let (document_key, key) = keys;
        let analyzer = self.tester.analyzer;
        let citation = stored.cite(&document.record);
        let StoredPassage { passage, number, label } = stored;
        let passage = WatchedPassage::new(document, passage, (number, label), analyzer);
        let mut firings = Vec::new();
        for number in self.presearch.candidates(&passage) {
            let Some(watch) = self.watches.get(number) else { continue };
            if self.was_told(key, &watch.name) {
                continue;
            }
            if let Some(matched) = self.tester.fires(watch, &passage) {
                let (name, marks, title_marks) =
                    (watch.name.clone(), matched.marks, matched.title_marks);
                firings.push(Firing { name, marks, title_marks });
            }
        }
        if firings.is_empty() {
            self.count_copy(key, document_key, citation);
            return;
        }
        let told: &mut Told = self.state.told.entry(key).or_default();
        told.watches.extend(firings.iter().map(|firing| firing.name.clone()));
        told.documents.insert(document_key);
        self.told_here.entry(key).or_insert(self.alerts.alerts.len());
        let (id, text) = (id_of(key), passage.passage.text);
        let copies = Vec::new();
        self.alerts.alerts.push(Alert { id, watches: firings, citation, label, text, copies });
    }

    fn was_told(&self, key: u64, name: &str) -> bool {
        self.state.told.get(&key).is_some_and(|told| told.watches.contains(name))
    }

    /// Counts a further document that has a text which was told.
    fn count_copy(&mut self, key: u64, document: u64, citation: Citation) {
        let Some(told) = self.state.told.get_mut(&key) else { return };
        if !told.documents.insert(document) {
            return;
        }
        let here = self.told_here.get(&key).and_then(|&at| self.alerts.alerts.get_mut(at));
        if let Some(alert) = here {
            alert.copies.push(citation);
            return;
        }
        let copies = self.copies.entry(key).or_insert_with(|| CopiesSince {
            id: id_of(key),
            watches: told.watches.iter().cloned().collect(),
            count: 0,
            citations: Vec::new(),
        });
        copies.count = told.documents.len().saturating_sub(1);
        copies.citations.push(citation);
    }
}

/// The id of an alert of a text.
fn id_of(key: u64) -> String {
    format!("{key:016x}")
}
