//! Checks the relations between the entries of a lexicon.

use std::collections::BTreeSet;

use super::report::{Lines, Problem};
use super::{Family, Lexicon};

/// The problems with the relations of `lexicon`, which may refer to entries of
/// `base`.
pub(super) fn relations(lexicon: &Lexicon, base: &Lexicon, lines: &Lines) -> Vec<Problem> {
    let merged = MergedView { lexicon, base };
    let mut problems = Vec::new();
    for (name, family) in &lexicon.families {
        if family.kind.is_empty() && base.families.get(name).is_none_or(|f| f.kind.is_empty()) {
            let message = format!("family {name:?} has no kind: write kind = \"helicopter\"");
            problems.push(Problem { line: line_of(lines, &["family", name]), message });
        }
        if let Some(parent) = &family.variant_of
            && let Some(message) = merged.problem_with_parent(name, parent)
        {
            problems
                .push(Problem { line: line_of(lines, &["family", name, "variant_of"]), message });
        }
    }
    let kinds = merged.kinds();
    for (name, topic) in &lexicon.topics {
        for kind in topic.kinds.keys().filter(|kind| !kinds.contains(kind.as_str())) {
            let message = format!(
                "no family has the kind {kind:?}: write the kind of a family, \
                 or add a [family.\"NAME\"] with this kind"
            );
            let line = line_of(lines, &["topic", name, "kinds", kind]);
            problems.push(Problem { line, message });
        }
    }
    problems.extend(weights(lexicon, base, lines));
    problems
}

/// The problems with weights in the thesaurus: each is of the term, or of a word that
/// is listed for it here or in the base.
fn weights(lexicon: &Lexicon, base: &Lexicon, lines: &Lines) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (term, entry) in &lexicon.thesaurus {
        let entries = std::iter::once(entry).chain(base.thesaurus.get(term));
        let words = entries.flat_map(|of| [&of.same, &of.narrower, &of.related]).flatten();
        let words: BTreeSet<String> = words.chain([term]).map(|word| word.to_lowercase()).collect();
        for word in entry.weights.keys().filter(|word| !words.contains(&word.to_lowercase())) {
            let message = format!(
                "there is a weight of {word:?}, which is no word of the term {term:?}: add it to \
                 same, narrower or related, or write it as it is there"
            );
            let line = line_of(lines, &["term", term, "weights", word]);
            problems.push(Problem { line, message });
        }
    }
    problems
}

/// The line of an entry, or of the first entry inside a table.
fn line_of(lines: &Lines, path: &[&str]) -> usize {
    let path: Vec<String> = path.iter().map(|&key| key.to_owned()).collect();
    let inside = lines.range(path.clone()..).take_while(|(keys, _)| keys.starts_with(&path));
    inside.map(|(_, &line)| line).min().unwrap_or(1)
}

/// A lexicon and the base under it, before they are merged.
struct MergedView<'l> {
    lexicon: &'l Lexicon,
    base: &'l Lexicon,
}

impl<'l> MergedView<'l> {
    /// The family of this name; an entry of the lexicon hides that of the base.
    fn family(&self, name: &str) -> Option<&'l Family> {
        self.lexicon.families.get(name).or_else(|| self.base.families.get(name))
    }

    /// The kinds of all families.
    fn kinds(&self) -> BTreeSet<&'l str> {
        let families = self.lexicon.families.values().chain(self.base.families.values());
        families.map(|family| family.kind.as_str()).collect()
    }

    /// The problem with a family's parent, if there is one.
    fn problem_with_parent(&self, name: &str, parent: &str) -> Option<String> {
        if self.family(parent).is_none() {
            return Some(format!(
                "variant_of names {parent:?}, which is no family: \
                 write the name in the header of a family, or add [family.{parent:?}]"
            ));
        }
        self.is_ancestor(name, parent).then(|| {
            format!("{name:?} is a variant of itself by way of {parent:?}: remove one variant_of")
        })
    }

    /// Whether the family `name` is `descendant`, or an ancestor of it.
    fn is_ancestor(&self, name: &str, descendant: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut ancestor = Some(descendant);
        // A family seen twice is in a circle that does not include `name`.
        while let Some(family) = ancestor.filter(|family| seen.insert(*family)) {
            if family == name {
                return true;
            }
            ancestor = self.family(family).and_then(|entry| entry.variant_of.as_deref());
        }
        false
    }
}
