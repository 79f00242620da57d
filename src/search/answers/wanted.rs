//! What a query wants of a passage: the kind of fact that it asks for, and the
//! figures that it names.

use crate::analysis::Analyzer;
use crate::facts::{Fact, Figure, Recogniser, Status};
use crate::query::plan::asked::{Asked, AskedKind};
use crate::query::plan::{Concept, Plan};
use crate::span::Span;

/// Bare numbers from here to [`LAST_YEAR`] are years more often than counts.
const FIRST_YEAR: f64 = 1900.0;
const LAST_YEAR: f64 = 2100.0;

/// Words between two things that are set side by side.
const COMPARING: &[&str] = &["and", "but", "compared", "or", "than", "versus", "vs"];

/// What a query wants, with the recogniser of facts.
pub(crate) struct Wanted {
    pub(super) recogniser: Recogniser,
    pub(super) kind: Option<AskedKind>,
    /// Numbers of the scoring concepts that are counted.
    pub(super) of: Vec<u32>,
    /// Numbers that were typed.
    pub(super) numbers: Vec<Figure>,
    /// Amounts of money that were typed.
    pub(super) amounts: Vec<Figure>,
    /// Statuses that were typed, each once.
    pub(super) statuses: Vec<Status>,
    /// What it looks for, in words.
    pub(crate) sought: String,
}

impl Wanted {
    /// What a query wants, or `None` where it asks for no fact and names no figure.
    ///
    /// Cost: a pass over the query where it has a figure or a question.
    pub(crate) fn new(plan: &Plan, text: &str, analyzer: &Analyzer) -> Option<Self> {
        let asked = plan.asked.as_ref();
        let may_have_figure = || plan.concepts.iter().any(is_figure);
        if asked.is_none() && !may_have_figure() && !compares(text) {
            return None;
        }
        let recogniser = Recogniser::new(analyzer);
        let (numbers, amounts) = figures(&recogniser, text, plan);
        let statuses = statuses(&recogniser, text, plan);
        let kind = asked.map(|asked| asked.kind);
        // One status is asked for by a question alone: "lifted" stands for itself.
        let has_status = kind == Some(AskedKind::Status) || statuses.len() > 1;
        let statuses = if has_status { statuses } else { Vec::new() };
        let kind = kind.filter(|kind| *kind != AskedKind::Status || !statuses.is_empty());
        if kind.is_none() && numbers.is_empty() && amounts.is_empty() && statuses.is_empty() {
            return None;
        }
        let sought = asked.filter(|_| kind.is_some()).map(Asked::sought);
        let sought = sought.unwrap_or_else(|| sought_by(&numbers, &amounts, &statuses));
        let of = asked.and_then(|asked| asked.of).map_or_else(Vec::new, |of| counted(plan, of));
        Some(Self { recogniser, kind, of, numbers, amounts, statuses, sought })
    }
}

/// Whether a text sets one thing beside another.
fn compares(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|word| COMPARING.iter().any(|other| word.eq_ignore_ascii_case(other)))
}

/// What is looked for where nothing is asked.
fn sought_by(numbers: &[Figure], amounts: &[Figure], statuses: &[Status]) -> String {
    if !amounts.is_empty() {
        return "that amount of money".to_owned();
    }
    if !numbers.is_empty() {
        return "that number of things".to_owned();
    }
    let names: Vec<&str> = statuses.iter().map(|status| status.name()).collect();
    format!("what is {}", names.join(" and "))
}

/// Whether a concept is a number.
fn is_figure(concept: &Concept) -> bool {
    use crate::query::plan::Reason;
    concept.scores
        && (concept.typed.starts_with(|c: char| c.is_ascii_digit())
            || concept.alternatives.iter().any(|other| other.reason == Reason::Number)
            || matches!(concept.typed.as_str(), "million" | "billion"))
}

/// The scoring concepts that were typed within a span.
fn counted(plan: &Plan, of: Span) -> Vec<u32> {
    let scoring = (0..).zip(plan.concepts.iter().filter(|concept| concept.scores));
    let is_within = |concept: &Concept| of.contains(concept.span);
    scoring.filter(|(_, concept)| is_within(concept)).map(|(number, _)| number).collect()
}

/// The numbers and the amounts of money among the concepts.
fn figures(recogniser: &Recogniser, text: &str, plan: &Plan) -> (Vec<Figure>, Vec<Figure>) {
    let is_typed = |span: Span| {
        let within = |concept: &Concept| span.contains(concept.span);
        plan.concepts.iter().any(|concept| concept.scores && within(concept))
    };
    let facts = recogniser.facts(text, None);
    let amounts = facts.iter().filter_map(|fact| match fact {
        Fact::Amount(amount) if is_typed(amount.span) => Some(amount.figure),
        _ => None,
    });
    let amounts: Vec<Figure> = amounts.collect();
    // A number of something else counts nothing.
    let is_other = |span: Span| {
        let others = facts.iter().filter(|fact| !matches!(fact, Fact::Count(_)));
        others.map(Fact::span).any(|other| other.overlaps(span))
    };
    let is_counted = |span: Span| {
        facts
            .iter()
            .any(|fact| matches!(fact, Fact::Count(count) if count.span.start == span.start))
    };
    let numbers = recogniser.numbers(text).into_iter().filter(|number| {
        let is_year = number.figure.low.is_some_and(|low| (FIRST_YEAR..LAST_YEAR).contains(&low));
        is_typed(number.span) && !is_other(number.span) && (!is_year || is_counted(number.span))
    });
    (numbers.map(|number| number.figure).collect(), amounts)
}

/// The statuses among the concepts, each once.
fn statuses(recogniser: &Recogniser, text: &str, plan: &Plan) -> Vec<Status> {
    let overlaps = |span: Span| {
        let at = |concept: &Concept| concept.span.overlaps(span);
        plan.concepts.iter().any(|concept| concept.scores && at(concept))
    };
    let mut statuses = Vec::new();
    for (span, status) in recogniser.statuses(text) {
        if overlaps(span) && !statuses.contains(&status) {
            statuses.push(status);
        }
    }
    statuses
}
