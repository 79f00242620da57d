//! Watches that every passage would meet.

use crate::analysis::Analyzer;
use crate::query::plan::Plan;

/// Why a watch with the plan is refused: it looks for nothing, or everything meets it.
pub(super) fn refusal(plan: &Plan, analyzer: &Analyzer) -> Option<String> {
    let why = match &plan.filter {
        None => "there is no word to look for in it",
        Some(_) if plan.has_function_words_alone(analyzer) => {
            "it has function words alone, which stand in every passage: add a word that says \
             what it is about"
        }
        Some(filter) if !filter.asks_for_something() => {
            "it excludes or restricts, but looks for nothing, so that every passage left would \
             fire: add a word"
        }
        Some(_) => return None,
    };
    Some(why.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::analysis::Analyzer;
    use crate::config::Language;
    use crate::lexicon::Lexicon;
    use crate::watch::Watch;
    use crate::watch::compiled::CompiledWatch;

    #[test]
    fn what_everything_meets_is_refused() {
        let analyzer = Analyzer::new(Language::English, &Lexicon::builtin());
        let check = |query: &str, beginning: Option<&str>| {
            let refused = CompiledWatch::new(&Watch::new("a", query), &analyzer, &[]).err();
            assert_eq!(
                refused.as_deref().map(|why| why.get(..beginning.map_or(0, str::len)).unwrap()),
                beginning,
                "{query}"
            );
        };
        check("", Some("there is no word to look for"));
        check("( ) -", Some("there is no word to look for"));
        check("the of", Some("it has function words alone"));
        check("-tugs", Some("it excludes or restricts"));
        check("label:body", Some("it excludes or restricts"));
        check("date:2014..", Some("it excludes or restricts"));
        check("tugs", None);
        check("source:Gazette", None);
        check("=the", None);
    }
}
