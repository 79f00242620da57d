//! Laying one lexicon over another.

use std::collections::BTreeMap;

use super::{Family, Lexicon, Synonyms, Topic};

impl Lexicon {
    /// With `over` laid over this one.
    ///
    /// Topics, families and terms of the same name are merged field by field: a list
    /// or word that `over` has replaces the one here, one that it leaves empty
    /// stays. Terms and kinds are merged one by one, whatever their case, and
    /// a weight of 0 in `over` removes one.
    ///
    /// ```
    /// use ibid::lexicon::Lexicon;
    ///
    /// let mine = Lexicon::read("[topic.embargo.terms]\nban = 0\n\"gun ban\" = 0.8").lexicon;
    /// let embargo = &Lexicon::builtin().with(&mine).topics["embargo"];
    /// assert!(!embargo.terms.contains_key("ban"));
    /// assert_eq!(embargo.terms["gun ban"], 0.8);
    /// assert!(embargo.terms.contains_key("arms embargo"));
    /// ```
    #[must_use]
    pub fn with(mut self, over: &Self) -> Self {
        for (name, topic) in &over.topics {
            self.topics.entry(name.clone()).or_default().lay(topic);
        }
        for (name, family) in &over.families {
            self.families.entry(name.clone()).or_default().lay(family);
        }
        for (term, synonyms) in &over.thesaurus {
            self.thesaurus.entry(term.clone()).or_default().lay(synonyms);
        }
        self
    }
}

impl Topic {
    fn lay(&mut self, over: &Self) {
        lay_list(&mut self.names, &over.names);
        lay_list(&mut self.excludes, &over.excludes);
        lay_weights(&mut self.terms, &over.terms);
        lay_weights(&mut self.kinds, &over.kinds);
    }
}

impl Family {
    fn lay(&mut self, over: &Self) {
        if !over.kind.is_empty() {
            self.kind.clone_from(&over.kind);
        }
        if over.variant_of.is_some() {
            self.variant_of.clone_from(&over.variant_of);
        }
        lay_list(&mut self.names, &over.names);
        lay_list(&mut self.nato, &over.nato);
        lay_list(&mut self.same, &over.same);
        lay_list(&mut self.variants, &over.variants);
    }
}

impl Synonyms {
    fn lay(&mut self, over: &Self) {
        lay_list(&mut self.same, &over.same);
        lay_list(&mut self.narrower, &over.narrower);
        lay_list(&mut self.related, &over.related);
    }
}

fn lay_list(under: &mut Vec<String>, over: &[String]) {
    if !over.is_empty() {
        under.clear();
        under.extend_from_slice(over);
    }
}

fn lay_weights(under: &mut BTreeMap<String, f32>, over: &BTreeMap<String, f32>) {
    for (term, &weight) in over {
        let same = term.to_lowercase();
        under.retain(|known, _| known.to_lowercase() != same);
        if weight > 0.0 {
            under.insert(term.clone(), weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laid_over() {
        let check = |under: &str, over: &str, expected: &str| {
            let laid = Lexicon::read(under).lexicon.with(&Lexicon::read(over).lexicon);
            assert_eq!(laid, Lexicon::read(expected).lexicon, "{under:?} with {over:?}");
        };
        let topic =
            "[topic.a]\nnames = ['a']\nexcludes = ['x']\n[topic.a.terms]\nb = 0.5\nCd = 0.25";
        check(topic, "", topic);
        check("", topic, topic);
        check(topic, topic, topic);
        check(
            topic,
            "[topic.a]\nnames = ['z']\n[topic.a.terms]\ncD = 0\ne = 1",
            "[topic.a]\nnames = ['z']\nexcludes = ['x']\n[topic.a.terms]\nb = 0.5\ne = 1",
        );
        check(
            "[topic.a.terms]\nCd = 0.25",
            "[topic.a.terms]\ncd = 0.5",
            "[topic.a.terms]\ncd = 0.5",
        );
        check("[topic.a.kinds]\nk = 0.25", "[topic.a.kinds]\nk = 0", "[topic.a]");
        check("[topic.a]", "[topic.b]", "[topic.a]\n[topic.b]");
        let family = "[family.F]\nkind = 'k'\nnames = ['n']\nnato = ['o']\nvariant_of = 'E'";
        check(family, "[family.F]", family);
        check(
            family,
            "[family.F]\nkind = 'l'\nsame = ['s']\nnames = ['m']",
            "[family.F]\nkind = 'l'\nnames = ['m']\nnato = ['o']\nvariant_of = 'E'\nsame = ['s']",
        );
    }

    #[test]
    fn twice_is_once() {
        let over = Lexicon::read("[topic.embargo.terms]\nban = 0\nx = 0.5").lexicon;
        let once = Lexicon::builtin().with(&over);
        assert_eq!(once.clone().with(&over), once);
        assert_ne!(once, Lexicon::builtin());
    }
}
