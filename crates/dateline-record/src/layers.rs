//! What an article speaks of: sentences, entities, places, times, figures, statements.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{CodePointSpan, number};

/// One sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sentence {
    /// Where it lies, without white space around it.
    pub span: CodePointSpan,
    /// Index of its paragraph; the title, where there is one, is paragraph 0.
    pub paragraph: usize,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum EntityKind {
    Person,
    Organisation,
    Country,
    Place,
    Group,
    Facility,
    Event,
    #[default]
    Other,
}

impl EntityKind {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Country => "country",
            Self::Place => "place",
            Self::Group => "group",
            Self::Facility => "facility",
            Self::Event => "event",
            Self::Other => "other",
        }
    }
}

/// Where a role is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RoleSource {
    /// The article says it; the role's span shows where.
    Text,
    /// The knowledge files say it.
    Gazetteer,
}

/// An office or affiliation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Role {
    /// The title, such as "Secretary of State".
    pub title: String,
    /// Code of the country or body that it belongs to.
    pub of: Option<String>,
    /// The words that say so; null where the article does not.
    pub span: Option<CodePointSpan>,
    /// Text or gazetteer.
    pub from: RoleSource,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// By a proper name.
    Name,
    /// By a common noun.
    Nominal,
    /// By a pronoun.
    Pronoun,
}

/// One mention of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// Its words.
    pub span: CodePointSpan,
    /// How it refers.
    pub form: Form,
}

/// Somebody or something that the article refers to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// `e1`, `e2`, …
    pub id: String,
    /// The fullest form in the text.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// ISO 3166-1 alpha-3, `IGO`, `NGO`, `MNC`, `INT`, `EUR` …
    pub code: Option<String>,
    /// Sectors, most specific first.
    pub sectors: Vec<String>,
    /// Wikidata item, where certain.
    pub wikidata: Option<String>,
    /// Offices and affiliations.
    pub roles: Vec<Role>,
    /// Its mentions in reading order; never empty.
    pub mentions: Vec<Mention>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// `p1`, `p2`, …
    pub id: String,
    /// The gazetteer's name, or the text's where the gazetteer has none.
    pub name: String,
    /// `city`, `region`, `country`, `water`, `facility` …
    pub kind: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-level region.
    pub admin1: Option<String>,
    /// Latitude in degrees (WGS 84).
    pub lat: Option<f64>,
    /// Longitude in degrees (WGS 84).
    pub lon: Option<f64>,
    /// GeoNames identifier.
    pub geonames: Option<u32>,
    /// The words that name it, in reading order; never empty.
    pub mentions: Vec<CodePointSpan>,
}

/// What kind of time an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

/// What a relative time hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Anchor {
    /// The day of publication.
    Publication,
    /// Another expression, or none.
    Other,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// `t1`, `t2`, …
    pub id: String,
    /// Its words.
    pub span: CodePointSpan,
    /// The words themselves.
    pub text: String,
    /// Date, time, duration or set.
    pub kind: TimeKind,
    /// EDTF (ISO 8601-2), a duration as ISO 8601; null where the text leaves it open.
    pub value: Option<String>,
    /// What it hangs on.
    pub anchor: Anchor,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum QuantityKind {
    Killed,
    Injured,
    Detained,
    Released,
    Abducted,
    Deported,
    Displaced,
    Missing,
    Troops,
    Money,
    Duration,
    Participants,
    Other,
}

impl QuantityKind {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Injured => "injured",
            Self::Detained => "detained",
            Self::Released => "released",
            Self::Abducted => "abducted",
            Self::Deported => "deported",
            Self::Displaced => "displaced",
            Self::Missing => "missing",
            Self::Troops => "troops",
            Self::Money => "money",
            Self::Duration => "duration",
            Self::Participants => "participants",
            Self::Other => "other",
        }
    }
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    /// `q1`, `q2`, …
    pub id: String,
    /// The words of the figure with its bound and unit.
    pub span: CodePointSpan,
    /// What it counts.
    pub kind: QuantityKind,
    /// The least; null where only an upper bound is given.
    #[serde(serialize_with = "number::whole_if_whole")]
    pub low: Option<f64>,
    /// The most; null where only a lower bound is given.
    #[serde(serialize_with = "number::whole_if_whole")]
    pub high: Option<f64>,
    /// Whether the text says "about", "some", "dozens".
    pub approximate: bool,
    /// `day`, `hour` … for durations, the thing counted else.
    pub unit: Option<String>,
    /// ISO 4217 code of money.
    pub currency: Option<String>,
}

/// How speech is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Speech {
    Direct,
    Indirect,
    Mixed,
}

impl Speech {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// Something that the article says somebody said or wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// `s1`, `s2`, …
    pub id: String,
    /// The entity that speaks.
    pub speaker: Option<String>,
    /// The words that mark the speech: "said", "according to".
    pub cue: Option<CodePointSpan>,
    /// The stretches of what was said, in reading order, without the outer quotation marks; never empty.
    pub content: Vec<CodePointSpan>,
    /// Direct, indirect or mixed.
    pub kind: Speech,
    /// The entity spoken to.
    pub addressee: Option<String>,
    /// Where it was said or written: "X", "a televised address".
    pub medium: Option<String>,
    /// The place where it was said.
    pub place: Option<String>,
    /// When it was said.
    pub time: Option<String>,
}
