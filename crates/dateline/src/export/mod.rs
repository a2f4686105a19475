//! Tables of an archive for other programs: what a question finds, in columns that are documented once.
//!
//! A [`Shape`] says what is exported; [`export`] hands on its rows one by one, so that memory does not grow with them. The
//! same columns are written out as a codebook by [`codebook`]; [`Citation`] tells what made a table.

mod cameo;
mod citation;
mod codebook;
mod column;
mod events;
mod others;
mod polecat;
mod shape;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use dateline_archive::{Archive, ArchiveError, Query};
use dateline_record::table::{Cell, TableError};
use dateline_record::{Record, Status};
use serde::Serialize;

pub use self::citation::{Citation, FileFacts};
pub use self::codebook::codebook;
use self::events::Act;
pub use self::shape::{Layout, Shape, ShapeError, TableName, Unit};

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The archive cannot be read.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The output cannot be written.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Whoever takes the rows wants no more.
    #[error("the export was stopped")]
    Stopped,
}

/// What read an article: versions as its record gives them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ReadBy {
    /// The shape of the record.
    pub schema: String,
    /// The program.
    pub version: String,
    /// The weights.
    pub model: Option<String>,
    /// The knowledge files and the ontology.
    pub rules: Option<String>,
}

/// What was exported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Rows.
    pub rows: u64,
    /// What read their articles; empty for entities, whose rows are sums over articles.
    pub read_by: BTreeSet<ReadBy>,
}

/// More kinds of readers than these are not told: an archive has a handful.
const READERS: usize = 1000;

/// The question that a shape puts where the user asks this one: other projects' layouts have no column for the status, so
/// that without a wish of the user's only what happened goes into them.
pub fn question(shape: Shape, query: &Query) -> Query {
    let mut query = query.clone();
    if shape.layout() != Layout::Dateline && query.statuses.is_empty() {
        query.statuses = vec![Status::Actual];
    }
    query
}

/// Hands on the rows that a question finds, with a cell for each of the shape's [columns](Shape::fields), in the order in
/// which their articles were added.
///
/// # Errors
/// When the archive cannot be read or `take` fails.
pub fn export(
    archive: &Archive,
    query: &Query,
    shape: Shape,
    mut take: impl FnMut(Vec<Cell>) -> Result<(), ExportError>,
) -> Result<Exported, ExportError> {
    let mut exported = Exported::default();
    let query = question(shape, query);
    match shape.table() {
        TableName::Events => {
            let words = cameo::Words::load();
            let mut act = |act: Act| {
                exported.read(&act.event.article.record);
                match shape.layout() {
                    Layout::Dateline => exported.row(events::row(&act), &mut take),
                    Layout::Polecat => exported.row(column::cells(polecat::COLUMNS, &act), &mut take),
                    Layout::Cameo => cameo::pairs(&words, act)
                        .iter()
                        .try_for_each(|pair| exported.row(column::cells(cameo::COLUMNS, pair), &mut take)),
                }
            };
            match shape.unit() {
                Unit::Event => archive.walk_events(&query, |event| act(Act { event, thread: None }))?,
                Unit::Thread => archive.walk_threads(&query, |thread| {
                    act(Act { event: thread.first, thread: Some(thread.row) })
                })?,
            }
        }
        TableName::Statements => archive.walk_statements(&query, |statement| {
            exported.read(&statement.article.record);
            exported.row(column::cells(others::STATEMENTS, &statement), &mut take)
        })?,
        TableName::Entities => archive.walk_entities(&query, |entity| {
            exported.row(column::cells(others::ENTITIES, &entity), &mut take)
        })?,
        TableName::Mentions => archive.walk_articles(&query, |article| {
            exported.read(&article.record);
            others::mentions(&article)
                .iter()
                .try_for_each(|mention| exported.row(column::cells(others::MENTIONS, mention), &mut take))
        })?,
        TableName::Articles => archive.walk_articles(&query, |article| {
            exported.read(&article.record);
            exported.row(column::cells(others::ARTICLES, &article), &mut take)
        })?,
    }
    Ok(exported)
}

impl Exported {
    fn row(
        &mut self,
        row: Vec<Cell>,
        take: &mut impl FnMut(Vec<Cell>) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        take(row)?;
        self.rows += 1;
        Ok(())
    }

    fn read(&mut self, record: &Record) {
        let read_by = ReadBy {
            schema: record.schema.clone(),
            version: record.version.clone(),
            model: record.model.clone(),
            rules: record.rules.clone(),
        };
        if self.read_by.len() < READERS {
            self.read_by.insert(read_by);
        }
    }
}
