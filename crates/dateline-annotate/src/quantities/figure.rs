//! Figures with their bounds: "more than 100", "between 20 and 30", "some 25,000", "dozens".

use super::vocabulary::Vocabulary;
use crate::lexer::{Kind, Word};
use crate::numbers::cardinal;

/// A figure as the words give it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    /// The index of its first word, bounds included.
    pub(super) from: usize,
    /// The index of its first number's first word.
    pub(super) number: usize,
    /// The index after its last number.
    pub(super) to: usize,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) approximate: bool,
    /// Whether it is the word "one", which is more often a pronoun.
    pub(super) one: bool,
    /// Whether a scale is written right behind the figure ("5bn"), which only money does.
    pub(super) attached: bool,
}

fn word(words: &[Word], at: usize, back: usize) -> Option<&Word> {
    at.checked_sub(back).and_then(|i| words.get(i))
}

fn is(words: &[Word], at: usize, form: &str) -> bool {
    words.get(at).is_some_and(|w| w.is(form))
}

/// The figure whose number begins at word `at`, if one does that counts something.
pub(super) fn figure(words: &[Word], at: usize) -> Option<Figure> {
    let first = cardinal(words, at)?;
    if is_no_figure(words, at, first.end) {
        return None;
    }
    let mut found = Figure {
        from: at,
        number: at,
        to: first.end,
        low: Some(first.value),
        high: if first.many { None } else { Some(first.value) },
        approximate: first.many,
        one: !first.figure && first.value == 1.0 && first.end == at + 1,
        attached: first.attached,
    };
    let between = word(words, at, 1).is_some_and(|w| w.is("between") || w.is("from"));
    let joint = words
        .get(first.end)
        .is_some_and(|w| matches!(w.lower.as_str(), "to" | "-" | "–" | "or") || (w.is("and") && between));
    if let Some(second) = cardinal(words, first.end + 1).filter(|_| joint && !first.many) {
        let value = first.value * shared_scale(first.value, second.value, first.end == at + 1);
        if second.value > value && !second.many && !is_percentage(words, second.end) {
            found =
                Figure { low: Some(value), high: Some(second.value), to: second.end, one: false, ..found };
            found.attached |= second.attached;
        }
    }
    if word(words, at, 1).is_some_and(|w| w.is("between")) && found.low != found.high {
        found.from = at - 1;
    }
    bound(words, &mut found);
    Some(found)
}

/// "2 to 3 million": what the second number's scale makes of the first.
fn shared_scale(first: f64, second: f64, single_word: bool) -> f64 {
    let scale = [1e12, 1e9, 1e6, 1e3].into_iter().find(|scale| second >= *scale).unwrap_or(1.0);
    if single_word && first < 1000.0 && first * scale < second && second / first > 500.0 {
        scale
    } else {
        1.0
    }
}

/// Reads the bounds before and after a figure.
fn bound(words: &[Word], found: &mut Figure) {
    let bounds = &Vocabulary::get().bounds;
    let exact = found.low == found.high;
    // "at least about 20", "an estimated more than 100": twice at most.
    for _ in 0..2 {
        // The currency's sign stands between the bound and the figure.
        let at = found.from;
        if let Some(length) = ends_before(words, at, &bounds.lower) {
            found.from = at - length;
            found.high = None;
            found.approximate &= !exact;
        } else if let Some(length) = ends_before(words, at, &bounds.upper) {
            found.from = at - length;
            if exact {
                found.high = found.low;
                found.low = None;
            }
        } else if let Some(length) = ends_before(words, at, &bounds.about) {
            found.from = at - length;
            found.approximate = true;
        }
    }
    for phrase in &bounds.lower_after {
        let parts: Vec<&str> = phrase.split(' ').collect();
        if parts.iter().enumerate().all(|(k, part)| is(words, found.to + k, part)) {
            found.high = None;
            found.to += parts.len();
            return;
        }
    }
}

/// Reads the bounds again from before a currency's sign.
pub(super) fn rebound(words: &[Word], found: &mut Figure, sign: usize) {
    found.from = sign;
    bound(words, found);
}

/// How many words of the longest phrase of the list end right before `at`.
fn ends_before(words: &[Word], at: usize, phrases: &[String]) -> Option<usize> {
    let length = |phrase: &String| {
        let parts: Vec<&str> = phrase.split(' ').collect();
        let from = at.checked_sub(parts.len())?;
        parts.iter().enumerate().all(|(k, part)| is(words, from + k, part)).then_some(parts.len())
    };
    phrases.iter().filter_map(length).max()
}

fn is_percentage(words: &[Word], at: usize) -> bool {
    let hyphen = usize::from(is(words, at, "-"));
    words.get(at + hyphen).is_some_and(|w| {
        matches!(w.lower.as_str(), "%" | "percent" | "percentage" | "pc")
            || (w.is("per") && is(words, at + hyphen + 1, "cent"))
    })
}

/// Percentages, ordinals, ages, model numbers, decimals, scores and other figures that count nothing.
fn is_no_figure(words: &[Word], at: usize, end: usize) -> bool {
    let Some(first) = words.get(at) else { return true };
    if is_percentage(words, end) || is_age(words, at, end) {
        return true;
    }
    let next = words.get(end);
    if let Some(next) = next.filter(|w| !w.spaced && first.kind == Kind::Number) {
        // "3rd", "5km", "10:30", "7/7".
        let unit = next.kind == Kind::Letters && end == at + 1 && !next.is("'s");
        let joined = matches!(next.lower.as_str(), ":" | "/")
            && words.get(end + 1).is_some_and(|w| !w.spaced && w.kind == Kind::Number);
        if unit || joined {
            return true;
        }
    }
    if !first.spaced {
        // "MiG-31", "COVID-19", "9/11", "Article14".
        let before = word(words, at, 1);
        let hyphen = before.is_some_and(|w| w.is("-"));
        let letters = hyphen
            && word(words, at, 2)
                .is_some_and(|w| w.kind == Kind::Letters && cardinal(words, at.saturating_sub(2)).is_none());
        let glued =
            before.is_some_and(|w| w.kind == Kind::Letters && Vocabulary::get().currency(&w.lower).is_none());
        let joined = before.is_some_and(|w| matches!(w.lower.as_str(), "/" | ":" | "#" | "."));
        if letters || glued || joined {
            return true;
        }
    }
    // "No. 10".
    let dot = usize::from(word(words, at, 1).is_some_and(|w| w.is(".")));
    word(words, at, 1 + dot).is_some_and(|w| {
        matches!(
            w.lower.as_str(),
            "no" | "number"
                | "section"
                | "article"
                | "chapter"
                | "page"
                | "flight"
                | "route"
                | "highway"
                | "group"
                | "phase"
                | "resolution"
                | "channel"
                | "category"
                | "level"
                | "magnitude"
        )
    })
}

/// "a 15-year-old", "aged 34", "aged 19 and 44", "a man of 41", "Smith, 34, said".
fn is_age(words: &[Word], at: usize, end: usize) -> bool {
    let old = (end..end + 5).any(|i| is(words, i, "old"))
        && (end..end + 3).any(|i| is(words, i, "year") || is(words, i, "years") || is(words, i, "month"));
    let is_aged =
        |back: usize| word(words, at, back).is_some_and(|w| w.is("aged") || w.is("age") || w.is("ages"));
    let joined = word(words, at, 1).is_some_and(|w| w.is("and") || w.is(",") || w.is("to"));
    let aged = is_aged(1) || (joined && is_aged(3));
    let whose = word(words, at, 2).filter(|_| word(words, at, 1).is_some_and(|w| w.is("of")));
    let of_somebody = cardinal(words, at).is_some_and(|c| (1.0..120.0).contains(&c.value))
        && whose.is_some_and(|w| {
            matches!(w.lower.as_str(), "man" | "woman" | "boy" | "girl" | "child" | "youth")
        });
    let commas = word(words, at, 1).is_some_and(|w| w.is(","))
        && is(words, end, ",")
        && word(words, at, 2).is_some_and(|w| w.capital)
        && words.get(at).and_then(Word::whole).is_some_and(|n| n < 120);
    old || aged || of_somebody || commas
}
