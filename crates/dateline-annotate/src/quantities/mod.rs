//! Figures and what they count.
//!
//! A figure is read with its bounds; money is told by its currency, durations by the layer of times, and the people that
//! a figure counts by what became of them: the words of `knowledge/quantities.toml` before and behind it.

mod candidates;
mod choose;
mod counted;
mod figure;
mod money;
mod signs;
mod vocabulary;
mod weights;

use dateline_text::{Document, Layer, Quantity, QuantityKind, Reading, Span, TimeExpression, TimeKind};

pub use self::candidates::{Claim, Figure as QuantityCandidate, find_claims};
use self::counted::Sentence;
use self::figure::{Figure, figure};
use crate::lexer::{Word, words};

/// Finds the figures of a document, each with the act that it measures; numbers inside time expressions are left alone, save for
/// durations.
///
/// What a figure counts is read off the words, and settled with its act by learnt weights where an act claims it. Percentages,
/// ordinals, ages, scores, model numbers and, unless an act claims them, sub-totals ("including three children") are no quantities.
pub fn find_quantities(
    document: &Document,
    reading: &Reading,
    times: &Layer<TimeExpression>,
) -> Layer<Quantity> {
    let mut figures = find_figures(document, reading, times);
    choose::bind(reading, &mut figures);
    let counts = |figure: &QuantityCandidate| figure.doubt.is_empty() || figure.quantity.act.is_some();
    Layer::new(figures.into_iter().filter(counts).map(|figure| figure.quantity).collect())
}

/// The figures of a document in the order of the text, before they have acts.
pub fn find_figures(
    document: &Document,
    reading: &Reading,
    times: &Layer<TimeExpression>,
) -> Vec<QuantityCandidate> {
    let own;
    let sentences = if reading.sentences.is_empty() {
        own = crate::find_sentences(document);
        &own
    } else {
        &reading.sentences
    };
    let mut found = Vec::new();
    for sentence in sentences {
        let words = words(document.slice(sentence.span), sentence.span.start());
        let inside: Vec<&TimeExpression> = times.within(sentence.span).collect();
        let durations = inside.iter().filter(|t| t.kind == TimeKind::Duration);
        let durations = durations.filter_map(|time| duration(reading, &words, time));
        found.extend(durations.map(|quantity| QuantityCandidate { quantity, doubt: "" }));
        find_in(reading, &words, &inside, &mut found);
    }
    found.sort_by_key(|figure| figure.quantity.span);
    found
}

/// The figures of one sentence outside its times.
fn find_in(reading: &Reading, words: &[Word], times: &[&TimeExpression], found: &mut Vec<QuantityCandidate>) {
    let mut add = |quantity: Option<Quantity>, doubt: &'static str| {
        found.extend(quantity.map(|quantity| QuantityCandidate { quantity, doubt }));
    };
    let sentence = Sentence::new(words, &reading.syntax);
    let mut previous: Option<(Figure, QuantityKind)> = None;
    let mut at = 0;
    let mut time = 0;
    while at < words.len() {
        let start = words.get(at).map_or(0, |w| w.span.start());
        while times.get(time).is_some_and(|t| t.span.end() <= start) {
            time += 1;
        }
        let in_time = times.get(time).is_some_and(|t| t.span.contains_offset(start));
        let Some(mut read) = figure(words, at).filter(|f| !in_time && f.to > at) else {
            let victim = sentence.single_victim(at).filter(|_| !in_time);
            if let Some((read, kind)) = victim {
                add(quantity(reading, words, &read, kind, sentence.unit(&read), None), "");
            }
            at += 1;
            continue;
        };
        // "15–20 day period": the duration takes the first number too.
        let meets_time =
            words.get(read.to - 1).is_some_and(|w| times.get(time).is_some_and(|t| t.span.overlaps(w.span)));
        at = read.to;
        if meets_time {
            continue;
        }
        let subtotal = sentence.subtotal.get(read.number).copied().unwrap_or(false)
            || (previous.is_some() && sentence.is_of_them(&read));
        if let Some(currency) = money::money(words, &mut read) {
            at = read.to.max(at);
            let converted = previous.as_ref().is_some_and(|(before, kind)| {
                *kind == QuantityKind::Money && is_in_brackets(words, before.to, read.from)
            });
            let doubt = if converted { "converted" } else { "" };
            add(quantity(reading, words, &read, QuantityKind::Money, None, currency), doubt);
            previous = Some((read, QuantityKind::Money));
            continue;
        }
        if read.attached || is_decimal(&read) {
            continue;
        }
        let kind = sentence.kind(&read, previous.as_ref().map(|(f, k)| (f, *k)));
        let doubt = match () {
            () if subtotal => "subtotal",
            () if read.one && kind == QuantityKind::Other => "one",
            () => "",
        };
        add(quantity(reading, words, &read, kind, sentence.unit(&read), None), doubt);
        if subtotal {
            continue;
        }
        previous = Some((read, kind));
    }
}

/// "€20,000 (£17,500; US$22,900)": the second sum is the first in other money.
fn is_in_brackets(words: &[Word], from: usize, to: usize) -> bool {
    let between = words.get(from..to).unwrap_or_default();
    between.len() <= 6 && between.iter().any(|w| w.is("(") || w.is(";"))
        || between.len() <= 1 && between.iter().all(|w| w.is("/"))
}

/// A fraction that counts no people or things one by one: "a 4.5 magnitude quake".
fn is_decimal(figure: &Figure) -> bool {
    [figure.low, figure.high].into_iter().flatten().any(|value| value.fract() != 0.0)
}

fn span(words: &[Word], from: usize, to: usize) -> Option<Span> {
    Some(words.get(from)?.span.cover(words.get(to.checked_sub(1)?)?.span))
}

/// The index of the last word that overlaps the span.
fn token(reading: &Reading, span: Span) -> usize {
    reading.syntax.range_of(span).end.saturating_sub(1)
}

fn quantity(
    reading: &Reading,
    words: &[Word],
    figure: &Figure,
    kind: QuantityKind,
    unit: Option<String>,
    currency: Option<String>,
) -> Option<Quantity> {
    let number = words.get(figure.to.checked_sub(1)?)?.span;
    Some(Quantity {
        span: span(words, figure.from, figure.to)?,
        token: token(reading, number),
        kind,
        low: figure.low,
        high: figure.high,
        approximate: figure.approximate,
        unit,
        currency,
        act: None,
    })
}

/// The quantity of a duration, with the bounds and the lower number before it.
fn duration(reading: &Reading, words: &[Word], time: &TimeExpression) -> Option<Quantity> {
    let (number, unit) = iso_duration(time.value.as_deref()?)?;
    let at = words.partition_point(|w| w.span.start() < time.span.start());
    let to = words.partition_point(|w| w.span.start() < time.span.end());
    let mut read = Figure {
        from: at,
        number: at,
        to,
        low: Some(number),
        high: Some(number),
        approximate: false,
        one: false,
        attached: false,
    };
    let joined = at
        .checked_sub(1)
        .and_then(|i| words.get(i))
        .is_some_and(|w| matches!(w.lower.as_str(), "to" | "-" | "–" | "or"));
    let lower = at
        .checked_sub(2)
        .filter(|_| joined)
        .and_then(|i| crate::numbers::cardinal(words, i))
        .filter(|c| c.end == at - 1 && c.value < number);
    if let Some(lower) = lower {
        read.low = Some(lower.value);
        read.from = at - 2;
    }
    let from = read.from;
    figure::rebound(words, &mut read, from);
    let number = span(words, at, to)?;
    let first = reading.syntax.range_of(number).start;
    Some(Quantity {
        span: span(words, read.from, to)?,
        token: first,
        kind: QuantityKind::Duration,
        low: read.low,
        high: read.high,
        approximate: read.approximate,
        unit: Some(unit.to_owned()),
        currency: None,
        act: None,
    })
}

/// Number and unit of an ISO 8601 duration of one unit.
fn iso_duration(value: &str) -> Option<(f64, &'static str)> {
    let rest = value.strip_prefix('P')?;
    let (clock, rest) = rest.strip_prefix('T').map_or((false, rest), |rest| (true, rest));
    let number = rest.get(..rest.len().checked_sub(1)?)?.parse().ok()?;
    let unit = match (clock, rest.chars().last()?) {
        (true, 'H') => "hour",
        (true, 'M') => "minute",
        (true, 'S') => "second",
        (false, 'D') => "day",
        (false, 'W') => "week",
        (false, 'M') => "month",
        (false, 'Y') => "year",
        _ => return None,
    };
    Some((number, unit))
}

#[cfg(test)]
mod tests;
