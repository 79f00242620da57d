//! Budgets of one query: how much it looks up in the dictionaries of the index.
//!
//! A budget counts words and passages of the whole index, never dictionary
//! entries of segments and never time: equal input gives equal hits, however
//! the index is laid out.

use std::collections::BTreeMap;

use crate::query::plan::{Concept, Matcher};
use crate::query::report::Ignored;
use crate::span::Span;

/// The most misspelt words of a query whose nearest words are looked up. For
/// each an automaton walks all dictionaries, up to twice.
pub(super) const MAX_MISSPELT: usize = 24;

/// The most fuzzy words of a query that are expanded. For each an automaton
/// walks all dictionaries.
pub(super) const MAX_FUZZY: usize = 24;

/// Prefixes and fuzzy words are expanded until their cost is that of reading
/// so many postings for each passage of the index, as a few very short
/// prefixes do.
const COST_PER_PASSAGE: u64 = 4;

/// The least cost that is allowed, so that a small index is hardly limited.
const MIN_COST: u64 = 80_000;

/// What a word costs beside its postings: the look-ups of a search take as
/// long as reading so many postings.
const WORD_COST: u64 = 20;

/// What it costs that an automaton walks the dictionaries.
const WALK_COST: u64 = 2_000;

/// The most parts that one entry of a report names.
const REPORTED_PARTS: usize = 20;

/// What the prefixes and fuzzy words of one query cost so far.
pub(super) struct ExpansionBudget {
    fuzzy_words: usize,
    /// In postings read.
    cost: u64,
    max_cost: u64,
    /// Concepts beyond [`MAX_FUZZY`], as typed.
    too_many: Vec<String>,
    /// Concepts that came when the budget was spent, as typed.
    too_late: Vec<String>,
}

/// Whether a matcher stands for words of the index that have to be looked up.
pub(super) fn is_expandable(matcher: &Matcher) -> bool {
    is_fuzzy(matcher) || matches!(matcher, Matcher::Prefix(_) | Matcher::ExactPrefix(_))
}

fn is_fuzzy(matcher: &Matcher) -> bool {
    matches!(matcher, Matcher::Fuzzy { .. })
}

impl ExpansionBudget {
    /// The budget of a query over an index with that many passages.
    pub(super) fn new(passages: u64) -> Self {
        Self {
            fuzzy_words: 0,
            cost: 0,
            max_cost: passages.saturating_mul(COST_PER_PASSAGE).max(MIN_COST),
            too_many: Vec::new(),
            too_late: Vec::new(),
        }
    }

    /// Whether a concept's prefixes and fuzzy words may be expanded; one that
    /// may not is kept for the report.
    pub(super) fn allows(&mut self, concept: &Concept) -> bool {
        let matchers = || concept.alternatives.iter().map(|alternative| &alternative.matcher);
        if !matchers().any(is_expandable) {
            return true;
        }
        let fuzzy_words = self.fuzzy_words + matchers().filter(|matcher| is_fuzzy(matcher)).count();
        // What a concept costs is not known before it is expanded: one may
        // exceed the budget, and those after it are refused.
        let refused = if self.cost >= self.max_cost {
            &mut self.too_late
        } else if fuzzy_words > MAX_FUZZY {
            &mut self.too_many
        } else {
            self.fuzzy_words = fuzzy_words;
            return true;
        };
        refused.push(concept.typed.clone());
        false
    }

    /// Counts the words that a matcher was expanded to, each with the number of
    /// passages that have it.
    pub(super) fn count(&mut self, matcher: &Matcher, words: &BTreeMap<String, u64>) {
        let postings: u64 = words.values().sum();
        let walk = if is_fuzzy(matcher) { WALK_COST } else { 0 };
        self.cost += postings + WORD_COST * words.len() as u64 + walk;
    }

    /// What was not looked up, for the report.
    pub(super) fn refused(self) -> impl Iterator<Item = Ignored> {
        let many = format!(
            "a query has at most {MAX_FUZZY} fuzzy words: ask for fewer, or leave out their ~"
        );
        let late = "the prefixes and fuzzy words before stand for as much of the index as a query \
                    may read: ask for fewer, or write more of their letters";
        let entries = [refused(&self.too_many, many), refused(&self.too_late, late.to_owned())];
        entries.into_iter().flatten()
    }
}

/// The entry of a report on parts that were not looked up; `None` for no part.
/// Of many parts the first are named and the others are counted.
pub(super) fn refused(parts: &[String], why: String) -> Option<Ignored> {
    let named = parts.get(..REPORTED_PARTS).unwrap_or(parts);
    let mut text = named.join(", ");
    if parts.len() > named.len() {
        text = format!("{text} and {} more", parts.len() - named.len());
    }
    (!parts.is_empty()).then(|| Ignored { text, span: Span::default(), why })
}
