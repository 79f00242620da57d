//! Currencies, countries, units and bounding words as data.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::claim::status::Status;
use super::claim::table::{StatusData, StatusTable};
use super::claim::verb_forms::VerbForms;

/// The data that comes with the library.
const BUILTIN: &str = include_str!("../../seeds/facts.toml");

/// The data in the form in which it is looked up, read once.
pub(super) static BUILTIN_VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::builtin);

/// A currency's signs and words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CurrencyData {
    signs: Vec<String>,
    words: Vec<String>,
    verb: bool,
}

/// A unit of money that several countries have.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct UnitData {
    words: Vec<String>,
    signs: Vec<String>,
    /// The currency wherever no adjective says another.
    default: Option<String>,
    /// The currency where no country is named.
    otherwise: Option<String>,
    /// Whether it is a hundredth of its currency.
    hundredth: bool,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CountryData {
    words: Vec<String>,
    currency: BTreeMap<String, String>,
}

/// Phrases before a figure, by what they say of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct BoundData {
    least: Vec<String>,
    most: Vec<String>,
    about: Vec<String>,
}

/// The file, as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Data {
    currency: BTreeMap<String, CurrencyData>,
    unit: BTreeMap<String, UnitData>,
    country: BTreeMap<String, CountryData>,
    measure: BTreeMap<String, Vec<String>>,
    bound: BoundData,
    status: BTreeMap<Status, StatusData>,
    irregular: BTreeMap<String, Vec<String>>,
    role: RoleData,
    organisation: OrganisationData,
    class: BTreeMap<String, Vec<String>>,
}

/// Companies and other parties that are no countries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct OrganisationData {
    words: Vec<String>,
    makers: Vec<String>,
}

/// Verbs by what their subject does in a deal.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RoleData {
    gives: Vec<String>,
    receives: Vec<String>,
}

/// What a word or sign of money stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Money {
    /// One currency, by its code.
    Currency(String),
    /// A unit of several countries, by its name.
    Unit(String),
}

/// What is known of a unit of several countries.
#[derive(Debug, Clone, Default)]
pub(super) struct MoneyUnit {
    pub(super) default: Option<String>,
    pub(super) otherwise: Option<String>,
    pub(super) is_hundredth: bool,
}

/// What a phrase before a figure says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// The figure is the least.
    Least,
    /// The figure is the most.
    Most,
    /// The figure is not exact.
    About,
}

/// The data in the form in which it is looked up: by lower-case words joined by
/// single blanks.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    /// Words behind a figure.
    pub(super) money_words: BTreeMap<String, Money>,
    /// Signs and codes before or behind it, in lower case.
    pub(super) money_signs: BTreeMap<String, Money>,
    /// Words that are money only behind a scale.
    pub(super) money_verbs: Vec<String>,
    pub(super) units: BTreeMap<String, MoneyUnit>,
    /// For the words of a country, the currency of each unit.
    pub(super) countries: BTreeMap<String, BTreeMap<String, String>>,
    /// The name of the unit that words stand for.
    pub(super) measures: BTreeMap<String, String>,
    pub(super) bounds: BTreeMap<String, Bound>,
    /// The name of the party that words stand for.
    pub(super) parties: BTreeMap<String, String>,
    /// The parties that make equipment.
    pub(super) makers: BTreeSet<String>,
    /// The class of a noun in the singular.
    pub(super) classes: BTreeMap<String, String>,
    /// The cues of claims.
    pub(super) statuses: StatusTable,
    /// All forms of verbs whose subject gives.
    pub(super) gives: BTreeSet<String>,
    /// All forms of verbs whose subject receives.
    pub(super) receives: BTreeSet<String>,
}

impl Vocabulary {
    /// The data that comes with the library; a test keeps it readable.
    pub(super) fn builtin() -> Self {
        Self::of(toml::from_str(BUILTIN).unwrap_or_default())
    }

    fn of(data: Data) -> Self {
        let forms = VerbForms::new(data.irregular);
        let of = |verbs: &[String]| verbs.iter().flat_map(|verb| forms.of(verb)).collect();
        let mut vocabulary = Self {
            gives: of(&data.role.gives),
            receives: of(&data.role.receives),
            statuses: StatusTable::new(data.status, &forms),
            ..Self::default()
        };
        for (code, currency) in data.currency {
            vocabulary.add_currency(&code, currency);
        }
        for (name, unit) in data.unit {
            vocabulary.add_unit(&name, unit);
        }
        for (name, country) in data.country {
            for word in country.words {
                vocabulary.parties.insert(word.clone(), name.clone());
                if !country.currency.is_empty() {
                    vocabulary.countries.insert(word, country.currency.clone());
                }
            }
        }
        vocabulary.add_organisations(data.organisation);
        for (class, nouns) in data.class {
            vocabulary.classes.extend(nouns.into_iter().map(|noun| (noun, class.clone())));
        }
        for (name, words) in data.measure {
            for word in words {
                vocabulary.measures.insert(format!("{word}s"), name.clone());
                vocabulary.measures.insert(word, name.clone());
            }
        }
        let BoundData { least, most, about } = data.bound;
        for (bound, phrases) in [(Bound::Least, least), (Bound::Most, most), (Bound::About, about)]
        {
            vocabulary.bounds.extend(phrases.into_iter().map(|phrase| (phrase, bound)));
        }
        vocabulary
    }

    fn add_organisations(&mut self, OrganisationData { words, makers }: OrganisationData) {
        for word in words.into_iter().chain(makers.iter().cloned()) {
            self.parties.insert(word.clone(), word);
        }
        self.makers = makers.into_iter().collect();
    }

    fn add_currency(&mut self, code: &str, currency: CurrencyData) {
        let money = Money::Currency(code.to_owned());
        self.money_signs.insert(code.to_ascii_lowercase(), money.clone());
        for sign in currency.signs {
            self.money_signs.insert(sign.to_ascii_lowercase(), money.clone());
        }
        if currency.verb {
            self.money_verbs.extend(currency.words.iter().cloned());
        }
        for word in currency.words {
            self.money_words.insert(format!("{word}s"), money.clone());
            self.money_words.insert(word, money.clone());
        }
    }

    fn add_unit(&mut self, name: &str, unit: UnitData) {
        let money = Money::Unit(name.to_owned());
        for sign in unit.signs {
            self.money_signs.insert(sign.to_ascii_lowercase(), money.clone());
        }
        for word in unit.words {
            self.money_words.insert(format!("{word}s"), money.clone());
            self.money_words.insert(word, money.clone());
        }
        let UnitData { default, otherwise, hundredth: is_hundredth, .. } = unit;
        self.units.insert(name.to_owned(), MoneyUnit { default, otherwise, is_hundredth });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_data_is_read_whole() {
        let data: Data = toml::from_str(BUILTIN).unwrap();
        assert!(data.currency.len() > 40 && data.country.len() > 40 && data.measure.len() > 30);
        let vocabulary = Vocabulary::builtin();
        assert_eq!(vocabulary.money_words.get("dlrs"), Some(&Money::Unit("dollar".to_owned())));
        assert_eq!(vocabulary.money_signs.get("us$"), Some(&Money::Currency("USD".to_owned())));
        assert_eq!(vocabulary.measures.get("miles").map(String::as_str), Some("mile"));
    }

    #[test]
    fn every_currency_of_a_country_is_of_a_unit() {
        let data: Data = toml::from_str(BUILTIN).unwrap();
        for (country, entry) in &data.country {
            for (unit, code) in &entry.currency {
                assert!(data.unit.contains_key(unit), "{country}: {unit}");
                assert!(code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()), "{code}");
            }
        }
    }
}
