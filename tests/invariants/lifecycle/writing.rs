//! Committing, rolling back, replacing, deleting; one writer, many readers.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ibid::{Document, Error, Index, Query, WriterOptions};

use crate::common::{fill, ids, small};

fn tugs(id: &str) -> Document {
    Document::new(id, "Spare tugs lie in the harbour.")
}

#[test]
fn searches_see_commits_only() {
    let index = small().in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    assert_eq!(writer.add(&tugs("a")).unwrap(), 1);
    assert_eq!(ids(&index, "tugs"), [""; 0]);
    writer.commit().unwrap();
    assert_eq!(ids(&index, "tugs"), ["a"]);
    writer.add(&tugs("b")).unwrap();
    writer.delete("a");
    writer.rollback().unwrap();
    writer.commit().unwrap();
    assert_eq!(ids(&index, "tugs"), ["a"], "rolled back");
    writer.add(&tugs("c")).unwrap();
    writer.commit().unwrap();
    assert_eq!(ids(&index, "tugs"), ["a", "c"], "and went on");
}

#[test]
fn adding_replaces() {
    let index = small().in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    writer.add(&tugs("a")).unwrap();
    writer.add(&Document::new("a", "The first embargo.\n\nThe second.")).unwrap();
    writer.add(&Document::new("a", "The embargo was lifted.")).unwrap();
    writer.commit().unwrap();
    assert_eq!((ids(&index, "tugs"), ids(&index, "embargo")), (vec![], vec!["a".to_owned()]));
    writer.add(&tugs("a")).unwrap();
    writer.commit().unwrap();
    assert_eq!((ids(&index, "tugs"), ids(&index, "embargo")), (vec!["a".to_owned()], vec![]));
    assert_eq!(index.stats().unwrap().documents, 1);
    assert_eq!(index.document("a").unwrap(), Some(tugs("a")));
    index.verify().unwrap();
}

#[test]
fn deleting() {
    let index = small().in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for id in ["a", "ab", "b"] {
        writer.add(&tugs(id)).unwrap();
    }
    writer.delete("b");
    writer.delete("unknown");
    writer.commit().unwrap();
    assert_eq!(ids(&index, "tugs"), ["a", "ab"]);
    writer.delete("a");
    writer.commit().unwrap();
    assert_eq!((ids(&index, "tugs"), index.document("a").unwrap()), (vec!["ab".to_owned()], None));
    // Documents added after `delete_all` are kept.
    writer.delete_all().unwrap();
    writer.add(&tugs("d")).unwrap();
    writer.commit().unwrap();
    assert_eq!(ids(&index, "tugs"), ["d"]);
    writer.delete_all().unwrap();
    writer.optimize().unwrap();
    assert_eq!(index.stats().unwrap().passages, 0);
    index.verify().unwrap();
}

#[test]
fn a_refused_document_changes_nothing() {
    let index = small().in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    writer.add(&tugs("a")).unwrap();
    for id in [String::new(), "x".repeat(40_000)] {
        assert!(matches!(writer.add(&tugs(&id)), Err(Error::Document { .. })));
    }
    writer.commit().unwrap();
    assert_eq!(ids(&index, "tugs"), ["a"]);
}

#[test]
fn only_uncommitted_changes_are_lost() {
    let folder = tempfile::tempdir().unwrap();
    let index = small().create(folder.path()).unwrap();
    fill(&index, &[tugs("a")]);
    let writer = index.writer().unwrap();
    writer.add(&tugs("b")).unwrap();
    writer.delete("a");
    drop(writer);
    drop(index);
    let index = Index::open(folder.path()).unwrap();
    assert_eq!(ids(&index, "tugs"), ["a"]);
    index.verify().unwrap();
    index.writer().unwrap().close().unwrap();
}

#[test]
fn one_writer() {
    let folder = tempfile::tempdir().unwrap();
    let index = small().create(folder.path()).unwrap();
    let other = Index::open(folder.path()).unwrap();
    let memory = small().in_memory().unwrap();
    for (first, second) in [(&index, &index), (&index, &other), (&memory, &memory)] {
        let held = first.writer().unwrap();
        let refused = second.writer().unwrap_err();
        assert!(matches!(refused, Error::Locked { .. }), "{refused:?}");
        let waiting = WriterOptions::default().with_lock_wait_ms(60);
        let Err(Error::Locked { waited_ms, path }) = second.writer_with(&waiting) else {
            panic!("two writers");
        };
        assert!(waited_ms >= 60, "waited {waited_ms} ms of 60");
        assert_eq!(path, second.path().unwrap_or_default());
        drop(held);
        second.writer().unwrap();
    }
}

#[test]
fn a_writer_waits_for_the_lock() {
    let folder = tempfile::tempdir().unwrap();
    let index = small().create(folder.path()).unwrap();
    let held = index.writer().unwrap();
    let release = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        held.close().unwrap();
    });
    let waiting = WriterOptions::default().with_lock_wait_ms(60_000);
    assert!(index.writer_with(&waiting).is_ok());
    release.join().unwrap();
}

#[test]
fn options_out_of_range() {
    let index = small().in_memory().unwrap();
    let default = WriterOptions::default;
    let cases = [
        (default().with_threads(0), "writer.threads"),
        (default().with_threads(65), "writer.threads"),
        (default().with_memory_bytes(1 << 20), "writer.memory_bytes"),
        (default().with_threads(10).with_memory_bytes(100 << 20), "writer.memory_bytes"),
    ];
    for (options, wanted) in cases {
        match index.writer_with(&options) {
            Err(Error::Config { parameter, .. }) => assert_eq!(parameter, wanted),
            other => panic!("{options:?}: {other:?}"),
        }
    }
}

#[test]
fn every_handle_sees_the_last_commit() {
    let folder = tempfile::tempdir().unwrap();
    let index = small().create(folder.path()).unwrap();
    let other = Index::open(folder.path()).unwrap();
    let mut writer = index.writer().unwrap();
    for number in 1..=20 {
        let id = format!("{number:02}");
        writer.add(&tugs(&id)).unwrap();
        if number % 4 == 0 {
            // Longer than the other handle distrusts a recent change of the folder.
            std::thread::sleep(Duration::from_millis(150));
            (0..3).for_each(|_| assert_eq!(ids(&other, "tugs").len(), number - 1));
        }
        writer.commit().unwrap();
        assert_eq!(ids(&index, "tugs").len(), number, "the same handle");
        assert_eq!(ids(&other, "tugs").len(), number, "another handle");
        assert_eq!(other.document(&id).unwrap(), Some(tugs(&id)));
    }
    writer.optimize().unwrap();
    assert_eq!(ids(&other, "tugs").len(), 20);
    other.verify().unwrap();
}

/// Checks that each search sees exactly one commit while a writer replaces all
/// documents with every commit.
fn searches_see_one_state(written: &Index, read: &Index) {
    const DOCUMENTS: usize = 7;
    let state = |number: usize| -> Vec<Document> {
        let text = format!("The embargo stands at state{number}.\n\nTugs, state{number}.");
        (0..DOCUMENTS).map(|id| Document::new(format!("d{id}"), text.as_str())).collect()
    };
    fill(written, &state(0));
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut writer = written.writer().unwrap();
            for number in 1..40 {
                for document in state(number) {
                    writer.add(&document).unwrap();
                }
                writer.commit().unwrap();
            }
            done.store(true, Ordering::Release);
        });
        for _ in 0..2 {
            scope.spawn(|| {
                let mut last = 0;
                while !done.load(Ordering::Acquire) {
                    last = check_one_state(read, DOCUMENTS, last);
                }
            });
        }
    });
    assert_eq!(check_one_state(read, DOCUMENTS, 0), 39);
}

/// Searches, checks that all hits are of one state not before `last`, and gives
/// its number.
fn check_one_state(index: &Index, documents: usize, last: usize) -> usize {
    let hits = index.search(&Query::new("embargo tugs").limit(1000)).unwrap();
    let state_of = |text: &str| {
        let start = text.find("state").unwrap() + "state".len();
        text[start..].split('.').next().unwrap().parse::<usize>().unwrap()
    };
    let states: Vec<usize> = hits.iter().map(|hit| state_of(&hit.text)).collect();
    let state = states[0];
    assert!(states.iter().all(|other| *other == state), "states in one search: {states:?}");
    assert!(state >= last, "state {state} after {last}");
    let mut seen: Vec<&str> = hits.iter().map(|hit| hit.citation.document.as_str()).collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), documents, "documents of state {state}");
    state
}

#[test]
fn searches_see_one_state_in_memory() {
    let index = small().in_memory().unwrap();
    searches_see_one_state(&index, &index.clone());
}

#[test]
fn searches_see_one_state_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let index = small().create(folder.path()).unwrap();
    searches_see_one_state(&index, &Index::open(folder.path()).unwrap());
}

#[test]
fn documents_are_added_from_many_threads() {
    let index = small().in_memory().unwrap();
    let options = WriterOptions::default().with_threads(4);
    let mut writer = index.writer_with(&options).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let writer = &writer;
            scope.spawn(move || {
                for number in 0..25 {
                    writer.add(&tugs(&format!("{thread}-{number}"))).unwrap();
                }
            });
        }
    });
    writer.commit().unwrap();
    assert_eq!(index.stats().unwrap().documents, 100);
    index.verify().unwrap();
}
