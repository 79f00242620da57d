//! The value of a field, read into a node.

use super::asked_fact::AskedFact;
use super::ast::{Clause, Field, Node};
use super::field_names::FieldNames;
use super::figure::{self, Figure, TypedFigure};
use super::notice::Notice;
use super::range::{self, BadBound, Bounds};
use crate::facts::Status;
use crate::passage::label::Label;
use crate::range::RangeField;
use crate::span::Span;

/// A value that is none of its field's.
pub(super) struct BadValue {
    pub(super) notice: Notice,
    /// Whether it is searched for as text, as the notice then says.
    pub(super) is_text: bool,
}

impl Field {
    /// The node of the field with that value, or a notice of why the value is
    /// none of the field's. A value that can be read in two ways gives a notice
    /// as well. A title is matched like text, so its node is text.
    ///
    /// `can_be_text` tells whether a slip in a field of texts can be searched for.
    pub(super) fn node(
        self,
        text: &str,
        span: Span,
        names: FieldNames<'_>,
        can_be_text: bool,
    ) -> Result<(Node, Option<Notice>), BadValue> {
        let owned = text.to_owned();
        let node = match self {
            Self::Title => Node::Text { text: owned, span },
            Self::Source => Node::Source { text: owned, span },
            Self::Named(_) if is_range(text) => {
                let notice = Notice::no_order(names.name(self), text, span);
                return Err(BadValue { notice, is_text: false });
            }
            Self::Named(_) => Node::Named { field: names.name(self).to_owned(), text: owned, span },
            Self::Id => Node::Id { text: owned, span },
            Self::Topic => Node::Topic { name: owned, span },
            Self::Says => Node::Fact { asked: AskedFact::Says(owned), span },
            Self::Status => status_node(text, span, can_be_text)?,
            Self::Figure(field) => return figure_node(field, text, span, can_be_text),
            Self::Range(field) => return self.range_node(field, text, span, can_be_text),
            Self::Label => {
                let bad = || BadValue { notice: Notice::unknown_label(text, span), is_text: false };
                Node::Label { label: Label::from_name(text).ok_or_else(bad)?, span }
            }
        };
        Ok((node, None))
    }

    fn range_node(
        self,
        field: RangeField,
        text: &str,
        span: Span,
        can_be_text: bool,
    ) -> Result<(Node, Option<Notice>), BadValue> {
        let Bounds { bound, other, readings } = match range::parse(field, text) {
            Ok(bounds) => bounds,
            Err(reason) => {
                let is_slip = self.is_of_text() && reason == BadBound::NotAValue;
                let is_text = is_slip && can_be_text;
                let examples = field.definition().wording().examples;
                let notice = if is_text {
                    Notice::bad_mention(text, examples, span)
                } else {
                    Notice::bad_bound(field, text, reason, span)
                };
                return Err(BadValue { notice, is_text });
            }
        };
        let notice = readings.map(|r| Notice::two_readings(field, text, r, span));
        let range = |bound| Node::Range { field, bound, span };
        let either = |other| {
            let clauses = vec![bound, other].into_iter().map(range).map(Clause::should);
            Node::Group { clauses: clauses.collect(), span }
        };
        Ok((other.map_or_else(|| range(bound), either), notice))
    }
}

fn status_node(text: &str, span: Span, can_be_text: bool) -> Result<Node, BadValue> {
    match statuses(text) {
        Ok(asked) => Ok(Node::Fact { asked, span }),
        Err(name) => {
            let notice = Notice::unknown_status(name, text, can_be_text, span);
            Err(BadValue { notice, is_text: can_be_text })
        }
    }
}

fn figure_node(
    field: Figure,
    text: &str,
    span: Span,
    can_be_text: bool,
) -> Result<(Node, Option<Notice>), BadValue> {
    let typed = figure::parse(field, text).map_err(|reason| {
        let is_text = can_be_text && reason != BadBound::Reversed;
        BadValue { notice: Notice::bad_figure(field, text, reason, is_text, span), is_text }
    })?;
    let notice = figure_notice(field, text, &typed, span);
    Ok((Node::Fact { asked: asked_figure(field, typed), span }, notice))
}

/// The statuses that a text lists with commas, or the first name of none.
fn statuses(text: &str) -> Result<AskedFact, &str> {
    let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
    let mut statuses = Vec::new();
    for name in names {
        let status = Status::from_name(name).ok_or(name)?;
        if !statuses.contains(&status) {
            statuses.push(status);
        }
    }
    if statuses.is_empty() { Err(text) } else { Ok(AskedFact::Status(statuses)) }
}

fn asked_figure(field: Figure, typed: TypedFigure) -> AskedFact {
    let TypedFigure { bound, of } = typed;
    match field {
        Figure::Amount => AskedFact::Amount { bound, currency: of },
        Figure::Count => AskedFact::Count { bound, of },
    }
}

/// What is told of an amount without a currency.
fn figure_notice(field: Figure, text: &str, typed: &TypedFigure, span: Span) -> Option<Notice> {
    let is_any = field == Figure::Amount
        && typed.of.is_none()
        && (typed.bound.first.is_some() || typed.bound.last.is_some());
    is_any.then(|| Notice::any_currency(text, typed.bound, span))
}

/// Whether the value compares or is a range, which fields of words have not.
fn is_range(value: &str) -> bool {
    let value = value.trim();
    let is_end = |end: &str| end.is_empty() || end.starts_with(|c: char| c.is_ascii_digit());
    value.starts_with(['<', '>', '≤', '≥'])
        || value.split_once("..").is_some_and(|(first, last)| is_end(first) && is_end(last))
        || value.starts_with(['[', '{']) && value.contains(" TO ")
}
