//! Folders and JSON Lines into an index: what is added, replaced and deleted,
//! what is reported, and what a run that is broken off leaves.

use std::fs;
use std::io::{BufReader, Read};
use std::path::Path;

use ibid::source::{
    Folder, PathFailure, Progress, ProgressUnit, Skipped, SyncOptions, SyncReport, Synchronizer,
    sync,
};
use ibid::{Document, Error, Index, IndexOptions, Lexicon};
use proptest::prelude::*;

use super::{folder, write, write_aged};

pub(super) fn empty_index() -> Index {
    IndexOptions::default().with_lexicon(Lexicon::default()).in_memory().unwrap()
}

pub(super) fn options() -> SyncOptions {
    SyncOptions::default().with_threads(2)
}

/// Brings the index up to those paths.
pub(super) fn run<P: AsRef<Path>>(index: &Index, paths: &[P]) -> SyncReport {
    sync(index, paths, &options(), |_| ()).unwrap()
}

fn run_lines(index: &Index, lines: &str) -> SyncReport {
    let mut synchronizer = Synchronizer::new(index, &options()).unwrap();
    synchronizer.json_lines(lines.as_bytes(), "feed", lines.len() as u64).unwrap();
    synchronizer.finish().unwrap()
}

/// Added, replaced, removed, unchanged.
pub(super) fn counts(report: &SyncReport) -> [usize; 4] {
    [report.added, report.replaced, report.removed, report.unchanged]
}

/// Ids and texts of the index.
pub(super) fn texts(index: &Index) -> Vec<(String, String)> {
    let documents = index.documents().unwrap().map(Result::unwrap);
    documents.map(|document| (document.id, document.text)).collect()
}

pub(super) fn ids(index: &Index) -> Vec<String> {
    texts(index).into_iter().map(|(id, _)| id).collect()
}

/// Checks the beginnings of reasons.
fn check_reasons(skipped: &[Skipped], expected: &[&str]) {
    assert_eq!(skipped.len(), expected.len(), "{skipped:?}");
    for (skipped, expected) in skipped.iter().zip(expected) {
        assert!(skipped.reason.starts_with(expected), "{skipped} for {expected}");
    }
}

#[test]
fn a_folder_is_followed() {
    let dir = folder(&[("a.txt", b"One."), ("sub/b.md", b"Two."), ("c.txt", b"Three.")]);
    let index = empty_index();
    let report = run(&index, &[dir.path()]);
    assert_eq!(counts(&report), [3, 0, 0, 0]);
    assert_eq!((report.passages, report.bytes), (3, 14));
    assert_eq!(counts(&run(&index, &[dir.path()])), [0, 0, 0, 3]);

    write(dir.path(), "a.txt", b"One more.");
    write(dir.path(), "d.txt", b"Four.");
    fs::remove_file(dir.path().join("sub/b.md")).unwrap();
    let report = run(&index, &[dir.path()]);
    assert_eq!(counts(&report), [1, 1, 1, 1]);
    assert_eq!((report.passages, report.bytes), (2, 14));
    let expected = [("a.txt", "One more."), ("c.txt", "Three."), ("d.txt", "Four.")];
    assert_eq!(texts(&index), expected.map(|(id, text)| (id.to_owned(), text.to_owned())));
    assert_eq!(report.skipped, []);
    index.verify().unwrap();
}

#[test]
fn what_cannot_be_read_is_reported_and_stays_as_it_was() {
    let dir = folder(&[("a.txt", b"One."), ("b.txt", b"Two.")]);
    let index = empty_index();
    run(&index, &[dir.path()]);
    write(dir.path(), "a.txt", b"");
    write(dir.path(), "b.txt", b"binary\0\x01\x02\x03\x04");
    write(dir.path(), "c.txt", b" \n");
    write(dir.path(), "d.txt", b"\xEF\xBB\xBFThre\xFFe.");
    let report = run(&index, &[dir.path()]);
    assert_eq!(counts(&report), [1, 0, 0, 0]);
    check_reasons(&report.skipped, &["is empty", "5 of its", "has only blanks"]);
    check_reasons(&report.noted, &["has bytes that mean nothing in UTF-8"]);
    assert_eq!(report.noted[0].path, dir.path().join("d.txt"));
    assert_eq!(
        texts(&index)[..2],
        [("a.txt", "One."), ("b.txt", "Two.")]
            .map(|(id, text)| { (id.to_owned(), text.to_owned()) })
    );
}

#[test]
fn a_folder_that_is_empty_now_is_not_taken_at_its_word() {
    let dir = folder(&[("a.txt", b"One."), ("b.txt", b"Two.")]);
    let index = empty_index();
    run(&index, &[dir.path()]);
    fs::remove_file(dir.path().join("a.txt")).unwrap();
    fs::remove_file(dir.path().join("b.txt")).unwrap();
    let report = run(&index, &[dir.path()]);
    assert_eq!((counts(&report), ids(&index).len()), ([0; 4], 2));
    assert_eq!(report.failed[0].cause, PathFailure::Emptied { documents: 2 });
    assert_eq!(
        report.failed[0].to_string(),
        format!(
            "{}: has no articles now, 2 would be removed: mount it, or allow an empty folder",
            dir.path().display()
        )
    );
    let report = sync(&index, &[dir.path()], &options().with_allow_empty(true), |_| ()).unwrap();
    assert_eq!((counts(&report), ids(&index).len()), ([0, 0, 2, 0], 0));
    // One that never had any is no failure.
    assert_eq!(run(&index, &[dir.path()]).failed, []);
}

#[test]
fn paths_that_cannot_be_read_do_not_end_the_run() {
    let dir = folder(&[("a.txt", b"One.")]);
    let feed = folder(&[("feed.jsonl", b"{\"id\": \"b\", \"text\": \"Two.\"}")]);
    let at = |name: &str| dir.path().join(name);
    let index = empty_index();
    let report = run(
        &index,
        &[at("missing"), at("a.txt"), feed.path().join("feed.jsonl"), dir.path().into()],
    );
    assert_eq!(counts(&report), [2, 0, 0, 0]);
    let failed: Vec<String> = report.failed.iter().map(ToString::to_string).collect();
    assert_eq!(failed.len(), 2);
    assert!(failed[0].starts_with(&format!("{}: cannot be read (", at("missing").display())));
    assert!(failed[0].ends_with("): give a folder or .jsonl file"));
    let expected =
        format!("{}: is one article: give the folder that holds it", at("a.txt").display());
    assert_eq!(failed[1], expected);
}

#[test]
fn json_lines_are_compared_line_by_line() {
    let index = empty_index();
    let lines = "{\"id\":1,\"text\":\"One.\"}\n{\"id\":2,\"text\":\"Two.\"}\n\nno JSON\n";
    let report = run_lines(&index, lines);
    assert_eq!(counts(&report), [2, 0, 0, 0]);
    assert_eq!(
        (report.skipped[0].path.as_path(), report.skipped[0].line),
        (Path::new("feed"), Some(4))
    );

    // A line that is gone stays; fields count as well as the text.
    let report = run_lines(
        &index,
        "{\"id\":2,\"text\":\"Two.\"}\n{\"id\":1,\"text\":\"One.\",\"title\":\"T\"}\n{\"id\":3,\"text\":\"3.\"}\n",
    );
    assert_eq!(counts(&report), [1, 1, 0, 1]);
    let report = run_lines(&index, "{\"id\":3,\"text\":\"3.\"}\n");
    assert_eq!(
        (counts(&report), ids(&index)),
        ([0, 0, 0, 1], ["1", "2", "3"].map(String::from).into())
    );
    assert_eq!(index.document("1").unwrap().unwrap().title, "T");
}

#[test]
fn of_an_id_that_comes_twice_the_last_counts() {
    let index = empty_index();
    let twice = "{\"id\":1,\"text\":\"Old.\"}\n{\"id\":1,\"text\":\"New.\"}\n{\"id\":1,\"text\":\"Old.\"}\n";
    let note = "has \"1\" more than once: the last one counts";
    // In the second run the first line is as in the index.
    for (expected, notes) in [([1, 2, 0, 0], 2), ([0, 2, 0, 1], 1)] {
        let report = run_lines(&index, twice);
        assert_eq!(counts(&report), expected);
        check_reasons(&report.noted, &[note; 2][..notes]);
        assert_eq!(texts(&index), [("1".to_owned(), "Old.".to_owned())]);
    }
}

#[test]
fn dates_that_are_none_are_told() {
    let index = empty_index();
    let lines = "{\"id\": \"a\", \"text\": \"T\", \"date\": \"9999-99-99\"}\n\
                 {\"id\": \"b\", \"text\": \"T\", \"date\": 1e308}\n\
                 {\"id\": \"c\", \"text\": \"T\", \"date\": \"2014-06\"}\n";
    let report = run_lines(&index, lines);
    assert_eq!(counts(&report)[0], 3);
    check_reasons(&report.noted, &["has the date \"9999-99-99\" in", "has the date \"1e+308\" in"]);
    assert_eq!(run_lines(&index, lines).noted, [], "lines that did not change");
}

#[test]
fn documents_from_elsewhere_are_not_replaced() {
    let dir = folder(&[("a.txt", b"One.")]);
    let index = empty_index();
    let mut writer = index.writer().unwrap();
    writer.add(&Document::new("b.txt", "Of a program.").with_extra("folder", "mine")).unwrap();
    writer.commit().unwrap();
    writer.close().unwrap();
    write(dir.path(), "b.txt", b"Of the folder.");

    // The file of a taken name has the folder's before it.
    let report = run(&index, &[dir.path()]);
    assert_eq!((counts(&report), report.refused), ([2, 0, 0, 0], 0));
    let name = dir.path().file_name().unwrap().to_str().unwrap();
    let longer = format!("{name}/b.txt");
    assert_eq!(index.document("b.txt").unwrap().unwrap().text, "Of a program.");
    assert_eq!(index.document(&longer).unwrap().unwrap().text, "Of the folder.");
    // A line has the id that it has.
    let report = run_lines(&index, "{\"id\":\"a.txt\",\"text\":\"A line.\"}\n");
    let from = format!(
        "has the id \"a.txt\" of another document, from {}: give it another id",
        dir.path().join("a.txt").display()
    );
    check_reasons(&report.skipped, &[&from]);
    assert!(report.did_nothing() && report.refused == 1);
    assert_eq!(index.document("a.txt").unwrap().unwrap().text, "One.");
    // It keeps its id, and goes alone.
    fs::remove_file(dir.path().join("b.txt")).unwrap();
    assert_eq!(counts(&run(&index, &[dir.path()])), [0, 0, 1, 1]);
    assert_eq!(ids(&index), ["a.txt", "b.txt"]);
}

#[test]
fn a_document_that_cannot_be_indexed_is_skipped_alone() {
    let index = empty_index();
    let long = "x".repeat(40_000);
    let lines = format!(
        "{{\"id\":1,\"text\":\"One.\"}}\n{{\"id\":\"{long}\",\"text\":\"T\"}}\n{{\"id\":2,\"text\":\"Two.\"}}\n"
    );
    let report = run_lines(&index, &lines);
    assert_eq!(counts(&report), [2, 0, 0, 0]);
    check_reasons(&report.skipped, &["its id is over 32768 bytes"]);
}

#[test]
fn progress_goes_from_nothing_to_all() {
    let dir = folder(&[("a.txt", b"One."), ("b.txt", b"\x01\x02\x03\x04"), ("c.txt", b"Three.")]);
    let feed = "{\"id\":1,\"text\":\"One.\"}\n\nno JSON\n{\"id\":2,\"text\":\"Two.\"}";
    let beside = folder(&[("feed.jsonl", feed.as_bytes())]);
    let (index, file) = (empty_index(), beside.path().join("feed.jsonl"));
    let mut seen = Vec::new();
    let note = |progress: Progress<'_>| {
        seen.push((progress.path.to_owned(), progress.unit, progress.done, progress.total));
    };
    sync(&index, &[dir.path(), &file], &options(), note).unwrap();
    let total = feed.len() as u64;
    let of_folder = (0..=3).map(|done| (dir.path().to_owned(), ProgressUnit::Files, done, 3));
    let of_file = [0, 23, 32, total].map(|done| (file.clone(), ProgressUnit::Bytes, done, total));
    assert_eq!(seen, of_folder.chain(of_file).collect::<Vec<_>>());
}

#[test]
fn the_writer_is_held_to_the_end() {
    let index = empty_index();
    let run = Synchronizer::new(&index, &options()).unwrap();
    assert!(matches!(index.writer(), Err(Error::Locked { .. })));
    let waiting = options().with_lock_wait_ms(30);
    match Synchronizer::new(&index, &waiting).map(drop) {
        Err(Error::Locked { waited_ms, .. }) => assert!(waited_ms >= 30),
        other => panic!("{other:?}"),
    }
    run.finish().unwrap();
    assert!(index.writer().is_ok());
}

/// Fails after its bytes, as a broken disk does.
struct Broken<'a>(&'a [u8]);

impl Read for Broken<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.0.is_empty() {
            return Err(std::io::Error::other("gone"));
        }
        self.0.read(buffer)
    }
}

#[test]
fn what_was_read_before_a_failing_reader_is_kept() {
    let index = empty_index();
    let mut run = Synchronizer::new(&index, &options()).unwrap();
    let lines = b"{\"id\":1,\"text\":\"One.\"}\n{\"id\":2,";
    run.json_lines(BufReader::new(Broken(lines)), "feed", 0).unwrap();
    let report = run.finish().unwrap();
    check_reasons(&report.skipped, &["cannot be read (gone)"]);
    assert_eq!(ids(&index), ["1"]);
}

/// A run that is given up between two paths keeps the paths before; the next
/// run goes on from there.
#[test]
fn each_path_is_committed() {
    let above = tempfile::tempdir().unwrap();
    let (one, other) = (folder(&[("a.txt", b"One.")]), folder(&[("b.txt", b"Other.")]));
    let options_of_index = IndexOptions::default().with_lexicon(Lexicon::default());
    let index = options_of_index.create(above.path().join("index")).unwrap();
    let mut run = Synchronizer::new(&index, &options()).unwrap();
    run.folder(&Folder::new(one.path())).unwrap();
    drop(run);
    assert_eq!(ids(&index), ["a.txt"]);
    let report = sync(&index, &[one.path(), other.path()], &options(), |_| ()).unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is done to a folder between runs, the index holds what a new
    /// one made of it would.
    #[test]
    fn following_a_folder_is_indexing_it_anew(
        runs in proptest::collection::vec(
            proptest::collection::vec((0..5_u8, 0..4_u8), 0..5), 1..5),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let index = empty_index();
        let mut age = 60 * 100;
        for steps in runs {
            for (name, length) in steps {
                let name = format!("{name}.txt");
                if length == 0 {
                    drop(fs::remove_file(dir.path().join(&name)));
                    continue;
                }
                // A minute younger with every step: no two times are alike.
                age -= 60;
                let text = format!("{}{age}", "x".repeat(usize::from(length)));
                write_aged(dir.path(), &name, text.as_bytes(), age);
            }
            let report =
                sync(&index, &[dir.path()], &options().with_allow_empty(true), |_| ()).unwrap();
            let anew = empty_index();
            let all = run(&anew, &[dir.path()]).added;
            prop_assert_eq!(report.added + report.replaced + report.unchanged, all);
            let documents = |index: &Index| -> Vec<Document> {
                index.documents().unwrap().map(Result::unwrap).collect()
            };
            prop_assert_eq!(documents(&index), documents(&anew));
        }
    }
}

/// Damaged and locked files were read again by every run.
#[test]
fn what_gave_nothing_is_read_again_when_it_changes() {
    let dir = folder(&[("a.txt", b"One."), ("b.txt", b"x\0\x01\x02\x03\x04"), ("c.txt", b" ")]);
    let above = tempfile::tempdir().unwrap();
    let index = Index::create(above.path().join("index")).unwrap();
    let read = || {
        let mut files = 0;
        let report =
            sync(&index, &[dir.path()], &options(), |progress| files = progress.total).unwrap();
        (files, report.skipped.len())
    };
    assert_eq!([read(), read()], [(3, 2), (0, 2)]);
    write_aged(dir.path(), "b.txt", b"y\0\x01\x02\x03\x04", 50);
    assert_eq!([read(), read()], [(1, 2), (0, 2)]);
    write_aged(dir.path(), "b.txt", b"Two.", 40);
    assert_eq!([read(), read()], [(1, 1), (0, 1)]);
    index.verify().unwrap();
}
