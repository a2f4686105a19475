//! Who is named most: a sum over the whole archive, so its first page is kept until the archive has grown.

use dateline_archive::{Archive, ArchiveError, EntityRow, Page, Query};

/// The first page of usual length, and how many articles the archive had when it was made.
#[derive(Clone, Debug)]
pub struct MostNamed {
    articles: u64,
    page: Page<EntityRow>,
}

impl Default for MostNamed {
    /// That of an archive without articles.
    fn default() -> Self {
        Self { articles: 0, page: Page { items: Vec::new(), next: None } }
    }
}

impl MostNamed {
    /// The page as it is now: the kept one where no article came since.
    ///
    /// # Errors
    /// When the archive fails.
    pub fn renewed(&self, archive: &Archive) -> Result<Self, ArchiveError> {
        let articles = archive.count_articles(&Query { copies: true, ..Query::default() })?;
        if articles == self.articles {
            return Ok(self.clone());
        }
        Ok(Self { articles, page: archive.entities_page(None, Query::USUAL, None)? })
    }

    /// Those named most, most first.
    pub fn page(&self) -> &Page<EntityRow> {
        &self.page
    }
}
