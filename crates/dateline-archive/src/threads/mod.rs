//! One act across articles: assignment of new reports, and questions about threads.

mod along;
mod assign;
mod likeness;
mod numbers;
mod profile;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

pub(crate) use self::assign::assign;
pub(crate) use self::likeness::Features;
pub(crate) use self::profile::stems;
use crate::answer::Answer;
use crate::days::day_text;
use crate::error::Result;
use crate::events::statement;
use crate::filter::{Conditions, EXISTS, Sql, row_of};
use crate::ways::{Driver, Way};
use crate::{
    Archive, ArchiveError, Cursor, FigureRow, Order, Page, Query, StatusRow, StoryRow, ThreadDetails,
    ThreadRow,
};
use dateline_record::Status;

/// Reports of a thread that are told at most.
const TOLD: usize = 200;
/// Articles whose stories are looked for at most.
const LOOKED_AT: i64 = 20_000;

/// A thread's row before its reports are looked at.
struct Row {
    id: i64,
    status: String,
    mode: Option<String>,
    from: Option<i64>,
    to: Option<i64>,
    first: Option<i64>,
    last: Option<i64>,
    articles: u64,
    sources: u64,
    first_event: i64,
    story: Option<i64>,
    place_event: Option<i64>,
}

impl Archive {
    /// The threads with an event that fulfils the question, by the day of the act (else of the first article).
    ///
    /// # Errors
    /// When the store fails or an article is damaged.
    pub fn threads(&self, query: &Query, after: Option<&Cursor>) -> Result<Page<ThreadRow>> {
        let found = self.thread_rows(query, after)?;
        let mut answer = Answer::new(self);
        let mut items = Vec::with_capacity(found.items.len());
        for (_, id) in found.items {
            items.extend(self.thread_row(&mut answer, id)?);
        }
        Ok(Page { items, next: found.next })
    }

    /// A thread with its history, its figures side by side and its reports.
    ///
    /// # Errors
    /// When the identifier is none, the store fails or an article is damaged.
    pub fn thread(&self, id: &str) -> Result<Option<ThreadDetails>> {
        let row = row_of(id, 't')?;
        let mut answer = Answer::new(self);
        let Some(thread) = self.thread_row(&mut answer, row)? else { return Ok(None) };
        let reports = self.ids(
            &format!(
                "SELECT e.id FROM event e JOIN article a ON a.id = e.id >> 16 WHERE e.thread = ? ORDER BY a.sort, e.id LIMIT {TOLD}"
            ),
            [row.into()],
        )?;
        let mut events = Vec::with_capacity(reports.len());
        for report in &reports {
            events.push(answer.event(*report)?);
        }
        Ok(Some(ThreadDetails {
            thread,
            history: self.history(&mut answer, row)?,
            figures: self.figures(&mut answer, row)?,
            events,
        }))
    }

    /// The stories of the articles that a question finds, the latest first; of very many articles, of the latest.
    ///
    /// # Errors
    /// When the store fails.
    pub fn stories(&self, query: &Query, after: Option<&Cursor>) -> Result<Page<StoryRow>> {
        let mut sql = Sql::new("SELECT y.sort, y.id FROM story y WHERE 1", []);
        let of_articles = Query { least_articles: None, order: Order::Newest, limit: None, ..query.clone() };
        if let Some(least) = query.least_articles {
            sql.push(" AND y.articles >= ?", [number(least)]);
        }
        if of_articles != Query::default() {
            let found = Query { copies: true, ..of_articles };
            let Some(mut articles) = self.article_sql(&found, "a.story AS story", true)? else {
                return Ok(Page::empty());
            };
            articles.page("a.sort", "a.id", false, None);
            sql.push(" AND y.id IN (SELECT story FROM (", []);
            sql.append(articles);
            sql.push(" LIMIT ?))", [LOOKED_AT.into()]);
        }
        sql.page("y.sort", "y.id", query.order == Order::Oldest, after);
        let found = self.rows(&sql, query.page_length())?;
        let mut load = self
            .connection
            .prepare_cached("SELECT title, first_day, last_day, articles, sources FROM story WHERE id = ?")?;
        let story = |(_, id): (i64, i64)| {
            load.query_row([id], |row| {
                Ok(StoryRow {
                    id: format!("y{id}"),
                    title: row.get(0)?,
                    first_seen: row.get::<_, Option<i64>>(1)?.and_then(day_text),
                    last_seen: row.get::<_, Option<i64>>(2)?.and_then(day_text),
                    articles: row.get(3)?,
                    sources: row.get(4)?,
                })
            })
        };
        let items = found.items.into_iter().map(story).collect::<rusqlite::Result<_>>()?;
        Ok(Page { items, next: found.next })
    }

    pub(crate) fn thread_rows(&self, query: &Query, after: Option<&Cursor>) -> Result<Page<(i64, i64)>> {
        let conditions = self.event_conditions(&of_events(query))?;
        if conditions.impossible {
            return Ok(Page::empty());
        }
        let driver = match self.way(&conditions)? {
            Way::Along(driver) => return self.threads_along(query, &driver, &conditions, after),
            Way::Few(driver) => Some(driver),
            Way::All => None,
        };
        let mut sql = thread_sql(query, "h.sort, h.id", &conditions, driver.as_ref());
        sql.page("h.sort", "h.id", query.order == Order::Oldest, after);
        self.rows(&sql, query.page_length())
    }

    /// A thread by its row.
    pub(crate) fn thread_row(&self, answer: &mut Answer<'_>, id: i64) -> Result<Option<ThreadRow>> {
        let mut load = self.connection.prepare_cached(
            "SELECT status, mode, day_from, day_to, first_day, last_day, articles, sources, first_event, story,
             (SELECT min(e.id) FROM event e WHERE e.thread = h.id AND e.place IS NOT NULL)
             FROM thread h WHERE id = ?",
        )?;
        let row = load
            .query_row([id], |row| {
                Ok(Row {
                    id,
                    status: row.get(0)?,
                    mode: row.get(1)?,
                    from: row.get(2)?,
                    to: row.get(3)?,
                    first: row.get(4)?,
                    last: row.get(5)?,
                    articles: row.get(6)?,
                    sources: row.get(7)?,
                    first_event: row.get(8)?,
                    story: row.get(9)?,
                    place_event: row.get(10)?,
                })
            })
            .optional()?;
        let Some(row) = row else { return Ok(None) };
        let first = answer.event(row.first_event)?;
        let place = match (&first.place, row.place_event) {
            (None, Some(event)) => answer.event(event)?.place,
            (place, _) => place.clone(),
        };
        Ok(Some(ThreadRow {
            id: format!("t{}", row.id),
            event_type: first.event_type,
            mode: row.mode,
            quad: first.quad,
            status: status(&row.status)?,
            actors: first.actors,
            recipients: first.recipients,
            place,
            from: row.from.and_then(day_text),
            to: row.to.and_then(day_text),
            first_seen: row.first.and_then(day_text),
            last_seen: row.last.and_then(day_text),
            articles: row.articles,
            sources: row.sources,
            evidence: first.evidence,
            event: first.id,
            story: row.story.map(|id| format!("y{id}")),
        }))
    }

    fn history(&self, answer: &mut Answer<'_>, thread: i64) -> Result<Vec<StatusRow>> {
        let mut load = self.connection.prepare_cached(
            "SELECT e.status, min(a.day), max(a.day), count(DISTINCT a.id), min(a.sort), min(e.id)
             FROM event e JOIN article a ON a.id = e.id >> 16 WHERE e.thread = ?
             GROUP BY e.status ORDER BY min(a.sort), min(e.id)",
        )?;
        let mut rows = load.query([thread])?;
        let mut history = Vec::new();
        while let Some(row) = rows.next()? {
            history.push(StatusRow {
                status: status(&row.get::<_, String>(0)?)?,
                first_seen: row.get::<_, Option<i64>>(1)?.and_then(day_text),
                last_seen: row.get::<_, Option<i64>>(2)?.and_then(day_text),
                articles: row.get(3)?,
                event: answer.event_id(row.get(5)?)?,
            });
        }
        Ok(history)
    }

    /// The figures of a thread's reports: copies of one article say it once.
    fn figures(&self, answer: &mut Answer<'_>, thread: i64) -> Result<Vec<FigureRow>> {
        let mut load = self.connection.prepare_cached(&format!(
            "SELECT e.id, a.syndicate FROM event e JOIN article a ON a.id = e.id >> 16 WHERE e.thread = ?
             ORDER BY a.sort, e.id LIMIT {TOLD}"
        ))?;
        let rows: Vec<(i64, i64)> = load
            .query_map(params_from_iter([thread]), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut figures: Vec<(i64, FigureRow)> = Vec::new();
        for (event, syndicate) in rows {
            for figure in answer.figures(event)? {
                let told = figures.iter().any(|(from, other)| {
                    *from == syndicate
                        && other.kind == figure.kind
                        && other.low == figure.low
                        && other.high == figure.high
                        && other.unit == figure.unit
                });
                if !told {
                    figures.push((syndicate, figure));
                }
            }
        }
        let mut figures: Vec<FigureRow> = figures.into_iter().map(|(_, figure)| figure).collect();
        figures.sort_by(|a, b| a.kind.cmp(&b.kind));
        Ok(figures)
    }
}

/// What a question for threads asks of their events. Days are asked of the thread, all else of its events, copies included: a
/// thread counts its sources itself.
pub(crate) fn of_events(query: &Query) -> Query {
    Query { from: None, to: None, least_articles: None, copies: true, ..query.clone() }
}

/// `SELECT columns FROM … WHERE …` for the threads with an event that fulfils the conditions, found by `driver`.
pub(crate) fn thread_sql(
    query: &Query,
    columns: &str,
    conditions: &Conditions,
    driver: Option<&Driver>,
) -> Sql {
    let mut sql = Sql::new(format!("SELECT {columns} FROM "), []);
    match driver {
        Some(driver) => {
            sql.push("(", []);
            sql.append(statement("DISTINCT e.thread AS thread", Some(driver), conditions));
            sql.push(") x CROSS JOIN thread h ON h.id = x.thread WHERE 1", []);
        }
        None if conditions.all.is_empty() => sql.push("thread h WHERE 1", []),
        None => {
            sql.push(&format!("thread h WHERE {EXISTS} ("), []);
            sql.append(of_thread(conditions));
            sql.push(")", []);
        }
    }
    if let Some(from) = query.from {
        let day = Value::from(crate::days::day_number(from));
        sql.push(" AND (h.sort >= ? OR h.day_to >= ?)", [day.clone(), day]);
    }
    if let Some(to) = query.to {
        sql.push(" AND h.sort <= ?", [crate::days::day_number(to).into()]);
    }
    if let Some(least) = query.least_articles {
        sql.push(" AND h.articles >= ?", [number(least)]);
    }
    sql
}

/// `SELECT 1 FROM event …` for the events of the thread `h` that fulfil the conditions.
fn of_thread(conditions: &Conditions) -> Sql {
    let mut sql = statement("1", None, conditions);
    sql.text = sql.text.replace("event e", "event e INDEXED BY event_thread");
    sql.push(" AND e.thread = h.id", []);
    sql
}

/// A number of articles as the store has them.
fn number(of_articles: u64) -> Value {
    i64::try_from(of_articles).unwrap_or(i64::MAX).into()
}

/// The status with this name.
pub(crate) fn status(name: &str) -> Result<Status> {
    Status::from_name(name).ok_or_else(|| ArchiveError::Damaged {
        article: "?".to_owned(),
        reason: format!("there is no status {name}"),
    })
}
