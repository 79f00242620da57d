//! What reading a lexicon gives: the entries, and the problems by line.

use std::collections::BTreeMap;
use std::fmt;

use super::Lexicon;

/// A lexicon as far as it could be read, and what could not be read of it.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Read {
    /// All good entries.
    pub lexicon: Lexicon,
    /// What is wrong, by line; empty if all is well.
    pub problems: Vec<Problem>,
}

/// Something in a lexicon that cannot be used.
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
    /// What is wrong, and what to write instead.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for Problem {}

/// Where each table and entry was first written: its keys from the outermost
/// inwards, and the line.
pub(super) type Lines = BTreeMap<Vec<String>, usize>;

impl Read {
    pub(super) fn problem(&mut self, line: usize, message: impl Into<String>) {
        self.problems.push(Problem { line, message: message.into() });
    }
}
