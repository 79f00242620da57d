//! The form of a question: which of its words ask, and for what.

use std::ops::Range;

use super::AskedKind;
use super::forms::{
    asked_by_how, asked_by_noun, asked_by_which, is_auxiliary, is_say, leads, says,
};

/// The most words of what is counted or named.
const MAX_WORDS: usize = 5;

/// A question in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) kind: AskedKind,
    /// The words of what is counted or named.
    pub(super) of: Option<Range<usize>>,
}

/// The question that words ask; the first one, if they ask several.
///
/// A question word asks only at the start, behind function words and words such as
/// "tell": within a sentence "when" and "who" join clauses.
pub(super) fn question(
    words: &[&str],
    is_function_word: &impl Fn(&str) -> bool,
) -> Option<Question> {
    let asks = |at: &usize| asked_at(words, *at, is_function_word).is_some();
    let may_lead = |at: &usize| {
        let word = words.get(*at).copied().unwrap_or_default();
        is_function_word(word) || leads(word)
    };
    let first = (0..words.len()).find(|at| asks(at) || !may_lead(at));
    let by_word = first.and_then(|at| asked_at(words, at, is_function_word));
    // "what does it cost": the noun says more than the auxiliary or "what".
    let by_noun = || noun(words, is_function_word);
    by_word.or_else(by_noun).or_else(|| yes_or_no(words))
}

/// What a question word at a place asks for.
fn asked_at(
    words: &[&str],
    at: usize,
    is_function_word: &impl Fn(&str) -> bool,
) -> Option<Question> {
    let word = |offset: usize| words.get(at + offset).copied().unwrap_or_default();
    let (next, second) = (word(1), word(2));
    let of = |from: usize| things(words, from, is_function_word);
    let (kind, things) = match word(0) {
        "how" => {
            let is_noun = !second.is_empty() && !is_function_word(second);
            let kind = asked_by_how(next, second, is_noun)?;
            (kind, of(at + 2).filter(|_| kind == AskedKind::Count))
        }
        "when" => (AskedKind::Date, None),
        "where" => (AskedKind::Place, None),
        "why" => (AskedKind::Reason, None),
        "who" if says(next) => (AskedKind::Speaker, None),
        "who" | "whom" | "whose" => (AskedKind::Name, None),
        "which" | "what" if !next.is_empty() && !is_function_word(next) => {
            (asked_by_which(word(0), next)?, None)
        }
        "what" if is_auxiliary(next) && words.iter().skip(at + 2).any(|word| is_say(word)) => {
            (AskedKind::Speaker, None)
        }
        _ => return None,
    };
    // Alone a question word asks for nothing.
    (words.len() > at + 1).then_some(Question { kind, of: things })
}

/// What is asked for by a noun, as in "tug price".
fn noun(words: &[&str], is_function_word: &impl Fn(&str) -> bool) -> Option<Question> {
    if words.len() < 2 {
        return None;
    }
    (0..words.len()).find_map(|at| {
        let word = |offset: usize| words.get(at + offset).copied().unwrap_or_default();
        let kind = asked_by_noun(word(0), word(1))?;
        let things = things(words, at + 2, is_function_word);
        Some(Question { kind, of: things.filter(|_| kind == AskedKind::Count) })
    })
}

/// A question that begins with an auxiliary.
fn yes_or_no(words: &[&str]) -> Option<Question> {
    let begins = words.len() > 2 && words.first().is_some_and(|first| is_auxiliary(first));
    begins.then_some(Question { kind: AskedKind::Status, of: None })
}

/// The words from a place up to a function word.
fn things(
    words: &[&str],
    from: usize,
    is_function_word: &impl Fn(&str) -> bool,
) -> Option<Range<usize>> {
    let behind = words.get(from..).unwrap_or_default();
    let count = behind.iter().take(MAX_WORDS).take_while(|word| !is_function_word(word)).count();
    (count > 0).then_some(from..from + count)
}

#[cfg(test)]
mod tests {
    use crate::analysis::Analyzer;
    use crate::config::Language;
    use crate::lexicon::Lexicon;
    use crate::query::plan::asked::Asked;

    #[test]
    fn questions() {
        let analyzer = Analyzer::new(Language::English, &Lexicon::builtin());
        let check = |text: &str, expected: &str| {
            let asked = Asked::of_text(text, 0, &analyzer.analyze_query(text), &analyzer);
            let sought = asked.map(|asked| asked.sought());
            assert_eq!(sought.as_deref().unwrap_or_default(), expected, "{text}");
        };
        check("how many Mi-28 were shown in Lima", "a count of Mi-28");
        check("how many attack helicopters does Peru have?", "a count of attack helicopters");
        check("tell me how many tugs sank", "a count of tugs sank");
        check("number of tanks in Chad", "a count of tanks");
        check("how many of the tanks", "a count");
        check("how many dollars did it cost", "an amount of money");
        check("how much does Peru owe", "an amount of money");
        check("how much money was paid", "an amount of money");
        check("how much fuel does it burn", "a measure");
        check("how far does it fly", "a measure");
        check("how expensive is the tug", "an amount of money");
        check("what does a tug cost", "an amount of money");
        check("what is the price of a tug", "an amount of money");
        check("tug price", "an amount of money");
        check("deal worth a billion", "an amount of money");
        check("WHEN WAS THE TUG SUNK", "a date");
        check("since when is the ban in force", "a date");
        check("which year was it signed", "a date");
        check("in what month did it end", "a date");
        check("how long ago was it", "a date");
        check("date of the first flight", "a date");
        check("where was it signed", "a place");
        check("which city was bombed", "a place");
        check("who visited Lima", "a name");
        check("which yards closed", "a name");
        check("who says the ban is over", "who says so");
        check("what did the minister say about tugs", "who says so");
        check("why was it put off", "a reason");
        check("reasons for the delay", "a reason");
        check("Peru reaction to the sale", "a reaction");
        check("response to the sale", "a reaction");
        check("how did Peru react", "a reaction");
        check("did Peru buy tugs", "whether it happened");
        check("is Peru still buying tugs", "whether it happened");
        // Nothing but things.
        check("lighthouse keeper", "");
        check("ships hit when they left", "");
        check("officers who resigned", "");
        check("what Peru wants", "");
        check("immune response", "");
        check("how Peru builds tugs", "");
        check("did it", "");
        check("price", "");
        check("when", "");
        check("", "");
    }
}
