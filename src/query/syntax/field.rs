//! The fields that can be named in a query.

use super::ast::{Field, Node};
use super::date::DaysBound;
use super::notice::Notice;
use crate::passage::label::Label;
use crate::span::Span;

impl Field {
    /// What the field asks for with that value, or why it asks for nothing.
    /// A title is searched as text is, so its value is text.
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
            Self::Date => match DaysBound::parse(&text) {
                Ok(days) => Node::Date { days, span },
                Err(reason) => return Err(Notice::bad_date(&text, reason, span)),
            },
        })
    }
}
