//! Posting files of tantivy, read by cursors of our own: the one place that
//! knows how they are laid out.
//!
//! tantivy's own cursors unpack the frequencies of every block they reach, copy
//! positions out passage by passage, keep block maxima to themselves, and panic
//! where a file is damaged. The cursors here decode as little as a search needs.
//!
//! # Version
//!
//! Everything below is version [`FORMAT`] of tantivy's index format, the version
//! that tantivy 0.27 writes. `meta.json` names no version: each file of a segment
//! has its own, in a footer of JSON, its length and a magic number. tantivy reads
//! older versions too, so [`check_format`] refuses any other one before a list is
//! opened. Generated tests compare each cursor with tantivy's own.
//!
//! # Files
//!
//! `.idx` (postings) and `.pos` (positions) are composite files: the lists of
//! one field after the other, then where each field begins. The postings of a
//! field begin with 8 bytes, the number of its tokens. The dictionary says for
//! each term which bytes of each file are its own, and how many passages have it.
//!
//! # A posting list
//!
//! ```text
//! length of the skip list in bytes (variable)   only with full blocks
//! skip list: 12 bytes a full block              only with full blocks
//! full blocks
//! tail: fewer than 128 postings                 passages, then frequencies (variable)
//! ```
//!
//! A variable number has seven bits a byte, the lowest first; the last byte has
//! its eighth bit set. A full block is 128 passages and then 128 frequencies,
//! both packed by `bitpacking` ("4x": four numbers side by side). Passages are
//! packed as differences less one, frequencies less one. Passages of the tail are
//! differences to the passage before, the first to the last of the full blocks.
//!
//! # An entry of the skip list
//!
//! ```text
//! bytes 0..4    last passage
//! byte  4       bits of a packed passage, and bit 6: differences are less one
//! byte  5       bits of a packed frequency
//! bytes 6..10   sum of the frequencies
//! byte  10      id of the length, and
//! byte  11      frequency (255: that or more) of the passage for which BM25
//!               with k1 = 1.2 and b = 0.75 is highest
//! ```
//!
//! # Positions of a list
//!
//! ```text
//! number of full blocks (variable)
//! bits of a number: one byte a full block
//! full blocks: 128 numbers, packed
//! tail: fewer than 128 numbers (variable)
//! ```
//!
//! A passage has as many numbers as its frequency: its first position, then the
//! difference of each position to the one before.
//!
//! # Damage
//!
//! Whatever the bytes are, a cursor never panics and never goes back, so every
//! walk ends. A cursor that meets damage ends its list and notes it. A caller
//! walks its cursor first and calls `check` once at the end; at an error it drops
//! what it collected. Hot loops carry no check.
//!
//! | checked | when |
//! |---|---|
//! | versions of the files | a segment is opened |
//! | the skip list: order of passages, bits, lengths | a list is opened |
//! | passages of a full block against its last passage | the block is unpacked |
//! | frequencies of a full block against their sum | they are all unpacked |
//! | order, number and length of the tail | it is read |
//! | the range of positions | they are read |
//!
//! Some numbers stand only once in a file: positions, frequencies and differences
//! of a tail, block maxima, and the sum of frequencies of a block that is skipped.
//! A change of those shows only in the file's checksum, which `verify` compares.

mod block;
pub(crate) mod block_cursor;
pub(crate) mod block_max;
pub(crate) mod lists;
mod positions;
mod skip_list;
mod varint;
#[cfg(test)]
mod write;

use std::io;
use std::path::PathBuf;

use tantivy::directory::error::Incompatibility;
use tantivy::directory::footer::Footer;
use tantivy::directory::{Directory, FileSlice};
use tantivy::index::SegmentId;
use tantivy::{HasLen, TantivyError, Version};

/// The version of tantivy's index format that this room reads.
pub(crate) const FORMAT: u32 = 7;

// A tantivy that writes another version needs the pages above read anew.
const _: () = assert!(tantivy::INDEX_FORMAT_VERSION == FORMAT);

/// Extensions of the files that this room reads.
const EXTENSIONS: [&str; 2] = ["idx", "pos"];

/// Bytes that tantivy reads of a footer before it compares lengths.
const FOOTER_END: usize = 8;

/// Checks that the posting files of a segment have [`FORMAT`].
///
/// # Errors
/// [`TantivyError::IncompatibleIndex`] with the version where they have another.
pub(crate) fn check_format(files: &dyn Directory, segment: SegmentId) -> tantivy::Result<()> {
    for extension in EXTENSIONS {
        let name = PathBuf::from(segment.uuid_string()).with_extension(extension);
        check_footer(files.open_read(&name)?)?;
    }
    Ok(())
}

fn check_footer(file: FileSlice) -> tantivy::Result<()> {
    // tantivy panics on a shorter file.
    if file.len() < FOOTER_END {
        return Err(damaged("a file without its footer").into());
    }
    let (Footer { version, .. }, _) = Footer::extract_footer(file)?;
    if format_of(&version) == Some(FORMAT) {
        return Ok(());
    }
    let library_version = tantivy::version().clone();
    let mismatch = Incompatibility::IndexMismatch { library_version, index_version: version };
    Err(TantivyError::IncompatibleIndex(mismatch))
}

/// The format in a version, whose fields are private to tantivy.
pub(crate) fn format_of(version: &Version) -> Option<u32> {
    let fields = serde_json::to_value(version).ok()?;
    fields.get("index_format_version")?.as_u64()?.try_into().ok()
}

/// The error for damage, which ibid's errors tell from other failures by its
/// kind.
fn damaged(detail: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, detail)
}

/// `Ok` unless damage was met.
fn check(is_damaged: bool, detail: &'static str) -> io::Result<()> {
    if is_damaged { Err(damaged(detail)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use tantivy::directory::OwnedBytes;

    use super::*;

    /// A file with a footer as tantivy writes it.
    fn file(format: u32) -> FileSlice {
        let footer = format!(
            "{{\"version\":{{\"major\":0,\"minor\":27,\"patch\":0,\"index_format_version\":{format}}},\
             \"crc\":7}}"
        );
        let length = (footer.len() as u32).to_le_bytes();
        let bytes = [b"lists", footer.as_bytes(), &length, &1337_u32.to_le_bytes()].concat();
        FileSlice::from(bytes)
    }

    #[test]
    fn files_of_another_format_are_refused() {
        assert!(check_footer(file(FORMAT)).is_ok());
        for format in [4, FORMAT - 1, FORMAT + 1] {
            let Err(TantivyError::IncompatibleIndex(Incompatibility::IndexMismatch {
                index_version,
                ..
            })) = check_footer(file(format))
            else {
                panic!("{format} is accepted");
            };
            assert_eq!(format_of(&index_version), Some(format));
        }
    }

    #[test]
    fn a_file_without_its_footer_is_damaged() {
        let whole = file(FORMAT).read_bytes().unwrap();
        for length in [0, 4, 7, 8, 30, whole.len() - 1] {
            let cut = FileSlice::from(OwnedBytes::as_slice(&whole)[..length].to_vec());
            let error = check_footer(cut).unwrap_err();
            assert!(matches!(error, TantivyError::IoError(_)), "{length} bytes: {error}");
        }
    }

    #[test]
    fn this_tantivy_writes_the_format() {
        assert_eq!(format_of(tantivy::version()), Some(FORMAT));
    }
}
