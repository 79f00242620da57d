//! The border that no panic of tantivy's crosses.
//!
//! Files whose checksums are right can still be crafted to make its readers
//! panic. Whatever they do, the caller gets an error.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::errors::corrupt;
use crate::error::Result;

/// Runs work on the index at `path`; a panic in it is
/// [`Error::Corrupt`](crate::error::Error::Corrupt).
///
/// What the work had borrowed stays as it was: snapshots do not change, and
/// locks that a panic poisons are taken all the same.
pub(crate) fn guard<T>(path: &Path, work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let detail = format!("it cannot be read: {}", message_of(panic.as_ref()));
        Err(corrupt(path, detail, None))
    })
}

fn message_of(panic: &(dyn Any + Send)) -> &str {
    let message = panic.downcast_ref::<&str>().copied();
    let owned = || panic.downcast_ref::<String>().map(String::as_str);
    message.or_else(owned).unwrap_or("its files contradict one another")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_damage() {
        let check = |work: fn() -> Result<u32>, expected: &str| {
            let found = guard(Path::new("news.ibid"), work);
            assert_eq!(found.map_err(|error| error.to_string()).unwrap_err(), expected);
        };
        let of = |detail: &str| corrupt(Path::new("news.ibid"), detail, None).to_string();
        check(|| std::panic::panic_any("seven"), &of("it cannot be read: seven"));
        check(|| std::panic::panic_any("eight".to_owned()), &of("it cannot be read: eight"));
        check(
            || std::panic::panic_any(9),
            &of("it cannot be read: its files contradict one another"),
        );
        assert_eq!(guard(Path::new(""), || Ok(7)).unwrap(), 7);
    }
}
