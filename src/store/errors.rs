//! tantivy's errors to ibid's, which distinguish what a caller can act on.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use tantivy::TantivyError;
use tantivy::directory::error::{
    Incompatibility, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};

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

/// The error for a failure of the system's. tantivy shares its cause, so the
/// kind and the message are copied.
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
    use super::*;

    #[test]
    fn causes_are_told_apart() {
        let io = |kind: ErrorKind| TantivyError::IoError(Arc::new(io::Error::from(kind)));
        let check = |cause: TantivyError, expected: &str| {
            let error = format!("{:?}", from_tantivy(Path::new("/i"), "commit", cause));
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
}
