//! `dateline timeline`.

use std::process::ExitCode;

use dateline::dateline_archive::Order;
use dateline::view::found;

use super::asking::{Asking, Filters, Format, Paging, write_csv, write_json};
use super::search::{print_text, say_next};
use super::unknown;
use crate::failure::Outcome;

/// Tell what happened day by day: acts across articles, with their sources and figures.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  dateline timeline --archive news --actors 'Chad <-> Sudan' --from 2025-04\n  dateline timeline --archive news --thread t12"
)]
pub struct TimelineArgs {
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    paging: Paging,
    /// The latest day first
    #[arg(long)]
    newest: bool,
    #[command(flatten)]
    asking: Asking,
}

pub fn run(args: &TimelineArgs) -> Outcome {
    let archive = args.asking.open()?;
    let order = if args.newest { Order::Newest } else { Order::Oldest };
    let query = args.paging.of(args.filters.query(order)?);
    if let Some(thread) = &query.thread {
        let details = archive.thread(thread)?;
        match args.asking.format {
            Format::Json => write_json(&details)?,
            Format::Csv => write_csv(&details.map(|d| d.events).unwrap_or_default())?,
            Format::Text => {
                let text = details.map_or_else(
                    || "There is no such thread.\n".to_owned(),
                    |details| found::thread(&details, args.asking.view()),
                );
                print_text(&text)?;
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    let page = archive.timeline(&query, args.paging.cursor()?.as_ref())?;
    match args.asking.format {
        Format::Json => write_json(&page)?,
        Format::Csv => {
            let threads: Vec<_> = page.items.iter().flat_map(|day| day.threads.clone()).collect();
            write_csv(&threads)?;
        }
        Format::Text => {
            print_text(&found::timeline(&page.items, args.asking.view()))?;
            say_next(&page)?;
        }
    }
    if page.items.is_empty() {
        unknown::say(&archive, &query);
    }
    Ok(ExitCode::SUCCESS)
}
