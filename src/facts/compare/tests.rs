use super::*;
use crate::Lexicon;
use crate::analysis::Analyzer;
use crate::config::Language;
use crate::facts::Recogniser;
use crate::facts::claim::status::Status::{Denied, Signed};

/// The relations of one attribute between two texts of one day.
fn relations(one: &str, other: &str, attribute: Attribute) -> Vec<RelationKind> {
    let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::builtin()));
    let published = DayRange::parse("2015-08-20");
    let sources = [recogniser.source(one, published), recogniser.source(other, published)];
    let between =
        compare(&sources).into_iter().filter(|relation| relation.first.0 != relation.second.0);
    between
        .filter(|relation| relation.attribute == attribute)
        .map(|relation| relation.kind)
        .collect()
}

fn check(one: &str, other: &str, expected: &[RelationKind]) {
    assert_eq!(relations(one, other, Attribute::Count), expected, "{one} | {other}");
}

#[test]
fn counts() {
    let six = "Peru has received six Mi-35 helicopters from Russia.";
    check(six, "Russia has delivered six Mi-35 helicopters to Peru.", &[RelationKind::Agrees]);
    check(six, "Russia has delivered nine Mi-35 helicopters to Peru.", &[RelationKind::Conflicts]);
    check(six, "Russia has delivered at least five Mi-35s to Peru.", &[RelationKind::Agrees]);
    let won = "Sukhoi won an order for nine Mi-35 helicopters from Peru.";
    assert_eq!(relations(won, six, Attribute::Count), []);
    check(six, "Russia offered nine Mi-35 helicopters to Peru.", &[RelationKind::Differs]);
    check(six, "Russia will deliver nine Mi-35 helicopters to Peru.", &[RelationKind::Differs]);
}

#[test]
fn what_is_not_one_deal_is_not_compared() {
    let six = "Peru has received six Mi-35 helicopters from Russia.";
    check(six, "Russia has delivered nine Mi-35 helicopters to India.", &[]);
    check(six, "Peru has received nine Mi-17 helicopters from Russia.", &[]);
    check(six, "Peru has received nine drones from Russia.", &[]);
    check(six, "Russia has delivered another nine Mi-35 helicopters to Peru.", &[]);
    check(six, "Peru has nine Mi-35 helicopters.", &[]);
    check(six, six, &[]);
}

#[test]
fn variants_and_dates() {
    let variants = |one: &str, other: &str| relations(one, other, Attribute::Variant);
    let one = "Russia delivered Mi-35M helicopters to Peru.";
    assert_eq!(
        variants(one, "Peru received Mi-35 helicopters from Russia."),
        [RelationKind::Refines]
    );
    assert_eq!(variants(one, "Russia offered the Mi-28 to Peru."), [RelationKind::Differs]);
    let dates = |one: &str, other: &str| relations(one, other, Attribute::Date);
    let put_off = "Delivery of the Mi-35M from Russia to Peru was delayed until June 2014.";
    let one = "Russia delivered Mi-35M helicopters to Peru in June 2014.";
    assert_eq!(dates(put_off, one), [RelationKind::Agrees]);
    assert_eq!(
        dates(one, "Russia delivered Mi-35M helicopters to Peru on June 3, 2014."),
        [RelationKind::Refines]
    );
    assert_eq!(
        dates(one, "Russia delivered Mi-35M helicopters to Peru in July 2014."),
        [RelationKind::Conflicts]
    );
}

#[test]
fn roles_by_the_verb_that_is_governed() {
    let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::builtin()));
    let cases = [
        ("Russia agreed to sell six Mi-35s to Peru.", (Some("russia"), Some("peru"))),
        ("Peru agreed to buy six Mi-35s from Russia.", (Some("russia"), Some("peru"))),
        ("Peru and Russia signed a deal on six Mi-35s for Peru.", (Some("russia"), Some("peru"))),
        ("Peru, Chile and Russia signed a deal on six Mi-35s for Peru.", (None, Some("peru"))),
        ("Peru wants to buy six Mi-35s from Russia.", (Some("russia"), Some("peru"))),
        (
            "After talks with Peru, Russia offered six Mi-35s to the Andean nation.",
            (Some("russia"), Some("peru")),
        ),
        ("Boeing received an order for six Mi-35s from Peru.", (Some("boeing"), Some("peru"))),
        ("Peru has received six Mi-35 helicopters from Russia.", (Some("russia"), Some("peru"))),
        ("Boeing selected six Mi-35s.", (None, None)),
        ("Russia delivered six Mi-35s for 9 million U.S. dollars.", (Some("russia"), None)),
        ("Peru's envoy flew to Russia and signed a deal for six Mi-35s.", (None, None)),
        ("The yard delivered six Mi-35s, a spokesman for Chile said.", (None, None)),
        ("Russia urged Peru to buy six Mi-35s.", (None, Some("peru"))),
    ];
    for (text, (supplier, recipient)) in cases {
        let source = recogniser.source(text, None);
        let count = source.statements.iter().find(|said| said.attribute == Attribute::Count);
        let count = count.unwrap_or_else(|| panic!("{text}"));
        let roles = (count.supplier.as_deref(), count.recipient.as_deref());
        assert_eq!(roles, (supplier, recipient), "{text}");
    }
}

/// "Denied buying nine" was a purchase of nine.
#[test]
fn what_is_denied_or_negated_is_not_claimed() {
    let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::builtin()));
    let cases = [
        ("Peru denied buying nine Mi-35 helicopters from Russia.", vec![Denied]),
        ("Peru denied reports that it had bought nine Mi-35s.", vec![Denied]),
        ("Peru denied a bribe; it bought nine Mi-35s.", vec![Signed]),
        ("Peru, which denied a bribe, bought nine Mi-35s.", vec![Signed]),
        ("Peru signed a contract, but the yard failed to deliver nine Mi-35s.", vec![]),
    ];
    for (text, expected) in cases {
        let source = recogniser.source(text, None);
        let counts = source.statements.iter().filter(|said| said.attribute == Attribute::Count);
        let statuses: Vec<_> = counts.map(|count| count.status).collect();
        assert_eq!(statuses, expected, "{text}");
    }
}

#[test]
fn a_rare_figure_is_that_of_one_deal() {
    let won = "Boeing won 119 orders, it says.";
    check(won, "On Monday Boeing said it had won 119 orders.", &[RelationKind::Agrees]);
    check(won, "Airbus won 119 orders, it says.", &[]);
    check(won, "Boeing won 120 orders, it says.", &[]);
    check("Boeing won 300 orders, it says.", "Boeing took 300 orders, it says.", &[]);
}

#[test]
fn a_part_is_said_beside_its_figure() {
    let six = "Peru has received six Mi-35 helicopters from Russia.";
    let last_week = "Russia delivered nine Mi-35 helicopters to Peru last week.";
    check(six, last_week, &[RelationKind::Conflicts]);
    check(six, "Russia delivered the last nine Mi-35 helicopters to Peru.", &[]);
    check(six, "Russia delivered nine more Mi-35 helicopters to Peru.", &[]);
}

#[test]
fn types_differ_where_the_recipient_is_the_same() {
    let variants = |one: &str, other: &str| relations(one, other, Attribute::Variant);
    let one = "Russia delivered Mi-35M helicopters to Peru.";
    assert_eq!(variants(one, "Russia delivered Mi-28 helicopters to Chile."), []);
    assert_eq!(variants(one, "Russia offered the G-7 to Peru."), []);
}

#[test]
fn sums_and_what_is_not_yet_done_conflict_with_nothing() {
    let values = |one: &str, other: &str| relations(one, other, Attribute::Value);
    let one = "Russia sold Mi-35 helicopters to Peru for $90 million.";
    let signed = "Peru bought Mi-35 helicopters from Russia for $95 million.";
    assert_eq!(
        values(signed, "Peru bought Mi-35 helicopters from Russia for $90 million."),
        [RelationKind::Conflicts]
    );
    assert_eq!(
        values(signed, "Together the Mi-35s that Peru bought from Russia cost $400 million."),
        []
    );
    assert_eq!(values(one, "Peru bought Mi-35s from a Franco-U.S. group for $80 million."), []);
    let dates = |one: &str, other: &str| relations(one, other, Attribute::Date);
    let lifted = "Russia lifted its embargo on arms for Peru in June 2014.";
    assert_eq!(
        dates(lifted, "Russia decides in July 2015 whether its embargo on Peru should be lifted."),
        [RelationKind::Differs]
    );
}

/// Denials of two figures conflicted, and a denial of nine denied six.
#[test]
fn who_denies_a_figure_says_nothing_of_another() {
    let denies =
        |number: &str| format!("Peru denied buying {number} Mi-35 helicopters from Russia.");
    let bought = "Peru bought six Mi-35 helicopters from Russia.";
    check(bought, &denies("six"), &[RelationKind::Denied]);
    check(bought, &denies("nine"), &[]);
    check(&denies("six"), &denies("nine"), &[]);
}

/// Two deliveries of one deal contradicted each other.
#[test]
fn batches_and_days_of_other_years_differ() {
    let delivered = |number: &str, day: &str| {
        format!("Russia delivered {number} Mi-35 helicopters to Peru in {day}.")
    };
    let (march, april) = (delivered("two", "March 2014"), delivered("four", "April 2014"));
    check(&march, &april, &[RelationKind::Differs]);
    check(&march, &delivered("four", "March 2014"), &[RelationKind::Conflicts]);
    let dates = |one: &str, other: &str| relations(one, other, Attribute::Date);
    assert_eq!(dates(&march, &april), [RelationKind::Differs]);
    assert_eq!(dates(&march, &delivered("two", "April 2014")), [RelationKind::Conflicts]);
    assert_eq!(dates(&march, &delivered("two", "June 2011")), [RelationKind::Differs]);
}

/// One article that repeated a sentence was compared with itself, each with each: a
/// minute for 1,600 of them.
#[test]
fn a_repeated_sentence_is_compared_a_few_times() {
    let six = "Peru has received six Mi-35 helicopters from Russia. ".repeat(400);
    let nine = "Russia has delivered nine Mi-35 helicopters to Peru.";
    let kinds = relations(&six, nine, Attribute::Count);
    assert!(kinds.len() <= 32 && kinds.contains(&RelationKind::Conflicts), "{kinds:?}");
}

/// A text without full stops was looked through whole for each of its figures.
#[test]
fn long_sentences_take_linear_time() {
    let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::builtin()));
    for piece in ["signed six Mi-35s for Peru ", "Peru said 9 tanks ", "in June won $5m orders, "] {
        let text = piece.repeat(60_000 / piece.len());
        let started = std::time::Instant::now();
        let _ = recogniser.source(&text, DayRange::parse("2014-11-21"));
        let _ = recogniser.claims(&text);
        assert!(started.elapsed() < std::time::Duration::from_secs(20), "{piece:?}");
    }
}
