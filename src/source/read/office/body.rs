//! Puts the text of a document of a word processor together: paragraphs, rows,
//! boxes behind the paragraph that they hang on, notes behind the text.

use crate::document::label_spans::LabelSpan;
use crate::source::read::flow::{Flow, Gap};
use crate::span::Span;

/// What stands aside of the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    Box,
    Note,
}

/// A text under way.
#[derive(Debug, Default)]
pub(super) struct Body {
    text: Flow,
    /// Boxes and notes that are open, the innermost last.
    asides: Vec<Flow>,
    boxes: Vec<String>,
    notes: Vec<String>,
    /// Paragraphs that are open.
    paragraphs: usize,
}

impl Body {
    /// What is written to now.
    pub(super) fn flow(&mut self) -> &mut Flow {
        self.asides.last_mut().unwrap_or(&mut self.text)
    }

    pub(super) fn open_paragraph(&mut self) {
        self.paragraphs += 1;
        // One within another is in a box, whose flow begins empty.
        self.flow().part(Gap::Paragraph);
    }

    pub(super) fn close_paragraph(&mut self) {
        self.paragraphs = self.paragraphs.saturating_sub(1);
        self.flow().part(Gap::Paragraph);
        if self.paragraphs == 0 && self.asides.is_empty() {
            for text in std::mem::take(&mut self.boxes) {
                self.text.part(Gap::Paragraph);
                self.text.push_lines(&text);
                self.text.part(Gap::Paragraph);
            }
        }
    }

    pub(super) fn is_in_paragraph(&self) -> bool {
        self.paragraphs > 0
    }

    pub(super) fn open_aside(&mut self) {
        self.asides.push(Flow::default());
    }

    pub(super) fn close_aside(&mut self, aside: Aside) {
        let Some(text) = self.asides.pop().map(Flow::finish) else { return };
        match aside {
            Aside::Box => self.boxes.push(text),
            Aside::Note => self.notes.push(text),
        }
    }

    /// Adds the notes of another part of the file.
    pub(super) fn push_notes(&mut self, text: String) {
        self.notes.push(text);
    }

    /// The text with the notes behind it, and which parts are tables and notes.
    pub(super) fn finish(mut self) -> (String, Vec<LabelSpan>) {
        for aside in std::mem::take(&mut self.asides) {
            self.boxes.push(aside.finish());
        }
        let mut text = self.text;
        push(&mut text, self.boxes);
        let tables = text.tables().into_iter().map(|span| LabelSpan::new("table", span));
        let mut labels: Vec<LabelSpan> = tables.collect();
        let end = text.len();
        push(&mut text, self.notes);
        if text.len() > end {
            labels.push(LabelSpan::new("note", Span::new(end, text.len())));
        }
        (text.finish(), labels)
    }
}

/// Adds texts as paragraphs of their own.
fn push(flow: &mut Flow, texts: Vec<String>) {
    for text in texts {
        flow.part(Gap::Paragraph);
        flow.push_lines(&text);
    }
}
