//! Acts: events, threads, timelines, the agenda.

use dateline_archive::{AgendaKind, AgendaRow, EventRow, FigureRow, ThreadDetails, ThreadRow, TimelineDay};
use dateline_knowledge::Ontology;
use dateline_record::Status;

use super::{HANG, day, days, evidence, names, page, place, source};
use crate::view::ink::Ink;
use crate::view::page::{Flow, Page};
use crate::view::{ViewOptions, events as acts, words};

/// Events, a paragraph each.
pub fn events(rows: &[EventRow], options: ViewOptions) -> String {
    let mut page = page(rows, options);
    let ontology = Ontology::plover();
    for (i, row) in rows.iter().enumerate() {
        if i > 0 {
            page.gap();
        }
        event(&mut page, &ontology, row);
    }
    page.into_text()
}

/// One event: status, who did what to whom; when and where and on whose word; the sentence; the source.
pub fn event(page: &mut Page, ontology: &Ontology, row: &EventRow) {
    let label = words::status(row.status, row.asserted_by.is_some());
    let sides = sides(&row.actors, &row.recipients);
    let head = head(ontology, sides, &row.event_type, row.mode.as_deref(), row.status);
    page.labelled(0, HANG, label, &head);
    let when = row.date.as_deref().map(|date| words::edtf(date).unwrap_or_else(|| date.to_owned()));
    let says = row.asserted_by.as_ref().map(|party| format!("says {}", super::name(party)));
    let figures = row.figures.iter().map(figure);
    let details = when.into_iter().chain(row.place.as_ref().map(place)).chain(figures).chain(says);
    let details = Flow::join(details.map(|part| Flow::default().plain(&part)), " · ");
    if !details.is_empty() {
        page.flow(HANG, HANG, &details);
    }
    page.flow(HANG, HANG, &evidence(row, page.colour()));
    let source = source(row.outlet.as_deref(), row.published.as_deref());
    let parts = source.into_iter().chain([row.id.clone()]).chain(row.thread.clone());
    let parts: Vec<String> = parts.collect();
    page.flow(HANG, HANG, &Flow::new(Ink::Faint, &parts.join(" · ")));
}

/// "Ada Moss (CHE) → Kyiv (UKR): met or talked [CONSULT/phone]", after its sides.
fn head(ontology: &Ontology, sides: Flow, event_type: &str, mode: Option<&str>, status: Status) -> Flow {
    let what = acts::plain(ontology, event_type, mode, status);
    sides.plain(&format!(": {what}")).ink(Ink::Faint, &format!(" [{}]", acts::coded(event_type, mode)))
}

fn sides(actors: &[dateline_archive::PartyRow], recipients: &[dateline_archive::PartyRow]) -> Flow {
    let flow = if actors.is_empty() {
        Flow::new(Ink::Faint, "(not said who)")
    } else {
        Flow::new(Ink::Strong, &names(actors))
    };
    if recipients.is_empty() { flow } else { flow.plain(" → ").ink(Ink::Strong, &names(recipients)) }
}

/// "35 people killed", in the article's words.
fn figure(figure: &FigureRow) -> String {
    if figure.text.contains(&figure.kind) || matches!(figure.kind.as_str(), "money" | "duration" | "other") {
        figure.text.clone()
    } else {
        format!("{} {}", figure.text, figure.kind)
    }
}

/// Threads, a paragraph each.
pub fn threads(rows: &[ThreadRow], options: ViewOptions) -> String {
    let mut page = page(rows, options);
    let ontology = Ontology::plover();
    for (i, row) in rows.iter().enumerate() {
        if i > 0 {
            page.gap();
        }
        thread_lines(&mut page, &ontology, row);
    }
    page.into_text()
}

fn thread_lines(page: &mut Page, ontology: &Ontology, row: &ThreadRow) {
    let label = words::status(row.status, false);
    let sides = sides(&row.actors, &row.recipients);
    let head = head(ontology, sides, &row.event_type, row.mode.as_deref(), row.status);
    page.labelled(0, HANG, label, &head);
    let details = row.place.as_ref().map(place).into_iter().chain([counts(row)]);
    page.flow(HANG, HANG, &Flow::join(details.map(|part| Flow::default().plain(&part)), " · "));
    page.flow(HANG, HANG, &Flow::default().plain(&words::clip(&row.evidence, super::SHOWN)));
    let seen = days(row.first_seen.as_deref(), row.last_seen.as_deref());
    let seen = seen.map_or_else(|| "day of publication unknown".to_owned(), |days| format!("seen {days}"));
    let parts: Vec<String> = [row.id.clone(), seen].into_iter().chain(row.story.clone()).collect();
    page.flow(HANG, HANG, &Flow::new(Ink::Faint, &parts.join(" · ")));
}

/// "4 articles, 3 sources".
fn counts(row: &ThreadRow) -> String {
    let plural = |n: u64, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    if row.articles == row.sources {
        plural(row.sources, "source")
    } else {
        format!("{} in {}", plural(row.sources, "source"), plural(row.articles, "article"))
    }
}

/// A thread with its history, its figures side by side and its reports.
pub fn thread(details: &ThreadDetails, options: ViewOptions) -> String {
    let mut page = Page::new(options.width, options.colour);
    let ontology = Ontology::plover();
    thread_lines(&mut page, &ontology, &details.thread);
    if details.history.len() > 1 {
        page.section("HOW IT STOOD");
        for step in &details.history {
            let label = words::status(step.status, false);
            let seen = step.first_seen.as_deref().map(day).unwrap_or_default();
            page.labelled(
                2,
                HANG + 2,
                label,
                &Flow::default().plain(&format!("{seen}, {} articles", step.articles)),
            );
        }
    }
    if !details.figures.is_empty() {
        page.section("FIGURES SIDE BY SIDE");
        let mut kind = "";
        for row in &details.figures {
            if row.kind != kind {
                page.flow(2, 2, &Flow::new(Ink::Strong, &row.kind));
                kind = &row.kind;
            }
            let says = row.source.as_deref().map(|name| format!("says {name}"));
            let from = source(row.outlet.as_deref(), row.published.as_deref());
            let parts: Vec<String> = says.into_iter().chain(from).collect();
            page.labelled(4, HANG + 6, (&row.text, Ink::Strong), &Flow::default().plain(&parts.join(" · ")));
        }
    }
    page.section("REPORTS");
    for row in &details.events {
        page.gap();
        event(&mut page, &ontology, row);
    }
    page.into_text()
}

/// Threads under their days.
pub fn timeline(days: &[TimelineDay], options: ViewOptions) -> String {
    let mut page = page(days, options);
    let ontology = Ontology::plover();
    for (i, entry) in days.iter().enumerate() {
        if i > 0 {
            page.gap();
        }
        let title = match entry.day.as_deref().map(|day| day.parse()) {
            Some(Ok(day)) => words::long_date(day),
            _ => "No day is known".to_owned(),
        };
        page.flow(0, 0, &Flow::new(Ink::Heading, &title));
        for row in &entry.threads {
            page.gap();
            thread_lines(&mut page, &ontology, row);
        }
    }
    page.into_text()
}

/// Plans and terms in order of their days.
pub fn agenda(rows: &[AgendaRow], options: ViewOptions) -> String {
    let mut page = page(rows, options);
    let ontology = Ontology::plover();
    let mut heading = String::new();
    for row in rows {
        let days = days(row.from.as_deref(), row.to.as_deref());
        let days = days.unwrap_or_else(|| "No day is known".to_owned());
        let days = match row.kind {
            AgendaKind::Planned => days,
            AgendaKind::Term => format!("{days} (term)"),
        };
        if days != heading {
            if !heading.is_empty() {
                page.gap();
            }
            page.flow(0, 0, &Flow::new(Ink::Heading, &days));
            heading = days;
        }
        page.gap();
        event(&mut page, &ontology, &row.event);
        if row.latest != row.event.status {
            let (now, ink) = words::status(row.latest, false);
            page.flow(HANG, HANG, &Flow::default().plain("by the latest reports: ").ink(ink, now));
        }
        if row.kind == AgendaKind::Term {
            fate(&mut page, "said to be broken", &row.broken);
            fate(&mut page, "said to be extended", &row.extended);
            if row.broken.is_empty() && row.extended.is_empty() && row.event.status == Status::Actual {
                page.flow(HANG, HANG, &Flow::new(Ink::Faint, "nobody says that it was broken or extended"));
            }
        }
    }
    page.into_text()
}

fn fate(page: &mut Page, what: &str, reports: &[EventRow]) {
    for report in reports {
        let from = source(report.outlet.as_deref(), report.published.as_deref()).unwrap_or_default();
        let flow =
            Flow::new(Ink::Denied, what).plain(": ").plain(&words::clip(&report.evidence, super::SHOWN / 2));
        page.flow(HANG, HANG, &flow.ink(Ink::Faint, &format!(" ({from})")));
    }
}
