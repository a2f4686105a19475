//! `dateline read`.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use dateline::dateline_ingest::{Inputs, Limits};
use dateline::view::{ViewOptions, render, render_explained};
use dateline::{Document, Reader};

use crate::cli::{Own, Source};
use crate::failure::{Failure, Outcome};
use crate::terminal::{Colour, width};

/// Read articles and tell what they say.
///
/// Inputs are plain text as copied from a page, HTML, JSON Lines, WARC, feeds, NewsML-G2, NITF or ninjs, each also as gzip or zstd.
/// Exit code 2 means that an input could not be read; the others were.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  dateline read article.txt\n  curl -s https://example.org/story.html | dateline read - --format json\n  dateline read article.txt --published 2025-04-17 --explain"
)]
pub struct ReadArgs {
    /// Files, folders, patterns, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    inputs: Vec<String>,
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    own: Own,
    /// The address of the page
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Columns of the text [default: the terminal's, at most 100; else 80]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    width: Option<u16>,
    /// When to colour the text
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
    /// Add what was cut, what found each act and how sure it is, and, by sentence, what came nearest where none was found
    #[arg(long)]
    explain: bool,
}

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person
    Text,
    /// The record, indented
    Json,
    /// The record, on one line
    Jsonl,
    /// Words and trees
    Conllu,
}

pub fn run(args: ReadArgs) -> Outcome {
    let view = ViewOptions {
        width: args.width.map_or_else(width, usize::from),
        colour: args.color.on(),
        explain: args.explain,
    };
    let hints = super::hints(args.source, args.url);
    let reader = super::reader_with(&args.own)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (mut read, mut failed) = (0_usize, 0_usize);
    for item in Inputs::new(args.inputs, Limits::default()).documents(hints) {
        match item {
            Ok(item) => {
                if read > 0 && args.format == Format::Text {
                    writeln!(out, "\n{}\n", "─".repeat(view.width))?;
                }
                write_article(&mut out, &reader, &item.document, args.format, view)?;
                out.flush()?;
                read += 1;
            }
            Err(error) => {
                out.flush()?;
                eprintln!("dateline: {}", dateline::view::clean(&error.to_string()));
                failed += 1;
            }
        }
    }
    out.flush()?;
    if failed > 0 { Err(Failure::Reported(2)) } else { Ok(ExitCode::SUCCESS) }
}

fn write_article(
    out: &mut impl Write,
    reader: &Reader,
    document: &Document,
    format: Format,
    view: ViewOptions,
) -> Result<(), Failure> {
    let json = |error: serde_json::Error| Failure::from(io::Error::from(error));
    match format {
        Format::Text if view.explain => {
            let (record, explanation) = reader.explain(document);
            out.write_all(render_explained(&record, reader.ontology(), view, &explanation).as_bytes())?;
        }
        Format::Text => out.write_all(render(&reader.read(document), reader.ontology(), view).as_bytes())?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &reader.read(document)).map_err(json)?;
            out.write_all(b"\n")?;
        }
        Format::Jsonl => {
            serde_json::to_writer(&mut *out, &reader.read(document)).map_err(json)?;
            out.write_all(b"\n")?;
        }
        Format::Conllu => out.write_all(reader.conllu(document).as_bytes())?,
    }
    Ok(())
}
