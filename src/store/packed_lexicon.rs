//! The lexicon in a manifest as compressed JSON. tantivy reads the whole commit
//! file when it opens an index or refreshes, and writes it with each commit.

use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

use crate::lexicon::Lexicon;

/// Level of compression: a lexicon of 200 KB takes a few milliseconds.
const LEVEL: i32 = 3;

pub(super) fn serialize<S: Serializer>(lexicon: &Lexicon, to: S) -> Result<S::Ok, S::Error> {
    let json = serde_json::to_vec(lexicon).map_err(S::Error::custom)?;
    let packed = zstd::encode_all(json.as_slice(), LEVEL).map_err(S::Error::custom)?;
    to.serialize_str(&BASE64_STANDARD.encode(packed))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Lexicon>, D::Error> {
    let text = String::deserialize(from)?;
    let packed = BASE64_STANDARD.decode(text).map_err(D::Error::custom)?;
    let json = zstd::decode_all(packed.as_slice()).map_err(D::Error::custom)?;
    // UTF-8 is validated once, not for each word.
    let json = str::from_utf8(&json).map_err(D::Error::custom)?;
    serde_json::from_str(json).map(Arc::new).map_err(D::Error::custom)
}
