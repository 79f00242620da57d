//! Counts of passages and documents by the values of facets.

use std::collections::BTreeMap;

use serde::Serialize;

use super::count::Count;
use super::histogram::Histogram;
use super::kind::Facet;
use super::options::FacetOptions;
use crate::commit::CommitName;

/// How many passages and documents match a query, and have which values.
///
/// ```
/// use ibid::facet::{Facet, FacetOptions};
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("a", "One tug.").with_source("Gazette"))?;
/// writer.add(&Document::new("b", "Two tugs.").with_source("Herald"))?;
/// writer.add(&Document::new("c", "Six tugs."))?;
/// writer.commit()?;
///
/// let by_source = FacetOptions::default().facet(Facet::Source);
/// let query = Query::new("tug").narrowed_by(Facet::Source, "Gazette");
/// let facets = index.facets(&query, &by_source)?;
/// assert_eq!((facets.passages, facets.documents), (1, 1));
/// // What is chosen does not count for the facet itself.
/// let values: Vec<_> = facets.facets[0].values.iter().map(|it| (&*it.name, it.passages)).collect();
/// assert_eq!(values, [("no source", 1), ("Gazette", 1), ("Herald", 1)]);
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Facets {
    /// The state of the index that was counted.
    pub commit: CommitName,
    /// Passages that match the query with all that is chosen.
    pub passages: u64,
    /// Documents with such a passage.
    pub documents: u64,
    /// The facets that were asked for, in that order.
    pub facets: Vec<FacetCounts>,
    /// The passages by date, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub histogram: Option<Histogram>,
    /// Whether everything was counted. It is not where the search
    /// [ran out of its time](crate::Query::deadline_ms); all numbers are then too
    /// small.
    pub is_complete: bool,
}

/// The values of one facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FacetCounts {
    /// What was counted by.
    pub facet: Facet,
    /// The values from [the offset](FacetOptions::offset) on, at most
    /// [the limit](FacetOptions::limit): those of the most passages first, equals in
    /// the order of the values.
    pub values: Vec<FacetValue>,
    /// The values that are chosen, in their order, also those that nothing has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<FacetValue>,
    /// How many different values there are.
    pub distinct: usize,
    /// How many of them are not among [`values`](Self::values).
    pub other: usize,
}

/// A value of a facet, with what has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FacetValue {
    /// What [`Query::narrowed_by`](crate::Query::narrowed_by) takes; empty for
    /// passages without a value.
    pub value: String,
    /// What a person reads: "Mi-35", "undated".
    pub name: String,
    /// Passages that have it.
    pub passages: u64,
    /// Documents with such a passage.
    pub documents: u64,
    /// Whether the query is narrowed to it.
    pub is_chosen: bool,
}

impl FacetCounts {
    /// The values in their order, cut to the page. `chosen` has for each choice the
    /// values that it stands for; `name` says how a value is shown.
    pub(crate) fn new(
        facet: &Facet,
        counts: &BTreeMap<String, Count>,
        chosen: &[Vec<String>],
        options: &FacetOptions,
        name: &dyn Fn(&Facet, &str) -> String,
    ) -> Self {
        let is_chosen = |value: &str| chosen.iter().flatten().any(|other| other == value);
        let shown = |(value, count): (&String, Count)| FacetValue {
            value: value.clone(),
            name: name(facet, value),
            passages: count.passages,
            documents: count.documents,
            is_chosen: is_chosen(value),
        };
        let mut order: Vec<(&String, Count)> =
            counts.iter().map(|(value, count)| (value, *count)).collect();
        // Stable: equals stay in the order of the values.
        order.sort_by_key(|(_, count)| std::cmp::Reverse(count.passages));
        let page = order.iter().copied().skip(options.get_offset()).take(options.get_limit());
        let values: Vec<FacetValue> = page.map(shown).collect();
        let chosen = chosen.iter().filter_map(|alike| {
            let counted = alike.iter().find_map(|value| counts.get_key_value(value));
            let typed = alike.first().map(|value| (value, Count::default()));
            counted.map(|(value, count)| (value, *count)).or(typed).map(shown)
        });
        Self {
            facet: facet.clone(),
            chosen: chosen.collect(),
            distinct: counts.len(),
            other: counts.len() - values.len(),
            values,
        }
    }
}
