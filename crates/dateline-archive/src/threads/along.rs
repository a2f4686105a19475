//! A page of threads where very many events fulfil the question: found along the days of the events, until the page is full.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params_from_iter};

use crate::days::day_number;
use crate::error::Result;
use crate::events::statement;
use crate::filter::{Conditions, EXISTS, Sql};
use crate::ways::Driver;
use crate::{Archive, Cursor, Order, Page, Query};

/// Days that the day of a report and that of its thread lie apart at most: a report joins where another one is within four
/// days, so that only a long chain of reports without a day could go beyond.
const APART: i64 = 21;
/// Days before the first one asked for in which a thread that lasts into it may have begun.
const LASTS: i64 = 366;
/// So many threads of a page's days are looked at rather than all events of the [`APART`] days beyond it.
const BETWEEN: i64 = 20_000;

/// The threads that were found for a page, in its order: forwards, later days are greater; backwards they are turned round,
/// so that one direction is left to think of.
struct Found {
    sign: i64,
    from: Option<i64>,
    to: Option<i64>,
    behind: Option<(i64, i64)>,
    /// Rows of the page; one more tells whether there is another page.
    length: usize,
    places: BTreeSet<(i64, i64)>,
}

impl Found {
    fn new(query: &Query, after: Option<&Cursor>) -> Self {
        let sign = if query.order == Order::Oldest { 1 } else { -1 };
        Self {
            sign,
            from: query.from.map(day_number),
            to: query.to.map(day_number),
            behind: after.map(|after| (sign * after.key as i64, sign * after.row)),
            length: query.page_length(),
            places: BTreeSet::new(),
        }
    }

    /// Notes a thread, if the days asked for and the page have room for it.
    fn take(&mut self, thread: i64, sort: i64, until: Option<i64>) {
        let begins = self.from.is_none_or(|from| sort >= from || until.is_some_and(|until| until >= from));
        let place = (self.sign * sort, self.sign * thread);
        if begins && self.to.is_none_or(|to| sort <= to) && self.behind.is_none_or(|behind| place > behind) {
            self.places.insert(place);
            if self.places.len() > self.length + 1 {
                self.places.pop_last();
            }
        }
    }

    /// The place behind which nothing is wanted any more, once there is a page and one more.
    fn end(&self) -> Option<i64> {
        self.places.last().filter(|_| self.places.len() > self.length).map(|(place, _)| *place)
    }

    /// First and last day of what is wanted up to [`Found::end`].
    fn days(&self, end: i64) -> (i64, i64) {
        let begin = self.behind.map(|(place, _)| self.sign * place);
        if self.sign > 0 {
            (begin.unwrap_or(i64::MIN), end)
        } else {
            (-end, begin.unwrap_or(i64::MAX).min(self.to.unwrap_or(i64::MAX)))
        }
    }

    fn page(self) -> Page<(i64, i64)> {
        let (more, sign) = (self.places.len() > self.length, self.sign);
        let places = self.places.into_iter().take(self.length);
        let items: Vec<(i64, i64)> = places.map(|(sort, thread)| (sign * sort, sign * thread)).collect();
        let next = items.last().filter(|_| more).map(|(sort, thread)| Cursor::new(*sort as f64, *thread));
        Page { items, next }
    }
}

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
        let mut found = Found::new(query, after);
        let sql = events_along(&found, driver, conditions);
        let mut load =
            self.connection.prepare_cached("SELECT sort, day_to, articles FROM thread WHERE id = ?")?;
        let mut events = self.connection.prepare_cached(&sql.text)?;
        let mut events = events.query(params_from_iter(&sql.values))?;
        let least = query.least_articles.unwrap_or_default();
        let mut seen = BTreeSet::new();
        let mut full = false;
        while let Some(event) = events.next()? {
            let (Some(thread), day) = (event.get::<_, Option<i64>>(0)?, event.get::<_, i64>(1)?) else {
                continue;
            };
            if let Some(end) = found.end() {
                // In a dense archive the days beyond the page have far more events than the page's own days have threads.
                if !full && self.take_between(&mut found, end, day, conditions, least)? {
                    break;
                }
                full = true;
                if found.sign * day - APART > end {
                    break;
                }
            }
            if !seen.insert(thread) {
                continue;
            }
            let row =
                load.query_row([thread], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
            let Some((sort, until, articles)): Option<(i64, Option<i64>, u64)> = row else { continue };
            if articles >= least {
                found.take(thread, sort, until);
            }
        }
        Ok(found.page())
    }

    /// Takes what is still wanted from the threads of the page's days, which have an event on `day` or beyond that fulfils the
    /// conditions; `false`, and nothing is taken, where these threads are too many to look at.
    fn take_between(
        &self,
        found: &mut Found,
        end: i64,
        day: i64,
        conditions: &Conditions,
        least: u64,
    ) -> Result<bool> {
        let (first, last) = found.days(end);
        let mut count = self.connection.prepare_cached(&format!(
            "SELECT count(*) FROM (SELECT 1 FROM thread INDEXED BY thread_sort WHERE sort BETWEEN ? AND ? LIMIT {BETWEEN})"
        ))?;
        if count.query_row([first, last], |row| row.get::<_, i64>(0))? >= BETWEEN {
            return Ok(false);
        }
        let mut sql = Sql::new(
            format!(
                "SELECT h.id, h.sort, h.day_to FROM thread h INDEXED BY thread_sort WHERE h.sort BETWEEN ? AND ?
                 AND h.articles >= ? AND {EXISTS} ("
            ),
            [first.into(), last.into(), super::number(least)],
        );
        sql.append(super::of_thread(conditions));
        let beyond = if found.sign > 0 { ">=" } else { "<=" };
        sql.push(&format!(" AND e.sort {beyond} ?)"), [day.into()]);
        let mut threads = self.connection.prepare_cached(&sql.text)?;
        let mut threads = threads.query(params_from_iter(&sql.values))?;
        while let Some(row) = threads.next()? {
            found.take(row.get(0)?, row.get(1)?, row.get(2)?);
        }
        Ok(true)
    }
}

/// The events along which threads are found: `SELECT thread, sort …` in the page's order.
fn events_along(found: &Found, driver: &Driver, conditions: &Conditions) -> Sql {
    let mut sql = statement("e.thread, e.sort", Some(driver), conditions);
    let (order, row) = driver.order;
    let (first, last) = (found.from.map(|day| day - LASTS - APART), found.to.map(|day| day + APART));
    for (day, than) in [(first, ">="), (last, "<=")] {
        if let Some(day) = day {
            sql.push(&format!(" AND {order} {than} ?"), [day.into()]);
        }
    }
    let (than, direction) = if found.sign > 0 { (">=", "ASC") } else { ("<=", "DESC") };
    if let Some((place, _)) = found.behind {
        sql.push(&format!(" AND {order} {than} ?"), [(found.sign * (place - APART)).into()]);
    }
    sql.push(&format!(" ORDER BY {order} {direction}, {row} {direction}"), []);
    sql
}

#[cfg(test)]
mod tests {
    use crate::testing::Synthesised;
    use crate::{Order, Query};

    #[test]
    fn along_the_events_are_the_same_threads() {
        let archive = Synthesised::new("along", 40);
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
    }
}
