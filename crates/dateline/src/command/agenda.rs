//! `dateline agenda`.

use std::process::ExitCode;

use dateline::dateline_archive::AgendaRow;
use dateline::dateline_ingest::parse_date;
use dateline::view::found;
use jiff::civil::Date;
use serde_json::{Map, Value};

use super::asking::{Asking, Format, write_csv, write_json};
use super::search::print_text;
use crate::failure::Outcome;

/// Tell what is planned, and which terms run: each with its sentence.
///
/// Terms are truces, deals and ultimatums with a duration; it is told whether reports say that they were broken or extended.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  dateline agenda --archive news --from 2025-05-01 --to 2025-05-31")]
pub struct AgendaArgs {
    /// First day [default: that of the earliest entry]
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Date>,
    /// Last day [default: that of the last entry]
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Option<Date>,
    #[command(flatten)]
    asking: Asking,
}

fn day(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| "this is no date; write it as 2025-04-17".to_owned())
}

pub fn run(args: &AgendaArgs) -> Outcome {
    let archive = args.asking.open()?;
    let rows = archive.agenda(args.from, args.to)?;
    match args.asking.format {
        Format::Json => write_json(&rows)?,
        Format::Csv => write_csv(&rows.iter().map(flat).collect::<Vec<_>>())?,
        Format::Text => print_text(&found::agenda(&rows, args.asking.view()))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// An entry with the columns of its event.
fn flat(row: &AgendaRow) -> Value {
    let mut flat = Map::new();
    let Ok(Value::Object(mut entry)) = serde_json::to_value(row) else { return Value::Null };
    let event = entry.remove("event");
    flat.extend(entry);
    if let Some(Value::Object(event)) = event {
        flat.extend(event.into_iter().map(|(name, value)| (format!("event_{name}"), value)));
    }
    Value::Object(flat)
}
