//! The reading of a page while it is being made: lines, the fate of each, and what they told.

use dateline_text::Dropped;
use jiff::civil::{Date, Weekday};

use super::byline::Byline;
use super::line::{Line, Shape, normalise};
use super::outlets::{Outlets, copyright_owner};
use super::rules::{Rules, Verdict};
use super::stamp::Stamp;
use super::{Known, Page, dateline};
use crate::dates;

/// How many paragraphs are looked through for a dateline.
const DATELINE_WITHIN: usize = 6;

/// The lines of a page with what is known of them so far.
pub(super) struct Draft<'k> {
    pub lines: Vec<Line>,
    /// What the rules say of each line.
    pub verdicts: Vec<Option<Verdict>>,
    /// Why each line is cut; `None` while it stays.
    pub cut: Vec<Option<&'static str>>,
    /// The line of the headline.
    pub title_line: Option<usize>,
    pub known: &'k Known<'k>,
    pub page: Page,
    /// The days that lines gave, with the line and whether it calls the day that of publication.
    days: Vec<(usize, bool, Date)>,
    either: Option<(Date, Date)>,
    updated: Option<Date>,
    houses: Vec<String>,
}

impl<'k> Draft<'k> {
    pub(super) fn new(lines: Vec<Line>, known: &'k Known<'k>) -> Self {
        let rules = Rules::get();
        let verdicts = lines.iter().map(|line| rules.verdict(line)).collect();
        let cut = vec![None; lines.len()];
        Self {
            lines,
            verdicts,
            cut,
            title_line: None,
            known,
            page: Page::default(),
            days: Vec::new(),
            either: None,
            updated: None,
            houses: Vec::new(),
        }
    }

    /// Cuts a line, unless it was cut before.
    pub(super) fn drop_line(&mut self, at: usize, why: &'static str) {
        if let Some(slot) = self.cut.get_mut(at) {
            slot.get_or_insert(why);
        }
    }

    pub(super) fn is_cut(&self, at: usize) -> bool {
        self.cut.get(at).is_none_or(Option::is_some)
    }

    pub(super) fn text(&self, at: usize) -> &str {
        self.lines.get(at).map_or("", |line| line.text.as_str())
    }

    pub(super) fn verdict(&self, at: usize) -> Option<Verdict> {
        self.verdicts.get(at).copied().flatten()
    }

    /// Takes in what a by-line says and cuts its line.
    pub(super) fn take_byline(&mut self, at: usize, byline: Byline) {
        for author in byline.authors {
            if !self.page.authors.contains(&author) {
                self.page.authors.push(author);
            }
        }
        self.houses.extend(byline.houses);
        let labelled = self.text(at).to_lowercase().contains("published");
        self.days.extend(byline.date.map(|day| (at, labelled, day)));
        self.drop_line(at, "byline");
    }

    /// Takes in a house that the page names as its source.
    pub(super) fn take_house(&mut self, name: &str) {
        self.houses.push(name.to_owned());
    }

    /// Takes in what a stamp says and cuts its line.
    pub(super) fn take_stamp(&mut self, at: usize, stamp: Stamp) {
        self.days.extend(stamp.published.map(|day| (at, stamp.is_labelled, day)));
        self.either = self.either.or(stamp.either);
        self.updated = self.updated.or(stamp.updated);
        let why = if stamp.published.is_some() || stamp.either.is_some() { "published" } else { "timestamp" };
        self.drop_line(at, why);
    }

    /// Takes in a day from a line that says when the text was first published.
    pub(super) fn take_published_sentence(&mut self, at: usize) {
        let day = dates::find_dates(self.text(at)).into_iter().find_map(|found| match found.reading {
            dates::Reading::Day(day) => Some(day),
            _ => None,
        });
        let lowered = self.text(at).to_lowercase();
        if lowered.contains("updated") && !lowered.contains("published") {
            self.updated = self.updated.or(day);
        } else {
            self.days.extend(day.map(|day| (at, false, day)));
        }
    }

    /// The day of publication among those of the lines: one so called, else one below the headline, else one above it,
    /// which may be the day on which the page was copied.
    fn best_day(&self) -> Option<Date> {
        let rank = |(at, labelled, _): &&(usize, bool, Date)| {
            let above = self.title_line.is_some_and(|title| *at < title);
            (!labelled, above)
        };
        self.days.iter().min_by_key(rank).map(|(_, _, day)| *day)
    }

    /// Whether two lines say the same but for case, quotes and marks at the ends.
    pub(super) fn same(&self, at: usize, text: &str) -> bool {
        self.lines.get(at).is_some_and(|line| line.normal() == normalise(text))
    }

    /// The page, with `body_start` the first line of running text.
    pub(super) fn finish(mut self, body_start: usize) -> Page {
        if let Some(title) = self.title_line {
            // Saved pages label their parts.
            let text = self.text(title);
            let label = text.split_once(':').filter(|(label, rest)| {
                !rest.trim().is_empty()
                    && ["title", "headline"].iter().any(|known| known.eq_ignore_ascii_case(label.trim()))
            });
            let shown = label.map_or(text, |(_, rest)| rest.trim());
            self.page.title = Some(clean(without_wire_slug(shown)));
        }
        for (at, line) in self.lines.iter().enumerate() {
            match self.cut.get(at).copied().flatten() {
                Some(why) => self.page.dropped.push(Dropped { text: line.text.clone(), why }),
                None if Some(at) == self.title_line => {}
                None => self.page.paragraphs.push(clean(&line.text)),
            }
        }
        let dated = self.find_dateline();
        self.settle_houses();
        self.settle_outlet();
        let chosen = self.either.and_then(|either| self.settle_either(either, body_start));
        self.page.published = self.best_day().or(dated).or(chosen);
        if self.page.published.is_none() {
            if let Some(day) = self.updated {
                self.page.notes.push(format!(
                    "The page says only when it was updated ({day}), not when it was published."
                ));
            }
            if let (Some((one, other)), None) = (self.either, chosen) {
                self.page.notes.push(format!("The date on the page can be {one} or {other}."));
            }
        }
        self.page
    }

    /// Finds the dateline in the first paragraphs; returns its day.
    fn find_dateline(&mut self) -> Option<Date> {
        let found =
            self.page.paragraphs.iter().take(DATELINE_WITHIN).enumerate().find_map(|(at, paragraph)| {
                // A heading or a table's row ("Group F — Sweden 1 – 0") is no story's first sentence.
                let runs = Shape::of(paragraph).is_sentence();
                dateline::read(paragraph).filter(|_| runs).map(|dateline| (at, dateline))
            });
        let (at, dateline) = found?;
        self.page.dateline = dateline.place.map(|range| (at, range));
        if let Some(agency) = dateline.agency {
            self.page.credit = Some(agency);
        }
        dateline.date
    }

    /// An agency in the by-line is a credit; so is a paper, where the page is another's.
    fn settle_houses(&mut self) {
        let outlets = Outlets::get();
        for house in std::mem::take(&mut self.houses) {
            let outlet = self.known.outlet.map(str::to_owned).or_else(|| self.page.outlet.clone());
            let is_own = outlet.as_deref().is_some_and(|outlet| same_house(outlet, &house));
            let is_credit = self.page.credit.as_deref().is_some_and(|credit| same_house(credit, &house));
            if is_own || is_credit {
                continue;
            }
            if outlets.is_agency(&house) || outlet.is_some() {
                self.page.credit.get_or_insert(house);
            } else {
                self.page.outlet = Some(house);
            }
        }
    }

    /// Without a masthead, the owner in the line of copyright is the outlet.
    fn settle_outlet(&mut self) {
        if self.page.outlet.is_none() {
            let owners = self.page.dropped.iter().filter(|cut| cut.why == "copyright");
            self.page.outlet = owners
                .filter_map(|cut| copyright_owner(&cut.text))
                .find(|owner| !Outlets::get().is_agency(owner));
        }
    }

    /// Of two days, the one whose weekday the story names, or whose next or last day's it names while the other's is not.
    fn settle_either(&self, (one, other): (Date, Date), body_start: usize) -> Option<Date> {
        let named: Vec<Weekday> = self
            .lines
            .iter()
            .skip(body_start)
            .take(4)
            .flat_map(|line| line.text.split(|c: char| !c.is_alphabetic()))
            .filter(|word| word.len() > 5)
            .filter_map(dates::weekday)
            .collect();
        let fits = |day: Date| named.iter().any(|weekday| *weekday == day.weekday());
        match (fits(one), fits(other)) {
            (true, false) => Some(one),
            (false, true) => Some(other),
            _ => None,
        }
    }
}

/// Whether two names are of one house, "The" aside.
fn same_house(one: &str, other: &str) -> bool {
    let bare = |name: &str| {
        let lowered = name.to_lowercase();
        lowered.strip_prefix("the ").map(str::to_owned).unwrap_or(lowered)
    };
    bare(one) == bare(other)
}

/// The headline without an agency's mark of what kind of version it is: "UPDATE 3-", "WRAPUP 1-", "REFILE-".
fn without_wire_slug(title: &str) -> &str {
    const SLUGS: [&str; 9] =
        ["UPDATE", "WRAPUP", "REFILE", "RPT", "CORRECTED", "EXCLUSIVE", "TIMELINE", "FACTBOX", "RECASTS"];
    let Some((slug, rest)) = title.split_once('-') else { return title };
    let is_slug = slug
        .split_whitespace()
        .enumerate()
        .all(|(i, word)| if i == 0 { SLUGS.contains(&word) } else { word.parse::<u8>().is_ok() });
    // "UPDATE 2-REFILE-Oil workers" has two.
    if is_slug && !slug.is_empty() && rest.starts_with(|c: char| c.is_alphanumeric() || "'\"‘“".contains(c))
    {
        without_wire_slug(rest)
    } else {
        title
    }
}

/// The line as it goes into the text: tabs and control characters are spaces; everything else stays.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
