//! The stories that an index tells.

use super::Index;
use crate::error::Result;
#[cfg(feature = "stories")]
use crate::facts::Recogniser;
use crate::store::labelled::{LabelledDocument, for_each_document, labelled_document};
#[cfg(feature = "stories")]
use crate::story::Difference;
use crate::story::cluster::cluster;
#[cfg(feature = "stories")]
use crate::story::difference::{Compared, difference};
use crate::story::shared::shared_places;
use crate::story::sketch::Sketch;
use crate::story::sketched::Sketched;
use crate::story::words::{StoryWord, story_words};
#[cfg(feature = "stories")]
use crate::story::{MemberKind, Story};
use crate::story::{SharedText, Stories, StoryDetails, StoryOptions};

/// Most documents whose shared passages are shown.
const MAX_SHARED: usize = 20;

impl Index {
    /// The stories of all documents: which are copies and versions of one report, and
    /// which report came again. [`Stories`] has an example.
    ///
    /// A caller keeps the answer until another commit is searched.
    ///
    /// Cost: reads every text once; linear but for sorting. A word takes about 10 bytes
    /// until the call returns.
    ///
    /// # Errors
    /// [`Error::Config`](crate::Error::Config) where an option is out of its range; as
    /// [`document`](Self::document).
    pub fn stories(&self, options: &StoryOptions) -> Result<Stories> {
        options.validate()?;
        let mut documents = Vec::new();
        let mut sketch = |document: LabelledDocument| {
            let sketch = Sketch::new(&self.words_of(&document));
            let mut info = document.info;
            info.extra.clear();
            documents.push(Sketched { info, sketch });
        };
        self.guard(|| for_each_document(&self.store, &mut sketch))?;
        Ok(cluster(documents, options))
    }

    /// The story of a document with what each version changed, word by word; the same
    /// wording at other times; and the passages that documents of other stories share
    /// with it. `None` where the stories do not have the document.
    ///
    /// Documents that were deleted since the stories were made are left out of the
    /// differences.
    ///
    /// Cost: reads the text of each version and of at most 20 other documents. A
    /// comparison takes half a second at most.
    ///
    /// ```
    /// use ibid::story::StoryOptions;
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "The tug Morwen left the yard of Hallan."))?;
    /// writer.commit()?;
    ///
    /// let stories = index.stories(&StoryOptions::default())?;
    /// let details = index.story(&stories, "a")?.unwrap();
    /// assert_eq!(details.story.members.len(), 1);
    /// assert!(index.story(&stories, "b")?.is_none());
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`document`](Self::document).
    pub fn story(&self, stories: &Stories, id: &str) -> Result<Option<StoryDetails>> {
        let Some(story) = stories.of(id) else { return Ok(None) };
        let (shared, shared_left_out) = self.shared_texts(stories, id)?;
        Ok(Some(StoryDetails {
            story: story.clone(),
            #[cfg(feature = "stories")]
            differences: self.differences(story)?,
            recurring: stories.recurring_with(story).cloned().collect(),
            shared,
            shared_left_out,
        }))
    }

    /// The words of a document that tell its story.
    pub(super) fn words_of(&self, document: &LabelledDocument) -> Vec<StoryWord> {
        story_words(self.analyzer(), document.parts())
    }

    pub(super) fn labelled(&self, id: &str) -> Result<Option<LabelledDocument>> {
        self.guard(|| labelled_document(&self.store, id))
    }

    /// What documents of other stories share with a document, and how many more there
    /// are.
    fn shared_texts(&self, stories: &Stories, id: &str) -> Result<(Vec<SharedText>, usize)> {
        let mut shared = Vec::new();
        let others: Vec<&str> = stories.sharing(id).collect();
        let Some(own) = self.labelled(id)?.filter(|_| !others.is_empty()) else {
            return Ok((shared, 0));
        };
        let own = self.words_of(&own);
        for other in others.iter().take(MAX_SHARED) {
            let Some(other) = self.labelled(other)? else { continue };
            let places = shared_places(&own, &self.words_of(&other));
            let info = other.info;
            let (document, title, source) = (info.id, info.title, info.source);
            shared.push(SharedText { document, title, source, places });
        }
        Ok((shared, others.len().saturating_sub(MAX_SHARED)))
    }

    /// What each version of a story changed of its first document.
    #[cfg(feature = "stories")]
    fn differences(&self, story: &Story) -> Result<Vec<Difference>> {
        let versions = story.members.iter().filter(|member| member.kind == MemberKind::Version);
        let ids: Vec<&str> = versions.map(|member| member.document.as_str()).collect();
        let first = story.first().filter(|_| !ids.is_empty());
        let Some(old) = first.map(|first| self.compared(&first.document)).transpose()?.flatten()
        else {
            return Ok(Vec::new());
        };
        let recogniser = Recogniser::new(self.analyzer());
        let mut differences = Vec::new();
        for id in ids {
            let Some(new) = self.compared(id)? else { continue };
            differences.push(difference(&old.as_compared(), &new.as_compared(), &recogniser));
        }
        Ok(differences)
    }

    #[cfg(feature = "stories")]
    fn compared(&self, id: &str) -> Result<Option<ComparedDocument>> {
        let (Some(labelled), Some(document)) = (self.labelled(id)?, self.document(id)?) else {
            return Ok(None);
        };
        let words = self.words_of(&labelled);
        Ok(Some(ComparedDocument { id: document.id, text: document.text, words }))
    }
}

/// A document to compare, with its text.
#[cfg(feature = "stories")]
struct ComparedDocument {
    id: String,
    text: String,
    words: Vec<StoryWord>,
}

#[cfg(feature = "stories")]
impl ComparedDocument {
    fn as_compared(&self) -> Compared<'_> {
        Compared { id: &self.id, text: &self.text, words: &self.words }
    }
}
