//! The families of a lexicon with their keys, as a graph of parents and variants.

use std::collections::HashMap;

use super::related::{Related, Relation, Target};
use crate::analysis::designator::entry::DesignationEntry;
use crate::lexicon::Family;
use crate::util::fnv::ByFnv;
use crate::util::fold::fold;

/// All families of a lexicon, by their designations and by their parents.
pub(super) struct FamilyGraph<'l> {
    pub(super) families: &'l [KeyedFamily<'l>],
    by_designation: HashMap<&'l str, &'l KeyedFamily<'l>, ByFnv>,
    by_parent: HashMap<&'l str, Vec<&'l KeyedFamily<'l>>, ByFnv>,
}

impl<'l> FamilyGraph<'l> {
    /// Indexes the families; of several with one designation, the first is kept.
    pub(super) fn new(families: &'l [KeyedFamily<'l>]) -> Self {
        let (mut by_designation, mut by_parent) = (HashMap::default(), HashMap::default());
        for family in families {
            for own in &family.designations {
                by_designation.entry(own.key()).or_insert(family);
            }
            if let Some(parent) = &family.parent {
                let children: &mut Vec<_> = by_parent.entry(parent.key()).or_default();
                children.push(family);
            }
        }
        Self { families, by_designation, by_parent }
    }

    /// The first family with this designation.
    pub(super) fn designated(&self, key: &str) -> Option<&'l KeyedFamily<'l>> {
        self.by_designation.get(key).copied()
    }

    /// The families that were developed from the designation.
    fn children_of(&self, key: &str) -> impl Iterator<Item = &'l KeyedFamily<'l>> {
        self.by_parent.get(key).into_iter().flatten().copied()
    }
}

/// A designation in the lexicon's spelling, and with its keys.
#[derive(Debug)]
pub(super) struct KeyedDesignation<'l> {
    pub(super) written: &'l str,
    pub(super) entry: DesignationEntry,
}

impl<'l> KeyedDesignation<'l> {
    /// `None` if the designation has no letter or digit.
    fn read(written: &'l str) -> Option<Self> {
        Some(Self { written, entry: DesignationEntry::read(written)? })
    }

    /// The key of its relations: that of the family, or the exact one of a variant.
    pub(super) fn key(&self) -> &str {
        &self.entry.exact
    }

    /// The designation as related to another family.
    pub(super) fn as_related(&self, relation: Relation) -> Related {
        let key = self.key().to_owned();
        let target = if self.entry.is_variant() { Target::Exact(key) } else { Target::Family(key) };
        Related { relation, target, written: self.written.to_owned() }
    }
}

/// A family of the lexicon with its keys.
#[derive(Debug)]
pub(super) struct KeyedFamily<'l> {
    /// The designation by which it is listed, then those that mean the same.
    pub(super) designations: Vec<KeyedDesignation<'l>>,
    pub(super) entry: &'l Family,
    /// The family from which it was developed.
    pub(super) parent: Option<KeyedDesignation<'l>>,
}

impl<'l> KeyedFamily<'l> {
    /// `None` if the designation has no letter or digit.
    pub(super) fn new(designation: &'l str, entry: &'l Family) -> Option<Self> {
        let mut designations = vec![KeyedDesignation::read(designation)?];
        designations.extend(entry.same.iter().filter_map(|same| KeyedDesignation::read(same)));
        let parent = entry.variant_of.as_deref().and_then(KeyedDesignation::read);
        Some(Self { designations, entry, parent })
    }

    /// The family key of the designation by which it is listed.
    pub(super) fn key(&self) -> &str {
        self.designations.first().map_or("", |own| &own.entry.family)
    }

    /// Its names and NATO names.
    pub(super) fn names(&self) -> impl Iterator<Item = (Relation, &'l str)> {
        let names = self.entry.names.iter().map(|name| (Relation::Name, name.as_str()));
        names.chain(self.entry.nato.iter().map(|name| (Relation::NatoName, name.as_str())))
    }

    /// The variants that the lexicon lists for it.
    pub(super) fn variants(&self) -> impl Iterator<Item = KeyedDesignation<'l>> {
        self.entry.variants.iter().filter_map(|variant| KeyedDesignation::read(variant))
    }

    /// All its designations, each as related to another family.
    pub(super) fn as_related(&self, relation: Relation) -> impl Iterator<Item = Related> {
        self.designations.iter().map(move |own| own.as_related(relation))
    }

    /// Its names, and its designations other than `own`.
    pub(super) fn same_and_names(
        &self,
        own: &KeyedDesignation<'_>,
    ) -> impl Iterator<Item = Related> {
        let others = self.designations.iter().filter(|other| other.key() != own.key());
        let same = others.map(|other| other.as_related(Relation::Same));
        same.chain(self.names().map(|(relation, name)| Related {
            relation,
            target: Target::Name(words_of(name)),
            written: name.to_owned(),
        }))
    }

    /// The family from which it was developed, and those developed from it.
    pub(super) fn relatives(&self, graph: &FamilyGraph<'_>) -> Vec<Related> {
        let mut relatives = Vec::new();
        if let Some(parent) = &self.parent {
            match graph.designated(parent.key()) {
                Some(listed) => relatives.extend(listed.as_related(Relation::VariantOf)),
                None => relatives.push(parent.as_related(Relation::VariantOf)),
            }
        }
        for child in self.designations.iter().flat_map(|own| graph.children_of(own.key())) {
            relatives.extend(child.as_related(Relation::HasVariant));
        }
        // A listed variant is searched by its exact key, even without a number ("Tor-M1").
        relatives.extend(self.variants().map(|variant| Related {
            relation: Relation::HasVariant,
            target: Target::Exact(variant.entry.exact),
            written: variant.written.to_owned(),
        }));
        relatives
    }
}

/// The folded words of a name, split at every sign that is no letter or digit.
pub(super) fn words_of(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
