//! All forms of a verb: regular ones by rule, others by a table.

use std::collections::BTreeMap;

/// The forms of verbs that no rule gives, beside those that a rule gives.
#[derive(Debug, Clone, Default)]
pub(in crate::facts) struct VerbForms {
    /// By the base of the verb.
    irregular: BTreeMap<String, Vec<String>>,
}

impl VerbForms {
    pub(in crate::facts) fn new(irregular: BTreeMap<String, Vec<String>>) -> Self {
        Self { irregular }
    }

    /// The forms of a verb; of several words the first one is the verb: "call off".
    pub(in crate::facts) fn of(&self, phrase: &str) -> Vec<String> {
        let (verb, particle) = phrase.split_once(' ').unwrap_or((phrase, ""));
        let mut forms = regular(verb);
        forms.extend(self.irregular.get(verb).into_iter().flatten().cloned());
        if !particle.is_empty() {
            forms = forms.into_iter().map(|form| format!("{form} {particle}")).collect();
        }
        forms
    }
}

/// The regular forms of a verb: base, third person, past and participle.
fn regular(verb: &str) -> Vec<String> {
    let is_vowel = |c: char| "aeiou".contains(c);
    let vowel_before_y = verb.strip_suffix('y').is_some_and(|stem| stem.ends_with(is_vowel));
    let [third, past, participle] = if let Some(stem) = verb.strip_suffix('e') {
        // "Agreeing" keeps both.
        let stem = if stem.ends_with('e') { verb } else { stem };
        [format!("{verb}s"), format!("{verb}d"), format!("{stem}ing")]
    } else if let Some(stem) = verb.strip_suffix('y').filter(|_| !vowel_before_y) {
        [format!("{stem}ies"), format!("{stem}ied"), format!("{verb}ing")]
    } else if let Some(last) = doubled(verb) {
        [format!("{verb}s"), format!("{verb}{last}ed"), format!("{verb}{last}ing")]
    } else {
        let s = if verb.ends_with(['s', 'x', 'z']) || verb.ends_with("ch") || verb.ends_with("sh") {
            "es"
        } else {
            "s"
        };
        [format!("{verb}{s}"), format!("{verb}ed"), format!("{verb}ing")]
    };
    vec![verb.to_owned(), third, past, participle]
}

/// The last letter of a verb of one syllable that doubles it: "planned", "shipped".
fn doubled(verb: &str) -> Option<char> {
    let is_vowel = |c: char| "aeiou".contains(c);
    let mut letters = verb.chars().rev();
    let (last, vowel, before) = (letters.next()?, letters.next()?, letters.next()?);
    let is_short = !is_vowel(last) && !"wxy".contains(last) && is_vowel(vowel) && !is_vowel(before);
    (is_short && !letters.chain([before]).any(is_vowel)).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        assert_eq!(regular("sign"), ["sign", "signs", "signed", "signing"]);
        assert_eq!(regular("shelve"), ["shelve", "shelves", "shelved", "shelving"]);
        assert_eq!(regular("agree"), ["agree", "agrees", "agreed", "agreeing"]);
        assert_eq!(regular("deny"), ["deny", "denies", "denied", "denying"]);
        assert_eq!(regular("delay"), ["delay", "delays", "delayed", "delaying"]);
        assert_eq!(regular("plan"), ["plan", "plans", "planned", "planning"]);
        assert_eq!(regular("ship"), ["ship", "ships", "shipped", "shipping"]);
        assert_eq!(regular("veto"), ["veto", "vetos", "vetoed", "vetoing"]);
        assert_eq!(regular("clinch"), ["clinch", "clinches", "clinched", "clinching"]);
        assert_eq!(regular("offer"), ["offer", "offers", "offered", "offering"]);
    }

    #[test]
    fn irregular_forms_and_particles() {
        let irregular = BTreeMap::from([("buy".to_owned(), vec!["bought".to_owned()])]);
        let forms = VerbForms::new(irregular);
        assert!(forms.of("buy").contains(&"bought".to_owned()));
        assert_eq!(forms.of("call off"), ["call off", "calls off", "called off", "calling off"]);
    }
}
