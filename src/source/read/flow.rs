//! Joins the pieces of a formatted text: blanks folded, paragraphs parted by a
//! blank line, table rows by a line end and their cells by tabs.

/// What separates two pieces of text. The strongest of several counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    Tab,
    Line,
    Paragraph,
}

impl Gap {
    fn as_str(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Space => " ",
            Self::Tab => "\t",
            Self::Line => "\n",
            Self::Paragraph => "\n\n",
        }
    }
}

/// A text that is put together from pieces and the gaps between them.
#[derive(Debug)]
pub(super) struct Flow {
    text: String,
    /// Not written until a piece follows: a text never ends in a gap.
    gap: Gap,
    /// How many cells of tables are open. Within one a line is a line of the table.
    cells: usize,
}

impl Default for Flow {
    fn default() -> Self {
        Self { text: String::new(), gap: Gap::None, cells: 0 }
    }
}

impl Flow {
    /// A piece in which any white space is one blank.
    pub(super) fn push_folded(&mut self, piece: &str) {
        let mut words = piece.split([' ', '\t', '\n', '\r', '\u{c}']);
        if let Some(word) = words.next() {
            self.push_word(word);
        }
        for word in words {
            self.part(Gap::Space);
            self.push_word(word);
        }
    }

    /// A piece whose lines and blanks are as they are.
    #[cfg(any(feature = "html", feature = "office"))]
    pub(super) fn push_lines(&mut self, piece: &str) {
        for (number, line) in piece.split('\n').enumerate() {
            let line = line.trim_end();
            if number > 0 {
                // A blank line parts paragraphs, as it does in any text.
                let gap = if self.gap == Gap::Line { Gap::Paragraph } else { Gap::Line };
                self.part(gap);
            }
            self.push_word(line);
        }
    }

    fn push_word(&mut self, word: &str) {
        // XML forbids NULs, other formats do not.
        let word = word.trim_matches('\0');
        if word.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(self.gap.as_str());
        }
        self.gap = Gap::None;
        self.text.push_str(word);
    }

    /// Parts what follows from what is there.
    pub(super) fn part(&mut self, gap: Gap) {
        let gap = if self.cells > 0 && gap > Gap::Tab { Gap::Space } else { gap };
        self.gap = self.gap.max(gap);
    }

    /// Ends a line; twice in a row, it ends a paragraph.
    #[cfg(any(feature = "html", feature = "office"))]
    pub(super) fn line_break(&mut self) {
        let twice = self.gap == Gap::Line;
        self.part(if twice { Gap::Paragraph } else { Gap::Line });
    }

    /// Begins a cell of a table.
    #[cfg(any(feature = "html", feature = "office"))]
    pub(super) fn open_cell(&mut self) {
        self.cells += 1;
    }

    /// Ends a cell of a table. A cell within a cell ends with a blank.
    pub(super) fn close_cell(&mut self) {
        self.cells = self.cells.saturating_sub(1);
        self.part(if self.cells > 0 { Gap::Space } else { Gap::Tab });
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

#[cfg(all(test, feature = "html"))]
mod tests {
    use super::*;

    #[test]
    fn pieces_and_gaps() {
        let mut flow = Flow::default();
        flow.part(Gap::Paragraph);
        flow.push_folded(" Six \n gun");
        flow.push_folded("ships ");
        flow.part(Gap::Paragraph);
        flow.push_folded("A");
        flow.line_break();
        flow.push_folded("B");
        flow.line_break();
        flow.line_break();
        for cell in ["1", "two\nlines", ""] {
            flow.open_cell();
            flow.part(Gap::Paragraph);
            flow.push_folded(cell);
            flow.part(Gap::Paragraph);
            flow.close_cell();
        }
        flow.part(Gap::Line);
        flow.push_lines("x  y \n\n z");
        flow.part(Gap::Paragraph);
        assert_eq!(flow.finish(), "Six gunships\n\nA\nB\n\n1\ttwo lines\nx  y\n\n z");
    }
}
