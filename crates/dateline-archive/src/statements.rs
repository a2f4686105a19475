//! Questions about statements.

use crate::answer::Answer;
use crate::days::day_number;
use crate::error::Result;
use crate::filter::{EXISTS, Found, Sql, article_columns, list, rows_of};
use crate::text_query::{match_expression, plain_words};
use crate::{Archive, Cursor, Order, Page, Query, StatementRow};

impl Archive {
    /// The statements that a question asks for, by day of publication. Of the parties, those on either side are whoever
    /// speaks or is spoken to, the actor speaks, the recipient is spoken to. A text must be found in the article, and one of
    /// its words in the statement.
    ///
    /// # Errors
    /// When the store fails or an article is damaged.
    pub fn statements(&self, query: &Query, after: Option<&Cursor>) -> Result<Page<StatementRow>> {
        let Some(base) = self.statement_sql(query, "t.sort, t.id")? else { return Ok(Page::empty()) };
        let words = query.text.as_deref().map(plain_words).unwrap_or_default();
        let mut after = after.cloned();
        let mut page = Page::empty();
        let mut answer = Answer::new(self);
        loop {
            let mut sql = base.clone();
            sql.page("t.sort", "t.id", query.order == Order::Oldest, after.as_ref());
            let found = self.rows(&sql, query.page_length())?;
            for (order, row) in found.items {
                let statement = answer.statement(row)?;
                if !is_about(&words, &statement.content) {
                    continue;
                }
                if page.items.len() == query.page_length() {
                    return Ok(page);
                }
                page.items.push(statement);
                page.next = Some(Cursor::new(order as f64, row));
            }
            match found.next {
                Some(next) => after = Some(next),
                None => {
                    page.next = None;
                    return Ok(page);
                }
            }
        }
    }

    /// `SELECT columns FROM … WHERE …`; `None` where nothing can be found.
    pub(crate) fn statement_sql(&self, query: &Query, columns: &str) -> Result<Option<Sql>> {
        let mut sql = Sql::new(format!("SELECT {columns} FROM statement t WHERE 1"), []);
        let speakers = query.speaker.iter().chain(&query.sides.actor).map(|party| (party, &["speaker"][..]));
        let addressees = query.sides.recipient.iter().map(|party| (party, &["addressee"][..]));
        let either = query.sides.either.iter().map(|party| (party, &["speaker", "addressee"][..]));
        for (party, columns) in speakers.chain(addressees).chain(either) {
            let found = self.party(party)?;
            let condition = |column: &&str| match &found {
                Found::Code(code) if *column == "speaker" => {
                    Sql::new("t.speaker_code = ?", [code.clone().into()])
                }
                Found::Code(code) => Sql::new(
                    "(SELECT n.code FROM entity n WHERE n.id = t.addressee) = ?",
                    [code.clone().into()],
                ),
                Found::Entities(ids) => Sql::new(format!("t.{column} IN {}", list(ids)), []),
            };
            if matches!(&found, Found::Entities(ids) if ids.is_empty()) {
                return Ok(None);
            }
            let any: Vec<Sql> = columns.iter().map(condition).collect();
            let texts: Vec<&str> = any.iter().map(|s| s.text.as_str()).collect();
            let text = format!(" AND ({})", texts.join(" OR "));
            sql.push(&text, any.iter().flat_map(|s| s.values.clone()));
        }
        if let Some(from) = query.from {
            sql.push(" AND t.sort >= ?", [day_number(from).into()]);
        }
        if let Some(to) = query.to {
            sql.push(" AND t.sort <= ?", [day_number(to).into()]);
        }
        let mut article = article_columns(query)?;
        if !query.copies && query.article.is_none() {
            article.push(" AND a.lead = 1", []);
        }
        if !article.text.is_empty() {
            sql.push(
                &format!(" AND {EXISTS} (SELECT 1 FROM article a WHERE a.id = t.id >> 16{})", article.text),
                article.values,
            );
        }
        if let Some(id) = &query.article {
            let Some(row) = self.article_row(id)? else { return Ok(None) };
            sql.push(" AND t.id BETWEEN ? AND ?", rows_of(row));
        }
        if let Some(text) = &query.text {
            let Some(expression) = match_expression(text) else { return Ok(None) };
            sql.push(
                " AND t.id >> 16 IN (SELECT rowid FROM article_text WHERE article_text MATCH ?)",
                [expression.into()],
            );
        }
        if !query.types.is_empty()
            || !query.statuses.is_empty()
            || query.place.is_some()
            || query.thread.is_some()
        {
            // What only events have is asked of the events that stand in the same article.
            let events = Query {
                text: None,
                speaker: None,
                sides: crate::Sides::default(),
                from: None,
                to: None,
                copies: true,
                ..query.clone()
            };
            let conditions = self.event_conditions(&events)?;
            if conditions.impossible {
                return Ok(None);
            }
            sql.push(&format!(" AND {EXISTS} ("), []);
            sql.append(crate::events::statement("1", None, &conditions));
            sql.push(" AND e.id BETWEEN (t.id >> 16) << 16 AND ((t.id >> 16) << 16) + 65535)", []);
        }
        Ok(Some(sql))
    }
}

/// Whether a statement has one of the folded words that were asked for; none asks for any statement.
pub(crate) fn is_about(words: &[String], content: &str) -> bool {
    let folded = crate::names::fold(content);
    words.is_empty() || words.iter().any(|word| folded.contains(word.as_str()))
}
