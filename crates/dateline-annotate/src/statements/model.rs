//! What the neural reader adds: contents that no rule found, and doubts about those that rules found.

use dateline_text::{ArgumentRole, Content, Span};

use super::Draft;
use super::content::spans_of;
use super::cues::{Cue, Kind, is_silent};
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
        if is_silent(view, cue.token) {
            continue;
        }
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

/// Whether the reader lets a rule's statement stand: it has the say about all but verbs of saying and speeches that go on.
pub(super) fn allows(view: &View, draft: &Draft) -> bool {
    let saying =
        draft.cue.is_some_and(|c| c.takes().bare) && draft.rule != "rule:noun" && draft.rule != "rule:bare";
    let goes_on = matches!(
        draft.rule,
        "rule:quotation-continued" | "rule:quotation-alone" | "rule:colon" | "rule:source" | "rule:headline"
    );
    !view.has_model() || saying || goes_on || agrees(view, draft)
}

/// The reader's content that shares words with the span.
fn seen<'v>(view: &View<'v>, span: Span) -> Option<&'v Content> {
    // The reader's contents never overlap each other.
    let contents = &view.reading.contents;
    let next = contents.partition_point(|c| c.span.end() <= span.start());
    contents.get(next).filter(|c| c.span.overlaps(span) && c.score >= SURE)
}

/// Of several drafts of one speaker in a sentence those stay whose content the reader sees, if it sees any; and where it begins
/// a content at the same word as a rule and reads further, it says where it ends.
pub(super) fn decide(view: &View, drafts: &mut Vec<Draft>) {
    let sees: Vec<bool> = drafts.iter().map(|d| d.content.iter().any(|s| seen(view, *s).is_some())).collect();
    let speakers: Vec<Option<usize>> = drafts.iter().map(|d| d.speaker.entity).collect();
    let doubled = |i: usize| {
        !sees[i]
            && (0..speakers.len())
                .any(|j| j != i && sees[j] && speakers[i].is_some() && speakers[i] == speakers[j])
    };
    let keep: Vec<bool> = (0..sees.len()).map(|i| !doubled(i)).collect();
    let mut keep = keep.into_iter();
    drafts.retain(|_| keep.next().unwrap_or(true));
    let clauses = ["rule:clause", "rule:that", "rule:bare", "rule:noun", "rule:noun-clause"];
    for draft in drafts.iter_mut().filter(|d| clauses.contains(&d.rule)) {
        let [span] = &mut draft.content[..] else { continue };
        let Some(content) = seen(view, *span) else { continue };
        // Six bytes are "that" with its space or an article.
        if content.span.start().abs_diff(span.start()) <= 6 && content.span.end() > span.end() {
            let longer = view.syntax().range_of(Span::new(span.start(), content.span.end()));
            *span = spans_of(view, &[longer]).first().copied().unwrap_or(*span);
        }
    }
}

/// Whether the reader sees the same cue, or content in the same place.
fn agrees(view: &View, draft: &Draft) -> bool {
    draft.cue.is_some_and(|c| view.cue_score(c.token).is_some())
        || draft.content.iter().any(|span| seen(view, *span).is_some())
}

/// The names of the rules, alone and where the reader sees the statement too.
const EVIDENCE: [(&str, &str); 14] = [
    ("rule:clause", "rule:clause+model"),
    ("rule:clause-before", "rule:clause-before+model"),
    ("rule:parenthesis", "rule:parenthesis+model"),
    ("rule:that", "rule:that+model"),
    ("rule:bare", "rule:bare+model"),
    ("rule:noun", "rule:noun+model"),
    ("rule:noun-clause", "rule:noun-clause+model"),
    ("rule:source", "rule:source+model"),
    ("rule:quotation", "rule:quotation+model"),
    ("rule:named", "rule:named+model"),
    ("rule:quotation-continued", "rule:quotation-continued+model"),
    ("rule:quotation-alone", "rule:quotation-alone+model"),
    ("rule:colon", "rule:colon+model"),
    ("rule:headline", "rule:headline+model"),
];

/// What found a draft: its rule, and the reader where it agrees.
pub(super) fn evidence(view: &View, draft: &Draft) -> &'static str {
    let both = EVIDENCE.iter().find(|(rule, _)| *rule == draft.rule).map(|(_, both)| *both);
    both.filter(|_| agrees(view, draft)).unwrap_or(draft.rule)
}
