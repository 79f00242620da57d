//! Messages of a mailbox keep their ids when one before them is deleted.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Document;

/// The numbers of the messages that the index has of a mailbox, by their Message-IDs:
/// forwarded and sent twice, two messages can have one.
pub(super) type KnownNumbers = BTreeMap<String, BTreeSet<u64>>;

/// Gives the messages of a mailbox, and what is attached to them, the numbers that
/// the index knows them by. Of several with one Message-ID the first takes the lowest
/// number. A message that is new, or has no Message-ID, takes its own number, or the
/// next free one.
pub(super) fn keep_numbers(documents: &mut [Document], known: &KnownNumbers) {
    if known.is_empty() {
        return;
    }
    let numbers = numbers(documents, known);
    for document in documents {
        let Some(part) = document.extra.get("part").cloned() else { continue };
        let (own, inner) =
            part.split_once('/').map_or((part.as_str(), ""), |(own, inner)| (own, inner));
        let Some(number) = numbers.get(own).filter(|number| *number != own) else { continue };
        let kept = if inner.is_empty() { number.clone() } else { format!("{number}/{inner}") };
        if let Some(file) = document.id.strip_suffix(&part) {
            document.id = format!("{file}{kept}");
            document.extra.insert("part".to_owned(), kept);
        }
    }
}

/// Whether a document is a message of a mailbox: its part is a number.
pub(super) fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// The kept number of each message, by its own.
fn numbers(documents: &[Document], known: &KnownNumbers) -> BTreeMap<String, String> {
    let part =
        |document: &Document| document.extra.get("part").filter(|part| is_number(part)).cloned();
    let mut numbers = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for document in documents {
        let kept = document.extra.get("message_id").and_then(|message| known.get(message));
        let mut kept = kept.into_iter().flatten().map(u64::to_string);
        if let Some(own) = part(document)
            && let Some(kept) = kept.find(|number| !taken.contains(number))
        {
            taken.insert(kept.clone());
            numbers.insert(own, kept);
        }
    }
    let own = documents.iter().filter_map(part).filter_map(|number| number.parse().ok());
    let mut next = own.chain(known.values().flatten().copied()).max().unwrap_or(0_u64);
    for own in documents.iter().filter_map(part) {
        if numbers.contains_key(&own) {
            continue;
        }
        let mut number = own.clone();
        while !taken.insert(number.clone()) {
            next += 1;
            number = next.to_string();
        }
        numbers.insert(own, number);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(part: &str, message_id: &str) -> Document {
        Document::new(format!("b.mbox#{part}"), "x")
            .with_extra("part", part)
            .with_extra("message_id", message_id)
    }

    fn known(numbers: &[(&str, u64)]) -> KnownNumbers {
        let mut known = KnownNumbers::new();
        for (message, number) in numbers {
            known.entry((*message).to_owned()).or_default().insert(*number);
        }
        known
    }

    /// Two messages with one Message-ID changed their ids with each other at every run.
    #[test]
    fn messages_that_share_an_id_keep_their_numbers() {
        let known = known(&[("a", 9), ("a", 10), ("b", 11)]);
        let mut documents = vec![message("1", "a"), message("2", "a"), message("3", "a")];
        keep_numbers(&mut documents, &known);
        let ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
        assert_eq!(ids, ["b.mbox#9", "b.mbox#10", "b.mbox#3"]);
    }

    #[test]
    fn numbers_are_kept() {
        let known = known(&[("a", 1), ("b", 2), ("c", 3)]);
        let attached = Document::new("b.mbox#1/2/x.txt", "x").with_extra("part", "1/2/x.txt");
        let mut documents = vec![
            message("1", "b"),
            attached,
            message("2", "c"),
            message("3", "new"),
            message("4", "b"),
        ];
        keep_numbers(&mut documents, &known);
        let ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
        let expected = ["b.mbox#2", "b.mbox#2/2/x.txt", "b.mbox#3", "b.mbox#5", "b.mbox#4"];
        assert_eq!(ids, expected);
        assert_eq!(documents[1].extra["part"], "2/2/x.txt");
    }
}
