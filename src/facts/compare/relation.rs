//! How two statements stand to each other.

use super::item::MEASURES;
use super::kind::RelationKind;
use super::statement::{Attribute, Said, Statement};
use crate::date::DayRange;
use crate::facts::claim::status::{Certainty, Status};
use crate::facts::fact::Figure;

/// "About" widens a figure by this share of it.
const ABOUT: f64 = 0.05;

/// Articles that are further apart than this many days may be of two deals.
const ONE_YEAR: i32 = 366;

/// How far a deal has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Talk,
    Deal,
    Done,
    Undone,
}

/// How what is said stands, before stages and hedges are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meeting {
    Same,
    Within,
    Apart,
}

/// How a thing or party of one statement fits that of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Both say something else.
    Differs,
    /// One of them says nothing.
    Unknown,
    /// The surroundings of one name it.
    Weak,
    /// Both sentences name the same two parties, without a role.
    Paired,
    /// Both name it in the sentence.
    Strong,
    /// Both say it, by its role.
    Said,
}

/// How thing, supplier and recipient of two statements fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fits {
    thing: Fit,
    supplier: Fit,
    recipient: Fit,
    is_same_family: bool,
}

/// The relation of two statements and its reason; `None` where they are not
/// about one deal, or nothing follows. In one text only agreement is told: its
/// author lists what is not the same.
pub(super) fn relation(
    one: &Statement,
    other: &Statement,
    published: (Option<DayRange>, Option<DayRange>),
    is_one_text: bool,
) -> Option<(RelationKind, String)> {
    let fits = fits(one, other);
    if one.is_part || other.is_part {
        return None;
    }
    if !is_one_deal(one, other, fits) {
        let reason = "both give the same figure, which few others have".to_owned();
        return is_same_rare_figure(one, other, fits).then_some((RelationKind::Agrees, reason));
    }
    let meeting = meeting(one, other)?;
    let denies = |statement: &Statement| statement.status == Status::Denied;
    if (denies(one) || denies(other)) && meeting == Meeting::Apart {
        // Who denies nine says nothing of six.
        return None;
    }
    if denies(one) != denies(other) {
        let reason = "one denies what the other asserts".to_owned();
        return is_surely_one_deal(one, fits).then_some((RelationKind::Denied, reason));
    }
    match meeting {
        Meeting::Same => Some((RelationKind::Agrees, "both say the same".to_owned())),
        Meeting::Within => Some((RelationKind::Refines, "one is more precise".to_owned())),
        Meeting::Apart if is_one_text || !is_surely_one_deal(one, fits) => None,
        Meeting::Apart => Some(apart(one, other, published)),
    }
}

fn fits(one: &Statement, other: &Statement) -> Fits {
    // The supplier is what is asked for: it is no part of the key.
    let supplier = match one.attribute {
        Attribute::Supplier => Fit::Said,
        _ => role(one, other, |statement| &statement.supplier),
    };
    Fits {
        thing: thing(one, other),
        supplier,
        recipient: role(one, other, |statement| &statement.recipient),
        is_same_family: one.family.is_some() && one.family == other.family,
    }
}

/// Whether all that is said of both deals agrees: two of thing, supplier and
/// recipient on both sides, and none that differs.
fn is_one_deal(one: &Statement, other: &Statement, fits: Fits) -> bool {
    let Fits { thing, supplier, recipient, is_same_family } = fits;
    let parts = [thing, supplier, recipient];
    if parts.contains(&Fit::Differs) {
        return false;
    }
    // Where a role is not known to be one, the sentences may be of two deals: "four jets to
    // Swissair" and "four jets to Finnair".
    let is_nested = one.own_parties.is_subset(&other.own_parties)
        || other.own_parties.is_subset(&one.own_parties);
    if (supplier == Fit::Unknown || recipient == Fit::Unknown) && !is_nested {
        return false;
    }
    // A class or another type of it is weaker than a family: both parties have to agree.
    let agreeing = parts.iter().filter(|fit| **fit >= Fit::Weak).count();
    agreeing >= if is_same_family { 2 } else { 3 }
}

/// Whether both give one exact figure of three digits or more for things of one
/// class, and name one party: such a figure is hardly another deal's.
fn is_same_rare_figure(one: &Statement, other: &Statement, fits: Fits) -> bool {
    let Fits { thing, supplier, recipient, .. } = fits;
    let fits = thing == Fit::Strong && supplier != Fit::Differs && recipient != Fit::Differs;
    let is_rare = |figure: Figure| {
        let is_exact = figure.low.is_some() && figure.low == figure.high && !figure.about;
        is_exact && figure.low.is_some_and(|low| low > 100.0 && low % 100.0 != 0.0)
    };
    match (&one.said, &other.said) {
        (Said::Figure(first), Said::Figure(second)) => {
            let shares_party = !one.own_parties.is_disjoint(&other.own_parties);
            fits && shares_party && first == second && is_rare(*first)
        }
        _ => false,
    }
}

/// Whether a difference may be told: a false alarm is worse than silence. Both
/// sentences have to say supplier and recipient, and be of one family; the
/// types of one class differ by family.
fn is_surely_one_deal(one: &Statement, fits: Fits) -> bool {
    let Fits { supplier, recipient, is_same_family, .. } = fits;
    let paired = [supplier, recipient].iter().filter(|fit| **fit >= Fit::Paired).count();
    let is_whole = supplier >= Fit::Weak && recipient >= Fit::Weak;
    match one.attribute {
        // A maker has many buyers: who receives it tells the deals apart.
        Attribute::Variant => {
            is_whole && recipient == Fit::Said
                || supplier >= Fit::Strong && recipient >= Fit::Strong
        }
        Attribute::Count => is_same_family && is_whole && paired >= 1,
        // One country has one embargo against another at a time.
        Attribute::Date if one.class.as_deref() == Some(MEASURES) => paired == 2,
        Attribute::Value | Attribute::Date => is_same_family && paired == 2,
        Attribute::Supplier => is_same_family && recipient == Fit::Said,
    }
}

/// How what is traded fits.
fn thing(one: &Statement, other: &Statement) -> Fit {
    if let (Some(first), Some(second)) = (&one.family, &other.family)
        && one.attribute != Attribute::Variant
        && first != second
    {
        return Fit::Differs;
    }
    match (&one.class, &other.class) {
        (Some(first), Some(second)) if first == second => Fit::Strong,
        (Some(_), Some(_)) => Fit::Differs,
        _ if one.family.is_some() && one.family == other.family => Fit::Strong,
        _ => Fit::Unknown,
    }
}

/// How a party fits: by its role, or as one that the other side names without
/// a role.
fn role(one: &Statement, other: &Statement, of: fn(&Statement) -> &Option<String>) -> Fit {
    let named = |statement: &Statement, name: &String| {
        if statement.own_parties.contains(name) {
            Fit::Strong
        } else if statement.parties.contains(name) {
            Fit::Paired
        } else {
            Fit::Unknown
        }
    };
    match (of(one), of(other)) {
        (Some(first), Some(second)) if first == second => Fit::Said,
        (Some(_), Some(_)) => Fit::Differs,
        (Some(name), None) => named(other, name),
        (None, Some(name)) => named(one, name),
        // Without roles, the same two parties and no other.
        (None, None) if one.own_parties.len() >= 2 && one.own_parties == other.own_parties => {
            Fit::Paired
        }
        (None, None) => Fit::Unknown,
    }
}

fn meeting(one: &Statement, other: &Statement) -> Option<Meeting> {
    match (&one.said, &other.said) {
        (Said::Figure(first), Said::Figure(second)) => Some(figures(*first, *second)),
        (Said::Money(first, currency), Said::Money(second, other)) => {
            (currency == other).then(|| figures(*first, *second))
        }
        // The days of a signature and of a delivery answer two questions.
        (Said::Days(first), Said::Days(second)) => {
            (one.status == other.status).then(|| days(*first, *second))
        }
        (Said::Party(first), Said::Party(second)) => {
            Some(if first == second { Meeting::Same } else { Meeting::Apart })
        }
        (Said::Designator(first), Said::Designator(second)) => {
            Some(designators(first, second, one.family == other.family))
        }
        _ => None,
    }
}

pub(super) fn figures(first: Figure, second: Figure) -> Meeting {
    let bounds = |figure: Figure| {
        let widen = if figure.about { ABOUT } else { 0.0 };
        let low = figure.low.map_or(f64::NEG_INFINITY, |low| low * (1.0 - widen));
        (low, figure.high.map_or(f64::INFINITY, |high| high * (1.0 + widen)))
    };
    let (first, second) = (bounds(first), bounds(second));
    if first.0 <= second.1 && second.0 <= first.1 { Meeting::Same } else { Meeting::Apart }
}

pub(super) fn days(first: DayRange, second: DayRange) -> Meeting {
    let holds =
        |outer: DayRange, inner: DayRange| outer.first <= inner.first && inner.last <= outer.last;
    if first == second {
        Meeting::Same
    } else if holds(first, second) || holds(second, first) {
        Meeting::Within
    } else if first.overlaps(second) {
        Meeting::Same
    } else {
        Meeting::Apart
    }
}

fn designators(first: &str, second: &str, is_family: bool) -> Meeting {
    if first == second {
        Meeting::Same
    } else if is_family && (first.starts_with(second) || second.starts_with(first)) {
        Meeting::Within
    } else {
        Meeting::Apart
    }
}

/// Whether statements that do not meet conflict, and why or why not.
fn apart(
    one: &Statement,
    other: &Statement,
    published: (Option<DayRange>, Option<DayRange>),
) -> (RelationKind, String) {
    let differs = |reason: &str| (RelationKind::Differs, reason.to_owned());
    if stage(one.status) != stage(other.status) {
        return differs("other stages of a deal: both may be true");
    }
    if stage(one.status) == Stage::Talk {
        return differs("talks exclude nothing: both may be true");
    }
    if one.attribute == Attribute::Variant {
        return differs("other types: both may be true");
    }
    if one.attribute == Attribute::Supplier {
        return differs("other suppliers: both may be true");
    }
    if one.certainty != Certainty::Asserted || other.certainty != Certainty::Asserted {
        return differs("one is not certain: both may be true");
    }
    let is_far = |first: DayRange, second: DayRange| {
        (first.first.days_since_epoch() - second.first.days_since_epoch()).abs() > ONE_YEAR
    };
    if let (Said::Days(first), Said::Days(second)) = (&one.said, &other.said)
        && is_far(*first, *second)
    {
        return differs("the days are more than a year apart: both may be true");
    }
    let far = published.0.zip(published.1).is_some_and(|(first, second)| is_far(first, second));
    if far && matches!(one.attribute, Attribute::Count | Attribute::Value) {
        return differs("the articles are more than a year apart: both may be true");
    }
    (RelationKind::Conflicts, "the same stage, both asserted, and nothing in common".to_owned())
}

fn stage(status: Status) -> Stage {
    match status {
        Status::Planned
        | Status::Requested
        | Status::Offered
        | Status::Negotiated
        | Status::Threatened => Stage::Talk,
        Status::Approved | Status::Signed => Stage::Deal,
        Status::Delivered | Status::Imposed | Status::Lifted => Stage::Done,
        Status::Suspended | Status::Cancelled | Status::Rejected | Status::Denied => Stage::Undone,
    }
}
