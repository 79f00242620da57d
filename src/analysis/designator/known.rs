//! The designations of the lexicon, prepared for lookups.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::entry::{DesignationEntry, EntryPrefix};
use super::longer_names::LongerNames;
use super::names::Names;
use super::transliterate::{Reading, key, scripts};
use crate::lexicon::{Family, Lexicon};
use crate::util::fnv::ByFnv;

/// The most letters of a prefix that the lexicon does not know.
const MAX_UNKNOWN_LETTERS: usize = 4;

/// Prefixes whose Cyrillic variant letters stand for sounds even where the
/// prefix is typed in Latin (`Su-35С` is Su-35S).
const RUSSIAN: &[&str] =
    &["an", "be", "il", "ka", "kh", "mi", "mig", "s", "su", "t", "tu", "yak", "zsu"];

/// The designations that a lexicon knows.
#[derive(Debug, Clone)]
pub(super) struct KnownDesignations {
    /// The spellings of each prefix, by its key.
    prefixes: BTreeMap<String, BTreeSet<String>>,
    /// Prefix and digits of every designation.
    families: HashSet<String, ByFnv>,
    /// The exact key of every designation.
    exacts: HashSet<String, ByFnv>,
    /// The family of keys that the lexicon lists as variants of a family of
    /// another name; by exact key or by prefix and digits.
    families_of_variants: HashMap<String, String, ByFnv>,
    pub(super) names: Names,
    pub(super) longer_names: LongerNames,
    /// The most letters of any prefix.
    pub(super) max_letters: usize,
}

impl KnownDesignations {
    /// Collects the designations of all families and their variants.
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut known = Self {
            prefixes: BTreeMap::new(),
            families: HashSet::default(),
            exacts: HashSet::default(),
            families_of_variants: HashMap::default(),
            names: Names::default(),
            longer_names: LongerNames::new(lexicon),
            max_letters: MAX_UNKNOWN_LETTERS,
        };
        for (designation, family) in &lexicon.families {
            known.add_family(designation, family);
        }
        // After all families: a variant that is a family itself keeps its own.
        for (designation, family) in &lexicon.families {
            known.add_variants(designation, family);
        }
        known.names.finish();
        known
    }

    /// Adds the designations that mean a family.
    fn add_family(&mut self, designation: &str, family: &Family) {
        let same = family.same.iter().map(String::as_str);
        for designation in std::iter::once(designation).chain(same) {
            let Some(entry) = DesignationEntry::read(designation) else { continue };
            if entry.prefix.is_none() {
                self.names.add(designation, &entry.exact, &entry.exact);
            }
            self.add(entry);
        }
    }

    /// Adds the variants that the lexicon lists for a family.
    fn add_variants(&mut self, designation: &str, family: &Family) {
        let Some(own) = DesignationEntry::read(designation) else { return };
        for variant in &family.variants {
            let Some(entry) = DesignationEntry::read(variant) else { continue };
            if entry.prefix.is_none() {
                self.names.add(variant, &entry.exact, &own.family);
            } else if entry.family != own.family && !self.exacts.contains(&entry.exact) {
                self.families_of_variants.insert(entry.exact.clone(), own.family.clone());
            }
            self.add(entry);
        }
    }

    /// Adds the keys of a designation.
    fn add(&mut self, entry: DesignationEntry) {
        if let Some(EntryPrefix { letters, key }) = entry.prefix {
            self.max_letters = self.max_letters.max(key.len());
            self.prefixes.entry(key).or_default().insert(letters);
            self.families.insert(entry.family);
        }
        self.exacts.insert(entry.exact);
    }

    /// The keys of all known prefixes.
    pub(super) fn prefixes(&self) -> impl Iterator<Item = &str> {
        self.prefixes.keys().map(String::as_str)
    }

    /// The spellings of the prefix with this key; `None` for an unknown one.
    pub(super) fn prefix(&self, key: &str) -> Option<&BTreeSet<String>> {
        self.prefixes.get(key)
    }

    /// Whether a designation has these letters and digits.
    pub(super) fn has_family(&self, family: &str) -> bool {
        self.families.contains(family)
    }

    /// Whether a designation has this exact key.
    pub(super) fn has_exact(&self, exact: &str) -> bool {
        self.exacts.contains(exact)
    }

    /// The family of a designation: the one that lists it as a variant, else the
    /// designation's own, `family`.
    pub(super) fn family_of(&self, exact: &str, family: &str) -> String {
        let families = &self.families_of_variants;
        let listed = families.get(exact).or_else(|| families.get(family));
        listed.map_or(family, String::as_str).to_owned()
    }

    /// The key of a prefix before `digits`, and how the Cyrillic letters of its
    /// variants are read.
    pub(super) fn read_prefix(&self, letters: &str, digits: &str) -> Option<(String, Reading)> {
        match scripts(letters) {
            (true, false) => {
                let prefix = letters.to_ascii_lowercase();
                let is_russian = RUSSIAN.contains(&prefix.as_str());
                Some((prefix, if is_russian { Reading::Sound } else { Reading::Shape }))
            }
            (true, true) => Some((key(letters, Reading::Shape)?, Reading::Shape)),
            _ => self.read_cyrillic(letters, digits),
        }
    }

    /// Reads a prefix by sound, unless only the look-alike is known: `АН-64` is AH-64.
    fn read_cyrillic(&self, letters: &str, digits: &str) -> Option<(String, Reading)> {
        let by_sound = key(letters, Reading::Sound)?;
        if !self.has_family(&format!("{by_sound}{digits}"))
            && let Some(by_shape) = key(letters, Reading::Shape)
            && self.has_family(&format!("{by_shape}{digits}"))
        {
            return Some((by_shape, Reading::Shape));
        }
        Some((by_sound, Reading::Sound))
    }
}
