//! Facts of any text: no panic, spans that can be quoted, linear time; and the
//! facts of the sample articles.

// Clippy lets unwrap only functions marked as tests; these are all part of one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod generated;
mod golden;
mod properties;

use ibid::Lexicon;
use ibid::analysis::Analyzer;
use ibid::config::Language;
use ibid::facts::Recogniser;

fn recogniser() -> Recogniser {
    Recogniser::new(&Analyzer::new(Language::English, &Lexicon::builtin()))
}
