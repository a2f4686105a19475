//! The time of an act: candidates and their signs.

use dateline_text::{ArgumentRole, Layer, Setting, TimeExpression, TimeKind, Upos};

use super::act::Act;
use super::candidates::{Candidate, Candidates, carry, none};
use super::path::preposition;

/// The dates of the act's sentence and those of earlier acts.
pub(super) fn candidates(
    act: &Act<'_>,
    told: &[Option<Act<'_>>],
    times: &Layer<TimeExpression>,
    earlier: &[Setting],
) -> Candidates {
    let mut found = Candidates::default();
    let first = times.partition_point(|t| t.span.start() < act.range.start());
    let here = times.iter().enumerate().skip(first).take_while(|(_, t)| t.span.end() <= act.range.end());
    for (index, time) in here.filter(|(_, t)| is_dated(t)) {
        if let Some(signs) = signs(act, time) {
            found.list.push(Candidate { index, carried: false, signs });
        }
    }
    let count = found.list.len();
    // An act before it in the sentence that has this time.
    let lent: Vec<usize> = same_sentence(act, earlier).filter_map(|s| s.time).collect();
    for candidate in &mut found.list {
        candidate.signs.push(format!("n={}", count.min(3)));
        if lent.contains(&candidate.index) {
            candidate.signs.push("taken".to_owned());
        }
    }
    found.none = none(act, count);
    carry(act, told, earlier, |s| s.time, |a, b| day(times, a) == day(times, b), &mut found);
    found
}

fn same_sentence<'s>(act: &'s Act<'_>, earlier: &'s [Setting]) -> impl Iterator<Item = &'s Setting> {
    let syntax = &act.reading.syntax;
    let here = move |number: usize| {
        let token = act.reading.triggers.get(number).map(|t| t.token);
        token.and_then(|t| syntax.get(t)).is_some_and(|t| t.sentence == act.sentence)
    };
    earlier.iter().enumerate().rev().take(16).filter(move |(number, _)| here(*number)).map(|(_, s)| s)
}

fn is_dated(time: &TimeExpression) -> bool {
    time.value.is_some() && matches!(time.kind, TimeKind::Date | TimeKind::Time)
}

/// The value without the time of day and the marks of doubt.
fn day(times: &Layer<TimeExpression>, index: usize) -> Option<String> {
    let value = times.get(index)?.value.as_deref()?;
    Some(value.split('T').next()?.chars().filter(|c| !matches!(c, '~' | '?' | '%')).collect())
}

/// What kind of value it is: a day, a month, a year, a stretch, an open end, a time of day.
fn class(value: &str) -> &'static str {
    let plain = value.trim_end_matches('~');
    match plain {
        _ if plain.contains("..") => "open",
        _ if plain.contains('/') => "range",
        _ if plain.contains('T') => "clock",
        _ => match plain.len() {
            10 => "day",
            7 => "month",
            4 => "year",
            _ => "other",
        },
    }
}

/// Whether the act stands in the clause that begins with the last word before `end`: "two days after | rebels took the town".
fn is_in_clause(act: &Act<'_>, end: usize) -> bool {
    let syntax = &act.reading.syntax;
    let clause = end.checked_sub(1).and_then(|conjunction| syntax.get(conjunction)?.head);
    clause.is_some_and(|clause| clause == act.head || syntax.ancestors(act.head).take(4).any(|a| a == clause))
}

fn signs(act: &Act<'_>, time: &TimeExpression) -> Option<Vec<String>> {
    let syntax = &act.reading.syntax;
    let range = syntax.range_of(time.span);
    let head = syntax.head_of(range.clone())?;
    let token = syntax.get(head)?;
    let is_preposition = |i: usize| syntax.get(i).is_some_and(|t| t.upos == Upos::Adp);
    let mut word = preposition(syntax, head);
    if word.is_empty() {
        let beside = [Some(range.start), range.start.checked_sub(1)].into_iter().flatten();
        let found = beside.filter(|i| is_preposition(*i)).find_map(|i| syntax.get(i));
        word = found.map(|t| t.lemma.to_lowercase()).unwrap_or_default();
    }
    let relation = token.base_relation();
    let class = class(time.value.as_deref()?);
    let mut signs = vec![
        format!("class={class}"),
        format!("class={class}|{relation}"),
        format!("by={}", time.found_by),
        format!("hold={relation}:{word}"),
        format!("before={word}"),
        format!("relation={}", token.relation),
    ];
    act.tree_signs(token.head, relation, &mut signs);
    act.row_signs(range.start, &mut signs);
    if let Some(noun) = token.head.filter(|h| *h > head)
        && matches!(relation, "compound" | "nummod" | "amod" | "nmod")
    {
        signs.push(format!("premodifier|own{}", u8::from(noun == act.head)));
    }
    if time.found_by == "away:after" {
        signs.push(format!("counted|{}", if is_in_clause(act, range.end) { "in" } else { "out" }));
    }
    act.role_signs(ArgumentRole::Time, time.span, &mut signs);
    Some(signs)
}
