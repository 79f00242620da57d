//! Indexes of the tests.

use ibid::config::{Config, PassageConfig};
use ibid::{DayRange, Document, Index, IndexOptions, Lexicon};

/// An index of documents whose paragraphs are passages, which names `author`.
pub(crate) fn index_of(documents: &[Document]) -> Index {
    let read = Lexicon::read(
        "[topic.embargo]\nnames = [\"embargo\"]\n\
         [topic.embargo.terms]\nembargo = 0.9\n\"arms embargo\" = 0.95\nlifted = 0.2\n\
         [topic.port]\nnames = [\"port\"]\n[topic.port.terms]\ntugs = 0.8\nharbour = 0.9\n\
         [family.\"Mi-24\"]\nkind = \"helicopter\"\nnato = [\"Hind\"]\n\
         [family.\"Mi-35\"]\nkind = \"helicopter\"\nvariant_of = \"Mi-24\"\n",
    );
    assert_eq!(read.problems, []);
    let passages = PassageConfig::default().with_min_chars(1);
    let config = Config::default().with_passages(passages).with_fields(["author"]);
    let options = IndexOptions::default().with_config(config).with_lexicon(read.lexicon);
    let index = options.in_memory().unwrap();
    add(&index, documents);
    index
}

/// Adds documents in one commit.
pub(crate) fn add(index: &Index, documents: &[Document]) {
    let mut writer = index.writer().unwrap();
    for document in documents {
        writer.add(document).unwrap();
    }
    writer.commit().unwrap();
}

/// A document with a date, where that is one.
pub(crate) fn dated(id: &str, text: &str, date: &str) -> Document {
    let document = Document::new(id, text);
    match date.parse::<DayRange>() {
        Ok(date) => document.with_date(date),
        Err(_) => document,
    }
}
