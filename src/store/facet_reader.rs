//! Makes the columns of facets from what a segment keeps anyway: columns, posting
//! lists of keys, and facts. Sources and extra fields stand in the records of
//! documents, which are read once for all facets that need them.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::error::DataCorruption;
use tantivy::{DocId, TantivyError};

use super::decode::{self, Damage, DocumentRecord};
use super::facet_column::{Builder, FacetColumn, RowKind};
use super::named_fields::values as values_of_list;
use super::ordinals::DocumentOrd;
use super::schema::KeyTerm;
use super::segment::Segment;
use crate::date::{Day, DayRange};
use crate::facet::date_unit::DateUnit;
use crate::facet::kind::Facet;
use crate::facts::value::{FactKind, FactValue, without_article};
use crate::range::{RangeField, ValueRange};

/// Names of the extra field of a document's language.
const LANGUAGE: [&str; 2] = ["language", "lang"];

/// Dates that span more years than this tell of no single year.
const MAX_YEARS: i32 = 2;

impl Segment {
    /// The columns of these facets.
    ///
    /// Cost: the first time a pass over what has the values; of sources and extra
    /// fields over the stored texts.
    pub(crate) fn facet_columns(
        &self,
        facets: &[&Facet],
    ) -> tantivy::Result<Vec<Arc<FacetColumn>>> {
        let mut columns = self.facet_cache.kept(facets);
        let missing: Vec<&Facet> = facets
            .iter()
            .zip(&columns)
            .filter(|(_, column)| column.is_none())
            .map(|(facet, _)| *facet)
            .collect();
        let mut made = self.read_facets(&missing)?.into_iter();
        let slots = facets.iter().zip(&mut columns).filter(|(_, slot)| slot.is_none());
        for ((facet, slot), column) in slots.zip(&mut made) {
            self.facet_cache.keep(facet, &column);
            *slot = Some(column);
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

    /// The record of the document that begins with a passage.
    fn record_of(&self, first: DocId) -> tantivy::Result<DocumentRecord> {
        let damaged =
            |damage: Damage| TantivyError::DataCorruption(DataCorruption::comment_only(damage));
        let stored = self.stored(first)?;
        // Every index that this build searches has checksums.
        decode::compare_checksum(&stored, self.fields).map_err(damaged)?;
        decode::document(&stored, self.fields).map_err(damaged)
    }

    /// The columns of facets whose values stand in the records of documents.
    fn read_records<'f>(
        &self,
        facets: &[&'f Facet],
    ) -> tantivy::Result<BTreeMap<&'f Facet, FacetColumn>> {
        let builders = facets.iter().map(|facet| (*facet, Builder::default()));
        let mut builders: Vec<(&Facet, Builder)> = builders.collect();
        let firsts = if facets.is_empty() { &[] } else { self.first_passage.as_slice() };
        for (document, &first) in (0..).zip(firsts) {
            let record = self.record_of(first)?;
            for (facet, builder) in &mut builders {
                push_record(facet, &record, |value| builder.push(document, value));
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
            if let Some((_, language)) = first {
                emit(language);
            }
        }
        Facet::Field(name) => {
            named(name).flat_map(|(_, list)| values_of_list(list)).for_each(|it| emit(&it));
        }
        _ => {}
    }
}

/// Emits the values that a fact has of a facet.
fn for_each_value(facet: &Facet, value: &FactValue, mut emit: impl FnMut(&str)) {
    match (facet, value) {
        (Facet::Status, FactValue::Claim { status, .. }) => emit(&status.to_string()),
        (Facet::Speaker, FactValue::Claim { speaker: Some(speaker), .. }) => {
            emit(without_article(speaker));
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
