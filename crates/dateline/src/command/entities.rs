//! `dateline entities`.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use dateline::dateline_knowledge::{Description, Knowledge, Office, Sector};
use dateline::view::clean;
use jiff::civil::Date;

use crate::cli;
use crate::failure::{Failure, Outcome};

/// Tell what is known of an actor, and why.
#[derive(Debug, clap::Args)]
pub struct EntitiesArgs {
    #[command(subcommand)]
    command: EntitiesCommand,
}

#[derive(Debug, clap::Subcommand)]
enum EntitiesCommand {
    /// Say which code and sectors a name or phrase is given, and why.
    Explain(ExplainArgs),
}

/// Say which code and sectors a name or phrase is given, and why.
///
/// Exit code 1 means that nothing is known of it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  dateline entities explain \"Joe Biden\" --at 2019-05-01
  dateline entities explain \"the former Pakistani prime minister\"
  dateline entities explain \"North Council\" --actors actors.toml

A file of your own actors has one table for each; what it says wins over what the program knows:
  [[actor]]
  name = \"Council of the North\"
  aliases = [\"North Council\"]
  kind = \"organisation\"     # or person, country, group, other
  code = \"GBR\"
  sectors = [\"GOV\"]         # most specific first

  [[actor]]
  name = \"Ada Example\"
  kind = \"person\"
  code = \"GBR\"
  office = [{ title = \"Mayor\", sectors = [\"GOV\"], from = \"2021-05\", to = \"2024\" }]")]
struct ExplainArgs {
    /// The name, or a phrase such as "the Iranian foreign minister"
    #[arg(value_name = "NAME")]
    name: String,
    /// The day at which it is asked; without one the last known office counts
    #[arg(long, value_name = "DATE", value_parser = cli::day)]
    at: Option<Date>,
    /// Your own actors, in TOML, as below
    #[arg(long, value_name = "FILE")]
    actors: Option<PathBuf>,
}

pub fn run(args: &EntitiesArgs) -> Outcome {
    let EntitiesCommand::Explain(args) = &args.command;
    let knowledge = match &args.actors {
        None => Knowledge::load(),
        Some(file) => Knowledge::with_user_actors(&super::read_file(file)?)
            .map_err(|error| Failure::input(format!("{}: {error}", file.display())))?,
    };
    let described = knowledge.describe(&args.name, args.at);
    let told = match &described {
        Some(description) => told(&args.name, args.at, description, &knowledge),
        None => format!(
            "{}: nothing is known. Where an article says what it is (\"the … minister\", \"a rebel group\"), that decides;\n\
             a file of your own actors (--actors) can tell it for all articles.\n",
            clean(&args.name)
        ),
    };
    io::stdout().lock().write_all(told.as_bytes())?;
    Ok(if described.is_some() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn told(name: &str, at: Option<Date>, description: &Description, knowledge: &Knowledge) -> String {
    let when = at.map_or_else(|| "whenever it was last known".to_owned(), |day| format!("on {day}"));
    let mut out = format!("{}, {when}\n", clean(name));
    let code = match &description.code {
        Some(code) => match knowledge.country_name(code) {
            Some(country) => format!("{code} ({country})"),
            None => code.clone(),
        },
        None => "not said".to_owned(),
    };
    let _ = writeln!(out, "  code     {}", clean(&code));
    let _ = writeln!(out, "  sectors  {}", sectors(&description.sectors));
    let _ = writeln!(out, "  kind     {}", description.kind.label());
    if description.former {
        let _ = writeln!(out, "  former   yes");
    }
    let _ = writeln!(out, "  why      {}", clean(&description.why));
    let Some(actor) = &description.actor else { return out };
    let _ = writeln!(out, "  known as {} ({})", clean(&actor.name), clean(&actor.source));
    if actor.by_surname {
        let _ = writeln!(out, "  note     by surname alone: the only office holder of the time who bears it");
    }
    for (index, office) in actor.offices.iter().enumerate() {
        let mark = if actor.decided_by == Some(index) { "→" } else { " " };
        let _ = writeln!(out, "  {mark} {}", office_line(office));
    }
    out
}

fn office_line(office: &Office) -> String {
    let open = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    let end = if office.term.end_is_unsure { " at least" } else { "" };
    let title = if office.title.is_empty() { "(no title)" } else { &office.title };
    format!(
        "{} to {}{end}: {} of {}, {}; {}",
        open(office.term.from),
        open(office.term.to),
        clean(title),
        office.of.as_deref().unwrap_or("nobody named"),
        sectors(&office.sectors),
        clean(&office.source)
    )
}

fn sectors(sectors: &[Sector]) -> String {
    let labels: Vec<&str> = sectors.iter().map(|sector| sector.label()).collect();
    if labels.is_empty() { "not said".to_owned() } else { labels.join(", ") }
}
