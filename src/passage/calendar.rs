//! Reads dates as people write them, from words and numbers.

use crate::date::names::{MONTHS, WEEKDAYS};
use crate::date::{Day, DayRange};
use crate::passage::layout::line::is_blank;

/// A word, number or mark of a short text. Blanks are no tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateToken<'t> {
    /// Letters.
    Word(&'t str),
    /// ASCII digits: their value and their count.
    Number(u32, usize),
    /// Any other character.
    Mark(char),
}

/// Years that an article can be from.
const YEARS: std::ops::RangeInclusive<u32> = 1500..=2199;

/// A day without a year is checked against this one: as a leap year it has
/// every day of the calendar.
const LEAP_YEAR: i32 = 2000;

/// The tokens of a text. `st`, `nd`, `rd` and `th` after a number belong to
/// the number.
pub(super) fn tokens(text: &str) -> Vec<DateToken<'_>> {
    let mut tokens = Vec::new();
    let mut remaining = text.trim_start_matches(is_blank);
    while let Some(first) = remaining.chars().next() {
        let (token, after) = remaining.split_at(token_length(remaining, first));
        tokens.push(match first {
            // Numbers over 32 bits are no part of a date.
            '0'..='9' => DateToken::Number(token.parse().unwrap_or(u32::MAX), token.len()),
            _ if first.is_alphabetic() => DateToken::Word(token),
            _ => DateToken::Mark(first),
        });
        let after = if first.is_ascii_digit() { without_ordinal(after) } else { after };
        remaining = after.trim_start_matches(is_blank);
    }
    tokens
}

/// The length in bytes of the token that `text` starts with; `first` is its
/// first character.
fn token_length(text: &str, first: char) -> usize {
    let end = match first {
        '0'..='9' => text.find(|c: char| !c.is_ascii_digit()),
        _ if first.is_alphabetic() => text.find(|c: char| !c.is_alphabetic()),
        _ => Some(first.len_utf8()),
    };
    end.unwrap_or(text.len())
}

/// `text` without the `st`, `nd`, `rd` or `th` that it starts with.
fn without_ordinal(text: &str) -> &str {
    let after = ["st", "nd", "rd", "th"].iter().find_map(|ending| text.strip_prefix(ending));
    after.filter(|after| !after.starts_with(char::is_alphanumeric)).unwrap_or(text)
}

/// The number of a month, from 1, by its English name, the name's first three
/// letters, or "Sept".
pub(super) fn month(word: &str) -> Option<u8> {
    let index = MONTHS.iter().position(|month| {
        let is_full_or_short = word.len() == month.len() || word.len() == 3;
        let is_sept = word.len() == 4 && *month == "september";
        (is_full_or_short || is_sept) && has_prefix(month, word)
    })?;
    u8::try_from(index + 1).ok()
}

/// Whether the word is a weekday's English name or its first three letters or
/// more.
pub(super) fn is_weekday(word: &str) -> bool {
    word.len() >= 3 && WEEKDAYS.iter().any(|day| has_prefix(day, word))
}

/// Whether `name` starts with `word`, in any letter case.
fn has_prefix(name: &str, word: &str) -> bool {
    name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// A date at the start of some tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateMatch {
    /// The day or month; `None` if no year is given, or if two days can be
    /// meant.
    pub(super) date: Option<DayRange>,
    /// How many tokens the date takes.
    pub(super) tokens: usize,
}

/// The date that the tokens start with.
pub(super) fn date_at(tokens: &[DateToken<'_>]) -> Option<DateMatch> {
    // At most one form matches: their order does not matter.
    let forms = [month_day, day_month, year_first, day_or_month_first, month_year];
    forms.iter().find_map(|form| form(tokens))
}

fn one_or_two_digits(token: Option<&DateToken<'_>>) -> Option<u8> {
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

/// Index of the first token from `start` on that is none of the marks.
fn skip_marks(tokens: &[DateToken<'_>], start: usize, marks: &[char]) -> usize {
    let is_skipped =
        |token: &&DateToken<'_>| matches!(token, DateToken::Mark(c) if marks.contains(c));
    let remaining = tokens.get(start..).unwrap_or_default();
    start + remaining.iter().take_while(is_skipped).count()
}

fn day_range(year: i32, month: u8, day: u8) -> Option<DayRange> {
    Day::new(year, month, day).map(DayRange::day)
}

/// A day of a month whose tokens end at `end`, with the year if one follows.
/// `None` for a day that the calendar does not have.
fn with_optional_year(
    tokens: &[DateToken<'_>],
    end: usize,
    month: u8,
    day: u8,
) -> Option<DateMatch> {
    let year_index = skip_marks(tokens, end, &[',', '.', '-', '/']);
    match year(tokens.get(year_index)) {
        Some(year) => {
            let date = day_range(year, month, day)?;
            Some(DateMatch { date: Some(date), tokens: year_index + 1 })
        }
        None => day_range(LEAP_YEAR, month, day).map(|_| DateMatch { date: None, tokens: end }),
    }
}

/// `November 21, 2014`, `Nov. 21 2014`, `Nov 21`.
fn month_day(tokens: &[DateToken<'_>]) -> Option<DateMatch> {
    let month = named_month(tokens.first())?;
    let day_index = skip_marks(tokens, 1, &['.', '-']);
    let day = one_or_two_digits(tokens.get(day_index))?;
    with_optional_year(tokens, day_index + 1, month, day)
}

/// `21 November 2014`, `21-NOV-2014`, `21st of November`.
fn day_month(tokens: &[DateToken<'_>]) -> Option<DateMatch> {
    let day = one_or_two_digits(tokens.first())?;
    let after_marks = skip_marks(tokens, 1, &['.', '-', '/']);
    let has_of = tokens.get(after_marks) == Some(&DateToken::Word("of"));
    let month_index = after_marks + usize::from(has_of);
    let month = named_month(tokens.get(month_index))?;
    with_optional_year(tokens, month_index + 1, month, day)
}

/// `2014-11-21`, `2014/11/21`, `2014.11.21`.
fn year_first(tokens: &[DateToken<'_>]) -> Option<DateMatch> {
    if !has_equal_separators(tokens) {
        return None;
    }
    let year = year(tokens.first())?;
    let month = one_or_two_digits(tokens.get(2))?;
    let day = one_or_two_digits(tokens.get(4))?;
    Some(DateMatch { date: Some(day_range(year, month, day)?), tokens: 5 })
}

/// `25/12/2014` and `12/25/2014`. If both readings are days, and not the same
/// one, the date is unknown.
fn day_or_month_first(tokens: &[DateToken<'_>]) -> Option<DateMatch> {
    if !has_equal_separators(tokens) {
        return None;
    }
    let first = one_or_two_digits(tokens.first())?;
    let second = one_or_two_digits(tokens.get(2))?;
    let year = year(tokens.get(4))?;
    let date = match (day_range(year, second, first), day_range(year, first, second)) {
        (Some(day_first), Some(month_first)) => (day_first == month_first).then_some(day_first),
        (day_first, month_first) => Some(day_first.or(month_first)?),
    };
    Some(DateMatch { date, tokens: 5 })
}

/// The two days of a text that can be read with the day first and with the
/// month first: `2.6.2014`, `03/04/2011`. `None` for any other text.
pub(crate) fn day_and_month(text: &str) -> Option<[DayRange; 2]> {
    let tokens = tokens(text);
    let first = one_or_two_digits(tokens.first())?;
    let second = one_or_two_digits(tokens.get(2))?;
    let year = year(tokens.get(4))?;
    if tokens.len() != 5 || !has_equal_separators(&tokens) || first == second {
        return None;
    }
    Some([day_range(year, second, first)?, day_range(year, first, second)?])
}

/// Whether the second and fourth tokens are the same separator of numbers.
fn has_equal_separators(tokens: &[DateToken<'_>]) -> bool {
    tokens.get(1) == tokens.get(3)
        && matches!(tokens.get(1), Some(DateToken::Mark('-' | '/' | '.')))
}

/// `June 2014`.
fn month_year(tokens: &[DateToken<'_>]) -> Option<DateMatch> {
    let month = named_month(tokens.first())?;
    let year_index = skip_marks(tokens, 1, &['.', ',', '-']);
    let date = DayRange::month(year(tokens.get(year_index))?, month)?;
    Some(DateMatch { date: Some(date), tokens: year_index + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let check = |text: &str, expected: Option<&str>| {
            let matched = date_at(&tokens(text)).map(|matched| matched.date);
            let date =
                matched.map(|date| date.map_or("no year".to_owned(), |date| date.to_string()));
            assert_eq!(date.as_deref(), expected, "{text}");
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
