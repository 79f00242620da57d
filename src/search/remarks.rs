//! What an answer lacks, in words for its report.

use super::rerank::evidence_cache::EvidenceCache;
use super::topk::top_k::Candidate;
use crate::rank::evidence::{Evidence, QueryFacts};

/// Other words that a remark names, at most.
const NAMED_WORDS: usize = 3;

/// The remark on the rarest concept of a query where no passage of the page has it,
/// or none beside another concept; a title counts for its passages.
pub(super) fn on_rarest(
    facts: &QueryFacts,
    page: &[Candidate],
    evidence: &EvidenceCache<'_>,
) -> Option<String> {
    let rarest = rarest(facts)?;
    let found: Vec<Vec<bool>> =
        page.iter().filter_map(|candidate| evidence.evidence(candidate)).map(presence).collect();
    let counts = found.iter().map(|has| has.iter().filter(|&&has| has).count());
    let most = counts.max().filter(|&most| most < facts.concepts.len())?;
    let with_it: Vec<&Vec<bool>> =
        found.iter().filter(|has| has.get(rarest) == Some(&true)).collect();
    let is_alone = |has: &&Vec<bool>| has.iter().filter(|&&has| has).count() == 1;
    let name = &facts.concepts.get(rarest)?.typed;
    let where_it_stands = if with_it.is_empty() {
        format!("{name} stands in none of them")
    } else if with_it.iter().all(is_alone) {
        format!("{name} stands nowhere beside {}", others(facts, rarest))
    } else {
        return None;
    };
    let total = facts.concepts.len();
    Some(format!(
        "none of these passages has more than {most} of your {total} words: {where_it_stands}"
    ))
}

/// The number of the concept that the fewest passages have, of two or more that
/// occur. Those that do not are reported as missing.
fn rarest(facts: &QueryFacts) -> Option<usize> {
    let concepts = facts.concepts.iter().enumerate();
    let present: Vec<_> = concepts.filter(|(_, concept)| concept.passage_frequency > 0).collect();
    let rarest = present.iter().min_by_key(|(_, concept)| concept.passage_frequency);
    rarest.map(|&(number, _)| number).filter(|_| present.len() > 1)
}

/// Which concepts a passage or its title has.
fn presence(evidence: &Evidence) -> Vec<bool> {
    evidence.concepts.iter().map(|of| of.in_passage > 0.0 || of.in_title > 0.0).collect()
}

/// The other words of the query, as far as they are named.
fn others(facts: &QueryFacts, rarest: usize) -> String {
    let others = facts
        .concepts
        .iter()
        .enumerate()
        .filter(|&(number, concept)| number != rarest && concept.passage_frequency > 0);
    let typed: Vec<&str> = others.map(|(_, concept)| concept.typed.as_str()).collect();
    let named = typed.get(..NAMED_WORDS).unwrap_or(&typed).join(", ");
    let left_out = typed.len().saturating_sub(NAMED_WORDS);
    if left_out > 0 { format!("{named} and {left_out} more") } else { named }
}
