//! Loose words to concepts: designators and names of equipment with what
//! else they are called, words with the topics that they name.

use std::ops::Range;

use super::alternatives::weight;
use super::alternatives::{as_words, of, phrase_of};
use super::lower::{Lowering, MOST_OTHER_WORDS};
use super::stop_phrases::frames;
use super::units::{Unit, span_of, units};
use super::{Alternative, Filter, Matcher, Reason, Scope};
use crate::analysis::relation::{NameMatch, Target};
use crate::analysis::thesaurus::{TermNamed, TermRelation};
use crate::analysis::token::{Analysis, Word};
use crate::analysis::topic::TopicNamed;
use crate::query::report::{Expansion, Ignored};
use crate::span::Span;
use crate::util::fold::fold;

impl Lowering<'_> {
    /// Loose words: designators and names of equipment are one concept each,
    /// every other word is one.
    pub(super) fn text(&mut self, text: &str, span: Span) -> Vec<Filter> {
        let analysis = self.analyzer.analyze_query(text);
        let units = units(&analysis, self.analyzer);
        let frames = frames(text, &analysis, self.analyzer);
        // What is looked for beyond what was typed is found by the stems.
        let stems: Vec<&str> = if self.as_typed {
            Vec::new()
        } else {
            analysis.words().map(|word| word.stem).collect()
        };
        let topics = self.analyzer.topics().named_in(&stems);
        let terms = self.analyzer.thesaurus().named_in(&stems);
        for frame in &frames {
            self.ignore_frame(frame, text, span, &analysis);
        }
        let mut met = Vec::with_capacity(units.len());
        for unit in units {
            let Some(at) = unit.span(&analysis) else { continue };
            let typed = at.of(text).unwrap_or_default().to_owned();
            if frames.iter().any(|frame| frame.contains(&unit.words().start)) {
                continue;
            }
            let mut alternatives = self.alternatives(&unit, &analysis, &typed);
            if !self.excluding {
                self.other_words(&unit, &terms, &typed, &stems, &mut alternatives);
            }
            if self.scope == Scope::Anywhere {
                self.name_topic(&unit, &topics, &typed, &mut alternatives);
            }
            met.extend(self.push(typed, at.shifted(span.start), alternatives));
        }
        met
    }

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

    fn word(&self, word: Word<'_>) -> Vec<Alternative> {
        let mut out = vec![of(Matcher::Stem(word.stem.to_owned()), 1.0, Reason::Word)];
        // "us" typed in lower case may mean the country.
        if let Some(acronym) = self.analyzer.acronym_spelt_like(word.surface) {
            out.push(of(Matcher::Surface(acronym.to_owned()), 1.0, Reason::Exact));
        }
        out
    }

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
            of(Matcher::Exact(exact.to_owned()), weight::EXACT_BONUS, Reason::Designator),
            of(Matcher::Family(family.to_owned()), weight, reason),
        ];
        let words = as_words(exact, surfaces, self.analyzer);
        out.extend(words.into_iter().map(|words| of(words, 1.0, Reason::Designator)));
        let relations = self.analyzer.relations();
        // A family listed by one of its variants stands under that one.
        let of_variant = if is_variant { relations.of_family(exact) } else { &[] };
        for related in relations.of_family(family).iter().chain(of_variant) {
            let Some(reason) = Reason::of_relation(related.relation) else { continue };
            let (matcher, weight) = match &related.target {
                Target::Family(key) => (Matcher::Family(key.clone()), weight::SAME),
                Target::Exact(key) => (Matcher::Exact(key.clone()), weight::SAME),
                Target::Name(surfaces) => (phrase_of(surfaces), weight::NAME),
            };
            out.push(of(matcher, weight, reason));
            self.expanded(typed, &related.written, reason);
        }
        out
    }

    fn name(&mut self, name: &NameMatch, analysis: &Analysis, typed: &str) -> Vec<Alternative> {
        let surfaces = surfaces_of(&name.words, analysis);
        let mut out = vec![match analysis.word(name.words.start) {
            Some(word) if surfaces.len() == 1 => {
                of(Matcher::Stem(word.stem.to_owned()), 1.0, Reason::Word)
            }
            _ => of(phrase_of(&surfaces), 1.0, Reason::Phrase),
        }];
        for (family, _) in &name.families {
            out.push(of(Matcher::Family(family.clone()), weight::NAMED, Reason::Named));
            self.expanded(typed, family, Reason::Named);
        }
        out
    }

    /// What else the words are called of which this one is the whole or a
    /// part. What holds the word itself is found by it already.
    fn other_words(
        &mut self,
        unit: &Unit,
        terms: &[TermNamed],
        typed: &str,
        stems: &[&str],
        alternatives: &mut Vec<Alternative>,
    ) {
        let Unit::Word(position) = unit else { return };
        let Some(named) = terms.iter().find(|named| named.words.contains(position)) else { return };
        let analyzer = self.analyzer;
        let own = stems.get(*position).copied().unwrap_or_default();
        if analyzer.is_stop_word(&fold(typed)) {
            return;
        }
        for other in analyzer.thesaurus().expansions(named) {
            if other.stems.iter().any(|stem| stem == own) {
                continue;
            }
            if self.other_words >= MOST_OTHER_WORDS {
                return self.leave_the_rest(typed);
            }
            self.other_words += 1;
            let (weight, reason) = match other.relation {
                TermRelation::Same => (weight::SYNONYM, Reason::Synonym),
                TermRelation::Narrower => (weight::NARROWER, Reason::Narrower),
                TermRelation::Related => (weight::RELATED, Reason::Related),
            };
            let matcher = match other.stems.as_slice() {
                [single] => Matcher::Stem(single.clone()),
                several => Matcher::Stems(several.to_vec()),
            };
            alternatives.push(of(matcher, weight, reason));
            self.expanded(typed, &other.written, reason);
        }
    }

    /// A word that names a topic is also said by passages about the topic.
    fn name_topic(
        &mut self,
        unit: &Unit,
        topics: &[TopicNamed],
        typed: &str,
        alternatives: &mut Vec<Alternative>,
    ) {
        let Unit::Word(position) = unit else { return };
        // Of a name of several words the last one, its head, takes the topic.
        let ends = topics.binary_search_by_key(&(position + 1), |named| named.words.end);
        let Some(named) = ends.ok().and_then(|at| topics.get(at)) else { return };
        let Some(name) = self.analyzer.topics().names().nth(named.topic).map(str::to_owned) else {
            return;
        };
        self.expanded(typed, &format!("topic:{name}"), Reason::Topic);
        alternatives.push(of(Matcher::Topic(name), weight::TOPIC, Reason::Topic));
    }

    fn leave_the_rest(&mut self, typed: &str) {
        let text = format!("more words for {typed}");
        let why = format!("a query is given at most {MOST_OTHER_WORDS} of them: ask for less");
        self.plan.ignored.push(Ignored { text, span: Span::default(), why });
    }

    fn ignore_frame(&mut self, frame: &Range<usize>, text: &str, span: Span, analysis: &Analysis) {
        let Some(at) = span_of(frame, analysis) else { return };
        let (text, span) = (at.of(text).unwrap_or_default().to_owned(), at.shifted(span.start));
        let why = "it says how the request is put, not what it is about".to_owned();
        self.plan.ignored.push(Ignored { text, span, why });
    }

    fn expanded(&mut self, typed: &str, added: &str, reason: Reason) {
        let (typed, added, why) = (typed.to_owned(), added.to_owned(), reason.to_string());
        let expansion = Expansion { typed, added, why };
        if !self.plan.expanded.contains(&expansion) {
            self.plan.expanded.push(expansion);
        }
    }
}

/// The surface forms of words, given by their positions.
fn surfaces_of(words: &Range<usize>, analysis: &Analysis) -> Vec<String> {
    let words = words.clone().filter_map(|position| analysis.word(position));
    words.map(|word| word.surface.to_owned()).collect()
}
