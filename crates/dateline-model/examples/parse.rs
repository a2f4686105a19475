//! Prints the CoNLL-U of plain text on standard input, or of a CoNLL-U file's words with predicted columns:
//! `parse < article.txt` or `parse words.conllu`. With `--all`, mentions, triggers and statements follow each document.

mod support;

use std::io::Read as _;

use dateline_model::{Model, conllu};
use dateline_text::{Document, Reading};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let all = arguments.iter().any(|a| a == "--all");
    let model = Model::load();
    if let Some(path) = arguments.iter().find(|a| !a.starts_with("--")) {
        print!("{}", conllu::annotate(&model, &std::fs::read_to_string(path)?)?);
        return Ok(());
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let document = Document::from_text(&text);
    let reading = model.read(&document, support::sentences(&document));
    print!("{}", conllu::write(&document, &reading));
    if all {
        print_all(&document, &reading);
    }
    Ok(())
}

fn print_all(document: &Document, reading: &Reading) {
    let word = |i: usize| reading.syntax.get(i).map_or("", |t| document.slice(t.span));
    for m in &reading.mentions {
        println!("mention\t{}\t{:?}\t{}\t{:.2}", document.slice(m.span), m.form, m.kind.name(), m.score);
    }
    for t in &reading.triggers {
        println!(
            "trigger\t{}\t{}\t{:.2}\t{:?}\t{:?}",
            document.slice(t.span),
            t.label,
            t.score,
            t.mode,
            t.status
        );
        for a in &t.arguments {
            println!("\t{}\t{}\t{:.2}", a.role.name(), word(a.token), a.score);
        }
    }
    for c in &reading.cues {
        let arguments: Vec<_> = c.arguments.iter().map(|a| (a.role.name(), word(a.token))).collect();
        println!("cue\t{}\t{:.2}\t{arguments:?}", document.slice(c.span), c.score);
    }
    for c in &reading.contents {
        println!("content\t{}\tdirect {}\t{:.2}", document.slice(c.span), c.direct, c.score);
    }
}
