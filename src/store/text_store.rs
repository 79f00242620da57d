//! The stored texts of a segment, with a cache of unpacked blocks that is bounded
//! in bytes.
//!
//! tantivy bounds its cache by the number of blocks. Blocks have 10 KiB, but for
//! those that hold one long passage. A crafted file can have nothing but the
//! largest ones, so the cache is emptied when it may hold several of them.

use std::io;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use tantivy::directory::{FileHandle, FileSlice};
use tantivy::store::StoreReader;
use tantivy::{DocId, TantivyDocument};

use super::stored_fields::stored_fields;
use super::text_blocks::{Frame, MAX_STORED_BYTES, TextBlocks};

/// Bytes of large blocks that may be in the cache.
const MAX_LARGE_BYTES: usize = MAX_STORED_BYTES;

/// The stored passages of a segment.
pub(super) struct TextStore {
    /// Without tantivy's footer.
    body: Arc<dyn FileHandle>,
    name: std::path::PathBuf,
    frame: Frame,
    cached_blocks: usize,
    opened: RwLock<Opened>,
}

/// tantivy's reader and its cache, with the file that it reads.
struct Opened {
    reader: StoreReader,
    blocks: Arc<TextBlocks>,
}

impl TextStore {
    /// The texts in a file, which is given without tantivy's footer; so many of its
    /// unpacked blocks are kept.
    ///
    /// # Errors
    /// `InvalidData` where its end says no length that can be right.
    pub(super) fn open(name: &Path, body: FileSlice, cached_blocks: usize) -> io::Result<Self> {
        let frame = Frame::read(name, &body)?;
        let body: Arc<dyn FileHandle> = Arc::new(body);
        let opened = Opened::new(name, &body, frame, cached_blocks)?;
        let (name, opened) = (name.to_owned(), RwLock::new(opened));
        Ok(Self { body, name, frame, cached_blocks, opened })
    }

    /// The stored fields of a passage.
    ///
    /// # Errors
    /// As [`stored_fields`].
    pub(super) fn fields(&self, passage: DocId) -> tantivy::Result<TantivyDocument> {
        let opened = self.opened.read().unwrap_or_else(PoisonError::into_inner);
        let fields = stored_fields(&opened.reader, passage);
        let is_full = opened.blocks.large_bytes() > MAX_LARGE_BYTES;
        drop(opened);
        if is_full {
            self.empty_cache()?;
        }
        fields
    }

    fn empty_cache(&self) -> io::Result<()> {
        let opened = Opened::new(&self.name, &self.body, self.frame, self.cached_blocks)?;
        *self.opened.write().unwrap_or_else(PoisonError::into_inner) = opened;
        Ok(())
    }

    /// The first passage of each block, as far as the file says.
    pub(super) fn first_passages(&self) -> io::Result<Vec<DocId>> {
        self.frame.first_passages(&FileSlice::new(Arc::clone(&self.body)))
    }
}

impl Opened {
    fn new(
        name: &Path,
        body: &Arc<dyn FileHandle>,
        frame: Frame,
        cached_blocks: usize,
    ) -> io::Result<Self> {
        let blocks = Arc::new(TextBlocks::new(name, Arc::clone(body), frame));
        let file: Arc<dyn FileHandle> = Arc::<TextBlocks>::clone(&blocks);
        let reader = StoreReader::open(FileSlice::new(file), cached_blocks)?;
        Ok(Self { reader, blocks })
    }
}
