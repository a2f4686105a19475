//! A reading from what was decoded: spans of mentions, triggers, cues and contents over the finished trees.

use std::collections::{BTreeMap, HashSet};

use dateline_text::{
    Content, Cue, Document, Form, Layer, Mention, Reading, Rejected, Sentence, Span, Syntax, Token, Trigger,
    Upos,
};

use crate::config::LemmaEdit;
use crate::decode::{Decoded, Found, FoundRejected};

/// Dependents that do not belong to a nominal mention wherever they hang: clauses and names that say more about it.
const APART: &[&str] = &["acl:relcl", "appos", "parataxis", "list", "dislocated", "vocative", "discourse"];

/// Dependents of the head that belong to what surrounds a nominal mention: its preposition, its conjuncts, and, where it
/// is a predicate, the rest of the clause.
const AROUND: &[&str] = &[
    "case",
    "conj",
    "cc",
    "mark",
    "cop",
    "aux",
    "nsubj",
    "csubj",
    "expl",
    "advcl",
    "obl",
    "obj",
    "iobj",
    "ccomp",
    "xcomp",
    "punct",
    "advmod:emph",
    "reparandum",
    "orphan",
];

/// Builds the reading. `spans` are those of the words; there is one decoded word for each.
pub(crate) fn assemble(
    document: &Document,
    sentences: Layer<Sentence>,
    spans: &[Span],
    edits: &[LemmaEdit],
    decoded: Decoded,
) -> Reading {
    let tokens = decoded.words.into_iter().zip(spans).map(|(word, span)| Token {
        span: *span,
        sentence: word.sentence,
        lemma: edits[word.lemma].apply(document.slice(*span)),
        upos: word.upos,
        features: word.features,
        head: word.head,
        relation: word.relation,
    });
    let syntax = Syntax::new(tokens.collect());
    let cover = |words: std::ops::Range<usize>| {
        let first = spans.get(words.start).copied().unwrap_or_default();
        first.cover(spans.get(words.end.saturating_sub(1)).copied().unwrap_or(first))
    };
    let triggers = decoded.triggers.into_iter().map(|t| Trigger {
        span: cover(t.words.clone()),
        token: t.words.start,
        label: t.label,
        score: t.score,
        second: t.second,
        mode: t.mode,
        status: t.status,
        arguments: t.arguments,
        found_by: "model:trigger",
    });
    let triggers: Layer<Trigger> = triggers.collect();
    let rejected = rejected(&syntax, &triggers, decoded.rejected);
    let cues = decoded.cues.into_iter().map(|(token, score, arguments)| Cue {
        span: cover(token..token + 1),
        token,
        score,
        arguments,
    });
    let contents = decoded.contents.into_iter().map(|c| Content {
        span: cover(c.words),
        direct: c.kind,
        score: c.score,
    });
    Reading {
        triggers,
        rejected,
        cues: cues.collect(),
        contents: contents.collect(),
        mentions: mentions(&syntax, &decoded.named, &decoded.nominal),
        sentences,
        syntax,
    }
}

/// Of what was not taken, the likeliest of each sentence that has no trigger (a long sentence is read in parts).
fn rejected(syntax: &Syntax, triggers: &Layer<Trigger>, found: Vec<FoundRejected>) -> Layer<Rejected> {
    let sentence_of = |token: usize| syntax.get(token).map(|t| t.sentence);
    let taken: HashSet<Option<usize>> = triggers.iter().map(|t| sentence_of(t.token)).collect();
    let mut best: BTreeMap<usize, Rejected> = BTreeMap::new();
    for candidate in found {
        let Some(token) = syntax.get(candidate.word).filter(|t| !taken.contains(&Some(t.sentence))) else {
            continue;
        };
        let FoundRejected { word, label, score, none } = candidate;
        let here = Rejected { span: token.span, token: word, label, score, none };
        match best.get_mut(&token.sentence) {
            Some(other) if other.score >= here.score => {}
            Some(other) => *other = here,
            None => {
                best.insert(token.sentence, here);
            }
        }
    }
    best.into_values().collect()
}

fn mentions(
    syntax: &Syntax,
    named: &[Found<dateline_text::EntityKind>],
    nominal: &[Found<dateline_text::EntityKind>],
) -> Layer<Mention> {
    let mut inside = vec![false; syntax.tokens().len()];
    let mut mentions = Vec::with_capacity(named.len() + nominal.len());
    for found in named {
        inside[found.words.clone()].fill(true);
        let words: Vec<usize> = found.words.clone().collect();
        if let (Some(span), Some(head)) = (syntax.span_of(&words), syntax.head_of(found.words.clone())) {
            let (kind, score) = (found.kind, found.score);
            mentions.push(Mention { span, head, kind, form: Form::Name, found_by: "model:named", score });
        }
    }
    for found in nominal.iter().filter(|found| !inside[found.words.start]) {
        let head = found.words.start;
        if let Some(span) = syntax.span_of(&nominal_words(syntax, head)) {
            let (kind, score) = (found.kind, found.score);
            mentions.push(Mention {
                span,
                head,
                kind,
                form: Form::Nominal,
                found_by: "model:nominal",
                score,
            });
        }
    }
    Layer::new(mentions)
}

/// The words of a nominal mention: the unbroken run around the head of what hangs on it, without relative clauses,
/// appositions, and what belongs to the clause around it, and without punctuation at its edges.
fn nominal_words(syntax: &Syntax, head: usize) -> Vec<usize> {
    let is_any = |token: &Token, relations: &[&str]| {
        relations.iter().any(|r| *r == &*token.relation || *r == token.base_relation())
    };
    let mut found = vec![head];
    let mut next = 0;
    while let Some(&word) = found.get(next) {
        next += 1;
        for &child in syntax.children(word) {
            let keeps = syntax.get(child).is_some_and(|token| {
                !(is_any(token, APART)
                    || (word == head && is_any(token, AROUND) && !is_inner_punctuation(token)))
            });
            if keeps {
                found.push(child);
            }
        }
    }
    found.sort_unstable();
    let at = found.partition_point(|word| *word < head);
    let (mut from, mut to) = (at, at + 1);
    while from > 0 && found[from - 1] + 1 == found[from] {
        from -= 1;
    }
    while to < found.len() && found[to - 1] + 1 == found[to] {
        to += 1;
    }
    let is_punctuation = |word: &usize| syntax.get(*word).is_some_and(|token| token.upos == Upos::Punct);
    let run = &found[from..to];
    let first = run.iter().position(|word| *word == head || !is_punctuation(word)).unwrap_or(0);
    let last = run.iter().rposition(|word| *word == head || !is_punctuation(word)).unwrap_or(0);
    run[first..=last].to_vec()
}

/// Hyphens join words of one phrase ("30-day ceasefire"); other punctuation parts phrases.
fn is_inner_punctuation(token: &Token) -> bool {
    token.relation.as_ref() == "punct"
        && token.lemma.chars().all(|c| matches!(c, '-' | '‐' | '‑' | '"' | '“' | '”' | '\''))
}
