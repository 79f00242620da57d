use super::numeral::number_at;
use super::range::range_at;
use crate::facts::token::Tokens;

fn check(text: &str, expected: Option<(f64, &str)>) {
    let tokens = Tokens::new(text);
    let number = number_at(&tokens, 0);
    let number = number.map(|n| (n.value, tokens.span_of(0, n.end).of(text).unwrap()));
    match (number, expected) {
        (Some((value, span)), Some((wanted, quote))) => {
            assert!((value - wanted).abs() < 1e-9 * wanted.abs().max(1.0), "{text}: {value}");
            assert_eq!(span, quote, "{text}");
        }
        (number, expected) => assert_eq!(number, expected, "{text}"),
    }
}

#[test]
fn digits() {
    check("1,234,567 tons", Some((1_234_567.0, "1,234,567")));
    check("12,34,567.5", Some((1_234_567.5, "12,34,567.5")));
    check("1.111,25 kg", Some((1111.25, "1.111,25")));
    check("1 500 250 people", Some((1_500_250.0, "1 500 250")));
    check("1\u{202f}500 people", Some((1500.0, "1\u{202f}500")));
    check("15 747s", Some((15.0, "15")));
    check("3,5 Mrd", Some((3.5, "3,5")));
    check("10.20.30.40", Some((10.0, "10")));
    check(".75 pct", Some((0.75, ".75")));
    check("7-1/4 pct", Some((7.25, "7-1/4")));
    check("5½ points", Some((5.5, "5½")));
    check("3/8 of it", Some((0.375, "3/8")));
    check("24/7", Some((24.0, "24")));
}

#[test]
fn scales_and_suffixes() {
    check("4.5 million", Some((4.5e6, "4.5 million")));
    check("33-mln-dlr", Some((33e6, "33-mln")));
    check("77bn", Some((77e9, "77bn")));
    check("20k jobs", Some((20e3, "20k")));
    check("7 lakh crore", Some((7e12, "7 lakh crore")));
    check("19th century", Some((19.0, "19")));
    check("5 hundred and 12", Some((512.0, "5 hundred and 12")));
}

#[test]
fn words_and_fractions() {
    check("forty-three tanks", Some((43.0, "forty-three")));
    check("Two hundred and seven men", Some((207.0, "Two hundred and seven")));
    check("six thousand four hundred", Some((6400.0, "six thousand four hundred")));
    check("four hundred and one thousand", Some((401e3, "four hundred and one thousand")));
    check("a dozen tugs", Some((12.0, "a dozen")));
    check("half a dozen tugs", Some((6.0, "half a dozen")));
    check("half a million", Some((0.5e6, "half a million")));
    check("a quarter of a billion", Some((0.25e9, "a quarter of a billion")));
    check("three and a half hours", Some((3.5, "three and a half")));
    check("four million and a half", Some((4.5e6, "four million and a half")));
    check("two fifths", Some((0.4, "two fifths")));
    check("a third country", None);
    check("several hundred", Some((200.0, "several hundred")));
    check("scores of tanks", Some((40.0, "scores")));
    check("dozens of tanks", Some((24.0, "dozens")));
    check("a ship", None);
    check("on", None);
}

#[test]
fn ranges() {
    let check = |text: &str, at: usize, expected: (f64, f64)| {
        let figure = range_at(&Tokens::new(text), at, |_| 0).unwrap().figure();
        assert_eq!((figure.low, figure.high), (Some(expected.0), Some(expected.1)), "{text}");
    };
    check("3 to 5 billion", 0, (3e9, 5e9));
    check("3-5 mln", 0, (3e6, 5e6));
    check("900 million to 1.2 billion", 0, (900e6, 1.2e9));
    check("between four and nine tugs", 1, (4.0, 9.0));
    check("four and nine tugs", 0, (4.0, 4.0));
    check("rose 30 to 20", 1, (30.0, 30.0));
}
