//! Stories: which documents are copies and versions of one report, which report
//! came again, and what each version changed.
//!
//! [`Index::stories`](crate::Index::stories) reads every document once and puts
//! those together that tell one report: **copies** have the same words, and
//! **versions** most of the same runs of words, the same figures and the same rare
//! words. The members of a story stand in order of publication, the first first.
//! The same wording at another time is a **recurring report**: it is told and not
//! put together. [`Index::story`](crate::Index::story) adds to a story what each
//! version changed, and which other documents share passages with it.
//!
//! A document's first 20,000 words count, but for its bylines, datelines, teasers and
//! comments. Everything is plain data, and the same
//! documents give the same stories in whatever order they were added.
//!
//! | step | source |
//! |---|---|
//! | candidates: shared fingerprints | Schleimer, Wilkerson and Aiken, *Winnowing: Local Algorithms for Document Fingerprinting*, SIGMOD 2003 |
//! | likeness by the share of the shorter text's runs of words | Broder, *On the Resemblance and Containment of Documents*, 1997 |
//! | differences | Myers, *An O(ND) Difference Algorithm and Its Variations*, 1986 |

pub(crate) mod alike;
mod candidates;
pub(crate) mod cluster;
mod details;
#[cfg(feature = "stories")]
pub(crate) mod difference;
mod hash;
mod join;
mod options;
pub(crate) mod passage_key;
pub(crate) mod shared;
pub(crate) mod sketch;
pub(crate) mod sketched;
mod stories;
#[cfg(test)]
mod tests;
pub(crate) mod window;
mod winnow;
pub(crate) mod words;

pub use details::{SharedPlace, SharedText, StoryDetails};
#[cfg(feature = "stories")]
pub use difference::{Change, ChangeKind, Difference, DifferenceKind, DifferencePiece};
pub use options::StoryOptions;
pub use stories::{MemberKind, RecurringReport, Stories, Story, StoryMember};
