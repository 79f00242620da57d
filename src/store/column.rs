//! A small number for each passage of a segment, read one after the other.

use std::sync::Arc;

use tantivy::columnar::{Cardinality, Column, ColumnValues};
use tantivy::{DocId, SegmentReader};

/// So many are read at once.
const CHUNK: usize = 1024;

/// A column with a number for each passage; 0 where it has none.
pub(super) struct U64Column {
    values: Arc<dyn ColumnValues<u64>>,
    /// The number of all passages, where they have the same.
    only: Option<u64>,
    passages: DocId,
}

impl U64Column {
    pub(super) fn open(reader: &SegmentReader, name: &str) -> tantivy::Result<Self> {
        Ok(Self::of(reader.fast_fields().u64(name)?, reader.max_doc()))
    }

    fn of(column: Column<u64>, passages: DocId) -> Self {
        if column.get_cardinality() != Cardinality::Full {
            return Self { values: column.first_or_default_col(0), only: None, passages };
        }
        let only = Some(column.min_value()).filter(|least| *least == column.max_value());
        // The values themselves: the column asks for each whether there is one.
        Self { values: column.values, only, passages }
    }

    /// Hands out each passage with its number, ascending.
    pub(super) fn for_each(&self, mut give: impl FnMut(DocId, u64)) {
        let mut read = [self.only.unwrap_or_default(); CHUNK];
        for start in (0..self.passages).step_by(CHUNK) {
            let chunk = start..self.passages.min(start + CHUNK as DocId);
            let read = read.get_mut(..chunk.len()).unwrap_or_default();
            if self.only.is_none() {
                self.values.get_range(u64::from(start), read);
            }
            for (passage, number) in chunk.zip(read) {
                give(passage, *number);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{FAST, Schema};
    use tantivy::{Index, TantivyDocument};

    use super::*;

    #[test]
    fn numbers_are_those_written() {
        let check = |numbers: &[Option<u64>], is_only: bool| {
            let mut schema = Schema::builder();
            let field = schema.add_u64_field("number", FAST);
            let index = Index::create_in_ram(schema.build());
            let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
            for number in numbers {
                let mut document = TantivyDocument::default();
                if let Some(number) = *number {
                    document.add_u64(field, number);
                }
                writer.add_document(document).unwrap();
            }
            writer.commit().unwrap();
            let searcher = index.reader().unwrap().searcher();
            let found = U64Column::open(searcher.segment_reader(0), "number").unwrap();
            assert_eq!(found.only.is_some(), is_only);
            let mut next = 0;
            found.for_each(|passage, number| {
                assert_eq!((passage, number), (next, numbers[next as usize].unwrap_or(0)));
                next += 1;
            });
            assert_eq!(next as usize, numbers.len());
        };
        check(&[Some(3)], true);
        check(&vec![Some(0); 3000], true);
        check(&[Some(9), None, Some(0)], false);
        check(&[None; 5], false);
        let each: Vec<_> = (0..2500).map(|number| Some(number * 7 % 31)).collect();
        check(&each, false);
        let some: Vec<_> = (0..2500).map(|n| (n % 3 == 0).then_some(n)).collect();
        check(&some, false);
    }
}
