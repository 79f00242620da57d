//! The fields that can be named in a query.

use super::ast::Node;
use super::date::DaysBound;
use super::notice::Notice;
use crate::Span;
use crate::passage::Label;

/// A field, as typed before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Source,
    Id,
    Label,
    Topic,
    Date,
}

impl Field {
    pub(super) const ALL: [Self; 6] =
        [Self::Title, Self::Source, Self::Id, Self::Label, Self::Topic, Self::Date];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Source => "source",
            Self::Id => "id",
            Self::Label => "label",
            Self::Topic => "topic",
            Self::Date => "date",
        }
    }

    /// The field of that name, in any case.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name))
    }

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
