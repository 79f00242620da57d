//! Times facets and a histogram over passages that are made at run time.
//!
//! ```text
//! cargo bench --bench facets
//! cargo bench --bench facets -- 100000
//! ```
//!
//! Prints a line for each query: passages that match, and in milliseconds the first call,
//! which makes the columns, and the medians of a search, of a count, and of all facets
//! with a histogram.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "../tests/support/random.rs"]
mod random;

use std::time::Instant;

use ibid::facet::{Facet, FacetOptions};
use ibid::{DayRange, Document, Index, Query};
use random::Random;

/// Documents of four passages, unless the command line says another number.
const DOCUMENTS: usize = 60_000;

/// How often each query is timed.
const ROUNDS: usize = 15;

const QUERIES: [&str; 5] =
    ["embargo", "council minister", "+embargo +minister", "\"arms embargo\"", "Mi-35"];

const WORDS: &[&str] = &[
    "the",
    "council",
    "arms embargo",
    "minister",
    "navy",
    "talks",
    "border",
    "report",
    "yard",
    "Peru",
    "Chile",
    "army",
    "fleet",
    "pilot",
    "sanctions",
    "company",
    "market",
    "week",
    "Mi-35",
    "harbour",
    "lifted",
    "signed",
    "2014",
    "said",
    "of",
    "and",
    "in",
    "for",
    "weather",
    "music",
];

fn passage(random: &mut Random) -> String {
    let words = (0..70).map(|_| *random.one_of(WORDS));
    words.collect::<Vec<_>>().join(" ") + "."
}

fn index(documents: usize) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let mut random = Random::new(1);
    for number in 0..documents {
        let text: Vec<String> = (0..4).map(|_| passage(&mut random)).collect();
        let month = format!("{}-{:02}", 1990 + random.below(30), 1 + random.below(12));
        let source = format!("Paper {}", random.below(300));
        let document = Document::new(number.to_string(), text.join("\n\n")).with_source(source);
        let date = DayRange::parse(&month).filter(|_| random.below(10) > 0);
        let document = match date {
            Some(date) => document.with_date(date),
            None => document,
        };
        writer.add(&document).unwrap();
    }
    writer.commit().unwrap();
    writer.optimize().unwrap();
    index
}

fn ms(work: impl FnOnce()) -> f64 {
    let started = Instant::now();
    work();
    started.elapsed().as_secs_f64() * 1e3
}

fn median_ms(work: impl Fn()) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS).map(|_| ms(&work)).collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

fn main() {
    let number = std::env::args().find_map(|argument| argument.parse().ok());
    let documents = number.unwrap_or(DOCUMENTS);
    let index = index(documents);
    let facets = Facet::ALL.into_iter().fold(FacetOptions::default(), FacetOptions::facet);
    let facets = facets.with_histogram();
    let first = ms(|| drop(index.facets(&Query::new("embargo"), &facets).unwrap()));
    println!("{documents} documents; the first call takes {first:.0} ms");
    for query in QUERIES {
        let query = Query::new(query);
        let all = median_ms(|| drop(index.facets(&query, &facets).unwrap()));
        let search = median_ms(|| drop(index.search(&query).unwrap()));
        let passages = index.count(&query).unwrap();
        let count = median_ms(|| assert_eq!(index.count(&query).unwrap(), passages));
        let text = query.text();
        println!(
            "{text:<20} {passages:>8} passages: search {search:.2} ms, count {count:.2} ms, \
             facets {all:.2} ms"
        );
    }
}
