//! Which documents of an index are files of a folder, under which names.

use std::path::{MAIN_SEPARATOR, Path};

use unicode_normalization::UnicodeNormalization;

/// The path within a folder, if a file lies in it. Both paths are absolute, as
/// documents have them.
pub(super) fn inside<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    let within = path.strip_prefix(folder)?;
    let within = if folder.ends_with(MAIN_SEPARATOR) {
        within
    } else {
        within.strip_prefix(MAIN_SEPARATOR)?
    };
    (!within.is_empty()).then_some(within)
}

/// A path within a folder, written as the ids of files are.
pub(super) fn as_id(inside: &str) -> String {
    inside.nfc().map(|c| if c == MAIN_SEPARATOR { '/' } else { c }).collect()
}

/// A path with the one folder in the place of the other.
pub(super) fn moved(path: &str, from: &str, to: &str) -> Option<String> {
    if path == from {
        return Some(to.to_owned());
    }
    let inside = inside(path, from)?;
    let separator = if to.ends_with(MAIN_SEPARATOR) { "" } else { std::path::MAIN_SEPARATOR_STR };
    Some(format!("{to}{separator}{inside}"))
}

/// Whether there is nothing at a path. One that has bytes written `%FF` cannot be
/// asked for, and counts as there.
pub(super) fn is_missing(path: &str) -> bool {
    !path.contains('%') && Path::new(path).try_exists().is_ok_and(|exists| !exists)
}

/// The ids that a file of a folder can have, the shortest first: its path within
/// the folder, and with more and more of the folder's own path before it.
pub(super) fn ids(id: &str, root: &Path) -> Vec<String> {
    let folder = crate::source::id::of(root);
    let starts = folder.rmatch_indices('/').map(|(at, _)| at + 1).chain([0]);
    let longer = starts.filter_map(|start| folder.get(start..));
    let longer = longer.filter(|part| !part.is_empty()).map(|part| format!("{part}/{id}"));
    [id.to_owned()].into_iter().chain(longer).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn paths_within_folders() {
        let cases = [
            ("/news/a.txt", "/news", Some("a.txt")),
            ("/news/2014/a.txt", "/news", Some("2014/a.txt")),
            ("/newsroom/a.txt", "/news", None),
            ("/news", "/news", None),
            ("/a.txt", "/", Some("a.txt")),
            ("/other/a.txt", "/news", None),
        ];
        for (path, folder, expected) in cases {
            assert_eq!(inside(path, folder), expected, "{path} in {folder}");
        }
    }

    #[test]
    fn paths_are_moved() {
        let cases = [
            ("/news/2014/a.txt", "/news", "/disk/old", Some("/disk/old/2014/a.txt")),
            ("/news", "/news", "/disk", Some("/disk")),
            ("/news/a.txt", "/news", "/", Some("/a.txt")),
            ("/newsroom/a.txt", "/news", "/disk", None),
        ];
        for (path, from, to, expected) in cases {
            assert_eq!(moved(path, from, to).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn ids_from_short_to_long() {
        let expected = ["a.txt", "2014/a.txt", "news/2014/a.txt"];
        assert_eq!(ids("a.txt", Path::new("/news/2014")), expected);
        assert_eq!(ids("a.txt", Path::new("/")), ["a.txt"]);
    }

    #[test]
    fn ids_are_composed() {
        assert_eq!(as_id("2014/e\u{301}t\u{e9}.txt"), "2014/\u{e9}t\u{e9}.txt");
    }
}
