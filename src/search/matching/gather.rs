//! The postings of a concept. Those of a single term stay in the index and are
//! read as they are needed; those of several alternatives are merged. Deleted
//! passages are left out, so that frequencies are the same before and after a
//! merge of segments.

use tantivy::Term;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;

use super::cursor::{Cursor, TermCursor};
use super::file_names;
use super::matcher::{alive, read, read_alone, read_term, weighted_term};
use super::phrase;
use super::posting::{Posting, TitlePosting};
use crate::analysis::Analyzer;
use crate::query::plan::{Alternative, Concept, Matcher, Reason, Scope};
use crate::store::ordinals::DocumentOrd;
use crate::store::schema::KeyTerm;
use crate::store::segment::Segment;
use crate::store::snapshot::Snapshot;

/// A concept's postings in the whole index.
#[derive(Debug, Default)]
pub(crate) struct ConceptPostings {
    /// By segment.
    pub(crate) segments: Vec<SegmentPostings>,
    /// Passages that have what was typed; its rarity is measured by them. Where
    /// none has, passages that have any alternative.
    pub(crate) passage_frequency: u64,
}

/// A concept's postings in one segment.
#[derive(Debug, Default)]
pub(crate) struct SegmentPostings {
    pub(crate) passages: PassagePostings,
    /// Documents that have it in their titles or their files' names, ascending.
    pub(crate) titles: Vec<TitlePosting>,
    /// Those of `titles` that have it in their files' names alone, ascending.
    pub(crate) named: Vec<DocumentOrd>,
}

/// A concept's passages with weighted frequencies.
#[derive(Debug)]
pub(crate) enum PassagePostings {
    /// The list of one term, in the index.
    Term { field: Field, info: TermInfo, weight: f32 },
    /// A merged list: ascending, all alive.
    List(Vec<Posting>),
}

impl Default for PassagePostings {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

impl SegmentPostings {
    /// A cursor on the passages.
    pub(crate) fn cursor<'a>(&'a self, segment: &'a Segment) -> tantivy::Result<Cursor<'a>> {
        Ok(match &self.passages {
            PassagePostings::List(all) => Cursor::List { all, unread: all },
            PassagePostings::Term { field, info, weight } => {
                Cursor::Term(Box::new(TermCursor::open(segment, (*field, info), *weight)?))
            }
        })
    }

    /// An upper bound of the number of passages: it counts deleted ones.
    pub(crate) fn max_passages(&self) -> usize {
        match &self.passages {
            PassagePostings::List(list) => list.len(),
            PassagePostings::Term { info, .. } => info.doc_freq as usize,
        }
    }
}

/// How many passages have a concept.
#[derive(Default)]
struct Counts {
    /// Passages that have what was typed.
    typed: u64,
    /// Passages that have any alternative but single words of a name.
    any: u64,
    /// Passages that have any alternative.
    parts: u64,
    /// Documents that have it in their titles.
    titles: u64,
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.typed += other.typed;
        self.any += other.any;
        self.parts += other.parts;
        self.titles += other.titles;
    }

    /// The first count that is not 0: the closest to what was typed.
    fn passage_frequency(&self) -> u64 {
        let counts = [self.typed, self.any, self.titles, self.parts];
        counts.into_iter().find(|&count| count > 0).unwrap_or(0)
    }
}

/// Gathers the postings of a concept.
///
/// Cost: in proportion to the postings of all its alternatives, where there
/// are several; a look-up in the dictionaries where there is one.
pub(crate) fn gather(
    snapshot: &Snapshot,
    concept: &Concept,
    analyzer: &Analyzer,
) -> tantivy::Result<ConceptPostings> {
    let mut postings = ConceptPostings::default();
    let mut counts = Counts::default();
    for segment in &snapshot.segments {
        let (of_segment, segment_counts) = gather_segment(segment, concept, analyzer)?;
        counts.add(&segment_counts);
        postings.segments.push(of_segment);
    }
    postings.passage_frequency = counts.passage_frequency();
    Ok(postings)
}

fn gather_segment(
    segment: &Segment,
    concept: &Concept,
    analyzer: &Analyzer,
) -> tantivy::Result<(SegmentPostings, Counts)> {
    let (passages, mut counts) = match concept.scope {
        Scope::Anywhere => passages(segment, concept)?,
        Scope::Title => Default::default(),
    };
    let mut titles = titles(segment, concept, analyzer)?;
    let named = file_names::add(segment, concept, analyzer, &mut titles)?;
    counts.titles = titles.len() as u64;
    Ok((SegmentPostings { passages, titles, named }, counts))
}

fn passages(segment: &Segment, concept: &Concept) -> tantivy::Result<(PassagePostings, Counts)> {
    if let [only] = concept.alternatives.as_slice()
        && let Some((term, weight)) = weighted_term(segment.fields, &only.matcher, only.weight)
    {
        let (passages, any) = one_term(segment, &term, weight)?;
        let typed = if only.reason.is_typed() { any } else { 0 };
        return Ok((passages, Counts { typed, any, ..Counts::default() }));
    }
    let (merged, counts) = merge_alternatives(segment, concept)?;
    Ok((PassagePostings::List(merged), counts))
}

/// The list of a term, and how many passages that are alive it has.
fn one_term(
    segment: &Segment,
    term: &Term,
    weight: f32,
) -> tantivy::Result<(PassagePostings, u64)> {
    let Some(info) = segment.lists.info(term)? else { return Ok((PassagePostings::default(), 0)) };
    let alive = alive(segment, term.field(), &info)?;
    Ok((PassagePostings::Term { field: term.field(), info, weight }, u64::from(alive)))
}

/// The merged postings of all alternatives, and how many passages have what
/// was typed and how many have the thing. Typed alternatives come first, and
/// single words of a name last, so that passages can be counted in between.
fn merge_alternatives(
    segment: &Segment,
    concept: &Concept,
) -> tantivy::Result<(Vec<Posting>, Counts)> {
    let mut merged = Vec::new();
    let mut counts = Counts::default();
    for standing in [Standing::Typed, Standing::Added, Standing::Part] {
        let alternatives = concept.alternatives.iter();
        let of_standing = alternatives.filter(|a| Standing::of(a.reason) == standing);
        add_alternatives(segment, of_standing, &mut merged)?;
        let count = merged.len() as u64;
        match standing {
            Standing::Typed => counts.typed = count,
            Standing::Added => counts.any = count,
            Standing::Part => counts.parts = count,
        }
    }
    Ok((merged, counts))
}

/// Merges alternatives into postings that are merged so far.
fn add_alternatives<'a>(
    segment: &Segment,
    alternatives: impl Iterator<Item = &'a Alternative>,
    merged: &mut Vec<Posting>,
) -> tantivy::Result<()> {
    let merged_before = merged.len();
    let mut is_one_list = merged.is_empty();
    for alternative in alternatives {
        let before = merged.len();
        read(segment, &alternative.matcher, alternative.weight, merged)?;
        is_one_list = is_one_list && before == 0;
    }
    // Where nothing came, what is there is merged and alive already.
    if merged.len() > merged_before {
        drop_deleted(segment, merged);
        if !is_one_list {
            merge(merged);
        }
    }
    Ok(())
}

/// How sure an alternative is to be what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It was typed.
    Typed,
    /// The lexicon has it for what was typed.
    Added,
    /// It is a word of a name, which tells nothing of the name's rarity.
    Part,
}

impl Standing {
    fn of(reason: Reason) -> Self {
        match reason {
            Reason::NamePart => Self::Part,
            reason if reason.is_typed() => Self::Typed,
            _ => Self::Added,
        }
    }
}

fn drop_deleted(segment: &Segment, postings: &mut Vec<Posting>) {
    if segment.reader.has_deletes() {
        postings.retain(|&(passage, _)| segment.is_alive(passage));
    }
}

/// Sorts by passage and adds up the frequencies in each. The sort is stable:
/// frequencies are added in the order of the alternatives.
fn merge(postings: &mut Vec<Posting>) {
    postings.sort_by_key(|&(passage, _)| passage);
    postings.dedup_by(|later, earlier| {
        let is_same = later.0 == earlier.0;
        if is_same {
            earlier.1 += later.1;
        }
        is_same
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
        Matcher::Alone { stem, longer } => {
            return read_alone(segment, fields.title, (stem, longer), weight, out);
        }
        Matcher::Phrase { surfaces, slop } => {
            let stem = |surface: &String| analyzer.stem(surface).into_owned();
            let stems: Vec<String> = surfaces.iter().map(stem).collect();
            return phrase::read(segment, fields.title, &stems, *slop, weight, out);
        }
        _ => return Ok(()),
    };
    read_term(segment, &term, weight, out)
}

/// The documents of postings of titles, which stand on first passages.
fn of_documents(segment: &Segment, postings: &[Posting]) -> Vec<TitlePosting> {
    let title = |&(passage, frequency): &Posting| TitlePosting {
        document: segment.document_of.of(passage),
        frequency,
    };
    postings.iter().map(title).collect()
}

/// Gathers the passages of a stem, for a feedback term.
pub(crate) fn gather_stem(snapshot: &Snapshot, stem: &str) -> tantivy::Result<ConceptPostings> {
    gather_term(snapshot, &Term::from_field_text(snapshot.fields.body, stem))
}

/// Gathers the passages of one term.
pub(super) fn gather_term(snapshot: &Snapshot, term: &Term) -> tantivy::Result<ConceptPostings> {
    let mut postings = ConceptPostings::default();
    for segment in &snapshot.segments {
        let (passages, alive) = one_term(segment, term, 1.0)?;
        postings.passage_frequency += alive;
        postings.segments.push(SegmentPostings { passages, ..SegmentPostings::default() });
    }
    Ok(postings)
}

/// Adds the titles that have the stem of a feedback term.
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
