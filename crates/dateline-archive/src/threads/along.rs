//! A page of threads where very many events fulfil the question: found along the days of the events, until the page is full.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params_from_iter};

use crate::days::day_number;
use crate::error::Result;
use crate::events::statement;
use crate::filter::{Conditions, Driver};
use crate::{Archive, Cursor, Order, Page, Query};

/// Days that the day of a report and that of its thread lie apart at most: a report joins where another one is within four
/// days, so that only a long chain of reports without a day could go beyond.
const APART: i64 = 21;
/// Days before the first one asked for in which a thread that lasts into it may have begun.
const LASTS: i64 = 366;

impl Archive {
    /// The threads of the events that fulfil `conditions`, as [`Archive::threads`] orders them; `driver` yields its events in
    /// their order.
    pub(super) fn threads_along(
        &self,
        query: &Query,
        driver: &Driver,
        conditions: &Conditions,
        after: Option<&Cursor>,
    ) -> Result<Page<(i64, i64)>> {
        let oldest = query.order == Order::Oldest;
        // Forwards, later days are greater; backwards they are turned round, so that one direction is left to think of.
        let sign = if oldest { 1 } else { -1 };
        let (from, to) = (query.from.map(day_number), query.to.map(day_number));
        let (first, last) = (from.map(|day| day - LASTS - APART), to.map(|day| day + APART));
        let mut sql = statement("e.thread, e.sort", Some(driver), conditions);
        let (order, row) = driver.order;
        for (day, than) in [(first, ">="), (last, "<=")] {
            if let Some(day) = day {
                sql.push(&format!(" AND {order} {than} ?"), [day.into()]);
            }
        }
        let (than, direction) = if oldest { (">=", "ASC") } else { ("<=", "DESC") };
        if let Some(after) = after {
            sql.push(&format!(" AND {order} {than} ?"), [(after.key as i64 - sign * APART).into()]);
        }
        sql.push(&format!(" ORDER BY {order} {direction}, {row} {direction}"), []);
        let mut load = self.connection.prepare_cached("SELECT sort, day_to FROM thread WHERE id = ?")?;
        let mut events = self.connection.prepare_cached(&sql.text)?;
        let mut events = events.query(params_from_iter(&sql.values))?;
        let length = query.page_length();
        let behind = after.map(|after| (sign * after.key as i64, sign * after.row));
        let mut seen = BTreeSet::new();
        let mut found: BTreeSet<(i64, i64)> = BTreeSet::new();
        while let Some(event) = events.next()? {
            let (Some(thread), day) = (event.get::<_, Option<i64>>(0)?, event.get::<_, i64>(1)?) else {
                continue;
            };
            // One more than a page tells whether there is another.
            if found.iter().nth(length).is_some_and(|(last, _)| sign * day - APART > *last) {
                break;
            }
            if !seen.insert(thread) {
                continue;
            }
            let row = load.query_row([thread], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let Some((sort, until)): Option<(i64, Option<i64>)> = row else { continue };
            let begins = from.is_none_or(|from| sort >= from || until.is_some_and(|until| until >= from));
            let place = (sign * sort, sign * thread);
            if begins && to.is_none_or(|to| sort <= to) && behind.is_none_or(|behind| place > behind) {
                found.insert(place);
                if found.len() > length + 1 {
                    found.pop_last();
                }
            }
        }
        let more = found.len() > length;
        let items: Vec<(i64, i64)> =
            found.into_iter().take(length).map(|(sort, thread)| (sign * sort, sign * thread)).collect();
        let next = items.last().filter(|_| more).map(|(sort, thread)| Cursor::new(*sort as f64, *thread));
        Ok(Page { items, next })
    }
}

#[cfg(test)]
#[path = "../../examples/synthesis/mod.rs"]
mod synthesis;

#[cfg(test)]
mod tests {
    use super::synthesis;
    use crate::{Archive, Order, Provenance, Query};

    #[test]
    fn along_the_events_are_the_same_threads() {
        let folder = std::env::temp_dir().join(format!("dateline-along-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let mut archive = Archive::create(&folder).expect("an archive");
        let records: Vec<_> = (0..40).map(synthesis::record).collect();
        let provenance = Provenance::default();
        let articles: Vec<_> = records.iter().map(|record| (record, &provenance)).collect();
        archive.add_together(&articles).expect("they are added");
        for order in [Order::Newest, Order::Oldest] {
            for line in
                ["type:ASSAULT", "type:CONSULT from:2024-01 to:2024-02", "status:actual to:2024-01-20"]
            {
                let query = Query { limit: Some(7), order, ..Query::parse(line).expect("it is a question") };
                let conditions =
                    archive.event_conditions(&super::super::of_events(&query)).expect("conditions");
                let driver = conditions.drivers.first().expect("a driver");
                let (mut pages, mut after) = (0, None);
                loop {
                    let along =
                        archive.threads_along(&query, driver, &conditions, after.as_ref()).expect("a page");
                    let sorted = archive.thread_rows(&query, after.as_ref()).expect("a page");
                    assert_eq!(
                        (&along.items, &along.next),
                        (&sorted.items, &sorted.next),
                        "{line}, page {pages}"
                    );
                    pages += 1;
                    after = along.next;
                    if after.is_none() {
                        break;
                    }
                }
                assert!(pages > 1, "{line} has a page only");
            }
        }
        drop(archive);
        std::fs::remove_dir_all(&folder).expect("it goes away");
    }
}
