//! `dateline schema`.

use std::io::{self, Write};
use std::process::ExitCode;

use dateline::dateline_record::json_schema;

use crate::failure::{Failure, Outcome};

/// The JSON Schema (draft 2020-12) of what `read --format json` and `code` write.
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {}

pub fn run(_args: &SchemaArgs) -> Outcome {
    let schema = serde_json::to_string_pretty(&json_schema()).map_err(|e| Failure::input(e.to_string()))?;
    writeln!(io::stdout().lock(), "{schema}")?;
    Ok(ExitCode::SUCCESS)
}
