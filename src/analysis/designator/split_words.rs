//! Designations that a query wants found as two separate words of a text.

use super::Designators;
use super::word_lists::{is_acronym, is_everyday};

impl Designators {
    /// Whether a query for a designation should also match its letters and its
    /// number as adjacent words of a text: `RD 93`, `mi 35`.
    ///
    /// In a text the rules do not take such words for a designation; in a query
    /// for one they are evidence. They are not where they are ordinary words as a
    /// rule: "a 10 percent rise" for A-10, "as 350 people" for AS-350. A single
    /// letter with one digit ("part b 2"), and an unknown number after an everyday
    /// word, must be `typed_apart`.
    pub(crate) fn may_stand_apart(&self, exact: &str, typed_apart: bool) -> bool {
        let is_digit = |c: char| c.is_ascii_digit();
        let Some((letters, number)) =
            exact.find(is_digit).and_then(|at| exact.split_at_checked(at))
        else {
            return typed_apart;
        };
        let digits = number.find(|c| !is_digit(c)).unwrap_or(number.len());
        let family = exact.get(..letters.len() + digits).unwrap_or(exact);
        match letters {
            "" => typed_apart,
            "a" | "an" => false,
            _ if !self.known.has_family(family) => {
                typed_apart || !(is_everyday(letters) || is_acronym(letters))
            }
            _ if letters.len() == 1 => typed_apart || digits > 1,
            _ => !is_everyday(letters),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn designations_that_may_stand_apart() {
        let designators = Designators::new(&Lexicon::builtin());
        let check = |exact: &str, glued: bool, apart: bool| {
            assert_eq!(designators.may_stand_apart(exact, false), glued, "{exact} typed as a word");
            assert_eq!(designators.may_stand_apart(exact, true), apart, "{exact} typed apart");
        };
        check("mi35m", true, true);
        check("s400", true, true);
        check("rd9931", true, true);
        check("b2", false, true);
        check("t1", false, true);
        check("in77", false, true);
        check("pc9931", false, true);
        // Both are in the lexicon, and everyday words.
        check("a10", false, false);
        check("as350", false, false);
        check("9k331", false, true);
        check("tor", false, true);
        check("", false, true);
    }
}
