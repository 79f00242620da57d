//! A damaged file of stored texts whose blocks are compared one by one, before
//! memory for them is taken.

use std::io::{Error, ErrorKind, Result};
use std::ops::Range;
use std::sync::Arc;

use tantivy::HasLen;
use tantivy::directory::{FileHandle, FileSlice, OwnedBytes};

use crate::store::text_blocks::{check_block, frame_of};

/// The body of a file; a block of it whose length cannot be right is an error.
#[derive(Debug)]
struct CheckedBlocks {
    body: FileSlice,
    /// Where the blocks end, and the number of their packing.
    frame: (usize, u8),
}

/// That body, with its blocks compared when they are read.
pub(super) fn checked_blocks(body: FileSlice) -> FileSlice {
    let whole = body.read_bytes();
    match whole.ok().as_deref().and_then(frame_of) {
        Some(frame) => FileSlice::new(Arc::new(CheckedBlocks { body, frame })),
        // Its end is damaged, so that it cannot be read anyway.
        None => body,
    }
}

impl HasLen for CheckedBlocks {
    fn len(&self) -> usize {
        self.body.len()
    }
}

impl FileHandle for CheckedBlocks {
    fn read_bytes(&self, range: Range<usize>) -> Result<OwnedBytes> {
        let (blocks_end, packing) = self.frame;
        let is_block = range.end <= blocks_end;
        let bytes = self.body.read_bytes_slice(range)?;
        if is_block && check_block(&bytes, packing).is_none() {
            let message = "a block of texts has a length that cannot be right";
            return Err(Error::new(ErrorKind::InvalidData, message));
        }
        Ok(bytes)
    }
}
