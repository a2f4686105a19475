//! What all steps look at: words with their quotations, trees and entities, each found in constant time.

use std::ops::Range;

use dateline_text::{Document, Entity, EntityKind, Reading, Span, Syntax, Token, Upos};

use super::quotes::{Quotation, find_quotations};

/// Mentions longer than this many words say nothing about the words inside.
const MENTION_WORDS: usize = 40;

/// A document with its reading, its quotations and who is meant by which word.
pub(super) struct View<'a> {
    pub(super) document: &'a Document,
    pub(super) reading: &'a Reading,
    pub(super) entities: &'a [Entity],
    pub(super) quotations: Vec<Quotation>,
    /// For each word the quotation that it stands in.
    quotation_of: Vec<Option<usize>>,
    /// For each word the entity whose mention it heads.
    headed: Vec<Option<usize>>,
    /// For each word the entity of the smallest mention over it.
    covered: Vec<Option<usize>>,
    /// For each word the probability that the reader takes it for a cue, if it does.
    cue: Vec<Option<f32>>,
    /// For each word its letters in lower case.
    lower: Vec<String>,
}

impl<'a> View<'a> {
    pub(super) fn new(document: &'a Document, reading: &'a Reading, entities: &'a [Entity]) -> Self {
        let quotations = find_quotations(document);
        let tokens = reading.syntax.tokens();
        let mut quotation_of = vec![None; tokens.len()];
        let mut next = 0;
        for (slot, token) in quotation_of.iter_mut().zip(tokens) {
            while quotations.get(next).is_some_and(|q| q.outer.end() <= token.span.start()) {
                next += 1;
            }
            *slot = quotations.get(next).filter(|q| q.inner.overlaps(token.span)).map(|_| next);
        }
        let mut cue = vec![None; tokens.len()];
        for found in &reading.cues {
            if let Some(slot) = cue.get_mut(found.token) {
                *slot = Some(found.score);
            }
        }
        let (headed, covered) = who(&reading.syntax, entities);
        let lower = tokens.iter().map(|t| document.slice(t.span).to_lowercase().replace('’', "'")).collect();
        Self { document, reading, entities, quotations, quotation_of, headed, covered, cue, lower }
    }

    pub(super) fn syntax(&self) -> &'a Syntax {
        &self.reading.syntax
    }

    pub(super) fn token(&self, index: usize) -> Option<&'a Token> {
        self.reading.syntax.get(index)
    }

    pub(super) fn lower(&self, index: usize) -> &str {
        self.lower.get(index).map_or("", String::as_str)
    }

    /// The lower-case words from `index` on, at most `count` of them and none past the sentence.
    pub(super) fn words(&self, index: usize, count: usize) -> Vec<&str> {
        let end = self.sentence_of(index).end.min(index.saturating_add(count));
        (index..end).map(|i| self.lower(i)).collect()
    }

    pub(super) fn lemma(&self, index: usize) -> &'a str {
        self.token(index).map_or("", |t| &t.lemma)
    }

    pub(super) fn upos(&self, index: usize) -> Upos {
        self.token(index).map_or(Upos::X, |t| t.upos)
    }

    /// Whether the word is a noun, a name or a pronoun.
    pub(super) fn is_nominal(&self, index: usize) -> bool {
        matches!(self.upos(index), Upos::Noun | Upos::Propn | Upos::Pron)
    }

    /// The relation without its subtype.
    pub(super) fn relation(&self, index: usize) -> &'a str {
        self.token(index).map_or("", Token::base_relation)
    }

    pub(super) fn head(&self, index: usize) -> Option<usize> {
        self.token(index).and_then(|t| t.head)
    }

    /// The first dependent with one of the relations.
    pub(super) fn child(&self, index: usize, relations: &[&str]) -> Option<usize> {
        self.syntax().children_by(index, relations).next()
    }

    /// The words of the sentence that the word stands in.
    pub(super) fn sentence_of(&self, index: usize) -> Range<usize> {
        self.token(index).map_or(0..0, |t| self.syntax().sentence(t.sentence))
    }

    pub(super) fn quotation_of(&self, index: usize) -> Option<usize> {
        self.quotation_of.get(index).copied().flatten()
    }

    /// How sure the reader is that the word is a cue; `None` where it does not think so.
    pub(super) fn cue_score(&self, index: usize) -> Option<f32> {
        self.cue.get(index).copied().flatten()
    }

    /// Whether the reader said anything about speech at all.
    pub(super) fn has_model(&self) -> bool {
        !self.reading.cues.is_empty() || !self.reading.contents.is_empty()
    }

    /// The entity that the word stands for: it heads a mention of it or lies in one.
    pub(super) fn entity(&self, index: usize) -> Option<usize> {
        self.headed.get(index).copied().flatten().or_else(|| self.covered.get(index).copied().flatten())
    }

    /// The entity whose mention the word heads.
    pub(super) fn headed(&self, index: usize) -> Option<usize> {
        self.headed.get(index).copied().flatten()
    }

    pub(super) fn kind(&self, entity: usize) -> Option<EntityKind> {
        self.entities.get(entity).map(|e| e.kind)
    }

    /// The first and the last word of the subtree, plus one, cut at the word's sentence.
    pub(super) fn extent(&self, index: usize) -> Range<usize> {
        let subtree = self.syntax().subtree(index);
        subtree.first().copied().unwrap_or(index)..subtree.last().map_or(index + 1, |last| last + 1)
    }

    pub(super) fn span(&self, words: Range<usize>) -> Option<Span> {
        let last = words.end.checked_sub(1).filter(|last| *last >= words.start)?;
        Some(self.token(words.start)?.span.cover(self.token(last)?.span))
    }

    /// Whether the word is a mark of any kind.
    pub(super) fn is_mark(&self, index: usize) -> bool {
        !self.lower(index).chars().any(char::is_alphanumeric)
    }

    /// Whether the sentence is the document's title.
    pub(super) fn is_title(&self, sentence: usize) -> bool {
        let Some(span) = self.reading.sentences.get(sentence).map(|s| s.span) else { return false };
        match self.document.title() {
            Some(title) => title.contains(span),
            None => sentence == 0 && !self.document.slice(span).ends_with(['.', '!', '?', '”', '"']),
        }
    }
}

/// For each word the entity whose mention it heads, and the entity of the smallest mention over it.
fn who(syntax: &Syntax, entities: &[Entity]) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let count = syntax.tokens().len();
    let mut headed: Vec<Option<(usize, usize)>> = vec![None; count];
    let mut covered: Vec<Option<(usize, usize)>> = vec![None; count];
    let take = |slot: Option<&mut Option<(usize, usize)>>, length: usize, entity: usize| {
        if let Some(slot) = slot
            && slot.is_none_or(|(known, _)| length < known)
        {
            *slot = Some((length, entity));
        }
    };
    for (entity, mention) in
        entities.iter().enumerate().flat_map(|(i, e)| e.mentions.iter().map(move |m| (i, m)))
    {
        take(headed.get_mut(mention.head), mention.span.len(), entity);
        let words = syntax.range_of(mention.span);
        if words.len() <= MENTION_WORDS {
            words.for_each(|w| take(covered.get_mut(w), mention.span.len(), entity));
        }
    }
    let entity = |slots: Vec<Option<(usize, usize)>>| slots.into_iter().map(|s| s.map(|(_, e)| e)).collect();
    (entity(headed), entity(covered))
}
