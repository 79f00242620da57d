//! The seal of a commit: a CRC-32 of everything in its file, as a last member of
//! its JSON that tantivy does not read.

use std::io::{Error, ErrorKind, Result};

/// Comes before the seal's eight hexadecimal digits.
const OPENING: &str = ",\"ibid_seal\":\"";

/// Comes after them.
const CLOSING: &str = "\"}\n";

/// A commit file as it was before it was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unsealed {
    pub(super) content: Vec<u8>,
    /// Formats 1 and 2 had no seal.
    pub(super) was_sealed: bool,
}

/// Seals the JSON object of a commit. Anything else is left as it is.
pub(super) fn seal(content: &[u8]) -> Vec<u8> {
    let object = content.trim_ascii_end();
    let Some(open) = object.strip_suffix(b"}") else { return content.to_vec() };
    let mut sealed = open.to_vec();
    sealed.extend(format!("{OPENING}{:08x}{CLOSING}", crc32fast::hash(open)).bytes());
    sealed
}

/// Takes the seal off, and compares it.
///
/// # Errors
/// `InvalidData` where the content has another checksum.
pub(super) fn unseal(mut content: Vec<u8>) -> Result<Unsealed> {
    let Some((open, digits)) = parts(&content) else {
        return Ok(Unsealed { content, was_sealed: false });
    };
    if digits != format!("{:08x}", crc32fast::hash(open)).as_bytes() {
        let message = "the commit file has another checksum than it had when it was written";
        return Err(Error::new(ErrorKind::InvalidData, message));
    }
    let len = open.len();
    content.truncate(len);
    content.extend_from_slice(b"}\n");
    Ok(Unsealed { content, was_sealed: true })
}

/// What was sealed, and the digits of the seal.
fn parts(content: &[u8]) -> Option<(&[u8], &[u8])> {
    let content = content.strip_suffix(CLOSING.as_bytes())?;
    let (content, digits) = content.split_at_checked(content.len().checked_sub(8)?)?;
    Some((content.strip_suffix(OPENING.as_bytes())?, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMIT: &[u8] = b"{\n  \"segments\": [],\n  \"payload\": \"{}\"\n}\n";

    #[test]
    fn gives_back_what_was_sealed() {
        let unsealed = unseal(seal(COMMIT)).unwrap();
        let open = COMMIT.trim_ascii_end().strip_suffix(b"}").unwrap();
        assert_eq!(unsealed.content, [open, b"}\n"].concat());
        assert!(unsealed.was_sealed);
        let read = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
        assert_eq!(read(&unsealed.content), read(COMMIT));
        assert_eq!(read(&seal(COMMIT))["segments"], read(COMMIT)["segments"]);
        assert!(!unseal(COMMIT.to_vec()).unwrap().was_sealed);
    }

    /// Each bit of it: what is not told as damage is no longer sealed, which
    /// the manifest's format tells.
    #[test]
    fn every_flipped_bit_is_told() {
        let sealed = seal(COMMIT);
        for bit in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let found = unseal(flipped);
            assert!(found.is_err() || !found.unwrap().was_sealed, "bit {bit}");
        }
    }
}
