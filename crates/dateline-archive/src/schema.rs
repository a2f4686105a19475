//! The schema and how an older archive comes to it.

use std::path::Path;

use rusqlite::Connection;

use crate::ArchiveError;
use crate::error::Result;

/// "DATE" in ASCII: what `PRAGMA application_id` says of an archive.
const APPLICATION: i64 = 0x4441_5445;

/// Each brings an archive from the version of its index to the next; none is ever changed once it was released.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/001_archive.sql"),
    include_str!("migrations/002_agenda.sql"),
    include_str!("migrations/003_kinds.sql"),
];

const VIEWS: &str = include_str!("migrations/views.sql");

/// The newest schema.
pub fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// The schema of an open archive.
///
/// # Errors
/// When the file is of another program or a later version.
pub fn version(connection: &Connection, path: &Path) -> Result<i64> {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let not_a_database = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => ArchiveError::Foreign(path.to_owned()),
        _ => ArchiveError::Store(error),
    };
    let found = pragma("user_version").map_err(not_a_database)?;
    if found > 0 && pragma("application_id")? != APPLICATION {
        return Err(ArchiveError::Foreign(path.to_owned()));
    }
    if found > newest() {
        return Err(ArchiveError::TooNew { path: path.to_owned(), found, known: newest() });
    }
    Ok(found)
}

/// Brings an archive to the newest schema, each step whole or not at all.
///
/// # Errors
/// When the store fails.
pub fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    let found = version(connection, path)?;
    for (index, step) in (0_i64..).zip(MIGRATIONS).skip_while(|(index, _)| *index < found) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", index + 1)?;
        transaction.commit()?;
    }
    let transaction = connection.transaction()?;
    transaction.execute_batch(VIEWS)?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{APPLICATION, Connection, MIGRATIONS, Path, migrate, newest};

    #[test]
    fn parties_of_an_older_archive_learn_of_what_kind_their_acts_are() {
        let mut connection = Connection::open_in_memory().expect("a store");
        for step in &MIGRATIONS[..2] {
            connection.execute_batch(step).expect("an older schema");
        }
        connection.pragma_update(None, "foreign_keys", false).expect("a pragma");
        let rows = "INSERT INTO event (id, type, quad, status, sort, first, confidence) VALUES
            (1, 'AID', '', 'planned', 5, 1, 0.5), (2, 'AID', '', 'actual', 6, 1, 0.5), (3, 'AID', '', 'planned', 7, 1, 0.5);
            INSERT INTO party (event, role, entity, code, sort) VALUES (1, 0, 1, 'FRA', 5), (2, 1, 1, 'FRA', 6), (3, 0, 2, NULL, 7);";
        connection.execute_batch(rows).expect("rows of an older archive");
        connection.pragma_update(None, "application_id", APPLICATION).expect("a pragma");
        connection.pragma_update(None, "user_version", 2).expect("a pragma");
        migrate(&mut connection, Path::new("it")).expect("the newest schema");
        let mut kinds = connection
            .prepare("SELECT p.event, k.type || ' ' || k.status FROM party p JOIN kind k ON k.id = p.kind ORDER BY 1")
            .expect("a statement");
        let kinds: Vec<(i64, String)> = kinds
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .and_then(Iterator::collect)
            .expect("rows");
        let told = [(1, "AID planned"), (2, "AID actual"), (3, "AID planned")];
        assert_eq!(kinds, told.map(|(event, kind)| (event, kind.to_owned())));
        assert_eq!(super::version(&connection, Path::new("it")).expect("a version"), newest());
    }
}
