//! The words of the name of a document's file, as keys of its first passage.

use std::collections::BTreeSet;

use super::schema::KeyTerm;
use super::tokens::TokenWriter;
use crate::analysis::Analyzer;
use crate::analysis::file_name::readings;
use crate::analysis::token::KeyKind;
use crate::document::file_fields::FileFields;

/// Appends the stems of a file's name and the designators in it: those of the name
/// as it is written, and then, of its pieces, what the first reading lacks.
pub(super) fn push(keys: &mut TokenWriter, file: FileFields<'_>, analyzer: &Analyzer) {
    let mut start = 0;
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for reading in readings(file.base_name()) {
        let analysis = analyzer.analyze(&reading);
        let mut of_reading: Vec<String> = Vec::new();
        let mut push = |position: u32, term: KeyTerm<'_>| {
            let text = term.text();
            if !seen.contains(&text) {
                term.push(keys, start + position);
                of_reading.push(text);
            }
        };
        analysis.for_each_term(|word| push(word.position, KeyTerm::FileWord(word.stem)));
        for key in analysis.keys() {
            push(
                key.position,
                match key.kind {
                    KeyKind::Exact => KeyTerm::FileExact(key.term),
                    KeyKind::Family => KeyTerm::FileFamily(key.term),
                },
            );
        }
        seen.extend(of_reading);
        start += analysis.len() as u32 + 1;
    }
}
