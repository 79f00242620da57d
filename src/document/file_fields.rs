//! The extra fields by which a document says that it was read from a file.

use std::collections::BTreeMap;

/// The name of the encoding whose offsets are those of the file.
const UTF_8: &str = "UTF-8";

/// What a folder says of the file that a document was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileFields<'e> {
    /// The absolute path of the folder.
    pub(crate) folder: &'e str,
    /// The absolute path of the file.
    pub(crate) path: &'e str,
    /// How the file was then.
    pub(crate) stamp: &'e str,
    /// The name of its encoding.
    encoding: &'e str,
    /// Whether bytes of it had no meaning.
    is_lossy: bool,
    /// Whether a reader of another format made its text.
    pub(crate) has_reader: bool,
}

impl<'e> FileFields<'e> {
    /// By the extra fields of a document. One from elsewhere can have some of
    /// them by chance; it does not have all.
    pub(crate) fn of(extra: &'e BTreeMap<String, String>) -> Option<Self> {
        let field = |name: &str| extra.get(name).map(String::as_str);
        Some(Self {
            folder: field("folder")?,
            path: field("path")?,
            stamp: field("stamp")?,
            encoding: field("encoding")?,
            is_lossy: extra.contains_key("lossy"),
            has_reader: has_reader(extra),
        })
    }

    /// The name of the file without its folders and its extension.
    pub(crate) fn base_name(self) -> &'e str {
        let name = self.path.rsplit(std::path::MAIN_SEPARATOR).next().unwrap_or(self.path);
        match name.rsplit_once('.') {
            Some((base, _)) if !base.is_empty() => base,
            _ => name,
        }
    }

    /// The encoding or format of the file, where offsets in the text are not those of its
    /// own bytes.
    pub(crate) fn decoded_from(self) -> Option<&'e str> {
        (self.encoding != UTF_8 || self.is_lossy).then_some(self.encoding)
    }
}

/// Whether a reader of another format than text made the text of a document: `reader`
/// is its name and version, as in "PDF 1", and the name is that of the encoding too.
/// The front matter of a text can have a `reader` of its own, as in "Ann"; its encoding
/// is set before that.
pub(crate) fn has_reader(extra: &BTreeMap<String, String>) -> bool {
    let reader = extra.get("reader").and_then(|reader| reader.split_once(' '));
    reader.is_some_and(|(name, version)| {
        let is_version = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
        is_version && extra.get("encoding").is_none_or(|encoding| encoding == name)
    })
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
            [("encoding", "UTF-8"), ("folder", "/news"), ("path", "/news/a.txt"), ("stamp", "1@5")];
        assert!(FileFields::of(&extra(&fields)).is_some());
        for left_out in 0..fields.len() {
            let mut fields = fields.to_vec();
            fields.remove(left_out);
            assert_eq!(FileFields::of(&extra(&fields)), None, "{fields:?}");
        }
    }

    /// `reader: Ann` in the front matter of a text made it the text of another format.
    #[test]
    fn readers() {
        let cases = [
            (&[("reader", "PDF 1"), ("encoding", "PDF")][..], true),
            (&[("reader", "PDF 12")], true),
            (&[("reader", "PDF 1"), ("encoding", "UTF-8")], false),
            (&[("reader", "Ann"), ("encoding", "UTF-8")], false),
            (&[("reader", "Ann")], false),
            (&[("reader", "Ann Lee")], false),
            (&[("pages", "12")], false),
        ];
        for (fields, expected) in cases {
            assert_eq!(has_reader(&extra(fields)), expected, "{fields:?}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn base_names() {
        let cases = [
            ("/news/june.txt", "june"),
            ("/news/mi35_contract-2014.txt", "mi35_contract-2014"),
            ("/news/v1.2 notes.md", "v1.2 notes"),
            ("/news.old/june", "june"),
            ("/news/.txt", ".txt"),
            ("june.txt", "june"),
        ];
        for (path, expected) in cases {
            let fields = [("encoding", "UTF-8"), ("folder", "/"), ("path", path), ("stamp", "1@5")];
            assert_eq!(FileFields::of(&extra(&fields)).unwrap().base_name(), expected);
        }
    }
}
