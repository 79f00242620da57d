//! Generated texts.

use std::sync::LazyLock;
use std::time::Instant;

use ibid::DayRange;
use ibid::facts::{Fact, Recogniser};
use proptest::prelude::*;

use super::recogniser;

static RECOGNISER: LazyLock<Recogniser> = LazyLock::new(recogniser);

/// What facts are made of, and what breaks readers of them.
pub(super) const PIECES: &[&str] = &[
    "$",
    "€",
    "US$",
    "C$ ",
    "Rs.",
    "5",
    "12",
    "747",
    "1,000",
    "2000",
    "1987/88",
    "9/11",
    "3.5",
    "½",
    "million",
    "bn",
    "mln-",
    "dlrs",
    "crowns",
    "pct",
    "%",
    "four",
    "twenty",
    "-one",
    "hundred",
    "and ",
    "half a",
    "dozen",
    "thousands of",
    "to",
    "more than",
    "up to",
    "about",
    "of the",
    "helicopters",
    "Mi-35s",
    "Mi 35",
    "F-16C/Ds",
    "Boeing 737",
    "'s",
    "’s",
    "'",
    "<MD>",
    "(",
    ")",
    ",",
    ".",
    ";",
    "\n",
    "\n\n",
    " ",
    "  ",
    "\u{a0}",
    "June",
    "May",
    "Sept.",
    "Friday",
    "last",
    "next",
    "this",
    "year",
    "weeks",
    "ago",
    "early",
    "mid-",
    "the 1990s",
    "Q3",
    "will",
    "said",
    "signed",
    "yesterday",
    "31 April",
    "2014-13-01",
    "U.S.",
    "No.",
    "ß",
    "İ",
    "日本",
    "\u{301}",
    "🚁",
    "۵",
    "1/2",
    "-",
    "–",
    "to be",
    "or more",
    "+",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ];
    let joint = prop_oneof![3 => Just(" "), 1 => Just("")];
    proptest::collection::vec((piece, joint), 0..40).prop_map(|pieces| {
        pieces.into_iter().flat_map(|(piece, joint)| [piece, joint.to_owned()]).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn spans_can_be_quoted_and_values_are_in_order(text in text(), has_date: bool) {
        let published = DayRange::parse("2014-11-21").filter(|_| has_date);
        let facts = RECOGNISER.facts(&text, published);
        for fact in &facts {
            let quote = fact.span().of(&text);
            prop_assert!(quote.is_some_and(|quote| !quote.trim().is_empty()), "{fact:?}");
            let figure = match fact {
                Fact::Amount(amount) => Some(amount.figure),
                Fact::Count(count) => Some(count.figure),
                Fact::Measure(measure) => Some(measure.figure),
                _ => None,
            };
            if let Some(figure) = figure {
                prop_assert!(figure.low.is_some() || figure.high.is_some() || figure.about, "{fact:?}");
                if let (Some(low), Some(high)) = (figure.low, figure.high) {
                    prop_assert!(low <= high, "{fact:?}");
                }
            }
            if let Fact::Date(date) = fact {
                prop_assert!(date.days.is_none_or(|days| days.first <= days.last), "{fact:?}");
            }
        }
        let starts: Vec<usize> = facts.iter().map(|fact| fact.span().start).collect();
        prop_assert!(starts.is_sorted());
        for number in RECOGNISER.numbers(&text) {
            prop_assert!(number.span.of(&text).is_some());
        }
    }

    #[test]
    fn what_is_taken_once_is_no_other_fact(text in text()) {
        let facts = RECOGNISER.facts(&text, None);
        // A count may hold another: "four of 12 tugs".
        let others: Vec<&Fact> = facts.iter().filter(|fact| !matches!(fact, Fact::Count(_))).collect();
        for pair in others.windows(2) {
            prop_assert!(!pair[0].span().overlaps(pair[1].span()), "{pair:?}");
        }
    }
}

/// Texts that a reader which looks too far ahead or back reads in quadratic
/// time.
#[test]
fn long_texts_take_linear_time() {
    let pieces = [
        "1,",
        "12,34,",
        "1 000 ",
        "five ",
        "hundred ",
        "hundreds of ",
        "twenty-",
        "one and ",
        "half a ",
        "1.",
        "$",
        "$1 to ",
        "six of ",
        "four new ",
        "'",
        "<",
        "June ",
        "June and ",
        "last ",
        "early ",
        "Friday ",
        "U.S.",
        "747s ",
        "1980s ",
        "2014-",
        "crowns 5 crowns ",
        "to ",
        "more than ",
        "3 dollars ",
        "one \n",
        "\n ",
        "a",
        "§",
        "said ",
        "signed, he said, ",
        "not ",
    ];
    for piece in pieces {
        // A slow moment of the machine is no quadratic reader: it passes once.
        let grows = || growth(piece);
        assert!(
            (0..4).any(|_| grows() < MAX_GROWTH),
            "{piece:?} takes {:.1} times as long",
            grows()
        );
    }
}

/// A text four times as long takes four times as long, or sixteen times where its
/// reader is quadratic.
const MAX_GROWTH: f64 = 9.0;

/// How many times as long a text four times as long takes.
fn growth(piece: &str) -> f64 {
    let seconds = |bytes: usize| {
        let text = piece.repeat(bytes / piece.len());
        seconds_of(|| {
            let _ = RECOGNISER.facts(&text, DayRange::parse("2014-11-21"));
            let _ = RECOGNISER.claims(&text);
            let _ = RECOGNISER.numbers(&text);
        })
    };
    seconds(32_000) / seconds(8_000)
}

/// Seconds that a run takes, over as many runs as the clock can tell: some systems
/// count in steps of four milliseconds.
fn seconds_of(run: impl Fn()) -> f64 {
    let started = cpu_seconds();
    let mut runs = 0.0;
    loop {
        run();
        runs += 1.0;
        let taken = cpu_seconds() - started;
        if taken > 0.06 {
            return taken / runs;
        }
    }
}

/// Seconds that this thread has run for: those that it waits for others say nothing.
/// Where the system does not tell, the time of the clock.
fn cpu_seconds() -> f64 {
    static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse::<u64>().ok());
    nanoseconds.map_or_else(|| STARTED.elapsed().as_secs_f64(), |ns| ns as f64 / 1e9)
}

/// The bound tells a quadratic reader from a linear one.
#[test]
fn growth_is_told() {
    let steps = |count: usize| {
        seconds_of(|| {
            let sum = (0..count * count).fold(0, |sum, step| std::hint::black_box(sum ^ step));
            std::hint::black_box(sum);
        })
    };
    assert!((0..4).any(|_| steps(400) / steps(100) > MAX_GROWTH));
}
