//! What is scored: records and gold files in one shape.

use std::collections::{BTreeSet, HashMap};

use dateline_record::Record;
use serde_json::Value;

use super::tokens::word_set;

/// A side of an act or a speaker.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoredParty {
    /// The name; empty where there is none.
    pub name: String,
    /// The primary code.
    pub code: Option<String>,
    /// The most specific sector.
    pub sector: Option<String>,
}

/// A place as gold files and records give it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoredPlace {
    /// The name; empty where there is none.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
}

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredEvent {
    /// Index of the sentence; after alignment that of the gold, or `None`.
    pub sentence: Option<usize>,
    /// The words that name it.
    pub trigger: String,
    /// The type.
    pub event_type: String,
    /// The mode.
    pub mode: Option<String>,
    /// The status.
    pub status: Option<String>,
    /// Who acts.
    pub actors: Vec<ScoredParty>,
    /// Who is acted on.
    pub recipients: Vec<ScoredParty>,
    /// Where.
    pub place: Option<ScoredPlace>,
    /// When, as EDTF.
    pub date: Option<String>,
    /// Kind and least of each figure; a float is kept by its bits so that it can be counted.
    pub quantities: Vec<(Option<String>, Option<u64>)>,
    /// The record's confidence; `None` in gold files.
    pub confidence: Option<f64>,
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredStatement {
    /// Who speaks.
    pub speaker: ScoredParty,
    /// What is said.
    pub content: String,
}

/// An entity of a record: the words of its name and mentions, and its code.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredEntity {
    /// Distinct words.
    pub words: BTreeSet<String>,
    /// Primary code.
    pub code: Option<String>,
    /// The name.
    pub name: String,
}

/// One document, gold or read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scored {
    /// The texts of the sentences.
    pub sentences: Vec<String>,
    /// The events.
    pub events: Vec<ScoredEvent>,
    /// The statements.
    pub statements: Vec<ScoredStatement>,
    /// The entities of a record; `None` in gold files.
    pub entities: Option<Vec<ScoredEntity>>,
}

impl Scored {
    /// Reads a gold file or a record, whichever the JSON is.
    ///
    /// # Errors
    /// A message that names the field that is missing or wrong.
    pub fn from_json(json: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
        if value.get("document").is_some() { read_record(&value) } else { Self::from_gold(&value) }
    }

    /// A record.
    pub fn from_record(record: &Record) -> Self {
        serde_json::to_value(record).ok().and_then(|value| read_record(&value).ok()).unwrap_or_default()
    }

    /// A gold document: `text`, `sentences` as spans of code points, `events`, `statements`.
    ///
    /// # Errors
    /// A message that names the field that is missing or wrong.
    pub fn from_gold(gold: &Value) -> Result<Self, String> {
        let text = Text::new(&gold["text"])?;
        let spans = gold["sentences"].as_array().ok_or("\"sentences\" is missing")?;
        let sentences: Vec<String> = spans.iter().map(|span| text.slice(span)).collect::<Result<_, _>>()?;
        let events = gold["events"].as_array().ok_or("\"events\" is missing")?;
        let events = events.iter().map(gold_event).collect::<Result<Vec<_>, String>>()?;
        if let Some(event) = events.iter().find(|e| e.sentence.is_none_or(|s| s >= sentences.len())) {
            return Err(format!("the event «{}» is in no sentence", event.trigger));
        }
        let statements = gold["statements"].as_array().map_or(&[][..], Vec::as_slice);
        let statements = statements
            .iter()
            .map(|s| ScoredStatement {
                speaker: party(&s["speaker"]),
                content: string(&s["content"]).unwrap_or_default(),
            })
            .collect();
        Ok(Self { sentences, events, statements, entities: None })
    }
}

fn gold_event(event: &Value) -> Result<ScoredEvent, String> {
    let parties = |list: &Value| list.as_array().into_iter().flatten().map(party).collect();
    Ok(ScoredEvent {
        sentence: event["sentence"].as_u64().and_then(|s| usize::try_from(s).ok()),
        trigger: string(&event["trigger"]).unwrap_or_default(),
        event_type: string(&event["type"]).ok_or("an event has no \"type\"")?,
        mode: string(&event["mode"]),
        status: string(&event["status"])
            .or_else(|| event.get("status").is_none().then(|| "actual".to_owned())),
        actors: parties(&event["actors"]),
        recipients: parties(&event["recipients"]),
        place: event["place"].as_object().filter(|p| !p.is_empty()).map(|p| ScoredPlace {
            name: p.get("name").and_then(string).unwrap_or_default(),
            country: p.get("country").and_then(string),
        }),
        date: string(&event["date"]),
        quantities: event["quantities"].as_array().into_iter().flatten().map(quantity).collect(),
        confidence: None,
    })
}

/// A party; what gives a country in place of a code is coded by the country.
fn party(value: &Value) -> ScoredParty {
    ScoredParty {
        name: string(&value["name"]).unwrap_or_default(),
        code: string(&value["code"]).filter(|c| !c.is_empty()).or_else(|| string(&value["country"])),
        sector: string(&value["sector"]),
    }
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// Kind and least of a figure.
fn quantity(quantity: &Value) -> (Option<String>, Option<u64>) {
    (string(&quantity["kind"]), quantity["low"].as_f64().map(bits))
}

/// The bits of a number, -0 taken for 0, so that equal numbers count as one.
fn bits(number: f64) -> u64 {
    (number + 0.0).to_bits()
}

/// A text by code points.
struct Text(Vec<char>);

impl Text {
    fn new(text: &Value) -> Result<Self, String> {
        Ok(Self(text.as_str().ok_or("\"text\" is missing")?.chars().collect()))
    }

    /// The words under a span, which is cut where the text ends.
    fn slice(&self, span: &Value) -> Result<String, String> {
        let (start, end) = bounds(span)?;
        let end = end.min(self.0.len());
        Ok(self.0.get(start.min(end)..end).unwrap_or_default().iter().collect())
    }
}

fn bounds(span: &Value) -> Result<(usize, usize), String> {
    let bound = |i: usize| span[i].as_u64().and_then(|n| usize::try_from(n).ok());
    bound(0).zip(bound(1)).ok_or_else(|| format!("{span} is no span"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A layer of a record by identifier.
fn by_id(layer: &Value) -> HashMap<&str, &Value> {
    list(layer).iter().filter_map(|item| Some((item["id"].as_str()?, item))).collect()
}

/// A record, of which only what is scored need be there.
fn read_record(record: &Value) -> Result<Scored, String> {
    let text = Text::new(&record["document"]["text"])?;
    let entities = by_id(&record["entities"]);
    let spans: Vec<(usize, usize)> =
        list(&record["sentences"]).iter().map(|s| bounds(&s["span"])).collect::<Result<_, _>>()?;
    let layers = Layers {
        text: &text,
        spans: &spans,
        entities,
        places: by_id(&record["places"]),
        times: by_id(&record["times"]),
        quantities: by_id(&record["quantities"]),
    };
    Ok(Scored {
        sentences: list(&record["sentences"])
            .iter()
            .map(|s| text.slice(&s["span"]))
            .collect::<Result<_, _>>()?,
        events: list(&record["events"]).iter().map(|e| layers.event(e)).collect::<Result<_, _>>()?,
        statements: list(&record["statements"])
            .iter()
            .map(|s| layers.statement(s))
            .collect::<Result<_, _>>()?,
        entities: Some(list(&record["entities"]).iter().map(|e| layers.entity(e)).collect::<Result<_, _>>()?),
    })
}

struct Layers<'r> {
    text: &'r Text,
    spans: &'r [(usize, usize)],
    entities: HashMap<&'r str, &'r Value>,
    places: HashMap<&'r str, &'r Value>,
    times: HashMap<&'r str, &'r Value>,
    quantities: HashMap<&'r str, &'r Value>,
}

impl Layers<'_> {
    fn party(&self, id: &Value) -> ScoredParty {
        let Some(entity) = id.as_str().and_then(|id| self.entities.get(id)) else {
            return ScoredParty::default();
        };
        ScoredParty {
            name: string(&entity["name"]).unwrap_or_default(),
            code: string(&entity["code"]),
            sector: string(&entity["sectors"][0]),
        }
    }

    fn event(&self, event: &Value) -> Result<ScoredEvent, String> {
        let (start, _) = bounds(&event["trigger"])?;
        let place = event["place"].as_str().and_then(|id| self.places.get(id));
        let time = event["time"].as_str().and_then(|id| self.times.get(id));
        let figures = list(&event["quantities"]).iter().filter_map(|q| self.quantities.get(q.as_str()?));
        Ok(ScoredEvent {
            sentence: Some(self.spans.iter().position(|(a, b)| *a <= start && start < *b).unwrap_or(0)),
            trigger: self.text.slice(&event["trigger"])?,
            event_type: string(&event["type"]).ok_or("an event has no \"type\"")?,
            mode: string(&event["mode"]),
            status: string(&event["status"]),
            actors: list(&event["actors"]).iter().map(|id| self.party(id)).collect(),
            recipients: list(&event["recipients"]).iter().map(|id| self.party(id)).collect(),
            place: place.map(|p| ScoredPlace {
                name: string(&p["name"]).unwrap_or_default(),
                country: string(&p["country"]),
            }),
            date: time.and_then(|t| string(&t["value"])),
            quantities: figures.map(|q| quantity(q)).collect(),
            confidence: event["confidence"].as_f64(),
        })
    }

    fn statement(&self, statement: &Value) -> Result<ScoredStatement, String> {
        let content: Vec<String> =
            list(&statement["content"]).iter().map(|span| self.text.slice(span)).collect::<Result<_, _>>()?;
        Ok(ScoredStatement { speaker: self.party(&statement["speaker"]), content: content.join(" ") })
    }

    fn entity(&self, entity: &Value) -> Result<ScoredEntity, String> {
        let name = string(&entity["name"]).unwrap_or_default();
        let mut words = word_set(&name);
        for mention in list(&entity["mentions"]).iter().filter(|m| m["form"] != "pronoun") {
            words.extend(word_set(&self.text.slice(&mention["span"])?));
        }
        Ok(ScoredEntity { words, code: string(&entity["code"]), name })
    }
}
