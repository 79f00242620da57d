//! The values of a range field in a segment, read when the first is needed. Few
//! queries name such a field, and an index opens sooner without its values.

use std::sync::OnceLock;

use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use super::ordinals::DocumentOrd;
use super::schema::RangeColumnNames;
use crate::range::{Owner, RangeField, ValueRange};

/// The values of one field by document or, of a field whose values stand in
/// texts, by passage.
pub(super) struct RangeColumn {
    pub(super) field: RangeField,
    is_of_document: bool,
    first: Column<i64>,
    last: Column<i64>,
    values: OnceLock<ValuesByRow>,
}

/// Lists of values, laid end to end.
#[derive(Debug, Default)]
struct ValuesByRow {
    /// Where the values of each row begin, and where the last row's end.
    starts: Vec<u32>,
    values: Vec<ValueRange>,
}

impl ValuesByRow {
    /// The values of a row, none beyond the last row.
    fn of(&self, row: usize) -> &[ValueRange] {
        let (Some(&start), Some(&end)) = (self.starts.get(row), self.starts.get(row + 1)) else {
            return &[];
        };
        self.values.get(start as usize..end as usize).unwrap_or_default()
    }
}

impl RangeColumn {
    /// Opens the two columns; their values are read later.
    pub(super) fn open(reader: &SegmentReader, names: &RangeColumnNames) -> tantivy::Result<Self> {
        let column = |name: &str| reader.fast_fields().i64(name);
        let RangeColumnNames { field, first, last } = *names;
        let is_of_document = field.definition().owner() == Owner::Document;
        let (first, last) = (column(first)?, column(last)?);
        Ok(Self { field, is_of_document, first, last, values: OnceLock::new() })
    }

    /// The values of a passage or of its document, which is one of those that
    /// begin with `first_passages`.
    ///
    /// Cost: the first call reads all values of the segment.
    pub(super) fn values_of(
        &self,
        passage: DocId,
        document: DocumentOrd,
        first_passages: &[DocId],
    ) -> &[ValueRange] {
        if self.is_of_document {
            let read = || self.read(first_passages.iter().copied());
            self.values.get_or_init(read).of(document.index())
        } else {
            let read = || self.read(0..self.first.num_docs());
            self.values.get_or_init(read).of(passage as usize)
        }
    }

    /// The values of passages, a row for each.
    fn read(&self, passages: impl Iterator<Item = DocId>) -> ValuesByRow {
        let mut rows = ValuesByRow { starts: vec![0], values: Vec::new() };
        for passage in passages {
            // The two columns are written in pairs, so that they have equally
            // many values of a passage, in the same order.
            let ends = self.first.values_for_doc(passage).zip(self.last.values_for_doc(passage));
            rows.values.extend(ends.map(|(first, last)| ValueRange { first, last }));
            // Lossless: tantivy numbers the values of a column by `u32`.
            rows.starts.push(rows.values.len() as u32);
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{FAST, Schema};
    use tantivy::{Index, TantivyDocument};

    use super::*;

    /// A field with several values a passage, as one of amounts in texts has.
    #[test]
    fn values_are_those_written() {
        let rows: [&[(i64, i64)]; 4] = [&[(3, 5), (-1, -1)], &[], &[(7, 9)], &[]];
        let mut schema = Schema::builder();
        let first = schema.add_i64_field("first", FAST);
        let last = schema.add_i64_field("last", FAST);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for row in rows {
            let mut document = TantivyDocument::default();
            for (low, high) in row {
                document.add_i64(first, *low);
                document.add_i64(last, *high);
            }
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let reader = searcher.segment_reader(0);
        let names = RangeColumnNames { field: RangeField::DATE, first: "first", last: "last" };
        let mut column = RangeColumn::open(reader, &names).unwrap();
        assert_eq!(column.values_of(2, DocumentOrd(0), &[2]), [ValueRange { first: 7, last: 9 }]);
        assert_eq!(column.values_of(2, DocumentOrd(1), &[2]), []);
        column.values = OnceLock::new();
        column.is_of_document = false;
        for (passage, row) in rows.iter().enumerate() {
            let values = column.values_of(passage as DocId, DocumentOrd(0), &[]);
            let values: Vec<_> = values.iter().map(|values| (values.first, values.last)).collect();
            assert_eq!(values, *row, "passage {passage}");
        }
        assert_eq!(column.values_of(4, DocumentOrd(0), &[]), []);
    }
}
