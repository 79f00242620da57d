//! All postings of a concept: its alternatives merged, what is deleted left
//! out, so that frequencies are the same before and after a merge.

use tantivy::{SegmentReader, Term};

use super::postings::{Posting, read, read_term};
use crate::analysis::Analyzer;
use crate::index::{Key, NO_DOCUMENT, Segment, Snapshot};
use crate::query::plan::{Alternative, Concept, Matcher, Reason, Scope};

/// A concept's postings in the whole index.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// By segment.
    pub(crate) segments: Vec<SegmentPostings>,
    /// Passages that have what was typed, which is what its rarity is
    /// measured by; where none has, passages that have any alternative.
    pub(crate) passage_frequency: u64,
}

/// A concept's postings in one segment, each list ascending.
#[derive(Debug, Default)]
pub(crate) struct SegmentPostings {
    /// Passage and weighted frequency.
    pub(crate) passages: Vec<Posting>,
    /// Document number and weighted frequency in its title.
    pub(crate) titles: Vec<Posting>,
}

/// Reads a concept's postings.
///
/// Cost: in proportion to the postings of all its alternatives.
pub(crate) fn gather(
    snapshot: &Snapshot,
    concept: &Concept,
    analyzer: &Analyzer,
) -> tantivy::Result<Gathered> {
    let mut gathered = Gathered::default();
    let mut typed = 0;
    let (mut any, mut in_titles) = (0, 0);
    for (reader, segment) in snapshot.searcher.segment_readers().iter().zip(&snapshot.segments) {
        let mut found = SegmentPostings::default();
        if concept.scope == Scope::Anywhere {
            typed += passages(reader, snapshot, segment, concept, &mut found.passages)?;
        }
        titles(reader, snapshot, segment, concept, analyzer, &mut found.titles)?;
        any += found.passages.len() as u64;
        in_titles += found.titles.len() as u64;
        gathered.segments.push(found);
    }
    let first_not_zero = [typed, any, in_titles].into_iter().find(|&frequency| frequency > 0);
    gathered.passage_frequency = first_not_zero.unwrap_or(0);
    Ok(gathered)
}

/// Whether occurrences of an alternative tell how rare the typed thing is.
fn measures(alternative: &Alternative) -> bool {
    !matches!(
        alternative.reason,
        Reason::Topic
            | Reason::Name
            | Reason::NatoName
            | Reason::Named
            | Reason::SameThing
            | Reason::Synonym
            | Reason::Narrower
            | Reason::Related
    )
}

/// Fills `out`; gives how many passages have what was typed.
fn passages(
    reader: &SegmentReader,
    snapshot: &Snapshot,
    segment: &Segment,
    concept: &Concept,
    out: &mut Vec<Posting>,
) -> tantivy::Result<u64> {
    let mut typed = 0;
    for measuring in [true, false] {
        let mut merged = out.is_empty();
        for alternative in concept.alternatives.iter().filter(|a| measures(a) == measuring) {
            let before = out.len();
            read(reader, snapshot.fields, &alternative.matcher, alternative.weight, out)?;
            merged = merged && before == 0;
        }
        drop_deleted(reader, segment, out);
        if !merged {
            merge(out);
        }
        if measuring {
            typed = out.len() as u64;
        }
    }
    Ok(typed)
}

fn drop_deleted(reader: &SegmentReader, segment: &Segment, out: &mut Vec<Posting>) {
    if reader.has_deletes() {
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

fn titles(
    reader: &SegmentReader,
    snapshot: &Snapshot,
    segment: &Segment,
    concept: &Concept,
    analyzer: &Analyzer,
    out: &mut Vec<Posting>,
) -> tantivy::Result<()> {
    let fields = snapshot.fields;
    for alternative in &concept.alternatives {
        let term = match &alternative.matcher {
            Matcher::Stem(stem) => Term::from_field_text(fields.title, stem),
            Matcher::Surface(surface) => {
                Term::from_field_text(fields.title, &analyzer.stem(surface))
            }
            Matcher::Exact(key) => Key::TitleExact(key).term(fields),
            Matcher::Family(key) => Key::TitleFamily(key).term(fields),
            Matcher::Stems(stems) => {
                let weight = alternative.weight;
                super::phrase::read(reader, fields, fields.title, stems, 0, weight, out)?;
                continue;
            }
            Matcher::Phrase { surfaces, slop } => {
                let stems: Vec<String> =
                    surfaces.iter().map(|surface| analyzer.stem(surface).into_owned()).collect();
                let (slop, weight) = (*slop, alternative.weight);
                super::phrase::read(reader, fields, fields.title, &stems, slop, weight, out)?;
                continue;
            }
            _ => continue,
        };
        read_term(reader, &term, alternative.weight, out)?;
    }
    drop_deleted(reader, segment, out);
    number_documents(segment, out);
    merge(out);
    Ok(())
}

/// Postings of titles stand on the first passages of their documents.
fn number_documents(segment: &Segment, titles: &mut [Posting]) {
    for (passage, _) in titles {
        *passage = segment.document_of.get(*passage as usize).copied().unwrap_or(NO_DOCUMENT);
    }
}

/// Reads the postings of a stem in passages and titles.
pub(crate) fn gather_stem(snapshot: &Snapshot, stem: &str) -> tantivy::Result<Gathered> {
    let mut gathered = Gathered::default();
    for (reader, segment) in snapshot.searcher.segment_readers().iter().zip(&snapshot.segments) {
        let mut found = SegmentPostings::default();
        let fields = snapshot.fields;
        for (field, out) in [(fields.body, &mut found.passages), (fields.title, &mut found.titles)]
        {
            read_term(reader, &Term::from_field_text(field, stem), 1.0, out)?;
            drop_deleted(reader, segment, out);
        }
        number_documents(segment, &mut found.titles);
        gathered.passage_frequency += found.passages.len() as u64;
        gathered.segments.push(found);
    }
    Ok(gathered)
}
