//! Deliveries in batches: two in March and four in April contradict each other in
//! neither number nor day.

use super::relation::{Meeting, days, figures};
use super::statement::{Attribute, Said, Statement};
use crate::facts::claim::status::Status;

/// Whether two statements are of two batches: each sentence gives a number and a
/// day of delivery, and neither meets that of the other.
pub(super) fn are_batches(
    (source, one): (&[Statement], &Statement),
    (other_source, other): (&[Statement], &Statement),
) -> bool {
    let are_delivered = one.status == Status::Delivered && other.status == Status::Delivered;
    are_delivered
        && differ(
            said_beside(source, one, Attribute::Count),
            said_beside(other_source, other, Attribute::Count),
        )
        && differ(
            said_beside(source, one, Attribute::Date),
            said_beside(other_source, other, Attribute::Date),
        )
}

fn differ(one: Option<&Said>, other: Option<&Said>) -> bool {
    match (one, other) {
        (Some(Said::Figure(one)), Some(Said::Figure(other))) => {
            figures(*one, *other) == Meeting::Apart
        }
        (Some(Said::Days(one)), Some(Said::Days(other))) => days(*one, *other) == Meeting::Apart,
        _ => false,
    }
}

/// What the sentence of a statement says to a question of the same claim.
fn said_beside<'s>(
    statements: &'s [Statement],
    statement: &'s Statement,
    attribute: Attribute,
) -> Option<&'s Said> {
    if statement.attribute == attribute {
        return Some(&statement.said);
    }
    let is_beside = |said: &&Statement| {
        said.attribute == attribute
            && said.sentence == statement.sentence
            && said.status == statement.status
    };
    statements.iter().find(is_beside).map(|said| &said.said)
}
