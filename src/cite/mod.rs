//! Citations in the forms that other programs read, read back, and held against the texts.
//!
//! A [`Reference`] is all that a form needs of a hit. [`write()`] puts references into a
//! file of one [`Form`]. Every form holds one line for each, its [`Anchor`]:
//!
//! ```text
//! ibid:1 id=thaw-7 bytes=74-143 sha256=0123456789abcdef
//! ```
//!
//! ```
//! use ibid::cite::{self, Form, Reference};
//! use ibid::{Document, Index, Query};
//!
//! let index = Index::in_memory()?;
//! let mut writer = index.writer()?;
//! let thaw = Document::new("thaw-7", "Four gunships will follow.").with_source("Gazette");
//! writer.add(&thaw)?;
//! writer.commit()?;
//!
//! let hits = index.search(&Query::new("gunship"))?;
//! let references: Vec<Reference> = hits.iter().map(Reference::of).collect();
//! let text = cite::write(&references, Form::Text);
//! assert!(text.starts_with("Gazette, line 1, bytes 0-26: “Four gunships will follow.”\nibid:1 "));
//! # Ok::<(), ibid::Error>(())
//! ```
//!
//! [`read()`] gives the citations of a file back, in whatever form it is and of whatever
//! program, and a [`Verifier`] says what became of each: [`Verdict`]. A [`Receipt`] is of a
//! whole search.

pub(crate) mod anchor;
mod calendar;
pub(crate) mod cited;
mod digest;
mod folded;
mod form;
mod key;
mod link;
mod plain;
mod read;
pub(crate) mod receipt;
mod reference;
pub(crate) mod verify;
mod write;

pub use anchor::{Anchor, AnchorError};
pub use cited::Cited;
pub use form::{Form, UnknownForm};
pub use read::read;
pub use receipt::{
    ChangedValue, HitChange, Receipt, ReceiptCheck, ReceiptError, ReceiptHit, ReceiptOptions,
    ReceiptVersions,
};
pub use reference::Reference;
pub use verify::{ChangeKind, NearestText, TextPlace, Verdict, Verifier, WordChange};
pub use write::write;
