//! Records made by hand, and folders that go away again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use dateline_archive::{Added, Archive, Provenance};
use dateline_record::{
    Anchor, DocumentRecord, Entity, EntityKind, Event, Form, Mention, Place, Quantity, QuantityKind, Record,
    SCHEMA, Sentence, Speech, Statement, Status, Time, TimeKind,
};

/// A folder of its own for a test; gone when the test is.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("dateline-archive-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The store itself, behind the archive's back.
    pub fn store(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.0.join("archive.sqlite")).expect("a store")
    }

    pub fn archive(&self) -> Archive {
        Archive::open_or_create(&self.0).expect("an archive")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Adds a record, which must be new.
#[track_caller]
pub fn add(archive: &mut Archive, record: &Record) -> String {
    match archive.add(record, &Provenance::default()).expect("it is added") {
        Added::New(id) => id,
        Added::Known(id) => panic!("{id} was there"),
    }
}

/// An article that is made sentence by sentence; every fact is sought in the sentence's words.
pub struct Maker {
    record: Record,
    characters: usize,
}

/// An act of a sentence.
pub struct Act<'a> {
    pub event_type: &'a str,
    pub quad: &'a str,
    pub status: Status,
    pub actors: &'a [(&'a str, &'a str)],
    pub recipients: &'a [(&'a str, &'a str)],
    pub trigger: &'a str,
    pub place: Option<(&'a str, &'a str, f64, f64)>,
    pub date: Option<(&'a str, &'a str)>,
    pub killed: Option<(&'a str, f64)>,
}

impl Default for Act<'_> {
    fn default() -> Self {
        Self {
            event_type: "CONSULT",
            quad: "verbal-cooperation",
            status: Status::Actual,
            actors: &[],
            recipients: &[],
            trigger: "met",
            place: None,
            date: None,
            killed: None,
        }
    }
}

impl Maker {
    pub fn new(title: &str, outlet: &str, published: &str) -> Self {
        let document = DocumentRecord {
            outlet: Some(outlet.to_owned()),
            title: Some(title.to_owned()),
            published: Some(published.to_owned()),
            language: Some("en".to_owned()),
            ..DocumentRecord::default()
        };
        let record = Record {
            schema: SCHEMA.to_owned(),
            version: "0.1.0".to_owned(),
            model: None,
            rules: None,
            document,
            sentences: Vec::new(),
            entities: Vec::new(),
            places: Vec::new(),
            times: Vec::new(),
            quantities: Vec::new(),
            statements: Vec::new(),
            events: Vec::new(),
        };
        let mut maker = Self { record, characters: 0 };
        maker.sentence(title);
        maker
    }

    /// Adds a sentence without a fact.
    pub fn sentence(&mut self, words: &str) -> [usize; 2] {
        if self.characters > 0 {
            self.record.document.text.push_str("\n\n");
            self.characters += 2;
        }
        let span = [self.characters, self.characters + words.chars().count()];
        self.record.document.text.push_str(words);
        self.characters = span[1];
        self.record.sentences.push(Sentence { span, paragraph: self.record.sentences.len() });
        span
    }

    fn find(&self, sentence: [usize; 2], words: &str) -> [usize; 2] {
        let text = self.record.slice(sentence);
        let at = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
        let start = sentence[0] + text[..at].chars().count();
        [start, start + words.chars().count()]
    }

    fn entity(&mut self, sentence: [usize; 2], name: &str, code: &str) -> String {
        let span = self.find(sentence, name);
        let mention = Mention { span, form: Form::Name };
        if let Some(known) = self.record.entities.iter_mut().find(|e| e.name == name) {
            known.mentions.push(mention);
            return known.id.clone();
        }
        let id = format!("e{}", self.record.entities.len() + 1);
        let kind = if ["Chad", "Sudan", "France", "Russia"].contains(&name) {
            EntityKind::Country
        } else {
            EntityKind::Person
        };
        self.record.entities.push(Entity {
            id: id.clone(),
            name: name.to_owned(),
            kind,
            code: (!code.is_empty()).then(|| code.to_owned()),
            sectors: vec!["GOV".to_owned()],
            wikidata: None,
            roles: Vec::new(),
            mentions: vec![mention],
        });
        id
    }

    pub fn act(&mut self, words: &str, act: &Act<'_>) -> &mut Self {
        let sentence = self.sentence(words);
        let side = |maker: &mut Self, names: &[(&str, &str)]| -> Vec<String> {
            names.iter().map(|(name, code)| maker.entity(sentence, name, code)).collect()
        };
        let (actors, recipients) = (side(self, act.actors), side(self, act.recipients));
        let place = act.place.map(|(name, country, lat, lon)| {
            let id = format!("p{}", self.record.places.len() + 1);
            let mentions = vec![self.find(sentence, name)];
            self.record.places.push(Place {
                id: id.clone(),
                name: name.to_owned(),
                kind: "city".to_owned(),
                country: Some(country.to_owned()),
                admin1: None,
                lat: Some(lat),
                lon: Some(lon),
                geonames: None,
                mentions,
            });
            id
        });
        let time = act.date.map(|(text, value)| {
            let id = format!("t{}", self.record.times.len() + 1);
            let span = self.find(sentence, text);
            let kind = if value.starts_with('P') { TimeKind::Duration } else { TimeKind::Date };
            let value = Some(value.to_owned());
            self.record.times.push(Time {
                id: id.clone(),
                span,
                text: text.to_owned(),
                kind,
                value,
                anchor: Anchor::Other,
            });
            id
        });
        let quantities = act.killed.map(|(text, count)| {
            let id = format!("q{}", self.record.quantities.len() + 1);
            let span = self.find(sentence, text);
            self.record.quantities.push(Quantity {
                id: id.clone(),
                span,
                kind: QuantityKind::Killed,
                low: Some(count),
                high: Some(count),
                approximate: false,
                unit: None,
                currency: None,
            });
            id
        });
        let trigger = self.find(sentence, act.trigger);
        self.record.events.push(Event {
            id: format!("v{}", self.record.events.len() + 1),
            event_type: act.event_type.to_owned(),
            mode: None,
            contexts: Vec::new(),
            quad: act.quad.to_owned(),
            intensity: None,
            cameo: Some("04".to_owned()),
            status: act.status,
            actors,
            recipients,
            place,
            time,
            quantities: quantities.into_iter().collect(),
            asserted_by: None,
            trigger,
            evidence: sentence,
            found_by: "hand".to_owned(),
            confidence: 0.9,
            same_as: None,
        });
        self
    }

    /// Adds `speaker said content`.
    pub fn says(&mut self, speaker: &str, code: &str, content: &str) -> &mut Self {
        let sentence = self.sentence(&format!("{speaker} said {content}"));
        let speaker = self.entity(sentence, speaker, code);
        let (cue, content) = (self.find(sentence, "said"), self.find(sentence, content));
        self.record.statements.push(Statement {
            id: format!("s{}", self.record.statements.len() + 1),
            speaker: Some(speaker),
            cue: Some(cue),
            content: vec![content],
            kind: Speech::Indirect,
            addressee: None,
            medium: None,
            place: None,
            time: None,
        });
        self
    }

    pub fn record(&mut self) -> Record {
        let text = &self.record.document.text;
        // Any hash will do: FNV-1a.
        let hash = text
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        self.record.document.id = format!("{hash:032x}");
        assert_eq!(self.record.check(), Vec::new());
        self.record.clone()
    }
}

/// Envoys of two countries meet in a city on a day.
pub fn meeting(number: usize, day: &str) -> Record {
    let title = format!("Talks, round {number}");
    let sentence =
        format!("Envoys of Chad met those of Sudan in Geneva on {day} for round {number} of their talks.");
    let act = Act {
        actors: &[("Chad", "TCD"), ("Sudan", "SDN")],
        place: Some(("Geneva", "CHE", 46.2, 6.15)),
        date: Some((day, day)),
        ..Act::default()
    };
    Maker::new(&title, "The Harbour Post", day)
        .act(&sentence, &act)
        .says("Ada Moss", "CHE", &format!("round {number} had been useful"))
        .record()
}
