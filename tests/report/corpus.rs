//! Small indexes of known words, one paragraph a passage, and what a naive count
//! says of them.

use std::collections::BTreeSet;

use ibid::config::{Config, PassageConfig};
use ibid::query::Report;
use ibid::{Document, Index, IndexOptions, Lexicon, Query};
use proptest::prelude::*;

/// Words that no edit makes alike, without a lexicon.
pub(crate) const WORDS: [&str; 6] =
    ["harvest", "quorum", "zeppelin", "bulkhead", "Mozambique", "yacht"];

/// The paragraphs and the title of a document, as numbers of [`WORDS`].
#[derive(Debug, Clone)]
pub(crate) struct Article {
    pub(crate) title: Vec<usize>,
    pub(crate) paragraphs: Vec<Vec<usize>>,
}

/// Options under which each paragraph is a passage.
pub(crate) fn options(lexicon: Lexicon) -> IndexOptions {
    let config = Config::default().with_passages(PassageConfig::default().with_min_chars(1));
    IndexOptions::default().with_lexicon(lexicon).with_config(config)
}

/// An index of documents, given by id, title and text.
pub(crate) fn index_of(documents: &[(&str, &str, &str)], lexicon: Lexicon) -> Index {
    let index = options(lexicon).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (id, title, text) in documents {
        writer.add(&Document::new(*id, *text).with_title(*title)).unwrap();
    }
    writer.commit().unwrap();
    index
}

pub(crate) fn report(index: &Index, query: &str) -> Report {
    index.search(&Query::new(query)).unwrap().report
}

impl Article {
    pub(crate) fn document(&self, number: usize) -> Document {
        let sentence = |words: &Vec<usize>| {
            let words: Vec<&str> = words.iter().map(|&word| WORDS[word]).collect();
            format!("The committee said that {} had been seen there on that day.", words.join(" "))
        };
        let paragraphs: Vec<String> = self.paragraphs.iter().map(sentence).collect();
        let title: Vec<&str> = self.title.iter().map(|&word| WORDS[word]).collect();
        Document::new(format!("d{number:02}"), paragraphs.join("\n\n"))
            .with_title(format!("Notes {}", title.join(" ")))
    }

    /// The words of each passage, with those of the title.
    pub(crate) fn passages(&self) -> impl Iterator<Item = BTreeSet<usize>> {
        let with_title = |words: &Vec<usize>| words.iter().chain(&self.title).copied().collect();
        self.paragraphs.iter().map(with_title)
    }
}

/// Articles of few words, mostly without any in the title.
pub(crate) fn articles() -> impl Strategy<Value = Vec<Article>> {
    let words = |most| prop::collection::vec(0..WORDS.len(), 0..most);
    let title = prop_oneof![3 => Just(Vec::new()), 1 => words(2)];
    let article = (title, prop::collection::vec(words(4), 1..5))
        .prop_map(|(title, paragraphs)| Article { title, paragraphs });
    prop::collection::vec(article, 1..12)
}

/// Two or more different words.
pub(crate) fn some_words(most: usize) -> impl Strategy<Value = Vec<usize>> {
    prop::sample::subsequence((0..WORDS.len()).collect::<Vec<_>>(), 2..=most).prop_shuffle()
}

/// The articles in one segment, and in several with deleted ones between them.
pub(crate) fn indexes(articles: &[Article]) -> [Index; 2] {
    let whole = options(Lexicon::default()).in_memory().unwrap();
    let mut writer = whole.writer().unwrap();
    for (number, article) in articles.iter().enumerate() {
        writer.add(&article.document(number)).unwrap();
    }
    writer.commit().unwrap();
    let split = options(Lexicon::default()).in_memory().unwrap();
    let mut writer = split.writer().unwrap();
    for (number, article) in articles.iter().enumerate() {
        writer.add(&article.document(number)).unwrap();
        writer.add(&article.document(50 + number)).unwrap();
        if number % 3 == 0 {
            writer.commit().unwrap();
        }
    }
    (0..articles.len()).for_each(|number| writer.delete(&format!("d{}", 50 + number)));
    writer.commit().unwrap();
    [whole, split]
}
