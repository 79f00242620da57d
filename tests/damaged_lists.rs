//! One changed bit in a posting file: a search ends soon, and gives what it gave
//! before, another answer where no number stands twice, or an error. It never
//! hangs and never panics.

// Clippy allows `unwrap` only in functions marked as tests; these help tests.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ibid::{Document, Error, Index, IndexOptions, Lexicon, Query};
use segment_file::SegmentFile;

#[path = "support/segment_file.rs"]
mod segment_file;

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

/// Documents with each frequent word in more than a block of passages, at
/// changing distances.
fn documents() -> Vec<Document> {
    const WORDS: [&str; 10] =
        ["alpha", "alpha", "bravo", "bravo", "charlie", "delta", "tanks", "fuel", "Mi-35M", "so"];
    let text = |number: u32| -> String {
        // Mixed twice: after one product neighbours differ by the same number.
        let word = |at: u32| {
            let mixed = (number * 97 + at).wrapping_mul(2_654_435_761);
            (mixed ^ mixed >> 15).wrapping_mul(2_246_822_519) >> 13
        };
        let words = (0..8 + number % 9).map(|at| WORDS[word(at) as usize % WORDS.len()]);
        words.collect::<Vec<_>>().join(" ")
    };
    let title = |number: u32| WORDS[number as usize % WORDS.len()];
    let document =
        |number| Document::new(format!("d{number}"), text(number)).with_title(title(number));
    (0..420).map(document).collect()
}

fn make(path: &Path) {
    let options = IndexOptions::default().with_lexicon(Lexicon::default());
    let index = options.create(path).unwrap();
    let mut writer = index.writer().unwrap();
    for document in documents() {
        writer.add(&document).unwrap();
    }
    writer.commit().unwrap();
    // Searches of a segment with deleted passages read lists in further ways.
    for id in ["d3", "d7", "d400"] {
        writer.delete(id);
    }
    writer.commit().unwrap();
    writer.close().unwrap();
}

fn file(path: &Path, extension: &str) -> PathBuf {
    let files = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let mut files = files.filter(|file| file.extension().is_some_and(|of| of == extension));
    files.next().unwrap()
}

/// Bytes before the offsets of a composite file, whose reader is tantivy's: its
/// body ends with these and their length.
fn bytes_of_lists(body: &[u8]) -> usize {
    let (body, length) = body.split_last_chunk::<4>().unwrap();
    body.len() - u32::from_le_bytes(*length) as usize
}

/// The ids and scores of the hits; `None` where damage is told.
type Answer = Option<Vec<(String, u32)>>;

/// What the index answers to each query.
fn answers(path: &Path) -> Vec<Answer> {
    let index = told(Index::open(path));
    let answer = |query: &&str| {
        let started = Instant::now();
        let hits = told(index.as_ref()?.search(&Query::new(*query).limit(20)));
        let took = started.elapsed();
        assert!(took < PATIENCE, "{query} took {took:?}");
        let hit = |hit: &ibid::Hit| (hit.citation.document.clone(), hit.score.to_bits());
        hits.map(|hits| hits.iter().map(hit).collect())
    };
    QUERIES.iter().map(answer).collect()
}

/// `None` where damage is told; another error is none that may be met.
fn told<T>(result: Result<T, Error>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(Error::Corrupt { .. }) => None,
        Err(other) => panic!("{other}"),
    }
}

/// Changes bits all over a file, one at a time. Gives how many answers told
/// damage, and how many were others than before.
fn change_bits(extension: &str, bits: usize) -> (usize, usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    make(path);
    let intact = answers(path);
    for (query, answer) in QUERIES.iter().zip(&intact) {
        assert!(answer.as_ref().is_some_and(|hits| !hits.is_empty()), "{query} has no hit");
    }
    let file = file(path, extension);
    let whole = std::fs::read(&file).unwrap();
    let all = bytes_of_lists(&SegmentFile::read(&whole).body) * 8;
    let (mut tell, mut others) = (0, 0);
    for number in 0..bits {
        // A stride without a pattern, so that all parts of bytes are met.
        let bit = (number * 7_919 + number * all / bits) % all;
        // With right checksums, as these would tell each of them.
        let mut changed = SegmentFile::read(&whole);
        changed.body[bit / 8] ^= 1 << (bit % 8);
        std::fs::write(&file, changed.into_bytes()).unwrap();
        for (answer, intact) in answers(path).iter().zip(&intact) {
            tell += usize::from(answer.is_none());
            others += usize::from(answer.is_some() && answer != intact);
        }
    }
    std::fs::write(&file, whole).unwrap();
    assert_eq!(answers(path), intact);
    (tell, others)
}

#[test]
fn searches_end_on_damaged_postings() {
    let (tell, others) = change_bits("idx", 120);
    // Most of the file is full blocks, whose numbers can be checked.
    assert!(tell > others, "{tell} answers tell damage, {others} are others");
}

#[test]
fn searches_end_on_damaged_positions() {
    change_bits("pos", 60);
}

#[test]
fn a_segment_of_another_format_is_refused() {
    for extension in ["idx", "pos"] {
        for found in [6, 8] {
            let folder = tempfile::tempdir().unwrap();
            make(folder.path());
            let file = file(folder.path(), extension);
            let mut changed = SegmentFile::read(&std::fs::read(&file).unwrap());
            changed.footer["version"]["index_format_version"] = found.into();
            std::fs::write(&file, changed.into_bytes()).unwrap();
            let error = Index::open(folder.path()).unwrap_err();
            let expected = format!("has format {found}, this build reads format 7: ");
            assert!(error.to_string().contains(&expected), "{extension}: {error}");
            assert!(matches!(error, Error::Format { supported: 7, .. }), "{extension}: {error}");
        }
    }
}
