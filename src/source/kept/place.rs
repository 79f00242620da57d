//! Where the indexes of a user are kept, and under which names.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::index::IndexOptions;
use crate::util::fnv::fnv_1a;

/// The folder for what programs keep of a user, as the XDG Base Directory Specification
/// has it: a path that is not absolute does not count.
pub(super) fn cache_folder(xdg: Option<OsString>, home: Option<OsString>) -> Option<PathBuf> {
    let absolute = |value: Option<OsString>| value.map(PathBuf::from).filter(|p| p.is_absolute());
    absolute(xdg).or_else(|| absolute(home).map(|home| home.join(".cache")))
}

/// The name of the index of a folder, given as its documents name it: a hash of the path
/// and one of what it is made with.
pub(super) fn name(folder: &str, options: &IndexOptions) -> String {
    format!("{:016x}-{:016x}", fnv_1a(folder.as_bytes()), fnv_1a(&options.settings()))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::config::{Config, Language};
    use crate::lexicon::Lexicon;

    #[test]
    fn cache_folders() {
        let cases = [
            (Some("/c"), Some("/home/a"), Some("/c")),
            (None, Some("/home/a"), Some("/home/a/.cache")),
            (Some(""), Some("/home/a"), Some("/home/a/.cache")),
            (Some("c"), Some("/home/a"), Some("/home/a/.cache")),
            (None, Some("a"), None),
            (None, None, None),
        ];
        for (xdg, home, expected) in cases {
            let folder = cache_folder(xdg.map(OsString::from), home.map(OsString::from));
            assert_eq!(folder, expected.map(PathBuf::from), "{xdg:?} {home:?}");
        }
    }

    /// A folder has an index for each way of making it, and one for each of these.
    #[test]
    fn names() {
        let french = Config::default().with_language(Language::French);
        let field = Config::default().with_fields(["author"]);
        let options = [
            IndexOptions::default(),
            IndexOptions::default().with_config(french),
            IndexOptions::default().with_config(field.clone()),
            IndexOptions::default().with_config(field.clone().with_fields(["Author", "desk"])),
            IndexOptions::default().with_lexicon(Lexicon::default()),
        ];
        let mut names: Vec<String> = options.iter().map(|options| name("/news", options)).collect();
        names.push(name("/other", &IndexOptions::default()));
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
        let same = [
            IndexOptions::default().with_lexicon(Lexicon::builtin()),
            IndexOptions::default().with_lock_wait_ms(7),
        ];
        for options in same {
            assert_eq!(name("/news", &options), name("/news", &IndexOptions::default()));
        }
        let [one, other] = [["desk", "author"], ["Author", "Desk"]]
            .map(|fields| IndexOptions::default().with_config(field.clone().with_fields(fields)));
        assert_eq!(name("/news", &one), name("/news", &other));
    }
}
