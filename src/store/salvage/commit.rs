//! The commit of a damaged index, or what the folder says in its place.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::time::SystemTime;

use serde::Deserialize;
use tantivy::index::SegmentId;

use crate::error::{Error, Result};
use crate::store::directory::file_names;
use crate::store::errors::access_denied;
use crate::store::file_names::{COMMIT_FILE, is_of_segment};
use crate::store::manifest::{CommitPayload, FORMAT_VERSION, Manifest, read_payload};
use crate::store::seal::unseal;

/// What a salvage needs of a commit.
#[derive(Debug, Default)]
pub(super) struct Commit {
    pub(super) segments: Vec<SegmentFiles>,
    /// `None` where it is lost.
    pub(super) manifest: Option<Manifest>,
}

/// A segment by its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SegmentFiles {
    /// The 32 digits that its files' names begin with.
    pub(super) id: String,
    /// `None` where the commit is lost.
    pub(super) passages: Option<u32>,
    /// The stamp of its list of deletes, if it has one.
    pub(super) deletes: Option<u64>,
}

#[derive(Deserialize)]
struct JsonCommit {
    segments: Vec<JsonSegment>,
    payload: Option<String>,
}

#[derive(Deserialize)]
struct JsonSegment {
    segment_id: String,
    max_doc: u32,
    deletes: Option<JsonDeletes>,
}

#[derive(Deserialize)]
struct JsonDeletes {
    opstamp: u64,
}

impl SegmentFiles {
    /// The name of its file with that extension.
    pub(super) fn file(&self, extension: &str) -> String {
        format!("{}.{extension}", self.id)
    }
}

/// Reads the commit in that folder; what is wrong with it goes into `damage`.
///
/// # Errors
/// [`Error::NotFound`] where the folder has neither a commit nor texts;
/// [`Error::Format`] where the commit is of another format.
pub(super) fn read_commit(path: &Path, damage: &mut Vec<String>) -> Result<Commit> {
    let content = match fs::read(path.join(COMMIT_FILE)) {
        Ok(content) => content,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            damage.push(format!("{COMMIT_FILE} is missing"));
            Vec::new()
        }
        Err(error) => return Err(access_denied(path, error)),
    };
    // A seal is a last member of the JSON, so that a commit whose seal is
    // wrong can still be read.
    let unsealed = unseal(content.clone());
    if let Err(error) = &unsealed {
        damage.push(format!("{COMMIT_FILE}: {error}"));
    }
    let content = unsealed.map_or(content, |unsealed| unsealed.content);
    match serde_json::from_slice::<JsonCommit>(&content) {
        Ok(commit) => of_json(path, commit, damage),
        Err(error) => {
            if !content.is_empty() {
                damage.push(format!("{COMMIT_FILE} cannot be read: {error}"));
            }
            of_folder(path, damage)
        }
    }
}

fn of_json(path: &Path, commit: JsonCommit, damage: &mut Vec<String>) -> Result<Commit> {
    let manifest = match read_payload(commit.payload.as_deref()) {
        CommitPayload::Manifest(manifest) => Some(*manifest),
        CommitPayload::OtherFormat(found) => {
            return Err(Error::Format { path: path.into(), found, supported: FORMAT_VERSION });
        }
        CommitPayload::Damaged(detail) => {
            damage.push(format!("how the index was made cannot be read: {detail}"));
            None
        }
        CommitPayload::Foreign => {
            damage.push("how the index was made is lost".to_owned());
            None
        }
    };
    let mut segments: Vec<SegmentFiles> = Vec::new();
    for JsonSegment { segment_id, max_doc, deletes } in commit.segments {
        let id = SegmentId::from_uuid_string(&segment_id);
        let id = id.map_or_else(|_| String::new(), |id| id.uuid_string());
        let deletes = deletes.map(|deletes| deletes.opstamp);
        let segment = SegmentFiles { id, passages: Some(max_doc), deletes };
        // No other file than one of a segment is opened, whatever a commit says.
        if !is_of_segment(&segment.file("store")) {
            damage.push(format!("{segment_id:?} is no name of a segment"));
        } else if segments.iter().all(|other| other.id != segment.id) {
            segments.push(segment);
        }
    }
    // Where deletes are lost, a segment may hold what a later one replaced.
    segments.sort_by_key(|segment| modified(path, segment));
    Ok(Commit { segments, manifest })
}

/// The segments that the folder has, the oldest first: of two documents with
/// one id the later is kept.
fn of_folder(path: &Path, damage: &mut Vec<String>) -> Result<Commit> {
    let mut stamps: BTreeMap<String, Option<u64>> = BTreeMap::new();
    for name in file_names(path).into_iter().filter(|name| is_of_segment(name)) {
        let Some((id, extension)) = name.split_once('.') else { continue };
        let stamp = extension.strip_suffix(".del").and_then(|stamp| stamp.parse().ok());
        let last = stamps.entry(id.to_owned()).or_default();
        *last = (*last).max(stamp);
    }
    if stamps.is_empty() {
        return Err(Error::NotFound { path: path.into() });
    }
    damage.push(
        "which documents were deleted or not yet committed is lost: every text in the folder is \
         taken, and the built-in lexicon"
            .to_owned(),
    );
    let segment = |(id, deletes)| SegmentFiles { id, passages: None, deletes };
    let mut segments: Vec<SegmentFiles> = stamps.into_iter().map(segment).collect();
    segments.sort_by_key(|segment| modified(path, segment));
    Ok(Commit { segments, manifest: None })
}

fn modified(path: &Path, segment: &SegmentFiles) -> Option<SystemTime> {
    fs::metadata(path.join(segment.file("store"))).and_then(|file| file.modified()).ok()
}
