//! A real ext4 that loses its power: the image beneath it is copied while it is
//! mounted, and mounted again.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{COMMITS, fault};
use crate::common::{WORK, child, is_long, rounds, scratch};
use crate::mount::Mount;

fn succeeds(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// A new file system in that file; `false`, and a message, where none can be made.
fn make_ext4(image: &Path) -> bool {
    let file = std::fs::File::create(image).unwrap();
    file.set_len(64 << 20).unwrap();
    let is_made = succeeds(Command::new("mkfs.ext4").args(["-q", "-F"]).arg(image));
    if !is_made {
        eprintln!("SKIPPED: mkfs.ext4 is missing");
    }
    is_made
}

/// What is wrong with an index so long after the program that made it has ended;
/// `None` where that cannot be tried.
fn fault_after(wait: Duration) -> Option<Result<(), String>> {
    let folder = scratch();
    let (image, left) = (folder.path().join("image"), folder.path().join("left"));
    if !make_ext4(&image) {
        return None;
    }
    let mount = Mount::image(&image, &folder.path().join("disk"))?;
    // The file system itself is old.
    assert!(succeeds(&mut Command::new("sync")));
    let path = mount.path().join("x.ibid");
    let mut child = child("power::child_commits");
    assert!(succeeds(child.env(WORK, &path)), "the child fails");
    std::thread::sleep(wait);
    assert!(succeeds(Command::new("cp").arg("--sparse=always").args([&image, &left])));
    drop(mount);
    let mount = Mount::image(&left, &folder.path().join("disk"))?;
    Some(fault(&mount.path().join("x.ibid"), Some(COMMITS)))
}

#[test]
fn every_commit_is_there_on_ext4() {
    let seconds: &[u64] = if is_long() { &[0, 1, 3] } else { &[0] };
    for round in rounds("ext4", 1, 7) {
        for &seconds in seconds {
            let Some(fault) = fault_after(Duration::from_secs(seconds)) else { return };
            assert_eq!(fault, Ok(()), "round {round}, after {seconds} s");
        }
    }
}
