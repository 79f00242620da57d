//! What meets a requirement: `+word`, `AND` and `-word` ask for the word itself,
//! in its forms, spellings and names, where scoring takes more for it.

use super::{Concept, Filter, Plan, Reason};

impl Reason {
    /// Whether an alternative with this reason is what was typed under another
    /// form or name. A topic, a narrower or related term and a repaired spelling
    /// are near it, which raises a passage but does not meet a requirement.
    fn meets_requirement(self) -> bool {
        match self {
            Self::Word
            | Self::Exact
            | Self::Phrase
            | Self::Prefix
            | Self::Fuzzy
            | Self::Designator
            | Self::Variant
            | Self::SameThing
            | Self::Name
            | Self::NatoName
            | Self::Named
            | Self::Number
            | Self::Synonym
            | Self::Fact => true,
            Self::DoubtfulName
            | Self::NamePart
            | Self::Narrower
            | Self::Related
            | Self::Topic
            | Self::Repair => false,
        }
    }
}

impl Plan {
    /// Gives each requirement a concept of the alternatives that meet it. Where
    /// these are all of the scoring concept's, that concept serves. The others
    /// do not score, so that a requirement changes no score.
    pub(crate) fn resolve_requirements(&mut self) {
        if let Some(filter) = &mut self.filter {
            resolve(filter, &mut self.concepts);
        }
    }
}

fn resolve(filter: &mut Filter, concepts: &mut Vec<Concept>) {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => {
            for part in parts {
                resolve(part, concepts);
            }
        }
        Filter::Not(part) => resolve(part, concepts),
        Filter::Required(number) => *filter = Filter::Concept(meeting(*number, concepts)),
        _ => {}
    }
}

/// The number of the concept that meets the requirement of another.
fn meeting(number: usize, concepts: &mut Vec<Concept>) -> usize {
    let Some(scored) = concepts.get(number) else { return number };
    let meets = scored.alternatives.iter().filter(|one| one.reason.meets_requirement());
    let alternatives: Vec<_> = meets.cloned().collect();
    // Of a topic that was typed as one nothing else is left.
    if alternatives.is_empty() || alternatives.len() == scored.alternatives.len() {
        return number;
    }
    let strict = Concept { alternatives, scores: false, times: 1, ..scored.clone() };
    let known = concepts.iter().position(|concept| *concept == strict);
    known.unwrap_or_else(|| {
        concepts.push(strict);
        concepts.len() - 1
    })
}
