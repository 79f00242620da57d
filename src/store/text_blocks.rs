//! The lengths in a file of stored texts, compared before any of it is unpacked:
//! those of its list when it is opened, those of a block when it is read.
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

use std::io::{Error, Result};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantivy::directory::{FileHandle, FileSlice, OwnedBytes};
use tantivy::{DocId, HasLen};

use super::checksum::damage;
use super::headroom::check_memory;

/// The version, `offset`, the number of the packing and what is reserved.
const FOOTER_BYTES: usize = 28;

const LZ4: u8 = 1;
const ZSTD: u8 = 4;

/// What a byte of the packing unpacks to at the most: zstd repeats one 128 KiB
/// in four bytes.
const MAX_ZSTD_RATIO: u64 = 32 << 10;
const MAX_LZ4_RATIO: u64 = 255;

/// Bytes of the stored fields of a passage at the most. A document with more of
/// them is not indexed.
pub(super) const MAX_STORED_BYTES: usize = 32 << 20;

/// Bytes that tantivy collects, with 8 for each passage, before it ends a block:
/// in format 1, and less since.
const MAX_COLLECTED_BYTES: u64 = 16 << 10;

/// Passages of a block at the most.
pub(super) const MAX_PASSAGES: u64 = MAX_COLLECTED_BYTES / 8 + 1;

/// Bytes that a block unpacks to at the most: what was collected, the passage that
/// ended it, and the list of where each passage begins.
const MAX_UNPACKED_BYTES: u64 =
    MAX_STORED_BYTES as u64 + MAX_COLLECTED_BYTES + (MAX_PASSAGES + 1) * size_of::<u32>() as u64;

/// A larger block, in bytes unpacked, is rare: memory for it is asked for first.
pub(super) const LARGE_BYTES: usize = 1 << 20;

/// Where the blocks of a file of stored texts end, and how they are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    blocks_end: usize,
    packing: u8,
}

impl Frame {
    /// Reads the end of a file, which is given without tantivy's footer.
    ///
    /// # Errors
    /// `InvalidData` where it says no length that can be right.
    pub(super) fn read(name: &Path, body: &FileSlice) -> Result<Self> {
        let wrong = || wrong_lengths(name);
        let footer_at = body.len().checked_sub(FOOTER_BYTES).ok_or_else(wrong)?;
        let frame = Self::of(&body.read_bytes_slice(footer_at..body.len())?);
        let frame = frame.filter(|frame| frame.blocks_end <= footer_at).ok_or_else(wrong)?;
        let list = body.read_bytes_slice(frame.blocks_end..footer_at)?;
        last_layer(&list).ok_or_else(wrong)?;
        Ok(frame)
    }

    fn of(footer: &[u8]) -> Option<Self> {
        let blocks_end = u64::from_le_bytes(footer.get(4..12)?.try_into().ok()?);
        Some(Self { blocks_end: usize::try_from(blocks_end).ok()?, packing: *footer.get(12)? })
    }

    /// Compares the lengths in the list that names every block.
    ///
    /// Cost: a few bytes of the list for each block, none of the blocks.
    ///
    /// # Errors
    /// `InvalidData` where one of them cannot be right.
    pub(super) fn check_list(self, name: &Path, body: &FileSlice) -> Result<()> {
        let list = body.read_bytes_slice(self.blocks_end..body.len() - FOOTER_BYTES)?;
        check_list(&list, self.blocks_end as u64).ok_or_else(|| wrong_lengths(name))
    }

    /// The first passage of each block, as far as the list can be read.
    pub(super) fn first_passages(self, body: &FileSlice) -> Result<Vec<DocId>> {
        let list = body.read_bytes_slice(self.blocks_end..body.len() - FOOTER_BYTES)?;
        let mut first_passages = Vec::new();
        // What comes after a length that cannot be right is not known.
        let _ = for_each_block(&list, self.blocks_end as u64, |first_passage| {
            first_passages.push(first_passage);
        });
        Ok(first_passages)
    }

    /// Compares the unpacked length that a block says, where bytes of the file
    /// are one, before memory for it is taken. Gives the length; 0 where they are
    /// no block.
    ///
    /// # Errors
    /// `InvalidData` where it cannot be right; `OutOfMemory` where so much cannot
    /// be had.
    fn check_block(self, name: &Path, range: &Range<usize>, bytes: &[u8]) -> Result<usize> {
        if range.is_empty() || range.end > self.blocks_end {
            return Ok(0);
        }
        let wrong = || wrong_lengths(name);
        let unpacked_bytes = unpacked_bytes(bytes, self.packing).ok_or_else(wrong)?;
        if unpacked_bytes > LARGE_BYTES {
            check_memory(unpacked_bytes)?;
        }
        Ok(unpacked_bytes)
    }
}

fn wrong_lengths(name: &Path) -> Error {
    damage(name, "has lengths that cannot be right")
}

/// `None` where a length cannot be right.
fn check_list(list: &[u8], blocks_end: u64) -> Option<()> {
    for_each_block(list, blocks_end, |_| ())
}

/// Visits the first passage of each block. `None` where a length cannot be right.
fn for_each_block(list: &[u8], blocks_end: u64, mut visit: impl FnMut(DocId)) -> Option<()> {
    let mut checkpoints = last_layer(list)?;
    while !checkpoints.is_empty() {
        let count = number(&mut checkpoints)?;
        let mut passage = number(&mut checkpoints)?;
        let mut start = number(&mut checkpoints)?;
        // A block has a checkpoint of two bytes or more.
        if count == 0 || count > checkpoints.len() as u64 {
            return None;
        }
        for _ in 0..count {
            let (passages, bytes) = (number(&mut checkpoints)?, number(&mut checkpoints)?);
            start = start.checked_add(bytes).filter(|end| *end <= blocks_end)?;
            visit(DocId::try_from(passage).ok().filter(|_| passages <= MAX_PASSAGES)?);
            passage += passages;
        }
    }
    Some(())
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

/// The unpacked length that a block says; `None` where it cannot be right.
fn unpacked_bytes(block: &[u8], packing: u8) -> Option<usize> {
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
    let unpacked = Some(unpacked).filter(|unpacked| is_right && *unpacked <= MAX_UNPACKED_BYTES);
    unpacked.and_then(|unpacked| usize::try_from(unpacked).ok())
}

/// Reads a number, and goes on behind it.
pub(super) fn number(from: &mut &[u8]) -> Option<u64> {
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

/// A file of stored texts whose blocks are compared when they are read.
#[derive(Debug)]
pub(super) struct TextBlocks {
    name: PathBuf,
    file: Arc<dyn FileHandle>,
    frame: Frame,
    /// Bytes, unpacked, of the large blocks that were read.
    large_bytes: AtomicUsize,
}

impl TextBlocks {
    pub(super) fn new(name: &Path, file: Arc<dyn FileHandle>, frame: Frame) -> Self {
        Self { name: name.to_owned(), file, frame, large_bytes: AtomicUsize::new(0) }
    }

    /// Bytes, unpacked, of the blocks over [`LARGE_BYTES`] that were read since it
    /// was made.
    pub(super) fn large_bytes(&self) -> usize {
        self.large_bytes.load(Ordering::Relaxed)
    }
}

impl HasLen for TextBlocks {
    fn len(&self) -> usize {
        self.file.len()
    }
}

impl FileHandle for TextBlocks {
    fn read_bytes(&self, range: Range<usize>) -> Result<OwnedBytes> {
        let bytes = self.file.read_bytes(range.clone())?;
        let unpacked_bytes = self.frame.check_block(&self.name, &range, &bytes)?;
        if unpacked_bytes > LARGE_BYTES {
            self.large_bytes.fetch_add(unpacked_bytes, Ordering::Relaxed);
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use tantivy::directory::{Directory, RamDirectory};
    use tantivy::schema::{STORED, Schema};
    use tantivy::store::{Compressor, ZstdCompressor};
    use tantivy::{Index, IndexSettings, TantivyDocument, doc};

    use super::*;
    use crate::store::checksum::body_bytes;

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
        let end = body_bytes(&name, file.as_ref()).unwrap();
        file.read_bytes(0..end).unwrap().to_vec()
    }

    /// Reads the list and every block of a body.
    fn read(body: &[u8]) -> Result<()> {
        let name = Path::new("a.store");
        let file: Arc<dyn FileHandle> = Arc::new(OwnedBytes::new(body.to_vec()));
        let body = FileSlice::new(Arc::clone(&file));
        let frame = Frame::read(name, &body)?;
        frame.check_list(name, &body)?;
        let blocks = FileSlice::new(Arc::new(TextBlocks::new(name, file, frame)));
        let store = tantivy::store::StoreReader::open(blocks, 0)?;
        for passage in 0.. {
            match store.get::<TantivyDocument>(passage) {
                Err(tantivy::TantivyError::InvalidArgument(_)) => break,
                read => read.map_err(Error::other)?,
            };
        }
        Ok(())
    }

    #[test]
    fn what_tantivy_writes_is_right() {
        let zstd = || Compressor::Zstd(ZstdCompressor { compression_level: Some(3) });
        for documents in [1, 2, 20, 900] {
            assert!(read(&body(documents, zstd())).is_ok(), "{documents}");
            assert!(read(&body(documents, Compressor::Lz4)).is_ok(), "{documents}");
        }
    }

    #[test]
    fn lengths_that_cannot_be_right() {
        let whole = body(20, Compressor::Zstd(ZstdCompressor::default()));
        let check = |at: usize, value: u8| {
            let mut body = whole.clone();
            body[at] = value;
            assert!(read(&body).is_err(), "byte {at}");
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
            assert!(read(&whole[..len]).is_err(), "{len} bytes");
        }
    }
}
