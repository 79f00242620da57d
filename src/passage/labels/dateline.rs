//! Dates at the head of an article and in a document's date field.

use crate::date::DayRange;
use crate::passage::calendar::{DateToken, date_at, is_weekday, tokens};

/// Heads longer than this many bytes are prose, not datelines.
const LONGEST: usize = 120;

/// A time of day is of no more tokens than this.
const MOST_TIME: usize = 16;

/// Words that say what a date is the date of.
const CUES: &[&str] = &[
    "published",
    "updated",
    "posted",
    "modified",
    "created",
    "last",
    "first",
    "date",
    "dated",
    "on",
    "at",
    "release",
    "released",
    "issued",
    "edition",
    "print",
];

/// Words of the time of day.
const CLOCK: &[&str] = &[
    "am", "pm", "a", "m", "p", "t", "z", "h", "hrs", "hours", "gmt", "utc", "est", "edt", "et",
    "pst", "pdt", "pt", "cst", "cet", "cest", "bst", "ist", "pkt", "msk", "local", "time",
];

/// Words that begin a sentence about a date, not a dateline.
const PROSE: &[&str] = &[
    "on", "in", "by", "since", "from", "until", "after", "before", "as", "the", "between", "at",
    "during", "for", "of", "a", "an", "when", "while", "and", "is", "was", "were", "has", "to",
];

fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|listed| listed.eq_ignore_ascii_case(word))
}

/// Reads a document's date field: `2014-11-21`, `2014-11-21T13:50:00Z`,
/// `26-FEB-1987 15:01:01.79`, `November 21, 2014`, `Fri, 21 Nov 2014 10:00:00
/// GMT`, `20141121`, `2014-06` or `2014`.
///
/// The day is taken as it is written: no time zone moves it. A date without a
/// year, one the calendar does not have and one that can be read as two days
/// (`03/04/2011`) give `None`, and so does any text besides the date and the
/// time of day. Never panics; linear in the length of `text`.
///
/// ```
/// use ibid::passage::parse_date;
///
/// let day = parse_date("Fri, 21 Nov 2014 23:30:00 -0500").unwrap();
/// assert_eq!(day.to_string(), "2014-11-21");
/// assert_eq!(parse_date("June 2014").unwrap().to_string(), "2014-06");
/// assert_eq!(parse_date("03/04/2011"), None);
/// ```
#[must_use]
pub fn parse_date(text: &str) -> Option<DayRange> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    if let Some(range) = DayRange::parse(text).or_else(|| compact(text)) {
        return Some(range);
    }
    let tokens = tokens(text);
    let start = tokens.iter().position(|token| !is_preamble(token))?;
    let tokens = tokens.get(start..)?;
    let (date, length) = date_at(tokens)?;
    is_time(tokens.get(length..)?).then_some(date).flatten()
}

/// `20141121`.
fn compact(text: &str) -> Option<DayRange> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..)?);
    DayRange::parse(&format!("{year}-{month}-{day}"))
}

fn is_preamble(token: &DateToken<'_>) -> bool {
    match token {
        DateToken::Word(word) => is_weekday(word) || is_one_of(word, CUES),
        DateToken::Mark(mark) => matches!(mark, ',' | '.' | ':' | '('),
        DateToken::Number(..) => false,
    }
}

/// Whether the tokens are those of a time of day, or nothing.
fn is_time(tokens: &[DateToken<'_>]) -> bool {
    let is_word = |token: &DateToken<'_>| matches!(token, DateToken::Word(_));
    let numbers = tokens.iter().any(|token| matches!(token, DateToken::Number(..)));
    let told = tokens.iter().any(|token| is_word(token) || *token == DateToken::Mark(':'));
    let fits = tokens.iter().enumerate().all(|(place, token)| match token {
        DateToken::Word(word) => {
            is_one_of(word, CLOCK) || is_one_of(word, CUES) || is_weekday(word)
        }
        DateToken::Number(_, length) => {
            let before = place.checked_sub(1).and_then(|before| tokens.get(before));
            let free = matches!(before, Some(DateToken::Mark('.' | '+' | '-')));
            *length <= 2 || free || (*length == 4 && tokens.get(place + 1).is_some_and(is_word))
        }
        DateToken::Mark(mark) => ":.,+-()|–".contains(*mark),
    });
    fits && tokens.len() <= MOST_TIME && (!numbers || told)
}

/// Where the first date stands among the tokens, how long it is and what it
/// says, where it has a year. The end of a range (`21-23 June 2014`) is none.
fn locate(tokens: &[DateToken<'_>]) -> Option<(usize, usize, Option<DayRange>)> {
    (0..tokens.len()).find_map(|at| {
        let (date, length) = date_at(tokens.get(at..)?)?;
        let before = |back: usize| at.checked_sub(back).and_then(|place| tokens.get(place));
        let after_number = matches!(before(1), Some(DateToken::Number(..)));
        let after_range = matches!(before(1), Some(DateToken::Mark('-' | '–' | '/' | '&')))
            && matches!(before(2), Some(DateToken::Number(..)));
        (!after_number && !after_range).then_some((at, length, date))
    })
}

/// The date, with its year, in a byline or dateline.
pub(crate) fn date_in(line: &str) -> Option<DayRange> {
    if line.len() > 2 * LONGEST {
        return None;
    }
    locate(&tokens(line))?.2
}

/// Whether a line says that its date is the article's: "Published: ...".
pub(crate) fn is_cued(line: &str) -> bool {
    let cue = tokens(line.get(..LONGEST.min(line.len())).unwrap_or_default());
    matches!(cue.first(), Some(DateToken::Word(word)) if is_one_of(word, CUES) && !is_one_of(word, PROSE))
}

/// Whether a line is a date only, with or without a time of day, a place
/// before it or a word such as "Updated".
pub(super) fn is_dateline(line: &str) -> bool {
    if line.len() > LONGEST || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let tokens = tokens(line);
    let Some((at, length, date)) = locate(&tokens) else {
        return false;
    };
    let before = tokens.get(..at).unwrap_or_default();
    let after = tokens.get(at + length..).unwrap_or_default();
    let dashed = matches!(before.last(), Some(DateToken::Mark('-' | '–' | '—')));
    let place = is_place(before) && (!dashed || date.is_some());
    let preamble = before.iter().all(is_preamble) || is_time(before) || place;
    preamble && (is_time(after) || is_second_date(after))
}

/// `- Updated November 22, 2014`, after a first date.
fn is_second_date(tokens: &[DateToken<'_>]) -> bool {
    let skip = |token: &DateToken<'_>| is_preamble(token) || matches!(token, DateToken::Mark(_));
    let start = tokens.iter().position(|token| !skip(token)).unwrap_or(tokens.len());
    let rest = tokens.get(start..).unwrap_or_default();
    date_at(rest).is_some_and(|(_, length)| is_time(rest.get(length..).unwrap_or_default()))
}

/// One to four capitalised words with a mark after them.
fn is_place(tokens: &[DateToken<'_>]) -> bool {
    let words = tokens.iter().filter(|token| matches!(token, DateToken::Word(_))).count();
    let fits = tokens.iter().all(|token| match token {
        DateToken::Word(word) => word.starts_with(char::is_uppercase) && !is_one_of(word, PROSE),
        DateToken::Mark(mark) => ",./()|-–—:".contains(*mark),
        DateToken::Number(..) => false,
    });
    (1..=4).contains(&words) && fits && matches!(tokens.last(), Some(DateToken::Mark(_)))
}

/// A newswire head: place, date and agency at the start of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Newswire {
    /// Its date, where it has a year.
    pub(crate) date: Option<DayRange>,
}

/// The newswire head of a paragraph: `OSLO, Nov 21 2014 (Wire) - The yard`.
pub(crate) fn newswire(paragraph: &str) -> Option<Newswire> {
    if !paragraph.starts_with(char::is_uppercase) {
        return None;
    }
    let mut dashes = [" - ", " – ", " — ", " -- ", "--", "—"].into_iter();
    let head = paragraph.char_indices().take_while(|&(at, _)| at < LONGEST).last();
    let head = paragraph.get(..head?.0)?;
    let (head, _) = dashes.find_map(|dash| head.split_once(dash))?;
    let tokens = tokens(head);
    let (at, length, date) = locate(&tokens)?;
    let agency = tokens.get(at + length..)?;
    let named = agency.is_empty() || agency.first() == Some(&DateToken::Mark('('));
    (is_place(tokens.get(..at)?) && named && agency.len() <= 8).then_some(Newswire { date })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(date: Option<DayRange>) -> Option<String> {
        date.map(|date| date.to_string())
    }

    #[test]
    fn fields() {
        let check = |text: &str, day: &str| {
            assert_eq!(written(parse_date(text)).unwrap_or_default(), day, "{text}");
        };
        check("2014-11-21T13:50:00Z", "2014-11-21");
        check("2014-11-21T23:50:00.123+05:30", "2014-11-21");
        check("2014-11-21 13:50", "2014-11-21");
        check("26-FEB-1987 15:01:01.79", "1987-02-26");
        check(" 2-MAR-1987 04:45:57.78", "1987-03-02");
        check("November 21, 2014", "2014-11-21");
        check("21 Nov 2014", "2014-11-21");
        check("Fri, 21 Nov 2014 10:00:00 GMT", "2014-11-21");
        check("Published: 5 June 2014 at 10:30 am", "2014-06-05");
        check("2014", "2014");
        check("2014-06", "2014-06");
        check("June 2014", "2014-06");
        check("20141121", "2014-11-21");
        check("25/12/2014", "2014-12-25");
        check("03/04/2011", "");
        check("20141131", "");
        check("2014-11-31", "");
        check("2014-02-29T10:00:00Z", "");
        check("31 Nov 2014", "");
        check("Nov 21", "");
        check("November 21, 2014 in Oslo", "");
        check("21 Nov 2014 7", "");
        check("yesterday", "");
        check("", "");
        check("99999999999999999999", "");
    }

    #[test]
    fn datelines() {
        let yes = [
            "01:50 PM, November 21, 2014",
            "November 21, 2014",
            "21 Nov. 2014",
            "2014-11-21",
            "OSLO, Nov 21",
            "Oslo, Norway | 21 November 2014",
            "Published: 5 June 2014",
            "Updated June 2014",
            "Published June 5, 2014 - Updated June 6, 2014",
            "03/04/2011",
            "Wednesday, 3 March 2011, 10:15 GMT",
        ];
        let no = [
            "On November 21, 2014 the yard sold two tugs",
            "In June 2014",
            "Oslo talks of June 2014",
            "May 35",
            "2014",
            "Tugs sold 21 November 2014 in Oslo",
            "Oslo",
            "SEP7  5538A        5538  5540",
            "TUG AND BARGE REPORT OF OSLO - FEB 26",
            "",
        ];
        for line in yes {
            assert!(is_dateline(line), "{line}");
        }
        for line in no {
            assert!(!is_dateline(line), "{line}");
        }
    }

    #[test]
    fn newswire_heads() {
        let check = |text: &str, expected: Option<Option<&str>>| {
            let expected = expected.map(|date| date.map(str::to_owned));
            assert_eq!(newswire(text).map(|head| written(head.date)), expected, "{text}");
        };
        check("OSLO, Nov 21 2014 (Wire) - The yard", Some(Some("2014-11-21")));
        check("Oslo, 21 November 2014 – The yard", Some(Some("2014-11-21")));
        check("OSLO, Nov 21 (Wire) - The yard", Some(None));
        check("On November 21, 2014 – a Friday – it sold", None);
        check("The yard, on June 5, 2014 - a Friday", None);
        check("OSLO (Wire) - The yard of June 5, 2014", None);
        check("é", None);
        check("", None);
    }

    #[test]
    fn dates_in_bylines() {
        let check = |text: &str, day: &str| {
            assert_eq!(written(date_in(text)).unwrap_or_default(), day, "{text}");
        };
        check("By Ann Lee | November 21, 2014", "2014-11-21");
        check("By Ann Lee, Nov 21", "");
        check("Oslo, 21-23 June 2014", "");
        check("31 Nov 2014", "");
        check("By Ann Lee", "");
    }
}
