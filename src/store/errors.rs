//! tantivy's errors to ibid's: what a caller can act on is told apart.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

use crate::error::Error;

/// The error for a failure while doing `action` to the index at `path`.
pub(crate) fn from_tantivy(path: &Path, action: &'static str, cause: TantivyError) -> Error {
    if let Some(source) = io_cause(&cause).map(Arc::clone) {
        return io_fault(path, action, &source, cause);
    }
    match &cause {
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

/// The error for damage that was found.
pub(crate) fn corrupt(
    path: &Path,
    detail: impl Into<String>,
    source: Option<crate::error::Cause>,
) -> Error {
    Error::Corrupt { path: path.into(), detail: detail.into(), source }
}

/// The error for a system's refusal to open or write something of the index.
pub(crate) fn access_denied(path: &Path, source: io::Error) -> Error {
    match source.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            Error::ReadOnly { path: path.into(), source }
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Error::DiskFull { path: path.into(), source: Box::new(source) }
        }
        _ => Error::Io { path: path.into(), source },
    }
}

fn io_fault(
    path: &Path,
    action: &'static str,
    source: &Arc<io::Error>,
    cause: TantivyError,
) -> Error {
    let kind = kind_beneath(source);
    let copy = || io::Error::new(kind, source.to_string());
    match kind {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            Error::ReadOnly { path: path.into(), source: copy() }
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Error::DiskFull { path: path.into(), source: Box::new(cause) }
        }
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
            corrupt(path, format!("cannot {action}: {source}"), Some(Box::new(cause)))
        }
        _ => Error::Index { path: path.into(), action, source: Box::new(cause) },
    }
}

/// The kind of a system's error; of the one that it wraps where it says none
/// itself.
fn kind_beneath(error: &io::Error) -> ErrorKind {
    let inner = error.get_ref().map(|inner| inner as &(dyn std::error::Error + 'static));
    let chain = std::iter::successors(inner, |error| error.source());
    let kinds = chain.filter_map(|error| error.downcast_ref::<io::Error>()).map(io::Error::kind);
    let beneath = kinds.filter(|kind| *kind != ErrorKind::Other).last();
    if error.kind() == ErrorKind::Other {
        beneath.unwrap_or(ErrorKind::Other)
    } else {
        error.kind()
    }
}

/// The system's error somewhere beneath a tantivy error.
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
    use super::*;

    #[test]
    fn causes_are_told_apart() {
        let io = |kind: ErrorKind| TantivyError::IoError(Arc::new(io::Error::from(kind)));
        let check = |cause: TantivyError, expected: &str| {
            let found = format!("{:?}", from_tantivy(Path::new("/i"), "commit", cause));
            assert!(found.starts_with(expected), "{found} for {expected}");
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
}
