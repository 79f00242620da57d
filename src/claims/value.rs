//! What a statement says, as a person reads it.

use super::cite::one_line;
use crate::analysis::Relations;
use crate::facts::{Figure, Said};

/// The answer in a few characters: `4`, `150,000,000 USD or more`, `2014-06`,
/// `Mi-35M`. A designator that the lexicon does not have stands as it is written.
pub(super) fn value(said: &Said, written: &str, relations: &Relations) -> String {
    match said {
        Said::Figure(of) => figure(*of),
        Said::Money(of, currency) => money(*of, currency),
        Said::Days(days) => days.to_string(),
        Said::Designator(key) => relations
            .designation(key)
            .map_or_else(|| one_line(written.trim_end_matches('s')), str::to_owned),
        Said::Party(name) => super::party_name::written(name, written),
    }
}

/// A designator as the lexicon writes it, else its key in capitals.
pub(super) fn designation(key: &str, relations: &Relations) -> String {
    relations.designation(key).map_or_else(|| key.to_uppercase(), str::to_owned)
}

fn money(of: Figure, currency: &str) -> String {
    match (of.low, of.high) {
        (Some(low), None) => format!("{} {currency} or more", number(low)),
        _ => format!("{} {currency}", figure(of)),
    }
}

fn figure(figure: Figure) -> String {
    let about = if figure.about { "about " } else { "" };
    match (figure.low, figure.high) {
        (Some(low), Some(high)) if low.total_cmp(&high).is_eq() => {
            format!("{about}{}", number(low))
        }
        (Some(low), Some(high)) => format!("{about}{} to {}", number(low), number(high)),
        (Some(low), None) => format!("{} or more", number(low)),
        (None, Some(high)) => format!("up to {}", number(high)),
        (None, None) => "some".to_owned(),
    }
}

/// A number with its thousands apart and at most two decimals.
fn number(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let decimals = decimals.trim_end_matches('0');
    let sign = if value < 0.0 { "-" } else { "" };
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{decimals}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_by_a_person() {
        let said = |low: Option<f64>, high: Option<f64>, about: bool| {
            let mut of = Figure::exactly(0.0);
            (of.low, of.high, of.about) = (low, high, about);
            figure(of)
        };
        let cases = [
            (Some(4.0), Some(4.0), false, "4"),
            (Some(1_250_000.5), Some(1_250_000.5), true, "about 1,250,000.5"),
            (Some(20.0), Some(30.0), false, "20 to 30"),
            (Some(100.0), None, false, "100 or more"),
            (None, Some(12_345.0), false, "up to 12,345"),
            (None, None, true, "some"),
        ];
        for (low, high, about, expected) in cases {
            assert_eq!(said(low, high, about), expected);
        }
    }
}
