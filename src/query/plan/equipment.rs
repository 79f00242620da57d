//! Equipment to alternatives: designators and names with their spellings and with
//! the other designations and names of the same family.

use std::ops::Range;

use super::alternatives::{as_words, first_digit, weight};
use super::lower::{Lowering, MAX_SYNONYMS};
use super::spellings::{NameWords, Spellings, stems_matcher};
use super::units::{Equipment, TypedDesignator};
use super::{Alternative, Matcher, Reason};
use crate::analysis::Analyzer;
use crate::analysis::relation::doubtful::is_doubtful;
use crate::analysis::relation::{NameMatch, Related, Target};
use crate::analysis::token::Analysis;
use crate::util::fold::fold;

/// What other designations and other names of a family weigh.
#[derive(Debug, Clone, Copy)]
struct RelatedWeights {
    designation: f32,
    name: f32,
}

/// Beside a typed designator.
const OF_DESIGNATOR: RelatedWeights =
    RelatedWeights { designation: weight::SAME, name: weight::NAME };

/// Beside a typed name.
const OF_NAME: RelatedWeights =
    RelatedWeights { designation: weight::NAMED, name: weight::OTHER_NAME };

impl Lowering<'_> {
    /// The alternatives of equipment: what was typed comes first, then everything
    /// else that the lexicon calls it.
    pub(super) fn equipment(
        &mut self,
        equipment: &Equipment,
        analysis: &Analysis,
        typed: &str,
    ) -> Vec<Alternative> {
        let mut spellings = Spellings::default();
        if let Some(designator) = &equipment.designator {
            self.typed_designator(designator, &equipment.names, analysis, &mut spellings);
        }
        for name in &equipment.names {
            self.typed_name(name, equipment, analysis, &mut spellings);
        }
        if let Some(designator) = &equipment.designator {
            self.related_of_designator(designator, typed, &mut spellings);
        }
        for name in equipment.names.iter().filter(|name| equipment.means_more(name)) {
            self.families_of_name(name, typed, &mut spellings);
        }
        self.add_parts(equipment, analysis, &mut spellings);
        spellings.alternatives
    }

    /// Adds a typed designator: its keys, and its spellings as words.
    fn typed_designator(
        &self,
        designator: &TypedDesignator,
        names: &[NameMatch],
        analysis: &Analysis,
        out: &mut Spellings,
    ) {
        let TypedDesignator { words, exact, family, .. } = designator;
        let (weight, reason) = if exact == family {
            (1.0, Reason::Designator)
        } else {
            (weight::OTHER_VARIANT, Reason::Variant)
        };
        out.push(Matcher::Exact(exact.clone()), weight::EXACT_BONUS, Reason::Designator);
        out.push(Matcher::Family(family.clone()), weight, reason);
        let surfaces = surfaces_of(words, analysis);
        let mut families = vec![exact.as_str(), family.as_str()];
        families.extend(names.iter().flat_map(|name| &name.families).map(|(key, _)| key.as_str()));
        let name = NameWords::typed(words, analysis);
        for matcher in as_words(exact, &surfaces, self.analyzer) {
            let matcher = self.outside_other_names(matcher, &name, &families);
            out.push(matcher, 1.0, Reason::Designator);
        }
        if first_digit(exact).is_none() {
            out.note(&name.stems);
        }
    }

    /// Adds a typed name by its own words.
    fn typed_name(
        &self,
        name: &NameMatch,
        equipment: &Equipment,
        analysis: &Analysis,
        out: &mut Spellings,
    ) {
        let words = NameWords::typed(&name.words, analysis);
        match &equipment.designator {
            // The designator is asked for first, and its name says it again.
            Some(of) if of.words != name.words => {
                let longer = self.other_names(&words, &name.keys());
                out.add_name(&words, longer, (weight::NAME, Reason::Name), self.analyzer);
            }
            Some(_) => {}
            None => {
                self.add_typed_words(name, &words, analysis, out);
                out.note(&words.stems);
            }
        }
    }

    /// Adds the words of a name that was typed without a designator.
    fn add_typed_words(
        &self,
        name: &NameMatch,
        words: &NameWords,
        analysis: &Analysis,
        out: &mut Spellings,
    ) {
        if words.stems.len() > 1 {
            out.push(stems_matcher(&words.stems), 1.0, Reason::Phrase);
        } else if let Some(word) = analysis.word(name.words.start) {
            for Alternative { matcher, weight, reason } in self.word(word) {
                let matcher = self.outside_other_names(matcher, words, &name.keys());
                out.push(matcher, weight, reason);
            }
        }
        let listed = NameWords::of(&name.name, self.analyzer);
        let reason = if words.stems.len() > 1 { Reason::Phrase } else { Reason::Word };
        if words.stems.len() == listed.stems.len() {
            for stems in listed.numbers(self.analyzer) {
                let matcher = stems_matcher(&stems);
                let matcher = self.outside_other_names(matcher, words, &name.keys());
                out.push(matcher, 1.0, reason);
            }
        }
    }

    /// The matcher of a name of one word, so that it does not match within the names
    /// of other things. Other matchers stay as they are.
    fn outside_other_names(
        &self,
        matcher: Matcher,
        words: &NameWords,
        families: &[&str],
    ) -> Matcher {
        let longer = self.other_names(words, families);
        match (&matcher, words.stems.as_slice()) {
            (Matcher::Stem(_) | Matcher::Surface(_), [stem]) if !longer.is_empty() => {
                Matcher::Alone { stem: stem.clone(), longer }
            }
            _ => matcher,
        }
    }

    /// The longer names of other things in which a name of one word stands, as
    /// stems; none for a name of several words.
    fn other_names(&self, name: &NameWords, families: &[&str]) -> Vec<Vec<String>> {
        let ([surface], [stem]) = (name.surfaces.as_slice(), name.stems.as_slice()) else {
            return Vec::new();
        };
        let relations = self.analyzer.relations();
        let singular = surface.strip_suffix('s').unwrap_or(surface);
        let names =
            [surface.as_str(), singular].map(|word| relations.other_names_with(word, families));
        let mut longer: Vec<Vec<String>> = Vec::new();
        for words in names.into_iter().flatten() {
            let stems = words.iter().map(|word| self.analyzer.stem(word).into_owned());
            let stems: Vec<String> = stems.collect();
            if stems.contains(stem) && !longer.contains(&stems) {
                longer.push(stems);
            }
        }
        longer
    }

    /// Adds the other designations and the names of a typed designator.
    fn related_of_designator(
        &mut self,
        designator: &TypedDesignator,
        typed: &str,
        out: &mut Spellings,
    ) {
        let TypedDesignator { exact, family, .. } = designator;
        let relations = self.analyzer.relations();
        // The lexicon may list a family under one of its variants.
        let of_variant = if exact == family { &[] } else { relations.of_family(exact) };
        let related = relations.of_family(family).iter().chain(of_variant);
        let keys = [exact.as_str(), family.as_str()];
        self.add_related(related.collect(), &keys, OF_DESIGNATOR, typed, out);
    }

    /// Adds the families that a typed name means, with what else they are called.
    fn families_of_name(&mut self, name: &NameMatch, typed: &str, out: &mut Spellings) {
        let relations = self.analyzer.relations();
        for (family, _) in &name.families {
            let written = relations.designation(family).unwrap_or(family);
            let named = Designation { key: family, is_variant: false, written };
            self.add_designation(&named, weight::NAMED, Reason::Named, out);
            self.report_expansion(typed, written, Reason::Named);
        }
        for (family, _) in &name.families {
            let related = relations.of_family(family).iter().collect();
            self.add_related(related, &name.keys(), OF_NAME, typed, out);
        }
    }

    /// Adds other designations and names of families with these keys.
    fn add_related(
        &mut self,
        mut related: Vec<&Related>,
        families: &[&str],
        weights: RelatedWeights,
        typed: &str,
        out: &mut Spellings,
    ) {
        // A longer name with a shorter one in it is matched by the shorter.
        related.sort_by_key(|related| match &related.target {
            Target::Name(words) => words.len(),
            Target::Family(_) | Target::Exact(_) => 0,
        });
        for related in related {
            let Some(reason) = Reason::of_relation(related.relation) else { continue };
            if self.synonyms >= MAX_SYNONYMS {
                return self.report_synonym_limit(typed);
            }
            let is_added = match &related.target {
                Target::Name(_) => {
                    let name = NameWords::of(&related.written, self.analyzer);
                    let longer = self.other_names(&name, families);
                    out.add_name(&name, longer, (weights.name, reason), self.analyzer)
                }
                Target::Family(key) | Target::Exact(key) => {
                    let is_variant = matches!(related.target, Target::Exact(_));
                    let other = Designation { key, is_variant, written: &related.written };
                    self.add_designation(&other, weights.designation, reason, out)
                }
            };
            if is_added {
                self.synonyms += 1;
                self.report_expansion(typed, &related.written, reason);
            }
        }
    }

    /// Adds a designation that was not typed, by its key and by its spellings as
    /// words; whether it was new.
    fn add_designation(
        &self,
        other: &Designation<'_>,
        weight: f32,
        reason: Reason,
        out: &mut Spellings,
    ) -> bool {
        let Designation { key, is_variant, written } = *other;
        let before = out.alternatives.len();
        let (weight, reason) = if is_doubtful(&[&fold(written)]) {
            (weight * weight::DOUBTFUL, Reason::DoubtfulName)
        } else {
            (weight, reason)
        };
        let by_key = if is_variant { Matcher::Exact } else { Matcher::Family };
        out.push(by_key(key.clone()), weight, reason);
        if first_digit(key).is_some() {
            for matcher in other_as_words(key, written, self.analyzer) {
                out.push(matcher, weight * weight::AS_WORDS, reason);
            }
        } else {
            let name = NameWords::of(written, self.analyzer);
            let longer = self.other_names(&name, &[key]);
            // The weight of a doubtful one is lowered there, too.
            let weight = if name.is_doubtful() { weight / weight::DOUBTFUL } else { weight };
            out.add_name(&name, longer, (weight, reason), self.analyzer);
        }
        out.alternatives.len() > before
    }

    /// Adds what is left of typed names of several words.
    fn add_parts(&self, equipment: &Equipment, analysis: &Analysis, out: &mut Spellings) {
        let mut add = |words: &Range<usize>, written: &str| {
            let typed = NameWords::typed(words, analysis);
            out.add_classless(&NameWords::of(written, self.analyzer));
            out.add_parts(&typed, self.analyzer);
        };
        for name in &equipment.names {
            add(&name.words, &name.name);
        }
        if let Some(TypedDesignator { words, exact, .. }) = &equipment.designator
            && first_digit(exact).is_none()
        {
            add(words, self.analyzer.relations().designation(exact).unwrap_or_default());
        }
    }
}

/// A designation that was not typed, as ordinary words. Its signs need not stand
/// between letters and number: "EL/M-2080".
fn other_as_words(key: &String, written: &str, analyzer: &Analyzer) -> Vec<Matcher> {
    let mut out = as_words(key, std::slice::from_ref(key), analyzer);
    let surfaces = NameWords::of(written, analyzer).surfaces;
    let digit = first_digit(key).unwrap_or_default();
    let first = surfaces.first().map_or(0, String::len);
    if surfaces.len() > 1 && (first != digit || surfaces.len() > 2) {
        out.extend(as_words(key, &surfaces, analyzer));
    }
    out
}

/// A designation that was not typed.
struct Designation<'a> {
    key: &'a String,
    /// Whether the key is that of one variant.
    is_variant: bool,
    /// As the lexicon writes it.
    written: &'a str,
}

impl Equipment {
    /// Whether a typed name means more than the designator beside it says: it was
    /// typed alone, or its words have the designator's in them.
    fn means_more(&self, name: &NameMatch) -> bool {
        let is_within = |of: &TypedDesignator| {
            name.words.start <= of.words.start && of.words.end <= name.words.end
        };
        self.designator.as_ref().is_none_or(is_within)
    }
}

/// The surface forms of words, given by their positions.
fn surfaces_of(words: &Range<usize>, analysis: &Analysis) -> Vec<String> {
    let words = words.clone().filter_map(|position| analysis.word(position));
    words.map(|word| word.surface.to_owned()).collect()
}
