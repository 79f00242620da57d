//! Reading a lexicon from its TOML form.
//!
//! The text is cut into entries and each is read by itself, so that a slip
//! costs one entry and is reported with its line, while the rest is kept.

use super::Lexicon;
use super::reader::LexiconReader;
use super::report::Read;
use super::split::cut;
use crate::lexicon::check;

impl Lexicon {
    /// Reads a lexicon that stands by itself.
    ///
    /// Bad entries are reported with their lines and the good ones kept. Lines
    /// end in LF or CRLF, and a byte order mark is skipped. Never panics;
    /// linear in the text.
    ///
    /// A relation to what the text does not hold (a variant of an unknown
    /// family, a kind that no family has, a family without a kind) is reported
    /// and kept, since it may hold once the lexicon is laid over another: see
    /// [`Lexicon::read_over`].
    pub fn read(text: &str) -> Read {
        Self::default().read_over(text)
    }

    /// Reads a lexicon that is to be laid over this one by [`Lexicon::with`]:
    /// like [`Lexicon::read`], but what this one holds counts as known.
    ///
    /// The result holds the entries of the text alone.
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
        for part in cut(text.strip_prefix('\u{feff}').unwrap_or(text)) {
            reader.part(part);
        }
        let LexiconReader { mut read, lines, .. } = reader;
        read.problems.extend(check::relations(&read.lexicon, self, &lines));
        if read.problems.is_empty() && read.lexicon == Self::default() {
            read.problem(
                1,
                "there is no topic and no family: write a table such as [topic.embargo]",
            );
        }
        read.problems.sort_by_key(|problem| problem.line);
        read
    }
}
