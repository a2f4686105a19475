//! Which country an actor belongs to of whom the text does not say it: the sentence's place, then the article's country.

use std::collections::HashMap;

use dateline_text::{EntityKind, Form};

use super::cluster::Clusters;
use super::mention::Candidate;
use super::text::Text;

/// Sentences that a place named before still holds for.
const REACH: usize = 3;

/// One naming of a country or of something in it.
struct Hint {
    word: usize,
    /// The words of the mention: from, to.
    start: usize,
    end: usize,
    code: String,
    /// It stands in a prepositional phrase of place.
    is_place: bool,
}

/// The countries of an article, sentence by sentence.
pub(crate) struct Context {
    hints: Vec<Vec<Hint>>,
    /// The country that most of the article is about.
    salient: Option<String>,
}

impl Context {
    /// Reads the hints off mentions whose country is known by themselves.
    pub(crate) fn new(text: &Text, mentions: &[Candidate], clusters: &Clusters) -> Self {
        let mut hints: Vec<Vec<Hint>> = (0..text.syntax.sentence_count()).map(|_| Vec::new()).collect();
        let mut weights: HashMap<String, (f32, usize)> = HashMap::new();
        let title = text.document.title();
        for (i, mention) in mentions.iter().enumerate() {
            let Some(code) = own_country(
                text,
                mention,
                clusters.get(i).and_then(|c| c.known.as_ref()).and_then(|k| k.code.clone()),
            ) else {
                continue;
            };
            let is_place = is_adverbial(text, mention);
            let mut weight = if is_place { 1.5 } else { 1.0 };
            if title.is_some_and(|t| t.contains(mention.span)) || mention.sentence == 0 {
                weight += 2.0;
            }
            if mention.form == Form::Pronoun {
                continue;
            }
            let order = weights.len();
            weights.entry(code.clone()).or_insert((0.0, order)).0 += weight;
            if let Some(sentence) = hints.get_mut(mention.sentence) {
                // "Hangu, Khyber Pakhtunkhwa, Pakistan": what is named last says where the others are.
                let mut from = sentence.len();
                let mut start = mention.range.start;
                while is_place_name(mention)
                    && start > 0
                    && text.word(start - 1) == ","
                    && let Some(hint) = from.checked_sub(1).and_then(|i| sentence.get(i))
                    && hint.end + 1 == start
                {
                    start = hint.start;
                    from -= 1;
                }
                let is_place = is_place || sentence.get(from..).into_iter().flatten().any(|h| h.is_place);
                sentence.iter_mut().skip(from).for_each(|hint| hint.code.clone_from(&code));
                let range = mention.range.clone();
                sentence.push(Hint {
                    word: mention.head,
                    start: range.start,
                    end: range.end,
                    code,
                    is_place,
                });
            }
        }
        let dateline = text.document.dateline().and_then(|d| country_of_words(text, text.document.slice(d)));
        if let Some(code) = dateline {
            let order = weights.len();
            weights.entry(code).or_insert((0.0, order)).0 += 3.0;
        }
        let salient = weights
            .into_iter()
            // Of equal weight the one named first.
            .max_by(|(_, (a, i)), (_, (b, j))| a.total_cmp(b).then(j.cmp(i)))
            .map(|(code, _)| code);
        Self { hints, salient }
    }

    /// The country for a word of this sentence, with the reason.
    pub(crate) fn country_for(&self, word: usize, sentence: usize) -> Option<(String, &'static str)> {
        let here = self.hints.get(sentence)?;
        let nearest = |is_place: bool| {
            here.iter()
                .filter(|h| !is_place || h.is_place)
                .min_by_key(|h| h.word.abs_diff(word))
                .map(|h| h.code.clone())
        };
        if let Some(code) = nearest(true) {
            return Some((code, "the sentence's place"));
        }
        if let Some(only) = here.first().filter(|first| here.iter().all(|h| h.code == first.code)) {
            return Some((only.code.clone(), "the sentence's country"));
        }
        let from = sentence.saturating_sub(REACH);
        let before = self.hints.get(from..sentence)?.iter().rev().flat_map(|s| s.iter().rev());
        if let Some(hint) = before.into_iter().find(|h| h.is_place) {
            return Some((hint.code.clone(), "the place named before"));
        }
        self.salient.clone().map(|code| (code, "the article's country"))
    }
}

fn is_place_name(mention: &Candidate) -> bool {
    mention.form == Form::Name
        && !mention.is_adjective
        && matches!(mention.kind, EntityKind::Place | EntityKind::Country | EntityKind::Other)
}

/// The country that a mention names or lies in by itself.
fn own_country(text: &Text, mention: &Candidate, known: Option<String>) -> Option<String> {
    let is_state = |code: &String| {
        code.len() == 3
            && !matches!(code.as_str(), "IGO" | "NGO" | "MNC" | "INT" | "EUR" | "AFR" | "ASA" | "MEA" | "LAT")
    };
    if let Some(code) = &mention.country {
        return Some(code.clone());
    }
    if mention.form == Form::Name
        && matches!(
            mention.kind,
            EntityKind::Place | EntityKind::Facility | EntityKind::Other | EntityKind::Country
        )
    {
        let words = text.surface(&mention.range);
        let is_sure = matches!(mention.kind, EntityKind::Place | EntityKind::Country);
        let found = if is_sure { text.country_of_sure_place(words) } else { text.country_of_place(words) };
        if let Some(code) = found {
            return Some(code);
        }
    }
    known.filter(is_state)
}

fn country_of_words(text: &Text, words: &str) -> Option<String> {
    text.facts.country(words).or_else(|| text.country_of_place(words))
}

/// Whether the mention says where something happens: itself, or the place beside which it stands ("in Marjayoun, Lebanon").
fn is_adverbial(text: &Text, mention: &Candidate) -> bool {
    let mut word = mention.head;
    for _ in 0..3 {
        if is_place_phrase(text, word) {
            return true;
        }
        match text.syntax.get(word) {
            Some(t)
                if matches!(t.base_relation(), "appos" | "conj" | "list" | "flat" | "nmod" | "compound") =>
            {
                match t.head {
                    Some(head)
                        if text.syntax.get(head).is_some_and(|h| h.upos == dateline_text::Upos::Propn) =>
                    {
                        word = head
                    }
                    _ => return false,
                }
            }
            _ => return false,
        }
    }
    false
}

fn is_place_phrase(text: &Text, word: usize) -> bool {
    matches!(text.relation(word), "obl" | "nmod")
        && text.syntax.children_by(word, &["case"]).any(|c| {
            matches!(
                text.folded(c),
                "in" | "at"
                    | "near"
                    | "across"
                    | "outside"
                    | "around"
                    | "inside"
                    | "within"
                    | "throughout"
                    | "on"
            )
        })
}
