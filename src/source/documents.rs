//! Reads a listed file of a folder to its documents.

use super::Skipped;
use super::folder::{FileEntry, Folder};
use super::read::{Reading, Unread, read};
use crate::document::Document;
use crate::passage::front_matter::with_front_matter;
use crate::source::decode::{Decoded, decode};
use crate::source::id;

/// The documents of a file, in its order, and what was not read quite as it is.
///
/// A text, a PDF, a web page is one document. A table has one for each row, lines of
/// JSON one each, a
/// message one for itself and one for each readable attachment, a mailbox those of
/// its messages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileDocuments {
    /// The documents.
    pub documents: Vec<Document>,
    /// Parts that were left out, and damage.
    pub notes: Vec<Skipped>,
}

/// Why a listed file gave no document.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) skipped: Skipped,
    /// Whether its bytes alone say so, and would say it again.
    pub(super) is_lasting: bool,
}

impl Unreadable {
    /// The reader of a file failed.
    pub(super) fn failed(file: &FileEntry) -> Self {
        let skipped = Skipped::new(&file.path, Unread::Failed.to_string());
        Self { skipped, is_lasting: false }
    }
}

/// Reads a file that is held in memory, by the name that it would have in a folder:
/// a PDF, a web page, an Office file, a message, a mailbox, a table, JSON Lines, RTF or text.
/// The ids of the documents begin with the name.
///
/// ```
/// use ibid::source::read_bytes;
///
/// let read = read_bytes("note.rtf", b"{\\rtf1 Nine tugs.\\par Four more.}").unwrap();
/// assert_eq!(read.documents[0].text, "Nine tugs.\n\nFour more.");
/// let skipped = read_bytes("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").unwrap_err();
/// assert!(skipped.reason.contains("an old Office document"));
/// ```
///
/// # Errors
/// [`Skipped`] where it is empty, binary, damaged, locked or without text.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<FileDocuments, Skipped> {
    let skip = |reason: String| Skipped::new(name, reason);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    let reading = read(&ending, bytes).map_err(|unread| skip(unread.to_string()))?;
    let (documents, notes) = if let Some(reading) = reading {
        (reading.documents, reading.notes)
    } else {
        let decoded = decoded(bytes).map_err(skip)?;
        (vec![with_front_matter(Document::new("", decoded.text))], Vec::new())
    };
    let named = |mut document: Document| {
        document.id = format!("{name}{}", document.id);
        document
    };
    let notes = notes.into_iter().map(|note| Skipped::new(name, note));
    let documents = documents.into_iter().map(named).collect();
    Ok(FileDocuments { documents, notes: notes.collect() })
}

/// Decodes a text; one of blanks is refused.
fn decoded(bytes: &[u8]) -> Result<Decoded, String> {
    let decoded = decode(bytes).map_err(|error| error.to_string())?;
    if decoded.text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}') {
        return Err("has only blanks: put text into it or remove it".to_owned());
    }
    Ok(decoded)
}

impl Folder {
    /// Reads a listed file that holds one document; of a file that holds several,
    /// the first.
    ///
    /// The text of a `.txt` or `.md` document is the file's bytes where these are
    /// UTF-8, and else [decoded](super::decode). Its title, source and date are
    /// those of its [front matter](crate::passage::front_matter), else empty. Those
    /// of other formats are what the file says of itself. An index searches the words
    /// of the file's name as well, see [`Hit::in_file_name`](crate::hit::Hit::in_file_name).
    ///
    /// A document has these extra fields, and those of its front matter:
    ///
    /// | field | value |
    /// |---|---|
    /// | `encoding` | its name, as "UTF-8", or the format, as "PDF"; of any but UTF-8, [offsets](super::offsets_encoding) are those of the text that was read |
    /// | `lossy` | "true", where bytes without a meaning became U+FFFD |
    /// | `path`, `folder` | the absolute paths, written as ids are |
    /// | `stamp` | that of the entry, for [`changes`](super::changes) |
    ///
    /// One that a reader of another format made also has these:
    ///
    /// | field | value |
    /// |---|---|
    /// | `reader` | the reader and its version: a later one reads the file again |
    /// | `part` | what its id has behind the file's and `#`, of a file of several |
    /// | `pages`, `paragraphs` | the bytes where each begins, with a blank between |
    /// | `row`, `message` | its number in a table or mailbox |
    /// | `author`, `url` | as the file says |
    /// | `message_id` | the Message-ID of a message |
    /// | `attached_to`, `sender` | the subject and the sender of the message that it is attached to |
    /// | other names | the columns of a table that has a column of text; "column NAME" where NAME is one of these fields, and of a line of JSON likewise "field NAME" |
    /// | `from_metadata` | which of title, source, date and author the file's own metadata says |
    ///
    /// # Errors
    /// [`Skipped`] where it is gone, closed, too long, empty, binary, damaged, locked
    /// or without text.
    pub fn read(&self, entry: &FileEntry) -> Result<Document, Skipped> {
        let none = || Skipped::new(&entry.path, "has no text");
        self.documents(entry)?.documents.into_iter().next().ok_or_else(none)
    }

    /// Reads all documents of a listed file. The id of the first one of a message is
    /// that of the file; any other document of a file has a `#` and its part behind
    /// it: `t.csv#12`, `feed.jsonl#ru-2005`, `box.mbox#17`, `file.eml#2/annex.docx`.
    ///
    /// A reader that panics costs its file alone, unless the program is built to
    /// abort.
    ///
    /// ```
    /// use ibid::source::Folder;
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// std::fs::write(folder.path().join("ships.csv"), "port,tugs\nHallan,9\nMorn,4\n").unwrap();
    ///
    /// let files = Folder::new(folder.path());
    /// let read = files.documents(&files.list()?.files[0]).unwrap();
    /// let ids: Vec<&str> = read.documents.iter().map(|document| document.id.as_str()).collect();
    /// assert_eq!(ids, ["ships.csv#2", "ships.csv#3"]);
    /// assert_eq!(read.documents[1].text, "port: Morn\ntugs: 4");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn documents(&self, entry: &FileEntry) -> Result<FileDocuments, Skipped> {
        self.read_file(entry).map_err(|unreadable| unreadable.skipped)
    }

    /// As [`documents`](Self::documents).
    pub(super) fn read_file(&self, entry: &FileEntry) -> Result<FileDocuments, Unreadable> {
        let unreadable = |is_lasting| {
            move |reason: String| {
                let skipped = Skipped::new(&entry.path, reason);
                Unreadable { skipped, is_lasting }
            }
        };
        let bytes = self.bytes(&entry.path).map_err(unreadable(false))?;
        let ending = entry.path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        // A reader may fail as there is no memory for its thread.
        let of_reader = |unread: Unread| unreadable(unread != Unread::Failed)(unread.to_string());
        if let Some(reading) = read(&ending, &bytes).map_err(of_reader)? {
            return Ok(self.of_reading(entry, reading));
        }
        let document = self.of_text(entry, decoded(&bytes).map_err(unreadable(true))?);
        Ok(FileDocuments { documents: vec![document], notes: Vec::new() })
    }

    fn of_text(&self, entry: &FileEntry, decoded: Decoded) -> Document {
        let document = Document::new(&entry.id, decoded.text);
        let mut document = self.with_origin(entry, document, decoded.encoding);
        if decoded.lossy {
            document = document.with_extra("lossy", "true");
        }
        with_front_matter(document)
    }

    fn of_reading(&self, entry: &FileEntry, reading: Reading) -> FileDocuments {
        let own = |mut document: Document| {
            if let Some(part) = document.id.strip_prefix('#') {
                document.extra.insert("part".to_owned(), part.to_owned());
            }
            document.id = format!("{}{}", entry.id, document.id);
            let reader = document.extra.get("reader").map_or("", String::as_str);
            let format = reader.split(' ').next().unwrap_or_default().to_owned();
            self.with_origin(entry, document, &format)
        };
        let notes = reading.notes.into_iter().map(|note| Skipped::new(&entry.path, note));
        FileDocuments {
            documents: reading.documents.into_iter().map(own).collect(),
            notes: notes.collect(),
        }
    }

    fn with_origin(&self, entry: &FileEntry, document: Document, encoding: &str) -> Document {
        document
            .with_extra("encoding", encoding)
            .with_extra("path", id::encode(entry.path.as_os_str()))
            .with_extra("folder", self.name())
            // The stamp from before the reading: a change in between shows in
            // the next run.
            .with_extra("stamp", entry.stamp.to_string())
    }
}
