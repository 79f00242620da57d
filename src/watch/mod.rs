//! Saved queries that tell of new passages (percolation): the new documents are looked
//! through, and each query says once of each passage that it has what was asked for.
//!
//! A watch fires where **all** of its query stands in one passage: each concept in its
//! forms, spellings, names, synonyms and kinds, a topic where the passage is about it.
//! `OR` and [`any`](Watch::any) loosen it; quotes, `=` and filters are kept. Scores play
//! no part. The first passage of a document has the words of its title as well.
//!
//! ```
//! use ibid::watch::{Watch, WatchState};
//! use ibid::{Document, Index};
//!
//! let index = Index::in_memory()?;
//! let mut writer = index.writer()?;
//! writer.add(&Document::new("a", "Peru has ordered two Mi-35P gunships."))?;
//! writer.commit()?;
//!
//! let watches = [Watch::new("peru", "Mi-35 Peru"), Watch::new("tugs", "tugs Peru")];
//! let mut state = WatchState::default();
//! let alerts = index.alerts(&watches, &mut state)?.alerts;
//! assert_eq!(alerts[0].names(), ["peru"]);
//! assert_eq!(alerts[0].citation.document, "a");
//! let marks = &alerts[0].watches[0].marks;
//! assert_eq!((marks[1].typed.as_str(), marks[1].reason.name()), ("Mi-35", "designator"));
//!
//! // A copy is no news, and neither is an edit that leaves the passage alone.
//! writer.add(&Document::new("b", "Peru has ordered two Mi-35P gunships."))?;
//! writer.commit()?;
//! let later = index.alerts(&watches, &mut state)?;
//! assert!(later.alerts.is_empty());
//! assert_eq!(later.copies[0].count, 1);
//! # Ok::<(), ibid::Error>(())
//! ```

mod alert;
mod compiled;
mod expand;
mod fires;
mod fresh;
mod passage;
mod presearch;
mod refusal;
pub(crate) mod run;
mod saved;
mod state;
#[cfg(test)]
mod tests;
pub(crate) mod trial;
mod watch_file;

pub use alert::{Alert, Alerts, CopiesSince, Firing, RefusedWatch};
pub use saved::Watch;
pub use state::WatchState;
pub use trial::{Trial, Trials};
pub use watch_file::{WatchFile, WatchFileError};
