//! Free text to concepts: equipment, and words with their synonyms and the topics
//! that they name.

use std::ops::Range;

use super::abbreviations::abbreviations;
use super::alternatives::alternative;
use super::asked::Asked;
use super::function_words::is_function_word;
use super::lower::{Lowering, MAX_SYNONYMS, Manner};
use super::runs::{Runs, runs};
use super::spellings::stems_matcher;
use super::stop_phrases::stop_phrases;
use super::units::{Unit, span_of, units};
use super::{Alternative, Filter, Matcher, Reason, Scope};
use crate::analysis::thesaurus::{TermNamed, TermRelation};
use crate::analysis::token::{Analysis, Word};
use crate::analysis::topic::TopicNamed;
use crate::query::report::Expansion;
use crate::query::report::ignored::{FUNCTION_WORD, IgnoredKind, REQUEST_PHRASE};
use crate::span::Span;

impl Lowering<'_> {
    /// Adds the concepts of free text: one for each designator, each name of
    /// equipment and each other word. Returns a filter for each.
    pub(super) fn text(&mut self, text: &str, span: Span) -> Vec<Filter> {
        let analysis = self.analyzer.analyze_query(text);
        self.ask(text, span, &analysis);
        let units = units(&analysis, self.analyzer, !self.as_typed);
        // Topics and synonyms are found by the stems: without them none is.
        let looked_up = if self.as_typed { 0 } else { analysis.len() };
        let stems: Vec<&str> = analysis.words().take(looked_up).map(|word| word.stem).collect();
        let topics = self.analyzer.topics().named_in(&stems);
        let terms = self.analyzer.thesaurus().named_in(&stems);
        let left_out = self.leave_out(text, span, &analysis);
        let is_left_out = |word: &usize| left_out.iter().any(|words| words.contains(word));
        let free = free_words(&units, analysis.len(), is_left_out);
        let runs = runs(text, &analysis, self.analyzer, &free, self.excluding);
        let mut filters = Vec::with_capacity(units.len());
        for unit in units {
            let Some(unit_span) = unit.span(&analysis) else { continue };
            if is_left_out(&unit.words().start) {
                continue;
            }
            let (alone, run_filters) = self.push_runs(&runs, &unit, &analysis, (text, span));
            filters.extend(run_filters);
            if alone == Some(0.0) {
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
            weigh_in_run(&mut alternatives, alone, runs.together(unit.words().start));
            let manner = manner(&unit, &analysis, &typed, self.capitals_tell);
            let filter = self.push(typed, unit_span.shifted(span.start), alternatives, manner);
            // Of a run not each word is required, but the run.
            filters.extend(filter.filter(|_| alone.is_none()));
        }
        filters
    }

    /// Notes what a text asks for; a query asks for one thing.
    fn ask(&mut self, text: &str, span: Span, analysis: &Analysis) {
        let asked = &mut self.lowered.plan.asked;
        if asked.is_none() && !self.excluding && self.scope == Scope::Anywhere {
            *asked = Asked::of_text(text, span.start, analysis, self.analyzer);
        }
    }

    /// Adds the runs that begin at a unit, and gives their filters. Gives as well what
    /// the unit counts alone, where a run has it.
    fn push_runs(
        &mut self,
        runs: &Runs,
        unit: &Unit,
        analysis: &Analysis,
        (text, span): (&str, Span),
    ) -> (Option<f32>, Vec<Filter>) {
        let mut filters = Vec::new();
        let Unit::Word(position) = unit else { return (None, filters) };
        for run in runs.starting_at(*position) {
            let Some(run_span) = span_of(&run.words, analysis) else { continue };
            let typed = run_span.of(text).unwrap_or_default().to_owned();
            let (run_span, alternatives) = (run_span.shifted(span.start), run.alternatives.clone());
            let filter = if run.scores {
                self.push(typed, run_span, alternatives, Manner::default())
            } else {
                self.push_condition(typed, run_span, alternatives)
            };
            filters.extend(filter);
        }
        (runs.alone(*position), filters)
    }

    /// What was typed, of a number its other spelling and, of equipment, its other
    /// names.
    fn alternatives(&mut self, unit: &Unit, analysis: &Analysis, typed: &str) -> Vec<Alternative> {
        let mut out = match unit {
            Unit::Word(position) => {
                analysis.word(*position).map(|word| self.word(word)).unwrap_or_default()
            }
            Unit::Equipment(equipment) => self.equipment(equipment, analysis, typed),
        };
        self.add_number(unit, analysis, typed, &mut out);
        out
    }

    /// The alternatives of a single word.
    pub(super) fn word(&self, word: Word<'_>) -> Vec<Alternative> {
        let mut out = vec![alternative(Matcher::Stem(word.stem.to_owned()), 1.0, Reason::Word)];
        // "us" typed in lower case may mean the country.
        if let Some(acronym) = self.analyzer.acronym_spelt_like(word.surface) {
            out.push(alternative(Matcher::Surface(acronym.to_owned()), 1.0, Reason::Exact));
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
        if is_function_word(typed, word_stem, analyzer) {
            return;
        }
        for other in analyzer.thesaurus().expansions(term) {
            if other.stems.iter().any(|stem| stem == word_stem) {
                continue;
            }
            let (weight, reason) = match other.relation {
                TermRelation::Same => (self.weights.synonym, Reason::Synonym),
                TermRelation::Narrower => (self.weights.narrower, Reason::Narrower),
                TermRelation::Related => (self.weights.related, Reason::Related),
            };
            let weight = other.weight.unwrap_or(weight);
            if weight <= 0.0 {
                continue;
            }
            if self.synonyms >= MAX_SYNONYMS {
                return self.report_synonym_limit(typed);
            }
            self.synonyms += 1;
            alternatives.push(alternative(stems_matcher(&other.stems), weight, reason));
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
        let weight = self.weights.topic;
        if weight <= 0.0 {
            return;
        }
        // Of a name of several words only the last, its head, takes the topic:
        // a passage would else count it once for each word.
        let by_end = topics.binary_search_by_key(&(position + 1), |topic| topic.words.end);
        let Some(topic) = by_end.ok().and_then(|number| topics.get(number)) else { return };
        let Some(name) = self.analyzer.topics().names().nth(topic.topic).map(str::to_owned) else {
            return;
        };
        self.report_expansion(typed, &format!("topic:{name}"), Reason::Topic);
        alternatives.push(alternative(Matcher::Topic(name), weight, Reason::Topic));
    }

    pub(super) fn report_synonym_limit(&mut self, typed: &str) {
        let text = format!("more words for {typed}");
        let why = format!("a query is given at most {MAX_SYNONYMS} of them: ask for less");
        self.ignore(IgnoredKind::TooManySynonyms, text, Span::default(), why);
    }

    /// The words of a text that are not searched for, which are reported: request
    /// phrases and shortened function words.
    fn leave_out(&mut self, text: &str, span: Span, analysis: &Analysis) -> Vec<Range<usize>> {
        let phrases = stop_phrases(text, analysis, self.analyzer).into_iter();
        let request = (IgnoredKind::RequestPhrase, REQUEST_PHRASE);
        let phrases =
            phrases.filter_map(|words| Some((span_of(&words, analysis)?, words, request)));
        let shortened = abbreviations(text, analysis).into_iter();
        let function = (IgnoredKind::FunctionWord, FUNCTION_WORD);
        let shortened = shortened.map(|(words, span)| (span, words, function));
        let mut left_out = Vec::new();
        for (bytes, words, (kind, why)) in phrases.chain(shortened) {
            let ignored = bytes.of(text).unwrap_or_default().to_owned();
            self.ignore(kind, ignored, bytes.shifted(span.start), why.to_owned());
            left_out.push(words);
        }
        left_out
    }

    /// Reports something added to what was typed, once.
    pub(super) fn report_expansion(&mut self, typed: &str, added: &str, reason: Reason) {
        let expansion = Expansion::new(typed.to_owned(), added.to_owned(), reason);
        let expanded = &mut self.lowered.expanded;
        if !expanded.contains(&expansion) {
            expanded.push(expansion);
        }
    }
}

/// Weighs a word by what it counts alone, and adds what it stands for in its run.
fn weigh_in_run(alternatives: &mut Vec<Alternative>, alone: Option<f32>, run: &[Alternative]) {
    for alternative in alternatives.iter_mut() {
        alternative.weight *= alone.unwrap_or(1.0);
    }
    alternatives.extend_from_slice(run);
}

/// By position, whether a word is a unit by itself that is searched for.
fn free_words(units: &[Unit], words: usize, is_left_out: impl Fn(&usize) -> bool) -> Vec<bool> {
    let mut free = vec![false; words];
    for unit in units {
        if let Unit::Word(position) = unit
            && !is_left_out(position)
            && let Some(slot) = free.get_mut(*position)
        {
            *slot = true;
        }
    }
    free
}

/// How a unit was typed. Where capitals tell, a word with one is a name.
fn manner(unit: &Unit, analysis: &Analysis, typed: &str, capitals_tell: bool) -> Manner {
    let is_capitalised = typed.chars().next().is_some_and(char::is_uppercase);
    let is_name = unit.is_equipment() || capitals_tell && is_capitalised;
    Manner { form: unit.form(analysis), is_name }
}
