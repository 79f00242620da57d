//! The documents that have words side by side in a field that the index names.

use tantivy::DocId;

use super::matcher::for_each_passage;
use super::phrase;
use crate::query::plan::NamedWords;
use crate::store::named_fields::named_word;
use crate::store::schema::KeyTerm;
use crate::store::segment::Segment;

/// The first passages of these documents, ascending; deleted ones are among them.
pub(crate) fn named_passages(
    segment: &Segment,
    NamedWords { field, words }: &NamedWords,
) -> tantivy::Result<Vec<DocId>> {
    let key = |word: &String| KeyTerm::Named(&named_word(field, word)).text();
    let mut passages = Vec::new();
    if let [word] = words.as_slice() {
        let term = KeyTerm::Named(&named_word(field, word)).term(segment.fields);
        for_each_passage(segment, &term, |passage| passages.push(passage))?;
        return Ok(passages);
    }
    let keys: Vec<String> = words.iter().map(key).collect();
    let mut postings = Vec::new();
    phrase::read(segment, segment.fields.keys, &keys, 0, 1.0, &mut postings)?;
    Ok(postings.into_iter().map(|(passage, _)| passage).collect())
}
