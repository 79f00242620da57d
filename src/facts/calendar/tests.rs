use crate::date::DayRange;
use crate::facts::fact::{Basis, Fact};
use crate::facts::reading::Reading;
use crate::facts::token::Tokens;
use crate::facts::vocabulary::Vocabulary;

/// The dates of a text of 2015-03-18, a Wednesday, as `quote = days`.
fn dates(text: &str) -> Vec<String> {
    let vocabulary = Vocabulary::builtin();
    let published = DayRange::parse("2015-03-18");
    let mut reading = Reading::new(Tokens::new(text), &vocabulary, published);
    super::recognise(&mut reading);
    let facts = reading.facts.into_iter();
    facts
        .filter_map(|fact| match fact {
            Fact::Date(date) => Some(format!(
                "{} = {}",
                date.span.of(text)?,
                date.days.map_or("?".to_owned(), |days| days.to_string())
            )),
            _ => None,
        })
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(dates(text), expected, "{text}");
}

#[test]
fn written_in_full() {
    check("It was signed on 2013-07-05.", &["2013-07-05 = 2013-07-05"]);
    check("They met there on 30/11/2013.", &["30/11/2013 = 2013-11-30"]);
    check("It was signed on 24.06.2013.", &["24.06.2013 = 2013-06-24"]);
    check("On Tuesday, July 9, 2013, he left", &["Tuesday, July 9, 2013 = 2013-07-09"]);
    check("On 9th of July 2013 he left", &["9th of July 2013 = 2013-07-09"]);
    check("By Feb. 1986 it was", &["Feb. 1986 = 1986-02"]);
    check("In July and October 1986", &["July = 1986-07", "October 1986 = 1986-10"]);
    check("between July, 1986 and May, 1987", &["July, 1986 = 1986-07", "May, 1987 = 1987-05"]);
    check("30 February 2013 and 2013-15-01", &[]);
}

#[test]
fn years_and_their_parts() {
    check("It fell in 1999.", &["1999 = 1999"]);
    check(
        "It fell in 1998-99 and 2003/04.",
        &["1998-99 = 1998-01-01..1999-12-31", "2003/04 = 2003-01-01..2004-12-31"],
    );
    check("in the late 1970s", &["late 1970s = 1977-01-01..1979-12-31"]);
    check(
        "the '60s and 1950's",
        &["'60s = 1960-01-01..1969-12-31", "1950's = 1950-01-01..1959-12-31"],
    );
    check("in early 2014", &["early 2014 = 2014-01-01..2014-04-30"]);
    check("in mid-2014", &["mid-2014 = 2014-05-01..2014-08-31"]);
    check("in the winter of 1988", &["winter of 1988 = 1988-12-01..1989-02-28"]);
    check(
        "Q2 2013 and the first half of 2012",
        &["Q2 2013 = 2013-04-01..2013-06-30", "first half of 2012 = 2012-01-01..2012-06-30"],
    );
    check(
        "the second quarter of next year",
        &["second quarter of next year = 2016-04-01..2016-06-30"],
    );
    check("Flight 1999, Resolution 2001 and 1,999 men", &[]);
    check("They have 1800 tanks at 2000 GMT", &[]);
    check("SU-2010 and FY2012 or 1-800-2000", &[]);
}

#[test]
fn months_and_weekdays_by_the_tense() {
    check("It was signed in July.", &["July = 2014-07"]);
    check("It will be signed in July.", &["July = 2015-07"]);
    check("Iran in January tested it.", &["January = 2015-01"]);
    check("It left on Thursday.", &["Thursday = 2015-03-12"]);
    check("It leaves; it will dock on Thursday.", &["Thursday = 2015-03-19"]);
    check("It left on Wednesday.", &["Wednesday = 2015-03-18"]);
    check("The ban is due to expire on May 4.", &["May 4 = 2015-05-04"]);
    check("The ban expired on May 4.", &["May 4 = 2014-05-04"]);
    check("They may march on, Theresa May said.", &[]);
    check("May 35 and the Monday paper", &[]);
}

#[test]
fn against_the_documents_day() {
    check("yesterday and tomorrow", &["yesterday = 2015-03-17", "tomorrow = 2015-03-19"]);
    check(
        "last Wednesday, next Wednesday",
        &["last Wednesday = 2015-03-11", "next Wednesday = 2015-03-25"],
    );
    check(
        "this week or earlier this week",
        &["this week = 2015-03-16..2015-03-22", "earlier this week = 2015-03-16..2015-03-18"],
    );
    check("later this month", &["later this month = 2015-03-18..2015-03-31"]);
    check("early last year", &["early last year = 2014-01-01..2014-04-30"]);
    check("May last year", &["May last year = 2014-05"]);
    check("last May", &["last May = 2014-05"]);
    check("last March", &["last March = 2014-03"]);
    check("last winter", &["last winter = 2014-12-01..2015-02-28"]);
    check("over the past month", &["past month = 2015-02-18..2015-03-18"]);
    check("over the next ten years", &["next ten years = 2015-03-18..2025-03-18"]);
    check("six months ago", &["six months ago = 2014-09"]);
    check("two weeks ago", &["two weeks ago = 2015-03-02..2015-03-08"]);
    check("a decade ago", &["a decade ago = 2005"]);
    check("two years after it was lifted", &[]);
    check("last weekend", &["last weekend = 2015-03-14..2015-03-15"]);
    check("the last week of May 2014", &["last week of May 2014 = 2014-05-26..2014-06-01"]);
    check("the second week of 2014", &["second week of 2014 = 2014-01-06..2014-01-12"]);
    check("It left on Friday the 13th.", &["Friday the 13th = 2015-03-13"]);
}

#[test]
fn nothing_is_invented() {
    let vocabulary = Vocabulary::builtin();
    let days = |text: &str, published: Option<&str>| {
        let published = published.and_then(DayRange::parse);
        let mut reading = Reading::new(Tokens::new(text), &vocabulary, published);
        super::recognise(&mut reading);
        match reading.facts.first() {
            Some(Fact::Date(date)) => (date.days.map(|days| days.to_string()), date.basis),
            other => panic!("{text}: {other:?}"),
        }
    };
    assert_eq!(days("It left last year", None), (None, Basis::FromDocument));
    assert_eq!(days("It left on Friday", Some("2015-03")), (None, Basis::FromDocument));
    assert_eq!(days("last year", Some("2015-03")), (Some("2014".to_owned()), Basis::FromDocument));
    let other = DayRange::parse("2014-10-07").unwrap();
    let expected = (Some("2014-07-10".to_owned()), Basis::Ambiguous(other));
    assert_eq!(days("on 07/10/2014", Some("2015")), expected);
}
