//! The stored fields of a passage, read from their bytes.
//!
//! tantivy takes the memory that a length says before it reads the value, and
//! calls itself for each level of nested values. A file with right checksums
//! can be crafted to end the process by either. ibid stores only texts and
//! bytes, so it reads these itself and refuses every other kind.
//!
//! tantivy lays the fields out so: their count; then of each its number as four
//! bytes, little-endian, the kind of its value as one byte, the length of the
//! value, and the value. Counts and lengths are those that [`number`] reads.

use tantivy::error::DataCorruption;
use tantivy::schema::Field;
use tantivy::store::StoreReader;
use tantivy::{DocId, TantivyDocument, TantivyError};

use super::text_blocks::number;

/// tantivy's number of texts among the kinds of values.
const TEXT: u8 = 0;

/// tantivy's number of bytes among them.
const BYTES: u8 = 4;

/// Reads the stored fields of a passage.
///
/// # Errors
/// [`TantivyError::InvalidArgument`] where the file has no such passage;
/// [`TantivyError::DataCorruption`] where its bytes are no fields of ibid's.
pub(super) fn stored_fields(
    store: &StoreReader,
    passage: DocId,
) -> tantivy::Result<TantivyDocument> {
    let bytes = store.get_document_bytes(passage)?;
    read_fields(&bytes).ok_or_else(|| {
        let damage = format!("the stored fields of passage {passage} cannot be read");
        TantivyError::DataCorruption(DataCorruption::comment_only(damage))
    })
}

/// `None` where the bytes are no texts and bytes, or end before a length says.
fn read_fields(mut bytes: &[u8]) -> Option<TantivyDocument> {
    let mut fields = TantivyDocument::default();
    // A wrong count ends where the bytes do: each field takes some.
    for _ in 0..number(&mut bytes)? {
        let (field, after) = bytes.split_first_chunk::<4>()?;
        // tantivy panics at the number of a field over 16 bits.
        let field = u16::try_from(u32::from_le_bytes(*field)).ok()?;
        let field = Field::from_field_id(u32::from(field));
        let (&kind, mut after) = after.split_first()?;
        let length = usize::try_from(number(&mut after)?).ok()?;
        let (value, after) = after.split_at_checked(length)?;
        match kind {
            TEXT => fields.add_text(field, std::str::from_utf8(value).ok()?),
            BYTES => fields.add_bytes(field, value),
            _ => return None,
        }
        bytes = after;
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use tantivy::Index;
    use tantivy::schema::{STORED, Schema};

    use super::*;

    #[test]
    fn fields_are_those_that_tantivy_reads() {
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", STORED);
        let record = schema.add_bytes_field("record", STORED);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 15 << 20).unwrap();
        for length in [0, 1, 127, 128, 20_000] {
            let mut document = TantivyDocument::default();
            document.add_text(text, "é".repeat(length));
            document.add_bytes(record, &vec![0xff; length]);
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let store = searcher.segment_reader(0).get_store_reader(1).unwrap();
        for passage in 0..5 {
            let expected: TantivyDocument = store.get(passage).unwrap();
            assert_eq!(expected.len(), 2);
            assert_eq!(stored_fields(&store, passage).unwrap(), expected, "passage {passage}");
        }
        let beyond = stored_fields(&store, 5);
        assert!(matches!(beyond, Err(TantivyError::InvalidArgument(_))), "{beyond:?}");
    }

    /// tantivy would end the process at most of these.
    #[test]
    fn hostile_lengths_and_kinds_are_refused() {
        let field =
            |kind: u8, length: &[u8]| [&[0x81, 7, 0, 0, 0, kind][..], length, b"tug"].concat();
        assert!(read_fields(&field(TEXT, &[0x83])).is_some());
        assert!(read_fields(&field(BYTES, &[0x83])).is_some());
        // One byte too many; 2^49 - 1; 2^63; more digits than a number has; no end.
        let lengths: [&[u8]; 5] = [
            &[0x84],
            &[0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0xff],
            &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0x81],
            &[0x7f; 20],
            &[0],
        ];
        for length in lengths {
            for kind in [TEXT, BYTES] {
                assert!(read_fields(&field(kind, length)).is_none(), "{kind} {length:?}");
            }
        }
        // Arrays and objects, tokens, a kind that is none.
        for kind in [7, 8, 12, 13, 255] {
            assert!(read_fields(&field(kind, &[0x83])).is_none(), "kind {kind}");
        }
        let whole = field(TEXT, &[0x83]);
        for end in 0..whole.len() {
            assert!(read_fields(&whole[..end]).is_none(), "{end} bytes");
        }
        assert!(read_fields(&[0x81, 0, 0, 1, 0, TEXT, 0x80]).is_none(), "field 65536");
        assert!(read_fields(&[0x81, 7, 0, 0, 0, TEXT, 0x81, 0xff]).is_none(), "no UTF-8");
    }
}
