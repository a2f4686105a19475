//! What an agency's container says about one article, whichever the container.

use dateline_text::Dropped;

use crate::page;

/// One article as NewsML-G2, NITF, ninjs or a feed gives it: fields of their own, and a body without the debris of a page.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct WireArticle {
    /// `newsml`, `nitf`, `ninjs` or `feed`.
    pub format: &'static str,
    pub title: Option<String>,
    /// The by-lines as written.
    pub bylines: Vec<String>,
    pub outlet: Option<String>,
    pub credit: Option<String>,
    /// Dates and instants that may be the publication's as written, best first.
    pub published: Vec<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    /// The place and date before the first paragraph, where the container has a field for it.
    pub dateline: Option<String>,
    /// Paragraphs, parted by blank lines.
    pub text: String,
    pub dropped: Vec<Dropped>,
    /// Further fields by name, as raw JSON.
    pub extra: Vec<(String, String)>,
    /// Sentences for people.
    pub notes: Vec<String>,
}

impl WireArticle {
    /// Carries a field along that Dateline has no name for.
    pub(crate) fn carry(&mut self, name: &str, value: Option<String>) {
        if let Some(json) = value.and_then(|value| serde_json::to_string(&value).ok()) {
            self.extra.push((name.to_owned(), json));
        }
    }

    /// Fills what is missing from another description of the same article, whose body it also takes.
    pub(crate) fn fill_from(&mut self, other: Self) {
        self.title = self.title.take().or(other.title);
        self.outlet = self.outlet.take().or(other.outlet);
        self.credit = self.credit.take().or(other.credit);
        self.url = self.url.take().or(other.url);
        self.language = self.language.take().or(other.language);
        self.dateline = self.dateline.take().or(other.dateline);
        if self.bylines.is_empty() {
            self.bylines = other.bylines;
        }
        self.published.extend(other.published);
        self.text = other.text;
        self.dropped.extend(other.dropped);
        self.extra.extend(other.extra);
        self.notes.extend(other.notes);
    }

    /// The persons of the by-lines.
    pub(crate) fn authors(&self) -> Vec<String> {
        let mut authors: Vec<String> = Vec::new();
        for written in self.bylines.iter().flat_map(|byline| split_authors(byline)) {
            let name = written.trim();
            if !name.is_empty() && !authors.iter().any(|known| known == name) {
                authors.push(name.to_owned());
            }
        }
        authors
    }

    /// The body as it is printed: with the dateline before its first paragraph, where it does not stand there already.
    pub(crate) fn printed(&self) -> String {
        let Some(dateline) = self.dateline.as_deref() else { return self.text.clone() };
        let place = dateline.split([',', '(']).next().unwrap_or(dateline).trim();
        let lowered = place.to_lowercase();
        let stands_there = self.text.trim_start().to_lowercase().starts_with(&lowered);
        if place.is_empty() || stands_there || dateline.len() > 120 || dateline.contains('\n') {
            return self.text.clone();
        }
        format!("{} – {}", dateline.trim_end_matches(['-', '–', '—', ' ', '.', ':']), self.text.trim_start())
    }
}

/// Whether a feed's text is so short (under 120 words) that it is taken for a summary of a page, not for an article.
pub(crate) fn is_summary(text: &str) -> bool {
    text.split_whitespace().take(120).count() < 120
}

/// Says of an item of a feed that its text is none of the article's.
pub(crate) fn note_summary(article: &mut WireArticle) {
    article.notes.push(
        "The feed gives only a headline or summary; `dateline watch` fetches the pages that a feed announces.".to_owned(),
    );
}

/// One string for several persons: "A", "By A and B", "A; B".
pub(crate) fn split_authors(text: &str) -> Vec<String> {
    match page::byline_authors(text) {
        Some(names) if !names.is_empty() => names,
        _ => vec![text.to_owned()],
    }
}

/// An instant in the basic form of ISO 8601 (`20240307T101500Z`, `20240307T101500+0100`, `20240307`) in the extended
/// form; anything else as it is.
pub(crate) fn extended_form(written: &str) -> String {
    let written = written.trim();
    extended(written).unwrap_or_else(|| written.to_owned())
}

fn extended(written: &str) -> Option<String> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then_some(());
    let date = written.get(..8)?;
    digits(date)?;
    let day = format!("{}-{}-{}", date.get(..4)?, date.get(4..6)?, date.get(6..)?);
    let Some(time) = written.get(8..).filter(|time| !time.is_empty()) else { return Some(day) };
    let time = time.strip_prefix('T')?;
    let clock = time.get(..6)?;
    digits(clock)?;
    let clock = format!("{}:{}:{}", clock.get(..2)?, clock.get(2..4)?, clock.get(4..)?);
    let zone = match time.get(6..)? {
        zone @ ("" | "Z") => zone.to_owned(),
        zone if zone.len() == 5 && zone.starts_with(['+', '-']) => {
            digits(zone.get(1..)?)?;
            format!("{}:{}", zone.get(..3)?, zone.get(3..)?)
        }
        _ => return None,
    };
    Some(format!("{day}T{clock}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::{WireArticle, extended_form};

    #[test]
    fn basic_dates_are_written_in_the_extended_form() {
        assert_eq!(extended_form("20240307T101500Z"), "2024-03-07T10:15:00Z");
        assert_eq!(extended_form("20240307T101500+0130"), "2024-03-07T10:15:00+01:30");
        assert_eq!(extended_form(" 20240307 "), "2024-03-07");
        for other in ["2024-03-07", "", "20240307é", "20240307T1", "March", "20240307T101500+é1"] {
            assert_eq!(extended_form(other), other);
        }
    }

    #[test]
    fn a_dateline_is_printed_once() {
        let printed = |dateline: &str, text: &str| {
            WireArticle {
                dateline: Some(dateline.to_owned()),
                text: text.to_owned(),
                ..WireArticle::default()
            }
            .printed()
        };
        assert_eq!(printed("PARIS, March 7", "Envoys met."), "PARIS, March 7 – Envoys met.");
        assert_eq!(printed("Paris, March 7 —", "PARIS (AFP) – Envoys met."), "PARIS (AFP) – Envoys met.");
        assert_eq!(printed("", "Envoys met."), "Envoys met.");
    }
}
