//! Which party of a sentence gives and which receives.

use std::collections::BTreeSet;

use super::party::Party;
use crate::facts::claim::cue::CuePlace;
use crate::facts::claim::status::Status;
use crate::facts::reading::Reading;

/// People who come from a country without giving anything.
const PEOPLE: &[&str] = &[
    "officials",
    "leaders",
    "ministers",
    "sources",
    "source",
    "delegation",
    "experts",
    "official",
    "minister",
    "troops",
    "diplomats",
    "visitors",
    "team",
    "pilots",
    "officers",
    "representatives",
];

/// Who speaks for a party: it receives nothing by that.
const SPOKESMEN: &[&str] =
    &["spokesman", "spokeswoman", "spokesperson", "spokesmen", "adviser", "attorney", "lawyer"];

/// Words that somebody goes, and nothing is sent, with "to" behind.
const MOTIONS: &[&str] = &[
    "fly",
    "flies",
    "flew",
    "flown",
    "flying",
    "go",
    "goes",
    "went",
    "gone",
    "going",
    "come",
    "comes",
    "came",
    "travel",
    "travels",
    "travelled",
    "traveled",
    "travelling",
    "return",
    "returns",
    "returned",
    "visit",
    "visits",
    "trip",
    "tour",
    "journey",
    "mission",
    "ambassador",
    "envoy",
    "delegation",
    "flight",
    "drove",
    "rushed",
    "hurried",
    "invited",
];

/// Forms of verbs that address who is to act: "urged Peru to buy".
const ADDRESSES: &[&str] =
    &["urg", "ask", "persuad", "convinc", "lobb", "press", "invit", "request", "tell", "told"];

/// An infinitive hangs on a cue at most this many tokens before it.
const GOVERNED_WINDOW: usize = 9;

/// Who gives and who receives, where a sentence says it, and who is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Roles {
    pub(super) supplier: Option<String>,
    pub(super) recipient: Option<String>,
    pub(super) named: BTreeSet<String>,
}

/// The roles of a sentence around its cue.
pub(super) fn roles(reading: &Reading<'_>, parties: &[Party], cue: &CuePlace) -> Roles {
    let mut roles = Roles {
        named: parties.iter().map(|party| party.name.clone()).collect(),
        ..Roles::default()
    };
    for party in parties {
        if let Some(slot) = slot_by_preposition(reading, party, cue, &mut roles) {
            slot.get_or_insert_with(|| party.name.clone());
        }
    }
    let addressed = addressed(reading, parties, cue, &mut roles);
    let subject = subject(reading, parties, cue).filter(|_| !addressed);
    let slot = slot_of_subject(reading, cue, &mut roles);
    if let (Some(slot), Some(subject)) = (slot, subject) {
        slot.get_or_insert_with(|| subject.name.clone());
    }
    if roles.recipient.is_none() && names_nation(reading, cue) {
        roles.recipient = other_party(parties, roles.supplier.as_deref());
    }
    if roles.supplier == roles.recipient {
        (roles.supplier, roles.recipient) = (None, None);
    }
    let is_maker = |name: &String| reading.vocabulary.makers.contains(name);
    roles.recipient = roles.recipient.filter(|name| !is_maker(name));
    if roles.supplier.is_none() && cue.status == Status::Signed {
        roles.supplier = partner(reading, parties, roles.recipient.as_deref());
    }
    roles
}

/// What the preposition before a party makes of it.
fn slot_by_preposition<'s>(
    reading: &Reading<'_>,
    party: &Party,
    cue: &CuePlace,
    roles: &'s mut Roles,
) -> Option<&'s mut Option<String>> {
    let tokens = &reading.tokens;
    let article = usize::from(tokens.is(party.first.wrapping_sub(1), "the"));
    let at = party.first.wrapping_sub(1 + article);
    match tokens.word(at) {
        "to" if MOTIONS.contains(&tokens.word(at.wrapping_sub(1))) => None,
        "for" if SPOKESMEN.contains(&tokens.word(at.wrapping_sub(1))) => None,
        "to" | "for" | "supply" => Some(&mut roles.recipient),
        // "won an order from the Navy".
        "from" if cue.status == Status::Signed && gives(reading, cue) => Some(&mut roles.recipient),
        // "signed by officials from Peru".
        "from" if PEOPLE.contains(&tokens.word(at.wrapping_sub(1))) => None,
        "from" => Some(&mut roles.supplier),
        "on" | "against" if is_of_measure(cue) => Some(&mut roles.recipient),
        "by" if matches!(cue.status, Status::Delivered | Status::Offered) => {
            Some(&mut roles.supplier)
        }
        _ => None,
    }
}

/// Gives the role to a party that is urged to buy or sell; whether it buys. Who
/// urges a buyer is no party to the deal.
fn addressed(reading: &Reading<'_>, parties: &[Party], cue: &CuePlace, roles: &mut Roles) -> bool {
    let (tokens, vocabulary) = (&reading.tokens, reading.vocabulary);
    let addresses = ADDRESSES.iter().any(|verb| tokens.word(cue.first).starts_with(verb));
    let is_behind = |party: &&Party| {
        let article = usize::from(tokens.is(cue.end, "the"));
        party.first == cue.end + article && tokens.is(party.end, "to")
    };
    let party = parties.iter().find(is_behind).filter(|_| addresses);
    let Some(party) = party else { return false };
    let verb = tokens.word(party.end + 1);
    let buys = vocabulary.receives.contains(verb);
    if buys {
        roles.recipient = Some(party.name.clone());
    } else if vocabulary.gives.contains(verb) {
        roles.supplier.get_or_insert_with(|| party.name.clone());
    }
    buys
}

/// What the cue makes of its subject, by the verb that hangs on it before its own.
fn slot_of_subject<'s>(
    reading: &Reading<'_>,
    cue: &CuePlace,
    roles: &'s mut Roles,
) -> Option<&'s mut Option<String>> {
    let governed = governed_verb(reading, cue).map(|at| reading.tokens.word(at));
    let has = |verbs: &BTreeSet<String>| governed.is_some_and(|verb| verbs.contains(verb));
    if has(&reading.vocabulary.gives) {
        Some(&mut roles.supplier)
    } else if has(&reading.vocabulary.receives) {
        Some(&mut roles.recipient)
    } else if gives(reading, cue) {
        Some(&mut roles.supplier)
    } else if receives(reading, cue) {
        Some(&mut roles.recipient)
    } else {
        None
    }
}

/// Whether something goes "to the Andean nation" behind a cue.
fn names_nation(reading: &Reading<'_>, cue: &CuePlace) -> bool {
    const WINDOW: usize = 24;
    const NATIONS: &[&str] = &["nation", "country", "state", "kingdom", "republic"];
    let tokens = &reading.tokens;
    let end = tokens.sentence_end(cue.first).min(cue.end + WINDOW);
    (cue.end..end).any(|at| {
        let is_to = tokens.is_any(at, &["to", "for"]) && tokens.is(at + 1, "the");
        is_to && (at + 2..(at + 6).min(end)).any(|place| tokens.is_any(place, NATIONS))
    })
}

/// The only party that is not the one named.
fn other_party(parties: &[Party], known: Option<&str>) -> Option<String> {
    let known = known?;
    let others: BTreeSet<&str> =
        parties.iter().map(|party| party.name.as_str()).filter(|name| *name != known).collect();
    let mut others = others.into_iter();
    let other = others.next()?;
    others.next().is_none().then(|| other.to_owned())
}

/// The other one of two parties that sign together, where one of them receives:
/// "Peru and Russia signed a deal on tanks for Peru".
fn partner(reading: &Reading<'_>, parties: &[Party], recipient: Option<&str>) -> Option<String> {
    let recipient = recipient?;
    let pairs = parties.iter().zip(parties.iter().skip(1));
    let mut joined = pairs.filter(|(one, other)| {
        let behind = reading.tokens.is_any(one.end, &["and", "with"]);
        behind && other.first == one.end + 1 && one.name != other.name
    });
    let (one, other) = joined.next()?;
    let names: BTreeSet<&str> = parties.iter().map(|party| party.name.as_str()).collect();
    // A third party may be the one that supplies.
    let partner = if one.name == recipient { other } else { one };
    let is_pair = one.name == recipient || other.name == recipient;
    (is_pair && names.len() == 2).then(|| partner.name.clone())
}

/// The place of the verb of the infinitive that hangs on a cue: "agreed to sell",
/// "plans a deal to buy". Another's infinitive hangs on a request: "asked Peru to
/// sell".
fn governed_verb(reading: &Reading<'_>, cue: &CuePlace) -> Option<usize> {
    let (tokens, vocabulary) = (&reading.tokens, reading.vocabulary);
    let is_of_other = cue.status == Status::Requested;
    let window = (cue.end..cue.end + GOVERNED_WINDOW).take_while(|_| !is_of_other);
    let mut window = window.take_while(|at| !tokens.is_any(*at, &[",", ".", ";", "that"]));
    window.find(|at| {
        let word = tokens.word(*at);
        let is_verb = vocabulary.gives.contains(word) || vocabulary.receives.contains(word);
        is_verb && tokens.is(at.wrapping_sub(1), "to")
    })
}

/// Whether a preposition stands before a party: it is then no subject.
fn follows_preposition(reading: &Reading<'_>, party: &Party) -> bool {
    const PREPOSITIONS: &[&str] = &[
        "to", "for", "in", "from", "with", "by", "of", "against", "on", "at", "between", "over",
        "near",
    ];
    let before = party.first.wrapping_sub(1);
    let at = if reading.tokens.is(before, "the") { before.wrapping_sub(1) } else { before };
    PREPOSITIONS.contains(&reading.tokens.word(at))
}

/// The party before a cue, if it is no owner: "outbid Saab to land a contract"
/// has its subject before the object.
fn subject<'p>(reading: &Reading<'_>, parties: &'p [Party], cue: &CuePlace) -> Option<&'p Party> {
    let tokens = &reading.tokens;
    let infinitive = cue.first.wrapping_sub(1);
    let is_object = |party: &Party| tokens.is(infinitive, "to") && party.end == infinitive;
    let before = |party: &&Party| {
        party.end <= cue.first && !is_object(party) && !follows_preposition(reading, party)
    };
    let subject = parties.iter().rev().find(before)?;
    let is_owner = tokens.is_any(subject.end, &["'", "’"]) && tokens.is(subject.end + 1, "s");
    (!is_owner).then_some(subject)
}

/// Whether an embargo or sanctions are imposed or lifted, against whoever receives
/// nothing meanwhile.
fn is_of_measure(cue: &CuePlace) -> bool {
    matches!(cue.status, Status::Imposed | Status::Lifted)
}

/// Whether the subject of a cue supplies, or imposes a measure: "offered", "won an
/// order".
fn gives(reading: &Reading<'_>, cue: &CuePlace) -> bool {
    // "received a contract" is of the seller.
    let is_of_seller =
        cue.status == Status::Signed && reading.tokens.word(cue.first).starts_with("receiv");
    cue.status == Status::Offered
        || is_of_measure(cue)
        || is_of_seller
        || has_verb(reading, cue, &reading.vocabulary.gives)
}

/// Whether the subject of a cue is supplied: "requested", "took delivery".
fn receives(reading: &Reading<'_>, cue: &CuePlace) -> bool {
    // "received a contract" is of the seller, "received six tanks" of the buyer.
    let is_of_buyer = cue.status == Status::Delivered
        && (reading.tokens.word(cue.first).starts_with("receiv")
            || reading.tokens.is_any(cue.first, &["get", "gets", "got", "getting"]));
    cue.status == Status::Requested
        || is_of_buyer
        || has_verb(reading, cue, &reading.vocabulary.receives)
}

/// Whether the last verb of a cue is among the verbs: "will acquire" is of the
/// second, "took delivery" of the first.
fn has_verb(reading: &Reading<'_>, cue: &CuePlace, verbs: &BTreeSet<String>) -> bool {
    // "firm orders" and "orders from" are nouns: buyer and seller have them.
    let is_noun = cue.end > cue.first + 1
        && (cue.first..cue.end).any(|at| reading.tokens.is_any(at, &["order", "orders"]));
    !is_noun && (cue.first..cue.end).any(|at| verbs.contains(reading.tokens.word(at)))
}
