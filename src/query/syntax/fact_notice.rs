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
        let value = shorten(value);
        let (problem, reading) = match reason {
            BadBound::Reversed => {
                (format!("`{value}` ends before it begins"), "the clause was ignored")
            }
            BadBound::NotAValue | BadBound::OutOfDomain => {
                (format!("`{value}` is no {name}"), outcome(is_text))
            }
        };
        let advice = format!("write {examples}");
        Self::new(NoticeKind::BadRange, span, problem, reading, &advice)
    }

    pub(super) fn bad_mention(value: &str, examples: &str, span: Span) -> Self {
        let problem = format!("`{}` is no date", shorten(value));
        let advice = format!("write {examples}");
        Self::new(NoticeKind::BadRange, span, problem, outcome(true), &advice)
    }

    pub(super) fn unknown_status(name: &str, value: &str, is_text: bool, span: Span) -> Self {
        let whole = if name == value { String::new() } else { format!(" in `{}`", shorten(value)) };
        let problem = format!("`{}`{whole} is no status", shorten(name));
        let advice = format!("the statuses are {}", Status::ALL.map(Status::name).join(", "));
        Self::new(NoticeKind::UnknownStatus, span, problem, outcome(is_text), &advice)
    }

    pub(super) fn any_currency(value: &str, span: Span) -> Self {
        let value = shorten(value);
        let problem = format!("`{value}` names no currency");
        let reading = "amounts of any currency were taken, none converted";
        let advice = format!("write amount:\"{value} USD\" for one");
        Self::new(NoticeKind::AnyCurrency, span, problem, reading, &advice)
    }

    pub(super) fn unknown_currency(code: &str, span: Span) -> Self {
        let problem = format!("`{}` is no currency that is known", shorten(code));
        let advice = "write its code, as USD or EUR, or nothing for any";
        Self::new(NoticeKind::UnknownCurrency, span, problem, outcome(true), advice)
    }
}

fn outcome(is_text: bool) -> &'static str {
    if is_text { "it was searched as text" } else { "the clause was ignored" }
}
