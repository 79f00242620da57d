//! Names of several words by the words in them: "Black Hawk" by "hawk".

use std::collections::HashMap;

use super::class_word::is_class_word;
use crate::util::fnv::ByFnv;

/// Names in which a word stands behind another, by that word.
#[derive(Debug, Clone, Default)]
pub(super) struct LongerNames {
    by_word: HashMap<String, Vec<LongerName>, ByFnv>,
}

/// A name of several words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct LongerName {
    words: Vec<String>,
    /// The key of a family that it means.
    family: String,
}

impl LongerNames {
    /// Adds a name of a family by its words. The first word of a name is not one
    /// that it is looked up by: a word before a name makes it another thing ("Black
    /// Hawk"), a word behind it says more of the same ("Condor II").
    pub(super) fn add(&mut self, words: &[String], family: &str) {
        // Most names are one word, and copying each would cost an opening most.
        if words.len() < 2 {
            return;
        }
        let name = LongerName { words: words.to_vec(), family: family.to_owned() };
        for word in words.iter().skip(1).filter(|word| !is_class_word(word)) {
            let names = self.by_word.entry(word.clone()).or_default();
            if !names.contains(&name) {
                names.push(name.clone());
            }
        }
    }

    /// The words of the names that have the word and of which every family
    /// `is_other`, in the lexicon's order.
    pub(super) fn with(&self, word: &str, is_other: impl Fn(&str) -> bool) -> Vec<&[String]> {
        let names = self.by_word.get(word).map_or(&[] as &[_], Vec::as_slice);
        let is_foreign = |name: &LongerName| {
            names.iter().filter(|same| same.words == name.words).all(|same| is_other(&same.family))
        };
        let mut others: Vec<&[String]> = Vec::new();
        for name in names.iter().filter(|name| is_foreign(name)) {
            if !others.contains(&name.words.as_slice()) {
                others.push(&name.words);
            }
        }
        others
    }
}
