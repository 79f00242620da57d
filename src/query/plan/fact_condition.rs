//! What a query asks of facts, as a condition on what the index keeps.

use crate::analysis::Analyzer;
use crate::facts::condition::FactCondition;
use crate::facts::value::{Counted, stems};
use crate::query::syntax::asked_fact::AskedFact;
use crate::query::syntax::escape::Unescaped;

/// The name in `says:nobody`, which asks for claims of the outlet itself.
const NOBODY: &str = "nobody";

/// The condition; `None` of a speaker without a word.
pub(crate) fn condition(asked: &AskedFact, analyzer: &Analyzer) -> Option<FactCondition> {
    Some(match asked {
        AskedFact::Amount { bound, currency } => {
            FactCondition::Amount { bound: *bound, currency: currency.clone() }
        }
        AskedFact::Count { bound, of } => {
            let of = of.as_deref().map(|of| counted(of, analyzer));
            FactCondition::Count { bound: *bound, of }
        }
        AskedFact::Status(statuses) => FactCondition::Status(statuses.clone()),
        AskedFact::Says(name) if name.eq_ignore_ascii_case(NOBODY) => FactCondition::Says(None),
        AskedFact::Says(name) => {
            let stems = stems(&Unescaped::of(name).text, analyzer);
            if stems.is_empty() {
                return None;
            }
            FactCondition::Says(Some(stems))
        }
    })
}

/// What is counted: equipment anywhere among the words, else the last word, which is
/// the noun of "attack helicopters". A number names something with the word before.
fn counted(typed: &str, analyzer: &Analyzer) -> Counted {
    let counted = Counted::of(typed, analyzer);
    let Counted::Noun(stems) = &counted else { return counted };
    match stems.rsplit_once(' ') {
        Some((_, last)) if !last.starts_with(|c: char| c.is_ascii_digit()) => {
            Counted::Noun(last.to_owned())
        }
        _ => counted,
    }
}
