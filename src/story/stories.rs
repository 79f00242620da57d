//! The stories of an index, as plain data.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::date::DayRange;
use crate::document::DocumentInfo;

/// What a document is in its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MemberKind {
    /// The earliest document.
    First,
    /// It has the words of an earlier one.
    Copy,
    /// Parts were added, cut, rewritten or corrected.
    Version,
}

/// A document of a story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StoryMember {
    /// Its id.
    pub document: String,
    /// Its title; empty where it has none.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub title: String,
    /// Its outlet; empty where it has none.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub source: String,
    /// Its date.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<DayRange>,
    /// What it is.
    pub kind: MemberKind,
    /// The id of the document whose words a copy has: the earliest.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub copy_of: Option<String>,
    /// How alike its words are to those of the first, from 0 to 1.
    pub likeness: f32,
}

/// Documents that tell one report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Story {
    /// Its documents in order of publication, then by id; those without a date last.
    /// At least one: the first.
    pub members: Vec<StoryMember>,
    /// The outlets of its documents, in that order.
    pub sources: Vec<String>,
    /// From the earliest day to the latest, where a date is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub dates: Option<DayRange>,
}

/// Reports of the same wording at different times: a daily rate, a weekly table. They
/// are of different stories.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RecurringReport {
    /// The documents in order of publication; copies within a story are left out.
    pub documents: Vec<StoryMember>,
}

/// The stories of an index, of one commit.
///
/// ```
/// use ibid::story::{MemberKind, StoryOptions};
/// use ibid::{DayRange, Document, Index};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// let text = "Nicaragua has ordered six gunships from a yard in Kazan, the ministry said.";
/// for (id, day) in [("wire", "2014-06-02"), ("paper", "2014-06-03"), ("again", "2014-09-01")] {
///     let document = Document::new(id, text).with_source(id);
///     writer.add(&document.with_date(DayRange::parse(day).unwrap()))?;
/// }
/// writer.commit()?;
///
/// let stories = index.stories(&StoryOptions::default())?;
/// let story = stories.of("paper").unwrap();
/// assert_eq!((story.members[0].document.as_str(), story.copies()), ("wire", 1));
/// assert_eq!(story.members[1].kind, MemberKind::Copy);
/// assert_eq!(story.dates.unwrap().to_string(), "2014-06-02..2014-06-03");
/// // The same words three months later are no copy.
/// assert_eq!(stories.recurring[0].documents.len(), 2);
/// assert_eq!(stories.of("again").unwrap().members.len(), 1);
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Stories {
    /// Every story, in order of publication of the first document. One that no other
    /// document tells is a story of one.
    pub stories: Vec<Story>,
    /// Reports that came again, likewise.
    pub recurring: Vec<RecurringReport>,
    /// The number of each document's story.
    #[serde(skip)]
    story_of: BTreeMap<String, usize>,
    /// Ids of documents that share passages and are of different stories, both ways,
    /// ascending.
    #[serde(skip)]
    shared: Vec<(String, String)>,
}

/// Where a document stands, by numbers of documents.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    /// The first document of its story.
    pub(super) first: usize,
    pub(super) copy_of: Option<usize>,
    pub(super) likeness: f32,
}

impl Story {
    /// The earliest document, or `None` where a caller took all away.
    #[must_use]
    pub fn first(&self) -> Option<&StoryMember> {
        self.members.first()
    }

    /// How many documents are copies.
    #[must_use]
    pub fn copies(&self) -> usize {
        self.count(MemberKind::Copy)
    }

    /// How many documents are versions, the first not among them.
    #[must_use]
    pub fn versions(&self) -> usize {
        self.count(MemberKind::Version)
    }

    fn count(&self, kind: MemberKind) -> usize {
        self.members.iter().filter(|member| member.kind == kind).count()
    }

    /// A story of members in order of publication.
    fn of(members: Vec<StoryMember>) -> Self {
        let named = members.iter().map(|member| &member.source).filter(|source| !source.is_empty());
        let mut known = BTreeSet::new();
        let sources = named.filter(|source| known.insert(*source)).cloned().collect();
        let span = |all: DayRange, date: DayRange| DayRange {
            first: all.first.min(date.first),
            last: all.last.max(date.last),
        };
        let dates = members.iter().filter_map(|member| member.date).reduce(span);
        Self { members, sources, dates }
    }
}

impl Stories {
    /// The stories of documents in order of publication; each document is placed, and
    /// pairs are of their numbers.
    pub(super) fn new(
        documents: Vec<DocumentInfo>,
        placed: Vec<Placed>,
        recurring: &[(usize, usize)],
        shared: Vec<(usize, usize)>,
    ) -> Self {
        let members = Members { documents, placed };
        let mut of_first: BTreeMap<usize, Vec<StoryMember>> = BTreeMap::new();
        for (number, placed) in members.placed.iter().enumerate() {
            of_first.entry(placed.first).or_default().extend(members.member(number));
        }
        let stories: Vec<Story> = of_first.into_values().map(Story::of).collect();
        let mut story_of = BTreeMap::new();
        for (number, story) in stories.iter().enumerate() {
            story_of.extend(story.members.iter().map(|it| (it.document.clone(), number)));
        }
        let series = series(recurring, members.documents.len());
        let recurring = series.into_iter().map(|numbers| RecurringReport {
            documents: numbers.into_iter().filter_map(|number| members.member(number)).collect(),
        });
        let recurring = recurring.collect();
        let shared = members.shared(shared);
        Self { stories, recurring, story_of, shared }
    }

    /// The story of the document with that id; `None` where no such document was read.
    #[must_use]
    pub fn of(&self, id: &str) -> Option<&Story> {
        self.number_of(id).and_then(|number| self.stories.get(number))
    }

    /// The number of a document's story in [`stories`](Self::stories).
    #[must_use]
    pub fn number_of(&self, id: &str) -> Option<usize> {
        self.story_of.get(id).copied()
    }

    /// The recurring reports that a document is one of: those with a document of its
    /// story.
    pub(crate) fn recurring_with<'a>(
        &'a self,
        story: &'a Story,
    ) -> impl Iterator<Item = &'a RecurringReport> {
        let number = story.first().and_then(|first| self.number_of(&first.document));
        let is_member = move |document: &StoryMember| {
            number.is_some() && self.number_of(&document.document) == number
        };
        self.recurring.iter().filter(move |report| report.documents.iter().any(&is_member))
    }

    /// The ids of documents of other stories that share passages with a document, or
    /// with the one that it is a copy of.
    pub(crate) fn sharing<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a str> {
        let member = self.of(id).and_then(|it| it.members.iter().find(|it| it.document == id));
        let id = member.and_then(|member| member.copy_of.clone()).unwrap_or_else(|| id.to_owned());
        let from = self.shared.partition_point(|(one, _)| *one < id);
        let pairs = self.shared.iter().skip(from).take_while(move |(one, _)| *one == id);
        pairs.map(|(_, other)| other.as_str())
    }
}

/// Documents in order of publication with their places.
struct Members {
    documents: Vec<DocumentInfo>,
    placed: Vec<Placed>,
}

impl Members {
    fn member(&self, number: usize) -> Option<StoryMember> {
        let (info, placed) = (self.documents.get(number)?, self.placed.get(number)?);
        let kind = match placed.copy_of {
            Some(_) => MemberKind::Copy,
            None if placed.first == number => MemberKind::First,
            None => MemberKind::Version,
        };
        let copy_of = placed.copy_of.and_then(|of| self.documents.get(of));
        Some(StoryMember {
            document: info.id.clone(),
            title: info.title.clone(),
            source: info.source.clone(),
            date: info.date,
            kind,
            copy_of: copy_of.map(|info| info.id.clone()),
            likeness: placed.likeness,
        })
    }

    /// Pairs of documents of different stories as ids, both ways, ascending.
    fn shared(&self, pairs: Vec<(usize, usize)>) -> Vec<(String, String)> {
        let first = |number: usize| self.placed.get(number).map(|placed| placed.first);
        let apart = pairs.into_iter().filter(|&(one, other)| first(one) != first(other));
        let id = |number: usize| self.documents.get(number).map(|info| info.id.clone());
        let mut shared: Vec<(String, String)> = apart
            .filter_map(|(one, other)| id(one).zip(id(other)))
            .flat_map(|(one, other)| [(other.clone(), one.clone()), (one, other)])
            .collect();
        shared.sort_unstable();
        shared
    }
}

/// The numbers that pairs connect, each series ascending, the series by their first.
fn series(pairs: &[(usize, usize)], count: usize) -> Vec<Vec<usize>> {
    let mut parents: Vec<usize> = (0..count).collect();
    for &(one, other) in pairs {
        let (one, other) = (root(&mut parents, one), root(&mut parents, other));
        // The lower number is the root, so that the order of pairs changes nothing.
        if let Some(parent) = parents.get_mut(one.max(other)) {
            *parent = one.min(other);
        }
    }
    let mut series: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut numbers: Vec<usize> = pairs.iter().flat_map(|&(one, other)| [one, other]).collect();
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        series.entry(root(&mut parents, number)).or_default().push(number);
    }
    series.into_values().collect()
}

/// The root of a number, with the way to it halved for the next look.
fn root(parents: &mut [usize], mut number: usize) -> usize {
    while let Some(&parent) = parents.get(number).filter(|&&parent| parent != number) {
        let above = parents.get(parent).copied().unwrap_or(parent);
        if let Some(slot) = parents.get_mut(number) {
            *slot = above;
        }
        number = above;
    }
    number
}
