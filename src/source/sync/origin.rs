//! Where a document came from, and which documents may replace one another.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::document::file_fields::FileFields;

/// Where a document came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// A file.
    File {
        /// The folder it was read from, written as ids are.
        folder: String,
        /// Its absolute path, written as ids are.
        path: String,
        /// How the file was then.
        stamp: String,
        /// Which of its documents it is; empty where it is the file itself.
        part: String,
        /// The reader that made its text; empty of plain text.
        reader: String,
        /// The Message-ID of a message.
        message_id: String,
    },
    /// JSON Lines, or a program of its own.
    Elsewhere,
}

impl Origin {
    /// By the extra fields of a document.
    pub(super) fn of(extra: &BTreeMap<String, String>) -> Self {
        FileFields::of(extra).map_or(Self::Elsewhere, |file| {
            let field = |name: &str| extra.get(name).cloned().unwrap_or_default();
            Self::File {
                folder: file.folder.to_owned(),
                path: file.path.to_owned(),
                stamp: file.stamp.to_owned(),
                part: field("part"),
                reader: if file.has_reader { field("reader") } else { String::new() },
                message_id: field("message_id"),
            }
        })
    }

    /// The path of the file it came from.
    pub(super) fn path(&self) -> Option<&str> {
        match self {
            Self::File { path, .. } => Some(path),
            Self::Elsewhere => None,
        }
    }

    /// The folder that its file was read from.
    #[cfg(feature = "folder")]
    pub(super) fn folder(&self) -> Option<&str> {
        match self {
            Self::File { folder, .. } => Some(folder),
            Self::Elsewhere => None,
        }
    }

    /// Why a document from here must not replace one from there that has its
    /// id: they came from different files, and are alike in their id only.
    pub(super) fn clash_with(&self, kept: &Self, id: &str) -> Option<String> {
        // One system writes a name composed, another decomposed.
        let is_same = match (self.path(), kept.path()) {
            (Some(path), Some(kept)) => path.nfc().eq(kept.nfc()),
            (path, kept) => path == kept,
        };
        (!is_same).then(|| {
            let from = kept.path().unwrap_or("JSON lines");
            format!("has the id {id:?} of another document, from {from}: give it another id")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extra(fields: &[(&str, &str)]) -> BTreeMap<String, String> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn only_a_folder_gives_all_fields() {
        let fields =
            [("encoding", "UTF-8"), ("folder", "/news"), ("path", "/news/a"), ("stamp", "1@5")];
        let expected = Origin::File {
            folder: "/news".to_owned(),
            path: "/news/a".to_owned(),
            stamp: "1@5".to_owned(),
            part: String::new(),
            reader: String::new(),
            message_id: String::new(),
        };
        assert_eq!(Origin::of(&extra(&fields)), expected);
        for left_out in 0..fields.len() {
            let mut fields = fields.to_vec();
            fields.remove(left_out);
            assert_eq!(Origin::of(&extra(&fields)), Origin::Elsewhere, "{fields:?}");
        }
    }

    #[test]
    fn documents_of_one_file_replace_one_another() {
        let of = |folder: &str, path: &str, stamp: &str| Origin::File {
            folder: folder.to_owned(),
            path: path.to_owned(),
            stamp: stamp.to_owned(),
            part: String::new(),
            reader: String::new(),
            message_id: String::new(),
        };
        let cases = [
            (of("/news", "/news/a", "1@5"), of("/news", "/news/a", "2@6"), None),
            (of("/news", "/news/b/a", "1@5"), of("/news/b", "/news/b/a", "2@6"), None),
            (of("/n", "/n/\u{e9}", "1@5"), of("/n", "/n/e\u{301}", "2@6"), None),
            (Origin::Elsewhere, Origin::Elsewhere, None),
            (of("/news", "/news/a", "1@5"), of("/o", "/o/a", "1@5"), Some("from /o/a: give it")),
            (of("/news", "/news/a", "1@5"), Origin::Elsewhere, Some("from JSON lines: give it")),
            (Origin::Elsewhere, of("/news", "/news/a", "1@5"), Some("from /news/a: give it")),
        ];
        for (origin, kept, expected) in cases {
            let reason = origin.clash_with(&kept, "a");
            assert_eq!(reason.is_some(), expected.is_some(), "{origin:?} for {kept:?}");
            assert!(reason.unwrap_or_default().contains(expected.unwrap_or_default()));
        }
    }
}
