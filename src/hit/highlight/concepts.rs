//! Which concepts a text has, whether or not they are marked in it.

use super::{MarkedPassage, Marker};
use crate::analysis::token::Analysis;
use crate::analysis::topic::Aboutness;

impl Marker<'_> {
    /// By number of the concept, whether the text has it. Unlike a mark a match counts
    /// where it overlaps another or stands in an address.
    pub(crate) fn concepts_in(
        &self,
        analysis: &Analysis,
        about: &[(String, Aboutness)],
    ) -> Vec<bool> {
        let mut passage = MarkedPassage { marker: self, analysis, matches: Vec::new() };
        passage.match_words();
        passage.match_keys();
        passage.match_topics(about);
        let mut has = vec![false; self.concepts.len()];
        for matched in passage.matches {
            if let Some(slot) = has.get_mut(matched.source.concept) {
                *slot = true;
            }
        }
        has
    }
}
