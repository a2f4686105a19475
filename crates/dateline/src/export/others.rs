//! Statements, entities, mentions and articles.

use std::rc::Rc;

use dateline_archive::{WalkedArticle, WalkedEntity, WalkedStatement};
use dateline_record::table::Cell;
use dateline_record::{Entity, Form, Place, PublishedFrom, Record};

use super::column::{
    Column, count, date, day, days, flag, float, integer, list, maybe, position, some, text,
};

/// The columns of the statements table.
pub static STATEMENTS: &[Column<WalkedStatement>] = &[
    text("statement", "identifier of the statement in the archive: article/s1", |s| some(&s.id())),
    text("article", "identifier of the article in the archive", |s| some(&s.article.row.id)),
    text("document", "hash of the article's text, the same for the same text elsewhere", |s| {
        some(&s.article.row.document)
    }),
    text("story", "the story that the article belongs to", |s| maybe(s.article.row.story.as_deref())),
    text("syndicate", "the group of near-duplicates that the article belongs to", |s| {
        some(&s.article.row.syndicate)
    }),
    integer("copies", "articles in that group, this one included", |s| count(s.article.row.copies)),
    integer("lead", "1 for the article that stands for that group, else 0", |s| flag(s.article.row.lead)),
    text("speaker", "who speaks; empty where the article does not say", |s| {
        maybe(speaker(s).map(|e| e.name.as_str()))
    }),
    text("speaker_id", "as the entities table numbers them", |s| {
        maybe(speaker(s).and_then(|e| s.article.entity(e)))
    }),
    text("speaker_code", "the speaker's code: ISO 3166-1 alpha-3, IGO …", |s| {
        maybe(speaker(s).and_then(|e| e.code.as_deref()))
    }),
    text("speaker_sector", "the speaker's most specific sector", |s| {
        maybe(speaker(s).and_then(|e| e.sectors.first()).map(String::as_str))
    }),
    text("addressee", "who is spoken to", |s| maybe(addressee(s).map(|e| e.name.as_str()))),
    text("addressee_id", "as the entities table numbers them", |s| {
        maybe(addressee(s).and_then(|e| s.article.entity(e)))
    }),
    text("addressee_code", "the addressee's code", |s| maybe(addressee(s).and_then(|e| e.code.as_deref()))),
    text("kind", "direct, indirect or mixed speech", |s| some(s.statement().kind.name())),
    text("cue", "the words that mark the speech", |s| {
        maybe(s.statement().cue.map(|span| record(s).slice(span)))
    }),
    text("content", "what was said, its stretches joined by an ellipsis", |s| {
        let stretches: Vec<&str> = s.statement().content.iter().map(|span| record(s).slice(*span)).collect();
        some(&stretches.join(" … "))
    }),
    text(
        "content_spans",
        "where those stretches lie: start-end in code points of the text, joined by ;",
        |s| list(s.statement().content.iter().map(|[start, end]| format!("{start}-{end}")), ";"),
    ),
    integer("sentence", "index of the sentence in which they begin, from 0", |s| {
        let sentence = s.statement().content.first().and_then(|span| record(s).sentence_of(*span));
        sentence.map_or(Cell::Integer(None), position)
    }),
    text("medium", "where it was said or written: X, a televised address …", |s| {
        maybe(s.statement().medium.as_deref())
    }),
    text("place", "where it was said", |s| maybe(place(s).map(|p| p.name.as_str()))),
    text("place_country", "ISO 3166-1 alpha-3", |s| maybe(place(s).and_then(|p| p.country.as_deref()))),
    float("latitude", "degrees, WGS 84", |s| Cell::Float(place(s).and_then(|p| p.lat))),
    float("longitude", "degrees, WGS 84", |s| Cell::Float(place(s).and_then(|p| p.lon))),
    text("date", "when it was said, as EDTF", |s| {
        maybe(s.statement().time.as_deref().and_then(|id| record(s).time(id)?.value.as_deref()))
    }),
    date("date_start", "first day of that date", |s| {
        Cell::Date(days(record(s), s.statement().time.as_deref()).0)
    }),
    date("date_end", "last day of that date", |s| {
        Cell::Date(days(record(s), s.statement().time.as_deref()).1)
    }),
    text("outlet", "who published it", |s| maybe(s.article.row.outlet.as_deref())),
    text("credit", "wire or paper that it was taken from", |s| maybe(s.article.row.credit.as_deref())),
    text("published", "day or instant of publication", |s| maybe(s.article.row.published.as_deref())),
    text("title", "headline", |s| maybe(s.article.row.title.as_deref())),
    text("url", "address", |s| maybe(s.article.row.url.as_deref())),
];

fn record(statement: &WalkedStatement) -> &Record {
    &statement.article.record
}

fn speaker(statement: &WalkedStatement) -> Option<&Entity> {
    record(statement).entity(statement.statement().speaker.as_deref()?)
}

fn addressee(statement: &WalkedStatement) -> Option<&Entity> {
    record(statement).entity(statement.statement().addressee.as_deref()?)
}

fn place(statement: &WalkedStatement) -> Option<&Place> {
    record(statement).place(statement.statement().place.as_deref()?)
}

/// The columns of the entities table.
pub static ENTITIES: &[Column<WalkedEntity>] = &[
    text("entity", "identifier in the archive", |e| some(&e.row.id)),
    text("name", "name", |e| some(&e.row.name)),
    text("kind", "person, organisation, country, place, group, facility, event or other", |e| {
        some(&e.row.kind)
    }),
    text("code", "ISO 3166-1 alpha-3, IGO, NGO …", |e| maybe(e.row.code.as_deref())),
    text("sector", "most specific sector that was last seen", |e| maybe(e.row.sector.as_deref())),
    text("wikidata", "Wikidata item, where certain", |e| maybe(e.row.wikidata.as_deref())),
    text(
        "offices",
        "titles that articles give it, with the code of the country or body in brackets, the latest first, joined by ;",
        |e| {
            let office = |office: &dateline_archive::OfficeRow| match &office.of {
                Some(of) => format!("{} ({of})", office.title),
                None => office.title.clone(),
            };
            list(e.offices.iter().map(office), ";")
        },
    ),
    integer("articles", "articles that name it", |e| count(e.row.articles)),
    integer("events", "events that it is a party to", |e| count(e.row.events)),
    integer("acts", "events in which it acts", |e| count(e.acts)),
    integer("acted_on", "events in which it is acted on", |e| count(e.acted_on)),
    integer("statements", "statements that it makes", |e| count(e.row.statements)),
    date("first_seen", "day of the first article that names it", |e| day(e.first_seen.as_deref())),
    date("last_seen", "day of the last article that names it", |e| day(e.last_seen.as_deref())),
];

/// A mention with its article.
pub struct MentionRow {
    article: Rc<WalkedArticle>,
    entity: usize,
    mention: usize,
}

impl MentionRow {
    fn entity(&self) -> Option<&Entity> {
        self.article.record.entities.get(self.entity)
    }

    fn mention(&self) -> Option<dateline_record::Mention> {
        self.entity()?.mentions.get(self.mention).copied()
    }
}

/// The mentions of an article, in reading order.
pub fn mentions(article: &Rc<WalkedArticle>) -> Vec<MentionRow> {
    let of_entity = |(entity, found): (usize, &Entity)| {
        let rows = 0..found.mentions.len();
        rows.map(move |mention| MentionRow { article: Rc::clone(article), entity, mention })
            .collect::<Vec<_>>()
    };
    let mut rows: Vec<MentionRow> = article.record.entities.iter().enumerate().flat_map(of_entity).collect();
    rows.sort_by_key(|row| row.mention().map(|mention| mention.span));
    rows
}

/// The columns of the mentions table.
pub static MENTIONS: &[Column<MentionRow>] = &[
    text("article", "identifier of the article in the archive", |m| some(&m.article.row.id)),
    text("document", "hash of the article's text, the same for the same text elsewhere", |m| {
        some(&m.article.row.document)
    }),
    text("entity", "whom it names, as the entities table numbers them", |m| {
        maybe(m.entity().and_then(|e| m.article.entity(e)))
    }),
    text("entity_in_article", "whom it names, as the article's record numbers them", |m| {
        maybe(m.entity().map(|e| e.id.as_str()))
    }),
    text("name", "the fullest name in the article", |m| maybe(m.entity().map(|e| e.name.as_str()))),
    text("kind", "person, organisation, country, place, group, facility, event or other", |m| {
        maybe(m.entity().map(|e| e.kind.name()))
    }),
    text("code", "ISO 3166-1 alpha-3, IGO, NGO …", |m| maybe(m.entity().and_then(|e| e.code.as_deref()))),
    text("sectors", "sectors in this article, most specific first, joined by ;", |m| {
        list(m.entity().map(|e| e.sectors.clone()).unwrap_or_default(), ";")
    }),
    text("wikidata", "Wikidata item, where certain", |m| {
        maybe(m.entity().and_then(|e| e.wikidata.as_deref()))
    }),
    text("form", "name, nominal (a common noun) or pronoun", |m| {
        maybe(m.mention().map(|mention| form(mention.form)))
    }),
    text("text", "the words", |m| maybe(m.mention().map(|mention| m.article.record.slice(mention.span)))),
    integer("start", "where they begin, in code points of the text", |m| {
        m.mention().map_or(Cell::Integer(None), |mention| position(mention.span[0]))
    }),
    integer("end", "where they end", |m| {
        m.mention().map_or(Cell::Integer(None), |mention| position(mention.span[1]))
    }),
    integer("sentence", "index of the sentence, from 0", |m| {
        let sentence = m.mention().and_then(|mention| m.article.record.sentence_of(mention.span));
        sentence.map_or(Cell::Integer(None), position)
    }),
    text("outlet", "who published the article", |m| maybe(m.article.row.outlet.as_deref())),
    text("published", "day or instant of publication", |m| maybe(m.article.row.published.as_deref())),
];

fn form(form: Form) -> &'static str {
    match form {
        Form::Name => "name",
        Form::Nominal => "nominal",
        Form::Pronoun => "pronoun",
    }
}

/// The columns of the articles table.
pub static ARTICLES: &[Column<Rc<WalkedArticle>>] = &[
    text("article", "identifier of the article in the archive", |a| some(&a.row.id)),
    text("document", "hash of the text, the same for the same text elsewhere", |a| some(&a.row.document)),
    text("title", "headline", |a| maybe(a.row.title.as_deref())),
    text("outlet", "who published it", |a| maybe(a.row.outlet.as_deref())),
    text("credit", "wire or paper that it was taken from", |a| maybe(a.row.credit.as_deref())),
    text("authors", "persons of the byline, joined by ;", |a| {
        list(a.record.document.authors.iter().cloned(), ";")
    }),
    text("published", "day or instant of publication", |a| maybe(a.row.published.as_deref())),
    text("published_from", "where that is known from: option, metadata, url, text or unknown", |a| {
        some(match a.record.document.published_from {
            PublishedFrom::Option => "option",
            PublishedFrom::Metadata => "metadata",
            PublishedFrom::Url => "url",
            PublishedFrom::Text => "text",
            PublishedFrom::Unknown => "unknown",
        })
    }),
    text("dateline", "the place name before the first paragraph's dash", |a| {
        maybe(a.record.document.dateline.as_ref().map(|d| d.text.as_str()))
    }),
    text("url", "address", |a| maybe(a.row.url.as_deref())),
    text("path", "file, with a line number where it holds many", |a| maybe(a.row.path.as_deref())),
    text("format", "in which form it came: text, html, feed …", |a| some(a.record.document.format.name())),
    text("language", "BCP 47 tag", |a| maybe(a.row.language.as_deref())),
    integer("words", "words of the text", |a| count(a.row.words)),
    integer("sentences", "sentences of the text, the headline included", |a| {
        position(a.record.sentences.len())
    }),
    integer("events", "events of its record, repetitions included", |a| count(a.row.events)),
    integer("statements", "statements of its record", |a| count(a.row.statements)),
    text("syndicate", "the group of near-duplicates that it belongs to", |a| some(&a.row.syndicate)),
    integer("copies", "articles in that group, this one included", |a| count(a.row.copies)),
    integer("lead", "1 for the article that stands for that group, else 0", |a| flag(a.row.lead)),
    text("story", "the story that it belongs to", |a| maybe(a.row.story.as_deref())),
    text("schema", "version of the record's shape", |a| some(&a.record.schema)),
    text("version", "version of Dateline that read it", |a| some(&a.record.version)),
    text("model", "version of the weights that read it", |a| maybe(a.record.model.as_deref())),
    text("rules", "version of the knowledge files and the ontology", |a| maybe(a.record.rules.as_deref())),
];
