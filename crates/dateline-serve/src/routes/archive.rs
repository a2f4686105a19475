//! Questions to the archive.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query as Parameters, State};
use axum::http::{HeaderMap, HeaderValue};
use dateline_archive::{Archive, ArchiveError, Cursor, Order, Page, Query};
use serde::Serialize;

use crate::app::Desk;
use crate::asked::{Asked, AskedDays, AskedName};
use crate::problem::Problem;
use crate::respond::{self, Answer};

/// The desk, as an answer gets at it.
pub type TheDesk = State<Arc<Desk>>;
/// The parameters of the address.
pub type TheQuestion = Result<Parameters<Asked>, QueryRejection>;
/// The identifier in the address.
pub type TheId = Result<Path<String>, PathRejection>;

/// Puts a question of which a page at a time is answered.
async fn page<T: Serialize + Send + 'static>(
    desk: &Desk,
    asked: TheQuestion,
    headers: &HeaderMap,
    put: impl FnOnce(&Archive, &Query, Option<&Cursor>) -> Result<Page<T>, ArchiveError> + Send + 'static,
) -> Answer {
    let Parameters(asked) = asked?;
    let (query, cursor) = asked.question()?;
    let found = desk.archives().ask(move |archive| put(archive, &query, cursor.as_ref())).await?;
    respond::json(headers, &found)
}

/// Looks one thing up by its identifier.
async fn one<T: Serialize + Send + 'static>(
    desk: &Desk,
    id: TheId,
    headers: &HeaderMap,
    find: impl FnOnce(&Archive, &str) -> Result<Option<T>, ArchiveError> + Send + 'static,
) -> Answer {
    let Path(id) = id?;
    let missing = Problem::missing(format!("The archive knows no \u{201c}{}\u{201d}.", short(&id)));
    let found = desk.archives().ask(move |archive| match find(archive, &id) {
        // An identifier that is none names nothing.
        Err(ArchiveError::Question(_)) => Ok(None),
        found => found,
    });
    match found.await? {
        Some(found) => respond::json(headers, &found),
        None => Err(missing),
    }
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

pub async fn articles(State(desk): TheDesk, asked: TheQuestion, headers: HeaderMap) -> Answer {
    page(&desk, asked, &headers, Archive::articles).await
}

pub async fn search(State(desk): TheDesk, asked: TheQuestion, headers: HeaderMap) -> Answer {
    if asked.as_ref().is_ok_and(|asked| asked.0.words().is_none()) {
        return Err(Problem::parameter("q: say which words are looked for"));
    }
    page(&desk, asked, &headers, Archive::search).await
}

pub async fn article(State(desk): TheDesk, id: TheId, headers: HeaderMap) -> Answer {
    one(&desk, id, &headers, Archive::article).await
}

pub async fn events(State(desk): TheDesk, asked: TheQuestion, headers: HeaderMap) -> Answer {
    page(&desk, asked, &headers, Archive::events).await
}

pub async fn statements(State(desk): TheDesk, asked: TheQuestion, headers: HeaderMap) -> Answer {
    page(&desk, asked, &headers, Archive::statements).await
}

pub async fn threads(State(desk): TheDesk, asked: TheQuestion, headers: HeaderMap) -> Answer {
    page(&desk, asked, &headers, Archive::threads).await
}

pub async fn thread(State(desk): TheDesk, id: TheId, headers: HeaderMap) -> Answer {
    one(&desk, id, &headers, Archive::thread).await
}

pub async fn stories(State(desk): TheDesk, asked: TheQuestion, headers: HeaderMap) -> Answer {
    page(&desk, asked, &headers, Archive::stories).await
}

pub async fn timeline(State(desk): TheDesk, asked: TheQuestion, headers: HeaderMap) -> Answer {
    page(&desk, asked, &headers, Archive::timeline).await
}

/// Counts what a question finds; `what` names the kind of count, with all that is asked of it beside the question.
async fn count<T: Serialize + Send + 'static>(
    desk: &Desk,
    (what, query): (String, Query),
    headers: &HeaderMap,
    put: impl FnOnce(&Archive, &Query) -> Result<T, ArchiveError> + Send + 'static,
) -> Answer {
    let all = |archive: &Archive| archive.count_articles(&Query { copies: true, ..Query::default() });
    let articles = desk.archives().ask(all).await?;
    let question = format!("{what} {query:?}");
    let body = match desk.counts().get(articles, &question) {
        Some(known) => known,
        None => {
            let found = desk.archives().ask(move |archive| put(archive, &query)).await?;
            let body: Arc<[u8]> = serde_json::to_vec(&found).map_err(|error| Problem::fault(&error))?.into();
            desk.counts().keep(articles, question, Arc::clone(&body));
            body
        }
    };
    Ok(respond::tagged(headers, body.to_vec(), HeaderValue::from_static("application/json")))
}

pub async fn days(State(desk): TheDesk, asked: TheQuestion, headers: HeaderMap) -> Answer {
    let Parameters(asked) = asked?;
    let (query, by) = asked.days()?;
    let put = move |archive: &Archive, query: &Query| archive.day_counts(query, by);
    count(&desk, (format!("days {by:?}"), query), &headers, put).await
}

pub async fn places(State(desk): TheDesk, asked: TheQuestion, headers: HeaderMap) -> Answer {
    let Parameters(asked) = asked?;
    count(&desk, ("places".to_owned(), asked.counted()?), &headers, Archive::place_counts).await
}

pub async fn ties(State(desk): TheDesk, asked: TheQuestion, headers: HeaderMap) -> Answer {
    let Parameters(asked) = asked?;
    count(&desk, ("ties".to_owned(), asked.counted()?), &headers, Archive::tie_counts).await
}

pub async fn agenda(
    State(desk): TheDesk,
    asked: Result<Parameters<AskedDays>, QueryRejection>,
    headers: HeaderMap,
) -> Answer {
    let Parameters(asked) = asked?;
    let ((from, to), (limit, after)) = (asked.days()?, asked.page()?);
    let found =
        desk.archives().ask(move |archive| archive.agenda_page(from, to, limit, after.as_ref())).await?;
    respond::json(&headers, &found)
}

pub async fn entities(
    State(desk): TheDesk,
    asked: Result<Parameters<AskedName>, QueryRejection>,
    headers: HeaderMap,
) -> Answer {
    let Parameters(asked) = asked?;
    let (name, (limit, after)) = (asked.name(), asked.page()?);
    let found = if name.is_none() && after.is_none() && limit == Query::USUAL {
        desk.most_named().await?
    } else {
        let ask = move |archive: &Archive| archive.entities_page(name.as_deref(), limit, after.as_ref());
        desk.archives().ask(ask).await?
    };
    respond::json(&headers, &found)
}

pub async fn entity(State(desk): TheDesk, id: TheId, headers: HeaderMap) -> Answer {
    one(&desk, id, &headers, |archive, id| Ok(archive.who(id)?.into_iter().next())).await
}

/// Day of publication of the latest article.
pub fn latest(archive: &Archive) -> Result<Option<String>, ArchiveError> {
    let query = Query { order: Order::Newest, limit: Some(1), copies: true, ..Query::default() };
    let newest = archive.articles(&query, None)?.items.into_iter().next();
    Ok(newest.and_then(|article| article.published).and_then(|p| p.get(..10).map(str::to_owned)))
}
