//! Amounts of money: `$2-3 billion`, `153 mln dlrs`, `Rs 5 crore`.

use super::bound::bounded;
use super::fact::{Amount, Fact, Figure};
use super::number::numeral::number_at;
use super::number::range::{NumberRange, range_at};
use super::reading::Reading;
use super::token::Tokens;
use super::trigger::Triggers;
use super::vocabulary::{Money, MoneyUnit};

/// The country of a unit is looked for this many tokens around it.
const COUNTRY_WINDOW: usize = 40;

/// The longest word of money, and the longest sign, in tokens.
pub(super) const MAX_MONEY_TOKENS: usize = 3;

/// An amount of money before its bounds are read.
#[derive(Debug)]
struct Match {
    first: usize,
    end: usize,
    figure: Figure,
    currency: String,
}

/// Recognises the amounts of a text and takes their tokens.
pub(super) fn recognise(reading: &mut Reading<'_>) {
    // Most texts name no money.
    if reading.tokens.any_starts(Triggers::MONEY_SIGN.and(Triggers::MONEY_WORD)) {
        reading.walk(recognise_at);
    }
}

/// Adds the amount at a place; the place behind it.
fn recognise_at(reading: &mut Reading<'_>, at: usize) -> Option<usize> {
    let tokens = &reading.tokens;
    let can_start = tokens.starts(at, Triggers::NUMBER)
        || may_be_sign(tokens, at) && (!tokens.is_word(at) || tokens.is_capital(at))
        || tokens.is_mark(at + 1, '$');
    let matched = if can_start && !reading.is_taken(at) { amount_at(reading, at) } else { None };
    matched.map(|matched| push(reading, matched))
}

fn push(reading: &mut Reading<'_>, matched: Match) -> usize {
    let Match { first, end, figure, currency } = matched;
    let figure = bounded(reading.vocabulary, &reading.tokens, first, end, figure);
    let span = reading.tokens.span_of(first, end);
    reading.facts.push(Fact::Amount(Amount { span, figure, currency }));
    reading.take(first, end);
    end
}

fn amount_at(reading: &Reading<'_>, at: usize) -> Option<Match> {
    let matched = match sign_at(reading, at) {
        Some((money, start)) => signed(reading, at, &money, start),
        None => None,
    };
    matched
        .or_else(|| worded(reading, at))
        .filter(|matched| !reading.any_taken(matched.first, matched.end))
}

/// A sign or code before its figure: `$153m`, `EUR 1.2 billion`.
fn signed(reading: &Reading<'_>, at: usize, money: &Money, start: usize) -> Option<Match> {
    if !reading.tokens.is_digits(start) && !reading.tokens.is_mark(start, '.') {
        return None;
    }
    let sign_tokens =
        |place| sign_at(reading, place).map_or(0, |(_, end): (Money, usize)| end - place);
    let range = range_at(&reading.tokens, start, sign_tokens)?;
    let end = range.end();
    let (currency, factor) = currency(reading, money, at, end);
    Some(Match { first: at, end, figure: scaled(range.figure(), factor), currency })
}

/// A figure before its currency: `153 mln dlrs`, `7.5-mln-dlr`, `10 €`.
fn worded(reading: &Reading<'_>, at: usize) -> Option<Match> {
    let tokens = &reading.tokens;
    let is_attached = tokens.touches(at.wrapping_sub(1)) && tokens.is_word(at.wrapping_sub(1));
    if is_attached || !tokens.starts(at, Triggers::NUMBER) {
        return None;
    }
    let range = range_at(tokens, at, |_| 0)?;
    let number_end = range.end();
    let start = number_end
        + usize::from(tokens.is_dash(number_end) && tokens.touches(number_end.wrapping_sub(1)));
    let start = start + usize::from(range.low.is_vague && tokens.is(start, "of"));
    let (adjective, word_at) = match reading.country_at(start) {
        Some((country, end)) => (Some(country), end),
        None => (None, start),
    };
    let (money, end) = word_at_place(reading, word_at, &range)
        .or_else(|| behind_sign(reading, word_at, number_end))?;
    if is_weight(reading, at, end, &money) {
        return None;
    }
    let (currency, factor) =
        match adjective.and_then(|country| of_country(reading, &money, &country)) {
            Some(code) => (code, unit_of(reading, &money).map_or(1.0, |unit| factor(&unit))),
            None => currency(reading, &money, at, end),
        };
    Some(with_tail(reading, at, end, &range, (currency, factor)))
}

/// The word of money at a place: the longest that the vocabulary has.
fn word_at_place(reading: &Reading<'_>, at: usize, range: &NumberRange) -> Option<(Money, usize)> {
    if !reading.tokens.starts(at, Triggers::MONEY_WORD) {
        return None;
    }
    (1..=MAX_MONEY_TOKENS).rev().find_map(|count| {
        let word = reading.tokens.phrase_of(at, count);
        let money = reading.vocabulary.money_words.get(word.as_ref())?;
        let is_verb = reading.vocabulary.money_verbs.iter().any(|verb| *verb == word);
        let is_scaled = range.high.unwrap_or(range.low).scale >= 1e3;
        (!is_verb || is_scaled).then(|| (money.clone(), at + count))
    })
}

/// A sign or code behind the figure, and not before another: `10 $`, `115USD`.
fn behind_sign(reading: &Reading<'_>, at: usize, number_end: usize) -> Option<(Money, usize)> {
    let (money, end) = sign_at(reading, at)?;
    let is_of_next = reading.tokens.is_digits(end)
        && (reading.tokens.touches(end - 1) || !reading.tokens.touches(number_end - 1))
        && at == number_end
        && !is_code(reading, at)
        && !is_closed_by_sign(reading, end);
    (!is_of_next).then_some((money, end))
}

/// Whether the number at a place has a sign behind it as well: `10 $ 30 $`.
fn is_closed_by_sign(reading: &Reading<'_>, at: usize) -> bool {
    number_at(&reading.tokens, at).is_some_and(|number| sign_at(reading, number.end).is_some())
}

fn is_code(reading: &Reading<'_>, at: usize) -> bool {
    reading.tokens.is_word(at)
}

/// The amount with what may follow its currency: a scale ("12 USD million").
fn with_tail(
    reading: &Reading<'_>,
    first: usize,
    end: usize,
    range: &NumberRange,
    (currency, factor): (String, f64),
) -> Match {
    let figure = scaled(range.figure(), factor);
    let tail = reading.tokens.word(end);
    let scale = match tail {
        "million" | "mln" | "mn" => 1e6,
        "billion" | "bln" | "bn" => 1e9,
        _ => 1.0,
    };
    if scale > 1.0 && range.low.scale <= 1.0 {
        return Match { first, end: end + 1, figure: scaled(figure, scale), currency };
    }
    match hundredths(reading, end).filter(|_| range.high.is_none() && range.low.scale <= 1.0) {
        Some((part, end)) => {
            let figure = Figure::exactly(range.low.value + part);
            Match { first, end, figure, currency }
        }
        None => Match { first, end, figure, currency },
    }
}

/// "8 dollars 20": the hundredths, where nothing that they could count follows.
fn hundredths(reading: &Reading<'_>, at: usize) -> Option<(f64, usize)> {
    let tokens = &reading.tokens;
    let number = number_at(tokens, at).filter(|number| !number.is_vague)?;
    let is_last = !tokens.is_word(number.end) || tokens.is(number.end, "more");
    let is_amount = sign_at(reading, number.end).is_some();
    let is_small = number.value.fract() == 0.0 && (10.0..100.0).contains(&number.value);
    (is_last && !is_amount && is_small).then_some((number.value / 100.0, number.end))
}

/// Whether a sign or code of money may start at a place.
fn may_be_sign(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.starts(at, Triggers::MONEY_SIGN) && (!tokens.is_word(at) || tokens.word(at).len() <= 4)
}

/// The sign or code at a place and the place behind it. A code is in capitals;
/// `A$` is written in one, so that "a $2 deal" is in dollars.
fn sign_at(reading: &Reading<'_>, at: usize) -> Option<(Money, usize)> {
    let tokens = &reading.tokens;
    if !may_be_sign(tokens, at) {
        return None;
    }
    let attached = at.wrapping_sub(1);
    if tokens.touches(attached) && tokens.is_word(attached) && tokens.is_word(at) {
        return None;
    }
    (1..=MAX_MONEY_TOKENS).rev().find_map(|count| {
        let phrase = tokens.phrase_of(at, count);
        let phrase = if phrase.contains(' ') { phrase.replace(' ', "").into() } else { phrase };
        let money = reading.vocabulary.money_signs.get(phrase.as_ref())?;
        let is_plain_word = count == 1 && tokens.is_word(at);
        // Of the codes only this one is a word.
        let is_code = tokens.raw(at).chars().all(char::is_uppercase) || !tokens.is(at, "try");
        let is_sign_word = tokens.is(at, "rs") && tokens.is_capital(at);
        let is_apart = count > 1
            && tokens.word(at).len() == 1
            && !tokens.is(at, "c")
            && (!tokens.touches(at) || !tokens.is_capital(at));
        let accepted = if is_plain_word { is_code || is_sign_word } else { !is_apart };
        accepted.then(|| (money.clone(), at + count))
    })
}

/// The currency of money at a place, and what its figure is multiplied by.
fn currency(reading: &Reading<'_>, money: &Money, at: usize, end: usize) -> (String, f64) {
    let name = match money {
        Money::Currency(code) => return (code.clone(), 1.0),
        Money::Unit(name) => name,
    };
    let unit = unit_of(reading, money).unwrap_or_default();
    let code = unit
        .default
        .clone()
        .or_else(|| nearest_country(reading, money, at, end))
        .or_else(|| most_named_country(reading, money))
        .or_else(|| unit.otherwise.clone())
        .unwrap_or_else(|| name.clone());
    (code, factor(&unit))
}

pub(super) fn factor(unit: &MoneyUnit) -> f64 {
    if unit.is_hundredth { 0.01 } else { 1.0 }
}

fn unit_of(reading: &Reading<'_>, money: &Money) -> Option<MoneyUnit> {
    match money {
        Money::Currency(_) => None,
        Money::Unit(name) => reading.vocabulary.units.get(name).cloned(),
    }
}

/// The currency that a country has for the unit.
fn of_country(reading: &Reading<'_>, money: &Money, country: &str) -> Option<String> {
    let Money::Unit(unit) = money else { return None };
    reading.vocabulary.countries.get(country)?.get(unit).cloned()
}

/// The currency by the country that is named nearest in the sentence.
fn nearest_country(reading: &Reading<'_>, money: &Money, at: usize, end: usize) -> Option<String> {
    let tokens = &reading.tokens;
    let first = tokens.sentence_start(at).max(at.saturating_sub(COUNTRY_WINDOW));
    let last = tokens.sentence_end(at).min(end + COUNTRY_WINDOW);
    let distance = |place: usize| at.abs_diff(place);
    let named = (first..last).filter_map(|place| {
        let (country, _) = reading.country_at(place)?;
        Some((distance(place), of_country(reading, money, &country)?))
    });
    named.min_by_key(|(distance, _)| *distance).map(|(_, code)| code)
}

/// The currency by the country that the text names most often.
fn most_named_country(reading: &Reading<'_>, money: &Money) -> Option<String> {
    let mut counts = std::collections::BTreeMap::<String, u32>::new();
    for (country, count) in reading.country_counts() {
        if let Some(code) = of_country(reading, money, country) {
            *counts.entry(code).or_default() += count;
        }
    }
    // Of equally frequent ones the first by its code, so that the result is always the same.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(code, _)| code)
}

pub(super) fn scaled(figure: Figure, factor: f64) -> Figure {
    Figure {
        low: figure.low.map(|low| low * factor),
        high: figure.high.map(|high| high * factor),
        ..figure
    }
}

/// Whether pounds are a weight: beside a word that weighs, or in a compound.
pub(super) fn is_weight(reading: &Reading<'_>, at: usize, end: usize, money: &Money) -> bool {
    const WEIGHS: &[&str] = &[
        "bomb",
        "bombs",
        "carry",
        "carrying",
        "explosive",
        "explosives",
        "heavy",
        "lift",
        "load",
        "payload",
        "thrust",
        "warhead",
        "warheads",
        "weigh",
        "weighed",
        "weighing",
        "weighs",
        "weight",
        "cargo",
        "fuel",
        "cocaine",
        "heroin",
    ];
    let is_pound = matches!(money, Money::Unit(name) if name == "pound");
    let near = at.saturating_sub(4)..(end + 3).min(reading.tokens.len());
    is_pound && near.into_iter().any(|place| reading.tokens.is_any(place, WEIGHS))
}
