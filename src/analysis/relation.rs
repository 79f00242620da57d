//! What else a designation is called: the lexicon's families as a network.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::analysis::designator::entry::DesignationEntry;
use crate::lexicon::{Family, Lexicon};
use crate::util::fnv::ByFnv;
use crate::util::fold::fold;
use crate::util::prefix_filter::{PrefixFilter, prefix8};

/// The names and relatives of all families of a lexicon.
///
/// Made once; lookups cost a few comparisons of short strings.
#[derive(Debug, Clone, Default)]
pub struct Relations {
    related: HashMap<String, Vec<Related>, ByFnv>,
    kinds: HashMap<String, String, ByFnv>,
    /// By the words, one a line.
    names: HashMap<String, Named, ByFnv>,
    /// Words that a name can begin with, as they may be typed.
    heads: PrefixFilter,
    /// Words of the longest name of several that begins with that word.
    longest_from: HashMap<String, usize, ByFnv>,
}

/// What the last word of a name can end with besides.
const ENDINGS: [&str; 4] = ["", "'s", "s", "es"];

/// Something else that means a designation, or nearly does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Related {
    /// How it is related.
    pub relation: Relation,
    /// As in the lexicon, for reports.
    pub written: String,
    /// What to look for.
    pub target: Target,
}

/// How something is related to a designation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Another designation of the very same thing.
    Same,
    /// A name that means it.
    Name,
    /// A NATO reporting name, which can cover several families.
    NatoName,
    /// The family it was developed from.
    VariantOf,
    /// A family or variant developed from it.
    HasVariant,
}

/// What to look for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A family, by key.
    Family(String),
    /// One variant, by exact key.
    Exact(String),
    /// A name, as the folded surfaces of its words.
    Name(Vec<String>),
}

/// A name of the lexicon in a sequence of words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NameMatch {
    /// Which of the words it is.
    pub words: Range<usize>,
    /// As in the lexicon.
    pub name: String,
    /// The keys of the families that it means, with how.
    pub families: Vec<(String, Relation)>,
}

#[derive(Debug, Clone, Default)]
struct Named {
    name: String,
    families: BTreeSet<(String, Relation)>,
}

impl Relations {
    /// The network of the families in `lexicon`.
    pub fn new(lexicon: &Lexicon) -> Self {
        let things: Vec<KeyedFamily<'_>> = lexicon
            .families
            .iter()
            .filter_map(|(own, family)| KeyedFamily::new(own, family))
            .collect();
        let all = FamilyGraph::new(&things);
        let mut relations = Self::default();
        for thing in &things {
            relations.add_thing(thing, &all);
        }
        relations.stand_in(&all);
        for related in relations.related.values_mut() {
            related.sort();
            related.dedup_by(|a, b| a.relation == b.relation && a.target == b.target);
        }
        relations
    }

    /// What else means the designation with that family key: other
    /// designations, names, the families it comes from and its variants.
    /// Sorted by relation and writing; empty for an unknown family.
    ///
    /// A family that the lexicon lists by a variant ("UH-1N") stands under the
    /// exact key "uh1n", so that its names do not become those of all UH-1;
    /// where nothing is listed as "UH-1", it stands under "uh1" as well.
    pub fn of_family(&self, family_key: &str) -> &[Related] {
        self.related.get(family_key).map_or(&[], Vec::as_slice)
    }

    /// The kind of equipment: "helicopter", "missile"; `None` for an unknown family.
    pub fn kind_of(&self, family_key: &str) -> Option<&str> {
        self.kinds.get(family_key).map(String::as_str)
    }

    /// The names and NATO names that stand in a sequence of folded surfaces,
    /// from left to right, the longest at each place, none overlapping.
    ///
    /// The last word may be in the plural or possessive. "hind" gives all families that list
    /// "Hind" or "Hind" with a letter, "hind e" those that list just that.
    pub fn names_in(&self, surfaces: &[&str]) -> Vec<NameMatch> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < surfaces.len() {
            match self.name_at(surfaces, at) {
                Some(name) => {
                    at = name.words.end;
                    found.push(name);
                }
                None => at += 1,
            }
        }
        found
    }

    fn name_at(&self, surfaces: &[&str], at: usize) -> Option<NameMatch> {
        let first = surfaces.get(at)?;
        if !self.heads.may_have(prefix8(first.as_bytes(), first.len())) {
            return None;
        }
        let longest = self.longest_from.get(*first);
        let longest = longest.map_or(1, |&longest| longest.min(surfaces.len() - at));
        (1..=longest).rev().find_map(|length| {
            let words = at..at + length;
            let named = self.named(surfaces.get(words.clone())?)?;
            let families = named.families.iter().cloned().collect();
            Some(NameMatch { words, name: named.name.clone(), families })
        })
    }

    /// The entry for these words, the last of them as it is or without an s.
    fn named(&self, words: &[&str]) -> Option<&Named> {
        let (last, first) = words.split_last()?;
        let mut forms = ENDINGS.iter().filter_map(|ending| last.strip_suffix(ending));
        if first.is_empty() {
            return forms.find_map(|form| self.names.get(form));
        }
        let first = first.join("\n");
        forms.find_map(|form| self.names.get(&format!("{first}\n{form}")))
    }

    fn add_thing(&mut self, thing: &KeyedFamily<'_>, all: &FamilyGraph<'_>) {
        for own in &thing.own {
            self.kinds.entry(own.key().to_owned()).or_insert_with(|| thing.family.kind.clone());
            let mut related = thing.related_but(own);
            related.extend(thing.kin(all));
            self.related.entry(own.key().to_owned()).or_default().append(&mut related);
        }
        for variant in thing.family.variants.iter().filter_map(|variant| KeyedEntry::read(variant))
        {
            self.kinds
                .entry(variant.read.exact.clone())
                .or_insert_with(|| thing.family.kind.clone());
        }
        for (relation, name) in thing.names() {
            self.add_name(thing, relation, name);
        }
        self.add_unlisted_parent(thing, all);
    }

    /// Where only a variant is listed ("H225M"), it speaks for its family.
    fn stand_in(&mut self, all: &FamilyGraph<'_>) {
        for own in
            all.things.iter().flat_map(|thing| &thing.own).filter(|own| own.read.is_variant())
        {
            let (family, exact) = (&own.read.family, &own.read.exact);
            if all.called(family).is_some() {
                continue;
            }
            if let Some(related) = self.related.get(exact).cloned() {
                self.related.entry(family.clone()).or_default().extend(related);
            }
            if let Some(kind) = self.kinds.get(exact).cloned() {
                self.kinds.entry(family.clone()).or_insert(kind);
            }
        }
    }

    fn add_name(&mut self, thing: &KeyedFamily<'_>, relation: Relation, name: &str) {
        let mut words = words_of(name);
        self.insert_name(thing, relation, &words, name);
        // "Hind E" is a Hind.
        if relation == Relation::NatoName && words.len() > 1 {
            let is_letter = words.pop().is_some_and(|last| last.chars().count() == 1);
            let base = name.trim_end_matches(char::is_alphanumeric);
            let base = base.trim_end_matches(|c: char| !c.is_alphanumeric());
            if is_letter && !base.is_empty() {
                self.insert_name(thing, relation, &words, base);
            }
        }
    }

    fn insert_name(
        &mut self,
        thing: &KeyedFamily<'_>,
        relation: Relation,
        words: &[String],
        name: &str,
    ) {
        match words {
            [only] => ENDINGS.iter().for_each(|ending| self.add_head(&[only, *ending].concat())),
            [first, ..] => {
                self.add_head(first);
                let longest = self.longest_from.entry(first.clone()).or_default();
                *longest = words.len().max(*longest);
            }
            [] => return,
        }
        let named = self.names.entry(words.join("\n")).or_default();
        if named.name.is_empty() {
            name.clone_into(&mut named.name);
        }
        named.families.insert((thing.home().to_owned(), relation));
    }

    fn add_head(&mut self, word: &str) {
        self.heads.add(prefix8(word.as_bytes(), word.len()));
    }

    /// A parent that is no family of the lexicon still has this variant.
    fn add_unlisted_parent(&mut self, thing: &KeyedFamily<'_>, all: &FamilyGraph<'_>) {
        let Some(parent) = thing.parent() else { return };
        if all.called(parent.key()).is_none() {
            let variant = thing.as_related(Relation::HasVariant);
            self.related.entry(parent.key().to_owned()).or_default().extend(variant);
        }
    }
}

/// One family of the lexicon with its keys.
#[derive(Debug)]
struct KeyedFamily<'l> {
    /// Its designation, then those that mean the same.
    own: Vec<KeyedEntry<'l>>,
    family: &'l Family,
    /// The family it comes from; read once, as each asks it of all others.
    parent: Option<KeyedEntry<'l>>,
}

/// All families, to be found by what they are called and come from: each
/// asks it of all others.
struct FamilyGraph<'l> {
    things: &'l [KeyedFamily<'l>],
    called: HashMap<&'l str, &'l KeyedFamily<'l>, ByFnv>,
    children: HashMap<&'l str, Vec<&'l KeyedFamily<'l>>, ByFnv>,
}

impl<'l> FamilyGraph<'l> {
    fn new(things: &'l [KeyedFamily<'l>]) -> Self {
        let mut network = Self { things, called: HashMap::default(), children: HashMap::default() };
        for thing in things {
            for own in &thing.own {
                network.called.entry(own.key()).or_insert(thing);
            }
            if let Some(parent) = thing.parent() {
                network.children.entry(parent.key()).or_default().push(thing);
            }
        }
        network
    }

    /// The first that is called so.
    fn called(&self, key: &str) -> Option<&'l KeyedFamily<'l>> {
        self.called.get(key).copied()
    }

    fn children_of(&self, key: &str) -> impl Iterator<Item = &'l KeyedFamily<'l>> {
        self.children.get(key).into_iter().flatten().copied()
    }
}

/// A designation as written and as read.
#[derive(Debug)]
struct KeyedEntry<'l> {
    written: &'l str,
    read: DesignationEntry,
}

impl<'l> KeyedEntry<'l> {
    fn read(written: &'l str) -> Option<Self> {
        Some(Self { written, read: DesignationEntry::read(written)? })
    }

    /// The key under which its relations stand.
    fn key(&self) -> &str {
        &self.read.exact
    }

    fn related(&self, relation: Relation) -> Related {
        let key = self.key().to_owned();
        let target = if self.read.is_variant() { Target::Exact(key) } else { Target::Family(key) };
        Related { relation, target, written: self.written.to_owned() }
    }
}

impl<'l> KeyedFamily<'l> {
    fn new(written: &'l str, family: &'l Family) -> Option<Self> {
        let mut own = vec![KeyedEntry::read(written)?];
        own.extend(family.same.iter().filter_map(|same| KeyedEntry::read(same)));
        let parent = family.variant_of.as_deref().and_then(KeyedEntry::read);
        Some(Self { own, family, parent })
    }

    /// The family key of its own designation, as a text's designators have it.
    fn home(&self) -> &str {
        self.own.first().map_or("", |own| &own.read.family)
    }

    fn parent(&self) -> Option<&KeyedEntry<'l>> {
        self.parent.as_ref()
    }

    fn names(&self) -> impl Iterator<Item = (Relation, &'l str)> {
        let names = self.family.names.iter().map(|name| (Relation::Name, name.as_str()));
        names.chain(self.family.nato.iter().map(|name| (Relation::NatoName, name.as_str())))
    }

    /// All its designations, as something related to another family.
    fn as_related(&self, relation: Relation) -> Vec<Related> {
        self.own.iter().map(|own| own.related(relation)).collect()
    }

    /// What it is called besides `own`.
    fn related_but(&self, own: &KeyedEntry<'_>) -> Vec<Related> {
        let others = self.own.iter().filter(|other| other.key() != own.key());
        let mut related: Vec<Related> = others.map(|other| other.related(Relation::Same)).collect();
        related.extend(self.names().map(|(relation, name)| Related {
            relation,
            target: Target::Name(words_of(name)),
            written: name.to_owned(),
        }));
        related
    }

    /// The family it comes from, and what comes from it.
    fn kin(&self, all: &FamilyGraph<'_>) -> Vec<Related> {
        let mut kin = Vec::new();
        if let Some(parent) = self.parent() {
            match all.called(parent.key()) {
                Some(listed) => kin.extend(listed.as_related(Relation::VariantOf)),
                None => kin.push(parent.related(Relation::VariantOf)),
            }
        }
        for other in self.own.iter().flat_map(|own| all.children_of(own.key())) {
            kin.extend(other.as_related(Relation::HasVariant));
        }
        kin.extend(self.family.variants.iter().filter_map(|variant| {
            let read = DesignationEntry::read(variant)?;
            let target = Target::Exact(read.exact);
            Some(Related { relation: Relation::HasVariant, target, written: variant.clone() })
        }));
        kin
    }
}

/// The folded words of a name, parted at blanks, dashes and other signs.
fn words_of(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
