//! The layers of `dateline-annotate`: entities, places, times, quantities, statements, as plain data.

use crate::{EntityKind, Form, Layer, Span, Spanned};

/// Where an entity's role (its office, its affiliation) is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleSource {
    /// The article says it.
    Text,
    /// The knowledge files say it.
    Gazetteer,
}

/// An office or affiliation of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The title, such as "Secretary of State".
    pub title: String,
    /// Code of the country or body that it belongs to.
    pub of: Option<String>,
    /// The words that say so, where the article does.
    pub span: Option<Span>,
    /// Text or knowledge.
    pub source: RoleSource,
}

/// One mention of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntityMention {
    /// Its words.
    pub span: Span,
    /// Index of its head word.
    pub head: usize,
    /// Name, nominal or pronoun.
    pub form: Form,
}

impl Spanned for EntityMention {
    fn span(&self) -> Span {
        self.span
    }
}

/// Somebody or something that the article refers to, with all its mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
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
    /// Mentions in reading order; never empty.
    pub mentions: Vec<EntityMention>,
    /// Why the code was given, for `--explain`.
    pub why: String,
    /// Whether the code is only that of the country the text is about there, and an act's place may say better.
    pub assumed: bool,
}

/// A place with the mentions that it was found by.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The name by the gazetteer, or the text's where it has no entry.
    pub name: String,
    /// `city`, `region`, `country`, `water`, `facility` …
    pub kind: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-level region.
    pub admin1: Option<String>,
    /// Latitude and longitude in degrees (WGS 84).
    pub coordinates: Option<(f64, f64)>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Inhabitants.
    pub population: Option<u64>,
    /// Mentions in reading order; never empty.
    pub mentions: Vec<Span>,
}

/// What kind of time an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

/// What a relative time hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The day of publication.
    Publication,
    /// Another expression or none.
    Other,
}

/// A time expression with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Its words.
    pub span: Span,
    /// Date, time, duration or set.
    pub kind: TimeKind,
    /// EDTF (ISO 8601-2), a duration as ISO 8601; `None` where the text leaves it open.
    pub value: Option<String>,
    /// What it hangs on.
    pub anchor: Anchor,
    /// The rule that found it.
    pub found_by: &'static str,
}

impl Spanned for TimeExpression {
    fn span(&self) -> Span {
        self.span
    }
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
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

/// A figure with what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The words of the figure with its bound and unit: "more than 100", "a dozen people".
    pub span: Span,
    /// Index of the number's last word in the document's syntax: what binds it to an act.
    pub token: usize,
    /// What it counts.
    pub kind: QuantityKind,
    /// The least; `None` where only an upper bound is given.
    pub low: Option<f64>,
    /// The most; `None` where only a lower bound is given.
    pub high: Option<f64>,
    /// Whether the text says "about", "some", "dozens".
    pub approximate: bool,
    /// `day`, `hour`, … for durations; the thing counted else.
    pub unit: Option<String>,
    /// ISO 4217 code for money.
    pub currency: Option<String>,
    /// Index in [`crate::Reading::triggers`] of the act that it measures; `None` where it measures none.
    pub act: Option<usize>,
}

impl Spanned for Quantity {
    fn span(&self) -> Span {
        self.span
    }
}

/// How speech is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Speech {
    Direct,
    Indirect,
    Mixed,
}

/// Something that the article says somebody said or wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Index of the speaker in [`Annotations::entities`].
    pub speaker: Option<usize>,
    /// The cue's words: "said", "according to".
    pub cue: Option<Span>,
    /// The stretches of what was said, in reading order; never empty; without the outer quotation marks.
    pub content: Vec<Span>,
    /// Direct, indirect or mixed.
    pub speech: Speech,
    /// Index of the entity spoken to.
    pub addressee: Option<usize>,
    /// Where it was said or written: "X", "a televised address".
    pub medium: Option<String>,
    /// Index of the place in [`Annotations::places`].
    pub place: Option<usize>,
    /// Index of the time in [`Annotations::times`].
    pub time: Option<usize>,
    /// The rule or model head that found it.
    pub found_by: &'static str,
}

impl Spanned for Statement {
    fn span(&self) -> Span {
        self.content.iter().copied().reduce(Span::cover).unwrap_or_default()
    }
}

/// When and where an act named by a trigger happened, and which figures belong to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// Index of the time in [`Annotations::times`].
    pub time: Option<usize>,
    /// Index of the place in [`Annotations::places`].
    pub place: Option<usize>,
    /// Indices of the figures in [`Annotations::quantities`].
    pub quantities: Vec<usize>,
}

/// All layers of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    /// Entities in order of their first mention.
    pub entities: Vec<Entity>,
    /// Places in order of their first mention.
    pub places: Vec<Place>,
    /// Time expressions.
    pub times: Layer<TimeExpression>,
    /// Figures.
    pub quantities: Layer<Quantity>,
    /// Statements.
    pub statements: Layer<Statement>,
    /// For each of the reader's triggers, in the order of [`crate::Reading::triggers`], its setting.
    pub settings: Vec<Setting>,
}

impl Annotations {
    /// Index of the entity that has a mention whose head is this word, or (failing that) the smallest mention over it.
    pub fn entity_at(&self, token: usize, span: Span) -> Option<usize> {
        let mentions =
            || self.entities.iter().enumerate().flat_map(|(i, e)| e.mentions.iter().map(move |m| (i, m)));
        mentions()
            .filter(|(_, m)| m.head == token)
            .min_by_key(|(_, m)| m.span.len())
            .or_else(|| mentions().filter(|(_, m)| m.span.contains(span)).min_by_key(|(_, m)| m.span.len()))
            .map(|(i, _)| i)
    }
}
