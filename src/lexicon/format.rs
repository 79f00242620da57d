//! Reads a lexicon from TOML.
//!
//! The text is split into entries, and each is read by itself. A mistake costs one
//! entry and is reported with its line; all other entries are kept.

use super::Lexicon;
use super::reader::LexiconReader;
use super::report::Read;
use super::split::split;
use crate::lexicon::check;

impl Lexicon {
    /// Reads a lexicon that is used alone.
    ///
    /// Invalid entries are reported with their lines, and valid ones are kept. Lines
    /// end in LF or CRLF; a byte order mark is skipped. Never panics; the cost is linear
    /// in the text.
    ///
    /// Four entries are reported but kept, because another lexicon may complete them
    /// (see [`Lexicon::read_over`]). These are a variant of an unknown family, a kind
    /// that no family has, a family without a kind, and a weight of a word that its term
    /// does not have.
    ///
    /// ```
    /// use ibid::lexicon::Lexicon;
    ///
    /// let read = Lexicon::read("[family.\"X-99\"]\nkind = \"helicopter\"");
    /// assert!(read.problems.is_empty());
    ///
    /// let read = Lexicon::read("[family.\"X-99\"]\nkind = \"helicopter\"\nvariant_of = \"Y-1\"");
    /// assert_eq!(read.problems[0].line, 3);
    /// assert_eq!(read.lexicon.families["X-99"].variant_of.as_deref(), Some("Y-1"));
    /// ```
    pub fn read(text: &str) -> Read {
        Self::default().read_over(text)
    }

    /// Reads a lexicon that [`Lexicon::with`] will merge over this one: as
    /// [`Lexicon::read`], but relations to entries of this one are no problem.
    ///
    /// The result has the entries of the text only.
    ///
    /// ```
    /// use ibid::lexicon::Lexicon;
    ///
    /// let mine = "[family.\"X-99\"]\nkind = \"helicopter\"\nvariant_of = \"Mi-24\"";
    /// let read = Lexicon::builtin().read_over(mine);
    /// assert!(read.problems.is_empty());
    /// assert_eq!(read.lexicon.families.len(), 1);
    /// let both = Lexicon::builtin().with(&read.lexicon);
    /// assert!(both.families.contains_key("X-99"));
    /// ```
    pub fn read_over(&self, text: &str) -> Read {
        let mut reader = LexiconReader::default();
        for part in split(text.strip_prefix('\u{feff}').unwrap_or(text)) {
            reader.read_part(part);
        }
        let LexiconReader { mut read, lines, .. } = reader;
        read.problems.extend(check::relations(&read.lexicon, self, &lines));
        if read.problems.is_empty() && read.lexicon == Self::default() {
            read.add_problem(
                1,
                "there is no topic and no family: write a table such as [topic.embargo]",
            );
        }
        // Relations are checked at the end, and so come after later lines.
        read.problems.sort_by_key(|problem| problem.line);
        read
    }
}
