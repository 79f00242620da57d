//! Law 2: the parser, the splitter, the analyser and the lexicon's reader accept
//! any text. The fuzz targets in `fuzz/` run the same checks for longer.

use std::sync::LazyLock;

use ibid::Lexicon;
use ibid::analysis::Analyzer;
use ibid::config::{Language, PassageConfig};
use proptest::prelude::*;

use crate::entry_points;

static ANALYZER: LazyLock<Analyzer> =
    LazyLock::new(|| Analyzer::new(Language::English, &Lexicon::builtin()));

/// Any characters, or those that mean something to one of the readers.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-+!()\"“”«»:=*~./\\[\\]{}<>&|^A-Ca-c0-9 \n\r\t\u{a0}\u{feff}\u{301}]{0,120}",
        "((AND|OR|NOT|title:|date:|label:|topic:|Mi-35|F-16C/D|2014\\.\\.|embargo)[ \n(]?){0,24}",
        "((\\[topic\\.a\\]|\\[term\\.b\\]|\\[family\\.c\\]|names = |same = |\\[\"x\"\\]|= 0\\.5)\n?){0,12}",
    ]
}

fn config() -> impl Strategy<Value = PassageConfig> {
    let in_words = (0..40_usize, 0..80_usize)
        .prop_map(|(min, max)| PassageConfig::default().with_words(min, max));
    let in_chars = (0..400_usize, 0..800_usize)
        .prop_map(|(min, max)| PassageConfig::default().with_min_chars(min).with_max_chars(max));
    prop_oneof![in_words, in_chars]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_is_a_query(text in text()) {
        entry_points::parse(&text);
    }

    #[test]
    fn any_text_splits_into_passages(text in text(), config in config()) {
        entry_points::split_text(&text, &config);
    }

    #[test]
    fn any_text_is_analysed(text in text()) {
        entry_points::analyze(&ANALYZER, &text);
    }

    #[test]
    fn any_text_is_a_lexicon(text in text()) {
        entry_points::read_lexicon(&text);
    }
}
