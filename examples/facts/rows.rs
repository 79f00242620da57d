//! Facts as JSON lines: `start` and `end` are bytes of the document's text.

use ibid::facts::{Basis, Claim, Event, Fact, Number, Source, Statement, StatementRelation};
use ibid::{DayRange, Span};
use serde_json::{Value, json};

/// A fact of a document.
pub(crate) fn fact(document: &str, text: &str, fact: &Fact) -> Value {
    let value = serde_json::to_value(fact).unwrap_or_default();
    let value = match fact {
        Fact::Date(date) => {
            let other = match date.basis {
                Basis::Ambiguous(days) => Some(days),
                _ => None,
            };
            let basis = match date.basis {
                Basis::Written => "written",
                Basis::FromDocument => "from document",
                _ => "ambiguous",
            };
            let mut row = json!({"kind": "date", "precision": date.precision, "basis": basis});
            put_days(&mut row, date.days);
            if let Some(days) = other {
                row["alternatives"] = json!([[days.first.to_string(), days.last.to_string()]]);
            }
            row
        }
        _ => value,
    };
    placed(value, document, text, fact.span())
}

/// A claim, with its cue and who says it in words.
pub(crate) fn claim(document: &str, text: &str, claim: &Claim) -> Value {
    let row = json!({
        "kind": "claim",
        "status": claim.status,
        "certainty": claim.certainty,
        "cue": claim.cue.of(text),
        "speaker": claim.speaker.and_then(|speaker| speaker.of(text)),
    });
    placed(row, document, text, claim.span)
}

/// A sentence with one of its dates.
pub(crate) fn event(document: &str, text: &str, event: &Event) -> Value {
    let precision = event.precision.map_or(json!("published"), |precision| json!(precision));
    let mut row = json!({"kind": "event", "precision": precision});
    put_days(&mut row, Some(event.days));
    placed(row, document, text, event.span)
}

/// A statement, with what it is about.
pub(crate) fn statement(document: &str, text: &str, statement: &Statement) -> Value {
    let row = json!({
        "kind": "statement",
        "attribute": statement.attribute,
        "said": statement.said,
        "status": statement.status,
        "certainty": statement.certainty,
        "speaker": statement.speaker.and_then(|speaker| speaker.of(text)),
        "family": statement.family,
        "class": statement.class,
        "supplier": statement.supplier,
        "recipient": statement.recipient,
        "parties": statement.parties,
        "part": statement.is_part,
    });
    placed(row, document, text, statement.span)
}

/// How two statements stand, each by its document and span.
pub(crate) fn relation(
    relation: &StatementRelation,
    sources: &[Source],
    documents: &[String],
) -> Option<Value> {
    let end = |(source, number): (usize, usize)| {
        let span = sources.get(source)?.statements.get(number)?.span;
        Some(json!({"doc": documents.get(source)?, "start": span.start, "end": span.end}))
    };
    Some(json!({
        "kind": "relation",
        "attribute": relation.attribute,
        "relation": relation.kind,
        "a": end(relation.first)?,
        "b": end(relation.second)?,
        "reason": relation.reason,
    }))
}

/// A bare number.
pub(crate) fn number(document: &str, text: &str, number: &Number) -> Value {
    let row = json!({"kind": "number", "low": number.figure.low, "high": number.figure.high});
    placed(row, document, text, number.span)
}

/// Adds the first and last day.
pub(crate) fn put_days(row: &mut Value, days: Option<DayRange>) {
    row["start_day"] = json!(days.map(|days| days.first.to_string()));
    row["end_day"] = json!(days.map(|days| days.last.to_string()));
}

/// Adds the document, the span and its text.
pub(crate) fn placed(mut row: Value, document: &str, text: &str, span: Span) -> Value {
    row["doc"] = json!(document);
    row["start"] = json!(span.start);
    row["end"] = json!(span.end);
    row["quote"] = json!(span.of(text));
    // What is not there is not written.
    if let Some(fields) = row.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    row
}
