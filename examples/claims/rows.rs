//! Statements as rows of comma-separated values.

use std::collections::BTreeSet;
use std::io::Write;

use anyhow::Result;
use ibid::Citation;
use ibid::claims::{CitedStatement, Question};
use ibid::facts::RelationKind;

use crate::common::csv::write_row;
use crate::common::place;
use crate::sign;

const HEAD: &[&str] = &[
    "question",
    "row",
    "outlet",
    "published",
    "figure",
    "status",
    "certainty",
    "who says",
    "part",
    "quote",
    "document",
    "line",
    "start",
    "end",
    "figure start",
    "figure end",
    "copies",
    "relations",
];

/// Writes each statement of the questions as a row, below a row of names.
pub(crate) fn write_csv(out: &mut impl Write, questions: &[Question]) -> Result<()> {
    if questions.is_empty() {
        return Ok(());
    }
    write_row(out, HEAD)?;
    for question in questions {
        let title = question.title();
        for (number, said) in question.statements.iter().enumerate() {
            write_statement(out, &title, question, number, said)?;
        }
    }
    Ok(())
}

fn write_statement(
    out: &mut impl Write,
    title: &str,
    question: &Question,
    number: usize,
    said: &CitedStatement,
) -> Result<()> {
    let row = (number + 1).to_string();
    let published = said.published.map(|days| days.to_string()).unwrap_or_default();
    let (status, certainty) = (said.status.to_string(), said.certainty.to_string());
    let Citation { document, line, span, .. } = &said.citation;
    let numbers = [*line, span.start, span.end, said.figure.start, said.figure.end];
    let [line, start, end, figure_start, figure_end] = numbers.map(|number| number.to_string());
    let copies: Vec<String> = said.copies.iter().map(place).collect();
    let (copies, relations) = (copies.join("; "), relations(question, number));
    let cells = [
        title,
        &row,
        &said.outlet,
        &published,
        &said.value,
        &status,
        &certainty,
        said.speaker.as_deref().unwrap_or_default(),
        if said.is_part { "part" } else { "" },
        &said.quote,
        document,
        &line,
        &start,
        &end,
        &figure_start,
        &figure_end,
        &copies,
        &relations,
    ];
    write_row(out, &cells)
}

/// The relations of a statement: `conflict with 2: the same stage, …`.
fn relations(question: &Question, number: usize) -> String {
    let related = question.relations.iter().filter_map(|relation| {
        let other = match number {
            _ if relation.first == number => relation.second,
            _ if relation.second == number => relation.first,
            _ => return None,
        };
        let (_, name) = sign(relation.kind);
        Some(format!("{name} with {}: {}", other + 1, relation.reason))
    });
    related.collect::<Vec<_>>().join("; ")
}

/// The question with the statements that cannot both be true; `None` where there
/// are none.
pub(crate) fn conflicts_only(mut question: Question) -> Option<Question> {
    let is_conflict =
        |kind: RelationKind| matches!(kind, RelationKind::Conflicts | RelationKind::Denied);
    question.relations.retain(|relation| is_conflict(relation.kind));
    let ends = question.relations.iter().flat_map(|relation| [relation.first, relation.second]);
    let kept: Vec<usize> = ends.collect::<BTreeSet<_>>().into_iter().collect();
    let new_number = |old: usize| kept.binary_search(&old).unwrap_or(0);
    for relation in &mut question.relations {
        relation.first = new_number(relation.first);
        relation.second = new_number(relation.second);
    }
    question.statements = kept.iter().map(|&number| question.statements[number].clone()).collect();
    (!question.relations.is_empty()).then_some(question)
}
