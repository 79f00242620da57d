//! Dates as people write them, read from words and numbers.

use crate::date::{Day, DayRange};
use crate::passage::layout::line::is_blank;

/// A word, a number or a mark of a short text; blanks are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateToken<'t> {
    /// Letters.
    Word(&'t str),
    /// Digits: their value and how many there are.
    Number(u32, usize),
    /// Anything else.
    Mark(char),
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Years that an article can be of.
const YEARS: std::ops::RangeInclusive<u32> = 1500..=2199;

/// The tokens of a text. `st`, `nd`, `rd` and `th` after a number are part of
/// the number.
pub(super) fn tokens(text: &str) -> Vec<DateToken<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start_matches(is_blank);
    while let Some(first) = rest.chars().next() {
        let kind: fn(char) -> bool = match first {
            '0'..='9' => |c| c.is_ascii_digit(),
            _ if first.is_alphabetic() => |c| c.is_alphabetic(),
            _ => |_| false,
        };
        let length = rest.find(|c| !kind(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (token, after) = rest.split_at(length);
        tokens.push(match first {
            '0'..='9' => DateToken::Number(token.parse().unwrap_or(u32::MAX), length),
            _ if first.is_alphabetic() => DateToken::Word(token),
            _ => DateToken::Mark(first),
        });
        let after = if first.is_ascii_digit() { without_ordinal(after) } else { after };
        rest = after.trim_start_matches(is_blank);
    }
    tokens
}

fn without_ordinal(rest: &str) -> &str {
    let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|ending| rest.strip_prefix(ending));
    ordinal.filter(|rest| !rest.starts_with(char::is_alphanumeric)).unwrap_or(rest)
}

/// The number, from 1, of a month's English name or its first three letters
/// or more.
pub(super) fn month(word: &str) -> Option<u8> {
    let place = MONTHS.iter().position(|month| {
        let whole = word.len() == month.len() || word.len() == 3;
        let sept = word.len() == 4 && *month == "september";
        (whole || sept) && is_start(month, word)
    })?;
    u8::try_from(place + 1).ok()
}

pub(super) fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() >= 3 && DAYS.iter().any(|day| is_start(day, word))
}

/// Whether `name` starts with `word`, in any case.
fn is_start(name: &str, word: &str) -> bool {
    name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The date that `tokens` begin with and how many tokens it takes; without a
/// year in it, the day or month is `None`.
pub(super) fn date_at(tokens: &[DateToken<'_>]) -> Option<(Option<DayRange>, usize)> {
    let forms = [month_day, day_month, year_first, day_or_month_first, month_year];
    forms.iter().find_map(|form| form(tokens))
}

type Found = Option<(Option<DayRange>, usize)>;

fn small(token: Option<&DateToken<'_>>) -> Option<u8> {
    match token {
        Some(&DateToken::Number(value, 1 | 2)) => u8::try_from(value).ok(),
        _ => None,
    }
}

fn year(token: Option<&DateToken<'_>>) -> Option<i32> {
    match token {
        Some(&DateToken::Number(value, 4)) if YEARS.contains(&value) => i32::try_from(value).ok(),
        _ => None,
    }
}

fn named_month(token: Option<&DateToken<'_>>) -> Option<u8> {
    match token {
        Some(DateToken::Word(word)) => month(word),
        _ => None,
    }
}

/// The place after the marks at `at` that are in `marks`.
fn past(tokens: &[DateToken<'_>], at: usize, marks: &[char]) -> usize {
    let rest = tokens.get(at..).unwrap_or_default();
    let count = rest.iter().take_while(|t| matches!(t, DateToken::Mark(c) if marks.contains(c)));
    at + count.count()
}

fn day(year: i32, month: u8, day: u8) -> Option<DayRange> {
    Day::new(year, month, day).map(DayRange::day)
}

/// A day, with the year where one stands at `at`; a day that no calendar has
/// is no date.
fn with_year(tokens: &[DateToken<'_>], at: usize, month: u8, date: u8) -> Found {
    let year_at = past(tokens, at, &[',', '.', '-', '/']);
    match year(tokens.get(year_at)) {
        Some(year) => Some((Some(day(year, month, date)?), year_at + 1)),
        None => day(2000, month, date).map(|_| (None, at)),
    }
}

/// `November 21, 2014`, `Nov. 21 2014`, `Nov 21`.
fn month_day(tokens: &[DateToken<'_>]) -> Found {
    let month = named_month(tokens.first())?;
    let day_at = past(tokens, 1, &['.', '-']);
    with_year(tokens, day_at + 1, month, small(tokens.get(day_at))?)
}

/// `21 November 2014`, `21-NOV-2014`, `21st of November`.
fn day_month(tokens: &[DateToken<'_>]) -> Found {
    let date = small(tokens.first())?;
    let at = past(tokens, 1, &['.', '-', '/']);
    let at = at + usize::from(tokens.get(at) == Some(&DateToken::Word("of")));
    with_year(tokens, at + 1, named_month(tokens.get(at))?, date)
}

/// `2014-11-21`, `2014/11/21`, `2014.11.21`.
fn year_first(tokens: &[DateToken<'_>]) -> Found {
    separator(tokens)?;
    let year = year(tokens.first())?;
    let (month, date) = (small(tokens.get(2))?, small(tokens.get(4))?);
    Some((Some(day(year, month, date)?), 5))
}

/// `25/12/2014` and `12/25/2014`; where both readings are days, and not the
/// same one, the date is not known.
fn day_or_month_first(tokens: &[DateToken<'_>]) -> Found {
    separator(tokens)?;
    let (first, second) = (small(tokens.first())?, small(tokens.get(2))?);
    let year = year(tokens.get(4))?;
    match (day(year, second, first), day(year, first, second)) {
        (Some(one), Some(other)) => Some(((one == other).then_some(one), 5)),
        (None, None) => None,
        (one, other) => Some((one.or(other), 5)),
    }
}

fn separator(tokens: &[DateToken<'_>]) -> Option<char> {
    match (tokens.get(1), tokens.get(3)) {
        (Some(&DateToken::Mark(one)), Some(&DateToken::Mark(other)))
            if one == other && matches!(one, '-' | '/' | '.') =>
        {
            Some(one)
        }
        _ => None,
    }
}

/// `June 2014`.
fn month_year(tokens: &[DateToken<'_>]) -> Found {
    let month = named_month(tokens.first())?;
    let at = past(tokens, 1, &['.', ',', '-']);
    Some((Some(DayRange::month(year(tokens.get(at))?, month)?), at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let check = |text: &str, expected: Option<&str>| {
            let found = date_at(&tokens(text)).map(|(date, _)| date.map(|d| d.to_string()));
            let found = found.map(|date| date.unwrap_or_else(|| "no year".to_owned()));
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        check("November 21, 2014", Some("2014-11-21"));
        check("Nov. 21 2014", Some("2014-11-21"));
        check("NOV 21", Some("no year"));
        check("21st of November, 2014", Some("2014-11-21"));
        check("26-FEB-1987", Some("1987-02-26"));
        check("5 June 14", Some("no year"));
        check("2014/11/21", Some("2014-11-21"));
        check("2014-11/21", None);
        check("25/12/2014", Some("2014-12-25"));
        check("03/03/2011", Some("2011-03-03"));
        check("03/04/2011", Some("no year"));
        check("June 2014", Some("2014-06"));
        check("Sept. 2014", Some("2014-09"));
        check("May 35", None);
        check("Nov 31, 2014", None);
        check("31 Nov 2014", None);
        check("2014-13-01", None);
        check("Mars 3, 2014", None);
        check("Mayor 2014", None);
        check("", None);
    }

    #[test]
    fn months_and_weekdays() {
        assert_eq!(
            ["sept", "Sep", "MAY", "augu", "ma", ""].map(month),
            [Some(9), Some(9), Some(5), None, None, None]
        );
        assert!(
            is_weekday("Fri") && is_weekday("thurs") && !is_weekday("Fr") && !is_weekday("Sunk")
        );
    }
}
