//! Indexes of every format that is read, opened by every later build. Those of an
//! older analysis are told, and are rebuilt from themselves.
//!
//! Write the present one anew only when the format or the analysis changes on purpose:
//!
//! ```text
//! cargo test --test invariants -- --ignored --exact golden::write_golden
//! ```

use std::path::{Path, PathBuf};

use ibid::config::Config;
use ibid::{DayRange, Document, Error, Index, Query};

use crate::common::{check_hit, root, small, small_lexicon};

/// Indexes of an older analysis, in formats that are read.
const OLDER_ANALYSES: [&str; 3] = ["v2", "v3", "v3-analysis-2"];

/// The index of the present format and analysis.
const PRESENT: &str = "v3-analysis-3";

fn golden(format: &str) -> PathBuf {
    root().join("tests/golden").join(format)
}

fn documents() -> Vec<Document> {
    let quay = "Quay Four Gets Its Tugs\r\nBy Ann Lee\r\n\r\nThe yard has sold six tugs to the port \
                🚢, which will pay €9 million for them over five years.\r\n\r\nRead more:\r\nA new \
                crane for the harbour\r\n";
    let hind = "Nicaragua ordered six Mi-35M helicopters. The first of the MI-35s, which NATO calls \
                ‘Hind E’, flew in May.";
    let embargo = "The arms embargo on the island was lifted,\u{a0}officials said. No deal was \
                   signed.";
    vec![
        Document::new("quay", quay).with_source("Harbour Post").with_extra("desk", "économie"),
        Document::new("hind", hind)
            .with_title("Six gunships")
            .with_date(DayRange::parse("2005-11").unwrap()),
        Document::new("embargo", embargo).with_date(DayRange::parse("2014-06-05").unwrap()),
    ]
}

/// A hit: document, passage, first byte, end byte, line, and the marked texts.
type ExpectedHit<'a> = (&'a str, u32, usize, usize, usize, &'a [&'a str]);

/// Queries with their hits.
const EXPECTED: &[(&str, &[ExpectedHit<'_>])] = &[
    ("\"arms embargo\"", &[("embargo", 0, 0, 79, 1, &["arms embargo"])]),
    ("Mi 35", &[("hind", 0, 0, 110, 1, &["Mi-35M", "MI-35s", "Hind E"])]),
    ("label:teaser crane", &[("quay", 3, 141, 180, 6, &["crane"])]),
    ("tug source:post", &[("quay", 0, 0, 23, 1, &["Tugs"]), ("quay", 2, 39, 137, 4, &["tugs"])]),
    ("topic:embargo date:2014", &[("embargo", 0, 0, 79, 1, &["arms embargo", "lifted"])]),
    ("title:gunships", &[("hind", 0, 0, 110, 1, &[])]),
];

/// A copy of the golden index, because opening an index writes lock files.
fn copy(format: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(golden(format)).unwrap() {
        let file = entry.unwrap();
        std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    folder
}

#[test]
fn the_golden_index_is_read() {
    let folder = copy(PRESENT);
    check_reading(PRESENT, &Index::open(folder.path()).unwrap());
}

#[test]
fn indexes_of_an_older_analysis_are_told_and_rebuilt() {
    for name in OLDER_ANALYSES {
        let folder = copy(name);
        let opened = Index::open(folder.path());
        assert!(matches!(opened, Err(Error::Analysis { .. })), "{name}: {opened:?}");
        let rebuilt = folder.path().join("rebuilt");
        check_reading(name, &Index::rebuild(folder.path(), rebuilt, small()).unwrap());
    }
}

fn check_reading(format: &str, index: &Index) {
    index.verify().unwrap();
    assert_eq!((index.config(), index.lexicon()), (&Config::default(), &small_lexicon()));
    let mut expected_documents = documents();
    expected_documents.sort_by(|a, b| a.id.cmp(&b.id));
    let stored: Vec<Document> = index.documents().unwrap().map(Result::unwrap).collect();
    assert_eq!(stored, expected_documents);
    for (query, expected) in EXPECTED {
        let hits = index.search(&Query::new(*query)).unwrap();
        for hit in &hits {
            let document = expected_documents.iter().find(|d| d.id == hit.citation.document);
            check_hit(&document.unwrap().text, hit);
        }
        let matches: Vec<Vec<&str>> = hits.iter().map(ibid::Hit::matches).collect();
        let actual = hits.iter().zip(&matches).map(|(hit, matches)| {
            let citation = &hit.citation;
            let (start, end) = (citation.span.start, citation.span.end);
            (&*citation.document, citation.passage, start, end, citation.line, matches.as_slice())
        });
        // Their order may change with the ranking; the set of hits may not.
        let mut actual: Vec<_> = actual.collect();
        actual.sort_unstable();
        assert_eq!(actual, *expected, "{format}: {query}");
    }
}

#[test]
fn the_golden_index_is_written_on() {
    let folder = copy(PRESENT);
    let index = Index::open(folder.path()).unwrap();
    let mut writer = index.writer().unwrap();
    writer.add(&Document::new("new", "Tugs, and an embargo on tugs.")).unwrap();
    writer.delete("hind");
    writer.commit().unwrap();
    let hits = index.search(&Query::new("tugs")).unwrap();
    let ids: Vec<&str> = hits.iter().map(|hit| hit.citation.document.as_str()).collect();
    assert_eq!((ids.len(), ids[0]), (3, "new"), "{ids:?}");
    index.verify().unwrap();
    let rebuilt = Index::rebuild(folder.path(), folder.path().join("rebuilt"), small()).unwrap();
    // Another index has another commit, with as much in it.
    let mut stats = rebuilt.stats().unwrap();
    stats.commit = index.stats().unwrap().commit;
    assert_eq!(stats, index.stats().unwrap());
}

#[test]
fn the_golden_indexes_are_small() {
    for format in OLDER_ANALYSES.into_iter().chain([PRESENT]) {
        let files = std::fs::read_dir(golden(format)).unwrap().map(|entry| entry.unwrap());
        let bytes: u64 = files.map(|file| file.metadata().unwrap().len()).sum();
        assert!(bytes < 150_000, "{format}: {bytes} bytes");
    }
}

#[test]
#[ignore = "writes the golden index anew, which is done on purpose only"]
fn write_golden() {
    let path = golden(PRESENT);
    if path.exists() {
        std::fs::remove_dir_all(&path).unwrap();
    }
    let index = small().create(&path).unwrap();
    let mut writer = index.writer().unwrap();
    for document in documents() {
        writer.add(&document).unwrap();
    }
    writer.optimize().unwrap();
    writer.close().unwrap();
    remove_locks(&path);
}

fn remove_locks(path: &Path) {
    for entry in std::fs::read_dir(path).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_some_and(|extension| extension == "lock") {
            std::fs::remove_file(file).unwrap();
        }
    }
}
