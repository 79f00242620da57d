//! Claims side by side: each question with what every outlet says to it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::group::{Key, Place, groups};
use super::matched::Matches;
use super::options::FactOptions;
use super::party_name::{titled, written};
use super::question::{Question, QuestionRelation};
use super::scope::Scope;
use super::statement::{CitedStatement, cited, in_passages};
use super::value::designation;
use super::voice::{Voice, voices};
use crate::analysis::Relations;
use crate::facts::{Attribute, Recogniser, Source, Statement, StatementRelation, compare_counting};
use crate::query::report::Report;

/// What the passages that match a query claim, by questions.
///
/// ```
/// use ibid::claims::FactOptions;
/// use ibid::facts::RelationKind;
/// use ibid::{DayRange, Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// let day = DayRange::parse("2015-08-20").unwrap();
/// for (id, text) in [
///     ("a", "Peru has received six Mi-35 helicopters from Russia."),
///     ("b", "Russia has delivered nine Mi-35 helicopters to Peru."),
/// ] {
///     writer.add(&Document::new(id, text).with_date(day))?;
/// }
/// writer.commit()?;
///
/// let claims = index.claims(&Query::new("Mi-35 Peru"), &FactOptions::default())?;
/// let how_many = &claims.questions[0];
/// assert_eq!(how_many.title(), "Mi-35, Russia → Peru: how many");
/// let values: Vec<&str> = how_many.statements.iter().map(|said| said.value.as_str()).collect();
/// assert_eq!(values, ["6", "9"]);
/// assert_eq!(how_many.relations[0].kind, RelationKind::Conflicts);
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct Claims {
    /// The questions: first those of the deal that the best passage is about, and
    /// of one deal how many, worth how much, when, which type, who supplies.
    pub questions: Vec<Question>,
    /// What was read.
    pub scope: Scope,
    /// How the query was understood.
    pub report: Report,
}

/// The claims of passages that match.
pub(crate) fn claims(
    matches: &Matches,
    recogniser: &Recogniser,
    relations: &Relations,
    options: &FactOptions,
) -> Claims {
    let voices = voices(matches, recogniser);
    let numbers: Vec<Vec<usize>> = voices.iter().map(in_passages).collect();
    let sources: Vec<Source> =
        voices.iter().zip(&numbers).map(|(voice, numbers)| part_of(voice, numbers)).collect();
    let (compared, repeated) = compare_counting(&sources);
    let maker = Maker { voices: &voices, numbers: &numbers, sources: &sources, relations };
    let mut of_key: BTreeMap<Place, Vec<&StatementRelation>> = BTreeMap::new();
    for relation in &compared {
        of_key.entry(relation.first).or_default().push(relation);
    }
    let groups = groups(&sources, &compared);
    let mut questions: Vec<(usize, Question)> =
        groups.iter().filter_map(|(key, places)| maker.question(key, places, &of_key)).collect();
    sort(&mut questions);
    let questions = questions.into_iter().map(|(_, question)| question).collect();
    let repeated = Some(repeated).filter(|count| *count > 0);
    let scope = Scope { repeated, ..Scope::new(matches, options) };
    Claims { questions, scope, report: matches.report.clone() }
}

/// The source with the statements of those numbers alone.
fn part_of(voice: &Voice<'_>, numbers: &[usize]) -> Source {
    let all = &voice.source.statements;
    let statements = numbers.iter().filter_map(|number| all.get(*number).cloned()).collect();
    Source { published: voice.source.published, voice: voice.source.voice, statements }
}

/// Puts what is traded with the party of the best passage first, with all its
/// questions; those that leave the supplier open come last.
fn sort(questions: &mut [(usize, Question)]) {
    let trade = |question: &Question| {
        let Question { class, item, recipient, .. } = question;
        (class.clone().or_else(|| item.clone()), recipient.clone())
    };
    let mut first_places = BTreeMap::new();
    for (place, question) in questions.iter() {
        let first = first_places.entry(trade(question)).or_insert(*place);
        *first = (*first).min(*place);
    }
    questions.sort_by_cached_key(|(place, question)| {
        let trade = trade(question);
        let first = first_places.get(&trade).copied().unwrap_or(*place);
        let Question { attribute, status, item, supplier, .. } = question;
        let supplier = (supplier.is_none(), supplier.clone());
        (first, trade, supplier, *attribute, *status, item.clone(), *place)
    });
}

/// Makes questions of groups.
struct Maker<'m> {
    voices: &'m [Voice<'m>],
    /// The numbers of the statements of each source among all of its voice.
    numbers: &'m [Vec<usize>],
    sources: &'m [Source],
    relations: &'m Relations,
}

impl Maker<'_> {
    /// The question of a group, and the best place of its passages.
    fn question(
        &self,
        key: &Key,
        places: &[Place],
        relations: &BTreeMap<Place, Vec<&StatementRelation>>,
    ) -> Option<(usize, Question)> {
        let mut cited: Vec<(Place, CitedStatement)> =
            places.iter().filter_map(|place| Some((*place, self.cited(*place, key)?))).collect();
        cited.sort_by(|(place, one), (other_place, other)| {
            let date = |of: &CitedStatement| (of.published.is_none(), of.published);
            (date(one), place).cmp(&(date(other), other_place))
        });
        let best = places.iter().filter_map(|place| self.place_of_hit(*place)).min()?;
        let number_of: BTreeMap<Place, usize> =
            cited.iter().enumerate().map(|(number, (place, _))| (*place, number)).collect();
        let of_group = places.iter().flat_map(|place| relations.get(place).into_iter().flatten());
        let mut relations: Vec<QuestionRelation> =
            of_group.filter_map(|relation| question_relation(relation, &number_of)).collect();
        relations.sort_by_key(|relation| (relation.first, relation.second));
        let statements = cited.into_iter().map(|(_, statement)| statement).collect();
        Some((best, self.asked(key, places, statements, relations)))
    }

    fn asked(
        &self,
        key: &Key,
        places: &[Place],
        statements: Vec<CitedStatement>,
        relations: Vec<QuestionRelation>,
    ) -> Question {
        let all: Vec<&Statement> =
            places.iter().filter_map(|place| self.statement(*place)).collect();
        let class = all.iter().find_map(|statement| statement.class.clone());
        let is_family = key.item.is_some() && key.item != class;
        let name = |item: &String| {
            if is_family { designation(item, self.relations) } else { item.clone() }
        };
        // Of types that differ only the class is the same.
        let item = key.item.as_ref().map(name);
        let party = |party: &Option<String>| party.as_ref().map(|party| self.party(party, places));
        Question {
            attribute: key.attribute,
            status: key.status,
            item,
            class,
            supplier: party(&key.supplier).filter(|_| key.attribute != Attribute::Supplier),
            recipient: party(&key.recipient),
            statements,
            relations,
        }
    }

    fn statement(&self, (source, number): Place) -> Option<&Statement> {
        self.sources.get(source)?.statements.get(number)
    }

    fn cited(&self, place: Place, key: &Key) -> Option<CitedStatement> {
        let number = self.numbers.get(place.0)?.get(place.1)?;
        let mut cited = cited(self.voices.get(place.0)?, *number, self.relations)?;
        let recipient = &self.statement(place)?.recipient;
        cited.lacks_recipient = recipient.is_none() && key.recipient.is_some();
        Some(cited)
    }

    /// The place of the passage of a statement among the hits.
    fn place_of_hit(&self, place: Place) -> Option<usize> {
        let span = self.statement(place)?.span;
        Some(self.voices.get(place.0)?.document.passage_of(span)?.place)
    }

    /// A party as a sentence of the group writes it.
    fn party(&self, name: &str, places: &[Place]) -> String {
        let mut texts = places.iter().filter_map(|place| {
            let sentence = self.statement(*place)?.sentence;
            sentence.of(&self.voices.get(place.0)?.document.text)
        });
        let plain = titled(name);
        texts
            .find_map(|text| Some(written(name, text)).filter(|name| *name != plain))
            .unwrap_or(plain)
    }
}

fn question_relation(
    relation: &StatementRelation,
    number_of: &BTreeMap<Place, usize>,
) -> Option<QuestionRelation> {
    let (one, other) = (*number_of.get(&relation.first)?, *number_of.get(&relation.second)?);
    Some(QuestionRelation {
        kind: relation.kind,
        first: one.min(other),
        second: one.max(other),
        in_one_article: relation.first.0 == relation.second.0,
        reason: relation.reason.clone(),
    })
}
