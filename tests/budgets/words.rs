//! Misspelt words, fuzzy words and prefixes. The measure is what a query walked
//! in the dictionaries, as its report tells, and no time.

use ibid::query::Report;
use ibid::{Document, Hits, Index, Query};
use proptest::prelude::*;

use crate::random::Random;
use crate::{index_of, list};

/// The most misspelt words, and the most fuzzy words, that are looked up.
const MAX_WORDS: usize = 24;

/// Word of that number. Those of two numbers differ in four letters or more, so
/// that a misspelt one has one word near it.
fn word(number: usize) -> String {
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    let (high, low) = (letter(number / 26), letter(number));
    format!("k{high}{high}{high}{high}{low}{low}{low}{low}k")
}

/// The word with one letter changed.
fn misspelt(number: usize) -> String {
    format!("{}q", &word(number)[..9])
}

/// The first 600 words, in documents of ten words each.
fn documents() -> Vec<Document> {
    (0..60)
        .map(|number| Document::new(format!("d{number:02}"), list(10, |n| word(number * 10 + n))))
        .collect()
}

fn index() -> Index {
    index_of(&documents(), 60)
}

fn search(index: &Index, query: &str) -> Hits {
    index.search(&Query::new(query)).unwrap()
}

/// Misspelt words that were looked up: each has a word near it.
fn looked_up(report: &Report) -> usize {
    report.missing.iter().filter(|missing| !missing.nearest.is_empty()).count()
}

/// The entries of a report on what was not looked up: text and reason.
fn refused(report: &Report) -> Vec<(&str, &str)> {
    let entries = report.ignored.iter().map(|ignored| (&*ignored.text, &*ignored.why));
    entries.filter(|(_, why)| why.contains("ask for fewer")).collect()
}

#[test]
fn misspelt_words_are_looked_up_as_far_as_the_budget_goes() {
    let index = index();
    for count in [0, 1, MAX_WORDS - 1, MAX_WORDS, MAX_WORDS + 1, 100, 512] {
        let hits = search(&index, &list(count, misspelt));
        let report = &hits.report;
        assert_eq!(report.missing.len(), count, "each of {count} is reported as missing");
        assert_eq!(looked_up(report), count.min(MAX_WORDS), "of {count}");
        assert_eq!(report.expanded.len(), count.min(MAX_WORDS), "of {count}");
        assert_eq!(refused(report).len(), usize::from(count > MAX_WORDS), "of {count}");
    }
}

/// In another scope the same word is a concept of its own.
#[test]
fn a_word_typed_twice_is_looked_up_once() {
    let twice = |n: usize| format!("title:{} {}", misspelt(n), misspelt(n));
    let hits = search(&index(), &list(MAX_WORDS, twice));
    assert!(hits.report.missing.iter().all(|missing| !missing.nearest.is_empty()));
    assert_eq!(refused(&hits.report), []);
}

/// What was not looked up, and the way out.
#[test]
fn what_is_refused_is_reported() {
    let index = index();
    let names = |from: usize, to: usize, part: &dyn Fn(usize) -> String| {
        (from..to).map(part).collect::<Vec<String>>().join(", ")
    };
    let check = |query: &str, text: String, why: &str| {
        let hits = search(&index, query);
        assert_eq!(refused(&hits.report), [(&*text, why)], "{query}");
    };
    let misspelt_why = "a query looks up the nearest words of at most 24 words that occur nowhere: \
                        ask for fewer, or check how these are spelt";
    let fuzzy_why = "a query expands at most 24 fuzzy words, and these are searched as typed: \
                     ask for fewer";
    let fuzzy = |n: usize| format!("{}~", word(n));
    check(&list(25, misspelt), misspelt(24), misspelt_why);
    check(&list(26, misspelt), names(24, 26, &misspelt), misspelt_why);
    let many = format!("{} and 56 more", names(24, 44, &misspelt));
    check(&list(100, misspelt), many, misspelt_why);
    check(&list(26, fuzzy), names(24, 26, &word), fuzzy_why);
    // Those that a query may have are not touched by those that come too late.
    let first = search(&index, &list(24, fuzzy));
    let more = search(&index, &list(100, fuzzy));
    assert_eq!(first.report.expanded, more.report.expanded);
}

/// A fuzzy word that is refused is still searched for as it is typed.
#[test]
fn a_refused_fuzzy_word_is_searched_for_exactly() {
    let query = list(30, |n| format!("{}~", word(n + 100)));
    let hits = index().search(&Query::new(query).limit(60)).unwrap();
    let found: Vec<&str> = hits.iter().flat_map(|hit| hit.matches()).collect();
    assert!((100..130).all(|number| found.contains(&&*word(number))), "{found:?}");
}

#[test]
fn words_searched_as_typed_have_the_same_budget_for_the_report() {
    let hits = index().search(&Query::new(list(100, misspelt)).as_typed()).unwrap();
    assert!(hits.is_empty());
    assert_eq!((looked_up(&hits.report), hits.report.expanded.len()), (MAX_WORDS, 0));
    assert_eq!(refused(&hits.report).len(), 1);
}

/// Prefixes that stand for thousands of words each.
#[test]
fn prefixes_are_expanded_until_the_budget_is_spent() {
    let prefixes = ["ab", "cd", "ef", "gh", "ij"];
    let text = |prefix: &&str| list(1500, |n| format!("{prefix}{n:04}"));
    let documents: Vec<Document> =
        prefixes.iter().map(|prefix| Document::new(*prefix, text(prefix))).collect();
    let index = index_of(&documents, 5);
    // A prefix of 1,500 words of one posting each costs 31,600. The budget is
    // 80,000: the prefix that exceeds it is the last one.
    let expected: [(&[&str], &str); 4] = [
        (&["ab*"], ""),
        (&["ab*", "cd*", "ef*"], ""),
        (&["ab*", "cd*", "ef*", "gh*"], "gh"),
        (&["ij*", "gh*", "ef*", "cd*", "ab*"], "cd, ab"),
    ];
    for (query, text) in expected {
        let hits = search(&index, &query.join(" "));
        let texts: Vec<&str> = refused(&hits.report).iter().map(|(text, _)| *text).collect();
        assert_eq!(texts.join("; "), text, "{query:?}");
        let says_way_out =
            |(_, why): &(&str, &str)| why.ends_with("or write more of their letters");
        assert!(refused(&hits.report).iter().all(says_way_out), "{query:?}");
        assert_eq!(hits.report.expanded.len(), query.len().min(3), "{query:?}");
    }
}

/// Short prefixes are cheap where the index is small.
#[test]
fn a_small_index_is_not_limited() {
    let letters = "abcdefghijklmnopqrstuvwxyz";
    let pairs = letters.chars().flat_map(|a| letters.chars().map(move |b| format!("{a}{b}*")));
    let hits = search(&index(), &pairs.take(512).collect::<Vec<_>>().join(" "));
    assert_eq!(refused(&hits.report), []);
    assert_eq!(hits.report.ignored.len(), 0);
}

/// A query of up to 120 parts, most of which are beyond a budget.
fn query(random: &mut Random) -> String {
    let count = random.between(1, 120);
    list(count, |_| {
        let number = random.below(650);
        match random.below(6) {
            0 => misspelt(number),
            1 => format!("{}~", word(number)),
            2 => format!("{}~2", misspelt(number)),
            3 => format!("{}*", &word(number)[..2 + random.below(6)]),
            4 => format!("-{}~", misspelt(number)),
            _ => word(number),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    /// Equal input gives equal hits and reports, however the index is laid out:
    /// a budget counts no segments. No query walks more than the budget.
    #[test]
    fn budgets_do_not_depend_on_segments(seed in any::<u64>(), batch in 5_usize..60) {
        let documents = documents();
        let mut shuffled = documents.clone();
        shuffled.rotate_left(batch);
        shuffled.insert(batch, Document::new("deleted", list(200, misspelt)));
        let (one, several) = (index_of(&documents, 60), index_of(&shuffled, batch));
        let mut writer = several.writer().unwrap();
        writer.delete("deleted");
        writer.commit().unwrap();
        writer.close().unwrap();
        let mut random = Random::new(seed);
        for _ in 0..16 {
            let query = Query::new(query(&mut random)).limit(100);
            let answers = [&one, &several].map(|index| index.search(&query).unwrap());
            let [first, second] = &answers;
            prop_assert_eq!(&first.hits, &second.hits, "{}", query);
            prop_assert_eq!(&first.report, &second.report, "{}", query);
            let report = &answers[0].report;
            prop_assert!(looked_up(report) <= MAX_WORDS, "{}", query);
            let from_words = |why: &str| report.expanded.iter().filter(|e| e.why == why).count();
            prop_assert!(from_words("spelling") <= 2 * MAX_WORDS, "{}", query);
        }
    }
}
