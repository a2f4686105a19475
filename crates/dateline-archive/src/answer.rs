//! Rows made from records: what a question finds are row numbers, what it answers is read from the record itself.

use std::collections::HashMap;
use std::rc::Rc;

use dateline_record::date_range;
use dateline_record::{Entity, Event, Place, Quantity, Record, Statement};
use rusqlite::OptionalExtension;

use crate::add::NUMBERS;
use crate::error::Result;
use crate::names::entity_key;
use crate::{Archive, ArchiveError, EventRow, FigureRow, PartyRow, PlaceRow, StatementRow, codec};

/// Makes rows, and keeps the records that they come from while one answer is made.
pub struct Answer<'a> {
    archive: &'a Archive,
    records: HashMap<i64, Rc<Stored>>,
    entities: HashMap<String, Option<String>>,
}

/// More records than these are not held at once.
const HELD: usize = 256;
/// Nor more identifiers of entities than these.
const HELD_ENTITIES: usize = 65_536;

/// A record with its identifier in the archive.
pub struct Stored {
    pub key: String,
    pub record: Record,
}

impl Archive {
    /// The record of an article; `id` is the archive's identifier or the record's `document.id`.
    ///
    /// # Errors
    /// When the store fails or the article is damaged.
    pub fn article(&self, id: &str) -> Result<Option<Record>> {
        let Some(row) = self.article_row(id)? else { return Ok(None) };
        Ok(Some(self.stored(row)?.record))
    }

    /// The row of an article.
    pub(crate) fn article_row(&self, id: &str) -> Result<Option<i64>> {
        let mut by_key = self.connection.prepare_cached("SELECT id FROM article WHERE key = ?")?;
        let found = by_key.query_row([id], |row| row.get(0)).optional()?;
        if found.is_some() {
            return Ok(found);
        }
        let mut by_document = self
            .connection
            .prepare_cached("SELECT id FROM article WHERE document = ? ORDER BY id LIMIT 1")?;
        Ok(by_document.query_row([id], |row| row.get(0)).optional()?)
    }

    pub(crate) fn stored(&self, article: i64) -> Result<Stored> {
        let mut load = self.connection.prepare_cached(
            "SELECT a.key, r.json FROM article a JOIN record r ON r.article = a.id WHERE a.id = ?",
        )?;
        let (key, packed): (String, Vec<u8>) =
            load.query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))?;
        match codec::decode(&packed) {
            Ok(record) => Ok(Stored { key, record }),
            Err(error) => Err(ArchiveError::Damaged { article: key, reason: error.to_string() }),
        }
    }
}

impl<'a> Answer<'a> {
    pub fn new(archive: &'a Archive) -> Self {
        Self { archive, records: HashMap::new(), entities: HashMap::new() }
    }

    fn stored(&mut self, article: i64) -> Result<Rc<Stored>> {
        if let Some(stored) = self.records.get(&article) {
            return Ok(Rc::clone(stored));
        }
        if self.records.len() >= HELD {
            self.records.clear();
        }
        let stored = Rc::new(self.archive.stored(article)?);
        self.records.insert(article, Rc::clone(&stored));
        Ok(stored)
    }

    /// The identifier of an event, `article/v1`, by its row.
    pub fn event_id(&mut self, row: i64) -> Result<String> {
        let stored = self.stored(row / NUMBERS)?;
        Ok(event_id(&stored.key, stored.event(row)?))
    }

    /// An event by its row.
    pub fn event(&mut self, row: i64) -> Result<EventRow> {
        let stored = self.stored(row / NUMBERS)?;
        let event = stored.event(row)?;
        let mut load = self.archive.connection.prepare_cached("SELECT thread FROM event WHERE id = ?")?;
        let thread: Option<i64> = load.query_row([row], |row| row.get(0)).optional()?.flatten();
        self.event_row(&stored, event, thread)
    }

    fn event_row(&mut self, stored: &Stored, event: &Event, thread: Option<i64>) -> Result<EventRow> {
        let Stored { key, record } = stored;
        let document = &record.document;
        let time = event.time.as_deref().and_then(|id| record.time(id));
        let (from, to) = time.and_then(|t| t.value.as_deref()).map_or((None, None), date_range);
        Ok(EventRow {
            id: event_id(key, event),
            article: key.clone(),
            title: document.title.clone(),
            outlet: document.outlet.clone(),
            published: document.published.clone(),
            url: document.url.clone(),
            event_type: event.event_type.clone(),
            mode: event.mode.clone(),
            contexts: event.contexts.clone(),
            quad: event.quad.clone(),
            cameo: event.cameo.clone(),
            intensity: event.intensity,
            status: event.status,
            actors: self.parties(record, &event.actors)?,
            recipients: self.parties(record, &event.recipients)?,
            place: event.place.as_deref().and_then(|id| record.place(id)).map(place),
            date: time.and_then(|t| t.value.clone()),
            from: from.map(|d| d.to_string()),
            to: to.map(|d| d.to_string()),
            figures: figures(stored, event),
            asserted_by: record.asserter(event).map(|speaker| self.party(speaker)).transpose()?,
            trigger: record.slice(event.trigger).to_owned(),
            trigger_span: event.trigger,
            evidence: record.slice(event.evidence).to_owned(),
            evidence_span: event.evidence,
            confidence: event.confidence,
            thread: thread.map(|id| format!("t{id}")),
        })
    }

    /// A statement by its row.
    pub fn statement(&mut self, row: i64) -> Result<StatementRow> {
        let stored = self.stored(row / NUMBERS)?;
        let Stored { key, record } = &*stored;
        let found = usize::try_from(row % NUMBERS).ok().and_then(|n| record.statements.get(n));
        let statement = found.ok_or_else(|| damaged(key, "it lacks a statement that the tables have"))?;
        let document = &record.document;
        let mut party = |id: &Option<String>| {
            let entity = id.as_deref().and_then(|id| record.entity(id));
            entity.map(|entity| self.party(entity)).transpose()
        };
        let (speaker, addressee) = (party(&statement.speaker)?, party(&statement.addressee)?);
        Ok(StatementRow {
            id: format!("{key}/{}", statement.id),
            article: key.clone(),
            title: document.title.clone(),
            outlet: document.outlet.clone(),
            published: document.published.clone(),
            url: document.url.clone(),
            speaker,
            addressee,
            kind: statement.kind.name().to_owned(),
            cue: statement.cue.map(|span| record.slice(span).to_owned()),
            content: content(record, statement),
            content_spans: statement.content.clone(),
            medium: statement.medium.clone(),
            place: statement.place.as_deref().and_then(|id| record.place(id)).map(place),
            date: statement.time.as_deref().and_then(|id| record.time(id)?.value.clone()),
        })
    }

    /// Figures of an event by its row.
    pub fn figures(&mut self, row: i64) -> Result<Vec<FigureRow>> {
        let stored = self.stored(row / NUMBERS)?;
        let event = usize::try_from(row % NUMBERS).ok().and_then(|n| stored.record.events.get(n));
        Ok(event.map(|event| figures(&stored, event)).unwrap_or_default())
    }

    fn parties(&mut self, record: &Record, ids: &[String]) -> Result<Vec<PartyRow>> {
        ids.iter().filter_map(|id| record.entity(id)).map(|entity| self.party(entity)).collect()
    }

    fn party(&mut self, entity: &Entity) -> Result<PartyRow> {
        let key = entity_key(entity);
        let number = match self.entities.get(&key) {
            Some(number) => number.clone(),
            None => {
                let mut find =
                    self.archive.connection.prepare_cached("SELECT id FROM entity WHERE key = ?")?;
                let number: Option<i64> = find.query_row([&key], |row| row.get(0)).optional()?;
                let number = number.map(|n| format!("n{n}"));
                if self.entities.len() >= HELD_ENTITIES {
                    self.entities.clear();
                }
                self.entities.insert(key, number.clone());
                number
            }
        };
        Ok(PartyRow {
            name: entity.name.clone(),
            code: entity.code.clone(),
            sector: entity.sectors.first().cloned(),
            entity: number,
        })
    }
}

impl Stored {
    fn event(&self, row: i64) -> Result<&Event> {
        let event = usize::try_from(row % NUMBERS).ok().and_then(|n| self.record.events.get(n));
        event.ok_or_else(|| damaged(&self.key, "it lacks an event that the tables have"))
    }
}

fn event_id(article: &str, event: &Event) -> String {
    format!("{article}/{}", event.id)
}

fn damaged(article: &str, reason: &str) -> ArchiveError {
    ArchiveError::Damaged { article: article.to_owned(), reason: reason.to_owned() }
}

fn content(record: &Record, statement: &Statement) -> String {
    let stretches: Vec<&str> = statement.content.iter().map(|span| record.slice(*span)).collect();
    stretches.join(" … ")
}

fn place(place: &Place) -> PlaceRow {
    PlaceRow {
        name: place.name.clone(),
        kind: place.kind.clone(),
        country: place.country.clone(),
        latitude: place.lat,
        longitude: place.lon,
    }
}

fn figures(stored: &Stored, event: &Event) -> Vec<FigureRow> {
    let Stored { key, record } = stored;
    let speaker = record.asserter(event);
    let row = |quantity: &Quantity| FigureRow {
        kind: quantity.kind.name().to_owned(),
        low: quantity.low,
        high: quantity.high,
        approximate: quantity.approximate,
        unit: quantity.currency.clone().or_else(|| quantity.unit.clone()),
        text: record.slice(quantity.span).to_owned(),
        source: speaker.map(|entity| entity.name.clone()),
        outlet: record.document.outlet.clone(),
        published: record.document.published.clone(),
        article: key.clone(),
        event: event_id(key, event),
    };
    event.quantities.iter().filter_map(|id| record.quantity(id)).map(row).collect()
}
