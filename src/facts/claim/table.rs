//! The cues of each status, looked up by their first word.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::status::Status;

/// The cues of a status, as they are written in the data.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::facts) struct StatusData {
    verbs: Vec<String>,
    phrases: Vec<String>,
    takes: Vec<String>,
    objects: Vec<String>,
}

/// A way to say a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) status: Status,
    /// Its words; the first is what it is looked up by.
    pub(super) words: Vec<String>,
    /// Nouns of which one has to follow.
    pub(super) objects: Vec<String>,
}

/// All cues by their first word.
#[derive(Debug, Clone, Default)]
pub(in crate::facts) struct StatusTable {
    cues: BTreeMap<String, Vec<Cue>>,
}

impl StatusTable {
    pub(in crate::facts) fn new(data: BTreeMap<Status, StatusData>) -> Self {
        let mut table = Self::default();
        for (status, StatusData { verbs, phrases, takes, objects }) in data {
            for phrase in verbs.iter().flat_map(|verb| forms(verb)).chain(phrases) {
                table.add(status, &phrase, &[]);
            }
            for phrase in takes.iter().flat_map(|verb| forms(verb)) {
                table.add(status, &phrase, &objects);
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
        let cue = Cue { status, words, objects: objects.to_vec() };
        self.cues.entry(first).or_default().push(cue);
    }

    /// The words that cues start with.
    pub(in crate::facts) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.cues.keys().map(String::as_str)
    }

    /// The cues that start with a word.
    pub(super) fn starting_with(&self, word: &str) -> &[Cue] {
        self.cues.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The regular forms of a verb: base, third person, past and participle.
fn forms(verb: &str) -> Vec<String> {
    let vowel_before_y =
        verb.strip_suffix('y').is_some_and(|stem| stem.ends_with(['a', 'e', 'o', 'u']));
    let [third, past, participle] = if let Some(stem) = verb.strip_suffix('e') {
        [format!("{verb}s"), format!("{verb}d"), format!("{stem}ing")]
    } else if let Some(stem) = verb.strip_suffix('y').filter(|_| !vowel_before_y) {
        [format!("{stem}ies"), format!("{stem}ied"), format!("{verb}ing")]
    } else if let Some(stem) = verb.strip_suffix("an").filter(|stem| stem.len() > 1) {
        [format!("{verb}s"), format!("{stem}anned"), format!("{stem}anning")]
    } else {
        [format!("{verb}s"), format!("{verb}ed"), format!("{verb}ing")]
    };
    vec![verb.to_owned(), third, past, participle]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        assert_eq!(forms("sign"), ["sign", "signs", "signed", "signing"]);
        assert_eq!(forms("shelve"), ["shelve", "shelves", "shelved", "shelving"]);
        assert_eq!(forms("deny"), ["deny", "denies", "denied", "denying"]);
        assert_eq!(forms("delay"), ["delay", "delays", "delayed", "delaying"]);
        assert_eq!(forms("plan"), ["plan", "plans", "planned", "planning"]);
    }
}
