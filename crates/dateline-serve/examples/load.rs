//! How many questions a second the desk answers, and how long the slowest hundredth takes.
//!
//! `cargo run --release -p dateline-serve --example load -- 100000 50 10` fills an archive with so many made-up articles
//! (about 250 words, five acts and two statements each), opens a desk over it, and asks from so many connections for so many
//! seconds a kind of question: search, timeline, threads of a pair, article.
//!
//! `-- --archive DIR 50 10` asks an archive that is there instead, which is left as it is.
//!
//! `-- --open DIR ADDRESS` opens a desk over an archive and leaves it open, for measuring the page in a browser.
//!
//! `-- --read FILE SECONDS CONNECTIONS [ADDRESS]` has a desk read the text of a file again and again instead. The desk is one that
//! runs (`dateline serve`; 127.0.0.1:8080 unless given), since this room has no reader.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use dateline_archive::{Archive, Order, Provenance, Query};
use dateline_record::Record;
use dateline_serve::{Desk, Refusal, ServeOptions, Submission, serve};
use serde_json::{Value, json};

type Fault = Box<dyn std::error::Error + Send + Sync>;

const COUNTRIES: [(&str, &str); 12] = [
    ("France", "FRA"),
    ("Russia", "RUS"),
    ("Ukraine", "UKR"),
    ("Germany", "DEU"),
    ("China", "CHN"),
    ("India", "IND"),
    ("Brazil", "BRA"),
    ("Kenya", "KEN"),
    ("Chad", "TCD"),
    ("Sudan", "SDN"),
    ("Japan", "JPN"),
    ("Poland", "POL"),
];
const TYPES: [(&str, &str); 4] = [
    ("CONSULT", "verbal-cooperation"),
    ("AID", "material-cooperation"),
    ("ACCUSE", "verbal-conflict"),
    ("ASSAULT", "material-conflict"),
];

/// Numbers that look drawn by lot and are the same in each run (xorshift).
struct Lot(u64);

impl Lot {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap_or_default()
    }

    fn word(&mut self) -> String {
        // Small numbers are frequent, as common words are.
        let number = self.below(4000).min(self.below(4000)).min(self.below(4000));
        format!("word{number}")
    }
}

/// One made-up article: five sentences that each hold an act, with filling between.
fn article(number: usize, lot: &mut Lot) -> Result<Record, Fault> {
    let mut text = format!("Headline {number} {} {}", lot.word(), lot.word());
    let title = text.clone();
    let mut sentences = vec![json!({"span": [0, text.len()], "paragraph": 0})];
    let (mut entities, mut events, mut statements) =
        (Vec::<Value>::new(), Vec::<Value>::new(), Vec::<Value>::new());
    let day = 1 + lot.below(28);
    let published = format!("20{}-{:02}-{day:02}", 22 + lot.below(4), 1 + lot.below(12));
    for n in 0..5 {
        let (actor, recipient) = (COUNTRIES[lot.below(12)], COUNTRIES[lot.below(12)]);
        let (event_type, quad) = TYPES[lot.below(4)];
        text.push_str("\n\n");
        let start = text.len();
        text.push_str(actor.0);
        let trigger = text.len() + 1;
        text.push_str(" acted on ");
        let other = text.len();
        text.push_str(recipient.0);
        let said = text.len() + 1;
        for _ in 0..45 {
            text.push(' ');
            text.push_str(&lot.word());
        }
        let end = text.len();
        sentences.push(json!({"span": [start, end], "paragraph": n + 1}));
        for (at, (name, code)) in [(start, actor), (other, recipient)] {
            let id = format!("e{}", entities.len() + 1);
            entities.push(json!({"id": id, "name": name, "kind": "country", "code": code, "sectors": ["GOV"], "wikidata": null,
                "roles": [], "mentions": [{"span": [at, at + name.len()], "form": "name"}]}));
        }
        let (one, two) = (format!("e{}", entities.len() - 1), format!("e{}", entities.len()));
        if n < 2 {
            statements.push(
                json!({"id": format!("s{}", n + 1), "speaker": one, "cue": null, "content": [[said, end]],
                "kind": "indirect", "addressee": null, "medium": null, "place": null, "time": null}),
            );
        }
        events.push(json!({"id": format!("v{}", n + 1), "type": event_type, "mode": null, "contexts": [], "quad": quad,
            "intensity": null, "cameo": null, "status": "actual", "actors": [one], "recipients": [two], "place": null, "time": null,
            "quantities": [], "asserted_by": null, "trigger": [trigger, trigger + 5], "evidence": [start, end],
            "found_by": "load", "confidence": 0.9, "same_as": null}));
    }
    Ok(serde_json::from_value(json!({
        "schema": dateline_record::SCHEMA, "version": "load", "model": null, "rules": null,
        "document": {"id": format!("{number:032x}"), "path": null, "url": null, "format": "text",
            "outlet": format!("Paper {}", lot.below(200)), "credit": null, "title": title, "authors": [], "dateline": null,
            "published": published, "published_from": "option", "language": "en", "text": text, "dropped": [], "extra": {},
            "notes": []},
        "sentences": sentences, "entities": entities, "places": [], "times": [], "quantities": [],
        "statements": statements, "events": events,
    }))?)
}

/// A question as it goes over the wire: its first line without the version, and its body.
struct Question {
    line: String,
    body: Vec<u8>,
}

impl Question {
    fn get(path: impl std::fmt::Display) -> Self {
        Self { line: format!("GET {path}"), body: Vec::new() }
    }
}

/// How long answers took, and how often the desk was too busy for one.
#[derive(Default)]
struct Answers {
    took: Vec<Duration>,
    turned_away: usize,
}

/// Asks one question after another over one connection until the time is over.
fn ask(
    address: SocketAddr,
    questions: &[Question],
    mut next: usize,
    until: Instant,
) -> Result<Answers, Fault> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let mut answers = BufReader::new(stream.try_clone()?);
    let mut all = Answers::default();
    while Instant::now() < until {
        let start = Instant::now();
        let Question { line, body } = &questions[next % questions.len()];
        let head = format!(
            "{line} HTTP/1.1\r\nhost: {address}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(&[head.as_bytes(), body].concat())?;
        let mut length = 0;
        let mut status = String::new();
        answers.read_line(&mut status)?;
        loop {
            let mut line = String::new();
            answers.read_line(&mut line)?;
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.trim().parse()?;
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        answers.read_exact(&mut body)?;
        if status.contains(" 503 ") {
            all.turned_away += 1;
        } else if status.contains(" 200 ") {
            all.took.push(start.elapsed());
        } else {
            return Err(format!("{line}: {status}{}", String::from_utf8_lossy(&body)).into());
        }
        next += 1;
    }
    Ok(all)
}

fn measure(
    name: &str,
    address: SocketAddr,
    questions: Vec<Question>,
    connections: usize,
    seconds: u64,
) -> Result<(), Fault> {
    let start = Instant::now();
    let until = start + Duration::from_secs(seconds);
    let questions = Arc::new(questions);
    let askers: Vec<_> = (0..connections)
        .map(|number| {
            let questions = Arc::clone(&questions);
            std::thread::spawn(move || ask(address, &questions, number * 7, until))
        })
        .collect();
    let (mut took, mut turned_away) = (Vec::new(), 0);
    for asker in askers {
        let answers = asker.join().map_err(|_| "an asker broke down")??;
        took.extend(answers.took);
        turned_away += answers.turned_away;
    }
    // The last answers come after the time is over.
    let passed = start.elapsed().as_secs_f64();
    took.sort();
    let at = |part: usize| took.get(took.len() * part / 100).copied().unwrap_or_default().as_secs_f64() * 1e3;
    let rate = took.len() as f64 / passed;
    println!("{name}: {rate:.1} a second; median {:.1} ms, p99 {:.1} ms", at(50), at(99));
    if turned_away > 0 {
        println!("{name}: {turned_away} were turned away since too many waited (503)");
    }
    Ok(())
}

fn fill(folder: &Path, articles: usize) -> Result<(), Fault> {
    let mut archive = Archive::create(folder)?;
    let mut lot = Lot(0x9E37_79B9_7F4A_7C15);
    let start = Instant::now();
    for number in 0..articles {
        archive.add(&article(number, &mut lot)?, &Provenance::default())?;
    }
    archive.settle()?;
    println!("filled with {articles} articles in {:.0} s", start.elapsed().as_secs_f64());
    Ok(())
}

/// Has a desk that runs read one text again and again.
fn read(words: &[String]) -> Result<(), Fault> {
    let [file, seconds, connections, address @ ..] = words else {
        return Err("give --read FILE SECONDS CONNECTIONS [ADDRESS]".into());
    };
    let address = address.first().map_or("127.0.0.1:8080", String::as_str).parse()?;
    let body = std::fs::read(file)?;
    let question = Question { line: "POST /v1/read".to_owned(), body };
    measure(&format!("read {file}"), address, vec![question], connections.parse()?, seconds.parse()?)
}

fn main() -> Result<(), Fault> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let numbers = |words: &[String]| words.iter().map(|word| word.parse()).collect::<Result<Vec<usize>, _>>();
    match words.split_first() {
        Some((first, rest)) if first == "--read" => read(rest),
        Some((first, rest)) if first == "--open" => {
            let [folder, address] = rest else { return Err("give --open DIR ADDRESS".into()) };
            Ok(serve(desk(Path::new(folder), address)?, |at| println!("open at http://{at}/"))?)
        }
        Some((first, rest)) if first == "--archive" => {
            let (folder, rest) = rest.split_first().ok_or("give --archive DIR CONNECTIONS SECONDS")?;
            ask_archive(Path::new(folder), &numbers(rest)?)
        }
        _ => {
            let numbers = numbers(&words)?;
            let folder = std::env::temp_dir().join(format!("dateline-load-{}", std::process::id()));
            fill(&folder, numbers.first().copied().unwrap_or(1000))?;
            ask_archive(&folder, numbers.get(1..).unwrap_or_default())?;
            Ok(std::fs::remove_dir_all(&folder)?)
        }
    }
}

/// What is asked of an archive, by kind: drawn from what it holds, so that each question finds something.
struct Questions {
    search: Vec<Question>,
    timeline: Vec<Question>,
    threads: Vec<Question>,
    articles: Vec<Question>,
}

impl Questions {
    fn of(archive: &Archive) -> Result<Self, Fault> {
        let mut articles = Vec::new();
        for order in [Order::Newest, Order::Oldest] {
            let query = Query { limit: Some(500), order, ..Query::default() };
            articles.extend(archive.articles(&query, None)?.items);
        }
        // The two longest words of a headline: there is an article that has both, and nobody looks for "the".
        let words = |title: &str| {
            let mut words: Vec<&str> = title.split(' ').collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            words.get(..2).unwrap_or(&words).join("%20")
        };
        let titles = articles.iter().filter_map(|row| row.title.as_deref()).step_by(8);
        let days = articles.iter().filter_map(|row| row.published.as_deref()?.get(..10)).step_by(8);
        let query = Query { limit: Some(1000), ..Query::default() };
        let mut pairs = Vec::new();
        for event in archive.events(&query, None)?.items {
            if let (Some(actor), Some(recipient)) = (event.actors.first(), event.recipients.first()) {
                pairs.push(format!("{}%20-%3E%20{}", actor.name, recipient.name).replace(' ', "%20"));
            }
        }
        pairs.sort();
        pairs.dedup();
        Ok(Self {
            search: titles
                .map(|title| Question::get(format!("/v1/search?q={}&limit=20", words(title))))
                .collect(),
            timeline: days
                .map(|day| Question::get(format!("/v1/timeline?from={}-01&to={day}&limit=50", &day[..7])))
                .collect(),
            threads: pairs
                .iter()
                .map(|pair| Question::get(format!("/v1/threads?who={pair}&limit=50")))
                .collect(),
            articles: articles.iter().map(|row| Question::get(format!("/v1/articles/{}", row.id))).collect(),
        })
    }
}

/// A desk over the archive in a folder, without a reader.
fn desk(folder: &Path, address: &str) -> Result<Desk, Fault> {
    let options = ServeOptions::new(address.parse()?, None)?;
    let nothing = |_: &Submission| Err(Refusal::Unreadable("nothing is read here".to_owned()));
    Ok(Desk::new(options, Arc::new(nothing), folder.to_owned(), false)?)
}

/// Asks the archive in a folder each kind of question, from so many connections for so many seconds a kind.
fn ask_archive(folder: &Path, numbers: &[usize]) -> Result<(), Fault> {
    let connections = numbers.first().copied().unwrap_or(50);
    let seconds = numbers.get(1).copied().unwrap_or(10) as u64;
    let archive = Archive::read_only(folder)?;
    let asked = Questions::of(&archive)?;
    let held = archive.statistics()?;
    println!("{} articles, {} events, {} threads", held.articles, held.events, held.threads);
    let desk = desk(folder, "127.0.0.1:0")?;
    let (opened, address) = mpsc::channel();
    std::thread::spawn(move || serve(desk, |at| opened.send(at).unwrap_or_default()));
    let address = address.recv_timeout(Duration::from_secs(60))?;
    for (name, questions) in [
        ("search", asked.search),
        ("timeline", asked.timeline),
        ("threads of a pair", asked.threads),
        ("article", asked.articles),
    ] {
        println!("{} questions about {name}", questions.len());
        measure(name, address, questions, connections, seconds)?;
    }
    Ok(())
}
