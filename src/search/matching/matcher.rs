//! Postings of one matcher in one segment.

use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, TERMINATED, Term};

use super::posting::Posting;
use super::{alone, phrase};
use crate::query::plan::Matcher;
use crate::store::schema::{Fields, KeyTerm, TOPIC_STEPS};
use crate::store::segment::Segment;
use crate::store::term_lookup::PositionCursor;

/// Appends the postings of a matcher, ascending, each frequency times
/// `weight`. Prefix and fuzzy matchers must be expanded before.
pub(super) fn read(
    segment: &Segment,
    matcher: &Matcher,
    weight: f32,
    out: &mut Vec<Posting>,
) -> tantivy::Result<()> {
    let fields = segment.fields;
    match matcher {
        Matcher::Phrase { surfaces, slop } => {
            phrase::read(segment, fields.exact, surfaces, *slop, weight, out)
        }
        Matcher::Stems(stems) => phrase::read(segment, fields.body, stems, 0, weight, out),
        Matcher::Surface(surface) => read_surface(segment, surface, weight, out),
        Matcher::Alone { stem, longer } => {
            read_alone(segment, fields.body, (stem, longer), weight, out)
        }
        _ => match weighted_term(fields, matcher, weight) {
            Some((term, weight)) => read_term(segment, &term, weight, out),
            None => Ok(()),
        },
    }
}

/// Appends the passages that have the stem outside the longer names, ascending,
/// with their weighted frequencies.
pub(super) fn read_alone(
    segment: &Segment,
    field: Field,
    (stem, longer): (&str, &[Vec<String>]),
    weight: f32,
    out: &mut Vec<Posting>,
) -> tantivy::Result<()> {
    let from = out.len();
    read_term(segment, &Term::from_field_text(field, stem), 1.0, out)?;
    alone::keep(segment, field, longer, weight, (from, out))
}

/// The term of a matcher that is one, and the weight of an occurrence.
pub(super) fn weighted_term(fields: Fields, matcher: &Matcher, weight: f32) -> Option<(Term, f32)> {
    let steps = if matches!(matcher, Matcher::Topic(_)) { TOPIC_STEPS } else { 1 };
    term_of(fields, matcher).map(|term| (term, weight / steps as f32))
}

/// Appends the postings of a surface: those of its own term, or, where it is its
/// own stem, those of the stem that are marked as unstemmed.
fn read_surface(
    segment: &Segment,
    surface: &str,
    weight: f32,
    out: &mut Vec<Posting>,
) -> tantivy::Result<()> {
    let exact = Term::from_field_text(segment.fields.exact, surface);
    if read_if_listed(segment, &exact, weight, out)? {
        return Ok(());
    }
    let term = Term::from_field_text(segment.fields.body, surface);
    let Some(info) = segment.lists.info(&term)? else { return Ok(()) };
    let emit = |passage, frequency| out.push((passage, frequency as f32 * weight));
    segment.for_each_own(&info, emit)
}

/// A cursor on the positions of a matcher that is no phrase; `None` where the
/// segment does not have it.
pub(crate) fn occurrences(
    segment: &Segment,
    matcher: &Matcher,
) -> tantivy::Result<Option<PositionCursor>> {
    let term = match matcher {
        // Positions within longer names are few: they are not told apart.
        Matcher::Stem(stem) | Matcher::Alone { stem, .. } => segment.stem(stem)?,
        Matcher::Surface(surface) => segment.surface(surface)?,
        _ => match term_of(segment.fields, matcher) {
            Some(term) => segment.term(&term)?,
            None => None,
        },
    };
    term.map(|term| segment.open(&term)).transpose()
}

/// The term of a matcher that is one.
pub(super) fn term_of(fields: Fields, matcher: &Matcher) -> Option<Term> {
    Some(match matcher {
        Matcher::Stem(stem) => Term::from_field_text(fields.body, stem),
        Matcher::Exact(key) => KeyTerm::Exact(key).term(fields),
        Matcher::Family(key) => KeyTerm::Family(key).term(fields),
        Matcher::Topic(name) => KeyTerm::Topic(name).term(fields),
        Matcher::Phrase { .. }
        | Matcher::Stems(_)
        | Matcher::Alone { .. }
        | Matcher::Surface(_)
        | Matcher::ExactPrefix(_)
        | Matcher::Prefix(_)
        | Matcher::PhrasePrefix { .. }
        | Matcher::Fuzzy { .. } => return None,
    })
}

/// Appends the postings of a term, block by block.
pub(super) fn read_term(
    segment: &Segment,
    term: &Term,
    weight: f32,
    out: &mut Vec<Posting>,
) -> tantivy::Result<()> {
    read_if_listed(segment, term, weight, out).map(|_| ())
}

/// [`read_term`]; gives whether there is such a term.
fn read_if_listed(
    segment: &Segment,
    term: &Term,
    weight: f32,
    out: &mut Vec<Posting>,
) -> tantivy::Result<bool> {
    let Some(info) = segment.lists.info(term)? else { return Ok(false) };
    let mut blocks = segment.lists.blocks(term.field(), &info)?;
    out.reserve(info.doc_freq as usize);
    loop {
        let (passages, frequencies) = blocks.postings();
        if passages.is_empty() {
            blocks.check()?;
            return Ok(true);
        }
        let pairs = passages.iter().zip(frequencies);
        out.extend(pairs.map(|(&passage, &frequency)| (passage, frequency as f32 * weight)));
        blocks.advance();
    }
}

/// How many passages of a segment that are alive have the term.
pub(crate) fn frequency(segment: &Segment, term: &Term) -> tantivy::Result<u32> {
    match segment.lists.info(term)? {
        Some(info) => alive(segment, term.field(), &info),
        None => Ok(0),
    }
}

/// How many passages that are alive a list has.
pub(crate) fn alive(segment: &Segment, field: Field, info: &TermInfo) -> tantivy::Result<u32> {
    if !segment.reader.has_deletes() {
        return Ok(info.doc_freq);
    }
    let mut blocks = segment.lists.blocks(field, info)?;
    let mut count = 0;
    loop {
        let passages = blocks.passages();
        if passages.is_empty() {
            blocks.check()?;
            return Ok(count);
        }
        count += passages.iter().map(|&at| u32::from(segment.is_alive(at))).sum::<u32>();
        blocks.advance();
    }
}

/// Emits the passages of a term of any field; not every field keeps
/// frequencies.
pub(crate) fn for_each_passage(
    segment: &Segment,
    term: &Term,
    mut emit: impl FnMut(DocId),
) -> tantivy::Result<()> {
    let inverted = segment.reader.inverted_index(term.field())?;
    let Some(info) = inverted.get_term_info(term)? else { return Ok(()) };
    let mut blocks = inverted.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
    while !blocks.docs().is_empty() {
        blocks.docs().iter().for_each(|&passage| emit(passage));
        blocks.advance();
    }
    Ok(())
}

/// Appends the positions in the passage to `out`. Passages must not go back.
pub(crate) fn positions_in(cursor: &mut PositionCursor, passage: DocId, out: &mut Vec<u32>) {
    if cursor.seek(passage) == passage && passage != TERMINATED {
        cursor.positions(0, out);
    }
}
