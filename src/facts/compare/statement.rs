//! Statements: a figure, date or designator of a claim, with what it is about.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::item::{Item, Items};
use super::party::{Party, Roles, parties, roles};
use crate::analysis::Relations;
use crate::date::DayRange;
use crate::facts::claim::certainty::certainty;
use crate::facts::claim::cue::{CuePlace, cues_in};
use crate::facts::claim::status::{Certainty, Status};
use crate::facts::fact::{Fact, Figure, Precision};
use crate::facts::reading::Reading;
use crate::span::Span;

/// What a statement tells of a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Attribute {
    /// How many.
    Count,
    /// Worth how much.
    Value,
    /// When.
    Date,
    /// Which type of equipment.
    Variant,
}

/// What a statement says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Said {
    /// A figure.
    Figure(Figure),
    /// A figure in a currency.
    Money(Figure, String),
    /// Days.
    Days(DayRange),
    /// A designator by its exact key.
    Designator(String),
}

/// A figure, date or designator of a claim, with what it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Statement {
    /// The bytes of the figure, date or designator.
    #[serde(flatten)]
    pub span: Span,
    /// Which question it answers.
    pub attribute: Attribute,
    /// The answer.
    pub said: Said,
    /// The status of its claim.
    pub status: Status,
    /// The certainty of its claim.
    pub certainty: Certainty,
    /// What is traded: the family key of a designator.
    pub family: Option<String>,
    /// What is traded: a class such as `helicopter`.
    pub class: Option<String>,
    /// Who gives.
    pub supplier: Option<String>,
    /// Who receives.
    pub recipient: Option<String>,
    /// The parties that its sentence names.
    pub own_parties: BTreeSet<String>,
    /// All parties that are named in its sentence, the two beside it and the first.
    pub parties: BTreeSet<String>,
    /// Whether the figure is of a part: "another 16", "the first two".
    pub is_part: bool,
}

/// A date belongs to a cue at most this many tokens away.
const DATE_WINDOW: usize = 12;

/// Words around a figure that make it one of a part.
const PARTS: &[&str] = &[
    "another",
    "further",
    "more",
    "remaining",
    "additional",
    "first",
    "last",
    "each",
    "option",
    "options",
    "second",
    "other",
    "per",
    "initial",
    "extra",
    "annually",
];

/// A sentence by its tokens.
#[derive(Debug, Clone)]
struct Sentence {
    first: usize,
    end: usize,
    parties: Vec<Party>,
}

/// The statements of a text whose facts are recognised.
pub(in crate::facts) fn statements(reading: &Reading<'_>, relations: &Relations) -> Vec<Statement> {
    let sentences = sentences(reading);
    let items = Items::new(reading, relations);
    let mut statements = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let table = &reading.vocabulary.statuses;
        let cues = cues_in(&reading.tokens, table, sentence.first, sentence.end);
        if cues.is_empty() {
            continue;
        }
        let from = index.saturating_sub(1);
        let beside = sentences.get(from..(index + 2).min(sentences.len())).unwrap_or_default();
        let title = sentences.first().unwrap_or(sentence);
        let writer = Writer { reading, items: &items, sentence, beside, title, cues: &cues };
        writer.write(&mut statements);
    }
    statements
}

fn sentences(reading: &Reading<'_>) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut first = 0;
    while first < reading.tokens.len() {
        let end = reading.tokens.sentence_end(first).max(first + 1);
        sentences.push(Sentence { first, end, parties: parties(reading, first, end) });
        first = end;
    }
    sentences
}

/// Makes the statements of one sentence.
struct Writer<'w, 'r> {
    reading: &'w Reading<'r>,
    items: &'w Items,
    sentence: &'w Sentence,
    beside: &'w [Sentence],
    /// The first sentence, which is a title or says what the text is about.
    title: &'w Sentence,
    cues: &'w [CuePlace],
}

impl Writer<'_, '_> {
    fn write(&self, statements: &mut Vec<Statement>) {
        let span = self.reading.tokens.span_of(self.sentence.first, self.sentence.end);
        let from = self.reading.facts.partition_point(|fact| fact.span().start < span.start);
        let facts = self.reading.facts.get(from..).unwrap_or_default().iter();
        for fact in facts.take_while(|fact| fact.span().start < span.end) {
            statements.extend(self.of_fact(fact));
        }
        let equipment = &self.reading.equipment;
        let from = equipment.partition_point(|one| one.first < self.sentence.first);
        let equipment = equipment.get(from..).unwrap_or_default().iter();
        for equipment in equipment.take_while(|one| one.first < self.sentence.end) {
            let item = self.items.at(equipment.first, equipment.end);
            let span = self.reading.tokens.span_of(equipment.first, equipment.end);
            let said = Said::Designator(equipment.exact.clone());
            statements.extend(self.statement(span, Attribute::Variant, said, item));
        }
    }

    fn of_fact(&self, fact: &Fact) -> Option<Statement> {
        let span = fact.span();
        match fact {
            Fact::Count(count) => {
                let item = self.items.of_count(count)?;
                self.statement(span, Attribute::Count, Said::Figure(count.figure), Some(item))
            }
            Fact::Amount(amount) => {
                let said = Said::Money(amount.figure, amount.currency.clone());
                self.statement(span, Attribute::Value, said, self.item_near(span))
            }
            Fact::Date(date) if date.precision != Precision::Decade => {
                let said = Said::Days(date.days?);
                self.statement(span, Attribute::Date, said, self.item_near(span))
            }
            _ => None,
        }
    }

    /// The item that the sentence names nearest to a figure, else one beside it.
    fn item_near(&self, span: Span) -> Option<Item> {
        let place = self.reading.tokens.place_of(span.start);
        let inside = self.items.nearest(self.sentence.first, self.sentence.end, place);
        let (first, last) = (self.beside.first()?, self.beside.last()?);
        inside.or_else(|| self.items.nearest(first.first, last.end, place))
    }

    fn statement(
        &self,
        span: Span,
        attribute: Attribute,
        said: Said,
        item: Option<Item>,
    ) -> Option<Statement> {
        let place = self.reading.tokens.place_of(span.start);
        let cue = self.cue_of(place)?;
        // A day far from the verb is that of something else.
        if attribute == Attribute::Date && cue.end.abs_diff(place) > DATE_WINDOW {
            return None;
        }
        let Roles { supplier, recipient, mut named } =
            roles(self.reading, &self.sentence.parties, cue);
        let own_parties = named.clone();
        for sentence in self.beside.iter().chain([self.title]) {
            named.extend(sentence.parties.iter().map(|party| party.name.clone()));
        }
        let Item { family, class } = item.unwrap_or_default();
        let (status, certainty) = if self.is_new_delivery(attribute, cue, place) {
            (Status::Delivered, Certainty::Expected)
        } else {
            (cue.status, certainty(&self.reading.tokens, self.sentence.first, cue))
        };
        Some(Statement {
            span,
            attribute,
            said,
            status,
            certainty,
            family,
            class,
            supplier,
            recipient,
            own_parties,
            parties: named,
            is_part: attribute != Attribute::Date && self.is_part(span),
        })
    }

    /// Whether the day is that of a new delivery: "shipment is put off until May".
    fn is_new_delivery(&self, attribute: Attribute, cue: &CuePlace, place: usize) -> bool {
        let tokens = &self.reading.tokens;
        let mut words = self.sentence.first..self.sentence.end;
        attribute == Attribute::Date
            && cue.status == Status::Suspended
            && tokens.is_any(place.wrapping_sub(1), &["until", "till", "to"])
            && words.any(|at| tokens.is_any(at, &["delivery", "deliveries", "delivered"]))
    }

    /// The last cue before a place, else the first one. What an infinitive or a
    /// noun hangs on says how far it has come and who does it: "requests to
    /// acquire", "won an order for".
    fn cue_of(&self, place: usize) -> Option<&CuePlace> {
        let behind = self.cues.partition_point(|cue| cue.first <= place);
        let mut index = behind.saturating_sub(1);
        while let (Some(cue), Some(governing)) =
            (self.cues.get(index), index.checked_sub(1).and_then(|before| self.cues.get(before)))
            && self.reach(cue).is_some_and(|reach| cue.first <= governing.end + reach)
        {
            index -= 1;
        }
        self.cues.get(index)
    }

    /// How many tokens before a cue the one that governs it can end; `None` for a
    /// verb of its own.
    fn reach(&self, cue: &CuePlace) -> Option<usize> {
        let tokens = &self.reading.tokens;
        if tokens.is_any(cue.first, &["order", "orders", "firm", "formal"]) {
            return Some(6);
        }
        tokens.is(cue.first.wrapping_sub(1), "to").then_some(2)
    }

    fn is_part(&self, span: Span) -> bool {
        let tokens = &self.reading.tokens;
        let (place, end) = (tokens.place_of(span.start), tokens.place_of(span.end));
        let first = place.saturating_sub(3).max(self.sentence.first);
        let last = (end + 3).min(self.sentence.end);
        let is_yearly = (end..last).any(|at| tokens.is(at, "a") && tokens.is(at + 1, "year"));
        is_yearly || (first..last).any(|at| PARTS.contains(&tokens.word(at)))
    }
}
