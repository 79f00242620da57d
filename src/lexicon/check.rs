//! Whether the relations between a lexicon's entries hold.

use std::collections::BTreeSet;

use super::report::{Lines, Problem};
use super::{Family, Lexicon};

/// Problems with the relations of `lexicon`, where entries of `base` count as
/// known.
pub(super) fn relations(lexicon: &Lexicon, base: &Lexicon, lines: &Lines) -> Vec<Problem> {
    let known = KnownEntries { lexicon, base };
    let mut problems = Vec::new();
    for (name, family) in &lexicon.families {
        let line_of = |field: &str| line(lines, &["family", name, field]);
        if family.kind.is_empty() && base.families.get(name).is_none_or(|f| f.kind.is_empty()) {
            let message = format!("family {name:?} has no kind: write kind = \"helicopter\"");
            problems.push(Problem { line: line(lines, &["family", name]), message });
        }
        if let Some(parent) = &family.variant_of
            && let Some(message) = known.bad_parent(name, parent)
        {
            problems.push(Problem { line: line_of("variant_of"), message });
        }
    }
    let kinds = known.kinds();
    for (name, topic) in &lexicon.topics {
        for kind in topic.kinds.keys().filter(|kind| !kinds.contains(kind.as_str())) {
            let message = format!(
                "no family has the kind {kind:?}: write one of those that some has, \
                 or a [family.\"NAME\"] with that kind"
            );
            problems.push(Problem { line: line(lines, &["topic", name, "kinds", kind]), message });
        }
    }
    problems
}

/// The line of an entry, or of the first one inside a table.
fn line(lines: &Lines, path: &[&str]) -> usize {
    let path: Vec<String> = path.iter().map(|&key| key.to_owned()).collect();
    let inside = lines.range(path.clone()..).take_while(|(keys, _)| keys.starts_with(&path));
    inside.map(|(_, &line)| line).min().unwrap_or(1)
}

struct KnownEntries<'l> {
    lexicon: &'l Lexicon,
    base: &'l Lexicon,
}

impl<'l> KnownEntries<'l> {
    fn family(&self, name: &str) -> Option<&'l Family> {
        self.lexicon.families.get(name).or_else(|| self.base.families.get(name))
    }

    fn kinds(&self) -> BTreeSet<&'l str> {
        let families = self.lexicon.families.values().chain(self.base.families.values());
        families.map(|family| family.kind.as_str()).collect()
    }

    /// What is wrong with a family's parent.
    fn bad_parent(&self, name: &str, parent: &str) -> Option<String> {
        if self.family(parent).is_none() {
            return Some(format!(
                "variant_of names {parent:?}, which is no family: \
                 write a family's name as in its header, or add [family.{parent:?}]"
            ));
        }
        self.comes_back(name, parent).then(|| {
            format!(
                "{name:?} is a variant of itself by way of {parent:?}: leave out one variant_of"
            )
        })
    }

    /// Whether the line of parents leads back to the family.
    fn comes_back(&self, name: &str, parent: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut at = Some(parent);
        while let Some(here) = at {
            if here == name {
                return true;
            }
            if !seen.insert(here) {
                return false;
            }
            at = self.family(here).and_then(|family| family.variant_of.as_deref());
        }
        false
    }
}
