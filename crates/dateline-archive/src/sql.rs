//! Questions in SQL: read-only, over documented views, within limits.

use std::time::{Duration, Instant};

use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use serde_json::Value;

use crate::error::Result;
use crate::{Archive, ArchiveError};

/// A view that questions in SQL may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// Its name.
    pub name: &'static str,
    /// What a row is.
    pub row: &'static str,
}

/// The views. `dateline sql` without a question lists them with their columns.
pub const VIEWS: &[View] = &[
    View { name: "articles", row: "an article" },
    View { name: "events", row: "an act as one sentence reports it" },
    View { name: "parties", row: "an actor or recipient of an event" },
    View { name: "statements", row: "what somebody said" },
    View { name: "entities", row: "somebody or something across articles" },
    View { name: "appearances", row: "an entity in an article" },
    View { name: "offices", row: "an office as articles give it" },
    View { name: "places", row: "a place" },
    View { name: "threads", row: "one act across articles" },
    View { name: "stories", row: "a story" },
    View { name: "records", row: "the whole record as JSON, for json_extract" },
];

/// How long and how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SqlLimits {
    /// Rows at most.
    pub rows: usize,
    /// Time at most.
    pub time: Duration,
}

impl Default for SqlLimits {
    fn default() -> Self {
        Self { rows: 10_000, time: Duration::from_secs(30) }
    }
}

/// What a question in SQL yields.
#[derive(Clone, Debug, PartialEq)]
pub struct SqlTable {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows; blobs are left out as null.
    pub rows: Vec<Vec<Value>>,
    /// Whether there were more rows than allowed.
    pub cut: bool,
}

impl Archive {
    /// Answers one SELECT statement.
    ///
    /// # Errors
    /// When it is no question, writes, takes too long, or the store fails.
    pub fn sql(&self, question: &str, limits: &SqlLimits) -> Result<SqlTable> {
        let connection = guarded(self, limits.time)?;
        let explain = |error: rusqlite::Error| explain(error, limits);
        let mut statement = connection.prepare(question).map_err(explain)?;
        if !statement.readonly() || statement.column_count() == 0 {
            return Err(ArchiveError::Question(
                "only a question (SELECT) may be asked; it may not write".to_owned(),
            ));
        }
        if statement.parameter_count() > 0 {
            return Err(ArchiveError::Question("the question has parameters (?) without values".to_owned()));
        }
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([]).map_err(explain)?;
        let mut table = SqlTable { columns, rows: Vec::new(), cut: false };
        while let Some(row) = rows.next().map_err(explain)? {
            if table.rows.len() == limits.rows {
                table.cut = true;
                break;
            }
            let cells = (0..table.columns.len()).map(|i| row.get_ref(i).map(json));
            table.rows.push(cells.collect::<rusqlite::Result<_>>()?);
        }
        Ok(table)
    }

    /// The columns of a view.
    ///
    /// # Errors
    /// When the store fails.
    pub fn view_columns(&self, view: &View) -> Result<Vec<String>> {
        let statement = self.connection.prepare(&format!("SELECT * FROM {} LIMIT 0", view.name))?;
        Ok(statement.column_names().map(str::to_owned).collect())
    }
}

/// A connection of its own for one question, so that its guards bind nobody else.
fn guarded(archive: &Archive, time: Duration) -> Result<Connection> {
    let mut connection = archive.reader()?;
    // An attached file could be any file of the user's.
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    let end = Instant::now() + time;
    connection.progress_handler(1000, Some(move || Instant::now() >= end))?;
    connection.authorizer(Some(|context: AuthContext<'_>| match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } if !function_name.eq_ignore_ascii_case("load_extension") => {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }))?;
    Ok(connection)
}

fn explain(error: rusqlite::Error, limits: &SqlLimits) -> ArchiveError {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => ArchiveError::Timeout(limits.time),
        Some(ErrorCode::AuthorizationForStatementDenied) => ArchiveError::Question(
            "only a question (SELECT) may be asked; it may not write or attach".to_owned(),
        ),
        _ => ArchiveError::Question(format!("the question cannot be answered: {error}")),
    }
}

fn json(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
    }
}
