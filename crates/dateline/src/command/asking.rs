//! What the commands that ask an archive have in common: filters, pages, formats.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use dateline::dateline_archive::{Archive, Cursor, Order, Party, PlaceFilter, Query, Sides};
use dateline::view::ViewOptions;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::terminal::{Colour, width};

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person
    Text,
    /// For a program
    Json,
    /// A table
    Csv,
}

/// Which archive, and how the answer looks.
#[derive(Clone, Debug, clap::Args)]
pub struct Asking {
    /// The archive's folder
    #[arg(long, value_name = "DIR")]
    archive: PathBuf,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Columns of the text [default: the terminal's, at most 100; else 80]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    width: Option<u16>,
    /// When to colour the text
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
}

impl Asking {
    /// The archive.
    pub fn open(&self) -> Result<Archive, Failure> {
        Ok(Archive::read_only(&self.archive)?)
    }

    /// How text looks.
    pub fn view(&self) -> ViewOptions {
        ViewOptions {
            width: self.width.map_or_else(width, usize::from),
            colour: self.color.on(),
            explain: false,
        }
    }
}

/// In which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sorting {
    /// The best match first (articles), else the latest
    Best,
    /// The latest first
    Newest,
    /// The earliest first
    Oldest,
}

/// What is asked.
#[derive(Clone, Debug, clap::Args)]
pub struct Filters {
    /// Words, "phrases", title:word, -word, a OR b, begin*; also fields such as type:CONSULT, or "France -> Russia"
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Parties: "France -> Russia", "-> Russia", "France <-> Russia", "Macron"; names or codes
    #[arg(long, value_name = "PARTIES")]
    actors: Option<String>,
    /// Event types such as CONSULT,AID
    #[arg(long = "type", value_name = "TYPES", value_delimiter = ',')]
    types: Vec<String>,
    /// Modes such as phone
    #[arg(long, value_name = "MODES", value_delimiter = ',')]
    mode: Vec<String>,
    /// actual, planned, hypothetical, negated
    #[arg(long, value_name = "STATUSES")]
    status: Option<String>,
    /// Quad classes such as verbal-conflict
    #[arg(long, value_name = "CLASSES", value_delimiter = ',')]
    quad: Vec<String>,
    /// A name, a country code, a box south,west,north,east or a circle latitude,longitude,100km
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true)]
    place: Option<String>,
    /// First day, month or year
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Last day, month or year
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Publisher
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// A story, such as y12
    #[arg(long, value_name = "STORY")]
    story: Option<String>,
    /// A group of near-duplicates, such as g12
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
    /// A thread, such as t12
    #[arg(long, value_name = "THREAD")]
    thread: Option<String>,
    /// An article
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,
    /// Least confidence of events, 0 to 1
    #[arg(long, value_name = "P")]
    confidence: Option<f64>,
    /// Count each copy of a syndicated article, and each report of an act in one article
    #[arg(long, visible_alias = "all-copies")]
    copies: bool,
}

/// Which rows of the answer.
#[derive(Clone, Debug, clap::Args)]
pub struct Paging {
    /// Rows of a page, 1000 at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Where the page before this one ended
    #[arg(long, value_name = "CURSOR")]
    after: Option<String>,
}

impl Filters {
    /// The question.
    pub fn query(&self, order: Order) -> Result<Query, Failure> {
        let mut line = self.words.join(" ");
        for (field, value) in [("status", &self.status), ("from", &self.from), ("to", &self.to)] {
            if let Some(value) = value {
                line.push_str(&format!(" {field}:\"{}\"", value.replace('"', "")));
            }
        }
        let mut query = Query::parse(&line)?;
        let upper = |list: &[String]| list.iter().map(|v| v.trim().to_uppercase()).collect::<Vec<_>>();
        let lower = |list: &[String]| list.iter().map(|v| v.trim().to_lowercase()).collect::<Vec<_>>();
        if let Some(actors) = &self.actors {
            query.sides = Sides::parse(actors);
        }
        query.types.extend(upper(&self.types));
        query.modes.extend(lower(&self.mode));
        query.quads.extend(lower(&self.quad));
        if let Some(place) = &self.place {
            query.place = Some(PlaceFilter::parse(place)?);
        }
        query.speaker = self.speaker.as_deref().and_then(Party::parse).or(query.speaker);
        query.outlet = self.outlet.clone().or(query.outlet);
        query.story = self.story.clone().or(query.story);
        query.syndicate = self.group.clone().or(query.syndicate);
        query.thread = self.thread.clone().or(query.thread);
        query.article = self.article.clone().or(query.article);
        query.confidence = self.confidence;
        query.copies = self.copies;
        query.order = order;
        Ok(query)
    }

    /// What was given, by the names of the command line.
    pub fn told(&self) -> Map<String, Value> {
        let list = |values: &[String], joint: &str| (!values.is_empty()).then(|| values.join(joint));
        let texts = [
            ("words", &list(&self.words, " ")),
            ("actors", &self.actors),
            ("type", &list(&self.types, ",")),
            ("mode", &list(&self.mode, ",")),
            ("status", &self.status),
            ("quad", &list(&self.quad, ",")),
            ("place", &self.place),
            ("from", &self.from),
            ("to", &self.to),
            ("speaker", &self.speaker),
            ("outlet", &self.outlet),
            ("story", &self.story),
            ("group", &self.group),
            ("thread", &self.thread),
            ("article", &self.article),
        ];
        let given =
            texts.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?.into())));
        let confidence = self.confidence.map(|least| ("confidence".to_owned(), least.into()));
        given.chain(confidence).chain([("all_copies".to_owned(), self.copies.into())]).collect()
    }
}

impl Paging {
    /// The question for one page.
    pub fn of(&self, query: Query) -> Query {
        Query { limit: Some(self.limit), ..query }
    }

    /// Where to go on.
    pub fn cursor(&self) -> Result<Option<Cursor>, Failure> {
        self.after.as_deref().map(|text| text.parse().map_err(Failure::from)).transpose()
    }
}

/// Writes an answer as indented JSON.
pub fn write_json(answer: &impl Serialize) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, answer).map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()?;
    Ok(())
}

/// Writes rows as CSV; lists are joined by `;`, and what has a name is given by it.
pub fn write_csv(rows: &[impl Serialize]) -> Result<(), Failure> {
    let mut objects: Vec<Map<String, Value>> = Vec::with_capacity(rows.len());
    for row in rows {
        match serde_json::to_value(row).map_err(io::Error::from)? {
            Value::Object(object) => objects.push(object),
            other => objects.push([("value".to_owned(), other)].into_iter().collect()),
        }
    }
    let columns: Vec<String> = objects.first().map(|o| o.keys().cloned().collect()).unwrap_or_default();
    let cells =
        objects.iter().map(|o| columns.iter().map(|c| o.get(c).map(cell).unwrap_or_default()).collect());
    write_table(&columns, cells)
}

/// Writes a table as CSV.
pub fn write_table(columns: &[String], rows: impl Iterator<Item = Vec<String>>) -> Result<(), Failure> {
    let mut out = csv::Writer::from_writer(io::BufWriter::new(io::stdout().lock()));
    let fail = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => Failure::from(error),
        other => Failure::input(format!("the table cannot be written ({other:?})")),
    };
    if !columns.is_empty() {
        out.write_record(columns).map_err(fail)?;
    }
    for row in rows {
        out.write_record(row).map_err(fail)?;
    }
    out.flush()?;
    Ok(())
}

/// A value as a field of CSV.
pub fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(";"),
        Value::Object(object) => {
            let name = ["name", "text", "id"].into_iter().find_map(|key| object.get(key)?.as_str());
            name.map_or_else(|| value.to_string(), str::to_owned)
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::cell;

    #[test]
    fn cells_are_flat() {
        assert_eq!(cell(&json!([{"name": "Chad", "code": "TCD"}, {"name": "Sudan"}])), "Chad;Sudan");
        assert_eq!(cell(&json!(null)), "");
        assert_eq!(cell(&json!(0.5)), "0.5");
        assert_eq!(cell(&json!([[1, 2], [3, 4]])), "1;2;3;4");
    }
}
