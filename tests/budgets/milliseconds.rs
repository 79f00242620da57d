//! Prints the cost of expensive queries, in milliseconds of CPU:
//!
//! ```sh
//! cargo test --release --test budgets -- --ignored --nocapture milliseconds
//! ```
//!
//! `IBID_COLLECTION` names a `corpus.jsonl` to search instead of 2,000 short
//! articles; `IBID_ONLY` a part of the names of the queries to run. It needs
//! Linux, whose kernel tells the CPU time of a thread.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use ibid::{DayRange, Document, Query};

use crate::random::Random;
use crate::{index_of, list};

fn random_word(random: &mut Random, length: usize) -> String {
    (0..length).map(|_| letter(random.below(26))).collect()
}

fn letter(number: usize) -> char {
    char::from(b'a' + (number % 26) as u8)
}

/// Articles of 30 to 120 random words.
fn short_articles() -> Vec<Document> {
    let mut random = Random::new(1);
    let mut vocabulary = Vec::new();
    for _ in 0..20_000 {
        let length = 3 + random.skewed(12);
        vocabulary.push(random_word(&mut random, length));
    }
    let text = |random: &mut Random| {
        let count = random.between(30, 120);
        list(count, |_| vocabulary[random.skewed(vocabulary.len())].clone())
    };
    (0..2_000).map(|number| Document::new(format!("d{number}"), text(&mut random))).collect()
}

fn documents() -> Vec<Document> {
    let mut documents = match std::env::var("IBID_COLLECTION") {
        Ok(path) => {
            let text = std::fs::read_to_string(path).unwrap();
            ibid::eval::beir::documents(&text).collect::<Result<_, _>>().unwrap()
        }
        Err(_) => short_articles(),
    };
    for (number, document) in documents.iter_mut().enumerate() {
        let date = DayRange::parse(&(1990 + number % 30).to_string()).unwrap();
        let source = format!("Gazette {}", number % 50);
        *document = document.clone().with_date(date).with_source(source);
    }
    documents
}

/// The different words of more than three letters.
fn vocabulary(documents: &[Document]) -> Vec<String> {
    let mut words: Vec<String> = words(documents).filter(|word| word.len() > 3).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn words(documents: &[Document]) -> impl Iterator<Item = String> {
    let words = documents.iter().flat_map(|document| {
        document.text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty())
    });
    words.map(str::to_lowercase)
}

/// The beginnings of words in this number of letters, those with the most
/// occurrences first.
fn heaviest(documents: &[Document], letters: usize) -> Vec<String> {
    let mut counts = BTreeMap::<String, usize>::new();
    for word in words(documents).filter(|word| word.len() >= letters) {
        *counts.entry(word[..letters].to_owned()).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts.into_iter().map(|(beginning, _)| beginning).collect()
}

type Queries = Vec<(&'static str, String)>;

fn of_words(documents: &[Document]) -> Queries {
    let words = vocabulary(documents);
    let mut random = Random::new(9);
    let mut unknown = |count, lengths: std::ops::Range<usize>, end: &str| {
        list(count, |_| {
            let length = random.between(lengths.start, lengths.end);
            random_word(&mut random, length) + end
        })
    };
    let mut typing = Random::new(3);
    let mut misspelt = |count, end: &str| {
        list(count, |_| {
            let mut word = typing.one_of(&words).clone();
            let at = typing.below(word.len());
            word.replace_range(at..=at, &letter(typing.below(26)).to_string());
            word + end
        })
    };
    vec![
        ("1 unknown", unknown(1, 10..11, "")),
        ("512 unknown, 4 to 7 letters", unknown(512, 4..8, "")),
        ("512 unknown, 8 to 12 letters", unknown(512, 8..13, "")),
        ("512 unknown, 60 letters", unknown(512, 60..61, "")),
        ("512 misspelt", misspelt(512, "")),
        ("1 misspelt~", misspelt(1, "~")),
        ("512 unknown~", unknown(512, 4..12, "~")),
        ("512 unknown~2", unknown(512, 4..12, "~2")),
        ("200 unknown~2, 250 letters", unknown(200, 250..251, "~2")),
        ("2 unknown~2, 30000 letters", unknown(2, 30_000..30_001, "~2")),
        ("512 misspelt~2", misspelt(512, "~2")),
        ("512 three letters~2", unknown(512, 3..4, "~2")),
        ("512 known", list(512, |n| words[n * 13 % words.len()].clone())),
    ]
}

fn of_prefixes(documents: &[Document]) -> Queries {
    let (two, three) = (heaviest(documents, 2), heaviest(documents, 3));
    let of = |beginnings: &[String], count, end: &str| {
        list(count, |n| format!("{}{end}", beginnings[n % beginnings.len()]))
    };
    let mut random = Random::new(5);
    let mut mixed = |n: usize| match n % 3 {
        0 => format!("{}*", two[n / 3 % two.len()]),
        1 => random_word(&mut random, 10),
        _ => random_word(&mut random, 4) + "~2",
    };
    let light_first: Vec<String> = two.iter().take(300).rev().cloned().collect();
    vec![
        ("1 heavy prefix, 2 letters", of(&two, 1, "*")),
        ("8 heavy prefixes, 2 letters", of(&two, 8, "*")),
        ("512 heavy prefixes, 2 letters", of(&two, 512, "*")),
        ("300 prefixes, the lightest first", of(&light_first, 300, "*")),
        ("676 prefixes", list(676, |n| format!("{}{}*", letter(n), letter(n / 26)))),
        ("8 heavy prefixes, 3 letters", of(&three, 8, "*")),
        ("512 heavy prefixes, 3 letters", of(&three, 512, "*")),
        ("100 heavy fuzzy words, 3 letters", of(&three, 100, "~2")),
        ("600 prefixes, unknown, fuzzy", list(600, &mut mixed)),
    ]
}

fn of_filters() -> Queries {
    let year = |n: usize| 1000 + n;
    vec![
        ("1000 source:, unknown", list(1000, |n| format!("source:g{n}"))),
        ("1000 source:", list(1000, |n| format!("source:{}", n % 50))),
        ("500 source: of two words", list(500, |n| format!("source:(Gazette {})", n % 50))),
        ("1000 -source:", list(1000, |n| format!("-source:{}", n % 50))),
        ("1000 id:", list(1000, |n| format!("id:{} id:d{}", n * 2, n * 2))),
        ("1000 -id:", list(1000, |n| format!("-id:{}", n * 2))),
        ("1000 date:", list(1000, |n| format!("date:{}", year(n)))),
        ("1000 date:>=", list(1000, |n| format!("date:>={}", year(n)))),
        ("1000 +date:", list(1000, |n| format!("+date:{}", year(n)))),
        ("1000 -date:", list(1000, |n| format!("-date:{}", year(n)))),
    ]
}

/// Nanoseconds of CPU that this thread has used. The kernel counts in steps of
/// some milliseconds.
fn cpu_time() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse().unwrap()
}

#[test]
#[ignore = "prints times"]
fn milliseconds() {
    let documents = documents();
    let index = index_of(&documents, documents.len());
    let only = std::env::var("IBID_ONLY").unwrap_or_default();
    let queries = [of_words(&documents), of_prefixes(&documents), of_filters()].concat();
    for (name, text) in queries.into_iter().filter(|(name, _)| name.contains(&only)) {
        let query = Query::new(text);
        let (start, mut runs, mut hits) = (cpu_time(), 0, 0);
        // Enough for the steps of the kernel's clock.
        while runs < 3 || (cpu_time() - start < 200_000_000 && runs < 1000) {
            hits = index.search(&query).unwrap().len();
            runs += 1;
        }
        let nanoseconds = (cpu_time() - start) / runs;
        println!("{name:34} {:8.2} ms {hits:4} hits", nanoseconds as f64 / 1e6);
    }
}
