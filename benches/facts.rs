//! Times filters on facts over passages that are made at run time.
//!
//! ```text
//! cargo bench --bench facts
//! cargo bench --bench facts -- 100000
//! ```
//!
//! Prints a line for each query: passages that match, and the median of its times in
//! milliseconds. A query beside a filter is shown with and without it.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "../tests/support/random.rs"]
mod random;

use std::time::Instant;

use ibid::{DayRange, Document, Index, Query};
use random::Random;

/// Passages, unless the command line says another number.
const PASSAGES: usize = 1_000_000;

/// How often each query is timed.
const ROUNDS: usize = 31;

/// Queries, each with the one that it is compared with.
const QUERIES: &[(&str, Option<&str>)] = &[
    ("amount:>100m USD", None),
    ("amount:>100m", None),
    ("amount:$153m", None),
    ("count:>10 Mi-35", None),
    ("mentions:2014-06", None),
    ("status:lifted", None),
    ("says:ministry", None),
    ("embargo amount:>1m", Some("embargo")),
    ("embargo minister amount:>1m", Some("embargo minister")),
    ("embargo amount:$153m", Some("embargo")),
    ("embargo minister mentions:2014", Some("embargo minister")),
];

/// A passage: some words, and in two of five an amount, a count, a date or a claim.
fn passage(random: &mut Random) -> String {
    const WORDS: &[&str] = &[
        "the",
        "council",
        "embargo",
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
    ];
    let mut text = String::new();
    for _ in 0..12 {
        text.push_str(random.one_of::<&str>(WORDS));
        text.push(' ');
    }
    let fact = match random.below(10) {
        0 => {
            let unit = random.one_of(&["million", "billion", "thousand"]);
            format!("at ${} {unit}", 1 + random.below(900))
        }
        1 => format!("for {} Mi-35s", 2 + random.below(40)),
        2 => {
            let month = random.one_of(&["January", "April", "June", "October"]);
            format!("since {month} {}", 1990 + random.below(30))
        }
        3 => {
            let cue = random.one_of(&["lifted its embargo", "signed a contract"]);
            format!("has {cue}, the Foreign Ministry said")
        }
        _ => String::new(),
    };
    text.push_str(&fact);
    text.push('.');
    text
}

fn index(passages: usize) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let mut random = Random::new(1);
    let date = DayRange::parse("2019-05-06").unwrap();
    for number in 0..passages {
        let text = passage(&mut random);
        writer.add(&Document::new(number.to_string(), text).with_date(date)).unwrap();
    }
    writer.commit().unwrap();
    writer.optimize().unwrap();
    index
}

/// The median time in milliseconds; the first search, which opens columns, is not
/// timed.
fn median_ms(index: &Index, query: &str) -> f64 {
    let query = Query::new(query);
    index.search(&query).unwrap();
    let time = |_| {
        let started = Instant::now();
        index.search(&query).unwrap();
        started.elapsed().as_secs_f64() * 1e3
    };
    let mut times: Vec<f64> = (0..ROUNDS).map(time).collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

fn main() {
    let number = std::env::args().find_map(|argument| argument.parse().ok());
    let passages = number.unwrap_or(PASSAGES);
    let started = Instant::now();
    let index = index(passages);
    println!("{passages} passages indexed in {:.1} s", started.elapsed().as_secs_f64());
    for &(query, without) in QUERIES {
        let count = index.count(&Query::new(query)).unwrap();
        let ms = median_ms(&index, query);
        let beside = without.map_or_else(String::new, |without| {
            format!(", {:.2} ms for `{without}` alone", median_ms(&index, without))
        });
        println!("{query:<32} {count:>8} passages {ms:>8.2} ms{beside}");
    }
}
