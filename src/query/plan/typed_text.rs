//! Free text as it was typed: without the backslashes that escape signs, and
//! with capitals that tell something.

use std::borrow::Cow;

use super::Filter;
use super::lower::Lowering;
use super::stop_phrases::is_before_us;
use crate::query::syntax::escape::Unescaped;
use crate::span::Span;

/// Acronyms that are function words where capitals tell nothing: of questions
/// ("WHO SIGNED IT") rather than names. "US" is hardly ever a pronoun.
const PRONOUNS: [&str; 2] = ["IT", "WHO"];

/// The text with pronouns in capitals in small letters; byte for byte as long.
fn with_small_pronouns(text: &str) -> Cow<'_, str> {
    let (mut small, mut before) = (String::new(), "");
    let is_mark = |c: char| !c.is_alphanumeric();
    for piece in text.split_inclusive(is_mark) {
        let word = piece.trim_end_matches(is_mark);
        let is_us = word == "US" && is_before_us(&before.to_ascii_lowercase());
        let is_small = is_us || PRONOUNS.contains(&word);
        small.push_str(&if is_small { piece.to_ascii_lowercase() } else { piece.to_owned() });
        before = if word.is_empty() { before } else { word };
    }
    if small == text { Cow::Borrowed(text) } else { Cow::Owned(small) }
}

impl Lowering<'_> {
    /// Adds the concepts of free text as [`text`](Self::text) does, with the
    /// words and spans of the query as typed.
    pub(super) fn typed_text(&mut self, typed: &str, span: Span) -> Vec<Filter> {
        let unescaped = Unescaped::of(typed);
        let plain = if self.capitals_tell {
            Cow::Borrowed(unescaped.text.as_ref())
        } else {
            with_small_pronouns(&unescaped.text)
        };
        let (concepts, ignored) = (self.lowered.plan.concepts.len(), self.lowered.ignored.len());
        let filters = self.text(&plain, span);
        if plain == typed {
            return filters;
        }
        // The text's spans begin with it; those of concepts typed before stay.
        let inner = |of_query: Span| {
            Span::new(of_query.start.saturating_sub(span.start), of_query.end - span.start)
        };
        let as_typed = |text: &mut String, of_query: &mut Span| {
            if of_query.end <= span.start {
                return;
            }
            let inner = inner(*of_query);
            *text = inner.of(&unescaped.text).map_or_else(|| text.clone(), str::to_owned);
            *of_query = unescaped.as_typed(inner).shifted(span.start);
        };
        for concept in self.lowered.plan.concepts.iter_mut().skip(concepts) {
            as_typed(&mut concept.typed, &mut concept.span);
        }
        for part in self.lowered.ignored.iter_mut().skip(ignored) {
            as_typed(&mut part.text, &mut part.span);
        }
        filters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pronouns_in_capitals() {
        let check = |text: &str, expected: &str| {
            assert_eq!(with_small_pronouns(text), expected, "{text}");
        };
        check("WHO SOLD IT?", "who SOLD it?");
        check("US TANKS FOR KABUL", "US TANKS FOR KABUL");
        check("TELL US ABOUT TANKS", "TELL us ABOUT TANKS");
        check("GIVE: US, IT", "GIVE: us, it");
        check("W.H.O. WHOLE ITEMS", "W.H.O. WHOLE ITEMS");
        check("ÉTÉ IT", "ÉTÉ it");
    }
}
