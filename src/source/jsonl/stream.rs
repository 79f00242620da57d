//! Reads a stream of JSON Lines in bounded memory.

use std::io::{BufRead, Read};
use std::path::PathBuf;

use super::read_line;
use crate::document::Document;
use crate::source::Skipped;

/// The longest line, in bytes without its end: 64 MiB. Longer ones are skipped
/// and not held in memory.
pub const MAX_LINE_BYTES: usize = 64 << 20;

/// Reads a stream of lines, one at a time: memory is bounded by the longest
/// line. `name` becomes [`Skipped::path`]. Blank lines are ignored. A line that
/// cannot be read is an `Err`, and the next ones follow. After a failure of the
/// reader itself the stream ends.
///
/// ```
/// use ibid::source::jsonl;
///
/// let lines = "{\"id\": \"a\", \"text\": \"One.\"}\nnot JSON\n{\"id\": \"b\", \"text\": \"Two.\"}\n";
/// let read: Vec<_> = jsonl::read(lines.as_bytes(), "feed.jsonl").collect();
/// assert_eq!(read[0].as_ref().unwrap().id, "a");
/// assert_eq!(read[1].as_ref().unwrap_err().line, Some(2));
/// assert_eq!(read[2].as_ref().unwrap().text, "Two.");
/// ```
pub fn read<R: BufRead>(
    reader: R,
    name: impl Into<PathBuf>,
) -> impl Iterator<Item = Result<Document, Skipped>> {
    Lines::new(reader, name.into(), MAX_LINE_BYTES)
}

struct Lines<R> {
    reader: R,
    name: PathBuf,
    limit: usize,
    number: usize,
    line: Vec<u8>,
    failed: bool,
}

impl<R: BufRead> Lines<R> {
    fn new(reader: R, name: PathBuf, limit: usize) -> Self {
        Self { reader, name, limit, number: 0, line: Vec::new(), failed: false }
    }

    /// Reads the next line into `self.line`; whether there was one.
    fn advance(&mut self) -> Result<bool, String> {
        self.line.clear();
        self.number += 1;
        // One byte for the end of a line that is just as long as allowed.
        let max_bytes = self.limit as u64 + 1;
        let read = (&mut self.reader).take(max_bytes).read_until(b'\n', &mut self.line);
        let read = read.map_err(|error| self.fail(&error))?;
        if read > self.limit && !self.line.ends_with(b"\n") {
            self.reader.skip_until(b'\n').map_err(|error| self.fail(&error))?;
            return Err(format!("is longer than {} bytes: split the document", self.limit));
        }
        Ok(read > 0)
    }

    fn fail(&mut self, error: &std::io::Error) -> String {
        self.failed = true;
        format!("cannot be read ({error}): nothing after it was read, try again")
    }

    fn document(&self) -> Result<Option<Document>, Skipped> {
        match std::str::from_utf8(&self.line) {
            Ok(line) => read_line(line, self.number),
            Err(error) => Err(Skipped::new(
                "",
                format!("is not UTF-8 at byte {}: save the file as UTF-8", error.valid_up_to()),
            )),
        }
    }

    fn located(&self, skipped: Skipped) -> Skipped {
        Skipped::new(&self.name, skipped.reason).at_line(self.number)
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Document, Skipped>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            let document = match self.advance() {
                Ok(false) => return None,
                Ok(true) => self.document(),
                Err(reason) => Err(Skipped::new("", reason)),
            };
            let document = document.map_err(|skipped| self.located(skipped));
            if let Some(document) = document.transpose() {
                return Some(document);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"id":"a","text":"T"}"#;

    fn lines_of(bytes: &[u8], limit: usize) -> Vec<String> {
        // It reads 3 bytes at a time: lines do not end where reads end.
        let reader = std::io::BufReader::with_capacity(3, bytes);
        let shown = |line: Result<Document, Skipped>| match line {
            Ok(document) => document.id,
            Err(skipped) => skipped.to_string(),
        };
        Lines::new(reader, "feed".into(), limit).map(shown).collect()
    }

    #[test]
    fn streams() {
        let long = format!("{GOOD}{}\n{GOOD}", " ".repeat(40));
        let cases: [(&[u8], &[&str]); 5] = [
            (b"", &[]),
            (b"\r\n\n \n", &[]),
            (
                b"\xEF\xBB\xBF{\"id\":\"a\",\"text\":\"T\"}\r\n\n{\"id\":\"b\",\"text\":\"T\"}",
                &["a", "b"],
            ),
            (
                b"{\"id\":\"a\",\"\xE9\":1}\n{\"id\":\"b\",\"text\":\"T\"}\n",
                &["feed, line 1: is not UTF-8 at byte 11: save the file as UTF-8", "b"],
            ),
            (long.as_bytes(), &["feed, line 1: is longer than 40 bytes: split the document", "a"]),
        ];
        for (bytes, expected) in cases {
            assert_eq!(lines_of(bytes, 40), expected);
        }
    }

    #[test]
    fn the_limit_is_without_the_line_end() {
        for (bytes, fits) in
            [(GOOD.to_owned(), true), (format!("{GOOD}\n"), true), (format!("{GOOD} "), false)]
        {
            assert_eq!(lines_of(bytes.as_bytes(), GOOD.len()) == ["a"], fits, "{bytes:?}");
        }
    }

    #[test]
    fn ends_with_a_failing_reader() {
        struct Failing;
        impl Read for Failing {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("gone"))
            }
        }
        let line = format!("{GOOD}\n");
        let reader = std::io::BufReader::new(line.as_bytes().chain(Failing));
        let lines: Vec<_> = read(reader, "feed").collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[1].as_ref().unwrap_err().reason.contains("gone"));
    }
}
