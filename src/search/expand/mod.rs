//! Expansion of a plan by the index's dictionaries: prefixes, fuzzy words and
//! misspelt words become words of the index.

mod budget;
pub(crate) mod ids;
pub(crate) mod prefix_fuzzy;
pub(crate) mod spelling;

use crate::error::Result;
use crate::query::plan::lower::Lowered;
use crate::query::plan::{Concept, Plan};
use crate::query::report::ignored::{Ignored, IgnoredKind};
use crate::query::report::{Expansion, Report};
use crate::store::snapshot::Snapshot;
use budget::ExpansionBudget;
use ids::MAX_IDS;
use prefix_fuzzy::{ExpandedConcept, MAX_EXPANSIONS, expand_concept};
use spelling::{Spelling, has_small_letters, missing_part, with_nearest};

/// The most words that a report names for one prefix or fuzzy word.
const REPORTED_WORDS: usize = 20;

/// A plan whose words are words of the index.
pub(super) struct Expanded {
    pub(super) plan: Plan,
    /// What lowering and expansion report.
    pub(super) report: Report,
    /// The nearest words of those that are misspelt, as far as looked up.
    pub(super) spelling: Spelling,
}

/// Replaces prefixes and fuzzy words by words of the index, and reports what
/// was added and left out. Misspelt words get their nearest words as well,
/// unless the query is searched `as_typed`.
///
/// Cost: bounded by the [budgets](budget), which count in the query's order.
///
/// # Errors
/// Where a dictionary or a posting list cannot be read.
pub(super) fn expand(snapshot: &Snapshot, lowered: Lowered, as_typed: bool) -> Result<Expanded> {
    let Lowered { plan: Plan { concepts, filter, asked }, expanded, ignored } = lowered;
    let mut report = Report { expanded, ignored, ..Report::default() };
    let mut plan = Plan { concepts: Vec::with_capacity(concepts.len()), filter, asked };
    let mut budget = ExpansionBudget::new(snapshot.stats.passages);
    let mut spelling = Spelling::default();
    let has_small_letters = has_small_letters(&concepts);
    for concept in concepts {
        let ExpandedConcept { concept, words, omitted, is_refused } =
            expand_concept(snapshot, concept, &mut budget)?;
        if concept.alternatives.is_empty() && concept.scores && !is_refused {
            let prefix = format!("{}*", concept.typed);
            report.missing.push(missing_part(&concept, prefix, Vec::new(), false));
        }
        report_expansion(&mut report, &concept, words);
        report_omitted(&mut report, &concept, omitted);
        let nearest = if as_typed {
            Vec::new()
        } else {
            spelling.nearest_of_misspelt(snapshot, &concept, has_small_letters)?
        };
        plan.concepts.push(if nearest.is_empty() {
            concept
        } else {
            let concept = with_nearest(concept, &nearest);
            report_expansion(&mut report, &concept, nearest.clone());
            report.missing.push(missing_part(&concept, concept.typed.clone(), nearest, true));
            concept
        });
    }
    plan.resolve_requirements();
    report.ignored.extend(budget.refused());
    name_documents(snapshot, &mut plan, &mut report)?;
    Ok(Expanded { plan, report, spelling })
}

/// Replaces the ids of a plan's filter by those that they stand for.
fn name_documents(snapshot: &Snapshot, plan: &mut Plan, report: &mut Report) -> Result<()> {
    let Some(filter) = &mut plan.filter else { return Ok(()) };
    let cut = ids::resolve(snapshot, filter).map_err(|e| snapshot.read_error(e))?;
    let cut: Vec<String> = cut.into_iter().map(|text| format!("id:{text}")).collect();
    let why = format!(
        "it stands for {MAX_IDS} documents or more: those whose ids come later are left out; \
         write more of it"
    );
    report.ignored.extend(Ignored::several(IgnoredKind::TooManyDocuments, &cut, why));
    Ok(())
}

/// Reports words that were added to a concept as its last alternatives.
fn report_expansion(report: &mut Report, concept: &Concept, words: Vec<String>) {
    let Some(last) = concept.alternatives.last().filter(|_| !words.is_empty()) else { return };
    let added = words.into_iter().take(REPORTED_WORDS).collect::<Vec<_>>().join(", ");
    report.expanded.push(Expansion::new(concept.typed.clone(), added, last.reason));
}

/// Reports how many words a prefix or fuzzy word was not expanded to.
fn report_omitted(report: &mut Report, concept: &Concept, omitted: usize) {
    if omitted == 0 {
        return;
    }
    let why = format!(
        "it stands for more than {MAX_EXPANSIONS} words: the {omitted} rarest are left out; \
         write more letters"
    );
    let (kind, text) = (IgnoredKind::TooManyExpansions, concept.typed.clone());
    report.ignored.push(Ignored::new(kind, text, concept.span, why));
}
