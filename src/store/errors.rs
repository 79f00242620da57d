//! tantivy's errors to ibid's, which distinguish what a caller can act on.

use std::io;
use std::path::Path;
use std::sync::Arc;

use tantivy::TantivyError;
use tantivy::directory::error::{
    Incompatibility, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};

use super::file_lock::MAX_READ_WAIT_MS;
use super::file_names::COMMIT_FILE;
use super::system_faults::SystemFault;
use crate::error::Error;
use crate::postings;

/// The error for a failure while doing `action` to the index at `path`.
pub(crate) fn from_tantivy(path: &Path, action: &'static str, cause: TantivyError) -> Error {
    if let Some(source) = io_cause(&cause).map(Arc::clone) {
        return io_fault(path, action, &source, cause);
    }
    if let Some(found) = format_mismatch(&cause) {
        return Error::Format { path: path.into(), found, supported: postings::FORMAT };
    }
    match &cause {
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(_)) if is_gone(path) => {
            Error::Moved { path: path.into() }
        }
        TantivyError::LockFailure(LockError::LockBusy, _) => {
            Error::Locked { path: path.into(), waited_ms: MAX_READ_WAIT_MS }
        }
        TantivyError::DataCorruption(_)
        | TantivyError::IncompatibleIndex(_)
        | TantivyError::DeserializeError(_)
        | TantivyError::OpenReadError(_) => {
            corrupt(path, format!("cannot {action}"), Some(Box::new(cause)))
        }
        TantivyError::OpenDirectoryError(OpenDirectoryError::DoesNotExist(_)) => {
            Error::NotFound { path: path.into() }
        }
        TantivyError::OpenDirectoryError(OpenDirectoryError::NotADirectory(_)) => {
            Error::NotAFolder { path: path.into() }
        }
        _ => Error::Index { path: path.into(), action, source: Box::new(cause) },
    }
}

/// tantivy's format of a file that this build does not read.
fn format_mismatch(cause: &TantivyError) -> Option<u32> {
    let (TantivyError::IncompatibleIndex(mismatch)
    | TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(mismatch))) = cause
    else {
        return None;
    };
    match mismatch {
        Incompatibility::IndexMismatch { index_version, .. } => postings::format_of(index_version),
        Incompatibility::CompressionMismatch { .. } => None,
    }
}

/// The error for damage.
pub(crate) fn corrupt(
    path: &Path,
    detail: impl Into<String>,
    source: Option<crate::error::Cause>,
) -> Error {
    Error::Corrupt { path: path.into(), detail: detail.into(), source }
}

/// The error where the system refuses to open or write a file of the index.
pub(crate) fn access_denied(path: &Path, source: io::Error) -> Error {
    match SystemFault::of(&source) {
        SystemFault::Missing if !path.exists() => Error::Moved { path: path.into() },
        fault => match of_system(path, fault, &source) {
            Some(error) => error,
            None => Error::Io { path: path.into(), source },
        },
    }
}

/// The error for a failure of the system's with advice of its own.
fn of_system(path: &Path, fault: SystemFault, source: &io::Error) -> Option<Error> {
    let path = path.to_owned();
    // tantivy shares its cause, so the kind and the message are copied.
    let source = io::Error::new(source.kind(), source.to_string());
    match fault {
        SystemFault::ReadOnly => Some(Error::ReadOnly { path, source }),
        SystemFault::DiskFull => Some(Error::DiskFull { path, source: Box::new(source) }),
        SystemFault::NoLocks => Some(Error::NoLocks { path, source }),
        SystemFault::Limit(resource) => Some(Error::Limit { path, resource, source }),
        SystemFault::Missing | SystemFault::Damage | SystemFault::Other => None,
    }
}

/// The error for a failure of the system's beneath one of tantivy's.
fn io_fault(
    path: &Path,
    action: &'static str,
    source: &Arc<io::Error>,
    cause: TantivyError,
) -> Error {
    let fault = SystemFault::of(source);
    match of_system(path, fault, source) {
        Some(error) => error,
        None if fault == SystemFault::Missing && is_gone(path) => {
            Error::Moved { path: path.into() }
        }
        None if fault == SystemFault::Damage => {
            corrupt(path, format!("cannot {action}: {source}"), Some(Box::new(cause)))
        }
        None => Error::Index { path: path.into(), action, source: Box::new(cause) },
    }
}

/// Whether an index that was there is no longer: moved, removed, or its disk
/// taken away.
fn is_gone(path: &Path) -> bool {
    !path.as_os_str().is_empty() && !path.join(COMMIT_FILE).exists()
}

/// The system's error that a tantivy error was made from.
fn io_cause(cause: &TantivyError) -> Option<&Arc<io::Error>> {
    match cause {
        TantivyError::IoError(source)
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: source, .. })
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error: source, .. })
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError {
            io_error: source, ..
        })
        | TantivyError::LockFailure(LockError::IoError(source), _) => Some(source),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::*;

    #[test]
    fn causes_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(COMMIT_FILE), "{}").unwrap();
        let io = |kind: ErrorKind| TantivyError::IoError(Arc::new(io::Error::from(kind)));
        let check = |cause: TantivyError, expected: &str| {
            let error = format!("{:?}", from_tantivy(folder.path(), "commit", cause));
            assert!(error.starts_with(expected), "{error} for {expected}");
        };
        check(io(ErrorKind::StorageFull), "DiskFull");
        let wrapped = io::Error::other(io::Error::from(ErrorKind::StorageFull));
        check(TantivyError::IoError(Arc::new(wrapped)), "DiskFull");
        check(io(ErrorKind::QuotaExceeded), "DiskFull");
        check(io(ErrorKind::PermissionDenied), "ReadOnly");
        check(io(ErrorKind::ReadOnlyFilesystem), "ReadOnly");
        check(io(ErrorKind::InvalidData), "Corrupt");
        check(io(ErrorKind::UnexpectedEof), "Corrupt");
        check(io(ErrorKind::TimedOut), "Index");
        check(io(ErrorKind::NotFound), "Index");
        check(io(ErrorKind::OutOfMemory), "Limit");
        check(io(ErrorKind::Unsupported), "NoLocks");
        let no_locks = LockError::wrap_io_error(io::Error::from(ErrorKind::Unsupported));
        check(TantivyError::LockFailure(no_locks, None), "NoLocks");
        check(TantivyError::LockFailure(LockError::LockBusy, None), "Locked");
        let mismatch = || Incompatibility::IndexMismatch {
            library_version: tantivy::version().clone(),
            index_version: tantivy::version().clone(),
        };
        check(TantivyError::IncompatibleIndex(mismatch()), "Format");
        check(TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(mismatch())), "Format");
        check(TantivyError::Poisoned, "Index");
        check(
            TantivyError::OpenReadError(OpenReadError::FileDoesNotExist("a.idx".into())),
            "Corrupt",
        );
        check(
            TantivyError::OpenDirectoryError(OpenDirectoryError::NotADirectory("/i".into())),
            "NotAFolder",
        );
    }

    #[test]
    fn a_folder_that_is_no_longer_there() {
        let folder = tempfile::tempdir().unwrap();
        let commit = folder.path().join(COMMIT_FILE);
        let missing = || OpenReadError::FileDoesNotExist(COMMIT_FILE.into());
        let write = || OpenWriteError::wrap_io_error(ErrorKind::NotFound.into(), "a.idx".into());
        let check = |is_there: bool| {
            for cause in [TantivyError::OpenReadError(missing()), write().into()] {
                let error = from_tantivy(folder.path(), "read", cause);
                assert_eq!(matches!(error, Error::Moved { .. }), !is_there, "{error:?}");
            }
        };
        check(false);
        std::fs::write(commit, "{}").unwrap();
        check(true);
        let error = access_denied(&folder.path().join("x"), ErrorKind::NotFound.into());
        assert!(matches!(error, Error::Moved { .. }), "{error:?}");
    }
}
