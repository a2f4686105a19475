//! Who is who across articles.

use rusqlite::Row;

use crate::answer::Answer;
use crate::days::day_text;
use crate::error::Result;
use crate::filter::{Sql, list, row_of};
use crate::names::fold;
use crate::{Archive, Cursor, EntityDetails, EntityRow, EventRow, OfficeRow, Page, StatementRow};

/// Entities that a name may mean, at most.
const NAMESAKES: usize = 20;
/// Events, meetings and statements of an entity that are told.
const TOLD: usize = 25;

impl Archive {
    /// Entities with this name, else with all its words in theirs; the one that most articles name first, 20 at most. A surname
    /// also finds the persons whose full names are known.
    ///
    /// # Errors
    /// When the store fails.
    pub fn entities(&self, name: &str) -> Result<Vec<EntityRow>> {
        Ok(self.entities_page(Some(name), NAMESAKES, None)?.items)
    }

    /// A page of the entities that [`Archive::entities`] finds, or of all without a name, the one that most articles name first.
    /// Of words that more than 500 have in their names, those that were met first are found. `limit` is the most rows, `after` the
    /// page before's `next`; while articles are added, an entity that rises past the cursor is not told again.
    ///
    /// # Errors
    /// When the store fails.
    pub fn entities_page(
        &self,
        name: Option<&str>,
        limit: usize,
        after: Option<&Cursor>,
    ) -> Result<Page<EntityRow>> {
        let mut sql = Sql::new("SELECT -articles AS rank, id FROM (", []);
        match name {
            Some(name) => {
                let ids = match row_of(name, 'n') {
                    Ok(id) => vec![id],
                    Err(_) => self.entity_ids(&fold(name))?,
                };
                let count = "(SELECT count(*) FROM appearance m WHERE m.entity = n.id)";
                sql.push(
                    &format!(
                        "SELECT n.id AS id, {count} AS articles FROM entity n WHERE n.id IN {}",
                        list(&ids)
                    ),
                    [],
                );
            }
            None => {
                sql.push("SELECT entity AS id, count(*) AS articles FROM appearance GROUP BY entity", []);
            }
        }
        sql.push(") WHERE 1", []);
        sql.page("rank", "id", true, after);
        let found = self.rows(&sql, limit)?;
        let mut load = self.connection.prepare_cached(
            "SELECT id, name, kind, code, sector, wikidata,
             (SELECT count(*) FROM appearance m WHERE m.entity = n.id),
             (SELECT count(DISTINCT p.event) FROM party p WHERE p.entity = n.id),
             (SELECT count(*) FROM statement s WHERE s.speaker = n.id)
             FROM entity n WHERE id = ?",
        )?;
        let items = found.items.into_iter().map(|(_, id)| load.query_row([id], entity));
        Ok(Page { items: items.collect::<rusqlite::Result<_>>()?, next: found.next })
    }

    /// Everything about whoever bears a name: each entity that it may mean, the most named first, five at most. `n12` names
    /// one by its identifier.
    ///
    /// # Errors
    /// When the store fails or an article is damaged.
    pub fn who(&self, name: &str) -> Result<Vec<EntityDetails>> {
        const ANSWERED: usize = 5;
        let entities = self.entities(name)?;
        entities.into_iter().take(ANSWERED).map(|entity| self.details(entity)).collect()
    }

    fn details(&self, entity: EntityRow) -> Result<EntityDetails> {
        let id = row_of(&entity.id, 'n')?;
        let ids = list(&[id]);
        let mut answer = Answer::new(self);
        let acts = "SELECT DISTINCT e.id FROM party p CROSS JOIN event e ON e.id = p.event JOIN article a ON a.id = e.id >> 16
             WHERE p.entity IN";
        let last = format!("AND e.first = 1 AND a.lead = 1 ORDER BY e.sort DESC, e.id DESC LIMIT {TOLD}");
        let meetings = self.ids(&format!("{acts} {ids} AND e.type = 'CONSULT' {last}"), [])?;
        let others = self.ids(&format!("{acts} {ids} AND e.type <> 'CONSULT' {last}"), [])?;
        let said = self.ids(
            &format!(
                "SELECT t.id FROM statement t JOIN article a ON a.id = t.id >> 16 WHERE t.speaker IN {ids} AND a.lead = 1
                 ORDER BY t.sort DESC, t.id DESC LIMIT {TOLD}"
            ),
            [],
        )?;
        let events = |rows: Vec<i64>, answer: &mut Answer<'_>| -> Result<Vec<EventRow>> {
            rows.into_iter().map(|row| answer.event(row)).collect()
        };
        let statements: Vec<StatementRow> =
            said.into_iter().map(|row| answer.statement(row)).collect::<Result<_>>()?;
        Ok(EntityDetails {
            offices: self.offices(id)?,
            events: events(others, &mut answer)?,
            meetings: events(meetings, &mut answer)?,
            statements,
            entity,
        })
    }

    pub(crate) fn offices(&self, entity: i64) -> Result<Vec<OfficeRow>> {
        let mut load = self.connection.prepare_cached(
            "SELECT title, nullif(of, ''), articles, first_day, last_day FROM office WHERE entity = ?
             ORDER BY last_day DESC, articles DESC, title, of LIMIT 50",
        )?;
        let rows = load.query_map([entity], |row| {
            Ok(OfficeRow {
                title: row.get(0)?,
                of: row.get(1)?,
                articles: row.get(2)?,
                first_seen: row.get::<_, Option<i64>>(3)?.and_then(day_text),
                last_seen: row.get::<_, Option<i64>>(4)?.and_then(day_text),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Columns from the first on: row, name, kind, code, sector, Wikidata item, numbers of articles, events and statements.
pub(crate) fn entity(row: &Row<'_>) -> rusqlite::Result<EntityRow> {
    Ok(EntityRow {
        id: format!("n{}", row.get::<_, i64>(0)?),
        name: row.get(1)?,
        kind: row.get(2)?,
        code: row.get(3)?,
        sector: row.get(4)?,
        wikidata: row.get(5)?,
        articles: row.get(6)?,
        events: row.get(7)?,
        statements: row.get(8)?,
    })
}
