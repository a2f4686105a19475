//! Time expressions with their values in EDTF (ISO 8601-2).
//!
//! `grammar` reads what the words say, sentence by sentence; `resolve` turns that into days by the day of publication, the
//! tense of the governing verb and the dates that the text named before. What the text leaves open has no value.

mod amounts;
mod calendar;
mod dates;
mod edtf;
mod eras;
mod expression;
mod grammar;
mod guards;
mod ranges;
mod recurring;
mod resolve;
mod tense;
mod vocabulary;

use dateline_text::{Anchor, Document, Layer, Reading, Span, TimeExpression, TimeKind};

use self::edtf::{Grain, Point, Value};
use self::expression::{Base, Count, Expression};
use self::resolve::{Context, resolve};
pub(crate) use self::vocabulary::is_month_or_weekday;
use crate::lexer::{Word, words};

/// Finds the time expressions of a document and resolves them against its day of publication.
///
/// The tree of `reading` is used for the tense of the governing verb where there is one; without it, and without the
/// sentences of the reading, the words alone decide.
pub fn find_times(document: &Document, reading: &Reading) -> Layer<TimeExpression> {
    let own;
    let sentences = if reading.sentences.is_empty() {
        own = crate::find_sentences(document);
        &own
    } else {
        &reading.sentences
    };
    let mut memory = Memory::default();
    let mut found = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let words = words(document.slice(sentence.span), sentence.span.start());
        memory.begin(index, sentence.paragraph);
        let from = found.len();
        let mut at = 0;
        while at < words.len() {
            let found_here = grammar::expression(&words, at).or_else(|| {
                if memory.is_of_early_centuries() { grammar::story_year(&words, at) } else { None }
            });
            let Some((mut expression, end, mut rule)) = found_here.filter(|f| f.1 > at) else {
                at += 1;
                continue;
            };
            let today =
                rule == "deictic:day" && end == at + 1 && words.get(at).is_some_and(|w| w.is("today"));
            if today && tense::is_nowadays(reading, &words, at) {
                (expression, rule) = (Expression::Open, "deictic:nowadays");
            }
            found.push(time(document, reading, &words, (at, end), &expression, rule, &mut memory));
            at = end;
        }
        // The tense of the sentence's first time stands for all.
        let past = found.get(from).is_some_and(|first: &TimeExpression| {
            let at = words.iter().position(|w| w.span.start() >= first.span.start()).unwrap_or(0);
            tense::told(reading, &words, at) == tense::Tense::Past
        });
        set_clocks(&mut found[from..], memory.day(document, past));
    }
    found.retain(|time: &TimeExpression| !time.span.is_empty());
    Layer::new(found)
}

/// How many expressions before and after a time of the clock are looked at for its day.
const NEIGHBOURS: usize = 8;

/// What the text spoke of before.
#[derive(Default)]
struct Memory {
    sentence: usize,
    paragraph: usize,
    /// The last date, with its sentence.
    last: Option<(Value, usize)>,
    /// The words of that date.
    last_words: Span,
    /// The last day that is not after publication, with its sentence.
    past_day: Option<(Value, usize)>,
    /// A year before that of publication which this sentence named in figures.
    year: Option<i16>,
    /// The last such year of any sentence, with that sentence.
    told: Option<(i16, usize)>,
}

/// For so many sentences, its own included, a day that was named holds for times of the clock.
const CLOCK_DAY: usize = 3;
/// The same for a day not after publication and an act told as past.
const PAST_DAY: usize = 8;
/// For so many sentences a year that was named holds for dates without one.
const TOLD: usize = 3;
/// A date without a year that would lie this many days before publication belongs rather to a year named before it: of what is
/// further back, news give the year.
const LONG_AGO: i32 = 180;

impl Memory {
    /// The day that a time of the clock is on where its sentence names none: the one named shortly before, else publication. What
    /// is told as past is on no day after publication.
    fn day(&self, document: &Document, past: bool) -> Option<(String, Anchor)> {
        let (last, reach) = if past { (self.past_day, PAST_DAY) } else { (self.last, CLOCK_DAY) };
        let named = last
            .filter(|(_, sentence)| sentence + reach > self.sentence)
            .and_then(|(value, _)| value.start());
        let named = named
            .filter(|p| p.grain == Grain::Day && p.year.is_some())
            .map(|p| (p.to_string(), Anchor::Other));
        named.or_else(|| Some((document.published()?.to_string(), Anchor::Publication)))
    }

    /// Whether the text tells of the time before the year 1000.
    fn is_of_early_centuries(&self) -> bool {
        self.last.and_then(|(value, _)| value.start()).and_then(|p| p.year).is_some_and(|year| year < 1000)
    }

    fn begin(&mut self, sentence: usize, paragraph: usize) {
        (self.sentence, self.paragraph, self.year) = (sentence, paragraph, None);
    }
}

fn time(
    document: &Document,
    reading: &Reading,
    words: &[Word],
    (at, end): (usize, usize),
    expression: &Expression,
    rule: &'static str,
    memory: &mut Memory,
) -> TimeExpression {
    let published = document.published();
    let counted = told_by_act(reading, words, end, expression, memory);
    let is_counted = counted.is_some();
    let expression = counted.as_ref().unwrap_or(expression);
    // "The next day" means a date of this sentence or the one before; without a day of publication any that was named.
    let near = memory.last.filter(|(_, sentence)| published.is_none() || sentence + 1 >= memory.sentence);
    let tense = match expression {
        // What it was after says nothing of when it is told.
        Expression::Away { base: Base::Act, .. } => tense::told(reading, words, at),
        _ => tense::tense(reading, words, at, end),
    };
    let told = memory.last.and_then(|(value, _)| value.start()).and_then(|p| p.year);
    // Without a day of publication a story's dates follow each other; in the present tense a month is any year's.
    let year = match published {
        Some(_) => memory.year.filter(|_| tense != tense::Tense::Future),
        None => told.filter(|_| matches!(tense, tense::Tense::Past | tense::Tense::Unknown)),
    };
    let context = Context { published, tense, text: near.map(|n| n.0), year };
    let (value, anchor) = match of_told_year(expression, context, memory) {
        Some(value) => (Some(value), Anchor::Other),
        None => resolve(expression, context),
    };
    let span = match (words.get(at), words.get(end.saturating_sub(1))) {
        (Some(first), Some(last)) => first.span.cover(last.span),
        _ => Span::default(),
    };
    if let Some(value) = value
        && !is_counted
        && !matches!(expression.inner(), Expression::Period(_))
        && value.start().is_some_and(|p| p.year.is_some() && p.grain > Grain::Decade)
    {
        (memory.last, memory.last_words) = (Some((value, memory.sentence)), span);
        let day = value.start().filter(|p| p.grain == Grain::Day).and_then(Point::first);
        if day.is_some_and(|d| published.is_none_or(|p| d <= p)) {
            memory.past_day = memory.last;
        }
        let year = value.start().and_then(|p| p.year);
        if expression.has_year() && published.is_some_and(|p| year.is_some_and(|y| y < p.year())) {
            memory.year = year;
            memory.told = year.map(|y| (y, memory.sentence));
        }
    }
    let (kind, value) = match expression {
        Expression::Ahead { count: Count::Exactly(count) | Count::About(count), unit }
            if tense != tense::Tense::Future || published.is_none() =>
        {
            (TimeKind::Duration, Some(vocabulary::duration(*count, *unit)))
        }
        Expression::Duration(iso) => (TimeKind::Duration, Some(iso.clone())),
        Expression::Set(iso) => (TimeKind::Set, Some(iso.clone())),
        // The day is put before it when the whole sentence is read.
        Expression::Clock(hour, minute) => (TimeKind::Time, Some(format!("T{hour:02}:{minute:02}"))),
        _ => (TimeKind::Date, value.map(|v| v.to_string())),
    };
    TimeExpression { span, kind, value, anchor, found_by: rule }
}

/// "The army withdrew on Friday, two days after rebels took the town": the town was taken two days before the date of the act that the
/// clause belongs to. That act has its own date, so the words tell when the other one was.
fn told_by_act(
    reading: &Reading,
    words: &[Word],
    end: usize,
    expression: &Expression,
    memory: &Memory,
) -> Option<Expression> {
    let Expression::Away { count, unit, after, base: Base::Act } = expression else { return None };
    let (value, _) = memory.last.filter(|(_, sentence)| *sentence == memory.sentence)?;
    let syntax = &reading.syntax;
    let conjunction = syntax.index_at(words.get(end.checked_sub(1)?)?.span.start())?;
    let clause = syntax.get(conjunction)?.head?;
    let act = syntax.get(clause)?.head?;
    let date = syntax.index_at(memory.last_words.start())?;
    // The date hangs on the act, not on the clause or on what the clause tells.
    let above: Vec<usize> = syntax.ancestors(date).take(4).collect();
    (above.contains(&act) && !above.contains(&clause)).then(|| Expression::Away {
        count: *count,
        unit: *unit,
        after: !after,
        base: Base::Date(Box::new(Expression::Fixed(value))),
    })
}

/// The value of a date without a year in the year that a sentence shortly before named, where publication is too far away
/// from the date's last return to be what it counts from.
fn of_told_year(expression: &Expression, context: Context, memory: &Memory) -> Option<Value> {
    let published = context.published?;
    let (year, _) = memory.told.filter(|(_, sentence)| sentence + TOLD >= memory.sentence)?;
    if context.year.is_some() || context.tense != tense::Tense::Past || !expression.is_open_date() {
        return None;
    }
    let (value, _) = resolve(expression, context);
    let back = published.since(value?.first()?).ok()?.get_days();
    let told = resolve(expression, Context { year: Some(year), ..context }).0;
    told.filter(|_| back >= LONG_AGO)
}

/// Puts the day of the nearest date of the sentence before each time of the clock, else the day `before`; without any the
/// value is open.
fn set_clocks(times: &mut [TimeExpression], before: Option<(String, Anchor)>) {
    for index in 0..times.len() {
        if times[index].kind != TimeKind::Time {
            continue;
        }
        let at = times[index].span;
        let distance = |span: Span| span.start().abs_diff(at.end()).min(at.start().abs_diff(span.end()));
        let is_day = |value: &str| value.len() == 10 && value.starts_with(|c: char| c.is_ascii_digit());
        // A clock's day stands beside it; a sentence of a thousand times is not looked through for each.
        let beside = index.saturating_sub(NEIGHBOURS)..times.len().min(index + NEIGHBOURS);
        let day = times
            .get(beside)
            .unwrap_or_default()
            .iter()
            .filter(|t| t.kind == TimeKind::Date && t.value.as_deref().is_some_and(is_day))
            .min_by_key(|t| distance(t.span))
            .map(|t| (t.value.clone(), t.anchor));
        let before = before.clone().map(|(day, anchor)| (Some(day), anchor));
        let (value, anchor) = day.or(before).unwrap_or((None, Anchor::Other));
        let clock = times[index].value.take();
        times[index].value = value.zip(clock).map(|(day, clock)| day + &clock);
        times[index].anchor = anchor;
    }
}

#[cfg(test)]
mod tests;
