//! Citations held against the files of a folder.

use super::Skipped;
use super::folder::{FileEntry, Folder};
use super::id;
use crate::cite::cited::Cited;
use crate::cite::verify::verdict::Verdict;
use crate::cite::verify::verifier::Verifier;
use crate::error::Result;

/// What became of the passages that citations of a file cite, in their order, by the texts
/// of a folder as they are. No index is needed.
///
/// A file that cannot be read makes the citations of it
/// [unreadable](Verdict::Unreadable), with the reason.
///
/// Cost: the files that are cited; where one of these does not have what was cited, and for
/// citations of other programs, all files.
///
/// ```
/// use ibid::cite::{Anchor, read};
/// use ibid::source::{Folder, verify_citations};
/// use ibid::Span;
///
/// let folder = tempfile::tempdir().unwrap();
/// let file = folder.path().join("june.txt");
/// std::fs::write(&file, "Six helicopters arrived.").unwrap();
///
/// let anchor = Anchor::new("june.txt", Span::new(0, 24), "Six helicopters arrived.");
/// let citations = read(&anchor.to_string());
/// let articles = Folder::new(folder.path());
/// assert!(verify_citations(&articles, &citations)?[0].holds());
///
/// std::fs::write(&file, "").unwrap();
/// let verdict = verify_citations(&articles, &citations)?[0].to_string();
/// assert_eq!(verdict, "unreadable: is empty: put text into it or remove it");
/// # Ok::<(), ibid::Error>(())
/// ```
///
/// # Errors
/// [`Error::Io`](crate::Error::Io) where the folder is missing or may not be read.
pub fn verify_citations(folder: &Folder, citations: &[Cited]) -> Result<Vec<Verdict>> {
    let listing = folder.list()?;
    let mut verifier = Verifier::new(citations);
    for Skipped { path, reason, .. } in &listing.skipped {
        let within = path.strip_prefix(&listing.root).unwrap_or(path);
        verifier.look_past(&id::of(within), reason);
    }
    let cited = verifier.documents();
    // A file of several documents names them `file#part`.
    let is_cited = |entry: &FileEntry| {
        let at = cited.partition_point(|document| *document < entry.id.as_str());
        let part = cited.get(at).and_then(|document| document.strip_prefix(entry.id.as_str()));
        part.is_some_and(|part| part.is_empty() || part.starts_with('#'))
    };
    let (first, others): (Vec<_>, Vec<_>) = listing.files.iter().partition(|file| is_cited(file));
    for entry in first {
        look_at(&mut verifier, folder, entry);
    }
    for entry in others {
        if verifier.is_settled() {
            break;
        }
        look_at(&mut verifier, folder, entry);
    }
    Ok(verifier.verdicts())
}

fn look_at(verifier: &mut Verifier<'_>, folder: &Folder, entry: &FileEntry) {
    match folder.documents(entry) {
        Ok(read) => read.documents.iter().for_each(|document| verifier.look_at(document)),
        Err(skipped) => verifier.look_past(&entry.id, &skipped.reason),
    }
}
