//! Records made up for measuring: a vocabulary of invented words with Zipf's frequencies, a few hundred countries, people and
//! towns, acts with parties, places, days and figures, and one article in eight a trimmed copy of one shortly before.

use dateline_record::{
    Anchor, DocumentRecord, Entity, EntityKind, Event, Form, Mention, Place, Quantity, QuantityKind, Record,
    SCHEMA, Sentence, Speech, Statement, Status, Time, TimeKind,
};

/// The generator SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let value = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// A rank below `bound` whose chance falls with the rank, as Zipf's law has it.
    fn rank(&mut self, bound: u64) -> u64 {
        let unit = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((bound as f64).powf(unit) - 1.0) as u64
    }
}

/// An invented word of two to four syllables.
fn word(rank: u64) -> String {
    const ONSETS: [&str; 16] =
        ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "br"];
    const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ea", "or"];
    let mut left = rank + 17;
    let mut word = String::new();
    while left > 0 {
        word.push_str(ONSETS[(left % 16) as usize]);
        word.push_str(VOWELS[(left / 16 % 8) as usize]);
        left /= 128;
    }
    word
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

const COUNTRIES: u64 = 190;
const TYPES: [(&str, &str); 8] = [
    ("CONSULT", "verbal-cooperation"),
    ("AGREE", "verbal-cooperation"),
    ("ACCUSE", "verbal-conflict"),
    ("REQUEST", "verbal-conflict"),
    ("ASSAULT", "material-conflict"),
    ("COERCE", "material-conflict"),
    ("AID", "material-cooperation"),
    ("SANCTION", "material-conflict"),
];

fn code(country: u64) -> String {
    let letter = |n: u64| char::from(b'A' + (n % 26) as u8);
    [letter(country), letter(country / 26 + 7), letter(country * 3 + 1)].iter().collect()
}

struct Writer {
    text: String,
    characters: usize,
    sentences: Vec<Sentence>,
}

impl Writer {
    fn sentence(&mut self, words: &str) -> usize {
        if self.characters > 0 {
            self.text.push_str("\n\n");
            self.characters += 2;
        }
        let start = self.characters;
        self.text.push_str(words);
        self.characters += words.chars().count();
        self.sentences.push(Sentence { span: [start, self.characters], paragraph: self.sentences.len() });
        start
    }
}

/// The record of this number: about 400 words, eight acts, four statements.
pub fn record(number: u64) -> Record {
    // Every eighth article repeats one of the fifty before it, without its last sentences and under another masthead.
    let copied = number % 8 == 7;
    let mut choice = Random(number);
    let seed = if copied { number - 1 - choice.below(50.min(number)) } else { number };
    let sentences = if copied { 18 } else { 24 };
    build(number, seed, sentences)
}

fn build(number: u64, seed: u64, sentences: usize) -> Record {
    let mut random = Random(seed.wrapping_mul(0x2545_f491_4f6c_dd1d));
    let day = jiff::civil::date(2024, 1, 1) + jiff::Span::new().days((seed / 1400) as i64);
    let mut writer = Writer { text: String::new(), characters: 0, sentences: Vec::new() };
    let title: Vec<String> = (0..6).map(|_| word(random.rank(40_000))).collect();
    let title = capital(&title.join(" "));
    writer.sentence(&title);
    let mut record = Record {
        schema: SCHEMA.to_owned(),
        version: "synthesised".to_owned(),
        model: None,
        rules: None,
        document: DocumentRecord::default(),
        sentences: Vec::new(),
        entities: Vec::new(),
        places: Vec::new(),
        times: Vec::new(),
        quantities: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
    };
    for i in 0..sentences {
        match i % 6 {
            1 | 4 => act(&mut record, &mut writer, &mut random, &day.to_string()),
            2 => statement(&mut record, &mut writer, &mut random),
            _ => {
                let words: Vec<String> = (0..16).map(|_| word(random.rank(40_000))).collect();
                writer.sentence(&format!("{}.", capital(&words.join(" "))));
            }
        }
    }
    record.document = DocumentRecord {
        id: format!("{:016x}{:016x}", Random(number ^ 0xabcd).next(), Random(number).next()),
        outlet: Some(format!("The {} Post", capital(&word(number % 997)))),
        title: Some(title),
        published: Some(day.to_string()),
        url: Some(format!("https://example.org/{number}")),
        language: Some("en".to_owned()),
        text: writer.text,
        ..DocumentRecord::default()
    };
    record.sentences = writer.sentences;
    record
}

fn entity(record: &mut Record, name: &str, code: String, kind: EntityKind, start: usize) -> String {
    let mention = Mention { span: [start, start + name.chars().count()], form: Form::Name };
    if let Some(known) = record.entities.iter_mut().find(|e| e.name == name) {
        known.mentions.push(mention);
        return known.id.clone();
    }
    let id = format!("e{}", record.entities.len() + 1);
    record.entities.push(Entity {
        id: id.clone(),
        name: name.to_owned(),
        kind,
        code: Some(code),
        sectors: vec!["GOV".to_owned()],
        wikidata: None,
        roles: Vec::new(),
        mentions: vec![mention],
    });
    id
}

fn act(record: &mut Record, writer: &mut Writer, random: &mut Random, day: &str) {
    let (one, other) = (random.rank(COUNTRIES), random.rank(COUNTRIES));
    let (actor, recipient) = (capital(&word(one + 50_000)), capital(&word(other + 50_000)));
    let town = random.rank(6000);
    let place = capital(&word(town + 90_000));
    let killed = random.below(60) + 2;
    let tail: Vec<String> = (0..9).map(|_| word(random.rank(40_000))).collect();
    let verb = word(random.below(300) + 200_000);
    let words =
        format!("{actor} {verb} {recipient} near {place} where {killed} were hurt, {}.", tail.join(" "));
    let start = writer.sentence(&words);
    let at = |part: &str| start + words.find(part).unwrap_or(0);
    let span = |part: &str| [at(part), at(part) + part.len()];
    let actor_id = entity(record, &actor, code(one), EntityKind::Country, start);
    let recipient_id =
        entity(record, &recipient, code(other), EntityKind::Country, at(&format!(" {recipient} ")) + 1);
    let place_id = format!("p{}", record.places.len() + 1);
    let mut spots = Random(town);
    record.places.push(Place {
        id: place_id.clone(),
        name: place.clone(),
        kind: "city".to_owned(),
        country: Some(code(town % COUNTRIES)),
        admin1: None,
        lat: Some(spots.below(140_000) as f64 / 1000.0 - 65.0),
        lon: Some(spots.below(360_000) as f64 / 1000.0 - 180.0),
        geonames: None,
        mentions: vec![span(&format!(" {place} ")).map(|i| i + 1)]
            .into_iter()
            .map(|[a, b]| [a, b - 2])
            .collect(),
    });
    let quantity = format!("q{}", record.quantities.len() + 1);
    record.quantities.push(Quantity {
        id: quantity.clone(),
        span: span(&killed.to_string()),
        kind: QuantityKind::Injured,
        low: Some(killed as f64),
        high: Some(killed as f64),
        approximate: false,
        unit: None,
        currency: None,
    });
    let dated = random.below(3) > 0;
    let time = dated.then(|| {
        let id = format!("t{}", record.times.len() + 1);
        let span = span("near");
        record.times.push(Time {
            id: id.clone(),
            span,
            text: "near".to_owned(),
            kind: TimeKind::Date,
            value: Some(day.to_owned()),
            anchor: Anchor::Publication,
        });
        id
    });
    let (event_type, quad) = TYPES[random.rank(8) as usize];
    let status = match random.below(10) {
        0 => Status::Planned,
        1 => Status::Hypothetical,
        2 => Status::Negated,
        _ => Status::Actual,
    };
    record.events.push(Event {
        id: format!("v{}", record.events.len() + 1),
        event_type: event_type.to_owned(),
        mode: None,
        contexts: vec!["military".to_owned()],
        quad: quad.to_owned(),
        intensity: Some(1.0),
        cameo: Some("04".to_owned()),
        status,
        actors: vec![actor_id],
        recipients: vec![recipient_id],
        place: Some(place_id),
        time,
        quantities: vec![quantity],
        asserted_by: None,
        trigger: span(&format!(" {verb} ")).map(|i| i + 1),
        evidence: [start, start + words.chars().count()],
        found_by: "synthesis".to_owned(),
        confidence: 0.8,
        same_as: None,
    });
    if let Some(event) = record.events.last_mut() {
        event.trigger[1] -= 2;
    }
}

fn statement(record: &mut Record, writer: &mut Writer, random: &mut Random) {
    let person = random.rank(20_000);
    let name = format!("{} {}", capital(&word(person + 300_000)), capital(&word(person / 3 + 400_000)));
    let content: Vec<String> = (0..14).map(|_| word(random.rank(40_000))).collect();
    let content = content.join(" ");
    let words = format!("{name} said {content}.");
    let start = writer.sentence(&words);
    let speaker = entity(record, &name, code(person % COUNTRIES), EntityKind::Person, start);
    let cue = start + name.len() + 1;
    record.statements.push(Statement {
        id: format!("s{}", record.statements.len() + 1),
        speaker: Some(speaker),
        cue: Some([cue, cue + 4]),
        content: vec![[cue + 5, cue + 5 + content.len()]],
        kind: Speech::Indirect,
        addressee: None,
        medium: None,
        place: None,
        time: None,
    });
}
