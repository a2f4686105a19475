//! Everything that a question finds, one row after the other: what an export is made of.
//!
//! Unlike pages, which come by day, rows come in the order in which their articles were added, then in reading order: each
//! record is decoded once, nothing is sorted, and however much is found, one article is held at a time.

use std::rc::Rc;

use dateline_record::{Entity, Event, Record, Statement};
use rusqlite::{Transaction, params_from_iter};

use crate::add::NUMBERS;
use crate::answer::Answer;
use crate::days::day_text;
use crate::entities::entity;
use crate::error::Result;
use crate::events::statement;
use crate::filter::{BY_EVENT, Sql};
use crate::names::entity_key;
use crate::statements::is_about;
use crate::text_query::plain_words;
use crate::threads::{of_events, thread_sql};
use crate::ways::Driver;
use crate::{Archive, ArchiveError, ArticleRow, EntityRow, OfficeRow, Query, ThreadRow};

/// An archive as it was at one moment, whatever is added meanwhile; ends when it is dropped.
pub struct Snapshot<'a> {
    _transaction: Transaction<'a>,
}

/// An article with its record.
#[derive(Clone, Debug)]
pub struct WalkedArticle {
    /// What the archive knows of it; without a snippet.
    pub row: ArticleRow,
    /// Its record.
    pub record: Record,
    /// The archive's identifiers of the record's entities, in their order.
    entities: Vec<Option<String>>,
}

/// An event in its article.
#[derive(Clone, Debug)]
pub struct WalkedEvent {
    /// The article.
    pub article: Rc<WalkedArticle>,
    /// The thread of the act.
    pub thread: Option<String>,
    index: usize,
}

/// A thread with its first report.
#[derive(Clone, Debug)]
pub struct WalkedThread {
    /// The thread.
    pub row: ThreadRow,
    /// The first report of the act.
    pub first: WalkedEvent,
}

/// A statement in its article.
#[derive(Clone, Debug)]
pub struct WalkedStatement {
    /// The article.
    pub article: Rc<WalkedArticle>,
    index: usize,
}

/// Somebody or something across the articles that a question finds; only what those articles say is counted.
#[derive(Clone, Debug)]
pub struct WalkedEntity {
    /// Who it is. Articles, events and statements are counted in the articles found; an event in which it is on both sides
    /// counts once.
    pub row: EntityRow,
    /// Events in which it acts.
    pub acts: u64,
    /// Events in which it is acted on.
    pub acted_on: u64,
    /// Day of the first of the articles found.
    pub first_seen: Option<String>,
    /// Day of the last one.
    pub last_seen: Option<String>,
    /// Its offices in the whole archive, the latest first.
    pub offices: Vec<OfficeRow>,
}

impl WalkedArticle {
    /// The archive's identifier of one of the record's entities.
    pub fn entity(&self, entity: &Entity) -> Option<&str> {
        let index = self.record.entities.iter().position(|other| other.id == entity.id)?;
        self.entities.get(index)?.as_deref()
    }
}

impl WalkedEvent {
    /// The event itself.
    pub fn event(&self) -> &Event {
        // The walk has looked that it is there.
        &self.article.record.events[self.index]
    }

    /// Its identifier in the archive, `article/v1`.
    pub fn id(&self) -> String {
        format!("{}/{}", self.article.row.id, self.event().id)
    }
}

impl WalkedStatement {
    /// The statement itself.
    pub fn statement(&self) -> &Statement {
        // The walk has looked that it is there.
        &self.article.record.statements[self.index]
    }

    /// Its identifier in the archive, `article/s1`.
    pub fn id(&self) -> String {
        format!("{}/{}", self.article.row.id, self.statement().id)
    }
}

impl Archive {
    /// Holds the archive as it is now for all that is asked until the snapshot is dropped.
    ///
    /// # Errors
    /// When the store fails, or a snapshot is held already.
    pub fn snapshot(&self) -> Result<Snapshot<'_>> {
        Ok(Snapshot { _transaction: self.connection.unchecked_transaction()? })
    }

    /// Hands on the articles that a question asks for, until there are no more or `take` fails. Order and page of the
    /// question do not count, here and in the other walks.
    ///
    /// # Errors
    /// When the store fails, an article is damaged, or `take` fails.
    pub fn walk_articles<E: From<ArchiveError>>(
        &self,
        query: &Query,
        mut take: impl FnMut(Rc<WalkedArticle>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let Some(mut sql) = self.article_sql(query, "a.id", false)? else { return Ok(()) };
        sql.push(" ORDER BY a.id", []);
        self.each(&sql, |row| take(self.walked(row)?))
    }

    /// Hands on the events that a question asks for.
    ///
    /// # Errors
    /// As [`Archive::walk_articles`].
    pub fn walk_events<E: From<ArchiveError>>(
        &self,
        query: &Query,
        mut take: impl FnMut(WalkedEvent) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let conditions = self.event_conditions(query)?;
        if conditions.impossible {
            return Ok(());
        }
        // Where no index leaves little, one pass over the events in their order needs no sorting.
        let driver = self
            .selective_driver(&conditions)?
            .unwrap_or_else(|| Driver::new("event e NOT INDEXED", BY_EVENT, false, Sql::new("1", [])));
        let mut sql = statement("e.id", Some(&driver), &conditions);
        sql.push(" ORDER BY e.id", []);
        let mut place = Place::new(self);
        self.each(&sql, |row| take(place.event(row)?))
    }

    /// Hands on the threads with an event that fulfils the question, each with its first report.
    ///
    /// # Errors
    /// As [`Archive::walk_articles`].
    pub fn walk_threads<E: From<ArchiveError>>(
        &self,
        query: &Query,
        mut take: impl FnMut(WalkedThread) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let conditions = self.event_conditions(&of_events(query))?;
        if conditions.impossible {
            return Ok(());
        }
        let mut sql = thread_sql(query, "h.id", &conditions, self.best_driver(&conditions)?.as_ref());
        sql.push(" ORDER BY h.id", []);
        let mut place = Place::new(self);
        let mut answer = Answer::new(self);
        self.each(&sql, |id| {
            let Some(row) = self.thread_row(&mut answer, id)? else { return Ok(()) };
            let first: i64 = self.one("SELECT first_event FROM thread WHERE id = ?", id)?;
            take(WalkedThread { row, first: place.event(first)? })
        })
    }

    /// Hands on the statements that a question asks for.
    ///
    /// # Errors
    /// As [`Archive::walk_articles`].
    pub fn walk_statements<E: From<ArchiveError>>(
        &self,
        query: &Query,
        mut take: impl FnMut(WalkedStatement) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let Some(mut sql) = self.statement_sql(query, "t.id")? else { return Ok(()) };
        sql.push(" ORDER BY t.id", []);
        let words = query.text.as_deref().map(plain_words).unwrap_or_default();
        let mut place = Place::new(self);
        self.each(&sql, |row| {
            let walked = place.statement(row)?;
            let record = &walked.article.record;
            let content = walked.statement().content.iter().map(|span| record.slice(*span));
            let content = content.collect::<Vec<_>>().join(" ");
            if is_about(&words, &content) { take(walked) } else { Ok(()) }
        })
    }

    /// Hands on whoever and whatever is named in the articles that a question asks for.
    ///
    /// # Errors
    /// As [`Archive::walk_articles`].
    pub fn walk_entities<E: From<ArchiveError>>(
        &self,
        query: &Query,
        mut take: impl FnMut(WalkedEntity) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let Some(articles) = self.article_sql(query, "a.id AS id", false)? else { return Ok(()) };
        // Reports after the first one in an article are counted where copies are.
        let first = if query.copies { "" } else { " AND e.first = 1" };
        let among = |column: &str| format!("{column} >> 16 IN (SELECT id FROM found)");
        let events = |role: &str| {
            format!(
                "(SELECT count(DISTINCT p.event) FROM party p JOIN event e ON e.id = p.event
                 WHERE p.entity = n.id{role} AND {}{first})",
                among("p.event")
            )
        };
        let mut sql = Sql::new("WITH found AS MATERIALIZED (", []);
        sql.append(articles);
        sql.push(
            &format!(
                ") SELECT n.id, n.name, n.kind, n.code, n.sector, n.wikidata, count(*), {},
                 (SELECT count(*) FROM statement s WHERE s.speaker = n.id AND {}), min(a.day), max(a.day), {}, {}
                 FROM appearance m CROSS JOIN entity n ON n.id = m.entity CROSS JOIN article a ON a.id = m.article
                 WHERE m.article IN (SELECT id FROM found) GROUP BY m.entity ORDER BY m.entity",
                events(""),
                among("s.id"),
                events(" AND p.role = 0"),
                events(" AND p.role = 1"),
            ),
            [],
        );
        let mut prepared = self.connection.prepare(&sql.text).map_err(ArchiveError::from)?;
        let mut rows = prepared.query(params_from_iter(&sql.values)).map_err(ArchiveError::from)?;
        while let Some(row) = rows.next().map_err(ArchiveError::from)? {
            let id = row.get(0).map_err(ArchiveError::from)?;
            let offices = self.offices(id)?;
            take(walked_entity(row, offices).map_err(ArchiveError::from)?)?;
        }
        Ok(())
    }

    /// Hands on the first column of each row of a statement; the same twice in a row once.
    fn each<E: From<ArchiveError>>(
        &self,
        sql: &Sql,
        mut take: impl FnMut(i64) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut prepared = self.connection.prepare(&sql.text).map_err(ArchiveError::from)?;
        let mut rows = prepared.query(params_from_iter(&sql.values)).map_err(ArchiveError::from)?;
        let mut last = None;
        while let Some(row) = rows.next().map_err(ArchiveError::from)? {
            let row: i64 = row.get(0).map_err(ArchiveError::from)?;
            if last.replace(row) != Some(row) {
                take(row)?;
            }
        }
        Ok(())
    }

    fn one<T: rusqlite::types::FromSql>(&self, sql: &str, id: i64) -> Result<T> {
        Ok(self.connection.prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
    }

    fn walked(&self, id: i64) -> Result<Rc<WalkedArticle>> {
        let row = self.article_in(id)?;
        let record = self.stored(id)?.record;
        let mut find = self.connection.prepare_cached("SELECT id FROM entity WHERE key = ?")?;
        let mut number = |entity: &Entity| -> Result<Option<String>> {
            let mut rows = find.query([entity_key(entity)])?;
            let id: Option<i64> = rows.next()?.map(|row| row.get(0)).transpose()?;
            Ok(id.map(|id| format!("n{id}")))
        };
        let entities = record.entities.iter().map(&mut number).collect::<Result<_>>()?;
        Ok(Rc::new(WalkedArticle { row, record, entities }))
    }
}

/// Where a walk is: the last article is kept, since the next row is most often of the same.
struct Place<'a> {
    archive: &'a Archive,
    last: Option<(i64, Rc<WalkedArticle>)>,
}

impl<'a> Place<'a> {
    fn new(archive: &'a Archive) -> Self {
        Self { archive, last: None }
    }

    fn article(&mut self, id: i64) -> Result<Rc<WalkedArticle>> {
        if let Some((last, article)) = &self.last
            && *last == id
        {
            return Ok(Rc::clone(article));
        }
        let article = self.archive.walked(id)?;
        self.last = Some((id, Rc::clone(&article)));
        Ok(article)
    }

    fn event(&mut self, row: i64) -> Result<WalkedEvent> {
        let article = self.article(row / NUMBERS)?;
        let index = index(row, article.record.events.len());
        let index = index.ok_or_else(|| damaged(&article, "an event"))?;
        let thread: Option<i64> = self.archive.one("SELECT thread FROM event WHERE id = ?", row)?;
        Ok(WalkedEvent { article, thread: thread.map(|id| format!("t{id}")), index })
    }

    fn statement(&mut self, row: i64) -> Result<WalkedStatement> {
        let article = self.article(row / NUMBERS)?;
        let index = index(row, article.record.statements.len());
        let index = index.ok_or_else(|| damaged(&article, "a statement"))?;
        Ok(WalkedStatement { article, index })
    }
}

/// The place of an event or statement in its record, if it has so many.
fn index(row: i64, count: usize) -> Option<usize> {
    usize::try_from(row % NUMBERS).ok().filter(|index| *index < count)
}

fn damaged(article: &WalkedArticle, what: &str) -> ArchiveError {
    ArchiveError::Damaged {
        article: article.row.id.clone(),
        reason: format!("it lacks {what} that the tables have"),
    }
}

fn walked_entity(row: &rusqlite::Row<'_>, offices: Vec<OfficeRow>) -> rusqlite::Result<WalkedEntity> {
    Ok(WalkedEntity {
        row: entity(row)?,
        first_seen: row.get::<_, Option<i64>>(9)?.and_then(day_text),
        last_seen: row.get::<_, Option<i64>>(10)?.and_then(day_text),
        acts: row.get(11)?,
        acted_on: row.get(12)?,
        offices,
    })
}
