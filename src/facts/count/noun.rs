//! Nouns: which words end a noun phrase, which are plural, and their singular.

/// Words that cannot stand inside a noun phrase behind its number.
const ENDS_PHRASE: &[&str] = &[
    "a",
    "about",
    "above",
    "across",
    "after",
    "again",
    "against",
    "ago",
    "all",
    "along",
    "already",
    "also",
    "although",
    "am",
    "amid",
    "among",
    "an",
    "any",
    "are",
    "around",
    "as",
    "at",
    "away",
    "back",
    "be",
    "because",
    "been",
    "before",
    "behind",
    "being",
    "below",
    "beside",
    "between",
    "beyond",
    "both",
    "but",
    "by",
    "can",
    "could",
    "despite",
    "did",
    "do",
    "does",
    "down",
    "due",
    "during",
    "each",
    "earlier",
    "either",
    "even",
    "ever",
    "every",
    "except",
    "far",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "him",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "include",
    "including",
    "into",
    "is",
    "it",
    "its",
    "just",
    "last",
    "later",
    "like",
    "may",
    "me",
    "might",
    "must",
    "my",
    "near",
    "neither",
    "never",
    "next",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "on",
    "once",
    "only",
    "onto",
    "or",
    "our",
    "out",
    "over",
    "own",
    "per",
    "said",
    "same",
    "say",
    "says",
    "shall",
    "she",
    "should",
    "since",
    "so",
    "still",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "throughout",
    "till",
    "to",
    "today",
    "together",
    "too",
    "toward",
    "towards",
    "under",
    "unless",
    "until",
    "up",
    "upon",
    "us",
    "via",
    "was",
    "we",
    "well",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "worth",
    "would",
    "yesterday",
    "yet",
    "you",
    "your",
];

/// Plurals that do not end in s, with their singular.
const PLURALS: &[(&str, &str)] = &[
    ("aircraft", "aircraft"),
    ("airmen", "airman"),
    ("cattle", "cattle"),
    ("children", "child"),
    ("clergy", "clergy"),
    ("countrymen", "countryman"),
    ("crew", "crew"),
    ("cruise", ""),
    ("data", ""),
    ("dead", "dead"),
    ("feet", "foot"),
    ("fishermen", "fisherman"),
    ("gunmen", "gunman"),
    ("hovercraft", "hovercraft"),
    ("injured", "injured"),
    ("killed", "killed"),
    ("lawmen", "lawman"),
    ("media", "media"),
    ("men", "man"),
    ("militiamen", "militiaman"),
    ("missing", "missing"),
    ("people", "people"),
    ("personnel", "personnel"),
    ("police", "police"),
    ("policemen", "policeman"),
    ("servicemen", "serviceman"),
    ("sheep", "sheep"),
    ("spacecraft", "spacecraft"),
    ("spokesmen", "spokesman"),
    ("staff", "staff"),
    ("women", "woman"),
    ("workforce", "workforce"),
    ("wounded", "wounded"),
];

/// Words in s that are singular.
const SINGULARS: &[&str] = &[
    "across",
    "airbus",
    "always",
    "as",
    "besides",
    "bus",
    "business",
    "campus",
    "census",
    "chorus",
    "congress",
    "consensus",
    "corps",
    "focus",
    "gas",
    "his",
    "is",
    "its",
    "less",
    "minus",
    "news",
    "nexus",
    "perhaps",
    "plus",
    "press",
    "previous",
    "status",
    "surplus",
    "this",
    "thus",
    "us",
    "versus",
    "virus",
    "was",
    "yes",
];

/// Nouns of time: a number of them is a duration.
const TIMES: &[&str] = &[
    "century",
    "day",
    "decade",
    "fortnight",
    "hour",
    "minute",
    "month",
    "quarter",
    "season",
    "second",
    "semester",
    "time",
    "week",
    "weekend",
    "year",
    "yr",
    "hr",
    "min",
    "sec",
    "night",
    "morning",
    "evening",
];

/// Nouns that are no things to count behind a number: ordinals in a list, ages,
/// points of a fraction.
const NO_THINGS: &[&str] = &["fold", "percentage", "old", "or", "ratio"];

/// The words that end a noun phrase: prepositions, auxiliaries, pronouns.
pub(in crate::facts) fn phrase_ends() -> impl Iterator<Item = &'static str> {
    ENDS_PHRASE.iter().copied()
}

/// Whether the noun in the singular is one of time.
pub(super) fn is_time(noun: &str) -> bool {
    TIMES.contains(&noun) || NO_THINGS.contains(&noun)
}

/// The singular of a plural noun in lower case; `None` for other words.
pub(super) fn singular(word: &str) -> Option<String> {
    let Some(stem) = word.strip_suffix('s') else {
        let index = PLURALS.binary_search_by_key(&word, |(plural, _)| plural).ok()?;
        let (_, singular) = PLURALS.get(index)?;
        return Some((*singular).to_owned()).filter(|singular| !singular.is_empty());
    };
    if word.len() < 3
        || word.contains('.')
        || word.ends_with("ss")
        || word.ends_with("us")
        || SINGULARS.binary_search(&word).is_ok()
    {
        return None;
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return Some(format!("{stem}y"));
    }
    let is_es =
        ["ches", "shes", "sses", "xes", "zzes", "oes"].iter().any(|end| word.ends_with(end));
    let stem = if is_es { stem.strip_suffix('e').unwrap_or(stem) } else { stem };
    Some(stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(PLURALS.is_sorted() && SINGULARS.is_sorted());
        assert!(PLURALS.iter().all(|(plural, _)| !plural.ends_with('s')));
    }

    #[test]
    fn singulars() {
        let cases = [
            ("frigates", Some("frigate")),
            ("companies", Some("company")),
            ("launches", Some("launch")),
            ("aircraft", Some("aircraft")),
            ("men", Some("man")),
            ("press", None),
            ("bus", None),
            ("tank", None),
            ("its", None),
        ];
        for (word, expected) in cases {
            assert_eq!(singular(word).as_deref(), expected, "{word}");
        }
    }
}
