use super::*;
use crate::Lexicon;
use crate::config::Language;

/// The facts of a text of 2015-03-18, each as its kind, quote and value.
fn facts(text: &str) -> Vec<String> {
    let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::builtin()));
    let facts = recogniser.facts(text, DayRange::parse("2015-03-18"));
    facts.iter().map(|fact| shown(text, fact)).collect()
}

fn shown(text: &str, fact: &Fact) -> String {
    let quote = fact.span().of(text).unwrap();
    match fact {
        Fact::Amount(amount) => format!("{quote} = {} {}", value(amount.figure), amount.currency),
        Fact::Count(count) => format!("{quote} = {} × {}", value(count.figure), count.unit),
        Fact::Measure(measure) => format!("{quote} = {} {}", value(measure.figure), measure.unit),
        Fact::Date(date) => format!("{quote} = {}", date.days.unwrap()),
    }
}

fn value(figure: Figure) -> String {
    let about = if figure.about { "~" } else { "" };
    match (figure.low, figure.high) {
        (Some(low), Some(high)) if low.to_bits() == high.to_bits() => format!("{about}{low}"),
        (Some(low), Some(high)) => format!("{about}{low}..{high}"),
        (Some(low), None) => format!("{about}{low}.."),
        (None, high) => format!("{about}..{}", high.unwrap_or_default()),
    }
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(facts(text), expected, "{text}");
}

#[test]
fn amounts() {
    check("It cost $77 million.", &["$77 million = 77000000 USD"]);
    check("It cost US$77m, or €70m.", &["US$77m = 77000000 USD", "€70m = 70000000 EUR"]);
    check("It cost 77 mln dlrs.", &["77 mln dlrs = 77000000 USD"]);
    check("an 8.5-billion-yen order", &["8.5-billion-yen = 8500000000 JPY"]);
    check("worth $4-6 billion", &["$4-6 billion = 4000000000..6000000000 USD"]);
    check("worth $4 to $6 billion", &["$4 to $6 billion = 4000000000..6000000000 USD"]);
    check("four to six billion dlrs", &["four to six billion dlrs = 4000000000..6000000000 USD"]);
    check("over $3bn, up to £2.5bn", &["$3bn = 3000000000.. USD", "£2.5bn = ..2500000000 GBP"]);
    check("nearly HK$900 million", &["HK$900 million = ~900000000 HKD"]);
    check(
        "Rs 7 crore and 9 lakh rupees",
        &["Rs 7 crore = 70000000 INR", "9 lakh rupees = 900000 INR"],
    );
    check("Pakistan paid 9 lakh rupees", &["9 lakh rupees = 900000 PKR"]);
    check("Sweden paid 300 mln crowns", &["300 mln crowns = 300000000 SEK"]);
    check("They paid 300 mln crowns", &["300 mln crowns = 300000000 crown"]);
    check("90 million Australian dollars", &["90 million Australian dollars = 90000000 AUD"]);
    check("a quarter of a billion yen", &["a quarter of a billion yen = 250000000 JPY"]);
    check("75 cents a share", &["75 cents = 0.75 USD"]);
    check("a $2 deal", &["$2 = 2 USD"]);
    check("The disk holds 300M; 12g and 14c", &[]);
    check("Team A won 500 games", &["500 games = 500 × game"]);
}

#[test]
fn counts() {
    check("They got six new patrol boats.", &["six new patrol boats = 6 × boat"]);
    check("They got 12 Mi-35Ms.", &["12 Mi-35Ms = 12 × Mi-35M"]);
    check("They want 14 more Mi 35 Helicopters.", &["14 more Mi 35 Helicopters = 14 × Mi-35"]);
    check("three 737s and nine 767 jets", &["three 737s = 3 × 737", "nine 767 jets = 9 × 767"]);
    check("Boeing sold nine 767 jets", &["nine 767 jets = 9 × 767"]);
    check("Boeing 767 jets fly; 767 aircraft", &[]);
    check("A Mi-35 and the F-16 1,000", &[]);
    check("the Su 30, the S 300 and the JF 17", &[]);
    check("five of 30 tanks", &["five of 30 tanks = 5 × tank", "30 tanks = 30 × tank"]);
    check("between two and five tugs", &["two and five tugs = 2..5 × tug"]);
    check("at least 20 jets; up to 30 ships", &["20 jets = 20.. × jet", "30 ships = ..30 × ship"]);
    check("a dozen sailors", &["a dozen sailors = 12 × sailor"]);
    check("dozens of trucks", &["dozens of trucks = 24.. × truck"]);
    check("two 30-seat airplanes", &["two 30-seat airplanes = 2 × airplane"]);
    check(
        "71 wounded and 300 Iraqis died",
        &["71 wounded = 71 × wounded", "300 Iraqis = 300 × Iraqi"],
    );
    check("after 18 months, a 15-minute talk", &[]);
    check("page 4 of 20 pages, Flight 370, No. 12", &[]);
    check("Lee, 54, north of the 38th parallel at 0800 GMT", &[]);
    check("1,800 tanks and 3000 guns", &["1,800 tanks = 1800 × tank", "3000 guns = 3000 × gun"]);
}

#[test]
fn measures() {
    check("up 12 pct, then 7-1/4 percent", &["12 pct = 12 pct", "7-1/4 percent = 7.25 pct"]);
    check("less than 5%", &["5% = ..5 pct"]);
    check("a 40-mile zone", &["40-mile = 40 mile"]);
    check("800 to 900 nautical miles", &["800 to 900 nautical miles = 800..900 nautical mile"]);
    check("a 500-pound bomb", &["500-pound = 500 pound"]);
    check("3.5 mln barrels", &["3.5 mln barrels = 3500000 barrel"]);
    check("two yards long, 30 km/h", &["two yards = 2 yard", "30 km/h = 30 kph"]);
}

#[test]
fn kinds_beside_each_other() {
    check(
        "In June 20 jets worth $3bn flew 90 km.",
        &["June = 2014-06", "20 jets = 20 × jet", "$3bn = 3000000000 USD", "90 km = 90 km"],
    );
    check("", &[]);
    check("No figure is in this text at all", &[]);
}

#[test]
fn numbers() {
    let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::default()));
    let values = |text: &str| -> Vec<f64> {
        recogniser.numbers(text).iter().filter_map(|number| number.figure.low).collect()
    };
    assert_eq!(values("minus 4, -5 and 3/4"), [-4.0, -5.0, 0.75]);
    assert_eq!(values("the first one is no one of the 19th"), Vec::<f64>::new());
    assert_eq!(values("6k of 2.5 million"), [6000.0, 2.5e6]);
    assert_eq!(values("two million and a half"), [2.5e6]);
}
