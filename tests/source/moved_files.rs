//! Files that were moved within their folder: their documents are taken from the index.

use std::fs;
use std::time::{Duration, SystemTime};

use ibid::Query;

use super::folder;
use super::sync::{counts, empty_index, ids, run, texts};

#[test]
fn what_was_moved_within_a_folder_is_not_read() {
    let dir = folder(&[
        ("a.txt", b"Six tugs."),
        ("t.csv", b"port,tugs\nHallan,9\nMorn,4\n"),
        ("z.txt", b"Z."),
    ]);
    let index = empty_index();
    run(&index, &[dir.path()]);
    let at = |name: &str| dir.path().join(name);
    fs::create_dir(at("sub")).unwrap();
    fs::rename(at("a.txt"), at("sub/gunboats.txt")).unwrap();
    fs::rename(at("t.csv"), at("sub/t.csv")).unwrap();
    // Only one that reads it sees this.
    let moved = at("sub/gunboats.txt");
    let modified = fs::metadata(&moved).unwrap().modified().unwrap();
    fs::write(&moved, "Two tugs.").unwrap();
    fs::File::options().write(true).open(&moved).unwrap().set_modified(modified).unwrap();

    let report = run(&index, &[dir.path()]);
    assert_eq!((counts(&report), report.carried), ([0, 0, 0, 1], 3));
    assert_eq!(ids(&index), ["sub/gunboats.txt", "sub/t.csv#2", "sub/t.csv#3", "z.txt"]);
    assert_eq!(texts(&index)[0].1, "Six tugs.");
    let document = index.document("sub/gunboats.txt").unwrap().unwrap();
    assert_eq!(document.extra["path"], moved.to_str().unwrap());
    // Its name is that of now.
    assert_eq!(index.search(&Query::new("gunboats")).unwrap().len(), 1);
    index.verify().unwrap();

    // And on: nothing is left of the old place, and a later change is read.
    assert_eq!(counts(&run(&index, &[dir.path()])), [0, 0, 0, 3]);
    fs::File::options()
        .write(true)
        .open(&moved)
        .unwrap()
        .set_modified(SystemTime::now() - Duration::from_secs(9))
        .unwrap();
    assert_eq!(counts(&run(&index, &[dir.path()])), [0, 1, 0, 2]);
    assert_eq!(texts(&index)[0].1, "Two tugs.");
}

/// A copy is a file of its own, and one that was changed as it was moved is read.
#[test]
fn what_is_not_sure_is_read() {
    let dir = folder(&[("a.txt", b"Six tugs."), ("b.txt", b"A crane.")]);
    let index = empty_index();
    run(&index, &[dir.path()]);
    let at = |name: &str| dir.path().join(name);
    fs::copy(at("a.txt"), at("copy.txt")).unwrap();
    fs::rename(at("b.txt"), at("c.txt")).unwrap();
    fs::write(at("c.txt"), "A crane, and another.").unwrap();
    let report = run(&index, &[dir.path()]);
    assert_eq!((counts(&report), report.carried), ([2, 0, 1, 1], 0));
    assert_eq!(ids(&index), ["a.txt", "c.txt", "copy.txt"]);
}
