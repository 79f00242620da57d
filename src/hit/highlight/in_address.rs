//! Which matches are marked within a web or e-mail address: what someone typed for
//! the address, and not a word that its name happens to have.

use super::address::{addresses, is_typed};
use super::{Marker, Match};
use crate::query::plan::{Alternative, Matcher, Reason};
use crate::span::Span;

impl Marker<'_> {
    /// Marks in addresses what this query, of whose bytes the concepts' spans are,
    /// has in the same address.
    #[must_use]
    pub(crate) fn for_query(mut self, query: &str) -> Self {
        let addresses = addresses(query);
        let typed_in = |span: Span| addresses.iter().find(|address| address.contains(span));
        let typed = self.concepts.iter().map(|concept| {
            // What is typed in no place has an empty span.
            let address = Some(concept.span).filter(|span| !span.is_empty()).and_then(typed_in);
            address.and_then(|address| address.of(query)).map(str::to_owned)
        });
        self.typed_addresses = typed.collect();
        self
    }

    /// Whether a match stands in no address, is a phrase that was typed, or is of an
    /// address that was typed.
    pub(super) fn may_be_marked(&self, matched: Match, text: &str, addresses: &[Span]) -> bool {
        let span = Span::new(matched.start, matched.end());
        let number = addresses.partition_point(|address| address.end <= span.start);
        let Some(address) = addresses.get(number).filter(|address| address.contains(span)) else {
            return true;
        };
        let alternative = self.alternative(matched.source);
        let is_phrase = alternative.is_some_and(|Alternative { matcher, reason, .. }| {
            *reason == Reason::Phrase && matches!(matcher, Matcher::Phrase { .. })
        });
        let address = address.of(text).unwrap_or_default();
        let concept = matched.source.concept;
        let typed = self.concepts.get(concept).map(|concept| &concept.typed);
        let typed_address = self.typed_addresses.get(concept).and_then(Option::as_ref);
        is_phrase || typed.into_iter().chain(typed_address).any(|typed| is_typed(typed, address))
    }
}
