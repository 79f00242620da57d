//! What the lexicon knows of designations, ready for lookups.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::entry::DesignationEntry;
use super::names::Names;
use super::transliterate::{Reading, key, scripts};
use crate::lexicon::{Family, Lexicon};
use crate::util::fnv::ByFnv;

/// The most letters before a number without the lexicon's help.
const LONGEST_UNKNOWN: usize = 4;

/// Prefixes whose Cyrillic variant letters stand for sounds even where the
/// prefix is typed in Latin (`Su-35С` is Su-35S).
const RUSSIAN: &[&str] =
    &["an", "be", "il", "ka", "kh", "mi", "mig", "s", "su", "t", "tu", "yak", "zsu"];

/// Lookups made from a lexicon.
#[derive(Debug, Clone)]
pub(super) struct KnownDesignations {
    /// How each known prefix is written, by its key.
    prefixes: BTreeMap<String, BTreeSet<String>>,
    /// Prefix and digits of every known designation.
    families: HashSet<String, ByFnv>,
    exacts: HashSet<String, ByFnv>,
    /// Family of the exact keys and pattern families that the lexicon lists
    /// as variants of a family of another name.
    homes: HashMap<String, String, ByFnv>,
    pub(super) names: Names,
    /// The most letters of any prefix.
    pub(super) longest: usize,
}

impl KnownDesignations {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut book = Self {
            prefixes: BTreeMap::new(),
            families: HashSet::default(),
            exacts: HashSet::default(),
            homes: HashMap::default(),
            names: Names::default(),
            longest: LONGEST_UNKNOWN,
        };
        for (designation, family) in &lexicon.families {
            book.add_own(designation, family);
        }
        // After all families: a variant that is a family itself keeps its own.
        for (designation, family) in &lexicon.families {
            book.add_variants(designation, family);
        }
        book.names.finish();
        book
    }

    fn add_own(&mut self, designation: &str, family: &Family) {
        for designation in
            std::iter::once(designation).chain(family.same.iter().map(String::as_str))
        {
            let Some(written) = DesignationEntry::read(designation) else { continue };
            if written.prefix.is_none() {
                self.names.add(designation, &written.exact, &written.exact);
            }
            self.add(written);
        }
    }

    fn add_variants(&mut self, designation: &str, family: &Family) {
        let Some(home) = DesignationEntry::read(designation).map(|written| written.family) else {
            return;
        };
        for variant in &family.variants {
            let Some(written) = DesignationEntry::read(variant) else { continue };
            if written.prefix.is_none() {
                self.names.add(variant, &written.exact, &home);
            } else if written.family != home && !self.exacts.contains(&written.exact) {
                self.homes.insert(written.exact.clone(), home.clone());
            }
            self.add(written);
        }
    }

    fn add(&mut self, written: DesignationEntry) {
        if let Some((letters, key)) = written.prefix {
            self.longest = self.longest.max(key.len());
            self.prefixes.entry(key).or_default().insert(letters);
            self.families.insert(written.family);
        }
        self.exacts.insert(written.exact);
    }

    /// The keys of all known prefixes.
    pub(super) fn prefixes(&self) -> impl Iterator<Item = &str> {
        self.prefixes.keys().map(String::as_str)
    }

    /// How the prefix with this key is written; `None` for an unknown one.
    pub(super) fn prefix(&self, key: &str) -> Option<&BTreeSet<String>> {
        self.prefixes.get(key)
    }

    pub(super) fn knows_family(&self, family: &str) -> bool {
        self.families.contains(family)
    }

    pub(super) fn knows_exact(&self, exact: &str) -> bool {
        self.exacts.contains(exact)
    }

    /// The family that a designation belongs to: its own, or the one that
    /// lists it as a variant.
    pub(super) fn home(&self, exact: &str, family: String) -> String {
        self.homes.get(exact).or_else(|| self.homes.get(&family)).cloned().unwrap_or(family)
    }

    /// The key of a prefix before `digits`, and how Cyrillic letters of its
    /// variants are read.
    pub(super) fn read_prefix(&self, letters: &str, digits: &str) -> Option<(String, Reading)> {
        match scripts(letters) {
            (true, false) => {
                let prefix = letters.to_ascii_lowercase();
                let russian = RUSSIAN.contains(&prefix.as_str());
                Some((prefix, if russian { Reading::Sound } else { Reading::Shape }))
            }
            (true, true) => Some((key(letters, Reading::Shape)?, Reading::Shape)),
            _ => self.read_cyrillic(letters, digits),
        }
    }

    /// By sound, unless only the look-alike is known: `АН-64` is AH-64.
    fn read_cyrillic(&self, letters: &str, digits: &str) -> Option<(String, Reading)> {
        let sound = key(letters, Reading::Sound)?;
        if !self.knows_family(&format!("{sound}{digits}"))
            && let Some(shape) = key(letters, Reading::Shape)
            && self.knows_family(&format!("{shape}{digits}"))
        {
            return Some((shape, Reading::Shape));
        }
        Some((sound, Reading::Sound))
    }
}
