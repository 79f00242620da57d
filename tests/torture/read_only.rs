//! A folder that cannot be written is searched, without a file more in it.

use ibid::{Error, Index, Query};

use crate::common::{copy_files, make_two_segments, scratch};
use crate::mount::Mount;

/// All names, with locks.
fn names(folder: &std::path::Path) -> Vec<std::ffi::OsString> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    names
}

fn is_searched(path: &std::path::Path) {
    let before = names(path);
    let index = Index::open(path).unwrap();
    assert!(index.count(&Query::new("embargo")).unwrap() >= 3);
    assert_eq!(index.documents().unwrap().flatten().count(), 3);
    index.verify().unwrap();
    let writer = index.writer();
    assert!(matches!(writer, Err(Error::ReadOnly { .. })), "{writer:?}");
    assert_eq!(names(path), before);
}

#[test]
fn a_read_only_mount_is_searched() {
    let folder = scratch();
    let (with_locks, without) = (folder.path().join("locks"), folder.path().join("none"));
    make_two_segments(&with_locks);
    copy_files(&with_locks, &without);
    for source in [with_locks, without] {
        let Some(mount) = Mount::read_only(&source, &folder.path().join("mount")) else { return };
        is_searched(mount.path());
    }
}

#[cfg(unix)]
#[test]
fn a_folder_of_another_user_is_searched() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = scratch();
    make_two_segments(folder.path());
    let set = |mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(folder.path(), permissions).unwrap();
    };
    for name in names(folder.path()) {
        let mode = std::fs::metadata(folder.path().join(&name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o444, 0o444, "{name:?} has mode {mode:o}: others cannot read it");
        let permissions = std::fs::Permissions::from_mode(0o444);
        std::fs::set_permissions(folder.path().join(name), permissions).unwrap();
    }
    set(0o555);
    if std::fs::write(folder.path().join("probe"), "").is_ok() {
        eprintln!("SKIPPED: this user writes everywhere");
    } else {
        is_searched(folder.path());
    }
    set(0o755);
}
