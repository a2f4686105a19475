//! `dateline parse`.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use dateline::Document;

use crate::failure::{Failure, Outcome};

/// The longest text that is parsed at once, in bytes.
const LONGEST: u64 = 64 << 20;

/// Write words, tags and trees as CoNLL-U.
///
/// The text is taken as it is: nothing is cut. With `--input-format conllu` the words and sentences of a treebank are kept, so
/// that tags and trees can be compared with its own.
#[derive(Debug, clap::Args)]
pub struct ParseArgs {
    /// The file, or - for standard input
    #[arg(default_value = "-", value_name = "FILE")]
    input: String,
    /// What the file holds
    #[arg(long, value_enum, default_value_t = InputFormat::Text)]
    input_format: InputFormat,
    /// What to write
    #[arg(long, value_enum, default_value_t = OutputFormat::Conllu)]
    format: OutputFormat,
}

/// What the file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum InputFormat {
    /// Raw text
    Text,
    /// Words and sentences of a treebank
    Conllu,
}

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    /// CoNLL-U (Universal Dependencies 2)
    Conllu,
}

pub fn run(args: &ParseArgs) -> Outcome {
    let text = read_text(&args.input)?;
    let reader = super::reader()?;
    let OutputFormat::Conllu = args.format;
    let parsed = match args.input_format {
        InputFormat::Text => reader.conllu(&Document::from_text(&text)),
        InputFormat::Conllu => reader
            .annotate_conllu(&text)
            .map_err(|error| Failure::input(format!("{}: {error}", args.input)))?,
    };
    io::stdout().lock().write_all(parsed.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn read_text(input: &str) -> Result<String, Failure> {
    let fail = |error: &io::Error| {
        Failure::input(format!("{input}: it cannot be read ({error}); check the name and the permissions"))
    };
    let mut bytes = Vec::new();
    let stream: Box<dyn Read> = if input == "-" {
        Box::new(io::stdin())
    } else {
        Box::new(std::fs::File::open(input).map_err(|e| fail(&e))?)
    };
    stream.take(LONGEST + 1).read_to_end(&mut bytes).map_err(|e| fail(&e))?;
    if bytes.len() as u64 > LONGEST {
        return Err(Failure::input(format!("{input}: the text is longer than {LONGEST} bytes; split it")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::input(format!(
            "{input}: byte {at} is no UTF-8; convert the file first, for instance with iconv"
        ))
    })
}
