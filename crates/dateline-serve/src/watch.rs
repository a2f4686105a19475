//! Seeing that articles came in while the desk is open: another process adds them, so the archive is asked now and then.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use dateline_archive::{ArticleRow, Order, Query};

use crate::app::Desk;

/// Between two looks.
const PAUSE: Duration = Duration::from_secs(2);
/// The newest articles, among which the new ones are looked for.
const NEWEST: usize = 100;

/// Tells everybody who follows about each new article, until the desk closes.
pub async fn watch(desk: Arc<Desk>) {
    let mut stopping = desk.stopping();
    let mut known: Option<(u64, HashSet<String>)> = None;
    loop {
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
        // What came while nobody followed is in the lists that are drawn first.
        if desk.news().receiver_count() == 0 {
            known = None;
            continue;
        }
        let Ok((count, newest)) = look(&desk).await else { continue };
        if let Some((before, ids)) = &known
            && count > *before
        {
            for row in newest.iter().filter(|row| !ids.contains(&row.id)) {
                if let Ok(text) = serde_json::to_string(row) {
                    // Nobody follows any more: no harm.
                    let _ = desk.news().send(text.into());
                }
            }
        }
        known = Some((count, newest.into_iter().map(|row| row.id).collect()));
    }
}

async fn look(desk: &Desk) -> Result<(u64, Vec<ArticleRow>), crate::problem::Problem> {
    let looked = desk.archives().ask(|archive| {
        let count = archive.count_articles(&Query { copies: true, ..Query::default() })?;
        let query = Query { copies: true, order: Order::Newest, limit: Some(NEWEST), ..Query::default() };
        Ok((count, archive.articles(&query, None)?.items))
    });
    looked.await
}
