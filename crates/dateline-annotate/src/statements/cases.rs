//! The cases of `knowledge/cases/statements.tsv`, read by the model that is built in.

use dateline_knowledge::Knowledge;
use dateline_model::Model;
use dateline_text::{Document, Layer, Speech};

use super::find_statements;
use crate::{find_entities, find_sentences};

/// How many of a hundred cases must hold: the trees of a small model are not all right, and new weights move a few.
const SHARE: usize = 90;

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// Whether the statements of the text are those that the line names, in order.
fn holds(model: &Model, knowledge: &Knowledge, text: &str, expected: &str) -> Result<(), String> {
    let document = Document::from_text(text);
    let reading = model.read(&document, find_sentences(&document));
    let entities = find_entities(&document, &reading, knowledge);
    let found = find_statements(&document, &reading, &entities, &[], &Layer::default());
    let drawn: Vec<[String; 4]> = found
        .iter()
        .map(|s| {
            let kind = match s.speech {
                Speech::Direct => "direct",
                Speech::Indirect => "indirect",
                Speech::Mixed => "mixed",
            };
            let speaker = s.speaker.and_then(|i| entities.get(i)).map_or("", |e| &e.name);
            let content: Vec<&str> = s.content.iter().map(|c| document.slice(*c)).collect();
            [
                speaker.to_owned(),
                s.cue.map_or("", |c| document.slice(c)).to_owned(),
                kind.to_owned(),
                content.join(" "),
            ]
        })
        .collect();
    let wanted: Vec<Vec<&str>> = expected
        .split(" || ")
        .filter(|s| !s.trim().is_empty())
        .map(|s| s.split(" | ").map(str::trim).collect())
        .collect();
    let same = drawn.len() == wanted.len()
        && drawn.iter().zip(&wanted).all(|(drawn, wanted)| {
            let [speaker, cue, kind, content] = wanted[..] else { return false };
            let (name, asked) = (words(&drawn[0]), words(speaker));
            asked.iter().any(|w| name.contains(w))
                && drawn[1] == cue
                && drawn[2] == kind
                && words(&drawn[3]) == words(content)
        });
    if same { Ok(()) } else { Err(format!("{text}\n    wanted {expected}\n    found  {drawn:?}")) }
}

#[test]
fn cues_fire_where_they_must_and_stay_silent_where_they_must() {
    let (model, knowledge) = (Model::load(), Knowledge::load());
    let cases: Vec<(&str, &str)> = include_str!("../../../../knowledge/cases/statements.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split_once('\t').unwrap_or((line, "")))
        .collect();
    let failed: Vec<String> =
        cases.iter().filter_map(|(text, expected)| holds(&model, &knowledge, text, expected).err()).collect();
    let held = cases.len() - failed.len();
    assert!(held * 100 >= cases.len() * SHARE, "{held} of {}:\n{}", cases.len(), failed.join("\n"));
}
