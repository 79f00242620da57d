//! Links, closed folders, sockets, and names that are not UTF-8.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};

use ibid::source::{Folder, changes};

use super::{check_skipped, folder, ids, stamps};

#[test]
fn links() {
    let dir = folder(&[("a/one.txt", b"x"), (".hidden/two.txt", b"x")]);
    let at = |name: &str| dir.path().join(name);
    symlink(at("a"), at("a/loop")).unwrap();
    symlink(at("missing"), at("broken.txt")).unwrap();
    symlink(at("missing"), at("disk.2014")).unwrap();
    symlink(at("self.txt"), at("self.txt")).unwrap();
    symlink(at("a/one.txt"), at("linked.txt")).unwrap();
    symlink(at(".hidden"), at("shown")).unwrap();
    symlink(at("missing"), at(".broken")).unwrap();
    let listing = Folder::new(dir.path()).list().unwrap();
    assert_eq!(ids(&listing), ["a/one.txt", "linked.txt", "shown/two.txt"]);
    let expected = [
        "a/loop: is a link back to",
        "broken.txt: is a broken link",
        "disk.2014: is a broken link",
        "self.txt: cannot be read",
    ];
    check_skipped(&listing, &expected);
}

#[test]
fn behind_a_broken_link_nothing_vanishes() {
    let disk = folder(&[("2014/a.txt", b"x")]);
    let dir = folder(&[("b.txt", b"x")]);
    symlink(disk.path(), dir.path().join("disk")).unwrap();
    let folder = Folder::new(dir.path());
    let stamps = stamps(&folder);
    assert!(stamps.contains_key("disk/2014/a.txt"));
    drop(disk);
    fs::remove_file(dir.path().join("b.txt")).unwrap();
    assert_eq!(changes(&stamps, &folder.list().unwrap()).vanished, ["b.txt"]);
}

#[test]
fn closed_to_this_user() {
    let dir = folder(&[("a.txt", b"x"), ("closed/b.txt", b"x")]);
    let folder = Folder::new(dir.path());
    let stamps = stamps(&folder);
    let listing = folder.list().unwrap();
    let mode = |name: &str, mode| {
        fs::set_permissions(dir.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    mode("a.txt", 0o000);
    mode("closed", 0o000);
    if fs::read(dir.path().join("a.txt")).is_err() {
        // Not for root, who may read everything.
        let skipped = folder.read(&listing.files[0]).unwrap_err();
        assert!(skipped.reason.starts_with("may not be read"), "{skipped}");
        let listing = folder.list().unwrap();
        check_skipped(&listing, &["closed: may not be read"]);
        assert!(changes(&stamps, &listing).vanished.is_empty());
    }
    mode("closed", 0o700);
}

#[test]
fn sockets_are_not_opened() {
    let dir = folder(&[("real.txt", b"x")]);
    let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("s.txt")).unwrap();
    symlink("/dev/zero", dir.path().join("zero.txt")).unwrap();
    let listing = Folder::new(dir.path()).list().unwrap();
    let expected = ["s.txt: is a pipe, socket or device", "zero.txt: is a pipe, socket"];
    check_skipped(&listing, &expected);
}

#[test]
fn names_that_are_not_utf8() {
    let dir = tempfile::tempdir().unwrap();
    let names: [&[u8]; 3] = [b"a\xFF.txt", b"a%FF.txt", b"100% \xE9t\xE9.txt"];
    for name in names {
        if fs::write(dir.path().join(OsStr::from_bytes(name)), "x").is_err() {
            return; // Some file systems hold only UTF-8 names.
        }
    }
    let folder = Folder::new(dir.path());
    let listing = folder.list().unwrap();
    assert_eq!(ids(&listing), ["100% %E9t%E9.txt", "a%25FF.txt", "a%FF.txt"]);
    assert!(listing.files.iter().all(|file| folder.read(file).is_ok()));
}
