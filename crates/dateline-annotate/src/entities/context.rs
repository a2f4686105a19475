//! Which country an actor belongs to of whom the text does not say it: the sentence's place, then the article's country.

use std::collections::HashMap;

use dateline_knowledge::is_state_code;
use dateline_text::{EntityKind, Form};

use super::cluster::Clusters;
use super::codes::Coded;
use super::mention::Candidate;
use super::text::Text;

/// Sentences that a place named before still holds for, in a text too short to be about one country.
const REACH: usize = 3;
/// A text of more sentences has a country that it is about.
const SHORT: usize = 4;
/// From this share of the references to countries on, the article's country is that of an actor for whom the sentence only names
/// another one. In the training gold it is right in 74 cases where the two differ, the sentence's in 23.
const LIKELIER: f32 = 0.4;
/// From this share on, even where the sentence names another place (18 cases against 2).
const OVERWHELMING: f32 = 0.6;
/// What a reference in the first sentence counts beside itself.
const LEAD: usize = 2;
/// The reason where the article decides.
const ARTICLE: &str = "the article's country";

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

/// The country that most references of an article are to, be it by name, title, description or pronoun.
#[derive(Debug, Default)]
pub(crate) struct Salient {
    code: Option<String>,
    /// Its share of the references to states.
    share: f32,
}

impl Salient {
    /// Counts the mentions of those whose country the text or knowledge tells.
    pub(crate) fn of<'c>(coded: impl Iterator<Item = (&'c Coded, &'c [&'c Candidate])>) -> Self {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for (code, mentions) in coded.filter_map(|(coded, own)| Some((coded.code.as_deref()?, own))) {
            if !is_state_code(code) {
                continue;
            }
            let count = mentions.iter().map(|m| if m.sentence == 0 { 1 + LEAD } else { 1 }).sum();
            match counts.iter_mut().find(|(known, _)| *known == code) {
                Some((_, sum)) => *sum += count,
                None => counts.push((code, count)),
            }
        }
        let whole: usize = counts.iter().map(|(_, count)| count).sum();
        // Of equals the one named first.
        let most = counts.iter().rev().max_by_key(|(_, count)| *count);
        most.map_or_else(Self::default, |(code, count)| Self {
            code: Some((*code).to_owned()),
            share: *count as f32 / whole.max(1) as f32,
        })
    }
}

/// The countries of an article, sentence by sentence.
pub(crate) struct Context {
    hints: Vec<Vec<Hint>>,
    /// The country that is named most, where nobody's country is told.
    named_most: Option<String>,
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
        let named_most = weights
            .into_iter()
            // Of equal weight the one named first.
            .max_by(|(_, (a, i)), (_, (b, j))| a.total_cmp(b).then(j.cmp(i)))
            .map(|(code, _)| code);
        Self { hints, named_most }
    }

    /// The country for a word of this sentence, with the reason; `armed` says that the word means rebels, who are met where they fight.
    pub(crate) fn country_for(
        &self,
        word: usize,
        sentence: usize,
        salient: &Salient,
        armed: bool,
    ) -> Option<(String, &'static str)> {
        let here = self.hints.get(sentence)?;
        let article = |least: f32| {
            let code = salient.code.clone().filter(|_| self.hints.len() > SHORT && salient.share >= least);
            code.map(|code| (code, ARTICLE))
        };
        let place = here.iter().filter(|h| h.is_place).min_by_key(|h| h.word.abs_diff(word));
        if let Some(hint) = place {
            return article(OVERWHELMING).or_else(|| Some((hint.code.clone(), "the sentence's place")));
        }
        if let Some(only) = here.first().filter(|first| here.iter().all(|h| h.code == first.code)) {
            let article = article(LIKELIER).filter(|_| !armed);
            return article.or_else(|| Some((only.code.clone(), "the sentence's country")));
        }
        if let Some(article) = article(0.0) {
            return Some(article);
        }
        let from = sentence.saturating_sub(REACH);
        let before = self.hints.get(from..sentence)?.iter().rev().flat_map(|s| s.iter().rev());
        if let Some(hint) = before.into_iter().find(|h| h.is_place) {
            return Some((hint.code.clone(), "the place named before"));
        }
        salient.code.clone().or_else(|| self.named_most.clone()).map(|code| (code, ARTICLE))
    }
}

fn is_place_name(mention: &Candidate) -> bool {
    mention.form == Form::Name
        && !mention.is_adjective
        && matches!(mention.kind, EntityKind::Place | EntityKind::Country | EntityKind::Other)
}

/// The country that a mention names or lies in by itself.
fn own_country(text: &Text, mention: &Candidate, known: Option<String>) -> Option<String> {
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
    known.filter(|code| is_state_code(code))
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

#[cfg(test)]
mod tests {
    use dateline_text::{EntityKind, Form, Metadata, testing};

    use super::super::codes::Coded;
    use super::super::facts::Facts;
    use super::super::mention::Candidate;
    use super::super::text::Text;
    use super::Salient;

    #[test]
    fn the_article_is_about_the_state_of_most_mentions_and_the_lead_counts_more() {
        let table = "Chad Chad PROPN 0 root\n\nMali Mali PROPN 0 root\n\nNATO NATO PROPN 0 root\n\nMali Mali PROPN 0 root";
        let (document, reading) = testing::reading(table, Metadata::default());
        let knowledge = dateline_knowledge::Knowledge::load();
        let text = Text::new(&document, &reading, &knowledge as &dyn Facts);
        let mention =
            |word: usize| Candidate::new(&text, word..word + 1, word, Form::Name, EntityKind::Country);
        let (chad, mali, nato) = ([mention(0)], [mention(1), mention(3)], [mention(2)]);
        let coded = |code: &str| Coded { code: Some(code.to_owned()), ..Coded::default() };
        let (one, two, three) = (coded("TCD"), coded("MLI"), coded("IGO"));
        let lists: [(&Coded, Vec<&Candidate>); 3] =
            [(&one, chad.iter().collect()), (&two, mali.iter().collect()), (&three, nato.iter().collect())];
        let salient = Salient::of(lists.iter().map(|(coded, own)| (*coded, own.as_slice())));
        assert_eq!(salient.code.as_deref(), Some("TCD"));
        assert!((salient.share - 0.6).abs() < 1e-6, "{salient:?}");
    }
}
