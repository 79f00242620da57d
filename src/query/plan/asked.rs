//! What a query asks for besides the things it names: "how many" asks for a count,
//! "when" for a date.
//!
//! The forms are those of English questions, and the nouns by which the same is
//! asked in a few words ("price", "number of"). A passage that has no such fact
//! stays a hit.

mod forms;
mod question;

use crate::analysis::Analyzer;
use crate::analysis::token::Analysis;
use crate::span::Span;

/// The kind of fact that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AskedKind {
    /// "how many", "number of".
    Count,
    /// "how much", "price".
    Amount,
    /// "how far", "how much fuel".
    Measure,
    /// "when", "since when", "which year".
    Date,
    /// "where", "which city".
    Place,
    /// "who", "which company".
    Name,
    /// "who says", "what did the minister say".
    Speaker,
    /// "why", "reason for".
    Reason,
    /// "reaction to".
    Reaction,
    /// "did it happen", "is it".
    Status,
}

/// What a query asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) kind: AskedKind,
    /// What is counted or named, in bytes of the query.
    pub(crate) of: Option<Span>,
    /// The same as it was typed.
    pub(crate) typed: String,
}

impl Asked {
    /// What a text of the query that starts at byte `start` asks for.
    pub(super) fn of_text(
        text: &str,
        start: usize,
        analysis: &Analysis,
        analyzer: &Analyzer,
    ) -> Option<Self> {
        let surfaces: Vec<&str> = analysis.words().map(|word| word.surface).collect();
        let is_function_word = |word: &str| analyzer.is_stop_word(word);
        let question = question::question(&surfaces, &is_function_word)?;
        let words = question.of.and_then(|words| analysis.span_of(&words));
        let typed = words.and_then(|words| words.of(text)).unwrap_or_default().to_owned();
        Some(Self { kind: question.kind, of: words.map(|words| words.shifted(start)), typed })
    }

    /// What it looks for, with an article: "a count of Mi-35".
    pub(crate) fn sought(&self) -> String {
        let sought = match self.kind {
            AskedKind::Count => "a count",
            AskedKind::Amount => "an amount of money",
            AskedKind::Measure => "a measure",
            AskedKind::Date => "a date",
            AskedKind::Place => "a place",
            AskedKind::Name => "a name",
            AskedKind::Speaker => "who says so",
            AskedKind::Reason => "a reason",
            AskedKind::Reaction => "a reaction",
            AskedKind::Status => "whether it happened",
        };
        if self.typed.is_empty() {
            sought.to_owned()
        } else {
            format!("{sought} of {}", self.typed)
        }
    }
}
