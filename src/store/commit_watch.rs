//! A watch that notices when the commit file was replaced, also by another
//! process.
//!
//! Each search checks it. To stat a path costs three times as much as to stat a
//! folder that is held open. A commit file is always replaced as a whole, which
//! changes the times of its folder: while these stay, so does the file. (A move of
//! a folder above is not noticed. The files of the last commit are open, and are
//! read on.)

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use super::file_names::COMMIT_FILE;
use crate::util::file_clock::COARSEST_TICK;

/// The tick where times are kept to the microsecond, in place of
/// [`COARSEST_TICK`]. They come from the clock of the system, which ticks every
/// 10 ms at least.
const SETTLING_FINE: Duration = Duration::from_millis(100);

/// The commit file of an index, with its stamp at the last read.
#[derive(Debug)]
pub(super) struct CommitWatch {
    /// Empty in memory, where nothing is ever replaced.
    path: PathBuf,
    seen: RwLock<Seen>,
}

#[derive(Debug)]
struct Seen {
    file: Option<FileStamp>,
    /// The folder, with its times while the file had that stamp. `None` where it
    /// had changed too recently for the next change to show.
    folder: Option<WatchedFolder>,
}

/// What distinguishes a commit file from the next without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FileStamp {
    modified: Option<SystemTime>,
    bytes: u64,
    inode: u64,
}

/// A folder held open, and its times then.
#[derive(Debug)]
struct WatchedFolder {
    open: File,
    times: Times,
}

/// Times of a folder, which change with the names in it and with its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Times {
    /// The last change of names in it.
    modified: SystemTime,
    /// The last change of the folder: names in it, its own name, its rights.
    changed: SystemTime,
}

impl CommitWatch {
    /// A watch that notices changes from now on.
    pub(super) fn new(path: &Path) -> Self {
        let seen = Seen { file: FileStamp::of(path), folder: None };
        Self { path: path.to_owned(), seen: RwLock::new(seen) }
    }

    /// Whether the file was replaced since it was read.
    ///
    /// Cost: one stat of the open folder, where that has been unchanged for a
    /// tenth of a second, or for two seconds where its clock is coarse; else the
    /// folder is opened, and one stat of the file.
    pub(super) fn has_changed(&self) -> bool {
        !self.path.as_os_str().is_empty() && self.has_changed_by(SystemTime::now)
    }

    fn has_changed_by(&self, now: impl Fn() -> SystemTime) -> bool {
        if self.seen.read().unwrap_or_else(PoisonError::into_inner).is_quiet() {
            return false;
        }
        // In this order, a change between the two shows at the next check.
        let folder = WatchedFolder::settled(&self.path, now());
        let file = FileStamp::of(&self.path);
        let mut seen = self.seen.write().unwrap_or_else(PoisonError::into_inner);
        let is_same = file == seen.file;
        seen.folder = folder.filter(|_| is_same);
        !is_same
    }

    /// Reads the commit with `read`, one thread at a time. Where that fails, the
    /// commit counts as not read.
    pub(super) fn see<E>(&self, read: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
        let mut seen = self.seen.write().unwrap_or_else(PoisonError::into_inner);
        let file = FileStamp::of(&self.path);
        read()?;
        *seen = Seen { file, folder: None };
        Ok(())
    }
}

impl Seen {
    /// Whether the folder is certainly unchanged.
    fn is_quiet(&self) -> bool {
        self.folder.as_ref().is_some_and(|folder| Times::of(&folder.open) == Some(folder.times))
    }
}

impl FileStamp {
    /// `None` where the file cannot be read, and in memory.
    fn of(path: &Path) -> Option<Self> {
        if path.as_os_str().is_empty() {
            return None;
        }
        let metadata = std::fs::metadata(path.join(COMMIT_FILE)).ok()?;
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(&metadata);
        #[cfg(not(unix))]
        let inode = 0;
        Some(Self { modified: metadata.modified().ok(), bytes: metadata.len(), inode })
    }
}

impl WatchedFolder {
    /// `None` where a change after `now` might not show, as with times in the
    /// future.
    fn settled(path: &Path, now: SystemTime) -> Option<Self> {
        let open = File::open(path).ok()?;
        let times = Times::of(&open)?;
        let latest = times.modified.max(times.changed);
        let age = now.duration_since(latest);
        age.is_ok_and(|age| age >= settling(latest)).then_some(Self { open, times })
    }
}

/// How long a folder must be unchanged after a change at that time. A time in
/// whole milliseconds may come from a coarse clock.
fn settling(changed: SystemTime) -> Duration {
    let since = changed.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    if since.subsec_nanos().is_multiple_of(1_000_000) { COARSEST_TICK } else { SETTLING_FINE }
}

impl Times {
    /// `None` on systems that are not known to update them at each change.
    #[cfg(unix)]
    fn of(folder: &File) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let metadata = folder.metadata().ok()?;
        let seconds = metadata.ctime().try_into().ok()?;
        let since = Duration::new(seconds, metadata.ctime_nsec().try_into().ok()?);
        let changed = SystemTime::UNIX_EPOCH.checked_add(since)?;
        Some(Self { modified: metadata.modified().ok()?, changed })
    }

    #[cfg(not(unix))]
    fn of(_: &File) -> Option<Self> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Puts a new file in the place of the old one, as a commit does.
    fn commit(folder: &Path) {
        std::fs::write(folder.join(".tmp"), "{}").unwrap();
        std::fs::rename(folder.join(".tmp"), folder.join(COMMIT_FILE)).unwrap();
    }

    fn later(seconds: u64) -> impl Fn() -> SystemTime {
        move || SystemTime::now() + Duration::from_secs(seconds)
    }

    fn read(watch: &CommitWatch) {
        watch.see(|| Ok::<(), ()>(())).unwrap();
    }

    /// What is done to a folder, and whether its commit file changes by it.
    type Happening = (fn(&Path), bool);

    /// A commit file that was read, in a folder that was unchanged for a while:
    /// something happens to it, then it is read and replaced, again and again.
    #[test]
    fn every_replacement_shows() {
        let check = |quiet_seconds: u64, happens: fn(&Path), changes: bool| {
            let above = tempfile::tempdir().unwrap();
            let folder = above.path().join("index");
            std::fs::create_dir(&folder).unwrap();
            commit(&folder);
            let watch = CommitWatch::new(&folder);
            assert!(!watch.has_changed_by(later(quiet_seconds)));
            let is_held = cfg!(unix) && quiet_seconds >= 3;
            assert_eq!(watch.seen.read().unwrap().folder.is_some(), is_held);
            // The clock of the file system has not gone on as was pretended.
            std::thread::sleep(Duration::from_millis(20));
            happens(&folder);
            for _ in 0..3 {
                let changed = watch.has_changed_by(later(quiet_seconds));
                assert_eq!(changed, changes, "after {quiet_seconds} s");
            }
            for _ in 0..2 {
                read(&watch);
                assert!(!watch.has_changed_by(later(quiet_seconds)));
                std::thread::sleep(Duration::from_millis(20));
                std::fs::create_dir_all(&folder).unwrap();
                commit(&folder);
                assert!(watch.has_changed_by(later(quiet_seconds)));
            }
        };
        let happenings: [Happening; 6] = [
            (|_| (), false),
            (|folder| std::fs::write(folder.join("segment"), "").unwrap(), false),
            (commit, true),
            (|folder| (0..3).for_each(|_| commit(folder)), true),
            (|folder| std::fs::remove_file(folder.join(COMMIT_FILE)).unwrap(), true),
            (|folder| std::fs::rename(folder, folder.with_extension("old")).unwrap(), true),
        ];
        for quiet_seconds in [0, 3, 60] {
            for (happens, changes) in happenings {
                check(quiet_seconds, happens, changes);
            }
        }
    }

    #[test]
    fn coarse_clocks_are_given_time() {
        let check = |nanoseconds: u64, expected: Duration| {
            let changed = SystemTime::UNIX_EPOCH + Duration::from_nanos(nanoseconds);
            assert_eq!(settling(changed), expected, "{nanoseconds} ns");
        };
        check(1_416_578_400_000_000_000, COARSEST_TICK);
        check(1_416_578_400_010_000_000, COARSEST_TICK);
        check(1_416_578_400_123_456_789, SETTLING_FINE);
        check(1_416_578_400_000_001_000, SETTLING_FINE);
    }

    #[test]
    fn what_could_not_be_read_counts_as_not_seen() {
        let folder = tempfile::tempdir().unwrap();
        commit(folder.path());
        let watch = CommitWatch::new(folder.path());
        commit(folder.path());
        assert_eq!(watch.see(|| Err("damaged")), Err("damaged"));
        assert!(watch.has_changed());
        read(&watch);
        assert!(!watch.has_changed());
    }

    #[test]
    fn in_memory_nothing_is_replaced() {
        assert!(!CommitWatch::new(Path::new("")).has_changed());
    }
}
