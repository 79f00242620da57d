//! How many of the passages that match a query have which source, year, topic and
//! the like; and how they lie in time.
//!
//! [`Index::facets`](crate::Index::facets) counts over **all** passages that match,
//! not over a page of them, in passages and in documents, and exactly.
//! [`Query::narrowed_by`](crate::Query::narrowed_by) narrows a query to values of a
//! facet: values of one facet are alternatives, different facets are all required.
//! What is chosen in a facet is left out of that facet's own counts, so that they say
//! what another choice would give.
//!
//! Passages and documents without a value have one of their own, which is empty.

pub(crate) mod count;
pub(crate) mod counts;
pub(crate) mod date_unit;
pub(crate) mod histogram;
pub(crate) mod kind;
pub(crate) mod narrowing;
pub(crate) mod options;
mod plot;
mod values_plot;

pub use counts::{FacetCounts, FacetValue, Facets};
pub use date_unit::DateUnit;
pub use histogram::{Bar, Histogram};
pub use kind::Facet;
pub use options::FacetOptions;
