//! Budgets of one query: how much of the index's dictionaries it may look up.
//!
//! A budget counts words and passages of the whole index. It counts neither
//! dictionary entries of segments, which depend on how the index is laid out,
//! nor time: equal input gives equal hits.

use std::collections::BTreeMap;

use crate::query::plan::{Concept, Matcher};
use crate::query::report::ignored::{Ignored, IgnoredKind};

/// The most misspelt words of a query whose nearest words are looked up. An
/// automaton walks all dictionaries for each, up to twice.
pub(super) const MAX_MISSPELT: usize = 24;

/// The most fuzzy words of a query that are expanded. An automaton walks all
/// dictionaries for each.
pub(super) const MAX_FUZZY: usize = 24;

/// How much the expansions of a query may cost for each passage of the index.
/// The unit of all costs is the reading of one posting, about 0.2 µs.
const COST_PER_PASSAGE: u64 = 4;

/// How much the expansions may cost in a small index.
const MIN_COST: u64 = 80_000;

/// The cost of a word beside its postings: a search looks it up in several
/// dictionaries.
const WORD_COST: u64 = 20;

/// The cost of a concept beside its words: it has a cursor and is scored.
const CONCEPT_COST: u64 = 100;

/// The cost of an automaton's walk through the dictionaries.
const WALK_COST: u64 = 2_000;

/// The cost of each byte of a fuzzy word: its automaton has more states.
const BYTE_COST: u64 = 25;

/// The cost of the prefixes and fuzzy words of one query so far.
pub(super) struct ExpansionBudget {
    fuzzy_words: usize,
    cost: u64,
    max_cost: u64,
    /// Concepts beyond [`MAX_FUZZY`], as typed.
    too_many: Vec<String>,
    /// Concepts that were refused because the cost was reached, as typed.
    too_late: Vec<String>,
}

/// Whether a matcher stands for words of the index that have to be looked up.
pub(super) fn is_expandable(matcher: &Matcher) -> bool {
    is_fuzzy(matcher)
        || matches!(
            matcher,
            Matcher::Prefix(_) | Matcher::PhrasePrefix { .. } | Matcher::ExactPrefix(_)
        )
}

fn is_fuzzy(matcher: &Matcher) -> bool {
    matches!(matcher, Matcher::Fuzzy { .. })
}

impl ExpansionBudget {
    /// The budget of a query over an index with this number of passages.
    pub(super) fn new(passages: u64) -> Self {
        Self {
            fuzzy_words: 0,
            cost: 0,
            max_cost: passages.saturating_mul(COST_PER_PASSAGE).max(MIN_COST),
            too_many: Vec::new(),
            too_late: Vec::new(),
        }
    }

    /// Whether a concept's prefixes and fuzzy words may be expanded. A refused
    /// concept is kept for the report.
    pub(super) fn allows(&mut self, concept: &Concept) -> bool {
        let matchers = || concept.alternatives.iter().map(|alternative| &alternative.matcher);
        if !matchers().any(is_expandable) {
            return true;
        }
        let fuzzy_words = self.fuzzy_words + matchers().filter(|matcher| is_fuzzy(matcher)).count();
        // The cost of a concept is known once it is expanded. So one concept may
        // exceed the budget, and a single prefix is always expanded.
        let refused = if self.cost >= self.max_cost {
            &mut self.too_late
        } else if fuzzy_words > MAX_FUZZY {
            &mut self.too_many
        } else {
            self.fuzzy_words = fuzzy_words;
            self.cost += CONCEPT_COST;
            return true;
        };
        refused.push(concept.typed.clone());
        false
    }

    /// Adds the cost of the words that a matcher stands for, each with the number
    /// of passages that have it.
    pub(super) fn count(&mut self, matcher: &Matcher, words: &BTreeMap<String, u64>) {
        let postings: u64 = words.values().sum();
        let walk = match matcher {
            Matcher::Fuzzy { surface, .. } => WALK_COST + BYTE_COST * surface.len() as u64,
            _ => 0,
        };
        self.cost += postings + WORD_COST * words.len() as u64 + walk;
    }

    /// The entries of the report on refused concepts.
    pub(super) fn refused(self) -> impl Iterator<Item = Ignored> {
        let many = format!(
            "a query expands at most {MAX_FUZZY} fuzzy words, and these are searched as typed: \
             ask for fewer"
        );
        let late = "the prefixes and fuzzy words before these stand for as much of the index as a \
                    query may read: ask for fewer, or write more of their letters";
        let entries = [
            Ignored::several(IgnoredKind::TooManyFuzzyWords, &self.too_many, many),
            Ignored::several(IgnoredKind::TooManyPostings, &self.too_late, late.to_owned()),
        ];
        entries.into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::plan::{Alternative, Reason, Scope};
    use crate::span::Span;

    fn concept(matchers: &[Matcher]) -> Concept {
        let reason = Reason::Prefix;
        let alternative =
            |matcher: &Matcher| Alternative { matcher: matcher.clone(), weight: 1.0, reason };
        Concept {
            typed: format!("{matchers:?}"),
            span: Span::default(),
            scope: Scope::Anywhere,
            alternatives: matchers.iter().map(alternative).collect(),
            scores: true,
            form: None,
            is_name: false,
            times: 1,
        }
    }

    fn words(count: u64, passages: u64) -> BTreeMap<String, u64> {
        (0..count).map(|number| (number.to_string(), passages)).collect()
    }

    #[test]
    fn costs_of_expansions() {
        let check = |matcher: &Matcher, words: BTreeMap<String, u64>, cost: u64| {
            let mut budget = ExpansionBudget::new(0);
            assert!(budget.allows(&concept(std::slice::from_ref(matcher))));
            budget.count(matcher, &words);
            assert_eq!(budget.cost, cost, "{matcher:?}");
        };
        let prefix = Matcher::Prefix("ab".to_owned());
        let fuzzy = Matcher::Fuzzy { surface: "abcd".to_owned(), edits: 2 };
        check(&prefix, words(0, 0), CONCEPT_COST);
        check(&prefix, words(10, 3), CONCEPT_COST + 10 * (WORD_COST + 3));
        check(&fuzzy, words(0, 0), CONCEPT_COST + WALK_COST + 4 * BYTE_COST);
        check(&fuzzy, words(1, 9), CONCEPT_COST + WALK_COST + 4 * BYTE_COST + WORD_COST + 9);
    }

    #[test]
    fn what_costs_nothing_is_always_allowed() {
        let mut budget = ExpansionBudget::new(0);
        budget.cost = u64::MAX;
        assert!(budget.allows(&concept(&[Matcher::Stem("a".to_owned())])));
        assert!(budget.allows(&concept(&[])));
        assert!(!budget.allows(&concept(&[Matcher::ExactPrefix("mi3".to_owned())])));
        assert_eq!(budget.refused().count(), 1);
    }

    #[test]
    fn the_budget_grows_with_the_index() {
        for (passages, max_cost) in
            [(0, MIN_COST), (20_000, MIN_COST), (20_001, 80_004), (u64::MAX, u64::MAX)]
        {
            assert_eq!(ExpansionBudget::new(passages).max_cost, max_cost, "{passages}");
        }
    }
}
