//! What is known of one citation while texts are read.

use std::collections::BTreeSet;

use super::super::cited::Cited;
use super::nearest::Nearest;
use super::verdict::{NearestText, TextPlace, Verdict};

/// The most places that a verdict lists.
const LISTED: usize = 10;

/// What is known of one citation until now.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Where it holds.
    pub(super) at: Option<TextPlace>,
    /// The passage that it cites, where it quotes something else.
    pub(super) misquoted: Option<NearestText>,
    /// Other places that have it.
    pub(super) elsewhere: BTreeSet<TextPlace>,
    /// The text that is at its bytes now, or near them.
    pub(super) instead: Option<NearestText>,
    /// The nearest passage of any text.
    nearest: Option<Nearest>,
    /// Why its document cannot be read.
    pub(super) unreadable: Option<String>,
}

impl State {
    /// Keeps the nearer of two passages. Of equally near ones that of the cited document
    /// is kept, then the first by document and byte, in whatever order they come.
    pub(super) fn offer(&mut self, nearest: Nearest, cited: &Cited) {
        let is_own = |nearest: &Nearest| {
            let own = cited.anchor.as_ref().map(|anchor| &anchor.document);
            own == Some(&nearest.text.at.document)
        };
        let is_nearer = |before: &Nearest| {
            let by_similarity = nearest.similarity.total_cmp(&before.similarity);
            let by_document = is_own(&nearest).cmp(&is_own(before));
            let by_place = before.text.at.cmp(&nearest.text.at);
            by_similarity.then(by_document).then(by_place).is_gt()
        };
        if self.nearest.as_ref().is_none_or(is_nearer) {
            self.nearest = Some(nearest);
        }
    }

    /// Whether no other text can change the verdict.
    pub(super) fn is_settled(&self, cited: &Cited) -> bool {
        let is_own_settled = self.at.is_some() || self.misquoted.is_some();
        fault(cited).is_some() || self.unreadable.is_some() || is_own_settled
    }

    pub(super) fn verdict(self, cited: &Cited) -> Verdict {
        if let Some(reason) = fault(cited) {
            return Verdict::Unreadable { reason };
        }
        if let Some(at) = self.at {
            return Verdict::Holds { at };
        }
        if let Some(nearest) = self.misquoted {
            return Verdict::Changed { nearest };
        }
        if let Some(reason) = self.unreadable {
            return Verdict::Unreadable { reason };
        }
        let count = self.elsewhere.len();
        let mut places = self.elsewhere.into_iter();
        match (count, places.next()) {
            (1, Some(at)) if cited.anchor.is_none() => return Verdict::Holds { at },
            (1, Some(to)) => return Verdict::Moved { to },
            (_, Some(first)) => {
                let places = [first].into_iter().chain(places).take(LISTED).collect();
                return Verdict::Ambiguous { places, count };
            }
            _ => {}
        }
        let nearest = self.nearest.map(|nearest| nearest.text).or(self.instead);
        nearest.map_or(Verdict::Gone, |nearest| Verdict::Changed { nearest })
    }
}

/// Why a citation cannot be verified at all.
fn fault(cited: &Cited) -> Option<String> {
    if let Some(fault) = &cited.fault {
        return Some(fault.clone());
    }
    let is_empty = cited.anchor.is_none() && cited.quotation.trim().is_empty();
    let told = "it has neither a line ibid:1 nor a quotation: add one of them";
    is_empty.then(|| told.to_owned())
}
