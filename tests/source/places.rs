//! Folders that were moved, that lie within one another, and that have files of
//! the same names.

use std::fs;
use std::path::Path;

use ibid::source::{SyncReport, Synchronizer, sync};
use ibid::{Document, Index};
use tempfile::TempDir;

use super::sync::{counts, empty_index, ids, options, run, texts};
use super::write;

/// A disk with a folder of these files.
fn disk(name: &str, files: &[(&str, &[u8])]) -> TempDir {
    let disk = tempfile::tempdir().unwrap();
    for (file, bytes) in files {
        write(&disk.path().join(name), file, bytes);
    }
    disk
}

fn rename(disk: &TempDir, from: &str, to: &str) {
    fs::rename(disk.path().join(from), disk.path().join(to)).unwrap();
}

fn moved(report: &SyncReport) -> Vec<usize> {
    report.moved.iter().map(|moved| moved.documents).collect()
}

fn document(index: &Index, id: &str) -> Document {
    index.document(id).unwrap().unwrap()
}

/// After a rename every changed file was refused, new ones came in, gone ones
/// stayed, and the program ended with success.
#[test]
fn a_renamed_folder_goes_on() {
    let disk = disk("in", &[("a.txt", b"Six gunships."), ("b.txt", b"Two."), ("c/d.txt", b"D.")]);
    let index = empty_index();
    run(&index, &[disk.path().join("in")]);
    rename(&disk, "in", "news");
    let news = disk.path().join("news");
    write(&news, "a.txt", b"Six warships now.");
    write(&news, "e.txt", b"Nine frigates.");
    fs::remove_file(news.join("b.txt")).unwrap();

    let report = run(&index, &[&news]);
    assert_eq!((counts(&report), moved(&report)), ([1, 1, 1, 1], vec![3]));
    let said =
        format!("{} is now {}, 3 documents", disk.path().join("in").display(), news.display());
    assert_eq!(report.moved[0].to_string(), said);
    assert_eq!(ids(&index), ["a.txt", "c/d.txt", "e.txt"]);
    // What did not change lies at the new place as well.
    for (id, name) in [("a.txt", "a.txt"), ("c/d.txt", "c/d.txt")] {
        let extra = document(&index, id).extra;
        assert_eq!(Path::new(&extra["path"]), news.join(name));
        assert_eq!(Path::new(&extra["folder"]), news);
    }
    assert_eq!(counts(&run(&index, &[&news])), [0, 0, 0, 3]);
    index.verify().unwrap();
}

#[test]
fn a_single_file_that_changed_shows_the_folder() {
    let disk = disk("in", &[("a.txt", b"Six gunships.")]);
    let index = empty_index();
    run(&index, &[disk.path().join("in")]);
    rename(&disk, "in", "news");
    write(&disk.path().join("news"), "a.txt", b"Six warships now.");
    let report = run(&index, &[disk.path().join("news")]);
    assert_eq!((counts(&report), moved(&report)), ([0, 1, 0, 0], vec![1]));
    assert_eq!(texts(&index), [("a.txt".to_owned(), "Six warships now.".to_owned())]);
}

#[test]
fn a_folder_that_is_there_was_not_moved() {
    let disk = disk("in", &[("a.txt", b"Six."), ("b.txt", b"Two.")]);
    write(&disk.path().join("copy"), "a.txt", b"Six.");
    let index = empty_index();
    run(&index, &[disk.path().join("in")]);
    let report = run(&index, &[disk.path().join("copy")]);
    assert_eq!((counts(&report), moved(&report)), ([1, 0, 0, 0], vec![]));
    assert_eq!(ids(&index), ["a.txt", "b.txt", "copy/a.txt"]);
}

#[test]
fn what_may_have_been_moved_is_told_and_can_be_said() {
    let disk = disk("in", &[("a.txt", b"1."), ("b.txt", b"2."), ("c.txt", b"3.")]);
    let index = empty_index();
    let (from, to) = (disk.path().join("in"), disk.path().join("news"));
    run(&index, &[&from]);
    rename(&disk, "in", "news");
    for name in ["b", "c"] {
        fs::rename(to.join(format!("{name}.txt")), to.join(format!("{name}-2.txt"))).unwrap();
    }
    let report = run(&index, &[&to]);
    assert_eq!((counts(&report), moved(&report)), ([3, 0, 0, 0], vec![]));
    let note = format!("may be {}, which is gone: 1 of its 3 documents have", from.display());
    assert!(report.noted[0].reason.starts_with(&note), "{:?}", report.noted);
    assert_eq!(ids(&index).len(), 6);

    // Said afterwards: what is at the new place already is not there twice.
    let mut synchronizer = Synchronizer::new(&index, &options()).unwrap();
    assert_eq!(synchronizer.moved(&from, &to).unwrap(), 2);
    synchronizer.path(&to).unwrap();
    let report = synchronizer.finish().unwrap();
    assert_eq!((counts(&report), moved(&report)), ([0, 0, 3, 3], vec![2]));
    assert_eq!(ids(&index), ["b-2.txt", "c-2.txt", "news/a.txt"]);
}

/// Each document was in its own way, and was removed for it.
#[test]
fn a_folder_that_moved_to_itself_keeps_its_documents() {
    let disk = disk("in", &[("a.txt", b"Six."), ("b.txt", b"Seven.")]);
    let (index, folder) = (empty_index(), disk.path().join("in"));
    run(&index, &[&folder]);
    let mut synchronizer = Synchronizer::new(&index, &options()).unwrap();
    assert_eq!(synchronizer.moved(&folder, &folder).unwrap(), 0);
    synchronizer.finish().unwrap();
    assert_eq!(ids(&index), ["a.txt", "b.txt"]);
}

#[test]
fn a_folder_around_it_was_renamed() {
    let disk = disk("a/news", &[("x.txt", b"X."), ("y.txt", b"Y.")]);
    let index = empty_index();
    run(&index, &[disk.path().join("a/news")]);
    rename(&disk, "a", "b");
    let report = run(&index, &[disk.path().join("b")]);
    assert_eq!((counts(&report), moved(&report)), ([0, 0, 0, 2], vec![2]));
    assert_eq!(ids(&index), ["x.txt", "y.txt"]);
    assert_eq!(counts(&run(&index, &[disk.path().join("b/news")])), [0, 0, 0, 2]);
}

/// More documents than are written at once.
#[test]
fn a_renamed_folder_of_many_files_goes_on() {
    let disk = tempfile::tempdir().unwrap();
    for number in 0..150 {
        let name = format!("{}/{number}.txt", number % 3);
        write(&disk.path().join("news"), &name, format!("Number {number}.").as_bytes());
    }
    // Its name begins as the other's does.
    write(&disk.path().join("newsroom"), "a.txt", b"Another.");
    let index = empty_index();
    run(&index, &[disk.path().join("news"), disk.path().join("newsroom")]);
    rename(&disk, "news", "old");
    let report = run(&index, &[disk.path().join("old")]);
    assert_eq!((counts(&report), moved(&report)), ([0, 0, 0, 150], vec![150]));
    assert_eq!(counts(&run(&index, &[disk.path().join("newsroom")])), [0, 0, 0, 1]);
    index.verify().unwrap();
}

#[test]
fn of_two_that_may_have_been_moved_the_same_files_decide() {
    let disk = disk("a", &[("report.txt", b"Six.")]);
    write(&disk.path().join("b"), "report.txt", b"Seventeen.");
    let index = empty_index();
    run(&index, &[disk.path().join("a"), disk.path().join("b")]);
    rename(&disk, "b", "c");
    rename(&disk, "a", "d");
    let report = run(&index, &[disk.path().join("c"), disk.path().join("d")]);
    assert_eq!((counts(&report), moved(&report)), ([0, 0, 0, 2], vec![1, 1]));
    assert_eq!(document(&index, "report.txt").text, "Six.");
    assert_eq!(document(&index, "b/report.txt").text, "Seventeen.");
}

#[test]
fn two_folders_with_files_of_one_name() {
    let disk = disk("2013", &[("report.txt", b"Old.")]);
    write(&disk.path().join("2014"), "report.txt", b"New.");
    let (old, new) = (disk.path().join("2013"), disk.path().join("2014"));
    let index = empty_index();
    for expected in [[2, 0, 0, 0], [0, 0, 0, 2]] {
        let report = run(&index, &[&old, &new]);
        assert_eq!((counts(&report), report.skipped.len()), (expected, 0));
        assert_eq!(document(&index, "report.txt").text, "Old.");
        assert_eq!(document(&index, "2014/report.txt").text, "New.");
    }
    write(&new, "report.txt", b"Newer.");
    assert_eq!(counts(&run(&index, &[&new])), [0, 1, 0, 0]);
    // What is gone from one folder does not take the other's along.
    fs::remove_file(old.join("report.txt")).unwrap();
    let report = sync(&index, &[&old], &options().with_allow_empty(true), |_| ()).unwrap();
    assert_eq!(counts(&report), [0, 0, 1, 0]);
    assert_eq!(texts(&index), [("2014/report.txt".to_owned(), "Newer.".to_owned())]);
}

#[test]
fn a_folder_and_one_within_it() {
    let files: [(&str, &[u8]); 3] =
        [("a.txt", b"A."), ("2014/b.txt", b"B."), ("2014/c.txt", b"C.")];
    for inner_first in [true, false] {
        let disk = disk("news", &files);
        let (outer, inner) = (disk.path().join("news"), disk.path().join("news/2014"));
        let paths = if inner_first { [&inner, &outer] } else { [&outer, &inner] };
        let index = empty_index();
        run(&index, &paths);
        assert_eq!(ids(&index).len(), 3, "{:?}", ids(&index));
        write(&inner, "b.txt", b"B again.");
        fs::remove_file(inner.join("c.txt")).unwrap();
        let report = run(&index, &[paths[1], paths[0]]);
        assert_eq!(counts(&report)[..3], [0, 1, 1]);
        let mut all: Vec<String> = texts(&index).into_iter().map(|(_, text)| text).collect();
        all.sort();
        assert_eq!(all, ["A.", "B again."]);
        index.verify().unwrap();
    }
}

#[test]
fn what_another_folder_reads_does_not_vanish_with_this_one() {
    let disk = disk("news", &[("a.txt", b"A."), (".inner/b.txt", b"B."), ("disk/c.txt", b"C.")]);
    let at = |name: &str| disk.path().join(name);
    let index = empty_index();
    run(&index, &[at("news/.inner"), at("news/disk")]);
    // As where a disk is not mounted.
    fs::remove_file(at("news/disk/c.txt")).unwrap();
    assert_eq!(counts(&run(&index, &[at("news")])), [1, 0, 0, 0]);
    assert_eq!(ids(&index), ["a.txt", "b.txt", "c.txt"]);
    // A folder that is gone is gone.
    fs::remove_dir(at("news/disk")).unwrap();
    assert_eq!(counts(&run(&index, &[at("news")])), [0, 0, 1, 1]);
}
