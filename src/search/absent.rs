//! Parts of a query that nothing in the index has: phrases, designators and
//! values of fields that occur nowhere; and documents without a date.

use std::collections::BTreeSet;

use tantivy::{DocId, Term};

use super::expand::ids::ids_of;
use super::expand::spelling::{is_word, missing_part};
use super::matching::fact_lists::FactLists;
use super::matching::matched::Matched;
use super::matching::matcher::for_each_passage;
use super::matching::named::named_passages;
use crate::analysis::Analyzer;
use crate::error::Result;
use crate::facts::condition::FactCondition;
use crate::passage::label::Label;
use crate::query::plan::NamedWords;
use crate::query::plan::fact_condition::condition;
use crate::query::plan::id_forms::id_forms;
use crate::query::plan::value_words::value_words;
use crate::query::report::{MissingWord, Notice, NoticeKind};
use crate::query::{Clause, Node, Occur, Query};
use crate::range::{Owner, RangeBound, RangeField, ValueRange};
use crate::store::ordinals::DocumentOrd;
use crate::store::schema::KeyTerm;
use crate::store::segment::Segment;
use crate::store::snapshot::Snapshot;

/// What is told of a query besides its misspelt words.
pub(super) struct Absent {
    /// Parts that occur nowhere.
    pub(super) missing: Vec<MissingWord>,
    /// The documents without a date that a date leaves out, and likewise of pages.
    pub(super) left_out: Vec<Notice>,
}

/// Finds the parts of a query that occur nowhere, other than its free words.
///
/// Cost: of each source and id one look-up; of dates and labels a pass over the
/// documents and passages.
pub(super) fn absent(
    snapshot: &Snapshot,
    analyzer: &Analyzer,
    query: &Query,
    matched: &Matched<'_>,
) -> Result<Absent> {
    let mut parts = Vec::new();
    collect(query.clauses(), false, &mut parts);
    let mut missing = Vec::new();
    for (concept, frequency) in matched.passage_frequencies() {
        let is_reported = is_word(concept) || concept.alternatives.is_empty();
        if frequency == 0 && concept.scores && !is_reported {
            let part = parts.iter().find(|part| part.node.span() == concept.span);
            let typed = part.map_or_else(|| concept.typed.clone(), |part| part.node.to_string());
            missing.push(missing_part(concept, typed, Vec::new(), false));
        }
    }
    let ids = typed_ids(snapshot, &parts).map_err(|e| snapshot.read_error(e))?;
    for Part { node, .. } in &parts {
        let occurs = match node {
            Node::Id { text, .. } => id_forms(text).iter().any(|form| ids.contains(form)),
            _ => occurs(snapshot, analyzer, &matched.fact_lists, node)
                .map_err(|e| snapshot.read_error(e))?,
        };
        if !occurs {
            let (word, span) = (node.to_string(), node.span());
            let (nearest, in_titles, is_repaired) = (Vec::new(), false, false);
            missing.push(MissingWord { word, span, nearest, in_titles, is_repaired });
        }
    }
    let left_out =
        [(RangeField::DATE, NoticeKind::Undated), (RangeField::PAGE, NoticeKind::Unpaged)];
    let left_out = left_out.map(|(field, kind)| left_out_by(snapshot, &parts, field, kind));
    Ok(Absent { missing, left_out: left_out.into_iter().flatten().collect() })
}

/// A part of a query that is no group.
struct Part<'q> {
    node: &'q Node,
    is_excluded: bool,
}

/// Collects the parts of groups and titles. Groups are nested within bounds.
fn collect<'q>(clauses: &'q [Clause], is_excluded: bool, parts: &mut Vec<Part<'q>>) {
    for Clause { occur, node } in clauses {
        let is_excluded = is_excluded || *occur == Occur::MustNot;
        let node = match node {
            Node::Title(inner) => inner.as_ref(),
            node => node,
        };
        match node {
            Node::Group { clauses, .. } | Node::Either { clauses, .. } => {
                collect(clauses, is_excluded, parts);
            }
            Node::Text { .. } => {}
            _ => parts.push(Part { node, is_excluded }),
        }
    }
}

/// Those of the ids typed that stand for a document.
fn typed_ids(snapshot: &Snapshot, parts: &[Part<'_>]) -> tantivy::Result<BTreeSet<String>> {
    let forms = parts.iter().flat_map(|part| match part.node {
        Node::Id { text, .. } => id_forms(text),
        _ => Vec::new(),
    });
    let forms: BTreeSet<String> = forms.collect();
    let ids = ids_of(snapshot, &forms.iter().map(String::as_str).collect())?;
    Ok(ids.into_keys().map(str::to_owned).collect())
}

/// Whether some document has the value of the field; true of other parts.
fn occurs(
    snapshot: &Snapshot,
    analyzer: &Analyzer,
    facts: &FactLists<'_>,
    node: &Node,
) -> tantivy::Result<bool> {
    match node {
        Node::Source { text, .. } => has_source(snapshot, &value_words(analyzer, text)),
        Node::Named { field, text, .. } => {
            let words = value_words(analyzer, text);
            has_named(snapshot, &NamedWords { field: field.to_lowercase(), words })
        }
        Node::Label { label, .. } => Ok(has_label(snapshot, *label)),
        Node::Range { field, bound, .. } if *field == RangeField::MENTIONS => {
            facts.occurs(snapshot, &FactCondition::Date(*bound))
        }
        Node::Fact { asked, .. } => match condition(asked, analyzer) {
            Some(condition) => facts.occurs(snapshot, &condition),
            None => Ok(true),
        },
        Node::Range { field, bound, .. } => {
            let is_in = |values: &[ValueRange]| values.iter().any(|value| bound.overlaps(*value));
            let occurs = |segment: &Segment| match field.definition().owner() {
                Owner::Document => values(segment, *field).any(is_in),
                Owner::Place | Owner::Text => values_of_passages(segment, *field).any(is_in),
            };
            Ok(snapshot.segments.iter().any(|segment| occurs(segment)))
        }
        _ => Ok(true),
    }
}

/// Whether a document that is not deleted has all words of a source.
fn has_source(snapshot: &Snapshot, words: &[String]) -> tantivy::Result<bool> {
    let term = |word: &String| KeyTerm::Source(word).term(snapshot.fields);
    let terms: Vec<Term> = words.iter().map(term).collect();
    for segment in &snapshot.segments {
        if has_all(segment, &terms)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a passage that is not deleted has the label.
fn has_label(snapshot: &Snapshot, label: Label) -> bool {
    let has = |segment: &Segment, passage: DocId| {
        segment.labels.of(passage) == label && segment.is_alive(passage)
    };
    let mut segments = snapshot.segments.iter();
    segments.any(|segment| (0..segment.reader.max_doc()).any(|passage| has(segment, passage)))
}

/// Whether a document that is not deleted has the words of a named field; true of
/// none.
fn has_named(snapshot: &Snapshot, words: &NamedWords) -> tantivy::Result<bool> {
    if words.words.is_empty() {
        return Ok(true);
    }
    for segment in &snapshot.segments {
        if named_passages(segment, words)?.into_iter().any(|first| segment.is_alive(first)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a passage that is not deleted has all of the terms; true of none.
fn has_all(segment: &Segment, terms: &[Term]) -> tantivy::Result<bool> {
    let mut shared: Option<BTreeSet<DocId>> = None;
    for term in terms {
        let mut passages = BTreeSet::new();
        for_each_passage(segment, term, |passage| {
            let is_shared = shared.as_ref().is_none_or(|shared| shared.contains(&passage));
            if is_shared && segment.is_alive(passage) {
                passages.insert(passage);
            }
        })?;
        shared = Some(passages);
    }
    Ok(shared.is_none_or(|passages| !passages.is_empty()))
}

/// The values of the first passage of each document of a segment, or of the document.
fn values(segment: &Segment, field: RangeField) -> impl Iterator<Item = &[ValueRange]> {
    let column = segment.range_column(field);
    let documents = (0..).map(DocumentOrd).zip(&segment.first_passage);
    documents
        .filter_map(move |(document, first)| Some(segment.values_of(column?, *first, document)))
}

/// The values of each passage of a segment that is not deleted.
fn values_of_passages(segment: &Segment, field: RangeField) -> impl Iterator<Item = &[ValueRange]> {
    let column = segment.range_column(field);
    (0..segment.reader.max_doc()).filter_map(move |passage| {
        Some(segment.values_of(column?, passage, segment.document_at(passage)?))
    })
}

/// Tells how many documents without a value of a field a bound of it leaves out. Where
/// the query asks for any value it is about those without.
fn left_out_by(
    snapshot: &Snapshot,
    parts: &[Part<'_>],
    field: RangeField,
    kind: NoticeKind,
) -> Option<Notice> {
    let is_any = |bound: &RangeBound| bound.first.is_none() && bound.last.is_none();
    let bounds = || {
        parts.iter().filter_map(|part| match part.node {
            Node::Range { field: other, bound, .. } if *other == field => Some((part, bound)),
            _ => None,
        })
    };
    if bounds().any(|(_, bound)| is_any(bound)) {
        return None;
    }
    let (Part { node, .. }, _) = bounds().find(|(part, _)| !part.is_excluded)?;
    let segments = snapshot.segments.iter();
    let without =
        |segment: &Segment| values(segment, field).filter(|values| values.is_empty()).count();
    let lacking = field.definition().wording().lacking;
    let (problem, them) = match segments.map(|segment| without(segment)).sum::<usize>() {
        0 => return None,
        1 => (format!("one document has no {lacking}"), "it"),
        count => (format!("{count} documents have no {lacking}"), "them"),
    };
    let reading = format!("`{node}` leaves {them} out");
    let advice = format!("write ({node} OR -{}:*) to keep {them}", field.name());
    Some(Notice::new(kind, node.span(), problem, &reading, &advice))
}
