//! The value of a field, read into a node.

use super::ast::{Field, Node};
use super::notice::Notice;
use super::range;
use crate::passage::label::Label;
use crate::span::Span;

impl Field {
    /// The node of the field with that value, or a notice of why the value is
    /// none of the field's. A title is matched like text, so its node is text.
    pub(super) fn node(self, text: &str, span: Span) -> Result<Node, Notice> {
        let text = text.to_owned();
        Ok(match self {
            Self::Title => Node::Text { text, span },
            Self::Source => Node::Source { text, span },
            Self::Id => Node::Id { text, span },
            Self::Topic => Node::Topic { name: text, span },
            Self::Label => match Label::from_name(&text) {
                Some(label) => Node::Label { label, span },
                None => return Err(Notice::unknown_label(&text, span)),
            },
            Self::Range(field) => match range::parse(field, &text) {
                Ok(bound) => Node::Range { field, bound, span },
                Err(reason) => return Err(Notice::bad_bound(field, &text, reason, span)),
            },
        })
    }
}
