//! Whether the archive keeps its law: every span against its text, every reference, every count.

use std::fmt;

use crate::error::Result;
use crate::{Archive, article_key};

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveProblem {
    /// The article, or the table.
    pub at: String,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for ArchiveProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.what)
    }
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Articles that were looked at.
    pub articles: u64,
    /// What is wrong; an empty list for a sound archive.
    pub problems: Vec<ArchiveProblem>,
}

/// References between tables: what is selected leads nowhere.
const REFERENCES: &[(&str, &str)] = &[
    ("article without a record", "SELECT key FROM article WHERE id NOT IN (SELECT article FROM record)"),
    ("record without an article", "SELECT article FROM record WHERE article NOT IN (SELECT id FROM article)"),
    ("article without a text index", "SELECT key FROM article WHERE id NOT IN (SELECT rowid FROM article_text)"),
    ("article without a signature", "SELECT key FROM article WHERE id NOT IN (SELECT article FROM signature)"),
    ("article without a group", "SELECT key FROM article WHERE syndicate NOT IN (SELECT id FROM syndicate)"),
    ("article with a story that is not there", "SELECT key FROM article WHERE story NOT IN (SELECT id FROM story)"),
    (
        "group whose lead or count is wrong",
        "SELECT 'g' || s.id FROM syndicate s WHERE s.copies <> (SELECT count(*) FROM article a WHERE a.syndicate = s.id)
         OR 1 <> (SELECT count(*) FROM article a WHERE a.syndicate = s.id AND a.lead)
         OR NOT EXISTS (SELECT 1 FROM article a WHERE a.id = s.lead AND a.syndicate = s.id AND a.lead)",
    ),
    (
        "article whose events are not all there",
        "SELECT a.key FROM article a WHERE a.events <> (SELECT count(*) FROM event e WHERE e.id BETWEEN a.id << 16 AND (a.id << 16) + 65535)",
    ),
    (
        "article whose statements are not all there",
        "SELECT a.key FROM article a WHERE a.statements <> (SELECT count(*) FROM statement t WHERE t.id BETWEEN a.id << 16 AND (a.id << 16) + 65535)",
    ),
    ("event without an article", "SELECT id FROM event WHERE id >> 16 NOT IN (SELECT id FROM article)"),
    ("statement without an article", "SELECT id FROM statement WHERE id >> 16 NOT IN (SELECT id FROM article)"),
    (
        "event without its thread",
        "SELECT id FROM event WHERE thread IS NULL OR thread NOT IN (SELECT id FROM thread)",
    ),
    ("event with a place that is not there", "SELECT id FROM event WHERE place NOT IN (SELECT id FROM place)"),
    ("event with a speaker that is not there", "SELECT id FROM event WHERE speaker NOT IN (SELECT id FROM entity)"),
    ("party of no event", "SELECT event FROM party WHERE event NOT IN (SELECT id FROM event)"),
    ("party that is no entity", "SELECT event FROM party WHERE entity NOT IN (SELECT id FROM entity)"),
    (
        "party whose act is of another kind",
        "SELECT p.event FROM party p JOIN event e ON e.id = p.event LEFT JOIN kind k ON k.id = p.kind
         WHERE k.type IS NOT e.type OR k.status IS NOT e.status OR p.sort <> e.sort",
    ),
    (
        "statement with a speaker or place that is not there",
        "SELECT id FROM statement WHERE speaker NOT IN (SELECT id FROM entity) OR place NOT IN (SELECT id FROM place)",
    ),
    (
        "appearance that leads nowhere",
        "SELECT entity FROM appearance WHERE entity NOT IN (SELECT id FROM entity) OR article NOT IN (SELECT id FROM article)",
    ),
    ("agenda entry of no event", "SELECT event FROM agenda WHERE event NOT IN (SELECT id FROM event)"),
    (
        "thread whose counts are wrong",
        "SELECT 't' || h.id FROM thread h WHERE h.articles <> (SELECT count(*) FROM thread_article m WHERE m.thread = h.id)
         OR h.sources <> (SELECT count(DISTINCT m.syndicate) FROM thread_article m WHERE m.thread = h.id)
         OR h.first_event NOT IN (SELECT id FROM event)",
    ),
    (
        "story whose count is wrong",
        "SELECT 'y' || y.id FROM story y WHERE y.articles <> (SELECT count(*) FROM article a WHERE a.story = y.id)",
    ),
    (
        "band of no article",
        "SELECT article FROM band WHERE article NOT IN (SELECT id FROM article)",
    ),
];

/// Of one kind of problem, so many are told.
const TOLD: usize = 20;

impl Archive {
    /// Checks the file itself, every reference between tables, and every record: its spans against its text, its references,
    /// its identifier and the count of its events. `each` is told the number of articles that were looked at.
    ///
    /// # Errors
    /// When the store fails; what is wrong with articles is no error but in the report.
    pub fn check(&self, mut each: impl FnMut(u64)) -> Result<CheckReport> {
        let mut report = CheckReport::default();
        let mut problem = |at: String, what: String| report.problems.push(ArchiveProblem { at, what });
        let mut integrity = self.connection.prepare("PRAGMA integrity_check(20)")?;
        let mut rows = integrity.query([])?;
        while let Some(row) = rows.next()? {
            let said: String = row.get(0)?;
            if said != "ok" {
                problem("file".to_owned(), said);
            }
        }
        for (what, sql) in REFERENCES {
            let mut statement = self.connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            let mut told = 0;
            while let Some(row) = rows.next()? {
                if told < TOLD {
                    let at = match row.get_ref(0)? {
                        rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                        rusqlite::types::ValueRef::Integer(number) => format!("row {number}"),
                        _ => "?".to_owned(),
                    };
                    problem(at, (*what).to_owned());
                }
                told += 1;
            }
        }
        let mut articles =
            self.connection.prepare("SELECT id, key, events, statements FROM article ORDER BY id")?;
        let mut rows = articles.query([])?;
        let mut looked_at = 0;
        while let Some(row) = rows.next()? {
            let (id, key): (i64, String) = (row.get(0)?, row.get(1)?);
            let (events, statements): (usize, usize) = (row.get(2)?, row.get(3)?);
            match self.stored(id) {
                Ok(stored) => {
                    let record = &stored.record;
                    for found in record.check().into_iter().take(TOLD) {
                        problem(key.clone(), found.to_string());
                    }
                    let document = &record.document;
                    if article_key(&document.id, document.outlet.as_deref(), document.url.as_deref()) != key {
                        problem(key.clone(), "its record is of another article".to_owned());
                    }
                    if (record.events.len(), record.statements.len()) != (events, statements) {
                        problem(key, "its record has other counts than its row".to_owned());
                    }
                }
                Err(error) => problem(key, error.to_string()),
            }
            looked_at += 1;
            each(looked_at);
        }
        report.articles = looked_at;
        Ok(report)
    }
}
