//! How far a deal has come, and how surely that is said.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How far a deal or a measure has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// Somebody means to do it.
    Planned,
    /// A buyer asks for it.
    Requested,
    /// A seller offers it.
    Offered,
    /// Both sides talk about it.
    Negotiated,
    /// An authority allows it.
    Approved,
    /// It is a binding deal: signed, ordered, awarded.
    Signed,
    /// It has arrived.
    Delivered,
    /// It is put off.
    Suspended,
    /// It is called off.
    Cancelled,
    /// It is refused.
    Rejected,
    /// Somebody says that it is not so.
    Denied,
    /// A ban or sanction is in force.
    Imposed,
    /// A ban or sanction has ended.
    Lifted,
    /// Somebody threatens it.
    Threatened,
}

/// How surely a claim is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Certainty {
    /// It is so: "has signed".
    Asserted,
    /// It will be so: "is expected to sign".
    Expected,
    /// It may be so: "could sign".
    Possible,
}

impl fmt::Display for Status {
    /// The name in lower case: `signed`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Certainty {
    /// The name in lower case: `expected`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Asserted => "asserted",
            Self::Expected => "expected",
            Self::Possible => "possible",
        })
    }
}
