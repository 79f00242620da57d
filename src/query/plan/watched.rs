//! The plan of a saved query: what a passage must have for it to fire.

use super::field_filters::{all, any};
use super::function_words::is_only_function_word;
use super::lower::{Lowered, lower, lower_with};
use super::{Concept, Filter, Plan, Reason};
use crate::analysis::Analyzer;
use crate::query::Query;
use crate::rank::profile::ExpansionWeights;

/// The plan of a query that is watched for. Its filter is all that a passage must meet:
/// each concept of the query, or the operands of its `OR`; with `any_concept` one of
/// them is enough. `None` where there is nothing to look for.
///
/// What was typed without a sign is met by each alternative that means the same or a
/// kind of it, topics among them; what a sign requires by what [meets a
/// requirement](super::requirement). Function words beside others are met by anything.
pub(crate) fn watched(
    query: &Query,
    analyzer: &Analyzer,
    weights: &ExpansionWeights,
    any_concept: bool,
) -> Plan {
    let (clauses, as_typed) = (query.clauses(), query.is_as_typed());
    let Lowered { mut plan, .. } = if any_concept {
        lower(clauses, analyzer, weights, as_typed)
    } else {
        lower_with(clauses, (analyzer, weights), as_typed, Some(query.text()))
    };
    let is_dropped = |number: usize| {
        let concept = plan.concepts.get(number);
        concept.is_some_and(|it| !it.scores && is_only_function_word(it, analyzer))
    };
    plan.filter = plan.filter.take().and_then(|filter| without(filter, &is_dropped));
    if any_concept || plan.filter.is_none() {
        let concepts = plan.concepts.iter().enumerate();
        let scoring = concepts.filter(|(_, concept)| concept.scores);
        let scoring: Vec<Filter> = scoring.map(|(number, _)| Filter::Concept(number)).collect();
        let scoring = (!scoring.is_empty()).then(|| any(scoring));
        let parts: Vec<Filter> = plan.filter.take().into_iter().chain(scoring).collect();
        plan.filter = (!parts.is_empty()).then(|| all(parts));
    }
    plan.resolve_requirements();
    for concept in &mut plan.concepts {
        keep_meant(concept);
    }
    plan
}

/// The filter without concepts that are dropped, unless they exclude.
fn without(filter: Filter, is_dropped: &impl Fn(usize) -> bool) -> Option<Filter> {
    let parts_of = |parts: Vec<Filter>| -> Vec<Filter> {
        parts.into_iter().filter_map(|part| without(part, is_dropped)).collect()
    };
    match filter {
        Filter::All(parts) => Some(parts_of(parts)).filter(|parts| !parts.is_empty()).map(all),
        Filter::Any(parts) => Some(parts_of(parts)).filter(|parts| !parts.is_empty()).map(any),
        Filter::Concept(number) | Filter::Required(number) if is_dropped(number) => None,
        other => Some(other),
    }
}

/// Keeps the alternatives that mean what was typed or a kind of it: a part of a name, a
/// doubtful name and what goes with a thing may mean anything.
fn keep_meant(concept: &mut Concept) {
    let is_meant = |reason: Reason| {
        !matches!(
            reason,
            Reason::NamePart | Reason::DoubtfulName | Reason::Related | Reason::Repair
        )
    };
    if concept.alternatives.iter().any(|alternative| is_meant(alternative.reason)) {
        concept.alternatives.retain(|alternative| is_meant(alternative.reason));
    }
}

impl Filter {
    /// Whether it asks for something: a word, a fact, or a document. A passage that has
    /// nothing at all can meet any other.
    pub(crate) fn asks_for_something(&self) -> bool {
        match self {
            Self::All(parts) => parts.iter().any(Self::asks_for_something),
            Self::Any(parts) => parts.iter().all(Self::asks_for_something),
            Self::Not(_) | Self::Label(_) | Self::Range(..) => false,
            _ => true,
        }
    }
}

impl Plan {
    /// Whether it has concepts, and all that are looked for are function words.
    pub(crate) fn has_function_words_alone(&self, analyzer: &Analyzer) -> bool {
        let mut looked_for = self.concepts.iter().filter(|concept| concept.scores).peekable();
        looked_for.peek().is_some() && looked_for.all(|it| is_only_function_word(it, analyzer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Language;
    use crate::lexicon::Lexicon;

    fn shown(filter: &Filter, plan: &Plan) -> String {
        let parts = |parts: &[Filter], sign: &str| {
            let parts: Vec<String> = parts.iter().map(|part| shown(part, plan)).collect();
            format!("({})", parts.join(sign))
        };
        match filter {
            Filter::All(all) => parts(all, " & "),
            Filter::Any(any) => parts(any, " | "),
            Filter::Not(part) => format!("!{}", shown(part, plan)),
            Filter::Concept(number) => plan.concepts[*number].typed.clone(),
            Filter::Source(words) => words.join("+"),
            other => format!("{other:?}"),
        }
    }

    fn plan(query: &str, any: bool) -> Plan {
        let analyzer = Analyzer::new(Language::English, &Lexicon::builtin());
        watched(&Query::new(query), &analyzer, &ExpansionWeights::default(), any)
    }

    #[test]
    fn every_concept_is_required() {
        let check = |query: &str, expected: &str| {
            let plan = plan(query, false);
            let shown = plan.filter.as_ref().map(|filter| shown(filter, &plan));
            assert_eq!(shown.unwrap_or_default(), expected, "{query}");
        };
        check("tug", "tug");
        check("tugs sold", "(tugs & sold)");
        check("the tugs of Peru", "(tugs & Peru)");
        check("tugs \"sold abroad\"", "(tugs & sold abroad)");
        check("tugs OR boats", "(tugs | boats)");
        check("tugs || boats", "(tugs | boats)");
        check("\"big tugs\" OR \"old boats\"", "(big tugs | old boats)");
        check("big tugs OR old boats", "((big & tugs) | (old & boats))");
        check("Peru (tugs OR boats)", "(Peru & (tugs | boats))");
        check("Peru (\"big tugs\" boats)", "(Peru & (big tugs & boats))");
        check("\"Peru\" tugs OR boats", "(Peru & (tugs | boats))");
        check("tugs AND sold", "(tugs & sold)");
        check("+tugs sold -boats", "(tugs & sold & !boats)");
        check("tugs -the", "(tugs & !the)");
        check("source:Gazette tugs", "(tugs & gazette)");
        check("source:Gazette", "gazette");
        check("Mi-35 deal", "(Mi-35 & deal)");
        check("", "");
        check("the", "the");
    }

    #[test]
    fn any_concept_is_enough() {
        let check = |query: &str, expected: &str| {
            let plan = plan(query, true);
            let shown = plan.filter.as_ref().map(|filter| shown(filter, &plan));
            assert_eq!(shown.unwrap_or_default(), expected, "{query}");
        };
        check("tugs sold", "(tugs | sold)");
        check("source:Gazette tugs sold", "(gazette & (tugs | sold))");
        check("+tugs sold", "(tugs & (tugs | sold))");
        check("source:Gazette", "gazette");
    }

    #[test]
    fn what_is_near_does_not_fire() {
        let reasons = |query: &str| -> Vec<Reason> {
            let plan = plan(query, false);
            let mut reasons: Vec<Reason> =
                plan.concepts[0].alternatives.iter().map(|other| other.reason).collect();
            reasons.sort_unstable();
            reasons.dedup();
            reasons
        };
        let dropped = [Reason::NamePart, Reason::DoubtfulName, Reason::Related, Reason::Repair];
        for query in ["Black Hawk", "Hind", "chopper", "embargo", "fighter", "missile"] {
            assert!(reasons(query).iter().all(|reason| !dropped.contains(reason)), "{query}");
        }
        assert!(reasons("embargo").contains(&Reason::Topic));
        assert!(
            !reasons("+embargo").contains(&Reason::Topic)
                || plan("+embargo", false).concepts.len() > 1
        );
    }

    #[test]
    fn what_asks_for_nothing_is_told_from_what_does() {
        let check = |query: &str, expected: bool| {
            let filter = plan(query, false).filter;
            assert_eq!(
                filter.is_some_and(|filter| filter.asks_for_something()),
                expected,
                "{query}"
            );
        };
        check("tugs", true);
        check("source:Gazette", true);
        check("id:a", true);
        check("amount:>1m", true);
        check("label:body", false);
        check("date:2014..", false);
        check("-tugs", false);
        check("-tugs label:body", false);
        check("label:body tugs", true);
        check("tugs OR label:body", false);
    }
}
