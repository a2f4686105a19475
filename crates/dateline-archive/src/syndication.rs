//! Near-duplicates: MinHash with banding (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3).
//!
//! A text is the set of its runs of three words. Its signature keeps, for each of 72 hash functions, the least hash of the
//! set; the share of equal places of two signatures estimates the Jaccard index of the sets. Three places make a band;
//! texts that share a band are compared, so that the work does not grow with the archive.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{OptionalExtension, Transaction, params};

use crate::days::NO_DAY;
use crate::error::Result;
use crate::names::{fold, hash_bytes, mix};

/// Places of a signature.
const PLACES: usize = 72;
/// Places of a band: with 24 bands a pair of Jaccard index 0.4 is compared in 80 of 100 cases, of 0.5 in 96, of 0.1 in 2.
const ROWS: usize = 3;
/// Words of a shingle.
const SHINGLE: usize = 3;
/// Two texts of at least so much in common are copies …
const JACCARD: f64 = 0.42;
/// … and so is one of which so much is in the other: a trimmed copy.
const CONTAINED: f64 = 0.72;
/// Texts of fewer shingles must be the same.
const SHORT: u32 = 12;
/// Copies are published within so many days of each other: what is alike a month later is a form that is filled in anew.
const DAYS: u64 = 10;
/// Articles of a band that are looked at: of a story that is copied a thousand times, these are enough.
const PER_BAND: i64 = 16;
/// Articles that are compared at most.
const COMPARED: usize = 24;

/// The MinHash signature of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// How many different shingles the text has.
    pub shingles: u32,
    hashes: Vec<u32>,
}

impl Signature {
    /// The signature of a text. Letter case, accents and punctuation do not matter.
    pub fn new(text: &str) -> Self {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
        let window = SHINGLE.min(words.len()).max(1);
        let set: HashSet<u64> = words.windows(window).map(shingle).collect();
        let mut hashes = vec![u32::MAX; PLACES];
        for element in &set {
            let mut seed = *element;
            for least in &mut hashes {
                seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let hash = (mix(seed) >> 32) as u32;
                *least = hash.min(*least);
            }
        }
        Self { shingles: u32::try_from(set.len()).unwrap_or(u32::MAX), hashes }
    }

    /// The keys of its bands, each of 47 bits with the band's number in it.
    pub fn bands(&self) -> Vec<i64> {
        let key = |(band, rows): (usize, &[u32])| {
            let start = mix(band as u64 + 1);
            let hash = rows.iter().fold(start, |hash, row| mix(hash ^ u64::from(*row)));
            (hash >> 17).cast_signed()
        };
        self.hashes.chunks(ROWS).enumerate().map(key).collect()
    }

    fn to_bytes(&self) -> Vec<u8> {
        self.hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect()
    }

    fn from_bytes(shingles: u32, bytes: &[u8]) -> Self {
        let hash = |chunk: &[u8]| chunk.try_into().map_or(u32::MAX, u32::from_le_bytes);
        Self { shingles, hashes: bytes.chunks(4).map(hash).collect() }
    }

    /// Whether the two texts are copies of each other, one perhaps trimmed.
    pub fn is_copy_of(&self, other: &Self) -> bool {
        let (jaccard, contained) = overlap(self, other);
        if self.shingles.min(other.shingles) < SHORT {
            return self.shingles == other.shingles && jaccard >= 1.0;
        }
        jaccard >= JACCARD || contained >= CONTAINED
    }
}

fn shingle(words: &[&str]) -> u64 {
    hash_bytes(words.iter().flat_map(|word| word.bytes().chain([b' '])))
}

/// Estimates of the Jaccard index of two texts, and of the share of the smaller that lies in the larger.
pub fn overlap(one: &Signature, other: &Signature) -> (f64, f64) {
    let equal = one.hashes.iter().zip(&other.hashes).filter(|(a, b)| a == b).count();
    let jaccard = equal as f64 / PLACES as f64;
    let (least, sum) =
        (one.shingles.min(other.shingles), f64::from(one.shingles) + f64::from(other.shingles));
    if least == 0 {
        return (jaccard, 0.0);
    }
    let common = jaccard * sum / (1.0 + jaccard);
    (jaccard, (common / f64::from(least)).min(1.0))
}

/// Where a new article belongs.
pub(crate) struct Assigned {
    /// Its group.
    pub syndicate: i64,
    /// Articles in it now.
    pub copies: i64,
    /// Whether it leads the group.
    pub lead: bool,
}

/// Puts a new article into the group of its copies, or a group of its own. The fullest leads; of those, the earliest.
pub(crate) fn assign(
    transaction: &Transaction<'_>,
    article: i64,
    text: &str,
    words: usize,
    order: i64,
) -> Result<Assigned> {
    let signature = Signature::new(text);
    let found = if signature.shingles == 0 { None } else { copy_of(transaction, &signature, order)? };
    transaction
        .prepare_cached("INSERT INTO signature (article, shingles, hashes) VALUES (?, ?, ?)")?
        .execute(params![article, signature.shingles, signature.to_bytes()])?;
    if signature.shingles > 0 {
        let mut insert =
            transaction.prepare_cached("INSERT OR IGNORE INTO band (key, article) VALUES (?, ?)")?;
        for key in signature.bands() {
            insert.execute([key, article])?;
        }
    }
    match found {
        Some(syndicate) => join(transaction, syndicate, article, words, order),
        None => {
            transaction
                .prepare_cached("INSERT INTO syndicate (lead, copies) VALUES (?, 1)")?
                .execute([article])?;
            Ok(Assigned { syndicate: transaction.last_insert_rowid(), copies: 1, lead: true })
        }
    }
}

/// The group of the article that is most alike, if it is a copy.
fn copy_of(transaction: &Transaction<'_>, signature: &Signature, order: i64) -> Result<Option<i64>> {
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    let mut band =
        transaction.prepare_cached("SELECT article FROM band WHERE key = ? ORDER BY article DESC LIMIT ?")?;
    for key in signature.bands() {
        let mut rows = band.query([key, PER_BAND])?;
        while let Some(row) = rows.next()? {
            *shared.entry(row.get(0)?).or_default() += 1;
        }
    }
    let mut candidates: Vec<(i64, usize)> = shared.into_iter().collect();
    candidates.sort_by_key(|(article, bands)| (std::cmp::Reverse(*bands), *article));
    candidates.truncate(COMPARED);
    let mut load = transaction.prepare_cached(
        "SELECT s.shingles, s.hashes, a.syndicate, a.sort FROM signature s JOIN article a ON a.id = s.article WHERE s.article = ?",
    )?;
    let mut best: Option<(f64, i64)> = None;
    for (article, _) in candidates {
        let loaded = load
            .query_row([article], |row| {
                let hashes: Vec<u8> = row.get(1)?;
                Ok((
                    Signature::from_bytes(row.get(0)?, &hashes),
                    row.get::<_, i64>(2)?,
                    row.get::<_, i64>(3)?,
                ))
            })
            .optional()?;
        let Some((other, syndicate, published)) = loaded else { continue };
        let known = order != NO_DAY && published != NO_DAY;
        if known && published.abs_diff(order) > DAYS {
            continue;
        }
        let (jaccard, _) = overlap(signature, &other);
        if signature.is_copy_of(&other) && best.is_none_or(|(most, _)| jaccard > most) {
            best = Some((jaccard, syndicate));
        }
    }
    Ok(best.map(|(_, syndicate)| syndicate))
}

fn join(
    transaction: &Transaction<'_>,
    syndicate: i64,
    article: i64,
    words: usize,
    order: i64,
) -> Result<Assigned> {
    let words = i64::try_from(words).unwrap_or(i64::MAX);
    let (leader, most, earliest, copies): (i64, i64, i64, i64) = transaction
        .prepare_cached(
            "SELECT a.id, a.words, a.sort, s.copies FROM syndicate s JOIN article a ON a.id = s.lead WHERE s.id = ?",
        )?
        .query_row([syndicate], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let lead = words > most || (words == most && order < earliest);
    if lead {
        transaction.prepare_cached("UPDATE article SET lead = 0 WHERE id = ?")?.execute([leader])?;
    }
    transaction
        .prepare_cached("UPDATE syndicate SET copies = copies + 1, lead = iif(?2, ?3, lead) WHERE id = ?1")?
        .execute(params![syndicate, lead, article])?;
    Ok(Assigned { syndicate, copies: copies + 1, lead })
}

#[cfg(test)]
mod tests {
    use super::{Signature, overlap};

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|i| format!("word{i} ")).collect()
    }

    #[test]
    fn estimates_are_near_the_truth() {
        let (jaccard, contained) = overlap(&Signature::new(&text(0, 600)), &Signature::new(&text(0, 300)));
        assert!((jaccard - 0.5).abs() < 0.15, "{jaccard}");
        assert!(contained > 0.8, "{contained}");
        assert!(overlap(&Signature::new(&text(0, 300)), &Signature::new(&text(300, 600))).0 < 0.05);
    }

    #[test]
    fn trimmed_and_retitled_copies_are_copies() {
        let full = Signature::new(&text(0, 400));
        assert!(full.is_copy_of(&Signature::new(&format!("Another title. {}", text(20, 300)))));
        assert!(!full.is_copy_of(&Signature::new(&text(350, 800))));
    }

    #[test]
    fn short_texts_must_be_the_same() {
        let short = Signature::new("Envoys met in Geneva on Monday.");
        assert!(short.is_copy_of(&Signature::new("ENVOYS met in Geneva, on Monday")));
        assert!(!short.is_copy_of(&Signature::new("Envoys met in Geneva on Tuesday.")));
        assert!(!Signature::new("").is_copy_of(&Signature::new("Envoys met in Geneva on Monday.")));
    }

    #[test]
    fn signatures_survive_the_store() {
        let signature = Signature::new(&text(0, 50));
        assert_eq!(Signature::from_bytes(signature.shingles, &signature.to_bytes()), signature);
        assert_eq!(signature.bands().len(), 24);
    }
}
