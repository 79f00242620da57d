//! Notices on the fields that ask for facts of a passage.

use super::asked_fact::AskedFact;
use super::figure::{self, Figure, TypedFigure};
use super::notice::{Notice, NoticeKind, shorten};
use super::range::BadBound;
use crate::facts::Status;
use crate::range::RangeBound;
use crate::span::Span;

impl Notice {
    pub(super) fn bad_figure(
        figure: Figure,
        value: &str,
        reason: BadBound,
        is_text: bool,
        span: Span,
    ) -> Self {
        let examples = match figure {
            Figure::Amount => ">100m USD, $153m, 100m..200m or \"100 million euros\"",
            Figure::Count => "20, >10 Mi-35 or \"4 helicopters\"",
        };
        let value = shorten(value);
        let (problem, reading) = match reason {
            BadBound::Reversed => {
                (format!("`{value}` ends before it begins"), "the clause was ignored")
            }
            BadBound::NotAValue | BadBound::OutOfDomain => {
                (format!("`{value}` is no {}", figure.name()), outcome(is_text))
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

    pub(super) fn any_currency(value: &str, bound: RangeBound, span: Span) -> Self {
        let in_dollars = in_dollars(value, bound);
        let value = shorten(value);
        let problem = format!("`{value}` names no currency");
        let reading = "amounts of any currency were taken, none converted";
        let advice = format!("write {in_dollars} for one");
        Self::new(NoticeKind::AnyCurrency, span, problem, reading, &advice)
    }

    pub(super) fn unknown_currency(code: &str, span: Span) -> Self {
        let problem = format!("`{}` is no currency that is known", shorten(code));
        let advice = format!(
            "write its code, as USD or EUR, or nothing for any; put a word that is none in \
             quotes, as \"{code}\""
        );
        Self::new(NoticeKind::UnknownCurrency, span, problem, outcome(true), &advice)
    }
}

/// The amount in dollars: as typed with the code behind it, where that is read so.
fn in_dollars(value: &str, bound: RangeBound) -> String {
    let dollars = TypedFigure { bound, of: Some("USD".to_owned()) };
    let typed = format!("{} USD", shorten(value));
    if figure::parse(Figure::Amount, &typed).as_ref() == Ok(&dollars) {
        return format!("amount:\"{typed}\"");
    }
    AskedFact::Amount { bound, currency: dollars.of }.to_string()
}

fn outcome(is_text: bool) -> &'static str {
    if is_text { "it was searched as text" } else { "the clause was ignored" }
}
