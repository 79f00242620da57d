//! Why a document could not be deleted, as the error of each commit after it.

use std::io;
use std::path::Path;

use crate::error::Error;
use crate::store::errors::corrupt;

/// An error like the one of the deletion: a fault that passes is no damage.
pub(super) fn of_deletion(path: &Path, fault: &Error) -> Error {
    match fault {
        Error::Io { path, source } => Error::Io { path: path.clone(), source: like(source) },
        Error::Limit { path, resource, source } => {
            Error::Limit { path: path.clone(), resource, source: like(source) }
        }
        Error::Moved { path } => Error::Moved { path: path.clone() },
        Error::Corrupt { detail, .. } => {
            corrupt(path, format!("a document cannot be deleted: {detail}"), None)
        }
        other => Error::Index {
            path: path.into(),
            action: "delete a document",
            source: other.to_string().into(),
        },
    }
}

/// An error of the system cannot be cloned.
fn like(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(number) => io::Error::from_raw_os_error(number),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_fault_is_kept() {
        let check = |fault: Error, expected: &str| {
            let error = format!("{:?}", of_deletion(Path::new("here"), &fault));
            assert!(error.starts_with(expected), "{error} for {expected}");
        };
        let denied = || io::Error::from(io::ErrorKind::PermissionDenied);
        check(Error::Io { path: "there".into(), source: denied() }, "Io { path: \"there\"");
        let limit = Error::Limit { path: "there".into(), resource: "memory", source: denied() };
        check(limit, "Limit { path: \"there\", resource: \"memory\"");
        check(Error::Moved { path: "there".into() }, "Moved");
        let detail = "Corrupt { path: \"here\", detail: \"a document cannot be deleted: a bit\"";
        check(corrupt(Path::new("there"), "a bit", None), detail);
        check(Error::NotFound { path: "there".into() }, "Index");
        let out = io::Error::from_raw_os_error(12);
        assert_eq!(like(&out).raw_os_error(), Some(12));
    }
}
