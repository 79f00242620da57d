//! Indexes in which there is something to prune: words that occur in most
//! passages have posting lists of many full blocks, and some blocks have higher
//! scores than others.

use ibid::config::{Config, PassageConfig};
use ibid::{DayRange, Document, Index};

use crate::common::{fill, of_file, small};
use crate::random::Random;

/// Words that have one stem each, and some that the small lexicon has.
pub(crate) fn vocabulary() -> Vec<String> {
    let mut words: Vec<String> =
        ["embargo", "helicopter", "Mi-24", "Mi-35", "the", "lifted"].map(str::to_owned).to_vec();
    for first in ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "t", "v"] {
        for second in ["ak", "om", "un", "ilt", "arp"] {
            words.extend(["a", "o", "u"].map(|end| format!("{first}{second}{end}")));
        }
    }
    words
}

/// An index and the documents in it.
pub(crate) struct Fixture {
    pub(crate) name: &'static str,
    /// The documents that a search can find: of one id the last added.
    pub(crate) documents: Vec<Document>,
    pub(crate) index: Index,
}

/// The shape of generated documents.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// The most passages of a document.
    pub(crate) max_passages: usize,
    /// How many of 100 documents have a title.
    pub(crate) titled_percent: usize,
}

fn empty_index() -> Index {
    // No paragraph is joined with another or split: each is one passage.
    let passages = PassageConfig::default().with_min_chars(0).with_max_chars(100_000);
    let config = Config::default().with_passages(passages);
    small().with_config(config).in_memory().unwrap()
}

/// Words out of the vocabulary; the favourite one is frequent in some
/// paragraphs.
fn paragraph(vocabulary: &[String], random: &mut Random, favourite: usize) -> String {
    let length = if random.percent(3) { 330 } else { 2 + random.skewed(40) };
    let favourite_percent = *random.one_of(&[0, 0, 20, 90]);
    let word = |random: &mut Random| {
        let index = if random.percent(favourite_percent) {
            favourite
        } else {
            random.skewed(vocabulary.len())
        };
        vocabulary[index].as_str()
    };
    let words: Vec<&str> = (0..length).map(|_| word(random)).collect();
    words.join(" ")
}

/// Documents with ids in no order. Neighbours share their favourite word, so
/// that some blocks of its posting list have higher scores than others.
pub(crate) fn documents(shape: Shape, count: usize, seed: u64) -> Vec<Document> {
    let (vocabulary, mut random) = (vocabulary(), Random::new(seed));
    let mut favourite = 0;
    let mut document = |number: usize| {
        if random.percent(2) {
            favourite = random.skewed(vocabulary.len());
        }
        let passages = 1 + random.below(shape.max_passages);
        let text: Vec<String> =
            (0..passages).map(|_| paragraph(&vocabulary, &mut random, favourite)).collect();
        let id = format!("d{:05}", number * 7919 % 100_000);
        let document =
            Document::new(id, text.join("\n\n")).with_source(["Gazette", ""][number % 2]);
        let document = match number % 3 {
            0 => document.with_date(DayRange::parse("2014").unwrap()),
            _ => document,
        };
        let title: Vec<&str> =
            (0..=number % 4).map(|_| random.one_of(&vocabulary).as_str()).collect();
        let is_titled = random.percent(shape.titled_percent);
        let document = document.with_title(if is_titled { title.join(" ") } else { String::new() });
        // Of some the name of the file says what the text may not.
        match number % 4 {
            1 if shape.titled_percent > 0 => {
                let name = |at: usize| vocabulary[at % vocabulary.len()].as_str();
                of_file(document, &[name(number), name(number / 9)].join("_"))
            }
            _ => document,
        }
    };
    (0..count).map(&mut document).collect()
}

/// An index of one segment of generated documents.
pub(crate) fn in_one_segment(name: &'static str, shape: Shape, count: usize) -> Fixture {
    of_documents(name, documents(shape, count, name.len() as u64))
}

/// An index of one segment of the given documents.
pub(crate) fn of_documents(name: &'static str, documents: Vec<Document>) -> Fixture {
    let index = empty_index();
    fill(&index, &documents);
    Fixture { name, documents, index }
}

/// An index of one segment for each shape.
pub(crate) fn in_segments(name: &'static str, shapes: &[Shape], count: usize) -> Fixture {
    let index = empty_index();
    let mut all = Vec::new();
    for (number, &shape) in shapes.iter().enumerate() {
        let mut documents = documents(shape, count, number as u64);
        for document in &mut documents {
            document.id = format!("{}{number}", document.id);
        }
        fill(&index, &documents);
        all.append(&mut documents);
    }
    Fixture { name, documents: all, index }
}

/// An index in which a third of the documents is deleted and a third replaced.
pub(crate) fn with_deletions(name: &'static str, shape: Shape, count: usize) -> Fixture {
    let Fixture { mut documents, index, .. } = in_one_segment(name, shape, count);
    let mut writer = index.writer().unwrap();
    let replacements = self::documents(shape, count, 99);
    for (number, replacement) in replacements.into_iter().enumerate() {
        match number % 3 {
            0 => writer.delete(&documents[number].id),
            1 => {
                writer.add(&replacement).unwrap();
                documents[number] = replacement;
            }
            _ => {}
        }
    }
    writer.commit().unwrap();
    let mut numbers = 0..;
    documents.retain(|_| numbers.next().is_some_and(|number| number % 3 != 0));
    Fixture { name, documents, index }
}
