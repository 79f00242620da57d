//! File systems of a test: mounted where the user may, unmounted at the end.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A mount point, unmounted when it is dropped.
#[derive(Debug)]
pub(crate) struct Mount {
    point: PathBuf,
}

fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

impl Mount {
    /// `mount ARGUMENTS POINT`; `None`, and a message, where that is refused.
    fn new(arguments: &[&str], point: &Path) -> Option<Self> {
        std::fs::create_dir_all(point).unwrap();
        if succeeds(Command::new("mount").args(arguments).arg(point)) {
            return Some(Self { point: point.to_owned() });
        }
        eprintln!("SKIPPED: mount {} is refused; it needs root", arguments.join(" "));
        None
    }

    /// A file system in memory with room for that many kilobytes.
    pub(crate) fn in_memory(point: &Path, kilobytes: u64) -> Option<Self> {
        Self::new(&["-t", "tmpfs", "-o", &format!("size={kilobytes}k"), "tmpfs"], point)
    }

    /// The file system in a file.
    pub(crate) fn image(image: &Path, point: &Path) -> Option<Self> {
        Self::new(&["-o", "loop", image.to_str()?], point)
    }

    /// A folder seen again where nobody can write.
    pub(crate) fn read_only(folder: &Path, point: &Path) -> Option<Self> {
        let mount = Self::new(&["--bind", folder.to_str()?], point)?;
        // An older `mount` makes a bind mount read-only in a second step only.
        let is_read_only = mount.remount("ro,bind");
        if !is_read_only {
            eprintln!("SKIPPED: the mount cannot be made read-only");
        }
        is_read_only.then_some(mount)
    }

    /// Changes its options.
    pub(crate) fn remount(&self, options: &str) -> bool {
        let options = format!("remount,{options}");
        succeeds(Command::new("mount").args(["-o", &options]).arg(&self.point))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.point
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // A file that is still mapped keeps it busy: then it goes later.
        let _ = succeeds(Command::new("umount").arg(&self.point))
            || succeeds(Command::new("umount").arg("-l").arg(&self.point));
    }
}
