//! The parameters of a question.

use std::str::FromStr;

use dateline_archive::{Cursor, Order, Party, PlaceFilter, Query, Sides, Stretch};
use dateline_record::Status;
use jiff::civil::Date;
use serde::Deserialize;

use crate::problem::Problem;

/// What an address asks for, as it is written there. Names that no question knows are refused, since a filter that is
/// passed over would make a wrong answer look right.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    q: Option<String>,
    who: Option<String>,
    actor: Option<String>,
    recipient: Option<String>,
    #[serde(rename = "type")]
    event_type: Option<String>,
    mode: Option<String>,
    status: Option<String>,
    quad: Option<String>,
    place: Option<String>,
    from: Option<String>,
    to: Option<String>,
    speaker: Option<String>,
    outlet: Option<String>,
    article: Option<String>,
    thread: Option<String>,
    story: Option<String>,
    articles_min: Option<String>,
    confidence: Option<String>,
    copies: Option<String>,
    order: Option<String>,
    limit: Option<String>,
    cursor: Option<String>,
    by: Option<String>,
}

impl Asked {
    /// The words that are looked for.
    pub fn words(&self) -> Option<String> {
        given(&self.q)
    }

    /// The question for the archive, and the row behind which its page begins.
    ///
    /// # Errors
    /// Which parameter cannot be understood, and what it should look like.
    pub fn question(&self) -> Result<(Query, Option<Cursor>), Problem> {
        refuse("by", &self.by)?;
        let mut sides = given(&self.who).map(|who| Sides::parse(&who)).unwrap_or_default();
        let party = |text: &Option<String>| given(text).and_then(|name| Party::parse(&name));
        sides.actor = party(&self.actor).or(sides.actor);
        sides.recipient = party(&self.recipient).or(sides.recipient);
        let place = given(&self.place).map(|place| PlaceFilter::parse(&place)).transpose()?;
        let query = Query {
            text: self.words(),
            sides,
            types: list(&self.event_type).map(|t| t.to_uppercase()).collect(),
            modes: list(&self.mode).map(|m| m.to_lowercase()).collect(),
            statuses: statuses(self.status.as_deref())?,
            quads: list(&self.quad).map(|q| q.to_lowercase()).collect(),
            place,
            from: self.from.as_deref().map(|day| date("from", day)).transpose()?,
            to: self.to.as_deref().map(|day| date("to", day)).transpose()?,
            speaker: party(&self.speaker),
            outlet: given(&self.outlet),
            article: given(&self.article),
            thread: self.thread.as_deref().map(|id| identifier("thread", 't', id)).transpose()?.flatten(),
            story: self.story.as_deref().map(|id| identifier("story", 'y', id)).transpose()?.flatten(),
            syndicate: None,
            least_articles: self.articles_min.as_deref().map(articles).transpose()?,
            confidence: self.confidence.as_deref().map(confidence).transpose()?,
            copies: self.copies.as_deref().map(|c| switch("copies", c)).transpose()?.unwrap_or_default(),
            order: self.order.as_deref().map(order).transpose()?.unwrap_or_default(),
            limit: self.limit.as_deref().map(limit).transpose()?,
        };
        let cursor = self.cursor.as_deref().map(Cursor::from_str).transpose()?;
        Ok((query, cursor))
    }

    /// The question for counts, which have no pages and no order.
    ///
    /// # Errors
    /// As [`Asked::question`], and when a page or an order is asked for.
    pub fn counted(&self) -> Result<Query, Problem> {
        refuse("order", &self.order)?;
        refuse("cursor", &self.cursor)?;
        Ok(self.question()?.0)
    }

    /// The question for counts of days, and what is counted together.
    ///
    /// # Errors
    /// As [`Asked::counted`], and when a limit is asked for.
    pub fn days(mut self) -> Result<(Query, Option<Stretch>), Problem> {
        refuse("limit", &self.limit)?;
        let by = self.by.take().map(|by| stretch(&by)).transpose()?;
        Ok((self.counted()?, by))
    }
}

/// Refuses a parameter that an address does not know, though others do.
fn refuse(name: &str, given: &Option<String>) -> Result<(), Problem> {
    match given {
        Some(_) => Err(Problem::parameter(format!("{name}: there is no such parameter here"))),
        None => Ok(()),
    }
}

/// What an address asks of the agenda.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedDays {
    from: Option<String>,
    to: Option<String>,
    limit: Option<String>,
    cursor: Option<String>,
}

impl AskedDays {
    /// First and last day.
    ///
    /// # Errors
    /// When one is no day.
    pub fn days(&self) -> Result<(Option<Date>, Option<Date>), Problem> {
        let day = |name, text: &Option<String>| text.as_deref().map(|day| date(name, day)).transpose();
        Ok((day("from", &self.from)?, day("to", &self.to)?))
    }

    /// Length of a page, and the row behind which it begins.
    ///
    /// # Errors
    /// When one of them is none.
    pub fn page(&self) -> Result<(usize, Option<Cursor>), Problem> {
        page(self.limit.as_deref(), self.cursor.as_deref())
    }
}

/// What an address asks of those who are named.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedName {
    q: Option<String>,
    limit: Option<String>,
    cursor: Option<String>,
}

impl AskedName {
    /// A name, or words of one.
    pub fn name(&self) -> Option<String> {
        given(&self.q)
    }

    /// Length of a page, and the row behind which it begins.
    ///
    /// # Errors
    /// When one of them is none.
    pub fn page(&self) -> Result<(usize, Option<Cursor>), Problem> {
        page(self.limit.as_deref(), self.cursor.as_deref())
    }
}

fn page(rows: Option<&str>, cursor: Option<&str>) -> Result<(usize, Option<Cursor>), Problem> {
    let limit = rows.map(limit).transpose()?;
    let cursor = cursor.map(Cursor::from_str).transpose()?;
    Ok((Query { limit, ..Query::default() }.page_length(), cursor))
}

/// Words that are left empty ask for nothing: forms send such.
fn given(text: &Option<String>) -> Option<String> {
    text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
}

fn list(text: &Option<String>) -> impl Iterator<Item = &str> {
    text.as_deref().unwrap_or_default().split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// The statuses of a list; a list that was given must name some.
fn statuses(text: Option<&str>) -> Result<Vec<Status>, Problem> {
    text.map(|text| text.split(',').map(|name| status(name.trim())).collect())
        .transpose()
        .map(Option::unwrap_or_default)
}

fn status(name: &str) -> Result<Status, Problem> {
    Status::from_name(&name.to_ascii_lowercase()).ok_or_else(|| {
        Problem::parameter(format!(
            "status: there is no \u{201c}{name}\u{201d}; it is actual, planned, hypothetical or negated"
        ))
    })
}

fn date(name: &str, text: &str) -> Result<Date, Problem> {
    let written = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    text.parse().ok().filter(|_| written).ok_or_else(|| {
        Problem::parameter(format!("{name}: \u{201c}{text}\u{201d} is no day; write it as 2025-04-17"))
    })
}

/// An identifier such as `t12`. One that is none is refused, also where another filter leaves nothing to look for.
fn identifier(name: &str, letter: char, text: &str) -> Result<Option<String>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.strip_prefix(letter).unwrap_or_default();
    if (1..=15).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(Some(text.to_owned()));
    }
    Err(Problem::parameter(format!("{name}: \u{201c}{text}\u{201d} is none; it looks like {letter}12")))
}

fn articles(text: &str) -> Result<u64, Problem> {
    text.parse().ok().filter(|n| (1..=1_000_000).contains(n)).ok_or_else(|| {
        Problem::parameter(format!(
            "articles_min: \u{201c}{text}\u{201d} is no number of articles from 1 to 1000000"
        ))
    })
}

fn stretch(text: &str) -> Result<Stretch, Problem> {
    Stretch::from_name(text).ok_or_else(|| {
        Problem::parameter(format!("by: there is no \u{201c}{text}\u{201d}; it is day, week or month"))
    })
}

fn confidence(text: &str) -> Result<f64, Problem> {
    text.parse().ok().filter(|c| (0.0..=1.0).contains(c)).ok_or_else(|| {
        Problem::parameter(format!("confidence: \u{201c}{text}\u{201d} is no number from 0 to 1"))
    })
}

fn switch(name: &str, text: &str) -> Result<bool, Problem> {
    text.parse()
        .map_err(|_| Problem::parameter(format!("{name}: \u{201c}{text}\u{201d} is neither true nor false")))
}

fn order(text: &str) -> Result<Order, Problem> {
    match text {
        "newest" => Ok(Order::Newest),
        "oldest" => Ok(Order::Oldest),
        "best" => Ok(Order::Best),
        _ => Err(Problem::parameter(format!(
            "order: there is no \u{201c}{text}\u{201d}; it is newest, oldest or best"
        ))),
    }
}

fn limit(text: &str) -> Result<usize, Problem> {
    text.parse().ok().filter(|l| (1..=Query::MOST).contains(l)).ok_or_else(|| {
        Problem::parameter(format!(
            "limit: \u{201c}{text}\u{201d} is no number of rows from 1 to {}",
            Query::MOST
        ))
    })
}

#[cfg(test)]
mod tests {
    use dateline_archive::Order;
    use dateline_record::Status;

    use super::Asked;

    #[test]
    fn an_address_becomes_a_question() {
        let asked = Asked {
            who: Some("France -> Russia".to_owned()),
            actor: Some(String::new()),
            event_type: Some("consult, aid".to_owned()),
            status: Some("planned".to_owned()),
            from: Some("2026-04-01".to_owned()),
            order: Some("oldest".to_owned()),
            limit: Some("7".to_owned()),
            ..Asked::default()
        };
        let (query, cursor) = asked.question().expect("a question");
        assert!(query.sides.actor.is_some() && query.sides.recipient.is_some() && cursor.is_none());
        assert_eq!(query.types, ["CONSULT", "AID"]);
        assert_eq!((query.statuses.as_slice(), query.order), (&[Status::Planned][..], Order::Oldest));
        assert_eq!(
            (query.page_length(), query.from.map(|d| d.to_string()).as_deref()),
            (7, Some("2026-04-01"))
        );
    }

    #[test]
    fn what_cannot_be_understood_is_refused() {
        type Change = fn(&mut Asked, String);
        let refused: [(Change, &str); 15] = [
            (|a, v| a.thread = Some(v), "12"),
            (|a, v| a.story = Some(v), "t12"),
            (|a, v| a.story = Some(v), "y+1"),
            (|a, v| a.from = Some(v), ""),
            (|a, v| a.status = Some(v), ""),
            (|a, v| a.from = Some(v), "yesterday"),
            (|a, v| a.to = Some(v), "2026-02-30"),
            (|a, v| a.limit = Some(v), "0"),
            (|a, v| a.limit = Some(v), "-3"),
            (|a, v| a.confidence = Some(v), "NaN"),
            (|a, v| a.status = Some(v), "done"),
            (|a, v| a.cursor = Some(v), "x"),
            (|a, v| a.articles_min = Some(v), "0"),
            (|a, v| a.articles_min = Some(v), "two"),
            (|a, v| a.by = Some(v), "day"),
        ];
        for (set, value) in refused {
            let mut asked = Asked::default();
            set(&mut asked, value.to_owned());
            assert!(asked.question().is_err(), "{value}");
        }
    }
}
