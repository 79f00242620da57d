//! Folders: what is listed, read, skipped and changed; and their way into an
//! index.
#![cfg(feature = "folder")]
#![allow(clippy::unwrap_used)] // The functions of tests may, as tests may.

#[path = "../support/entry_points.rs"]
mod entry_points;
mod file_names;
mod formats;
mod ids;
mod kept;
mod kinds;
mod located;
mod moved_files;
#[cfg(all(feature = "html", feature = "office", feature = "mail", feature = "pdf"))]
mod mutations;
#[cfg(feature = "pdf")]
mod pages;
mod places;
mod sync;
#[cfg(unix)]
mod unix;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use ibid::config::PassageConfig;
use ibid::source::{Folder, Listing, changes};
use ibid::{Document, Error};
use proptest::prelude::*;
use tempfile::TempDir;

/// A folder with those files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        write(folder.path(), name, bytes);
    }
    folder
}

/// Writes a file as if a minute ago, so that its stamp is settled.
fn write(folder: &Path, name: &str, bytes: &[u8]) {
    write_aged(folder, name, bytes, 60);
}

fn write_aged(folder: &Path, name: &str, bytes: &[u8], seconds: u64) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).unwrap();
}

fn ids(listing: &Listing) -> Vec<&str> {
    listing.files.iter().map(|file| file.id.as_str()).collect()
}

/// "name: reason" of everything that was not listed.
fn skipped(listing: &Listing) -> Vec<String> {
    let relative = |path: &Path| path.strip_prefix(&listing.root).unwrap().display().to_string();
    listing.skipped.iter().map(|s| format!("{}: {}", relative(&s.path), s.reason)).collect()
}

fn check_skipped(listing: &Listing, expected: &[&str]) {
    let skipped = skipped(listing);
    assert_eq!(skipped.len(), expected.len(), "{skipped:?}");
    for (skipped, expected) in skipped.iter().zip(expected) {
        assert!(skipped.starts_with(expected), "{skipped}");
    }
}

/// The stamps of the documents that are read from a folder now, by id.
fn stamps(folder: &Folder) -> BTreeMap<String, String> {
    let listing = folder.list().unwrap();
    let documents = listing.files.iter().filter_map(|file| folder.read(file).ok());
    documents
        .map(|document| {
            let stamp = folder.stamp_in(&document.extra).unwrap().to_owned();
            (document.id, stamp)
        })
        .collect()
}

#[test]
fn lists_text_files_in_order() {
    let dir = folder(&[
        ("b.TXT", b"x"),
        ("a/z.md", b"x"),
        ("a-.txt", b"x"),
        ("a/deep/er/1.txt", b"x"),
        ("two words \u{1F681}.txt", b"x"),
        (".hidden.txt", b"x"),
        (".git/notes.txt", b"x"),
        ("page.png", b"x"),
        ("txt", b"x"),
        ("folder.txt/inner.txt", b"x"),
        ("empty.txt", b""),
        ("empty.png", b""),
        (".gitignore", b"*.txt"),
    ]);
    let listing = Folder::new(dir.path()).list().unwrap();
    let expected = [
        "a-.txt",
        "a/deep/er/1.txt",
        "a/z.md",
        "b.TXT",
        "folder.txt/inner.txt",
        "two words \u{1F681}.txt",
    ];
    assert_eq!(ids(&listing), expected);
    check_skipped(&listing, &["empty.txt: is empty"]);
}

#[test]
fn other_extensions() {
    let dir = folder(&[("a.txt", b"x"), ("b.Html", b"x"), ("c", b"x"), ("d.htm", b"x")]);
    let cases: [(&[&str], &[&str]); 3] = [
        (&["html"], &["b.Html"]),
        (&[".HTM", "txt"], &["a.txt", "d.htm"]),
        (&[], &["a.txt", "b.Html", "c", "d.htm"]),
    ];
    for (extensions, expected) in cases {
        let listing = Folder::new(dir.path()).extensions(extensions).list().unwrap();
        assert_eq!(ids(&listing), expected, "{extensions:?}");
    }
}

#[test]
fn the_path_may_be_written_in_many_ways() {
    let dir = folder(&[("a/b.txt", b"x")]);
    let slash = format!("{}/", dir.path().display());
    let dot = dir.path().join(".");
    let hidden = dir.path().join(".inner");
    fs::create_dir(&hidden).unwrap();
    write(&hidden, "c.txt", b"x");
    assert_eq!(Folder::new(&slash).list().unwrap(), Folder::new(&dot).list().unwrap());
    assert_eq!(ids(&Folder::new(&hidden).list().unwrap()), ["c.txt"]);
}

#[test]
fn no_folder() {
    let dir = folder(&[("a.txt", b"x")]);
    for name in ["missing", "a.txt"] {
        let path = dir.path().join(name);
        let error = Folder::new(&path).list().unwrap_err();
        assert!(matches!(error, Error::Io { path: named, .. } if named == path));
    }
    assert!(matches!(Folder::new("").list(), Err(Error::Io { .. })));
}

fn read_one(bytes: &[u8]) -> Document {
    let dir = folder(&[("a.txt", bytes)]);
    let folder = Folder::new(dir.path());
    folder.read(&folder.list().unwrap().files[0]).unwrap()
}

#[test]
fn reads_with_its_origin() {
    let dir = folder(&[("2014/june.txt", b"Six\r\nMi-35M.\n")]);
    let folder = Folder::new(dir.path());
    let listing = folder.list().unwrap();
    let document = folder.read(&listing.files[0]).unwrap();
    let root = dir.path().to_str().unwrap();
    let expected = Document::new("2014/june.txt", "Six\r\nMi-35M.\n")
        .with_extra("encoding", "UTF-8")
        .with_extra("folder", root)
        .with_extra(
            "path",
            format!("{root}/2014/june.txt").replace('/', std::path::MAIN_SEPARATOR_STR),
        )
        .with_extra("stamp", listing.files[0].stamp.to_string());
    assert_eq!(document, expected);
}

#[test]
fn says_how_it_was_decoded() {
    let cases: [(&[u8], &str, &str, bool); 4] = [
        (b"\xEF\xBB\xBFdeal\r\n", "\u{FEFF}deal\r\n", "UTF-8", false),
        (b"\xFF\xFEd\0e\0a\0l\0", "deal", "UTF-16LE", false),
        (b"Minist\xE8re \x96 \x93Hind\x94", "Ministère – “Hind”", "windows-1252", false),
        (b"\xEF\xBB\xBFde\xFFal", "\u{FEFF}de\u{FFFD}al", "UTF-8", true),
    ];
    for (bytes, text, encoding, lossy) in cases {
        let document = read_one(bytes);
        assert_eq!(document.text, text);
        assert_eq!(document.extra["encoding"], encoding);
        assert_eq!(document.extra.contains_key("lossy"), lossy);
    }
}

#[test]
fn passages_are_bytes_of_the_file() {
    let bytes = "\u{FEFF}Six\u{A0}Mi-35M arrived.\r\n\r\nКонтракт подписан 🚁.\r\n".as_bytes();
    let document = read_one(bytes);
    let split = ibid::passage::split(&document, &PassageConfig::default().with_min_chars(0));
    let passages: Vec<_> =
        split.passages.iter().map(|passage| &bytes[passage.span.range()]).collect();
    let expected = ["Six\u{A0}Mi-35M arrived.", "Контракт подписан 🚁."];
    assert_eq!(passages, expected.map(str::as_bytes));
}

#[test]
fn what_cannot_be_read() {
    let files: [(&str, &[u8], &str); 4] = [
        ("binary.txt", b"a\0b\x01\0\x02c\x03\0", "6 of its"),
        ("blank.txt", b"\xEF\xBB\xBF \r\n\xC2\xA0", "has only blanks"),
        ("gzip.txt", b"\x1F\x8B\x08", "is gzip"),
        ("utf32.txt", b"\xFF\xFE\0\0a\0\0\0", "is UTF-32"),
    ];
    for (name, bytes, expected) in files {
        let dir = folder(&[(name, bytes)]);
        let folder = Folder::new(dir.path());
        let file = &folder.list().unwrap().files[0];
        let skipped = folder.read(file).unwrap_err();
        assert_eq!(skipped.path, dir.path().join(name));
        assert!(skipped.reason.starts_with(expected), "{skipped}");
    }
}

#[test]
fn too_long() {
    let dir = folder(&[("six.txt", b"123456"), ("five.txt", b"12345")]);
    let folder = Folder::new(dir.path()).max_bytes(5);
    let listing = folder.list().unwrap();
    assert_eq!(ids(&listing), ["five.txt"]);
    check_skipped(&listing, &["six.txt: has 6 bytes or more, the limit is 5"]);
    assert_eq!(folder.read(&listing.files[0]).unwrap().text, "12345");
}

#[test]
fn what_happens_between_listing_and_reading() {
    type Act = fn(&Path);
    let acts: [(Act, &str); 4] = [
        (|path| fs::remove_file(path).unwrap(), "vanished since it was listed"),
        (|path| fs::write(path, "").unwrap(), "is empty"),
        (|path| fs::write(path, "123456").unwrap(), "has 6 bytes"),
        (
            |path| {
                fs::remove_file(path).unwrap();
                fs::create_dir(path).unwrap();
            },
            "is a folder: only ordinary files",
        ),
    ];
    for (act, expected) in acts {
        let dir = folder(&[("a.txt", b"x")]);
        let folder = Folder::new(dir.path()).max_bytes(5);
        let listing = folder.list().unwrap();
        act(&dir.path().join("a.txt"));
        let skipped = folder.read(&listing.files[0]).unwrap_err();
        assert!(skipped.reason.starts_with(expected), "{skipped}");
    }
}

#[test]
fn changed_vanished_unchanged() {
    let dir = folder(&[
        ("same.txt", b"x"),
        ("longer.txt", b"x"),
        ("later.txt", b"x"),
        ("gone.txt", b"x"),
        ("emptied.txt", b"x"),
        ("moved/a.txt", b"x"),
        ("now-a-folder.txt", b"x"),
    ]);
    let folder = Folder::new(dir.path());
    let stamps = stamps(&folder);
    write(dir.path(), "new.txt", b"x");
    write(dir.path(), "longer.txt", b"xx");
    write_aged(dir.path(), "later.txt", b"y", 30);
    write(dir.path(), "emptied.txt", b"");
    fs::remove_file(dir.path().join("gone.txt")).unwrap();
    fs::rename(dir.path().join("moved"), dir.path().join("there")).unwrap();
    fs::remove_file(dir.path().join("now-a-folder.txt")).unwrap();
    fs::create_dir(dir.path().join("now-a-folder.txt")).unwrap();

    let listing = folder.list().unwrap();
    let changes = changes(&stamps, &listing);
    let to_read: Vec<_> = changes.new_or_changed.iter().map(|file| file.id.as_str()).collect();
    assert_eq!(to_read, ["later.txt", "longer.txt", "new.txt", "there/a.txt"]);
    assert_eq!(changes.unchanged, 1);
    assert_eq!(changes.vanished, ["gone.txt", "moved/a.txt", "now-a-folder.txt"]);
}

#[test]
fn a_file_still_warm_is_read_again() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "one").unwrap();
    let folder = Folder::new(dir.path());
    let stamps = stamps(&folder);
    // The length and, as a coarse clock would, the time stay as they were.
    let path = dir.path().join("a.txt");
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, "two").unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    assert_eq!(changes(&stamps, &folder.list().unwrap()).new_or_changed.len(), 1);
}

#[test]
fn documents_of_other_origin_are_not_ours() {
    let (here, there) = (folder(&[("a.txt", b"x")]), folder(&[("a.txt", b"x")]));
    let (here, there) = (Folder::new(here.path()), Folder::new(there.path()));
    let document = here.read(&here.list().unwrap().files[0]).unwrap();
    assert!(here.stamp_in(&document.extra).is_some());
    assert_eq!(there.stamp_in(&document.extra), None);
    assert_eq!(here.stamp_in(&BTreeMap::new()), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_file_is_the_text(text in "[\\PC\\r\\n]{0,30}[a-z][\\PC\\r\\n]{0,30}") {
        prop_assert_eq!(read_one(text.as_bytes()).text, text);
    }

    /// Whatever is done, following the changes gives what reading anew gives.
    #[test]
    fn following_changes_is_reading_anew(steps in proptest::collection::vec((0..5_u8, 0..4_u8), 0..12)) {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::new(dir.path());
        let mut stamps = BTreeMap::new();
        for (step, (name, length)) in steps.into_iter().enumerate() {
            let path = dir.path().join(format!("{name}.txt"));
            let text = format!("{}{step}", "x".repeat(usize::from(length)));
            match length {
                0 => drop(fs::remove_file(&path)),
                // A minute older with every step: no two times are alike.
                _ => write_aged(dir.path(), &format!("{name}.txt"), text.as_bytes(), 60 * (step as u64 + 1)),
            }
            let listing = folder.list().unwrap();
            let changes = changes(&stamps, &listing);
            prop_assert_eq!(changes.unchanged + changes.new_or_changed.len(), listing.files.len());
            prop_assert!(changes.new_or_changed.len() + changes.vanished.len() <= 1);
            for id in changes.vanished {
                stamps.remove(&id);
            }
            for file in changes.new_or_changed {
                let document = folder.read(file).unwrap();
                prop_assert_eq!(&document.text, &text);
                stamps.insert(document.id, document.extra["stamp"].clone());
            }
            let anew: BTreeMap<_, _> =
                listing.files.iter().map(|file| (file.id.clone(), file.stamp.to_string())).collect();
            prop_assert_eq!(&stamps, &anew);
        }
    }
}
