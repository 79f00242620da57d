//! Queries that ask for facts of a passage: what is found, marked, told and kept.

// Clippy lets unwrap only functions marked as tests; these are all part of one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod differential;
mod filters;
mod marks;
mod notices;

use std::sync::LazyLock;

use ibid::config::{Config, PassageConfig};
use ibid::{DayRange, Document, Index, IndexOptions, Query};

/// Sentences of one document each, by their ids.
const SENTENCES: &[(&str, &str)] = &[
    ("bigger", "Norway will pay more than $2bn for submarines."),
    ("tugs", "Chile has signed a contract for six tugs worth $77 million, the Navy said."),
    ("euros", "The frigates cost 90 million euros."),
    ("range", "Analysts put the price at $60-75 million."),
    ("gunships", "Peru received 14 Mi-35M gunships last June."),
    ("jets", "At least 30 jets flew over the border on 2013-04-09."),
    ("ban", "The council lifted its arms embargo in 2012."),
    ("talks", "Peru could lift its sanctions, a Foreign Ministry clerk said."),
    ("order", "Chile ordered four MiG-29 fighters, according to the Foreign Ministry."),
    ("plain", "Nothing of the kind stands here."),
];

/// The day of every document but those of `undated`.
const PUBLISHED: &str = "2014-11-21";

fn index_of<'a>(documents: impl Iterator<Item = (&'a str, &'a str)>, is_dated: bool) -> Index {
    let passages = PassageConfig::default().with_min_chars(1);
    let config = Config::default().with_passages(passages);
    let index = IndexOptions::default().with_config(config).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (id, text) in documents {
        let mut document = Document::new(id, text);
        document.date = DayRange::parse(PUBLISHED).filter(|_| is_dated);
        writer.add(&document).unwrap();
    }
    writer.commit().unwrap();
    index
}

/// The index of all sentences.
static INDEX: LazyLock<Index> = LazyLock::new(|| index_of(SENTENCES.iter().copied(), true));

/// The ids of all hits, in the order of the alphabet.
fn ids(index: &Index, query: &str) -> Vec<String> {
    let hits = index.search(&Query::new(query).limit(100)).unwrap();
    let mut ids: Vec<String> = hits.iter().map(|hit| hit.citation.document.clone()).collect();
    ids.sort();
    ids
}
