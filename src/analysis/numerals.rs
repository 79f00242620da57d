//! Number words: "twenty" is 20, "two hundred" is 200. Small numbers up to
//! ninety-nine, and such a number of dozens, hundreds or thousands.

/// The numbers under twenty by their words, from 0.
#[rustfmt::skip]
pub(crate) const SMALL: [&str; 20] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
];

/// The tens by their words, from 20.
pub(crate) const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Words that multiply a small number before them, or stand alone. The first
/// two are written for numbers as well.
const ROUND: [(&str, u32); 3] = [("thousand", 1000), ("hundred", 100), ("dozen", 12)];

/// How many of the first words are a number, and that number. "one" alone is
/// none: it is as often a pronoun.
pub(crate) fn number_at(words: &[&str]) -> Option<(usize, u32)> {
    let (length, small) = small_at(words).unwrap_or((0, 1));
    if let Some((_, round)) = words.get(length).and_then(|word| round(word)) {
        return Some((length + 1, small * round));
    }
    (length > 1 || length == 1 && small != 1).then_some((length, small))
}

/// Whether the word can be part of a number.
pub(crate) fn is_number_word(word: &str) -> bool {
    small_at(&[word]).is_some() || round(word).is_some()
}

/// The words of a number, or `None` where it takes more than this file knows.
/// "1" has none.
pub(crate) fn words_of(number: u32) -> Option<Vec<&'static str>> {
    match number {
        1 => None,
        0..100 => Some(small_words(number)),
        _ => ROUND.iter().filter(|(_, round)| *round > 12).find_map(|(word, round)| {
            let times = number / round;
            let is_round =
                number.is_multiple_of(*round) && times < if *round == 100 { 10 } else { 100 };
            // "a hundred", "one hundred"
            let mut words = if times == 1 { Vec::new() } else { small_words(times) };
            words.push(word);
            is_round.then_some(words)
        }),
    }
}

/// A number under a hundred at the start of the words.
fn small_at(words: &[&str]) -> Option<(usize, u32)> {
    let first = words.first()?;
    if let Some(number) = value_in(&SMALL, first) {
        return Some((1, number));
    }
    let tens = 20 + 10 * value_in(&TENS, first)?;
    let unit = words.get(1).and_then(|word| value_in(&SMALL, word));
    match unit.filter(|unit| (1..10).contains(unit)) {
        Some(unit) => Some((2, tens + unit)),
        None => Some((1, tens)),
    }
}

/// The words of a number under a hundred.
fn small_words(number: u32) -> Vec<&'static str> {
    if let Some(word) = SMALL.get(number as usize) {
        return vec![word];
    }
    let tens = TENS.get((number / 10).saturating_sub(2) as usize).copied();
    let unit = number % 10;
    let unit = SMALL.get(unit as usize).copied().filter(|_| unit > 0);
    tens.into_iter().chain(unit).collect()
}

/// Where the word stands in the list.
fn value_in(list: &[&str], word: &str) -> Option<u32> {
    list.iter().position(|listed| *listed == word).and_then(|at| u32::try_from(at).ok())
}

fn round(word: &str) -> Option<(&'static str, u32)> {
    ROUND.into_iter().find(|(round, _)| *round == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_words() {
        let check = |text: &str, expected: Option<(usize, u32)>| {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(number_at(&words), expected, "{text}");
        };
        check("zero tanks", Some((1, 0)));
        check("two tanks", Some((1, 2)));
        check("nineteen", Some((1, 19)));
        check("twenty tanks", Some((1, 20)));
        check("twenty five tanks", Some((2, 25)));
        check("twenty eleven", Some((1, 20)));
        check("twenty zero", Some((1, 20)));
        check("hundred tanks", Some((1, 100)));
        check("one hundred", Some((2, 100)));
        check("two hundred tanks", Some((2, 200)));
        check("thirty five thousand", Some((3, 35_000)));
        check("two dozen", Some((2, 24)));
        // A pronoun, and no numbers.
        check("one tank", None);
        check("hundreds tanks", None);
        check("second tank", None);
        check("20 tanks", None);
        check("", None);
    }

    #[test]
    fn words_of_numbers_are_these_numbers() {
        for number in (0..=100_000).filter(|number| *number != 1) {
            let Some(words) = words_of(number) else { continue };
            assert_eq!(number_at(&words), Some((words.len(), number)), "{words:?}");
            assert!(words.iter().all(|word| is_number_word(word)), "{words:?}");
        }
        let written = |number: u32| words_of(number).map(|words| words.join(" "));
        assert!((2..100).all(|number| written(number).is_some()));
        assert_eq!(written(100).as_deref(), Some("hundred"));
        assert_eq!(written(35_000).as_deref(), Some("thirty five thousand"));
        assert_eq!((written(1), written(101), written(2014)), (None, None, None));
        assert_eq!((written(1_500), written(1_000_000)), (None, None));
    }
}
