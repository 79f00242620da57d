//! Free text split into units of one concept each: designators, names of
//! equipment, single words.

use std::ops::Range;

use super::alternatives::first_digit;
use crate::analysis::Analyzer;
use crate::analysis::relation::{NameMatch, Relation, Relations, Target};
use crate::analysis::token::{Analysis, KeyKind};
use crate::span::Span;

/// A run of words of free text that is one concept.
#[derive(Debug)]
pub(super) enum Unit {
    /// The word at this position.
    Word(usize),
    /// Equipment, by a designator, a name or both.
    Equipment(Equipment),
}

/// Equipment as it was typed: "Mi-35", "Sea Kings", "C-130 Hercules".
#[derive(Debug)]
pub(super) struct Equipment {
    pub(super) words: Range<usize>,
    pub(super) designator: Option<TypedDesignator>,
    /// What else was typed for the same thing, or what the designator's words mean
    /// besides.
    pub(super) names: Vec<NameMatch>,
}

/// A designator that words spell.
#[derive(Debug)]
pub(super) struct TypedDesignator {
    pub(super) words: Range<usize>,
    pub(super) exact: String,
    pub(super) family: String,
    /// The keys of the thing: these two, and those of designations that mean the same.
    keys: Vec<String>,
}

impl TypedDesignator {
    fn new(words: Range<usize>, exact: String, family: String, relations: &Relations) -> Self {
        let related = [&exact, &family].into_iter().flat_map(|key| relations.of_family(key));
        let same = related.filter(|related| related.relation == Relation::Same);
        let same = same.filter_map(|related| match &related.target {
            Target::Family(key) | Target::Exact(key) => Some(key),
            Target::Name(_) => None,
        });
        let keys = [&exact, &family].into_iter().chain(same).cloned().collect();
        Self { words, exact, family, keys }
    }

    /// Whether it designates what the name means.
    fn is_named(&self, name: &NameMatch) -> bool {
        name.families.iter().any(|(key, _)| self.keys.contains(key))
    }
}

impl Unit {
    /// The positions of its words.
    pub(super) fn words(&self) -> Range<usize> {
        match self {
            Self::Word(position) => *position..position + 1,
            Self::Equipment(equipment) => equipment.words.clone(),
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
    analysis.span_of(words)
}

/// The units of a text, in its order: `with_names`, names of equipment are units,
/// and else only designators and single words.
pub(super) fn units(analysis: &Analysis, analyzer: &Analyzer, with_names: bool) -> Vec<Unit> {
    let mut taken = TakenWords(vec![false; analysis.len()]);
    let mut equipment = designators(analysis, analyzer.relations(), &mut taken);
    if with_names {
        join_same(&mut equipment);
        let surfaces: Vec<&str> = analysis.words().map(|word| word.surface).collect();
        for name in analyzer.relations().names_in(&surfaces) {
            if name.families.iter().any(|(_, relation)| is_name(*relation)) {
                add_name(name, &mut equipment, &mut taken);
            }
        }
    }
    let mut units: Vec<Unit> = equipment.into_iter().map(Unit::Equipment).collect();
    let positions = 0..analysis.len();
    units.extend(positions.filter(|&word| taken.take(&(word..word + 1))).map(Unit::Word));
    units.sort_by_key(|unit| unit.words().start);
    units
}

/// Makes one of two designators of the same thing that stand side by side, as "Tor
/// SA-15" does. The one with a number stays, because it is the surer one.
fn join_same(equipment: &mut Vec<Equipment>) {
    let mut joined: Vec<Equipment> = Vec::with_capacity(equipment.len());
    for typed in equipment.drain(..) {
        match joined.last_mut() {
            Some(before) if before.is_same_beside(&typed) => {
                let words = before.words.start..typed.words.end;
                if !before.has_number() {
                    *before = typed;
                }
                before.words = words;
            }
            _ => joined.push(typed),
        }
    }
    *equipment = joined;
}

/// Adds a name to the equipment so far: as a unit of its own, or to the designator
/// that it belongs to.
fn add_name(name: NameMatch, equipment: &mut Vec<Equipment>, taken: &mut TakenWords) {
    let overlaps = |other: &Equipment| {
        other.words.start < name.words.end && name.words.start < other.words.end
    };
    match equipment.iter().position(overlaps) {
        // "Bayraktar TB2" has a designator in it, and "Hawk" is a designator and a
        // name: neither hides the other.
        Some(number) => {
            let Some(typed) = equipment.get_mut(number) else { return };
            if covers(&name.words, &typed.words) && taken.take_around(&typed.words, &name.words) {
                typed.words = name.words.clone();
                typed.names.push(name);
            }
        }
        None if !taken.take(&name.words) => {}
        None => match same_thing(&name, equipment) {
            Some(typed) => typed.add_named(name),
            None => equipment.push(Equipment {
                words: name.words.clone(),
                designator: None,
                names: vec![name],
            }),
        },
    }
}

/// Whether one range has all of another.
fn covers(words: &Range<usize>, others: &Range<usize>) -> bool {
    words.start <= others.start && others.end <= words.end
}

impl Equipment {
    /// Adds another name of the same thing: "C-130 Hercules" is one.
    fn add_named(&mut self, name: NameMatch) {
        if self.is_beside(&name) {
            self.words.start = self.words.start.min(name.words.start);
            self.words.end = self.words.end.max(name.words.end);
        }
        self.names.push(name);
    }

    /// Whether another designator stands behind it and designates the same thing,
    /// neither of them as a variant.
    fn is_same_beside(&self, other: &Self) -> bool {
        let (Some(own), Some(of_other)) = (&self.designator, &other.designator) else {
            return false;
        };
        let is_family = own.exact == own.family && of_other.exact == of_other.family;
        is_family && self.words.end == other.words.start && own.keys.contains(&of_other.family)
    }

    fn has_number(&self) -> bool {
        self.designator.as_ref().is_some_and(|of| first_digit(&of.exact).is_some())
    }

    fn is_beside(&self, name: &NameMatch) -> bool {
        name.words.end == self.words.start || self.words.end == name.words.start
    }
}

/// The designator that was typed for the thing that the name means: one beside
/// the name, or else the first.
fn same_thing<'e>(name: &NameMatch, equipment: &'e mut [Equipment]) -> Option<&'e mut Equipment> {
    let is_same =
        |typed: &Equipment| typed.designator.as_ref().is_some_and(|typed| typed.is_named(name));
    let beside = equipment.iter().position(|typed| typed.is_beside(name) && is_same(typed));
    let number = beside.or_else(|| equipment.iter().position(is_same))?;
    equipment.get_mut(number)
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

    /// Takes the words of `outer` around those of `inner`, which are taken, if all of
    /// them are free; whether it did.
    fn take_around(&mut self, inner: &Range<usize>, outer: &Range<usize>) -> bool {
        let around = [outer.start..inner.start, inner.end..outer.end];
        let is_free = |words: &Range<usize>| {
            self.0.get(words.clone()).is_some_and(|slots| !slots.contains(&true))
        };
        let are_free = around.iter().all(is_free);
        for words in around.iter().filter(|_| are_free) {
            self.take(words);
        }
        are_free
    }
}

/// Whether the relation is that of a name, or of a second designation.
fn is_name(relation: Relation) -> bool {
    matches!(relation, Relation::Name | Relation::NatoName | Relation::Same)
}

/// A unit for each designator, which takes its words.
fn designators(
    analysis: &Analysis,
    relations: &Relations,
    taken: &mut TakenWords,
) -> Vec<Equipment> {
    let mut equipment = Vec::new();
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
            let designator = TypedDesignator::new(words.clone(), exact, family, relations);
            equipment.push(Equipment { words, designator: Some(designator), names: Vec::new() });
        }
    }
    equipment
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Language;
    use crate::lexicon::Lexicon;

    #[test]
    fn units_of_equipment() {
        let analyzer = Analyzer::new(Language::English, &Lexicon::builtin());
        let check = |text: &str, expected: &str| {
            let analysis = analyzer.analyze_query(text);
            let units = units(&analysis, &analyzer, true);
            let spans = units.iter().filter_map(|unit| unit.span(&analysis)?.of(text));
            assert_eq!(spans.collect::<Vec<_>>().join("|"), expected);
        };
        // A designator and its own name are one thing.
        check("C-130 Hercules sold", "C-130 Hercules|sold");
        check("Hercules C-130", "Hercules C-130");
        check("UH-60A Black Hawk", "UH-60A Black Hawk");
        check("Mi-24 Hind", "Mi-24 Hind");
        check("Mi-24 (Hind)", "Mi-24 (Hind");
        check("SA-7 Grail", "SA-7 Grail");
        check("Apache AH-64D", "Apache AH-64D");
        check("Tor SA-15 parade", "Tor SA-15|parade");
        check("Bayraktar TB2", "Bayraktar TB2");
        check("MIM-104 Patriot PAC-3", "MIM-104 Patriot|PAC-3");
        // These are two things.
        check("C-130 Apache", "C-130|Apache");
        check("Mi-24 Havoc", "Mi-24|Havoc");
        check("Black Hawk Hind", "Black Hawk|Hind");
        check("Mi-24 Mi-35", "Mi-24|Mi-35");
        // The longest name comes first, and hides no designator.
        check("MX missiles cut", "MX missiles|cut");
        check("Nike Hercules", "Nike Hercules");
        check("Black Hawk", "Black Hawk");
        check("multiple launch rocket systems sold", "multiple launch rocket systems|sold");
        check("Lynxes sold", "Lynxes|sold");
        // A name that says it again from afar is no word by itself.
        check("Hercules or the C-130", "or|the|C-130");
        check("", "");
    }
}
