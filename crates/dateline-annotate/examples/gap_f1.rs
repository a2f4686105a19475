//! How well pronouns find their names on GAP (Webster and others 2018): `gap_f1 gap-development.tsv`.
//!
//! Each line has a text, a pronoun and two names; a name counts as found where it is in one entity with the pronoun. Printed are F1
//! of all, of masculine and of feminine pronouns, and their ratio, as GAP's own scorer counts them.

use std::collections::BTreeMap;

use dateline_annotate::{find_entities, find_sentences};
use dateline_knowledge::Knowledge;
use dateline_model::Model;
use dateline_text::{CodePoints, Document, Entity, Span};

/// Right, found and wanted.
#[derive(Default)]
struct Count {
    right: u32,
    found: u32,
    wanted: u32,
}

impl Count {
    fn add(&mut self, found: bool, wanted: bool) {
        self.right += u32::from(found && wanted);
        self.found += u32::from(found);
        self.wanted += u32::from(wanted);
    }

    fn f1(&self) -> f64 {
        2.0 * f64::from(self.right) / f64::from((self.found + self.wanted).max(1))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: gap_f1 gap-development.tsv")?;
    let (model, knowledge) = (Model::load(), Knowledge::load());
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for line in std::fs::read_to_string(path)?.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [_, text, pronoun, at, a, a_at, is_a, b, b_at, is_b, ..] = columns[..] else { continue };
        let document = Document::from_text(text);
        let reading = model.read(&document, find_sentences(&document));
        let entities = find_entities(&document, &reading, &knowledge);
        let points = CodePoints::new(document.text());
        let span = |at: &str, word: &str| -> Result<Span, std::num::ParseIntError> {
            let from: usize = at.parse()?;
            Ok(points.span([from, from + word.chars().count()]))
        };
        let who = span(at, pronoun)?;
        let gender =
            if matches!(&*pronoun.to_lowercase(), "he" | "him" | "his") { "masculine" } else { "feminine" };
        for (name, at, wanted) in [(a, a_at, is_a), (b, b_at, is_b)] {
            let found = are_one(&entities, who, span(at, name)?);
            for key in ["all", gender] {
                counts.entry(key).or_default().add(found, wanted.eq_ignore_ascii_case("true"));
            }
        }
    }
    for (key, count) in &counts {
        println!(
            "{key}: F1 {:.3} (right {}, found {}, wanted {})",
            count.f1(),
            count.right,
            count.found,
            count.wanted
        );
    }
    if let (Some(feminine), Some(masculine)) = (counts.get("feminine"), counts.get("masculine")) {
        println!("feminine to masculine: {:.2}", feminine.f1() / masculine.f1());
    }
    Ok(())
}

/// Whether an entity has a mention at the pronoun and another over the name.
fn are_one(entities: &[Entity], pronoun: Span, name: Span) -> bool {
    entities.iter().any(|entity| {
        let at = |span: Span| {
            entity.mentions.iter().any(|m| m.span.overlaps(span) && m.span.len() <= 3 * span.len() + 12)
        };
        entity.mentions.iter().any(|m| m.span == pronoun) && at(name)
    })
}
