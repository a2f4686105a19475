//! What is coming up: planned acts with their days, and terms that run.

use dateline_record::Status;
use jiff::civil::Date;
use rusqlite::OptionalExtension;

use crate::answer::Answer;
use crate::days::{day_number, day_text};
use crate::error::Result;
use crate::names::fold;
use crate::threads::status;
use crate::{AgendaKind, AgendaRow, Archive, Cursor, EventRow, Page};

/// Entries at most, where nobody asks for pages.
const MOST: usize = 500;
/// Days from 1970 that no day of an agenda lies beyond.
const EVER: i64 = 1 << 40;
/// Reports in a term that are looked at.
const LOOKED_AT: i64 = 400;
/// Days after a term in which it may still be said to have been broken or extended.
const AFTER: i64 = 3;
/// Stems of words that say that a term was broken.
const BROKEN: [&str; 7] = ["violat", "breach", "broke", "broken", "breaks", "breaking", "collaps"];
/// Stems of words that say that a term was made longer.
const EXTENDED: [&str; 4] = ["exten", "prolong", "renew", "lengthen"];
/// Words for what runs for a term; those of one row may stand for each other.
const TERMS: [&[&str]; 2] =
    [&["truce", "ceasefire", "cease fire", "armistice", "pause"], &["deal", "agreement", "accord", "pact"]];

impl Archive {
    /// The first 500 entries of the agenda of a range of days, as [`Archive::agenda_page`] gives them.
    ///
    /// # Errors
    /// When the store fails or an article is damaged.
    pub fn agenda(&self, from: Option<Date>, to: Option<Date>) -> Result<Vec<AgendaRow>> {
        Ok(self.agenda_page(from, to, MOST, None)?.items)
    }

    /// A page of the agenda of a range of days, in order of the first day: acts planned for a day in it, one entry a thread,
    /// and terms that run in it. An end that is not given is open. `limit` is the most rows, `after` the page before's `next`.
    ///
    /// # Errors
    /// When the store fails or an article is damaged.
    pub fn agenda_page(
        &self,
        from: Option<Date>,
        to: Option<Date>,
        limit: usize,
        after: Option<&Cursor>,
    ) -> Result<Page<AgendaRow>> {
        let from = from.map_or(-EVER, day_number);
        let to = to.map_or(EVER, day_number);
        // Days are whole numbers, so that nothing is lost on the way to a cursor and back.
        let (day, event) = after.map_or((i64::MIN, i64::MIN), |cursor| (cursor.key as i64, cursor.row));
        // What is short has begun shortly before; what is long has an index of its own.
        let mut load = self.connection.prepare_cached(
            "SELECT g.event, g.kind, g.day_from, g.day_to, e.thread FROM (
                 SELECT * FROM agenda INDEXED BY agenda_day WHERE day_from BETWEEN ?1 - 31 AND ?2 AND day_to >= ?1
                 UNION ALL
                 SELECT * FROM agenda INDEXED BY agenda_long
                 WHERE day_to - day_from > 31 AND day_to >= ?1 AND day_from < ?1 - 31
             ) g CROSS JOIN event e ON e.id = g.event CROSS JOIN article a ON a.id = g.event >> 16
             WHERE (g.day_from, g.event) > (?3, ?4) AND e.first = 1 AND a.lead = 1
             AND NOT EXISTS (SELECT 1 FROM event f INDEXED BY event_thread JOIN agenda h ON h.event = f.id
                 JOIN article b ON b.id = f.id >> 16
                 WHERE f.thread = e.thread AND f.first = 1 AND b.lead = 1 AND h.kind = g.kind
                 AND h.day_to >= ?1 AND h.day_from <= ?2 AND (h.day_from, h.event) < (g.day_from, g.event))
             ORDER BY g.day_from, g.event LIMIT ?5",
        )?;
        // One more tells whether there is another page.
        let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
        let mut rows: Vec<(i64, i64, i64, i64, Option<i64>)> = load
            .query_map([from, to, day, event, most], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().filter(|_| more);
        let next = last.map(|(event, _, first, ..)| Cursor::new(*first as f64, *event));
        let mut answer = Answer::new(self);
        let mut entries = Vec::new();
        for (event, kind, first, last, thread) in rows {
            let row = answer.event(event)?;
            let latest = self.latest(thread)?.unwrap_or(row.status);
            let (mut broken, mut extended) = (Vec::new(), Vec::new());
            if kind == 1 {
                (broken, extended) = self.fate(&mut answer, &row.evidence, event, first, last)?;
            }
            entries.push(AgendaRow {
                kind: if kind == 1 { AgendaKind::Term } else { AgendaKind::Planned },
                from: day_text(first),
                to: day_text(last),
                event: row,
                latest,
                broken,
                extended,
            });
        }
        Ok(Page { items: entries, next })
    }

    fn latest(&self, thread: Option<i64>) -> Result<Option<Status>> {
        let Some(thread) = thread else { return Ok(None) };
        let mut load = self.connection.prepare_cached("SELECT status FROM thread WHERE id = ?")?;
        let name: Option<String> = load.query_row([thread], |row| row.get(0)).optional()?;
        name.map(|name| status(&name)).transpose()
    }

    /// Who says that a term was broken, and who that it was extended: reports of its days, with a party in common, whose
    /// sentence names the truce or deal that the term's own sentence names, and says so. Of a term that is called otherwise ("will not
    /// enrich for 15 years") it cannot be told.
    fn fate(
        &self,
        answer: &mut Answer<'_>,
        evidence: &str,
        event: i64,
        first: i64,
        last: i64,
    ) -> Result<(Vec<EventRow>, Vec<EventRow>)> {
        let own = fold(evidence);
        let names = |sentence: &str, words: &[&str]| words.iter().any(|word| sentence.contains(word));
        let named: Vec<&[&str]> = TERMS.into_iter().filter(|words| names(&own, words)).collect();
        if named.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let rows = self.ids(
            &format!(
                "SELECT DISTINCT e.id FROM party p JOIN party q ON (q.entity = p.entity OR q.code = p.code)
                 CROSS JOIN event e ON e.id = q.event JOIN article a ON a.id = e.id >> 16
                 WHERE p.event = ?1 AND q.sort BETWEEN ?2 AND ?3 AND e.id <> ?1 AND e.first = 1 AND a.lead = 1
                 ORDER BY e.sort, e.id LIMIT {LOOKED_AT}"
            ),
            [event.into(), first.into(), (last + AFTER).into()],
        )?;
        let (mut broken, mut extended) = (Vec::new(), Vec::new());
        for row in rows {
            let report = answer.event(row)?;
            let sentence = fold(&report.evidence);
            if !named.iter().any(|words| names(&sentence, words)) {
                continue;
            }
            let says = |stems: &[&str]| {
                sentence.split(' ').any(|word| stems.iter().any(|stem| word.starts_with(stem)))
            };
            if says(&BROKEN) {
                broken.push(report);
            } else if says(&EXTENDED) {
                extended.push(report);
            }
        }
        Ok((broken, extended))
    }
}
