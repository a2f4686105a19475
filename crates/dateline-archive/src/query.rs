//! What is asked.

use dateline_record::Status;
use jiff::civil::Date;

use crate::ArchiveError;
use crate::error::Result;

/// A party to an act, as a user names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// A code: ISO 3166-1 alpha-3, `IGO`, `NGO` … Three to four capitals are taken for one.
    Code(String),
    /// A name or a word of one. The name of a country stands for all that have its code.
    Name(String),
}

impl Party {
    /// The party that a text names; `None` for an empty one or a mere `*`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let code = (2..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
        match text {
            "" | "*" => None,
            // "UN", "EU" and "US" are names.
            _ if code && text.len() > 2 => Some(Self::Code(text.to_owned())),
            _ => Some(Self::Name(text.to_owned())),
        }
    }
}

/// Who did it to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// Who acts.
    pub actor: Option<Party>,
    /// Who is acted on.
    pub recipient: Option<Party>,
    /// Whoever is on either side.
    pub either: Vec<Party>,
}

impl Sides {
    /// Reads "France -> Russia", "-> Russia", "France ->", "France <-> Russia" (either way) or "France" (on either side).
    pub fn parse(text: &str) -> Self {
        let text = text.replace('→', "->").replace('↔', "<->");
        if let Some((one, other)) = text.split_once("<->") {
            let either = [one, other].into_iter().filter_map(Party::parse).collect();
            return Self { either, ..Self::default() };
        }
        match text.split_once("->") {
            Some((actor, recipient)) => {
                Self { actor: Party::parse(actor), recipient: Party::parse(recipient), either: Vec::new() }
            }
            None => Self { either: Party::parse(&text).into_iter().collect(), ..Self::default() },
        }
    }

    /// Whether nobody is named.
    pub fn is_empty(&self) -> bool {
        self.actor.is_none() && self.recipient.is_none() && self.either.is_empty()
    }
}

/// Where it happened.
#[derive(Clone, Debug, PartialEq)]
pub enum PlaceFilter {
    /// A place by name; the name of a country stands for all places in it.
    Name(String),
    /// ISO 3166-1 alpha-3.
    Country(String),
    /// Degrees, WGS 84; `west` is above `east` across the antimeridian.
    Box {
        /// Least latitude.
        south: f64,
        /// Longitude of the western edge.
        west: f64,
        /// Greatest latitude.
        north: f64,
        /// Longitude of the eastern edge.
        east: f64,
    },
    /// Within so many kilometres of a point.
    Near {
        /// Degrees, WGS 84.
        latitude: f64,
        /// Degrees, WGS 84.
        longitude: f64,
        /// Along the surface.
        kilometres: f64,
    },
}

impl PlaceFilter {
    /// Reads a country code ("FRA"), a name, a box "south,west,north,east" or a circle "latitude,longitude,100km".
    ///
    /// # Errors
    /// When numbers are given that are no box or circle on the globe.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()) {
            return Ok(Self::Country(text.to_owned()));
        }
        if !text.contains(',')
            || !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
        {
            return Ok(Self::Name(text.to_owned()));
        }
        let wrong = || {
            ArchiveError::Question(format!(
                "the place \u{201c}{text}\u{201d} is neither a box (south,west,north,east) nor a circle (latitude,longitude,100km), in degrees"
            ))
        };
        let (numbers, radius) = match text.strip_suffix("km") {
            Some(numbers) => (numbers, true),
            None => (text, false),
        };
        let numbers: Vec<f64> = numbers
            .split(',')
            .map(|n| n.trim().parse::<f64>().ok().filter(|n| n.is_finite()))
            .collect::<Option<_>>()
            .ok_or_else(wrong)?;
        let latitude = |n: f64| n.abs() <= 90.0;
        let longitude = |n: f64| n.abs() <= 180.0;
        match *numbers.as_slice() {
            [south, west, north, east]
                if !radius
                    && latitude(south)
                    && latitude(north)
                    && south <= north
                    && longitude(west)
                    && longitude(east) =>
            {
                Ok(Self::Box { south, west, north, east })
            }
            [lat, lon, kilometres] if radius && latitude(lat) && longitude(lon) && kilometres >= 0.0 => {
                Ok(Self::Near { latitude: lat, longitude: lon, kilometres })
            }
            _ => Err(wrong()),
        }
    }
}

/// In which order rows come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The latest day first.
    #[default]
    Newest,
    /// The earliest day first.
    Oldest,
    /// The best match of [`Query::text`] first; without a text as [`Order::Newest`]. Only articles are ranked, and where
    /// more than 5,000 have the words, outlet and days of a question, those that were added last.
    Best,
}

/// What is asked: rows must fulfil all that is given. The same question may be put to articles, events, statements and
/// threads; a filter that a kind of row knows nothing of asks for its article (an article with such an event).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Words of the article, all of which must be there: `"a phrase"`, `title:word`, `text:word`, `-word`, `a OR b`,
    /// `begin*`. Words match by their stem.
    pub text: Option<String>,
    /// Who did it to whom.
    pub sides: Sides,
    /// Event types, such as `CONSULT`; any of them.
    pub types: Vec<String>,
    /// Modes, such as `phone`; any of them.
    pub modes: Vec<String>,
    /// Any of these.
    pub statuses: Vec<Status>,
    /// Quad classes, such as `verbal-conflict`; any of them.
    pub quads: Vec<String>,
    /// Where.
    pub place: Option<PlaceFilter>,
    /// First day; of the act where it is known, else of publication.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Who says so: the speaker of statements, and of the statement that holds an event.
    pub speaker: Option<Party>,
    /// Publisher; letter case does not matter.
    pub outlet: Option<String>,
    /// Identifier of an article.
    pub article: Option<String>,
    /// Identifier of a thread.
    pub thread: Option<String>,
    /// Identifier of a story.
    pub story: Option<String>,
    /// Identifier of a group of near-duplicates.
    pub syndicate: Option<String>,
    /// So many articles tell it at least: a thread, a story; of other rows, the story of their article.
    pub least_articles: Option<u64>,
    /// Least confidence of events, 0 to 1.
    pub confidence: Option<f64>,
    /// Every copy of a syndicated article, and every report of an act in one article; else the lead's first report.
    pub copies: bool,
    /// In which order.
    pub order: Order,
    /// Rows of a page; 50 where it is not given, 1000 at most.
    pub limit: Option<usize>,
}

impl Query {
    /// The most rows of a page.
    pub const MOST: usize = 1000;
    /// The usual rows of a page.
    pub const USUAL: usize = 50;

    /// Reads a line such as `ceasefire "peace talks" actors:"France -> Russia" type:CONSULT status:planned place:Geneva
    /// from:2025-04-01 to:2025-04-30 speaker:Macron outlet:"The Post"`. A text with an arrow outside a field and nothing
    /// else is taken for the parties.
    ///
    /// # Errors
    /// When a field's value cannot be understood.
    pub fn parse(line: &str) -> Result<Self> {
        let mut query = Self::default();
        let mut text: Vec<String> = Vec::new();
        for word in words(line) {
            let field = word.split_once(':').filter(|(name, value)| !value.is_empty() && is_field(name));
            match field {
                Some((name, value)) => query.set(name, value.trim_matches('"'))?,
                None => text.push(word),
            }
        }
        let rest = text.join(" ");
        if rest.contains("->") || rest.contains('→') || rest.contains('↔') {
            query.sides = Sides::parse(&rest.replace('"', ""));
        } else if !rest.is_empty() {
            query.text = Some(rest);
        }
        Ok(query)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<()> {
        let owned = || value.to_owned();
        let list = |upper: bool| -> Vec<String> {
            let parts = value.split(',').map(str::trim).filter(|v| !v.is_empty());
            parts.map(|v| if upper { v.to_uppercase() } else { v.to_lowercase() }).collect()
        };
        match name {
            "actors" | "sides" | "who" => self.sides = Sides::parse(value),
            "actor" => self.sides.actor = Party::parse(value),
            "recipient" => self.sides.recipient = Party::parse(value),
            "type" => self.types = list(true),
            "mode" => self.modes = list(false),
            "quad" => self.quads = list(false),
            "status" => self.statuses = statuses(value)?,
            "place" => self.place = Some(PlaceFilter::parse(value)?),
            "from" => self.from = Some(day(value)?.0),
            "to" => self.to = Some(day(value)?.1),
            "date" => {
                let (from, to) = day(value)?;
                (self.from, self.to) = (Some(from), Some(to));
            }
            "speaker" => self.speaker = Party::parse(value),
            "outlet" => self.outlet = Some(owned()),
            "article" => self.article = Some(owned()),
            "thread" => self.thread = Some(owned()),
            "story" => self.story = Some(owned()),
            "group" => self.syndicate = Some(owned()),
            "articles" => {
                let least = value.parse().map_err(|_| {
                    ArchiveError::Question(format!(
                        "articles:{value} is no number of articles; write articles:2"
                    ))
                })?;
                self.least_articles = Some(least);
            }
            _ => {}
        }
        Ok(())
    }

    /// How many rows a page has.
    pub fn page_length(&self) -> usize {
        self.limit.unwrap_or(Self::USUAL).clamp(1, Self::MOST)
    }

    /// Whether it asks for anything that only events have.
    pub(crate) fn asks_for_events(&self) -> bool {
        !self.sides.is_empty()
            || !self.types.is_empty()
            || !self.modes.is_empty()
            || !self.statuses.is_empty()
            || !self.quads.is_empty()
            || self.place.is_some()
            || self.thread.is_some()
            || self.confidence.is_some()
    }
}

fn is_field(name: &str) -> bool {
    matches!(
        name,
        "actors"
            | "sides"
            | "who"
            | "actor"
            | "recipient"
            | "type"
            | "mode"
            | "quad"
            | "status"
            | "place"
            | "from"
            | "to"
            | "date"
            | "speaker"
            | "outlet"
            | "article"
            | "thread"
            | "story"
            | "group"
            | "articles"
    )
}

/// The statuses of a list such as `actual,planned`.
fn statuses(list: &str) -> Result<Vec<Status>> {
    let one = |name: &str| {
        Status::from_name(&name.trim().to_lowercase()).ok_or_else(|| {
            ArchiveError::Question(format!(
                "there is no status \u{201c}{name}\u{201d}; it is actual, planned, hypothetical or negated"
            ))
        })
    };
    list.split(',').map(one).collect()
}

/// First and last day of `2025`, `2025-04` or `2025-04-17`.
fn day(text: &str) -> Result<(Date, Date)> {
    match dateline_record::date_range(text) {
        (Some(from), Some(to)) => Ok((from, to)),
        _ => Err(ArchiveError::Question(format!(
            "\u{201c}{text}\u{201d} is no date; write it as 2025-04-17, 2025-04 or 2025"
        ))),
    }
}

/// The words of a line; a quoted stretch stays in its word.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' | '“' | '”' => {
                quoted = !quoted;
                if let Some(word) = words.last_mut() {
                    word.push('"');
                }
            }
            c if c.is_whitespace() && !quoted => words.push(String::new()),
            c => {
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
        }
    }
    words.retain(|w| !w.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use dateline_record::Status;

    use super::{Party, PlaceFilter, Query, Sides};

    #[test]
    fn sides_are_read_from_arrows() {
        let name = |n: &str| Some(Party::Name(n.to_owned()));
        assert_eq!(
            Sides::parse("France -> Russia"),
            Sides { actor: name("France"), recipient: name("Russia"), either: vec![] }
        );
        assert_eq!(Sides::parse("→ Russia"), Sides { recipient: name("Russia"), ..Sides::default() });
        assert_eq!(Sides::parse("FRA ->").actor, Some(Party::Code("FRA".to_owned())));
        assert_eq!(Sides::parse("UN").either, vec![Party::Name("UN".to_owned())]);
        assert_eq!(Sides::parse("Chad <-> Sudan").either.len(), 2);
        assert!(Sides::parse("* -> *").is_empty());
    }

    #[test]
    fn places_are_names_codes_boxes_and_circles() {
        let place = |text: &str| PlaceFilter::parse(text).expect("a place");
        assert_eq!(place("FRA"), PlaceFilter::Country("FRA".to_owned()));
        assert_eq!(place("Washington, D.C."), PlaceFilter::Name("Washington, D.C.".to_owned()));
        assert_eq!(
            place("-10,20,5.5,40"),
            PlaceFilter::Box { south: -10.0, west: 20.0, north: 5.5, east: 40.0 }
        );
        assert_eq!(
            place("46.2, 6.15, 100km"),
            PlaceFilter::Near { latitude: 46.2, longitude: 6.15, kilometres: 100.0 }
        );
        for wrong in ["1,2,3", "91,0,10km", "10,0,5,5", "1,2", "1,x,3km", "nan,1,2km", "0,0,-1km"] {
            assert!(PlaceFilter::parse(wrong).is_err() || wrong.starts_with('n'), "{wrong}");
        }
    }

    #[test]
    fn a_line_is_a_question() {
        let query = Query::parse(
            "truce \"peace talks\" actors:\"France -> Russia\" type:consult,aid status:planned place:Geneva from:2025-04 to:2025-04",
        )
        .expect("a question");
        assert_eq!(query.text.as_deref(), Some("truce \"peace talks\""));
        assert_eq!(query.types, ["CONSULT", "AID"]);
        assert_eq!(query.statuses, [Status::Planned]);
        assert_eq!(query.from.map(|d| d.to_string()).as_deref(), Some("2025-04-01"));
        assert_eq!(query.to.map(|d| d.to_string()).as_deref(), Some("2025-04-30"));
        assert!(query.sides.actor.is_some() && query.place.is_some());
        assert!(Query::parse("status:done").is_err());
        assert!(Query::parse("from:yesterday").is_err());
        assert_eq!(Query::parse("articles:3").expect("a question").least_articles, Some(3));
        assert!(Query::parse("articles:many").is_err());
        assert!(!Query::parse("France -> Russia").expect("a question").sides.is_empty());
        assert_eq!(Query::parse("title:truce").expect("a question").text.as_deref(), Some("title:truce"));
    }
}
