//! Statements: who said or wrote what, to whom, by which cue, in which words.
//!
//! Four kinds of evidence meet here: quotation marks, a lexicon of cues (`knowledge/speech_cues.toml`), the trees, and what the
//! neural reader takes for cues, contents and speakers. Each statement says in `found_by` which of them found it. A speech of
//! several sentences gives one statement a sentence, and one speaker has at most one statement in a sentence.

#[cfg(test)]
mod cases;
mod content;
mod cues;
mod lexicon;
mod model;
mod quoted;
mod quotes;
mod setting;
mod speaker;
#[cfg(test)]
mod tests;
mod view;

use std::collections::HashMap;

use dateline_text::{
    Document, Entity, EntityKind, Layer, Place, Reading, Span, Speech, Statement, TimeExpression,
};

use self::cues::{Cue, Kind, cues_of};
use self::lexicon::lexicon;
use self::quoted::Piece;
use self::setting::{Setting, Settings};
use self::speaker::{History, Speaker};
use self::view::View;

/// How many sentences back a quotation without a cue looks for its speaker.
const REACH: usize = 2;
/// How many sentences of one speech get their speaker from a cue at its end.
const CHAIN: usize = 60;

/// A statement in the making.
#[derive(Clone, Debug)]
struct Draft {
    sentence: usize,
    cue: Option<Cue>,
    speaker: Speaker,
    content: Vec<Span>,
    rule: &'static str,
}

/// Finds the statements of an article, in reading order.
///
/// Takes time linear in the text: of one sentence only a bounded number of cues and quotations is looked at. Works without the
/// reader's cues and contents too, by quotation marks, lexicon and trees alone.
pub fn find_statements(
    document: &Document,
    reading: &Reading,
    entities: &[Entity],
    places: &[Place],
    times: &Layer<TimeExpression>,
) -> Layer<Statement> {
    let view = View::new(document, reading, entities);
    let settings = Settings::new(places, times);
    let mut finder =
        Finder { view: &view, history: History::default(), owners: HashMap::new(), drafts: Vec::new() };
    for sentence in 0..reading.sentences.len() {
        finder.read_sentence(sentence);
    }
    let drafts = merge(finder.drafts);
    drafts.iter().filter_map(|draft| statement(&view, draft, &settings, &finder.history)).collect()
}

/// Whom a chain of quotations belongs to.
#[derive(Clone, Copy)]
struct Owner {
    speaker: Speaker,
    cue: Option<Cue>,
    /// Whether a cue or a colon says so; else it is a guess until one does.
    firm: bool,
}

/// Reads sentence by sentence and remembers who spoke.
struct Finder<'v, 'a> {
    view: &'v View<'a>,
    history: History,
    /// Who a chain of quotations belongs to.
    owners: HashMap<usize, Owner>,
    drafts: Vec<Draft>,
}

impl Finder<'_, '_> {
    fn read_sentence(&mut self, sentence: usize) {
        let view = self.view;
        let cues = cues_of(view, sentence);
        let mut drafts = Vec::new();
        for cue in &cues {
            let speaker = self.speaker_of(cue, &drafts);
            if cue.kind == Kind::Noun && speaker.entity.is_none() || is_mere_finding(view, cue, speaker) {
                continue;
            }
            if let Some(found) = content::content_of(view, cue, speaker) {
                let content = content::spans_of(view, &found.words);
                drafts.push(Draft { sentence, cue: Some(*cue), speaker, content, rule: found.rule });
            }
        }
        drafts.retain(|d| !d.content.is_empty());
        cut_at_others(view, &mut drafts);
        for piece in quoted::pieces_of(view, sentence) {
            self.place_quotation(sentence, &piece, &cues, &mut drafts);
        }
        if drafts.is_empty() && view.is_title(sentence) {
            drafts.extend(headline(view, sentence, &self.history));
        }
        model::add_contents(view, sentence, &cues, &self.history, &mut drafts);
        drafts.retain(|draft| model::allows(view, draft));
        model::decide(view, &mut drafts);
        drafts.sort_by_key(|d| d.content.first().copied());
        for draft in &drafts {
            if let Some(entity) = draft.speaker.entity {
                self.history.add(sentence, entity);
            }
        }
        self.drafts.append(&mut drafts);
    }

    /// The speaker of a cue; a verb without a subject of its own goes on with who spoke before it in the sentence.
    fn speaker_of(&self, cue: &Cue, drafts: &[Draft]) -> Speaker {
        let view = self.view;
        let before = |d: &&Draft| {
            d.cue.is_some_and(|c| c.token < cue.token && matches!(c.kind, Kind::Verb(_) | Kind::Model))
        };
        match drafts.iter().rev().find(before) {
            Some(draft) if draft.speaker.entity.is_some() && speaker::goes_on(view, cue) => draft.speaker,
            _ => speaker::speaker_of(view, cue, &self.history),
        }
    }

    /// Gives a quotation to the statement that it is part of, to a cue, or to who is speaking anyway.
    fn place_quotation(&mut self, sentence: usize, piece: &Piece, cues: &[Cue], drafts: &mut Vec<Draft>) {
        let view = self.view;
        let Some(quotation) = view.quotations.get(piece.quotation) else { return };
        let holder = drafts.iter_mut().find(|d| d.content.iter().any(|c| c.overlaps(piece.span)));
        if let Some(draft) = holder {
            // A clause inside a quotation is all of it.
            for span in draft.content.iter_mut().filter(|c| piece.span.contains(**c)) {
                *span = piece.span;
            }
            self.claim(quotation.chain, draft.speaker, draft.cue);
            return;
        }
        if let Some(cue) = quoted::cue_of(view, piece, cues) {
            let speaker = self.speaker_of(cue, drafts);
            self.claim(quotation.chain, speaker, Some(*cue));
            let rule = if cue.takes().quote { "rule:quotation" } else { "rule:named" };
            drafts.push(Draft { sentence, cue: Some(*cue), speaker, content: vec![piece.span], rule });
            return;
        }
        if !quoted::is_speech(view, piece, sentence) {
            return;
        }
        // "She tweeted “…” and offered “…": the second speech of a sentence is the first's speaker's.
        let before = drafts
            .iter()
            .rev()
            .find(|d| d.cue.is_some_and(|c| c.token < piece.words.start && c.takes().quote));
        if !self.owners.contains_key(&quotation.chain)
            && let Some((speaker, cue)) = before.map(|d| (d.speaker, d.cue))
        {
            self.claim(quotation.chain, speaker, cue);
            drafts.push(Draft {
                sentence,
                cue,
                speaker,
                content: vec![piece.span],
                rule: "rule:quotation-continued",
            });
            return;
        }
        if !self.owners.contains_key(&quotation.chain)
            && let Some(speaker) = quoted::led_by(view, piece, &self.history)
        {
            self.claim(quotation.chain, speaker, None);
            drafts.push(Draft {
                sentence,
                cue: None,
                speaker,
                content: vec![piece.span],
                rule: "rule:colon",
            });
            return;
        }
        let owner = self.owners.get(&quotation.chain).copied();
        let rule =
            if owner.is_some_and(|o| o.firm) { "rule:quotation-continued" } else { "rule:quotation-alone" };
        let owner = owner.unwrap_or_else(|| self.continuing(sentence, piece));
        self.owners.entry(quotation.chain).or_insert(owner);
        let Owner { speaker, cue, .. } = owner;
        // Without a speaker it waits for a cue in a later sentence of the same speech.
        drafts.push(Draft { sentence, cue, speaker, content: vec![piece.span], rule });
    }

    /// A chain of quotations has its speaker; earlier sentences of it that had none get it too.
    fn claim(&mut self, chain: usize, speaker: Speaker, cue: Option<Cue>) {
        if self.owners.get(&chain).is_some_and(|o| o.firm) {
            return;
        }
        self.owners.insert(chain, Owner { speaker, cue, firm: true });
        let quotations = &self.view.quotations;
        for draft in self.drafts.iter_mut().rev().take(CHAIN) {
            let Some(span) = draft.content.first() else { continue };
            let index = quotations.partition_point(|q| q.outer.end() <= span.start());
            if quotations.get(index).is_none_or(|q| q.chain != chain) {
                break;
            }
            if draft.rule == "rule:quotation-alone" {
                (draft.speaker, draft.cue, draft.rule) = (speaker, cue, "rule:quotation-continued");
            }
        }
    }

    /// Who speaks in a quotation without a cue: the sentence before leads to it, or its speaker goes on.
    fn continuing(&self, sentence: usize, piece: &Piece) -> Owner {
        let view = self.view;
        let starts_here =
            view.quotations.get(piece.quotation).is_some_and(|q| q.inner.start() == piece.span.start());
        let Some(before) = sentence.checked_sub(1).filter(|_| starts_here) else {
            return Owner { speaker: Speaker::default(), cue: None, firm: false };
        };
        let text = view.reading.sentences.get(before).map_or("", |s| view.document.slice(s.span));
        if text.ends_with([':', ','])
            && let Some(cue) = cues_of(view, before).iter().rev().find(|c| c.takes().quote || c.takes().named)
        {
            return Owner {
                speaker: speaker::speaker_of(view, cue, &self.history),
                cue: Some(*cue),
                firm: true,
            };
        }
        let recent = self.drafts.iter().rev().take_while(|d| d.sentence + REACH >= sentence);
        let last = recent.into_iter().find(|d| d.speaker.entity.is_some());
        let subject = || {
            let root = view.syntax().sentence(before).find(|i| view.head(*i).is_none())?;
            let token = view.child(root, &["nsubj"])?;
            let entity = speaker::resolve(view, token, &self.history)?;
            (view.kind(entity) == Some(EntityKind::Person))
                .then_some(Speaker { token: Some(token), entity: Some(entity) })
        };
        let speaker = match last {
            Some(draft) if draft.sentence + 1 == sentence => Some(draft.speaker),
            _ => subject().or(last.map(|d| d.speaker)),
        };
        Owner { speaker: speaker.unwrap_or_default(), cue: None, firm: false }
    }
}

/// "Results show that": what things show is nothing that somebody says.
fn is_mere_finding(view: &View, cue: &Cue, speaker: Speaker) -> bool {
    let lexicon = lexicon();
    let actor = speaker.entity.is_some_and(|e| speaker::is_actor(view, e));
    let finder = speaker.token.is_some_and(|t| lexicon.is_finder(view.lemma(t)));
    lexicon.is_finding(view.lemma(cue.token)) && !actor && !finder && view.cue_score(cue.token).is_none()
}

/// A clause of another speaker at the end of a content is none of it: "…, while the Philippines say that …".
fn cut_at_others(view: &View, drafts: &mut [Draft]) {
    let starts: Vec<(usize, Span, Speaker)> = drafts
        .iter()
        .filter_map(|d| {
            let token = d.cue?.token;
            let own = view.child(token, &["nsubj"]).is_some();
            let apart = matches!(view.relation(token), "advcl" | "conj" | "parataxis");
            let clause = view.span(view.extent(token))?;
            // What the clause says belongs to it, wherever the tree put it.
            let said = d.content.iter().copied().filter(|c| c.start() > clause.start());
            let span = said.fold(clause, Span::cover);
            (own && apart).then_some((token, span, d.speaker))
        })
        .collect();
    for draft in drafts {
        let Some(cue) = draft.cue else { continue };
        for (token, clause, speaker) in &starts {
            if *token == cue.token
                || *speaker == draft.speaker
                || view.token(*token).is_none_or(|t| t.span.start() < cue_start(view, &cue))
            {
                continue;
            }
            for span in &mut draft.content {
                if span.start() < clause.start()
                    && clause.start() < span.end()
                    && clause.end() + 1 >= span.end()
                {
                    let kept = view.document.slice(Span::new(span.start(), clause.start()));
                    let kept = kept
                        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '—' | '–'));
                    *span = Span::new(span.start(), span.start() + kept.len());
                }
            }
        }
        draft.content.retain(|s| !s.is_empty());
    }
}

fn cue_start(view: &View, cue: &Cue) -> usize {
    view.token(cue.token).map_or(0, |t| t.span.start())
}

/// "Minister: the talks are over", "Talks are over – minister".
fn headline(view: &View, sentence: usize, history: &History) -> Option<Draft> {
    let words = view.syntax().sentence(sentence);
    let colon = words.clone().take(10).find(|i| view.lower(*i) == ":")?;
    let (before, after) = (words.start..colon, colon + 1..words.end);
    let head = view.syntax().head_of(before.clone())?;
    let nominal = before.clone().all(|i| !matches!(view.upos(i), dateline_text::Upos::Verb));
    let clause =
        after.clone().any(|i| matches!(view.upos(i), dateline_text::Upos::Verb | dateline_text::Upos::Aux));
    let entity = speaker::resolve(view, head, history)
        .or_else(|| before.clone().rev().find_map(|i| view.entity(i)))?;
    let speaks = matches!(
        view.kind(entity),
        Some(EntityKind::Person | EntityKind::Organisation | EntityKind::Group | EntityKind::Country)
    );
    if !(nominal && clause && speaks && before.len() <= 6) {
        return None;
    }
    let content = content::spans_of(view, &[after]);
    let speaker = Speaker { token: Some(head), entity: Some(entity) };
    (!content.is_empty()).then_some(Draft { sentence, cue: None, speaker, content, rule: "rule:headline" })
}

/// One statement for each speaker and sentence, its stretches in order and apart.
fn merge(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut merged: Vec<Draft> = Vec::new();
    for draft in drafts {
        let same = |other: &&mut Draft| {
            let speaker = match (other.speaker.entity, draft.speaker.entity) {
                (Some(a), Some(b)) => a == b,
                (None, None) => other.speaker.token == draft.speaker.token,
                _ => false,
            };
            other.sentence == draft.sentence && speaker
        };
        let twin = merged.iter_mut().rev().take_while(|m| m.sentence == draft.sentence).find(same);
        let Some(twin) = twin else {
            merged.push(draft);
            continue;
        };
        twin.cue = twin.cue.or(draft.cue);
        for span in draft.content {
            if !twin.content.iter().any(|known| known.contains(span)) {
                twin.content.retain(|known| !span.contains(*known));
                twin.content.push(span);
            }
        }
        twin.content.sort_unstable();
        twin.content = without_overlaps(&twin.content);
    }
    merged
}

fn without_overlaps(spans: &[Span]) -> Vec<Span> {
    let mut apart: Vec<Span> = Vec::new();
    for span in spans {
        match apart.last_mut() {
            Some(last) if last.overlaps(*span) => *last = last.cover(*span),
            _ => apart.push(*span),
        }
    }
    apart
}

fn statement(view: &View, draft: &Draft, settings: &Settings, history: &History) -> Option<Statement> {
    if draft.content.is_empty()
        || draft.rule == "rule:quotation-alone" && draft.cue.is_none() && draft.speaker.entity.is_none()
    {
        return None;
    }
    let setting =
        draft.cue.map_or_else(Setting::default, |cue| settings.of(view, &cue, &draft.content, history));
    Some(Statement {
        speaker: draft.speaker.entity,
        cue: draft.cue.and_then(|cue| view.span(cue.token..cue.token + cue.words)),
        speech: speech(view, &draft.content),
        content: draft.content.clone(),
        addressee: setting.addressee.filter(|a| Some(*a) != draft.speaker.entity),
        medium: setting.medium,
        place: setting.place,
        time: setting.time,
        found_by: model::evidence(view, draft),
    })
}

/// Direct where all words are quoted, indirect where none is, else mixed.
fn speech(view: &View, content: &[Span]) -> Speech {
    let (mut quoted, mut plain) = (false, false);
    for span in content {
        for word in view.syntax().range_of(*span).filter(|i| !view.is_mark(*i)) {
            if view.quotation_of(word).is_some() {
                quoted = true;
            } else {
                plain = true;
            }
        }
    }
    match (quoted, plain) {
        (true, false) => Speech::Direct,
        (true, true) => Speech::Mixed,
        _ => Speech::Indirect,
    }
}
