//! Other words for one thing: the lexicon's thesaurus, ready for queries.

use std::collections::BTreeSet;
use std::ops::Range;

use super::TopicWord;
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
        let words: Vec<_> = stems.iter().map(|&stem| TopicWord { stem, surface: stem }).collect();
        let (mut found, mut at) = (Vec::new(), 0);
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let longest = self.typed.at(rest).next();
            let length = longest.map_or(1, |(length, _)| length);
            if let Some((_, &group)) = longest {
                let stems = rest.iter().take(length).map(|word| word.stem.to_owned()).collect();
                found.push(TermNamed { words: at..at + length, stems, group });
            }
            at += length;
        }
        found
    }

    /// What else to look for where a term is named: other words for it, then
    /// narrower and related terms, each once.
    pub fn expansions(&self, named: &TermNamed) -> impl Iterator<Item = &Expansion> {
        let group = self.groups.get(named.group).into_iter().flatten();
        group.filter(|other| other.stems != named.stems)
    }

    fn group_of(&self, stems: &[String]) -> Option<usize> {
        let words: Vec<_> = stems.iter().map(|s| TopicWord { stem: s, surface: s }).collect();
        let whole = self.typed.at(&words).find(|(length, _)| *length == words.len());
        whole.map(|(_, &group)| group)
    }
}
