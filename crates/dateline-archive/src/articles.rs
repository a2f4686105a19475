//! Questions about articles, ranked or by day.

use rusqlite::{Row, params_from_iter};

use crate::add::NUMBERS;
use crate::days::day_number;
use crate::error::Result;
use crate::events::statement;
use crate::filter::{Conditions, EXISTS, Found, Sql, article_columns, list, row_of};
use crate::names::fold;
use crate::text_query::{match_expression, plain_words};
use crate::{Archive, ArticleRow, Cursor, Order, Page, Query, SyndicateRow};

/// The columns of [`article`].
const COLUMNS: &str = "a.key, a.document, a.title, a.outlet, a.credit, a.published, a.url, a.path, a.language, a.words, a.events, a.statements, a.syndicate, s.copies, a.lead, a.story";

/// Articles with the words that are ranked at most: where more have them, those that were added last.
const RANKED: i64 = 5_000;

/// Code points of a snippet.
const SNIPPET: usize = 240;

/// A row of an article before its identifiers are written out.
fn article(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
    Ok(ArticleRow {
        id: row.get(0)?,
        document: row.get(1)?,
        title: row.get(2)?,
        outlet: row.get(3)?,
        credit: row.get(4)?,
        published: row.get(5)?,
        url: row.get(6)?,
        path: row.get(7)?,
        language: row.get(8)?,
        words: row.get(9)?,
        events: row.get(10)?,
        statements: row.get(11)?,
        syndicate: format!("g{}", row.get::<_, i64>(12)?),
        copies: row.get(13)?,
        lead: row.get(14)?,
        story: row.get::<_, Option<i64>>(15)?.map(|id| format!("y{id}")),
        snippet: None,
    })
}

impl Archive {
    /// The articles that a question asks for; by rank where it has a text and asks for [`Order::Best`], else by day of
    /// publication. A text gives each a snippet.
    ///
    /// # Errors
    /// When the store fails or an article is damaged.
    pub fn articles(&self, query: &Query, after: Option<&Cursor>) -> Result<Page<ArticleRow>> {
        let Some(found) = self.article_rows(query, after)? else { return Ok(Page::empty()) };
        let words = query.text.as_deref().map(plain_words).unwrap_or_default();
        let mut items = Vec::with_capacity(found.items.len());
        for (_, row) in &found.items {
            let mut item = self.article_in(*row)?;
            if !words.is_empty() {
                let record = self.stored(*row)?.record;
                item.snippet = Some(snippet(&record.document.text, &words));
            }
            items.push(item);
        }
        Ok(Page { items, next: found.next })
    }

    /// Full-text search: [`Archive::articles`], the best match first.
    ///
    /// # Errors
    /// As [`Archive::articles`].
    pub fn search(&self, query: &Query, after: Option<&Cursor>) -> Result<Page<ArticleRow>> {
        self.articles(&Query { order: Order::Best, ..query.clone() }, after)
    }

    /// How many articles a question finds.
    ///
    /// # Errors
    /// When the store fails.
    pub fn count_articles(&self, query: &Query) -> Result<u64> {
        let Some(sql) = self.article_sql(query, "count(*)", false)? else { return Ok(0) };
        Ok(self
            .connection
            .prepare_cached(&sql.text)?
            .query_row(params_from_iter(sql.values), |row| row.get(0))?)
    }

    /// An article's row by its identifier.
    ///
    /// # Errors
    /// When the store fails.
    pub fn article_details(&self, id: &str) -> Result<Option<ArticleRow>> {
        let Some(row) = self.article_row(id)? else { return Ok(None) };
        Ok(Some(self.article_in(row)?))
    }

    /// The article in this row, without a snippet.
    pub(crate) fn article_in(&self, row: i64) -> Result<ArticleRow> {
        let mut load = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM article a JOIN syndicate s ON s.id = a.syndicate WHERE a.id = ?"
        ))?;
        Ok(load.query_row([row], article)?)
    }

    /// A group of near-duplicates by its identifier, the lead first, then by day.
    ///
    /// # Errors
    /// When the identifier is none, or the store fails.
    pub fn syndicate(&self, id: &str) -> Result<Option<SyndicateRow>> {
        let mut load = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM article a JOIN syndicate s ON s.id = a.syndicate WHERE a.syndicate = ?
             ORDER BY a.lead DESC, a.sort, a.id LIMIT 1000"
        ))?;
        let articles: Vec<ArticleRow> =
            load.query_map([row_of(id, 'g')?], article)?.collect::<rusqlite::Result<_>>()?;
        Ok((!articles.is_empty()).then(|| SyndicateRow { id: id.to_owned(), articles }))
    }

    fn article_rows(&self, query: &Query, after: Option<&Cursor>) -> Result<Option<Page<(f64, i64)>>> {
        let ranked = query.order == Order::Best && query.text.is_some();
        let sql =
            if ranked { self.ranked_sql(query)? } else { self.article_sql(query, "a.sort, a.id", true)? };
        let Some(mut sql) = sql else { return Ok(None) };
        if ranked {
            sql.page("rank", "id", true, after);
        } else {
            sql.page("a.sort", "a.id", query.order == Order::Oldest, after);
        }
        sql.push(" LIMIT ?", [i64::try_from(query.page_length() + 1).unwrap_or(i64::MAX).into()]);
        let mut prepared = self.connection.prepare_cached(&sql.text)?;
        let rows = prepared.query_map(params_from_iter(sql.values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut items: Vec<(f64, i64)> = rows.collect::<rusqlite::Result<_>>()?;
        let more = items.len() > query.page_length();
        items.truncate(query.page_length());
        let next = items.last().filter(|_| more).map(|(order, row)| Cursor::new(*order, *row));
        Ok(Some(Page { items, next }))
    }

    /// `SELECT columns FROM … WHERE …`; `None` where nothing can be found. `page` says that a page of it is wanted, not all.
    pub(crate) fn article_sql(&self, query: &Query, columns: &str, page: bool) -> Result<Option<Sql>> {
        let mut sql = Sql::new(format!("SELECT {columns} FROM "), []);
        let expression = match query.text.as_deref().map(match_expression) {
            Some(None) => return Ok(None),
            other => other.flatten(),
        };
        let Some(mut conditions) = self.conditions_of_events(query)? else { return Ok(None) };
        let few = self.few(expression.as_deref())?;
        match (&expression, self.best_driver(&conditions)?) {
            (Some(expression), _) if few => sql.push(
                "article_text f CROSS JOIN article a ON a.id = f.rowid WHERE article_text MATCH ?",
                [expression.clone().into()],
            ),
            (_, Some(driver)) => {
                sql.push("(", []);
                sql.append(statement("DISTINCT e.id >> 16 AS article", Some(&driver), &conditions));
                sql.push(") x CROSS JOIN article a ON a.id = x.article WHERE 1", []);
                conditions = Conditions::default();
            }
            _ => sql.push("article a WHERE 1", []),
        }
        if let Some(expression) = expression.as_ref().filter(|_| !few) {
            // A page of articles with words that many have is full after asking a few of them one by one.
            let asked = if page {
                format!(
                    "{EXISTS} (SELECT 1 FROM article_text f WHERE f.rowid = a.id AND f.article_text MATCH ?)"
                )
            } else {
                "a.id IN (SELECT rowid FROM article_text WHERE article_text MATCH ?)".to_owned()
            };
            sql.push(&format!(" AND {asked}"), [expression.clone().into()]);
        }
        sql.append(has_event(&conditions));
        let possible = self.own_filters(query, expression.as_deref(), &mut sql)?;
        Ok(possible.then_some(sql))
    }

    /// Rank and row of articles that hold the words: `SELECT … WHERE …`; `None` where nothing can be found. A rank costs
    /// microseconds: of a word that every third article of a million has, that would be seconds, so only the latest are ranked.
    fn ranked_sql(&self, query: &Query) -> Result<Option<Sql>> {
        let Some(Some(expression)) = query.text.as_deref().map(match_expression) else { return Ok(None) };
        let Some(conditions) = self.conditions_of_events(query)? else { return Ok(None) };
        let mut sql = Sql::new("SELECT rank, id FROM (SELECT f.rank AS rank, a.id AS id FROM ", []);
        let selective = self.selective_driver(&conditions)?;
        if let Some(driver) = &selective {
            sql.push("(", []);
            sql.append(statement("DISTINCT e.id >> 16 AS article", Some(driver), &conditions));
            sql.push(") x CROSS JOIN article_text f ON f.rowid = x.article", []);
        } else {
            sql.push("article_text f", []);
        }
        sql.push(
            " CROSS JOIN article a ON a.id = f.rowid WHERE article_text MATCH ?",
            [expression.clone().into()],
        );
        if let Some((first, last)) = self.rows_between(query)?.filter(|_| selective.is_none()) {
            sql.push(" AND f.rowid BETWEEN ? AND ?", [first.into(), last.into()]);
        }
        if !self.own_filters(query, Some(&expression), &mut sql)? {
            return Ok(None);
        }
        if selective.is_some() {
            sql.push(") a WHERE 1", []);
            return Ok(Some(sql));
        }
        sql.push(" ORDER BY f.rowid DESC LIMIT ?) a WHERE 1", [RANKED.into()]);
        sql.append(has_event(&conditions));
        Ok(Some(sql))
    }

    /// The first and the last row of the articles of the days asked for, where days are: articles come in more or less by day.
    fn rows_between(&self, query: &Query) -> Result<Option<(i64, i64)>> {
        if query.from.is_none() && query.to.is_none() {
            return Ok(None);
        }
        let from = query.from.map_or(i64::MIN, day_number);
        let to = query.to.map_or(i64::MAX, day_number);
        let mut load = self.connection.prepare_cached(
            "SELECT min(id), max(id) FROM article INDEXED BY article_sort WHERE sort BETWEEN ? AND ?",
        )?;
        let rows: (Option<i64>, Option<i64>) =
            load.query_row([from, to], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Some(rows.0.zip(rows.1).unwrap_or((0, -1))))
    }

    /// What a question for articles asks of their events, which may be nothing; `None` where nothing can be found.
    fn conditions_of_events(&self, query: &Query) -> Result<Option<Conditions>> {
        if !query.asks_for_events() {
            return Ok(Some(Conditions::default()));
        }
        // The article's own filters are asked of the article.
        let only_events = Query {
            text: None,
            outlet: None,
            article: None,
            story: None,
            syndicate: None,
            least_articles: None,
            from: None,
            to: None,
            speaker: None,
            copies: true,
            ..query.clone()
        };
        let found = self.event_conditions(&only_events)?;
        Ok((!found.impossible).then_some(found))
    }

    /// Filters of the article itself; whether anything can be found.
    fn own_filters(&self, query: &Query, expression: Option<&str>, sql: &mut Sql) -> Result<bool> {
        sql.append(article_columns(query)?);
        if let Some(from) = query.from {
            sql.push(" AND a.sort >= ?", [day_number(from).into()]);
        }
        if let Some(to) = query.to {
            sql.push(" AND a.sort <= ?", [day_number(to).into()]);
        }
        if let Some(id) = &query.article {
            match self.article_row(id)? {
                Some(row) => sql.push(" AND a.id = ?", [row.into()]),
                None => return Ok(false),
            }
        }
        if let Some(speaker) = &query.speaker {
            let range = "SELECT 1 FROM statement t WHERE t.id BETWEEN a.id << 16 AND (a.id << 16) + 65535";
            match self.party(speaker)? {
                Found::Code(code) => {
                    sql.push(&format!(" AND {EXISTS} ({range} AND t.speaker_code = ?)"), [code.into()]);
                }
                Found::Entities(ids) if ids.is_empty() => return Ok(false),
                Found::Entities(ids) => {
                    sql.push(&format!(" AND {EXISTS} ({range} AND t.speaker IN {})", list(&ids)), []);
                }
            }
        }
        if !query.copies && query.article.is_none() && query.syndicate.is_none() {
            match expression {
                // A copy with words of its own is found by them where its lead is not.
                Some(expression) => sql.push(
                    " AND (a.lead = 1 OR NOT EXISTS (SELECT 1 FROM syndicate g JOIN article_text l ON l.rowid = g.lead
                     WHERE g.id = a.syndicate AND l.article_text MATCH ?))",
                    [expression.to_owned().into()],
                ),
                None => sql.push(" AND a.lead = 1", []),
            }
        }
        Ok(true)
    }

    /// Whether the text is found in so few articles that they are best sorted.
    fn few(&self, expression: Option<&str>) -> Result<bool> {
        const FEW: i64 = 5000;
        let Some(expression) = expression else { return Ok(false) };
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM article_text WHERE article_text MATCH ? LIMIT {FEW})"
        );
        let count: i64 = self.connection.prepare_cached(&sql)?.query_row([expression], |row| row.get(0))?;
        Ok(count < FEW)
    }
}

/// ` AND` there is an event of the article `a` that fulfils conditions, where there are any.
fn has_event(conditions: &Conditions) -> Sql {
    if conditions.all.is_empty() {
        return Sql::default();
    }
    let mut sql = Sql::new(format!(" AND {EXISTS} ("), []);
    sql.append(statement("1", None, conditions));
    sql.push(&format!(" AND e.id BETWEEN a.id * {NUMBERS} AND a.id * {NUMBERS} + 65535)"), []);
    sql
}

/// The stretch of the text around the first place where a word begins as one that was asked for, on one line; words that
/// match stand between U+2068 and U+2069.
fn snippet(text: &str, words: &[String]) -> String {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let matching: Vec<bool> = tokens
        .iter()
        .map(|token| {
            let folded = fold(token);
            folded.split(' ').any(|part| words.iter().any(|word| alike(part, word)))
        })
        .collect();
    // The window of words that holds the most matches, the first of equals.
    const WINDOW: usize = 34;
    let mut best = (0, 0);
    let mut inside = 0;
    for end in 0..tokens.len() {
        inside += usize::from(matching.get(end).copied().unwrap_or_default());
        if end >= WINDOW {
            inside -= usize::from(matching.get(end - WINDOW).copied().unwrap_or_default());
        }
        if inside > best.0 {
            best = (inside, (end + 1).saturating_sub(WINDOW));
        }
    }
    let first = matching.iter().skip(best.1).position(|m| *m).map_or(best.1, |offset| best.1 + offset);
    let start = first.saturating_sub(6);
    let mut out = String::new();
    if start > 0 {
        out.push_str("… ");
    }
    for (token, matches) in tokens.iter().zip(&matching).skip(start) {
        if out.chars().count() + token.chars().count() > SNIPPET {
            out.push('…');
            break;
        }
        if *matches {
            out.push_str(&format!("\u{2068}{token}\u{2069} "));
        } else {
            out.push_str(&format!("{token} "));
        }
    }
    out.trim_end().to_owned()
}

/// Whether two folded words have a stem in common, roughly as Porter's rules cut them.
fn alike(one: &str, other: &str) -> bool {
    let stem = |word: &str| {
        let cut = ["ing", "ed", "es", "s", "e"].into_iter().find_map(|ending| word.strip_suffix(ending));
        cut.filter(|stem| stem.len() >= 3).unwrap_or(word).to_owned()
    };
    !one.is_empty() && (one == other || stem(one) == stem(other))
}

#[cfg(test)]
mod tests {
    use super::snippet;

    #[test]
    fn snippets_show_the_words() {
        let text =
            format!("{} the truces were agreed in Geneva. {}", "before ".repeat(60), "after ".repeat(90));
        let shown = snippet(&text, &["truce".to_owned(), "geneva".to_owned()]);
        assert!(shown.contains("\u{2068}truces\u{2069} were agreed in \u{2068}Geneva.\u{2069}"), "{shown}");
        assert!(shown.starts_with("… before") && shown.ends_with('…'), "{shown}");
        assert_eq!(snippet("", &["x".to_owned()]), "");
    }
}
