//! The index of one folder among those that are kept: its files, its lock, and whether it
//! is what the folder holds now.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::file_states::FileStates;
use super::kept_index::{KeptIndex, KeptState, report_of};
use super::last_run::LastRun;
use super::place;
use crate::error::{Error, Result};
use crate::index::{Index, IndexOptions};
use crate::source::Skipped;
use crate::source::folder::{Folder, Listing};
use crate::source::id;
use crate::source::sync::UnreadFile;
use crate::store::file_names::COMMIT_FILE;

/// How long the lock is waited for before it is tried again.
const RETRY: Duration = Duration::from_millis(20);

/// The files of one index that is kept.
pub(super) struct Entry {
    place: PathBuf,
}

/// The right to write the index, given back when it is dropped or the process ends.
pub(super) struct EntryLock(File);

impl Drop for EntryLock {
    fn drop(&mut self) {
        // A process that is just being started may hold the file open.
        self.0.unlock().unwrap_or_default();
    }
}

impl Entry {
    pub(super) fn new(root: &Path, folder: &Folder, options: &IndexOptions) -> Self {
        Self { place: root.join(place::name(&folder.name(), options)) }
    }

    /// The folder of the index.
    pub(super) fn index(&self) -> PathBuf {
        self.place.join("index")
    }

    fn last_run_file(&self) -> PathBuf {
        self.place.join("last-run.json")
    }

    fn states_file(&self) -> PathBuf {
        self.place.join("file-states.json")
    }

    /// Notes how the files are that are about to be read; with those that may have changed
    /// though length and time have not.
    pub(super) fn begin(&self, listing: &Listing) -> FileStates {
        let before = match FileStates::read(&self.states_file()) {
            None if self.commit().is_some() => FileStates::unknown(listing),
            before => before.unwrap_or_default(),
        };
        let states = before.followed_by(listing);
        write(&self.states_file(), &states);
        states
    }

    /// Notes that the index is what the listing has.
    pub(super) fn end(&self, begun: &FileStates, listing: &Listing) {
        let ended = FileStates::of(listing);
        if ended != *begun {
            write(&self.states_file(), &ended);
        }
    }

    /// What the index was brought up to last.
    pub(super) fn last_run(&self, folder: &Folder) -> Option<LastRun> {
        LastRun::read(&self.last_run_file(), folder)
    }

    /// Waits for the right to write the index.
    ///
    /// # Errors
    /// [`Error::Locked`] where another process has it for longer; [`Error::ReadOnly`],
    /// [`Error::NoLocks`] and [`Error::Io`].
    pub(super) fn lock(&self, wait_ms: u64) -> Result<EntryLock> {
        let failed = |source: io::Error| match source.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Error::ReadOnly { path: self.index(), source }
            }
            _ => Error::Io { path: self.place.clone(), source },
        };
        create_private(&self.place).map_err(failed)?;
        let path = self.place.join("lock");
        let file = File::options().write(true).create(true).truncate(false).open(path);
        let file = file.map_err(failed)?;
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(EntryLock(file)),
                Err(TryLockError::Error(source)) => {
                    return Err(Error::NoLocks { path: self.index(), source });
                }
                Err(TryLockError::WouldBlock) => {}
            }
            let waited_ms = started.elapsed().as_millis() as u64;
            if waited_ms >= wait_ms {
                return Err(Error::Locked { path: self.index(), waited_ms });
            }
            std::thread::sleep(RETRY);
        }
    }

    /// The index, if it is what the listing has. One that cannot be opened is none.
    pub(super) fn unchanged(&self, last: &LastRun, listing: &Listing) -> Option<KeptIndex> {
        if !last.is_current(listing, &self.commit()?) {
            return None;
        }
        let index = Index::open(self.index()).ok()?;
        let mut report = report_of(listing);
        report.unchanged = listing.files.len() - last.unread.len().min(listing.files.len());
        let unread = last.unread.iter();
        report
            .skipped
            .extend(unread.map(|file| Skipped::new(id::path_of(&file.path), file.reason.clone())));
        report.skipped.sort_unstable();
        Some(KeptIndex { index, report, state: KeptState::Unchanged })
    }

    /// The index as it was at its last commit.
    pub(super) fn outdated(&self, listing: &Listing) -> Option<KeptIndex> {
        let index = Index::open(self.index()).ok()?;
        Some(KeptIndex { index, report: report_of(listing), state: KeptState::Outdated })
    }

    /// Why the index cannot go on, by what the last run says of it.
    pub(super) fn fault(&self, last: Option<&LastRun>) -> Option<String> {
        let last = last.filter(|last| !last.is_of_this_version())?;
        Some(format!("index {} is of ibid {}", self.index().display(), last.version))
    }

    /// Removes the index. Its lock stays, as others may wait for it.
    pub(super) fn clear(&self) -> Result<()> {
        let file = self.last_run_file();
        let index = self.index();
        let removed = match fs::symlink_metadata(&index) {
            Ok(at_index) if at_index.is_dir() => fs::remove_dir_all(&index),
            Ok(_) => fs::remove_file(&index),
            Err(error) => Err(error),
        };
        for (path, removed) in [(file.clone(), fs::remove_file(&file)), (index, removed)] {
            if let Err(source) = removed
                && source.kind() != io::ErrorKind::NotFound
            {
                return Err(Error::Io { path, source });
            }
        }
        Ok(())
    }

    /// Notes what the index was brought up to. Where that cannot be written, the next run
    /// looks at the documents.
    pub(super) fn write_last_run(
        &self,
        folder: &Folder,
        listing: &Listing,
        unread: Vec<UnreadFile>,
    ) {
        let Some(commit) = self.commit() else { return };
        let last = LastRun::new(folder, listing, &commit, unread);
        write(&self.last_run_file(), &last);
    }

    /// What the file of the last commit says.
    fn commit(&self) -> Option<Vec<u8>> {
        fs::read(self.index().join(COMMIT_FILE)).ok()
    }
}

/// Writes a file beside and renames it. Where that fails there is none, as the one of
/// before is of other files.
fn write(file: &Path, value: &impl Serialize) {
    let half = file.with_extension("json.tmp");
    let written = serde_json::to_vec(value)
        .map_err(io::Error::from)
        .and_then(|bytes| fs::write(&half, bytes))
        .and_then(|()| fs::rename(&half, file));
    if written.is_err() {
        drop(fs::remove_file(&half));
        drop(fs::remove_file(file));
    }
}

/// Creates a folder that this user alone may look into: it holds texts of files.
fn create_private(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path)
}
