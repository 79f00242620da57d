//! The value of a field, read into a node.

use super::ast::{Clause, Field, Node};
use super::field_names::FieldNames;
use super::notice::Notice;
use super::range::{self, Bounds};
use crate::passage::label::Label;
use crate::span::Span;

impl Field {
    /// The node of the field with that value, or a notice of why the value is
    /// none of the field's. A value that can be read in two ways gives a notice
    /// as well. A title is matched like text, so its node is text.
    pub(super) fn node(
        self,
        text: &str,
        span: Span,
        names: FieldNames<'_>,
    ) -> Result<(Node, Option<Notice>), Notice> {
        let text = text.to_owned();
        let node = match self {
            Self::Title => Node::Text { text, span },
            Self::Source => Node::Source { text, span },
            Self::Named(_) if is_range(&text) => {
                return Err(Notice::no_order(names.name(self), &text, span));
            }
            Self::Named(_) => Node::Named { field: names.name(self).to_owned(), text, span },
            Self::Id => Node::Id { text, span },
            Self::Topic => Node::Topic { name: text, span },
            Self::Label => match Label::from_name(&text) {
                Some(label) => Node::Label { label, span },
                None => return Err(Notice::unknown_label(&text, span)),
            },
            Self::Range(field) => match range::parse(field, &text) {
                Ok(Bounds { bound, other, readings }) => {
                    let notice = readings.map(|r| Notice::two_readings(field, &text, r, span));
                    let range = |bound| Node::Range { field, bound, span };
                    let either = |other| {
                        let clauses = vec![bound, other].into_iter().map(range).map(Clause::should);
                        Node::Group { clauses: clauses.collect(), span }
                    };
                    return Ok((other.map_or_else(|| range(bound), either), notice));
                }
                Err(reason) => return Err(Notice::bad_bound(field, &text, reason, span)),
            },
        };
        Ok((node, None))
    }
}

/// Whether the value compares or is a range, which fields of words have not.
fn is_range(value: &str) -> bool {
    let value = value.trim();
    let is_end = |end: &str| end.is_empty() || end.starts_with(|c: char| c.is_ascii_digit());
    value.starts_with(['<', '>', '≤', '≥'])
        || value.split_once("..").is_some_and(|(first, last)| is_end(first) && is_end(last))
        || value.starts_with(['[', '{']) && value.contains(" TO ")
}
