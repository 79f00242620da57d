//! Labels that the reader of a file tells: a text alone does not show a note of a
//! word processor, nor that a few words are the row of a table.

use super::labelled::LabelledBlock;
use crate::document::label_spans::LabelSpan;
use crate::passage::label::Label;
use crate::span::Span;

/// What a reader tells of a text.
pub(crate) struct ToldLabels {
    /// In the order of the text; none overlaps another.
    spans: Vec<(Span, Label)>,
}

impl ToldLabels {
    /// Names that are no label's are left out.
    pub(crate) fn new(told: Vec<LabelSpan>) -> Self {
        let label = |told: LabelSpan| Some((told.span, Label::from_name(&told.label)?));
        let mut spans: Vec<(Span, Label)> = told.into_iter().filter_map(label).collect();
        spans.sort_by_key(|(span, _)| span.start);
        Self { spans }
    }

    /// Labels the blocks that begin in what was told.
    pub(crate) fn label(&self, blocks: &mut [LabelledBlock]) {
        for block in blocks {
            let behind = self.spans.partition_point(|(span, _)| span.start <= block.span.start);
            let told = behind.checked_sub(1).and_then(|at| self.spans.get(at));
            if let Some((_, label)) = told.filter(|(span, _)| block.span.start < span.end) {
                block.label = *label;
            }
        }
    }
}
