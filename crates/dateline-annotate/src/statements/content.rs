//! What was said: from a cue's word to the stretches of its content.

#![expect(clippy::single_range_in_vec_init, reason = "a content is a list of stretches, often of one")]

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
                    .or_else(|| takes.bare.then(|| bare_clause(view, cue)).flatten())
            };
            let noun = || noun_phrase(view, cue);
            (takes.clause.then(clause).flatten()).or_else(|| takes.noun.then(noun).flatten())
        }
    }
}

/// "said (that) it would leave": what follows the verb, from the start of its clause to the end of the verb's own.
fn clause_after(view: &View, cue: &Cue) -> Option<Found> {
    let from = cue.token + cue.words;
    let after = |relations: &'static [&'static str]| {
        view.syntax()
            .children_by(cue.token, relations)
            .find(|c| *c >= from && view.extent(*c).end > from && !is_subordinate(view, *c))
    };
    // What is no complement may be one that the parser took for something else, if it is a clause.
    let clause = after(&["ccomp"]).or_else(|| {
        after(&["xcomp", "obj", "parataxis", "dep", "conj"])
            .filter(|c| is_finite(view, *c) && !is_coordinated(view, *c))
    })?;
    // "No deaths were reported, but …": a passive without "it" or an agent reports no clause.
    let passive = view.child(cue.token, &["aux:pass", "nsubj:pass"]).is_some();
    let that = view.syntax().children_by(clause, &["mark"]).any(|m| view.lower(m) == "that");
    let it = view.syntax().children_by(cue.token, &["expl", "nsubj"]).any(|c| view.lower(c) == "it");
    if is_question(view, clause) || passive && !that && !it {
        return None;
    }
    let start = clause_start(view, cue, clause, from);
    found([start..clause_end(view, cue, clause)], "rule:clause")
}

/// Whether a conjunction other than "that" leads the clause: "announced it after it lost", "announced plans to go".
fn is_subordinate(view: &View, clause: usize) -> bool {
    let first = view.extent(clause).start;
    let to = |m: usize| view.lower(m) == "to" && view.child(clause, &["nsubj"]).is_none();
    view.syntax()
        .children_by(clause, &["mark"])
        .any(|m| to(m) || m == first && !matches!(view.lower(m), "that" | "if" | "to"))
}

/// Whether the clause is joined to its head by "and" or "but".
fn is_coordinated(view: &View, clause: usize) -> bool {
    let first = view.extent(clause).start;
    matches!(view.lower(first), "and" | "but" | "or")
        || first.checked_sub(1).is_some_and(|i| matches!(view.lower(i), "and" | "but" | "or"))
}

/// Where the clause begins: after the cue, its addressee, its circumstances and "that".
fn clause_start(view: &View, cue: &Cue, clause: usize, from: usize) -> usize {
    let limit = skip_lead(view, view.extent(clause).start.max(from), clause);
    let circumstances: Vec<Range<usize>> = view
        .syntax()
        .children(cue.token)
        .iter()
        .filter(|c| **c >= from && **c < clause)
        .filter(|c| {
            let relation = view.relation(**c);
            matches!(relation, "obl" | "advmod" | "iobj" | "nmod" | "advcl" | "compound")
                || relation == "obj" && (cue.takes().addressee || view.relation(**c) == "iobj")
                || relation == "nsubj"
                    && !view.syntax().children_by(cue.token, &["nsubj"]).any(|s| s < cue.token)
        })
        .map(|c| view.extent(*c))
        .collect();
    let mut start = from;
    while start < limit {
        match circumstances.iter().find(|r| r.contains(&start)) {
            Some(range) => start = range.end.max(start + 1),
            None if view.is_mark(start)
                && view.quotation_of(start).is_none()
                && !opens_quotation(view, start) =>
            {
                start += 1
            }
            None if view.lower(start) == "that" && view.upos(start) == Upos::Sconj => return start + 1,
            None => break,
        }
    }
    skip_lead(view, start.min(limit), clause)
}

fn opens_quotation(view: &View, mark: usize) -> bool {
    view.quotation_of(mark + 1).is_some() && matches!(view.lower(mark), "\"" | "“" | "'" | "‘" | "”")
}

/// Where what is said ends: with the cue's own clause, or before what hangs on the cue itself again.
fn clause_end(view: &View, cue: &Cue, clause: usize) -> usize {
    let sentence = view.sentence_of(cue.token);
    let own = view.extent(cue.token);
    let end = if view.head(cue.token).is_none() { sentence.end } else { own.end };
    let said = view.extent(clause);
    // A participle after a comma, or a conjunction without "that", goes back to the speaker; "as", "after", "if" do not.
    let back = view
        .syntax()
        .children(cue.token)
        .iter()
        .filter(|c| {
            let participle = view.relation(**c) == "advcl" && view.lower(**c).ends_with("ing");
            **c >= said.end && (participle || matches!(view.relation(**c), "conj" | "parataxis"))
        })
        .map(|c| view.extent(*c).start)
        .find(|start| {
            let before = start.checked_sub(1).map_or("", |i| view.lower(i));
            let first = view.lower(*start);
            let joined = matches!(before, "," | ";" | "and" | "but" | "while")
                || matches!(first, "," | ";" | "and" | "but" | "while");
            let that = (*start..start + 3).find(|i| !view.is_mark(*i) && view.upos(*i) != Upos::Cconj);
            let that = that.is_some_and(|i| view.lower(i) == "that");
            joined && !that
        });
    let mut end = back.map_or(end, |b| b.min(end)).max(said.end.min(sentence.end));
    while end > said.start + 1 && matches!(view.lower(end - 1), "and" | "but" | "while" | "as") {
        end -= 1;
    }
    end
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
    let passive = || view.child(cue.token, &["aux:pass", "nsubj:pass"]).is_some();
    let left = view.syntax().children_by(cue.token, &["ccomp"]).find(|c| *c < cue.token);
    if let Some(left) =
        left.filter(|_| view.child(cue.token, &["cc"]).is_none_or(|c| c > cue.token) && !passive())
    {
        let extent = view.extent(left);
        let end = speaker.token.filter(|s| extent.contains(s)).map_or(extent.end, |s| view.extent(s).start);
        return found([extent.start..end.min(cue.token).max(extent.start)], "rule:clause-before");
    }
    if view.relation(cue.token) != "parataxis" || view.child(cue.token, &["cc"]).is_some() {
        return None;
    }
    // The verb has its speaker beside it and nothing else to say, so that it is a clause of its own.
    view.child(cue.token, &["nsubj"])?;
    let head = view.head(cue.token)?;
    if view.child(cue.token, &["obj", "xcomp", "ccomp", "mark", "advcl"]).is_some() {
        return None;
    }
    let whole = view.extent(head);
    // It is parted from what it reports by marks on both sides.
    let before = own.start.checked_sub(1).map_or("", |i| view.lower(i));
    let starts = view.lower(own.start);
    let parted = matches!(before, "," | "—" | "–" | "-" | "”" | "\"" | "(")
        || matches!(starts, "," | "—" | "–" | "-" | "(");
    let closed = own.end >= whole.end || view.is_mark(own.end) || view.is_mark(own.end.saturating_sub(1));
    let leads = own.start == whole.start && matches!(view.lower(own.end), ":" | ",");
    if !(parted && closed || leads) {
        return None;
    }
    found([whole.start..own.start, own.end..whole.end], "rule:parenthesis")
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
    let end = clause.map_or(sentence.end, |c| clause_end(view, cue, c));
    found([that + 1..end], "rule:that")
}

/// "said late on Sunday the police were there": a clause that the tree does not show, told by a verb that has no other object.
fn bare_clause(view: &View, cue: &Cue) -> Option<Found> {
    let sentence = view.sentence_of(cue.token);
    let from = cue.token + cue.words;
    let last = cue.token.checked_sub(1).filter(|i| *i >= sentence.start)?;
    // The speaker stands before the verb, and what follows is no phrase with a preposition.
    let speaker = view.is_nominal(last)
        || matches!(view.upos(last), Upos::Adv | Upos::Aux | Upos::Propn)
        || view.is_mark(last);
    let children = view
        .syntax()
        .children_by(cue.token, &["advmod", "obl"])
        .filter(|c| *c >= from && view.is_nominal(*c) || view.upos(*c) == Upos::Adv);
    let start = children
        .map(|c| view.extent(c))
        .filter(|e| e.start == from && e.len() <= 4)
        .map(|e| e.end)
        .max()
        .unwrap_or(from);
    let opens =
        matches!(view.upos(start), Upos::Det | Upos::Pron | Upos::Propn | Upos::Noun | Upos::Adj | Upos::Num);
    let own = view.extent(cue.token).end;
    let end = if view.head(cue.token).is_none() || own <= from { sentence.end } else { own };
    let verb = (start + 1..end)
        .take(30)
        .any(|i| matches!(view.upos(i), Upos::Aux) || view.upos(i) == Upos::Verb && is_finite_form(view, i));
    (speaker && opens && verb && start < end).then(|| found([start..end], "rule:bare")).flatten()
}

fn is_finite_form(view: &View, word: usize) -> bool {
    view.token(word).is_some_and(|t| t.features.has("VerbForm", "Fin"))
}

/// "reported three deaths": the object, and what the tree took for a second subject.
fn noun_phrase(view: &View, cue: &Cue) -> Option<Found> {
    let from = cue.token + cue.words;
    let passive = view.child(cue.token, &["aux:pass", "nsubj:pass"]).is_some();
    let object = view.syntax().children_by(cue.token, &["obj", "nsubj", "obl", "ccomp"]).find(|c| {
        *c > cue.token && view.is_nominal(*c) && !view.syntax().children_by(*c, &["case"]).any(|m| m < *c)
    })?;
    if passive
        || view.upos(object) == Upos::Pron
        || view.child(cue.token, &["xcomp"]).is_some_and(|x| x > object)
    {
        return None;
    }
    let extent = view.extent(object);
    (extent.start >= from).then(|| found([from.max(extent.start)..extent.end], "rule:noun")).flatten()
}

/// "Iran's claim that the strait is closed": the clause that hangs on the noun.
fn noun_content(view: &View, cue: &Cue) -> Option<Found> {
    let that = (cue.token + 1..view.sentence_of(cue.token).end)
        .take(12)
        .take_while(|i| !matches!(view.lower(*i), "," | ";" | ":"))
        .find(|i| view.lower(*i) == "that")?;
    let clause = view
        .head(that)
        .filter(|h| *h > that)
        .or_else(|| view.syntax().children_by(cue.token, &["acl", "ccomp"]).find(|c| *c > that))?;
    // "statements that the ministry described as false": a relative clause is about the noun.
    if view.token(clause).is_some_and(|t| &*t.relation == "acl:relcl") {
        return None;
    }
    found([that + 1..view.extent(clause).end], "rule:noun-clause")
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
    // A tree that hangs the source on what follows it leaves nothing before.
    let clause = if clause.start >= source.start && governor.is_some_and(|g| g > source.end) {
        sentence.start..sentence.end
    } else {
        clause
    };
    let start = clause.start.min(source.start);
    let end = clause.end.max(source.end);
    let left = start..source.start;
    // What a conjunction joins after the source is another statement.
    let next = (source.end..end).find(|i| !view.is_mark(*i));
    let joined = next.is_some_and(|i| {
        matches!(view.lower(i), "but" | "and" | "while" | "although" | "though" | "as" | "which" | "who")
    });
    let right = if joined { source.end..source.end } else { source.end..end };
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
    // A source that the tree lets run over a clause ends at the first comma that no name follows.
    let comma = (after..sentence.end)
        .find(|i| matches!(view.lower(*i), "," | ";" | "." | ":" | ")" | "—" | "–"))
        .unwrap_or(sentence.end);
    let tree = head.map(|h| view.extent(h)).filter(|e| e.start == cue.token && e.end > after);
    let verb = |range: Range<usize>| range.clone().any(|i| matches!(view.upos(i), Upos::Verb | Upos::Aux));
    match tree {
        Some(extent) if extent.end <= comma => extent,
        Some(extent) if verb(extent.end..sentence.end) && !has_clause(view, &extent, after) => extent,
        _ => cue.token..comma,
    }
}

/// Whether a clause with its own subject hangs inside.
fn has_clause(view: &View, extent: &Range<usize>, after: usize) -> bool {
    let inside = |i: usize| view.head(i).is_some_and(|h| extent.contains(&h) && h > after);
    extent.clone().skip_while(|i| *i <= after).any(|i| {
        view.relation(i) == "nsubj" && inside(i) && !matches!(view.lower(i), "who" | "which" | "that")
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
    let inner = view.document.slice(quotation.inner).trim_end_matches([',', ' ']);
    let kept = Span::new(quotation.inner.start(), quotation.inner.start() + inner.len());
    (quotation.outer == span || quotation.inner == span).then_some(kept)
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
