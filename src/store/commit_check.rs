//! What a commit may say of its segments, compared before any of them is
//! opened.

use std::collections::HashSet;
use std::io::{Error, ErrorKind, Result};

use serde::Deserialize;
use tantivy::IndexMeta;
use tantivy::index::SegmentId;

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
/// `InvalidData` where a segment is there twice: each document of it would be;
/// where an id is none.
pub(super) fn check_commit(content: &[u8]) -> Result<()> {
    let Ok(commit) = serde_json::from_slice::<Commit>(content) else { return Ok(()) };
    let mut ids = HashSet::with_capacity(commit.segments.len());
    for Segment { segment_id } in commit.segments {
        // An id can be written in several ways: with hyphens, in capitals.
        let Ok(id) = SegmentId::from_uuid_string(&segment_id) else {
            return Err(damage(&format!("{segment_id:?}, which is no id of a segment")));
        };
        if !ids.insert(id) {
            return Err(damage(&format!("segment {} twice", id.uuid_string())));
        }
    }
    Ok(())
}

fn damage(named: &str) -> Error {
    Error::new(ErrorKind::InvalidData, format!("the commit names {named}"))
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
        let (a, b) = ("00000000000000000000000000000abc", "00000000000000000000000000000abd");
        assert_eq!(check(&[]), Ok(()));
        assert_eq!(check(&[a, b]), Ok(()));
        let twice = Err(format!("the commit names segment {a} twice"));
        let hyphens = "00000000-0000-0000-0000-000000000abc";
        for again in [a, hyphens, &hyphens.to_uppercase(), &format!("{{{hyphens}}}")] {
            assert_eq!(check(&[a, b, again]), twice, "{again}");
        }
        let none = Err("the commit names \"a\", which is no id of a segment".to_owned());
        assert_eq!(check(&["a"]), none);
        assert!(check_commit(b"{").is_ok());
    }
}
