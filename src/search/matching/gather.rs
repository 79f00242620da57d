//! The postings of a concept: those of a single term stay where they are and
//! are walked when they are needed; of several alternatives they are merged.
//! What is deleted is left out, so that frequencies are the same before and
//! after a merge.

use super::phrase;
use tantivy::Term;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;

use super::cursor::{Cursor, TermCursor};
use super::matcher::{alive, read, read_term, weighed_term};
use super::posting::{Posting, TitlePosting};
use crate::analysis::Analyzer;
use crate::query::plan::{Alternative, Concept, Matcher, Scope};
use crate::store::ordinals::DocumentOrd;
use crate::store::schema::KeyTerm;
use crate::store::segment::Segment;
use crate::store::snapshot::Snapshot;

/// A concept's postings in the whole index.
#[derive(Debug, Default)]
pub(crate) struct ConceptPostings {
    /// By segment.
    pub(crate) segments: Vec<SegmentPostings>,
    /// Passages that have what was typed, which is what its rarity is
    /// measured by; where none has, passages that have any alternative.
    pub(crate) passage_frequency: u64,
}

/// A concept's postings in one segment.
#[derive(Debug, Default)]
pub(crate) struct SegmentPostings {
    pub(crate) passages: PassagePostings,
    /// Documents that have it in their titles, ascending.
    pub(crate) titles: Vec<TitlePosting>,
}

/// A concept's passages with weighted frequencies.
#[derive(Debug)]
pub(crate) enum PassagePostings {
    /// Those of a term, in the index.
    Term { field: Field, info: TermInfo, weight: f32 },
    /// Ascending, all alive.
    List(Vec<Posting>),
}

impl Default for PassagePostings {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

impl SegmentPostings {
    /// Walks the passages.
    pub(crate) fn cursor<'a>(&'a self, segment: &'a Segment) -> tantivy::Result<Cursor<'a>> {
        Ok(match &self.passages {
            PassagePostings::List(all) => Cursor::List { all, unread: all },
            PassagePostings::Term { field, info, weight } => {
                Cursor::Term(Box::new(TermCursor::open(segment, (*field, info), *weight)?))
            }
        })
    }

    /// At most so many passages, deleted ones among them.
    pub(crate) fn max_passages(&self) -> usize {
        match &self.passages {
            PassagePostings::List(list) => list.len(),
            PassagePostings::Term { info, .. } => info.doc_freq as usize,
        }
    }
}

/// Looks a concept up.
///
/// Cost: in proportion to the postings of all its alternatives, where there
/// are several.
pub(crate) fn gather(
    snapshot: &Snapshot,
    concept: &Concept,
    analyzer: &Analyzer,
) -> tantivy::Result<ConceptPostings> {
    let mut postings = ConceptPostings::default();
    let mut typed = 0;
    let (mut any, mut in_titles) = (0, 0);
    for segment in &snapshot.segments {
        let mut found = SegmentPostings::default();
        if concept.scope == Scope::Anywhere {
            let counts;
            (found.passages, counts) = passages(segment, concept)?;
            typed += counts.typed;
            any += counts.any;
        }
        found.titles = titles(segment, concept, analyzer)?;
        in_titles += found.titles.len() as u64;
        postings.segments.push(found);
    }
    let first_not_zero = [typed, any, in_titles].into_iter().find(|&frequency| frequency > 0);
    postings.passage_frequency = first_not_zero.unwrap_or(0);
    Ok(postings)
}

/// How many passages of a segment have a concept.
struct Counts {
    /// What was typed of it.
    typed: u64,
    any: u64,
}

fn passages(segment: &Segment, concept: &Concept) -> tantivy::Result<(PassagePostings, Counts)> {
    if let [only] = concept.alternatives.as_slice()
        && let Some((term, weight)) = weighed_term(segment.fields, &only.matcher, only.weight)
    {
        let (passages, any) = one_term(segment, &term, weight)?;
        let typed = if only.reason.is_typed() { any } else { 0 };
        return Ok((passages, Counts { typed, any }));
    }
    let mut merged = Vec::new();
    let typed = merge_all(segment, concept, &mut merged)?;
    let any = merged.len() as u64;
    Ok((PassagePostings::List(merged), Counts { typed, any }))
}

fn one_term(
    segment: &Segment,
    term: &Term,
    weight: f32,
) -> tantivy::Result<(PassagePostings, u64)> {
    let Some(info) = segment.lists.info(term)? else { return Ok((PassagePostings::default(), 0)) };
    let alive = alive(segment, term.field(), &info)?;
    Ok((PassagePostings::Term { field: term.field(), info, weight }, u64::from(alive)))
}

/// Fills `out`; gives how many passages have what was typed.
fn merge_all(segment: &Segment, concept: &Concept, out: &mut Vec<Posting>) -> tantivy::Result<u64> {
    let mut typed = 0;
    for measuring in [true, false] {
        let mut merged = out.is_empty();
        for alternative in concept.alternatives.iter().filter(|a| a.reason.is_typed() == measuring)
        {
            let before = out.len();
            read(segment, &alternative.matcher, alternative.weight, out)?;
            merged = merged && before == 0;
        }
        drop_deleted(segment, out);
        if !merged {
            merge(out);
        }
        if measuring {
            typed = out.len() as u64;
        }
    }
    Ok(typed)
}

fn drop_deleted(segment: &Segment, out: &mut Vec<Posting>) {
    if segment.reader.has_deletes() {
        out.retain(|&(passage, _)| segment.is_alive(passage));
    }
}

/// Sorts by passage and adds up what stands at the same one.
fn merge(postings: &mut Vec<Posting>) {
    postings.sort_by_key(|&(passage, _)| passage);
    postings.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 += later.1;
        }
        same
    });
}

/// The documents of a segment that have a concept in their titles. A title
/// is kept as stems, so exact forms are looked up by their stems.
fn titles(
    segment: &Segment,
    concept: &Concept,
    analyzer: &Analyzer,
) -> tantivy::Result<Vec<TitlePosting>> {
    let mut postings = Vec::new();
    for Alternative { matcher, weight, .. } in &concept.alternatives {
        read_titles(segment, matcher, *weight, analyzer, &mut postings)?;
    }
    drop_deleted(segment, &mut postings);
    merge(&mut postings);
    Ok(of_documents(segment, &postings))
}

/// Appends the first passages of documents whose titles have the matcher.
fn read_titles(
    segment: &Segment,
    matcher: &Matcher,
    weight: f32,
    analyzer: &Analyzer,
    out: &mut Vec<Posting>,
) -> tantivy::Result<()> {
    let fields = segment.fields;
    let term = match matcher {
        Matcher::Stem(stem) => Term::from_field_text(fields.title, stem),
        Matcher::Surface(surface) => Term::from_field_text(fields.title, &analyzer.stem(surface)),
        Matcher::Exact(key) => KeyTerm::TitleExact(key).term(fields),
        Matcher::Family(key) => KeyTerm::TitleFamily(key).term(fields),
        Matcher::Stems(stems) => return phrase::read(segment, fields.title, stems, 0, weight, out),
        Matcher::Phrase { surfaces, slop } => {
            let stem = |surface: &String| analyzer.stem(surface).into_owned();
            let stems: Vec<String> = surfaces.iter().map(stem).collect();
            return phrase::read(segment, fields.title, &stems, *slop, weight, out);
        }
        _ => return Ok(()),
    };
    read_term(segment, &term, weight, out)
}

/// The titles of postings, which stand on the first passages of documents.
fn of_documents(segment: &Segment, postings: &[Posting]) -> Vec<TitlePosting> {
    let document_of = |passage: u32| segment.document_of.get(passage as usize).copied();
    let title = |&(passage, frequency): &Posting| TitlePosting {
        document: document_of(passage).unwrap_or(DocumentOrd::NONE),
        frequency,
    };
    postings.iter().map(title).collect()
}

/// Looks a stem up in passages.
pub(crate) fn gather_stem(snapshot: &Snapshot, stem: &str) -> tantivy::Result<ConceptPostings> {
    let term = Term::from_field_text(snapshot.fields.body, stem);
    let mut postings = ConceptPostings::default();
    for segment in &snapshot.segments {
        let (passages, alive) = one_term(segment, &term, 1.0)?;
        postings.passage_frequency += alive;
        postings.segments.push(SegmentPostings { passages, titles: Vec::new() });
    }
    Ok(postings)
}

/// Looks the stem up in titles, too.
pub(crate) fn gather_titles(
    snapshot: &Snapshot,
    stem: &str,
    postings: &mut ConceptPostings,
) -> tantivy::Result<()> {
    let fields = snapshot.fields;
    let term = Term::from_field_text(fields.title, stem);
    for (segment, found) in snapshot.segments.iter().zip(&mut postings.segments) {
        let mut in_titles = Vec::new();
        read_term(segment, &term, 1.0, &mut in_titles)?;
        drop_deleted(segment, &mut in_titles);
        found.titles = of_documents(segment, &in_titles);
    }
    Ok(())
}
