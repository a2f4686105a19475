//! Why: for each event what found it, and for each sentence without one what came nearest and why it was not coded.

use std::collections::HashSet;
use std::fmt::Write as _;

use dateline_knowledge::Ontology;
use dateline_record::{CodePointSpan, Event, Record};
use dateline_text::{CodePoints, Document, Reading, Rejected, Trigger};

use crate::predicates;

/// A word with less than this is not worth naming.
const NEAR: f32 = 0.02;

/// Why a record is as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// For each event of the record, in order, what found it, in words.
    pub events: Vec<String>,
    /// The sentences without an event, in order.
    pub sentences: Vec<SentenceReason>,
}

/// Why a sentence has no event.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceReason {
    /// Index of the sentence.
    pub sentence: usize,
    /// The word that came nearest, in code points of the text.
    pub nearest: Option<CodePointSpan>,
    /// Why nothing was coded, in words.
    pub why: String,
}

/// Explains a record that was made of this reading.
pub fn explain(document: &Document, reading: &Reading, record: &Record, ontology: &Ontology) -> Explanation {
    let points = CodePoints::new(document.text());
    let trigger_of = |span: CodePointSpan, label: &str| {
        reading.triggers.iter().find(|t| &*t.label == label && points.range(t.span) == span)
    };
    let events = record.events.iter().map(|event| {
        let found = match trigger_of(event.trigger, &event.event_type) {
            Some(trigger) => of_trigger(document, reading, trigger),
            None => format!("found by {}", event.found_by),
        };
        found + &of_elsewhere(record, event)
    });
    let events = events.collect();
    let coded: HashSet<usize> = record.events.iter().filter_map(|e| record.sentence_of(e.trigger)).collect();
    let sentences = (0..record.sentences.len()).filter(|index| !coded.contains(index)).map(|sentence| {
        let (word, why) = of_sentence(document, reading, ontology, sentence);
        SentenceReason { sentence, nearest: word.map(|span| points.range(span)), why }
    });
    Explanation { events, sentences: sentences.collect() }
}

/// "the reader: REQUEST 0.93, else ACCUSE 0.03; mode yield 0.81; actual 0.95; actor «Trammell» 0.91".
fn of_trigger(document: &Document, reading: &Reading, trigger: &Trigger) -> String {
    let mut told = if trigger.found_by == predicates::FOUND_BY {
        format!("a predicate of the ontology: {}", trigger.label)
    } else {
        format!("the reader: {} {:.2}", trigger.label, trigger.score)
    };
    if let Some((label, score)) = trigger.second.as_ref().filter(|(_, score)| *score >= NEAR) {
        let _ = write!(told, ", else {label} {score:.2}");
    }
    if let Some((mode, score)) = &trigger.mode {
        let _ = write!(told, "; mode {mode} {score:.2}");
    }
    let (status, score) = trigger.likeliest_status();
    let _ = write!(told, "; {} {score:.2} before the words around it", status.name());
    for argument in trigger.arguments.iter().filter(|a| a.score >= 0.25) {
        let word = reading.syntax.get(argument.token).map_or("", |t| document.slice(t.span));
        let _ = write!(told, "; {} «{word}» {:.2}", argument.role.name(), argument.score);
    }
    told
}

/// "; recipient Chad is named in other sentences": parties that the act's own sentence does not name.
fn of_elsewhere(record: &Record, event: &Event) -> String {
    let mut told = String::new();
    for (role, ids) in [("actor", &event.actors), ("recipient", &event.recipients)] {
        for entity in ids.iter().filter_map(|id| record.entity(id)) {
            let here = |[start, end]: CodePointSpan| event.evidence[0] <= start && end <= event.evidence[1];
            if !entity.mentions.iter().any(|m| here(m.span)) {
                let _ = write!(told, "; {role} {} is named in other sentences", entity.name);
            }
        }
    }
    told
}

fn of_sentence(
    document: &Document,
    reading: &Reading,
    ontology: &Ontology,
    sentence: usize,
) -> (Option<dateline_text::Span>, String) {
    let is_here = |token: usize| reading.syntax.get(token).is_some_and(|t| t.sentence == sentence);
    if let Some(trigger) = reading.triggers.iter().find(|t| is_here(t.token)) {
        let why = if ontology.event_type(&trigger.label).is_none() {
            format!(
                "{} {:.2}, a type that the ontology {} has not",
                trigger.label, trigger.score, ontology.name
            )
        } else {
            format!("{} {:.2}, but the word only modifies another act", trigger.label, trigger.score)
        };
        return (Some(trigger.span), why);
    }
    let says = reading.cues.iter().any(|cue| is_here(cue.token));
    match reading.rejected.iter().find(|r| is_here(r.token)).filter(|r| r.score >= NEAR) {
        Some(nearest) => (Some(nearest.span), of_rejected(document, reading, nearest, says)),
        None if says => (None, "it only says something: a statement, no act".to_owned()),
        None if reading.syntax.sentence(sentence).is_empty() => (None, "it was not read".to_owned()),
        None => (None, "no word comes near an act".to_owned()),
    }
}

/// "REQUEST 0.31, less likely than no act at all (0.62); it hangs on «refused»".
fn of_rejected(document: &Document, reading: &Reading, nearest: &Rejected, says: bool) -> String {
    let mut told =
        format!("{} {:.2}, less likely than no act ({:.2})", nearest.label, nearest.score, nearest.none);
    let token = reading.syntax.get(nearest.token);
    let governor = token.and_then(|t| Some((t.base_relation(), reading.syntax.get(t.head?)?)));
    if let Some((relation, head)) = governor {
        let word = document.slice(head.span);
        match relation {
            "xcomp" | "ccomp" => {
                let _ = write!(told, "; it is what «{word}» is about, not told as done");
            }
            "advcl" => {
                let _ = write!(told, "; it stands in a side clause of «{word}»");
            }
            "compound" | "amod" => {
                let _ = write!(told, "; it only describes «{word}»");
            }
            _ => {}
        }
    }
    if says {
        told.push_str("; the sentence says something, which is a statement");
    }
    told
}
