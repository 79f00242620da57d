//! What a search passes over could not have been among the best: places,
//! scores and order are those of a ranking of which nothing can be left out,
//! as it has room for every passage.
//!
//! `IBID_QUERIES` says how many queries each index is asked.

mod asked;
mod shelf;

use std::collections::{BTreeMap, BTreeSet};

use ibid::rank::Profile;
use ibid::{Document, Index, Query};

use crate::common::queries;
use asked::Asked;
use shelf::{Shape, Shelf, in_one, in_segments, replaced, shelved, vocabulary};

/// Queries an index is asked unless told otherwise.
const QUERIES: u32 = 100;

const FLAT: Shape = Shape { passages: 1, titled: 0 };
const TITLED: Shape = Shape { passages: 1, titled: 60 };
const LONG: Shape = Shape { passages: 12, titled: 60 };

/// A passage and the bits of its score.
type Place = ((String, u32), u32);

fn places(index: &Index, query: &Query, profile: &Profile) -> Vec<Place> {
    let ranking = index.rank(query, profile).unwrap();
    let passages = ranking.passages().unwrap();
    let distinct: BTreeSet<&(String, u32)> = passages.iter().collect();
    assert_eq!(distinct.len(), passages.len(), "a passage stands twice for {query:?}");
    let scores: Vec<u32> = ranking.scores().map(f32::to_bits).collect();
    passages.into_iter().zip(scores).collect()
}

/// With room for every passage.
fn all(shelf: &Shelf, query: &Query) -> Query {
    query.clone().limit(shelf.index.stats().unwrap().passages as usize + 1).offset(0)
}

fn said(shelf: &Shelf, query: &Query, profile: &Profile) -> String {
    format!("{}: {query:?} by {}", shelf.name, serde_json::to_string(profile).unwrap())
}

/// The places that are asked for, of all.
fn page<T: Clone>(all: &[T], query: &Query) -> Vec<T> {
    all.iter().skip(query.get_offset()).take(query.get_limit()).cloned().collect()
}

fn check_first_stage(shelf: &Shelf, asked: &mut Asked<'_>) -> usize {
    let (query, profile) = (asked.query(), asked.profile());
    let exhaustive = places(&shelf.index, &all(shelf, &query), &profile);
    if profile == Profile::fast() {
        assert_eq!(shelf.index.count(&query).unwrap(), exhaustive.len(), "{query:?}");
    }
    for limit in [1, 10, 37] {
        let offset = *asked.random.one_of(&[0, 0, 3, 25]);
        let query = query.clone().limit(limit).offset(offset);
        check_page(shelf, &query, &profile, &exhaustive);
    }
    exhaustive.len()
}

fn check_page(shelf: &Shelf, query: &Query, profile: &Profile, exhaustive: &[Place]) {
    let found = places(&shelf.index, query, profile);
    assert_eq!(found, page(exhaustive, query), "{}", said(shelf, query, profile));
}

/// Where one passage a document, or two, are wanted, and documents are ranked.
fn check_documents(shelf: &Shelf, asked: &mut Asked<'_>) {
    let (query, profile) = (asked.query(), asked.profile());
    let all = all(shelf, &query);
    let query = query.limit(10).offset(*asked.random.one_of(&[0, 4]));
    let ranked = |query: &Query| shelf.index.search_documents(query, &profile).unwrap();
    assert_eq!(ranked(&query), page(&ranked(&all), &query), "{}", said(shelf, &query, &profile));
    let most = 1 + asked.random.below(2);
    let [query, all] = [query, all].map(|query| query.per_document(most));
    let ranked = |query: &Query| places(&shelf.index, query, &profile);
    assert_eq!(ranked(&query), page(&ranked(&all), &query), "{}", said(shelf, &query, &profile));
}

/// The second stage is given the best of the first, and ranks them as it
/// would all.
fn check_second_stage(shelf: &Shelf, asked: &mut Asked<'_>) {
    let query = asked.query();
    let depth = *asked.random.one_of(&[40, 200]);
    let profile = Profile::balanced().with_depth(depth);
    let mut first_stage = profile.clone().with_proximity(0.0);
    first_stage.feedback.weight = 0.0;
    let all = all(shelf, &query);
    let scores: BTreeMap<(String, u32), u32> =
        places(&shelf.index, &all, &profile).into_iter().collect();
    let mut expected = places(&shelf.index, &all, &first_stage);
    expected.truncate(depth);
    for (passage, score) in &mut expected {
        *score = scores[passage];
    }
    expected.sort_by(|(a, one), (b, other)| {
        f32::from_bits(*other).total_cmp(&f32::from_bits(*one)).then_with(|| a.cmp(b))
    });
    let query = query.limit(*asked.random.one_of(&[1, 10, 37]));
    let found = places(&shelf.index, &query, &profile);
    assert_eq!(found, page(&expected, &query), "{}", said(shelf, &query, &profile));
}

/// The second stage drops candidates for which a page has no place: the pages
/// are those of a ranking that has a place for each.
fn check_dropped(shelf: &Shelf, asked: &mut Asked<'_>) {
    let (query, profile) = (asked.query(), asked.looking_further());
    let all = places(&shelf.index, &query.clone().limit(profile.depth), &profile);
    for limit in [1, 10, 37] {
        let query = query.clone().limit(limit).offset(*asked.random.one_of(&[0, 0, 3]));
        check_page(shelf, &query, &profile, &all);
        let most = 1 + asked.random.below(2);
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        let mut expected = all.clone();
        expected.retain(|((id, _), _)| {
            let count = taken.entry(id.clone()).or_default();
            *count += 1;
            *count <= most
        });
        // With fewer a search looks further down.
        if expected.len() >= query.get_offset() + limit {
            check_page(shelf, &query.per_document(most), &profile, &expected);
        }
    }
}

/// What is learnt is ranked with in the first stage.
fn check_learnt(shelf: &Shelf, asked: &mut Asked<'_>) {
    let mut profile = Profile::balanced().with_depth(60).with_proximity(0.0);
    profile.feedback.retrieve = true;
    let query = asked.query().limit(10);
    let scores = |query: &Query| -> Vec<f32> {
        shelf.index.rank(query, &profile).unwrap().scores().collect()
    };
    let exhaustive = scores(&all(shelf, &query));
    assert_eq!(scores(&query), page(&exhaustive, &query), "{}", said(shelf, &query, &profile));
}

/// Hits are what has the words, whatever lists are asked for them. Function
/// words are not asked for: they count only where there are no others.
fn check_words(shelf: &Shelf, asked: &mut Asked<'_>) {
    let count = 1 + asked.random.below(3);
    let [any, required, excluded] = [count, asked.random.below(2), asked.random.below(3)]
        .map(|count| (0..count).map(|_| asked.content_word()).collect::<Vec<String>>());
    let part = |sign: &str, words: &[String]| -> String {
        words.iter().flat_map(|word| [sign, word.as_str(), " "]).collect()
    };
    let text = part("", &any) + &part("+", &required) + &part("-", &excluded);
    let query = Query::new(text).as_typed();
    let mut found: Vec<(String, u32)> = places(&shelf.index, &all(shelf, &query), &Profile::fast())
        .into_iter()
        .map(|p| p.0)
        .collect();
    found.sort();
    let mut expected = Vec::new();
    for document in &shelf.documents {
        let words: Vec<&str> =
            document.text.split_whitespace().chain(document.title.split_whitespace()).collect();
        let has = |word: &String| words.contains(&word.as_str());
        let has_some =
            if required.is_empty() { any.iter().any(has) } else { required.iter().all(has) };
        if has_some && !excluded.iter().any(has) {
            expected.push((document.id.clone(), 0));
        }
    }
    expected.sort();
    assert_eq!(found, expected, "{}", said(shelf, &query, &Profile::fast()));
}

/// A filter of dates, and what it lets through.
type Dated = (&'static str, fn(&Document) -> bool);

/// What must or must not be in a hit restricts hits and scores none of them
/// otherwise.
fn check_signed(shelf: &Shelf, asked: &mut Asked<'_>) {
    let words: Vec<String> = (0..=asked.random.below(4)).map(|_| asked.content_word()).collect();
    let required = asked.random.below(words.len());
    let mut signed = String::new();
    for (number, word) in words.iter().enumerate() {
        let sign = if number == required || asked.random.percent(40) { "+" } else { "" };
        signed.extend([sign, word, " "]);
    }
    let dated: &[Dated] = &[
        ("", |_| true),
        ("date:2014", |document| document.date.is_some()),
        ("-date:2014", |document| document.date.is_none()),
    ];
    let (filter, fits) = asked.random.one_of(dated);
    signed += filter;
    let profile = asked.profile();
    let scores = |text: &str| -> BTreeMap<(String, u32), u32> {
        let query = all(shelf, &Query::new(text).as_typed());
        places(&shelf.index, &query, &profile).into_iter().collect()
    };
    let plain = scores(&words.join(" "));
    let fitting = shelf.documents.iter().filter(|document| fits(document));
    let fitting: BTreeSet<&str> = fitting.map(|document| document.id.as_str()).collect();
    for (place, score) in scores(&signed) {
        assert!(fitting.contains(place.0.as_str()), "{place:?} by {signed:?} in {}", shelf.name);
        assert_eq!(plain.get(&place), Some(&score), "{place:?} by {signed:?} in {}", shelf.name);
    }
}

fn check(shelf: &Shelf) {
    let mut asked = Asked::new(shelf);
    let mut hits = 0;
    for number in 0..queries(QUERIES) {
        match number % 8 {
            0 => check_second_stage(shelf, &mut asked),
            1 => check_documents(shelf, &mut asked),
            2 if number % 16 == 2 => check_learnt(shelf, &mut asked),
            3 => check_dropped(shelf, &mut asked),
            4 => check_signed(shelf, &mut asked),
            _ => hits += check_first_stage(shelf, &mut asked),
        }
    }
    assert!(hits > QUERIES as usize * 20, "{}: only {hits} hits to pass over", shelf.name);
}

#[test]
fn of_documents_of_one_passage() {
    check(&in_one("flat", FLAT, 2500));
}

/// Another word for a typed one counts for less and covers the concept in
/// part. A list that was left out and asked for such a word promised all of
/// the coverage, which put the bar too high for others.
#[test]
fn what_counts_in_part_covers_in_part() {
    let shelf = in_one("flat", FLAT, 2500);
    let mut profile = Profile::balanced().with_proximity(0.0);
    profile.feedback.weight = 0.0;
    for text in ["farpo embargo", "sanctions karo", "deal", "pact farpo karo"] {
        let query = Query::new(text);
        let exhaustive = places(&shelf.index, &all(&shelf, &query), &profile);
        for limit in 1..100 {
            check_page(&shelf, &query.clone().limit(limit), &profile, &exhaustive);
        }
    }
}

/// A word required twice was one list asked of itself: having led, it was past
/// the passage when it was asked for it, and nearly nothing was found.
#[test]
fn a_word_required_twice_is_required_once() {
    for shelf in [in_one("flat", FLAT, 700), in_one("passages", LONG, 100)] {
        let count = |typed: &str| shelf.index.count(&Query::new(typed).as_typed()).unwrap();
        let mut found = 0;
        for word in vocabulary().iter().take(40) {
            let once = count(&format!("+{word}"));
            found += once;
            for typed in ["+W +W", "+W (+W +W)"].map(|typed| typed.replace('W', word)) {
                assert_eq!(count(&typed), once, "{typed} in {}", shelf.name);
            }
        }
        assert!(found > 100, "{found} passages in {}", shelf.name);
    }
}

/// Blocks whose passages promise too little by their texts are passed over,
/// but not the passages in them whose titles have the word.
#[test]
fn titles_count_where_texts_are_leapt_over() {
    let shelf = in_one("titled", TITLED, 5000);
    let mut profile = Profile::fast();
    profile.title_weight = 100.0;
    for (document_share, word) in vocabulary().iter().take(30).flat_map(|w| [(0.4, w), (1.0, w)]) {
        profile.document_share = document_share;
        let query = Query::new(word.as_str()).as_typed();
        let exhaustive = places(&shelf.index, &all(&shelf, &query), &profile);
        for limit in [1, 10, 37] {
            check_page(&shelf, &query.clone().limit(limit), &profile, &exhaustive);
        }
    }
}

/// Where all blocks promise the same, those that are looked at first are
/// passed over like the others once titles have put the bar higher; what they
/// have is not to be found twice.
#[test]
fn nothing_is_found_twice() {
    let document = |number: usize| {
        let title = if number.is_multiple_of(97) { "karo" } else { "" };
        Document::new(format!("d{number:04}"), "karo farpo").with_title(title)
    };
    let shelf = shelved("alike", (0..1500).map(document).collect());
    let mut profile = Profile::fast();
    (profile.title_weight, profile.document_share) = (100.0, 1.0);
    let query = Query::new("karo");
    let exhaustive = places(&shelf.index, &all(&shelf, &query), &profile);
    for limit in 1..40 {
        check_page(&shelf, &query.clone().limit(limit), &profile, &exhaustive);
    }
}

#[test]
fn of_documents_with_titles() {
    check(&in_one("titled", TITLED, 2000));
}

#[test]
fn of_documents_of_many_passages() {
    check(&in_one("passages", LONG, 350));
}

#[test]
fn of_several_segments() {
    check(&in_segments("segments", &[FLAT, LONG, TITLED], 600));
}

#[test]
fn where_passages_were_deleted() {
    check(&replaced("replaced", TITLED, 2000));
    check(&replaced("replaced passages", LONG, 250));
}

#[test]
fn hits_have_the_words() {
    for shelf in [in_one("flat", FLAT, 700), replaced("replaced", TITLED, 700)] {
        let mut asked = Asked::new(&shelf);
        (0..queries(QUERIES) / 4).for_each(|_| check_words(&shelf, &mut asked));
    }
}
