//! Indexes in which there is something to pass over: words in most passages,
//! whose lists have many full blocks, used more in some stretches than in
//! others.

use ibid::config::{Config, PassageConfig};
use ibid::{DayRange, Document, Index};

use crate::common::{fill, small};

/// `SplitMix64` (Steele, Lea and Flood, OOPSLA 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Less than `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// In so many of 100 cases.
    pub(crate) fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    pub(crate) fn one_of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Less than `end`, the small ones most often.
    pub(crate) fn skewed(&mut self, end: usize) -> usize {
        let most = self.below(end);
        let most = self.below(most + 1);
        self.below(most + 1)
    }
}

/// Words that have one stem each, and some that a lexicon knows.
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

/// What an index is made of, and the index.
pub(crate) struct Shelf {
    pub(crate) name: &'static str,
    /// What is in it: of documents of one id the last.
    pub(crate) documents: Vec<Document>,
    pub(crate) index: Index,
}

/// How documents look.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// Passages of a document at most.
    pub(crate) passages: usize,
    /// Of 100 documents so many have a title.
    pub(crate) titled: usize,
}

fn empty() -> Index {
    // Neither joined nor cut: a paragraph is a passage.
    let passages = PassageConfig::default().with_min_chars(0).with_max_chars(100_000);
    let config = Config::default().with_passages(passages);
    small().with_config(config).in_memory().unwrap()
}

fn paragraph(vocabulary: &[String], random: &mut Random, favourite: usize) -> String {
    let length = if random.percent(3) { 330 } else { 2 + random.skewed(40) };
    let loves = *random.one_of(&[0, 0, 20, 90]);
    let word = |random: &mut Random| {
        let at = if random.percent(loves) { favourite } else { random.skewed(vocabulary.len()) };
        vocabulary[at].as_str()
    };
    let words: Vec<&str> = (0..length).map(|_| word(random)).collect();
    words.join(" ")
}

/// Documents with ids in no order; what one loves the next ones love as well,
/// so that some blocks of a word's list are worth more than others.
pub(crate) fn documents(shape: Shape, count: usize, seed: u64) -> Vec<Document> {
    let (vocabulary, mut random) = (vocabulary(), Random(seed));
    let mut favourite = 0;
    let mut document = |number: usize| {
        if random.percent(2) {
            favourite = random.skewed(vocabulary.len());
        }
        let passages = 1 + random.below(shape.passages);
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
        let is_titled = random.percent(shape.titled);
        document.with_title(if is_titled { title.join(" ") } else { String::new() })
    };
    (0..count).map(&mut document).collect()
}

/// In one segment.
pub(crate) fn in_one(name: &'static str, shape: Shape, count: usize) -> Shelf {
    shelved(name, documents(shape, count, name.len() as u64))
}

/// Those documents in one segment.
pub(crate) fn shelved(name: &'static str, documents: Vec<Document>) -> Shelf {
    let index = empty();
    fill(&index, &documents);
    Shelf { name, documents, index }
}

/// In several segments, of which some have documents of one passage alone.
pub(crate) fn in_segments(name: &'static str, shapes: &[Shape], count: usize) -> Shelf {
    let index = empty();
    let mut all = Vec::new();
    for (number, &shape) in shapes.iter().enumerate() {
        let mut documents = documents(shape, count, number as u64);
        for document in &mut documents {
            document.id = format!("{}{number}", document.id);
        }
        fill(&index, &documents);
        all.append(&mut documents);
    }
    Shelf { name, documents: all, index }
}

/// With a third deleted and a third replaced by what others were.
pub(crate) fn replaced(name: &'static str, shape: Shape, count: usize) -> Shelf {
    let Shelf { mut documents, index, .. } = in_one(name, shape, count);
    let mut writer = index.writer().unwrap();
    let others = self::documents(shape, count, 99);
    for (number, other) in others.into_iter().enumerate() {
        match number % 3 {
            0 => writer.delete(&documents[number].id),
            1 => {
                writer.add(&other).unwrap();
                documents[number] = other;
            }
            _ => {}
        }
    }
    writer.commit().unwrap();
    let mut at = 0;
    documents.retain(|_| {
        at += 1;
        (at - 1) % 3 != 0
    });
    Shelf { name, documents, index }
}
