//! Acts day by day.

use crate::error::Result;
use crate::{Archive, Cursor, Page, Query, ThreadRow, TimelineDay};

impl Archive {
    /// The threads that a question finds, day by day; a page has so many threads as the question's limit says, and a day that
    /// a page cuts goes on in the next one.
    ///
    /// # Errors
    /// As [`Archive::threads`].
    pub fn timeline(&self, query: &Query, after: Option<&Cursor>) -> Result<Page<TimelineDay>> {
        let page = self.threads(query, after)?;
        let mut days: Vec<TimelineDay> = Vec::new();
        for thread in page.items {
            let day = thread.from.clone().or_else(|| thread.first_seen.clone());
            match days.last_mut().filter(|last| last.day == day) {
                Some(last) => last.threads.push(thread),
                None => days.push(TimelineDay { day, threads: vec![thread] }),
            }
        }
        for day in &mut days {
            day.threads.sort_by_key(|t: &ThreadRow| std::cmp::Reverse(t.sources));
        }
        Ok(Page { items: days, next: page.next })
    }
}
