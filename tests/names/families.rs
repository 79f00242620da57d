//! Every family of the built-in lexicon: each name and spelling finds each other
//! one, in texts made from the lexicon.

use std::collections::{BTreeMap, BTreeSet};

use ibid::rank::Profile;
use ibid::{Document, Index, Lexicon, Query};

use crate::forms::forms;

/// Forms that are not read as the thing's, each with the reason. A pair with one of
/// them need not be found, and one of its pairs must be missed: else it is struck out.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("MI6", "the secret service"),
    ("RS 24", "24 rupees"),
    ("RS 28", "28 rupees"),
    ("RS24", "24 rupees"),
    ("RS28", "28 rupees"),
    ("rs24", "24 rupees"),
    ("rs28", "28 rupees"),
    ("Iglas", "the Igla-S, one variant"),
    ("iglas", "the Igla-S, one variant"),
    ("ee-t1s", "in small letters a dash joins words, and t1s is none of the name"),
];

/// Why the form is no spelling of its thing, if it is not.
fn exception(form: &str) -> Option<&'static str> {
    let listed = EXCEPTIONS.iter().find(|(listed, _)| *listed == form);
    let article = ["A ", "An "].iter().find_map(|article| form.strip_prefix(article));
    let is_number = article.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()));
    listed.map(|(_, why)| *why).or(is_number.then_some("an article before a number"))
}

/// An index with a text for each form of each family, by its number.
fn index(texts: &BTreeMap<&String, usize>) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (form, number) in texts {
        let text = format!("The army received four {form} last year.");
        writer.add(&Document::new(number.to_string(), text)).unwrap();
    }
    writer.commit().unwrap();
    index
}

/// What was typed, and a form of the same family in a text.
type Pairs<'a> = Vec<(&'a str, &'a str)>;

#[test]
fn every_form_of_a_family_finds_each_other_one() {
    let lexicon = Lexicon::builtin();
    let families: Vec<Vec<String>> =
        lexicon.families.iter().map(|(designation, family)| forms(designation, family)).collect();
    let distinct: BTreeSet<&String> = families.iter().flatten().collect();
    let texts: BTreeMap<&String, usize> = distinct.into_iter().zip(0..).collect();
    let index = index(&texts);
    let profile = Profile::fast();
    let (mut pairs, mut missed): (_, Pairs<'_>) = (0, Vec::new());
    for typed in texts.keys() {
        let found =
            index.search_documents(&Query::new(typed.as_str()).limit(500), &profile).unwrap();
        let ids: BTreeSet<usize> = found.iter().map(|(id, _)| id.parse().unwrap()).collect();
        let own = families.iter().filter(|forms| forms.contains(typed)).flatten();
        for form in own.collect::<BTreeSet<_>>() {
            pairs += 1;
            if !ids.contains(&texts[form]) {
                missed.push((typed.as_str(), form.as_str()));
            }
        }
    }
    let is_excepted = |pair: &(&str, &str)| exception(pair.0).or(exception(pair.1)).is_some();
    let (explained, unexplained): (Pairs<'_>, Pairs<'_>) =
        missed.into_iter().partition(is_excepted);
    assert_eq!(unexplained, [], "of {pairs} pairs");
    let share = explained.len() as f64 / f64::from(pairs);
    assert!(share < 0.01, "{} of {pairs} pairs are exceptions", explained.len());
    for (form, why) in EXCEPTIONS {
        assert!(explained.iter().any(|of| of.0 == *form || of.1 == *form), "{form}: {why}");
    }
}
