//! Statements grouped by the question that they answer.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Attribute, Source, Statement, StatementRelation, Status};

/// A statement by its source and its number there.
pub(super) type Place = (usize, usize);

/// What a group of statements is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) attribute: Attribute,
    pub(super) status: Option<Status>,
    /// The family, or the class of the thing where the family is not said or is
    /// what is asked for.
    pub(super) item: Option<String>,
    /// The class of the thing.
    pub(super) class: Option<String>,
    pub(super) supplier: Option<String>,
    pub(super) recipient: Option<String>,
}

impl Key {
    fn of(statement: &Statement, classes: &Classes<'_>) -> Self {
        let Statement { attribute, family, supplier, recipient, .. } = statement;
        let class = statement.class.clone().or_else(|| classes.only(family.as_deref()));
        let item = match attribute {
            Attribute::Variant => class.clone().or_else(|| family.clone()),
            _ => family.clone().or_else(|| class.clone()),
        };
        Self {
            attribute: *attribute,
            status: (*attribute == Attribute::Date).then_some(statement.status),
            item,
            class,
            // The supplier is what is asked for.
            supplier: supplier.clone().filter(|_| *attribute != Attribute::Supplier),
            recipient: recipient.clone(),
        }
    }

    /// Whether the thing is known by its class alone.
    fn is_of_class(&self) -> bool {
        self.item.is_some() && self.item == self.class
    }

    /// The key with the thing of both: two types are two things, a type and its class may be one.
    fn joined_item<'k>(&'k self, other: &'k Self) -> Option<&'k Self> {
        if self.class != other.class {
            return None;
        }
        if self.item == other.item || other.is_of_class() {
            return Some(self);
        }
        self.is_of_class().then_some(other)
    }

    /// The key of both, where neither thing nor party differs.
    fn joined(&self, other: &Self) -> Option<Self> {
        let party = |one: &Option<String>, other: &Option<String>| match (one, other) {
            (Some(one), Some(other)) if one != other => None,
            _ => Some(one.clone().or_else(|| other.clone())),
        };
        let is_one_question = self.attribute == other.attribute && self.status == other.status;
        if !is_one_question {
            return None;
        }
        Some(Self {
            item: self.joined_item(other)?.item.clone(),
            supplier: party(&self.supplier, &other.supplier)?,
            recipient: party(&self.recipient, &other.recipient)?,
            ..self.clone()
        })
    }

    fn parties(&self) -> usize {
        usize::from(self.supplier.is_some()) + usize::from(self.recipient.is_some())
    }
}

/// The statements of sources by their questions. What is compared stands together,
/// and what names one party goes to the only group that fits.
pub(super) fn groups(
    sources: &[Source],
    relations: &[StatementRelation],
) -> Vec<(Key, Vec<Place>)> {
    let mut groups = Groups::default();
    let classes = Classes::new(sources);
    for (source, statements) in sources.iter().map(|source| &source.statements).enumerate() {
        for (number, statement) in statements.iter().enumerate() {
            groups.add((source, number), Key::of(statement, &classes));
        }
    }
    groups.join_related(relations);
    groups.join_partial();
    groups.into_sorted()
}

/// The classes that statements give a type, as not each of them names one.
struct Classes<'s>(BTreeMap<&'s str, BTreeSet<&'s str>>);

impl<'s> Classes<'s> {
    fn new(sources: &'s [Source]) -> Self {
        let mut classes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for statement in sources.iter().flat_map(|source| &source.statements) {
            if let (Some(family), Some(class)) = (&statement.family, &statement.class) {
                classes.entry(family).or_default().insert(class);
            }
        }
        Self(classes)
    }

    /// The class of a type, where it has one only.
    fn only(&self, family: Option<&str>) -> Option<String> {
        let mut classes = self.0.get(family?)?.iter();
        let class = classes.next()?;
        classes.next().is_none().then(|| (*class).to_owned())
    }
}

#[derive(Debug, Default)]
struct Groups {
    /// Emptied where a group has joined another.
    list: Vec<(Key, Vec<Place>)>,
    of_place: BTreeMap<Place, usize>,
    of_key: BTreeMap<Key, usize>,
}

impl Groups {
    fn add(&mut self, place: Place, key: Key) {
        let next = self.list.len();
        let index = *self.of_key.entry(key.clone()).or_insert(next);
        if index == next {
            self.list.push((key, Vec::new()));
        }
        if let Some((_, places)) = self.list.get_mut(index) {
            places.push(place);
        }
        self.of_place.insert(place, index);
    }

    /// Joins what is compared: first what is of one thing, then what names a class
    /// to the only type that it is compared with.
    fn join_related(&mut self, relations: &[StatementRelation]) {
        let mut types: BTreeMap<Place, BTreeSet<String>> = BTreeMap::new();
        let (mut equal, mut across) = (Vec::new(), Vec::new());
        for relation in relations {
            let places = (relation.first, relation.second);
            match (self.key_of(places.0), self.key_of(places.1)) {
                (Some(one), Some(other)) if one.item == other.item => equal.push(places),
                (Some(one), Some(other)) => {
                    types.entry(places.0).or_default().extend(other.item.clone());
                    types.entry(places.1).or_default().extend(one.item.clone());
                    across.push(places);
                }
                _ => {}
            }
        }
        for (one, other) in equal {
            self.join_places(one, other);
        }
        // Several statements of a group may be compared with several types.
        let mut of_group: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for (place, types) in types {
            if let Some(group) = self.of_place.get(&place) {
                of_group.entry(*group).or_default().extend(types);
            }
        }
        let is_sure = |groups: &Self, place: Place| {
            let is_of_class = groups.key_of(place).is_some_and(Key::is_of_class);
            let group = groups.of_place.get(&place);
            let types = group.and_then(|group| of_group.get(group));
            !is_of_class || types.is_none_or(|types| types.len() == 1)
        };
        across.retain(|(one, other)| is_sure(self, *one) && is_sure(self, *other));
        for (one, other) in across {
            self.join_places(one, other);
        }
    }

    fn key_of(&self, place: Place) -> Option<&Key> {
        self.list.get(*self.of_place.get(&place)?).map(|(key, _)| key)
    }

    fn join_places(&mut self, first: Place, second: Place) {
        if let (Some(first), Some(second)) =
            (self.of_place.get(&first).copied(), self.of_place.get(&second).copied())
        {
            self.join(first, second);
        }
    }

    /// Moves the statements of the second group to the first, if their keys fit.
    fn join(&mut self, first: usize, second: usize) {
        let key = |index: usize| self.list.get(index).map(|(key, _)| key);
        let joined = key(first).zip(key(second)).and_then(|(one, other)| one.joined(other));
        let Some(joined) = joined.filter(|_| first != second) else { return };
        let moved = self.list.get_mut(second).map(|(_, places)| std::mem::take(places));
        let moved = moved.unwrap_or_default();
        for place in &moved {
            self.of_place.insert(*place, first);
        }
        if let Some(group) = self.list.get_mut(first) {
            group.0 = joined;
            group.1.extend(moved);
        }
    }

    /// A group that lacks a party joins the only one of its thing that has more.
    fn join_partial(&mut self) {
        let mut of_thing: BTreeMap<(Attribute, Option<Status>, Option<String>), Vec<usize>> =
            BTreeMap::new();
        for (index, (key, places)) in self.list.iter().enumerate() {
            if !places.is_empty() && key.item.is_some() {
                let thing = (key.attribute, key.status, key.item.clone());
                of_thing.entry(thing).or_default().push(index);
            }
        }
        for indexes in of_thing.values() {
            let pairs: Vec<(usize, usize)> =
                indexes.iter().filter_map(|index| self.only_wider(*index, indexes)).collect();
            for (wider, index) in pairs {
                self.join(wider, index);
            }
        }
    }

    /// The only group with more parties that a group with one party fits.
    fn only_wider(&self, index: usize, indexes: &[usize]) -> Option<(usize, usize)> {
        let (key, _) = self.list.get(index)?;
        if key.parties() != 1 {
            return None;
        }
        let fits = |other: &&usize| {
            self.list.get(**other).is_some_and(|(wider, _)| {
                wider.parties() > key.parties() && wider.joined(key).is_some()
            })
        };
        let mut wider = indexes.iter().filter(fits);
        let first = wider.next()?;
        wider.next().is_none().then_some((*first, index))
    }

    fn into_sorted(self) -> Vec<(Key, Vec<Place>)> {
        let mut groups: Vec<(Key, Vec<Place>)> =
            self.list.into_iter().filter(|(_, places)| !places.is_empty()).collect();
        for (_, places) in &mut groups {
            places.sort_unstable();
        }
        groups.sort();
        groups
    }
}
