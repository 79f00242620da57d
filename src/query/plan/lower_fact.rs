//! A condition on facts as a filter of the plan, told where it is left out.

use super::Filter;
use super::lower::Lowering;
use crate::facts::condition::FactCondition;
use crate::query::report::ignored::IgnoredKind;
use crate::query::syntax::ast::Node;

/// The most conditions on facts of a query: each is compared with every different
/// value of the index.
const MAX_FACTS: usize = 64;

impl Lowering<'_> {
    /// The filter of a node that asks for a fact; one without a word, or beyond
    /// [`MAX_FACTS`], is reported.
    pub(super) fn fact(&mut self, node: &Node, condition: Option<FactCondition>) -> Option<Filter> {
        let Some(condition) = condition else {
            self.ignore_without_word(node);
            return None;
        };
        if self.facts == MAX_FACTS {
            let why = format!("a query has at most {MAX_FACTS} facts: ask for less");
            self.ignore(IgnoredKind::TooManyFacts, node.to_string(), node.span(), why);
            return None;
        }
        self.facts += 1;
        Some(Filter::Fact(condition))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;
    use crate::config::Language;
    use crate::lexicon::Lexicon;
    use crate::query::Query;
    use crate::query::plan::lower::{Lowered, lower};
    use crate::rank::profile::ExpansionWeights;

    fn lowered(query: &str) -> Lowered {
        let analyzer = Analyzer::new(Language::English, &Lexicon::default());
        lower(Query::new(query).clauses(), &analyzer, &ExpansionWeights::default(), false)
    }

    #[test]
    fn a_speaker_without_a_word_is_reported() {
        let lowered = lowered("tugs says:\"?!\"");
        assert_eq!(lowered.plan.filter, None);
        let ignored = &lowered.ignored[0];
        assert_eq!((ignored.kind, ignored.why.as_str()), (IgnoredKind::NoWord, "no word in it"));
        assert_eq!(ignored.text, "says:\"?!\"");
    }

    #[test]
    fn facts_beyond_sixty_four_are_reported() {
        let query: Vec<String> = (1..=66).map(|count| format!("+count:{count}")).collect();
        let lowered = lowered(&query.join(" "));
        let filter = lowered.plan.filter.unwrap();
        assert_eq!(filter.required_facts().len(), MAX_FACTS);
        let texts: Vec<&str> = lowered.ignored.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(texts, ["count:\"65\"", "count:\"66\""]);
        assert_eq!(lowered.ignored[0].kind, IgnoredKind::TooManyFacts);
        assert_eq!(lowered.ignored[0].why, "a query has at most 64 facts: ask for less");
    }
}
