//! Who is named most: a sum over the whole archive, so it is kept until the archive has grown.

use dateline_archive::{Archive, ArchiveError, EntityRow, Query, SqlLimits};

/// How many are listed.
const LISTED: usize = 60;

/// The list, and how many articles the archive had when it was made.
#[derive(Clone, Debug, Default)]
pub struct MostNamed {
    articles: u64,
    rows: Vec<EntityRow>,
}

impl MostNamed {
    /// The list as it is now: the kept one where no article came since.
    ///
    /// # Errors
    /// When the archive fails.
    pub fn renewed(&self, archive: &Archive) -> Result<Self, ArchiveError> {
        let articles = archive.count_articles(&Query { copies: true, ..Query::default() })?;
        if articles == self.articles {
            return Ok(self.clone());
        }
        let question = format!(
            "SELECT entity FROM appearances GROUP BY entity ORDER BY count(*) DESC, entity LIMIT {LISTED}"
        );
        let table = archive.sql(&question, &SqlLimits::default())?;
        let mut rows = Vec::new();
        for id in table.rows.iter().filter_map(|row| row.first()?.as_str()) {
            rows.extend(archive.entities(id)?);
        }
        Ok(Self { articles, rows })
    }

    /// Those named most, most first.
    pub fn rows(&self) -> &[EntityRow] {
        &self.rows
    }
}
