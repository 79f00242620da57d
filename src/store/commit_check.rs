//! What a commit may say of its segments, compared before any of them is
//! opened.

use std::collections::HashSet;
use std::io::{Error, ErrorKind, Result};

use serde::Deserialize;
use tantivy::IndexMeta;

use super::schema::Fields;

/// The part of a commit that is compared.
#[derive(Deserialize)]
struct Commit {
    segments: Vec<Segment>,
}

#[derive(Deserialize)]
struct Segment {
    segment_id: String,
}

/// Compares the segments of a commit. A commit that is no JSON of a commit is
/// left to tantivy, which says where it is wrong.
///
/// # Errors
/// `InvalidData` where a segment is there twice: each document of it would be.
pub(super) fn check_commit(content: &[u8]) -> Result<()> {
    let Ok(commit) = serde_json::from_slice::<Commit>(content) else { return Ok(()) };
    let mut ids = HashSet::with_capacity(commit.segments.len());
    for Segment { segment_id } in commit.segments {
        if ids.contains(&segment_id) {
            let message = format!("the commit names segment {segment_id} twice");
            return Err(Error::new(ErrorKind::InvalidData, message));
        }
        ids.insert(segment_id);
    }
    Ok(())
}

/// Whether a commit is that of a creation that was cut off.
pub(super) fn is_blank(metas: &IndexMeta) -> bool {
    metas.payload.is_none() && metas.segments.is_empty() && metas.schema == Fields::schema().0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_is_there_once() {
        let check = |ids: &[&str]| {
            let segments: Vec<String> =
                ids.iter().map(|id| format!("{{\"segment_id\":\"{id}\",\"max_doc\":1}}")).collect();
            let commit = format!("{{\"segments\":[{}],\"opstamp\":7}}", segments.join(","));
            check_commit(commit.as_bytes()).map_err(|error| error.to_string())
        };
        assert_eq!(check(&[]), Ok(()));
        assert_eq!(check(&["a", "b"]), Ok(()));
        assert_eq!(check(&["a", "b", "a"]), Err("the commit names segment a twice".to_owned()));
        assert!(check_commit(b"{").is_ok());
    }
}
