//! Notices: parts of a query that may be misread. Each message names the part,
//! says how it was read and what to write instead.

use serde::Serialize;

use super::ast::Field;
use super::limits::{MAX_BYTES, MAX_DEPTH, MAX_WORDS};
use super::range::BadBound;
use crate::passage::label::Label;
use crate::range::RangeField;
use crate::span::Span;

/// A part of a query that may be misread.
///
/// ```
/// let query = ibid::Query::new("m* deal");
/// let notice = &query.notices()[0];
/// assert_eq!(notice.span.of(query.text()), Some("m*"));
/// assert!(notice.message.ends_with("write more of the word's beginning"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Notice {
    /// Where, in bytes of the query as typed.
    pub span: Span,
    /// What kind of problem.
    pub kind: NoticeKind,
    /// The part, how it was read and what to write instead.
    pub message: String,
}

/// The kinds of notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NoticeKind {
    /// A quote that is not closed.
    UnclosedQuote,
    /// Quotes with nothing between them.
    EmptyPhrase,
    /// A parenthesis that is not closed, or closes none.
    UnbalancedParenthesis,
    /// Parentheses with nothing between them.
    EmptyGroup,
    /// A word before a colon that is no field.
    UnknownField,
    /// A field without a value.
    EmptyField,
    /// A field in the group of another field.
    NestedField,
    /// An operator or sign that applies to nothing.
    StrayOperator,
    /// A value of `date:`, or of another range field, that is no bound.
    BadRange,
    /// A value of `label:` that is no label.
    UnknownLabel,
    /// A star after fewer than two letters or digits.
    ShortPrefix,
    /// A star inside a word.
    StarInside,
    /// A tilde after a word of fewer than three letters, or before a number
    /// other than 1 and 2.
    BadFuzzy,
    /// Parentheses nested more than 32 deep.
    TooDeep,
    /// A text of more than 64 KiB.
    TooLong,
    /// A text of more than 1,024 words.
    TooManyWords,
    /// Exclusions with nothing to search for.
    OnlyExclusions,
    /// Operators among words in capitals, which are words there.
    CapitalWords,
    /// A sign of another query language that does nothing here.
    ForeignSign,
    /// A value of `status:` that is no status.
    UnknownStatus,
    /// Capitals behind an amount that are no currency.
    UnknownCurrency,
    /// An amount without a currency, which any currency meets.
    AnyCurrency,
    /// A date that can be read as two.
    TwoReadings,
    /// Documents without a date, which a date leaves out.
    Undated,
    /// More notices than are listed.
    More,
}

impl NoticeKind {
    /// Whether the query is ill-formed, so that
    /// [`Query::parse`](crate::query::Query::parse) fails. A query with only
    /// exclusions is well-formed, and so is a headline in capitals.
    ///
    /// ```
    /// use ibid::query::NoticeKind;
    ///
    /// assert!(NoticeKind::UnclosedQuote.is_error());
    /// assert!(!NoticeKind::OnlyExclusions.is_error());
    /// ```
    pub fn is_error(self) -> bool {
        !matches!(
            self,
            Self::OnlyExclusions | Self::CapitalWords | Self::Undated | Self::AnyCurrency
        )
    }
}

impl std::fmt::Display for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "at bytes {}: {}", self.span, self.message)
    }
}

/// One constructor a message. Each message names the part first.
impl Notice {
    pub(super) fn new(kind: NoticeKind, span: Span, message: String) -> Self {
        Self { span, kind, message }
    }

    pub(super) fn unclosed_quote(quote: char, span: Span) -> Self {
        let message = format!(
            "`{quote}` is not closed: it was left out and its words are no phrase; \
             put `\"` on both sides for a phrase"
        );
        Self::new(NoticeKind::UnclosedQuote, span, message)
    }

    pub(super) fn empty_phrase(span: Span) -> Self {
        let message =
            "nothing stands between the quotes: they were ignored; put words between them";
        Self::new(NoticeKind::EmptyPhrase, span, message.to_owned())
    }

    pub(super) fn stray_close(span: Span) -> Self {
        let message = "`)` closes nothing: it was ignored; put `(` where the group begins";
        Self::new(NoticeKind::UnbalancedParenthesis, span, message.to_owned())
    }

    pub(super) fn unclosed_groups(count: usize, span: Span) -> Self {
        let message = match count {
            1 => "`(` is not closed: the group ends with the query; add `)` where it ends".into(),
            _ => format!(
                "{count} `(` are not closed: their groups end with the query; \
                 add `)` where they end"
            ),
        };
        Self::new(NoticeKind::UnbalancedParenthesis, span, message)
    }

    pub(super) fn empty_group(span: Span) -> Self {
        let message =
            "nothing stands between the parentheses: they were ignored; put words between them";
        Self::new(NoticeKind::EmptyGroup, span, message.to_owned())
    }

    pub(super) fn unknown_field(name: &str, span: Span) -> Self {
        let fields: Vec<String> = Field::all().map(|field| format!("{}:", field.name())).collect();
        let message = format!(
            "`{}:` is no field: it was searched as text; the fields are {}",
            shorten(name),
            fields.join(", ")
        );
        Self::new(NoticeKind::UnknownField, span, message)
    }

    pub(super) fn empty_field(field: Field, span: Span) -> Self {
        let name = field.name();
        let message = format!(
            "`{name}:` has no value: it is no field here; write the value after the colon \
             without a blank, as in {name}:value"
        );
        Self::new(NoticeKind::EmptyField, span, message)
    }

    pub(super) fn nested_field(name: &str, span: Span) -> Self {
        let message = format!(
            "`{}:` stands in the group of another field: its name was ignored; \
             close that group before it",
            shorten(name)
        );
        Self::new(NoticeKind::NestedField, span, message)
    }

    pub(super) fn ignored_operator(operator: &str, problem: &str, span: Span) -> Self {
        let advice = match operator {
            "AND" | "OR" | "NOT" | "NEAR" => {
                "leave it out, or write it small to search for the word"
            }
            _ => "leave it out",
        };
        let message = format!("`{operator}` {problem}: it was ignored; {advice}");
        Self::new(NoticeKind::StrayOperator, span, message)
    }

    pub(super) fn stray_sign(sign: &str, problem: &str, span: Span) -> Self {
        let message = format!("`{}` {problem}", shorten(sign));
        Self::new(NoticeKind::StrayOperator, span, message)
    }

    pub(super) fn bad_bound(field: RangeField, value: &str, reason: BadBound, span: Span) -> Self {
        let wording = field.definition().wording();
        let problem = match reason {
            BadBound::NotAValue => format!("is no {}", wording.value),
            BadBound::Reversed => "ends before it begins".to_owned(),
            BadBound::OutOfDomain => format!("lies beyond {}", wording.domain),
        };
        let message = format!(
            "`{}` {problem}: the clause was ignored; write {}",
            shorten(value),
            wording.examples
        );
        Self::new(NoticeKind::BadRange, span, message)
    }

    pub(super) fn unknown_label(value: &str, span: Span) -> Self {
        let message = format!(
            "`{}` is no label: the clause was ignored; the labels are {}",
            shorten(value),
            Label::ALL.map(Label::name).join(", ")
        );
        Self::new(NoticeKind::UnknownLabel, span, message)
    }

    pub(super) fn short_prefix(word: &str, sign: char, span: Span) -> Self {
        let message = format!(
            "`{}` has fewer than two letters before the {}: it was searched as text; \
             write more of the word's beginning",
            shorten(word),
            sign_name(sign)
        );
        Self::new(NoticeKind::ShortPrefix, span, message)
    }

    pub(super) fn star_inside(word: &str, stem: &str, sign: char, span: Span) -> Self {
        let (word, stem, sign) = (shorten(word), shorten(stem), sign_name(sign));
        let message = format!(
            "`{word}` has a {sign} inside: all words that begin with `{stem}` were searched for; \
             write {stem}* for that"
        );
        Self::new(NoticeKind::StarInside, span, message)
    }

    pub(super) fn short_fuzzy(word: &str, span: Span) -> Self {
        let message = format!(
            "`{}` has fewer than three letters before the tilde: it was searched as text; \
             spell it out",
            shorten(word)
        );
        Self::new(NoticeKind::BadFuzzy, span, message)
    }

    pub(super) fn bad_edits(word: &str, stem: &str, fallback: &str, span: Span) -> Self {
        let (word, stem) = (shorten(word), shorten(stem));
        let message = format!(
            "`{word}` asks for more or fewer edits than 1 or 2: it was searched {fallback}; \
             write {stem}~1 or {stem}~2"
        );
        Self::new(NoticeKind::BadFuzzy, span, message)
    }

    pub(super) fn too_deep(span: Span) -> Self {
        let message = format!(
            "`(` is nested more than {MAX_DEPTH} groups deep: it and its `)`, and others as deep, \
             were ignored; use fewer parentheses"
        );
        Self::new(NoticeKind::TooDeep, span, message)
    }

    pub(super) fn too_long(span: Span) -> Self {
        let message = format!(
            "{} bytes stand after the first {MAX_BYTES}: they were ignored; \
             write a shorter query",
            span.len()
        );
        Self::new(NoticeKind::TooLong, span, message)
    }

    pub(super) fn too_many_words(span: Span) -> Self {
        let message = format!(
            "{} bytes stand after the first {MAX_WORDS} words: they were ignored; \
             write fewer words",
            span.len()
        );
        Self::new(NoticeKind::TooManyWords, span, message)
    }

    pub(super) fn only_exclusions(span: Span) -> Self {
        let message = "the query only excludes: it was kept as it is; \
                       add a word to search for";
        Self::new(NoticeKind::OnlyExclusions, span, message.to_owned())
    }

    fn more(count: usize, span: Span) -> Self {
        let message = format!(
            "{count} more problems are not listed: they were treated like those listed; \
             write a simpler query"
        );
        Self::new(NoticeKind::More, span, message)
    }
}

/// The word for a sign that stands for letters.
fn sign_name(sign: char) -> &'static str {
    match sign {
        '?' => "question mark",
        '%' => "percent sign",
        _ => "star",
    }
}

/// The value as it is shown in a message: at most 40 characters, on one line.
pub(super) fn shorten(value: &str) -> String {
    const MAX_CHARS: usize = 40;
    let mut short: String = value
        .chars()
        .take(MAX_CHARS)
        .map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c })
        .collect();
    if value.chars().nth(MAX_CHARS).is_some() {
        short.push('…');
    }
    short
}

/// The notices of a query while it is parsed, bounded in number.
#[derive(Debug, Default)]
pub(super) struct Notices {
    listed: Vec<Notice>,
    /// How many more there were.
    unlisted: usize,
    /// Where the last of these stands.
    last_unlisted: Span,
}

impl Notices {
    /// The most notices of a query besides those of kinds that come once.
    const MAX_LISTED: usize = 64;

    pub(super) fn push(&mut self, notice: Notice) {
        if self.listed.len() < Self::MAX_LISTED {
            self.listed.push(notice);
        } else {
            self.unlisted += 1;
            self.last_unlisted = notice.span;
        }
    }

    /// Lists a notice of a kind that comes once, even beyond the limit.
    pub(super) fn insist(&mut self, notice: Notice) {
        self.listed.push(notice);
    }

    /// The number of notices, those not listed included.
    pub(super) fn count(&self) -> usize {
        self.listed.len() + self.unlisted
    }

    /// The listed notices in the order of the query, then how many more there
    /// were.
    pub(super) fn finish(mut self) -> Vec<Notice> {
        self.listed.sort_by_key(|notice| notice.span.start);
        if self.unlisted > 0 {
            self.listed.push(Notice::more(self.unlisted, self.last_unlisted));
        }
        self.listed
    }
}
