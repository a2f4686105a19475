//! The contexts of an act: what it is about, or in what sphere it takes place.
//!
//! Each of the contexts is asked for by itself: the weights (`knowledge/context_weights.tsv`, learnt by `training/contexts.py`) of what
//! the act's sentence, its paragraph and its parties show are summed, and a context is given where the sum is above 0.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use dateline_knowledge::Contexts;
use dateline_text::{Annotations, Document, Reading, SectionWeights, Upos};

use crate::event::CodedEvent;

/// Sentences of an act's paragraph that are looked at on either side of it: a page without paragraphs is one.
const REACH: usize = 3;

/// A context is the article's where its words stand in so many sentences.
const SEVERAL: usize = 2;

const TABLE: &str = include_str!("../../../knowledge/context_weights.tsv");

/// What each sign speaks for or against.
static WEIGHTS: LazyLock<SectionWeights> = LazyLock::new(|| SectionWeights::read(TABLE));

/// Gives each act its contexts, in the order of `lexicon`.
pub(crate) fn find_contexts(
    events: &mut [CodedEvent],
    document: &Document,
    reading: &Reading,
    layers: &Annotations,
    lexicon: &Contexts,
) {
    let signs = ContextSigns::new(document, reading, lexicon);
    for event in events {
        let sums = WEIGHTS.sums(signs.of(event, layers));
        let given = |name: &&str| sums.get(name).is_some_and(|sum| *sum > 0.0);
        event.contexts = lexicon.names().filter(given).map(str::to_owned).collect();
    }
}

/// What a sentence shows of contexts.
struct Shown<'a> {
    paragraph: usize,
    /// The dictionary forms of its content words.
    words: BTreeSet<String>,
    /// The contexts whose words it has.
    contexts: Vec<&'a str>,
}

/// What an article shows of its acts' contexts; made once for an article.
pub struct ContextSigns<'a> {
    reading: &'a Reading,
    lexicon: &'a Contexts,
    sentences: Vec<Shown<'a>>,
    /// The contexts whose words stand in several sentences, with how many these are.
    article: BTreeMap<&'a str, usize>,
}

impl<'a> ContextSigns<'a> {
    /// Looks at each sentence of the article once.
    pub fn new(document: &Document, reading: &'a Reading, lexicon: &'a Contexts) -> Self {
        let sentences: Vec<Shown<'a>> = (reading.sentences.iter().enumerate())
            .map(|(index, sentence)| {
                let tokens = || reading.syntax.sentence(index).filter_map(|token| reading.syntax.get(token));
                let content = |upos: Upos| matches!(upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Propn);
                let lemmas = tokens().map(|token| token.lemma.as_str());
                Shown {
                    paragraph: sentence.paragraph,
                    words: tokens().filter(|t| content(t.upos)).map(|t| t.lemma.to_lowercase()).collect(),
                    contexts: lexicon.shown_by_words(lemmas, document.slice(sentence.span)),
                }
            })
            .collect();
        let mut article = BTreeMap::new();
        for context in sentences.iter().flat_map(|sentence| &sentence.contexts) {
            *article.entry(*context).or_default() += 1;
        }
        Self { reading, lexicon, sentences, article }
    }

    /// What is to be seen of an act, as names in the table of weights, without repetition and in a fixed order.
    pub fn of(&self, event: &CodedEvent, layers: &Annotations) -> BTreeSet<String> {
        let mut signs = BTreeSet::from(["bias".to_owned(), format!("type={}", event.label)]);
        if let Some(mode) = &event.mode {
            signs.insert(format!("type={}/{mode}", event.label));
        }
        let by_type = self.lexicon.shown_by_type(&event.label, event.mode.as_deref());
        signs.extend(by_type.map(|context| format!("by type={context}")));
        for (role, parties) in [("actor", &event.actors), ("recipient", &event.recipients)] {
            let entities = parties.iter().filter_map(|index| layers.entities.get(*index));
            signs.extend(entities.flat_map(|e| e.sectors.first()).map(|sector| format!("{role}={sector}")));
        }
        if let Some(token) = self.reading.syntax.get(event.token) {
            signs.insert(format!("trigger={}", token.lemma.to_lowercase()));
        }
        if let Some(sentence) = self.sentences.get(event.sentence) {
            signs.extend(sentence.words.iter().map(|word| format!("here: {word}")));
        }
        let mut look_at = |index: usize, place: &str| {
            let shown = self.sentences.get(index).into_iter().flat_map(|sentence| &sentence.contexts);
            signs.extend(shown.map(|context| format!("{place}={context}")));
        };
        look_at(event.sentence, "here");
        self.paragraph(event.sentence).into_iter().for_each(|near| look_at(near, "near"));
        if event.sentence > 0 {
            look_at(0, "title");
        }
        for (context, count) in &self.article {
            signs.extend((*count >= SEVERAL).then(|| format!("article={context}")));
        }
        signs
    }

    /// The other sentences of a sentence's paragraph that are near it; for a paragraph of one sentence the one before it.
    fn paragraph(&self, sentence: usize) -> Vec<usize> {
        let paragraph_of = |index: usize| self.sentences.get(index).map(|s| s.paragraph);
        let near = sentence.saturating_sub(REACH)..=sentence.saturating_add(REACH);
        let own = paragraph_of(sentence);
        let mut found: Vec<usize> = near.filter(|i| *i != sentence && paragraph_of(*i) == own).collect();
        if found.is_empty() {
            found.extend(sentence.checked_sub(1));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use dateline_knowledge::Contexts;
    use dateline_text::{Annotations, Metadata, testing};

    use super::{ContextSigns, TABLE, WEIGHTS, find_contexts};
    use crate::event::CodedEvent;

    const TREES: &str = "Judge judge NOUN 2 nsubj\nconvicts convict VERB 0 root\nminister minister NOUN 2 obj\n\nThe the DET 2 det\ncourt court NOUN 3 nsubj\njailed jail VERB 0 root\nhim he PRON 3 obj nosp\n\nThe the DET 2 det\nvillagers villager NOUN 3 nsubj\nsang sing VERB 0 root\nhymns hymn NOUN 3 obj";

    fn act(label: &str, token: usize, sentence: usize) -> CodedEvent {
        CodedEvent { token, sentence, ..CodedEvent::bare(label) }
    }

    #[test]
    fn signs_are_of_the_sentence_the_one_before_and_the_title() {
        let (document, reading) = testing::reading(TREES, Metadata::default());
        let lexicon = Contexts::load();
        let signs = ContextSigns::new(&document, &reading, &lexicon);
        let of = |act: &CodedEvent| signs.of(act, &Annotations::default());
        let second = of(&act("SANCTION", 5, 1));
        for sign in ["bias", "type=SANCTION", "trigger=jail", "here: court", "here=legal", "article=legal"] {
            assert!(second.contains(sign), "{sign} is not in {second:?}");
        }
        let third = of(&act("CONSULT", 9, 2));
        assert!(third.contains("near=legal") && !third.contains("here=legal"), "{third:?}");
        assert!(third.contains("here: hymn") && !third.contains("here: the"), "{third:?}");
    }

    #[test]
    fn a_judgment_is_a_matter_of_law_and_a_song_is_not() {
        let (document, reading) = testing::reading(TREES, Metadata::default());
        let mut acts = [act("SANCTION", 5, 1), act("CONSULT", 9, 2)];
        find_contexts(&mut acts, &document, &reading, &Annotations::default(), &Contexts::load());
        assert!(acts[0].contexts.iter().any(|context| context == "legal"), "{:?}", acts[0].contexts);
        assert!(acts[1].contexts.iter().all(|context| context != "military"), "{:?}", acts[1].contexts);
    }

    #[test]
    fn every_line_of_the_table_is_read_and_every_context_is_weighed() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(WEIGHTS.len(), lines);
        for context in Contexts::load().names() {
            assert!(WEIGHTS.get(context, "bias").is_some(), "{context} has no bias");
        }
    }
}
