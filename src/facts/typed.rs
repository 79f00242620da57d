//! Figures as a query types them: `$153m`, `100 million euros`, `4 dozen`.

use super::amount::{MAX_MONEY_TOKENS, factor, scaled};
use super::number::range::range_at;
use super::token::Tokens;
use super::value::{hundredths, whole};
use super::vocabulary::{BUILTIN_VOCABULARY, Money, Vocabulary};
use crate::range::ValueRange;

/// An amount of money that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TypedAmount {
    /// Hundredths of the currency.
    pub(crate) values: ValueRange,
    /// An ISO 4217 code, or a bare unit such as `crown`; `None` where none was typed.
    pub(crate) currency: Option<String>,
}

/// Money that was typed: the currency, and what its figure is multiplied by.
struct TypedMoney {
    currency: String,
    factor: f64,
    /// The place behind it.
    end: usize,
}

/// The amount that the whole text is; a currency may stand on either side.
pub(crate) fn typed_amount(text: &str) -> Option<TypedAmount> {
    let tokens = Tokens::new(text);
    let before = money_at(&tokens, 0);
    let range = range_at(&tokens, before.as_ref().map_or(0, |money| money.end), |_| 0)?;
    let end = range.end();
    let behind = if before.is_none() { money_at(&tokens, end) } else { None };
    let is_whole = behind.as_ref().map_or(end, |money| money.end) == tokens.len();
    if !is_whole || range.low.is_vague {
        return None;
    }
    let money = before.or(behind);
    let factor = money.as_ref().map_or(1.0, |money| money.factor);
    let values = hundredths(scaled(range.figure(), factor))?;
    Some(TypedAmount { values, currency: money.map(|money| money.currency) })
}

/// The whole number that the whole text is.
pub(crate) fn typed_count(text: &str) -> Option<ValueRange> {
    let tokens = Tokens::new(text);
    let range = range_at(&tokens, 0, |_| 0)?;
    let figure = range.figure();
    let is_whole = [figure.low, figure.high].into_iter().flatten().all(|v| v.fract() == 0.0);
    let is_count = range.end() == tokens.len() && is_whole && !range.low.is_vague;
    if is_count { whole(figure) } else { None }
}

/// Whether a currency has this code or sign, or is called so.
pub(crate) fn typed_currency(text: &str) -> Option<String> {
    let tokens = Tokens::new(text);
    let money = money_at(&tokens, 0)?;
    (money.end == tokens.len()).then_some(money.currency)
}

/// The longest sign, code or word of money at a place.
fn money_at(tokens: &Tokens<'_>, at: usize) -> Option<TypedMoney> {
    let vocabulary: &Vocabulary = &BUILTIN_VOCABULARY;
    (1..=MAX_MONEY_TOKENS).rev().find_map(|count| {
        let phrase = tokens.phrase(at, count);
        if phrase.is_empty() {
            return None;
        }
        let sign = vocabulary.money_signs.get(&phrase.replace(' ', ""));
        let money = sign.or_else(|| vocabulary.money_words.get(&phrase));
        if let Some(money) = money {
            let (currency, factor) = currency_of(money, vocabulary);
            return Some(TypedMoney { currency, factor, end: at + count });
        }
        of_country(tokens, at, count)
    })
}

/// A unit behind the country that it is of: "Canadian dollars".
fn of_country(tokens: &Tokens<'_>, at: usize, count: usize) -> Option<TypedMoney> {
    let vocabulary: &Vocabulary = &BUILTIN_VOCABULARY;
    let (last, end) = (at + count - 1, at + count);
    let units = vocabulary.countries.get(&tokens.phrase(at, count - 1))?;
    let Money::Unit(unit) = vocabulary.money_words.get(tokens.word(last))? else { return None };
    let currency = units.get(unit)?.clone();
    Some(TypedMoney { currency, factor: vocabulary.units.get(unit).map_or(1.0, factor), end })
}

fn currency_of(money: &Money, vocabulary: &Vocabulary) -> (String, f64) {
    let name = match money {
        Money::Currency(code) => return (code.clone(), 1.0),
        Money::Unit(name) => name,
    };
    let unit = vocabulary.units.get(name).cloned().unwrap_or_default();
    let factor = factor(&unit);
    (unit.default.or(unit.otherwise).unwrap_or_else(|| name.clone()), factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        let check = |text: &str, expected: Option<(i64, Option<&str>)>| {
            let typed = typed_amount(text);
            let shown = typed.as_ref().map(|t| (t.values.first / 100, t.currency.as_deref()));
            assert_eq!(shown, expected, "{text}");
        };
        check("70m", Some((70_000_000, None)));
        check("70m USD", Some((70_000_000, Some("USD"))));
        check("70 million usd", Some((70_000_000, Some("USD"))));
        check("$70m", Some((70_000_000, Some("USD"))));
        check("US$ 70 mln", Some((70_000_000, Some("USD"))));
        check("€1.5bn", Some((1_500_000_000, Some("EUR"))));
        check("70 Canadian dollars", Some((70, Some("CAD"))));
        check("HK$5", Some((5, Some("HKD"))));
        check("half a billion dollars", Some((500_000_000, Some("USD"))));
        check("5 crowns", Some((5, Some("crown"))));
        check("1,200", Some((1200, None)));
        check("300 cents", Some((3, Some("USD"))));
        for none in ["lots", "70m tanks", "$", "", "70 XQZ", "dozens of dollars", "70m USD tanks"] {
            check(none, None);
        }
    }

    #[test]
    fn counts() {
        let check = |text: &str, expected: Option<i64>| {
            assert_eq!(typed_count(text).map(|values| values.first), expected, "{text}");
        };
        check("4", Some(4));
        check("1,200", Some(1200));
        check("twenty-one", Some(21));
        check("4 dozen", Some(48));
        check("3.5", None);
        check("four tanks", None);
        check("few", None);
        check("", None);
    }
}
