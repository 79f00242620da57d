//! Free text split into units of one concept each: designators, names of
//! equipment, single words.

use std::ops::Range;

use crate::analysis::Analyzer;
use crate::analysis::relation::{NameMatch, Relation};
use crate::analysis::token::{Analysis, KeyKind};
use crate::span::Span;

/// A run of words of free text that is one concept.
#[derive(Debug)]
pub(super) enum Unit {
    /// The word at this position.
    Word(usize),
    /// A designator that these words spell.
    Designator { words: Range<usize>, exact: String, family: String },
    /// A name of equipment.
    Name(NameMatch),
}

impl Unit {
    /// The positions of its words.
    pub(super) fn words(&self) -> Range<usize> {
        match self {
            Self::Word(position) => *position..position + 1,
            Self::Designator { words, .. } => words.clone(),
            Self::Name(name) => name.words.clone(),
        }
    }

    /// Whether it is a designator or a name of equipment.
    pub(super) fn is_equipment(&self) -> bool {
        !matches!(self, Self::Word(_))
    }

    /// The surface of a single word.
    pub(super) fn form(&self, analysis: &Analysis) -> Option<String> {
        let Self::Word(position) = self else { return None };
        analysis.word(*position).map(|word| word.surface.to_owned())
    }

    /// Its bytes in the analysed text, or `None` beyond the text's words.
    pub(super) fn span(&self, analysis: &Analysis) -> Option<Span> {
        span_of(&self.words(), analysis)
    }
}

/// The bytes of the words at these positions, or `None` where there are none.
pub(super) fn span_of(words: &Range<usize>, analysis: &Analysis) -> Option<Span> {
    let first_word = analysis.word(words.start)?.span;
    let last_word = analysis.word(words.end.checked_sub(1)?)?.span;
    Some(Span::new(first_word.start, last_word.end))
}

/// The units of a text, in its order. A word that two units could claim goes to
/// the designator before the name.
pub(super) fn units(analysis: &Analysis, analyzer: &Analyzer) -> Vec<Unit> {
    let mut taken = TakenWords(vec![false; analysis.len()]);
    let mut units = designators(analysis, &mut taken);
    let surfaces: Vec<&str> = analysis.words().map(|word| word.surface).collect();
    for name in analyzer.relations().names_in(&surfaces) {
        let names_family = name.families.iter().any(|(_, relation)| is_name(*relation));
        if names_family && taken.take(&name.words) {
            units.push(Unit::Name(name));
        }
    }
    let positions = 0..analysis.len();
    units.extend(positions.filter(|&word| taken.take(&(word..word + 1))).map(Unit::Word));
    units.sort_by_key(|unit| unit.words().start);
    units
}

/// By position, whether a word belongs to a unit already.
struct TakenWords(Vec<bool>);

impl TakenWords {
    /// Takes the words if all of them are free; whether it did.
    fn take(&mut self, words: &Range<usize>) -> bool {
        match self.0.get_mut(words.clone()) {
            Some(slots) if !slots.is_empty() && !slots.contains(&true) => {
                slots.fill(true);
                true
            }
            _ => false,
        }
    }
}

/// Whether the relation is that of a name, or of a second designation.
fn is_name(relation: Relation) -> bool {
    matches!(relation, Relation::Name | Relation::NatoName | Relation::Same)
}

/// A unit for each designator, which takes its words.
fn designators(analysis: &Analysis, taken: &mut TakenWords) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut family = "";
    let keys: Vec<_> = analysis.keys().collect();
    for (number, key) in keys.iter().enumerate() {
        if key.kind != KeyKind::Exact {
            continue;
        }
        // Both keys of a designator have one span and stand in either order.
        // Before the first key there is none: `wrapping_sub` is out of bounds.
        let neighbours = [number.wrapping_sub(1), number + 1].into_iter();
        let mut families = neighbours
            .filter_map(|neighbour| keys.get(neighbour))
            .filter(|other| other.kind == KeyKind::Family && other.span == key.span);
        // Of a list such as F-16C/D only the first has a family key.
        family = families.next().map_or(family, |key| key.term);
        let start = key.position as usize;
        let words = start..start + (key.width as usize).max(1);
        if taken.take(&words) {
            let (exact, family) = (key.term.to_owned(), family.to_owned());
            units.push(Unit::Designator { words, exact, family });
        }
    }
    units
}
