//! Indexes made anew: of every format written so far, elsewhere and in their
//! own place, also where that is cut off.
#![allow(clippy::unwrap_used)] // The functions of tests may, as tests may.

#[path = "support/commit.rs"]
mod commit;

use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use commit::edit_manifest;
use ibid::config::{Config, Language, PassageConfig};
use ibid::{DayRange, Document, Error, Index, IndexOptions, Lexicon, Query};

fn golden(format: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format)
}

/// A copy of a golden index, in a folder above that is empty but for it.
fn copy_of(format: &str) -> (tempfile::TempDir, PathBuf) {
    let above = tempfile::tempdir().unwrap();
    let path = above.path().join("index");
    copy(&golden(format), &path);
    (above, path)
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let file = entry.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn documents_of(index: &Index) -> Vec<Document> {
    index.documents().unwrap().map(Result::unwrap).collect()
}

/// What the last build of format 1 was given to write `tests/golden/v1`, by id.
/// It wrote them in two commits, with "embargo" replaced and another deleted.
fn documents_of_format_1() -> Vec<Document> {
    let quay = "Quay Four Gets Its Tugs\r\nBy Ann Lee\r\n\r\nThe yard has sold six tugs to the port \
                🚢, which will pay €9 million for them over five years.\r\n\r\nRead more:\r\nA new \
                crane for the harbour\r\n";
    let hind = "Nicaragua ordered six Mi-35M helicopters. The first of the MI-35s, which NATO calls \
                ‘Hind E’, flew in May.";
    let embargo = "The arms embargo on the island was lifted,\u{a0}officials said. No deal was \
                   signed.";
    let blank = "\n\tDAKAR, Nov. 21, 2014 - Le port a reçu 6 remorqueurs.\r\n \n";
    vec![
        Document::new("blank", blank).with_title(" \t"),
        Document::new("embargo", embargo).with_date(DayRange::parse("2014-06-05").unwrap()),
        Document::new("empty", "").with_title("Nothing but a title"),
        Document::new("hind", hind)
            .with_title("Six gunships")
            .with_date(DayRange::parse("2005-11").unwrap()),
        Document::new("quay", quay).with_source("Harbour Post").with_extra("desk", "économie"),
    ]
}

#[test]
fn format_1_is_refused_and_rebuilt() {
    let (above, old) = copy_of("v1");
    match Index::open(&old) {
        Err(error @ Error::Format { found: 1, .. }) => {
            assert!(error.to_string().contains(": rebuild it"), "{error}");
        }
        other => panic!("{other:?}"),
    }
    let new = above.path().join("new");
    let rebuilt = Index::rebuild(&old, &new, IndexOptions::default()).unwrap();
    assert_eq!(documents_of(&rebuilt), documents_of_format_1());
    rebuilt.verify().unwrap();
    let hits = rebuilt.search(&Query::new("Mi 35")).unwrap();
    assert_eq!((hits.len(), hits[0].citation.document.as_str()), (1, "hind"));
    assert!(matches!(Index::open(&old), Err(Error::Format { .. })), "it stays as it was");
}

#[test]
fn format_1_is_rebuilt_in_its_place_as_it_was_made() {
    let (above, path) = copy_of("v1");
    let options = IndexOptions::of_index(&path).unwrap();
    let rebuilt = Index::rebuild_in_place(&path, options).unwrap();
    assert_eq!(names_in(above.path()), ["index"]);
    assert_eq!(documents_of(&rebuilt), documents_of_format_1());
    let config = Config::default()
        .with_language(Language::French)
        .with_passages(PassageConfig::default().with_max_chars(90));
    assert_eq!(*rebuilt.config(), config);
    let lexicon = rebuilt.lexicon();
    assert_eq!(lexicon.families["Mi-35"].variant_of.as_deref(), Some("Mi-24"));
    assert_eq!((lexicon.topics.len(), lexicon.thesaurus.len()), (1, 0));
    assert!(Index::open(&path).is_ok());
}

/// Of format 2 there were builds that wrote the lexicon as plain JSON.
#[test]
fn the_first_indexes_of_format_2_are_refused_and_rebuilt() {
    let (_above, whole) = copy_of("v2");
    let options = IndexOptions::of_index(&whole).unwrap();
    let whole = Index::rebuild_in_place(&whole, options).unwrap();
    let (expected, lexicon) = (documents_of(&whole), whole.lexicon().clone());
    let (_above, path) = copy_of("v2");
    edit_manifest(&path, |manifest| {
        manifest["lexicon"] = serde_json::to_value(&lexicon).unwrap();
    });
    assert!(matches!(Index::open(&path), Err(Error::Analysis { .. })));
    let options = IndexOptions::of_index(&path).unwrap();
    let rebuilt = Index::rebuild_in_place(&path, options).unwrap();
    assert_eq!(documents_of(&rebuilt), expected);
    assert_eq!(*rebuilt.lexicon(), lexicon);
}

#[test]
fn a_format_that_nobody_knows_is_not_rebuilt() {
    for found in [0, 4, 4000] {
        let (above, path) = copy_of("v2");
        edit_manifest(&path, |manifest| manifest["ibid_format"] = found.into());
        let outcomes = [
            Index::open(&path).map(drop),
            IndexOptions::of_index(&path).map(drop),
            Index::rebuild(&path, above.path().join("new"), IndexOptions::default()).map(drop),
            Index::rebuild_in_place(&path, IndexOptions::default()).map(drop),
        ];
        for outcome in outcomes {
            let error = outcome.unwrap_err();
            assert!(matches!(error, Error::Format { found: of, .. } if of == found), "{error:?}");
            let message = error.to_string();
            assert!(message.ends_with(": use the version of ibid that wrote it, or a later one"));
        }
        assert_eq!(names_in(above.path()), ["index"]);
    }
}

#[test]
fn damage_of_format_1_is_found() {
    let damages: [fn(&mut serde_json::Value); 2] = [
        |manifest| manifest["config"] = 7.into(),
        |manifest| manifest["lexicon"] = "packed".into(),
    ];
    for damage in damages {
        let (above, path) = copy_of("v1");
        edit_manifest(&path, damage);
        let outcome = Index::rebuild(&path, above.path().join("new"), IndexOptions::default());
        match outcome {
            Err(Error::Corrupt { detail, .. }) => assert_eq!(detail, "its manifest cannot be read"),
            other => panic!("{other:?}"),
        }
    }
    for file in names_in(&golden("v1")).iter().filter(|name| name.contains(".store")) {
        let (above, path) = copy_of("v1");
        let whole = std::fs::read(path.join(file)).unwrap();
        std::fs::write(path.join(file), &whole[..whole.len() / 2]).unwrap();
        let outcome = Index::rebuild_in_place(&path, IndexOptions::default());
        assert!(matches!(outcome, Err(Error::Corrupt { .. })), "{outcome:?}");
        assert_eq!(names_in(above.path()), ["index"], "the old one stays, alone");
    }
}

#[test]
fn refusals_leave_everything_as_it_was() {
    let above = tempfile::tempdir().unwrap();
    let at = |name: &str| above.path().join(name);
    std::fs::create_dir(at("notes")).unwrap();
    std::fs::write(at("notes/a.txt"), "a note").unwrap();
    let rebuild = |name: &str| Index::rebuild_in_place(at(name), IndexOptions::default());
    assert!(matches!(rebuild("missing"), Err(Error::NotFound { .. })));
    assert!(matches!(rebuild("notes"), Err(Error::NotFound { .. })));
    assert!(matches!(rebuild("notes/a.txt"), Err(Error::NotAFolder { .. })));
    assert_eq!(names_in(&at("notes")), ["a.txt"]);

    let index = small().create(at("index")).unwrap();
    let writer = index.writer().unwrap();
    assert!(matches!(rebuild("index"), Err(Error::Locked { .. })));
    writer.close().unwrap();
    copy(&at("notes"), &at("index.rebuild-half"));
    match rebuild("index") {
        Err(Error::AlreadyExists { path }) => assert_eq!(path, at("index.rebuild-half")),
        other => panic!("{other:?}"),
    }
    let tiny = Config::default().with_passages(PassageConfig::default().with_max_chars(3));
    std::fs::remove_dir_all(at("index.rebuild-half")).unwrap();
    let refused = Index::rebuild_in_place(at("index"), small().with_config(tiny));
    assert!(matches!(refused, Err(Error::Config { .. })));
    assert_eq!(names_in(above.path()), ["index", "notes"]);
    assert!(Index::open(at("index")).is_ok());
}

/// Options that are quick to make an index with.
fn small() -> IndexOptions {
    IndexOptions::default().with_lexicon(Lexicon::default())
}

#[test]
fn handles_on_the_old_index_go_on() {
    let above = tempfile::tempdir().unwrap();
    let path = above.path().join("index");
    let old = small().create(&path).unwrap();
    let mut writer = old.writer().unwrap();
    writer.add(&Document::new("a", "Six tugs.")).unwrap();
    writer.commit().unwrap();
    writer.close().unwrap();
    let linked = above.path().join("linked");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&path, &linked).unwrap();
    #[cfg(not(unix))]
    let linked = path.clone();
    let new = Index::rebuild_in_place(&linked, small()).unwrap();
    for index in [&old, &new] {
        assert_eq!(index.search(&Query::new("tugs")).unwrap().len(), 1);
        assert_eq!(index.document("a").unwrap().unwrap().text, "Six tugs.");
    }
    assert!(linked.join("meta.json").exists(), "a link still leads to the index");
}

/// Where the child of the next test rebuilds.
const FOLDER: &str = "IBID_TEST_REBUILT";

#[test]
#[ignore = "runs as the child of the test below, which kills it"]
fn child_rebuilds_until_it_is_killed() {
    let Some(path) = std::env::var_os(FOLDER) else { return };
    let mut out = std::io::stdout();
    loop {
        Index::rebuild_in_place(Path::new(&path), small()).unwrap();
        writeln!(out, "\nrebuilt").unwrap();
    }
}

/// Lets a child rebuild for that long after its first rebuild, and kills it.
fn killed_after(path: &Path, time: Duration) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_rebuilds_until_it_is_killed", "--ignored", "--nocapture"])
        .env(FOLDER, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "rebuilt"), "the child rebuilds");
    std::thread::sleep(time);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_kill_at_any_moment_loses_nothing() {
    let above = tempfile::tempdir().unwrap();
    let path = above.path().join("index");
    let documents: Vec<Document> =
        (10..40).map(|id| Document::new(format!("d{id}"), format!("Tug {id}."))).collect();
    let index = small().create(&path).unwrap();
    let mut writer = index.writer().unwrap();
    for document in &documents {
        writer.add(document).unwrap();
    }
    writer.commit().unwrap();
    writer.close().unwrap();
    drop(index);
    for milliseconds in [0, 1, 3, 7, 12, 18, 25, 33] {
        killed_after(&path, Duration::from_millis(milliseconds));
        Index::recover(&path).unwrap();
        let index = Index::open(&path).unwrap();
        index.verify().unwrap();
        assert_eq!(documents_of(&index), documents, "after {milliseconds} ms");
    }
}
