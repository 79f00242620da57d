//! The folder of an index, as tantivy's `Directory` over its memory-mapped one.
//!
//! It makes a commit durable before it returns, gives no byte of a file whose
//! checksum was not compared, touches no file but those of an index, and lets a
//! folder be searched that cannot be written.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::Directory;
use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

use super::commit_check::check_commit;
use super::file_lock::{try_lock, wait_for_lock};
use super::file_names::{COMMIT_FILE, MANAGED_FILE, is_known, is_of_segment, temporary};
use super::opened_files::OpenedFiles;
use super::page_writer::with_page_sums;
use super::seal::{seal, unseal};
use super::system_faults::SystemFault;

/// The folder of an index. Clones share what was checked.
#[derive(Debug, Clone)]
pub(super) struct IndexDirectory {
    inner: MmapDirectory,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    root: PathBuf,
    opened: OpenedFiles,
    /// The commit that was compared last; it is read several times.
    checked_commit: Mutex<Vec<u8>>,
}

/// Numbers the temporary files of this process.
static TEMPORARY_FILES: AtomicU32 = AtomicU32::new(0);

impl IndexDirectory {
    /// The index's folder, which must exist.
    pub(super) fn open(root: &Path) -> Result<Self, OpenDirectoryError> {
        let inner = MmapDirectory::open(root)?;
        let shared = Shared {
            root: root.to_owned(),
            opened: OpenedFiles::default(),
            checked_commit: Mutex::default(),
        };
        Ok(Self { inner, shared: Arc::new(shared) })
    }

    fn path_of(&self, name: &Path) -> PathBuf {
        self.shared.root.join(name)
    }

    /// Writes a new file and makes it durable; it is left to a sweep where this
    /// fails.
    fn write_temporary(&self, content: &[u8]) -> io::Result<PathBuf> {
        let number = TEMPORARY_FILES.fetch_add(1, Ordering::Relaxed);
        let path = self.path_of(&temporary(std::process::id(), number));
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        file.write_all(content)?;
        file.sync_all()?;
        Ok(path)
    }

    /// Compares what a commit says of its segments; the same content once.
    fn check_commit(&self, content: &[u8]) -> io::Result<()> {
        let checked = &self.shared.checked_commit;
        let mut checked = checked.lock().unwrap_or_else(PoisonError::into_inner);
        if *checked != content {
            check_commit(content)?;
            content.clone_into(&mut checked);
        }
        Ok(())
    }
}

fn read_error(name: &Path, error: io::Error) -> OpenReadError {
    OpenReadError::wrap_io_error(error, name.to_owned())
}

/// The error for a name that no file of an index has.
fn refused(name: &Path) -> io::Error {
    let message = format!("{} is no name of a file of an index", name.display());
    io::Error::new(ErrorKind::InvalidData, message)
}

impl Directory for IndexDirectory {
    fn get_file_handle(&self, name: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if !is_known(name) {
            return Err(read_error(name, refused(name)));
        }
        let file = self.inner.get_file_handle(name)?;
        self.shared.opened.open(name, file).map_err(|error| read_error(name, error))
    }

    fn delete(&self, name: &Path) -> Result<(), DeleteError> {
        if !is_known(name) {
            let (io_error, filepath) = (Arc::new(refused(name)), name.to_owned());
            return Err(DeleteError::IoError { io_error, filepath });
        }
        // A name may be used again, by the same work after a crash.
        self.shared.opened.forget(name);
        self.inner.delete(name)
    }

    fn exists(&self, name: &Path) -> Result<bool, OpenReadError> {
        if is_known(name) { self.inner.exists(name) } else { Ok(false) }
    }

    fn open_write(&self, name: &Path) -> Result<WritePtr, OpenWriteError> {
        if !is_known(name) {
            return Err(OpenWriteError::wrap_io_error(refused(name), name.to_owned()));
        }
        self.shared.opened.forget(name);
        let file = self.inner.open_write(name)?;
        with_page_sums(file).map_err(|e| OpenWriteError::wrap_io_error(e, name.to_owned()))
    }

    fn atomic_read(&self, name: &Path) -> Result<Vec<u8>, OpenReadError> {
        if !is_known(name) {
            return Err(read_error(name, refused(name)));
        }
        if name == Path::new(MANAGED_FILE) {
            return Ok(self.managed_files());
        }
        let content = self.inner.atomic_read(name)?;
        let unsealed = unseal(content).map_err(|error| read_error(name, error))?;
        if name == Path::new(COMMIT_FILE) {
            self.check_commit(&unsealed.content).map_err(|error| read_error(name, error))?;
        }
        Ok(unsealed.content)
    }

    fn atomic_write(&self, name: &Path, content: &[u8]) -> io::Result<()> {
        if !is_known(name) {
            return Err(refused(name));
        }
        let is_commit = name == Path::new(COMMIT_FILE);
        let is_first = is_commit && !self.path_of(name).exists();
        let temporary = if is_commit {
            self.write_temporary(&seal(content))
        } else {
            self.write_temporary(content)
        }?;
        fs::rename(&temporary, self.path_of(name)).inspect_err(|_| {
            // It is swept by the next writer where this fails as well.
            fs::remove_file(&temporary).unwrap_or_default();
        })?;
        // Before tantivy collects the files of the commit before: a disk that
        // keeps no order could lose the name and keep the unlinks.
        if is_first {
            self.sync_folders_above();
        }
        if is_commit { self.sync_directory() } else { Ok(()) }
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.inner.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let file = match self.lock_file(&lock.filepath) {
            Ok(file) => file,
            // Nobody else collects files in a folder that nobody writes.
            Err(error) if lock.is_blocking && is_access_denied(&error) => {
                return Ok(DirectoryLock::from(Box::new(())));
            }
            Err(error) => return Err(LockError::wrap_io_error(error)),
        };
        if lock.is_blocking {
            let held = wait_for_lock(file)?;
            return Ok(DirectoryLock::from(Box::new(held)));
        }
        Ok(DirectoryLock::from(Box::new(try_lock(file)?)))
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}

impl IndexDirectory {
    /// Makes the names of the folders durable that were made for a new index.
    /// A system that does not let a folder be opened keeps them by itself.
    fn sync_folders_above(&self) {
        let Ok(root) = self.shared.root.canonicalize() else { return };
        for folder in root.ancestors().skip(1) {
            File::open(folder).and_then(|folder| folder.sync_all()).unwrap_or_default();
        }
    }

    /// tantivy's list of the files that it has made, without names that it
    /// cannot have made. Where the list is lost or damaged, the files in the
    /// folder are listed: it says only what may be collected.
    fn managed_files(&self) -> Vec<u8> {
        let listed = self.inner.atomic_read(Path::new(MANAGED_FILE)).ok();
        let listed = listed.and_then(|json| serde_json::from_slice::<Vec<String>>(&json).ok());
        let mut names = listed.unwrap_or_else(|| file_names(&self.shared.root));
        names.retain(|name| name == COMMIT_FILE || is_of_segment(name));
        serde_json::to_vec(&names).unwrap_or_default()
    }

    /// Opens the file of a lock. A blocking lock is only read under, so that
    /// its file need not be written.
    fn lock_file(&self, name: &Path) -> io::Result<File> {
        if !is_known(name) {
            return Err(refused(name));
        }
        let path = self.path_of(name);
        let options = |write: bool| {
            OpenOptions::new().read(true).write(write).create(write).truncate(false).open(&path)
        };
        match options(true) {
            Err(error) if is_access_denied(&error) => options(false).map_err(|_| error),
            opened => opened,
        }
    }
}

/// The names of the files in a folder, as far as it can be read.
pub(super) fn file_names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

fn is_access_denied(error: &io::Error) -> bool {
    SystemFault::of(error) == SystemFault::ReadOnly
}
