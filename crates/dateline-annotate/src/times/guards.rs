//! What looks like a time and is none: "May" the name, "the Sunday Times", "1500 troops".

use super::vocabulary::Vocabulary;
use crate::lexer::{Kind, Word};

/// How many words of a sentence are looked through for a person named May.
const NEAR: usize = 400;

fn is_in(list: &[String], word: Option<&Word>) -> bool {
    word.is_some_and(|word| list.iter().any(|form| word.is(form)))
}

/// The word so many places before `at`.
fn before(words: &[Word], at: usize, back: usize) -> Option<&Word> {
    at.checked_sub(back).and_then(|i| words.get(i))
}

/// Whether the weekday at `at`, whose name (with full stop and comma) ends before `end`, is part of a name or too short a
/// form to be sure of.
pub(super) fn is_no_weekday(words: &[Word], at: usize, end: usize) -> bool {
    let Some(word) = words.get(at) else { return true };
    let names = &Vocabulary::get().names;
    let next = words.get(at + 1);
    let short = word.lower.len() <= 5 && !word.lower.ends_with("day");
    let dated = words.get(end).is_some_and(|w| w.kind == Kind::Number);
    !word.capital
        || (short && !dated)
        || is_in(&names.before_weekday, before(words, at, 1))
        || (is_in(&names.after_weekday, next) && next.is_some_and(|w| w.capital))
}

/// Whether the month name at `at`, which stands without day and year, is a word or a person's name.
pub(super) fn is_no_month(words: &[Word], at: usize, month: u8) -> bool {
    let Some(word) = words.get(at) else { return true };
    let vocabulary = Vocabulary::get();
    let names = &vocabulary.names;
    let (previous, next) = (before(words, at, 1), words.get(at + 1));
    if !word.capital || is_in(&names.before_month, previous) {
        return true;
    }
    let announced = is_in(&vocabulary.announcing.date, previous);
    let name_follows = next.is_some_and(|w| w.capital && w.kind == Kind::Letters);
    match month {
        // The modal verb at the head of a sentence, and Prime Minister May.
        5 => {
            let sure = is_in(&vocabulary.announcing.may, previous);
            let joint = previous.is_some_and(|w| matches!(w.lower.as_str(), "and" | "," | "–"));
            let list =
                joint && before(words, at, 2).is_some_and(|w| vocabulary.months.contains_key(&w.lower));
            !(sure || list || (announced && !is_person_named_may(words)))
        }
        // A march is a protest more often than a month where nothing announces it.
        3 => {
            let after_name = previous.is_some_and(|w| w.is("'s") || w.capital);
            let joined = previous.is_some_and(|w| w.is("-"));
            let protest = at == 0 || after_name || is_in(&names.after_march, next);
            !announced && !joined && protest
        }
        // First names: April, June, August.
        4 | 6 | 8 => name_follows && !announced,
        _ => false,
    }
}

fn is_person_named_may(words: &[Word]) -> bool {
    words.windows(2).take(NEAR).any(|pair| {
        let [first, second] = pair else { return false };
        second.is("may")
            && second.capital
            && matches!(first.lower.as_str(), "theresa" | "mrs" | "ms" | "minister")
    })
}

/// Whether a season's name at `at` is part of another name, or a verb ("spring") or noun ("fall") of another meaning.
pub(super) fn is_no_season(words: &[Word], at: usize, season: u8) -> bool {
    let Some(word) = words.get(at) else { return true };
    let vocabulary = Vocabulary::get();
    let (names, announcing) = (&vocabulary.names, &vocabulary.announcing);
    let (previous, next) = (before(words, at, 1), words.get(at + 1));
    let part_of_name = word.capital && at > 0 && next.is_some_and(|w| w.capital);
    if part_of_name || is_in(&names.before_season, previous) || is_in(&names.after_season, next) {
        return true;
    }
    let announced = is_in(&announcing.season, previous);
    let article =
        previous.is_some_and(|w| w.is("the")) && is_in(&announcing.season_with_article, before(words, at, 2));
    // "the fall of Kabul" is none, "in the fall" and "fall 2024" are (a year was looked for before).
    let ambiguous = matches!(word.lower.as_str(), "spring" | "fall");
    let of = previous.is_some_and(|w| w.is("of"));
    let falls = ambiguous && (of || is_in(&announcing.no_season_before, next));
    // "winter wheat": unannounced only at the end of its clause.
    let alone = next.is_none_or(|w| w.kind == Kind::Mark && !w.is("-"));
    falls || !(announced || article || (season != 21 && !ambiguous && alone))
}

/// Whether the part of the day at `at` goes on a title: "the Saturday Morning Breakfast Cereal".
pub(super) fn is_a_title(words: &[Word], at: usize) -> bool {
    let capital = |i: usize| words.get(i).is_some_and(|w| w.capital && w.kind == Kind::Letters);
    let part = words.get(at).is_some_and(|w| Vocabulary::get().is_part_of_day(&w.lower));
    part && capital(at) && capital(at + 1)
}

/// Whether a word before the figure at `at` says what it numbers or counts: "pages 1380", "$1380".
pub(super) fn is_numbered(words: &[Word], at: usize) -> bool {
    is_in(&Vocabulary::get().not_years.before, before(words, at, 1))
}

/// Whether what is counted follows the figure at `at`: "1500 troops".
pub(super) fn is_followed_by_counted(words: &[Word], at: usize) -> bool {
    is_in(&Vocabulary::get().not_years.after, words.get(at + 1))
}

/// How many figures joined by dashes are looked back: a row of very many is a code whatever it begins with.
const CHAIN: usize = 16;

/// Whether the figure at `at` cannot be a year.
pub(super) fn is_no_year(words: &[Word], at: usize) -> bool {
    is_no_year_in_chain(words, at, CHAIN)
}

/// [`is_no_year`], with at most `chain` figures before it looked at.
fn is_no_year_in_chain(words: &[Word], at: usize, chain: usize) -> bool {
    let Some(word) = words.get(at) else { return true };
    let Some(value) = word.whole().filter(|_| (3..=4).contains(&word.lower.len())) else { return true };
    let vocabulary = Vocabulary::get();
    let (previous, next) = (before(words, at, 1), words.get(at + 1));
    if value < 1000 {
        // A row of a table ("Runs batted in 171") has no full stop.
        let closed =
            next.is_some_and(|w| w.kind == Kind::Mark && matches!(w.lower.as_str(), "," | "." | ")" | ";"));
        return value < 100 || !closed || !is_in(&vocabulary.announcing.early_year, previous);
    }
    if !(1000..=2199).contains(&value) || is_counted(words, at) || is_in_a_code(words, at, chain) {
        return true;
    }
    if (1900..=2099).contains(&value) {
        return false;
    }
    // "the 1836 assault", "Mexico's 1829 abolition", "1647: it is called".
    let noun = next.is_some_and(|w| w.kind == Kind::Letters && w.spaced && !w.lower.ends_with('s'));
    let determined = previous.is_some_and(|w| matches!(w.lower.as_str(), "the" | "'s" | "this"));
    let heads = at == 0 && next.is_some_and(|w| matches!(w.lower.as_str(), "," | ":"));
    let adjective = noun && determined && value >= 1600;
    // "(Aberdeen, 1859)".
    let imprint = previous.is_some_and(|w| w.is(",")) && next.is_some_and(|w| w.is(")")) && value >= 1450;
    !(adjective || imprint || (heads && value >= 1500) || is_in(&vocabulary.announcing.year, previous))
}

/// Whether the words around a figure make it a number of things: "1500 troops", "$2000", "nearly 1900".
fn is_counted(words: &[Word], at: usize) -> bool {
    let lists = &Vocabulary::get().not_years;
    let dash = |i: usize| words.get(i).is_some_and(|w| w.is("-") || w.is("–"));
    let recent = |i: usize| words.get(i).and_then(Word::whole).is_some_and(|y| (1900..=2099).contains(&y));
    // "over 2000–2050" spans years.
    let range = recent(at) && dash(at + 1) && recent(at + 2);
    // "since at least 2014", "from about 1850": a date's preposition before the rough word.
    let rough = |forms: &[&str]| before(words, at, 1).is_some_and(|w| forms.contains(&w.lower.as_str()));
    let dated = |back: usize| {
        before(words, at, back).is_some_and(|w| {
            matches!(
                w.lower.as_str(),
                "since" | "in" | "from" | "until" | "till" | "by" | "before" | "after" | "to" | "between"
            )
        })
    };
    let about = rough(&["about", "roughly", "approximately"]) && dated(2);
    let least = rough(&["least"]) && before(words, at, 2).is_some_and(|w| w.is("at")) && dated(3);
    let plural =
        words.get(at + 1).is_some_and(|w| w.kind == Kind::Letters && !w.capital && w.lower.ends_with('s'));
    let date = range || ((about || least) && !plural);
    is_in(&lists.after, words.get(at + 1)) || (is_in(&lists.before, before(words, at, 1)) && !date)
}

/// Whether a figure is part of a telephone number, a model's name, a time of the clock ("1639 UTC") or an amount with its unit.
fn is_in_a_code(words: &[Word], at: usize, chain: usize) -> bool {
    let (previous, next) = (before(words, at, 1), words.get(at + 1));
    if super::amounts::is_zone(words, at + 1) {
        return true;
    }
    let letters = next.is_some_and(|w| !w.spaced && w.kind == Kind::Letters && !w.is("'s"));
    if letters || next.is_some_and(|w| w.is("%")) {
        return true;
    }
    if words.get(at).is_none_or(|w| w.spaced) {
        return false;
    }
    // The path of an address: ".org/2017/04".
    if previous.is_some_and(|w| w.is("/")) && next.is_some_and(|w| w.is("/") && !w.spaced) {
        return true;
    }
    // "1380-2075" and "92 (6): 1087–1101" count or number where the first is no year.
    let other = before(words, at, 2).filter(|w| w.is_plain_number() && w.lower.len() == 4);
    let dash = previous.is_some_and(|w| matches!(w.lower.as_str(), "-" | "–"));
    // "c. 1580–1660"
    let circa = before(words, at, 3).is_some_and(|w| matches!(w.lower.as_str(), "." | "c" | "ca" | "circa"));
    let first = at.checked_sub(2).zip(chain.checked_sub(1)).filter(|_| dash && !circa && other.is_some());
    if first.is_some_and(|(first, chain)| is_no_year_in_chain(words, first, chain)) {
        return true;
    }
    let opens = |w: &Word| matches!(w.lower.as_str(), "(" | "[" | "-" | "–" | "—" | "/" | "\"" | "'" | ",");
    let hyphen = previous.is_some_and(|w| w.is("-") || w.is("–"));
    let code = hyphen
        && before(words, at, 2).is_some_and(|w| {
            // "461-1776" and "F-2000", but not "2014-2018" and "pre-2014".
            (w.is_plain_number() && w.lower.len() != 4)
                || (w.kind == Kind::Letters && w.capital && w.lower.len() <= 3)
        });
    code || previous.is_some_and(|w| !opens(w))
}
