//! The documents whose files have a concept in their names.

use tantivy::Term;

use super::matcher::{read_alone, read_term};
use super::phrase;
use super::posting::{Posting, TitlePosting};
use crate::analysis::Analyzer;
use crate::query::plan::{Alternative, Concept, Matcher, Scope};
use crate::store::ordinals::DocumentOrd;
use crate::store::schema::KeyTerm;
use crate::store::segment::Segment;

/// What a concept in the name of a file counts, where one in a title would count
/// 1. A name tells what its writer filed, not what the text says.
const WEIGHT: f32 = 0.25;

/// Adds the documents that have the concept in the names of their files to those
/// that have it in their titles, and gives those that were added, ascending.
///
/// Cost: nothing in a segment without documents of files; else the postings of
/// each alternative.
pub(super) fn add(
    segment: &Segment,
    concept: &Concept,
    analyzer: &Analyzer,
    titles: &mut Vec<TitlePosting>,
) -> tantivy::Result<Vec<DocumentOrd>> {
    // `title:word` asks for the title itself.
    if !segment.has_file_names || concept.scope == Scope::Title {
        return Ok(Vec::new());
    }
    let mut named: Vec<TitlePosting> = Vec::new();
    for Alternative { matcher, weight, .. } in &concept.alternatives {
        let mut postings = Vec::new();
        read(segment, matcher, analyzer, &mut postings)?;
        let alive = postings.into_iter().filter_map(|(passage, _)| segment.document_at(passage));
        let frequency = weight * WEIGHT;
        named.extend(alive.map(|document| TitlePosting { document, frequency }));
    }
    // Of several alternatives the one that was typed comes first; it counts.
    named.sort_by_key(|posting| posting.document);
    named.dedup_by_key(|posting| posting.document);
    let has_title = |named: &TitlePosting| {
        titles.binary_search_by_key(&named.document, |title| title.document).is_ok()
    };
    named.retain(|posting| !has_title(posting));
    titles.extend_from_slice(&named);
    titles.sort_by_key(|title| title.document);
    Ok(named.into_iter().map(|posting| posting.document).collect())
}

/// Appends the first passages of documents whose files' names have the matcher.
/// Names are kept as stems, as titles are.
fn read(
    segment: &Segment,
    matcher: &Matcher,
    analyzer: &Analyzer,
    out: &mut Vec<Posting>,
) -> tantivy::Result<()> {
    let keys = segment.fields.keys;
    let word = |stem: &str| KeyTerm::FileWord(stem).text();
    let words = |stems: &[String]| stems.iter().map(|stem| word(stem)).collect::<Vec<_>>();
    let term = match matcher {
        Matcher::Stem(stem) => word(stem),
        Matcher::Surface(surface) => word(&analyzer.stem(surface)),
        Matcher::Exact(key) => KeyTerm::FileExact(key).text(),
        Matcher::Family(key) => KeyTerm::FileFamily(key).text(),
        Matcher::Stems(stems) => return phrase::read(segment, keys, &words(stems), 0, 1.0, out),
        Matcher::Alone { stem, longer } => {
            let longer: Vec<Vec<String>> = longer.iter().map(|name| words(name)).collect();
            return read_alone(segment, keys, (&word(stem), &longer), 1.0, out);
        }
        Matcher::Phrase { surfaces, slop } => {
            let stem = |surface: &String| word(&analyzer.stem(surface));
            let stems: Vec<String> = surfaces.iter().map(stem).collect();
            return phrase::read(segment, keys, &stems, *slop, 1.0, out);
        }
        _ => return Ok(()),
    };
    read_term(segment, &Term::from_field_text(keys, &term), 1.0, out)
}

/// Numbers of the concepts that a document has in its file's name alone, of those
/// that are asked about with their postings.
pub(crate) fn only_in_name<'a>(
    postings: impl Iterator<Item = &'a [DocumentOrd]>,
    document: DocumentOrd,
) -> Vec<usize> {
    let numbered = postings.enumerate();
    let has = |named: &[DocumentOrd]| named.binary_search(&document).is_ok();
    numbered.filter(|(_, named)| has(named)).map(|(number, _)| number).collect()
}
