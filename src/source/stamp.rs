//! Tells by length and time of change whether a file is still the one that was read.

use std::fs::Metadata;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::util::file_clock::COARSEST_TICK;

/// Length and time of change of a file, by which a later run tells whether
/// it must be read again.
///
/// Its string (`Display`, `FromStr`) is short and kept with the document.
///
/// A file that changed less than 2 s before it was listed, or whose time of
/// change is in the future, has not [settled](Self::settled): another change
/// within the same tick of the file system's clock would keep length and time.
/// Such a stamp matches nothing, not even itself, so that the next run reads
/// the file once more (git calls such an entry racy). A change that keeps both
/// the length and the time, as `touch -r` can make, is not noticed.
///
/// ```
/// use ibid::source::Stamp;
///
/// let stamp: Stamp = "5120@1416578400000000000".parse().unwrap();
/// assert_eq!(stamp.bytes, 5120);
/// assert!(stamp.matches(&stamp));
/// let fresh: Stamp = "5120@1416578400000000000?".parse().unwrap();
/// assert!(!fresh.matches(&fresh));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Stamp {
    /// Length in bytes.
    pub bytes: u64,
    /// Time of the last change, in nanoseconds since 1970-01-01 UTC.
    pub modified_ns: i128,
    /// Whether the time of change lay safely in the past when it was taken.
    pub settled: bool,
}

impl Stamp {
    /// The stamp of a file with that metadata. `listed` is a time at or before
    /// the reading of the metadata. Where the system keeps no time of change,
    /// the stamp is never settled.
    #[must_use]
    pub fn new(metadata: &Metadata, listed: SystemTime) -> Self {
        let bytes = metadata.len();
        let Ok(modified) = metadata.modified() else {
            return Self { bytes, modified_ns: 0, settled: false };
        };
        let settled = listed.duration_since(modified).is_ok_and(|age| age >= COARSEST_TICK);
        Self { bytes, modified_ns: nanoseconds(modified), settled }
    }

    /// Whether a file with this stamp is certainly the one that had the other:
    /// both are settled, and length and time are equal.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.settled && self == other
    }

    /// Whether length and time of change are the same, settled or not.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.bytes == other.bytes && self.modified_ns == other.modified_ns
    }
}

fn nanoseconds(time: SystemTime) -> i128 {
    let signed = |distance: Duration| i128::try_from(distance.as_nanos()).unwrap_or(i128::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => signed(after),
        Err(before) => -signed(before.duration()),
    }
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let doubt = if self.settled { "" } else { "?" };
        write!(f, "{}@{}{doubt}", self.bytes, self.modified_ns)
    }
}

/// The text is not that of a [`Stamp`]. [`changes`](super::changes) takes a file
/// kept with it for changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a stamp: expected bytes@nanoseconds, with a ? after it or not")]
#[non_exhaustive]
pub struct NotAStamp {
    /// The text.
    pub text: String,
}

impl FromStr for Stamp {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Self, NotAStamp> {
        let (numbers, settled) = match text.strip_suffix('?') {
            Some(numbers) => (numbers, false),
            None => (text, true),
        };
        let parsed = numbers
            .split_once('@')
            .and_then(|(bytes, time)| Some((bytes.parse().ok()?, time.parse().ok()?)));
        let (bytes, modified_ns) = parsed.ok_or_else(|| NotAStamp { text: text.to_owned() })?;
        Ok(Self { bytes, modified_ns, settled })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stamp_of_file_aged(age_ms: i64) -> Stamp {
        let file = tempfile::tempfile().unwrap();
        let metadata = file.metadata().unwrap();
        let modified = metadata.modified().unwrap();
        let distance = Duration::from_millis(age_ms.unsigned_abs());
        let listed = if age_ms < 0 { modified - distance } else { modified + distance };
        Stamp::new(&metadata, listed)
    }

    #[test]
    fn settled_after_two_seconds() {
        let cases = [(-60_000, false), (-1, false), (0, false), (1999, false), (2000, true)];
        for (age_ms, settled) in cases {
            let stamp = stamp_of_file_aged(age_ms);
            assert_eq!(stamp.settled, settled, "{age_ms} ms");
            assert_eq!(stamp.matches(&stamp), settled, "{age_ms} ms");
        }
    }

    #[test]
    fn no_stamp() {
        for text in ["", "@", "12", "12@", "@12", "-1@5", "1@5??", "1@x", "1@5 ", "é@1"] {
            assert_eq!(text.parse::<Stamp>(), Err(NotAStamp { text: text.to_owned() }));
        }
    }

    #[test]
    fn before_1970() {
        let before = UNIX_EPOCH - Duration::from_nanos(5);
        assert_eq!(nanoseconds(before), -5);
    }

    proptest! {
        #[test]
        fn written_and_read(bytes: u64, modified_ns: i128, settled: bool) {
            let stamp = Stamp { bytes, modified_ns, settled };
            prop_assert_eq!(stamp.to_string().parse::<Stamp>().unwrap(), stamp);
        }

        #[test]
        fn any_difference_is_a_change(bytes in 0_u64..4, other in 0_u64..4, a in 0_i128..4, b in 0_i128..4) {
            let first = Stamp { bytes, modified_ns: a, settled: true };
            let second = Stamp { bytes: other, modified_ns: b, settled: true };
            prop_assert_eq!(first.matches(&second), bytes == other && a == b);
        }
    }
}
