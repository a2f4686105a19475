//! `dateline who`.

use std::process::ExitCode;

use dateline::view::found;

use super::asking::{Asking, Format, write_csv, write_json};
use super::search::print_text;
use crate::failure::Outcome;

/// Tell who somebody is by the articles of an archive: offices, meetings, acts, statements.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  dateline who 'Ada Moss' --archive news\n  dateline who n12 --archive news --format json"
)]
pub struct WhoArgs {
    /// A name, some words of one, or an identifier such as n12
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    asking: Asking,
}

pub fn run(args: &WhoArgs) -> Outcome {
    let archive = args.asking.open()?;
    if args.asking.format == Format::Csv {
        write_csv(&archive.entities(&args.name)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let people = archive.who(&args.name)?;
    match args.asking.format {
        Format::Json => write_json(&people)?,
        _ => print_text(&found::people(&people, args.asking.view()))?,
    }
    Ok(ExitCode::SUCCESS)
}
