//! How often the knowledge gives the code and the sector that an annotator gave: `coverage TRAIN.jsonl [--misses N] [--half a|b]`.
//!
//! Reads the actors, recipients and speakers of a gold file (name, code, sector, with the article's date) and describes each name
//! by itself, without its article. A bare "police" therefore has no code; such names count only towards the sector. Halves are
//! drawn by a hash of the name, so that rules can be made on one half and judged on the other. `--no-observed` leaves out
//! facts that come from the training gold itself.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::time::Instant;

use dateline_knowledge::Knowledge;
use jiff::civil::Date;
use serde_json::Value;

#[derive(Default)]
struct Tally {
    names: usize,
    answered: usize,
    with_code: usize,
    code_right: usize,
    with_sector: usize,
    sector_right: usize,
    sector_among: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let path = arguments.get(1).ok_or("which gold file?")?;
    let option = |name: &str| arguments.iter().position(|argument| argument == name);
    let misses: usize = option("--misses").and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(0);
    let half = option("--half").and_then(|at| arguments.get(at + 1)).map(String::as_str);
    let no_observed = option("--no-observed").is_some();

    let knowledge = Knowledge::load();
    let start = Instant::now();
    knowledge.describe("the French president", None);
    let with_actors = start.elapsed();
    knowledge.places("Paris");
    eprintln!("first phrase after {with_actors:?}, first place after {:?}", start.elapsed());
    let mut tally = Tally::default();
    let mut wrong: HashMap<String, usize> = HashMap::new();
    let mut sectors: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let article: Value = serde_json::from_str(line)?;
        let published: Option<Date> =
            article["published"].as_str().and_then(|date| date.get(..10)?.parse().ok());
        for (name, code, sector) in mentions(&article) {
            if half.is_some_and(|half| half != if hash(&name).is_multiple_of(2) { "a" } else { "b" }) {
                continue;
            }
            tally.names += 1;
            let described = knowledge.describe(&name, published).filter(|description| {
                let observed =
                    description.actor.as_ref().is_some_and(|actor| actor.source.starts_with("observed"));
                !(no_observed && observed)
            });
            let Some(description) = described else {
                *wrong.entry(format!("none\t{name}\t{code}/{sector}")).or_default() += 1;
                continue;
            };
            tally.answered += 1;
            if let Some(given) = &description.code {
                tally.with_code += 1;
                if *given == code {
                    tally.code_right += 1;
                } else {
                    *wrong
                        .entry(format!("code\t{name}\t{code} not {given}\t{}", description.why))
                        .or_default() += 1;
                }
            }
            if let Some(given) = description.sectors.first() {
                tally.with_sector += 1;
                let labels: Vec<&str> = description.sectors.iter().map(|sector| sector.label()).collect();
                tally.sector_among += usize::from(labels.contains(&sector.as_str()));
                let count = sectors.entry(sector.clone()).or_default();
                count.1 += 1;
                if given.label() == sector {
                    tally.sector_right += 1;
                    count.0 += 1;
                } else {
                    *wrong
                        .entry(format!("sector\t{name}\t{sector} not {given}\t{}", description.why))
                        .or_default() += 1;
                }
            }
        }
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    println!("mentions {}  described {:.3}", tally.names, share(tally.answered, tally.names));
    println!(
        "code    given {:.3}  right where given {:.3}",
        share(tally.with_code, tally.names),
        share(tally.code_right, tally.with_code)
    );
    println!(
        "sector  given {:.3}  first right where given {:.3}  right among those given {:.3}",
        share(tally.with_sector, tally.names),
        share(tally.sector_right, tally.with_sector),
        share(tally.sector_among, tally.with_sector)
    );
    for (sector, (right, all)) in sectors {
        print!("{sector} {:.2} of {all}  ", share(right, all));
    }
    println!();
    let mut wrong: Vec<_> = wrong.into_iter().collect();
    wrong.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    for (miss, count) in wrong.iter().take(misses) {
        println!("{count}\t{miss}");
    }
    Ok(())
}

/// Name, code and sector of every actor, recipient and speaker.
fn mentions(article: &Value) -> Vec<(String, String, String)> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let events = list(&article["events"]);
    let actors =
        events.iter().flat_map(|event| [list(&event["actors"]), list(&event["recipients"])]).flatten();
    let speakers = list(&article["statements"]).into_iter().map(|statement| statement["speaker"].clone());
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    actors
        .chain(speakers)
        .filter(|actor| actor["name"].is_string())
        .map(|actor| (text(&actor["name"]), text(&actor["code"]), text(&actor["sector"])))
        .collect()
}

/// FNV-1a, so that the halves stay the same everywhere.
fn hash(name: &str) -> u64 {
    name.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
