//! Many generated texts through all recognisers. The long form reads millions:
//!
//! ```text
//! IBID_TEXTS=10000000 cargo test --release --test facts generated -- --nocapture
//! ```
//!
//! `IBID_MINUTES` ends it earlier. How many texts were read is printed.

use std::time::{Duration, Instant};

use ibid::facts::{Recogniser, Said};
use ibid::{DayRange, Span};

use super::properties::PIECES;
use super::recogniser;

/// Texts of the short form.
const TEXTS: u64 = 1000;

/// Numbers that look random and are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        // A step of splitmix64: Steele, Lea and Flood, OOPSLA 2014.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// Pieces of facts in any order, with some characters of all kinds among them.
fn text(seed: u64) -> String {
    let mut numbers = Numbers(seed);
    let mut text = String::new();
    for _ in 0..numbers.below(60) {
        if numbers.below(9) == 0 {
            let highest = [0x80, 0x2_0000, 0x11_0000][numbers.below(3) as usize];
            text.extend(char::from_u32(numbers.below(highest) as u32));
        } else {
            text.push_str(PIECES[numbers.below(PIECES.len() as u64) as usize]);
        }
        if numbers.below(4) > 0 {
            text.push(' ');
        }
    }
    text
}

/// Reads a text by all recognisers, and quotes each span.
fn read(recogniser: &Recogniser, text: &str, published: Option<DayRange>) {
    let quoted = |span: Span| assert!(span.of(text).is_some_and(|quote| !quote.is_empty()));
    recogniser.facts(text, published).iter().for_each(|fact| quoted(fact.span()));
    recogniser.numbers(text).iter().for_each(|number| quoted(number.span));
    recogniser.events(text, published).iter().for_each(|event| quoted(event.span));
    for claim in recogniser.claims(text) {
        quoted(claim.span);
        quoted(claim.cue);
        claim.speaker.into_iter().for_each(quoted);
    }
    for statement in recogniser.source(text, published).statements {
        quoted(statement.span);
        quoted(statement.sentence);
        if let Said::Days(days) = statement.said {
            assert!(days.first <= days.last);
        }
    }
}

/// Tells which text a recogniser failed at.
struct Told(u64);

impl Drop for Told {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("text {}: {:?}", self.0, text(self.0));
        }
    }
}

#[test]
fn all_recognisers_read_generated_texts() {
    let of = |name: &str| std::env::var(name).ok();
    let texts = of("IBID_TEXTS").and_then(|texts| texts.parse().ok()).unwrap_or(TEXTS);
    let minutes = of("IBID_MINUTES").and_then(|minutes| minutes.parse().ok());
    let minutes: f64 = minutes.unwrap_or(f64::from(u32::MAX));
    let (recogniser, started) = (recogniser(), Instant::now());
    let end = Duration::from_secs_f64(minutes * 60.0);
    let (mut done, mut bytes) = (0, 0);
    let published = DayRange::parse("2014-11-21");
    for seed in (0..texts).take_while(|_| started.elapsed() < end) {
        let told = Told(seed);
        let text = text(told.0);
        read(&recogniser, &text, published.filter(|_| seed % 4 > 0));
        (done, bytes) = (done + 1, bytes + text.len());
    }
    println!("{done} texts, {bytes} bytes in {:.0} s", started.elapsed().as_secs_f64());
    assert!(done > 0 && bytes > 0);
}
