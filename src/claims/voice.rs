//! Documents that have one text are one voice.

use std::collections::BTreeMap;

use super::matched::{MatchedDocument, Matches};
use crate::facts::{Recogniser, Source};

/// Documents of one text, with what it states.
#[derive(Debug)]
pub(super) struct Voice<'m> {
    /// The one that is dated first; of those the one with the first id.
    pub(super) document: &'m MatchedDocument,
    pub(super) source: Source,
    /// The others, each with its own statements.
    pub(super) copies: Vec<(&'m MatchedDocument, Source)>,
}

/// The voices of the documents, by the ids of their first documents.
pub(super) fn voices<'m>(matches: &'m Matches, recogniser: &Recogniser) -> Vec<Voice<'m>> {
    let mut documents: Vec<&MatchedDocument> = matches.documents.iter().collect();
    documents.sort_by_key(|document| {
        let date = document.head().and_then(|head| head.date);
        (date.is_none(), date.map(|date| date.first), document.id())
    });
    let mut voices: Vec<Voice<'m>> = Vec::new();
    let mut places: BTreeMap<u64, usize> = BTreeMap::new();
    for document in documents {
        let Some(head) = document.head() else { continue };
        let source = recogniser.source_with_title(&head.title, &document.text, head.date);
        let place = *places.entry(source.voice).or_insert(voices.len());
        if let Some(voice) = voices.get_mut(place) {
            voice.copies.push((document, source));
        } else {
            voices.push(Voice { document, source, copies: Vec::new() });
        }
    }
    voices.sort_by_key(|voice| voice.document.id());
    voices
}
