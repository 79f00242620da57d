//! Defines a block with its label, as the labels hand it on to the sizing.

use super::dateline::LineDate;
use crate::passage::label::Label;
use crate::span::Span;

/// When a block shares a passage with the block before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joining {
    /// Never.
    Never,
    /// If one of the two is too short for a passage.
    IfShort,
    /// As long as both fit into one passage.
    WhileFits,
}

/// A block with its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LabelledBlock {
    pub(crate) span: Span,
    pub(crate) label: Label,
    pub(crate) joining: Joining,
    /// The first date in it, handed on so that it is read only once.
    pub(crate) date: Option<LineDate>,
}
