//! The documents that the tests of queries search.

use ibid::{DayRange, Document, Index};

use crate::common::small_index_of;

fn dated(id: &str, date: &str, text: &str) -> Document {
    Document::new(id, text).with_date(DayRange::parse(date).unwrap())
}

/// Documents of one passage each, but for the last.
pub(super) fn documents() -> Vec<Document> {
    vec![
        dated("lifted", "2014-06", "Russia lifted the arms embargo on Pakistan in the summer.")
            .with_title("Ban is over")
            .with_source("Daily Gazette"),
        dated(
            "stray",
            "2015",
            "The embargo hurt makers of small arms, and nobody in Lahore cared.",
        )
        .with_source("Courier"),
        dated("sold", "2016-08-02", "Four Mi-35M helicopters were sold to Pakistan by the yard.")
            .with_title("Helicopter deal")
            .with_source("Gazette of the Gulf"),
        Document::new("plain", "The Mi-35 flies well in the mountains, its pilots said again."),
        Document::new("joined", "An old MI35 was seen on a field outside of the town of Gwadar."),
        Document::new("spaced", "One Mi 35 burned, and nobody was hurt by the fire on the field."),
        Document::new("plural", "Some MI-35s went to Nicaragua, where the rains are very long."),
        Document::new("cyrillic", "Вертолёт Ми-35М прибыл, сообщает газета, и стоит на поле."),
        Document::new(
            "page",
            "The ministers met on Monday and talked at length about trade and energy.\n\n\
             Read more:\nTugs for the harbour, and a new quay\n",
        ),
    ]
}

/// An index in memory of the documents.
pub(super) fn index() -> Index {
    small_index_of(&documents())
}
