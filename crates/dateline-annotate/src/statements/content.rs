//! What was said: from a cue's word to the stretches of its content.

use std::ops::Range;

use dateline_text::{Span, Upos};

use super::cues::{Cue, Kind};
use super::speaker::Speaker;
use super::view::View;

/// How far from a cue its "that" may stand: "told reporters in Geneva on Monday that".
const THAT: usize = 14;

/// Stretches of words, with the rule that found them.
pub(super) struct Found {
    pub(super) words: Vec<Range<usize>>,
    pub(super) rule: &'static str,
}

fn found(words: impl IntoIterator<Item = Range<usize>>, rule: &'static str) -> Option<Found> {
    let words: Vec<Range<usize>> = words.into_iter().filter(|r| !r.is_empty()).collect();
    (!words.is_empty()).then_some(Found { words, rule })
}

/// The content of a cue as the tree or the words give it; quotations are looked at elsewhere.
pub(super) fn content_of(view: &View, cue: &Cue, speaker: Speaker) -> Option<Found> {
    match cue.kind {
        Kind::Source => source_content(view, cue),
        Kind::Noun => noun_content(view, cue),
        Kind::Verb(_) | Kind::Model => {
            let takes = cue.takes();
            let clause = || {
                clause_after(view, cue)
                    .or_else(|| clause_around(view, cue, speaker))
                    .or_else(|| that_after(view, cue))
            };
            let noun = || noun_phrase(view, cue);
            (takes.clause.then(clause).flatten()).or_else(|| takes.noun.then(noun).flatten())
        }
    }
}

/// "said (that) it would leave": the clausal complement to the right.
fn clause_after(view: &View, cue: &Cue) -> Option<Found> {
    let from = cue.token + cue.words;
    let after = |relations: &'static [&'static str]| {
        view.syntax().children_by(cue.token, relations).find(|c| *c >= from && view.extent(*c).end > from)
    };
    // A second clause beside the first is a coordination that the tree lost, or what the parser took for one.
    let clause = after(&["ccomp"])
        .or_else(|| after(&["xcomp", "obj", "parataxis", "dep"]).filter(|c| is_finite(view, *c)))?;
    if is_question(view, clause) {
        return None;
    }
    let extent = view.extent(clause);
    let start = skip_lead(view, extent.start.max(from), clause);
    found([start..extent.end], "rule:clause")
}

/// Past "that", commas and colons at the start of a clause.
fn skip_lead(view: &View, mut start: usize, head: usize) -> usize {
    while start < head
        && (view.is_mark(start) && view.quotation_of(start).is_none() || is_that(view, start, head))
    {
        start += 1;
    }
    start
}

fn is_that(view: &View, at: usize, head: usize) -> bool {
    view.lower(at) == "that"
        && at < head
        && matches!(view.relation(at), "mark" | "nsubj" | "det" | "advmod" | "case" | "obj" | "expl")
        && (view.relation(at) == "mark" || view.upos(at) == Upos::Sconj)
}

/// Whether a clause has a subject and a verb of its own.
fn is_finite(view: &View, head: usize) -> bool {
    let own = |i: usize| view.token(i).is_some_and(|t| t.features.has("VerbForm", "Fin"));
    view.child(head, &["nsubj"]).is_some()
        && (own(head) || view.syntax().children_by(head, &["aux", "cop"]).any(own))
}

/// "explained why it left": no statement of what was said.
fn is_question(view: &View, clause: usize) -> bool {
    let first = view.extent(clause).start;
    let word = view.lower(first);
    let asks =
        matches!(word, "who" | "what" | "why" | "how" | "where" | "whether" | "which" | "whom" | "whose");
    asks && (view.head(first) == Some(clause) || word == "whether")
}

/// "It would leave, the ministry said": the clause that the cue's own clause hangs on, or a complement to its left.
fn clause_around(view: &View, cue: &Cue, speaker: Speaker) -> Option<Found> {
    let own = view.extent(cue.token);
    if let Some(left) = view.syntax().children_by(cue.token, &["ccomp"]).find(|c| *c < cue.token) {
        let extent = view.extent(left);
        let end = speaker.token.filter(|s| extent.contains(s)).map_or(extent.end, |s| view.extent(s).start);
        return found([extent.start..end.min(cue.token).max(extent.start)], "rule:clause-before");
    }
    if view.relation(cue.token) != "parataxis" {
        return None;
    }
    // The verb has its speaker beside it, so that it is a clause of its own.
    view.child(cue.token, &["nsubj"])?;
    let head = view.head(cue.token)?;
    if view.child(cue.token, &["advcl", "mark"]).is_some_and(|m| view.lower(m) == "as") {
        return None;
    }
    let whole = view.extent(head);
    // A verb that is no parenthesis but a clause after a semicolon has content of its own elsewhere.
    let separator = own.start.checked_sub(1).map_or("", |i| view.lower(i));
    if matches!(separator, ";" | ".") || (own.start == whole.start && !is_headline_colon(view, &own)) {
        return None;
    }
    found([whole.start..own.start, own.end..whole.end], "rule:parenthesis")
}

fn is_headline_colon(view: &View, own: &Range<usize>) -> bool {
    matches!(view.lower(own.end), ":" | ",")
}

/// "told reporters on Monday that …" where the tree does not show the clause.
fn that_after(view: &View, cue: &Cue) -> Option<Found> {
    let sentence = view.sentence_of(cue.token);
    let from = cue.token + cue.words;
    let that = (from..sentence.end)
        .take(THAT)
        .take_while(|i| !matches!(view.lower(*i), ";" | ":" | "and" | "but"))
        .find(|i| view.lower(*i) == "that" && matches!(view.upos(*i), Upos::Sconj))?;
    let other = (from..that).any(|i| view.upos(i) == Upos::Verb);
    let clause = view.head(that).filter(|h| *h > that);
    let relative =
        clause.is_some_and(|c| matches!(view.relation(c), "acl") && view.head(c) != Some(cue.token));
    if other || relative {
        return None;
    }
    let end = clause.map_or(sentence.end, |c| view.extent(c).end);
    found([that + 1..end], "rule:that")
}

/// "reported three deaths": the object.
fn noun_phrase(view: &View, cue: &Cue) -> Option<Found> {
    let object = view.syntax().children_by(cue.token, &["obj"]).find(|c| *c > cue.token)?;
    if view.upos(object) == Upos::Pron || view.child(cue.token, &["xcomp"]).is_some_and(|x| x > object) {
        return None;
    }
    found([view.extent(object)], "rule:noun")
}

/// "Iran's claim that the strait is closed": the clause that hangs on the noun.
fn noun_content(view: &View, cue: &Cue) -> Option<Found> {
    let clause = view.syntax().children_by(cue.token, &["acl", "ccomp"]).find(|c| *c > cue.token)?;
    let extent = view.extent(clause);
    let start = skip_lead(view, extent.start.max(cue.token + 1), clause);
    found([start..extent.end], "rule:noun-clause")
}

/// "According to the ministry, it left": the clause without the source.
fn source_content(view: &View, cue: &Cue) -> Option<Found> {
    let sentence = view.sentence_of(cue.token);
    let after = cue.token + cue.words;
    let head = view.head(cue.token).filter(|h| *h >= after);
    let source = source_extent(view, cue, head, &sentence);
    if source.start <= sentence.start + 1 {
        // The source leads: all that follows its comma.
        let start =
            (source.end..sentence.end).find(|i| !view.is_mark(*i) || view.quotation_of(*i).is_some())?;
        return found([start..sentence.end], "rule:source");
    }
    let governor = head.and_then(|h| view.head(h));
    let clause = governor.map_or(sentence.clone(), |g| clause_extent(view, g));
    let start = clause.start.min(source.start);
    let end = clause.end.max(source.end);
    let left = start..source.start;
    let right = source.end..end;
    // A source after the clause has nothing of it behind; in the middle it is a parenthesis.
    if left.is_empty() { found([right], "rule:source") } else { found([left, right], "rule:source") }
}

/// The clause that a word belongs to: up to the verb that is a root, a clause or a coordinated clause with its own subject.
fn clause_extent(view: &View, word: usize) -> Range<usize> {
    let mut at = word;
    for _ in 0..12 {
        let relation = view.relation(at);
        let clausal = matches!(relation, "root" | "ccomp" | "parataxis" | "acl")
            || (matches!(relation, "conj" | "advcl") && view.child(at, &["nsubj"]).is_some());
        match view.head(at) {
            Some(head) if !clausal => at = head,
            _ => break,
        }
    }
    let mut extent = view.extent(at);
    // A coordinated clause after this one says something else.
    let next = view
        .syntax()
        .children_by(at, &["conj", "parataxis"])
        .find(|c| *c > word && view.child(*c, &["nsubj"]).is_some());
    if let Some(next) = next {
        extent.end = extent.end.min(view.extent(next).start.max(word + 1));
    }
    while extent.start < word && matches!(view.upos(extent.start), Upos::Cconj | Upos::Punct | Upos::Sconj) {
        extent.start += 1;
    }
    extent
}

fn source_extent(view: &View, cue: &Cue, head: Option<usize>, sentence: &Range<usize>) -> Range<usize> {
    let after = cue.token + cue.words;
    let by_tree = head.map(|h| {
        let subtree = view.extent(h);
        subtree.start.min(cue.token)..subtree.end.max(after)
    });
    // A source that the tree lets run over a clause ends at the first comma.
    let comma = (after..sentence.end)
        .find(|i| matches!(view.lower(*i), "," | ";" | "." | ":" | ")"))
        .unwrap_or(sentence.end);
    match by_tree {
        Some(extent) if extent.start == cue.token && !has_clause(view, head, after) => extent,
        _ => cue.token..comma,
    }
}

fn has_clause(view: &View, head: Option<usize>, after: usize) -> bool {
    head.is_some_and(|h| {
        view.syntax()
            .children_by(h, &["parataxis", "ccomp", "conj"])
            .any(|c| c > after && view.child(c, &["nsubj"]).is_some())
    })
}

/// The words as spans of text, without the marks, quotation marks and white space at their edges.
pub(super) fn spans_of(view: &View, words: &[Range<usize>]) -> Vec<Span> {
    words.iter().filter_map(|range| trimmed(view, range.clone())).collect()
}

fn trimmed(view: &View, range: Range<usize>) -> Option<Span> {
    let text = |i: usize| view.lower(i);
    let (mut start, mut end) = (range.start, range.end);
    // An opening mark stays if its partner stands inside: `"gangs" were beaten`.
    while start < end
        && view.is_mark(start)
        && !opens_inside(view, start, end)
        && !matches!(text(start), "$" | "€" | "£" | "#" | "[")
    {
        start += 1;
    }
    while end > start
        && view.is_mark(end - 1)
        && !closes_inside(view, end - 1, start)
        && !matches!(text(end - 1), "%" | ")" | "]" | "$" | "€")
    {
        end -= 1;
    }
    let span = view.span(start..end)?;
    enclosed(view, span).or(Some(span))
}

/// A span that is nothing but one quotation is the words inside.
fn enclosed(view: &View, span: Span) -> Option<Span> {
    let index = view.quotations.partition_point(|q| q.outer.end() <= span.start());
    let quotation = view.quotations.get(index)?;
    (quotation.outer == span || quotation.inner == span).then_some(quotation.inner)
}

fn opens_inside(view: &View, mark: usize, end: usize) -> bool {
    let Some(token) = view.token(mark) else { return false };
    let last = end.checked_sub(1).and_then(|i| view.token(i)).map_or(0, |t| t.span.end());
    let index = view.quotations.partition_point(|q| q.outer.start() < token.span.start());
    view.quotations.get(index).is_some_and(|q| q.outer.start() == token.span.start() && q.outer.end() <= last)
}

fn closes_inside(view: &View, mark: usize, start: usize) -> bool {
    let Some(token) = view.token(mark) else { return false };
    let first = view.token(start).map_or(0, |t| t.span.start());
    let index = view.quotations.partition_point(|q| q.outer.end() < token.span.end());
    view.quotations.get(index).is_some_and(|q| q.outer.end() == token.span.end() && q.outer.start() >= first)
}
