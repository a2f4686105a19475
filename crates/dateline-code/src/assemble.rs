//! The record from the layers: bytes become code points and indices become identifiers, here and nowhere else.

use std::collections::BTreeMap;

use dateline_knowledge::Ontology;
use dateline_record as record;
use dateline_record::{entity_id, event_id, place_id, quantity_id, statement_id, time_id};
use dateline_text::{
    Anchor, Annotations, CodePoints, Document, EntityKind, Form, PublishedFrom, QuantityKind, Reading,
    RoleSource, Span, Speech, Status, TimeKind,
};
use sha2::{Digest, Sha256};

use crate::event::CodedEvent;

/// The versions that a record names besides the program's.
#[derive(Clone, Debug, Default)]
pub struct Versions {
    /// Of the neural reader's weights.
    pub model: Option<String>,
    /// Of the knowledge files and the ontology.
    pub rules: Option<String>,
}

/// Writes the record of one article.
pub fn assemble(
    document: &Document,
    reading: &Reading,
    layers: &Annotations,
    events: &[CodedEvent],
    ontology: &Ontology,
    versions: &Versions,
) -> record::Record {
    let points = CodePoints::new(document.text());
    let writer = Writer { document, points: &points };
    record::Record {
        schema: record::SCHEMA.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model: versions.model.clone(),
        rules: versions.rules.clone(),
        document: writer.document(layers),
        sentences: reading
            .sentences
            .iter()
            .map(|s| record::Sentence { span: points.range(s.span), paragraph: s.paragraph })
            .collect(),
        entities: layers.entities.iter().enumerate().map(|(i, e)| writer.entity(i, e)).collect(),
        places: layers.places.iter().enumerate().map(|(i, p)| writer.place(i, p)).collect(),
        times: layers.times.iter().enumerate().map(|(i, t)| writer.time(i, t)).collect(),
        quantities: layers.quantities.iter().enumerate().map(|(i, q)| writer.quantity(i, q)).collect(),
        statements: layers.statements.iter().enumerate().map(|(i, s)| writer.statement(i, s)).collect(),
        events: events.iter().enumerate().map(|(i, e)| writer.event(i, e, reading, ontology)).collect(),
    }
}

struct Writer<'d> {
    document: &'d Document,
    points: &'d CodePoints<'d>,
}

impl Writer<'_> {
    fn range(&self, span: Span) -> record::CodePointSpan {
        self.points.range(span)
    }

    fn document(&self, layers: &Annotations) -> record::DocumentRecord {
        let metadata = self.document.metadata();
        let dateline = self.document.dateline().map(|span| record::Dateline {
            text: self.document.slice(span).to_owned(),
            span: self.range(span),
            place: layers
                .places
                .iter()
                .position(|p| p.mentions.iter().any(|m| m.overlaps(span)))
                .map(place_id),
        });
        let published =
            metadata.published_instant.clone().or_else(|| metadata.published.map(|d| d.to_string()));
        record::DocumentRecord {
            id: document_id(self.document.text()),
            path: metadata.path.clone(),
            url: metadata.url.clone(),
            format: record::Format::from_name(metadata.format).unwrap_or_default(),
            outlet: metadata.outlet.clone(),
            credit: metadata.credit.clone(),
            title: metadata.title.clone(),
            authors: metadata.authors.clone(),
            dateline,
            published,
            published_from: published_from(metadata.published_from),
            language: metadata.language.clone(),
            text: self.document.text().to_owned(),
            dropped: metadata
                .dropped
                .iter()
                .map(|d| record::Dropped { text: d.text.clone(), why: d.why.to_owned() })
                .collect(),
            extra: extra(&metadata.extra),
            notes: metadata.notes.clone(),
        }
    }

    fn entity(&self, index: usize, entity: &dateline_text::Entity) -> record::Entity {
        let role = |role: &dateline_text::Role| record::Role {
            title: role.title.clone(),
            of: role.of.clone(),
            span: role.span.map(|s| self.range(s)),
            from: match role.source {
                RoleSource::Text => record::RoleSource::Text,
                RoleSource::Gazetteer => record::RoleSource::Gazetteer,
            },
        };
        record::Entity {
            id: entity_id(index),
            name: entity.name.clone(),
            kind: entity_kind(entity.kind),
            code: entity.code.clone(),
            sectors: entity.sectors.clone(),
            wikidata: entity.wikidata.clone(),
            roles: entity.roles.iter().map(role).collect(),
            mentions: entity
                .mentions
                .iter()
                .map(|m| record::Mention { span: self.range(m.span), form: form(m.form) })
                .collect(),
        }
    }

    fn place(&self, index: usize, place: &dateline_text::Place) -> record::Place {
        record::Place {
            id: place_id(index),
            name: place.name.clone(),
            kind: place.kind.clone(),
            country: place.country.clone(),
            admin1: place.admin1.clone(),
            lat: place.coordinates.map(|c| c.0),
            lon: place.coordinates.map(|c| c.1),
            geonames: place.geonames,
            mentions: place.mentions.iter().map(|m| self.range(*m)).collect(),
        }
    }

    fn time(&self, index: usize, time: &dateline_text::TimeExpression) -> record::Time {
        record::Time {
            id: time_id(index),
            span: self.range(time.span),
            text: self.document.slice(time.span).to_owned(),
            kind: match time.kind {
                TimeKind::Date => record::TimeKind::Date,
                TimeKind::Time => record::TimeKind::Time,
                TimeKind::Duration => record::TimeKind::Duration,
                TimeKind::Set => record::TimeKind::Set,
            },
            value: time.value.clone(),
            anchor: match time.anchor {
                Anchor::Publication => record::Anchor::Publication,
                Anchor::Other => record::Anchor::Other,
            },
        }
    }

    fn quantity(&self, index: usize, quantity: &dateline_text::Quantity) -> record::Quantity {
        record::Quantity {
            id: quantity_id(index),
            span: self.range(quantity.span),
            kind: quantity_kind(quantity.kind),
            low: quantity.low,
            high: quantity.high,
            approximate: quantity.approximate,
            unit: quantity.unit.clone(),
            currency: quantity.currency.clone(),
        }
    }

    fn statement(&self, index: usize, statement: &dateline_text::Statement) -> record::Statement {
        record::Statement {
            id: statement_id(index),
            speaker: statement.speaker.map(entity_id),
            cue: statement.cue.map(|c| self.range(c)),
            content: statement.content.iter().map(|c| self.range(*c)).collect(),
            kind: match statement.speech {
                Speech::Direct => record::Speech::Direct,
                Speech::Indirect => record::Speech::Indirect,
                Speech::Mixed => record::Speech::Mixed,
            },
            addressee: statement.addressee.map(entity_id),
            medium: statement.medium.clone(),
            place: statement.place.map(place_id),
            time: statement.time.map(time_id),
        }
    }

    fn event(
        &self,
        index: usize,
        event: &CodedEvent,
        reading: &Reading,
        ontology: &Ontology,
    ) -> record::Event {
        let event_type = ontology.event_type(&event.label);
        let mode = event_type.zip(event.mode.as_deref()).and_then(|(t, mode)| t.mode(mode));
        let evidence = reading.sentences.get(event.sentence).map_or(event.trigger, |s| s.span);
        record::Event {
            id: event_id(index),
            event_type: event.label.to_string(),
            mode: event.mode.as_deref().map(str::to_owned),
            contexts: event.contexts.clone(),
            quad: event_type.map(|t| t.quad.clone()).unwrap_or_default(),
            intensity: mode.and_then(|m| m.intensity).or(event_type.and_then(|t| t.intensity)),
            cameo: mode.and_then(|m| m.cameo.clone()).or_else(|| event_type.and_then(|t| t.cameo.clone())),
            status: match event.status {
                Status::Actual => record::Status::Actual,
                Status::Planned => record::Status::Planned,
                Status::Hypothetical => record::Status::Hypothetical,
                Status::Negated => record::Status::Negated,
            },
            actors: event.actors.iter().copied().map(entity_id).collect(),
            recipients: event.recipients.iter().copied().map(entity_id).collect(),
            place: event.place.map(place_id),
            time: event.time.map(time_id),
            quantities: event.quantities.iter().copied().map(quantity_id).collect(),
            asserted_by: event.asserted_by.map(statement_id),
            trigger: self.range(event.trigger),
            evidence: self.range(evidence),
            found_by: event.found_by.to_owned(),
            confidence: f64::from(event.confidence),
            same_as: event.same_as.map(event_id),
        }
    }
}

/// The first 16 bytes, in hexadecimal, of the SHA-256 of the text with each run of white space as one space.
pub fn document_id(text: &str) -> String {
    let mut hash = Sha256::new();
    for (i, word) in text.split_whitespace().enumerate() {
        if i > 0 {
            hash.update(b" ");
        }
        hash.update(word.as_bytes());
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Fields of the input that were carried along as raw JSON; one that is not JSON after all is kept as a string.
fn extra(fields: &[(String, String)]) -> BTreeMap<String, serde_json::Value> {
    let value =
        |raw: &String| serde_json::from_str(raw).unwrap_or_else(|_| serde_json::Value::String(raw.clone()));
    fields.iter().map(|(name, raw)| (name.clone(), value(raw))).collect()
}

fn published_from(from: PublishedFrom) -> record::PublishedFrom {
    match from {
        PublishedFrom::Option => record::PublishedFrom::Option,
        PublishedFrom::Metadata => record::PublishedFrom::Metadata,
        PublishedFrom::Url => record::PublishedFrom::Url,
        PublishedFrom::Text => record::PublishedFrom::Text,
        PublishedFrom::Unknown => record::PublishedFrom::Unknown,
    }
}

fn form(form: Form) -> record::Form {
    match form {
        Form::Name => record::Form::Name,
        Form::Nominal => record::Form::Nominal,
        Form::Pronoun => record::Form::Pronoun,
    }
}

fn entity_kind(kind: EntityKind) -> record::EntityKind {
    match kind {
        EntityKind::Person => record::EntityKind::Person,
        EntityKind::Organisation => record::EntityKind::Organisation,
        EntityKind::Country => record::EntityKind::Country,
        EntityKind::Place => record::EntityKind::Place,
        EntityKind::Group => record::EntityKind::Group,
        EntityKind::Facility => record::EntityKind::Facility,
        EntityKind::Event => record::EntityKind::Event,
        EntityKind::Other => record::EntityKind::Other,
    }
}

fn quantity_kind(kind: QuantityKind) -> record::QuantityKind {
    match kind {
        QuantityKind::Killed => record::QuantityKind::Killed,
        QuantityKind::Injured => record::QuantityKind::Injured,
        QuantityKind::Detained => record::QuantityKind::Detained,
        QuantityKind::Released => record::QuantityKind::Released,
        QuantityKind::Abducted => record::QuantityKind::Abducted,
        QuantityKind::Deported => record::QuantityKind::Deported,
        QuantityKind::Displaced => record::QuantityKind::Displaced,
        QuantityKind::Missing => record::QuantityKind::Missing,
        QuantityKind::Troops => record::QuantityKind::Troops,
        QuantityKind::Money => record::QuantityKind::Money,
        QuantityKind::Duration => record::QuantityKind::Duration,
        QuantityKind::Participants => record::QuantityKind::Participants,
        QuantityKind::Other => record::QuantityKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::document_id;

    #[test]
    fn the_id_does_not_depend_on_how_lines_are_broken() {
        assert_eq!(document_id("Envoys met.\n\nThey left."), document_id("Envoys  met. They\nleft.\n"));
        assert_ne!(document_id("Envoys met."), document_id("Envoys meet."));
        assert_eq!(document_id("").len(), 32);
    }
}
