//! Receipts of searches.

pub(crate) mod check;
pub(crate) mod record;

pub use check::{ChangedValue, HitChange, ReceiptCheck};
pub use record::{Receipt, ReceiptError, ReceiptHit, ReceiptOptions, ReceiptVersions};
