//! `dateline search`.

use std::process::ExitCode;

use clap::ValueEnum;
use dateline::dateline_archive::{Order, Page};
use dateline::view::found;
use serde::Serialize;

use super::asking::{Asking, Filters, Format, Paging, Sorting, write_csv, write_json};
use super::unknown;
use crate::failure::{Failure, Outcome};

/// Search an archive: articles, events, statements, threads, stories.
///
/// All that is given must be fulfilled. Copies of one article count once; --copies counts each.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  dateline search truce '\"peace talks\"' --archive news\n  dateline search 'France -> Russia' --what events --archive news --status planned\n  dateline search --what threads --place 46.2,6.15,100km --from 2025-04 --archive news --format json"
)]
pub struct SearchArgs {
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    paging: Paging,
    /// What to look for
    #[arg(long, value_enum, default_value_t = What::Articles)]
    what: What,
    /// In which order
    #[arg(long, value_enum, default_value_t = Sorting::Best)]
    sort: Sorting,
    #[command(flatten)]
    asking: Asking,
}

/// What to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// Articles
    Articles,
    /// Acts, as single sentences report them
    Events,
    /// What somebody said
    Statements,
    /// Acts across articles
    Threads,
    /// Articles that belong together
    Stories,
}

pub fn run(args: &SearchArgs) -> Outcome {
    let archive = args.asking.open()?;
    let order = match args.sort {
        Sorting::Best => Order::Best,
        Sorting::Newest => Order::Newest,
        Sorting::Oldest => Order::Oldest,
    };
    let query = args.paging.of(args.filters.query(order)?);
    let after = args.paging.cursor()?;
    let after = after.as_ref();
    let rows = match args.what {
        What::Articles => write(args, &archive.articles(&query, after)?, found::articles),
        What::Events => write(args, &archive.events(&query, after)?, found::events),
        What::Statements => write(args, &archive.statements(&query, after)?, found::statements),
        What::Threads => write(args, &archive.threads(&query, after)?, found::threads),
        What::Stories => write(args, &archive.stories(&query, after)?, found::stories),
    }?;
    if rows == 0 {
        unknown::say(&archive, &query);
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a page and returns how many rows it has.
fn write<T: Serialize>(
    args: &SearchArgs,
    page: &Page<T>,
    text: fn(&[T], dateline::view::ViewOptions) -> String,
) -> Result<usize, Failure> {
    match args.asking.format {
        Format::Json => write_json(page)?,
        Format::Csv => write_csv(&page.items)?,
        Format::Text => {
            print_text(&text(&page.items, args.asking.view()))?;
            say_next(page)?;
        }
    }
    Ok(page.items.len())
}

/// Writes text to standard output.
pub fn print_text(text: &str) -> Result<(), Failure> {
    use std::io::Write;
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(())
}

/// Says how to go on, where there is more.
pub fn say_next<T>(page: &Page<T>) -> Result<(), Failure> {
    match &page.next {
        Some(next) => print_text(&format!("\nMore: the same command with --after {next}\n")),
        None => Ok(()),
    }
}
