//! The names and relatives of designations: the lexicon's families as a graph.

pub(crate) mod class_word;
pub(crate) mod doubtful;
mod graph;
mod longer;
mod related;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::analysis::designator::entry::DesignationEntry;
use crate::lexicon::Lexicon;
use crate::util::fnv::ByFnv;
use crate::util::prefix_filter::{PrefixFilter, prefix8};
use graph::{FamilyGraph, KeyedDesignation, KeyedFamily, words_of};
use longer::LongerNames;
pub use related::{Related, Relation, Target};

/// The names and relatives of all families of a lexicon.
///
/// It is made once; a lookup costs a few comparisons of short strings.
///
/// ```
/// use ibid::analysis::{Relation, Relations, Target};
/// use ibid::lexicon::Lexicon;
///
/// let relations = Relations::new(&Lexicon::builtin());
/// let related = relations.of_family("mi35");
/// let parent = related.iter().find(|other| other.relation == Relation::VariantOf);
/// assert_eq!(parent.map(|parent| &parent.target), Some(&Target::Family("mi24".to_owned())));
/// assert_eq!(relations.kind_of("mi35"), Some("helicopter"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Relations {
    /// By the family's key.
    related: HashMap<String, Vec<Related>, ByFnv>,
    /// By the family's or the variant's key.
    kinds: HashMap<String, String, ByFnv>,
    /// Designations as the lexicon writes them, by their keys.
    designations: HashMap<String, String, ByFnv>,
    /// By the words of the name, joined by line feeds.
    names: HashMap<String, NameEntry, ByFnv>,
    /// The first words of names, with every ending that a query may add.
    first_words: PrefixFilter,
    /// The number of words of the longest name that begins with a word; for names
    /// of several words only.
    longest_by_first: HashMap<String, usize, ByFnv>,
    longer: LongerNames,
}

/// The endings that a query may add to the last word of a name.
const ENDINGS: [&str; 4] = ["", "'s", "s", "es"];

/// The plural ending of a name that ends in y: "Galaxies".
const Y_PLURAL: &str = "ies";

/// A name of the lexicon at some of a sequence of words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NameMatch {
    /// The positions of its words.
    pub words: Range<usize>,
    /// As in the lexicon.
    pub name: String,
    /// The keys of the families that it means, each with its relation to the name.
    pub families: Vec<(String, Relation)>,
}

impl NameMatch {
    /// The keys of the families that it means.
    pub(crate) fn keys(&self) -> Vec<&str> {
        self.families.iter().map(|(key, _)| key.as_str()).collect()
    }
}

/// A name, with the families that it means.
#[derive(Debug, Clone, Default)]
struct NameEntry {
    name: String,
    families: BTreeSet<(String, Relation)>,
}

impl Relations {
    /// The relations of the families in `lexicon`. The cost is linear in them.
    ///
    /// ```
    /// use ibid::{analysis::Relations, lexicon::Lexicon};
    ///
    /// assert!(Relations::new(&Lexicon::default()).of_family("mi35").is_empty());
    /// ```
    pub fn new(lexicon: &Lexicon) -> Self {
        let families: Vec<KeyedFamily<'_>> = lexicon
            .families
            .iter()
            .filter_map(|(designation, family)| KeyedFamily::new(designation, family))
            .collect();
        let graph = FamilyGraph::new(&families);
        let mut relations = Self::default();
        for family in &families {
            relations.add_family(family, &graph);
        }
        relations.add_families_of_variants(&graph);
        for related in relations.related.values_mut() {
            related.sort();
            related.dedup_by(|a, b| a.relation == b.relation && a.target == b.target);
        }
        relations
    }

    /// The designations, names and relatives of the family with this key, sorted by
    /// relation and spelling; empty for an unknown family.
    ///
    /// A family that the lexicon lists by a variant ("UH-1N") has the exact key
    /// "uh1n", so that its names are not those of every UH-1. If the lexicon lists no
    /// "UH-1", it also has the key "uh1".
    ///
    /// ```
    /// use ibid::{analysis::Relations, lexicon::Lexicon};
    ///
    /// let text = "[family.\"JF-17\"]\nkind = \"aircraft\"\nsame = [\"FC-1\"]";
    /// let relations = Relations::new(&Lexicon::read(text).lexicon);
    /// assert_eq!(relations.of_family("fc1")[0].written, "JF-17");
    /// // A key is in lower case and has no sign.
    /// assert!(relations.of_family("FC-1").is_empty());
    /// ```
    pub fn of_family(&self, family_key: &str) -> &[Related] {
        self.related.get(family_key).map_or(&[], Vec::as_slice)
    }

    /// The kind of equipment of a family or variant, such as "helicopter"; `None` for
    /// an unknown key.
    ///
    /// ```
    /// use ibid::{analysis::Relations, lexicon::Lexicon};
    ///
    /// let relations = Relations::new(&Lexicon::builtin());
    /// assert_eq!(relations.kind_of("mi24"), Some("helicopter"));
    /// assert_eq!(relations.kind_of("mi9999"), None);
    /// ```
    pub fn kind_of(&self, family_key: &str) -> Option<&str> {
        self.kinds.get(family_key).map(String::as_str)
    }

    /// The designation with this key as the lexicon writes it; `None` for an unknown
    /// key.
    ///
    /// ```
    /// use ibid::{analysis::Relations, lexicon::Lexicon};
    ///
    /// let relations = Relations::new(&Lexicon::builtin());
    /// assert_eq!(relations.designation("mi24"), Some("Mi-24"));
    /// assert_eq!(relations.designation("Mi-24"), None);
    /// ```
    pub fn designation(&self, key: &str) -> Option<&str> {
        self.designations.get(key).map(String::as_str)
    }

    /// The names of other things that end in this word or have it inside, as
    /// "Black Hawk" has "Hawk". A thing is another one where its family is none of
    /// `families` and no relative of one.
    pub(crate) fn other_names_with(&self, word: &str, families: &[&str]) -> Vec<&[String]> {
        let is_other = |of: &str| families.iter().all(|own| !self.are_relatives(own, of));
        self.longer.with(word, is_other)
    }

    /// Whether the families are one, or the lexicon relates them.
    fn are_relatives(&self, one_key: &str, other_key: &str) -> bool {
        let relates = |key: &str, other: &str| {
            self.of_family(key).iter().any(|related| match &related.target {
                Target::Family(key) | Target::Exact(key) => key == other,
                Target::Name(_) => false,
            })
        };
        one_key == other_key || relates(one_key, other_key) || relates(other_key, one_key)
    }

    /// The names, NATO names and designations of words alone in a sequence of folded
    /// surfaces; from left to right, the longest at each position, none overlapping.
    ///
    /// The last word may be in the plural or possessive. "hind" matches all families
    /// that list "Hind" alone or with a letter, "hind e" only those that list "Hind E".
    ///
    /// ```
    /// use ibid::{analysis::Relations, lexicon::Lexicon};
    ///
    /// let relations = Relations::new(&Lexicon::builtin());
    /// let names = relations.names_in(&["four", "apaches"]);
    /// assert_eq!((names[0].words.clone(), names[0].name.as_str()), (1..2, "Apache"));
    /// assert!(relations.names_in(&["four", "Apaches"]).is_empty(), "surfaces are folded");
    /// ```
    pub fn names_in(&self, surfaces: &[&str]) -> Vec<NameMatch> {
        let mut matches = Vec::new();
        let mut at = 0;
        while at < surfaces.len() {
            match self.name_at(surfaces, at) {
                Some(name) => {
                    at = name.words.end;
                    matches.push(name);
                }
                None => at += 1,
            }
        }
        matches
    }

    /// The longest name that starts at position `at`.
    fn name_at(&self, surfaces: &[&str], at: usize) -> Option<NameMatch> {
        let first = surfaces.get(at)?;
        if !self.first_words.may_have(prefix8(first.as_bytes(), first.len())) {
            return None;
        }
        let longest = self.longest_by_first.get(*first);
        let longest = longest.map_or(1, |&longest| longest.min(surfaces.len() - at));
        (1..=longest).rev().find_map(|length| {
            let words = at..at + length;
            let entry = self.name_entry(surfaces.get(words.clone())?)?;
            let families = entry.families.iter().cloned().collect();
            Some(NameMatch { words, name: entry.name.clone(), families })
        })
    }

    /// The name of these words, where the last one may have an ending.
    fn name_entry(&self, words: &[&str]) -> Option<&NameEntry> {
        let (last, before_last) = words.split_last()?;
        let mut forms = ENDINGS.iter().filter_map(|ending| last.strip_suffix(ending));
        let of_y = last.strip_suffix(Y_PLURAL).map(|base| format!("{base}y"));
        // The common case needs no new string.
        if before_last.is_empty() {
            let entry = forms.find_map(|form| self.names.get(form));
            return entry.or_else(|| self.names.get(&of_y?));
        }
        let before_last = before_last.join("\n");
        let mut forms = forms.chain(of_y.as_deref());
        forms.find_map(|form| self.names.get(&format!("{before_last}\n{form}")))
    }

    /// Adds the relations, kind and names of a family.
    fn add_family(&mut self, family: &KeyedFamily<'_>, graph: &FamilyGraph<'_>) {
        let kind = &family.entry.kind;
        for own in &family.designations {
            self.kinds.entry(own.key().to_owned()).or_insert_with(|| kind.clone());
            self.add_designation(family, own);
            let related = self.related.entry(own.key().to_owned()).or_default();
            related.extend(family.same_and_names(own));
            related.extend(family.relatives(graph));
        }
        for variant in family.variants() {
            if is_several_words(variant.written) {
                self.longer.add(&words_of(variant.written), family.key());
            }
            self.kinds.entry(variant.entry.exact).or_insert_with(|| kind.clone());
        }
        for (relation, name) in family.names() {
            self.add_name(family, relation, name);
        }
        self.add_unlisted_parent(family, graph);
    }

    /// Adds a designation by its key; by that of its family too, which the lexicon
    /// may list by a variant only. One of words is a name as well.
    fn add_designation(&mut self, family: &KeyedFamily<'_>, own: &KeyedDesignation<'_>) {
        for key in [&own.entry.exact, &own.entry.family] {
            if !self.designations.contains_key(key) {
                self.designations.insert(key.clone(), own.written.to_owned());
            }
        }
        let is_word = !own.key().contains(|c: char| c.is_ascii_digit());
        if !is_word && !is_several_words(own.written) {
            return;
        }
        let words = words_of(own.written);
        self.longer.add(&words, family.key());
        // "Lynxes": a designation of words is inflected as a name is.
        if is_word {
            self.insert_name(family, Relation::Same, &words, own.written);
        }
    }

    /// Where the lexicon lists only a variant ("H225M"), its family has the
    /// relations and the kind of the variant.
    fn add_families_of_variants(&mut self, graph: &FamilyGraph<'_>) {
        let designations = graph.families.iter().flat_map(|family| &family.designations);
        for own in designations.filter(|own| own.entry.is_variant()) {
            let DesignationEntry { family, exact, .. } = &own.entry;
            if graph.designated(family).is_some() {
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

    /// Adds a name of a family.
    fn add_name(&mut self, family: &KeyedFamily<'_>, relation: Relation, name: &str) {
        let mut words = words_of(name);
        self.insert_name(family, relation, &words, name);
        // A NATO name with a letter also has the name without it: "Hind E" is a Hind.
        if relation == Relation::NatoName && words.len() > 1 {
            let is_letter = words.pop().is_some_and(|last| last.chars().count() == 1);
            let base = name.trim_end_matches(char::is_alphanumeric);
            let base = base.trim_end_matches(|c: char| !c.is_alphanumeric());
            if is_letter && !base.is_empty() {
                self.insert_name(family, relation, &words, base);
            }
        }
    }

    /// Adds a name by its words; a name without words is ignored.
    fn insert_name(
        &mut self,
        family: &KeyedFamily<'_>,
        relation: Relation,
        words: &[String],
        name: &str,
    ) {
        match words {
            [] => return,
            // Nothing is read of a word behind its first eight bytes.
            [only] if only.len() >= 8 => self.add_first_word(only),
            [only] => {
                for ending in ENDINGS {
                    self.add_first_word(&[only, ending].concat());
                }
                if let Some(base) = only.strip_suffix('y') {
                    self.add_first_word(&[base, Y_PLURAL].concat());
                }
            }
            [first, ..] => {
                self.add_first_word(first);
                self.longer.add(words, family.key());
                let longest = self.longest_by_first.entry(first.clone()).or_default();
                *longest = words.len().max(*longest);
            }
        }
        let entry = self.names.entry(words.join("\n")).or_default();
        // The first spelling is kept for reports.
        if entry.name.is_empty() {
            name.clone_into(&mut entry.name);
        }
        entry.families.insert((family.key().to_owned(), relation));
    }

    /// Adds a word with which a name can begin.
    fn add_first_word(&mut self, word: &str) {
        self.first_words.add(prefix8(word.as_bytes(), word.len()));
    }

    /// Adds the variant to a parent that is not a family of the lexicon.
    fn add_unlisted_parent(&mut self, family: &KeyedFamily<'_>, graph: &FamilyGraph<'_>) {
        let Some(parent) = &family.parent else { return };
        if graph.designated(parent.key()).is_none() {
            let related = self.related.entry(parent.key().to_owned()).or_default();
            related.extend(family.as_related(Relation::HasVariant));
        }
    }
}

/// Whether a blank is in a name.
fn is_several_words(written: &str) -> bool {
    written.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests;
