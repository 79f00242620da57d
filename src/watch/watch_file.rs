//! Watches in TOML.

use toml::{Table, Value};

use super::saved::Watch;
use crate::query::{Node, Query};

/// The watches of a file in TOML. One that is not right is a problem and leaves the
/// others alone.
///
/// ```
/// use ibid::watch::WatchFile;
///
/// let file = WatchFile::read(
///     r#"
///     [[watch]]
///     name = "yards"
///     query = "tugs yard"
///     filters = "source:Gazette date:>=2014"
///
///     [[watch]]
///     name = "ships"
///     query = "tugs ferries"
///     any = true
///
///     [[watch]]
///     query = "no name"
///     "#,
/// )
/// .unwrap();
/// assert_eq!(file.watches.len(), 2);
/// assert_eq!(file.problems, ["watch 3 has no name: give it one that no other has"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct WatchFile {
    /// The watches, in their order.
    pub watches: Vec<Watch>,
    /// What was left out, and the way out.
    pub problems: Vec<String>,
}

/// Why a text is no file of watches at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WatchFileError {
    /// It is no TOML.
    #[error("{0}")]
    Toml(String),
    /// It has no list of watches.
    #[error("no [[watch]] in it: write each watch under such a line, with its name and query")]
    NoWatches,
}

/// Keys that a watch can have.
const KEYS: [&str; 4] = ["name", "query", "any", "filters"];

impl WatchFile {
    /// Reads watches: under each `[[watch]]` a `name`, a `query`, and if wanted `any`
    /// and `filters`, one text or a list.
    ///
    /// # Errors
    /// [`WatchFileError`] where the text is no TOML, or has no watches.
    pub fn read(text: &str) -> Result<Self, WatchFileError> {
        let table: Table =
            toml::from_str(text).map_err(|error| WatchFileError::Toml(error.to_string()))?;
        let Some(Value::Array(entries)) = table.get("watch") else {
            return Err(WatchFileError::NoWatches);
        };
        let mut file = Self::default();
        for name in table.keys().filter(|name| *name != "watch") {
            file.problems.push(format!("{name:?} is no part of a file of watches: left out"));
        }
        for (number, entry) in (1..).zip(entries) {
            match file.watch(number, entry) {
                Ok(watch) => file.watches.push(watch),
                Err(problem) => file.problems.push(problem),
            }
        }
        Ok(file)
    }

    /// The watch of an entry, or what is wrong with it.
    fn watch(&mut self, number: usize, entry: &Value) -> Result<Watch, String> {
        let Value::Table(entry) = entry else {
            return Err(format!("watch {number} is no table: write it under [[watch]]"));
        };
        let text_of = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().trim();
        let name = text_of("name");
        if name.is_empty() {
            return Err(format!("watch {number} has no name: give it one that no other has"));
        }
        if self.watches.iter().any(|other| other.name == name) {
            return Err(format!("a second watch {name:?} is left out: give it another name"));
        }
        let any = match entry.get("any") {
            None => false,
            Some(Value::Boolean(any)) => *any,
            Some(other) => {
                return Err(format!("any of watch {name:?} is {other}: write true or false"));
            }
        };
        let mut watch = Watch::new(name, text_of("query")).any(any);
        watch.filters = filters(name, entry.get("filters"))?;
        if watch.query.is_empty() && watch.filters.is_empty() {
            return Err(format!("watch {name:?} has no query: say what to look for"));
        }
        let unknown = entry.keys().filter(|key| !KEYS.contains(&key.as_str()));
        self.problems.extend(unknown.map(|key| {
            format!("{key:?} of watch {name:?} is left out: a watch has {}", KEYS.join(", "))
        }));
        Ok(watch)
    }
}

/// The filters of a watch. One that is no field would be read as words.
fn filters(name: &str, value: Option<&Value>) -> Result<Vec<String>, String> {
    let texts: Vec<&str> = match value {
        None => Vec::new(),
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(items)) if items.iter().all(Value::is_str) => {
            items.iter().filter_map(Value::as_str).collect()
        }
        Some(other) => {
            return Err(format!("filters of watch {name:?} are {other}: write texts in quotes"));
        }
    };
    let is_field = |text: &str| {
        let query = Query::new(text);
        let is_text = |node: &Node| matches!(node, Node::Text { .. } | Node::Phrase { .. });
        !query.clauses().is_empty() && !query.clauses().iter().any(|it| is_text(&it.node))
    };
    match texts.iter().find(|text| !is_field(text)) {
        Some(text) => {
            Err(format!("filter {text:?} of watch {name:?} is no field: write source:Gazette"))
        }
        None => Ok(texts.into_iter().map(str::to_owned).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_say_the_way_out() {
        let check = |toml: &str, problem: &str| {
            let file = WatchFile::read(&format!("[[watch]]\n{toml}")).unwrap();
            assert_eq!(file.problems, [problem], "{toml}");
        };
        check("query = \"a\"", "watch 1 has no name: give it one that no other has");
        check("name = \" \"", "watch 1 has no name: give it one that no other has");
        check("name = \"a\"", "watch \"a\" has no query: say what to look for");
        check(
            "name = \"a\"\nquery = \"b\"\nany = 1",
            "any of watch \"a\" is 1: write true or false",
        );
        check(
            "name = \"a\"\nquery = \"b\"\nfilters = \"Gazette\"",
            "filter \"Gazette\" of watch \"a\" is no field: write source:Gazette",
        );
        check(
            "name = \"a\"\nquery = \"b\"\nfilters = 7",
            "filters of watch \"a\" are 7: write texts in quotes",
        );
        check(
            "name = \"a\"\nquery = \"b\"\nlimit = 7",
            "\"limit\" of watch \"a\" is left out: a watch has name, query, any, filters",
        );
        check(
            "name = \"a\"\nquery = \"b\"\n[[watch]]\nname = \"a\"\nquery = \"b\"",
            "a second watch \"a\" is left out: give it another name",
        );
    }

    #[test]
    fn what_is_no_file_of_watches_is_an_error() {
        let error = |text: &str| WatchFile::read(text).unwrap_err();
        assert_eq!(error("name = \"a\""), WatchFileError::NoWatches);
        assert_eq!(
            error("").to_string(),
            "no [[watch]] in it: write each watch under such a line, with its name and query"
        );
        assert!(matches!(error("[[watch"), WatchFileError::Toml(_)));
        let file = WatchFile::read("watch = [3]\nmore = 1").unwrap();
        assert_eq!(
            file.problems,
            [
                "\"more\" is no part of a file of watches: left out",
                "watch 1 is no table: write it under [[watch]]",
            ]
        );
        let listed = "[[watch]]\nname=\"a\"\nfilters=[\"source:A\",\"date:2014\"]";
        assert_eq!(WatchFile::read(listed).unwrap().watches[0].filters, ["source:A", "date:2014"]);
    }
}
