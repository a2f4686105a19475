//! Cardinal and ordinal numbers in figures and words.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::lexer::{Kind, Word};

static NUMBERS: LazyLock<Numbers> =
    LazyLock::new(|| toml::from_str(include_str!("../../../knowledge/numbers.toml")).unwrap_or_default());

/// The number words of `knowledge/numbers.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbers {
    cardinals: HashMap<String, f64>,
    scales: HashMap<String, f64>,
    attached_scales: HashMap<String, f64>,
    many: HashMap<String, f64>,
    ordinals: HashMap<String, u8>,
}

/// No number has more words: hostile text of number words is cut here.
const LONGEST: usize = 16;

/// A cardinal number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cardinal {
    /// Its value; the least for words such as "dozens".
    pub(crate) value: f64,
    /// Whether it is a word for many ("dozens", "several hundred"), which has no upper end.
    pub(crate) many: bool,
    /// Whether it is written with a figure.
    pub(crate) figure: bool,
    /// Whether a scale is written right behind its figure ("5bn", "3m"), as for money.
    pub(crate) attached: bool,
    /// The index after its last word.
    pub(crate) end: usize,
}

/// The cardinal number that begins at word `at`, if one does.
pub(crate) fn cardinal(words: &[Word], at: usize) -> Option<Cardinal> {
    let first = words.get(at)?;
    if first.kind == Kind::Number {
        return figure(words, at);
    }
    if first.kind != Kind::Letters {
        return None;
    }
    many(words, at).or_else(|| article(words, at)).or_else(|| spelled(words, at))
}

fn scale(words: &[Word], at: usize) -> Option<f64> {
    let word = words.get(at)?;
    NUMBERS.scales.get(word.lower.as_str()).copied().or_else(|| (word.is("dozen")).then_some(12.0))
}

fn figure(words: &[Word], at: usize) -> Option<Cardinal> {
    let value = words.get(at)?.value?;
    let mut found = Cardinal { value, many: false, figure: true, attached: false, end: at + 1 };
    if let Some(next) = words.get(at + 1).filter(|w| !w.spaced)
        && let Some(scale) = NUMBERS.attached_scales.get(next.lower.as_str())
    {
        found.value *= scale;
        found.attached = true;
        found.end += 1;
    }
    // "1.5 million", "3 hundred thousand"; "5-million" for adjectives.
    let hyphen =
        usize::from(words.get(found.end).is_some_and(|w| w.is("-")) && scale(words, found.end + 1).is_some());
    found.end += hyphen;
    scale_up(words, &mut found);
    Some(found)
}

/// Multiplies by the scales that follow, at most three: "hundred thousand million".
fn scale_up(words: &[Word], found: &mut Cardinal) {
    for _ in 0..3 {
        let Some(scale) = scale(words, found.end) else { return };
        found.value *= scale;
        found.end += 1;
    }
}

/// "dozens", "tens of thousands", "several hundred", "a few thousand".
fn many(words: &[Word], at: usize) -> Option<Cardinal> {
    let is = |i: usize, form: &str| words.get(i).is_some_and(|w| w.is(form));
    let found =
        |value: f64, end: usize| Some(Cardinal { value, many: true, figure: false, attached: false, end });
    let word = words.get(at)?;
    let plural = |i: usize| words.get(i).and_then(|w| NUMBERS.many.get(w.lower.as_str()).copied());
    if word.is("tens") || plural(at).is_some() {
        // "tens" alone is no number, "tens of thousands" are two of them at least.
        let value = plural(at).unwrap_or(20.0);
        if is(at + 1, "of")
            && let Some(thousands) = plural(at + 2).filter(|v| *v >= 1000.0)
        {
            return found(value * thousands, at + 3);
        }
        return if word.is("tens") { None } else { found(value, at + 1) };
    }
    let start = if word.is("several") {
        at + 1
    } else if is(at, "a") && is(at + 1, "few") {
        at + 2
    } else if is(at, "a") && is(at + 1, "couple") {
        at + 2 + usize::from(is(at + 2, "of"))
    } else {
        return None;
    };
    found(2.0 * scale(words, start)?, start + 1)
}

/// "a dozen", "a hundred", "half a million", "half a dozen".
fn article(words: &[Word], at: usize) -> Option<Cardinal> {
    let half = words.get(at)?.is("half");
    let at = at + usize::from(half);
    if !words.get(at)?.lower.starts_with('a') || !matches!(words.get(at)?.lower.as_str(), "a" | "an") {
        return None;
    }
    let value = scale(words, at + 1)? * if half { 0.5 } else { 1.0 };
    let mut found = Cardinal { value, many: false, figure: false, attached: false, end: at + 2 };
    scale_up(words, &mut found);
    Some(found)
}

/// "twenty-five", "two hundred and fifty thousand".
fn spelled(words: &[Word], at: usize) -> Option<Cardinal> {
    let (mut total, mut part, mut i, mut last) = (0.0, 0.0, at, f64::INFINITY);
    while let Some(word) = words.get(i).filter(|_| i < at + LONGEST) {
        if let Some(value) = NUMBERS.cardinals.get(word.lower.as_str()) {
            // "twenty five" adds up, "five six" does not.
            if !(last.is_infinite()
                || ((20.0..100.0).contains(&last) && *value < 10.0 && *value > 0.0)
                || last >= 100.0)
            {
                break;
            }
            part += value;
            last = *value;
            i += 1;
        } else if let Some(scale) = scale(words, i).filter(|_| i > at) {
            if scale <= 100.0 {
                part *= scale;
            } else {
                total += part * scale;
                part = 0.0;
            }
            last = scale;
            i += 1;
        } else {
            let hyphen =
                word.is("-") && i > at && !word.spaced && is_number_word(words, i + 1) && last < 100.0;
            let and = word.is("and") && last >= 100.0 && last.is_finite() && is_cardinal(words, i + 1);
            if !(hyphen || and) {
                break;
            }
            i += 1;
        }
    }
    (i > at).then_some(Cardinal { value: total + part, many: false, figure: false, attached: false, end: i })
}

fn is_cardinal(words: &[Word], at: usize) -> bool {
    words.get(at).is_some_and(|w| NUMBERS.cardinals.contains_key(w.lower.as_str()))
}

/// Whether the word after a hyphen goes on with the number: "twenty-five", "two-thousand".
fn is_number_word(words: &[Word], at: usize) -> bool {
    is_cardinal(words, at) || scale(words, at).is_some()
}

/// The ordinal number that begins at word `at` ("3rd", "third", "twenty-first"), with the index after it.
pub(crate) fn ordinal(words: &[Word], at: usize) -> Option<(u8, usize)> {
    let word = words.get(at)?;
    if let Some(value) = word.whole() {
        let suffix = words.get(at + 1).filter(|w| !w.spaced)?;
        return if matches!(suffix.lower.as_str(), "st" | "nd" | "rd" | "th") {
            Some((u8::try_from(value).ok()?, at + 2))
        } else {
            None
        };
    }
    let of = |i: usize| words.get(i).and_then(|w| NUMBERS.ordinals.get(w.lower.as_str()).copied());
    if let Some(value) = of(at) {
        return Some((value, at + 1));
    }
    let tens = *NUMBERS.cardinals.get(word.lower.as_str()).filter(|v| **v >= 20.0 && **v < 100.0)?;
    let hyphen = words.get(at + 1)?.is("-");
    let unit = of(at + 1 + usize::from(hyphen)).filter(|v| *v < 10)?;
    // Tens are at most 90: the cast is exact.
    Some((tens as u8 + unit, at + 2 + usize::from(hyphen)))
}

#[cfg(test)]
mod tests {
    use super::{NUMBERS, cardinal, ordinal};
    use crate::lexer::words;

    #[test]
    fn the_table_is_read() {
        assert!(NUMBERS.cardinals.len() > 20 && NUMBERS.many.len() > 4);
    }

    #[test]
    fn cardinals() {
        for (text, value, many, rest) in [
            ("2,000 people", 2000.0, false, "people"),
            ("1.5 million people", 1_500_000.0, false, "people"),
            ("twenty-five men", 25.0, false, "men"),
            ("two hundred and fifty thousand and more", 250_000.0, false, "and"),
            ("half a million", 500_000.0, false, ""),
            ("half a dozen men", 6.0, false, "men"),
            ("a dozen men", 12.0, false, "men"),
            ("two dozen men", 24.0, false, "men"),
            ("dozens of men", 24.0, true, "of"),
            ("tens of thousands of men", 20_000.0, true, "of"),
            ("hundreds of thousands", 200_000.0, true, ""),
            ("hundreds of men", 200.0, true, "of"),
            ("several hundred men", 200.0, true, "men"),
            ("a few thousand", 2000.0, true, ""),
            ("several dozen men", 24.0, true, "men"),
            ("one hundred thousand men", 100_000.0, false, "men"),
            ("three and four", 3.0, false, "and"),
            ("5bn", 5e9, false, ""),
            ("20 two", 20.0, false, "two"),
        ] {
            let words = words(text, 0);
            let found = cardinal(&words, 0).unwrap_or_else(|| panic!("{text}"));
            let next = words.get(found.end).map_or("", |w| &w.lower);
            assert_eq!((found.value, found.many, next), (value, many, rest), "{text}");
        }
        for text in ["the", "and five", "hundred men", "a man", "several men", "-"] {
            assert_eq!(cardinal(&words(text, 0), 0), None, "{text}");
        }
    }

    #[test]
    fn ordinals() {
        for (text, value) in [("3rd", 3), ("third", 3), ("21st", 21), ("twenty-first", 21), ("twentieth", 20)]
        {
            assert_eq!(ordinal(&words(text, 0), 0).map(|o| o.0), Some(value), "{text}");
        }
        assert_eq!(ordinal(&words("3 men", 0), 0), None);
    }
}
