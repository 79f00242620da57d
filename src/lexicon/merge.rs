//! Merges one lexicon over another.

use std::collections::BTreeMap;

use super::{Family, Lexicon, Synonyms, Topic};

impl Lexicon {
    /// This lexicon with `over` merged over it.
    ///
    /// Topics, families and terms of the same name are merged field by field. A list or
    /// word of `over` replaces the one here, unless it is empty. The terms and kinds of
    /// a topic are merged one by one, regardless of case; a weight of 0 in `over`
    /// removes one, but of a topic's name it is kept, since a name is a term without
    /// being listed. Weights of a term's words are merged one by one, and 0 is kept.
    /// Merging the same lexicon twice changes nothing more.
    ///
    /// ```
    /// use ibid::lexicon::Lexicon;
    ///
    /// let mine = "[topic.embargo.terms]\nban = 0\n\"export licence\" = 0\n\"gun ban\" = 0.8";
    /// let embargo = &Lexicon::builtin().with(&Lexicon::read(mine).lexicon).topics["embargo"];
    /// assert!(!embargo.terms.contains_key("export licence"));
    /// assert_eq!(embargo.terms["ban"], 0.0); // a name of the topic, and no term of it now
    /// assert_eq!(embargo.terms["gun ban"], 0.8);
    /// assert!(embargo.terms.contains_key("arms embargo"));
    /// ```
    #[must_use]
    pub fn with(mut self, over: &Self) -> Self {
        for (name, topic) in &over.topics {
            self.topics.entry(name.clone()).or_default().merge(name, topic);
        }
        for (name, family) in &over.families {
            self.families.entry(name.clone()).or_default().merge(family);
        }
        for (term, synonyms) in &over.thesaurus {
            self.thesaurus.entry(term.clone()).or_default().merge(synonyms);
        }
        self
    }
}

impl Topic {
    /// Merges another topic of that name over this one.
    fn merge(&mut self, own_name: &str, over: &Self) {
        merge_list(&mut self.names, &over.names);
        merge_list(&mut self.excludes, &over.excludes);
        merge_weights(&mut self.terms, &over.terms);
        let is_same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
        let Self { names, terms, kinds, .. } = self;
        let is_called =
            |term: &str| is_same(term, own_name) || names.iter().any(|name| is_same(term, name));
        terms.retain(|term, weight| *weight > 0.0 || is_called(term));
        merge_weights(kinds, &over.kinds);
        kinds.retain(|_, weight| *weight > 0.0);
    }
}

impl Family {
    fn merge(&mut self, over: &Self) {
        if !over.kind.is_empty() {
            self.kind.clone_from(&over.kind);
        }
        if over.variant_of.is_some() {
            self.variant_of.clone_from(&over.variant_of);
        }
        merge_list(&mut self.names, &over.names);
        merge_list(&mut self.nato, &over.nato);
        merge_list(&mut self.same, &over.same);
        merge_list(&mut self.variants, &over.variants);
    }
}

impl Synonyms {
    fn merge(&mut self, over: &Self) {
        merge_list(&mut self.same, &over.same);
        merge_list(&mut self.narrower, &over.narrower);
        merge_list(&mut self.related, &over.related);
        merge_weights(&mut self.weights, &over.weights);
    }
}

/// Replaces the list, unless the new one is empty.
fn merge_list(under: &mut Vec<String>, over: &[String]) {
    if !over.is_empty() {
        under.clear();
        under.extend_from_slice(over);
    }
}

/// Adds the weights, each in place of that of the same word in any case.
fn merge_weights(under: &mut BTreeMap<String, f32>, over: &BTreeMap<String, f32>) {
    for (term, &weight) in over {
        let lower = term.to_lowercase();
        under.retain(|own, _| own.to_lowercase() != lower);
        under.insert(term.clone(), weight);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_over() {
        let check = |under: &str, over: &str, expected: &str| {
            let merged = Lexicon::read(under).lexicon.with(&Lexicon::read(over).lexicon);
            assert_eq!(merged, Lexicon::read(expected).lexicon, "{under:?} with {over:?}");
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
        // A name is a term without being listed: 0 says that it is none.
        let named = "[topic.a]\nnames = ['b']\n[topic.a.terms]\nb = 0.5\nc = 0.5";
        check(
            named,
            "[topic.a.terms]\nA = 0\nB = 0\nc = 0",
            "[topic.a]\nnames = ['b']\n[topic.a.terms]\nA = 0\nB = 0",
        );
        let term = "[term.t]\nsame = ['s']\n[term.t.weights]\ns = 0.5\nt = 0.25";
        check(term, "[term.t]", term);
        check(
            term,
            "[term.t]\nsame = ['r']\n[term.t.weights]\nT = 0\nr = 1",
            "[term.t]\nsame = ['r']\n[term.t.weights]\ns = 0.5\nT = 0\nr = 1",
        );
        let family = "[family.F]\nkind = 'k'\nnames = ['n']\nnato = ['o']\nvariant_of = 'E'";
        check(family, "[family.F]", family);
        check(
            family,
            "[family.F]\nkind = 'l'\nsame = ['s']\nnames = ['m']",
            "[family.F]\nkind = 'l'\nnames = ['m']\nnato = ['o']\nvariant_of = 'E'\nsame = ['s']",
        );
    }

    #[test]
    fn merging_twice_changes_nothing_more() {
        let over = Lexicon::read("[topic.embargo.terms]\nban = 0\nx = 0.5").lexicon;
        let once = Lexicon::builtin().with(&over);
        assert_eq!(once.clone().with(&over), once);
        assert_ne!(once, Lexicon::builtin());
    }
}
