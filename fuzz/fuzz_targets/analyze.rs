//! Analyses any text as a passage and as a query.
#![no_main]

#[path = "../../tests/support/entry_points.rs"]
mod entry_points;

use std::sync::LazyLock;

use ibid::Lexicon;
use ibid::analysis::Analyzer;
use ibid::config::Language;

static ANALYZER: LazyLock<Analyzer> =
    LazyLock::new(|| Analyzer::new(Language::English, &Lexicon::builtin()));

libfuzzer_sys::fuzz_target!(|text: &str| entry_points::analyze(&ANALYZER, text));
