//! The lexicon in a manifest: packed, as tantivy reads the commit's file anew
//! whenever it opens or looks for a commit, and writes it with each.

use std::io::Read as _;
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

use crate::lexicon::Lexicon;

/// Packs a lexicon of two hundred kilobytes in a few milliseconds.
const LEVEL: i32 = 3;

pub(super) fn serialize<S: Serializer>(lexicon: &Lexicon, to: S) -> Result<S::Ok, S::Error> {
    let json = serde_json::to_vec(lexicon).map_err(S::Error::custom)?;
    let packed = zstd::encode_all(json.as_slice(), LEVEL).map_err(S::Error::custom)?;
    to.serialize_str(&BASE64_STANDARD.encode(packed))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Lexicon>, D::Error> {
    let text = String::deserialize(from)?;
    let packed = BASE64_STANDARD.decode(text).map_err(D::Error::custom)?;
    let json = unpack(&packed).map_err(D::Error::custom)?;
    // Whether it is text is asked once, not of each word.
    let json = str::from_utf8(&json).map_err(D::Error::custom)?;
    serde_json::from_str(json).map(Arc::new).map_err(D::Error::custom)
}

/// A lexicon is a few megabytes at the most; a commit of a few kilobytes can
/// unpack to gigabytes.
const MAX_BYTES: u64 = 64 << 20;

fn unpack(packed: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut json = Vec::new();
    zstd::Decoder::new(packed)?.take(MAX_BYTES + 1).read_to_end(&mut json)?;
    if json.len() as u64 > MAX_BYTES {
        let message = format!("the lexicon unpacks to more than {MAX_BYTES} bytes");
        return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, message));
    }
    Ok(json)
}
