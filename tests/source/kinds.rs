//! Files of other kinds, of other encodings and with other names.

use std::collections::BTreeMap;
use std::fs;

use ibid::source::Folder;

use super::sync::{counts, empty_index, ids, run, texts};
use super::{check_skipped, folder, write};

/// A folder of one text and a hundred pictures read as if all were in the index.
#[test]
fn other_kinds_are_counted() {
    let dir = folder(&[
        ("a.txt", b"Six gunships."),
        ("chart.png", b"x"),
        ("2014/OLD.PNG", b"x"),
        ("letter.xls", b"x"),
        ("README", b"x"),
        (".hidden.png", b"x"),
        (".git/x.png", b"x"),
    ]);
    let listing = Folder::new(dir.path()).list().unwrap();
    let others: Vec<_> = listing.others.iter().filter_map(|path| path.file_name()).collect();
    assert_eq!(others, ["OLD.PNG", "README", "chart.png", "letter.xls"]);
    assert_eq!(listing.passed_over.to_string(), "2 .png, 1 without an ending, 1 .xls");
    let index = empty_index();
    let other = folder(&[("b.md", b"Nine."), ("c.png", b"x")]);
    let report = run(&index, &[dir.path(), other.path()]);
    let expected = [("", 1), (".png", 3), (".xls", 1)].map(|(kind, n)| (kind.to_owned(), n));
    assert_eq!(report.passed_over.kinds, BTreeMap::from(expected));
    assert_eq!((report.passed_over.files(), counts(&report)), (5, [2, 0, 0, 0]));
    let named: Vec<String> = report.others.iter().map(ToString::to_string).collect();
    assert_eq!(named.len(), 5);
    let old = dir.path().join("2014/OLD.PNG");
    assert_eq!(named[0], format!("{}: is of a kind that is not read (.png)", old.display()));
    // Without any ending every file is taken.
    let all = Folder::new(dir.path()).extensions(&[]).list().unwrap();
    assert_eq!((all.files.len(), all.passed_over.files()), (5, 0));
}

#[test]
fn a_run_that_brings_nothing_did_nothing() {
    let index = empty_index();
    let (pictures, dir) = (folder(&[("a.png", b"x")]), folder(&[("a.txt", b"Six.")]));
    assert!(run(&index, &[pictures.path()]).did_nothing());
    assert!(!run(&index, &[dir.path()]).did_nothing());
    assert!(!run(&index, &[dir.path()]).did_nothing(), "all is there");
    assert!(!run(&index, &[pictures.path(), dir.path()]).did_nothing());
}

#[test]
fn other_encodings_are_said() {
    let dir = folder(&[
        ("mac.txt", b"Le Minist\x8Fre de la D\x8Efense\xD5s"),
        ("wide.txt", b"d\0e\0a\0l\0"),
        ("old.txt", b"Minist\xE8re \x96 \x93Hind\x94"),
        ("nul.txt", b"Six gun\0ships."),
        ("mixed.txt", b"D\xC3\xA9fense; Minist\xE8re."),
        ("plain.txt", b"Six."),
    ]);
    let index = empty_index();
    let report = run(&index, &[dir.path()]);
    assert_eq!(counts(&report), [6, 0, 0, 0]);
    let encodings = ["UTF-16LE", "UTF-8 with windows-1252", "macintosh", "windows-1252"];
    assert_eq!(report.encodings, BTreeMap::from(encodings.map(|name| (name.to_owned(), 1))));
    let noted: Vec<String> = report.noted.iter().map(|note| note.reason.clone()).collect();
    let expected = [
        "is UTF-8 with windows-1252 among it: save it as UTF-8",
        "has 1 NUL character, which is kept: remove it",
    ];
    assert_eq!(noted, expected);
    let text = |id: &str| index.document(id).unwrap().unwrap().text;
    assert_eq!(text("mixed.txt"), "Défense; Ministère.");
    assert_eq!(text("nul.txt"), "Six gun\0ships.");
    assert_eq!(text("wide.txt"), "deal");
    index.verify().unwrap();
}

/// A folder copied from a system that writes names decomposed was read anew,
/// and every document was there twice.
#[test]
fn names_are_one_composed_or_not() {
    let (composed, decomposed) = ("\u{e9}t\u{e9}.txt", "e\u{301}te\u{301}.txt");
    let dir = folder(&[(decomposed, b"Six gunships.")]);
    let index = empty_index();
    run(&index, &[dir.path()]);
    assert_eq!(ids(&index), [composed]);
    fs::remove_file(dir.path().join(decomposed)).unwrap();
    write(dir.path(), composed, b"Seven gunships.");
    assert_eq!(counts(&run(&index, &[dir.path()])), [0, 1, 0, 0]);
    assert_eq!(texts(&index), [(composed.to_owned(), "Seven gunships.".to_owned())]);

    write(dir.path(), decomposed, b"Eight gunships.");
    let listing = Folder::new(dir.path()).list().unwrap();
    if listing.files.len() + listing.skipped.len() == 2 {
        // Not where the file system takes the names for one.
        assert_eq!(listing.files.len(), 1);
        check_skipped(&listing, &[&format!("{composed}: has the name of ")]);
    }
}
