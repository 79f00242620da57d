//! Joins the pieces of a formatted text: blanks folded, paragraphs parted by a
//! blank line, table rows by a line end and their cells by tabs.

#[cfg(feature = "office")]
use crate::span::Span;

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
    /// Cells of a row that ended since the last piece: those without text are told
    /// by their tabs.
    tabs: usize,
    /// Empty cells at the start of a row of which one cell is written, and where.
    lead: Option<(usize, usize)>,
    /// Where the tabs between cells stand.
    cell_tabs: Vec<usize>,
    /// How many cells of tables are open. Within one a line is a line of the table.
    cells: usize,
}

impl Default for Flow {
    fn default() -> Self {
        Self {
            text: String::new(),
            gap: Gap::None,
            tabs: 0,
            lead: None,
            cell_tabs: Vec::new(),
            cells: 0,
        }
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
                self.line_break();
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
        self.write_gap();
        self.text.push_str(word);
    }

    fn write_gap(&mut self) {
        let tabs = std::mem::take(&mut self.tabs);
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if gap == Gap::Tab && !self.text.is_empty() {
            // A row of one cell needs no columns: many pages place a text by empty cells.
            if let Some((at, tabs)) = self.lead.take() {
                self.text.insert_str(at, &"\t".repeat(tabs));
            }
            if tabs > 0 {
                self.cell_tabs.push(self.text.len());
            }
            self.text.push_str(&"\t".repeat(tabs.max(1)));
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(gap.as_str());
        }
        if tabs > 0 {
            self.lead = Some((self.text.len(), tabs));
        }
    }

    /// Parts what follows from what is there.
    pub(super) fn part(&mut self, gap: Gap) {
        let gap = if self.cells > 0 && gap > Gap::Tab { Gap::Space } else { gap };
        if gap > Gap::Tab {
            (self.tabs, self.lead) = (0, None);
        }
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
        self.tabs += usize::from(self.cells == 0);
        self.part(if self.cells > 0 { Gap::Space } else { Gap::Tab });
    }

    /// Its bytes so far.
    #[cfg(feature = "office")]
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// The bytes of the paragraphs that are tables: those with cells side by side.
    #[cfg(feature = "office")]
    pub(super) fn tables(&self) -> Vec<Span> {
        let mut tabs = self.cell_tabs.iter().peekable();
        let (mut tables, mut start) = (Vec::new(), 0);
        for paragraph in self.text.split("\n\n") {
            let end = start + paragraph.len();
            let mut is_table = false;
            while tabs.next_if(|tab| **tab < end).is_some() {
                is_table = true;
            }
            if is_table {
                tables.push(Span::new(start, end));
            }
            start = end + 2;
        }
        tables
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

    /// A figure slipped under the column of an empty cell before it.
    #[test]
    fn empty_cells_keep_their_columns() {
        let cases: [(&[&[&str]], &str); 6] = [
            (&[&["a", "", "12"]], "a\t\t12"),
            (&[&["", "1", "2"], &["a", "", ""], &["", "", "b", "c"]], "\t1\t2\na\n\t\tb\tc"),
            (&[&["", "", "alone"], &["x", "y"]], "alone\nx\ty"),
            (&[&["a"], &["", ""], &["b", "c"]], "a\nb\tc"),
            (&[&["", "a", "", "", "b"]], "\ta\t\t\tb"),
            (&[&["", "two words", "b"]], "\ttwo words\tb"),
        ];
        for (rows, expected) in cases {
            let mut flow = Flow::default();
            for row in rows {
                flow.part(Gap::Line);
                for cell in *row {
                    flow.open_cell();
                    flow.push_folded(cell);
                    flow.close_cell();
                }
                flow.part(Gap::Line);
            }
            assert_eq!(flow.finish(), expected, "{rows:?}");
        }
    }
}
