//! The frame of a file of stored texts, compared before any of it is unpacked.
//!
//! A file whose checksum is right can still be crafted: with a length of
//! gigabytes for a block of a few bytes, or a list that has more members than
//! the file has bytes. Both are taken from memory before they are read.
//!
//! tantivy lays the file out so: the blocks, each with its unpacked length as
//! four bytes and then packed; at `offset` the list of its layers' ends and
//! the layers of checkpoints, the last of which names every block; the version,
//! `offset`, the number of the packing, 15 bytes. Numbers have seven bits a
//! byte, the last byte with its highest bit set.

use std::io::{Error, ErrorKind, Result};
use std::path::Path;

/// The version, `offset`, the number of the packing and what is reserved.
const FOOTER_BYTES: usize = 28;

const LZ4: u8 = 1;
const ZSTD: u8 = 4;

/// What a byte of the packing unpacks to at the most: zstd repeats one 128 KiB
/// in four bytes.
const MAX_ZSTD_RATIO: u64 = 32 << 10;
const MAX_LZ4_RATIO: u64 = 255;

/// Compares the lengths that a file of stored texts says.
///
/// Cost: a few bytes of each block.
///
/// # Errors
/// `InvalidData` where one of them cannot be right.
pub(super) fn check_text_blocks(name: &Path, body: &[u8]) -> Result<()> {
    read_blocks(body).ok_or_else(|| {
        let message = format!("{} has lengths that cannot be right", name.display());
        Error::new(ErrorKind::InvalidData, message)
    })
}

/// `None` where a length cannot be right.
fn read_blocks(body: &[u8]) -> Option<()> {
    let (blocks_end, packing) = frame_of(body)?;
    let data = body.get(..body.len().checked_sub(FOOTER_BYTES)?)?;
    let (blocks, index) = data.split_at_checked(blocks_end)?;
    let mut checkpoints = last_layer(index)?;
    while !checkpoints.is_empty() {
        let count = number(&mut checkpoints)?;
        let _first_passage = number(&mut checkpoints)?;
        let mut start = number(&mut checkpoints)?;
        // A block has a checkpoint of two bytes or more.
        if count == 0 || count > checkpoints.len() as u64 {
            return None;
        }
        for _ in 0..count {
            let (_passages, bytes) = (number(&mut checkpoints)?, number(&mut checkpoints)?);
            let end = start.checked_add(bytes)?;
            let range = usize::try_from(start).ok()?..usize::try_from(end).ok()?;
            check_block(blocks.get(range)?, packing)?;
            start = end;
        }
    }
    Some(())
}

/// Where the blocks of a body end, and the number of their packing.
pub(super) fn frame_of(body: &[u8]) -> Option<(usize, u8)> {
    let footer = body.get(body.len().checked_sub(FOOTER_BYTES)?..)?;
    let blocks_end = u64::from_le_bytes(footer.get(4..12)?.try_into().ok()?);
    Some((usize::try_from(blocks_end).ok()?, *footer.get(12)?))
}

/// The checkpoints that name every block.
fn last_layer(mut index: &[u8]) -> Option<&[u8]> {
    let count = number(&mut index)?;
    if count > index.len() as u64 {
        return None;
    }
    let (mut start, mut end) = (0, 0);
    for _ in 0..count {
        start = end;
        end = usize::try_from(number(&mut index)?).ok().filter(|next| *next >= start)?;
    }
    index.get(start..end)
}

/// Compares the unpacked length that a block says; `None` where it cannot be
/// right.
pub(super) fn check_block(block: &[u8], packing: u8) -> Option<()> {
    let (unpacked, packed) = block.split_at_checked(4)?;
    let unpacked = u64::from(u32::from_le_bytes(unpacked.try_into().ok()?));
    let is_right = match packing {
        ZSTD => {
            let told = zstd::zstd_safe::get_frame_content_size(packed).ok()??;
            told == unpacked && unpacked <= packed.len() as u64 * MAX_ZSTD_RATIO
        }
        LZ4 => unpacked <= packed.len() as u64 * MAX_LZ4_RATIO,
        // ibid never wrote another.
        _ => false,
    };
    is_right.then_some(())
}

/// Reads a number, and goes on behind it.
fn number(from: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, after) = from.split_first()?;
        *from = after;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 != 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use tantivy::directory::{Directory, RamDirectory};
    use tantivy::schema::{STORED, Schema};
    use tantivy::store::{Compressor, ZstdCompressor};
    use tantivy::{Index, IndexSettings, TantivyDocument, doc};

    use super::*;
    use crate::store::checksum::compare_checksum;

    /// The file of stored texts that tantivy writes, without its footer.
    fn body(documents: usize, packing: Compressor) -> Vec<u8> {
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", STORED);
        let directory = RamDirectory::create();
        let settings = IndexSettings {
            docstore_compression: packing,
            docstore_blocksize: 64,
            ..IndexSettings::default()
        };
        let index = Index::create(directory.clone(), schema.build(), settings).unwrap();
        let mut writer = index.writer_with_num_threads(1, 15 << 20).unwrap();
        for number in 0..documents {
            let words = format!("tug {number} ").repeat(number % 7);
            let document: TantivyDocument = doc!(text => words);
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let segments = index.searchable_segment_metas().unwrap();
        let name = segments[0].relative_path(tantivy::index::SegmentComponent::Store);
        let file = directory.get_file_handle(&name).unwrap();
        compare_checksum(&name, file.as_ref()).unwrap().as_slice().to_vec()
    }

    #[test]
    fn what_tantivy_writes_is_right() {
        let zstd = || Compressor::Zstd(ZstdCompressor { compression_level: Some(3) });
        for documents in [1, 2, 20, 900] {
            assert_eq!(read_blocks(&body(documents, zstd())), Some(()), "{documents}");
            assert_eq!(read_blocks(&body(documents, Compressor::Lz4)), Some(()), "{documents}");
        }
    }

    #[test]
    fn lengths_that_cannot_be_right() {
        let whole = body(20, Compressor::Zstd(ZstdCompressor::default()));
        let check = |at: usize, value: u8| {
            let mut body = whole.clone();
            body[at] = value;
            assert_eq!(read_blocks(&body), None, "byte {at}");
        };
        let footer = whole.len() - FOOTER_BYTES;
        // A block of two gigabytes; another packing; an index behind the end.
        check(3, 0x7f);
        check(footer + 12, 0);
        check(footer + 10, 1);
        // A list of layers longer than the file.
        let offset = u64::from_le_bytes(whole[footer + 4..footer + 12].try_into().unwrap());
        check(offset as usize, 1);
        for len in 0..whole.len() {
            assert_eq!(read_blocks(&whole[..len]), None, "{len} bytes");
        }
    }
}
