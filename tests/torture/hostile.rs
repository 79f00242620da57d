//! Documents and queries that nobody would write: given back byte for byte or
//! refused with a reason, answered without an error.

use std::time::{Duration, Instant};

use ibid::{Document, Error, Index, Query};

use crate::common::{Random, is_long, rounds, scratch, seed, small, times};
use crate::probe::peak_kilobytes;

/// A part of a text, and what stands between its repetitions.
const PARTS: [(&str, &str); 26] = [
    ("a", ""),
    ("a", " "),
    ("a", "\n"),
    ("a", "\n\n"),
    ("embargo", ""),
    ("embargo", " "),
    ("embargo", "\r\n\r\n"),
    ("\u{0}", ""),
    ("\u{0}a", " "),
    (" ", ""),
    ("\n", ""),
    ("\r", ""),
    ("\t\u{a0}\u{2003}", "\u{2028}"),
    ("Mi-35", "-"),
    ("Mi-35M/", ""),
    ("\u{301}", ""),
    ("e\u{301}\u{327}", ""),
    ("\u{200d}", "👩"),
    ("\u{feff}", "\n"),
    ("\u{202e}abc", " "),
    ("漢字仮名", "。"),
    ("ﬃ", " "),
    (".", ""),
    ("1,000.5", ""),
    ("- item", "\n"),
    ("\"", "'"),
];

/// Documents of about that many bytes.
fn documents(bytes: usize) -> impl Iterator<Item = Document> {
    let repeated = move |part: &str, between: &str| {
        format!("{part}{between}").repeat(bytes / (part.len() + between.len()))
    };
    let texts = PARTS.into_iter().enumerate();
    texts.flat_map(move |(number, (part, between))| {
        let text = repeated(part, between);
        let cut = (bytes / 64).min(text.len());
        let title = text.get(..cut).unwrap_or("title");
        let as_text = Document::new(format!("text {number}"), &*text);
        let as_fields = Document::new(format!("{part}{between}{number}"), "A tug.")
            .with_title(title)
            .with_source(title)
            .with_extra(title, title);
        [as_text, as_fields]
    })
}

#[test]
fn hostile_documents_are_given_back_or_refused() {
    let bytes = times(2_000, 10_000_000) as usize;
    let folder = scratch();
    let index = small().create(folder.path()).unwrap();
    let mut writer = index.writer().unwrap();
    let mut kept = Vec::new();
    for document in documents(bytes) {
        match writer.add(&document) {
            Ok(_) => kept.push(document.id),
            Err(Error::Document { id, reason }) => {
                assert!(id == document.id && !reason.is_empty(), "{id:?}: {reason}");
            }
            Err(error) => panic!("{:?}: {error:?}", document.id),
        }
        if is_long() {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    writer.close().unwrap();
    assert!(kept.len() > 40, "{kept:?}");
    for document in documents(bytes).filter(|document| kept.contains(&document.id)) {
        let stored = index.document(&document.id).unwrap();
        assert!(stored.as_ref() == Some(&document), "{:?} is not what was given", document.id);
    }
    index.verify().unwrap();
    println!("{bytes} bytes each, at the most {:?} KB", peak_kilobytes());
}

/// Pieces of queries, most of them part of the syntax.
const PIECES: [&str; 34] = [
    "embargo",
    "arms",
    "Mi-35",
    "mi",
    "35",
    "helicopter",
    "w1",
    "zzzz",
    "\"",
    "(",
    ")",
    "+",
    "-",
    "=",
    "*",
    "~",
    "~2",
    "^",
    ":",
    "date:",
    "2014",
    "..",
    ">=",
    "topic:",
    "source:",
    "id:",
    "label:",
    "title:",
    "|",
    "OR",
    "\u{0}",
    "\u{301}",
    "👩\u{200d}",
    " ",
];

fn query(random: &mut Random) -> String {
    let most = [4, 12, 60, 700][random.index(4)];
    let pieces = 1 + random.index(most);
    let mut query = String::new();
    for _ in 0..pieces {
        query += PIECES[random.index(PIECES.len())];
        if random.below(3) > 0 {
            query.push(' ');
        }
    }
    query
}

/// The shortest of three searches: a machine does other work as well.
fn time_of(index: &Index, query: &Query) -> Duration {
    let search = || {
        let started = Instant::now();
        index.search(query).unwrap_or_else(|error| panic!("{query:?}: {error:?}"));
        started.elapsed()
    };
    let first = search();
    if first < MAX_TIME { first } else { first.min(search()).min(search()) }
}

/// What a query may take, in a build that is optimised.
const MAX_TIME: Duration = Duration::from_millis(50);

#[test]
fn hostile_queries_are_answered() {
    let mut random = Random::new(seed("queries"));
    let index = small().in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for number in 0..times(50, 2000) {
        let word = |random: &mut Random| format!("w{:x}", random.below(3000));
        let words: Vec<String> = (0..60).map(|_| word(&mut random)).collect();
        let text = format!("The arms embargo on Mi-35 helicopters. {}.", words.join(" "));
        writer.add(&Document::new(format!("d{number}"), text)).unwrap();
    }
    writer.commit().unwrap();
    let mut slowest = (Duration::ZERO, String::new());
    for _ in rounds("queries", 60, 1_000_000) {
        let text = query(&mut random);
        let took = time_of(&index, &Query::new(&*text));
        slowest = slowest.max((took, text));
    }
    let (took, text) = slowest;
    println!("the slowest took {took:?}");
    assert!(cfg!(debug_assertions) || took < MAX_TIME, "{took:?} for {text:?}");
}
