//! A text while its facts are recognised: tokens, and which of them are taken.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::fact::Fact;
use super::figure_type::figure_types;
use super::token::Tokens;
use super::trigger::Triggers;
use super::vocabulary::Vocabulary;
use crate::analysis::Designator;
use crate::date::DayRange;

/// A designator of equipment in the text.
#[derive(Debug, Clone)]
pub(super) struct Equipment {
    /// Its first token and the place behind its last one.
    pub(super) first: usize,
    pub(super) end: usize,
    /// Its exact key; a type that is figures alone has its figures.
    pub(super) exact: String,
    /// The key of its family; a type that is figures alone has none.
    pub(super) family: Option<String>,
}

/// A text under recognition. A recogniser takes the tokens of each fact, so
/// that no later one reads them as something else.
#[derive(Debug)]
pub(super) struct Reading<'r> {
    pub(super) tokens: Tokens<'r>,
    pub(super) vocabulary: &'r Vocabulary,
    /// The day or days of publication.
    pub(super) published: Option<DayRange>,
    pub(super) facts: Vec<Fact>,
    pub(super) equipment: Vec<Equipment>,
    taken: Vec<bool>,
    countries: OnceCell<BTreeMap<String, u32>>,
}

impl<'r> Reading<'r> {
    pub(super) fn new(
        tokens: Tokens<'r>,
        vocabulary: &'r Vocabulary,
        published: Option<DayRange>,
    ) -> Self {
        let taken = vec![false; tokens.len()];
        let (facts, equipment) = (Vec::new(), Vec::new());
        let countries = OnceCell::new();
        Self { tokens, vocabulary, published, facts, equipment, taken, countries }
    }

    /// Takes the tokens of the designators, and of types that are figures alone.
    pub(super) fn take_equipment(&mut self, designators: Vec<Designator>) {
        for designator in designators {
            let first = self.tokens.place_of(designator.span.start);
            let end = self.tokens.place_of(designator.span.end);
            if end > first {
                self.take(first, end);
                let (exact, family) = (designator.exact, Some(designator.family));
                self.equipment.push(Equipment { first, end, exact, family });
            }
        }
        for (first, end) in figure_types(&self.tokens) {
            if !self.any_taken(first, end) {
                self.take(first, end);
                let exact = self.tokens.raw(first).to_owned();
                self.equipment.push(Equipment { first, end, exact, family: None });
            }
        }
        self.equipment.sort_by_key(|equipment| equipment.first);
    }

    /// Reads at each place at which a figure or a date can start. `read` gives the
    /// place to go on from, or `None` to go on behind this one.
    pub(super) fn walk(&mut self, read: impl Fn(&mut Self, usize) -> Option<usize>) {
        let (mut number, mut from) = (0, 0);
        while let Some(at) = self.tokens.start(number) {
            if at >= from {
                from = read(self, at).unwrap_or(at + 1);
            }
            number += 1;
        }
    }

    /// The designator whose first token is at a place.
    pub(super) fn equipment_at(&self, at: usize) -> Option<&Equipment> {
        let index = self.equipment.binary_search_by_key(&at, |equipment| equipment.first).ok()?;
        self.equipment.get(index)
    }

    pub(super) fn take(&mut self, first: usize, end: usize) {
        for taken in self.taken.get_mut(first..end).into_iter().flatten() {
            *taken = true;
        }
    }

    pub(super) fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).copied().unwrap_or(false)
    }

    pub(super) fn any_taken(&self, first: usize, end: usize) -> bool {
        self.taken.get(first..end).is_some_and(|taken| taken.contains(&true))
    }

    /// How often the text names a country that has a unit of money, by the
    /// words of the vocabulary.
    pub(super) fn country_counts(&self) -> &BTreeMap<String, u32> {
        self.countries.get_or_init(|| {
            let mut counts = BTreeMap::new();
            for at in 0..self.tokens.len() {
                if let Some((word, _)) = self.country_at(at) {
                    *counts.entry(word).or_default() += 1;
                }
            }
            counts
        })
    }

    /// The word of a country that starts at a place, and the place behind it.
    pub(super) fn country_at(&self, at: usize) -> Option<(String, usize)> {
        // "us" in small letters is a pronoun.
        if !self.tokens.starts(at, Triggers::COUNTRY) || self.tokens.raw(at) == "us" {
            return None;
        }
        let word = |count| {
            let phrase = self.tokens.phrase_of(at, count);
            let is_country = self.vocabulary.countries.contains_key(phrase.as_ref());
            is_country.then(|| (phrase.into_owned(), at + count))
        };
        word(2).or_else(|| word(1))
    }
}
