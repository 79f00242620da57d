//! Reads the dates of datelines, bylines, newswire heads and date fields.

use crate::date::DayRange;
use crate::passage::calendar::{DateToken, date_at, is_weekday, tokens};

/// Datelines and newswire heads have at most this many bytes; longer lines
/// are prose.
const MAX_DATELINE_BYTES: usize = 120;

/// Dates are read from lines of at most this many bytes. Bylines are longer
/// than datelines.
const MAX_DATED_LINE_BYTES: usize = 240;

/// A time of day has at most this many tokens.
const MAX_TIME_TOKENS: usize = 16;

/// After the date of a newswire head at most this many tokens name the agency.
const MAX_AGENCY_TOKENS: usize = 8;

/// Words that name the event a date belongs to.
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
    "sent",
];

/// Words that occur in a time of day.
const CLOCK: &[&str] = &[
    "am", "pm", "a", "m", "p", "t", "z", "h", "hrs", "hours", "gmt", "utc", "est", "edt", "et",
    "pst", "pdt", "pt", "cst", "cet", "cest", "bst", "ist", "pkt", "msk", "local", "time",
    "eastern", "central", "mountain", "pacific", "daylight", "standard", "summer",
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
/// The day is taken as written: no time zone moves it. `None` for a date
/// without a year, one that the calendar does not have, and one that can be
/// read as two days (`03/04/2011`). Text besides the date and the time of day
/// gives `None` too. Never panics; linear in the length of `text`.
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
    if text.len() > MAX_DATELINE_BYTES {
        return None;
    }
    if let Some(range) = DayRange::parse(text).or_else(|| compact(text)) {
        return Some(range);
    }
    let tokens = tokens(text);
    let start = tokens.iter().position(|token| !is_preamble(token))?;
    let tokens = tokens.get(start..)?;
    let matched = date_at(tokens)?;
    is_time(tokens.get(matched.tokens..)?).then_some(matched.date).flatten()
}

/// `20141121`.
fn compact(text: &str) -> Option<DayRange> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..)?);
    DayRange::parse(&format!("{year}-{month}-{day}"))
}

/// Whether the token can stand before a date: a weekday, a cue or a mark.
fn is_preamble(token: &DateToken<'_>) -> bool {
    match token {
        DateToken::Word(word) => is_weekday(word) || is_one_of(word, CUES),
        DateToken::Mark(mark) => matches!(mark, ',' | '.' | ':' | '('),
        DateToken::Number(..) => false,
    }
}

/// Whether the tokens form a time of day. No tokens at all do, too.
fn is_time(tokens: &[DateToken<'_>]) -> bool {
    let has_numbers = tokens.iter().any(|token| matches!(token, DateToken::Number(..)));
    let is_unit = |token: &DateToken<'_>| is_word(token) || *token == DateToken::Mark(':');
    let has_units = tokens.iter().any(is_unit);
    tokens.len() <= MAX_TIME_TOKENS
        // "21 Nov 2014 7" has a number that nothing marks as an hour.
        && (!has_numbers || has_units)
        && (0..tokens.len()).all(|index| is_time_token(tokens, index))
}

fn is_time_token(tokens: &[DateToken<'_>], index: usize) -> bool {
    match tokens.get(index) {
        Some(DateToken::Word(word)) => {
            is_one_of(word, CLOCK) || is_one_of(word, CUES) || is_weekday(word)
        }
        Some(DateToken::Number(_, digits)) => {
            let previous = index.checked_sub(1).and_then(|previous| tokens.get(previous));
            // A fraction of a second or a time zone has any number of digits.
            let is_fraction_or_zone = matches!(previous, Some(DateToken::Mark('.' | '+' | '-')));
            // "2300 GMT".
            let is_military = *digits == 4 && tokens.get(index + 1).is_some_and(is_word);
            *digits <= 2 || is_fraction_or_zone || is_military
        }
        Some(DateToken::Mark(mark)) => ":.,+-()|–".contains(*mark),
        None => false,
    }
}

fn is_word(token: &DateToken<'_>) -> bool {
    matches!(token, DateToken::Word(_))
}

/// A date among the tokens of a line.
struct LocatedDate {
    /// Index of its first token.
    start: usize,
    /// One past the index of its last token.
    end: usize,
    /// The date, if the line gives its year.
    date: Option<DayRange>,
}

/// The first date among the tokens. The end of a range (`21-23 June 2014`) is
/// not taken for a date.
fn locate(tokens: &[DateToken<'_>]) -> Option<LocatedDate> {
    (0..tokens.len()).find_map(|start| {
        let matched = date_at(tokens.get(start..)?)?;
        let before = |back: usize| start.checked_sub(back).and_then(|index| tokens.get(index));
        let follows_number = matches!(before(1), Some(DateToken::Number(..)));
        let ends_range = matches!(before(1), Some(DateToken::Mark('-' | '–' | '/' | '&')))
            && matches!(before(2), Some(DateToken::Number(..)));
        let end = start + matched.tokens;
        let date = matched.date;
        (!follows_number && !ends_range).then_some(LocatedDate { start, end, date })
    })
}

/// The first date of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LineDate {
    /// The date, if the line gives its year.
    pub(crate) date: Option<DayRange>,
    /// Whether the line has only the date, a time of day, a place before it
    /// or a word such as "Updated".
    pub(crate) is_dateline: bool,
    /// Whether the line starts with a word such as "Published", so that its
    /// date is the article's wherever the line stands.
    pub(crate) is_cued: bool,
}

/// Reads the first date of a line; `None` for a line without a date and for
/// one that is too long for a byline.
pub(super) fn line_date(line: &str) -> Option<LineDate> {
    // Every form of a date has a digit: most lines are not tokenised.
    if line.len() > MAX_DATED_LINE_BYTES || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let tokens = tokens(line);
    let located = locate(&tokens)?;
    Some(LineDate {
        date: located.date,
        is_dateline: line.len() <= MAX_DATELINE_BYTES && is_dateline(&tokens, &located),
        is_cued: matches!(tokens.first(), Some(DateToken::Word(word))
            if is_one_of(word, CUES) && !is_one_of(word, PROSE)),
    })
}

/// Whether only a place, a preamble or a time stands before the date, and
/// only a time or a second date after it.
fn is_dateline(tokens: &[DateToken<'_>], located: &LocatedDate) -> bool {
    let before = tokens.get(..located.start).unwrap_or_default();
    let after = tokens.get(located.end..).unwrap_or_default();
    // "TUG REPORT OF OSLO - FEB 26" is a headline: after a dash the date
    // needs its year.
    let ends_in_dash = matches!(before.last(), Some(DateToken::Mark('-' | '–' | '—')));
    let is_place = is_place(before) && (!ends_in_dash || located.date.is_some());
    let accepts_before = before.iter().all(is_preamble) || is_time(before) || is_place;
    accepts_before && (is_time(after) || is_second_date(after))
}

/// `- Updated November 22, 2014`, after a first date.
fn is_second_date(tokens: &[DateToken<'_>]) -> bool {
    let is_skipped =
        |token: &DateToken<'_>| is_preamble(token) || matches!(token, DateToken::Mark(_));
    let start = tokens.iter().position(|token| !is_skipped(token)).unwrap_or(tokens.len());
    let date = tokens.get(start..).unwrap_or_default();
    let after = date_at(date).and_then(|matched| date.get(matched.tokens..));
    after.is_some_and(is_time)
}

/// One to four capitalised words with a mark after them.
fn is_place(tokens: &[DateToken<'_>]) -> bool {
    let words = tokens.iter().filter(|token| is_word(token)).count();
    let is_part = |token: &DateToken<'_>| match token {
        DateToken::Word(word) => word.starts_with(char::is_uppercase) && !is_one_of(word, PROSE),
        DateToken::Mark(mark) => ",./()|-–—:".contains(*mark),
        DateToken::Number(..) => false,
    };
    (1..=4).contains(&words)
        && tokens.iter().all(is_part)
        && matches!(tokens.last(), Some(DateToken::Mark(_)))
}

/// A date at the start of a paragraph is looked for in this many bytes.
const OPENING_BYTES: usize = 40;

/// Whether a paragraph begins with a date and its year, as an entry of a chronology
/// does.
pub(crate) fn begins_with_date(paragraph: &str) -> bool {
    let opening = paragraph.char_indices().take_while(|&(at, _)| at < OPENING_BYTES).last();
    let opening = opening.and_then(|(at, _)| paragraph.get(..at)).unwrap_or_default();
    date_at(&tokens(opening)).is_some_and(|matched| matched.date.is_some())
}

/// A newswire head: place, date and agency at the start of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Newswire {
    /// Its date, if it gives the year.
    pub(crate) date: Option<DayRange>,
}

/// The newswire head of a paragraph: `OSLO, Nov 21 2014 (Wire) - The yard`.
pub(crate) fn newswire(paragraph: &str) -> Option<Newswire> {
    if !paragraph.starts_with(char::is_uppercase) {
        return None;
    }
    let mut dashes = [" - ", " – ", " — ", " -- ", "--", "—"].into_iter();
    let opening = paragraph.char_indices().take_while(|&(at, _)| at < MAX_DATELINE_BYTES).last();
    let opening = paragraph.get(..opening?.0)?;
    let (head, _) = dashes.find_map(|dash| opening.split_once(dash))?;
    let tokens = tokens(head);
    let located = locate(&tokens)?;
    let agency = tokens.get(located.end..)?;
    let is_agency = agency.is_empty()
        || (agency.first() == Some(&DateToken::Mark('(')) && agency.len() <= MAX_AGENCY_TOKENS);
    (is_place(tokens.get(..located.start)?) && is_agency).then_some(Newswire { date: located.date })
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
            "June 7, 2012 09:00 AM Eastern Daylight Time",
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
        let is_dateline = |line: &str| line_date(line).is_some_and(|date| date.is_dateline);
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
    fn entries_of_chronologies() {
        for entry in ["12 January 2011 – The council", "June 2001\nThe", "2011-03-05: four boats"]
        {
            assert!(begins_with_date(entry), "{entry}");
        }
        for entry in ["On 12 January 2011 the council", "12 January – it", "Oslo, 2011", "é", ""]
        {
            assert!(!begins_with_date(entry), "{entry}");
        }
    }

    #[test]
    fn dates_in_bylines() {
        let check = |text: &str, day: &str| {
            let date = line_date(text).and_then(|date| date.date);
            assert_eq!(written(date).unwrap_or_default(), day, "{text}");
        };
        check("By Ann Lee | November 21, 2014", "2014-11-21");
        check("By Ann Lee, Nov 21", "");
        check("Oslo, 21-23 June 2014", "");
        check("31 Nov 2014", "");
        check("By Ann Lee", "");
    }
}
