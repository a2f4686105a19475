//! `dateline sql`.

use std::process::ExitCode;
use std::time::Duration;

use dateline::dateline_archive::{SqlLimits, VIEWS};
use dateline::view::found;
use serde_json::{Map, Value};

use super::asking::{Asking, Format, cell, write_json, write_table};
use super::search::print_text;
use crate::failure::{Failure, Outcome};

/// Ask an archive in SQL, read-only; without a question, list the views and their columns.
///
/// The language is SQLite's. Rows and time are limited; an answer that was cut says so and ends with exit code 1.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  dateline sql --archive news\n  dateline sql 'SELECT type, count(*) FROM events WHERE lead GROUP BY type' --archive news"
)]
pub struct SqlArgs {
    /// The question
    #[arg(value_name = "SELECT")]
    question: Option<String>,
    /// Rows at most
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    rows: usize,
    /// Seconds at most
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    seconds: u64,
    #[command(flatten)]
    asking: Asking,
}

pub fn run(args: &SqlArgs) -> Outcome {
    let archive = args.asking.open()?;
    let Some(question) = &args.question else {
        for view in VIEWS {
            let columns = archive.view_columns(view)?;
            print_text(&format!("{}: {}\n    {}\n", view.name, view.row, columns.join(", ")))?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let limits = SqlLimits { rows: args.rows, time: Duration::from_secs(args.seconds) };
    let table = archive.sql(question, &limits)?;
    match args.asking.format {
        Format::Json => {
            let row = |cells: &Vec<Value>| -> Map<String, Value> {
                table.columns.iter().cloned().zip(cells.iter().cloned()).collect()
            };
            write_json(&table.rows.iter().map(row).collect::<Vec<_>>())?;
        }
        Format::Csv => {
            write_table(&table.columns, table.rows.iter().map(|row| row.iter().map(cell).collect()))?
        }
        Format::Text => print_text(&found::table(&table, args.asking.view()))?,
    }
    if table.cut {
        eprintln!("dateline: only the first {} rows are given; --rows allows more", args.rows);
        return Err(Failure::Reported(1));
    }
    Ok(ExitCode::SUCCESS)
}
