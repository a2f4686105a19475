//! What the neural reader adds: contents that no rule found, and doubts about those that rules found.

use dateline_text::{ArgumentRole, Content, Span};

use super::Draft;
use super::content::spans_of;
use super::cues::{Cue, Kind};
use super::speaker::{History, Speaker, speaker_of};
use super::view::View;

/// A content of the reader counts from this mean probability on.
const SURE: f32 = 0.5;
/// A role of the reader counts from this probability on.
const ENOUGH: f32 = 0.3;

/// Adds the reader's contents of the sentence that no draft shares words with.
pub(super) fn add_contents(
    view: &View,
    sentence: usize,
    cues: &[Cue],
    history: &History,
    drafts: &mut Vec<Draft>,
) {
    let Some(here) = view.reading.sentences.get(sentence).map(|s| s.span) else { return };
    for content in view.reading.contents.within(here).filter(|c| c.score >= SURE) {
        if drafts.iter().any(|d| d.content.iter().any(|c| c.overlaps(content.span))) {
            continue;
        }
        let spans = spans_of(view, &[view.syntax().range_of(content.span)]);
        let Some(cue) = cue_of(view, content, here, cues) else { continue };
        let speaker: Speaker = speaker_of(view, &cue, history);
        if !spans.is_empty() {
            drafts.push(Draft { sentence, cue: Some(cue), speaker, content: spans, rule: "model:content" });
        }
    }
}

/// The cue whose content begins in the stretch, else the nearest of the sentence outside it.
fn cue_of(view: &View, content: &Content, here: Span, cues: &[Cue]) -> Option<Cue> {
    let points = |cue: &&dateline_text::Cue| {
        cue.arguments.iter().any(|a| {
            a.role == ArgumentRole::Content
                && a.score >= ENOUGH
                && view.token(a.token).is_some_and(|t| content.span.contains(t.span))
        })
    };
    let distance = |span: Span| {
        if span.end() <= content.span.start() {
            content.span.start() - span.end()
        } else {
            span.start().saturating_sub(content.span.end())
        }
    };
    let found = || view.reading.cues.within(here);
    let best = found()
        .filter(points)
        .min_by_key(|c| distance(c.span))
        .or_else(|| found().filter(|c| !content.span.contains(c.span)).min_by_key(|c| distance(c.span)));
    let token = best?.token;
    Some(cues.iter().find(|c| c.token == token).copied().unwrap_or(Cue {
        token,
        words: 1,
        kind: Kind::Model,
    }))
}

/// Whether the reader lets a rule's statement stand: it doubts those of which it sees neither cue nor content.
pub(super) fn allows(view: &View, draft: &Draft) -> bool {
    if !view.has_model() {
        return true;
    }
    let cue = draft.cue.is_some_and(|c| view.cue_score(c.token).is_some());
    let content =
        || draft.content.iter().any(|span| view.reading.contents.overlapping(*span).next().is_some());
    cue || content() || !matches!(draft.rule, "rule:noun" | "rule:bare" | "rule:noun-clause")
}
