//! Words before or after a number that decide whether it can be a designation.

/// Words that are never a prefix, in any spelling: months, the parts of a book
/// or law, time zones, quantities.
const NEVER: &[&str] = &[
    "act", "age", "annex", "anti", "apr", "april", "area", "army", "art", "aug", "bill", "case",
    "cat", "chap", "cm", "cov", "covid", "day", "dec", "ed", "est", "euro", "ex", "exit", "feb",
    "fig", "ft", "fy", "gate", "gen", "gmt", "hour", "item", "jan", "jul", "july", "jun", "june",
    "kg", "km", "lane", "law", "line", "lot", "mar", "max", "may", "mid", "min", "mm", "mon",
    "mph", "no", "non", "nos", "nov", "nr", "oct", "over", "page", "para", "part", "per", "plus",
    "pop", "post", "pp", "pre", "rev", "road", "room", "rs", "rule", "seat", "sec", "sep", "sept",
    "step", "sub", "table", "thu", "tier", "top", "tue", "unit", "utc", "ver", "vol", "wed",
    "week", "win", "year", "zone",
];

/// Words of everyday English. Before a blank and a number they are a prefix only
/// of a family in the lexicon, spelled as there.
const EVERYDAY: &[&str] = &[
    "add", "ago", "all", "am", "and", "any", "are", "as", "at", "be", "big", "but", "buy", "by",
    "can", "cut", "did", "do", "due", "end", "few", "for", "get", "go", "got", "had", "has", "he",
    "her", "his", "how", "if", "in", "into", "is", "it", "its", "just", "last", "led", "me", "men",
    "more", "my", "near", "new", "next", "not", "now", "of", "off", "old", "on", "one", "only",
    "or", "our", "out", "own", "paid", "put", "ran", "saw", "say", "see", "she", "six", "so",
    "some", "ten", "than", "that", "the", "then", "they", "this", "to", "two", "up", "us", "use",
    "was", "we", "were", "who", "why", "with", "won", "yes", "yet", "you",
];

/// Acronyms of everyday news that are also prefixes. Before a blank and a number
/// they are one only of a family in the lexicon.
const ACRONYMS: &[&str] = &[
    "ac", "ae", "ai", "al", "cd", "ct", "cv", "dc", "ee", "eu", "gc", "ge", "gm", "ia", "id", "ii",
    "pc", "pm", "ps", "pt", "rm", "tf", "tv", "uk", "un", "vc",
];

/// Words that make the number before them a count or a measure.
const MEASURES: &[&str] = &[
    "am",
    "april",
    "august",
    "billion",
    "bn",
    "cents",
    "cm",
    "crore",
    "day",
    "days",
    "december",
    "degrees",
    "dollars",
    "euros",
    "february",
    "feet",
    "foot",
    "ft",
    "hour",
    "hours",
    "hp",
    "hrs",
    "inch",
    "inches",
    "january",
    "july",
    "june",
    "kg",
    "kilometer",
    "kilometers",
    "kilometre",
    "kilometres",
    "km",
    "kmh",
    "knots",
    "kt",
    "lakh",
    "lb",
    "lbs",
    "march",
    "may",
    "meters",
    "metres",
    "mile",
    "miles",
    "million",
    "minus",
    "minute",
    "minutes",
    "mm",
    "mn",
    "month",
    "months",
    "mph",
    "nd",
    "november",
    "october",
    "page",
    "pages",
    "people",
    "per",
    "percent",
    "percentage",
    "persons",
    "plus",
    "pm",
    "point",
    "points",
    "pounds",
    "rd",
    "seconds",
    "september",
    "st",
    "th",
    "thousand",
    "times",
    "tonne",
    "tonnes",
    "tons",
    "trillion",
    "week",
    "weeks",
    "year",
    "years",
    "yr",
    "yrs",
];

/// Whether the lower-case key is never a prefix.
pub(super) fn is_never_prefix(key: &str) -> bool {
    NEVER.binary_search(&key).is_ok()
}

/// Whether the lower-case key is an everyday word or a single letter.
pub(super) fn is_everyday(key: &str) -> bool {
    key.len() == 1 || EVERYDAY.binary_search(&key).is_ok()
}

/// Whether the lower-case key is an acronym that often comes before a count.
pub(super) fn is_acronym(key: &str) -> bool {
    ACRONYMS.binary_search(&key).is_ok()
}

/// Whether the word, in any case, makes the number before it a count or a
/// measure.
pub(super) fn is_measure(word: &str) -> bool {
    MEASURES.binary_search(&word.to_lowercase().as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_for_the_search() {
        for list in [NEVER, EVERYDAY, ACRONYMS, MEASURES] {
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]), "{list:?}");
        }
    }
}
