//! Which time expression governs an act.

use dateline_text::{Layer, Reading, Syntax, TimeExpression, TimeKind, Token, Upos};

/// How many heads above the trigger a time may hang on.
const CLIMB: usize = 5;
/// How many steps below its governor a time may stand.
const DESCENT: usize = 6;
/// How many words behind the trigger a time may stand that the tree hangs elsewhere.
const NEAR: usize = 12;
/// Conjunctions of clauses that happen at the time of the clause above.
const SAME_TIME: [&str; 4] = ["to", "as", "while", "when"];
/// What a time costs that only its place speaks for: more than any that the tree does.
const FALLBACK: usize = 50;
/// Words before a trigger that part its time from that of the clause above: "after the strike".
const APART: [&str; 8] = ["after", "before", "since", "following", "despite", "until", "about", "over"];

/// The index in `times` of the expression that governs the act named by the word `trigger`, if one does.
///
/// By the tree: a date that hangs on the trigger itself, else on the words that the trigger belongs to (the verb of a noun,
/// the first of several verbs), but never across the border of what somebody says or of a clause with its own time.
/// Durations and recurring times never govern.
pub fn choose_time(reading: &Reading, times: &Layer<TimeExpression>, trigger: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let sentence = syntax.get(trigger)?.sentence;
    let words = syntax.sentence(sentence);
    let governors = governors(syntax, trigger);
    let from = syntax.get(words.start)?.span.start();
    let to = syntax.get(words.end.checked_sub(1)?)?.span.end();
    let first = times.partition_point(|t| t.span.start() < from);
    let here = times.iter().enumerate().skip(first).take_while(|(_, t)| t.span.end() <= to);
    here.filter(|(_, t)| matches!(t.kind, TimeKind::Date | TimeKind::Time) && t.value.is_some())
        .filter_map(|(index, time)| Some((cost(syntax, time, trigger, &governors)?, index)))
        .min()
        .map(|(_, index)| index)
}

/// The trigger and the words above it whose time is its own, nearest first.
fn governors(syntax: &Syntax, trigger: usize) -> Vec<usize> {
    let mut found = vec![trigger];
    let mut at = trigger;
    while let (Some(token), true) = (syntax.get(at), found.len() <= CLIMB) {
        let Some(head) = token.head.filter(|_| shares_time(syntax, at, token)) else { break };
        found.push(head);
        at = head;
    }
    found
}

/// Whether the time of a word's head is also its own.
fn shares_time(syntax: &Syntax, index: usize, token: &Token) -> bool {
    let introduced = |relations: &[&str]| {
        let words: Vec<&str> = syntax
            .children_by(index, relations)
            .filter_map(|i| syntax.get(i))
            .map(|t| t.lemma.as_str())
            .collect();
        words.iter().any(|w| APART.contains(w))
    };
    match token.base_relation() {
        "obj" | "nsubj" | "compound" | "amod" | "xcomp" | "conj" | "cop" | "aux" | "iobj" | "fixed"
        | "flat" | "det" | "nummod" => true,
        "obl" | "nmod" => !introduced(&["case"]),
        // "killing five" and "to elect a leader" report the same moment; a clause with its own subject or conjunction need not.
        "advcl" => {
            let marks: Vec<&str> = syntax
                .children_by(index, &["mark", "advmod"])
                .filter_map(|i| syntax.get(i))
                .filter(|t| t.base_relation() == "mark" || t.lemma == "when")
                .map(|t| t.lemma.as_str())
                .collect();
            let own = syntax.children_by(index, &["nsubj"]).next().is_some();
            if marks.is_empty() { !own } else { marks.iter().all(|m| SAME_TIME.contains(m)) }
        }
        // "protesters calling for a vote", but not "people abducted in March".
        "acl" => token.features.has("Tense", "Pres") || token.features.has("VerbForm", "Ger"),
        _ => false,
    }
}

/// How far a time hangs from the trigger: steps up to a governor, then down to the time; `None` where it is another act's.
fn cost(syntax: &Syntax, time: &TimeExpression, trigger: usize, governors: &[usize]) -> Option<usize> {
    let range = syntax.range_of(time.span);
    // "a day after gunmen attacked": the value is that of the act behind it.
    if time.found_by == "away:after" {
        let near = trigger >= range.end && trigger - range.end <= 12;
        return (near && !syntax_parts(syntax, range.end, trigger)).then_some(0);
    }
    let head = syntax.head_of(range)?;
    // "the 2024 election" is the time of that noun alone; an overnight attack's dead died overnight too. "The first time since 2014" dates nothing.
    let modifier = !time.found_by.starts_with("deictic")
        && syntax.get(head).is_some_and(|t| t.head.is_some_and(|h| h > head) && is_premodifier(t));
    let during = syntax.get(head).and_then(|t| t.head).is_some_and(|noun| {
        syntax.children_by(noun, &["case"]).filter_map(|i| syntax.get(i)).any(|t| t.lemma == "during")
    });
    let modifier = modifier && !during;
    let reach = if modifier || time.found_by == "open:since" { 1 } else { DESCENT };
    let mut at = head;
    for down in 1..=reach {
        let token = syntax.get(at)?;
        at = token.head?;
        if let Some(up) = governors.iter().position(|g| *g == at) {
            // Above the trigger only what hangs right on the verb is common to both.
            let verb = syntax.get(at).is_some_and(|t| !t.upos.is_nominal());
            let common = up == 0 || (!modifier && down == 1 && (verb || up == 1));
            return common.then_some(2 * up + down);
        }
        if !is_inside_phrase(syntax, at) {
            break;
        }
    }
    (reach > 1 && follows(syntax, trigger, head)).then(|| FALLBACK + head.abs_diff(trigger))
}

/// Whether a time stands before its noun as a part of it.
fn is_premodifier(token: &Token) -> bool {
    matches!(&*token.relation, "compound" | "nummod" | "amod" | "nmod:unmarked" | "nmod:poss" | "nmod:desc")
}

/// Whether a time stands shortly behind the trigger with no verb between: what a tree that went wrong still shows.
fn follows(syntax: &Syntax, trigger: usize, time: usize) -> bool {
    let verb = |i: usize| syntax.get(i).is_some_and(|t| matches!(t.upos, Upos::Verb | Upos::Aux));
    time > trigger && time - trigger <= NEAR && !(trigger + 1..time).any(verb)
}

/// Whether a comma stands between two words.
fn syntax_parts(syntax: &Syntax, from: usize, to: usize) -> bool {
    (from..to).any(|i| syntax.get(i).is_some_and(|t| t.upos == Upos::Punct && t.lemma == ","))
}

/// Whether a word on the way from a time up to its governor is part of a phrase, not the head of another clause.
fn is_inside_phrase(syntax: &Syntax, index: usize) -> bool {
    let Some(token) = syntax.get(index) else { return false };
    // "allowed 26 ships to cross in the past day".
    let infinitive = matches!(token.base_relation(), "xcomp" | "acl")
        && syntax.children_by(index, &["mark"]).filter_map(|i| syntax.get(i)).any(|t| t.lemma == "to");
    if infinitive {
        return true;
    }
    token.upos != Upos::Verb
        && matches!(
            token.base_relation(),
            "obl" | "nmod" | "compound" | "appos" | "conj" | "advmod" | "amod" | "flat" | "obj" | "dep"
        )
}
