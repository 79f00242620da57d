//! The cues of each status, looked up by their first word.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::status::Status;
use super::verb_forms::VerbForms;
use crate::util::fnv::ByFnv;
use crate::util::prefix_filter::prefix8;

/// The cues of a status, as they are written in the data.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::facts) struct StatusData {
    verbs: Vec<String>,
    phrases: Vec<String>,
    takes: Vec<TakesData>,
    pairs: Vec<PairData>,
}

/// Verbs that count with one of the objects a few words behind them, or before
/// them in the passive.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct TakesData {
    verbs: Vec<String>,
    objects: Vec<String>,
}

/// Each of the first words with each form of the verbs behind them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PairData {
    first: Vec<String>,
    verbs: Vec<String>,
}

/// A way to say a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) status: Status,
    /// Its words; the first is what it is looked up by.
    pub(super) words: Vec<String>,
    /// Nouns of which one has to follow.
    pub(super) objects: Vec<String>,
    /// The first bytes of its second word: some words begin a hundred cues.
    second: Option<u64>,
}

impl Cue {
    /// Whether a word with these first bytes may be its second one.
    pub(super) fn may_go_on(&self, next: u64) -> bool {
        self.second.is_none_or(|second| second == next)
    }
}

/// All cues by their first word.
#[derive(Debug, Clone, Default)]
pub(in crate::facts) struct StatusTable {
    cues: HashMap<String, Vec<Cue>, ByFnv>,
}

impl StatusTable {
    pub(in crate::facts) fn new(data: BTreeMap<Status, StatusData>, forms: &VerbForms) -> Self {
        let mut table = Self::default();
        for (status, StatusData { verbs, phrases, takes, pairs }) in data {
            for phrase in verbs.iter().flat_map(|verb| forms.of(verb)).chain(phrases) {
                table.add(status, &phrase, &[]);
            }
            for TakesData { verbs, objects } in takes {
                for phrase in verbs.iter().flat_map(|verb| forms.of(verb)) {
                    table.add(status, &phrase, &objects);
                }
            }
            for PairData { first, verbs } in pairs {
                let verbs: Vec<String> = verbs.iter().flat_map(|verb| forms.of(verb)).collect();
                for phrase in first.iter().flat_map(|first| behind(first, &verbs)) {
                    table.add(status, &phrase, &[]);
                }
            }
        }
        for cues in table.cues.values_mut() {
            // What says more comes first: an object, then more words.
            cues.sort_by_key(|cue| (cue.objects.is_empty(), usize::MAX - cue.words.len()));
        }
        table
    }

    fn add(&mut self, status: Status, phrase: &str, objects: &[String]) {
        let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
        let Some(first) = words.first().cloned() else { return };
        let second = words.get(1).map(|word| prefix8(word.as_bytes(), word.len()));
        let cue = Cue { status, words, objects: objects.to_vec(), second };
        self.cues.entry(first).or_default().push(cue);
    }

    /// The words that cues start with.
    pub(in crate::facts) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.cues.keys().map(String::as_str)
    }

    /// The nouns that some cue needs behind or before it.
    pub(in crate::facts) fn objects(&self) -> impl Iterator<Item = &str> {
        self.cues.values().flatten().flat_map(|cue| &cue.objects).map(String::as_str)
    }

    /// The cues that start with a word.
    pub(super) fn starting_with(&self, word: &str) -> &[Cue] {
        self.cues.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The first words with each verb behind them.
fn behind<'v>(first: &'v str, verbs: &'v [String]) -> impl Iterator<Item = String> + 'v {
    verbs.iter().map(move |verb| format!("{first} {verb}"))
}
