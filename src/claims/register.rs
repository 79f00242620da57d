//! Deals in the layout of a register of arms transfers.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::claimed::Claims;
use super::question::Question;
use super::statement::CitedStatement;
use crate::facts::{Attribute, Certainty, RelationKind, Said, Status};
use crate::hit::citation::Citation;

/// A deal in the layout of the register of the Stockholm International Peace
/// Research Institute. Only what is signed or delivered stands in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RegisterRow {
    /// Who supplies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier: Option<String>,
    /// Who receives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// How many are ordered.
    pub ordered: RegisterCell,
    /// Which types.
    pub designation: RegisterCell,
    /// The class of the thing, as `helicopter`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The years in which it was signed.
    pub years_of_order: RegisterCell,
    /// The years in which it was delivered.
    pub years_of_delivery: RegisterCell,
    /// How many are delivered.
    pub delivered: RegisterCell,
    /// What it is worth.
    pub worth: RegisterCell,
    /// Who says so, where it is not the outlets themselves.
    pub said_by: Vec<String>,
}

/// A cell of a register: each value that is said.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct RegisterCell {
    /// The values in their order.
    pub values: Vec<RegisterValue>,
}

/// A value of a cell, with who says it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RegisterValue {
    /// The value as a person reads it.
    pub value: String,
    /// Whether nobody says it without a hedge, or by a sentence that says who receives
    /// it, where the deal has a recipient.
    pub is_hedged: bool,
    /// Whether somebody contradicts it.
    pub is_contradicted: bool,
    /// Where it is said.
    pub citations: Vec<Citation>,
}

impl RegisterValue {
    /// Whether it is hedged or contradicted: it then stands in brackets.
    ///
    /// ```
    /// use ibid::claims::FactOptions;
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Russia will deliver six Mi-35 helicopters to Peru."))?;
    /// writer.commit()?;
    ///
    /// let claims = index.claims(&Query::new("Mi-35"), &FactOptions::default())?;
    /// assert!(claims.register()[0].delivered.values[0].is_doubtful());
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.is_hedged || self.is_contradicted
    }
}

impl fmt::Display for RegisterCell {
    /// `4`, `[4] [6]` where they are hedged or contradicted, `..` where nobody says it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.values.is_empty() {
            return f.write_str("..");
        }
        for (number, value) in self.values.iter().enumerate() {
            let blank = if number > 0 { " " } else { "" };
            let (open, close) = if value.is_doubtful() { ("[", "]") } else { ("", "") };
            write!(f, "{blank}{open}{}{close}", value.value)?;
        }
        Ok(())
    }
}

impl RegisterCell {
    fn add(&mut self, value: &str, said: &CitedStatement, is_contradicted: bool) {
        let is_hedged = said.certainty != Certainty::Asserted || said.lacks_recipient;
        let place = self.values.iter().position(|known| known.value == value);
        let known = place.and_then(|place| self.values.get_mut(place));
        let citations = [&said.citation].into_iter().chain(&said.copies).cloned();
        match known {
            Some(known) => {
                known.is_hedged &= is_hedged;
                known.is_contradicted |= is_contradicted;
                known.citations.extend(citations);
            }
            None => self.values.push(RegisterValue {
                value: value.to_owned(),
                is_hedged,
                is_contradicted,
                citations: citations.collect(),
            }),
        }
    }
}

impl Claims {
    /// The deals of the claims, one a row: who supplies what to whom, how many are
    /// ordered and delivered, and when. The order is that of the questions.
    ///
    /// ```
    /// use ibid::claims::FactOptions;
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// let text = "Russia delivered six Mi-35 helicopters to Peru in June 2014.";
    /// writer.add(&Document::new("a", text))?;
    /// writer.commit()?;
    ///
    /// let claims = index.claims(&Query::new("Mi-35"), &FactOptions::default())?;
    /// let row = &claims.register()[0];
    /// assert_eq!((row.supplier.as_deref(), row.recipient.as_deref()), (Some("Russia"), Some("Peru")));
    /// assert_eq!((row.delivered.to_string(), row.ordered.to_string()), ("6".into(), "..".into()));
    /// assert_eq!(row.years_of_delivery.to_string(), "2014");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn register(&self) -> Vec<RegisterRow> {
        let mut rows: Vec<(Option<String>, RegisterRow)> = Vec::new();
        let mut places = BTreeMap::new();
        for question in &self.questions {
            // What is not known to be traded is in no register.
            let Question { item, class, supplier, recipient, attribute, .. } = question;
            if item.is_none() && class.is_none() || *attribute == Attribute::Variant {
                continue;
            }
            let deal = (item, class, supplier, recipient);
            let place = *places.entry(deal).or_insert(rows.len());
            if place == rows.len() {
                rows.push((item.clone(), RegisterRow::new(question)));
            }
            if let Some((_, row)) = rows.get_mut(place) {
                row.add(question);
            }
        }
        for (item, row) in &mut rows {
            for question in &self.questions {
                row.add_types(question, item.as_deref());
            }
        }
        rows.into_iter().map(|(_, row)| row).filter(|row| !row.is_empty()).collect()
    }
}

impl RegisterRow {
    fn new(question: &Question) -> Self {
        Self {
            supplier: question.supplier.clone(),
            recipient: question.recipient.clone(),
            ordered: RegisterCell::default(),
            designation: RegisterCell::default(),
            description: question.class.clone(),
            years_of_order: RegisterCell::default(),
            years_of_delivery: RegisterCell::default(),
            delivered: RegisterCell::default(),
            worth: RegisterCell::default(),
            said_by: Vec::new(),
        }
    }

    /// Whether it says nothing but a type, or nothing of who trades.
    fn is_empty(&self) -> bool {
        if self.supplier.is_none() && self.recipient.is_none() {
            return true;
        }
        let cells = [&self.ordered, &self.delivered, &self.years_of_order, &self.years_of_delivery];
        cells.iter().all(|cell| cell.values.is_empty())
    }

    /// Whether a question asks for the types of the deal.
    fn is_of_deal(&self, question: &Question) -> bool {
        question.attribute == Attribute::Variant
            && question.class == self.description
            && question.supplier == self.supplier
            && question.recipient == self.recipient
    }

    /// Adds the types that are said, of the item alone where it is a type: "Mi-35M"
    /// is a Mi-35.
    fn add_types(&mut self, question: &Question, item: Option<&str>) {
        if !self.is_of_deal(question) {
            return;
        }
        let item = item.filter(|item| self.description.as_deref() != Some(*item));
        for (number, said) in question.statements.iter().enumerate() {
            let is_of_item = item.is_none_or(|item| said.value.starts_with(item));
            let is_done = matches!(said.status, Status::Signed | Status::Delivered);
            if is_of_item && is_done && !said.is_part {
                self.designation.add(&shown(said), said, conflicts(question, number));
            }
        }
    }

    fn add(&mut self, question: &Question) {
        for (number, said) in question.statements.iter().enumerate() {
            let is_signed = said.status == Status::Signed;
            if !is_signed && said.status != Status::Delivered || said.is_part {
                continue;
            }
            let is_contradicted = conflicts(question, number);
            let cell = match question.attribute {
                Attribute::Count if is_signed => &mut self.ordered,
                Attribute::Count => &mut self.delivered,
                Attribute::Date if is_signed => &mut self.years_of_order,
                Attribute::Date => &mut self.years_of_delivery,
                Attribute::Value => &mut self.worth,
                Attribute::Variant | Attribute::Supplier => continue,
            };
            cell.add(&shown(said), said, is_contradicted);
            if let Some(name) = said.speaker.as_ref().filter(|name| !self.said_by.contains(name)) {
                self.said_by.push(name.clone());
            }
        }
    }
}

/// The years of days, else the value.
fn shown(said: &CitedStatement) -> String {
    let Said::Days(days) = said.said else { return said.value.clone() };
    let [first, last] = [days.first, days.last].map(|day| format!("{:04}", day.year()));
    if first == last { first } else { format!("{first}–{last}") }
}

/// Whether another statement denies or contradicts it. Two days of one year give
/// one year.
fn conflicts(question: &Question, number: usize) -> bool {
    let shown_of = |number: usize| question.statements.get(number).map(shown);
    question.relations.iter().any(|relation| {
        let is_of_it = relation.first == number || relation.second == number;
        let is_other = || shown_of(relation.first) != shown_of(relation.second);
        let conflicts = || relation.kind == RelationKind::Conflicts && is_other();
        is_of_it && (relation.kind == RelationKind::Denied || conflicts())
    })
}
