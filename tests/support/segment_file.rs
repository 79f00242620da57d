//! A segment's file, taken apart and put together again with the right
//! checksums.

/// Bytes of a page that has a checksum of its own.
const PAGE_BYTES: usize = 16 << 10;

/// The checksum of the list of the pages' checksums, and the magic bytes.
const END_BYTES: usize = 12;

/// The length of tantivy's footer, and its magic bytes.
const TRAILER_BYTES: usize = 8;

/// A file, by its parts.
#[derive(Clone)]
pub(crate) struct SegmentFile {
    /// What tantivy's checksum is of.
    pub(crate) body: Vec<u8>,
    /// tantivy's footer.
    pub(crate) footer: serde_json::Value,
    magic: Vec<u8>,
}

/// Bytes of what tantivy wrote to a file: all but the list of checksums.
pub(crate) fn content_bytes(file: &[u8]) -> usize {
    assert!(file.ends_with(b"ibidsums"), "a file without a list of checksums");
    let with_list = file.len() - END_BYTES;
    with_list - 4 * with_list.div_ceil(PAGE_BYTES + 4)
}

impl SegmentFile {
    pub(crate) fn read(file: &[u8]) -> Self {
        let (content, magic) = file[..content_bytes(file)].split_last_chunk::<4>().unwrap();
        let (content, length) = content.split_last_chunk::<4>().unwrap();
        let length = u32::from_le_bytes(*length) as usize;
        let (body, footer) = content.split_at(content.len() - length);
        let footer = serde_json::from_slice(footer).unwrap();
        Self { body: body.to_vec(), footer, magic: magic.to_vec() }
    }

    /// The file with every checksum right.
    pub(crate) fn into_bytes(mut self) -> Vec<u8> {
        let mut file = self.body;
        self.footer["crc"] = crc32fast::hash(&file).into();
        let footer = self.footer.to_string();
        file.reserve(footer.len() + TRAILER_BYTES);
        file.extend(footer.bytes());
        file.extend((footer.len() as u32).to_le_bytes());
        file.extend(self.magic);
        let sums = file.chunks(PAGE_BYTES).flat_map(|page| crc32fast::hash(page).to_le_bytes());
        let sums: Vec<u8> = sums.collect();
        file.extend(&sums);
        file.extend(crc32fast::hash(&sums).to_le_bytes());
        file.extend(b"ibidsums");
        file
    }
}
