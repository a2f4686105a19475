//! The article itself: its text and where it comes from.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::CodePointSpan;

/// In which form an article came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Format {
    #[default]
    Text,
    Html,
    Feed,
    Warc,
    Newsml,
    Nitf,
    Ninjs,
    Jsonl,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 8] =
        [Self::Text, Self::Html, Self::Feed, Self::Warc, Self::Newsml, Self::Nitf, Self::Ninjs, Self::Jsonl];

    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Feed => "feed",
            Self::Warc => "warc",
            Self::Newsml => "newsml",
            Self::Nitf => "nitf",
            Self::Ninjs => "ninjs",
            Self::Jsonl => "jsonl",
        }
    }

    /// The format with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// Where the publication date is known from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PublishedFrom {
    /// The user said so.
    Option,
    /// The page's or the container's metadata.
    Metadata,
    /// The address holds a date.
    Url,
    /// A line of the text.
    Text,
    /// There is none.
    #[default]
    Unknown,
}

/// The place name before the first paragraph's dash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dateline {
    /// Its words.
    pub text: String,
    /// Where they lie.
    pub span: CodePointSpan,
    /// The place that they name.
    pub place: Option<String>,
}

/// A stretch of the input that is not part of the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dropped {
    /// The words that were cut.
    pub text: String,
    /// Why, such as `icon-label` or `share-line`.
    pub why: String,
}

/// The article: its text and what is known about its source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentRecord {
    /// Hash of the normalised text, in hexadecimal.
    pub id: String,
    /// The file, as the user named it, with a line number where the file holds many articles.
    pub path: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// In which form it came.
    pub format: Format,
    /// Who published it.
    pub outlet: Option<String>,
    /// The wire or paper that it was taken from.
    pub credit: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The byline's persons, in order.
    pub authors: Vec<String>,
    /// The place name before the first paragraph's dash.
    pub dateline: Option<Dateline>,
    /// The day (`2025-04-17`) or instant (RFC 3339) of publication.
    pub published: Option<String>,
    /// Where that date is known from.
    pub published_from: PublishedFrom,
    /// BCP 47 tag of the language.
    pub language: Option<String>,
    /// Title, blank line, body; every span counts its code points.
    pub text: String,
    /// What was cut from the input, never silently.
    pub dropped: Vec<Dropped>,
    /// Fields of a JSON Lines input that Dateline does not know, carried along.
    pub extra: BTreeMap<String, Value>,
    /// What a reader of this record should know about the reading: sentences for people.
    pub notes: Vec<String>,
}
