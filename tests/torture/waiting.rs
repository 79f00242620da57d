//! Processes that meet at one index, and folders that change under an open one:
//! they wait, or are told what to do.

use std::path::Path;
use std::process::{Child, Stdio};

use ibid::{Document, Error, Index, Query, Result, WriterOptions};

use crate::calls::texts;
use crate::common::{WORK, child, make_two_segments, scratch, small, times, work};

#[test]
#[ignore = "runs as the child of the test below"]
fn child_runs_first() {
    let Some(work) = work() else { return };
    let [folder, id] = &work[..] else { return };
    let index = small().open_or_create(Path::new(folder)).unwrap();
    let options = WriterOptions::default().with_lock_wait_ms(60_000);
    let mut writer = index.writer_with(&options).unwrap();
    writer.add(&Document::new(&**id, "A tug.")).unwrap();
    writer.commit().unwrap();
}

/// First runs at once: one makes the index, the others wait for it, and none
/// loses what another has committed.
#[test]
fn first_runs_at_once_wait_for_one_another() {
    for _ in 0..times(3, 200) {
        let folder = scratch();
        let path = folder.path().join("x.ibid");
        let start = |id: &u32| -> Child {
            let mut child = child("waiting::child_runs_first");
            let child = child.env(WORK, format!("{}\t{id}", path.display()));
            child.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let children: Vec<Child> = [1, 2, 3, 4].iter().map(start).collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        let index = Index::open(&path).unwrap();
        assert_eq!(texts(&index).unwrap().keys().map(String::as_str).collect::<String>(), "1234");
    }
}

/// What a crash leaves of a lock is an empty file, which is no lock.
#[test]
fn a_stale_file_of_a_lock_is_no_lock() {
    let folder = scratch();
    let index = make_two_segments(folder.path());
    for lock in [".tantivy-writer.lock", ".tantivy-meta.lock"] {
        std::fs::write(folder.path().join(lock), "process 4711").unwrap();
    }
    drop(index.writer().unwrap());
    assert!(Index::open(folder.path()).is_ok());
    let held = index.writer().unwrap();
    assert!(matches!(index.writer(), Err(Error::Locked { waited_ms: 0, .. })));
    drop(held);
}

fn commit(writer: &mut ibid::Writer) -> Result<()> {
    writer.add(&Document::new("new", "A tug."))?;
    writer.commit()
}

/// What is said of an index that was moved: a search says so or answers from
/// the files that are still mapped, a writer says so.
#[test]
fn a_moved_index_is_told() {
    let folder = scratch();
    let (here, there) = (folder.path().join("here"), folder.path().join("there"));
    let index = make_two_segments(&here);
    let mut writer = index.writer().unwrap();
    std::fs::rename(&here, &there).unwrap();
    let searched = index.search(&Query::new("embargo"));
    assert!(matches!(searched, Ok(_) | Err(Error::Moved { .. })), "{searched:?}");
    let committed = commit(&mut writer);
    assert!(matches!(committed, Err(Error::Moved { .. })), "{committed:?}");
    drop(writer);
    let opened = index.writer();
    assert!(matches!(opened, Err(Error::Moved { .. })), "{opened:?}");
    assert!(matches!(Index::open(&here), Err(Error::NotFound { .. })));
    let moved = Index::open(&there).unwrap();
    moved.verify().unwrap();
    commit(&mut moved.writer().unwrap()).unwrap();
    std::fs::rename(&there, &here).unwrap();
    assert!(index.document("new").unwrap().is_some(), "an open handle sees it again");
}

/// A file that was cut under an open index is told where it is read anew. What
/// is mapped is not read here: a system ends a process for that.
#[test]
fn a_file_that_was_cut_is_told() {
    for extension in ["idx", "pos", "term", "fast", "fieldnorm", "store"] {
        let folder = scratch();
        let index = make_two_segments(folder.path());
        let names = crate::common::file_names(folder.path());
        let name = names.iter().find(|name| name.ends_with(&format!(".{extension}"))).unwrap();
        let file = std::fs::File::options().write(true).open(folder.path().join(name)).unwrap();
        file.set_len(file.metadata().unwrap().len() / 2).unwrap();
        let verified = index.verify();
        assert!(matches!(verified, Err(Error::Corrupt { .. })), "{extension}: {verified:?}");
        assert!(matches!(Index::open(folder.path()), Err(Error::Corrupt { .. })), "{extension}");
    }
}
