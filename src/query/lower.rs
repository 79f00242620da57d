//! The query as read to the plan: the same analysis as the documents'.

use std::collections::BTreeMap;

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
    let mut lowering = Lowering {
        analyzer,
        plan: Plan::default(),
        scope: Scope::Anywhere,
        excluding: false,
        known: BTreeMap::new(),
        over: 0,
    };
    let filter = lowering.group(clauses, true);
    lowering.plan.filter = filter;
    lowering.drop_stop_words();
    lowering.report_over();
    lowering.plan
}

/// A query has at most so many different concepts; a pasted page has more.
const MOST_CONCEPTS: usize = 512;

struct Lowering<'a> {
    analyzer: &'a Analyzer,
    plan: Plan,
    /// Where the concepts of the node at hand are looked for.
    scope: Scope,
    /// Whether the node at hand excludes.
    excluding: bool,
    /// Numbers of the concepts by their alternatives: what is typed twice is
    /// one concept that counts twice.
    known: BTreeMap<String, usize>,
    /// Concepts over [`MOST_CONCEPTS`].
    over: usize,
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
            let met = self.node(&clause.node, clause.occur == Occur::MustNot);
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
        required.extend(
            fields.into_iter().map(
                |(kind, filters)| {
                    if kind == HALF_OPEN { all(filters) } else { any(filters) }
                },
            ),
        );
        let plain_needed = !open && required.is_empty() && !optional.is_empty();
        if plain_needed {
            required.push(any(optional));
        }
        (!required.is_empty()).then(|| all(required))
    }

    /// Adds a node's concepts; gives the filter that says a passage has it.
    fn node(&mut self, node: &Node, each: bool) -> Option<Filter> {
        match node {
            Node::Text { text, span } => {
                let met = self.text(text, *span);
                // What excludes does so by each of its words.
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
    fn push(
        &mut self,
        typed: String,
        span: Span,
        alternatives: Vec<Alternative>,
    ) -> Option<Filter> {
        let scores = !self.excluding;
        let key = format!("{scores} {:?} {alternatives:?}", self.scope);
        if let Some(&number) = self.known.get(&key) {
            if let Some(concept) = self.plan.concepts.get_mut(number) {
                concept.times += 1;
            }
            return Some(Filter::Concept(number));
        }
        let number = self.plan.concepts.len();
        if number >= MOST_CONCEPTS {
            self.over += 1;
            return None;
        }
        self.known.insert(key, number);
        let (scope, times) = (self.scope, 1);
        self.plan.concepts.push(Concept { typed, span, scope, alternatives, scores, times });
        Some(Filter::Concept(number))
    }

    /// Loose words: designators and names of equipment are one concept each,
    /// every other word is one.
    fn text(&mut self, text: &str, span: Span) -> Vec<Filter> {
        let analysis = self.analyzer.analyze_query(text);
        let units = units(&analysis, self.analyzer);
        let stems: Vec<&str> = analysis.words().map(|word| word.stem).collect();
        let topics = self.analyzer.topics().named_in(&stems);
        let mut met = Vec::with_capacity(units.len());
        for unit in units {
            let Some(at) = unit.span(&analysis) else { continue };
            let typed = at.of(text).unwrap_or_default().to_owned();
            let mut alternatives = self.alternatives(&unit, &analysis, &typed);
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
                let stem = analysis.word(*position).map(|word| word.stem.to_owned());
                let mut out: Vec<Alternative> = stem
                    .map(|stem| of(Matcher::Stem(stem), 1.0, Reason::Word))
                    .into_iter()
                    .collect();
                // "us" typed in lower case may mean the country.
                let acronym = self.analyzer.acronym_spelt_like(&fold(typed));
                let acronym =
                    acronym.map(|word| of(Matcher::Surface(word.to_owned()), 1.0, Reason::Exact));
                out.extend(acronym);
                out
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
            let bonus =
                of(Matcher::Exact(exact.to_owned()), weight::EXACT_BONUS, Reason::Designator);
            out.insert(0, bonus);
        }
        out.push(of(split_phrase(exact), 1.0, Reason::Designator));
        let relations = self.analyzer.relations();
        // A family listed by one of its variants stands under that one.
        let of_exact = relations.of_family(if exact == family { "" } else { exact });
        for related in relations.of_family(family).iter().chain(of_exact) {
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
}

impl Lowering<'_> {
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
