//! Lists the files of a folder that can be read.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{File, FileType, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

use super::Skipped;
use super::passed_over::PassedOver;
use super::read::ENDINGS;
use super::stamp::Stamp;
use crate::error::{Error, Result};
use crate::source::id;

/// The files of a folder, and of the folders in it, that can be read.
///
/// Texts (`.txt`, `.md`), tables (`.csv`, `.tsv`) and `.rtf` are taken, and by the
/// features of the crate web pages (`.html`, `.htm`, `.xhtml`, `.mhtml`, `.mht`),
/// `.docx` and `.odt`, messages (`.eml`, `.mbox`) and `.pdf`, with endings in any
/// case. Names that begin with a dot are ignored. What a file is its first bytes
/// tell, and only then its ending. Links are followed; one that leads back to a
/// folder around it is reported. Only ordinary files are opened, never a pipe
/// or a device.
///
/// ```
/// use ibid::source::Folder;
///
/// let folder = tempfile::tempdir().unwrap();
/// std::fs::write(folder.path().join("june.txt"), "Six helicopters arrived.").unwrap();
///
/// let articles = Folder::new(folder.path());
/// let listing = articles.list()?;
/// let document = articles.read(&listing.files[0]).unwrap();
/// assert_eq!(document.id, "june.txt");
/// assert_eq!(document.text, "Six helicopters arrived.");
///
/// std::fs::write(folder.path().join("june.txt"), "").unwrap();
/// assert!(articles.read(&listing.files[0]).unwrap_err().reason.starts_with("is empty"));
/// assert!(Folder::new("no/such/folder").list().is_err());
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
    extensions: Vec<String>,
    max_bytes: u64,
}

/// The content of a folder when it was listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listing {
    /// The folder, as an absolute path.
    pub root: PathBuf,
    /// The files to read, in the order of their ids.
    pub files: Vec<FileEntry>,
    /// What could not be listed, in the order of the paths: files that are
    /// empty, too long or not ordinary ones, broken links, closed folders, and
    /// files whose name another file has in another form of Unicode.
    pub skipped: Vec<Skipped>,
    /// Files of other kinds, which are not read.
    pub passed_over: PassedOver,
    /// Their paths, in order.
    pub others: Vec<PathBuf>,
}

/// A file that was there when the folder was listed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileEntry {
    /// Its path within the folder, with `/` between names, and the id of its
    /// document. It is in Unicode's form NFC, however the disk writes it. Bytes
    /// of a name that are not UTF-8 are written `%FF`; a `%` that two upper-case
    /// hexadecimal digits follow is written `%25`, any other stays, so that two
    /// files never share an id.
    pub id: String,
    /// Its path for opening it.
    pub path: PathBuf,
    /// Its length and time of change when it was listed.
    pub stamp: Stamp,
    /// When the system last noted a change of it, its name or its time of change, in
    /// nanoseconds since 1970-01-01 UTC: no program can set it back. None where the system
    /// does not tell.
    pub(super) status_ns: Option<i128>,
}

impl Folder {
    /// The default of [`max_bytes`](Self::max_bytes): 64 MiB.
    pub const MAX_BYTES: u64 = 64 << 20;

    /// The files that can be read in and below `path`, up to 64 MiB each.
    #[must_use]
    pub fn new(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        // `components` drops a `/` at the end, so that one folder has one name.
        let root = absolute.components().collect();
        Self { root, extensions: Vec::new(), max_bytes: Self::MAX_BYTES }.extensions(ENDINGS)
    }

    /// Takes files with these extensions instead, with or without the dot, in
    /// any case. Without any extension every file is taken.
    #[must_use]
    pub fn extensions(mut self, extensions: &[&str]) -> Self {
        let bare = |extension: &&str| extension.trim_start_matches('.').to_owned();
        self.extensions = extensions.iter().map(bare).collect();
        self
    }

    /// Takes files up to that many bytes; longer ones are reported.
    #[must_use]
    pub fn max_bytes(mut self, bytes: u64) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// Lists what is there now.
    ///
    /// Cost: one look at each file; none is opened.
    ///
    /// # Errors
    /// [`Error::Io`] where the folder is missing, is a file or may not be
    /// read. What cannot be listed within it is in [`Listing::skipped`].
    pub fn list(&self) -> Result<Listing> {
        self.check_root().map_err(|source| Error::Io { path: self.root.clone(), source })?;
        let listed = SystemTime::now();
        let mut listing = Listing { root: self.root.clone(), ..Listing::default() };
        let walk = WalkDir::new(&self.root).follow_links(true).into_iter();
        for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path())) {
            match self.visit(entry, listed) {
                Ok(Visited::File(file)) => listing.files.push(file),
                Ok(Visited::OtherKind(path)) => {
                    listing.passed_over.count(&path);
                    listing.others.push(path);
                }
                Ok(Visited::Nothing) => {}
                Err(skipped) => listing.skipped.push(skipped),
            }
        }
        listing.files.sort_unstable_by(|a, b| (&a.id, &a.path).cmp(&(&b.id, &b.path)));
        listing.skip_second_names();
        listing.skipped.sort_unstable();
        listing.others.sort_unstable();
        Ok(listing)
    }

    /// The stamp among the extra fields of a document, if it was read from this
    /// folder: what [`changes`](super::changes) compares. A store can hold
    /// documents from elsewhere, which must not vanish with this folder.
    #[must_use]
    pub fn stamp_in<'a>(&self, extra: &'a BTreeMap<String, String>) -> Option<&'a str> {
        let is_ours = extra.get("folder").is_some_and(|folder| *folder == self.name());
        if is_ours { extra.get("stamp").map(String::as_str) } else { None }
    }

    /// The folder as its documents name it.
    pub(super) fn name(&self) -> String {
        id::encode(self.root.as_os_str())
    }

    fn check_root(&self) -> io::Result<()> {
        if self.root.metadata()?.is_dir() {
            return self.root.read_dir().map(drop);
        }
        let advice = "it is a file, not a folder: give the folder that holds it";
        Err(io::Error::new(io::ErrorKind::NotADirectory, advice))
    }

    fn visit(
        &self,
        entry: walkdir::Result<DirEntry>,
        listed: SystemTime,
    ) -> Result<Visited, Skipped> {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => Ok(Visited::Nothing),
            Ok(entry) if !self.takes(entry.path()) => Ok(Visited::OtherKind(entry.into_path())),
            Ok(entry) => self.entry(&entry, listed).map(Visited::File),
            Err(error) if error.path().is_some_and(is_hidden) => Ok(Visited::Nothing),
            Err(error) => Err(self.unlisted(&error)),
        }
    }

    fn entry(&self, entry: &DirEntry, listed: SystemTime) -> Result<FileEntry, Skipped> {
        let path = entry.path();
        let skip = |reason| Skipped::new(path, reason);
        check_kind(entry.file_type()).map_err(skip)?;
        let metadata = entry.metadata().map_err(|error| self.unlisted(&error))?;
        self.check_length(&metadata).map_err(skip)?;
        Ok(FileEntry {
            id: id::of(path.strip_prefix(&self.root).unwrap_or(path)),
            path: path.to_path_buf(),
            stamp: Stamp::new(&metadata, listed),
            status_ns: status_ns(&metadata),
        })
    }

    fn unlisted(&self, error: &walkdir::Error) -> Skipped {
        let path = error.path().unwrap_or(&self.root);
        let reason = match (error.loop_ancestor(), error.io_error()) {
            (Some(ancestor), _) => {
                format!("is a link back to {}: it is listed there", ancestor.display())
            }
            (None, Some(error)) if error.kind() == io::ErrorKind::NotFound && path.is_symlink() => {
                "is a broken link: restore what it points to, or remove it".to_owned()
            }
            (None, Some(error)) => reason(error),
            (None, None) => format!("cannot be listed ({error})"),
        };
        Skipped::new(path, reason)
    }

    fn takes(&self, path: &Path) -> bool {
        let extension = path.extension().unwrap_or_default();
        self.extensions.is_empty()
            || self.extensions.iter().any(|taken| extension.eq_ignore_ascii_case(taken))
    }

    fn check_length(&self, metadata: &Metadata) -> Result<(), String> {
        let (length, limit) = (metadata.len(), self.max_bytes);
        if length == 0 {
            return Err("is empty: put text into it or remove it".to_owned());
        }
        if length > limit { Err(too_long(length, limit)) } else { Ok(()) }
    }

    /// The bytes of an ordinary file, if these are within the limit.
    pub(super) fn bytes(&self, path: &Path) -> Result<Vec<u8>, String> {
        // Before opening: to open a pipe would wait for a writer.
        let metadata = path.metadata().map_err(|error| reason(&error))?;
        check_kind(metadata.file_type())?;
        self.check_length(&metadata)?;
        let mut bytes = Vec::new();
        File::open(path)
            // It may grow while it is read: one byte over the limit shows that.
            .and_then(|file| file.take(self.max_bytes.saturating_add(1)).read_to_end(&mut bytes))
            .map_err(|error| reason(&error))?;
        let length = bytes.len() as u64;
        if length > self.max_bytes { Err(too_long(length, self.max_bytes)) } else { Ok(bytes) }
    }
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps)] // Other systems do not tell.
fn status_ns(metadata: &Metadata) -> Option<i128> {
    use std::os::unix::fs::MetadataExt;
    let seconds = i128::from(metadata.ctime());
    Some(seconds * 1_000_000_000 + i128::from(metadata.ctime_nsec()))
}

#[cfg(not(unix))]
fn status_ns(_: &Metadata) -> Option<i128> {
    None
}

/// What there is at a path of the folder.
enum Visited {
    /// A file to read.
    File(FileEntry),
    /// A file of a kind that is not read.
    OtherKind(PathBuf),
    /// A folder, or a hidden name.
    Nothing,
}

impl Listing {
    /// The files of other kinds, each with the reason why it is not read.
    pub(super) fn skipped_others(&self) -> impl Iterator<Item = Skipped> {
        self.others.iter().map(|path| Skipped::new(path, PassedOver::reason(path)))
    }

    /// Of files whose names are one in NFC the first is read: what one system
    /// writes composed and another decomposed is one file, copied twice.
    fn skip_second_names(&mut self) {
        let skipped = &mut self.skipped;
        self.files.dedup_by(|second, first| {
            let is_second = second.id == first.id;
            if is_second {
                let reason = format!(
                    "has the name of {} in another form of Unicode: rename one of them",
                    first.path.display()
                );
                skipped.push(Skipped::new(&second.path, reason));
            }
            is_second
        });
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().map(OsStr::as_encoded_bytes).is_some_and(|name| name.starts_with(b"."))
}

fn check_kind(kind: FileType) -> Result<(), String> {
    if kind.is_file() {
        return Ok(());
    }
    let kind = if kind.is_dir() { "a folder" } else { "a pipe, socket or device" };
    Err(format!("is {kind}: only ordinary files are read"))
}

fn too_long(length: u64, limit: u64) -> String {
    format!("has {length} bytes or more, the limit is {limit}: raise the limit or cut the file")
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "may not be read (permission denied): make it readable for this user".to_owned()
        }
        io::ErrorKind::NotFound => "vanished since it was listed: list again".to_owned(),
        _ => format!("cannot be read ({error}): check the disk and try again"),
    }
}
