//! Whether a passage meets what a watch requires, and what is marked of it.

use std::borrow::Cow;

use super::compiled::CompiledWatch;
use super::expand::{expanded, is_open};
use super::passage::WatchedPassage;
use crate::analysis::Analyzer;
use crate::facts::Recogniser;
use crate::hit::highlight::{Mark, Marker, in_titles};
use crate::query::plan::{Concept, Filter, Scope};

/// What the watch matched in a passage that it fires on.
pub(super) struct Matched {
    /// In bytes of the document.
    pub(super) marks: Vec<Mark>,
    /// In bytes of the title.
    pub(super) title_marks: Vec<Mark>,
}

/// What tests watches.
pub(super) struct Tester<'a> {
    pub(super) analyzer: &'a Analyzer,
    pub(super) recogniser: Recogniser,
}

/// Which concepts of a watch a passage and its title have.
struct Present<'p> {
    passage: &'p WatchedPassage<'p>,
    concepts: &'p [&'p Concept],
    in_text: Vec<bool>,
    in_title: Vec<bool>,
}

/// Which passages of a document its title counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Titles {
    /// What is looked for: else an article would be told once a passage.
    OfFirstPassages,
    /// What is excluded, as in a search.
    OfAllPassages,
}

impl Titles {
    fn of_negation(self) -> Self {
        match self {
            Self::OfFirstPassages => Self::OfAllPassages,
            Self::OfAllPassages => Self::OfFirstPassages,
        }
    }
}

impl Tester<'_> {
    /// What the watch matched; `None` where the passage does not meet it.
    ///
    /// Cost: a pass over the words of the passage, and for facts a recognition.
    pub(super) fn fires(
        &self,
        watch: &CompiledWatch,
        passage: &WatchedPassage<'_>,
    ) -> Option<Matched> {
        let concepts = concepts_for(watch, passage);
        let concepts: Vec<&Concept> = concepts.iter().collect();
        let marker = Marker::new(&concepts).for_query(watch.query.readable());
        let of_titles = in_titles(&concepts, self.analyzer);
        let of_titles: Vec<&Concept> = of_titles.iter().collect();
        let title_marker = Marker::of_titles(&of_titles);
        let title = &passage.document.title;
        let present = Present {
            passage,
            concepts: &concepts,
            in_text: marker.concepts_in(&passage.analysis, &passage.about),
            in_title: title_marker.concepts_in(title, &[]),
        };
        if !self.passes(&watch.filter, &present, Titles::OfFirstPassages) {
            return None;
        }
        let has_title = passage.has_title() || concepts.iter().any(|it| it.scope == Scope::Title);
        let title_marks = if has_title {
            title_marker.marks(&passage.document.record.title, title, &[])
        } else {
            Vec::new()
        };
        Some(Matched { marks: marks(watch, passage, &marker), title_marks })
    }

    fn passes(&self, filter: &Filter, present: &Present<'_>, titles: Titles) -> bool {
        let Present { passage, .. } = present;
        let document = passage.document;
        match filter {
            Filter::All(parts) => parts.iter().all(|part| self.passes(part, present, titles)),
            Filter::Any(parts) => parts.iter().any(|part| self.passes(part, present, titles)),
            Filter::Not(part) => !self.passes(part, present, titles.of_negation()),
            Filter::Concept(number) | Filter::Required(number) => present.has(*number, titles),
            Filter::Label(label) => passage.label == *label,
            Filter::Source(words) => document.has_source(words),
            Filter::Named(named) => document.has_named(named, self.analyzer),
            Filter::Id(typed) => document.has_id(typed),
            Filter::Range(field, bound) => document.is_in_range(*field, *bound),
            Filter::Fact(condition) => passage.has_fact(condition, &self.recogniser),
            // A saved query is text, which nothing narrows to values of facets.
            Filter::Facet(_, _) => true,
        }
    }
}

/// The concepts of a watch, with the passage's words in place of prefixes and fuzzy words.
fn concepts_for<'w>(watch: &'w CompiledWatch, passage: &WatchedPassage<'_>) -> Cow<'w, [Concept]> {
    let concepts = &watch.plan.concepts;
    let mut alternatives = concepts.iter().flat_map(|concept| &concept.alternatives);
    if alternatives.any(|alternative| is_open(&alternative.matcher)) {
        Cow::Owned(expanded(concepts, &[&passage.analysis, &passage.document.title]))
    } else {
        Cow::Borrowed(concepts)
    }
}

/// What the watch matched in the passage, in bytes of the document.
fn marks(watch: &CompiledWatch, passage: &WatchedPassage<'_>, marker: &Marker<'_>) -> Vec<Mark> {
    let text = &passage.passage.text;
    let mut marks = marker.marks(text, &passage.analysis, &passage.about);
    watch.asked.mark(&passage.passage, passage.document.record.date, &mut marks);
    let start = passage.passage.span().start;
    marks.into_iter().map(|mark| Mark { span: mark.span.shifted(start), ..mark }).collect()
}

impl Present<'_> {
    fn has(&self, number: usize, titles: Titles) -> bool {
        let is_in = |flags: &[bool]| flags.get(number).copied().unwrap_or_default();
        let is_of_title =
            self.concepts.get(number).is_some_and(|concept| concept.scope == Scope::Title);
        if is_of_title || titles == Titles::OfAllPassages || self.passage.has_title() {
            return is_in(&self.in_text) || is_in(&self.in_title);
        }
        is_in(&self.in_text)
    }
}
