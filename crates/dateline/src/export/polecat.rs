//! The column set of POLECAT.
//!
//! Names and order are those of the weekly files that the POLECAT project publishes (Halterman, Bagozzi, Beger, Schrodt and
//! Scarborough 2023, "PLOVER and POLECAT", Harvard Dataverse); Dateline's event types and modes are PLOVER's.

use dateline_record::table::Cell;
use dateline_record::{Entity, EntityKind, Record};

use super::column::{
    Column, date, day, days, entities, float, inside, line, list, maybe, some, text, unknown,
};
use super::column::{integer, published_day};
use super::events::{Act, Spot, spot, spot_of_kind};

/// What joins values of one cell.
const AND: &str = "; ";

/// The columns.
pub static COLUMNS: &[Column<Act>] = &[
    text(
        "Event ID",
        "article_v1: the article in the archive and the event in it; of a thread the thread",
        |a| match &a.thread {
            Some(thread) => some(&thread.id),
            None => some(&a.event.id().replace('/', "_")),
        },
    ),
    date("Event Date", "first day of the act; empty where the text gives none", |a| match &a.thread {
        Some(thread) => day(thread.from.as_deref()),
        None => Cell::Date(first_day(a)),
    }),
    text("Event Type", "PLOVER type", |a| some(&a.event.event().event_type)),
    text("Event Mode", "PLOVER mode", |a| maybe(mode(a))),
    float("Intensity", "Goldstein's scale, -10 to 10", |a| Cell::Float(a.event.event().intensity)),
    text("Quad Code", "quad class in capitals, such as VERBAL COOPERATION", |a| {
        some(&a.event.event().quad.replace('-', " ").to_uppercase())
    }),
    text("Contexts", "PLOVER contexts", |a| list(a.event.event().contexts.iter().cloned(), AND)),
    text("Actor Name", "who acts: the fullest names in the article", |a| all(actors(a), |e| e.name.clone())),
    text("Actor Country", "their codes: ISO 3166-1 alpha-3, IGO, NGO …", |a| all(actors(a), code)),
    text("Actor COW", "always empty: Dateline has no Correlates of War codes", unknown),
    text("Primary Actor Sector", "most specific sector of the first actor", |a| primary(actors(a))),
    text("Actor Sectors", "all sectors of all actors, each once", |a| sectors(actors(a))),
    text("Actor Title", "their offices", |a| all(actors(a), title)),
    text(
        "Actor Name Raw",
        "the words that name them in the sentence, else their first words in the article",
        |a| all(actors(a), |e| raw(a, e)),
    ),
    text(
        "Wikipedia Actor ID",
        "Wikidata items (Q…), where certain; POLECAT has page names of Wikipedia",
        |a| all(actors(a), wikidata),
    ),
    text("Recipient Name", "who is acted on", |a| all(recipients(a), |e| e.name.clone())),
    text("Recipient Country", "their codes", |a| all(recipients(a), code)),
    text("Recipient COW", "always empty: Dateline has no Correlates of War codes", unknown),
    text("Primary Recipient Sector", "most specific sector of the first recipient", |a| {
        primary(recipients(a))
    }),
    text("Recipient Sectors", "all sectors of all recipients, each once", |a| sectors(recipients(a))),
    text("Recipient Title", "their offices", |a| all(recipients(a), title)),
    text("Recipient Name Raw", "the words that name them", |a| all(recipients(a), |e| raw(a, e))),
    text("Wikipedia Recipient ID", "Wikidata items (Q…), where certain", |a| all(recipients(a), wikidata)),
    text("Placename", "where, by the gazetteer's name", |a| maybe(spot(a).map(|p| p.name))),
    text("City", "the place, where it is a town", |a| maybe(spot_of_kind(a, "city"))),
    text("District", "the place, where it is a part of a town", |a| maybe(spot_of_kind(a, "district"))),
    text("Province", "first-level region", |a| maybe(spot(a).and_then(|p| p.admin1))),
    text("Country", "ISO 3166-1 alpha-3", |a| maybe(spot(a).and_then(|p| p.country))),
    float("Latitude", "degrees, WGS 84", |a| Cell::Float(spot(a).and_then(|p| p.latitude))),
    float("Longitude", "degrees, WGS 84", |a| Cell::Float(spot(a).and_then(|p| p.longitude))),
    integer("GeoNames ID", "GeoNames identifier", |a| {
        Cell::Integer(spot(a).and_then(|p| p.geonames).map(i64::from))
    }),
    text(
        "Raw Placename",
        "the words that name the place in the sentence, else its first words in the article",
        |a| maybe(spot(a).map(|p| raw_place(a, &p)).as_deref()),
    ),
    text("Feature Type", "city, region, country …; POLECAT has GeoNames' feature codes", |a| {
        maybe(spot(a).map(|p| p.kind))
    }),
    text("Source", "who published the article", |a| maybe(a.event.article.row.outlet.as_deref())),
    date("Publication Date", "day of publication", |a| Cell::Date(published_day(record(a)))),
    text("Story People", "persons whom the article names", |a| named(a, &[EntityKind::Person])),
    text("Story Organizations", "organisations that the article names", |a| {
        named(a, &[EntityKind::Organisation])
    }),
    text("Story Locations", "places that the article names", |a| {
        list(record(a).places.iter().map(|p| p.name.clone()), AND)
    }),
    text("Language", "BCP 47 tag of the article's language", |a| {
        maybe(a.event.article.row.language.as_deref())
    }),
    text("Version", "version of Dateline that read the article", |a| some(&record(a).version)),
];

fn record(act: &Act) -> &Record {
    &act.event.article.record
}

fn actors(act: &Act) -> Vec<&Entity> {
    entities(record(act), &act.event.event().actors).collect()
}

fn recipients(act: &Act) -> Vec<&Entity> {
    entities(record(act), &act.event.event().recipients).collect()
}

/// First day of the act as the event gives it.
pub fn first_day(act: &Act) -> Option<jiff::civil::Date> {
    let (from, to) = days(record(act), act.event.event().time.as_deref());
    from.or(to)
}

fn all(entities: Vec<&Entity>, value: impl Fn(&Entity) -> String) -> Cell {
    let values: Vec<String> = entities.into_iter().map(value).collect();
    // A cell of mere separators says nothing.
    if values.iter().all(String::is_empty) { Cell::Text(None) } else { list(values, AND) }
}

fn code(entity: &Entity) -> String {
    entity.code.clone().unwrap_or_default()
}

fn wikidata(entity: &Entity) -> String {
    entity.wikidata.clone().unwrap_or_default()
}

fn title(entity: &Entity) -> String {
    entity.roles.first().map(|role| role.title.clone()).unwrap_or_default()
}

fn primary(entities: Vec<&Entity>) -> Cell {
    maybe(entities.first().and_then(|entity| entity.sectors.first()).map(String::as_str))
}

fn sectors(entities: Vec<&Entity>) -> Cell {
    let mut told: Vec<String> = Vec::new();
    for sector in entities.into_iter().flat_map(|entity| &entity.sectors) {
        if !told.contains(sector) {
            told.push(sector.clone());
        }
    }
    list(told, AND)
}

fn raw(act: &Act, entity: &Entity) -> String {
    let evidence = act.event.event().evidence;
    let in_sentence = entity.mentions.iter().find(|mention| inside(mention.span, evidence));
    in_sentence.or(entity.mentions.first()).map(|m| line(record(act).slice(m.span))).unwrap_or_default()
}

fn raw_place(act: &Act, spot: &Spot<'_>) -> String {
    // The place of a thread may be that of a later report, whose words are not at hand.
    let Some(place) = spot.place else { return spot.name.to_owned() };
    let evidence = act.event.event().evidence;
    let in_sentence = place.mentions.iter().find(|span| inside(**span, evidence));
    in_sentence.or(place.mentions.first()).map(|span| line(record(act).slice(*span))).unwrap_or_default()
}

/// The mode; of a thread that of the first report that has one.
fn mode(act: &Act) -> Option<&str> {
    act.thread.as_ref().map_or(&act.event.event().mode, |thread| &thread.mode).as_deref()
}

fn named(act: &Act, kinds: &[EntityKind]) -> Cell {
    let found = record(act).entities.iter().filter(|entity| kinds.contains(&entity.kind));
    list(found.map(|entity| entity.name.clone()), AND)
}
