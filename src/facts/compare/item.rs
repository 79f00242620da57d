//! What is traded: families of equipment and classes of things.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Relations;
use crate::facts::fact::Count;
use crate::facts::reading::Reading;

/// The class of orders, which are counted and are nothing that a figure is of.
pub(super) const ORDERS: &str = "order";

/// The class of embargoes and sanctions, which are imposed and lifted.
pub(super) const MEASURES: &str = "embargo";

/// A family of equipment, a class of things, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) family: Option<String>,
    pub(super) class: Option<String>,
}

/// The items of a text by their places.
#[derive(Debug, Clone)]
pub(super) struct Items<'v> {
    /// First token, and the item; in order.
    places: Vec<(usize, Item)>,
    classes: &'v BTreeMap<String, String>,
    /// The item of each family in the text.
    known: BTreeMap<String, Item>,
    /// The families of each class in the text.
    families: BTreeMap<String, BTreeSet<String>>,
}

impl<'v> Items<'v> {
    pub(super) fn new(reading: &Reading<'v>, relations: &Relations) -> Self {
        let classes = &reading.vocabulary.classes;
        let mut places: Vec<(usize, Item)> = reading
            .equipment
            .iter()
            .map(|equipment| (equipment.first, of_family(relations, equipment.family.as_deref())))
            .collect();
        for at in 0..reading.tokens.len() {
            let word = reading.tokens.word(at);
            let singular = word.strip_suffix('s').unwrap_or(word);
            let class = classes.get(singular).or_else(|| classes.get(word));
            if let Some(class) = class.filter(|class| ![ORDERS, MEASURES].contains(&class.as_str()))
            {
                places.push((at, Item { family: None, class: Some(class.clone()) }));
            }
        }
        places.sort_by_key(|(at, _)| *at);
        let mut items = Self { places, classes, known: BTreeMap::new(), families: BTreeMap::new() };
        items.bind_classes();
        items
    }

    /// A class word stands for the family of its class, if the text has just one.
    fn bind_classes(&mut self) {
        let mut families = BTreeMap::<String, BTreeSet<String>>::new();
        for (_, item) in &self.places {
            if let (Some(family), Some(class)) = (&item.family, &item.class) {
                families.entry(class.clone()).or_default().insert(family.clone());
            }
        }
        for (_, item) in &mut self.places {
            item.family =
                item.family.take().or_else(|| only_family(&families, item.class.as_deref()));
        }
        for (_, item) in &self.places {
            if let Some(family) = &item.family {
                self.known.entry(family.clone()).or_insert_with(|| item.clone());
            }
        }
        self.families = families;
    }

    /// The item that starts at a place; a type that is figures alone takes the
    /// class of the noun behind it.
    pub(super) fn at(&self, first: usize, end: usize) -> Option<Item> {
        let from = self.places.partition_point(|(at, _)| *at < first);
        let (_, item) = self.places.get(from)?;
        if item.class.is_some() {
            return Some(item.clone());
        }
        let next = self.places.get(from + 1).filter(|(at, _)| *at <= end + 3);
        let class = next.and_then(|(_, next)| next.class.clone());
        Some(Item { class, ..item.clone() })
    }

    /// The item of a count: only what the tables know is traded.
    pub(super) fn of_count(&self, count: &Count) -> Option<Item> {
        let class = self.classes.get(&count.unit.to_lowercase()).cloned();
        let known = count.family.as_ref().and_then(|family| self.known.get(family));
        match known {
            Some(item) => Some(item.clone()),
            None if count.family.is_none() => class.map(|class| {
                let family = only_family(&self.families, Some(&class));
                Item { family, class: Some(class) }
            }),
            None => Some(Item { family: count.family.clone(), class }),
        }
    }

    /// The measure that the tokens from `first` to `end` name.
    pub(super) fn measure(&self, reading: &Reading<'_>, first: usize, end: usize) -> Option<Item> {
        let class = |at: usize| {
            let word = reading.tokens.word(at);
            let singular = word.strip_suffix("es").or_else(|| word.strip_suffix('s'));
            let words = [Some(word), word.strip_suffix('s'), singular];
            words.into_iter().flatten().find_map(|word| self.classes.get(word))
        };
        let class = (first..end).filter_map(class).find(|class| *class == MEASURES)?;
        Some(Item { family: None, class: Some(class.clone()) })
    }

    /// The item nearest to a place, one of a family if there is one, among the tokens from `first` to `end`.
    pub(super) fn nearest(&self, first: usize, end: usize, place: usize) -> Option<Item> {
        let from = self.places.partition_point(|(at, _)| *at < first);
        let inside = self.places.get(from..).unwrap_or_default();
        let inside = inside.iter().take_while(|(at, _)| *at < end);
        let distance = |(at, item): &&(usize, Item)| (item.family.is_none(), at.abs_diff(place));
        inside.min_by_key(distance).map(|(_, item)| item.clone())
    }
}

/// The family of a class, if the text has just one.
fn only_family(
    families: &BTreeMap<String, BTreeSet<String>>,
    class: Option<&str>,
) -> Option<String> {
    let mut of_class = families.get(class?)?.iter();
    let first = of_class.next()?;
    of_class.next().is_none().then(|| first.clone())
}

fn of_family(relations: &Relations, family: Option<&str>) -> Item {
    let class = family.and_then(|family| relations.kind_of(family));
    Item { family: family.map(str::to_owned), class: class.map(str::to_owned) }
}
