//! The report in one line: what a person needs to know before the answer.

use std::collections::BTreeSet;

use super::lacking::{IN_NO_TITLE, NOWHERE};
use super::list::{chars, cut, listed, listed_within, on_one_line};
use super::{Expansion, Ignored, MissingWord, OUT_OF_TIME, Report};
use crate::query::plan::Reason;

/// Words of a kind that are named without regard to room.
const NAMED_WORDS: usize = 6;

/// Of what was added so many are named.
const NAMED_ADDITIONS: usize = 4;

/// The least room that a part cut off is shown in, in characters.
const LEAST_ROOM: usize = 24;

/// Stands between two parts.
const SEPARATOR: &str = "; ";

/// A part of the line.
enum Part {
    /// A sentence.
    Sentence(String),
    /// Words under a heading, which are named as far as there is room.
    Words { heading: &'static str, words: Vec<String>, max_named: usize },
}

impl Report {
    /// What a person needs to know, in one line of at most `max_chars`
    /// **characters** without a line feed; empty where there is nothing to say.
    ///
    /// What was typed and stands nowhere comes first, or nowhere together. Then
    /// come notices, what is ignored, and some of what was added. An ellipsis
    /// shows that there is more than the line has room for; [`whole`](Self::whole)
    /// has everything. Never panics.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "The gunships were sold to the minister."))?;
    /// writer.commit()?;
    ///
    /// let line = |query: &str| Ok::<_, ibid::Error>(index.search(&Query::new(query))?.report.line(160));
    /// assert_eq!(line("minister")?, "");
    /// assert_eq!(line("the minister of")?, "ignored: the, of");
    /// assert_eq!(line("minister zeppelin")?, "nowhere: zeppelin");
    /// assert_eq!(line("minister gunshps")?, "nowhere: gunshps (searched for gunships instead)");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn line(&self, max_chars: usize) -> String {
        let mut line = String::new();
        for part in self.parts() {
            let separator = if line.is_empty() { "" } else { SEPARATOR };
            let room = max_chars.saturating_sub(chars(&line) + chars(separator));
            let text = on_one_line(&part.within(room));
            if chars(&text) <= room {
                line = line + separator + &text;
            } else if room >= LEAST_ROOM || line.is_empty() {
                return line + separator + &cut(&text, room);
            } else {
                return cut(&(line + " …"), max_chars);
            }
        }
        line
    }

    /// The parts of the line, what matters most first.
    fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        parts.extend(self.is_out_of_time.then(|| Part::Sentence(OUT_OF_TIME.to_owned())));
        // What is not searched for at all comes before what was repaired.
        let (repaired, lost): (Vec<_>, Vec<_>) =
            self.missing.iter().partition(|missing| missing.is_repaired);
        let missing = || lost.iter().chain(&repaired);
        for (in_titles, place) in [(false, NOWHERE), (true, IN_NO_TITLE)] {
            let of_place = missing().filter(|missing| missing.in_titles == in_titles);
            let words = of_place.map(|missing| missing.in_words()).collect();
            parts.push(Part::words(place, words, NAMED_WORDS));
        }
        parts.extend(self.apart.iter().map(|apart| Part::Sentence(apart.to_string())));
        parts.extend(self.across.iter().map(|across| Part::Sentence(across.to_string())));
        parts.extend(
            self.notices.iter().map(|notice| Part::Sentence(notice.without_advice().to_owned())),
        );
        let sought = self.sought.iter().map(|sought| format!("looks for {sought}"));
        parts.extend(sought.map(Part::Sentence));
        let says_nothing = |ignored: &&Ignored| ignored.kind.says_nothing();
        let others = self.ignored.iter().filter(|ignored| !says_nothing(ignored));
        parts.extend(others.map(|ignored| {
            let Ignored { text, why, .. } = ignored;
            Part::Sentence(format!("{text}: {}", before_advice(why)))
        }));
        let mut words: Vec<&Ignored> = self.ignored.iter().filter(says_nothing).collect();
        words.sort_by_key(|ignored| ignored.span.start);
        let words = distinct(words.iter().map(|ignored| ignored.text.clone()));
        parts.push(Part::words("ignored", words, NAMED_WORDS));
        parts.extend(self.narrowed.iter().map(|narrowed| Part::Sentence(narrowed.to_string())));
        parts.push(Part::words("also", self.additions(), NAMED_ADDITIONS));
        parts.retain(|part| !matches!(part, Part::Words { words, .. } if words.is_empty()));
        parts
    }

    /// What was added, other names of equipment first. What was added to a
    /// missing word is told with that word, or stands nowhere either.
    fn additions(&self) -> Vec<String> {
        let missing: BTreeSet<&str> = self.missing.iter().map(MissingWord::bare_word).collect();
        let expansions = self.expanded.iter();
        let mut expansions: Vec<&Expansion> =
            expansions.filter(|expansion| !missing.contains(expansion.typed.as_str())).collect();
        expansions.sort_by_key(|expansion| interest(expansion.reason));
        let typed: BTreeSet<&str> =
            expansions.iter().map(|expansion| expansion.typed.as_str()).collect();
        let words = expansions.iter().flat_map(|expansion| match expansion.reason {
            Reason::Topic => vec![in_words(&expansion.added)],
            // These have all of their words in one string.
            Reason::Prefix | Reason::Fuzzy | Reason::Repair => {
                expansion.added.split(", ").map(str::to_owned).collect()
            }
            _ => vec![expansion.added.clone()],
        });
        distinct(words.filter(|word| !typed.contains(word.as_str())))
    }
}

impl Part {
    fn words(heading: &'static str, words: Vec<String>, max_named: usize) -> Self {
        Self::Words { heading, words, max_named }
    }

    /// The part in about that many characters.
    fn within(&self, room: usize) -> String {
        match self {
            Self::Sentence(sentence) => sentence.clone(),
            Self::Words { heading, words, max_named } => {
                let few = listed(words, *max_named);
                let room = room.saturating_sub(chars(heading) + 2);
                let list = if chars(&few) <= room { few } else { listed_within(words, room) };
                format!("{heading}: {list}")
            }
        }
    }
}

/// How much a reason for adding a word tells a person, the most first.
fn interest(reason: Reason) -> usize {
    let reasons = [
        Reason::SameThing,
        Reason::Named,
        Reason::NatoName,
        Reason::Name,
        Reason::Prefix,
        Reason::Fuzzy,
        Reason::Synonym,
        Reason::Narrower,
        Reason::Topic,
    ];
    reasons.iter().position(|other| *other == reason).unwrap_or(reasons.len())
}

/// A topic that was added as `topic:name`.
fn in_words(topic: &str) -> String {
    format!("the topic {}", topic.strip_prefix("topic:").unwrap_or(topic))
}

/// What comes before the way out in a reason. That stands last: what was typed may
/// have semicolons of its own.
fn before_advice(message: &str) -> &str {
    message.rsplit_once("; ").map_or(message, |(problem, _)| problem)
}

/// The words, each once, in their order.
fn distinct(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    words.filter(|word| seen.insert(word.clone())).collect()
}
