//! The facts of one passage: as an index keeps them, and as a hit shows them.

use super::claim::{Claim, claims};
use super::fact::Fact;
use super::token::Tokens;
use super::trigger::Triggers;
use super::value::{FactValue, stems};
use crate::analysis::{Designator, Mode};
use crate::date::DayRange;
use crate::facts::Recogniser;

impl Recogniser {
    /// The facts and the claims of a passage, each list by where they start.
    pub(crate) fn facts_and_claims(
        &self,
        text: &str,
        published: Option<DayRange>,
    ) -> (Vec<Fact>, Vec<Claim>) {
        self.facts_and_claims_of(text, published, None)
    }

    /// As [`facts_and_claims`](Self::facts_and_claims), of a text whose designators
    /// may be known.
    fn facts_and_claims_of(
        &self,
        text: &str,
        published: Option<DayRange>,
        designators: Option<Vec<Designator>>,
    ) -> (Vec<Fact>, Vec<Claim>) {
        let tokens = Tokens::new(text);
        // A claim has the words of a status.
        let claims = if tokens.any_starts(Triggers::CUE) {
            claims(&tokens, &self.vocabulary.statuses)
        } else {
            Vec::new()
        };
        if tokens.has_no_trigger() {
            return (Vec::new(), claims);
        }
        let recognise = || self.analyzer.designators().recognise(text, Mode::Text);
        let designators = designators.unwrap_or_else(recognise);
        (self.read(tokens, published, designators).facts, claims)
    }

    /// What an index keeps of a passage's facts: in order, each value once. Its
    /// designators are recognised where they are not known.
    pub(crate) fn values(
        &self,
        text: &str,
        published: Option<DayRange>,
        designators: Option<Vec<Designator>>,
    ) -> Vec<FactValue> {
        let (facts, claims) = self.facts_and_claims_of(text, published, designators);
        let facts = facts.iter().filter_map(|fact| self.value_of(fact));
        let mut values: Vec<FactValue> = facts.collect();
        values.extend(claims.iter().map(|claim| self.value_of_claim(text, claim)));
        values.sort_unstable();
        values.dedup();
        values
    }

    /// What is kept of a fact, if anything.
    pub(crate) fn value_of(&self, fact: &Fact) -> Option<FactValue> {
        FactValue::of(fact, &self.analyzer)
    }

    /// What is kept of a claim of the text.
    pub(crate) fn value_of_claim(&self, text: &str, claim: &Claim) -> FactValue {
        let name = claim.speaker.and_then(|speaker| speaker.of(text));
        let speaker = name.map(|name| stems(name, &self.analyzer));
        FactValue::Claim { status: claim.status, speaker }
    }
}
