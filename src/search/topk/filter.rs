//! A query's filter, evaluated on the passages of one segment.

mod bounds;
mod facet;
mod lookup;

use std::collections::{BTreeMap, BTreeSet};

use tantivy::DocId;

use self::bounds::{AnyBound, EachBound};
use self::facet::rows_of;
use self::lookup::{FilterTerms, intersection, union};
use super::scored_cursor::ScoredCursor;
use crate::facet::kind::Facet;
use crate::facts::condition::FactCondition;
use crate::facts::value::FactKind;
use crate::passage::label::Label;
use crate::query::plan::{Filter, NamedWords};
use crate::range::RangeBound;
use crate::store::facet_column::RowKind;
use crate::store::fact_column::AcceptedValues;
use crate::store::ordinals::DocumentOrd;
use crate::store::segment::Segment;

/// A filter whose terms are looked up in one segment. Clauses of one kind with
/// the same join are one test: a thousand of them cost a passage one binary
/// search.
#[derive(Debug)]
pub(super) enum FilterTest {
    All(Vec<FilterTest>),
    Any(Vec<FilterTest>),
    Not(Box<FilterTest>),
    /// The cursor of this number has the passage, or has its document's title,
    /// which counts for every passage of the document.
    Cursor(usize),
    Label(Label),
    /// Passages, ascending.
    Passages(Vec<DocId>),
    /// Documents, ascending.
    Documents(Vec<DocumentOrd>),
    /// A value of the range column of this number overlaps one of the bounds.
    AnyRange(usize, AnyBound),
    /// Each of the bounds overlaps a value of the range column of this number.
    EachRange(usize, EachBound),
    /// A fact of this kind has one of the values.
    Facts(FactKind, AcceptedValues),
}

/// The numbers of cursors.
pub(super) struct CursorNumbers<'a> {
    /// Of a concept, by its number in the plan.
    pub(super) of_concept: &'a dyn Fn(usize) -> Option<usize>,
    /// Of a condition on facts, if it has a list.
    pub(super) of_fact: &'a dyn Fn(&FactCondition) -> Option<usize>,
    /// The values of the segment that meet a condition on facts.
    pub(super) accepted: &'a dyn Fn(&FactCondition) -> Option<AcceptedValues>,
}

/// Makes the test of a filter in one segment.
struct Compiler<'a> {
    segment: &'a Segment,
    terms: FilterTerms<'a>,
    cursors: &'a CursorNumbers<'a>,
}

/// The parts of a conjunction or disjunction by their kinds, each once.
#[derive(Default)]
struct PartsByKind<'a> {
    cursors: BTreeSet<usize>,
    labels: BTreeSet<Label>,
    sources: BTreeSet<&'a [String]>,
    named: BTreeSet<&'a NamedWords>,
    ids: BTreeSet<&'a str>,
    /// By number of the column.
    ranges: BTreeMap<usize, Vec<RangeBound>>,
    facts: Vec<(FactKind, AcceptedValues)>,
    /// Lists of what has a value of a facet.
    facets: Vec<FilterTest>,
    /// What is negated.
    negated: Vec<&'a Filter>,
    /// Disjunctions of a conjunction, conjunctions of a disjunction.
    groups: Vec<&'a Filter>,
    /// Whether the segment has nothing that passes one of the parts.
    has_nothing: bool,
}

/// How the parts of a filter are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    All,
    Any,
}

impl Join {
    /// The join of the negated parts: `NOT a AND NOT b` is `NOT (a OR b)`.
    fn dual(self) -> Self {
        match self {
            Self::All => Self::Any,
            Self::Any => Self::All,
        }
    }

    /// Intersects or unites ascending lists; `None` where there is no list.
    fn lists<T: Ord + Copy>(self, lists: &[Vec<T>]) -> Option<Vec<T>> {
        let joined = match self {
            Self::All => intersection(lists.iter().map(Vec::as_slice).collect()),
            Self::Any => union(lists.iter()),
        };
        (!lists.is_empty()).then_some(joined)
    }
}

impl<'a> Compiler<'a> {
    /// One test for each kind of part. The kinds that cost a passage least come
    /// first: a join ends at the first test that decides.
    fn compile(&self, parts: &[&'a Filter], join: Join) -> tantivy::Result<FilterTest> {
        let mut kinds = PartsByKind::default();
        for part in parts {
            self.sort_in(part, join, &mut kinds)?;
        }
        let mut tests: Vec<FilterTest> =
            kinds.cursors.iter().copied().map(FilterTest::Cursor).collect();
        tests.extend(kinds.labels.iter().copied().map(FilterTest::Label));
        tests.extend(self.sources(&kinds.sources, join));
        tests.extend(self.named(&kinds.named, join));
        tests.extend(self.ids(&kinds.ids, join));
        tests.extend(kinds.ranges.into_iter().map(|(column, bounds)| match join {
            Join::All => FilterTest::EachRange(column, EachBound::new(bounds)),
            Join::Any => FilterTest::AnyRange(column, AnyBound::new(&bounds)),
        }));
        if !kinds.negated.is_empty() {
            let negated = self.compile(&kinds.negated, join.dual())?;
            tests.push(FilterTest::Not(Box::new(negated)));
        }
        tests.extend(kinds.facts.into_iter().map(|(kind, values)| FilterTest::Facts(kind, values)));
        tests.append(&mut kinds.facets);
        for group in kinds.groups {
            tests.push(self.group(group)?);
        }
        tests.extend((kinds.has_nothing && join == Join::All).then_some(FilterTest::NOTHING));
        Ok(FilterTest::joined(tests, join))
    }

    /// Adds a part to those of its kind. A part with the same join is replaced by
    /// its own parts.
    fn sort_in(
        &self,
        part: &'a Filter,
        join: Join,
        kinds: &mut PartsByKind<'a>,
    ) -> tantivy::Result<()> {
        match (part, join) {
            (Filter::All(parts), Join::All) | (Filter::Any(parts), Join::Any) => {
                for part in parts {
                    self.sort_in(part, join, kinds)?;
                }
            }
            (Filter::All(_) | Filter::Any(_), _) => {
                // Quadratic in groups, of which a query has some hundreds.
                if !kinds.groups.contains(&part) {
                    kinds.groups.push(part);
                }
            }
            (Filter::Not(negated), _) => kinds.negated.push(negated),
            (part, _) => self.sort_in_single(part, join, kinds)?,
        }
        Ok(())
    }

    /// Adds a part that has no parts of its own.
    fn sort_in_single(
        &self,
        part: &'a Filter,
        join: Join,
        kinds: &mut PartsByKind<'a>,
    ) -> tantivy::Result<()> {
        match part {
            Filter::Concept(number) | Filter::Required(number) => {
                match (self.cursors.of_concept)(*number) {
                    Some(cursor) => {
                        kinds.cursors.insert(cursor);
                    }
                    None => kinds.has_nothing = true,
                }
            }
            Filter::Label(label) => {
                kinds.labels.insert(*label);
            }
            Filter::Source(words) => kinds.sources.extend([words.as_slice()]),
            Filter::Named(words) => kinds.named.extend([words]),
            Filter::Id(id) => {
                kinds.ids.insert(id);
            }
            Filter::Range(field, bound) => match self.segment.range_column(*field) {
                Some(column) => kinds.ranges.entry(column).or_default().push(*bound),
                None => kinds.has_nothing = true,
            },
            Filter::Fact(condition) => match (self.cursors.of_fact)(condition) {
                Some(cursor) => {
                    kinds.cursors.insert(cursor);
                }
                None => self.sort_in_fact(condition, join, kinds),
            },
            Filter::Facet(facet, values) => kinds.facets.extend(self.facet(facet, values)?),
            Filter::All(_) | Filter::Any(_) | Filter::Not(_) => {}
        }
        Ok(())
    }

    /// Adds a condition on facts. Of alternatives of one kind the values are united.
    fn sort_in_fact(&self, condition: &FactCondition, join: Join, kinds: &mut PartsByKind<'a>) {
        let kind = condition.kind();
        // Each condition of the filter was looked up.
        let accepted = (self.cursors.accepted)(condition).unwrap_or_default();
        let same = kinds.facts.iter_mut().find(|(other, _)| *other == kind && join == Join::Any);
        match same {
            Some((_, values)) => values.add(&accepted),
            None => kinds.facts.push((kind, accepted)),
        }
    }

    /// The test of a filter with its own join.
    fn group(&self, group: &'a Filter) -> tantivy::Result<FilterTest> {
        match group {
            Filter::All(parts) => self.compile(&parts.iter().collect::<Vec<_>>(), Join::All),
            Filter::Any(parts) => self.compile(&parts.iter().collect::<Vec<_>>(), Join::Any),
            single => self.compile(&[single], Join::All),
        }
    }

    fn sources(&self, sources: &BTreeSet<&[String]>, join: Join) -> Option<FilterTest> {
        let documents = match join {
            Join::All => self.terms.documents_of_all(sources),
            Join::Any => self.terms.documents_of_any(sources),
        };
        (!sources.is_empty()).then_some(FilterTest::Documents(documents))
    }

    fn named(&self, named: &BTreeSet<&NamedWords>, join: Join) -> Option<FilterTest> {
        let documents: Vec<_> =
            named.iter().map(|words| self.terms.documents_named(words)).collect();
        join.lists(&documents).map(FilterTest::Documents)
    }

    fn facet(&self, facet: &Facet, values: &[String]) -> tantivy::Result<Option<FilterTest>> {
        Ok(rows_of(self.segment, facet, values)?.map(FilterTest::of_rows))
    }

    fn ids(&self, ids: &BTreeSet<&str>, join: Join) -> Option<FilterTest> {
        let passages = match join {
            Join::All => self.terms.passages_of_all(ids),
            Join::Any => self.terms.passages_of_any(ids),
        };
        (!ids.is_empty()).then_some(FilterTest::Passages(passages))
    }
}

impl FilterTest {
    /// Fails on every passage.
    const NOTHING: Self = Self::Any(Vec::new());

    /// Looks up a filter's terms.
    ///
    /// Cost: decodes the posting lists of sources and ids, each once; sorts
    /// them and the bounds of ranges.
    pub(super) fn new(
        filter: &Filter,
        segment: &Segment,
        cursors: &CursorNumbers<'_>,
    ) -> tantivy::Result<Self> {
        let terms = FilterTerms::new(filter, segment)?;
        Compiler { segment, terms, cursors }.group(filter)
    }

    fn of_rows((kind, rows): (RowKind, Vec<u32>)) -> Self {
        match kind {
            RowKind::Passages => Self::Passages(rows),
            RowKind::Documents => Self::Documents(rows.into_iter().map(DocumentOrd).collect()),
        }
    }

    /// Joins tests. All lists of documents become one list, and so do those of
    /// passages.
    fn joined(tests: Vec<Self>, join: Join) -> Self {
        let (mut documents, mut passages) = (Vec::new(), Vec::new());
        let mut parts = Vec::new();
        for test in tests {
            match test {
                Self::Documents(list) => documents.push(list),
                Self::Passages(list) => passages.push(list),
                other => parts.push(other),
            }
        }
        parts.extend(join.lists(&documents).map(Self::Documents));
        parts.extend(join.lists(&passages).map(Self::Passages));
        match (join, parts.len()) {
            (_, 1) => parts.remove(0),
            (Join::All, _) => Self::All(parts),
            (Join::Any, _) => Self::Any(parts),
        }
    }

    /// Whether a passage of a document passes. The cursors must stand on the
    /// document.
    pub(super) fn passes(
        &self,
        (passage, document): (DocId, DocumentOrd),
        segment: &Segment,
        cursors: &[ScoredCursor<'_>],
    ) -> bool {
        let passes = |test: &FilterTest| test.passes((passage, document), segment, cursors);
        match self {
            FilterTest::All(parts) => parts.iter().all(passes),
            FilterTest::Any(parts) => parts.iter().any(passes),
            FilterTest::Not(part) => !passes(part),
            FilterTest::Cursor(number) => cursors
                .get(*number)
                .is_some_and(|cursor| cursor.has_passage(passage) || cursor.has_title(document)),
            FilterTest::Label(label) => segment.labels.get(passage as usize) == Some(label),
            FilterTest::Passages(passages) => passages.binary_search(&passage).is_ok(),
            FilterTest::Documents(documents) => documents.binary_search(&document).is_ok(),
            FilterTest::AnyRange(column, bounds) => {
                bounds.is_met_by(segment.values_of(*column, passage, document))
            }
            FilterTest::EachRange(column, bounds) => {
                bounds.is_met_by(segment.values_of(*column, passage, document))
            }
            // The test was made from the column, so that it is open.
            FilterTest::Facts(kind, values) => {
                segment.facts(*kind).is_ok_and(|column| column.has(passage, values))
            }
        }
    }

    /// Whether it asks columns and lists alone, so that it costs less than a score and
    /// can come before it.
    pub(super) fn is_without_cursors(&self) -> bool {
        match self {
            FilterTest::All(parts) | FilterTest::Any(parts) => {
                parts.iter().all(Self::is_without_cursors)
            }
            FilterTest::Not(part) => part.is_without_cursors(),
            FilterTest::Cursor(_) => false,
            _ => true,
        }
    }

    /// Whether every passage passes that the [required](Self::required) cursors
    /// have.
    pub(super) fn is_required_cursors(&self) -> bool {
        match self {
            FilterTest::All(parts) => parts.iter().all(Self::is_required_cursors),
            FilterTest::Cursor(_) => true,
            _ => false,
        }
    }

    /// Cursors that every passage which passes is in, each once, ascending.
    pub(super) fn required(&self) -> Vec<usize> {
        let mut cursors = match self {
            FilterTest::All(parts) => parts.iter().flat_map(Self::required).collect(),
            FilterTest::Cursor(cursor) => vec![*cursor],
            _ => Vec::new(),
        };
        cursors.sort_unstable();
        cursors.dedup();
        cursors
    }
}
