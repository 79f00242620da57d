//! What the passages that match a query claim: side by side, by the day of the
//! event, and counted.
//!
//! [`Index::claims`](crate::Index::claims) puts the figures, dates and types of
//! each question side by side and says which of them agree, differ or conflict.
//! [`Index::timeline`](crate::Index::timeline) orders passages by the days that they
//! speak of, and [`Index::fact_facets`](crate::Index::fact_facets) counts what they
//! hold. Everything is plain data, and everything is cited.
//!
//! A text that several documents have is one voice with several citations.

pub(crate) mod cite;
pub(crate) mod claimed;
pub(crate) mod facets;
mod group;
pub(crate) mod matched;
pub(crate) mod options;
mod party_name;
mod question;
mod register;
mod scope;
mod statement;
mod svg;
pub(crate) mod timeline;
mod value;
mod voice;

pub use claimed::Claims;
pub use facets::{AmountFacet, FactFacets};
pub use options::FactOptions;
pub use question::{Question, QuestionRelation};
pub use register::{RegisterCell, RegisterRow, RegisterValue};
pub use scope::Scope;
pub use statement::CitedStatement;
pub use timeline::{Timeline, TimelineBasis, TimelineEntry};
