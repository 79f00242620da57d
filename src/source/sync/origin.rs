//! Where a document came from, and which documents may replace one another.

use std::collections::BTreeMap;

/// Where a document came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// A file.
    Folder {
        /// The folder it was read from, as an id.
        folder: String,
        /// How the file was then.
        stamp: String,
    },
    /// JSON Lines, or a program of its own.
    Elsewhere,
}

impl Origin {
    /// By the extra fields of a document. One from elsewhere can have some of
    /// the fields that a folder gives, by chance; it does not have all.
    pub(super) fn of(extra: &BTreeMap<String, String>) -> Self {
        let has_all = ["encoding", "path"].iter().all(|field| extra.contains_key(*field));
        match (extra.get("folder"), extra.get("stamp")) {
            (Some(folder), Some(stamp)) if has_all => {
                Self::Folder { folder: folder.clone(), stamp: stamp.clone() }
            }
            _ => Self::Elsewhere,
        }
    }

    /// The stamp, where the document came from that folder.
    #[cfg(feature = "folder")]
    pub(super) fn stamp_in(&self, name: &str) -> Option<&str> {
        match self {
            Self::Folder { folder, stamp } if folder == name => Some(stamp),
            _ => None,
        }
    }

    fn folder(&self) -> Option<&str> {
        match self {
            Self::Folder { folder, .. } => Some(folder),
            Self::Elsewhere => None,
        }
    }

    /// Why a document from here must not replace one from there that has its
    /// id: they came from different places, and are alike in their id only.
    pub(super) fn clash_with(&self, kept: &Self, id: &str) -> Option<String> {
        (self.folder() != kept.folder()).then(|| {
            format!(
                "has the id {id:?} of another document, from {}: rename it, index a folder around \
                 both, or, if the folder was moved, make the index anew",
                kept.folder().unwrap_or("JSON lines"),
            )
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
        let expected = Origin::Folder { folder: "/news".to_owned(), stamp: "1@5".to_owned() };
        assert_eq!(Origin::of(&extra(&fields)), expected);
        for left_out in 0..fields.len() {
            let mut fields = fields.to_vec();
            fields.remove(left_out);
            assert_eq!(Origin::of(&extra(&fields)), Origin::Elsewhere, "{fields:?}");
        }
    }

    #[test]
    fn documents_of_one_place_replace_one_another() {
        let of = |folder: &str, stamp: &str| Origin::Folder {
            folder: folder.to_owned(),
            stamp: stamp.to_owned(),
        };
        let cases = [
            (of("/news", "1@5"), of("/news", "2@6"), None),
            (Origin::Elsewhere, Origin::Elsewhere, None),
            (of("/news", "1@5"), of("/other", "1@5"), Some("from /other: rename it")),
            (of("/news", "1@5"), Origin::Elsewhere, Some("from JSON lines: rename it")),
            (Origin::Elsewhere, of("/news", "1@5"), Some("from /news: rename it")),
        ];
        for (origin, kept, expected) in cases {
            let reason = origin.clash_with(&kept, "a");
            assert_eq!(reason.is_some(), expected.is_some(), "{origin:?} for {kept:?}");
            assert!(reason.unwrap_or_default().contains(expected.unwrap_or_default()));
        }
    }
}
