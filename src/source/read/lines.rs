//! Reads JSON Lines: one document a line, by its id.

use std::collections::BTreeMap;

use super::reading::Reading;
use super::reserved::stored_name;
use super::unread::Unread;
use crate::document::Document;
use crate::source::jsonl;

/// Lines of which it is told one by one why they were not read.
const TOLD_LINES: usize = 20;

/// Reads the lines. Of two with one id the later one counts, as in an index.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, Unread> {
    let mut reading = Reading::default();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut unread = 0;
    for line in jsonl::read(bytes, "") {
        match line {
            Ok(document) => {
                let mut document = named(document);
                if let Some(note) = jsonl::note(&document) {
                    reading.notes.push(note);
                }
                document.id = format!("#{}", document.id);
                let place = places.get(&document.id);
                if let Some(place) = place.and_then(|place| reading.documents.get_mut(*place)) {
                    *place = document;
                    continue;
                }
                if reading.is_full("lines") {
                    break;
                }
                places.insert(document.id.clone(), reading.documents.len());
                reading.documents.push(document);
            }
            Err(skipped) => {
                unread += 1;
                if unread <= TOLD_LINES {
                    let number = skipped.line.unwrap_or_default();
                    reading
                        .notes
                        .push(format!("has a line, number {number}, that {}", skipped.reason));
                }
            }
        }
    }
    if unread > TOLD_LINES {
        reading.notes.push(format!(
            "has {} more lines that were not read: the example `index` tells each, given the file",
            unread - TOLD_LINES
        ));
    }
    Ok(reading)
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
        let Reading { documents, notes } = read(lines.as_bytes()).unwrap();
        let texts: Vec<_> = documents.iter().map(|d| (d.id.as_str(), d.text.as_str())).collect();
        assert_eq!(texts, [("#a", "Two."), ("#7", "Nine.")]);
        assert_eq!(documents[0].extra["field stamp"], "1");
        assert_eq!(notes.len(), 1);
        assert!(notes[0].starts_with("has a line, number 3, that is not JSON"), "{notes:?}");
    }

    #[test]
    fn many_faults_are_counted() {
        let notes = read("no\n".repeat(TOLD_LINES + 3).as_bytes()).unwrap().notes;
        assert_eq!(notes.len(), TOLD_LINES + 1);
        assert!(notes[TOLD_LINES].starts_with("has 3 more lines that were not read"), "{notes:?}");
    }
}
