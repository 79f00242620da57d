//! Puts a rebuilt index in the place of the old one, so that a crash between
//! any two steps loses nothing.
//!
//! | step | on disk after it | what [`recover`](SwapPaths::recover) does |
//! |---|---|---|
//! | – the new index is built and verified | `NAME`, `NAME.rebuild-half` | nothing |
//! | 1 it is named as whole | `NAME`, `NAME.rebuild-whole` | nothing |
//! | 2 the old one is moved away | `NAME.rebuild-old`, `NAME.rebuild-whole` | steps 3 and 4 |
//! | 3 the new one is moved in | `NAME`, `NAME.rebuild-old` | step 4 |
//! | 4 the old one is removed | `NAME` | nothing |
//!
//! The names alone say how far a swap went: a rename is all or nothing. What a
//! crash before step 2 leaves beside `NAME` is removed by the next rebuild.
//! Step 4 removes the commit last, so that a recovery goes on with it.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tantivy::directory::DirectoryLock;

use super::documents::Rebuildable;
use super::errors::access_denied;
use super::file_names::{COMMIT_FILE, rank_of_first_file};
use super::lock::take_writer_lock;
use super::open_folder;
use crate::error::{Error, Result};

/// An index and the folders beside it that a swap needs.
#[derive(Debug)]
pub(crate) struct SwapPaths {
    /// The index.
    pub(crate) index: PathBuf,
    /// The new index while it is built.
    pub(crate) half: PathBuf,
    /// The new index when it is complete.
    whole: PathBuf,
    /// The old index when it is moved away.
    old: PathBuf,
}

/// One step of a swap.
type Step = fn(&SwapPaths) -> Result<()>;

/// The steps of a swap, in their order.
const STEPS: [Step; 4] = [
    |paths| rename(&paths.half, &paths.whole),
    |paths| rename(&paths.index, &paths.old),
    |paths| {
        // Where it fails without a crash, the old index is put back.
        rename(&paths.whole, &paths.index).inspect_err(|_| drop(rename(&paths.old, &paths.index)))
    },
    |paths| remove(&paths.old),
];

/// The lock of the one writer of an index, held until it is dropped.
pub(crate) struct WriterLock {
    _lock: DirectoryLock,
}

impl SwapPaths {
    /// The names for the index at that path.
    ///
    /// # Errors
    /// [`Error::Io`] where the path names no folder, as `/` and `..` do.
    pub(crate) fn of(path: &Path) -> Result<Self> {
        let io_error = |source| Error::Io { path: path.into(), source };
        // Beside the folder itself, not beside a link to it.
        let index = path.canonicalize().or_else(|_| std::path::absolute(path)).map_err(io_error)?;
        let Some(name) = index.file_name() else {
            return Err(io_error(io::Error::new(io::ErrorKind::InvalidInput, "names no folder")));
        };
        let beside = |ending: &str| {
            let mut name = OsString::from(name);
            name.push(ending);
            index.with_file_name(name)
        };
        let (half, whole) = (beside(".rebuild-half"), beside(".rebuild-whole"));
        Ok(Self { half, whole, old: beside(".rebuild-old"), index: index.clone() })
    }

    /// Takes the writer's lock of the index, whatever its format.
    ///
    /// # Errors
    /// [`Error::Locked`] where another writer holds it; [`Error::ReadOnly`].
    pub(crate) fn lock(&self) -> Result<WriterLock> {
        lock_writer(&self.index)
    }

    /// Removes what earlier rebuilds left beside an index that is in its place
    /// and can be read.
    ///
    /// # Errors
    /// [`Error::AlreadyExists`] where one of the folders holds something else.
    pub(crate) fn remove_leftovers(&self) -> Result<()> {
        [&self.half, &self.whole, &self.old].into_iter().try_for_each(|folder| remove(folder))
    }

    /// Puts the index at `half` in the place of the old one.
    pub(crate) fn swap(&self) -> Result<()> {
        STEPS.iter().try_for_each(|step| step(self))
    }

    /// Finishes a swap that a crash cut off; without one it does nothing.
    ///
    /// # Errors
    /// [`Error::Locked`] while another process is at the swap.
    pub(crate) fn recover(&self) -> Result<()> {
        if !self.old.join(COMMIT_FILE).exists() {
            // What the removal of the old index left where it was cut off last;
            // a folder that is not empty stays.
            drop(fs::remove_dir(&self.old));
            return Ok(());
        }
        // A swap under way holds the lock of the old index, which moved with it.
        let lock = lock_writer(&self.old)?;
        match (self.index.exists(), self.whole.exists()) {
            (true, _) => {}
            (false, true) => rename(&self.whole, &self.index)?,
            (false, false) => return rename(&self.old, &self.index),
        }
        drop(lock);
        // The index in its place is read before the old one is removed.
        if Rebuildable::open(&self.index).is_ok() { remove(&self.old) } else { Ok(()) }
    }
}

/// Takes the writer's lock of the index in that folder, without waiting.
fn lock_writer(path: &Path) -> Result<WriterLock> {
    let directory = open_folder(path)?;
    match take_writer_lock(&directory, path)? {
        Some(lock) => Ok(WriterLock { _lock: lock }),
        None => Err(Error::Locked { path: path.into(), waited_ms: 0 }),
    }
}

/// Renames, and waits until the disk has it: a later step must not reach the
/// disk before an earlier one.
fn rename(from: &Path, to: &Path) -> Result<()> {
    let renamed = fs::rename(from, to).and_then(|()| sync_folder_of(to));
    renamed.map_err(|source| access_denied(from, source))
}

#[cfg(unix)]
fn sync_folder_of(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| fs::File::open(folder)?.sync_all())
}

#[cfg(not(unix))]
fn sync_folder_of(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes an index, complete or not; never a folder of something else.
fn remove(path: &Path) -> Result<()> {
    let access_denied = |source| access_denied(path, source);
    let entries = match removal_order(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other.map_err(access_denied)?,
    };
    if entries.last().is_some_and(|last| rank_as_first(last).is_none()) {
        return Err(Error::AlreadyExists { path: path.into() });
    }
    for entry in entries {
        let is_folder = entry.symlink_metadata().map_err(access_denied)?.is_dir();
        let removed = if is_folder { fs::remove_dir_all(&entry) } else { fs::remove_file(&entry) };
        removed.map_err(access_denied)?;
    }
    fs::remove_dir(path).map_err(access_denied)
}

/// What is in a folder, in an order that leaves something by which it is known
/// as an index wherever the removal is cut off.
fn removal_order(path: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path()));
    let mut entries: Vec<PathBuf> = entries.collect::<io::Result<_>>()?;
    // Of no first file first, then from the last of them to the commit.
    entries.sort_by_key(|entry| std::cmp::Reverse(rank_as_first(entry).unwrap_or(usize::MAX)));
    Ok(entries)
}

/// The rank of an entry among the first files of an index; the commit, of rank
/// 0, is the last to be removed.
fn rank_as_first(entry: &Path) -> Option<usize> {
    rank_of_first_file(&entry.file_name().unwrap_or_default().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Language};
    use crate::lexicon::Lexicon;
    use crate::store::Store;

    fn create(path: &Path) {
        Store::create(path, Config::default(), Lexicon::default(), 0).unwrap();
    }

    /// An index, and a new one beside it that tells itself from the old one by
    /// its language.
    fn built() -> (tempfile::TempDir, SwapPaths) {
        let folder = tempfile::tempdir().unwrap();
        let paths = SwapPaths::of(&folder.path().join("index")).unwrap();
        create(&paths.index);
        let config = Config::default().with_language(Language::French);
        Store::create(&paths.half, config, Lexicon::default(), 0).unwrap();
        (folder, paths)
    }

    fn names(folder: &tempfile::TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).unwrap();
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name();
        let mut names: Vec<_> = entries.map(|entry| name(entry).into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Cut off after each step, a swap leaves the names of the table, and after
    /// a recovery one whole index stands in its place.
    #[test]
    fn cut_off_after_each_step() {
        use Language::{English, French};
        let cases: [(&[&str], &[&str], Language); 5] = [
            (&["index", "index.rebuild-half"], &["index", "index.rebuild-half"], English),
            (&["index", "index.rebuild-whole"], &["index", "index.rebuild-whole"], English),
            (&["index.rebuild-old", "index.rebuild-whole"], &["index"], French),
            (&["index", "index.rebuild-old"], &["index"], French),
            (&["index"], &["index"], French),
        ];
        for (steps, (left, recovered, language)) in cases.into_iter().enumerate() {
            let (folder, paths) = built();
            STEPS[..steps].iter().for_each(|step| step(&paths).unwrap());
            assert_eq!(names(&folder), left, "after {steps} steps");
            // A recovery that is cut off itself, or comes twice, changes nothing.
            for _ in 0..2 {
                paths.recover().unwrap();
                assert_eq!(names(&folder), recovered, "after {steps} steps, recovered");
                let store = Store::open(&paths.index).unwrap();
                assert_eq!(store.manifest().config.language, language, "after {steps} steps");
            }
            paths.remove_leftovers().unwrap();
            assert_eq!(names(&folder), ["index"]);
        }
    }

    /// The last step removes file by file: cut off after each of them, the next
    /// recovery goes on, and so does the next rebuild.
    #[test]
    fn cut_off_after_each_file_of_the_old_index() {
        for removed in 0.. {
            let (folder, paths) = built();
            STEPS[..3].iter().for_each(|step| step(&paths).unwrap());
            let files = removal_order(&paths.old).unwrap();
            let Some(files) = files.get(..removed) else { return assert!(removed > 3) };
            for file in files {
                fs::remove_file(file).unwrap();
            }
            paths.recover().unwrap();
            assert_eq!(names(&folder), ["index"], "after {removed} files");
        }
    }

    #[test]
    fn a_new_index_that_is_lost_gives_the_place_back_to_the_old_one() {
        let (folder, paths) = built();
        STEPS[..2].iter().for_each(|step| step(&paths).unwrap());
        fs::remove_dir_all(&paths.whole).unwrap();
        paths.recover().unwrap();
        assert_eq!(names(&folder), ["index"]);
        assert_eq!(Store::open(&paths.index).unwrap().manifest().config, Config::default());
    }

    #[test]
    fn the_old_index_is_kept_while_the_new_one_cannot_be_read() {
        let (folder, paths) = built();
        STEPS[..3].iter().for_each(|step| step(&paths).unwrap());
        fs::write(paths.index.join(COMMIT_FILE), "{").unwrap();
        paths.recover().unwrap();
        assert_eq!(names(&folder), ["index", "index.rebuild-old"]);
    }

    #[test]
    fn a_swap_under_way_is_not_recovered() {
        let (folder, paths) = built();
        let lock = paths.lock().unwrap();
        STEPS[..2].iter().for_each(|step| step(&paths).unwrap());
        assert!(matches!(paths.recover(), Err(Error::Locked { path, .. }) if path == paths.old));
        assert_eq!(names(&folder), ["index.rebuild-old", "index.rebuild-whole"]);
        drop(lock);
        paths.recover().unwrap();
        assert_eq!(names(&folder), ["index"]);
    }

    #[test]
    fn what_a_build_that_was_cut_off_early_left_is_removed() {
        for file in [".managed.json", ".tmpA1b2C3", ".tantivy-meta.lock", COMMIT_FILE] {
            let (folder, paths) = built();
            fs::remove_dir_all(&paths.half).unwrap();
            fs::create_dir(&paths.half).unwrap();
            fs::write(paths.half.join(file), "").unwrap();
            paths.remove_leftovers().unwrap();
            assert_eq!(names(&folder), ["index"], "with {file}");
        }
    }

    #[test]
    fn folders_of_something_else_are_not_touched() {
        let (_folder, paths) = built();
        for other in [&paths.whole, &paths.old] {
            fs::create_dir(other).unwrap();
            fs::write(other.join("notes.txt"), "a note").unwrap();
        }
        paths.recover().unwrap();
        let refused = paths.remove_leftovers();
        assert!(matches!(refused, Err(Error::AlreadyExists { path }) if path == paths.whole));
        assert!(paths.whole.join("notes.txt").exists() && paths.old.join("notes.txt").exists());
        assert!(matches!(SwapPaths::of(Path::new("/")), Err(Error::Io { .. })));
    }
}
