//! Statements: a figure, date or designator of a claim, with what it is about.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::item::{Item, Items, ORDERS};
use super::roles::{Roles, roles};
use super::sentence::{MAX_SENTENCE, Sentence, sentences};
use crate::analysis::Relations;
use crate::date::DayRange;
use crate::facts::claim::certainty::certainty;
use crate::facts::claim::cue::{CuePlace, cues_in, main_cue};
use crate::facts::claim::denial::denies;
use crate::facts::claim::speaker::Speakers;
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
    /// Who supplies.
    Supplier,
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
    /// A party by its name.
    Party(String),
}

/// A figure, date or designator of a claim, with what it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Statement {
    /// The bytes of the figure, date or designator.
    #[serde(flatten)]
    pub span: Span,
    /// The bytes of the sentence that it stands in; at most 200 words and marks of it.
    pub sentence: Span,
    /// The bytes that name who says so; `None` where the outlet itself does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub speaker: Option<Span>,
    /// Which question it answers.
    pub attribute: Attribute,
    /// The answer.
    pub said: Said,
    /// The status of its claim.
    pub status: Status,
    /// The certainty of its claim.
    pub certainty: Certainty,
    /// What is traded: the family key of a designator.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub family: Option<String>,
    /// What is traded: a class such as `helicopter`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub class: Option<String>,
    /// Who gives.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub supplier: Option<String>,
    /// Who receives.
    #[serde(skip_serializing_if = "Option::is_none", default)]
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

/// Words behind a figure that make it one of a part.
const PARTS_BEHIND: &[&str] =
    &["each", "apiece", "more", "option", "options", "per", "annually", "extra"];

/// Words before or in a figure that make it one of a part.
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

/// The statements of a text whose facts are recognised. A title that stands
/// outside of the text names parties and a thing as a first sentence does.
pub(in crate::facts) fn statements(
    reading: &Reading<'_>,
    title: Option<&Reading<'_>>,
    relations: &Relations,
) -> Vec<Statement> {
    let sentences = sentences(reading);
    let items = Items::new(reading, relations);
    let title = title.map(|title| Title::new(title, relations));
    let mut speakers = Speakers::default();
    let mut statements = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let (tokens, table) = (&reading.tokens, &reading.vocabulary.statuses);
        let cues = cues_in(tokens, table, sentence.first, sentence.end);
        // A speaker is noted in every sentence: a pronoun behind it stands for him.
        let main = main_cue(tokens, &cues);
        let speaker = speakers.of_sentence(tokens, sentence.first, sentence.end, main.as_ref());
        if cues.is_empty() {
            continue;
        }
        let from = index.saturating_sub(1);
        let beside = sentences.get(from..(index + 2).min(sentences.len())).unwrap_or_default();
        let (first, title) = (sentences.first().unwrap_or(sentence), title.as_ref());
        let (items, cues) = (&items, &cues);
        let writer = Writer { reading, items, sentence, beside, first, title, cues, speaker };
        writer.write(&mut statements);
    }
    statements
}

/// A title that stands outside of the text.
struct Title {
    item: Option<Item>,
    parties: BTreeSet<String>,
}

impl Title {
    fn new(reading: &Reading<'_>, relations: &Relations) -> Self {
        let parties = sentences(reading).into_iter().flat_map(|sentence| sentence.parties);
        let parties = parties.map(|party| party.name).collect();
        let item = Items::new(reading, relations).nearest(0, MAX_SENTENCE, 0);
        Self { item, parties }
    }
}

/// Makes the statements of one sentence.
struct Writer<'w, 'r> {
    reading: &'w Reading<'r>,
    items: &'w Items<'r>,
    sentence: &'w Sentence,
    beside: &'w [Sentence],
    /// The first sentence, which is a title or says what the text is about.
    first: &'w Sentence,
    title: Option<&'w Title>,
    cues: &'w [CuePlace],
    speaker: Option<Span>,
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
        statements.extend(self.supplier());
    }

    /// Who supplies, where the sentence names the thing by its family and says who
    /// receives it.
    fn supplier(&self) -> Option<Statement> {
        let is_trade = |cue: &&CuePlace| {
            matches!(cue.status, Status::Signed | Status::Delivered | Status::Offered)
                && !cue.is_negated
        };
        let cue = self.cues.iter().find(is_trade)?;
        let roles = roles(self.reading, &self.sentence.parties, cue);
        let (name, _) = roles.supplier.zip(roles.recipient)?;
        let party = self.sentence.parties.iter().find(|party| party.name == name)?;
        // Another verb may be the one that the party belongs to.
        self.cue_of(party.first).filter(is_trade).filter(|of_party| *of_party == cue)?;
        let item = self.items.nearest(self.sentence.first, self.sentence.end, cue.first)?;
        item.family.as_ref()?;
        let span = self.reading.tokens.span_of(party.first, party.end);
        self.statement(span, Attribute::Supplier, Said::Party(name), Some(item))
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
                self.statement(span, Attribute::Date, said, self.item_of_date(span))
            }
            _ => None,
        }
    }

    /// What happened on a date: a measure where one is imposed or lifted.
    fn item_of_date(&self, span: Span) -> Option<Item> {
        let (first, end) = (self.sentence.first, self.sentence.end);
        match self.cue_of(self.reading.tokens.place_of(span.start))?.status {
            Status::Imposed | Status::Lifted => self.items.measure(self.reading, first, end),
            _ => self.item_near(span),
        }
    }

    /// The item that the sentence names nearest to a figure, else one beside it.
    fn item_near(&self, span: Span) -> Option<Item> {
        let place = self.reading.tokens.place_of(span.start);
        let inside = self.items.nearest(self.sentence.first, self.sentence.end, place);
        let (first, last) = (self.beside.first()?, self.beside.last()?);
        inside
            .or_else(|| self.items.nearest(first.first, last.end, place))
            .or_else(|| self.title.and_then(|title| title.item.clone()))
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
        let Roles { supplier, recipient, named: own_parties } =
            roles(self.reading, &self.sentence.parties, cue);
        let parties = self.all_parties(&own_parties);
        let Item { family, class } = item.unwrap_or_default();
        let is_of_orders = class.as_deref() == Some(ORDERS);
        let (status, certainty) = if self.is_new_delivery(attribute, cue, place) {
            (Status::Delivered, Certainty::Expected)
        } else {
            (cue.status, certainty(&self.reading.tokens, self.sentence.first, cue))
        };
        Some(Statement {
            span,
            sentence: self.reading.tokens.span_of(self.sentence.first, self.sentence.end),
            speaker: self.speaker,
            attribute,
            said,
            status,
            certainty,
            family,
            class,
            supplier,
            recipient,
            own_parties,
            parties,
            is_part: !matches!(attribute, Attribute::Date | Attribute::Supplier)
                && self.is_part(span, is_of_orders),
        })
    }

    /// The parties of the sentence, of those beside it, of the first one and the title.
    fn all_parties(&self, own: &BTreeSet<String>) -> BTreeSet<String> {
        let around = self.beside.iter().chain([self.first]).flat_map(|around| &around.parties);
        let named = around.map(|party| &party.name);
        let named = named.chain(self.title.iter().flat_map(|title| &title.parties));
        named.chain(own).cloned().collect()
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
    /// acquire", "won an order for". What a denial denies is denied, and what is
    /// negated is not claimed.
    fn cue_of(&self, place: usize) -> Option<&CuePlace> {
        let behind = self.cues.partition_point(|cue| cue.first <= place);
        let mut index = behind.saturating_sub(1);
        while let (Some(cue), Some(governing)) =
            (self.cues.get(index), index.checked_sub(1).and_then(|before| self.cues.get(before)))
            && (self.max_gap(cue).is_some_and(|gap| cue.first <= governing.end + gap)
                || denies(&self.reading.tokens, governing, cue))
        {
            index -= 1;
        }
        self.cues.get(index).filter(|cue| !cue.is_negated)
    }

    /// How many tokens before a cue the one that governs it can end; `None` for a
    /// verb of its own.
    fn max_gap(&self, cue: &CuePlace) -> Option<usize> {
        let tokens = &self.reading.tokens;
        if tokens.is_any(cue.first, &["order", "orders", "firm", "formal"]) {
            return Some(6);
        }
        tokens.is(cue.first.wrapping_sub(1), "to").then_some(2)
    }

    /// Whether the figure is of a part. Of orders, options are counted among them.
    fn is_part(&self, span: Span, is_of_orders: bool) -> bool {
        let tokens = &self.reading.tokens;
        let (place, end) = (tokens.place_of(span.start), tokens.place_of(span.end));
        let first = place.saturating_sub(3).max(self.sentence.first);
        let last = (end + 3).min(self.sentence.end);
        let is_yearly = (end..last).any(|at| tokens.is(at, "a") && tokens.is(at + 1, "year"));
        // "together with two others they are worth": a sum over several deals.
        let is_sum = self.has_amount_of_several(span);
        let is_option = |at: usize| is_of_orders && tokens.is_any(at, &["option", "options"]);
        let is_part = |at: usize| {
            let words = if at < end { PARTS } else { PARTS_BEHIND };
            words.contains(&tokens.word(at)) && !is_option(at)
        };
        is_yearly || is_sum || (first..last).any(is_part)
    }

    /// Whether the figure is an amount of a sentence that adds several things up.
    fn has_amount_of_several(&self, span: Span) -> bool {
        const SUMS: &[&str] = &["together", "altogether", "total", "combined"];
        let is_amount = |fact: &Fact| matches!(fact, Fact::Amount(amount) if amount.span == span);
        let facts = &self.reading.facts;
        let from = facts.partition_point(|fact| fact.span().start < span.start);
        let mut words = self.sentence.first..self.sentence.end;
        facts.get(from).is_some_and(is_amount)
            && words.any(|at| self.reading.tokens.is_any(at, SUMS))
    }
}
