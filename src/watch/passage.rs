//! A passage of a new document, with what watches ask of it.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::analysis::Analyzer;
use crate::analysis::token::Analysis;
use crate::analysis::topic::Aboutness;
use crate::facts::Recogniser;
use crate::facts::condition::FactCondition;
use crate::facts::value::FactValue;
use crate::passage::label::Label;
use crate::query::plan::NamedWords;
use crate::range::{RangeBound, RangeField};
use crate::store::decode::{DocumentRecord, PassageRecord};
use crate::store::named_fields::values;
use crate::store::schema::TOPIC_STEPS;
use crate::store::searched_text::searched;

/// A new document, with what watches ask of it.
pub(super) struct WatchedDocument {
    pub(super) record: DocumentRecord,
    pub(super) title: Analysis,
    /// The surfaces of its source.
    source: BTreeSet<String>,
}

/// A passage of it.
pub(super) struct WatchedPassage<'d> {
    pub(super) document: &'d WatchedDocument,
    pub(super) passage: PassageRecord,
    /// Its number in the document.
    pub(super) number: u32,
    pub(super) label: Label,
    pub(super) analysis: Analysis,
    /// The topics that it is indexed under.
    pub(super) about: Vec<(String, Aboutness)>,
    facts: OnceCell<Vec<FactValue>>,
}

impl WatchedDocument {
    pub(super) fn new(record: DocumentRecord, analyzer: &Analyzer) -> Self {
        let title = analyzer.analyze(searched(&record.title));
        let source = analyzer.analyze(searched(&record.source));
        let source = source.words().map(|word| word.surface.to_owned()).collect();
        Self { record, title, source }
    }

    pub(super) fn has_source(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.source.contains(word))
    }

    /// Whether a value of the field has the words side by side.
    pub(super) fn has_named(&self, named: &NamedWords, analyzer: &Analyzer) -> bool {
        let fields = &self.record.extra;
        let of_name = fields.iter().filter(|(name, _)| name.to_lowercase() == named.field);
        of_name.flat_map(|(_, text)| values(text)).any(|value| {
            let analysis = analyzer.analyze(&value);
            let surfaces: Vec<&str> = analysis.words().map(|word| word.surface).collect();
            surfaces.windows(named.words.len()).any(|window| window == named.words)
        })
    }

    /// Whether a typed id is its id, its name without folders, or a beginning of either
    /// with a star.
    pub(super) fn has_id(&self, typed: &str) -> bool {
        let id = self.record.id.as_str();
        let base = id.rsplit('/').next().unwrap_or(id);
        let begins = typed.strip_suffix('*').filter(|start| !start.is_empty());
        let has_beginning =
            begins.is_some_and(|start| id.starts_with(start) || base.starts_with(start));
        typed == id || typed == base || has_beginning
    }

    /// Whether a value of the document overlaps the bound.
    pub(super) fn is_in_range(&self, field: RangeField, bound: RangeBound) -> bool {
        let value = field.definition().of_document(self.record.date);
        value.is_some_and(|value| bound.overlaps(value))
    }
}

impl<'d> WatchedPassage<'d> {
    /// Cost: an analysis of the passage.
    pub(super) fn new(
        document: &'d WatchedDocument,
        passage: PassageRecord,
        (number, label): (u32, Label),
        analyzer: &Analyzer,
    ) -> Self {
        let analysis = analyzer.analyze(&passage.text);
        let mut about = analyzer.about(&analysis);
        // Half a step is the least that an index keeps.
        about.retain(|(_, about)| about.score * TOPIC_STEPS as f32 >= 0.5);
        let facts = OnceCell::new();
        Self { document, passage, number, label, analysis, about, facts }
    }

    /// Whether the title counts for it.
    pub(super) fn has_title(&self) -> bool {
        self.number == 0 && !self.document.title.is_empty()
    }

    /// Whether one of its facts meets the condition.
    pub(super) fn has_fact(&self, condition: &FactCondition, recogniser: &Recogniser) -> bool {
        let date = self.document.record.date;
        let facts = self.facts.get_or_init(|| recogniser.values(&self.passage.text, date, None));
        facts.iter().any(|fact| condition.is_met_by(fact))
    }
}
