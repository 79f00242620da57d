//! The result of reading a lexicon: the entries, and the problems by line.

use std::collections::BTreeMap;
use std::fmt;

use super::Lexicon;

/// A lexicon with all entries that could be read, and the problems of the others.
///
/// ```
/// use ibid::lexicon::Lexicon;
///
/// let read = Lexicon::read("[topic.embargo]\nname = [\"ban\"]\nnames = [\"embargo\"]");
/// assert_eq!(read.problems[0].line, 2);
/// assert_eq!(read.lexicon.topics["embargo"].names, ["embargo"]);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Read {
    /// All valid entries.
    pub lexicon: Lexicon,
    /// The problems by line; empty if there are none.
    pub problems: Vec<Problem>,
}

/// An entry of a lexicon that cannot be used, and why.
///
/// ```
/// use ibid::lexicon::Lexicon;
///
/// let read = Lexicon::read("[topic.embargo.terms]\nembargo = 7\nban = 0.4");
/// assert_eq!(
///     read.problems[0].to_string(),
///     "line 2: the weight of \"embargo\" is 7: write a number from 0 to 1, such as 0.7",
/// );
/// assert_eq!(read.lexicon.topics["embargo"].terms["ban"], 0.4);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// The problem, and what to write instead.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for Problem {}

/// The line of the first occurrence of each table and entry, by its keys from the
/// outermost inwards.
pub(super) type Lines = BTreeMap<Vec<String>, usize>;

impl Read {
    /// Adds a problem on `line`, counted from 1.
    pub(super) fn add_problem(&mut self, line: usize, message: impl Into<String>) {
        self.problems.push(Problem { line, message: message.into() });
    }
}
