//! The lexicon in a manifest as compressed JSON. tantivy reads the whole commit
//! file when it opens an index or refreshes, and writes it with each commit.

use std::io::Read as _;
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

use crate::lexicon::Lexicon;

/// A lexicon is 200 KB as JSON, and somebody's own may be much larger. One of more
/// bytes is not written. Where it is read, it was made to do harm.
const MAX_BYTES: u64 = 64 << 20;

/// Level of compression: a lexicon of 200 KB takes a few milliseconds.
const LEVEL: i32 = 3;

pub(super) fn serialize<S: Serializer>(lexicon: &Lexicon, to: S) -> Result<S::Ok, S::Error> {
    let json = serde_json::to_vec(lexicon).map_err(S::Error::custom)?;
    let packed = pack(&json).map_err(S::Error::custom)?;
    to.serialize_str(&BASE64_STANDARD.encode(packed))
}

/// Packs a lexicon; refuses one that could not be read back.
fn pack(json: &[u8]) -> std::io::Result<Vec<u8>> {
    if json.len() as u64 > MAX_BYTES {
        return Err(std::io::Error::other(format!("of {} bytes as JSON", json.len())));
    }
    zstd::encode_all(json, LEVEL)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Lexicon>, D::Error> {
    let text = String::deserialize(from)?;
    let packed = BASE64_STANDARD.decode(text).map_err(D::Error::custom)?;
    let json = unpack(&packed).map_err(D::Error::custom)?;
    // UTF-8 is validated once, not for each word.
    let json = str::from_utf8(&json).map_err(D::Error::custom)?;
    serde_json::from_str(json).map(Arc::new).map_err(D::Error::custom)
}

fn unpack(packed: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut json = Vec::new();
    // One byte more, so that a longer one is told apart from one that fits.
    zstd::Decoder::new(packed)?.take(MAX_BYTES + 1).read_to_end(&mut json)?;
    if json.len() as u64 > MAX_BYTES {
        let message = format!("its lexicon is over {} MiB unpacked", MAX_BYTES >> 20);
        return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, message));
    }
    Ok(json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let longest = vec![b' '; MAX_BYTES as usize + 1];
        let (last, fits) = longest.split_last().unwrap();
        assert_eq!(last, &b' ');
        assert!(unpack(&pack(fits).unwrap()).unwrap() == fits);
        assert_eq!(pack(&longest).unwrap_err().to_string(), "of 67108865 bytes as JSON");
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = zstd::encode_all(std::io::repeat(b' ').take(MAX_BYTES + 1), LEVEL).unwrap();
        assert!(bomb.len() < 100_000, "{}", bomb.len());
        let error = unpack(&bomb).unwrap_err();
        assert_eq!(error.to_string(), "its lexicon is over 64 MiB unpacked");
        let fits = zstd::encode_all(&b"{}"[..], LEVEL).unwrap();
        assert_eq!(unpack(&fits).unwrap(), b"{}");
    }
}
