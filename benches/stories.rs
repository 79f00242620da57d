//! Times stories, folded copies and similar passages over documents that are made at run
//! time: reports of 150 words, each with a copy or a later edition.
//!
//! ```text
//! cargo bench --bench stories
//! cargo bench --bench stories -- 2000
//! ```
//!
//! Prints a line for each: what it gave, and the median of its times in milliseconds.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "../tests/support/random.rs"]
mod random;

use std::time::Instant;

use ibid::similar::SimilarOptions;
use ibid::story::StoryOptions;
use ibid::{Document, Index, Query, Span};
use random::Random;

/// Documents, unless the command line says another number.
const DOCUMENTS: usize = 20_000;

/// Words of a report.
const WORDS: usize = 150;

/// Distinct words, the frequent ones first.
const VOCABULARY: usize = 30_000;

/// A word; the product of two numbers is mostly low, as are the ranks of words.
fn word(random: &mut Random) -> String {
    let rank = random.below(VOCABULARY) * random.below(VOCABULARY) / VOCABULARY;
    format!("w{rank:x}q")
}

fn report(random: &mut Random) -> String {
    let words: Vec<String> = (0..WORDS).map(|_| word(random)).collect();
    let sentences: Vec<String> = words.chunks(15).map(|words| words.join(" ")).collect();
    sentences.join(". ")
}

fn index(documents: usize) -> Index {
    let mut random = Random::new(20);
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let mut text = String::new();
    for number in 0..documents {
        match number % 4 {
            0 | 1 => text = report(&mut random),
            2 => text = format!("{text}. {} {}", word(&mut random), word(&mut random)),
            _ => {}
        }
        writer.add(&Document::new(format!("d{number:07}"), text.as_str())).unwrap();
    }
    writer.commit().unwrap();
    writer.close().unwrap();
    index
}

/// The median time of some rounds in milliseconds, and what the last one gave.
fn timed<T>(rounds: usize, mut work: impl FnMut() -> T) -> (f64, T) {
    let mut given = work();
    let mut times: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            given = work();
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], given)
}

fn main() {
    let arguments = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let index = index(arguments.unwrap_or(DOCUMENTS));
    let documents = index.stats().unwrap().documents;
    let (ms, stories) = timed(3, || index.stories(&StoryOptions::default()).unwrap());
    println!("stories of {documents} documents: {} in {ms:.0} ms", stories.stories.len());
    let (ms, details) = timed(11, || index.story(&stories, "d0000002").unwrap().unwrap());
    println!("differences of a story of {}: {ms:.2} ms", details.story.members.len());
    let text = index.document("d0000002").unwrap().unwrap().text;
    let words = text.split(' ').take(4).collect::<Vec<_>>().join(" ");
    for query in [Query::new(words.as_str()), Query::new(words.as_str()).fold_copies()] {
        let (ms, hits) = timed(31, || index.search(&query).unwrap());
        let folds = if query.folds_copies() { "folded" } else { "not folded" };
        println!("search, copies {folds}: {} hits in {ms:.2} ms", hits.len());
    }
    let (whole, options) = (Span::new(0, text.len()), SimilarOptions::default());
    let (ms, similar) = timed(11, || index.similar("d0000002", whole, &options).unwrap().unwrap());
    println!("similar passages: {} hits in {ms:.2} ms", similar.hits.len());
}
