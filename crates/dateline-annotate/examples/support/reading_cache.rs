//! Readings with their entities, kept in a file of JSON lines, so that rules over them can be tried without the model's time.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::Arc;

use dateline_text::{
    Argument, ArgumentRole, Content, Cue, Entity, EntityKind, EntityMention, Features, Form, Layer, Mention,
    Reading, Sentence, Span, Syntax, Token, Trigger, Upos,
};
use serde_json::{Value, json};

/// What is kept of one document.
pub type Kept = (Reading, Vec<Entity>);

/// The kept documents by name; none where the file is not there.
pub fn load(path: &str) -> HashMap<String, Kept> {
    let Ok(text) = std::fs::read_to_string(path) else { return HashMap::new() };
    text.lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|value| Some((value["name"].as_str()?.to_owned(), (reading(&value), entities(&value)))))
        .collect()
}

/// Adds one document to the file.
pub fn save(path: &str, name: &str, kept: &Kept) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
    writeln!(file, "{}", to_json(name, kept))
}

fn to_json(name: &str, (reading, entities): &Kept) -> Value {
    let arguments = |list: &[Argument]| -> Vec<Value> {
        list.iter().map(|a| json!([a.role.name(), a.token, a.score])).collect()
    };
    let words: Vec<Value> = reading
        .syntax
        .tokens()
        .iter()
        .map(|t| {
            let features: Vec<(&str, &str)> = t.features.iter().collect();
            json!([
                t.span.start(),
                t.span.end(),
                t.sentence,
                t.lemma,
                t.upos.name(),
                features,
                t.head,
                &*t.relation
            ])
        })
        .collect();
    let entities: Vec<Value> = entities
        .iter()
        .map(|e| {
            let mentions: Vec<Value> = e
                .mentions
                .iter()
                .map(|m| json!([m.span.start(), m.span.end(), m.head, format!("{:?}", m.form)]))
                .collect();
            json!({"name": e.name, "kind": e.kind.name(), "code": e.code, "sectors": e.sectors, "mentions": mentions})
        })
        .collect();
    json!({
        "name": name,
        "sentences": reading.sentences.iter().map(|s| json!([s.span.start(), s.span.end(), s.paragraph])).collect::<Vec<_>>(),
        "words": words,
        "mentions": reading.mentions.iter().map(|m| json!([m.span.start(), m.span.end(), m.head, m.kind.name(), m.form == Form::Name, m.score])).collect::<Vec<_>>(),
        "triggers": reading.triggers.iter().map(|t| json!([t.span.start(), t.span.end(), t.token, &*t.label, t.score, arguments(&t.arguments), t.status])).collect::<Vec<_>>(),
        "cues": reading.cues.iter().map(|c| json!([c.span.start(), c.span.end(), c.token, c.score, arguments(&c.arguments)])).collect::<Vec<_>>(),
        "contents": reading.contents.iter().map(|c| json!([c.span.start(), c.span.end(), c.direct, c.score])).collect::<Vec<_>>(),
        "entities": entities,
    })
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or_default()
}

fn span(value: &Value) -> Span {
    Span::new(number(&value[0]), number(&value[1]))
}

fn score(value: &Value) -> f32 {
    value.as_f64().unwrap_or_default() as f32
}

fn reading(value: &Value) -> Reading {
    let words = list(&value["words"]).map(|w| Token {
        span: span(w),
        sentence: number(&w[2]),
        lemma: w[3].as_str().unwrap_or_default().to_owned(),
        upos: w[4].as_str().and_then(Upos::from_name).unwrap_or_default(),
        features: Features::new(
            list(&w[5])
                .filter_map(|pair| Some((pair[0].as_str()?.into(), pair[1].as_str()?.into())))
                .collect(),
        ),
        head: w[6].as_u64().and_then(|n| usize::try_from(n).ok()),
        relation: Arc::from(w[7].as_str().unwrap_or_default()),
    });
    let arguments = |value: &Value| -> Vec<Argument> {
        list(value)
            .filter_map(|a| {
                let role = ArgumentRole::from_name(a[0].as_str()?)?;
                Some(Argument { role, token: number(&a[1]), score: score(&a[2]) })
            })
            .collect()
    };
    Reading {
        sentences: list(&value["sentences"])
            .map(|s| Sentence { span: span(s), paragraph: number(&s[2]) })
            .collect(),
        syntax: Syntax::new(words.collect()),
        mentions: list(&value["mentions"])
            .map(|m| Mention {
                span: span(m),
                head: number(&m[2]),
                kind: m[3].as_str().and_then(EntityKind::from_name).unwrap_or_default(),
                form: if m[4].as_bool().unwrap_or_default() { Form::Name } else { Form::Nominal },
                found_by: "cache",
                score: score(&m[5]),
            })
            .collect(),
        triggers: list(&value["triggers"])
            .map(|t| Trigger {
                span: span(t),
                token: number(&t[2]),
                label: Arc::from(t[3].as_str().unwrap_or_default()),
                score: score(&t[4]),
                second: None,
                mode: None,
                status: [0, 1, 2, 3].map(|i| t[6][i].as_f64().unwrap_or_default() as f32),
                arguments: arguments(&t[5]),
            })
            .collect(),
        cues: list(&value["cues"])
            .map(|c| Cue {
                span: span(c),
                token: number(&c[2]),
                score: score(&c[3]),
                arguments: arguments(&c[4]),
            })
            .collect(),
        contents: list(&value["contents"])
            .map(|c| Content {
                span: span(c),
                direct: c[2].as_bool().unwrap_or_default(),
                score: score(&c[3]),
            })
            .collect::<Layer<_>>(),
    }
}

fn entities(value: &Value) -> Vec<Entity> {
    list(&value["entities"])
        .map(|e| Entity {
            name: e["name"].as_str().unwrap_or_default().to_owned(),
            kind: e["kind"].as_str().and_then(EntityKind::from_name).unwrap_or_default(),
            code: e["code"].as_str().map(str::to_owned),
            sectors: list(&e["sectors"]).filter_map(Value::as_str).map(str::to_owned).collect(),
            wikidata: None,
            roles: Vec::new(),
            mentions: list(&e["mentions"])
                .map(|m| EntityMention {
                    span: span(m),
                    head: number(&m[2]),
                    form: match m[3].as_str() {
                        Some("Name") => Form::Name,
                        Some("Pronoun") => Form::Pronoun,
                        _ => Form::Nominal,
                    },
                })
                .collect(),
            why: String::new(),
            assumed: false,
        })
        .collect()
}
