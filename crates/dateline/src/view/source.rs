//! The headline, and who wrote it when and for whom.

use dateline_record::{PublishedFrom, Record};

use super::ink::Ink;
use super::page::{Flow, Page};
use super::words;

pub fn write(page: &mut Page, record: &Record) {
    let document = &record.document;
    let title = document.title.as_deref().unwrap_or("(no headline)");
    page.flow(0, 0, &Flow::new(Ink::Strong, title));
    let outlet = document.outlet.as_deref().map(|outlet| Flow::default().plain(outlet));
    let credit = document.credit.as_deref().map(|credit| Flow::default().plain(&format!("from {credit}")));
    page.flow(0, 2, &Flow::join(outlet.into_iter().chain(credit).chain([published(record)]), " · "));
    let authors = (!document.authors.is_empty())
        .then(|| Flow::default().plain(&format!("by {}", words::list(&document.authors))));
    let dateline = document.dateline.as_ref().map(|dateline| Flow::default().plain(&dateline.text));
    let byline = Flow::join(authors.into_iter().chain(dateline), " · ");
    if !byline.is_empty() {
        page.flow(0, 2, &byline);
    }
    if let Some(from) = document.url.as_deref().or(document.path.as_deref()) {
        page.flow(0, 2, &Flow::new(Ink::Faint, from));
    }
    for note in &document.notes {
        page.flow(0, 2, &Flow::new(Ink::Possible, "Note: ").plain(note));
    }
}

fn published(record: &Record) -> Flow {
    let document = &record.document;
    let Some(published) = document.published.as_deref() else {
        return Flow::new(Ink::Faint, "day of publication unknown: --published gives it");
    };
    let day = published.get(..10).and_then(|day| day.parse().ok());
    let shown = day.map_or_else(|| published.to_owned(), words::long_date);
    let flow = Flow::default().plain(&shown);
    match document.published_from {
        PublishedFrom::Unknown => flow,
        from => flow.ink(Ink::Faint, &format!(" ({})", words::published_from(from))),
    }
}
