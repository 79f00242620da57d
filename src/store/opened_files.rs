//! The files of an index that a process has opened, with what was compared of
//! them: a segment's files never change, so once is enough.

use std::collections::HashMap;
use std::io::Result;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::{FileHandle, FileSlice};

use super::checksum::{body_bytes, compare_checksum, damage};
use super::page_sums::{ComparedFile, PageSums};
use super::text_blocks::{Frame, TextBlocks};

/// Files by name.
#[derive(Debug, Default)]
pub(super) struct OpenedFiles(Mutex<HashMap<PathBuf, Opened>>);

/// What is kept of a file.
#[derive(Debug, Clone)]
struct Opened {
    file_bytes: usize,
    /// `None` where the file has no list of them and was compared as a whole.
    sums: Option<Arc<PageSums>>,
    /// Of a file of stored texts.
    frame: Option<Frame>,
}

impl OpenedFiles {
    /// What tantivy wrote to a file, compared before it is read.
    ///
    /// Cost: the first time reads the list of checksums, and the end of a file
    /// of texts; reads all of a file that has no such list.
    ///
    /// # Errors
    /// `InvalidData` where it is damaged, as far as that shows by now.
    pub(super) fn open(
        &self,
        name: &Path,
        file: Arc<dyn FileHandle>,
    ) -> Result<Arc<dyn FileHandle>> {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let opened = match files.get(name) {
            Some(opened) if opened.file_bytes == file.len() => opened.clone(),
            Some(_) => return Err(damage(name, ANOTHER_LENGTH)),
            None => {
                let opened = Opened::new(name, &file)?;
                files.insert(name.to_owned(), opened.clone());
                opened
            }
        };
        Ok(opened.over(name, file))
    }

    /// Forgets a file that is removed or written anew.
    pub(super) fn forget(&self, name: &Path) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }
}

impl Opened {
    fn new(name: &Path, file: &Arc<dyn FileHandle>) -> Result<Self> {
        let sums = PageSums::read(name, file.as_ref())?.map(Arc::new);
        if sums.is_none() {
            compare_checksum(name, file.as_ref())?;
        }
        let mut opened = Self { file_bytes: file.len(), sums, frame: None };
        if name.extension().is_some_and(|extension| extension == "store") {
            let content = opened.over(name, Arc::clone(file));
            let body_bytes = body_bytes(name, content.as_ref())?;
            let body = FileSlice::new_with_num_bytes(content, body_bytes);
            let frame = Frame::read(name, &body)?;
            frame.check_list(name, &body)?;
            opened.frame = Some(frame);
        }
        Ok(opened)
    }

    /// The file, compared where it is read.
    fn over(&self, name: &Path, file: Arc<dyn FileHandle>) -> Arc<dyn FileHandle> {
        let content = content(name, file, self.sums.clone());
        match self.frame {
            Some(frame) => Arc::new(TextBlocks::new(name, content, frame)),
            None => content,
        }
    }
}

/// Why a file is damaged that was cut or replaced while an index was open.
const ANOTHER_LENGTH: &str = "has another length than when it was opened";

fn content(
    name: &Path,
    file: Arc<dyn FileHandle>,
    sums: Option<Arc<PageSums>>,
) -> Arc<dyn FileHandle> {
    match sums {
        Some(sums) => Arc::new(ComparedFile::new(name, file, sums)),
        None => file,
    }
}

/// Compares all of a file by the checksums of its pages, which cover tantivy's
/// own; by that where it has no others.
///
/// Cost: one pass over the file.
///
/// # Errors
/// `InvalidData` where it is damaged.
pub(super) fn compare_whole(name: &Path, file: Arc<dyn FileHandle>) -> Result<()> {
    let Some(sums) = PageSums::read(name, file.as_ref())?.map(Arc::new) else {
        return compare_checksum(name, file.as_ref());
    };
    sums.compare_all(name, file.as_ref())?;
    // What a crafted list covers need not end as a file does.
    body_bytes(name, content(name, file, Some(sums)).as_ref()).map(drop)
}
