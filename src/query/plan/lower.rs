//! The syntax tree to the plan, with the same analysis as the documents'.

use super::alternatives::{exact, fuzzy, phrase, prefix};
use super::capitals::capitals_tell;
use super::fact_condition::condition;
use super::field_filters::{
    FieldFilters, FilterKind, add_field_filter, all, any, is_conditional, is_field_filter,
    restricts,
};
use super::id_forms::id_forms;
use super::or_operands::are_operands_of_or;
use super::value_words::value_words;
use super::{Alternative, Concept, Filter, Matcher, NamedWords, Plan, Reason, Scope};
use crate::analysis::Analyzer;
use crate::facts::condition::FactCondition;
use crate::query::report::Expansion;
use crate::query::report::ignored::{Ignored, IgnoredKind};
use crate::query::syntax::ast::{Clause, Node, Occur};
use crate::query::syntax::escape::Unescaped;
use crate::range::RangeField;
use crate::rank::profile::ExpansionWeights;
use crate::span::Span;
use crate::util::fold::fold;

/// A lowered query: the plan, and what the report says of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Lowered {
    pub(crate) plan: Plan,
    /// What was added to what was typed.
    pub(crate) expanded: Vec<Expansion>,
    /// What was typed but is not searched for.
    pub(crate) ignored: Vec<Ignored>,
}

/// Plans a query; `as_typed` adds nothing to it, and `weights` are those of what is
/// added. Never fails: what cannot be searched for is reported as ignored.
///
/// Cost: linear in the query's words, for each of which the concepts so far,
/// at most [`MAX_CONCEPTS`], are compared.
pub(crate) fn lower(
    clauses: &[Clause],
    analyzer: &Analyzer,
    weights: &ExpansionWeights,
    as_typed: bool,
) -> Lowered {
    lower_with(clauses, (analyzer, weights), as_typed, None)
}

/// As [`lower`]; `every` is the text of a query of which a passage must have each
/// clause that is no operand of `OR`.
pub(super) fn lower_with(
    clauses: &[Clause],
    (analyzer, weights): (&Analyzer, &ExpansionWeights),
    as_typed: bool,
    every: Option<&str>,
) -> Lowered {
    let mut lowering = Lowering {
        analyzer,
        weights,
        as_typed,
        every,
        lowered: Lowered::default(),
        scope: Scope::Anywhere,
        excluding: false,
        requiring: false,
        capitals_tell: capitals_tell(clauses),
        dropped_concepts: 0,
        facts: 0,
        synonyms: 0,
    };
    lowering.lowered.plan.filter = lowering.group(clauses, true);
    lowering.drop_function_words();
    lowering.report_dropped();
    if as_typed {
        lowering.lowered.plan.keep_typed();
        lowering.lowered.expanded.clear();
    }
    lowering.lowered
}

/// The most distinct concepts of a query: a pasted page has more, and each is
/// a posting list to score.
const MAX_CONCEPTS: usize = 512;

/// The most thesaurus words and other names that are added to a query: each is a
/// posting list to read.
pub(super) const MAX_SYNONYMS: usize = 512;

/// How a concept was typed, apart from what it matches.
#[derive(Default)]
pub(super) struct Manner {
    /// See [`Concept::form`].
    pub(super) form: Option<String>,
    /// See [`Concept::is_name`].
    pub(super) is_name: bool,
}

/// A plan in the making.
#[allow(clippy::struct_excessive_bools)] // Each is of the current node or of the whole query.
pub(super) struct Lowering<'a> {
    pub(super) analyzer: &'a Analyzer,
    /// What is added counts so much.
    pub(super) weights: &'a ExpansionWeights,
    /// Whether nothing is added to what was typed.
    pub(super) as_typed: bool,
    /// The query's text, where a passage must have each clause.
    pub(super) every: Option<&'a str>,
    pub(super) lowered: Lowered,
    /// Where the concepts of the current node are matched.
    pub(super) scope: Scope,
    /// Whether the current node excludes.
    pub(super) excluding: bool,
    /// Whether a passage must meet the current node, and not only score by it.
    pub(super) requiring: bool,
    /// Whether capitals tell a name from a word; see [`capitals_tell`].
    pub(super) capitals_tell: bool,
    /// Concepts beyond [`MAX_CONCEPTS`].
    dropped_concepts: usize,
    /// Conditions on facts so far.
    pub(super) facts: usize,
    /// Thesaurus words and other names added so far, at most [`MAX_SYNONYMS`].
    pub(super) synonyms: usize,
}

impl Lowering<'_> {
    /// Adds the concepts of a group and returns what the group requires of a
    /// passage. With `may_match_none`, as at the top, a passage need match no
    /// optional clause: its score decides.
    fn group(&mut self, clauses: &[Clause], may_match_none: bool) -> Option<Filter> {
        let mut required: Vec<Filter> = Vec::new();
        let mut optional: Vec<Filter> = Vec::new();
        let mut fields: Vec<FieldFilters<'_>> = Vec::new();
        let has_every = self.every.is_some_and(|text| !are_operands_of_or(clauses, text));
        for clause in clauses {
            let outer = (self.excluding, self.requiring);
            self.excluding |= clause.occur == Occur::MustNot;
            self.requiring |= clause.occur != Occur::Should || restricts(&clause.node);
            let is_whole = self.every.is_some() && clause.occur == Occur::Should;
            let filter = self.node(&clause.node, clause.occur == Occur::Must || is_whole);
            (self.excluding, self.requiring) = outer;
            let Some(filter) = filter else { continue };
            match clause.occur {
                Occur::MustNot => required.push(Filter::Not(Box::new(filter))),
                Occur::Must => required.push(filter),
                Occur::Should if is_field_filter(&clause.node) => {
                    add_field_filter(&mut fields, FilterKind::of(&clause.node), filter);
                }
                Occur::Should if has_every || restricts(&clause.node) => required.push(filter),
                Occur::Should => optional.push(filter),
            }
        }
        required.extend(fields.into_iter().map(|field| field.kind.join(field.filters)));
        // A score alone does not tell that a conditional group matched.
        let score_decides = may_match_none
            && self.every.is_none()
            && !clauses.iter().any(|clause| is_conditional(&clause.node));
        if !score_decides && required.is_empty() && !optional.is_empty() {
            required.push(any(optional));
        }
        (!required.is_empty()).then(|| all(required))
    }

    /// Adds a node's concepts and returns the filter that a matching passage
    /// passes. Of a run of words `all_words` requires each, and else any.
    fn node(&mut self, node: &Node, all_words: bool) -> Option<Filter> {
        match node {
            Node::Text { text, span } => {
                let filters = self.typed_text(text, *span);
                let join = if all_words { all } else { any };
                (!filters.is_empty()).then(|| join(filters))
            }
            Node::Title(inner) => {
                let outer = std::mem::replace(&mut self.scope, Scope::Title);
                let filter = self.node(inner, all_words);
                self.scope = outer;
                filter
            }
            Node::Source { text, .. } => self.words_of_value(node, text).map(Filter::Source),
            Node::Named { field, text, .. } => {
                let words = self.words_of_value(node, text)?;
                Some(Filter::Named(NamedWords { field: field.to_lowercase(), words }))
            }
            Node::Id { text, .. } => {
                Some(any(id_forms(text).into_iter().map(Filter::Id).collect()))
            }
            Node::Label { label, .. } => Some(Filter::Label(*label)),
            Node::Topic { name, span } => self.topic(&Unescaped::of(name).text, *span),
            Node::Range { field, bound, .. } if *field == RangeField::MENTIONS => {
                self.fact(node, Some(FactCondition::Date(*bound)))
            }
            Node::Range { field, bound, .. } => Some(Filter::Range(*field, *bound)),
            Node::Fact { asked, .. } => self.fact(node, condition(asked, self.analyzer)),
            Node::Group { clauses, .. } => self.group(clauses, false),
            Node::Either { clauses, .. } => self.either(clauses),
            Node::Phrase { .. } | Node::Prefix { .. } | Node::Fuzzy { .. } | Node::Exact { .. } => {
                self.single(node)
            }
        }
    }

    /// The words of a field's value, as they stand in documents; one without words
    /// is reported.
    fn words_of_value(&mut self, node: &Node, text: &str) -> Option<Vec<String>> {
        let words = value_words(self.analyzer, text);
        if words.is_empty() {
            self.ignore_without_word(node);
            return None;
        }
        Some(words)
    }

    /// Reports a field whose value has no word.
    pub(super) fn ignore_without_word(&mut self, node: &Node) {
        let (kind, why) = (IgnoredKind::NoWord, "no word in it".to_owned());
        self.ignore(kind, node.to_string(), node.span(), why);
    }

    /// Adds the operands of `OR` of which one is a field, and returns the filter
    /// that one of them passes.
    fn either(&mut self, clauses: &[Clause]) -> Option<Filter> {
        let has_words = clauses.iter().any(|c| !is_field_filter(&c.node) && !restricts(&c.node));
        let mut filters = Vec::with_capacity(clauses.len());
        for Clause { node, .. } in clauses {
            filters.extend(self.node(node, self.every.is_some()));
            // Passages are ranked by words: none is ranked by a date.
            if has_words && is_field_filter(node) && !self.excluding {
                let why = "an alternative of words: passages without these words are not listed; \
                           ask for it alone";
                let kind = IgnoredKind::FieldBesideWords;
                self.ignore(kind, node.to_string(), node.span(), why.to_owned());
            }
        }
        (!filters.is_empty()).then(|| any(filters))
    }

    /// The concept of `topic:name`, if the lexicon has the topic.
    fn topic(&mut self, name: &str, span: Span) -> Option<Filter> {
        let folded = fold(name);
        let text = format!("topic:{name}");
        if self.analyzer.topics().index_of(&folded).is_none() {
            let topics: Vec<&str> = self.analyzer.topics().names().collect();
            let why = format!("no topic {name:?} in the lexicon; it has {}", topics.join(", "));
            self.ignore(IgnoredKind::UnknownTopic, text, span, why);
            return None;
        }
        let alternative = Alternative {
            matcher: Matcher::Topic(folded.into_owned()),
            weight: 1.0,
            reason: Reason::Topic,
        };
        self.push(text, span, vec![alternative], Manner::default())
    }

    /// A phrase, prefix, fuzzy word or exact form: one concept.
    fn single(&mut self, node: &Node) -> Option<Filter> {
        let (text, span) = match node {
            Node::Phrase { text, span, .. }
            | Node::Prefix { text, span }
            | Node::Fuzzy { text, span, .. }
            | Node::Exact { text, span } => (text, *span),
            _ => return None,
        };
        let text = Unescaped::of(text).text.into_owned();
        let analysis = self.analyzer.analyze_query(&text);
        let alternatives = match node {
            Node::Phrase { slop, .. } => phrase(&text, &analysis, *slop),
            Node::Exact { .. } => exact(&text, &analysis),
            Node::Prefix { .. } => prefix(&text, &analysis),
            Node::Fuzzy { edits, .. } => fuzzy(&analysis, *edits),
            _ => Vec::new(),
        };
        if alternatives.is_empty() {
            self.ignore(IgnoredKind::NoWord, text, span, "no word in it".to_owned());
            return None;
        }
        self.push(text, span, alternatives, Manner::default())
    }

    /// Adds a concept, or counts it again where the same one was typed before.
    pub(super) fn push(
        &mut self,
        typed: String,
        span: Span,
        alternatives: Vec<Alternative>,
        manner: Manner,
    ) -> Option<Filter> {
        if alternatives.is_empty() {
            return None;
        }
        let (scores, scope) = (!self.excluding, self.scope);
        // All of it: one word of two different names shares its first and last
        // alternative with the other, but not those between.
        let is_same = |concept: &Concept| {
            concept.scores == scores
                && concept.scope == scope
                && concept.alternatives == alternatives
        };
        let concepts = &mut self.lowered.plan.concepts;
        if let Some(number) = concepts.iter().position(is_same) {
            if let Some(concept) = concepts.get_mut(number) {
                concept.times += 1;
            }
            return Some(self.test_of(number));
        }
        let number = concepts.len();
        if number >= MAX_CONCEPTS {
            self.dropped_concepts += 1;
            return None;
        }
        let Manner { form, is_name } = manner;
        // Forms are told apart in texts only.
        let form = form.filter(|_| scope == Scope::Anywhere);
        let concept = Concept { typed, span, scope, alternatives, scores, form, is_name, times: 1 };
        concepts.push(concept);
        Some(self.test_of(number))
    }

    /// The filter that a concept of the current node is.
    fn test_of(&self, concept: usize) -> Filter {
        if self.requiring { Filter::Required(concept) } else { Filter::Concept(concept) }
    }

    /// Adds a concept that a condition may ask for, and that does not score.
    pub(super) fn push_condition(
        &mut self,
        typed: String,
        span: Span,
        alternatives: Vec<Alternative>,
    ) -> Option<Filter> {
        let outer = std::mem::replace(&mut self.excluding, true);
        let filter = self.push(typed, span, alternatives, Manner::default());
        self.excluding = outer;
        filter
    }

    /// Reports a part that is not searched for.
    pub(super) fn ignore(&mut self, kind: IgnoredKind, text: String, span: Span, why: String) {
        self.lowered.ignored.push(Ignored::new(kind, text, span, why));
    }

    fn report_dropped(&mut self) {
        if self.dropped_concepts > 0 {
            let text = format!("{} more words", self.dropped_concepts);
            let why = format!("a query has at most {MAX_CONCEPTS} different ones: ask for less");
            self.ignore(IgnoredKind::TooManyWords, text, Span::default(), why);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Language;
    use crate::lexicon::Lexicon;
    use crate::query::Query;

    fn concepts(query: &str, lexicon: &Lexicon) -> Vec<Concept> {
        let analyzer = Analyzer::new(Language::English, lexicon);
        let weights = ExpansionWeights::default();
        lower(Query::new(query).clauses(), &analyzer, &weights, false).plan.concepts
    }

    #[test]
    fn the_same_typed_twice_is_one_concept() {
        let check = |query: &str| {
            let concepts = concepts(query, &Lexicon::builtin());
            let times: Vec<u32> = concepts.iter().map(|concept| concept.times).collect();
            assert_eq!(times, [2], "{query}");
        };
        check("chopper chopper");
        check("Mi-35M mi35m");
        check("\"arms deal\" \"arms deal\"");
        check("embarg* embarg*");
    }

    /// "deal" names the topic both times, but only "arms deal" is a weapons
    /// sale.
    #[test]
    fn concepts_that_differ_between_their_ends_are_two() {
        let lexicon = Lexicon::read(
            "[topic.trade]\nnames = [\"deal\", \"arms deal\"]\n\
             [topic.trade.terms]\ntrade = 0.5\n\
             [term.deal]\nsame = [\"bargain\"]\n\
             [term.\"arms deal\"]\nsame = [\"weapons sale\"]\n",
        );
        assert_eq!(lexicon.problems, []);
        let concepts = concepts("deal =or arms deal", &lexicon.lexicon);
        let deals: Vec<&Concept> = concepts.iter().filter(|c| c.typed == "deal").collect();
        assert_eq!(deals.iter().map(|c| c.times).collect::<Vec<_>>(), [1, 1]);
        let stems = |stems: &[&str]| Matcher::Stems(stems.iter().map(|&s| s.to_owned()).collect());
        let has = |concept: &Concept, matcher| {
            concept.alternatives.iter().any(|alternative| alternative.matcher == matcher)
        };
        assert!(has(deals[0], Matcher::Stem("bargain".to_owned())), "{:?}", deals[0]);
        assert!(has(deals[1], stems(&["weapon", "sale"])), "{:?}", deals[1]);
    }
}
