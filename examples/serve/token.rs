//! The token without which other machines read nothing.

use std::fmt;
use std::hash::{BuildHasher, RandomState};

/// 128 random bits.
#[derive(Clone)]
pub(crate) struct Token(String);

impl Token {
    /// A token that nobody can guess. The standard library keys `RandomState` with 128
    /// random bits of the system, and its hash does not show its key.
    pub(crate) fn random() -> Self {
        let keyed = RandomState::new();
        Self(format!("{:016x}{:016x}", keyed.hash_one(0_u64), keyed.hash_one(1_u64)))
    }

    /// Whether it is this token. The time does not tell how much of it is right.
    pub(crate) fn is(&self, other: &str) -> bool {
        let (mine, other) = (self.0.as_bytes(), other.as_bytes());
        let differing = mine.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b));
        std::hint::black_box(differing) == 0 && mine.len() == other.len()
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Token {
    /// Not the token: it would stand in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}
