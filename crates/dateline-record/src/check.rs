//! Whether a record keeps its own law: every span lies in the text, every reference leads somewhere.

use std::collections::HashSet;
use std::fmt;

use crate::{CodePointSpan, Event, Record, Statement};

/// A place in a record that breaks its law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, as a path such as `events[3].trigger`.
    pub at: String,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.what)
    }
}

impl Record {
    /// Checks all spans and references; an empty list for a sound record.
    pub fn check(&self) -> Vec<Problem> {
        let mut check = Check {
            length: self.document.text.chars().count(),
            entities: self.entities.iter().map(|e| e.id.as_str()).collect(),
            places: self.places.iter().map(|p| p.id.as_str()).collect(),
            times: self.times.iter().map(|t| t.id.as_str()).collect(),
            quantities: self.quantities.iter().map(|q| q.id.as_str()).collect(),
            statements: self.statements.iter().map(|s| s.id.as_str()).collect(),
            problems: Vec::new(),
        };
        check.header(self);
        check.sentences(self);
        check.layers(self);
        for (i, statement) in self.statements.iter().enumerate() {
            check.statement(&format!("statements[{i}]"), statement);
        }
        let mut earlier = HashSet::new();
        for (i, event) in self.events.iter().enumerate() {
            check.event(&format!("events[{i}]"), event, self, &earlier);
            if event.same_as.is_none() {
                earlier.insert(event.id.as_str());
            }
        }
        check.problems
    }
}

struct Check<'r> {
    /// Code points of the text.
    length: usize,
    entities: HashSet<&'r str>,
    places: HashSet<&'r str>,
    times: HashSet<&'r str>,
    quantities: HashSet<&'r str>,
    statements: HashSet<&'r str>,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn problem(&mut self, at: impl Into<String>, what: impl Into<String>) {
        self.problems.push(Problem { at: at.into(), what: what.into() });
    }

    fn span(&mut self, at: impl Into<String>, [start, end]: CodePointSpan) {
        if start >= end || end > self.length {
            let length = self.length;
            self.problem(
                at,
                format!("the span [{start}, {end}) is empty or leaves the text of {length} code points"),
            );
        }
    }

    fn reference(&mut self, at: &str, id: Option<&String>, known: fn(&Self) -> &HashSet<&str>) {
        if let Some(id) = id.filter(|id| !known(self).contains(id.as_str())) {
            self.problem(at, format!("there is no {id}"));
        }
    }

    fn header(&mut self, record: &Record) {
        if record.schema != crate::SCHEMA {
            self.problem("schema", format!("is {}, not {}", record.schema, crate::SCHEMA));
        }
        if let Some(dateline) = &record.document.dateline {
            self.span("document.dateline.span", dateline.span);
            if record.slice(dateline.span) != dateline.text {
                self.problem("document.dateline.text", "differs from the words under its span");
            }
            self.reference("document.dateline.place", dateline.place.as_ref(), |c| &c.places);
        }
        let counts = [
            ("entities", self.entities.len(), record.entities.len()),
            ("places", self.places.len(), record.places.len()),
            ("times", self.times.len(), record.times.len()),
            ("quantities", self.quantities.len(), record.quantities.len()),
            ("statements", self.statements.len(), record.statements.len()),
            (
                "events",
                record.events.iter().map(|v| &v.id).collect::<HashSet<_>>().len(),
                record.events.len(),
            ),
        ];
        for (layer, distinct, all) in counts {
            if distinct != all {
                self.problem(layer, "two of them share an identifier");
            }
        }
    }

    fn sentences(&mut self, record: &Record) {
        let mut end = 0;
        for (i, sentence) in record.sentences.iter().enumerate() {
            self.span(format!("sentences[{i}].span"), sentence.span);
            if sentence.span[0] < end {
                self.problem(format!("sentences[{i}].span"), "starts before the sentence before it ends");
            }
            end = sentence.span[1];
        }
    }

    fn layers(&mut self, record: &Record) {
        for (i, entity) in record.entities.iter().enumerate() {
            if entity.mentions.is_empty() {
                self.problem(format!("entities[{i}].mentions"), "is empty: no fact without a span");
            }
            for (j, mention) in entity.mentions.iter().enumerate() {
                self.span(format!("entities[{i}].mentions[{j}].span"), mention.span);
            }
            for (j, role) in entity.roles.iter().enumerate() {
                if let Some(span) = role.span {
                    self.span(format!("entities[{i}].roles[{j}].span"), span);
                }
            }
        }
        for (i, place) in record.places.iter().enumerate() {
            if place.mentions.is_empty() {
                self.problem(format!("places[{i}].mentions"), "is empty: no fact without a span");
            }
            for (j, span) in place.mentions.iter().enumerate() {
                self.span(format!("places[{i}].mentions[{j}]"), *span);
            }
            if place.lat.is_some_and(|lat| lat.abs() > 90.0) || place.lon.is_some_and(|lon| lon.abs() > 180.0)
            {
                self.problem(format!("places[{i}]"), "its coordinates are not on the globe");
            }
        }
        for (i, time) in record.times.iter().enumerate() {
            self.span(format!("times[{i}].span"), time.span);
            if record.slice(time.span) != time.text {
                self.problem(format!("times[{i}].text"), "differs from the words under its span");
            }
        }
        for (i, quantity) in record.quantities.iter().enumerate() {
            self.span(format!("quantities[{i}].span"), quantity.span);
            if let (Some(low), Some(high)) = (quantity.low, quantity.high)
                && low > high
            {
                self.problem(format!("quantities[{i}]"), "its least is above its most");
            }
        }
    }

    fn statement(&mut self, at: &str, statement: &Statement) {
        if statement.content.is_empty() {
            self.problem(format!("{at}.content"), "is empty: no fact without a span");
        }
        for (j, span) in statement.content.iter().enumerate() {
            self.span(format!("{at}.content[{j}]"), *span);
        }
        if let Some(cue) = statement.cue {
            self.span(format!("{at}.cue"), cue);
        }
        self.reference(&format!("{at}.speaker"), statement.speaker.as_ref(), |c| &c.entities);
        self.reference(&format!("{at}.addressee"), statement.addressee.as_ref(), |c| &c.entities);
        self.reference(&format!("{at}.place"), statement.place.as_ref(), |c| &c.places);
        self.reference(&format!("{at}.time"), statement.time.as_ref(), |c| &c.times);
    }

    fn event(&mut self, at: &str, event: &Event, record: &Record, earlier: &HashSet<&str>) {
        self.span(format!("{at}.trigger"), event.trigger);
        self.span(format!("{at}.evidence"), event.evidence);
        if event.trigger[0] < event.evidence[0] || event.evidence[1] < event.trigger[1] {
            self.problem(format!("{at}.trigger"), "lies outside its evidence");
        }
        if !record.sentences.iter().any(|s| s.span == event.evidence) {
            self.problem(format!("{at}.evidence"), "is not a sentence of the record");
        }
        for (j, actor) in event.actors.iter().enumerate() {
            self.reference(&format!("{at}.actors[{j}]"), Some(actor), |c| &c.entities);
        }
        for (j, recipient) in event.recipients.iter().enumerate() {
            self.reference(&format!("{at}.recipients[{j}]"), Some(recipient), |c| &c.entities);
        }
        for (j, quantity) in event.quantities.iter().enumerate() {
            self.reference(&format!("{at}.quantities[{j}]"), Some(quantity), |c| &c.quantities);
        }
        self.reference(&format!("{at}.place"), event.place.as_ref(), |c| &c.places);
        self.reference(&format!("{at}.time"), event.time.as_ref(), |c| &c.times);
        self.reference(&format!("{at}.asserted_by"), event.asserted_by.as_ref(), |c| &c.statements);
        if let Some(first) = event.same_as.as_ref().filter(|first| !earlier.contains(first.as_str())) {
            self.problem(format!("{at}.same_as"), format!("{first} is no earlier first report"));
        }
        if !(0.0..=1.0).contains(&event.confidence) {
            self.problem(format!("{at}.confidence"), format!("{} is no probability", event.confidence));
        }
        if event.found_by.is_empty() {
            self.problem(format!("{at}.found_by"), "names no rule or head");
        }
    }
}
