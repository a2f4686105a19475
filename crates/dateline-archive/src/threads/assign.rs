//! The reports of a new article go to the threads of their acts.
//!
//! Candidates are found by keys (type or class, parties, place) within some days, so that the work does not grow with the
//! archive. A thread is never split, merged or renumbered: its identifier lasts.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Transaction, params};

use super::likeness::{Features, THRESHOLD, likeness};
use super::profile::Profile;
use crate::add::{Act, NewArticle};
use crate::days::NO_DAY;
use crate::error::Result;
use crate::memory::Shelf;
use crate::names::hash;

/// Days around an act in which other reports of it are looked for.
const WINDOW: i64 = 4;
/// An act of which nobody gives the day is news for so many days; what is undated and told later is another one.
const FRESH: i64 = 1;
/// Threads that are looked at for one key.
const PER_KEY: i64 = 48;
/// Keys of an act at most.
const KEYS: usize = 16;
/// Threads that are compared with one act.
const COMPARED: usize = 64;

/// Gives each act of an article its thread.
pub fn assign(
    transaction: &Transaction<'_>,
    memory: &mut Shelf<Features>,
    article: &NewArticle<'_>,
    acts: &[Act<'_>],
) -> Result<()> {
    let mut taken = BTreeSet::new();
    for act in acts {
        let report = features(article, act);
        let keys = keys(act);
        let day = report.days.map(|d| d.0).or(article.day).unwrap_or(NO_DAY);
        let found = best(transaction, memory, &report, &keys, day, &taken)?;
        let thread = match found {
            Some(thread) => {
                join(transaction, article, act, &report, thread)?;
                memory.drop_row(thread);
                thread
            }
            None => found_thread(transaction, article, act, &report)?,
        };
        taken.insert(thread);
        let mut insert = transaction
            .prepare_cached("INSERT OR IGNORE INTO thread_key (key, day, thread) VALUES (?, ?, ?)")?;
        for key in &keys {
            insert.execute([*key, day, thread])?;
        }
        let mut update = transaction.prepare_cached("UPDATE event SET thread = ? WHERE id = ?")?;
        for row in &act.reports {
            update.execute([thread, *row])?;
        }
    }
    Ok(())
}

fn features(article: &NewArticle<'_>, act: &Act<'_>) -> Features {
    let record = article.record;
    let figures: Vec<String> = act
        .event
        .quantities
        .iter()
        .filter_map(|id| record.quantity(id))
        .flat_map(|q| magnitudes(q.kind.name(), q.low.or(q.high)))
        .collect();
    Features {
        event_type: act.event.event_type.clone(),
        mode: act.event.mode.clone(),
        quad: act.event.quad.clone(),
        place: act.place.map(|(id, _)| id),
        country: act.place.and_then(|(_, place)| place.country.clone()),
        days: act.days,
        seen: article.day.map(|day| (day, day)),
        profile: Profile::new(act, &figures),
    }
}

/// A figure as the two magnitudes that it lies nearest to, so that 34 and 35 share one and 8 and 82 do not.
fn magnitudes(kind: &str, value: Option<f64>) -> Vec<String> {
    /// Figures of one act by different sources lie within this factor.
    const FACTOR: f64 = 1.6;
    let Some(value) = value.filter(|v| *v >= 1.0 && v.is_finite()) else { return Vec::new() };
    let steps = value.ln() / FACTOR.ln();
    [0.0, 0.5].iter().map(|shift| format!("{kind} {shift} {}", (steps + shift).floor())).collect()
}

/// What reports of one act are likely to share.
fn keys(act: &Act<'_>) -> Vec<i64> {
    let event_type = act.event.event_type.as_str();
    let quad = act.event.quad.as_str();
    let mut keys = BTreeSet::new();
    if let Some((place, _)) = act.place {
        keys.insert(hash(&["place", event_type, &place.to_string()]));
    }
    let parties = act.actors.iter().chain(&act.recipients);
    for (entity, _) in parties.take(KEYS / 2) {
        keys.insert(hash(&["entity", quad, &entity.to_string()]));
    }
    let mut codes: Vec<&str> =
        act.actors.iter().chain(&act.recipients).filter_map(|(_, code)| *code).collect();
    codes.sort_unstable();
    codes.dedup();
    if codes.len() == 1 {
        keys.extend(codes.first().map(|code| hash(&["code", event_type, code])));
    }
    for (i, one) in codes.iter().enumerate() {
        for other in codes.iter().skip(i + 1) {
            keys.insert(hash(&["codes", event_type, one, other]));
        }
    }
    if keys.is_empty() {
        // Nobody and nowhere: the trigger's sentence is all there is.
        let first = act.sentences.first().copied().unwrap_or_default();
        keys.extend(
            super::profile::stems(first).iter().take(3).map(|stem| hash(&["word", event_type, stem])),
        );
    }
    keys.into_iter().take(KEYS).collect()
}

/// The most alike of the threads that share a key, if it is alike enough.
fn best(
    transaction: &Transaction<'_>,
    memory: &mut Shelf<Features>,
    report: &Features,
    keys: &[i64],
    day: i64,
    taken: &BTreeSet<i64>,
) -> Result<Option<i64>> {
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    let mut find = transaction.prepare_cached(
        "SELECT DISTINCT thread FROM thread_key WHERE key = ? AND day BETWEEN ? AND ? ORDER BY day DESC, thread DESC LIMIT ?",
    )?;
    for key in keys {
        let mut rows = find.query([*key, day - WINDOW, day + WINDOW, PER_KEY])?;
        while let Some(row) = rows.next()? {
            *shared.entry(row.get(0)?).or_default() += 1;
        }
    }
    let mut candidates: Vec<(i64, usize)> =
        shared.into_iter().filter(|(thread, _)| !taken.contains(thread)).collect();
    candidates.sort_by_key(|(thread, keys)| (std::cmp::Reverse(*keys), *thread));
    candidates.truncate(COMPARED);
    let mut best: Option<(f64, i64)> = None;
    for (thread, _) in candidates {
        let known = memory.row(thread, || load(transaction, thread))?;
        let score = likeness(report, known).filter(|score| *score >= THRESHOLD);
        if let Some(score) = score
            && best.is_none_or(|(most, _)| score > most)
        {
            best = Some((score, thread));
        }
    }
    Ok(best.map(|(_, thread)| thread))
}

fn load(transaction: &Transaction<'_>, thread: i64) -> Result<Features> {
    let mut load = transaction.prepare_cached(
        "SELECT type, mode, quad, place, country, day_from, day_to, first_day, last_day, profile FROM thread WHERE id = ?",
    )?;
    Ok(load.query_row([thread], |row| {
        let profile: Vec<u8> = row.get(9)?;
        Ok(Features {
            event_type: row.get(0)?,
            mode: row.get(1)?,
            quad: row.get(2)?,
            place: row.get(3)?,
            country: row.get(4)?,
            days: Option::zip(row.get(5)?, row.get(6)?),
            seen: Option::zip(row.get(7)?, row.get(8)?)
                .map(|(first, last): (i64, i64)| (first, last.min(first + FRESH))),
            profile: Profile::from_bytes(&profile),
        })
    })?)
}

fn found_thread(
    transaction: &Transaction<'_>,
    article: &NewArticle<'_>,
    act: &Act<'_>,
    report: &Features,
) -> Result<i64> {
    let order = report.days.map(|d| d.0).or(article.day).unwrap_or(NO_DAY);
    transaction
        .prepare_cached(
            "INSERT INTO thread (type, mode, quad, status, place, country, day_from, day_to, first_day, last_day, sort,
             articles, sources, first_event, story, profile)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, 1, 1, ?11, ?12, ?13)",
        )?
        .execute(params![
            report.event_type,
            report.mode,
            report.quad,
            act.event.status.name(),
            report.place,
            report.country,
            report.days.map(|d| d.0),
            report.days.map(|d| d.1),
            article.day,
            order,
            act.reports.first(),
            article.story,
            report.profile.to_bytes(),
        ])?;
    let thread = transaction.last_insert_rowid();
    transaction
        .prepare_cached("INSERT INTO thread_article (thread, syndicate, article) VALUES (?, ?, ?)")?
        .execute([thread, article.syndicate, article.id])?;
    Ok(thread)
}

/// The thread takes in a report. What the first reports left open, later ones fill in; the status is that of the latest
/// article, and an earlier one that comes in late changes nothing but the first day.
fn join(
    transaction: &Transaction<'_>,
    article: &NewArticle<'_>,
    act: &Act<'_>,
    report: &Features,
    thread: i64,
) -> Result<()> {
    let mut profile = load(transaction, thread)?.profile;
    profile.absorb(&report.profile);
    let copies: i64 = transaction
        .prepare_cached("SELECT count(*) FROM thread_article WHERE thread = ? AND syndicate = ?")?
        .query_row([thread, article.syndicate], |row| row.get(0))?;
    let new_article = transaction
        .prepare_cached("INSERT OR IGNORE INTO thread_article (thread, syndicate, article) VALUES (?, ?, ?)")?
        .execute([thread, article.syndicate, article.id])?;
    transaction
        .prepare_cached(
            "UPDATE thread SET
             status = iif(last_day IS NULL OR ?2 IS NULL OR ?2 >= last_day, ?3, status),
             mode = coalesce(mode, ?4), country = iif(place IS NULL, ?6, country), place = coalesce(place, ?5),
             sort = iif(day_from IS NULL AND ?7 IS NOT NULL, ?7, iif(day_from IS NULL AND ?2 IS NOT NULL, min(sort, ?2), sort)),
             day_to = iif(day_from IS NULL, ?8, day_to), day_from = coalesce(day_from, ?7),
             first_day = min(coalesce(first_day, ?2), coalesce(?2, first_day)),
             last_day = max(coalesce(last_day, ?2), coalesce(?2, last_day)),
             articles = articles + ?9, sources = sources + ?10, profile = ?11
             WHERE id = ?1",
        )?
        .execute(params![
            thread,
            article.day,
            act.event.status.name(),
            report.mode,
            report.place,
            report.country,
            report.days.map(|d| d.0),
            report.days.map(|d| d.1),
            new_article,
            i64::from(copies == 0),
            profile.to_bytes(),
        ])?;
    Ok(())
}
