//! What is kept between two runs: what was told, and the last entries of the feeds.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use ibid::watch::{Alert, Alerts, WatchState};
use serde::{Deserialize, Serialize};

use super::common::beside::read_if_there;
use super::common::markup::marked;

/// The most entries of a feed.
const MAX_ENTRIES: usize = 500;

/// The state of a program that watches. The feeds are made from it alone, so that a run
/// that was killed between two files leaves no entry twice.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Saved {
    pub(super) watches: WatchState,
    /// The last entries, the newest last.
    pub(super) feed: Vec<Entry>,
}

/// An entry of a feed: a passage, with all watches that told it.
#[derive(Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) watches: Vec<String>,
    pub(super) title: String,
    pub(super) text: String,
    /// The text with its marks, escaped.
    pub(super) html: String,
    pub(super) reasons: Vec<String>,
    pub(super) citation: String,
    pub(super) source: String,
    /// Copies besides the first.
    pub(super) copies: usize,
    pub(super) published: String,
    pub(super) updated: String,
}

impl Saved {
    /// The state in a file; a new one where there is none.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let Some(text) = read_if_there(path)? else { return Ok(Self::default()) };
        serde_json::from_str(&text).with_context(|| {
            format!("{} is no state of watches: name another file, or remove it", path.display())
        })
    }

    /// Adds what a run told.
    pub(super) fn add(&mut self, alerts: &Alerts, now: &str) {
        // The first run may have very many.
        let numbered = (0..).zip(&self.feed);
        let mut numbers = numbered.map(|(number, entry)| (entry.id.clone(), number)).collect();
        for alert in &alerts.alerts {
            self.add_alert(alert, &mut numbers, now);
        }
        for copies in &alerts.copies {
            let number = numbers.get(&copies.id);
            if let Some(entry) = number.and_then(|&number| self.feed.get_mut(number)) {
                entry.copies = copies.count;
                now.clone_into(&mut entry.updated);
            }
        }
        let surplus = self.feed.len().saturating_sub(MAX_ENTRIES);
        self.feed.drain(..surplus);
    }

    /// Adds an alert, to the entry that its passage has already; the numbers of entries are
    /// by their ids.
    fn add_alert(&mut self, alert: &Alert, numbers: &mut BTreeMap<String, usize>, now: &str) {
        let names = alert.names().into_iter().map(str::to_owned);
        let number = *numbers.entry(alert.id.clone()).or_insert(self.feed.len());
        if let Some(entry) = self.feed.get_mut(number) {
            entry.watches.extend(names);
            entry.reasons.extend(reasons(alert));
            entry.copies += 1 + alert.copies.len();
            now.clone_into(&mut entry.updated);
            return;
        }
        let citation = &alert.citation;
        let title = if citation.title.is_empty() { &citation.document } else { &citation.title };
        self.feed.push(Entry {
            id: alert.id.clone(),
            watches: names.collect(),
            title: title.split_whitespace().collect::<Vec<_>>().join(" "),
            text: alert.text.clone(),
            html: marked(&alert.pieces()),
            reasons: reasons(alert),
            citation: citation.to_string(),
            source: citation.source.clone(),
            copies: alert.copies.len(),
            published: now.to_owned(),
            updated: now.to_owned(),
        });
    }
}

/// What each watch matched and how: `peru: Mi-35 (variant), Peru (word)`.
pub(super) fn reasons(alert: &Alert) -> Vec<String> {
    let of_watch = |firing: &ibid::watch::Firing| {
        let mut parts: Vec<String> = Vec::new();
        for mark in firing.marks.iter().chain(&firing.title_marks) {
            let part = format!("{} ({})", mark.typed, mark.reason);
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        let parts = if parts.is_empty() { "its filters".to_owned() } else { parts.join(", ") };
        format!("{}: {parts}", firing.name)
    };
    alert.watches.iter().map(of_watch).collect()
}
