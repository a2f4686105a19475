//! Sums of money: "US$700,000", "€5bn", "2 billion dollars", "a 10-billion-rouble loan".

use super::figure::{Figure, rebound};
use super::vocabulary::Vocabulary;
use crate::lexer::Word;

/// Words of a state's name between a figure and its currency: "New Zealand dollars".
const MOST_ADJECTIVES: usize = 2;

/// Makes a sum of money of a figure whose currency stands before or behind it; returns the ISO 4217 code, `None` in it where
/// the currency's name leaves the state open.
pub(super) fn money(words: &[Word], figure: &mut Figure) -> Option<Option<String>> {
    let vocabulary = Vocabulary::get();
    let code = |code: &str| Some(code.to_owned()).filter(|c| !c.is_empty());
    let sign = figure.number.checked_sub(1);
    if let Some(sign) = sign {
        let last = words.get(sign)?;
        // "US$": the letters before the sign say whose.
        let letters = sign.checked_sub(1).and_then(|i| words.get(i)).filter(|_| !last.spaced);
        let joined = letters.and_then(|w| {
            vocabulary.currency(&format!("{}{}", w.lower.trim_end_matches('.').replace('.', ""), last.lower))
        });
        if let Some(found) = joined {
            let found = code(found);
            spaced_scale(words, figure);
            rebound(words, figure, sign - 1);
            return Some(found);
        }
        if let Some(found) = vocabulary
            .currency(&last.lower)
            .filter(|_| last.capital || !last.lower.chars().all(char::is_alphabetic))
        {
            let found = code(found);
            spaced_scale(words, figure);
            rebound(words, figure, sign);
            return Some(found);
        }
    }
    let hyphen = usize::from(words.get(figure.to).is_some_and(|w| w.is("-")));
    // "millions of dollars", "2 billion US dollars".
    let of =
        usize::from(words.get(figure.to + hyphen).is_some_and(|w| w.is("of") || w.is("us") || w.is("u.s.")));
    let name = figure.to + hyphen + of;
    // "12 million Australian dollars": whose they are is left open, since the name alone would say another state's.
    let whose = (0..=MOST_ADJECTIVES).find(|more| {
        let name = words.get(name + more);
        name.is_none_or(|w| vocabulary.currency_name(&w.lower).is_some() || !w.capital)
    });
    let adjectives = whose?;
    let name = name + adjectives;
    let found = code(vocabulary.currency_name(&words.get(name)?.lower)?).filter(|_| adjectives == 0);
    figure.to = name + 1;
    Some(found)
}

/// "$1.6 bn", "€5 m": abbreviated scales behind a space count for money.
fn spaced_scale(words: &[Word], figure: &mut Figure) {
    let scale = words.get(figure.to).filter(|w| w.spaced).map(|w| match w.lower.as_str() {
        "m" | "mn" | "mln" => 1e6,
        "bn" | "b" => 1e9,
        "tn" | "trn" => 1e12,
        _ => 1.0,
    });
    if let Some(scale) = scale.filter(|s| *s > 1.0) {
        figure.low = figure.low.map(|v| v * scale);
        figure.high = figure.high.map(|v| v * scale);
        figure.to += 1;
    }
}
