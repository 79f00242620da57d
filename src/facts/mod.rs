//! Facts in a text: amounts of money, counts, measures and dates, each with
//! its bytes and its value.
//!
//! Recognition is by rules, in one pass for each kind. An earlier kind takes
//! its words away from the later ones: designators of equipment, amounts,
//! dates, measures, counts. So the 35 of "Mi-35" counts nothing.

mod amount;
mod bound;
mod calendar;
mod claim;
mod compare;
pub(crate) mod condition;
mod count;
mod event;
mod fact;
mod figure_type;
mod label;
mod line_ends;
mod measure;
mod moved;
mod number;
mod passage;
mod reading;
mod status_name;
mod token;
mod token_kind;
mod trigger;
pub(crate) mod typed;
pub(crate) mod value;
mod vocabulary;
mod word_table;

#[cfg(test)]
mod tests;

pub use claim::Claim;
pub use claim::status::{Certainty, Status};
pub(crate) use compare::compare_counting;
pub use compare::{Attribute, RelationKind, Said, Source, Statement, StatementRelation, compare};
pub use event::Event;
pub use fact::{Amount, Basis, Count, Dated, Fact, Figure, Measure, Number, Precision};

use crate::analysis::{Analyzer, Designator, Mode};
use crate::date::DayRange;
use crate::span::Span;
use crate::util::fnv::fnv_1a;
use claim::cue::cues_in;
use number::numeral::free_number_at;
use reading::Reading;
use token::Tokens;
use trigger::Triggers;
use vocabulary::{BUILTIN_VOCABULARY, Vocabulary};

/// Recognises the facts of texts. It is made once and can be shared between
/// threads.
///
/// ```
/// use ibid::analysis::Analyzer;
/// use ibid::config::Language;
/// use ibid::facts::{Fact, Recogniser};
/// use ibid::{DayRange, Lexicon};
///
/// let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::builtin()));
/// let text = "Last June they ordered 20 Mi-35s for more than $153 million.";
/// let facts = recogniser.facts(text, DayRange::parse("2014-11-21"));
///
/// let Fact::Date(date) = &facts[0] else { panic!() };
/// assert_eq!(date.days.unwrap().to_string(), "2014-06");
/// let Fact::Count(count) = &facts[1] else { panic!() };
/// assert_eq!((count.figure.low, count.unit.as_str()), (Some(20.0), "Mi-35"));
/// let Fact::Amount(amount) = &facts[2] else { panic!() };
/// assert_eq!((amount.figure.low, amount.figure.high), (Some(153e6), None));
/// assert_eq!(amount.span.of(text), Some("$153 million"));
/// ```
#[derive(Debug, Clone)]
pub struct Recogniser {
    analyzer: Analyzer,
    vocabulary: &'static Vocabulary,
}

impl Recogniser {
    /// A recogniser that knows the designators of an analyser's lexicon.
    ///
    /// Its tables are read once a process.
    ///
    /// ```
    /// use ibid::analysis::Analyzer;
    /// use ibid::config::Language;
    /// use ibid::facts::Recogniser;
    /// use ibid::Lexicon;
    ///
    /// let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::default()));
    /// assert_eq!(recogniser.facts("Nothing is counted here.", None), []);
    /// ```
    #[must_use]
    pub fn new(analyzer: &Analyzer) -> Self {
        Self { analyzer: analyzer.clone(), vocabulary: &BUILTIN_VOCABULARY }
    }

    /// The facts of a text by where they start. `published` is the document's
    /// own date; without it, dates that need it have no days.
    ///
    /// The text is best the whole of a document: the countries that it names
    /// tell which crowns or francs it speaks of. Never panics; linear in the
    /// length of the text.
    ///
    /// ```
    /// use ibid::analysis::Analyzer;
    /// use ibid::config::Language;
    /// use ibid::facts::{Fact, Recogniser};
    /// use ibid::Lexicon;
    ///
    /// let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::builtin()));
    /// let facts = recogniser.facts("Norway pays 540 mln crowns.", None);
    /// let Fact::Amount(amount) = &facts[0] else { panic!() };
    /// assert_eq!(amount.currency, "NOK");
    /// ```
    #[must_use]
    pub fn facts(&self, text: &str, published: Option<DayRange>) -> Vec<Fact> {
        self.reading(text, published).facts
    }

    /// The text with its facts.
    fn reading<'r>(&'r self, text: &'r str, published: Option<DayRange>) -> Reading<'r> {
        let designators = self.analyzer.designators().recognise(text, Mode::Text);
        self.read(Tokens::new(text), published, designators)
    }

    /// A text with its facts, whose designators are known.
    fn read<'r>(
        &'r self,
        tokens: Tokens<'r>,
        published: Option<DayRange>,
        designators: Vec<Designator>,
    ) -> Reading<'r> {
        let mut reading = Reading::new(tokens, self.vocabulary, published);
        reading.take_equipment(designators);
        if reading.tokens.has_no_trigger() {
            return reading;
        }
        amount::recognise(&mut reading);
        calendar::recognise(&mut reading);
        measure::recognise(&mut reading);
        count::recognise(&mut reading);
        reading.facts.sort_by_key(|fact| (fact.span().start, fact.span().end));
        reading
    }

    /// The claims of a text by where they start: what was signed, delivered or
    /// lifted, how surely, and who says so.
    ///
    /// A sentence has at most one, that of its first verb with a status. Never
    /// panics; linear in the length of the text.
    ///
    /// ```
    /// use ibid::analysis::Analyzer;
    /// use ibid::config::Language;
    /// use ibid::facts::{Certainty, Recogniser, Status};
    /// use ibid::Lexicon;
    ///
    /// let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::builtin()));
    /// let text = "Peru will sign a contract, a minister said.";
    /// let claim = &recogniser.claims(text)[0];
    /// assert_eq!((claim.status, claim.certainty), (Status::Signed, Certainty::Expected));
    /// assert_eq!(claim.speaker.unwrap().of(text), Some("a minister"));
    /// ```
    #[must_use]
    pub fn claims(&self, text: &str) -> Vec<Claim> {
        claim::claims(&Tokens::new(text), &self.vocabulary.statuses)
    }

    /// The statements of a text, to be [compared](compare()) with those of others:
    /// each figure, date and designator of a claim, with the deal that it is about.
    ///
    /// Never panics; linear in the length of the text.
    ///
    /// ```
    /// use ibid::analysis::Analyzer;
    /// use ibid::config::Language;
    /// use ibid::facts::{Attribute, Recogniser};
    /// use ibid::Lexicon;
    ///
    /// let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::builtin()));
    /// let source = recogniser.source("Peru has received six tanks from Russia.", None);
    /// let count = source.statements.iter().find(|said| said.attribute == Attribute::Count).unwrap();
    /// assert_eq!(count.supplier.as_deref(), Some("russia"));
    /// assert_eq!(count.recipient.as_deref(), Some("peru"));
    /// ```
    #[must_use]
    pub fn source(&self, text: &str, published: Option<DayRange>) -> Source {
        self.source_with_title("", text, published)
    }

    /// As [`source`](Self::source), of a text whose title does not stand in it:
    /// the parties and the thing that the title names are those of the text.
    ///
    /// ```
    /// use ibid::analysis::Analyzer;
    /// use ibid::config::Language;
    /// use ibid::facts::Recogniser;
    /// use ibid::Lexicon;
    ///
    /// let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::builtin()));
    /// let title = "Chile waits for tanks";
    /// let source = recogniser.source_with_title(title, "A deal for six was signed.", None);
    /// assert!(source.statements.iter().all(|said| said.parties.contains("chile")));
    /// ```
    #[must_use]
    pub fn source_with_title(
        &self,
        title: &str,
        text: &str,
        published: Option<DayRange>,
    ) -> Source {
        let reading = self.reading(text, published);
        let title = (!title.is_empty()).then(|| self.reading(title, published));
        let statements = compare::statements(&reading, title.as_ref(), self.analyzer.relations());
        // Blanks and letter case make no other voice.
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let voice = fnv_1a(words.join(" ").as_bytes());
        Source { published, voice, statements }
    }

    /// The events of a text for a timeline: each sentence with its dates, or with
    /// the days of publication where it has none. A sentence without either is no
    /// event. Never panics; linear in the length of the text.
    ///
    /// ```
    /// use ibid::analysis::Analyzer;
    /// use ibid::config::Language;
    /// use ibid::facts::Recogniser;
    /// use ibid::{DayRange, Lexicon};
    ///
    /// let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::builtin()));
    /// let text = "The ban was lifted last June. Talks go on.";
    /// let events = recogniser.events(text, DayRange::parse("2014-11-21"));
    /// assert_eq!(events[0].days.to_string(), "2014-06");
    /// assert_eq!((events[1].days.to_string(), events[1].date), ("2014-11-21".to_owned(), None));
    /// ```
    #[must_use]
    pub fn events(&self, text: &str, published: Option<DayRange>) -> Vec<Event> {
        let reading = self.reading(text, published);
        event::events(&reading.tokens, &reading.facts, published)
    }

    /// The words of a text that carry a status, but for negated ones: their bytes and
    /// the status.
    pub(crate) fn statuses(&self, text: &str) -> Vec<(Span, Status)> {
        let tokens = Tokens::new(text);
        let cues = cues_in(&tokens, &self.vocabulary.statuses, 0, tokens.len());
        let claiming = cues.iter().filter(|cue| !cue.is_negated);
        claiming.map(|cue| (tokens.span_of(cue.first, cue.end), cue.status)).collect()
    }

    /// The numbers of a text in digits and words, whatever they belong to.
    ///
    /// Ordinals and a lone "one" are none. Never panics; linear in the length of
    /// the text.
    ///
    /// ```
    /// use ibid::analysis::Analyzer;
    /// use ibid::config::Language;
    /// use ibid::facts::Recogniser;
    /// use ibid::Lexicon;
    ///
    /// let recogniser = Recogniser::new(&Analyzer::new(Language::English, &Lexicon::default()));
    /// let numbers = recogniser.numbers("two hundred and six of 1,200");
    /// let values: Vec<_> = numbers.iter().map(|number| number.figure.low).collect();
    /// assert_eq!(values, [Some(206.0), Some(1200.0)]);
    /// ```
    #[must_use]
    pub fn numbers(&self, text: &str) -> Vec<Number> {
        let tokens = Tokens::new(text);
        let mut numbers = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            at = match free_number_at(&tokens, at).filter(|_| tokens.starts(at, Triggers::NUMBER)) {
                Some(number) => {
                    let span = tokens.span_of(at, number.end);
                    numbers.push(Number { span, figure: Figure::exactly(number.value) });
                    number.end
                }
                None => at + 1,
            };
        }
        numbers
    }
}
