//! Failures of the system, told apart by what a caller can do about them.

use std::io::{self, ErrorKind};

/// What a failure of the system means for an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SystemFault {
    /// It can be read but not written.
    ReadOnly,
    /// The disk, or the quota on it, is full.
    DiskFull,
    /// The file system gives no locks, as some network shares.
    NoLocks,
    /// The process may have no more of this.
    Limit(&'static str),
    /// A file or folder is missing.
    Missing,
    /// A file does not say what it must.
    Damage,
    Other,
}

/// Too many open files: of the process, and of the system.
const OPEN_FILES: [i32; 2] = [24, 23];

/// No locks can be had.
const NO_LOCKS: i32 = if cfg!(any(target_os = "linux", target_os = "android")) { 37 } else { 77 };

impl SystemFault {
    /// What that error means.
    pub(super) fn of(error: &io::Error) -> Self {
        let error = beneath(error);
        match error.raw_os_error() {
            Some(code) if cfg!(unix) && OPEN_FILES.contains(&code) => {
                return Self::Limit("open files");
            }
            Some(code) if cfg!(unix) && code == NO_LOCKS => return Self::NoLocks,
            _ => {}
        }
        match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            // Only locks are asked for that a file system may not have.
            ErrorKind::Unsupported => Self::NoLocks,
            ErrorKind::OutOfMemory => Self::Limit("memory"),
            // Files are never waited for; a thread cannot be started.
            ErrorKind::WouldBlock => Self::Limit("threads"),
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::InvalidData | ErrorKind::UnexpectedEof => Self::Damage,
            _ => Self::Other,
        }
    }
}

/// The error that a system's error wraps, where it says nothing itself.
fn beneath(error: &io::Error) -> &io::Error {
    if error.kind() != ErrorKind::Other {
        return error;
    }
    let inner = error.get_ref().map(|inner| inner as &(dyn std::error::Error + 'static));
    let chain = std::iter::successors(inner, |error| error.source());
    let errors = chain.filter_map(|error| error.downcast_ref::<io::Error>());
    errors.filter(|error| error.kind() != ErrorKind::Other).last().unwrap_or(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart() {
        use SystemFault::{Damage, DiskFull, Limit, Missing, NoLocks, Other, ReadOnly};
        let cases = [
            (ErrorKind::PermissionDenied, ReadOnly),
            (ErrorKind::ReadOnlyFilesystem, ReadOnly),
            (ErrorKind::StorageFull, DiskFull),
            (ErrorKind::QuotaExceeded, DiskFull),
            (ErrorKind::Unsupported, NoLocks),
            (ErrorKind::OutOfMemory, Limit("memory")),
            (ErrorKind::WouldBlock, Limit("threads")),
            (ErrorKind::NotFound, Missing),
            (ErrorKind::InvalidData, Damage),
            (ErrorKind::UnexpectedEof, Damage),
            (ErrorKind::TimedOut, Other),
            (ErrorKind::Other, Other),
        ];
        for (kind, expected) in cases {
            assert_eq!(SystemFault::of(&io::Error::from(kind)), expected, "{kind:?}");
            let wrapped = io::Error::other(io::Error::from(kind));
            assert_eq!(SystemFault::of(&wrapped), expected, "{kind:?}, wrapped");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn codes_of_linux_are_told_apart() {
        use SystemFault::{DiskFull, Limit, NoLocks, ReadOnly};
        // EMFILE, ENFILE, ENOLCK, EOPNOTSUPP, ENOSYS, ENOMEM, EAGAIN, ENOSPC, EDQUOT, EROFS.
        let cases = [
            (24, Limit("open files")),
            (23, Limit("open files")),
            (37, NoLocks),
            (95, NoLocks),
            (38, NoLocks),
            (12, Limit("memory")),
            (11, Limit("threads")),
            (28, DiskFull),
            (122, DiskFull),
            (30, ReadOnly),
        ];
        for (code, expected) in cases {
            assert_eq!(SystemFault::of(&io::Error::from_raw_os_error(code)), expected, "{code}");
        }
    }
}
