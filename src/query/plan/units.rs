//! Loose text cut into what is one concept each: designators, names of
//! equipment, single words.

use std::ops::Range;

use crate::analysis::Analyzer;
use crate::analysis::relation::{NameMatch, Relation};
use crate::analysis::token::{Analysis, KeyKind};
use crate::span::Span;

/// A stretch of loose text that is one concept.
#[derive(Debug)]
pub(super) enum Unit {
    /// The word at that position.
    Word(usize),
    /// A designator over those words.
    Designator { words: Range<usize>, exact: String, family: String },
    /// A name of equipment.
    Name(NameMatch),
}

impl Unit {
    /// Positions of its words.
    pub(super) fn words(&self) -> Range<usize> {
        match self {
            Self::Word(position) => *position..position + 1,
            Self::Designator { words, .. } => words.clone(),
            Self::Name(name) => name.words.clone(),
        }
    }

    /// Its bytes in the analysed text.
    pub(super) fn span(&self, analysis: &Analysis) -> Option<Span> {
        span_of(&self.words(), analysis)
    }
}

/// The bytes of words, given by their positions.
pub(super) fn span_of(words: &Range<usize>, analysis: &Analysis) -> Option<Span> {
    let first = analysis.word(words.start)?.span;
    let last = analysis.word(words.end.checked_sub(1)?)?.span;
    Some(Span::new(first.start, last.end))
}

/// Designators first, then names, then what words are left; in order.
pub(super) fn units(analysis: &Analysis, analyzer: &Analyzer) -> Vec<Unit> {
    let mut taken = TakenWords(vec![false; analysis.len()]);
    let mut units = designators(analysis, &mut taken);
    let surfaces: Vec<&str> = analysis.words().map(|word| word.surface).collect();
    for name in analyzer.relations().names_in(&surfaces) {
        let means_it = name.families.iter().any(|(_, relation)| is_name(*relation));
        if means_it && taken.take(&name.words) {
            units.push(Unit::Name(name));
        }
    }
    units.extend((0..analysis.len()).filter(|&at| taken.take(&(at..at + 1))).map(Unit::Word));
    units.sort_by_key(|unit| unit.words().start);
    units
}

/// Which words belong to a unit already.
struct TakenWords(Vec<bool>);

impl TakenWords {
    /// Takes the words where all of them are free.
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

fn is_name(relation: Relation) -> bool {
    matches!(relation, Relation::Name | Relation::NatoName | Relation::Same)
}

fn designators(analysis: &Analysis, taken: &mut TakenWords) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut family = "";
    // Both keys of a designator stand at one span, in either order.
    let keys: Vec<_> = analysis.keys().collect();
    for (at, key) in keys.iter().enumerate() {
        if key.kind != KeyKind::Exact {
            continue;
        }
        let beside = [at.wrapping_sub(1), at + 1].into_iter().filter_map(|other| keys.get(other));
        let of_it = beside.filter(|other| other.kind == KeyKind::Family && other.span == key.span);
        family = of_it.map(|other| other.term).next().unwrap_or(family);
        let start = key.position as usize;
        let words = start..start + (key.width as usize).max(1);
        if taken.take(&words) {
            let (exact, family) = (key.term.to_owned(), family.to_owned());
            units.push(Unit::Designator { words, exact, family });
        }
    }
    units
}
