//! The bytes of files that citations stand for, where the text was decoded.

use std::collections::BTreeMap;
use std::path::Path;

use super::Skipped;
use super::decode::decode;
use super::decode::file_bytes::spans_of;
use super::folder::Folder;
use super::id;
use super::stamp::Stamp;
use crate::document::file_fields::FileFields;
use crate::hit::Hit;
use crate::hit::citation::Citation;
use crate::span::Span;

/// Gives the citations of hits, and of their neighbours, the bytes of the file
/// where the file was decoded: in UTF-16, Windows-1252, Mac Roman and so on,
/// bytes of the text are not those of the file. An index does not keep which are
/// which, so each of these files is read once more.
///
/// Other citations stay as they are: bytes of a text in UTF-8 are those of its
/// file. So do those of a file that was changed or removed since; these files are
/// given back, each with the reason. What was read from a PDF or another format has no
/// bytes of its own in the file.
///
/// Cost: nothing where no hit was decoded; else one look at each file and the
/// decoding of it.
///
/// ```
/// use ibid::source::{Folder, locate};
/// use ibid::{Index, Query};
///
/// let folder = tempfile::tempdir().unwrap();
/// let bytes = b"Le Minist\xE8re a command\xE9 six h\xE9licopt\xE8res.";
/// std::fs::write(folder.path().join("june.txt"), bytes).unwrap();
/// let articles = Folder::new(folder.path());
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&articles.read(&articles.list()?.files[0]).unwrap())?;
/// writer.commit()?;
///
/// let mut hits = index.search(&Query::new("six"))?;
/// assert!(locate(&mut hits.hits).is_empty());
/// let citation = &hits[0].citation;
/// assert_eq!(citation.encoding.as_deref(), Some("windows-1252"));
/// assert_eq!((citation.span.len(), citation.file_bytes.unwrap().len()), (45, 41));
///
/// std::fs::remove_file(folder.path().join("june.txt")).unwrap();
/// let mut hits = index.search(&Query::new("six"))?;
/// let reason = &locate(&mut hits.hits)[0].reason;
/// assert!(reason.starts_with("is not where it was read"), "{reason}");
/// # Ok::<(), ibid::Error>(())
/// ```
pub fn locate(hits: &mut [Hit]) -> Vec<Skipped> {
    let mut by_path: BTreeMap<String, (String, Vec<&mut Hit>)> = BTreeMap::new();
    for hit in hits {
        let Some(file) = FileFields::of(&hit.extra) else { continue };
        if file.decoded_from().is_some() && !file.has_reader {
            let (path, stamp) = (file.path.to_owned(), file.stamp.to_owned());
            by_path.entry(path).or_insert((stamp, Vec::new())).1.push(hit);
        }
    }
    let mut skipped = Vec::new();
    for (path, (stamp, hits)) in by_path {
        let path = id::path_of(&path);
        if let Err(reason) = locate_in(&path, &stamp, hits) {
            skipped.push(Skipped::new(path, reason));
        }
    }
    skipped
}

/// Locates hits of one file.
fn locate_in(path: &Path, stamp: &str, hits: Vec<&mut Hit>) -> Result<(), String> {
    let advice = "index it again, or cite the bytes of the decoded text";
    let changed = || format!("was changed since it was read: {advice}");
    let metadata = path.metadata().map_err(|error| {
        format!("is not where it was read ({error}): put it back, or cite the bytes of the text")
    })?;
    // What has another length is not read, however long it is.
    let length = stamp.parse::<Stamp>().map_err(|_| changed())?.bytes;
    if metadata.len() != length {
        return Err(changed());
    }
    let bytes = Folder::new("").max_bytes(length).bytes(path)?;
    let decoded = decode(&bytes).map_err(|_| changed())?;
    let mut cited: Vec<(&mut Citation, &str)> = Vec::new();
    for hit in hits {
        cited.push((&mut hit.citation, &hit.text));
        for neighbour in hit.before.iter_mut().chain(&mut hit.after) {
            cited.push((&mut neighbour.citation, &neighbour.text));
        }
    }
    // The text itself proves that the file is the one that was read.
    if cited.iter().any(|(citation, text)| citation.span.of(&decoded.text) != Some(*text)) {
        return Err(changed());
    }
    let spans: Vec<Span> = cited.iter().map(|(citation, _)| citation.span).collect();
    for ((citation, _), in_file) in cited.into_iter().zip(spans_of(&bytes, &decoded, &spans)) {
        citation.file_bytes = in_file;
    }
    Ok(())
}
