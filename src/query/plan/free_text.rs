//! Free text to concepts: designators and names of equipment with their other
//! names, words with their synonyms and the topics that they name.

use std::ops::Range;

use super::alternatives::weight;
use super::alternatives::{alternative, as_words, phrase_of};
use super::lower::{Lowering, MAX_SYNONYMS, Manner};
use super::stop_phrases::stop_phrases;
use super::units::{Unit, span_of, units};
use super::{Alternative, Filter, Matcher, Reason, Scope};
use crate::analysis::relation::{NameMatch, Target};
use crate::analysis::thesaurus::{TermNamed, TermRelation};
use crate::analysis::token::{Analysis, Word};
use crate::analysis::topic::TopicNamed;
use crate::query::report::Expansion;
use crate::span::Span;
use crate::util::fold::fold;

impl Lowering<'_> {
    /// Adds the concepts of free text: one for each designator, each name of
    /// equipment and each other word. Returns a filter for each.
    pub(super) fn text(&mut self, text: &str, span: Span) -> Vec<Filter> {
        let analysis = self.analyzer.analyze_query(text);
        let units = units(&analysis, self.analyzer);
        let stop_phrases = stop_phrases(text, &analysis, self.analyzer);
        // Topics and synonyms are found by the stems: without them none is.
        let stems: Vec<&str> = if self.as_typed {
            Vec::new()
        } else {
            analysis.words().map(|word| word.stem).collect()
        };
        let topics = self.analyzer.topics().named_in(&stems);
        let terms = self.analyzer.thesaurus().named_in(&stems);
        for words in &stop_phrases {
            self.ignore_stop_phrase(words, text, span, &analysis);
        }
        let mut filters = Vec::with_capacity(units.len());
        let capitals_tell = text.chars().any(char::is_lowercase);
        for unit in units {
            let Some(unit_span) = unit.span(&analysis) else { continue };
            if stop_phrases.iter().any(|words| words.contains(&unit.words().start)) {
                continue;
            }
            let typed = unit_span.of(text).unwrap_or_default().to_owned();
            let mut alternatives = self.alternatives(&unit, &analysis, &typed);
            // What is near in meaning is too little to exclude by.
            if !self.excluding {
                self.add_synonyms(&unit, &terms, &typed, &stems, &mut alternatives);
                // Titles have no topics.
                if self.scope == Scope::Anywhere {
                    self.add_topic(&unit, &topics, &typed, &mut alternatives);
                }
            }
            let is_name = unit.is_equipment() || capitals_tell && is_capitalised(&typed);
            let manner = Manner { form: unit.form(&analysis), is_name };
            filters.extend(self.push(typed, unit_span.shifted(span.start), alternatives, manner));
        }
        filters
    }

    /// What was typed and, of a designator or name, its other names.
    fn alternatives(&mut self, unit: &Unit, analysis: &Analysis, typed: &str) -> Vec<Alternative> {
        match unit {
            Unit::Word(position) => {
                analysis.word(*position).map(|word| self.word(word)).unwrap_or_default()
            }
            Unit::Designator { words, exact, family } => {
                let surfaces = surfaces_of(words, analysis);
                self.designator(exact, family, &surfaces, typed)
            }
            Unit::Name(name) => self.name(name, analysis, typed),
        }
    }

    /// The alternatives of a single word.
    fn word(&self, word: Word<'_>) -> Vec<Alternative> {
        let mut out = vec![alternative(Matcher::Stem(word.stem.to_owned()), 1.0, Reason::Word)];
        // "us" typed in lower case may mean the country.
        if let Some(acronym) = self.analyzer.acronym_spelt_like(word.surface) {
            out.push(alternative(Matcher::Surface(acronym.to_owned()), 1.0, Reason::Exact));
        }
        out
    }

    /// The alternatives of a designator: its keys, its spellings as words, and the
    /// other designations and names of the lexicon.
    fn designator(
        &mut self,
        exact: &str,
        family: &str,
        surfaces: &[String],
        typed: &str,
    ) -> Vec<Alternative> {
        let is_variant = exact != family;
        let (weight, reason) = if is_variant {
            (weight::OTHER_VARIANT, Reason::Variant)
        } else {
            (1.0, Reason::Designator)
        };
        let mut out = vec![
            alternative(Matcher::Exact(exact.to_owned()), weight::EXACT_BONUS, Reason::Designator),
            alternative(Matcher::Family(family.to_owned()), weight, reason),
        ];
        let matchers = as_words(exact, surfaces, self.analyzer);
        out.extend(
            matchers.into_iter().map(|matcher| alternative(matcher, 1.0, Reason::Designator)),
        );
        let relations = self.analyzer.relations();
        // The lexicon may list a family under one of its variants.
        let of_variant = if is_variant { relations.of_family(exact) } else { &[] };
        for related in relations.of_family(family).iter().chain(of_variant) {
            let Some(reason) = Reason::of_relation(related.relation) else { continue };
            let (matcher, weight) = match &related.target {
                Target::Family(key) => (Matcher::Family(key.clone()), weight::SAME),
                Target::Exact(key) => (Matcher::Exact(key.clone()), weight::SAME),
                Target::Name(surfaces) => (phrase_of(surfaces), weight::NAME),
            };
            out.push(alternative(matcher, weight, reason));
            self.report_expansion(typed, &related.written, reason);
        }
        out
    }

    /// The alternatives of a name of equipment: the name and what it names.
    fn name(&mut self, name: &NameMatch, analysis: &Analysis, typed: &str) -> Vec<Alternative> {
        let surfaces = surfaces_of(&name.words, analysis);
        let mut out = vec![match analysis.word(name.words.start) {
            Some(word) if surfaces.len() == 1 => {
                alternative(Matcher::Stem(word.stem.to_owned()), 1.0, Reason::Word)
            }
            _ => alternative(phrase_of(&surfaces), 1.0, Reason::Phrase),
        }];
        for (family, _) in &name.families {
            out.push(alternative(Matcher::Family(family.clone()), weight::NAMED, Reason::Named));
            self.report_expansion(typed, family, Reason::Named);
        }
        out
    }

    /// Adds the synonyms of the thesaurus term that the word is, or is part of.
    /// A synonym that contains the word is left out: the word matches it.
    fn add_synonyms(
        &mut self,
        unit: &Unit,
        terms: &[TermNamed],
        typed: &str,
        stems: &[&str],
        alternatives: &mut Vec<Alternative>,
    ) {
        let Unit::Word(position) = unit else { return };
        let Some(term) = terms.iter().find(|term| term.words.contains(position)) else { return };
        let analyzer = self.analyzer;
        let word_stem = stems.get(*position).copied().unwrap_or_default();
        if analyzer.is_stop_word(&fold(typed)) {
            return;
        }
        for other in analyzer.thesaurus().expansions(term) {
            if other.stems.iter().any(|stem| stem == word_stem) {
                continue;
            }
            if self.synonyms >= MAX_SYNONYMS {
                return self.report_synonym_limit(typed);
            }
            self.synonyms += 1;
            let (weight, reason) = match other.relation {
                TermRelation::Same => (weight::SYNONYM, Reason::Synonym),
                TermRelation::Narrower => (weight::NARROWER, Reason::Narrower),
                TermRelation::Related => (weight::RELATED, Reason::Related),
            };
            let matcher = match other.stems.as_slice() {
                [single] => Matcher::Stem(single.clone()),
                several => Matcher::Stems(several.to_vec()),
            };
            alternatives.push(alternative(matcher, weight, reason));
            self.report_expansion(typed, &other.written, reason);
        }
    }

    /// Adds the topic that the word names: passages about it match as well.
    fn add_topic(
        &mut self,
        unit: &Unit,
        topics: &[TopicNamed],
        typed: &str,
        alternatives: &mut Vec<Alternative>,
    ) {
        let Unit::Word(position) = unit else { return };
        // Of a name of several words only the last, its head, takes the topic:
        // a passage would else count it once for each word.
        let by_end = topics.binary_search_by_key(&(position + 1), |topic| topic.words.end);
        let Some(topic) = by_end.ok().and_then(|number| topics.get(number)) else { return };
        let Some(name) = self.analyzer.topics().names().nth(topic.topic).map(str::to_owned) else {
            return;
        };
        self.report_expansion(typed, &format!("topic:{name}"), Reason::Topic);
        alternatives.push(alternative(Matcher::Topic(name), weight::TOPIC, Reason::Topic));
    }

    fn report_synonym_limit(&mut self, typed: &str) {
        let text = format!("more words for {typed}");
        let why = format!("a query is given at most {MAX_SYNONYMS} of them: ask for less");
        self.ignore(text, Span::default(), why);
    }

    fn ignore_stop_phrase(
        &mut self,
        words: &Range<usize>,
        text: &str,
        span: Span,
        analysis: &Analysis,
    ) {
        let Some(phrase) = span_of(words, analysis) else { return };
        let ignored = phrase.of(text).unwrap_or_default().to_owned();
        let why = "it says how the request is put, not what it is about".to_owned();
        self.ignore(ignored, phrase.shifted(span.start), why);
    }

    /// Reports something added to what was typed, once.
    fn report_expansion(&mut self, typed: &str, added: &str, reason: Reason) {
        let (typed, added, why) = (typed.to_owned(), added.to_owned(), reason.to_string());
        let expansion = Expansion { typed, added, why };
        let expanded = &mut self.lowered.expanded;
        if !expanded.contains(&expansion) {
            expanded.push(expansion);
        }
    }
}

/// Whether the word begins with a capital.
fn is_capitalised(typed: &str) -> bool {
    typed.chars().next().is_some_and(char::is_uppercase)
}

/// The surface forms of words, given by their positions.
fn surfaces_of(words: &Range<usize>, analysis: &Analysis) -> Vec<String> {
    let words = words.clone().filter_map(|position| analysis.word(position));
    words.map(|word| word.surface.to_owned()).collect()
}
