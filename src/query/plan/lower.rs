//! The query as read to the plan: the same analysis as the documents'.

use super::alternatives::{exact, fuzzy, phrase, prefix};
use super::{Alternative, Concept, Filter, Matcher, Plan, Reason, Scope};
use crate::analysis::Analyzer;
use crate::query::report::Ignored;
use crate::query::syntax::ast::{Clause, Node, Occur};
use crate::span::Span;
use crate::util::fold::fold;

/// Plans a query, where it is wanted `as_typed` without other words. Total:
/// what cannot be looked for is reported as ignored.
pub(crate) fn lower(clauses: &[Clause], analyzer: &Analyzer, as_typed: bool) -> Plan {
    let mut lowering = Lowering {
        analyzer,
        as_typed,
        plan: Plan::default(),
        scope: Scope::Anywhere,
        excluding: false,
        over: 0,
        other_words: 0,
    };
    let filter = lowering.group(clauses, true);
    lowering.plan.filter = filter;
    lowering.drop_stop_words();
    lowering.report_over();
    if as_typed {
        lowering.plan.keep_typed();
    }
    lowering.plan
}

/// A query has at most so many different concepts; a pasted page has more.
const MOST_CONCEPTS: usize = 512;

/// A plan being made.
pub(super) struct Lowering<'a> {
    pub(super) analyzer: &'a Analyzer,
    /// Whether nothing is looked for beyond what was typed.
    pub(super) as_typed: bool,
    pub(super) plan: Plan,
    /// Where the concepts of the node at hand are looked for.
    pub(super) scope: Scope,
    /// Whether the node at hand excludes.
    pub(super) excluding: bool,
    /// Concepts over [`MOST_CONCEPTS`].
    over: usize,
    /// Other words that the thesaurus gave so far, at most
    /// [`MOST_OTHER_WORDS`].
    pub(super) other_words: usize,
}

/// A query is given at most so many other words for those typed: each is a
/// posting list to read.
pub(super) const MOST_OTHER_WORDS: usize = 512;

/// A clause that restricts rather than scores.
fn is_field_filter(node: &Node) -> bool {
    match node {
        Node::Source { .. } | Node::Id { .. } | Node::Label { .. } | Node::Date { .. } => true,
        Node::Group { clauses, .. } => {
            !clauses.is_empty() && clauses.iter().all(|clause| is_field_filter(&clause.node))
        }
        _ => false,
    }
}

/// Whether a passage may have some of a group and yet not be what it asks
/// for, as with `(a AND b)`.
fn is_conditional(node: &Node) -> bool {
    let Node::Group { clauses, .. } = node else { return false };
    clauses.iter().any(|clause| {
        let node = &clause.node;
        clause.occur != Occur::Should
            || is_field_filter(node)
            || restricts(node)
            || is_conditional(node)
    })
}

/// Half-open dates side by side bound one range: both must hold.
const HALF_OPEN: u8 = 5;

/// Filters of one kind side by side are alternatives of one another.
fn filter_kind(node: &Node) -> u8 {
    match node {
        Node::Source { .. } => 1,
        Node::Id { .. } => 2,
        Node::Label { .. } => 3,
        Node::Date { days, .. } if days.first.is_some() && days.last.is_some() => 4,
        Node::Date { .. } => HALF_OPEN,
        _ => 0,
    }
}

impl Lowering<'_> {
    /// Adds the concepts of a group; gives what the group asks of a passage.
    /// `open`: whether a passage may match none of its plain clauses, as at
    /// the top, where any score will do.
    fn group(&mut self, clauses: &[Clause], open: bool) -> Option<Filter> {
        let mut required: Vec<Filter> = Vec::new();
        let mut optional: Vec<Filter> = Vec::new();
        let mut fields: Vec<(u8, Vec<Filter>)> = Vec::new();
        for clause in clauses {
            let outer = self.excluding;
            self.excluding = outer || clause.occur == Occur::MustNot;
            let met = self.node(&clause.node, clause.occur != Occur::Must);
            self.excluding = outer;
            let Some(met) = met else { continue };
            match clause.occur {
                Occur::MustNot => required.push(Filter::Not(Box::new(met))),
                Occur::Must => required.push(met),
                Occur::Should if is_field_filter(&clause.node) => {
                    add_field(&mut fields, filter_kind(&clause.node), met);
                }
                Occur::Should if restricts(&clause.node) => required.push(met),
                Occur::Should => optional.push(met),
            }
        }
        for (kind, filters) in fields {
            required.push(if kind == HALF_OPEN { all(filters) } else { any(filters) });
        }
        let any_will_do = open && !clauses.iter().any(|clause| is_conditional(&clause.node));
        if !any_will_do && required.is_empty() && !optional.is_empty() {
            required.push(any(optional));
        }
        (!required.is_empty()).then(|| all(required))
    }

    /// Adds a node's concepts; gives the filter that says a passage has it.
    fn node(&mut self, node: &Node, each: bool) -> Option<Filter> {
        match node {
            Node::Text { text, span } => {
                let met = self.text(text, *span);
                // Only what must be found asks for all of its words.
                let join = if each { any } else { all };
                (!met.is_empty()).then(|| join(met))
            }
            Node::Title(inner) => {
                let outer = std::mem::replace(&mut self.scope, Scope::Title);
                let met = self.node(inner, each);
                self.scope = outer;
                met
            }
            Node::Source { text, .. } => {
                let analysis = self.analyzer.analyze(text);
                let words: Vec<String> = analysis.words().map(|w| w.surface.to_owned()).collect();
                (!words.is_empty()).then_some(Filter::Source(words))
            }
            Node::Id { text, .. } => Some(Filter::Id(text.clone())),
            Node::Label { label, .. } => Some(Filter::Label(*label)),
            Node::Topic { name, span } => self.topic(name, *span),
            Node::Date { days, .. } => Some(Filter::Date { first: days.first, last: days.last }),
            Node::Group { clauses, .. } => self.group(clauses, false),
            Node::Phrase { .. } | Node::Prefix { .. } | Node::Fuzzy { .. } | Node::Exact { .. } => {
                self.single(node)
            }
        }
    }

    fn topic(&mut self, name: &str, span: Span) -> Option<Filter> {
        let folded = fold(name);
        if self.analyzer.topics().index_of(&folded).is_none() {
            let known: Vec<&str> = self.analyzer.topics().names().collect();
            let why = format!("no topic {name:?} in the lexicon; it has {}", known.join(", "));
            let text = format!("topic:{name}");
            self.plan.ignored.push(Ignored { text, span, why });
            return None;
        }
        let alternative = Alternative {
            matcher: Matcher::Topic(folded.into_owned()),
            weight: 1.0,
            reason: Reason::Topic,
        };
        self.push(format!("topic:{name}"), span, vec![alternative])
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
        let analysis = self.analyzer.analyze_query(text);
        let alternatives = match node {
            Node::Phrase { slop, .. } => phrase(text, &analysis, *slop),
            Node::Exact { .. } => exact(text, &analysis),
            Node::Prefix { .. } => prefix(text, &analysis),
            Node::Fuzzy { edits, .. } => fuzzy(&analysis, *edits),
            _ => Vec::new(),
        };
        if alternatives.is_empty() {
            let why = "no word in it".to_owned();
            self.plan.ignored.push(Ignored { text: text.clone(), span, why });
            return None;
        }
        self.push(text.clone(), span, alternatives)
    }

    /// Adds a concept, or counts it again where it is known.
    pub(super) fn push(
        &mut self,
        typed: String,
        span: Span,
        alternatives: Vec<Alternative>,
    ) -> Option<Filter> {
        let (scores, scope) = (!self.excluding, self.scope);
        let (first, last) = (alternatives.first()?, alternatives.last()?);
        // The first and the last of the alternatives make the rest.
        let is_it = |concept: &Concept| {
            let ends = (concept.alternatives.first(), concept.alternatives.last());
            concept.scores == scores
                && concept.scope == scope
                && ends.0.is_some_and(|known| known.matcher == first.matcher)
                && ends.1.is_some_and(|known| {
                    known.matcher == last.matcher && known.reason == last.reason
                })
        };
        let number = self.plan.concepts.iter().position(is_it);
        if let Some(concept) = number.and_then(|number| self.plan.concepts.get_mut(number)) {
            concept.times += 1;
            return number.map(Filter::Concept);
        }
        let number = self.plan.concepts.len();
        if number >= MOST_CONCEPTS {
            self.over += 1;
            return None;
        }
        self.plan.concepts.push(Concept { typed, span, scope, alternatives, scores, times: 1 });
        Some(Filter::Concept(number))
    }

    /// Function words say nothing beside others and do not score, unless
    /// nothing else was asked for.
    fn drop_stop_words(&mut self) {
        let analyzer = self.analyzer;
        let is_stop = |concept: &Concept| {
            concept.scores
                && concept.alternatives.iter().all(|a| a.reason == Reason::Word)
                && analyzer.is_stop_word(&fold(&concept.typed))
        };
        let others = self.plan.concepts.iter().any(|c| c.scores && !is_stop(c));
        if !others {
            return;
        }
        let mut ignored = Vec::new();
        for concept in &mut self.plan.concepts {
            if is_stop(concept) {
                concept.scores = false;
                let why = "a function word, which says nothing beside the others".to_owned();
                ignored.push(Ignored { text: concept.typed.clone(), span: concept.span, why });
            }
        }
        self.plan.ignored.extend(ignored);
    }

    fn report_over(&mut self) {
        if self.over > 0 {
            let text = format!("{} more words", self.over);
            let why = format!("a query has at most {MOST_CONCEPTS} different ones: ask for less");
            self.plan.ignored.push(Ignored { text, span: Span::default(), why });
        }
    }
}

/// Whether a plain clause restricts as well as scores.
fn restricts(node: &Node) -> bool {
    matches!(node, Node::Title(_) | Node::Topic { .. })
}

fn add_field(fields: &mut Vec<(u8, Vec<Filter>)>, kind: u8, filter: Filter) {
    match fields.iter_mut().find(|(known, _)| *known == kind && kind != 0) {
        Some((_, filters)) => filters.push(filter),
        None => fields.push((kind, vec![filter])),
    }
}

fn any(mut filters: Vec<Filter>) -> Filter {
    if filters.len() == 1 { filters.remove(0) } else { Filter::Any(filters) }
}

fn all(mut filters: Vec<Filter>) -> Filter {
    if filters.len() == 1 { filters.remove(0) } else { Filter::All(filters) }
}
