//! Indexes of folders that are kept from one run of a program to the next, and brought up
//! to date before each search.

mod entry;
mod file_states;
mod kept_index;
mod last_run;
mod place;

use std::path::{Path, PathBuf};

use super::folder::{Folder, Listing};
use super::sync::{Progress, SyncOptions, Synchronizer};
use crate::error::{Error, Result};
use crate::index::IndexOptions;
use entry::Entry;
use kept_index::report_of;
pub use kept_index::{KeptIndex, KeptState};
use last_run::LastRun;

/// The place where indexes of folders are kept, each in a folder of its own: a cache,
/// which may be removed at any time.
///
/// An index is known by the folder, as the system resolves its path, and by what it is
/// made with: lexicon and configuration. Before it is given out it is brought up to what
/// the folder holds now, as [`sync`](super::sync) does, so that it answers as one that is
/// made anew. Only messages of mailboxes keep numbers of their own. It is made anew where
/// it is damaged, or another version of this crate made it.
///
/// Several processes may ask at once: one writes, the others wait for it. A run that is
/// cut off leaves what the next one finishes.
///
/// ```
/// use ibid::source::{KeptIndexes, KeptState, SyncOptions};
/// use ibid::{IndexOptions, Query};
///
/// let (cache, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
/// std::fs::write(folder.path().join("june.txt"), "Six helicopters arrived.").unwrap();
///
/// let kept = KeptIndexes::new(cache.path());
/// let (options, sync) = (IndexOptions::default(), SyncOptions::default());
/// let first = kept.open(folder.path(), &options, &sync, |_| ())?;
/// assert_eq!((first.report.added, first.state), (1, KeptState::Updated));
///
/// std::fs::write(folder.path().join("july.txt"), "Two more helicopters.").unwrap();
/// let second = kept.open(folder.path(), &options, &sync, |_| ())?;
/// assert_eq!(second.index.search(&Query::new("helicopters"))?.len(), 2);
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptIndexes {
    root: PathBuf,
}

impl KeptIndexes {
    /// Those in that folder, which need not be there yet.
    #[must_use]
    pub fn new(root: impl AsRef<Path>) -> Self {
        Self { root: root.as_ref().to_owned() }
    }

    /// Those of this user: in `ibid` within the folder that `XDG_CACHE_HOME` names, else
    /// within `~/.cache`. `None` where neither is known.
    ///
    /// ```
    /// use ibid::source::KeptIndexes;
    ///
    /// let kept = KeptIndexes::of_user();
    /// assert!(kept.is_none_or(|kept| kept.path().ends_with("ibid")));
    /// ```
    #[must_use]
    pub fn of_user() -> Option<Self> {
        let of_system = |name| std::env::var_os(name);
        place::cache_folder(of_system("XDG_CACHE_HOME"), of_system("HOME"))
            .map(|cache| Self { root: cache.join("ibid") })
    }

    /// Where they lie.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// The index of a folder, brought up to what it holds now. Options of `sync` on what
    /// is deleted do not count: the index is to answer as a new one does.
    ///
    /// Cost: one look at each file, and the reading of those that changed since the last
    /// time. Files that gave no document are read again only when they change. Where the
    /// system tells when a file's status changed, a file that is put in the place of another
    /// with its length and time of change is noticed, too. Disk: about
    /// that of the texts.
    ///
    /// ```
    /// use ibid::source::{KeptIndexes, SyncOptions};
    /// use ibid::{Error, IndexOptions};
    ///
    /// let cache = tempfile::tempdir().unwrap();
    /// let kept = KeptIndexes::new(cache.path());
    /// let (options, sync) = (IndexOptions::default(), SyncOptions::default());
    /// let missing = kept.open("no/such/folder", &options, &sync, |_| ());
    /// assert!(matches!(missing, Err(Error::Io { .. })));
    /// ```
    ///
    /// # Errors
    /// [`Error::Io`] where the folder cannot be read; those of [`sync`](super::sync) and of
    /// [`IndexOptions::create`] where the index cannot be kept: then one in memory serves.
    /// [`Error::Locked`] where another process writes it for longer than
    /// [`lock_wait_ms`](SyncOptions::lock_wait_ms), and it never was complete.
    pub fn open(
        &self,
        folder: impl AsRef<Path>,
        options: &IndexOptions,
        sync: &SyncOptions,
        mut on_progress: impl FnMut(Progress<'_>),
    ) -> Result<KeptIndex> {
        let folder = resolved(folder.as_ref())?;
        let entry = Entry::new(&self.root, &folder, options);
        let listing = folder.list()?;
        if let Some(kept) = without_work(&entry, &folder, &listing, options)? {
            return Ok(kept);
        }
        let lock = match entry.lock(sync.lock_wait_ms) {
            Err(error @ Error::Locked { .. }) => {
                let last = entry.last_run(&folder);
                return last.and_then(|_| entry.outdated(&listing)).ok_or(error);
            }
            lock => lock?,
        };
        // The process that was waited for may have done it, and knows files that are newer.
        let listing = folder.list()?;
        if let Some(kept) = without_work(&entry, &folder, &listing, options)? {
            return Ok(kept);
        }
        let work = Work { folder: &folder, listing: &listing, options, sync };
        let kept = work.bring_up(&entry, entry.last_run(&folder).as_ref(), &mut on_progress);
        drop(lock);
        kept
    }

    /// Removes the index that is kept of a folder, if there is one: it is made anew when
    /// it is opened next. For one that a search shows to be damaged.
    ///
    /// ```
    /// use ibid::source::{KeptIndexes, KeptState, SyncOptions};
    /// use ibid::IndexOptions;
    ///
    /// let (cache, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    /// std::fs::write(folder.path().join("june.txt"), "Six helicopters arrived.").unwrap();
    /// let kept = KeptIndexes::new(cache.path());
    /// let (options, sync) = (IndexOptions::default(), SyncOptions::default());
    /// kept.open(folder.path(), &options, &sync, |_| ())?;
    /// kept.remove(folder.path(), &options, &sync)?;
    /// assert_eq!(kept.open(folder.path(), &options, &sync, |_| ())?.report.added, 1);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn remove(
        &self,
        folder: impl AsRef<Path>,
        options: &IndexOptions,
        sync: &SyncOptions,
    ) -> Result<()> {
        let entry = Entry::new(&self.root, &resolved(folder.as_ref())?, options);
        let lock = entry.lock(sync.lock_wait_ms)?;
        let cleared = entry.clear();
        drop(lock);
        cleared
    }
}

/// The folder by the path that links in it lead to: one folder has one index.
fn resolved(folder: &Path) -> Result<Folder> {
    let path = folder.canonicalize().map_err(|source| Error::Io { path: folder.into(), source })?;
    Ok(Folder::new(path))
}

/// The index where there is nothing to read.
fn without_work(
    entry: &Entry,
    folder: &Folder,
    listing: &Listing,
    options: &IndexOptions,
) -> Result<Option<KeptIndex>> {
    if listing.files.is_empty() {
        return empty(options, listing).map(Some);
    }
    Ok(entry.last_run(folder).and_then(|last| entry.unchanged(&last, listing)))
}

fn empty(options: &IndexOptions, listing: &Listing) -> Result<KeptIndex> {
    let index = options.clone().in_memory()?;
    Ok(KeptIndex { index, report: report_of(listing), state: KeptState::Empty })
}

/// What an index is to be brought up to.
struct Work<'w> {
    folder: &'w Folder,
    listing: &'w Listing,
    options: &'w IndexOptions,
    sync: &'w SyncOptions,
}

impl Work<'_> {
    /// Brings an index up to date, or makes it; one that cannot be used is replaced.
    fn bring_up(
        &self,
        entry: &Entry,
        last: Option<&LastRun>,
        on_progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<KeptIndex> {
        let fault = match entry.fault(last) {
            Some(reason) => reason,
            None => match self.run(entry, on_progress) {
                Err(error) if is_of_what_is_kept(&error) => error.to_string(),
                done => return done,
            },
        };
        entry.clear()?;
        let kept = self.run(entry, on_progress)?;
        Ok(KeptIndex { state: KeptState::Replaced { reason: fault }, ..kept })
    }

    fn run(&self, entry: &Entry, on_progress: &mut dyn FnMut(Progress<'_>)) -> Result<KeptIndex> {
        // Before anything is read: this run may be cut off.
        let states = entry.begin(self.listing);
        let index = self.options.clone().open_or_create(entry.index())?;
        let sync = self.sync.clone().with_allow_empty(true).with_keep_unread(false);
        let mut run = Synchronizer::new(&index, &sync)?.with_progress(on_progress);
        run.unread.doubted.clone_from(states.doubted());
        run.listed(self.folder, self.listing)?;
        let unread = run.unread.now().to_vec();
        let mut report = run.finish()?;
        report.skipped.sort_unstable();
        entry.end(&states, self.listing);
        entry.write_last_run(self.folder, self.listing, unread);
        Ok(KeptIndex { index, report, state: KeptState::Updated })
    }
}

/// Whether an error is of the index that was kept, so that a new one helps.
fn is_of_what_is_kept(error: &Error) -> bool {
    matches!(
        error,
        Error::Corrupt { .. }
            | Error::Format { .. }
            | Error::Analysis { .. }
            | Error::Foreign { .. }
            | Error::AlreadyExists { .. }
            | Error::NotAFolder { .. }
    )
}
