//! What made a table, for whoever cites it or makes it again.

use std::collections::BTreeSet;

use dateline_archive::ArchiveStatistics;
use dateline_record::SCHEMA;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{ReadBy, Shape};

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileFacts {
    /// Its name, without folders.
    pub name: String,
    /// csv, jsonl or parquet.
    pub form: &'static str,
    /// Its length.
    pub bytes: u64,
    /// Rows, without a header line.
    pub rows: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// All that is told of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// The file.
    pub file: FileFacts,
    /// What it holds.
    pub shape: Shape,
    /// The archive's folder as the user named it.
    pub archive: String,
    /// What the archive held then.
    pub holds: ArchiveStatistics,
    /// What was asked: filters by name.
    pub question: Map<String, Value>,
    /// The command line.
    pub command: String,
    /// When: RFC 3339.
    pub made: String,
    /// What read the articles; empty where that was not looked at.
    pub read_by: BTreeSet<ReadBy>,
}

#[derive(Serialize)]
struct Told<'a> {
    file: &'a FileFacts,
    table: &'static str,
    layout: &'static str,
    by: &'static str,
    columns: Vec<&'static str>,
    program: Program,
    /// Null where the rows are sums over articles.
    read_by: Option<&'a BTreeSet<ReadBy>>,
    archive: ArchiveFacts<'a>,
    question: &'a Map<String, Value>,
    command: &'a str,
    made: &'a str,
}

#[derive(Serialize)]
struct Program {
    name: &'static str,
    version: &'static str,
    record_schema: &'static str,
}

#[derive(Serialize)]
struct ArchiveFacts<'a> {
    path: &'a str,
    #[serde(flatten)]
    holds: &'a ArchiveStatistics,
}

const PROGRAM: Program =
    Program { name: "Dateline", version: env!("CARGO_PKG_VERSION"), record_schema: SCHEMA };

impl Citation {
    /// Everything, as JSON.
    ///
    /// # Errors
    /// Never in practice: all of it is text and numbers.
    pub fn json(&self) -> serde_json::Result<String> {
        let told = Told {
            file: &self.file,
            table: self.shape.table().name(),
            layout: self.shape.layout().name(),
            by: self.shape.unit().name(),
            columns: self.shape.fields().iter().map(|field| field.name).collect(),
            program: PROGRAM,
            read_by: Some(&self.read_by).filter(|readers| !readers.is_empty()),
            archive: ArchiveFacts { path: &self.archive, holds: &self.holds },
            question: &self.question,
            command: &self.command,
            made: &self.made,
        };
        Ok(serde_json::to_string_pretty(&told)? + "\n")
    }

    /// The same for citation managers: Citation File Format 1.2.0.
    pub fn cff(&self) -> String {
        let Self { file, shape, archive, holds, .. } = self;
        let models: BTreeSet<&str> = self.read_by.iter().filter_map(|read| read.model.as_deref()).collect();
        let models = if models.is_empty() { String::new() } else { format!(", weights {}", list(models)) };
        let version = PROGRAM.version;
        let title = format!(
            "Table of {} of the archive {archive}, coded by Dateline {version}",
            shape.table().name()
        );
        let summary = format!(
            "{} rows, each {}; layout {}. Read by machine by Dateline {version} (record {SCHEMA}{models}) from an archive of {} articles, \
             {} without copies. Command: {}",
            file.rows,
            shape.row(),
            shape.layout().name(),
            holds.articles,
            holds.syndicates,
            self.command
        );
        let day = self.made.get(..10).unwrap_or_default();
        format!(
            "cff-version: 1.2.0\n\
             message: \"Whoever uses this table may cite it so; put those who chose the articles first among its authors.\"\n\
             type: dataset\n\
             title: {}\n\
             abstract: {}\n\
             authors:\n  - name: \"Dateline\"\n\
             version: {}\n\
             date-released: {day}\n\
             identifiers:\n  - type: other\n    value: {}\n    description: {}\n\
             references:\n  - type: software\n    title: Dateline\n    version: {}\n    authors:\n      - name: \"The Dateline authors\"\n",
            quoted(&title),
            quoted(&summary),
            quoted(&self.made),
            quoted(&format!("sha256:{}", file.sha256)),
            quoted(&format!("SHA-256 of {}", file.name)),
            quoted(version),
        )
    }
}

fn list<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    values.into_iter().collect::<Vec<_>>().join(", ")
}

/// A text as YAML writes it between double quotes: JSON does it the same way.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
