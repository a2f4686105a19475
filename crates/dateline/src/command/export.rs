//! `dateline export`: tables of an archive for other programs.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::ValueEnum;
use dateline::dateline_archive::{Archive, Order, Query};
use dateline::dateline_record::table::{TableError, TableForm, TableWriter};
use dateline::export::{
    Citation, ExportError, Exported, FileFacts, Layout, Shape, TableName, Unit, codebook, export,
};
use sha2::{Digest, Sha256};

use super::asking::Filters;
use super::beside;
use super::code::stop_on_interrupt;
use crate::failure::{Failure, Outcome};

/// Write tables of an archive for other programs: CSV, JSON Lines or Parquet.
///
/// The filters are those of `search`; without one, everything is written. Copies of one article, and reports of one act in one
/// article, count once; --all-copies gives each. The table appears when it is whole; beside it FILE.citation.json and
/// FILE.citation.cff say what made it. `dateline export --codebook` tells what each column means.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  dateline export --archive news --out events.parquet\n  dateline export --archive news --out 2025.csv --by thread --from 2025 --actors 'Chad <-> Sudan'\n  dateline export --archive news --layout polecat --out polecat.csv\n  dateline export --archive news --table statements --speaker Macron --out - | less\n  dateline export --codebook codebook.md"
)]
pub struct ExportArgs {
    #[command(flatten)]
    filters: Filters,
    /// The archive's folder
    #[arg(long, value_name = "DIR", required_unless_present = "codebook")]
    archive: Option<PathBuf>,
    /// The file to write: .csv, .jsonl or .parquet; - for standard output, without a citation
    #[arg(long, value_name = "FILE", required_unless_present = "codebook")]
    out: Option<PathBuf>,
    /// What to write
    #[arg(long, value_enum, default_value_t = Table::Events)]
    table: Table,
    /// In whose columns (events only)
    #[arg(long, value_enum, default_value_t = Columns::Dateline)]
    layout: Columns,
    /// What a row of the events is
    #[arg(long, value_enum, default_value_t = By::Event)]
    by: By,
    /// The form of the table [default: by the ending of --out; csv for -]
    #[arg(long, value_enum)]
    form: Option<Form>,
    /// Write no citation beside the table
    #[arg(long)]
    no_citation: bool,
    /// Write the page about all columns instead, to FILE or standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, exclusive = true)]
    codebook: Option<Option<PathBuf>>,
}

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Table {
    /// Acts
    Events,
    /// What somebody said
    Statements,
    /// Who and what is named, across articles
    Entities,
    /// The words that name them, each
    Mentions,
    /// The articles, without their text
    Articles,
}

/// In whose columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Columns {
    /// Dateline's own
    Dateline,
    /// Those of POLECAT; only acts that happened, unless --status asks for others
    Polecat,
    /// Those of ICEWS, with CAMEO codes, a row a pair of parties; only acts that happened, unless --status asks for others
    Cameo,
}

/// What a row of the events is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// An act as one sentence reports it
    Event,
    /// An act across articles
    Thread,
}

/// The form of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Comma-separated values
    Csv,
    /// JSON Lines
    Jsonl,
    /// Apache Parquet
    Parquet,
}

pub fn run(args: &ExportArgs) -> Outcome {
    if let Some(file) = &args.codebook {
        return write_codebook(file.as_deref());
    }
    let (Some(folder), Some(out)) = (&args.archive, &args.out) else {
        return Err(Failure::input("--archive and --out say what to read and what to write"));
    };
    let shape = args.shape()?;
    let form = args.form(out)?;
    let query = args.filters.query(Order::Oldest)?;
    let archive = Archive::read_only(folder)?;
    let stop = stop_on_interrupt("stopping; nothing will be left half written")?;
    // One moment of the archive, whatever is added meanwhile; the counts in the citation are of the same.
    let _snapshot = archive.snapshot()?;
    let job = Job { archive: &archive, query: &query, shape, form, stop: &stop };
    let drops = shape.layout() != Layout::Dateline && query.statuses.is_empty();
    if drops {
        eprintln!("dateline: only acts that happened are written; --status asks for others");
    }
    if out.as_os_str() == "-" {
        let (out, exported) = job.write(Hashing::new(BufWriter::new(io::stdout()))).map_err(to_stdout)?;
        out.finish()?;
        note_nothing(&exported, "standard output");
        return Ok(ExitCode::SUCCESS);
    }
    let (file, exported) = job.write_file(out)?;
    let shown = out.display().to_string();
    eprintln!("{}: {} rows, {} bytes", dateline::view::clean(&shown), file.rows, file.bytes);
    note_nothing(&exported, &shown);
    let json = beside(out, ".citation.json");
    if args.no_citation {
        if json.exists() {
            eprintln!("dateline: {} tells of an earlier table", json.display());
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut question = args.filters.told();
    if drops {
        question.insert("status".to_owned(), "actual".into());
    }
    let citation = Citation {
        file,
        shape,
        archive: folder.display().to_string(),
        holds: archive.statistics()?,
        question,
        command: command_line(std::env::args_os().map(|word| word.to_string_lossy().into_owned())),
        made: super::add::now(),
        read_by: exported.read_by,
    };
    let text = citation.json().map_err(io::Error::from)?;
    write_whole(&json, text.as_bytes())?;
    write_whole(&beside(out, ".citation.cff"), citation.cff().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

impl ExportArgs {
    fn shape(&self) -> Result<Shape, Failure> {
        let table = match self.table {
            Table::Events => TableName::Events,
            Table::Statements => TableName::Statements,
            Table::Entities => TableName::Entities,
            Table::Mentions => TableName::Mentions,
            Table::Articles => TableName::Articles,
        };
        let layout = match self.layout {
            Columns::Dateline => Layout::Dateline,
            Columns::Polecat => Layout::Polecat,
            Columns::Cameo => Layout::Cameo,
        };
        let unit = match self.by {
            By::Event => Unit::Event,
            By::Thread => Unit::Thread,
        };
        Shape::new(table, layout, unit).map_err(|error| Failure::input(error.to_string()))
    }

    fn form(&self, out: &Path) -> Result<TableForm, Failure> {
        if out.is_dir() {
            return Err(Failure::input(format!(
                "--out {}: this is a folder; name a file in it",
                out.display()
            )));
        }
        match self.form {
            Some(Form::Csv) => Ok(TableForm::Csv),
            Some(Form::Jsonl) => Ok(TableForm::JsonLines),
            Some(Form::Parquet) => Ok(TableForm::Parquet),
            None if out.as_os_str() == "-" => Ok(TableForm::Csv),
            None => TableForm::of_file(out).ok_or_else(|| {
                Failure::input(format!(
                    "--out {}: the ending says what is written, and must be .csv, .jsonl or .parquet; else --form says it",
                    out.display()
                ))
            }),
        }
    }
}

/// What is to be written.
struct Job<'a> {
    archive: &'a Archive,
    query: &'a Query,
    shape: Shape,
    form: TableForm,
    stop: &'a AtomicBool,
}

impl Job<'_> {
    fn write<W: Write + Send>(&self, out: Hashing<W>) -> Result<(Hashing<W>, Exported), ExportError> {
        let mut table = TableWriter::new(self.form, out, &self.shape.fields())?;
        let exported = export(self.archive, self.query, self.shape, |row| {
            if self.stop.load(Ordering::Relaxed) {
                return Err(ExportError::Stopped);
            }
            Ok(table.write_row(row)?)
        })?;
        Ok((table.finish()?, exported))
    }

    /// Writes the table beside its place and puts it there when it is whole.
    fn write_file(&self, out: &Path) -> Result<(FileFacts, Exported), Failure> {
        let fail = |error: &io::Error| Failure::file(out, "written", error);
        let draft = beside(out, ".draft");
        let file = File::create(&draft).map_err(|error| fail(&error))?;
        let written = self.write(Hashing::new(BufWriter::new(file))).map_err(|error| to_file(out, error));
        let placed = written.and_then(|(hashing, exported)| {
            let (buffer, sha256, bytes) = hashing.finish().map_err(|error| fail(&error))?;
            let file = buffer.into_inner().map_err(|error| fail(error.error()))?;
            file.sync_all().and_then(|()| std::fs::rename(&draft, out)).map_err(|error| fail(&error))?;
            let name = out.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let facts = FileFacts { name, form: self.form.name(), bytes, rows: exported.rows, sha256 };
            Ok((facts, exported))
        });
        if placed.is_err() {
            // What is half written is of no use; should it stay, it bears another name than the table.
            let _ = std::fs::remove_file(&draft);
        }
        placed
    }
}

/// Hashes and counts what goes through.
struct Hashing<W: Write> {
    out: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Hashing<W> {
    fn new(out: W) -> Self {
        Self { out, hash: Sha256::new(), bytes: 0 }
    }

    /// The output, flushed, with the SHA-256 in hexadecimal and the number of bytes.
    fn finish(mut self) -> io::Result<(W, String, u64)> {
        self.out.flush()?;
        let digest = self.hash.finalize();
        Ok((self.out, digest.iter().map(|byte| format!("{byte:02x}")).collect(), self.bytes))
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn to_file(out: &Path, error: ExportError) -> Failure {
    match error {
        ExportError::Archive(error) => error.into(),
        ExportError::Table(TableError::Io(error)) => Failure::file(out, "written", &error),
        ExportError::Table(error) => Failure::input(format!("{} cannot be written ({error})", out.display())),
        ExportError::Stopped => {
            Failure::Interrupted(format!("stopped; {} is as it was before", out.display()))
        }
    }
}

fn to_stdout(error: ExportError) -> Failure {
    match error {
        ExportError::Archive(error) => error.into(),
        ExportError::Table(TableError::Io(error)) => error.into(),
        ExportError::Table(TableError::Csv(error)) if error.is_io_error() => match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            other => Failure::input(format!("the output cannot be written ({other:?})")),
        },
        ExportError::Table(error) => Failure::input(format!("the output cannot be written ({error})")),
        ExportError::Stopped => Failure::Interrupted("stopped; the table is not whole".to_owned()),
    }
}

fn note_nothing(exported: &Exported, out: &str) {
    if exported.rows == 0 {
        eprintln!("dateline: nothing was found; {} has columns and no rows", dateline::view::clean(out));
    }
}

fn write_codebook(file: Option<&Path>) -> Outcome {
    match file.filter(|file| file.as_os_str() != "-") {
        Some(file) => write_whole(file, codebook().as_bytes())?,
        None => io::stdout().lock().write_all(codebook().as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a small file that is never seen half.
fn write_whole(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let draft = beside(file, ".draft");
    std::fs::write(&draft, bytes).and_then(|()| std::fs::rename(&draft, file)).map_err(|error| {
        let _ = std::fs::remove_file(&draft);
        Failure::file(file, "written", &error)
    })
}

/// The command line as a shell takes it.
fn command_line(words: impl Iterator<Item = String>) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./,:=@%+".contains(c);
    let word = |(index, word): (usize, String)| match word {
        // Where the program lies says nothing about the table.
        _ if index == 0 => "dateline".to_owned(),
        word if !word.is_empty() && word.chars().all(plain) => word,
        word => format!("'{}'", word.replace('\'', "'\\''")),
    };
    words.enumerate().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::command_line;

    #[test]
    fn command_lines_can_be_given_to_a_shell() {
        let words = ["/usr/bin/dateline", "export", "Chad -> Sudan", "it's", "", "--from", "2025-04"];
        assert_eq!(
            command_line(words.into_iter().map(str::to_owned)),
            r"dateline export 'Chad -> Sudan' 'it'\''s' '' --from 2025-04"
        );
    }
}
