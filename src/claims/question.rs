//! A question, and what each outlet says to it.

use serde::Serialize;

use super::statement::CitedStatement;
use crate::facts::{Attribute, RelationKind, Status};

/// A question about a deal or a measure, and what each outlet says to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Question {
    /// What is asked: how many, worth how much, when, which type, who supplies.
    pub attribute: Attribute,
    /// Of a date: what happened on it, as days of signature and of delivery answer
    /// two questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The thing: a designation such as `Mi-35`, else a class such as `helicopter`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The class of the thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Who gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier: Option<String>,
    /// Who receives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// What the outlets say, by the dates of their documents; undated ones come last.
    /// What names one party stands with the only deal that it fits.
    pub statements: Vec<CitedStatement>,
    /// How statements stand to each other. Two that are not here are not
    /// compared: they may be about two deals.
    pub relations: Vec<QuestionRelation>,
}

/// How two statements of a question stand to each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct QuestionRelation {
    /// How they stand.
    pub kind: RelationKind,
    /// The number of the first statement in the question.
    pub first: usize,
    /// The number of the second one.
    pub second: usize,
    /// Whether both are of one article.
    pub in_one_article: bool,
    /// Why, in words.
    pub reason: String,
}

impl Question {
    /// The question in words: `Mi-35, Russia → Pakistan: how many`.
    ///
    /// ```
    /// use ibid::claims::FactOptions;
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Russia delivered six Mi-35 helicopters to Peru."))?;
    /// writer.commit()?;
    ///
    /// let claims = index.claims(&Query::new("Mi-35"), &FactOptions::default())?;
    /// assert_eq!(claims.questions[0].title(), "Mi-35, Russia → Peru: how many");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn title(&self) -> String {
        let parties = match (&self.supplier, &self.recipient) {
            (Some(supplier), Some(recipient)) => Some(format!("{supplier} → {recipient}")),
            (Some(supplier), None) => Some(format!("from {supplier}")),
            (None, Some(recipient)) => Some(format!("to {recipient}")),
            (None, None) => None,
        };
        let parts: Vec<String> = self.item.clone().into_iter().chain(parties).collect();
        let colon = if parts.is_empty() { "" } else { ": " };
        format!("{}{colon}{}", parts.join(", "), self.asks())
    }

    fn asks(&self) -> String {
        match (self.attribute, self.status) {
            (Attribute::Count, _) => "how many".to_owned(),
            (Attribute::Value, _) => "worth how much".to_owned(),
            (Attribute::Date, Some(status)) => format!("{status} when"),
            (Attribute::Date, None) => "when".to_owned(),
            (Attribute::Variant, _) => "which type".to_owned(),
            (Attribute::Supplier, _) => "who supplies".to_owned(),
        }
    }
}
