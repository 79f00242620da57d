//! The field `page:`: the pages of a file that a passage stands on, from 1.

use super::{Definition, Owner, RangeField, ValueRange, Wording};

struct Page;

impl RangeField {
    /// `page:`, the pages that a passage stands on.
    pub const PAGE: Self = Self(&Page);
}

/// A page has at most seven digits.
const DOMAIN: ValueRange = ValueRange { first: 1, last: 9_999_999 };

impl Definition for Page {
    fn name(&self) -> &'static str {
        "page"
    }

    fn domain(&self) -> ValueRange {
        DOMAIN
    }

    fn wording(&self) -> Wording {
        Wording {
            value: "page",
            domain: "the pages 1 to 9999999",
            examples: "3, 3-5, 3..5, >=3 or <5",
            lacking: "pages",
        }
    }

    fn parse(&self, text: &str) -> Option<ValueRange> {
        let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
        let values = ValueRange { first: number(first)?, last: number(last)? };
        (values.first <= values.last).then_some(values)
    }

    fn print(&self, ValueRange { first, last }: ValueRange) -> String {
        if first == last { first.to_string() } else { format!("{first}..{last}") }
    }

    fn owner(&self) -> Owner {
        Owner::Place
    }

    fn of_pages(&self, (first, last): (usize, usize)) -> Option<ValueRange> {
        let value = |page: usize| i64::try_from(page).unwrap_or(DOMAIN.last).min(DOMAIN.last);
        Some(ValueRange { first: value(first), last: value(last) })
    }
}

/// A page's number, in digits alone.
fn number(text: &str) -> Option<i64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| is_number)?;
    (DOMAIN.first..=DOMAIN.last).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_and_printed() {
        let check = |text: &str, expected: Option<&str>| {
            let printed = Page.parse(text).map(|values| Page.print(values));
            assert_eq!(printed.as_deref(), expected, "{text}");
        };
        check("3", Some("3"));
        check("003", Some("3"));
        check("3-5", Some("3..5"));
        check("3–5", Some("3..5"));
        check("7-7", Some("7"));
        check("9999999", Some("9999999"));
        for text in ["0", "10000000", "5-3", "-3", "3-", "3-5-7", "+3", "iv", "p3", ""] {
            check(text, None);
        }
    }

    #[test]
    fn pages_of_a_passage() {
        assert_eq!(Page.of_pages((3, 4)), Some(ValueRange { first: 3, last: 4 }));
        assert_eq!(Page.of_pages((usize::MAX, usize::MAX)).map(|v| v.first), Some(DOMAIN.last));
    }
}
