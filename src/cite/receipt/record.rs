//! The receipt of a search: what was asked, of what, and what came.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::anchor::Anchor;
use crate::facet::kind::Facet;
use crate::hit::{Hit, Hits};
use crate::query::Query;
use crate::rank::profile::Profile;

/// The version of receipts that this build writes and reads.
const VERSION: u32 = 1;

/// What stands before the name of an extra field, which may be that of a facet.
const FIELD: &str = "field:";

/// What was asked, of what, and what came: all that is needed to ask it again and to say
/// what has changed since. It holds no text, only the hashes of passages.
///
/// [`Index::receipt`](crate::Index::receipt) makes one, and
/// [`Index::verify_receipt`](crate::Index::verify_receipt) holds it against the same index
/// or a later state. It displays as JSON, and is read from that with `parse`.
///
/// ```
/// use ibid::cite::Receipt;
/// use ibid::rank::Profile;
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("thaw-7", "Four gunships will follow."))?;
/// writer.commit()?;
///
/// let (query, profile) = (Query::new("gunship").limit(5), Profile::default());
/// let hits = index.search_with(&query, &profile)?;
/// let receipt = index.receipt(&query, &profile, &hits)?.asked_at("2026-11-27T21:00:00Z");
/// assert_eq!((receipt.hits[0].rank, receipt.hits[0].anchor.document.as_str()), (1, "thaw-7"));
/// assert_eq!(receipt.to_string().parse(), Ok(receipt));
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Receipt {
    /// The version of the receipt.
    #[serde(rename = "ibid_receipt")]
    pub version: u32,
    /// When it was asked, as the caller [says](Self::asked_at) it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub asked_at: Option<String>,
    /// Of what it was asked, as the caller [says](Self::asked_of) it: a path.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub asked_of: Option<String>,
    /// The query as typed.
    pub query: String,
    /// The query as understood, in the query language.
    pub understood: String,
    /// The options of the query.
    pub options: ReceiptOptions,
    /// What searched.
    pub versions: ReceiptVersions,
    /// The name of the [commit](crate::CommitName) that was searched.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub commit: Option<String>,
    /// How many documents were searched.
    pub documents: u64,
    /// How many passages.
    pub passages: u64,
    /// What came, in its order.
    pub hits: Vec<ReceiptHit>,
}

/// The options of a search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ReceiptOptions {
    /// The most hits.
    pub limit: usize,
    /// How many were passed over.
    pub offset: usize,
    /// The most of one document, where there was such a limit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub per_document: Option<usize>,
    /// Whether nothing was added to what was typed.
    pub as_typed: bool,
    /// Whether copies were folded.
    #[serde(default)]
    pub fold_copies: bool,
    /// Whether a query without words matched everything.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub everything: bool,
    /// The names of the facets that the query was narrowed by, each with its values; that
    /// of an extra field as `field:desk`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub narrowings: BTreeMap<String, Vec<String>>,
    /// The parameters of the ranking.
    pub profile: Profile,
}

/// What searched: the versions on which hits and scores depend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ReceiptVersions {
    /// That of this crate.
    pub ibid: String,
    /// That of the index's format.
    pub format: u32,
    /// The fingerprint of its analysis.
    pub analysis: String,
}

impl ReceiptOptions {
    fn of(query: &Query, profile: &Profile) -> Self {
        let named = |(facet, values): (&Facet, Vec<&str>)| {
            let name = match facet {
                Facet::Field(name) => format!("{FIELD}{name}"),
                known => known.name().to_owned(),
            };
            (name, values.into_iter().map(str::to_owned).collect())
        };
        Self {
            limit: query.get_limit(),
            offset: query.get_offset(),
            per_document: query.get_per_document(),
            as_typed: query.is_as_typed(),
            fold_copies: query.folds_copies(),
            everything: query.narrowing().is_of_everything,
            narrowings: query.narrowings().map(named).collect(),
            profile: profile.clone(),
        }
    }

    /// The query of a text with these options.
    fn query(&self, text: &str) -> Query {
        let query =
            if self.everything && text.is_empty() { Query::everything() } else { Query::new(text) };
        let mut query = query.limit(self.limit).offset(self.offset);
        for (name, values) in &self.narrowings {
            let field = || Facet::Field(name.strip_prefix(FIELD).unwrap_or(name).to_owned());
            let facet = Facet::from_name(name, &[]).unwrap_or_else(field);
            for value in values {
                query = query.narrowed_by(facet.clone(), value.as_str());
            }
        }
        query = self.per_document.map_or(query.clone(), |most| query.per_document(most));
        query = if self.as_typed { query.as_typed() } else { query };
        if self.fold_copies { query.fold_copies() } else { query }
    }
}

impl ReceiptVersions {
    /// Those of this build and of an index.
    pub(crate) fn new(format: u32, analysis: &str) -> Self {
        let ibid = env!("CARGO_PKG_VERSION").to_owned();
        Self { ibid, format, analysis: analysis.to_owned() }
    }
}

/// A hit of a receipt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ReceiptHit {
    /// Its rank, from 1.
    pub rank: usize,
    /// Its document, bytes and hash.
    #[serde(flatten)]
    pub anchor: Anchor,
    /// Its score.
    pub score: f32,
    /// The bits of the score: equal searches of equal indexes have equal ones.
    pub score_bits: u32,
}

/// Why a text is no receipt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiptError {
    /// It is not the JSON of one.
    #[error("this is no receipt ({detail}): give a file that one was written to")]
    NotAReceipt {
        /// Why.
        detail: String,
    },
    /// A later build wrote it.
    #[error("the receipt has version {version}, this build reads {VERSION}: use a later one")]
    Later {
        /// Its version.
        version: u32,
    },
}

/// The part of a receipt that every version has.
#[derive(Deserialize)]
struct Version {
    ibid_receipt: u32,
}

impl Receipt {
    /// The receipt of a search that gave these hits.
    pub(crate) fn of(
        query: &Query,
        profile: &Profile,
        hits: &Hits,
        versions: ReceiptVersions,
    ) -> Self {
        let receipt_hit = |(at, hit): (usize, &Hit)| ReceiptHit {
            rank: query.get_offset().saturating_add(at + 1),
            anchor: Anchor::new(hit.citation.document.as_str(), hit.citation.span, &hit.text),
            score: hit.score,
            score_bits: hit.score.to_bits(),
        };
        Self {
            version: VERSION,
            asked_at: None,
            asked_of: None,
            query: query.text().to_owned(),
            understood: hits.report.understood.clone(),
            options: ReceiptOptions::of(query, profile),
            versions,
            commit: Some(hits.commit.to_string()),
            documents: 0,
            passages: 0,
            hits: hits.iter().enumerate().map(receipt_hit).collect(),
        }
    }

    /// Sets when it was asked.
    #[must_use]
    pub fn asked_at(mut self, time: impl Into<String>) -> Self {
        self.asked_at = Some(time.into());
        self
    }

    /// Sets of what it was asked.
    #[must_use]
    pub fn asked_of(mut self, path: impl Into<String>) -> Self {
        self.asked_of = Some(path.into());
        self
    }

    /// Sets the name of the commit that was searched.
    #[must_use]
    pub fn with_commit(mut self, name: impl Into<String>) -> Self {
        self.commit = Some(name.into());
        self
    }

    /// The query with its options, to be asked again.
    pub fn query(&self) -> Query {
        self.options.query(&self.query)
    }
}

impl std::fmt::Display for Receipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&serde_json::to_string_pretty(self).map_err(|_| std::fmt::Error)?)
    }
}

impl std::str::FromStr for Receipt {
    type Err = ReceiptError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let not_one =
            |error: serde_json::Error| ReceiptError::NotAReceipt { detail: error.to_string() };
        let Version { ibid_receipt: version } = serde_json::from_str(text).map_err(not_one)?;
        if version > VERSION {
            return Err(ReceiptError::Later { version });
        }
        serde_json::from_str(text).map_err(not_one)
    }
}
