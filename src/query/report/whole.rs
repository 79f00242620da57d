//! The whole report in words, a line for each thing.

use super::list::on_one_line;
use super::{Expansion, Ignored, OUT_OF_TIME, Report};

impl Report {
    /// The whole report, a line for each thing, each with a line feed behind it.
    /// What stands nowhere comes first, as in [`line`](Self::line).
    ///
    /// Never panics.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "The gunships were sold to the minister."))?;
    /// writer.commit()?;
    ///
    /// let report = index.search(&Query::new("the minister OR zeppelin"))?.report;
    /// assert_eq!(
    ///     report.whole(),
    ///     "nowhere: zeppelin\n\
    ///      ignored: the (a function word, which says nothing beside the others)\n\
    ///      understood: the minister OR zeppelin\n"
    /// );
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn whole(&self) -> String {
        let mut text = String::new();
        let mut push = |line: String| {
            text.push_str(on_one_line(&line).trim_end());
            text.push('\n');
        };
        if self.is_out_of_time {
            push(OUT_OF_TIME.to_owned());
        }
        for missing in &self.missing {
            push(format!("{}: {}", missing.place(), missing.in_words()));
        }
        self.apart.iter().for_each(|apart| push(apart.to_string()));
        self.across.iter().for_each(|across| push(across.to_string()));
        self.notices.iter().for_each(|notice| push(format!("note: {}", notice.message)));
        for alike in self.ignored.chunk_by(|a, b| (a.kind, &a.why) == (b.kind, &b.why)) {
            let Some(Ignored { why, .. }) = alike.first() else { continue };
            let texts: Vec<&str> = alike.iter().map(|ignored| ignored.text.as_str()).collect();
            push(format!("ignored: {} ({why})", texts.join(", ")));
        }
        push(format!("understood: {}", self.understood));
        self.narrowed.iter().for_each(|narrowed| push(narrowed.to_string()));
        self.sought.iter().for_each(|sought| push(format!("looks for {sought}")));
        for alike in self.expanded.chunk_by(|a, b| (&a.typed, a.reason) == (&b.typed, b.reason)) {
            let Some(Expansion { typed, why, .. }) = alike.first() else { continue };
            let added: Vec<&str> = alike.iter().map(|expansion| expansion.added.as_str()).collect();
            push(format!("also for {typed}: {} ({why})", added.join(", ")));
        }
        if !self.learnt.is_empty() {
            push(format!("the first passages speak of: {}", self.learnt.join(", ")));
        }
        text
    }
}
