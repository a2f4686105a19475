//! The column set of ICEWS, which GDELT's users know too: CAMEO codes, a row for each pair of source and target.
//!
//! Names and order are those of the ICEWS coded event data (Boschee et al., Harvard Dataverse).

use std::rc::Rc;

use dateline_knowledge::{Knowledge, Ontology};
use dateline_record::Entity;
use dateline_record::table::Cell;

use super::column::{Column, date, day, float, integer, list, maybe, published_day, some, text, unknown};
use super::events::{Act, spot, spot_of_kind};
use super::polecat::first_day;

/// Names for codes.
pub struct Words {
    countries: Knowledge,
    plover: Ontology,
}

/// A pair of parties to an act.
pub struct Pair {
    act: Rc<Act>,
    /// Counted from 1 in the act.
    number: usize,
    /// Plain words for the CAMEO code.
    words: Option<String>,
    source: Option<Rc<Side>>,
    target: Option<Rc<Side>>,
    country: Option<&'static str>,
}

/// A party as the layout shows it.
struct Side {
    name: String,
    sectors: Vec<String>,
    /// Name of the country, else the code.
    country: Option<String>,
}

/// The columns.
pub static COLUMNS: &[Column<Pair>] = &[
    text(
        "Event ID",
        "article/v1/1: the event in the archive, then the pair in it; of a thread the thread, then the pair",
        |p| {
            let id = p.act.thread.as_ref().map_or_else(|| p.act.event.id(), |thread| thread.id.clone());
            some(&format!("{id}/{}", p.number))
        },
    ),
    date(
        "Event Date",
        "first day of the act; the day of publication where the text gives none, as in ICEWS",
        |p| {
            let own = match &p.act.thread {
                Some(thread) => day(thread.from.as_deref()),
                None => Cell::Date(first_day(&p.act)),
            };
            match own {
                Cell::Date(None) => Cell::Date(published_day(&p.act.event.article.record)),
                known => known,
            }
        },
    ),
    text("Source Name", "who acts", |p| maybe(p.source.as_ref().map(|s| s.name.as_str()))),
    text("Source Sectors", "its sectors, most specific first, joined by commas", |p| {
        sectors(p.source.as_deref())
    }),
    text("Source Country", "name of its country; the code where it belongs to none (IGO, NGO …)", |p| {
        maybe(p.source.as_ref().and_then(|s| s.country.as_deref()))
    }),
    text("Event Text", "plain words for the PLOVER type and mode that the CAMEO code stands for", |p| {
        maybe(p.words.as_deref())
    }),
    text("CAMEO Code", "CAMEO code of the type and mode", |p| maybe(p.act.event.event().cameo.as_deref())),
    float("Intensity", "Goldstein's scale, -10 to 10", |p| Cell::Float(p.act.event.event().intensity)),
    text("Target Name", "who is acted on", |p| maybe(p.target.as_ref().map(|s| s.name.as_str()))),
    text("Target Sectors", "its sectors", |p| sectors(p.target.as_deref())),
    text("Target Country", "name of its country, else the code", |p| {
        maybe(p.target.as_ref().and_then(|s| s.country.as_deref()))
    }),
    text("Story ID", "identifier of the article in the archive", |p| some(&p.act.event.article.row.id)),
    integer("Sentence Number", "the sentence of the article, from 1; the headline counts", |p| {
        let sentence = p.act.event.article.record.sentence_of(p.act.event.event().evidence);
        Cell::Integer(sentence.and_then(|s| i64::try_from(s + 1).ok()))
    }),
    text("Publisher", "who published the article", |p| maybe(p.act.event.article.row.outlet.as_deref())),
    text("City", "the place of the act, where it is a town", |p| maybe(spot_of_kind(&p.act, "city"))),
    text("District", "always empty: Dateline has no second-level regions", unknown),
    text("Province", "first-level region", |p| maybe(spot(&p.act).and_then(|place| place.admin1))),
    text("Country", "name of the country of the act's place", |p| maybe(p.country)),
    float("Latitude", "degrees, WGS 84", |p| Cell::Float(spot(&p.act).and_then(|place| place.latitude))),
    float("Longitude", "degrees, WGS 84", |p| Cell::Float(spot(&p.act).and_then(|place| place.longitude))),
];

impl Words {
    /// The names that the program carries.
    pub fn load() -> Self {
        Self { countries: Knowledge::load(), plover: Ontology::plover() }
    }

    fn side(&self, entity: &Entity) -> Rc<Side> {
        let code = entity.code.as_deref();
        let country = code.map(|code| self.countries.country_name(code).unwrap_or(code).to_owned());
        Rc::new(Side { name: super::column::line(&entity.name), sectors: entity.sectors.clone(), country })
    }
}

/// Source and target; a side that is unknown is `None`.
type Dyad = (Option<Rc<Side>>, Option<Rc<Side>>);

/// The pairs of an act: each actor with each recipient; where all sides are actors, as in talks, each with each other one,
/// both ways; where one side is unknown, each known party alone. An act without known parties is one row.
pub fn pairs(words: &Words, act: Act) -> Vec<Pair> {
    let record = &act.event.article.record;
    let event = act.event.event();
    let event_type = words.plover.event_type(&event.event_type);
    let plain = event.cameo.as_ref().and(event_type).map(|found| {
        let mode = event.mode.as_deref().and_then(|mode| found.mode(mode));
        mode.map_or(&found.plain, |mode| &mode.plain).clone()
    });
    let sides = |ids: &[String]| -> Vec<Rc<Side>> {
        super::column::entities(record, ids).map(|entity| words.side(entity)).collect()
    };
    let (actors, recipients) = (sides(&event.actors), sides(&event.recipients));
    let mutual =
        recipients.is_empty() && actors.len() > 1 && event_type.is_some_and(|found| found.reciprocal);
    let dyads = if mutual { among(&actors) } else { between(actors, recipients) };
    let country = spot(&act).and_then(|spot| words.countries.country_name(spot.country?));
    let act = Rc::new(act);
    let pair = |(number, (source, target)): (usize, Dyad)| Pair {
        act: Rc::clone(&act),
        number,
        words: plain.clone(),
        source,
        target,
        country,
    };
    (1..).zip(dyads).map(pair).collect()
}

/// Each with each other one.
fn among(actors: &[Rc<Side>]) -> Vec<Dyad> {
    let mut dyads = Vec::new();
    for (i, source) in actors.iter().enumerate() {
        let others = actors.iter().enumerate().filter(|(j, _)| i != *j);
        dyads.extend(others.map(|(_, target)| (Some(Rc::clone(source)), Some(Rc::clone(target)))));
    }
    dyads
}

/// Each actor with each recipient.
fn between(actors: Vec<Rc<Side>>, recipients: Vec<Rc<Side>>) -> Vec<Dyad> {
    // A side that is unknown is one unknown party.
    let or_unknown = |sides: Vec<Rc<Side>>| -> Vec<Option<Rc<Side>>> {
        if sides.is_empty() { vec![None] } else { sides.into_iter().map(Some).collect() }
    };
    let targets = or_unknown(recipients);
    let mut dyads = Vec::new();
    for source in or_unknown(actors) {
        dyads.extend(targets.iter().map(|target| (source.clone(), target.clone())));
    }
    dyads
}

fn sectors(side: Option<&Side>) -> Cell {
    list(side.map(|side| side.sectors.clone()).unwrap_or_default(), ",")
}
