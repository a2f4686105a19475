//! `dateline serve`.

mod demonstration;
#[cfg(feature = "watch")]
mod fetcher;

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use dateline::dateline_ingest::{Format, Hints, Limits, read_bytes};
use dateline::{Reader, Record};
use dateline_serve::{
    Desk, OptionsError, ReadArticle, Refusal, ServeOptions, Submission, SubmissionForm, Token, serve,
};

use self::demonstration::Demonstration;
use crate::cli::parse_published;
use crate::failure::{Failure, Outcome};

/// The longest article that the desk reads, in bytes of its text: some 60,000 words, more than any newspaper prints, and
/// read in seconds.
const LONGEST_ARTICLE: usize = 400_000;

/// Open the desk: a page in the browser and an API for programs.
///
/// Without an archive it shows a small invented one.
/// It listens on this machine alone unless told otherwise; what listens beyond it must be given a token, which the page
/// asks for and programs send as "Authorization: Bearer TOKEN".
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  dateline serve\n  dateline serve --archive news\n  dateline serve --listen 127.0.0.1:9000\n  dateline serve --allow-fetch\n  DATELINE_TOKEN=$(openssl rand -hex 24) dateline serve --listen 0.0.0.0:8080"
)]
pub struct ServeArgs {
    /// The folder of the archive, which is opened for reading [default: an invented one]
    #[arg(long, value_name = "FOLDER")]
    archive: Option<PathBuf>,
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value_t = ServeOptions::USUAL)]
    listen: SocketAddr,
    /// What opens the desk, at least 16 characters [default: the variable DATELINE_TOKEN]
    #[arg(long, value_name = "TOKEN")]
    token: Option<String>,
    /// Fetch and read pages of the web by their address; robots.txt is obeyed, and nothing is fetched from this machine or its
    /// network
    #[cfg(feature = "watch")]
    #[arg(long)]
    allow_fetch: bool,
    /// Fetch from this machine and its network too; for tests
    #[cfg(feature = "watch")]
    #[arg(long, hide = true, requires = "allow_fetch")]
    allow_local_fetch: bool,
}

pub fn run(args: ServeArgs) -> Outcome {
    #[cfg(feature = "watch")]
    let (allow_fetch, allow_local) = (args.allow_fetch, args.allow_local_fetch);
    let given = args.token.or_else(|| std::env::var("DATELINE_TOKEN").ok()).filter(|token| !token.is_empty());
    let refuse = |error: OptionsError| Failure::input(error.to_string());
    let token = given.map(|token| Token::new(&token)).transpose().map_err(refuse)?;
    let options = ServeOptions::new(args.listen, token).map_err(refuse)?;
    let reader = super::reader()?;
    let demonstration = match &args.archive {
        Some(_) => None,
        None => Some(Demonstration::new(&reader)?),
    };
    let folder = args.archive.or_else(|| demonstration.as_ref().map(|d| d.folder().to_owned()));
    let folder = folder.unwrap_or_default();
    let desk = Desk::new(options, article_reader(reader), folder, demonstration.is_some())
        .map_err(|error| Failure::input(error.to_string()))?;
    #[cfg(feature = "watch")]
    let desk = if allow_fetch {
        let page = dateline_fetch::SinglePage { allow_local, ..dateline_fetch::SinglePage::default() };
        desk.with_fetcher(fetcher::fetcher(page))
    } else {
        desk
    };
    serve(desk, |address| {
        let mut out = io::stdout().lock();
        // Whoever started it may have closed its output; the desk is open all the same.
        let _ = writeln!(out, "The desk is open at http://{address}/ (Ctrl-C closes it)")
            .and_then(|()| out.flush());
    })
    .map_err(|error| Failure::input(error.to_string()))?;
    Ok(ExitCode::SUCCESS)
}

/// The reader as the desk needs it.
fn article_reader(reader: Reader) -> Arc<dyn ReadArticle> {
    Arc::new(move |submission: &Submission| read_submission(&reader, submission))
}

fn read_submission(reader: &Reader, submission: &Submission) -> Result<Record, Refusal> {
    let published = submission.published.as_deref().map(parse_published).transpose();
    let published = published.map_err(|why| Refusal::Parameter(format!("published: {why}")))?;
    let (day, instant) = published.map_or((None, None), |p| (Some(p.day), p.instant));
    let hints = Hints {
        published: day,
        published_instant: instant,
        outlet: submission.outlet.clone(),
        url: submission.url.clone(),
        format: match submission.form {
            SubmissionForm::Unknown => None,
            SubmissionForm::Text => Some(Format::Text),
            SubmissionForm::Html => Some(Format::Html),
            SubmissionForm::Json => Some(Format::JsonRecord),
        },
        charset: submission.charset.clone(),
        ..Hints::default()
    };
    let document = read_bytes(&submission.bytes, &hints, &Limits::default())
        .map_err(|error| Refusal::Unreadable(error.to_string()))?;
    let length = document.text().len();
    if length > LONGEST_ARTICLE {
        return Err(Refusal::TooLong(format!(
            "the article has {length} bytes, more than the {LONGEST_ARTICLE} that the desk reads; `dateline read` takes longer ones"
        )));
    }
    Ok(reader.read(&document))
}
