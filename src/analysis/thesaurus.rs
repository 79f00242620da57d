//! Other words for one thing: the lexicon's thesaurus, ready for queries.

use std::collections::BTreeSet;
use std::ops::Range;

use super::phrases::{By, Phrases, stems_of};
use super::stem::Stems;
use crate::lexicon::Lexicon;

/// The groups of a lexicon's thesaurus, to be found in the words of a query.
///
/// ```
/// use ibid::analysis::{Stems, Thesaurus};
/// use ibid::{config::Language, lexicon::Lexicon};
///
/// let lexicon = Lexicon::read("[term.chopper]\nsame = [\"helicopter\", \"rotary wing\"]").lexicon;
/// let thesaurus = Thesaurus::new(&lexicon, &Stems::new(Language::English));
/// let named = thesaurus.named_in(&["rotari", "wing", "deal"]);
/// assert_eq!(named[0].words, 0..2);
/// let others: Vec<_> = thesaurus.expansions(&named[0]).map(|other| &*other.written).collect();
/// assert_eq!(others, ["chopper", "helicopter"]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Thesaurus {
    groups: Vec<Vec<Expansion>>,
    /// Numbers of groups by what is typed for them.
    typed: Phrases<usize>,
}

/// What a query's words may also stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Expansion {
    /// How it is related to what was typed.
    pub kinship: Kinship,
    /// As in the lexicon.
    pub written: String,
    /// The stems of its words.
    pub stems: Vec<String>,
}

/// How a term of a thesaurus is related to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kinship {
    /// Another word for it.
    Same,
    /// A kind, member or part of it.
    Narrower,
    /// Something that texts about it speak of.
    Related,
}

/// Words of a query that a thesaurus knows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TermNamed {
    /// Which of the words.
    pub words: Range<usize>,
    /// Their stems.
    stems: Vec<String>,
    group: usize,
}

/// Without what another finds that is as near or nearer: where "helicopter" is
/// looked for, "attack helicopter" finds nothing more and would count twice.
fn without_longer(all: Vec<Expansion>) -> Vec<Expansion> {
    let holds = |longer: &[String], shorter: &[String]| {
        longer.len() > shorter.len() && longer.windows(shorter.len()).any(|part| part == shorter)
    };
    let is_needless = |one: &Expansion| {
        all.iter().any(|other| other.kinship <= one.kinship && holds(&one.stems, &other.stems))
    };
    let needed: Vec<bool> = all.iter().map(|one| !is_needless(one)).collect();
    all.into_iter().zip(needed).filter(|(_, needed)| *needed).map(|(one, _)| one).collect()
}

/// The first of those with the same stems; none without any.
fn once_each(mut all: Vec<Expansion>) -> Vec<Expansion> {
    let mut seen = BTreeSet::new();
    all.retain(|other| !other.stems.is_empty() && seen.insert(other.stems.clone()));
    all
}

impl Expansion {
    fn new(written: &str, kinship: Kinship, stems: Stems) -> Self {
        let stems = stems_of(written, stems).into_iter().map(String::from).collect();
        Self { kinship, written: written.to_owned(), stems }
    }
}

impl Thesaurus {
    /// Prepares the thesaurus of `lexicon` for texts with these stems.
    ///
    /// Costs a stem for every word of its terms.
    #[must_use]
    pub fn new(lexicon: &Lexicon, stems: &Stems) -> Self {
        let mut thesaurus = Self::default();
        let own: Vec<Vec<Expansion>> = lexicon
            .thesaurus
            .iter()
            .map(|(key, group)| {
                let words = std::iter::once(key).chain(&group.same);
                words.map(|word| Expansion::new(word, Kinship::Same, *stems)).collect()
            })
            .collect();
        for (number, words) in own.iter().enumerate() {
            for word in words {
                thesaurus.add(number, word);
            }
        }
        for (words, group) in own.iter().zip(lexicon.thesaurus.values()) {
            let mut all = words.clone();
            for narrower in &group.narrower {
                let narrower = Expansion::new(narrower, Kinship::Narrower, *stems);
                let own_group = thesaurus.group_of(&narrower.stems).and_then(|at| own.get(at));
                let others = own_group.into_iter().flatten().cloned();
                all.push(narrower);
                all.extend(others.map(|other| Expansion { kinship: Kinship::Narrower, ..other }));
            }
            let related = group.related.iter();
            all.extend(related.map(|word| Expansion::new(word, Kinship::Related, *stems)));
            thesaurus.groups.push(without_longer(once_each(all)));
        }
        thesaurus
    }

    fn add(&mut self, group: usize, word: &Expansion) {
        if let Some(first) = word.stems.first() {
            let stems = word.stems.iter().map(|stem| stem.as_str().into()).collect();
            self.typed.add(first, stems, By::Stem, group);
        }
    }

    /// The terms that stand in the stems of a query's words, from left to
    /// right, the longest at each place, none overlapping.
    #[must_use]
    pub fn named_in(&self, stems: &[&str]) -> Vec<TermNamed> {
        let mut longest = self.typed.longest_in(stems);
        longest.dedup_by(|later, first| later.0 == first.0);
        let named = longest.into_iter().map(|(words, &group)| {
            let stems = stems.get(words.clone()).unwrap_or_default();
            let stems = stems.iter().map(|&stem| stem.to_owned()).collect();
            TermNamed { words, stems, group }
        });
        named.collect()
    }

    /// What else to look for where a term is named: other words for it, then
    /// narrower and related terms, each once.
    pub fn expansions(&self, named: &TermNamed) -> impl Iterator<Item = &Expansion> {
        let group = self.groups.get(named.group).into_iter().flatten();
        group.filter(|other| other.stems != named.stems)
    }

    fn group_of(&self, stems: &[String]) -> Option<usize> {
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        let longest = self.typed.longest_in(&stems);
        let (words, group) = longest.first()?;
        (words.len() == stems.len()).then_some(**group)
    }
}
