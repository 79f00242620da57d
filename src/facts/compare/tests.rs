use super::*;
use crate::Lexicon;
use crate::analysis::Analyzer;
use crate::config::Language;
use crate::facts::Recogniser;

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
