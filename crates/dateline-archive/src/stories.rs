//! Articles of one story: online clustering by names and words that are rare in the archive, within a month.

use std::collections::{BTreeMap, HashMap};

use dateline_record::Form;
use rusqlite::{OptionalExtension, Transaction, params};

use crate::add::NewArticle;
use crate::days::NO_DAY;
use crate::error::Result;
use crate::memory::Shelf;
use crate::names::{fold, hash};

/// Features of an article at most.
const FEATURES: usize = 28;
/// Features that a story keeps.
const KEPT: usize = 48;
/// Features by which a story is found: the rarest of an article.
const KEYS: usize = 8;
/// Days that a story may pause.
const PAUSE: i64 = 21;
/// Stories that are looked at for one key.
const PER_KEY: i64 = 40;
/// An article joins a story whose cosine is at least this. Chosen on Current Events story topics of January and February 2025;
/// see BENCHMARKS.md.
const THRESHOLD: f64 = 0.40;
/// Sentences that say what an article is about.
const SENTENCES: usize = 4;

/// What a story is compared by.
pub(crate) struct Weights {
    features: Vec<(i64, f32)>,
    length: f64,
}

/// Gives an article its story; `None` for an article without features.
pub(crate) fn assign(
    transaction: &Transaction<'_>,
    memory: &mut Shelf<Weights>,
    article: &NewArticle<'_>,
) -> Result<Option<i64>> {
    let counts = features(article);
    if counts.is_empty() {
        return Ok(None);
    }
    let weights = weigh(transaction, article.id, counts)?;
    let day = article.day.unwrap_or(NO_DAY);
    let story = match best(transaction, memory, &weights, day)? {
        Some(story) => {
            join(transaction, article, story, &weights)?;
            memory.drop_row(story);
            story
        }
        None => found_story(transaction, article, &weights)?,
    };
    let mut insert =
        transaction.prepare_cached("INSERT OR IGNORE INTO story_key (key, day, story) VALUES (?, ?, ?)")?;
    for (key, _) in weights.iter().take(KEYS) {
        insert.execute([*key, day, story])?;
    }
    Ok(Some(story))
}

/// Names by how often they are mentioned, and words of the title and the first sentences.
fn features(article: &NewArticle<'_>) -> BTreeMap<i64, f64> {
    let record = article.record;
    let mut counts: BTreeMap<i64, f64> = BTreeMap::new();
    for entity in &record.entities {
        let named = entity.mentions.iter().any(|m| m.form == Form::Name);
        let name = fold(&entity.name);
        if named && !name.is_empty() {
            let mentions = entity.mentions.len() as f64;
            *counts.entry(hash(&["name", &name])).or_default() += 1.5 * (1.0 + mentions.ln());
        }
    }
    for place in &record.places {
        let mentions = place.mentions.len() as f64;
        *counts.entry(hash(&["name", &fold(&place.name)])).or_default() += 1.0 + mentions.ln();
    }
    for sentence in record.sentences.iter().take(SENTENCES) {
        for stem in crate::threads::stems(record.slice(sentence.span)) {
            *counts.entry(hash(&["word", &stem])).or_default() += 1.0;
        }
    }
    counts
}

/// The features by weight, the heaviest first, of length 1; counts them in the archive.
fn weigh(transaction: &Transaction<'_>, article: i64, counts: BTreeMap<i64, f64>) -> Result<Vec<(i64, f64)>> {
    let mut count = transaction.prepare_cached("SELECT articles FROM feature WHERE key = ?")?;
    let mut weights = Vec::with_capacity(counts.len());
    // A young archive knows no rarity; it is taken for one of a thousand articles.
    let all = article.max(1000) as f64;
    for (key, frequency) in counts {
        let seen: i64 = count.query_row([key], |row| row.get(0)).optional()?.unwrap_or(0);
        let rarity = (all / (1.0 + seen as f64)).ln().max(0.05);
        weights.push((key, frequency * rarity));
    }
    weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    weights.truncate(FEATURES);
    let mut add = transaction.prepare_cached(
        "INSERT INTO feature (key, articles) VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET articles = articles + 1",
    )?;
    for (key, _) in &weights {
        add.execute([*key])?;
    }
    let length = weights.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
    for (_, weight) in &mut weights {
        *weight /= length;
    }
    Ok(weights)
}

fn best(
    transaction: &Transaction<'_>,
    memory: &mut Shelf<Weights>,
    weights: &[(i64, f64)],
    day: i64,
) -> Result<Option<i64>> {
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    let mut find = transaction.prepare_cached(
        "SELECT DISTINCT story FROM story_key WHERE key = ? AND day BETWEEN ? AND ? ORDER BY day DESC, story DESC LIMIT ?",
    )?;
    for (key, _) in weights.iter().take(KEYS) {
        let mut rows = find.query([*key, day - PAUSE, day + PAUSE, PER_KEY])?;
        while let Some(row) = rows.next()? {
            *shared.entry(row.get(0)?).or_default() += 1;
        }
    }
    let mut load = transaction.prepare_cached("SELECT profile FROM story WHERE id = ?")?;
    let article: HashMap<i64, f64> = weights.iter().copied().collect();
    let mut best: Option<(f64, i64)> = None;
    for story in shared.into_keys() {
        let known = memory.row(story, || {
            let profile: Vec<u8> = load.query_row([story], |row| row.get(0))?;
            Ok(Weights::new(from_bytes(&profile)))
        })?;
        let cosine = known.cosine(&article);
        if cosine >= THRESHOLD && best.is_none_or(|(most, _)| cosine > most) {
            best = Some((cosine, story));
        }
    }
    Ok(best.map(|(_, story)| story))
}

impl Weights {
    fn new(features: Vec<(i64, f32)>) -> Self {
        let length = features.iter().map(|(_, w)| f64::from(*w) * f64::from(*w)).sum::<f64>().sqrt();
        Self { features, length }
    }

    /// The cosine to an article whose weights have length 1.
    fn cosine(&self, article: &HashMap<i64, f64>) -> f64 {
        if self.length == 0.0 {
            return 0.0;
        }
        let products = self.features.iter().filter_map(|(key, w)| Some(f64::from(*w) * article.get(key)?));
        products.sum::<f64>() / self.length
    }
}

fn found_story(
    transaction: &Transaction<'_>,
    article: &NewArticle<'_>,
    weights: &[(i64, f64)],
) -> Result<i64> {
    let record = article.record;
    let first = record.sentences.first().map(|s| record.slice(s.span)).unwrap_or_default();
    let title = record.document.title.as_deref().unwrap_or(first);
    transaction
        .prepare_cached(
            "INSERT INTO story (title, first_day, last_day, sort, articles, sources, profile) VALUES (?1, ?2, ?2, ?3, 1, 1, ?4)",
        )?
        .execute(params![title, article.day, article.day.unwrap_or(NO_DAY), to_bytes(weights)])?;
    Ok(transaction.last_insert_rowid())
}

fn join(
    transaction: &Transaction<'_>,
    article: &NewArticle<'_>,
    story: i64,
    weights: &[(i64, f64)],
) -> Result<()> {
    let profile: Vec<u8> = transaction
        .prepare_cached("SELECT profile FROM story WHERE id = ?")?
        .query_row([story], |row| row.get(0))?;
    let mut sums: BTreeMap<i64, f64> = BTreeMap::new();
    // Older articles fade, so that a story that goes on is known by its latest turns too.
    for (key, weight) in from_bytes(&profile) {
        *sums.entry(key).or_default() += FADE * f64::from(weight);
    }
    for (key, weight) in weights {
        *sums.entry(*key).or_default() += weight;
    }
    let mut sums: Vec<(i64, f64)> = sums.into_iter().collect();
    sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    sums.truncate(KEPT);
    transaction
        .prepare_cached(
            "UPDATE story SET first_day = min(coalesce(first_day, ?2), coalesce(?2, first_day)),
             last_day = max(coalesce(last_day, ?2), coalesce(?2, last_day)), sort = max(sort, ?3),
             articles = articles + 1, sources = sources + ?4, profile = ?5 WHERE id = ?1",
        )?
        .execute(params![
            story,
            article.day,
            article.day.unwrap_or(NO_DAY),
            article.first_of_syndicate,
            to_bytes(&sums)
        ])?;
    Ok(())
}

/// What is left of a story's weights when an article joins.
const FADE: f64 = 0.9;

/// Eight bytes of the key and four of the weight for each.
fn to_bytes(weights: &[(i64, f64)]) -> Vec<u8> {
    let bytes = |(key, weight): &(i64, f64)| {
        key.to_le_bytes().into_iter().chain((*weight as f32).to_le_bytes()).collect::<Vec<u8>>()
    };
    weights.iter().take(KEPT).flat_map(bytes).collect()
}

fn from_bytes(bytes: &[u8]) -> Vec<(i64, f32)> {
    let one = |chunk: &[u8]| {
        let (key, weight) = chunk.split_at_checked(8)?;
        Some((i64::from_le_bytes(key.try_into().ok()?), f32::from_le_bytes(weight.try_into().ok()?)))
    };
    bytes.chunks_exact(12).filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::{Weights, from_bytes, to_bytes};

    #[test]
    fn profiles_survive_the_store() {
        assert_eq!(from_bytes(&to_bytes(&[(7, 0.5), (-1, 0.25)])), [(7, 0.5), (-1, 0.25)]);
        assert!(from_bytes(&[1, 2, 3]).is_empty());
    }

    #[test]
    fn the_same_article_has_cosine_one() {
        let article = [(1, 0.6), (2, 0.8)];
        let story = Weights::new(from_bytes(&to_bytes(&article)));
        assert!((story.cosine(&article.into()) - 1.0).abs() < 1e-6);
        assert!(story.cosine(&[(3, 1.0)].into()).abs() < 1e-9);
    }
}
