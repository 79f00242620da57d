//! A column on disk: a number for each passage of a segment, read from the first
//! to the last.

use std::sync::Arc;

use tantivy::columnar::{Cardinality, Column, ColumnValues};
use tantivy::{DocId, SegmentReader};

/// Numbers that are read at once.
const CHUNK: usize = 1024;

/// A column with a number for each passage; 0 where it has none.
pub(super) struct U64Column {
    values: Arc<dyn ColumnValues<u64>>,
    /// The number that all passages have, where it is one.
    constant: Option<u64>,
    passages: DocId,
}

impl U64Column {
    pub(super) fn open(reader: &SegmentReader, name: &str) -> tantivy::Result<Self> {
        Ok(Self::of(reader.fast_fields().u64(name)?, reader.max_doc()))
    }

    fn of(column: Column<u64>, passages: DocId) -> Self {
        if column.get_cardinality() != Cardinality::Full {
            return Self { values: column.first_or_default_col(0), constant: None, passages };
        }
        let constant = Some(column.min_value()).filter(|min| *min == column.max_value());
        // The values themselves: the column checks for each whether it is there.
        Self { values: column.values, constant, passages }
    }

    /// Emits each passage with its number, ascending.
    pub(super) fn for_each(&self, mut emit: impl FnMut(DocId, u64)) {
        let mut numbers = [self.constant.unwrap_or_default(); CHUNK];
        for start in (0..self.passages).step_by(CHUNK) {
            let chunk = start..self.passages.min(start + CHUNK as DocId);
            let numbers = numbers.get_mut(..chunk.len()).unwrap_or_default();
            if self.constant.is_none() {
                self.values.get_range(u64::from(start), numbers);
            }
            for (passage, number) in chunk.zip(numbers) {
                emit(passage, *number);
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
        let check = |numbers: &[Option<u64>], is_constant: bool| {
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
            let column = U64Column::open(searcher.segment_reader(0), "number").unwrap();
            assert_eq!(column.constant.is_some(), is_constant);
            let mut next = 0;
            column.for_each(|passage, number| {
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
