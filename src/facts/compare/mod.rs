//! Which statements agree, which differ, and which cannot both be true.
//!
//! Only what is about one deal is compared: the same question, the same thing,
//! and parties that do not differ. Of everything else nothing is said.

mod batch;
mod item;
mod kind;
mod party;
mod relation;
mod roles;
mod sentence;
mod statement;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::date::DayRange;
use batch::are_batches;
pub use kind::RelationKind;
use relation::relation;
pub(super) use statement::statements;
pub use statement::{Attribute, Said, Statement};

/// What one document says more often is compared this many times.
const MAX_REPEATED: usize = 32;

/// The statements of one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Source {
    /// The day or days of publication.
    pub published: Option<DayRange>,
    /// What its text is, as a number: equal texts are one voice and are not
    /// compared.
    pub voice: u64,
    /// Its statements.
    pub statements: Vec<Statement>,
}

/// Two statements of one deal and how they stand to each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StatementRelation {
    /// Which question both answer.
    pub attribute: Attribute,
    /// How they stand.
    pub kind: RelationKind,
    /// The first statement: its source, and its number there.
    pub first: (usize, usize),
    /// The second statement, likewise.
    pub second: (usize, usize),
    /// Why, in words.
    pub reason: String,
}

/// Compares the statements of sources, each with every other one of its deal.
///
/// Never panics. The cost is linear in the statements, and quadratic in those
/// that answer one question about one thing.
///
/// ```
/// use ibid::analysis::Analyzer;
/// use ibid::config::Language;
/// use ibid::facts::{Recogniser, RelationKind, compare};
/// use ibid::{DayRange, Lexicon};
///
/// let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::builtin()));
/// let published = DayRange::parse("2015-08-20");
/// let sources = [
///     recogniser.source("Peru has received four Mi-35 helicopters from Russia.", published),
///     recogniser.source("Russia has delivered six Mi-35 helicopters to Peru.", published),
/// ];
/// let relations = compare(&sources);
/// assert!(relations.iter().any(|relation| relation.kind == RelationKind::Conflicts));
/// ```
#[must_use]
pub fn compare(sources: &[Source]) -> Vec<StatementRelation> {
    compare_counting(sources).0
}

/// As [`compare`], with the number of statements that were compared with nothing, as
/// their source says the same too often.
pub(crate) fn compare_counting(sources: &[Source]) -> (Vec<StatementRelation>, usize) {
    let mut groups: BTreeMap<(Attribute, &str), Vec<(usize, usize)>> = BTreeMap::new();
    let mut repeated = 0;
    for (source, statements) in sources.iter().map(|source| &source.statements).enumerate() {
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for (number, statement) in statements.iter().enumerate() {
            // One article may repeat a sentence a thousand times.
            let times = times.entry(deal_and_answer(statement)).or_default();
            *times += 1;
            if *times > MAX_REPEATED {
                repeated += 1;
                continue;
            }
            // What says of no thing is about no deal that could be told from others. A type
            // without a class may be none: "the G-7".
            if let Some(class) = statement.class.as_deref() {
                groups.entry((statement.attribute, class)).or_default().push((source, number));
            }
        }
    }
    let mut relations = Vec::new();
    for ((attribute, _), places) in groups {
        for (index, first) in places.iter().enumerate() {
            for second in places.iter().skip(index + 1) {
                relations.extend(of_pair(sources, attribute, *first, *second));
            }
        }
    }
    relations.sort_by_key(|relation| (relation.first, relation.second));
    (relations, repeated)
}

/// What a statement says of which deal, wherever it stands.
fn deal_and_answer(statement: &Statement) -> String {
    let Statement { attribute, said, status, certainty, family, class, .. } = statement;
    let Statement { supplier, recipient, own_parties, parties, is_part, .. } = statement;
    let deal = (family, class, supplier, recipient, own_parties, parties, is_part);
    format!("{:?}", (attribute, said, status, certainty, deal))
}

fn of_pair(
    sources: &[Source],
    attribute: Attribute,
    first: (usize, usize),
    second: (usize, usize),
) -> Option<StatementRelation> {
    let (one, other) = (sources.get(first.0)?, sources.get(second.0)?);
    if first.0 != second.0 && one.voice == other.voice {
        return None;
    }
    let (said, also) = (one.statements.get(first.1)?, other.statements.get(second.1)?);
    let published = (one.published, other.published);
    let (kind, reason) = relation(said, also, published, first.0 == second.0)?;
    let (kind, reason) = match kind {
        RelationKind::Conflicts
            if are_batches((&one.statements, said), (&other.statements, also)) =>
        {
            (RelationKind::Differs, "each is of another batch: both may be true".to_owned())
        }
        _ => (kind, reason),
    };
    Some(StatementRelation { attribute, kind, first, second, reason })
}
