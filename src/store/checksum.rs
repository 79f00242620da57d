//! The checksum at the end of a segment's file, compared before anything of the
//! file is believed.
//!
//! tantivy ends each file with a footer: JSON with the CRC-32 of everything
//! before it, the footer's length as four bytes, and four magic bytes.

use std::io::{Error, ErrorKind, Result};
use std::path::Path;

use serde::Deserialize;
use tantivy::directory::{FileHandle, OwnedBytes};

/// The length of the footer and the magic bytes, in bytes.
const TRAILER_BYTES: usize = 8;

/// A footer is a line of JSON; a longer one is damage.
const MAX_FOOTER_BYTES: usize = 50_000;

const MAGIC: u32 = 1337;

#[derive(Deserialize)]
struct Footer {
    crc: u32,
}

/// Reads a file, compares its checksum, and gives what stands before its footer.
///
/// Cost: one pass over the file.
///
/// # Errors
/// `InvalidData` names the file where it is too short, has no footer, or does
/// not have the checksum that its footer says.
pub(super) fn compare_checksum(name: &Path, file: &dyn FileHandle) -> Result<OwnedBytes> {
    let damage =
        |what: &str| Error::new(ErrorKind::InvalidData, format!("{} {what}", name.display()));
    let body_and_footer = file.len().checked_sub(TRAILER_BYTES);
    let Some(trailer_at) = body_and_footer else { return Err(damage("is cut short")) };
    let trailer = file.read_bytes(trailer_at..file.len())?;
    let [Some(footer_bytes), Some(magic)] = [0, 4].map(|at| u32_at(&trailer, at)) else {
        return Err(damage("is cut short"));
    };
    let footer_bytes = footer_bytes as usize;
    let body_len =
        trailer_at.checked_sub(footer_bytes).filter(|_| footer_bytes <= MAX_FOOTER_BYTES);
    let (Some(body_len), MAGIC) = (body_len, magic) else {
        return Err(damage("does not end as a file of an index does"));
    };
    let footer = file.read_bytes(body_len..trailer_at)?;
    let footer: Footer = serde_json::from_slice(&footer)
        .map_err(|_| damage("does not end as a file of an index does"))?;
    let body = file.read_bytes(0..body_len)?;
    if crc32fast::hash(&body) == footer.crc {
        Ok(body)
    } else {
        Err(damage("has another checksum than it had when it was written"))
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}
