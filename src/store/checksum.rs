//! tantivy's own checksum at the end of a segment's file.
//!
//! tantivy ends each file with a footer: JSON with the CRC-32 of everything
//! before it, the footer's length as four bytes, and four magic bytes. The
//! [list of checksums](super::page_sums) comes after it.

use std::io::{Error, ErrorKind, Result};
use std::path::Path;

use serde::Deserialize;
use tantivy::directory::FileHandle;

/// The length of the footer and the magic bytes, in bytes.
const TRAILER_BYTES: usize = 8;

/// A footer is a line of JSON; a longer one is damage.
const MAX_FOOTER_BYTES: usize = 50_000;

const MAGIC: u32 = 1337;

#[derive(Deserialize)]
struct Footer {
    crc: u32,
}

/// Where the body of a file ends and its footer begins.
///
/// Cost: reads the last eight bytes.
///
/// # Errors
/// `InvalidData` names the file where it is too short or has no footer.
pub(super) fn body_bytes(name: &Path, file: &dyn FileHandle) -> Result<usize> {
    let Some(trailer_at) = file.len().checked_sub(TRAILER_BYTES) else {
        return Err(damage(name, "is cut short"));
    };
    let trailer = file.read_bytes(trailer_at..file.len())?;
    let [footer_bytes, magic] = [0, 4].map(|at| u32_at(&trailer, at));
    let footer_bytes = footer_bytes.map(|bytes| bytes as usize);
    let body_bytes = footer_bytes.filter(|&bytes| bytes <= MAX_FOOTER_BYTES);
    let body_bytes = body_bytes.and_then(|footer_bytes| trailer_at.checked_sub(footer_bytes));
    body_bytes.filter(|_| magic == Some(MAGIC)).ok_or_else(|| damage(name, NO_END))
}

/// Reads a file and compares its checksum.
///
/// Cost: one pass over the file.
///
/// # Errors
/// `InvalidData` names the file where it is too short, has no footer, or does
/// not have the checksum that its footer says.
pub(super) fn compare_checksum(name: &Path, file: &dyn FileHandle) -> Result<()> {
    let body_bytes = body_bytes(name, file)?;
    let footer = file.read_bytes(body_bytes..file.len() - TRAILER_BYTES)?;
    let footer: Footer = serde_json::from_slice(&footer).map_err(|_| damage(name, NO_END))?;
    if crc32fast::hash(&file.read_bytes(0..body_bytes)?) == footer.crc {
        Ok(())
    } else {
        Err(damage(name, "has another checksum than it had when it was written"))
    }
}

const NO_END: &str = "does not end as a file of an index does";

/// The error for a damaged file of an index.
pub(super) fn damage(name: &Path, detail: &str) -> Error {
    Error::new(ErrorKind::InvalidData, format!("{} {detail}", name.display()))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}
