//! One changed bit in a posting file: a search ends soon, and gives what it gave
//! before, another answer where no number stands twice, or an error. It never
//! hangs and never panics.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ibid::{Document, Error, Index, IndexOptions, Lexicon, Query};

/// Queries for each way of reading lists: terms, conjunctions, phrases with and
/// without slop, exact words, designators, topics.
const QUERIES: [&str; 9] = [
    "alpha",
    "alpha bravo",
    "+alpha +bravo +charlie",
    "\"alpha bravo\"",
    "\"alpha bravo\"~5",
    "\"bravo charlie alpha\"~3",
    "=bravo -charlie",
    "alpha Mi-35M",
    "title:alpha \"charlie delta\"",
];

/// A search of these few passages takes a few milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// Documents with each word in more than a block of passages, at changing
/// distances.
fn documents() -> Vec<Document> {
    let words = ["alpha", "bravo", "charlie", "delta", "tanks", "Mi-35M"];
    let text = |number: usize| -> String {
        let word = |at: usize| words[(number * 7 + at * at + at * (number % 5)) % words.len()];
        (0..12 + number % 9).map(|at| format!("{} ", word(at))).collect()
    };
    (0..420)
        .map(|number| {
            let title = words[number % words.len()];
            Document::new(format!("d{number}"), text(number)).with_title(title)
        })
        .collect()
}

fn make(path: &Path) {
    let options = IndexOptions::default().with_lexicon(Lexicon::default());
    let index = options.create(path).unwrap();
    let mut writer = index.writer().unwrap();
    documents().iter().for_each(|document| drop(writer.add(document).unwrap()));
    writer.commit().unwrap();
    writer.close().unwrap();
}

fn file(path: &Path, extension: &str) -> PathBuf {
    let files = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let mut files = files.filter(|file| file.extension().is_some_and(|of| of == extension));
    files.next().unwrap()
}

/// Bytes before the offsets of a composite file, whose reader is tantivy's: the
/// file ends with these, their length, and a footer that ends with its length
/// and a number.
fn bytes_of_lists(file: &[u8]) -> usize {
    let number = |end: usize| {
        let bytes = file[end - 4..end].try_into().unwrap();
        u32::from_le_bytes(bytes) as usize
    };
    let body = file.len() - 8 - number(file.len() - 4);
    body - 4 - number(body)
}

/// The ids and scores of the hits, or `None` where damage is told.
fn answer(path: &Path, query: &str) -> Option<Vec<(String, u32)>> {
    let started = Instant::now();
    let hits = Index::open(path).and_then(|index| index.search(&Query::new(query).limit(20)));
    let took = started.elapsed();
    assert!(took < PATIENCE, "{query} took {took:?}");
    match hits {
        Ok(hits) => {
            let hit = |hit: &ibid::Hit| (hit.citation.document.clone(), hit.score.to_bits());
            Some(hits.iter().map(hit).collect())
        }
        Err(Error::Corrupt { .. }) => None,
        Err(other) => panic!("{query}: {other}"),
    }
}

/// Changes bits all over a file, one at a time; gives how many of the answers
/// were errors, and how many were others than before.
fn change_bits(extension: &str, bits: usize) -> (usize, usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    make(path);
    let intact: Vec<_> = QUERIES.iter().map(|query| answer(path, query)).collect();
    assert!(intact.iter().all(|answer| answer.as_ref().is_some_and(|hits| !hits.is_empty())));
    let file = file(path, extension);
    let whole = std::fs::read(&file).unwrap();
    let all = bytes_of_lists(&whole) * 8;
    let (mut told, mut others) = (0, 0);
    for number in 0..bits {
        // A stride without a pattern, so that all parts of bytes are met.
        let bit = (number * 7_919 + number * all / bits) % all;
        let mut changed = whole.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        std::fs::write(&file, changed).unwrap();
        for (query, intact) in QUERIES.iter().zip(&intact) {
            match answer(path, query) {
                None => told += 1,
                changed if changed == *intact => {}
                Some(_) => others += 1,
            }
        }
    }
    std::fs::write(&file, whole).unwrap();
    let mended: Vec<_> = QUERIES.iter().map(|query| answer(path, query)).collect();
    assert_eq!(mended, intact);
    (told, others)
}

#[test]
fn searches_end_on_damaged_postings() {
    let (told, others) = change_bits("idx", 300);
    assert!(told > others, "{told} answers tell damage, {others} are wrong");
}

#[test]
fn searches_end_on_damaged_positions() {
    change_bits("pos", 150);
}

#[test]
fn a_segment_of_another_format_is_refused() {
    for extension in ["idx", "pos"] {
        for (written, other) in [(":7}", ":6}"), (":7}", ":8}")] {
            let folder = tempfile::tempdir().unwrap();
            make(folder.path());
            let file = file(folder.path(), extension);
            let mut bytes = std::fs::read(&file).unwrap();
            let at = bytes.windows(3).rposition(|found| found == written.as_bytes()).unwrap();
            bytes[at..at + 3].copy_from_slice(other.as_bytes());
            std::fs::write(&file, bytes).unwrap();
            let error = Index::open(folder.path()).unwrap_err();
            let supported_7 = matches!(&error, Error::Format { supported: 7, .. });
            assert!(supported_7, "{extension} {other}: {error}");
            let message = error.to_string();
            assert!(message.contains("this build reads format 7: rebuild it"), "{message}");
        }
    }
}
