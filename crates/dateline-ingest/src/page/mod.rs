//! Plain text as copied from a page: what is the article, who wrote it, when, for whom, and what is debris.
//!
//! The page is read in three steps. [`wrap`] makes lines; [`head`] takes apart what stands before the first running
//! text (masthead, headline, by-line, stamps); [`body`] goes through the rest. Rules about wording are data, see
//! [`rules`]; only shapes are told here. When in doubt a line stays.

mod body;
mod byline;
mod dateline;
mod draft;
mod head;
mod line;
mod names;
mod outlets;
mod rules;
mod stamp;
mod wrap;

use std::ops::Range;

use dateline_text::Dropped;
use jiff::civil::Date;

use draft::Draft;

/// What is known about a page beside its text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known<'k> {
    /// The headline.
    pub title: Option<&'k str>,
    /// Who published it.
    pub outlet: Option<&'k str>,
}

/// What a page says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Page {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub outlet: Option<String>,
    pub credit: Option<String>,
    /// The paragraphs of the body, none of them blank, without white space around them.
    pub paragraphs: Vec<String>,
    /// The place of the dateline: a paragraph's index and a range of bytes in it.
    pub dateline: Option<(usize, Range<usize>)>,
    pub published: Option<Date>,
    /// What was cut, in page order.
    pub dropped: Vec<Dropped>,
    /// Sentences for people about what could not be told.
    pub notes: Vec<String>,
}

/// Takes a page apart.
pub(crate) fn read_page(text: &str, known: &Known<'_>) -> Page {
    let mut draft = Draft::new(wrap::lines(text), known);
    let body_start = head::read(&mut draft);
    body::read(&mut draft, body_start);
    draft.finish(body_start)
}

/// The persons that a by-line names, with or without "By"; `None` where it is no by-line.
pub(crate) fn byline_authors(text: &str) -> Option<Vec<String>> {
    byline::marked(text).or_else(|| byline::bare(text)).map(|byline| byline.authors)
}

/// Whether this is the name of an outlet: a known one, or a few words with capitals among which is the word for a paper.
pub(crate) fn is_outlet(name: &str) -> bool {
    outlets::Outlets::get().is_known(name) || outlets::looks_like_name(name) && outlets::has_paper_word(name)
}

#[cfg(test)]
mod tests;
