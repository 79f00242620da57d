//! Citations of stored passages.

use crate::hit::citation::Citation;
use crate::hit::place::Place;
use crate::store::decode::{DocumentRecord, PassageRecord};

/// The citation of a passage, which has that number in its document.
pub(crate) fn cite(number: u32, passage: &PassageRecord, document: &DocumentRecord) -> Citation {
    let first_char = passage.place.first_char as usize;
    Citation {
        document: document.id.clone(),
        title: document.title.clone(),
        source: document.source.clone(),
        date: document.date,
        passage: number,
        span: passage.span(),
        first_char,
        last_char: first_char + passage.text.chars().count(),
        line: passage.place.line as usize,
        last_line: passage.last_line() as usize,
        encoding: document.decoded_from().map(str::to_owned),
        file_bytes: None,
        place: Place::of(passage.span(), &document.extra),
    }
}
