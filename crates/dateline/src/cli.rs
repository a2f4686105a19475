//! What may be said on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use dateline::dateline_ingest::parse_date;
use jiff::civil::Date;

#[cfg(feature = "watch")]
use crate::command::watch;
use crate::command::{
    add, agenda, bench, check, code, entities, eval, export, ontology, parse, read, schema, search, serve,
    sql, timeline, who,
};

/// Reads the news and keeps the record: who did what to whom, when, where and on whose word.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles and tell what they say.
    Read(read::ReadArgs),
    /// Read many articles into JSON Lines, CSV or Parquet; can be stopped and resumed.
    Code(code::CodeArgs),
    /// Read articles, or take records, into an archive.
    Add(add::AddArgs),
    /// Search an archive: articles, events, statements, threads, stories.
    Search(search::SearchArgs),
    /// Tell what happened day by day.
    Timeline(timeline::TimelineArgs),
    /// Tell who somebody is: offices, meetings, acts, statements.
    Who(who::WhoArgs),
    /// Tell what is planned, and which terms run out.
    Agenda(agenda::AgendaArgs),
    /// Ask an archive in SQL, read-only.
    Sql(sql::SqlArgs),
    /// Check an archive: every span against its text, every reference.
    Check(check::CheckArgs),
    /// Write tables of an archive: CSV, JSON Lines, Parquet; also in the columns of POLECAT and ICEWS.
    Export(export::ExportArgs),
    /// Fetch what feeds announce, now and as it comes.
    #[cfg(feature = "watch")]
    Watch(watch::WatchArgs),
    /// Compare records with annotated articles.
    Eval(eval::EvalArgs),
    /// Tell what is known of an actor, and why.
    Entities(entities::EntitiesArgs),
    /// Begin or check an ontology of your own.
    Ontology(ontology::OntologyArgs),
    /// Write words, tags and trees as CoNLL-U.
    Parse(parse::ParseArgs),
    /// Open a page in the browser and an API for programs.
    Serve(serve::ServeArgs),
    /// Print the JSON Schema of the record.
    Schema(schema::SchemaArgs),
    /// Measure how fast this machine reads.
    Bench(bench::BenchArgs),
}

/// What is known about an article beforehand.
#[derive(Clone, Debug, clap::Args)]
pub struct Source {
    /// Day (2025-04-17) or instant of publication; relative times such as "Thursday" hang on it
    #[arg(long, value_name = "DATE", value_parser = parse_published)]
    pub published: Option<Published>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
}

/// What the user knows beside what the program carries.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Own {
    /// Your own actors, in TOML; `dateline entities explain --help` shows the form
    #[arg(long, value_name = "FILE")]
    pub actors: Option<PathBuf>,
    /// Your own event types, in TOML, instead of PLOVER; `dateline ontology init` writes a start
    #[arg(long, value_name = "FILE")]
    pub ontology: Option<PathBuf>,
}

/// A day of publication, with the instant where it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day, in the place where it was published.
    pub day: Date,
    /// The instant as RFC 3339.
    pub instant: Option<String>,
}

/// A day as a user writes it.
pub fn day(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| "this is no date; write it as 2025-04-17".to_owned())
}

/// Reads a day or an instant of publication.
pub fn parse_published(text: &str) -> Result<Published, String> {
    let day = day(text)?;
    let instant = text.parse::<jiff::Timestamp>().is_ok().then(|| text.to_owned());
    Ok(Published { day, instant })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{Cli, parse_published};

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn days_and_instants_are_taken_and_nonsense_is_not() {
        let day = parse_published("2025-04-17").expect("a day");
        assert_eq!((day.day.to_string().as_str(), day.instant), ("2025-04-17", None));
        let instant = parse_published("2025-04-17T23:30:00-05:00").expect("an instant");
        assert_eq!(instant.day.to_string(), "2025-04-17");
        assert_eq!(instant.instant.as_deref(), Some("2025-04-17T23:30:00-05:00"));
        assert!(
            parse_published("yesterday").is_err()
                && parse_published("2025-02-30").is_err()
                && parse_published("").is_err()
        );
    }
}
