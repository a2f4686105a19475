//! An article comes in: one transaction from its row to its threads.

use std::collections::HashMap;

use dateline_record::{Entity, Event, Place, Record, RoleSource, Statement, Status};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use crate::days::{NO_DAY, event_days, published_day, term};
use crate::error::Result;
use crate::memory::Memory;
use crate::names::{digest, entity_key, fold, place_key};
use crate::{Archive, ArchiveError, codec, stories, syndication, threads};

/// Where a record was taken from, as whoever adds it knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The input: a file, a feed's address.
    pub input: Option<String>,
    /// The instant at which it was added or fetched, RFC 3339.
    pub added: Option<String>,
}

/// What became of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is in the archive now, under this identifier.
    New(String),
    /// It was there, under this identifier; nothing changed.
    Known(String),
}

impl Added {
    /// The article's identifier.
    pub fn id(&self) -> &str {
        match self {
            Self::New(id) | Self::Known(id) => id,
        }
    }
}

/// The identifier of an article: the same text from another outlet or address is another article.
pub fn article_key(document: &str, outlet: Option<&str>, url: Option<&str>) -> String {
    digest(&[document, &fold(outlet.unwrap_or_default()), url.unwrap_or_default()])
}

/// The events and statements of one article are numbered below this.
pub(crate) const NUMBERS: i64 = 1 << 16;

impl Archive {
    /// Whether an article is there: by the hash of its text, with outlet and address.
    ///
    /// # Errors
    /// When the store fails.
    pub fn contains(&self, document: &str, outlet: Option<&str>, url: Option<&str>) -> Result<bool> {
        let mut known = self.connection.prepare_cached("SELECT 1 FROM article WHERE key = ?")?;
        Ok(known.exists([article_key(document, outlet, url)])?)
    }

    /// Adds an article with its record; one that is there already changes nothing.
    ///
    /// # Errors
    /// When the record breaks its law, the archive was opened for reading, or the store fails; nothing of the article is
    /// kept then.
    pub fn add(&mut self, record: &Record, provenance: &Provenance) -> Result<Added> {
        sound(record)?;
        self.in_transaction(|transaction, memory| add(transaction, memory, record, provenance))
    }

    /// Adds articles in one transaction: faster than one by one, and a crash loses all of them or none.
    ///
    /// # Errors
    /// As [`Archive::add`]; nothing of any of the articles is kept then.
    pub fn add_together(&mut self, articles: &[(&Record, &Provenance)]) -> Result<Vec<Added>> {
        articles.iter().try_for_each(|(record, _)| sound(record))?;
        self.in_transaction(|transaction, memory| {
            let one =
                |(record, provenance): &(&Record, &Provenance)| add(transaction, memory, record, provenance);
            articles.iter().map(one).collect()
        })
    }

    fn in_transaction<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>, &mut Memory) -> Result<T>,
    ) -> Result<T> {
        if !self.is_writer() {
            return Err(ArchiveError::ReadOnly);
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction, &mut self.memory)
            .and_then(|value| transaction.commit().map(|()| value).map_err(ArchiveError::from));
        if done.is_err() {
            self.memory.forget();
        }
        done
    }
}

fn sound(record: &Record) -> Result<()> {
    if let Some(problem) = record.check().first() {
        return Err(ArchiveError::Unsound(problem.to_string()));
    }
    if whole(record.events.len().max(record.statements.len())) >= NUMBERS {
        return Err(ArchiveError::Unsound("it has more than 65,535 events or statements".to_owned()));
    }
    Ok(())
}

fn add(
    transaction: &Transaction<'_>,
    memory: &mut Memory,
    record: &Record,
    provenance: &Provenance,
) -> Result<Added> {
    let document = &record.document;
    let key = article_key(&document.id, document.outlet.as_deref(), document.url.as_deref());
    let known = transaction.prepare_cached("SELECT 1 FROM article WHERE key = ?")?.exists([&key])?;
    if known {
        return Ok(Added::Known(key));
    }
    Addition::new(transaction, record)?.write(memory, &key, provenance)?;
    Ok(Added::New(key))
}

/// An act for the threads: a first report with what its repetitions add.
pub(crate) struct Act<'r> {
    /// The first report.
    pub event: &'r Event,
    /// The row of each report.
    pub reports: Vec<i64>,
    /// Entities that act, as the archive numbers them.
    pub actors: Vec<(i64, Option<&'r str>)>,
    /// Entities that are acted on.
    pub recipients: Vec<(i64, Option<&'r str>)>,
    /// Where.
    pub place: Option<(i64, &'r Place)>,
    /// First and last day.
    pub days: Option<(i64, i64)>,
    /// Sentences that report it.
    pub sentences: Vec<&'r str>,
}

/// The article as threads and stories see it.
pub(crate) struct NewArticle<'r> {
    /// Its row.
    pub id: i64,
    /// Its record.
    pub record: &'r Record,
    /// Day of publication.
    pub day: Option<i64>,
    /// Group of near-duplicates.
    pub syndicate: i64,
    /// Whether that group had no article before.
    pub first_of_syndicate: bool,
    /// Story.
    pub story: Option<i64>,
}

struct Addition<'t, 'r> {
    transaction: &'t Transaction<'t>,
    record: &'r Record,
    id: i64,
    day: Option<i64>,
    entities: HashMap<&'r str, (i64, &'r Entity)>,
    places: HashMap<&'r str, (i64, &'r Place)>,
}

impl<'t, 'r> Addition<'t, 'r> {
    fn new(transaction: &'t Transaction<'t>, record: &'r Record) -> Result<Self> {
        let id =
            transaction.query_row("SELECT coalesce(max(id), 0) + 1 FROM article", [], |row| row.get(0))?;
        let day = published_day(record.document.published.as_deref());
        let (entities, places) = (HashMap::new(), HashMap::new());
        Ok(Self { transaction, record, id, day, entities, places })
    }

    fn write(mut self, memory: &mut Memory, key: &str, provenance: &Provenance) -> Result<()> {
        let record = self.record;
        let words = record.document.text.split_whitespace().count();
        let order = self.day.unwrap_or(NO_DAY);
        let place = syndication::assign(self.transaction, self.id, &record.document.text, words, order)?;
        self.text()?;
        for entity in &record.entities {
            let id = self.entity(entity)?;
            self.entities.insert(&entity.id, (id, entity));
        }
        for place in &record.places {
            let id = self.place(place)?;
            self.places.insert(&place.id, (id, place));
        }
        for (number, event) in (0_i64..).zip(&record.events) {
            self.event(self.id * NUMBERS + number, event)?;
        }
        for (number, statement) in (0_i64..).zip(&record.statements) {
            self.statement(self.id * NUMBERS + number, statement)?;
        }
        let mut article = NewArticle {
            id: self.id,
            record,
            day: self.day,
            syndicate: place.syndicate,
            first_of_syndicate: place.copies == 1,
            story: None,
        };
        article.story = stories::assign(self.transaction, &mut memory.stories, &article)?;
        self.article(key, provenance, words, &place, article.story)?;
        threads::assign(self.transaction, &mut memory.threads, &article, &self.acts())
    }

    fn article(
        &self,
        key: &str,
        provenance: &Provenance,
        words: usize,
        place: &syndication::Assigned,
        story: Option<i64>,
    ) -> Result<()> {
        let document = &self.record.document;
        self.transaction
            .prepare_cached(
                "INSERT INTO article (id, key, document, title, outlet, credit, url, path, language, published, day, sort,
                 words, events, statements, syndicate, lead, story, input, added)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
            )?
            .execute(params![
                self.id,
                key,
                document.id,
                document.title,
                document.outlet,
                document.credit,
                document.url,
                document.path,
                document.language,
                document.published,
                self.day,
                self.day.unwrap_or(NO_DAY),
                whole(words),
                whole(self.record.events.len()),
                whole(self.record.statements.len()),
                place.syndicate,
                place.lead,
                story,
                provenance.input,
                provenance.added,
            ])?;
        let packed = codec::encode(self.record)
            .map_err(|error| ArchiveError::Damaged { article: key.to_owned(), reason: error.to_string() })?;
        self.transaction
            .prepare_cached("INSERT INTO record (article, json) VALUES (?, ?)")?
            .execute(params![self.id, packed])?;
        Ok(())
    }

    fn text(&self) -> Result<()> {
        let document = &self.record.document;
        let title = document.title.as_deref().unwrap_or_default();
        // The title begins the text; it is indexed once.
        let body = document.text.strip_prefix(title).unwrap_or(&document.text);
        self.transaction
            .prepare_cached("INSERT INTO article_text (rowid, title, text) VALUES (?, ?, ?)")?
            .execute(params![self.id, title, body])?;
        Ok(())
    }

    fn entity(&self, entity: &Entity) -> Result<i64> {
        let key = entity_key(entity);
        let sector = entity.sectors.first();
        let found = self
            .transaction
            .prepare_cached("SELECT id, sector, wikidata FROM entity WHERE key = ?")?
            .query_row([&key], |row| {
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, Option<String>>(1)?,
                    row.get::<_, Option<String>>(2)?,
                ))
            })
            .optional()?;
        let id = match found {
            Some((id, known_sector, known_item)) => {
                let new_sector = sector.is_some() && known_sector.as_ref() != sector;
                let new_item = entity.wikidata.is_some() && known_item.is_none();
                if new_sector || new_item {
                    self.transaction
                        .prepare_cached(
                            "UPDATE entity SET sector = coalesce(?, sector), wikidata = coalesce(wikidata, ?) WHERE id = ?",
                        )?
                        .execute(params![sector, entity.wikidata, id])?;
                }
                id
            }
            None => self.new_entity(&key, entity)?,
        };
        self.transaction
            .prepare_cached("INSERT OR IGNORE INTO appearance (entity, article) VALUES (?, ?)")?
            .execute([id, self.id])?;
        self.offices(id, entity)?;
        Ok(id)
    }

    fn new_entity(&self, key: &str, entity: &Entity) -> Result<i64> {
        let folded = fold(&entity.name);
        self.transaction
            .prepare_cached(
                "INSERT INTO entity (key, name, folded, kind, code, sector, wikidata) VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                key,
                entity.name,
                folded,
                entity.kind.name(),
                entity.code,
                entity.sectors.first(),
                entity.wikidata
            ])?;
        let id = self.transaction.last_insert_rowid();
        self.transaction
            .prepare_cached("INSERT INTO entity_words (rowid, folded) VALUES (?, ?)")?
            .execute(params![id, folded])?;
        Ok(id)
    }

    fn offices(&self, id: i64, entity: &Entity) -> Result<()> {
        let mut told: Vec<(String, &str)> = Vec::new();
        for role in &entity.roles {
            // The gazetteer knows offices of years long past; only what the article says is a report.
            if role.from != RoleSource::Text {
                continue;
            }
            let office = (role.title.to_lowercase(), role.of.as_deref().unwrap_or_default());
            if office.0.is_empty() || told.contains(&office) {
                continue;
            }
            self.transaction
                .prepare_cached(
                    "INSERT INTO office (entity, title, of, articles, first_day, last_day) VALUES (?1, ?2, ?3, 1, ?4, ?4)
                     ON CONFLICT (entity, title, of) DO UPDATE SET articles = articles + 1,
                     first_day = min(coalesce(first_day, ?4), coalesce(?4, first_day)),
                     last_day = max(coalesce(last_day, ?4), coalesce(?4, last_day))",
                )?
                .execute(params![id, office.0, office.1, self.day])?;
            told.push(office);
        }
        Ok(())
    }

    fn place(&self, place: &Place) -> Result<i64> {
        let key = place_key(place);
        let found = self
            .transaction
            .prepare_cached("SELECT id FROM place WHERE key = ?")?
            .query_row([&key], |row| row.get(0))
            .optional()?;
        if let Some(id) = found {
            return Ok(id);
        }
        self.transaction
            .prepare_cached(
                "INSERT INTO place (key, name, folded, kind, country, admin1, latitude, longitude, geonames)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                key,
                place.name,
                fold(&place.name),
                place.kind,
                place.country,
                place.admin1,
                place.lat,
                place.lon,
                place.geonames
            ])?;
        Ok(self.transaction.last_insert_rowid())
    }

    fn event(&self, row: i64, event: &Event) -> Result<()> {
        let days = event_days(self.record, event);
        let order = days.map(|(from, _)| from).or(self.day).unwrap_or(NO_DAY);
        let place = event.place.as_deref().and_then(|id| self.places.get(id));
        let speaker = self.record.asserter(event).and_then(|entity| self.entities.get(entity.id.as_str()));
        self.transaction
            .prepare_cached(
                "INSERT INTO event (id, type, mode, quad, status, place, country, speaker, speaker_code, day_from, day_to,
                 sort, first, confidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                row,
                event.event_type,
                event.mode,
                event.quad,
                event.status.name(),
                place.map(|(id, _)| id),
                place.and_then(|(_, place)| place.country.as_ref()),
                speaker.map(|(id, _)| id),
                speaker.and_then(|(_, entity)| entity.code.as_ref()),
                days.map(|d| d.0),
                days.map(|d| d.1),
                order,
                event.same_as.is_none(),
                event.confidence,
            ])?;
        let kind = self.kind(event)?;
        for (role, ids) in [(0, &event.actors), (1, &event.recipients)] {
            for (entity, named) in ids.iter().filter_map(|id| self.entities.get(id.as_str())) {
                self.transaction
                    .prepare_cached(
                        "INSERT OR IGNORE INTO party (event, role, entity, code, sort, kind) VALUES (?, ?, ?, ?, ?, ?)",
                    )?
                    .execute(params![row, role, entity, named.code, order, kind])?;
            }
        }
        self.agenda(row, event, days)
    }

    /// The number of an act's type and status.
    fn kind(&self, event: &Event) -> Result<i64> {
        let named = params![event.event_type, event.status.name()];
        let mut find =
            self.transaction.prepare_cached("SELECT id FROM kind WHERE type = ? AND status = ?")?;
        if let Some(kind) = find.query_row(named, |row| row.get(0)).optional()? {
            return Ok(kind);
        }
        self.transaction.execute("INSERT INTO kind (type, status) VALUES (?, ?)", named)?;
        Ok(self.transaction.last_insert_rowid())
    }

    /// A plan for a day, or a term that runs from the act's day (else the day of publication) for its duration.
    fn agenda(&self, row: i64, event: &Event, days: Option<(i64, i64)>) -> Result<()> {
        let entry = match (event.status, days) {
            (Status::Planned, Some((from, to))) => Some((0, from, to)),
            (Status::Actual | Status::Planned, _) => term(self.record, event).and_then(|length| {
                let from = days.map(|d| d.0).or(self.day)?;
                Some((1, from, from + length - 1))
            }),
            _ => None,
        };
        if let Some((kind, from, to)) = entry {
            self.transaction
                .prepare_cached("INSERT INTO agenda (event, kind, day_from, day_to) VALUES (?, ?, ?, ?)")?
                .execute([row, kind, from, to])?;
        }
        Ok(())
    }

    fn statement(&self, row: i64, statement: &Statement) -> Result<()> {
        let entity = |id: &Option<String>| id.as_deref().and_then(|id| self.entities.get(id));
        let speaker = entity(&statement.speaker);
        let place = statement.place.as_deref().and_then(|id| self.places.get(id));
        self.transaction
            .prepare_cached(
                "INSERT INTO statement (id, speaker, speaker_code, addressee, kind, medium, place, sort)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                row,
                speaker.map(|(id, _)| id),
                speaker.and_then(|(_, entity)| entity.code.as_ref()),
                entity(&statement.addressee).map(|(id, _)| id),
                statement.kind.name(),
                statement.medium,
                place.map(|(id, _)| id),
                self.day.unwrap_or(NO_DAY),
            ])?;
        Ok(())
    }

    /// The acts of the record, each with its repetitions.
    fn acts(&self) -> Vec<Act<'r>> {
        let record = self.record;
        let mut acts: Vec<Act<'r>> = Vec::new();
        let mut index: HashMap<&str, usize> = HashMap::new();
        for (number, event) in (0_i64..).zip(&record.events) {
            let row = self.id * NUMBERS + number;
            let place = event.place.as_deref().and_then(|id| self.places.get(id)).copied();
            let days = event_days(record, event);
            let sentence = record.slice(event.evidence);
            match event.same_as.as_deref().and_then(|first| index.get(first)).and_then(|i| acts.get_mut(*i)) {
                Some(act) => {
                    act.reports.push(row);
                    act.place = act.place.or(place);
                    act.days = act.days.or(days);
                    act.sentences.push(sentence);
                }
                None => {
                    index.insert(&event.id, acts.len());
                    let sides = |ids: &'r [String]| {
                        let found = ids.iter().filter_map(|id| self.entities.get(id.as_str()));
                        found.map(|(id, entity)| (*id, entity.code.as_deref())).collect()
                    };
                    acts.push(Act {
                        event,
                        reports: vec![row],
                        actors: sides(&event.actors),
                        recipients: sides(&event.recipients),
                        place,
                        days,
                        sentences: vec![sentence],
                    });
                }
            }
        }
        acts
    }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::article_key;

    #[test]
    fn the_same_text_elsewhere_is_another_article() {
        let one = article_key("abc", Some("The Post"), None);
        assert_eq!(one, article_key("abc", Some("the post"), None));
        assert_ne!(one, article_key("abc", Some("The Harbour"), None));
        assert_ne!(one, article_key("abc", Some("The Post"), Some("https://example.org/")));
        assert_eq!(one.len(), 16);
    }
}
