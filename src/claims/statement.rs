//! A statement with its citations.

use serde::Serialize;

use super::cite::{cite, one_line};
use super::matched::MatchedDocument;
use super::value::value;
use super::voice::Voice;
use crate::analysis::Relations;
use crate::date::DayRange;
use crate::facts::{Certainty, Said, Source, Statement, Status};
use crate::hit::citation::Citation;
use crate::span::Span;

/// What an outlet says to a question, and where.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CitedStatement {
    /// The document's source, else its id.
    pub outlet: String,
    /// The document's date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<DayRange>,
    /// The answer as a person reads it: `4`, `about 150,000,000 USD`, `2014-06`.
    pub value: String,
    /// The answer as data.
    pub said: Said,
    /// How far the deal has come.
    pub status: Status,
    /// How surely that is said.
    pub certainty: Certainty,
    /// Who says so; `None` where the outlet itself does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// Whether the figure is of a part, as in "another 16". It is not compared.
    pub is_part: bool,
    /// Whether its sentence does not say who receives, though the question does.
    #[serde(skip)]
    pub(super) lacks_recipient: bool,
    /// The sentence as it is written.
    pub quote: String,
    /// The bytes of the figure, date, designator or name in the document.
    pub figure: Span,
    /// Where the sentence stands.
    pub citation: Citation,
    /// Where it stands in documents of the same text: they are no voices of their
    /// own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<Citation>,
}

/// The statements of a voice that stand in passages that match: their numbers in
/// its source.
pub(super) fn in_passages(voice: &Voice<'_>) -> Vec<usize> {
    let statements = voice.source.statements.iter().enumerate();
    let matching =
        statements.filter(|(_, statement)| voice.document.passage_of(statement.span).is_some());
    matching.map(|(number, _)| number).collect()
}

/// A statement of a voice with its citations; `None` where it stands in no
/// passage that matches.
pub(super) fn cited(
    voice: &Voice<'_>,
    number: usize,
    relations: &Relations,
) -> Option<CitedStatement> {
    let (document, source) = (voice.document, &voice.source);
    let statement = source.statements.get(number)?;
    let citation = citation(document, statement)?;
    let written = statement.span.of(&document.text).unwrap_or_default();
    // Equal texts have the same statements, unless letter case made a difference.
    let same = voice.copies.iter().filter(|(_, copy)| has_same_statements(copy, source));
    let copies =
        same.filter_map(|(copy, of_copy)| self::citation(copy, of_copy.statements.get(number)?));
    Some(CitedStatement {
        outlet: one_line(document.outlet()),
        published: source.published,
        value: value(&statement.said, written, relations),
        said: statement.said.clone(),
        status: statement.status,
        certainty: statement.certainty,
        speaker: statement.speaker.and_then(|span| span.of(&document.text)).map(one_line),
        is_part: statement.is_part,
        lacks_recipient: false,
        quote: citation.span.of(&document.text).unwrap_or_default().to_owned(),
        figure: statement.span,
        copies: copies.collect(),
        citation,
    })
}

fn has_same_statements(copy: &Source, source: &Source) -> bool {
    copy.statements.len() == source.statements.len()
}

/// Where the sentence of a statement stands.
fn citation(document: &MatchedDocument, statement: &Statement) -> Option<Citation> {
    let passage = document.passage_of(statement.span)?;
    Some(cite(&document.text, &passage.citation, statement.sentence))
}
