//! What is answered. Every row serialises as the API and `--format json` give it.

use dateline_record::{CodePointSpan, Status};
use schemars::JsonSchema;
use serde::Serialize;

/// An article.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ArticleRow {
    /// Its identifier in the archive, 16 hexadecimal digits.
    pub id: String,
    /// Its record's `document.id`, the hash of the text.
    pub document: String,
    /// Headline, else null.
    pub title: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// The wire or paper that it was taken from.
    pub credit: Option<String>,
    /// Day or instant of publication.
    pub published: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Path, with a line number where the file holds many.
    pub path: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Words of the text.
    pub words: u64,
    /// Events of its record.
    pub events: u64,
    /// Statements of its record.
    pub statements: u64,
    /// The near-duplicates that it belongs to.
    pub syndicate: String,
    /// How many articles are in that group, itself included.
    pub copies: u64,
    /// Whether it is the group's lead: the fullest, the earliest of those.
    pub lead: bool,
    /// The story that it belongs to.
    pub story: Option<String>,
    /// The words around the first match of the text that was asked for, with matches between U+2068 and U+2069.
    pub snippet: Option<String>,
}

/// A group of near-duplicates.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SyndicateRow {
    /// Identifier.
    pub id: String,
    /// All its articles, the lead first.
    pub articles: Vec<ArticleRow>,
}

/// A party to an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartyRow {
    /// Fullest name in the article.
    pub name: String,
    /// ISO 3166-1 alpha-3, `IGO` …
    pub code: Option<String>,
    /// Most specific sector.
    pub sector: Option<String>,
    /// Identifier of the entity in the archive.
    pub entity: Option<String>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PlaceRow {
    /// Name.
    pub name: String,
    /// `city`, `region`, `country` …
    pub kind: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Degrees, WGS 84.
    pub latitude: Option<f64>,
    /// Degrees, WGS 84.
    pub longitude: Option<f64>,
}

/// A figure with who gave it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FigureRow {
    /// `killed`, `injured` …
    pub kind: String,
    /// The least; null where only an upper bound is given.
    pub low: Option<f64>,
    /// The most; null where only a lower bound is given.
    pub high: Option<f64>,
    /// Whether the text says "about".
    pub approximate: bool,
    /// Unit or currency.
    pub unit: Option<String>,
    /// The words of the figure.
    pub text: String,
    /// Who says so; null for the paper's own voice.
    pub source: Option<String>,
    /// The paper.
    pub outlet: Option<String>,
    /// Day or instant of publication.
    pub published: Option<String>,
    /// Article.
    pub article: String,
    /// Event, as `article/v1`.
    pub event: String,
}

/// An act as one sentence reports it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EventRow {
    /// `article/v1`.
    pub id: String,
    /// Article.
    pub article: String,
    /// Headline.
    pub title: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// Day or instant of publication.
    pub published: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Quad class.
    pub quad: String,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Goldstein's scale.
    pub intensity: Option<f64>,
    /// Whether it happened.
    pub status: Status,
    /// Who acts.
    pub actors: Vec<PartyRow>,
    /// Who is acted on.
    pub recipients: Vec<PartyRow>,
    /// Where.
    pub place: Option<PlaceRow>,
    /// When, as EDTF.
    pub date: Option<String>,
    /// First day of that date.
    pub from: Option<String>,
    /// Last day of that date.
    pub to: Option<String>,
    /// Figures.
    pub figures: Vec<FigureRow>,
    /// Who says so; null for the paper's own voice or an unnamed speaker.
    pub asserted_by: Option<PartyRow>,
    /// The words that name the act.
    pub trigger: String,
    /// Where they lie in the article's text, in code points.
    pub trigger_span: CodePointSpan,
    /// The sentence.
    pub evidence: String,
    /// Where it lies in the article's text, in code points.
    pub evidence_span: CodePointSpan,
    /// Probability that the row is right.
    pub confidence: f64,
    /// The thread of the act.
    pub thread: Option<String>,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StatementRow {
    /// `article/s1`.
    pub id: String,
    /// Article.
    pub article: String,
    /// Headline.
    pub title: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// Day or instant of publication.
    pub published: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Who speaks.
    pub speaker: Option<PartyRow>,
    /// To whom.
    pub addressee: Option<PartyRow>,
    /// `direct`, `indirect` or `mixed`.
    pub kind: String,
    /// Cue.
    pub cue: Option<String>,
    /// What was said, the stretches joined by " … ".
    pub content: String,
    /// Where those lie in the article's text, in code points.
    pub content_spans: Vec<CodePointSpan>,
    /// Medium.
    pub medium: Option<String>,
    /// Where it was said.
    pub place: Option<PlaceRow>,
    /// When it was said, as EDTF.
    pub date: Option<String>,
}

/// One act across articles.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ThreadRow {
    /// Identifier, which later additions do not change.
    pub id: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Mode, of the first report that has one.
    pub mode: Option<String>,
    /// Quad class.
    pub quad: String,
    /// The status by the latest reports.
    pub status: Status,
    /// Who acts.
    pub actors: Vec<PartyRow>,
    /// Who is acted on.
    pub recipients: Vec<PartyRow>,
    /// Where, by the first report that says so.
    pub place: Option<PlaceRow>,
    /// First day of the act, where known.
    pub from: Option<String>,
    /// Last day of the act, where known.
    pub to: Option<String>,
    /// Day of the first article that reports it.
    pub first_seen: Option<String>,
    /// Day of the last one.
    pub last_seen: Option<String>,
    /// Articles that report it.
    pub articles: u64,
    /// Independent ones: groups of near-duplicates.
    pub sources: u64,
    /// The sentence of its first report.
    pub evidence: String,
    /// That report, as `article/v1`.
    pub event: String,
    /// The story of that article.
    pub story: Option<String>,
}

/// A status that reports gave to an act.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StatusRow {
    /// The status.
    pub status: Status,
    /// Day of the first article that gives it.
    pub first_seen: Option<String>,
    /// Day of the last one.
    pub last_seen: Option<String>,
    /// How many articles give it.
    pub articles: u64,
    /// The first of these reports, as `article/v1`.
    pub event: String,
}

/// A thread with everything in it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ThreadDetails {
    /// The thread.
    pub thread: ThreadRow,
    /// Its statuses in order of first appearance: history, not overwritten.
    pub history: Vec<StatusRow>,
    /// Figures side by side, by kind, then by date; the same figure from copies of one article once.
    pub figures: Vec<FigureRow>,
    /// Its reports in order of publication, 200 at most.
    pub events: Vec<EventRow>,
}

/// Articles of one story.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StoryRow {
    /// Identifier.
    pub id: String,
    /// Headline, or first words, of its earliest lead article.
    pub title: String,
    /// Day of its first article.
    pub first_seen: Option<String>,
    /// Day of its last article.
    pub last_seen: Option<String>,
    /// Articles.
    pub articles: u64,
    /// Independent ones: groups of near-duplicates.
    pub sources: u64,
}

/// Somebody or something across articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EntityRow {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// `person`, `organisation` …
    pub kind: String,
    /// ISO 3166-1 alpha-3, `IGO` …
    pub code: Option<String>,
    /// Most specific sector that was last seen.
    pub sector: Option<String>,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// Articles that name it.
    pub articles: u64,
    /// Events that it is a party to.
    pub events: u64,
    /// Statements that it makes.
    pub statements: u64,
}

/// An office as articles give it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OfficeRow {
    /// Title.
    pub title: String,
    /// Code of the country or body.
    pub of: Option<String>,
    /// Articles that say so, or name the holder where the gazetteer does.
    pub articles: u64,
    /// Day of the first of them.
    pub first_seen: Option<String>,
    /// Day of the last of them.
    pub last_seen: Option<String>,
}

/// Everything about an entity.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EntityDetails {
    /// The entity.
    pub entity: EntityRow,
    /// Offices, the latest first.
    pub offices: Vec<OfficeRow>,
    /// Its acts, and acts on it, the latest first.
    pub events: Vec<EventRow>,
    /// Meetings, visits and talks that it took part in, the latest first.
    pub meetings: Vec<EventRow>,
    /// Its statements, the latest first.
    pub statements: Vec<StatementRow>,
}

/// What an entry of the agenda is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AgendaKind {
    /// An act that is planned for a day.
    Planned,
    /// A term that runs: a truce, an ultimatum.
    Term,
}

/// An entry of the agenda.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AgendaRow {
    /// A plan or a term.
    pub kind: AgendaKind,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// The act, with its sentence.
    pub event: EventRow,
    /// How the act stands by the latest reports of its thread: a plan may have become actual, or been cancelled.
    pub latest: Status,
    /// Reports in the term, between the same parties, that say it was broken, as events.
    pub broken: Vec<EventRow>,
    /// Reports that say it was extended.
    pub extended: Vec<EventRow>,
}

/// A day of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TimelineDay {
    /// The day; null for acts without one and without a day of publication.
    pub day: Option<String>,
    /// The threads whose first day it is, those with most sources first.
    pub threads: Vec<ThreadRow>,
}
