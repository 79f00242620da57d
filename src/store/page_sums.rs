//! Checksums of the pages of a segment's file, compared when a page is first
//! read.
//!
//! tantivy ends a file with one checksum of all of it: to compare that, a search
//! would have to read the whole index first. So each file ends with a list:
//!
//! ```text
//! content                 as tantivy wrote it, with its footer
//! CRC-32 of each page     of 16 KiB of the content; 4 bytes each
//! CRC-32 of the list      4 bytes
//! "ibidsums"
//! ```
//!
//! Numbers are little-endian. The length of the file says how long the content
//! is. Files of builds that wrote no list have their one checksum compared when
//! they are opened.

use std::io::Result;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

use super::checksum::damage;

/// Bytes of a page. Smaller ones make longer lists, larger ones read more than
/// was asked for: a block of texts has 10 KiB.
pub(super) const PAGE_BYTES: usize = 16 << 10;

const CHECKSUM_BYTES: usize = size_of::<u32>();

const MAGIC: [u8; 8] = *b"ibidsums";

/// The list's checksum and the magic bytes.
const END_BYTES: usize = 12;

/// The checksums of a file's pages, and which of them were compared.
#[derive(Debug)]
pub(super) struct PageSums {
    content_bytes: usize,
    pages: Vec<Page>,
}

#[derive(Debug)]
struct Page {
    checksum: u32,
    is_compared: AtomicBool,
}

/// The end of a file: the list of its pages' checksums.
pub(super) fn list_of(checksums: &[u32]) -> Vec<u8> {
    let mut list: Vec<u8> = checksums.iter().flat_map(|checksum| checksum.to_le_bytes()).collect();
    list.extend(crc32fast::hash(&list).to_le_bytes());
    list.extend(MAGIC);
    list
}

/// Bytes of the content of a file that ends with a list; `None` where no such
/// file is that long.
pub(super) fn content_bytes_of(file_bytes: usize) -> Option<usize> {
    let with_list = file_bytes.checked_sub(END_BYTES)?;
    let pages = with_list.div_ceil(PAGE_BYTES + CHECKSUM_BYTES);
    let content_bytes = with_list.checked_sub(pages * CHECKSUM_BYTES)?;
    (content_bytes.div_ceil(PAGE_BYTES) == pages).then_some(content_bytes)
}

impl PageSums {
    /// Reads the list at the end of a file; `None` where it has none.
    ///
    /// Cost: four bytes a page.
    ///
    /// # Errors
    /// `InvalidData` where the list is damaged.
    pub(super) fn read(name: &Path, file: &dyn FileHandle) -> Result<Option<Self>> {
        let Some(end_at) = file.len().checked_sub(END_BYTES) else { return Ok(None) };
        let end = file.read_bytes(end_at..file.len())?;
        if !end.ends_with(&MAGIC) {
            return Ok(None);
        }
        let damaged = || damage(name, "has a damaged list of checksums");
        let content_bytes = content_bytes_of(file.len()).ok_or_else(damaged)?;
        let list = file.read_bytes(content_bytes..end_at)?;
        if u32_of(&end) != crc32fast::hash(&list) {
            return Err(damaged());
        }
        let page = |checksum| Page { checksum: u32_of(checksum), is_compared: false.into() };
        let pages = list.chunks_exact(CHECKSUM_BYTES).map(page).collect();
        Ok(Some(Self { content_bytes, pages }))
    }

    /// Compares every page of the content.
    ///
    /// # Errors
    /// As [`compare`](Self::compare).
    pub(super) fn compare_all(&self, name: &Path, file: &dyn FileHandle) -> Result<()> {
        self.compare(name, file, &(0..self.content_bytes))
    }

    /// Compares the pages that a range of the content touches and that were not
    /// compared before.
    ///
    /// # Errors
    /// `InvalidData` names the file where a page has another checksum, or the
    /// range goes beyond the content.
    pub(super) fn compare(
        &self,
        name: &Path,
        file: &dyn FileHandle,
        range: &Range<usize>,
    ) -> Result<()> {
        if range.start > range.end || range.end > self.content_bytes {
            return Err(damage(name, "is shorter than another file says"));
        }
        let touched = range.start / PAGE_BYTES..range.end.div_ceil(PAGE_BYTES);
        for (number, page) in touched.clone().zip(self.pages.get(touched).unwrap_or_default()) {
            // Two threads that compare one page at once find the same.
            if page.is_compared.load(Ordering::Relaxed) {
                continue;
            }
            let start = number * PAGE_BYTES;
            let content = file.read_bytes(start..self.content_bytes.min(start + PAGE_BYTES))?;
            if crc32fast::hash(&content) != page.checksum {
                return Err(damage(name, "has another checksum than it had when it was written"));
            }
            page.is_compared.store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}

/// The number that bytes begin with.
fn u32_of(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

/// The content of a file, each page of which is compared before anything of it
/// is given.
#[derive(Debug)]
pub(super) struct ComparedFile {
    name: PathBuf,
    file: Arc<dyn FileHandle>,
    sums: Arc<PageSums>,
}

impl ComparedFile {
    pub(super) fn new(name: &Path, file: Arc<dyn FileHandle>, sums: Arc<PageSums>) -> Self {
        Self { name: name.to_owned(), file, sums }
    }
}

impl HasLen for ComparedFile {
    fn len(&self) -> usize {
        self.sums.content_bytes
    }
}

impl FileHandle for ComparedFile {
    fn read_bytes(&self, range: Range<usize>) -> Result<OwnedBytes> {
        self.sums.compare(&self.name, self.file.as_ref(), &range)?;
        self.file.read_bytes(range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of that content and its list.
    fn file(content: &[u8]) -> Vec<u8> {
        let checksums: Vec<u32> = content.chunks(PAGE_BYTES).map(crc32fast::hash).collect();
        [content, &list_of(&checksums)].concat()
    }

    fn content(bytes: usize) -> Vec<u8> {
        (0..bytes).map(|at| (at * 31 % 251) as u8).collect()
    }

    /// Reads ranges of a file, as its bytes or why they are damaged.
    fn read(file: &[u8], ranges: &[Range<usize>]) -> Result<Option<Vec<Vec<u8>>>> {
        let bytes: Arc<dyn FileHandle> = Arc::new(OwnedBytes::new(file.to_vec()));
        let name = Path::new("a.idx");
        let Some(sums) = PageSums::read(name, bytes.as_ref())? else { return Ok(None) };
        let compared = ComparedFile::new(name, bytes, Arc::new(sums));
        let read = |range: &Range<usize>| Ok(compared.read_bytes(range.clone())?.to_vec());
        ranges.iter().map(read).collect::<Result<_>>().map(Some)
    }

    #[test]
    fn ranges_are_those_of_the_content() {
        for bytes in [0, 1, 7, PAGE_BYTES - 1, PAGE_BYTES, PAGE_BYTES + 1, 3 * PAGE_BYTES + 9] {
            let content = content(bytes);
            let ranges = [0..0, 0..bytes, bytes / 2..bytes, bytes..bytes, bytes / 3..bytes / 2];
            let expected: Vec<Vec<u8>> =
                ranges.iter().map(|range| content[range.clone()].to_vec()).collect();
            assert_eq!(read(&file(&content), &ranges).unwrap(), Some(expected), "{bytes} bytes");
            assert!(
                read(&file(&content), std::slice::from_ref(&(0..bytes + 1))).is_err(),
                "{bytes} bytes"
            );
            assert_eq!(read(&content, &[]).unwrap(), None, "{bytes} bytes");
        }
    }

    /// A page that is not read is not compared.
    #[test]
    fn damage_shows_where_it_is_read() {
        let whole = file(&content(3 * PAGE_BYTES));
        let mut damaged = whole.clone();
        damaged[PAGE_BYTES + 5] ^= 4;
        let [first, second, third] = [0, 1, 2].map(|page| page * PAGE_BYTES..page * PAGE_BYTES + 9);
        assert!(read(&damaged, &[first.clone(), third.clone()]).is_ok());
        for range in [second.clone(), PAGE_BYTES - 1..PAGE_BYTES + 1, 0..3 * PAGE_BYTES] {
            let error = read(&damaged, &[first.clone(), range]).unwrap_err();
            let message = "a.idx has another checksum than it had when it was written";
            assert_eq!(error.to_string(), message);
        }
        assert!(read(&whole, &[second, first, third]).is_ok());
    }

    #[test]
    fn the_length_of_a_file_says_that_of_its_content() {
        for bytes in (0..5 * PAGE_BYTES).step_by(501).chain([PAGE_BYTES, 2 * PAGE_BYTES]) {
            assert_eq!(content_bytes_of(file(&content(bytes)).len()), Some(bytes));
        }
        for bytes in [0, END_BYTES - 1, END_BYTES + 4, END_BYTES + PAGE_BYTES + 7] {
            assert_eq!(content_bytes_of(bytes), None, "{bytes}");
        }
    }

    #[test]
    fn every_flipped_bit_of_the_list_is_told() {
        let bytes = 2 * PAGE_BYTES + 3;
        let whole = file(&content(bytes));
        for bit in bytes * 8..whole.len() * 8 {
            let mut damaged = whole.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            let list = read(&damaged, &[]);
            // Without the magic bytes, it is a file that does not end as one.
            let is_told = list.as_ref().is_ok_and(Option::is_none) || list.is_err();
            assert!(is_told, "bit {bit}");
        }
    }
}
