//! Notices on the fields that ask for facts of a passage.

use super::figure::Figure;
use super::notice::{Notice, NoticeKind, shorten};
use super::range::BadBound;
use crate::facts::Status;
use crate::span::Span;

impl Notice {
    pub(super) fn bad_figure(
        figure: Figure,
        value: &str,
        reason: BadBound,
        is_text: bool,
        span: Span,
    ) -> Self {
        let (name, examples) = match figure {
            Figure::Amount => ("amount", ">100m USD, $153m, 100m..200m or \"100 million euros\""),
            Figure::Count => ("count", "20, >10 Mi-35 or \"4 helicopters\""),
        };
        let problem = match reason {
            BadBound::Reversed => "ends before it begins: the clause was ignored".to_owned(),
            BadBound::NotAValue | BadBound::OutOfDomain => {
                format!("is no {name}: {}", outcome(is_text))
            }
        };
        let message = format!("`{}` {problem}; write {examples}", shorten(value));
        Self::new(NoticeKind::BadRange, span, message)
    }

    pub(super) fn bad_mention(value: &str, examples: &str, span: Span) -> Self {
        let message =
            format!("`{}` is no date: it was searched as text; write {examples}", shorten(value));
        Self::new(NoticeKind::BadRange, span, message)
    }

    pub(super) fn unknown_status(name: &str, value: &str, is_text: bool, span: Span) -> Self {
        let whole = if name == value { String::new() } else { format!(" in `{}`", shorten(value)) };
        let message = format!(
            "`{}`{whole} is no status: {}; the statuses are {}",
            shorten(name),
            outcome(is_text),
            Status::ALL.map(Status::name).join(", ")
        );
        Self::new(NoticeKind::UnknownStatus, span, message)
    }

    pub(super) fn any_currency(value: &str, span: Span) -> Self {
        let message = format!(
            "`{0}` names no currency: amounts of any currency were taken, none converted; \
             write amount:\"{0} USD\" for one",
            shorten(value)
        );
        Self::new(NoticeKind::AnyCurrency, span, message)
    }

    pub(super) fn unknown_currency(code: &str, span: Span) -> Self {
        let message = format!(
            "`{}` is no currency that is known: it was searched as text; write its code, as \
             USD or EUR, or nothing for any",
            shorten(code)
        );
        Self::new(NoticeKind::UnknownCurrency, span, message)
    }
}

fn outcome(is_text: bool) -> &'static str {
    if is_text { "it was searched as text" } else { "the clause was ignored" }
}
