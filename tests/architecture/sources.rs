//! The source files as the laws read them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A file of the crate.
pub(crate) struct Source {
    /// From `src/` on, with `/` on every system.
    pub(crate) path: String,
    /// All of it.
    pub(crate) text: String,
    /// Without comments and without what is compiled for tests only.
    pub(crate) code: String,
}

impl Source {
    /// The module of the crate's root that the file belongs to.
    pub(crate) fn room(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or(&self.path)
    }

    /// The path of the module that the file is, from the crate's root on.
    pub(crate) fn module(&self) -> Vec<String> {
        let path = self.path.trim_end_matches(".rs");
        let path = path.strip_suffix("/mod").unwrap_or(path);
        let segments = path.split('/').filter(|segment| *segment != "lib");
        segments.map(str::to_owned).collect()
    }
}

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_under(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_under(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

pub(crate) fn sources() -> Vec<Source> {
    let src = root().join("src");
    let mut paths = Vec::new();
    files_under(&src, &mut paths);
    paths.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        let code = code_of(&text);
        Source { path, text, code }
    };
    let all: Vec<Source> = paths.into_iter().map(read).collect();
    let of_tests: BTreeSet<String> = all.iter().flat_map(test_modules).collect();
    let is_test = |source: &Source| of_tests.contains(&source.path);
    let code = all.into_iter().map(|source| {
        if is_test(&source) { Source { code: String::new(), ..source } } else { source }
    });
    code.collect()
}

/// Files that a file declares for tests only.
fn test_modules(of: &Source) -> Vec<String> {
    let folder = match of.path.rsplit_once('/') {
        Some((folder, "mod.rs")) => format!("{folder}/"),
        _ if of.path == "lib.rs" => String::new(),
        _ => format!("{}/", of.path.trim_end_matches(".rs")),
    };
    let lines: Vec<&str> = of.text.lines().map(str::trim).collect();
    let declared = lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]");
    let names = declared.filter_map(|pair| pair[1].strip_prefix("mod ")?.strip_suffix(';'));
    names.map(|name| format!("{folder}{name}.rs")).collect()
}

/// The text without comments, and without items under `#[cfg(test)]`.
fn code_of(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("#[cfg(") && words(trimmed).any(|word| word == "test") {
            let end = format!("{}}}", &line[..line.len() - trimmed.len()]);
            let item = lines.by_ref().find(|line| !line.trim_start().starts_with("#["));
            if item.is_some_and(|item| item.ends_with('{')) {
                lines.by_ref().find(|line| *line == end);
            }
        } else if !trimmed.starts_with("//") {
            code.push_str(line.split_once(" // ").map_or(line, |(before, _)| before));
            code.push('\n');
        }
    }
    code
}

pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}
