//! A folder of text files.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{File, FileType, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

use super::Skipped;
use super::stamp::Stamp;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::source::{decode, id};

/// The text files of a folder and of the folders in it.
///
/// Files named `.txt` or `.md`, in upper or lower case, are taken; names that
/// begin with a dot are passed over. Links are followed, one that leads back
/// to a folder around it is reported. Only ordinary files are opened, never a
/// pipe or a device.
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
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
    extensions: Vec<String>,
    max_bytes: u64,
}

/// What a folder held when it was listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listing {
    /// The folder, as an absolute path.
    pub root: PathBuf,
    /// The files to read, in the order of their ids.
    pub files: Vec<FileEntry>,
    /// What could not be listed, in the order of the paths: files that are
    /// empty, too long or not ordinary ones, broken links, closed folders.
    pub skipped: Vec<Skipped>,
}

/// A file that was there when the folder was listed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileEntry {
    /// Its path within the folder, with `/` between names, and the id of its
    /// document. Bytes of a name that are not UTF-8 are written `%FF`; a `%`
    /// that two upper-case hexadecimal digits follow is written `%25`, any
    /// other stays, so that two files never share an id.
    pub id: String,
    /// Its path for opening it.
    pub path: PathBuf,
    /// Its length and time of change when it was listed.
    pub stamp: Stamp,
}

impl Folder {
    /// How long a file may be unless [`max_bytes`](Self::max_bytes) says
    /// otherwise: 64 MiB.
    pub const MAX_BYTES: u64 = 64 << 20;

    /// The `.txt` and `.md` files in and below `path`, up to 64 MiB each.
    #[must_use]
    pub fn new(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        // `components` drops a `/` at the end, so that one folder has one name.
        let root = absolute.components().collect();
        Self { root, extensions: Vec::new(), max_bytes: Self::MAX_BYTES }.extensions(&["txt", "md"])
    }

    /// Files with these extensions instead, with or without the dot, in any
    /// case. None at all: every file.
    #[must_use]
    pub fn extensions(mut self, extensions: &[&str]) -> Self {
        let bare = |extension: &&str| extension.trim_start_matches('.').to_owned();
        self.extensions = extensions.iter().map(bare).collect();
        self
    }

    /// Files up to that many bytes; longer ones are reported and not read.
    #[must_use]
    pub fn max_bytes(mut self, bytes: u64) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// What is there now. No file is opened.
    ///
    /// # Errors
    /// [`Error::Io`] where the folder is missing, is a file or may not be
    /// read. Whatever is wrong within it is in [`Listing::skipped`].
    pub fn list(&self) -> Result<Listing> {
        self.check_root().map_err(|source| Error::Io { path: self.root.clone(), source })?;
        let listed = SystemTime::now();
        let mut listing = Listing { root: self.root.clone(), ..Listing::default() };
        let walk = WalkDir::new(&self.root).follow_links(true).into_iter();
        for found in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path())) {
            match self.visit(found, listed) {
                Ok(Some(file)) => listing.files.push(file),
                Ok(None) => {}
                Err(skipped) => listing.skipped.push(skipped),
            }
        }
        listing.files.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        listing.skipped.sort_unstable();
        Ok(listing)
    }

    /// Reads a listed file.
    ///
    /// The document's text is the file's bytes where these are UTF-8, and
    /// decoded as [`decode`](super::decode) says where not. Title and source are empty. Its
    /// extra fields: `encoding`; `lossy` ("true") where bytes without a
    /// meaning became U+FFFD; `path` and `folder`, absolute, written as ids
    /// are; `stamp`, the entry's, for [`changes`](super::changes).
    ///
    /// # Errors
    /// [`Skipped`] where it is gone, closed, too long, empty or binary.
    pub fn read(&self, entry: &FileEntry) -> Result<Document, Skipped> {
        let skip = |reason: String| Skipped::new(&entry.path, reason);
        let bytes = self.bytes(&entry.path).map_err(skip)?;
        let decoded = decode(&bytes).map_err(|error| skip(error.to_string()))?;
        if decoded.text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}') {
            return Err(skip("has only blanks: put text into it or remove it".to_owned()));
        }
        let mut document = Document::new(&entry.id, decoded.text)
            .with_extra("encoding", decoded.encoding)
            .with_extra("path", id::encode(entry.path.as_os_str()))
            .with_extra("folder", self.name())
            // The stamp from before the reading: a change since then shows.
            .with_extra("stamp", entry.stamp.to_string());
        if decoded.lossy {
            document = document.with_extra("lossy", "true");
        }
        Ok(document)
    }

    /// The stamp among a document's extra fields, if the document was read
    /// from this folder: what [`changes`](super::changes) wants to know of
    /// it. An index can hold documents of other origin, which are not this
    /// folder's to remove.
    #[must_use]
    pub fn stamp_in<'a>(&self, extra: &'a BTreeMap<String, String>) -> Option<&'a str> {
        let ours = extra.get("folder").is_some_and(|folder| *folder == self.name());
        if ours { extra.get("stamp").map(String::as_str) } else { None }
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
        found: walkdir::Result<DirEntry>,
        listed: SystemTime,
    ) -> Result<Option<FileEntry>, Skipped> {
        match found {
            Ok(entry) if entry.file_type().is_dir() || !self.takes(entry.path()) => Ok(None),
            Ok(entry) => self.entry(&entry, listed).map(Some),
            Err(error) if error.path().is_some_and(is_hidden) => Ok(None),
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

    fn bytes(&self, path: &Path) -> Result<Vec<u8>, String> {
        // Before opening: opening a pipe would wait for a writer.
        let metadata = path.metadata().map_err(|error| reason(&error))?;
        check_kind(metadata.file_type())?;
        self.check_length(&metadata)?;
        let mut bytes = Vec::new();
        File::open(path)
            // It may grow while it is read: one byte over the limit tells.
            .and_then(|file| file.take(self.max_bytes.saturating_add(1)).read_to_end(&mut bytes))
            .map_err(|error| reason(&error))?;
        let length = bytes.len() as u64;
        if length > self.max_bytes { Err(too_long(length, self.max_bytes)) } else { Ok(bytes) }
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().map(OsStr::as_encoded_bytes).is_some_and(|name| name.starts_with(b"."))
}

fn check_kind(kind: FileType) -> Result<(), String> {
    if kind.is_file() {
        return Ok(());
    }
    let found = if kind.is_dir() { "a folder" } else { "a pipe, socket or device" };
    Err(format!("is {found}: only ordinary files are read"))
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
