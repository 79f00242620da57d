//! What saved queries tell of new passages.

use super::Index;
use crate::error::Result;
use crate::watch::{Alerts, Trials, Watch, WatchState, run, trial};

impl Index {
    /// What the watches tell of passages that the state has not seen. Each watch tells a
    /// passage's text once, whatever is edited, copied or merged afterwards; the state
    /// is changed only where the run succeeds. With a new state all of the index is
    /// looked through; [`take_as_seen`](Self::take_as_seen) begins with what comes later.
    ///
    /// Watches may be added, changed and deleted between two runs: a watch looks through
    /// what is new when it runs. See [`watch`](crate::watch) for an example.
    ///
    /// Cost: reads the documents of segments that are new since the last run, and analyses
    /// their new passages. A watch is tested on passages with its rarest terms only.
    ///
    /// # Errors
    /// As [`document`](Self::document).
    pub fn alerts(&self, watches: &[Watch], state: &mut WatchState) -> Result<Alerts> {
        let (compiled, refused) = run::compile(watches, self.analyzer(), &self.config().fields);
        let (mut alerts, after) = self
            .guard(|| run::alerts(&*self.store.snapshot()?, self.analyzer(), &compiled, state))?;
        *state = after;
        alerts.refused = refused;
        Ok(alerts)
    }

    /// Takes all that the index holds as seen: the next run tells of what comes later.
    ///
    /// Cost: reads the documents of segments that are new since the last run.
    ///
    /// ```
    /// use ibid::watch::{Watch, WatchState};
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Six tugs were sold."))?;
    /// writer.commit()?;
    ///
    /// let mut state = WatchState::default();
    /// index.take_as_seen(&mut state)?;
    /// assert!(index.alerts(&[Watch::new("tugs", "tugs")], &mut state)?.alerts.is_empty());
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`document`](Self::document).
    pub fn take_as_seen(&self, state: &mut WatchState) -> Result<()> {
        *state = self.guard(|| run::seen(&*self.store.snapshot()?, state))?;
        Ok(())
    }

    /// How often each watch would have fired on the documents of the last days, so many
    /// up to the latest date that a document has.
    ///
    /// Cost: reads and analyses all documents of these days.
    ///
    /// ```
    /// use ibid::watch::Watch;
    /// use ibid::{DayRange, Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// let day = DayRange::parse("2014-11-21").unwrap();
    /// writer.add(&Document::new("a", "Six tugs were sold.").with_date(day))?;
    /// writer.commit()?;
    ///
    /// let trials = index.trial(&[Watch::new("tugs", "tugs"), Watch::new("all", "label:body")], 30)?;
    /// let told = "1 alert from 2014-10-23 to 2014-11-21, the most 1 on 2014-11-21 \
    ///             (of 1 passage in 1 document)";
    /// assert_eq!(trials.trials[0].to_string(), told);
    /// assert_eq!(trials.refused[0].name, "all");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`document`](Self::document).
    pub fn trial(&self, watches: &[Watch], days: u32) -> Result<Trials> {
        let (compiled, refused) = run::compile(watches, self.analyzer(), &self.config().fields);
        let trials = self
            .guard(|| trial::trials(&*self.store.snapshot()?, self.analyzer(), &compiled, days))?;
        Ok(Trials { trials, refused })
    }
}
