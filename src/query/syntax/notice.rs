//! Notices: parts of a query that may be misread. Each message names the part,
//! says how it was read and what to write instead.

use serde::Serialize;

use super::field_names::FieldNames;
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
    /// The part, how it was read and what to write instead: `problem: reading;
    /// advice`.
    pub message: String,
    /// The bytes of the problem in the message.
    #[serde(skip)]
    problem: usize,
    /// The bytes of what stands before the advice in it.
    #[serde(skip)]
    before_advice: usize,
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
    /// A value of `date:` or another field with an order, such as `amount:`, that is no
    /// bound; or a range of a field of words.
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
    /// Documents without pages, which a page leaves out.
    Unpaged,
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
            Self::OnlyExclusions
                | Self::CapitalWords
                | Self::Undated
                | Self::Unpaged
                | Self::AnyCurrency
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
    /// A notice of a problem ("`)` closes nothing") with how the part was read ("it
    /// was ignored") and the advice ("leave it out").
    pub(crate) fn new(
        kind: NoticeKind,
        span: Span,
        problem: impl Into<String>,
        reading: &str,
        advice: &str,
    ) -> Self {
        let mut message = problem.into();
        let problem = message.len();
        message.extend([": ", reading]);
        let before_advice = message.len();
        message.extend(["; ", advice]);
        Self { span, kind, message, problem, before_advice }
    }

    /// The message without its advice.
    pub(in crate::query) fn without_advice(&self) -> &str {
        self.message.get(..self.before_advice).unwrap_or(&self.message)
    }

    /// The message for a query that is refused, and was not read in any way: the
    /// problem, and the advice.
    pub(in crate::query) fn refusal(&self) -> String {
        let problem = self.message.get(..self.problem).unwrap_or(&self.message);
        let advice = self.message.get(self.before_advice..).unwrap_or_default();
        format!("{problem}{advice}")
    }

    pub(super) fn unclosed_quote(quote: char, span: Span) -> Self {
        let problem = format!("`{quote}` is not closed");
        let reading = "it was left out and its words are no phrase";
        let advice = "put `\"` on both sides for a phrase";
        Self::new(NoticeKind::UnclosedQuote, span, problem, reading, advice)
    }

    pub(super) fn empty_phrase(span: Span) -> Self {
        let problem = "nothing stands between the quotes";
        let (reading, advice) = ("they were ignored", "put words between them");
        Self::new(NoticeKind::EmptyPhrase, span, problem, reading, advice)
    }

    pub(super) fn stray_close(span: Span) -> Self {
        let (reading, advice) = ("it was ignored", "put `(` where the group begins");
        let kind = NoticeKind::UnbalancedParenthesis;
        Self::new(kind, span, "`)` closes nothing", reading, advice)
    }

    pub(super) fn unclosed_groups(count: usize, span: Span) -> Self {
        let (problem, reading, advice) = match count {
            1 => (
                "`(` is not closed".to_owned(),
                "the group ends with the query",
                "add `)` where it ends",
            ),
            _ => (
                format!("{count} `(` are not closed"),
                "their groups end with the query",
                "add `)` where they end",
            ),
        };
        Self::new(NoticeKind::UnbalancedParenthesis, span, problem, reading, advice)
    }

    pub(super) fn empty_group(span: Span) -> Self {
        let problem = "nothing stands between the parentheses";
        let (reading, advice) = ("they were ignored", "put words between them");
        Self::new(NoticeKind::EmptyGroup, span, problem, reading, advice)
    }

    pub(super) fn unknown_field(name: &str, names: FieldNames<'_>, span: Span) -> Self {
        let fields: Vec<String> = names.all().map(|(_, name)| format!("{name}:")).collect();
        let problem = format!("`{}:` is no field", shorten(name));
        let advice = format!("the fields are {}", fields.join(", "));
        Self::new(NoticeKind::UnknownField, span, problem, "it was searched as text", &advice)
    }

    pub(super) fn empty_field(name: &str, span: Span) -> Self {
        let problem = format!("`{name}:` has no value");
        let advice = format!("write the value after the colon without a blank, as in {name}:value");
        Self::new(NoticeKind::EmptyField, span, problem, "it is no field here", &advice)
    }

    pub(super) fn nested_field(name: &str, span: Span) -> Self {
        let problem = format!("`{}:` stands in the group of another field", shorten(name));
        let (reading, advice) = ("its name was ignored", "close that group before it");
        Self::new(NoticeKind::NestedField, span, problem, reading, advice)
    }

    pub(super) fn ignored_operator(operator: &str, problem: &str, span: Span) -> Self {
        let advice = match operator {
            "AND" | "OR" | "NOT" | "NEAR" => {
                "leave it out, or write it small to search for the word"
            }
            _ => "leave it out",
        };
        let problem = format!("`{operator}` {problem}");
        Self::new(NoticeKind::StrayOperator, span, problem, "it was ignored", advice)
    }

    /// A sign that does nothing: the problem, how it was read, and the advice.
    pub(super) fn stray_sign(
        sign: &str,
        [problem, reading, advice]: [&str; 3],
        span: Span,
    ) -> Self {
        let problem = format!("`{}` {problem}", shorten(sign));
        Self::new(NoticeKind::StrayOperator, span, problem, reading, advice)
    }

    pub(super) fn bad_bound(field: RangeField, value: &str, reason: BadBound, span: Span) -> Self {
        let wording = field.definition().wording();
        let problem = match reason {
            BadBound::NotAValue => format!("is no {}", wording.value),
            BadBound::Reversed => "ends before it begins".to_owned(),
            BadBound::OutOfDomain => format!("lies beyond {}", wording.domain),
        };
        let problem = format!("`{}` {problem}", shorten(value));
        let advice = format!("write {}", wording.examples);
        Self::new(NoticeKind::BadRange, span, problem, "the clause was ignored", &advice)
    }

    pub(super) fn no_order(name: &str, value: &str, span: Span) -> Self {
        let problem = format!(
            "`{}` is a range, and values of `{name}:` are words without an order",
            shorten(value)
        );
        let advice = format!("write one value, as in {name}:value");
        Self::new(NoticeKind::BadRange, span, problem, "the clause was ignored", &advice)
    }

    pub(super) fn unknown_label(value: &str, span: Span) -> Self {
        let problem = format!("`{}` is no label", shorten(value));
        let advice = format!("the labels are {}", Label::ALL.map(Label::name).join(", "));
        Self::new(NoticeKind::UnknownLabel, span, problem, "the clause was ignored", &advice)
    }

    pub(super) fn short_prefix(word: &str, sign: char, span: Span) -> Self {
        let (word, sign) = (shorten(word), sign_name(sign));
        let problem = format!("`{word}` has fewer than two letters before the {sign}");
        let advice = "write more of the word's beginning";
        Self::new(NoticeKind::ShortPrefix, span, problem, "it was searched as text", advice)
    }

    pub(super) fn star_inside(word: &str, stem: &str, sign: char, span: Span) -> Self {
        let (word, stem, sign) = (shorten(word), shorten(stem), sign_name(sign));
        let problem = format!("`{word}` has a {sign} inside");
        let reading = format!("all words that begin with `{stem}` were searched for");
        let advice = format!("write {stem}* for words that begin so");
        Self::new(NoticeKind::StarInside, span, problem, &reading, &advice)
    }

    pub(super) fn short_fuzzy(word: &str, span: Span) -> Self {
        let word = shorten(word);
        let problem = format!("`{word}` has fewer than three letters before the tilde");
        let (reading, advice) = ("it was searched as text", "spell it out");
        Self::new(NoticeKind::BadFuzzy, span, problem, reading, advice)
    }

    pub(super) fn bad_edits(word: &str, stem: &str, fallback: &str, span: Span) -> Self {
        let (word, stem) = (shorten(word), shorten(stem));
        let problem = format!("`{word}` asks for more or fewer edits than 1 or 2");
        let reading = format!("it was searched {fallback}");
        let advice = format!("write {stem}~1 or {stem}~2");
        Self::new(NoticeKind::BadFuzzy, span, problem, &reading, &advice)
    }

    pub(super) fn too_deep(span: Span) -> Self {
        let problem = format!("`(` is nested more than {MAX_DEPTH} groups deep");
        let reading = "it and its `)`, and others as deep, were ignored";
        Self::new(NoticeKind::TooDeep, span, problem, reading, "use fewer parentheses")
    }

    pub(super) fn too_long(span: Span) -> Self {
        let problem = format!("{} bytes stand after the first {MAX_BYTES}", span.len());
        let (reading, advice) = ("they were ignored", "write a shorter query");
        Self::new(NoticeKind::TooLong, span, problem, reading, advice)
    }

    pub(super) fn too_many_words(span: Span) -> Self {
        let problem = format!("{} bytes stand after the first {MAX_WORDS} words", span.len());
        let (reading, advice) = ("they were ignored", "write fewer words");
        Self::new(NoticeKind::TooManyWords, span, problem, reading, advice)
    }

    pub(super) fn only_exclusions(span: Span) -> Self {
        let problem = "the query only excludes";
        let (reading, advice) = ("it was kept as it is", "add a word to search for");
        Self::new(NoticeKind::OnlyExclusions, span, problem, reading, advice)
    }

    fn more(count: usize, span: Span) -> Self {
        let problem = format!("{count} more problems are not listed");
        let reading = "they were treated like those listed";
        Self::new(NoticeKind::More, span, problem, reading, "write a simpler query")
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
