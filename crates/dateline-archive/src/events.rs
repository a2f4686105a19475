//! Questions about events.

use rusqlite::params_from_iter;

use crate::answer::Answer;
use crate::error::Result;
use crate::filter::{BY_EVENT, Conditions, Sql};
use crate::ways::Driver;
use crate::{Archive, Cursor, EventRow, Order, Page, Query};

impl Archive {
    /// The events that a question asks for, by the day of the act (else of publication).
    ///
    /// # Errors
    /// When the store fails or an article is damaged.
    pub fn events(&self, query: &Query, after: Option<&Cursor>) -> Result<Page<EventRow>> {
        let rows = self.event_rows(query, after)?;
        let mut answer = Answer::new(self);
        let items = rows.items.into_iter().map(|(_, row)| answer.event(row)).collect::<Result<_>>()?;
        Ok(Page { items, next: rows.next })
    }

    /// An event by its identifier, `article/v1`.
    ///
    /// # Errors
    /// When the store fails or the article is damaged.
    pub fn event(&self, id: &str) -> Result<Option<EventRow>> {
        let Some((article, event)) = id.split_once('/') else { return Ok(None) };
        let Some(row) = self.article_row(article)? else { return Ok(None) };
        let stored = self.stored(row)?;
        let number = stored.record.events.iter().position(|e| e.id == event);
        let Some(number) = number.and_then(|n| i64::try_from(n).ok()) else { return Ok(None) };
        Answer::new(self).event(row * crate::add::NUMBERS + number).map(Some)
    }

    /// How many events a question finds.
    ///
    /// # Errors
    /// When the store fails.
    pub fn count_events(&self, query: &Query) -> Result<u64> {
        let conditions = self.event_conditions(query)?;
        if conditions.impossible {
            return Ok(0);
        }
        let driver = self.best_driver(&conditions)?;
        let mut sql = statement("count(DISTINCT e.id)", driver.as_ref(), &conditions);
        sql.text.push(';');
        let mut count = self.connection.prepare_cached(&sql.text)?;
        Ok(count.query_row(params_from_iter(sql.values), |row| row.get(0))?)
    }

    /// Order and row of the events of a page.
    pub(crate) fn event_rows(&self, query: &Query, after: Option<&Cursor>) -> Result<Page<(i64, i64)>> {
        let conditions = self.event_conditions(query)?;
        if conditions.impossible {
            return Ok(Page::empty());
        }
        let driver = self.best_driver(&conditions)?;
        let (order, row) = driver.as_ref().map_or(BY_EVENT, |d| d.order);
        let mut sql = statement(&format!("{order}, {row}"), driver.as_ref(), &conditions);
        sql.page(order, row, query.order == Order::Oldest, after);
        self.rows(&sql, query.page_length())
    }

    /// The first rows of a statement that yields order and row, without repetitions.
    pub(crate) fn rows(&self, sql: &Sql, length: usize) -> Result<Page<(i64, i64)>> {
        let mut prepared = self.connection.prepare_cached(&sql.text)?;
        let mut rows = prepared.query(params_from_iter(sql.values.iter()))?;
        let mut items: Vec<(i64, i64)> = Vec::new();
        let mut more = false;
        while let Some(row) = rows.next()? {
            let pair = (row.get(0)?, row.get(1)?);
            if items.last() == Some(&pair) {
                continue;
            }
            if items.len() == length {
                more = true;
                break;
            }
            items.push(pair);
        }
        let next = items.last().filter(|_| more).map(|(order, row)| Cursor::new(*order as f64, *row));
        Ok(Page { items, next })
    }
}

/// `SELECT … FROM … WHERE …` without an order.
pub fn statement(columns: &str, driver: Option<&Driver>, conditions: &Conditions) -> Sql {
    let mut sql = Sql::new(format!("SELECT {columns} FROM "), []);
    match driver {
        Some(driver) => sql.append(driver.walk()),
        None => sql.push("event e WHERE 1", []),
    }
    let (sort, row) = driver.map_or(BY_EVENT, |driver| driver.order);
    let implied = driver.and_then(|driver| driver.implies);
    for (number, condition) in conditions.all.iter().enumerate() {
        if implied != Some(number) {
            sql.push(" AND ", []);
            let text = condition.text.replace("{sort}", sort).replace("{row}", row);
            sql.append(Sql { text, values: condition.values.clone() });
        }
    }
    sql
}
