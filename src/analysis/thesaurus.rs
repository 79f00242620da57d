//! Other words for one thing: the lexicon's thesaurus, ready for queries.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::phrases::stems_of;
use super::stem::{Remembered, Stems};
use crate::lexicon::{Lexicon, Synonyms};
use crate::util::fnv::ByFnv;

/// The groups of a lexicon's thesaurus, to be found in the words of a query.
///
/// ```
/// use ibid::analysis::{Stems, Thesaurus};
/// use ibid::{config::Language, lexicon::Lexicon};
///
/// let lexicon = Lexicon::read("[term.chopper]\nsame = [\"helicopter\", \"rotary wing\"]").lexicon;
/// let thesaurus = Thesaurus::new(&lexicon, &Stems::new(Language::English));
/// let named = thesaurus.named_in(&["rotari", "wing", "deal"]);
/// assert_eq!(named[0].words, 0..2);
/// let others: Vec<_> = thesaurus.expansions(&named[0]).map(|other| &*other.written).collect();
/// assert_eq!(others, ["chopper", "helicopter"]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Thesaurus {
    /// `None` where there is nothing to stem.
    stems: Option<Stems>,
    lexicon: Arc<Lexicon>,
    groups: Vec<Group>,
    /// What is typed for groups, by the stem of its first word.
    typed: HashMap<Box<str>, Typed, ByFnv>,
}

/// A group of the lexicon, and what it is for queries: that is made when
/// a query first asks for it, as an index opens for few of them.
#[derive(Debug, Clone)]
struct Group {
    key: String,
    ready: OnceLock<Vec<Expansion>>,
}

/// What is typed and begins with one stem.
#[derive(Debug, Clone, Default)]
struct Typed {
    /// Numbers of the group and of the word in it.
    words: Vec<(usize, usize)>,
    /// Their stems and groups, the longest first, then by group.
    ready: OnceLock<Vec<(Vec<Box<str>>, usize)>>,
}

/// What a query's words may also stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Expansion {
    /// How it is related to what was typed.
    pub kinship: TermRelation,
    /// As in the lexicon.
    pub written: String,
    /// The stems of its words.
    pub stems: Vec<String>,
}

/// How a term of a thesaurus is related to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TermRelation {
    /// Another word for it.
    Same,
    /// A kind, member or part of it.
    Narrower,
    /// Something that texts about it speak of.
    Related,
}

/// Words of a query that a thesaurus knows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TermNamed {
    /// Which of the words.
    pub words: Range<usize>,
    /// Their stems.
    stems: Vec<String>,
    group: usize,
}

/// Without what another finds that is as near or nearer: where "helicopter" is
/// looked for, "attack helicopter" finds nothing more and would count twice.
fn without_longer(all: Vec<Expansion>) -> Vec<Expansion> {
    let holds = |longer: &[String], shorter: &[String]| {
        longer.len() > shorter.len() && longer.windows(shorter.len()).any(|part| part == shorter)
    };
    let is_needless = |one: &Expansion| {
        all.iter().any(|other| other.kinship <= one.kinship && holds(&one.stems, &other.stems))
    };
    let needed: Vec<bool> = all.iter().map(|one| !is_needless(one)).collect();
    all.into_iter().zip(needed).filter(|(_, needed)| *needed).map(|(one, _)| one).collect()
}

/// What is typed for a group of a lexicon.
fn own<'a>((key, others): (&'a String, &'a Synonyms)) -> impl Iterator<Item = &'a str> {
    std::iter::once(key).chain(&others.same).map(String::as_str)
}

/// The first of those with the same stems; none without any.
fn once_each(mut all: Vec<Expansion>) -> Vec<Expansion> {
    let mut seen = BTreeSet::new();
    all.retain(|other| !other.stems.is_empty() && seen.insert(other.stems.clone()));
    all
}

impl Thesaurus {
    /// Prepares the thesaurus of `lexicon` for texts with these stems.
    ///
    /// Costs a stem for every term; those of other words, and what a term
    /// stands for, are made when they are first asked for.
    #[must_use]
    pub fn new(lexicon: &Lexicon, stems: &Stems) -> Self {
        Self::remembering(&Arc::new(lexicon.clone()), &mut Remembered::new(*stems))
    }

    /// The same, with stems that may be known already.
    pub(super) fn remembering(lexicon: &Arc<Lexicon>, stems: &mut Remembered) -> Self {
        let group = |key: &String| Group { key: key.clone(), ready: OnceLock::new() };
        let groups: Vec<Group> = lexicon.thesaurus.keys().map(group).collect();
        let mut typed: HashMap<Box<str>, Typed, ByFnv> = HashMap::default();
        for (number, group) in lexicon.thesaurus.iter().enumerate() {
            for (at, word) in own(group).enumerate() {
                if let Some(first) = first_stem(word, stems) {
                    typed.entry(first).or_default().words.push((number, at));
                }
            }
        }
        Self { stems: Some(stems.stems()), lexicon: Arc::clone(lexicon), groups, typed }
    }

    /// The others of a group.
    fn others(&self, group: &Group) -> Option<&Synonyms> {
        self.lexicon.thesaurus.get(&group.key)
    }

    /// What is typed for a group.
    fn own<'a>(&'a self, group: &'a Group) -> impl Iterator<Item = &'a str> {
        self.others(group).into_iter().flat_map(|others| own((&group.key, others)))
    }

    /// The longest term that the stems begin with: its length and the first
    /// of its groups.
    fn longest_at(&self, stems: &[&str]) -> Option<(usize, usize)> {
        let typed = self.typed.get(*stems.first()?)?;
        let ready = typed.ready.get_or_init(|| self.typed_with(&typed.words));
        let begins = |own: &[Box<str>]| {
            own.len() <= stems.len() && own.iter().zip(stems).all(|(own, stem)| **own == **stem)
        };
        let longest = ready.iter().find(|(own, _)| begins(own))?;
        Some((longest.0.len(), longest.1))
    }

    fn typed_with(&self, words: &[(usize, usize)]) -> Vec<(Vec<Box<str>>, usize)> {
        let stems = |&(group, at): &(usize, usize)| {
            let word = self.own(self.groups.get(group)?).nth(at)?;
            Some((self.stems_of(word), group))
        };
        let mut ready: Vec<_> = words.iter().filter_map(stems).collect();
        ready.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.1.cmp(&b.1)));
        ready
    }

    fn stems_of(&self, written: &str) -> Vec<Box<str>> {
        let Some(stems) = self.stems else { return Vec::new() };
        stems_of(written, |word| stems.stem(word).into())
    }

    fn expansion(&self, written: &str, kinship: TermRelation) -> Expansion {
        let stems = self.stems_of(written).into_iter().map(String::from).collect();
        Expansion { kinship, written: written.to_owned(), stems }
    }

    /// All that a group's terms stand for.
    fn expanded(&self, group: &Group) -> Vec<Expansion> {
        let own = self.own(group).map(|word| self.expansion(word, TermRelation::Same));
        let mut all: Vec<Expansion> = own.collect();
        let others = self.others(group);
        for narrower in others.into_iter().flat_map(|others| &others.narrower) {
            let narrower = self.expansion(narrower, TermRelation::Narrower);
            let same = self.group_of(&narrower.stems).into_iter().flat_map(|of| self.own(of));
            let same: Vec<Expansion> =
                same.map(|other| self.expansion(other, TermRelation::Narrower)).collect();
            all.push(narrower);
            all.extend(same);
        }
        let related = others.into_iter().flat_map(|others| &others.related);
        all.extend(related.map(|word| self.expansion(word, TermRelation::Related)));
        without_longer(once_each(all))
    }

    /// The terms that stand in the stems of a query's words, from left to
    /// right, the longest at each place, none overlapping.
    #[must_use]
    pub fn named_in(&self, stems: &[&str]) -> Vec<TermNamed> {
        let (mut named, mut at) = (Vec::new(), 0);
        while let Some(rest) = stems.get(at..).filter(|rest| !rest.is_empty()) {
            let Some((length, group)) = self.longest_at(rest) else {
                at += 1;
                continue;
            };
            let words = at..at + length;
            let of = stems.get(words.clone()).unwrap_or_default();
            let stems = of.iter().map(|&stem| stem.to_owned()).collect();
            at = words.end;
            named.push(TermNamed { words, stems, group });
        }
        named
    }

    /// What else to look for where a term is named: other words for it, then
    /// narrower and related terms, each once.
    pub fn expansions(&self, named: &TermNamed) -> impl Iterator<Item = &Expansion> {
        let group = self.groups.get(named.group);
        let all = group.map(|group| group.ready.get_or_init(|| self.expanded(group)));
        all.into_iter().flatten().filter(|other| other.stems != named.stems)
    }

    fn group_of(&self, stems: &[String]) -> Option<&Group> {
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        let (length, group) = self.longest_at(&stems)?;
        self.groups.get(group).filter(|_| length == stems.len())
    }
}

/// The stem of a term's first word, without a look at the others where a
/// blank parts them.
fn first_stem(term: &str, stems: &mut Remembered) -> Option<Box<str>> {
    let first = term.split_once(' ').map_or(term, |(first, _)| first);
    let is = |test: fn(&u8) -> bool| !first.is_empty() && first.bytes().all(|byte| test(&byte));
    // Letters alone are the surface themselves; four capitals are no acronym that is.
    if is(u8::is_ascii_lowercase) || first.len() >= 4 && is(u8::is_ascii_alphabetic) {
        return Some(stems.stem(&first.to_ascii_lowercase()));
    }
    let of = if is(u8::is_ascii_alphanumeric) && term.is_ascii() { first } else { term };
    stems_of(of, |word| stems.stem(word)).into_iter().next()
}
