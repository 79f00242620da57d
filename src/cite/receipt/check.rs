//! A receipt held against a later search: what has changed since.

use serde::Serialize;

use super::super::anchor::Anchor;
use super::super::verify::verdict::Verdict;
use super::record::{Receipt, ReceiptHit};

/// What has changed since a receipt was made. It displays as a line for each change.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ReceiptCheck {
    /// What searched, and of what: values that differ.
    pub values: Vec<ChangedValue>,
    /// The hits of the receipt in their order, and then those that are new.
    pub hits: Vec<HitChange>,
}

/// A value that differs from that of the receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ChangedValue {
    /// Its name in the receipt.
    pub name: &'static str,
    /// Its value in the receipt.
    pub was: String,
    /// Its value now.
    pub is: String,
}

/// What became of a hit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct HitChange {
    /// Its document, bytes and hash: those of the receipt, or those of a new hit.
    #[serde(flatten)]
    pub anchor: Anchor,
    /// Its rank in the receipt; `None` where it is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank_was: Option<usize>,
    /// Its rank now; `None` where it is no hit now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank_is: Option<usize>,
    /// Whether the bits of its score differ.
    pub is_rescored: bool,
    /// What became of its text, where it is no hit now or stands elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
}

impl HitChange {
    /// Whether the hit has its rank and its text.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.rank_was == self.rank_is && self.verdict.is_none()
    }
}

impl ReceiptCheck {
    /// Whether the same passages came in the same order.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.hits.iter().all(HitChange::is_same)
    }

    /// Whether nothing differs, the bits of the scores included.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.holds() && self.values.is_empty() && !self.hits.iter().any(|hit| hit.is_rescored)
    }
}

/// A hit of a receipt, and the one that it is now.
type Pair<'r> = (&'r ReceiptHit, Option<&'r ReceiptHit>);

/// What differs between a receipt and one of the same query now. What became of the text of
/// hits that do not come or stand elsewhere, the caller says, in the order of their anchors.
pub(crate) fn compared<E>(
    was: &Receipt,
    is: &Receipt,
    verdicts: impl FnOnce(&[Anchor]) -> Result<Vec<Verdict>, E>,
) -> Result<ReceiptCheck, E> {
    let (pairs, new) = paired(was, is);
    let displaced = pairs.iter().filter(|pair| !is_in_place(pair));
    let displaced: Vec<Anchor> = displaced.map(|(hit, _)| hit.anchor.clone()).collect();
    let mut verdicts = verdicts(&displaced)?.into_iter();
    let mut hits: Vec<HitChange> = Vec::with_capacity(pairs.len() + new.len());
    for pair in pairs {
        let (hit, now) = pair;
        hits.push(HitChange {
            anchor: hit.anchor.clone(),
            rank_was: Some(hit.rank),
            rank_is: now.map(|now| now.rank),
            is_rescored: now.is_some_and(|now| now.score_bits != hit.score_bits),
            verdict: if is_in_place(&pair) { None } else { verdicts.next() },
        });
    }
    hits.extend(new.into_iter().map(|now| HitChange {
        anchor: now.anchor.clone(),
        rank_was: None,
        rank_is: Some(now.rank),
        is_rescored: false,
        verdict: None,
    }));
    Ok(ReceiptCheck { values: values(was, is), hits })
}

/// The hits of a receipt, each with that of the same text in its document now; and those
/// that are new. A hit at the same bytes comes before one that stands elsewhere.
fn paired<'r>(was: &'r Receipt, is: &'r Receipt) -> (Vec<Pair<'r>>, Vec<&'r ReceiptHit>) {
    let mut open: Vec<&ReceiptHit> = is.hits.iter().collect();
    let mut take = |is_it: &dyn Fn(&ReceiptHit) -> bool| {
        let at = open.iter().position(|hit| is_it(hit))?;
        Some(open.remove(at))
    };
    let mut pairs: Vec<Pair<'_>> =
        was.hits.iter().map(|hit| (hit, take(&|now| now.anchor == hit.anchor))).collect();
    for (hit, now) in pairs.iter_mut().filter(|(_, now)| now.is_none()) {
        let (document, sha256) = (&hit.anchor.document, &hit.anchor.sha256);
        *now = take(&|now| now.anchor.document == *document && now.anchor.sha256 == *sha256);
    }
    (pairs, open)
}

fn is_in_place((hit, now): &Pair<'_>) -> bool {
    now.is_some_and(|now| now.anchor == hit.anchor)
}

fn values(was: &Receipt, is: &Receipt) -> Vec<ChangedValue> {
    let text = |receipt: &Receipt| {
        [
            ("understood", receipt.understood.clone()),
            ("ibid", receipt.versions.ibid.clone()),
            ("format", receipt.versions.format.to_string()),
            ("analysis", receipt.versions.analysis.clone()),
            ("commit", receipt.commit.clone().unwrap_or_default()),
            ("documents", receipt.documents.to_string()),
            ("passages", receipt.passages.to_string()),
        ]
    };
    let pairs = text(was).into_iter().zip(text(is));
    // A commit that either does not name says nothing.
    let differs = |was: &str, is: &str| was != is && !was.is_empty() && !is.is_empty();
    let changed = pairs.filter(|((_, was), (_, is))| differs(was, is));
    changed.map(|((name, was), (_, is))| ChangedValue { name, was, is }).collect()
}

impl std::fmt::Display for ReceiptCheck {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for ChangedValue { name, was, is } in &self.values {
            writeln!(f, "{name}: was {was}, is {is}")?;
        }
        for hit in self.hits.iter().filter(|hit| !hit.is_same()) {
            writeln!(f, "{hit}")?;
        }
        let came = self.hits.iter().filter(|hit| hit.rank_was.is_some());
        let (same, rescored) = came.clone().fold((0, 0), |(same, rescored), hit| {
            (same + usize::from(hit.is_same()), rescored + usize::from(hit.is_rescored))
        });
        let new = self.hits.len() - came.clone().count();
        let came = came.count();
        write!(f, "{same} of {came} hits are the same, {rescored} with another score; {new} new")
    }
}

impl std::fmt::Display for HitChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.rank_was, self.rank_is) {
            (Some(was), Some(is)) => write!(f, "rank {was}, now {is}")?,
            (Some(was), None) => write!(f, "rank {was}, now no hit")?,
            (None, Some(is)) => write!(f, "new, rank {is}")?,
            (None, None) => f.write_str("no hit")?,
        }
        let span = self.anchor.span;
        write!(f, ": {}, bytes {}-{}", self.anchor.document, span.start, span.end)?;
        match &self.verdict {
            Some(verdict) => write!(f, "; {verdict}"),
            None => Ok(()),
        }
    }
}
