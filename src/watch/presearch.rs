//! Which watches a passage may meet, by terms that it must have (as in Lucene's
//! monitor, whose presearcher indexes the rarest term of each query).
//!
//! What a watch requires is a conjunction of clauses, each a list of terms of which a
//! passage must have one. A watch is looked up by the terms of its rarest clause, and
//! is a candidate where the passage has all of the others. That is necessary and not
//! sufficient: phrases, filters and exclusions are tested afterwards. A watch without
//! such a clause, as one for a prefix, is a candidate for every passage.

use std::collections::{BTreeSet, HashMap};

use super::compiled::CompiledWatch;
use super::expand::is_open;
use super::passage::WatchedPassage;
use crate::analysis::Analyzer;
use crate::analysis::token::{Analysis, KeyKind};
use crate::query::plan::{Concept, Filter, Matcher, Plan, Scope};
use crate::util::fnv::ByFnv;

/// What a passage can have.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Term {
    Stem(String),
    Surface(String),
    Key(KeyKind, String),
    Topic(String),
}

/// The number of a term among those of all watches.
type TermNumber = u32;

/// Terms of which a passage must have one.
type TermClause = Vec<TermNumber>;

/// The watches by the terms that they require.
pub(super) struct Presearch {
    stems: HashMap<String, TermNumber, ByFnv>,
    surfaces: HashMap<String, TermNumber, ByFnv>,
    keys: HashMap<(KeyKind, String), TermNumber>,
    topics: HashMap<String, TermNumber, ByFnv>,
    /// By number of the term, the watches that are looked up by it.
    anchored: Vec<Vec<u32>>,
    /// Watches without an anchor.
    unanchored: Vec<u32>,
    /// By number of the watch.
    clauses: Vec<Vec<TermClause>>,
}

impl Presearch {
    /// Cost: linear in the alternatives of all watches.
    pub(super) fn new(watches: &[CompiledWatch], analyzer: &Analyzer) -> Self {
        let mut presearch = Self {
            stems: HashMap::default(),
            surfaces: HashMap::default(),
            keys: HashMap::default(),
            topics: HashMap::default(),
            anchored: Vec::new(),
            unanchored: Vec::new(),
            clauses: Vec::with_capacity(watches.len()),
        };
        for (number, watch) in (0..).zip(watches) {
            let required = required(&watch.filter, &watch.plan, analyzer);
            let anchor = required.iter().min_by(|a, b| frequency(a).total_cmp(&frequency(b)));
            match anchor {
                Some(anchor) => {
                    for term in presearch.numbers(anchor) {
                        presearch.anchored.get_mut(term as usize).into_iter().for_each(|watches| {
                            watches.push(number);
                        });
                    }
                }
                None => presearch.unanchored.push(number),
            }
            let clauses = required.iter().map(|clause| presearch.numbers(clause)).collect();
            presearch.clauses.push(clauses);
        }
        presearch
    }

    fn numbers(&mut self, clause: &[Term]) -> TermClause {
        clause.iter().map(|term| self.number(term)).collect()
    }

    fn number(&mut self, term: &Term) -> TermNumber {
        let next = self.anchored.len() as TermNumber;
        let number = *match term {
            Term::Stem(stem) => self.stems.entry(stem.clone()).or_insert(next),
            Term::Surface(surface) => self.surfaces.entry(surface.clone()).or_insert(next),
            Term::Key(kind, key) => self.keys.entry((*kind, key.clone())).or_insert(next),
            Term::Topic(name) => self.topics.entry(name.clone()).or_insert(next),
        };
        if number == next {
            self.anchored.push(Vec::new());
        }
        number
    }

    /// The watches that the passage may meet, ascending: none that it meets is left out.
    ///
    /// Cost: a look-up for each word, and the watches of the terms that it has.
    pub(super) fn candidates(&self, passage: &WatchedPassage<'_>) -> Vec<usize> {
        let mut present: BTreeSet<TermNumber> = BTreeSet::new();
        self.add_terms(&passage.analysis, &mut present);
        if passage.has_title() {
            self.add_terms(&passage.document.title, &mut present);
        }
        let about = passage.about.iter().filter_map(|(topic, _)| self.topics.get(topic));
        present.extend(about.copied());
        let anchored = present.iter().filter_map(|&term| self.anchored.get(term as usize));
        let mut numbers: Vec<u32> = anchored.flatten().chain(&self.unanchored).copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        let has_clause = |clause: &TermClause| clause.iter().any(|term| present.contains(term));
        let may_fire = |number: &usize| {
            self.clauses.get(*number).is_some_and(|clauses| clauses.iter().all(has_clause))
        };
        numbers.into_iter().map(|number| number as usize).filter(may_fire).collect()
    }

    fn add_terms(&self, analysis: &Analysis, present: &mut BTreeSet<TermNumber>) {
        analysis.for_each_term(|word| {
            present.extend(self.stems.get(word.stem));
            present.extend(self.surfaces.get(word.surface));
        });
        if !self.keys.is_empty() {
            let numbers =
                analysis.keys().filter_map(|key| self.keys.get(&(key.kind, key.term.to_owned())));
            present.extend(numbers);
        }
    }
}

/// Clauses that every passage has which meets the filter.
fn required(filter: &Filter, plan: &Plan, analyzer: &Analyzer) -> Vec<Vec<Term>> {
    match filter {
        Filter::All(parts) => {
            parts.iter().flat_map(|part| required(part, plan, analyzer)).collect()
        }
        Filter::Any(parts) => {
            let rarest = parts.iter().map(|part| {
                let clauses = required(part, plan, analyzer).into_iter();
                clauses.min_by(|a, b| frequency(a).total_cmp(&frequency(b)))
            });
            let clauses: Option<Vec<Vec<Term>>> = rarest.collect();
            clauses.map(|clauses| vec![clauses.concat()]).unwrap_or_default()
        }
        Filter::Concept(number) | Filter::Required(number) => {
            let concept = plan.concepts.get(*number);
            concept.and_then(|concept| clause_of(concept, analyzer)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Terms of which a passage with the concept has one; `None` where no terms say so.
fn clause_of(concept: &Concept, analyzer: &Analyzer) -> Option<Vec<Term>> {
    // The title of a document counts for each of its passages.
    if concept.scope == Scope::Title {
        return None;
    }
    let mut terms = Vec::with_capacity(concept.alternatives.len());
    for alternative in &concept.alternatives {
        if is_open(&alternative.matcher) {
            return None;
        }
        terms.extend(terms_of(&alternative.matcher, analyzer));
    }
    Some(terms)
}

/// Terms of which a text that the matcher matches has one. In a title a surface is
/// matched by its stem.
fn terms_of(matcher: &Matcher, analyzer: &Analyzer) -> Vec<Term> {
    let stem = |stem: &String| vec![Term::Stem(stem.clone())];
    let surface = |surface: &String| {
        vec![Term::Surface(surface.clone()), Term::Stem(analyzer.stem(surface).into_owned())]
    };
    let longest = |words: &'_ [String]| words.iter().max_by_key(|word| word.len()).cloned();
    match matcher {
        Matcher::Stem(word) | Matcher::Alone { stem: word, .. } => stem(word),
        Matcher::Stems(stems) => longest(stems).as_ref().map(stem).unwrap_or_default(),
        Matcher::Surface(word) => surface(word),
        Matcher::Phrase { surfaces, .. } => {
            longest(surfaces).as_ref().map(surface).unwrap_or_default()
        }
        Matcher::Exact(key) => vec![Term::Key(KeyKind::Exact, key.clone())],
        Matcher::Family(key) => vec![Term::Key(KeyKind::Family, key.clone())],
        Matcher::Topic(name) => vec![Term::Topic(name.clone())],
        Matcher::Prefix(_)
        | Matcher::PhrasePrefix { .. }
        | Matcher::ExactPrefix(_)
        | Matcher::Fuzzy { .. } => Vec::new(),
    }
}

/// How frequent a clause is, roughly: long words are rare, topics are not. It decides
/// how fast a watch is tested, and nothing else.
fn frequency(clause: &[Term]) -> f32 {
    let of_term = |term: &Term| match term {
        Term::Topic(_) => 1.0,
        Term::Key(..) => 0.01,
        Term::Stem(word) | Term::Surface(word) => {
            let letters = word.chars().count().max(1) as f32;
            1.0 / (letters * letters)
        }
    };
    clause.iter().map(of_term).sum()
}
