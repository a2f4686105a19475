//! From a question to the conditions of a statement, and the indexes that it could be driven by.

use rusqlite::types::Value;

use crate::add::NUMBERS;
use crate::days::day_number;
use crate::error::Result;
use crate::names::fold;
use crate::text_query::match_expression;
use crate::ways::{Driver, FEW, NARROWED};
use crate::{Archive, ArchiveError, Cursor, Party, PlaceFilter, Query};

/// `EXISTS`, asked of each row. Without the plus, which changes nothing else, SQLite (from 3.51) makes a join of it and at times first a
/// Bloom filter of all rows of the other table, for a page of fifty.
pub const EXISTS: &str = "+EXISTS";
/// Kilometres of a degree of latitude on the sphere of mean radius 6371.0088 km.
const DEGREE: f64 = 111.195;

/// SQL text with the values of its question marks.
#[derive(Clone, Debug, Default)]
pub struct Sql {
    /// The text.
    pub text: String,
    /// The values, in order.
    pub values: Vec<Value>,
}

impl Sql {
    /// Text with values.
    pub fn new(text: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Self {
        Self { text: text.into(), values: values.into_iter().collect() }
    }

    /// Adds text with values.
    pub fn push(&mut self, text: &str, values: impl IntoIterator<Item = Value>) {
        self.text.push_str(text);
        self.values.extend(values);
    }

    /// Adds that the rows begin behind a cursor, and the order by two columns; the second parts rows that are equal in the first.
    pub fn page(&mut self, order: &str, row: &str, ascending: bool, after: Option<&Cursor>) {
        let (than, direction) = if ascending { (">", "ASC") } else { ("<", "DESC") };
        if let Some(after) = after {
            self.push(
                &format!(" AND ({order}, {row}) {than} (?, ?)"),
                [Value::from(after.key), after.row.into()],
            );
        }
        self.push(&format!(" ORDER BY {order} {direction}, {row} {direction}"), []);
    }

    /// Adds more of it.
    pub fn append(&mut self, other: Self) {
        self.text.push_str(&other.text);
        self.values.extend(other.values);
    }
}

/// The conditions of a question about events.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    /// What every row must fulfil; the table is `event e`, and `{sort}` and `{row}` are the columns of order and row by which it is walked.
    pub all: Vec<Sql>,
    /// Indexes that could be walked along.
    pub drivers: Vec<Driver>,
    /// Nothing can fulfil it: a name that the archive does not know.
    pub impossible: bool,
}

impl Conditions {
    fn add(&mut self, text: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.all.push(Sql::new(text, values));
    }

    fn driver(
        &mut self,
        from: &'static str,
        order: (&'static str, &'static str),
        ordered: bool,
        condition: Sql,
    ) {
        self.drivers.push(Driver::new(from, order, ordered, condition));
    }

    /// An index of parties, which yields only rows that fulfil the last condition.
    fn parties(&mut self, (from, index): (&'static str, &'static str), ordered: bool, condition: Sql) {
        let implies = self.all.len().checked_sub(1);
        let driver = Driver::new(from, BY_PARTY, ordered, condition);
        self.drivers.push(Driver { counted: index, implies, ..driver });
    }
}

/// Parties with their events, and the index alone.
const PARTY: (&str, &str) = (
    "party p INDEXED BY party_entity CROSS JOIN event e ON e.id = p.event",
    "party p INDEXED BY party_entity",
);
const PARTY_CODE: (&str, &str) =
    ("party p INDEXED BY party_code CROSS JOIN event e ON e.id = p.event", "party p INDEXED BY party_code");
/// Articles with their events; they are counted with these.
const ARTICLE: &str = "article a CROSS JOIN event e ON e.id BETWEEN a.id << 16 AND (a.id << 16) + 65535";
const ARTICLE_TEXT: &str =
    "article_text f CROSS JOIN event e ON e.id BETWEEN f.rowid << 16 AND (f.rowid << 16) + 65535";
const BY_PARTY: (&str, &str) = ("p.sort", "p.event");
/// The columns of order and row of an event.
pub const BY_EVENT: (&str, &str) = ("e.sort", "e.id");

impl Archive {
    /// The conditions that a question puts to events.
    pub(crate) fn event_conditions(&self, query: &Query) -> Result<Conditions> {
        let mut conditions = Conditions::default();
        self.sides(&mut conditions, query)?;
        any_of(&mut conditions, "e.type", &query.types, Some("event e INDEXED BY event_type"));
        any_of(&mut conditions, "e.mode", &query.modes, None);
        any_of(&mut conditions, "e.quad", &query.quads, None);
        any_of(&mut conditions, "e.status", &status_names(query), Some("event e INDEXED BY event_status"));
        if let Some(place) = &query.place {
            self.place(&mut conditions, place)?;
        }
        if let Some(from) = query.from {
            // An act that began before and lasts is in the range too.
            let day = day_number(from);
            conditions.add("(e.sort >= ? OR e.day_to >= ?)", [day.into(), day.into()]);
        }
        if let Some(to) = query.to {
            conditions.add("e.sort <= ?", [day_number(to).into()]);
        }
        if let Some(speaker) = &query.speaker {
            match self.party(speaker)? {
                Found::Code(code) => conditions.add("e.speaker_code = ?", [code.into()]),
                Found::Entities(ids) if ids.is_empty() => conditions.impossible = true,
                Found::Entities(ids) => {
                    let sql = Sql::new(format!("e.speaker IN {}", list(&ids)), []);
                    conditions.driver(
                        "event e INDEXED BY event_speaker",
                        BY_EVENT,
                        ids.len() == 1,
                        sql.clone(),
                    );
                    conditions.all.push(sql);
                }
            }
        }
        if let Some(thread) = &query.thread {
            let sql = Sql::new("e.thread = ?", [row_of(thread, 't')?.into()]);
            conditions.driver("event e INDEXED BY event_thread", BY_EVENT, false, sql.clone());
            conditions.all.push(sql);
        }
        if let Some(confidence) = query.confidence {
            conditions.add("e.confidence >= ?", [confidence.into()]);
        }
        if !query.copies {
            conditions.add("e.first = 1", []);
        }
        self.article_conditions(&mut conditions, query)?;
        Ok(conditions)
    }

    /// What is asked of an event's article.
    fn article_conditions(&self, conditions: &mut Conditions, query: &Query) -> Result<()> {
        let mut asked = article_columns(query)?;
        // Whoever asks for one article or thread wants its events, copy or not.
        if !query.copies && query.article.is_none() && query.thread.is_none() {
            asked.push(" AND a.lead = 1", []);
        }
        if !asked.text.is_empty() {
            let text = format!("{EXISTS} (SELECT 1 FROM article a WHERE a.id = e.id >> 16{})", asked.text);
            conditions.all.push(Sql { text, values: asked.values.clone() });
        }
        if query.story.is_some() || query.syndicate.is_some() {
            let text = format!("e.id >> 16 = a.id{}", asked.text);
            let condition = Sql { text, values: asked.values };
            conditions.drivers.push(Driver { most: FEW, ..Driver::new(ARTICLE, BY_EVENT, false, condition) });
        }
        if let Some(article) = &query.article {
            match self.article_row(article)? {
                Some(row) => {
                    let sql = Sql::new("e.id BETWEEN ? AND ?", rows_of(row));
                    conditions.driver("event e", BY_EVENT, false, sql.clone());
                    conditions.all.push(sql);
                }
                None => conditions.impossible = true,
            }
        }
        if let Some(text) = &query.text {
            match match_expression(text) {
                Some(expression) => {
                    let value = Value::from(expression);
                    conditions.add(
                        "e.id >> 16 IN (SELECT rowid FROM article_text WHERE article_text MATCH ?)",
                        [value.clone()],
                    );
                    let implies = conditions.all.len().checked_sub(1);
                    let condition = Sql::new("article_text MATCH ?", [value]);
                    let driver = Driver::new(ARTICLE_TEXT, BY_EVENT, false, condition);
                    conditions.drivers.push(Driver { most: FEW, implies, ..driver });
                }
                None => conditions.impossible = true,
            }
        }
        Ok(())
    }

    /// What is asked of the parties of an event. Their indexes tell of what kind an act is, and who else is a party to it.
    fn sides(&self, conditions: &mut Conditions, query: &Query) -> Result<()> {
        self.side(conditions, query.sides.actor.as_ref(), Some(0))?;
        self.side(conditions, query.sides.recipient.as_ref(), Some(1))?;
        for party in &query.sides.either {
            self.side(conditions, Some(party), None)?;
        }
        let mut narrowed = Sql::default();
        if !query.types.is_empty() || !query.statuses.is_empty() {
            let kinds = self.kinds(query)?;
            conditions.impossible |= kinds.is_empty();
            narrowed.push(&format!(" AND p.kind IN {}", list(&kinds)), []);
        }
        let is_narrowed = !narrowed.text.is_empty() || conditions.drivers.len() > 1;
        for driver in conditions.drivers.iter_mut().filter(|_| is_narrowed) {
            driver.narrowed = narrowed.clone();
            driver.most = NARROWED;
            // One that yields them in order can stop when the page is full.
            driver.few = if driver.ordered { FEW } else { NARROWED };
        }
        Ok(())
    }

    /// The kinds of acts of the types and statuses that are asked for.
    fn kinds(&self, query: &Query) -> Result<Vec<i64>> {
        let mut sql = Sql::new("SELECT id FROM kind WHERE 1", []);
        for (column, values) in [("type", &query.types), ("status", &status_names(query))] {
            if !values.is_empty() {
                sql.push(" AND ", []);
                sql.append(is_one_of(column, values));
            }
        }
        self.ids(&sql.text, sql.values)
    }

    fn side(&self, conditions: &mut Conditions, party: Option<&Party>, role: Option<i64>) -> Result<()> {
        let Some(party) = party else { return Ok(()) };
        let (roles, ordered) = match role {
            Some(role) => (format!("role = {role}"), true),
            None => ("role IN (0, 1)".to_owned(), false),
        };
        match self.party(party)? {
            Found::Code(code) => {
                // Along the days of another party's acts, this one's lie beside each other.
                conditions.add(
                    format!(
                        "{EXISTS} (SELECT 1 FROM party q INDEXED BY party_code
                         WHERE q.code = ? AND q.{roles} AND q.sort = {{sort}} AND q.event = {{row}})"
                    ),
                    [code.clone().into()],
                );
                let condition = Sql::new(format!("p.code = ? AND p.{roles}"), [code.into()]);
                conditions.parties(PARTY_CODE, ordered, condition);
            }
            Found::Entities(ids) if ids.is_empty() => conditions.impossible = true,
            Found::Entities(ids) => {
                let entities = list(&ids);
                conditions.add(
                    format!("{EXISTS} (SELECT 1 FROM party q WHERE q.event = {{row}} AND q.{roles} AND q.entity IN {entities})"),
                    [],
                );
                let condition = Sql::new(format!("p.entity IN {entities} AND p.{roles}"), []);
                conditions.parties(PARTY, ordered && ids.len() == 1, condition);
            }
        }
        Ok(())
    }

    fn place(&self, conditions: &mut Conditions, place: &PlaceFilter) -> Result<()> {
        let ids = match place {
            PlaceFilter::Country(code) => {
                country(conditions, code.clone());
                return Ok(());
            }
            PlaceFilter::Name(name) => {
                let folded = fold(name);
                if let Some(code) = self.country_code(&folded)? {
                    country(conditions, code);
                    return Ok(());
                }
                self.ids("SELECT id FROM place WHERE folded = ? ORDER BY id", [folded.into()])?
            }
            PlaceFilter::Box { south, west, north, east } => {
                let inside = if west <= east {
                    "longitude BETWEEN ? AND ?"
                } else {
                    "(longitude >= ? OR longitude <= ?)"
                };
                self.ids(
                    &format!("SELECT id FROM place WHERE latitude BETWEEN ? AND ? AND {inside} ORDER BY id"),
                    [(*south).into(), (*north).into(), (*west).into(), (*east).into()],
                )?
            }
            PlaceFilter::Near { latitude, longitude, kilometres } => {
                self.places_near(*latitude, *longitude, *kilometres)?
            }
        };
        if ids.is_empty() {
            conditions.impossible = true;
            return Ok(());
        }
        let sql = Sql::new(format!("e.place IN {}", list(&ids)), []);
        conditions.driver("event e INDEXED BY event_place", BY_EVENT, ids.len() == 1, sql.clone());
        conditions.all.push(sql);
        Ok(())
    }

    fn places_near(&self, latitude: f64, longitude: f64, kilometres: f64) -> Result<Vec<i64>> {
        let degrees = kilometres / DEGREE;
        let mut found = self.connection.prepare_cached(
            "SELECT id, latitude, longitude FROM place WHERE latitude BETWEEN ? AND ? AND longitude IS NOT NULL ORDER BY id",
        )?;
        let mut rows = found.query([latitude - degrees, latitude + degrees])?;
        let mut ids = Vec::new();
        while let Some(row) = rows.next()? {
            if distance((latitude, longitude), (row.get(1)?, row.get(2)?)) <= kilometres {
                ids.push(row.get(0)?);
            }
        }
        Ok(ids)
    }

    /// Whom a user means: a code, or entities of the archive. The name of a country means all that have its code.
    pub(crate) fn party(&self, party: &Party) -> Result<Found> {
        match party {
            Party::Code(code) => Ok(Found::Code(code.clone())),
            Party::Name(name) => {
                let folded = fold(name);
                if let Some(code) = self.country_code(&folded)? {
                    return Ok(Found::Code(code));
                }
                Ok(Found::Entities(self.entity_ids(&folded)?))
            }
        }
    }

    /// The code of the country with this name, by what the articles call countries.
    fn country_code(&self, folded: &str) -> Result<Option<String>> {
        let mut found = self.connection.prepare_cached(
            "SELECT code FROM entity WHERE folded = ? AND kind = 'country' AND code IS NOT NULL ORDER BY id LIMIT 1",
        )?;
        let mut rows = found.query([folded])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    /// Entities with this name, else those that have all its words in theirs; those with the same Wikidata item go with them.
    ///
    /// An article may know by the surname alone whom the others call by the full name. So persons go with them whose names end
    /// in this one, and where only persons bear it, those whose names hold all its words, wherever a surname may stand.
    pub(crate) fn entity_ids(&self, folded: &str) -> Result<Vec<i64>> {
        let mut ids =
            self.ids("SELECT id FROM entity WHERE folded = ? ORDER BY id", [folded.to_owned().into()])?;
        if ids.is_empty() {
            ids = self.entities_with_words(folded, Sql::default())?;
        } else if self.are_persons(&ids)? {
            ids.extend(self.entities_with_words(folded, Sql::new("AND n.kind = 'person'", []))?);
        } else {
            let end = Value::from(format!(" {folded}"));
            let ends = "AND n.kind = 'person' AND substr(n.folded, -length(?)) = ?";
            ids.extend(self.entities_with_words(folded, Sql::new(ends, [end.clone(), end]))?);
        }
        let same = format!(
            "SELECT id FROM entity WHERE wikidata IN (SELECT wikidata FROM entity WHERE id IN {0} AND wikidata IS NOT NULL)
             OR id IN {0} ORDER BY id",
            list(&ids)
        );
        self.ids(&same, [])
    }

    /// Entities that have all words of a folded name in theirs, and of which `condition` on `entity n` holds; 500 at most.
    fn entities_with_words(&self, folded: &str, condition: Sql) -> Result<Vec<i64>> {
        let words: Vec<String> =
            folded.split(' ').filter(|w| !w.is_empty()).map(|w| format!("\"{w}\"")).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT w.rowid FROM entity_words w JOIN entity n ON n.id = w.rowid
             WHERE entity_words MATCH ? {} ORDER BY w.rowid LIMIT 500",
            condition.text
        );
        self.ids(&sql, std::iter::once(words.join(" AND ").into()).chain(condition.values))
    }

    fn are_persons(&self, ids: &[i64]) -> Result<bool> {
        let sql = format!(
            "SELECT NOT EXISTS (SELECT 1 FROM entity WHERE id IN {} AND kind <> 'person')",
            list(ids)
        );
        Ok(self.connection.query_row(&sql, [], |row| row.get(0))?)
    }

    pub(crate) fn ids(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<Vec<i64>> {
        let mut found = self.connection.prepare_cached(sql)?;
        let rows = found.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Whom a user means.
pub enum Found {
    /// All with this code.
    Code(String),
    /// These.
    Entities(Vec<i64>),
}

fn country(conditions: &mut Conditions, code: String) {
    let sql = Sql::new("e.country = ?", [code.into()]);
    conditions.driver("event e INDEXED BY event_country", BY_EVENT, true, sql.clone());
    conditions.all.push(sql);
}

/// That a column has one of these values.
pub fn is_one_of(column: &str, values: &[String]) -> Sql {
    let marks = vec!["?"; values.len()].join(", ");
    Sql::new(format!("{column} IN ({marks})"), values.iter().map(|v| Value::from(v.clone())))
}

/// The statuses that are asked for, as columns name them.
pub fn status_names(query: &Query) -> Vec<String> {
    query.statuses.iter().map(|status| status.name().to_owned()).collect()
}

fn any_of(conditions: &mut Conditions, column: &str, values: &[String], from: Option<&'static str>) {
    if values.is_empty() {
        return;
    }
    let sql = is_one_of(column, values);
    if let Some(from) = from {
        conditions.driver(from, BY_EVENT, values.len() == 1, sql.clone());
    }
    conditions.all.push(sql);
}

/// What is asked of the outlet, story, its size and group of `article a`: ` AND …` for each.
pub fn article_columns(query: &Query) -> Result<Sql> {
    let mut sql = Sql::default();
    if let Some(outlet) = &query.outlet {
        sql.push(" AND a.outlet = ?", [outlet.clone().into()]);
    }
    if let Some(story) = &query.story {
        sql.push(" AND a.story = ?", [row_of(story, 'y')?.into()]);
    }
    if let Some(least) = query.least_articles {
        let least = i64::try_from(least).unwrap_or(i64::MAX);
        sql.push(
            &format!(" AND {EXISTS} (SELECT 1 FROM story y WHERE y.id = a.story AND y.articles >= ?)"),
            [least.into()],
        );
    }
    if let Some(group) = &query.syndicate {
        sql.push(" AND a.syndicate = ?", [row_of(group, 'g')?.into()]);
    }
    Ok(sql)
}

/// The first and last row that an event or statement of an article can have.
pub fn rows_of(article: i64) -> [Value; 2] {
    [(article * NUMBERS).into(), (article * NUMBERS + NUMBERS - 1).into()]
}

/// Row numbers as an SQL list.
pub fn list(ids: &[i64]) -> String {
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    format!("({})", ids.join(", "))
}

/// The row of an identifier such as `t12`.
pub fn row_of(id: &str, letter: char) -> Result<i64> {
    id.strip_prefix(letter).and_then(|n| n.parse().ok()).ok_or_else(|| {
        let what = match letter {
            't' => "a thread",
            'y' => "a story",
            'g' => "a group",
            _ => "an entity",
        };
        ArchiveError::Question(format!(
            "\u{201c}{id}\u{201d} is not {what}; its identifier looks like {letter}12"
        ))
    })
}

/// Kilometres along the sphere between two points in degrees (haversine).
fn distance(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (lat1, lat2) = (one.0.to_radians(), other.0.to_radians());
    let (dlat, dlon) = (lat2 - lat1, (other.1 - one.1).to_radians());
    let a = (dlat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * 6371.0088 * a.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distances_are_right() {
        let paris_to_london = distance((48.8566, 2.3522), (51.5074, -0.1278));
        assert!((paris_to_london - 343.6).abs() < 1.0, "{paris_to_london}");
        assert!(distance((10.0, 179.9), (10.0, -179.9)) < 23.0);
    }
}
