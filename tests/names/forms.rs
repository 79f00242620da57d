//! The spellings in which texts and queries have the designations and names of a
//! family.

use std::collections::BTreeSet;

use ibid::lexicon::Family;

/// Every form of a family, once: its designations and names in every spelling.
pub(crate) fn forms(designation: &str, family: &Family) -> Vec<String> {
    let designations = std::iter::once(designation).chain(family.same.iter().map(String::as_str));
    let mut all: BTreeSet<String> = designations.flat_map(spellings).collect();
    all.extend(family.names.iter().chain(&family.nato).flat_map(|name| inflections(name)));
    all.into_iter().collect()
}

/// "Mi-35", "MI35", "Mi 35" and "mi35"; a designation of words is inflected.
fn spellings(designation: &str) -> Vec<String> {
    let Some((letters, number)) = letters_and_number(designation) else {
        return inflections(designation);
    };
    vec![
        designation.to_owned(),
        format!("{letters}{number}").to_uppercase(),
        format!("{letters} {number}"),
        format!("{letters}{number}").to_lowercase(),
    ]
}

/// The parts of a designation of letters, at most one sign, and a number with at
/// most a variant.
fn letters_and_number(designation: &str) -> Option<(&str, &str)> {
    let digit = designation.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = designation.split_at(digit);
    let letters = letters.strip_suffix(['-', ' ']).unwrap_or(letters);
    let is_word = |part: &str| !part.is_empty() && part.chars().all(char::is_alphanumeric);
    (is_word(letters) && is_word(number)).then_some((letters, number))
}

/// A name in the singular and the plural, as written and in small letters.
pub(crate) fn inflections(name: &str) -> Vec<String> {
    let plural = plural(name);
    vec![name.to_owned(), name.to_lowercase(), plural.to_lowercase(), plural]
}

/// The plural of a name. One that ends in s has none that is written ("four
/// Hercules"), nor has one with a mark behind it ("four Hind E").
fn plural(name: &str) -> String {
    let last = name.rsplit([' ', '-']).next().unwrap();
    let is_mark = last.chars().count() == 1 || last.chars().all(|c| "IV0123456789".contains(c));
    let stem =
        name.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u', 'y']));
    let is_acronym = !last.contains(char::is_lowercase);
    match stem {
        _ if is_mark || (name.ends_with(['s', 'S']) && !name.ends_with("ss")) => name.to_owned(),
        _ if is_acronym => format!("{name}s"),
        Some(stem) => format!("{stem}ies"),
        None if ["ss", "x", "z", "ch", "sh"].iter().any(|end| name.ends_with(end)) => {
            format!("{name}es")
        }
        None => format!("{name}s"),
    }
}
