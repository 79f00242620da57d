//! The values of a facet in a segment: which passages or documents have which.
//!
//! A column is made when it is first asked for, from what the segment keeps anyway:
//! columns, posting lists of keys, and facts. Sources and extra fields stand in the
//! records of documents, which are read once for all facets that need them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::{DocId, TantivyError};

use super::decode::{self, DocumentRecord};
use super::named_fields::values as values_of_list;
use super::ordinals::DocumentOrd;
use super::schema::KeyTerm;
use super::segment::Segment;
use crate::date::{Day, DayRange};
use crate::facet::date_unit::DateUnit;
use crate::facet::kind::Facet;
use crate::facts::value::{FactKind, FactValue};
use crate::range::{RangeField, ValueRange};

/// Columns that a segment keeps at most: a program may ask for any extra field.
const MAX_COLUMNS: usize = 64;

/// Names of the extra field of a document's language.
const LANGUAGE: [&str; 2] = ["language", "lang"];

/// Dates that span more years than this tell of no single year.
const MAX_YEARS: i32 = 2;

/// What the values of a column belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKind {
    Documents,
    Passages,
}

/// The values of a facet by passage or by document of a segment.
#[derive(Debug)]
pub(crate) struct FacetColumn {
    pub(crate) rows: RowKind,
    /// The different values, by number.
    pub(crate) values: Vec<String>,
    /// The days of each value, of a facet of dates.
    pub(crate) days: Vec<DayRange>,
    /// Rows with the numbers of their values, ascending, each pair once.
    pairs: Vec<(u32, u32)>,
}

impl FacetColumn {
    /// The values of a row. `at` is where the last call ended; rows do not descend
    /// from call to call.
    ///
    /// Cost: logarithmic in the rows passed over.
    pub(crate) fn values_of(&self, row: u32, at: &mut usize) -> &[(u32, u32)] {
        let unread = self.pairs.get(*at..).unwrap_or_default();
        let start = gallop(unread, row);
        let of_row = unread.get(start..).unwrap_or_default();
        let count = of_row.iter().take_while(|(other, _)| *other == row).count();
        *at += start;
        of_row.get(..count).unwrap_or_default()
    }

    /// The rows, of so many, that have one of the values; where the empty value is
    /// among these, also those that have none. Ascending.
    pub(crate) fn rows_with(&self, rows: u32, is_wanted: &dyn Fn(&str) -> bool) -> Vec<u32> {
        let wanted: Vec<bool> = self.values.iter().map(|value| is_wanted(value)).collect();
        let has = |number: u32| wanted.get(number as usize).copied().unwrap_or(false);
        if !is_wanted("") {
            let mut with: Vec<u32> =
                self.pairs.iter().filter(|(_, value)| has(*value)).map(|(row, _)| *row).collect();
            with.dedup();
            return with;
        }
        let mut at = 0;
        let mut passes = |row: &u32| {
            let values = self.values_of(*row, &mut at);
            values.is_empty() || values.iter().any(|(_, value)| has(*value))
        };
        (0..rows).filter(|row| passes(row)).collect()
    }
}

/// How many of the pairs are of rows before this one.
fn gallop(pairs: &[(u32, u32)], row: u32) -> usize {
    let mut end = 1;
    while pairs.get(end - 1).is_some_and(|(other, _)| *other < row) {
        end *= 2;
    }
    let start = end / 2;
    let range = pairs.get(start..end.min(pairs.len())).unwrap_or_default();
    start + range.partition_point(|(other, _)| *other < row)
}

/// A column in the making.
#[derive(Default)]
struct Builder {
    numbers: BTreeMap<String, u32>,
    pairs: Vec<(u32, u32)>,
}

impl Builder {
    fn number(&mut self, value: &str) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        // A segment has under 2³¹ passages, and few values each.
        let number = self.numbers.len() as u32;
        self.numbers.insert(value.to_owned(), number);
        number
    }

    /// Adds a value to a row; the empty value is none.
    fn push(&mut self, row: u32, value: &str) {
        if !value.is_empty() {
            let number = self.number(value);
            self.pairs.push((row, number));
        }
    }

    fn finish(mut self, rows: RowKind) -> FacetColumn {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        self.pairs.shrink_to_fit();
        let mut values = vec![String::new(); self.numbers.len()];
        for (value, number) in self.numbers {
            if let Some(slot) = values.get_mut(number as usize) {
                *slot = value;
            }
        }
        FacetColumn { rows, values, days: Vec::new(), pairs: self.pairs }
    }
}

/// The columns that a segment has made.
#[derive(Debug, Default)]
pub(super) struct FacetCache(Mutex<BTreeMap<Facet, Arc<FacetColumn>>>);

impl Segment {
    /// The columns of these facets.
    ///
    /// Cost: the first time a pass over what has the values; of sources and extra
    /// fields over the stored texts.
    pub(crate) fn facet_columns(
        &self,
        facets: &[&Facet],
    ) -> tantivy::Result<Vec<Arc<FacetColumn>>> {
        let mut columns = {
            let kept = self.facet_cache.0.lock().unwrap_or_else(PoisonError::into_inner);
            facets.iter().map(|facet| kept.get(*facet).cloned()).collect::<Vec<_>>()
        };
        let missing: Vec<&Facet> = (facets.iter().zip(&columns))
            .filter(|(_, column)| column.is_none())
            .map(|(facet, _)| *facet)
            .collect();
        if !missing.is_empty() {
            // Two threads may make one column; both make the same.
            let made = self.read_facets(&missing)?;
            let mut kept = self.facet_cache.0.lock().unwrap_or_else(PoisonError::into_inner);
            for (facet, column) in missing.into_iter().zip(made) {
                if kept.len() >= MAX_COLUMNS {
                    kept.clear();
                }
                kept.insert(facet.clone(), Arc::clone(&column));
                let slots = facets.iter().zip(&mut columns).filter(|(other, _)| **other == facet);
                slots.for_each(|(_, slot)| *slot = Some(Arc::clone(&column)));
            }
        }
        Ok(columns.into_iter().flatten().collect())
    }

    /// Makes columns; those of records together.
    fn read_facets(&self, facets: &[&Facet]) -> tantivy::Result<Vec<Arc<FacetColumn>>> {
        let of_records: Vec<&Facet> =
            facets.iter().copied().filter(|facet| is_of_record(facet)).collect();
        let mut made: BTreeMap<&Facet, FacetColumn> = self.read_records(&of_records)?;
        let mut columns = Vec::with_capacity(facets.len());
        for &facet in facets {
            let column = match made.remove(facet) {
                Some(column) => column,
                None => self.read_facet(facet)?,
            };
            columns.push(Arc::new(column));
        }
        Ok(columns)
    }

    fn read_facet(&self, facet: &Facet) -> tantivy::Result<FacetColumn> {
        match facet {
            Facet::Topic => self.read_keys(KeyTerm::Topic("").parts().0),
            Facet::Family => self.read_keys(KeyTerm::Family("").parts().0),
            Facet::Label => Ok(self.read_labels()),
            Facet::Status | Facet::Speaker => self.read_facts(FactKind::Claim, facet),
            Facet::Mentioned => self.read_facts(FactKind::Date, facet),
            _ => Ok(facet.date_unit().map_or_else(
                || Builder::default().finish(RowKind::Documents),
                |unit| self.read_dates(unit),
            )),
        }
    }

    fn read_labels(&self) -> FacetColumn {
        let mut builder = Builder::default();
        let alive = (0..self.labels.len() as DocId).filter(|passage| self.is_alive(*passage));
        alive.for_each(|passage| builder.push(passage, self.labels.of(passage).name()));
        builder.finish(RowKind::Passages)
    }

    /// The keys that begin so, without that beginning.
    fn read_keys(&self, prefix: &str) -> tantivy::Result<FacetColumn> {
        let keys = self.reader.inverted_index(self.fields.keys)?;
        let mut terms = keys.terms().range().ge(prefix.as_bytes()).into_stream()?;
        let mut builder = Builder::default();
        while terms.advance() {
            let Some(key) = terms.key().strip_prefix(prefix.as_bytes()) else { break };
            let number = builder.number(&String::from_utf8_lossy(key));
            let mut blocks = self.lists.blocks(self.fields.keys, terms.value())?;
            while !blocks.passages().is_empty() {
                let alive = blocks.passages().iter().filter(|passage| self.is_alive(**passage));
                builder.pairs.extend(alive.map(|passage| (*passage, number)));
                blocks.advance();
            }
            blocks.check()?;
        }
        Ok(builder.finish(RowKind::Passages))
    }

    fn read_facts(&self, kind: FactKind, facet: &Facet) -> tantivy::Result<FacetColumn> {
        let column = self.facts(kind)?;
        let mut builder = Builder::default();
        for passage in (0..self.labels.len() as DocId).filter(|passage| self.is_alive(*passage)) {
            for fact in column.of_passage(passage).flatten() {
                for_each_value(facet, fact, |value| builder.push(passage, value));
            }
        }
        Ok(builder.finish(RowKind::Passages))
    }

    /// The dates of documents by a unit.
    fn read_dates(&self, unit: DateUnit) -> FacetColumn {
        let mut numbers: BTreeMap<DayRange, u32> = BTreeMap::new();
        let mut pairs = Vec::new();
        for document in (0..self.first_passage.len() as u32).map(DocumentOrd) {
            if let Some(date) = self.date_of(document) {
                // No more dates than documents.
                let next = numbers.len() as u32;
                let number = *numbers.entry(unit.rounded(date)).or_insert(next);
                pairs.push((document.0, number));
            }
        }
        let mut days: Vec<(DayRange, u32)> = numbers.into_iter().collect();
        days.sort_unstable_by_key(|(_, number)| *number);
        let days: Vec<DayRange> = days.into_iter().map(|(days, _)| days).collect();
        let values = days.iter().map(|days| unit.value(*days)).collect();
        FacetColumn { rows: RowKind::Documents, values, days, pairs }
    }

    /// The date of a document, if it has one.
    pub(crate) fn date_of(&self, document: DocumentOrd) -> Option<DayRange> {
        let first = self.first_passage_of(document)?;
        let column = self.range_column(RangeField::DATE)?;
        self.values_of(column, first, document).first().map(|date| days_of(*date))
    }

    /// The columns of facets whose values stand in the records of documents.
    fn read_records<'f>(
        &self,
        facets: &[&'f Facet],
    ) -> tantivy::Result<BTreeMap<&'f Facet, FacetColumn>> {
        let mut builders: Vec<(&Facet, Builder)> =
            facets.iter().map(|facet| (*facet, Builder::default())).collect();
        if !facets.is_empty() {
            for (document, &first) in (0..).zip(&self.first_passage) {
                let stored = self.stored(first)?;
                let damaged = |damage: decode::Damage| {
                    TantivyError::DataCorruption(tantivy::error::DataCorruption::comment_only(
                        damage,
                    ))
                };
                decode::compare_checksum(&stored, self.fields).map_err(damaged)?;
                let record = decode::document(&stored, self.fields).map_err(damaged)?;
                for (facet, builder) in &mut builders {
                    push_record(facet, &record, |value| builder.push(document, value));
                }
            }
        }
        let finished = builders.into_iter();
        Ok(finished.map(|(facet, made)| (facet, made.finish(RowKind::Documents))).collect())
    }
}

/// Whether a facet's values stand in the records of documents alone.
fn is_of_record(facet: &Facet) -> bool {
    matches!(facet, Facet::Source | Facet::Language | Facet::Field(_))
}

/// Emits the values of a document.
fn push_record(facet: &Facet, record: &DocumentRecord, mut emit: impl FnMut(&str)) {
    let named = |name: &str| {
        let name = name.to_lowercase();
        record.extra.iter().filter(move |(other, _)| other.to_lowercase() == name)
    };
    match facet {
        Facet::Source => emit(&record.source),
        Facet::Language => {
            let first = LANGUAGE.iter().find_map(|name| named(name).next());
            first.into_iter().for_each(|(_, language)| emit(language));
        }
        Facet::Field(name) => {
            named(name).flat_map(|(_, list)| values_of_list(list)).for_each(|it| emit(&it));
        }
        _ => {}
    }
}

/// Emits the values that a fact has of a facet.
fn for_each_value(facet: &Facet, fact: &FactValue, mut emit: impl FnMut(&str)) {
    match (facet, fact) {
        (Facet::Status, FactValue::Claim { status, .. }) => emit(&status.to_string()),
        (Facet::Speaker, FactValue::Claim { speaker, .. }) => {
            speaker.iter().for_each(|speaker| emit(speaker));
        }
        (Facet::Mentioned, FactValue::Date(days)) => {
            let DayRange { first, last } = days_of(*days);
            let years = first.year()..=last.year();
            if last.year().saturating_sub(first.year()) < MAX_YEARS {
                years.for_each(|year| emit(&format!("{year:04}")));
            }
        }
        _ => {}
    }
}

/// Days of a column, whose numbers can be those of a damaged file.
fn days_of(values: ValueRange) -> DayRange {
    let day = |number: i64| {
        Day::from_days_since_epoch(number.clamp(i32::MIN.into(), i32::MAX.into()) as i32)
    };
    DayRange { first: day(values.first), last: day(values.last) }
}
