//! Counts the files of a folder that are of other kinds than those that are read.

use std::collections::BTreeMap;
#[cfg(feature = "folder")]
use std::path::Path;

/// Files that were passed over as their kind is not read, counted by kind.
///
/// A kind is what a name ends in: `.png` in small letters, or the empty text
/// where a name has no ending. Shown with the most frequent kind first.
///
/// ```
/// use ibid::source::Folder;
///
/// let folder = tempfile::tempdir().unwrap();
/// for name in ["a.png", "b.PNG", "c.xls", "d.txt", "README"] {
///     std::fs::write(folder.path().join(name), "x").unwrap();
/// }
/// let passed_over = Folder::new(folder.path()).list()?.passed_over;
/// assert_eq!((passed_over.kinds[".png"], passed_over.kinds[""], passed_over.files()), (2, 1, 4));
/// assert_eq!(passed_over.to_string(), "2 .png, 1 without an ending, 1 .xls");
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PassedOver {
    /// How many files there are of each kind.
    pub kinds: BTreeMap<String, usize>,
}

/// What a name ends in, `.png` in small letters; the empty text without an ending.
#[cfg(feature = "folder")]
pub(super) fn kind_of(path: &Path) -> String {
    path.extension()
        .map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy().to_lowercase()))
}

/// The most kinds that are named; the others are counted together.
const NAMED_KINDS: usize = 12;

impl PassedOver {
    /// Why a file of another kind is not read, and the way out.
    ///
    /// ```
    /// use std::path::Path;
    /// use ibid::source::PassedOver;
    ///
    /// let reason = PassedOver::reason(Path::new("news/old.DOC"));
    /// assert_eq!(reason, "is an old Office document (.doc): convert it, as to .docx or .eml");
    /// ```
    #[cfg(feature = "folder")]
    #[must_use]
    pub fn reason(path: &Path) -> String {
        match kind_of(path).as_str() {
            ".zip" | ".7z" | ".rar" | ".tar" | ".gz" => "is an archive: unpack it".to_owned(),
            kind @ (".doc" | ".xls" | ".ppt" | ".msg") => {
                format!("is an old Office document ({kind}): convert it, as to .docx or .eml")
            }
            "" => "is of a kind that is not read".to_owned(),
            kind => format!("is of a kind that is not read ({kind})"),
        }
    }

    /// How many files were passed over.
    #[must_use]
    pub fn files(&self) -> usize {
        self.kinds.values().sum()
    }

    /// Counts one more file.
    #[cfg(feature = "folder")]
    pub(super) fn count(&mut self, path: &Path) {
        *self.kinds.entry(kind_of(path)).or_default() += 1;
    }

    /// Adds the counts of another folder.
    #[cfg(feature = "folder")]
    pub(super) fn add(&mut self, other: &Self) {
        for (kind, files) in &other.kinds {
            *self.kinds.entry(kind.clone()).or_default() += files;
        }
    }
}

impl std::fmt::Display for PassedOver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut kinds: Vec<(&str, usize)> =
            self.kinds.iter().map(|(kind, files)| (kind.as_str(), *files)).collect();
        kinds.sort_by_key(|(_, files)| std::cmp::Reverse(*files));
        let named = kinds.get(..NAMED_KINDS).unwrap_or(&kinds);
        let shown = named.iter().map(|(kind, files)| match *kind {
            "" => format!("{files} without an ending"),
            kind => format!("{files} {kind}"),
        });
        f.write_str(&shown.collect::<Vec<_>>().join(", "))?;
        let others: usize = kinds.iter().skip(named.len()).map(|(_, files)| files).sum();
        if others > 0 { write!(f, ", {others} of other kinds") } else { Ok(()) }
    }
}

#[cfg(all(test, feature = "folder"))]
mod tests {
    use super::*;

    #[test]
    fn reasons() {
        let cases = [
            ("a.ZIP", "is an archive: unpack it"),
            ("a.xls", "is an old Office document (.xls): convert it, as to .docx or .eml"),
            ("a.png", "is of a kind that is not read (.png)"),
            ("README", "is of a kind that is not read"),
        ];
        for (name, expected) in cases {
            assert_eq!(PassedOver::reason(Path::new(name)), expected);
        }
    }

    #[test]
    fn kinds_are_counted_and_shown() {
        let many: Vec<String> = (0..15).map(|kind| format!("a.{kind:02}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let cases: [(&[&str], &str); 5] = [
            (&[], ""),
            (&["a.pdf", "B.Pdf", "x.tar.gz"], "2 .pdf, 1 .gz"),
            (&["LICENSE", "ends."], "1 without an ending, 1 ."),
            (&["page.html", "notes.text"], "1 .html, 1 .text"),
            (
                &many,
                "1 .00, 1 .01, 1 .02, 1 .03, 1 .04, 1 .05, 1 .06, 1 .07, 1 .08, 1 .09, 1 .10, 1 .11, \
                 3 of other kinds",
            ),
        ];
        for (names, expected) in cases {
            let mut passed_over = PassedOver::default();
            for name in names {
                passed_over.count(Path::new(name));
            }
            assert_eq!(passed_over.to_string(), expected);
            assert_eq!(passed_over.files(), names.len());
            let mut twice = passed_over.clone();
            twice.add(&passed_over);
            assert_eq!(twice.files(), 2 * names.len());
        }
    }
}
