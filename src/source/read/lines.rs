//! Reads JSON Lines: one document a line, by its id.

use std::collections::BTreeMap;

use super::reading::Reading;
use super::reserved::stored_name;
use crate::document::Document;
use crate::source::{Skipped, jsonl};

/// Lines of which it is told one by one why they were not read.
const TOLD_LINES: usize = 20;

/// Reads the lines. Of two with one id the later one counts, as in an index.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let mut lines = Lines::default();
    for line in jsonl::read(bytes, "") {
        match line {
            Ok(document) => {
                if !lines.take(named(document)) {
                    break;
                }
            }
            Err(skipped) => lines.leave_out(&skipped),
        }
    }
    lines.finish()
}

/// The lines that were read so far.
#[derive(Default)]
struct Lines {
    reading: Reading,
    /// By id the place of its document.
    places: BTreeMap<String, usize>,
    unread: usize,
}

impl Lines {
    /// Adds a document, or puts it in the place of one with its id; whether there was
    /// room.
    fn take(&mut self, mut document: Document) -> bool {
        self.reading.notes.extend(jsonl::note(&document));
        document.id = format!("#{}", document.id);
        let place = self.places.get(&document.id);
        if let Some(earlier) = place.and_then(|place| self.reading.documents.get_mut(*place)) {
            *earlier = document;
            return true;
        }
        let has_room = !self.reading.is_full("lines");
        if has_room {
            self.places.insert(document.id.clone(), self.reading.documents.len());
            self.reading.documents.push(document);
        }
        has_room
    }

    fn leave_out(&mut self, skipped: &Skipped) {
        self.unread += 1;
        if self.unread <= TOLD_LINES {
            let (number, reason) = (skipped.line.unwrap_or_default(), &skipped.reason);
            self.reading.notes.push(format!("has a line, number {number}, that {reason}"));
        }
    }

    fn finish(mut self) -> Reading {
        let untold = self.unread.saturating_sub(TOLD_LINES);
        if untold > 0 {
            self.reading.notes.push(format!(
                "has {untold} more lines that were not read: the example `index` tells each, \
                 given the file"
            ));
        }
        self.reading
    }
}

/// The document with its own fields under names that say nothing of the file.
fn named(mut document: Document) -> Document {
    let extra = std::mem::take(&mut document.extra).into_iter();
    document.extra = extra.map(|(name, value)| (stored_name("field", &name), value)).collect();
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_documents() {
        let lines = "{\"id\":\"a\",\"text\":\"Six.\",\"pages\":\"0 3\"}\n\nno\n\
                     {\"id\":7,\"text\":\"Nine.\"}\n{\"id\":\"a\",\"text\":\"Two.\",\"stamp\":1}\n";
        let Reading { documents, notes } = read(lines.as_bytes());
        let texts: Vec<_> = documents.iter().map(|d| (d.id.as_str(), d.text.as_str())).collect();
        assert_eq!(texts, [("#a", "Two."), ("#7", "Nine.")]);
        assert_eq!(documents[0].extra["field stamp"], "1");
        assert_eq!(notes.len(), 1);
        assert!(notes[0].starts_with("has a line, number 3, that is not JSON"), "{notes:?}");
    }

    #[test]
    fn many_faults_are_counted() {
        let notes = read("no\n".repeat(TOLD_LINES + 3).as_bytes()).notes;
        assert_eq!(notes.len(), TOLD_LINES + 1);
        assert!(notes[TOLD_LINES].starts_with("has 3 more lines that were not read"), "{notes:?}");
    }
}
