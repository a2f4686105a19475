//! How many acts: by day, by place, between whom. What charts, maps and networks are drawn from, however large the archive is.
//!
//! Acts are threads: an act that many articles tell counts once. Rows are summed here rather than by the store, whose sorting
//! of some hundred thousand rows takes seconds.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dateline_record::Status;
use jiff::civil::{Date, Weekday};
use rusqlite::{Row, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

use crate::days::{NO_DAY, day_number, day_text};
use crate::error::Result;
use crate::filter::{is_one_of, status_names};
use crate::threads::{of_events, status, thread_sql};
use crate::{Archive, PlaceRow, Query};

/// Acts that ties are counted of at most, the latest: each is asked for its parties.
const TIED: i64 = 100_000;
/// Days of which each has a column of its own; of more days, weeks or months have.
const DAYS: i64 = 120;
/// Days of which each week has a column of its own.
const WEEKS: i64 = 900;

/// How long a stretch of time is that is counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stretch {
    /// A day.
    Day,
    /// A week, from Monday.
    Week,
    /// A month.
    Month,
}

/// Acts day by day, week by week or month by month.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DayCounts {
    /// What is counted together.
    pub by: Stretch,
    /// By stretch, then by status; those without a day come first.
    pub items: Vec<DayCount>,
}

/// The acts of one status in one stretch of time.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DayCount {
    /// First day of the stretch; null for acts without a day.
    pub from: Option<String>,
    /// Last day of it.
    pub to: Option<String>,
    /// The status by the latest reports.
    pub status: Status,
    /// Acts.
    pub acts: u64,
    /// Independent sources of each, added up.
    pub sources: u64,
}

/// Acts by quad class.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct QuadCount {
    /// Quad class.
    pub quad: String,
    /// Acts.
    pub acts: u64,
}

/// Where acts happened.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PlaceCounts {
    /// Acts that were counted.
    pub acts: u64,
    /// Those of them that have a place with coordinates.
    pub placed: u64,
    /// How many places they have.
    pub places: u64,
    /// The places with most acts, most first.
    pub items: Vec<PlaceCount>,
}

/// The acts at one place.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PlaceCount {
    /// Where.
    pub place: PlaceRow,
    /// Acts.
    pub acts: u64,
    /// Independent sources of each, added up.
    pub sources: u64,
    /// The same acts by quad class.
    pub quads: Vec<QuadCount>,
}

/// Who did what to whom, added up.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TieCounts {
    /// Acts that were counted; denied ones tie nobody.
    pub acts: u64,
    /// Whether these are all: of very many acts, the latest are counted.
    pub complete: bool,
    /// Actors that are left out, since others have more sources.
    pub left: u64,
    /// Those with most sources, most first.
    pub actors: Vec<ActorCount>,
    /// Ties between them, those with most sources first.
    pub ties: Vec<TieCount>,
}

/// Somebody who is a party to acts with others.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ActorCount {
    /// Identifier in the archive.
    pub entity: String,
    /// Name.
    pub name: String,
    /// ISO 3166-1 alpha-3, `IGO` …
    pub code: Option<String>,
    /// Independent sources of the ties, added up.
    pub sources: u64,
}

/// What goes on between two of one quad class.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TieCount {
    /// Who acts, by identifier.
    pub from: String,
    /// Who is acted on.
    pub to: String,
    /// Quad class.
    pub quad: String,
    /// Whether it goes one way; acts that two do together go both.
    pub directed: bool,
    /// Acts.
    pub acts: u64,
    /// Independent sources of each, added up.
    pub sources: u64,
}

/// Acts and their sources.
#[derive(Clone, Copy, Default)]
struct Sum {
    acts: u64,
    sources: u64,
}

impl Sum {
    fn add(&mut self, acts: u64, sources: u64) {
        self.acts += acts;
        self.sources += sources;
    }
}

impl Archive {
    /// How many acts each day has, by the day of the act (else of the first article), or each week or month; where `by` is not
    /// given, what the span of days calls for. Order and page of the question do not count, here and below.
    ///
    /// # Errors
    /// When the store fails.
    pub fn day_counts(&self, query: &Query, by: Option<Stretch>) -> Result<DayCounts> {
        let mut sums: BTreeMap<(i64, Status), Sum> = BTreeMap::new();
        self.each_thread(query, "h.sort, h.status, h.sources", "", |row| {
            let status = status(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
            sums.entry((row.get(0)?, status)).or_default().add(1, row.get(2)?);
            Ok(())
        })?;
        let mut days = sums.keys().map(|(day, _)| *day).filter(|day| *day > NO_DAY);
        let first = query.from.map(day_number).or_else(|| days.next()).unwrap_or_default();
        let last = query.to.map(day_number).or_else(|| days.next_back()).unwrap_or(first);
        let by = by.unwrap_or_else(|| Stretch::of(last.saturating_sub(first)));
        let mut stretches: BTreeMap<(Option<(i64, i64)>, Status), Sum> = BTreeMap::new();
        for ((day, status), Sum { acts, sources }) in sums {
            let ends = (day > NO_DAY).then(|| by.ends(day));
            stretches.entry((ends, status)).or_default().add(acts, sources);
        }
        let items = stretches.into_iter().map(|((ends, status), Sum { acts, sources })| {
            let (from, to) = ends.unzip();
            DayCount { from: from.and_then(day_text), to: to.and_then(day_text), status, acts, sources }
        });
        Ok(DayCounts { by, items: items.collect() })
    }

    /// Where acts happened: the places with coordinates and with most acts, as many as the question's limit says.
    ///
    /// # Errors
    /// When the store fails.
    pub fn place_counts(&self, query: &Query) -> Result<PlaceCounts> {
        let mut sums: HashMap<i64, [Sum; QUADS.len()]> = HashMap::new();
        let mut acts = 0;
        self.each_thread(query, "h.place, h.quad, h.sources", "", |row| {
            acts += 1;
            let Some(place) = row.get::<_, Option<i64>>(0)? else { return Ok(()) };
            let quad = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            let at = QUADS.iter().position(|one| *one == quad);
            if let Some(sum) = at.and_then(|at| sums.entry(place).or_default().get_mut(at)) {
                sum.add(1, row.get(2)?);
            }
            Ok(())
        })?;
        let mut load = self.connection.prepare_cached(
            "SELECT name, kind, country, latitude, longitude FROM place WHERE id = ? AND latitude IS NOT NULL AND longitude IS NOT NULL",
        )?;
        let mut counted: Vec<(u64, i64)> = Vec::new();
        let mut items: HashMap<i64, PlaceCount> = HashMap::new();
        for (id, quads) in sums {
            let mut rows = load.query([id])?;
            let Some(row) = rows.next()? else { continue };
            let acts = quads.iter().map(|sum| sum.acts).sum();
            counted.push((acts, id));
            let place = PlaceRow {
                name: row.get(0)?,
                kind: row.get(1)?,
                country: row.get(2)?,
                latitude: row.get(3)?,
                longitude: row.get(4)?,
            };
            let sources = quads.iter().map(|sum| sum.sources).sum();
            let quads = QUADS.iter().zip(quads).filter(|(_, sum)| sum.acts > 0);
            let quads =
                quads.map(|(quad, sum)| QuadCount { quad: (*quad).to_owned(), acts: sum.acts }).collect();
            items.insert(id, PlaceCount { place, acts, sources, quads });
        }
        counted.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        let placed = counted.iter().map(|(acts, _)| acts).sum();
        let most = counted.iter().take(query.page_length());
        Ok(PlaceCounts {
            acts,
            placed,
            places: counted.len() as u64,
            items: most.filter_map(|(_, id)| items.remove(id)).collect(),
        })
    }

    /// Who did what to whom: the actors with most sources, as many as the question's limit says, and the ties between them. Each
    /// actor of an act is tied to each recipient; where there is none, the actors to each other.
    ///
    /// # Errors
    /// When the store fails.
    pub fn tie_counts(&self, query: &Query) -> Result<TieCounts> {
        let mut parties = self.connection.prepare_cached("SELECT role, entity FROM party WHERE event = ?")?;
        let mut sums: HashMap<(i64, i64, String, bool), Sum> = HashMap::new();
        let mut acts: i64 = 0;
        let latest = format!(" AND h.status <> 'negated' ORDER BY h.sort DESC, h.id DESC LIMIT {}", TIED + 1);
        self.each_thread(query, "h.first_event, h.quad, h.sources", &latest, |row| {
            acts += 1;
            if acts > TIED {
                return Ok(());
            }
            let (event, quad, sources): (i64, String, u64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let sides: Vec<(i64, i64)> = parties
                .query_map([event], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            for (from, to, directed) in pairs(&sides) {
                sums.entry((from, to, quad.clone(), directed)).or_default().add(1, sources);
            }
            Ok(())
        })?;
        let mut of_actors: HashMap<i64, u64> = HashMap::new();
        for ((from, to, ..), sum) in &sums {
            *of_actors.entry(*from).or_default() += sum.sources;
            *of_actors.entry(*to).or_default() += sum.sources;
        }
        let mut ranked: Vec<(i64, u64)> = of_actors.into_iter().collect();
        ranked.sort_unstable_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
        let left = ranked.len().saturating_sub(query.page_length()) as u64;
        ranked.truncate(query.page_length());
        let kept: BTreeSet<i64> = ranked.iter().map(|(id, _)| *id).collect();
        let mut ties: Vec<_> =
            sums.into_iter().filter(|((from, to, ..), _)| kept.contains(from) && kept.contains(to)).collect();
        ties.sort_unstable_by(|(one, a), (other, b)| b.sources.cmp(&a.sources).then_with(|| one.cmp(other)));
        let mut load = self.connection.prepare_cached("SELECT name, code FROM entity WHERE id = ?")?;
        let actor = |(id, sources): (i64, u64)| {
            load.query_row([id], |row| {
                Ok(ActorCount { entity: format!("n{id}"), name: row.get(0)?, code: row.get(1)?, sources })
            })
        };
        let tie = |((from, to, quad, directed), sum): ((i64, i64, String, bool), Sum)| TieCount {
            from: format!("n{from}"),
            to: format!("n{to}"),
            quad,
            directed,
            acts: sum.acts,
            sources: sum.sources,
        };
        Ok(TieCounts {
            acts: u64::try_from(acts.min(TIED)).unwrap_or_default(),
            complete: acts <= TIED,
            left,
            actors: ranked.into_iter().map(actor).collect::<rusqlite::Result<_>>()?,
            ties: ties.into_iter().map(tie).collect(),
        })
    }

    /// Hands on `columns` of each thread `h` that a question finds; `end` goes on after the conditions.
    fn each_thread(
        &self,
        query: &Query,
        columns: &str,
        end: &str,
        mut take: impl FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let conditions = self.event_conditions(&of_events(query))?;
        if conditions.impossible {
            return Ok(());
        }
        let mut sql = thread_sql(query, columns, &conditions, self.least_driver(&conditions)?.as_ref());
        // A status that is asked for is the one that the act has by the latest reports, not one that any report gave it.
        if !query.statuses.is_empty() {
            sql.push(" AND ", []);
            sql.append(is_one_of("h.status", &status_names(query)));
        }
        sql.push(end, []);
        let mut prepared = self.connection.prepare_cached(&sql.text)?;
        let mut rows = prepared.query(params_from_iter(&sql.values))?;
        while let Some(row) = rows.next()? {
            take(row)?;
        }
        Ok(())
    }
}

/// The quad classes, as they are told.
const QUADS: [&str; 4] =
    ["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"];

/// Who is tied to whom by an act with these roles and entities, and whether the tie goes one way.
fn pairs(sides: &[(i64, i64)]) -> Vec<(i64, i64, bool)> {
    let side = |role| sides.iter().filter(move |(of, _)| *of == role).map(|(_, entity)| *entity);
    let mut pairs = Vec::new();
    for actor in side(0) {
        pairs.extend(side(1).filter(|to| *to != actor).map(|to| (actor, to, true)));
    }
    if side(1).next().is_none() {
        for one in side(0) {
            pairs.extend(side(0).filter(|other| *other > one).map(|other| (one, other, false)));
        }
    }
    pairs
}

impl Stretch {
    /// The stretch with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "day" => Some(Self::Day),
            "week" => Some(Self::Week),
            "month" => Some(Self::Month),
            _ => None,
        }
    }

    /// The stretch by which so many days are neither thousands of columns nor two.
    fn of(days: i64) -> Self {
        if days <= DAYS {
            Self::Day
        } else if days <= WEEKS {
            Self::Week
        } else {
            Self::Month
        }
    }

    /// First and last day of the stretch that a day lies in.
    fn ends(self, day: i64) -> (i64, i64) {
        match self {
            Self::Day => (day, day),
            Self::Week => {
                // 1970-01-01 was a Thursday.
                let first = day - (day + i64::from(Weekday::Thursday.to_monday_zero_offset())).rem_euclid(7);
                (first, first + 6)
            }
            Self::Month => {
                let date: Option<Date> = day_text(day).and_then(|text| text.parse().ok());
                date.map_or((day, day), |d| (day_number(d.first_of_month()), day_number(d.last_of_month())))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Stretch, day_number, pairs};

    #[test]
    fn weeks_begin_on_monday_and_months_on_the_first() {
        let day = day_number(date(2025, 4, 17));
        assert_eq!(Stretch::Day.ends(day), (day, day));
        let ends = (day_number(date(2025, 4, 14)), day_number(date(2025, 4, 20)));
        assert_eq!(Stretch::Week.ends(day), ends);
        assert_eq!((Stretch::Week.ends(ends.0), Stretch::Week.ends(ends.1)), (ends, ends));
        let month = (day_number(date(1969, 2, 1)), day_number(date(1969, 2, 28)));
        assert_eq!(Stretch::Month.ends(day_number(date(1969, 2, 3))), month);
        assert_eq!(Stretch::Week.ends(-4), (-10, -4));
    }

    #[test]
    fn actors_are_tied_to_recipients_else_to_each_other() {
        assert_eq!(pairs(&[(0, 1), (0, 2), (1, 3), (1, 1)]), [(1, 3, true), (2, 3, true), (2, 1, true)]);
        assert_eq!(pairs(&[(0, 5), (0, 2), (0, 9)]), [(5, 9, false), (2, 5, false), (2, 9, false)]);
        assert_eq!(pairs(&[(0, 1)]), []);
    }
}
