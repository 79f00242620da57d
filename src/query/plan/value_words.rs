//! The words of a field's value, as documents have them.

use crate::analysis::Analyzer;
use crate::query::syntax::escape::Unescaped;

/// The surfaces of a value's words, in order.
pub(crate) fn value_words(analyzer: &Analyzer, typed: &str) -> Vec<String> {
    let analysis = analyzer.analyze(&Unescaped::of(typed).text);
    analysis.words().map(|word| word.surface.to_owned()).collect()
}
