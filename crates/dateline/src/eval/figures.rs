//! The figures.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::align::align;
use super::compare::{Pair, pairs, same_date, same_place, same_statement, similarity};
use super::scored::{Scored, ScoredEvent, ScoredParty};
use super::tokens::word_set;

/// Words that do not tell one party from another.
const STOP: [&str; 14] = [
    "the",
    "of",
    "and",
    "a",
    "s",
    "some",
    "other",
    "officials",
    "official",
    "government",
    "people",
    "forces",
    "army",
    "military",
];

/// Hits of what was found and of what was to be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fraction {
    /// Found and right.
    pub hits: usize,
    /// Found.
    pub system: usize,
    /// To be found.
    pub gold: usize,
}

impl Fraction {
    fn add(&mut self, hits: usize, system: usize, gold: usize) {
        self.hits += hits;
        self.system += system;
        self.gold += gold;
    }

    /// Of what was found, how much is right; 0 where nothing was found.
    pub fn precision(self) -> f64 {
        ratio(self.hits, self.system)
    }

    /// Of what was to be found, how much was; 0 where there was nothing.
    pub fn recall(self) -> f64 {
        ratio(self.hits, self.gold)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    fn json(self) -> Value {
        json!({
            "p": rounded(self.precision()), "r": rounded(self.recall()), "f1": rounded(self.f1()),
            "tp": self.hits, "system": self.system, "gold": self.gold,
        })
    }
}

/// How many of so many are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accuracy {
    /// Right ones.
    pub hits: usize,
    /// All.
    pub all: usize,
}

impl Accuracy {
    fn add(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.all += 1;
    }

    /// The share of right ones; `None` of nothing.
    pub fn share(self) -> Option<f64> {
        (self.all > 0).then(|| ratio(self.hits, self.all))
    }

    fn json(self) -> Value {
        json!({ "accuracy": self.share().map(rounded), "n": self.all })
    }
}

/// All figures, in the order in which they are printed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// How many documents.
    pub documents: usize,
    /// `detect`, `dyad`, `doc_dyad`, `quantity`, `statement`, `planned`, `hypothetical`, `negated`.
    pub fractions: [Fraction; 8],
    /// `sector`, `mode`, `status`, `date`, `place`, `actor_code`.
    pub accuracies: [Accuracy; 6],
}

/// The names of [`Figures::fractions`].
const FRACTIONS: [&str; 8] =
    ["detect", "dyad", "doc_dyad", "quantity", "statement", "planned", "hypothetical", "negated"];
/// The names of [`Figures::accuracies`].
const ACCURACIES: [&str; 6] = ["sector", "mode", "status", "date", "place", "actor_code"];
const DETECT: usize = 0;
const DYAD: usize = 1;
const DOC_DYAD: usize = 2;
const QUANTITY: usize = 3;
const STATEMENT: usize = 4;
const STATUSES: [(usize, &str); 3] = [(5, "planned"), (6, "hypothetical"), (7, "negated")];
const SECTOR: usize = 0;
const MODE: usize = 1;
const STATUS: usize = 2;
const DATE: usize = 3;
const PLACE: usize = 4;
const ACTOR_CODE: usize = 5;

impl Figures {
    /// The fraction with this name.
    pub fn fraction(&self, name: &str) -> Option<Fraction> {
        FRACTIONS.iter().position(|n| *n == name).map(|i| self.fractions[i])
    }

    /// The accuracy with this name.
    pub fn accuracy(&self, name: &str) -> Option<Accuracy> {
        ACCURACIES.iter().position(|n| *n == name).map(|i| self.accuracies[i])
    }

    /// All figures with three decimals, in order.
    pub fn lines(&self) -> Vec<(&'static str, Value)> {
        let fractions = FRACTIONS.iter().zip(self.fractions).map(|(name, f)| (*name, f.json()));
        let accuracies = ACCURACIES.iter().zip(self.accuracies).map(|(name, a)| (*name, a.json()));
        std::iter::once(("documents", json!(self.documents))).chain(fractions).chain(accuracies).collect()
    }

    /// All figures as one JSON object.
    pub fn json(&self) -> Value {
        Value::Object(self.lines().into_iter().map(|(n, v)| (n.to_owned(), v)).collect::<Map<_, _>>())
    }

    /// All figures as text, a line each.
    pub fn text(&self) -> String {
        let order = ["p", "r", "f1", "tp", "system", "gold", "accuracy", "n"];
        let line = |(name, value): (&str, Value)| match value.as_object() {
            Some(fields) => {
                let parts: Vec<String> =
                    order.iter().filter_map(|k| Some(format!("{k}={}", python(fields.get(*k)?)))).collect();
                format!("{name} {}\n", parts.join("  "))
            }
            None => format!("{name} {value}\n"),
        };
        self.lines().into_iter().map(line).collect()
    }
}

fn python(value: &Value) -> String {
    if value.is_null() { "None".to_owned() } else { value.to_string() }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Three decimals; of two equally near ones the even, as Python's `round` does.
fn rounded(value: f64) -> f64 {
    format!("{value:.3}").parse().unwrap_or(value)
}

/// A party of the gold whose code no entity of the record has.
#[derive(Clone, Debug, PartialEq)]
pub struct PartyMiss {
    /// The document.
    pub document: String,
    /// The party.
    pub party: ScoredParty,
    /// The nearest entity of the record, with its code.
    pub found: Option<(String, Option<String>)>,
}

/// Confidence against truth, in ten steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    /// For each tenth of confidence: events, the sum of their confidences, and how many were matched.
    pub steps: [(usize, f64, usize); 10],
}

/// Figures with what was missed.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The figures.
    pub figures: Figures,
    /// Document, sentence and event of the gold that the record lacks.
    pub missed: Vec<(String, String, ScoredEvent)>,
    /// Document, sentence and event of the record that the gold lacks.
    pub spurious: Vec<(String, String, ScoredEvent)>,
    /// Parties whose code was not found.
    pub parties: Vec<PartyMiss>,
    /// Confidence against truth.
    pub calibration: Calibration,
}

/// Scores documents: name, gold, record.
pub fn score(documents: &[(String, Scored, Scored)]) -> Report {
    let mut report = Report::default();
    report.figures.documents = documents.len();
    for (name, gold, read) in documents {
        let map = align(&gold.sentences, &read.sentences);
        let events: Vec<ScoredEvent> = read
            .events
            .iter()
            .map(|e| ScoredEvent {
                sentence: e.sentence.and_then(|s| map.get(s).copied().flatten()),
                ..e.clone()
            })
            .collect();
        report.detect(name, gold, &events);
        report.dyads(gold, &events);
        report.parties(name, gold, read);
        report.quantities(gold, &events);
        report.statements(gold, read);
    }
    report
}

impl Report {
    fn detect(&mut self, name: &str, gold: &Scored, events: &[ScoredEvent]) {
        let matched = match_events(&gold.events, events);
        self.figures.fractions[DETECT].add(matched.len(), events.len(), gold.events.len());
        let sentence =
            |index: Option<usize>| index.and_then(|i| gold.sentences.get(i)).cloned().unwrap_or_default();
        let found: BTreeSet<usize> = matched.iter().map(|(i, _)| *i).collect();
        let used: BTreeSet<usize> = matched.iter().map(|(_, j)| *j).collect();
        for (_, g) in gold.events.iter().enumerate().filter(|(i, _)| !found.contains(i)) {
            self.missed.push((name.to_owned(), sentence(g.sentence), g.clone()));
        }
        for (j, s) in events.iter().enumerate() {
            if let Some(confidence) = s.confidence {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is clamped")]
                let step = &mut self.calibration.steps[(confidence * 10.0).clamp(0.0, 9.0) as usize];
                *step = (step.0 + 1, step.1 + confidence, step.2 + usize::from(used.contains(&j)));
            }
            if !used.contains(&j) {
                self.spurious.push((name.to_owned(), sentence(s.sentence), s.clone()));
            }
        }
        for (i, j) in matched {
            self.figures.matched(&gold.events[i], &events[j]);
        }
    }

    fn dyads(&mut self, gold: &Scored, events: &[ScoredEvent]) {
        let (gold, read) = (dyads(&gold.events), dyads(events));
        self.figures.fractions[DYAD].add(shared(&gold, &read), read.values().sum(), gold.values().sum());
        let distinct = |dyads: &BTreeMap<Dyad, usize>| {
            dyads.keys().map(|(_, kind, pair)| (kind.clone(), pair.clone())).collect::<BTreeSet<_>>()
        };
        let (gold, read) = (distinct(&gold), distinct(&read));
        self.figures.fractions[DOC_DYAD].add(gold.intersection(&read).count(), read.len(), gold.len());
    }

    fn parties(&mut self, name: &str, gold: &Scored, read: &Scored) {
        let Some(entities) = &read.entities else { return };
        for party in gold.events.iter().flat_map(|e| e.actors.iter().chain(&e.recipients)) {
            let mut words = word_set(&party.name);
            words.retain(|w| !STOP.contains(&w.as_str()));
            let Some(code) = party.code.as_ref().filter(|c| !c.is_empty() && !words.is_empty()) else {
                continue;
            };
            let mut best = None;
            let mut most = 0;
            for entity in entities {
                let shared = words.intersection(&entity.words).count();
                if shared > most {
                    (best, most) = (Some(entity), shared);
                }
            }
            let hit = best.is_some_and(|e| e.code.as_ref() == Some(code));
            self.figures.accuracies[ACTOR_CODE].add(hit);
            if !hit {
                let found = best.map(|e| (e.name.clone(), e.code.clone()));
                self.parties.push(PartyMiss { document: name.to_owned(), party: party.clone(), found });
            }
        }
    }

    fn quantities(&mut self, gold: &Scored, events: &[ScoredEvent]) {
        let count = |events: &[ScoredEvent]| {
            let mut counts = BTreeMap::new();
            for (event, quantity) in events.iter().flat_map(|e| e.quantities.iter().map(move |q| (e, q))) {
                *counts.entry((event.sentence, quantity.clone())).or_default() += 1;
            }
            counts
        };
        let (gold, read) = (count(&gold.events), count(events));
        self.figures.fractions[QUANTITY].add(shared(&gold, &read), read.values().sum(), gold.values().sum());
    }

    fn statements(&mut self, gold: &Scored, read: &Scored) {
        let mut taken = BTreeSet::new();
        for statement in &gold.statements {
            let twin = (0..read.statements.len())
                .find(|j| !taken.contains(j) && same_statement(statement, &read.statements[*j]));
            taken.extend(twin);
        }
        self.figures.fractions[STATEMENT].add(taken.len(), read.statements.len(), gold.statements.len());
    }
}

impl Figures {
    /// What is asked of two events that are one.
    fn matched(&mut self, gold: &ScoredEvent, read: &ScoredEvent) {
        for (index, name) in STATUSES {
            let of = |e: &ScoredEvent| e.status.as_deref() == Some(name);
            let (g, r) = (of(gold), of(read));
            self.fractions[index].add(usize::from(g && r), usize::from(r), usize::from(g));
        }
        let sides = |e: &ScoredEvent| {
            e.actors.iter().map(|a| (a.code.clone(), a.sector.clone())).collect::<BTreeSet<_>>()
        };
        let mut wanted = sides(gold);
        wanted.retain(|(_, sector)| sector.as_ref().is_some_and(|s| !s.is_empty()));
        if !wanted.is_empty() {
            self.accuracies[SECTOR].add(!wanted.is_disjoint(&sides(read)));
        }
        self.accuracies[STATUS].add(gold.status == read.status);
        if gold.mode.as_ref().is_some_and(|m| !m.is_empty()) {
            self.accuracies[MODE].add(gold.mode == read.mode);
        }
        if let Some(date) = gold.date.as_ref().filter(|d| !d.is_empty()) {
            let same = read.date.as_ref().filter(|d| !d.is_empty()).is_some_and(|d| same_date(date, d));
            self.accuracies[DATE].add(same);
        }
        if let Some(place) = &gold.place {
            self.accuracies[PLACE].add(same_place(place, read.place.as_ref()));
        }
    }
}

/// Pairs of indices, the likeliest first, each event in one pair at most.
fn match_events(gold: &[ScoredEvent], read: &[ScoredEvent]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, s) in read.iter().enumerate() {
            if g.event_type == s.event_type && g.sentence == s.sentence {
                candidates.push((similarity(g, s), i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut found, mut used, mut matched) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (_, i, j) in candidates {
        if !found.contains(&i) && !used.contains(&j) {
            found.insert(i);
            used.insert(j);
            matched.push((i, j));
        }
    }
    matched
}

type Dyad = (Option<usize>, String, Pair);

fn dyads(events: &[ScoredEvent]) -> BTreeMap<Dyad, usize> {
    let mut counts = BTreeMap::new();
    for event in events {
        for pair in pairs(event) {
            *counts.entry((event.sentence, event.event_type.clone(), pair)).or_default() += 1;
        }
    }
    counts
}

/// How much two counts have in common.
fn shared<K: Ord>(a: &BTreeMap<K, usize>, b: &BTreeMap<K, usize>) -> usize {
    a.iter().map(|(key, count)| (*count).min(b.get(key).copied().unwrap_or(0))).sum()
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn ties_go_to_the_even_digit() {
        assert_eq!(format!("{} {}", rounded(0.0625), rounded(0.1875)), "0.062 0.188");
        assert_eq!(format!("{} {}", rounded(2.0 / 3.0), rounded(1.0)), "0.667 1");
    }
}
