//! The plan meets the dictionaries: prefixes, fuzzy words and misspelt words
//! become words of the index.

pub(crate) mod prefix_fuzzy;
pub(crate) mod spelling;

use crate::error::Result;
use crate::query::plan::{Concept, Plan};
use crate::query::report::{Expansion, Ignored, MissingWord, Report};
use crate::store::snapshot::Snapshot;
use prefix_fuzzy::{Expanded, MAX_EXPANSIONS, expand_concept};
use spelling::repair;

/// Words that a report names for one prefix or fuzzy word.
const REPORTED_WORDS: usize = 20;

/// A plan of words that the index has, and the report on what was expanded and
/// what had to be left out. What is searched `as_typed` is not repaired.
pub(super) fn expand(snapshot: &Snapshot, plan: Plan, as_typed: bool) -> Result<(Plan, Report)> {
    let Plan { concepts, filter, expanded, ignored } = plan;
    let mut report = Report { expanded, ignored, ..Report::default() };
    let mut expanded = Vec::with_capacity(concepts.len());
    for concept in concepts {
        let (concept, words) = expand_concept(snapshot, concept)?;
        report_expansion(&mut report, &concept, words);
        let nearest = if as_typed { Vec::new() } else { repair(snapshot, &concept)? };
        if nearest.is_empty() {
            expanded.push(concept);
            continue;
        }
        let concept = spelling::with_nearest(concept, &nearest);
        let words = Expanded { words: nearest.clone(), left_out: 0 };
        report_expansion(&mut report, &concept, words);
        let (word, span) = (concept.typed.clone(), concept.span);
        report.missing.push(MissingWord { word, span, nearest });
        expanded.push(concept);
    }
    let plan = Plan { concepts: expanded, filter, ..Plan::default() };
    Ok((plan, report))
}

fn report_expansion(report: &mut Report, concept: &Concept, expanded: Expanded) {
    let Expanded { words, left_out } = expanded;
    let typed = concept.typed.clone();
    if !words.is_empty() {
        let why = concept.alternatives.last().map_or(String::new(), |last| last.reason.to_string());
        let added = words.into_iter().take(REPORTED_WORDS).collect::<Vec<_>>().join(", ");
        report.expanded.push(Expansion { typed: typed.clone(), added, why });
    }
    if left_out > 0 {
        let why = format!(
            "it stands for more than {MAX_EXPANSIONS} words: the {left_out} rarest are left out; \
             write more letters"
        );
        report.ignored.push(Ignored { text: typed, span: concept.span, why });
    }
}
