//! The query as read to the plan: the same analysis as the documents'.

use super::ast::{Clause, Node, Occur};
use super::plan::{Alternative, Concept, Filter, Matcher, Plan, Reason, Scope};
use super::say::{exact, fuzzy, of, phrase, phrase_of, prefix, split_phrase, weight};
use super::unit::{Unit, units};
use super::{Expansion, Ignored};
use crate::Span;
use crate::analysis::{Analysis, Analyzer, NameMatch, Target, TopicNamed};
use crate::fold::fold;

/// Plans a query. Total: what cannot be looked for is reported as ignored.
pub(crate) fn lower(clauses: &[Clause], analyzer: &Analyzer) -> Plan {
    let mut lowering = Lowering { analyzer, plan: Plan::default() };
    let filter = lowering.group(clauses, true);
    lowering.plan.filter = filter;
    lowering.drop_stop_words();
    lowering.plan
}

struct Lowering<'a> {
    analyzer: &'a Analyzer,
    plan: Plan,
}

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

/// Filters of one kind side by side are alternatives of one another.
fn filter_kind(node: &Node) -> u8 {
    match node {
        Node::Source { .. } => 1,
        Node::Id { .. } => 2,
        Node::Label { .. } => 3,
        Node::Date { .. } => 4,
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
            let before = self.plan.concepts.len();
            let met = self.node(&clause.node, clause.occur == Occur::MustNot);
            if clause.occur == Occur::MustNot {
                self.silence(before);
            }
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
        required.extend(fields.into_iter().map(|(_, filters)| any(filters)));
        let plain_needed = !open && required.is_empty() && !optional.is_empty();
        if plain_needed {
            required.push(any(optional));
        }
        (!required.is_empty()).then(|| all(required))
    }

    /// Concepts that only exclude do not score.
    fn silence(&mut self, from: usize) {
        for concept in self.plan.concepts.iter_mut().skip(from) {
            concept.scores = false;
        }
    }

    /// Adds a node's concepts; gives the filter that says a passage has it.
    fn node(&mut self, node: &Node, excluding: bool) -> Option<Filter> {
        match node {
            Node::Text { text, span } => {
                let met = self.text(text, *span, Scope::Anywhere);
                // `-a -b` excludes each; `+a +b` asks for both.
                let join = if excluding { any } else { all };
                (!met.is_empty()).then(|| join(met))
            }
            Node::Title(inner) => self.title(inner),
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
                self.single(node, Scope::Anywhere)
            }
        }
    }

    fn title(&mut self, inner: &Node) -> Option<Filter> {
        match inner {
            Node::Text { text, span } => {
                let met = self.text(text, *span, Scope::Title);
                (!met.is_empty()).then(|| all(met))
            }
            Node::Group { clauses, .. } => {
                let met: Vec<Filter> =
                    clauses.iter().filter_map(|clause| self.title(&clause.node)).collect();
                (!met.is_empty()).then(|| all(met))
            }
            other => self.single(other, Scope::Title),
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
        Some(self.push(format!("topic:{name}"), span, Scope::Anywhere, vec![alternative]))
    }

    /// A phrase, prefix, fuzzy word or exact form: one concept.
    fn single(&mut self, node: &Node, scope: Scope) -> Option<Filter> {
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
        Some(self.push(text.clone(), span, scope, alternatives))
    }

    fn push(
        &mut self,
        typed: String,
        span: Span,
        scope: Scope,
        alternatives: Vec<Alternative>,
    ) -> Filter {
        let (scores, times) = (true, 1);
        self.plan.concepts.push(Concept { typed, span, scope, alternatives, scores, times });
        Filter::Concept(self.plan.concepts.len() - 1)
    }

    /// Loose words: designators and names of equipment are one concept each,
    /// every other word is one.
    fn text(&mut self, text: &str, span: Span, scope: Scope) -> Vec<Filter> {
        let analysis = self.analyzer.analyze_query(text);
        let units = units(&analysis, self.analyzer);
        let stems: Vec<&str> = analysis.words().map(|word| word.stem).collect();
        let topics = self.analyzer.topics().named_in(&stems);
        let mut met = Vec::with_capacity(units.len());
        for unit in units {
            let Some(at) = unit.span(&analysis) else { continue };
            let typed = at.of(text).unwrap_or_default().to_owned();
            let mut alternatives = self.alternatives(&unit, &analysis, &typed);
            if scope == Scope::Anywhere {
                self.name_topic(&unit, &topics, &typed, &mut alternatives);
            }
            met.push(self.push(typed, at.shifted(span.start), scope, alternatives));
        }
        met
    }

    fn alternatives(&mut self, unit: &Unit, analysis: &Analysis, typed: &str) -> Vec<Alternative> {
        match unit {
            Unit::Word(position) => {
                let stem = analysis.word(*position).map(|word| word.stem.to_owned());
                stem.map(|stem| of(Matcher::Stem(stem), 1.0, Reason::Word)).into_iter().collect()
            }
            Unit::Designator { exact, family, .. } => self.designator(exact, family, typed),
            Unit::Name(name) => self.name(name, analysis, typed),
        }
    }

    fn designator(&mut self, exact: &str, family: &str, typed: &str) -> Vec<Alternative> {
        let mut out = if exact == family {
            vec![of(Matcher::Family(family.to_owned()), 1.0, Reason::Designator)]
        } else {
            vec![
                of(Matcher::Exact(exact.to_owned()), weight::EXACT_BONUS, Reason::Designator),
                of(Matcher::Family(family.to_owned()), weight::OTHER_VARIANT, Reason::Variant),
            ]
        };
        if exact == family {
            let bonus = of(Matcher::Exact(exact.to_owned()), weight::EXACT_BONUS, Reason::Designator);
            out.insert(0, bonus);
        }
        out.push(of(split_phrase(exact), 1.0, Reason::Designator));
        for related in self.analyzer.relations().of_family(family) {
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
        let surfaces: Vec<String> = name
            .words
            .clone()
            .filter_map(|position| analysis.word(position).map(|word| word.surface.to_owned()))
            .collect();
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

    fn expanded(&mut self, typed: &str, added: &str, reason: Reason) {
        let (typed, added, why) = (typed.to_owned(), added.to_owned(), reason.to_string());
        let expansion = Expansion { typed, added, why };
        if !self.plan.expanded.contains(&expansion) {
            self.plan.expanded.push(expansion);
        }
    }

    /// Function words say nothing beside others: they neither score nor
    /// restrict, unless nothing else was asked for.
    fn drop_stop_words(&mut self) {
        let analyzer = self.analyzer;
        let is_stop = |concept: &Concept| {
            concept.scores && concept.alternatives.iter().all(|a| a.reason == Reason::Word)
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

