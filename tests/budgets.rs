//! Budgets.
#![allow(clippy::unwrap_used)]

#[path = "support/random.rs"]
mod random;

use std::time::Instant;

use ibid::{Document, Index, Query};
use random::Random;

fn word(random: &mut Random, length: usize) -> String {
    (0..length).map(|_| char::from(b'a' + random.below(26) as u8)).collect()
}

fn short_articles() -> Vec<Document> {
    let mut random = Random::new(1);
    let vocabulary: Vec<String> = (0..20_000)
        .map(|_| {
            let length = 3 + random.skewed(12);
            word(&mut random, length)
        })
        .collect();
    (0..2_000)
        .map(|number| {
            let length = random.between(30, 120);
            let words: Vec<&str> =
                (0..length).map(|_| &*vocabulary[random.skewed(vocabulary.len())]).collect();
            Document::new(format!("article-{number}"), words.join(" ") + ".")
                .with_source(format!("Gazette {}", number % 50))
                .with_date(ibid::DayRange::parse(&format!("{}", 1990 + number % 30)).unwrap())
        })
        .collect()
}

fn collection(path: &str) -> Vec<Document> {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = (1..).zip(text.lines());
    lines
        .map(|(number, line)| {
            let document = ibid::eval::beir::document(line, number).unwrap();
            let source = format!("Gazette {}", number % 50);
            let year = format!("{}", 1990 + number % 30);
            document.with_source(source).with_date(ibid::DayRange::parse(&year).unwrap())
        })
        .collect()
}

fn index_of(documents: &[Document]) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for document in documents {
        writer.add(document).unwrap();
    }
    writer.commit().unwrap();
    writer.close().unwrap();
    index
}

fn list(count: usize, mut part: impl FnMut(usize) -> String) -> String {
    let parts: Vec<String> = (0..count).map(&mut part).collect();
    parts.join(" ")
}

fn queries(documents: &[Document]) -> Vec<(&'static str, String)> {
    let mut r = Random::new(9);
    let mut words: Vec<String> = documents
        .iter()
        .flat_map(|d| d.text.split(|c: char| !c.is_ascii_alphabetic()))
        .map(str::to_lowercase)
        .filter(|w| w.len() > 3)
        .collect();
    words.sort();
    words.dedup();
    eprintln!("{} words", words.len());
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    let misspelt = |r: &mut Random| {
        let mut w = r.one_of(&words).clone();
        let at = r.below(w.len());
        w.replace_range(at..=at, &letter(r.below(26)).to_string());
        w
    };
    let heavy = |letters: usize| {
        let mut counts = std::collections::BTreeMap::<String, usize>::new();
        for d in documents {
            for w in d.text.split(|c: char| !c.is_ascii_alphabetic()) {
                if w.len() >= letters { *counts.entry(w[..letters].to_lowercase()).or_default() += 1; }
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        counts
    };
    let (two, three) = (heavy(2), heavy(3));
    vec![
        ("1 heavy xx*", list(1, |n| format!("{}*", two[n].0))),
        ("8 heavy xx*", list(8, |n| format!("{}*", two[n].0))),
        ("100 heavy xx*", list(100, |n| format!("{}*", two[n].0))),
        ("light, then heavy xx*", list(300, |n| format!("{}*", two[299 - n].0))),
        ("pro* con* int* com*", "pro* con* int* com*".to_owned()),
        ("1 heavy xxx*", list(1, |n| format!("{}*", three[n].0))),
        ("8 heavy xxx*", list(8, |n| format!("{}*", three[n].0))),
        ("300 heavy xxx*", list(300, |n| format!("{}*", three[n].0))),
        ("mix", list(600, |n| match n % 3 { 0 => format!("{}*", two[n / 3].0), 1 => word(&mut r, 10), _ => word(&mut r, 4) + "~2"})),
        ("100 heavy ab~2", list(100, |n| format!("{}~2", two[n].0))),
        ("100 heavy abc~2", list(100, |n| format!("{}~2", three[n].0))),
        ("one known word", words[words.len() / 2].clone()),
        ("20 known words", list(20, |_| r.one_of(&words).clone())),
        ("512 known words", list(512, |_| r.one_of(&words).clone())),
        ("1 unknown", word(&mut r, 10)),
        ("500 unknown 4-7", list(500, |_| { let n = 4 + r.below(4); word(&mut r, n) })),
        ("500 unknown 8-12", list(500, |_| { let n = 8 + r.below(5); word(&mut r, n) })),
        ("500 unknown 60", list(500, |_| word(&mut r, 60))),
        ("500 misspelt", list(500, |_| misspelt(&mut r))),
        ("1 misspelt~", misspelt(&mut r) + "~"),
        ("500 random~", list(500, |_| { let n = 4 + r.below(8); word(&mut r, n) + "~" })),
        ("500 random~2", list(500, |_| { let n = 4 + r.below(8); word(&mut r, n) + "~2" })),
        ("500 misspelt~2", list(500, |_| misspelt(&mut r) + "~2")),
        ("500 abc~2", list(500, |_| word(&mut r, 3) + "~2")),
        ("1 ab~2", "ab~2".to_owned()),
        ("20 ab~2", list(20, |_| word(&mut r, 2) + "~2")),
        ("s*", "s*".to_owned()),
        ("s* c* p* a* b*", "s* c* p* a* b*".to_owned()),
        ("26 a*", list(26, |n| format!("{}*", letter(n)))),
        ("676 aa*", list(676, |n| format!("{}{}*", letter(n), letter(n / 26)))),
        ("500 abc*", list(500, |_| format!("{}*", &r.one_of(&words)[..3]))),
        ("1000 source: different", list(1000, |n| format!("source:g{n}"))),
        ("1000 source: known", list(1000, |n| format!("source:{}", n % 50))),
        ("1000 source: two words", list(1000, |n| format!("source:(Gazette {})", n % 50))),
        ("1000 -source: known", list(1000, |n| format!("-source:{}", n % 50))),
        ("1000 id:", list(1000, |n| format!("id:{}", n * 2))),
        ("1000 id: article-", list(1000, |n| format!("id:article-{}", n * 2))),
        ("1000 -id:", list(1000, |n| format!("-id:{}", n * 2))),
        ("1000 date:", list(1000, |n| format!("date:{}", 1000 + n))),
        ("1000 date: one word", list(1000, |n| format!("date:{}", 1000 + n)) + " oil"),
        ("1000 date: days", list(1000, |n| format!("date:{}-{:02}-{:02}", 2000 + n / 100, 1 + n % 12, 1 + n % 28))),
        ("1000 -date:", list(1000, |n| format!("-date:{}", 1000 + n))),
        ("1000 label:", list(1000, |n| ["label:body", "label:headline"][n % 2].to_owned())),
        ("+(a b) words filter", list(500, |n| format!("(+{} +{})", words[n * 5], words[n * 7]))),
    ]
}

/// Nanoseconds of CPU that this thread has used.
fn cpu() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse().unwrap()
}

#[test]
#[ignore = "prints times"]
fn milliseconds() {
    let documents = match std::env::var("IBID_COLLECTION") {
        Ok(path) => collection(&path),
        Err(_) => short_articles(),
    };
    let start = Instant::now();
    let index = index_of(&documents);
    eprintln!("indexed in {:?}", start.elapsed());
    let only = std::env::var("IBID_ONLY").unwrap_or_default();
    let limit = if only.is_empty() { 100_000_000 } else { 4_000_000_000 };
    for (name, text) in queries(&documents) {
        if !name.contains(&only) {
            continue;
        }
        let query = Query::new(text);
        // The kernel counts in steps of milliseconds: the mean of many runs.
        let (before, mut runs) = (cpu(), 0);
        let mut hits = None;
        while runs < 3 || (cpu() - before < limit && runs < 1000) {
            hits = Some(index.search(&query).unwrap());
            runs += 1;
        }
        let best = (cpu() - before) / runs;
        let hits = hits.unwrap();
        let report = &hits.report;
        println!(
            "{name:26} {:8.2} ms  {:3} hits, {} missing, {} expanded, ignored {:?}",
            best as f64 / 1e6,
            hits.len(),
            report.missing.len(),
            report.expanded.len(),
            report.ignored.iter().rev().take(2).map(|i| format!("{}: {}", i.text, i.why)).collect::<Vec<_>>(),
        );
    }
}
