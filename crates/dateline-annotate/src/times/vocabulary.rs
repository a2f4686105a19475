//! The words of time expressions and the feasts: `knowledge/times.toml` and `knowledge/feasts.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Deserialize;

use super::calendar;
use super::edtf::{Point, Value};
use crate::lexer::{Word, words};

static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| toml::from_str(include_str!("../../../../knowledge/times.toml")).unwrap_or_default());

static FEASTS: LazyLock<Feasts> =
    LazyLock::new(|| Feasts::read(include_str!("../../../../knowledge/feasts.toml")).unwrap_or_default());

/// The words of `knowledge/times.toml`, by its tables.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vocabulary {
    pub(super) months: HashMap<String, u8>,
    pub(super) month_abbreviations: HashMap<String, u8>,
    pub(super) weekdays: HashMap<String, i8>,
    pub(super) seasons: HashMap<String, u8>,
    units: HashMap<String, String>,
    pub(super) days: HashMap<String, i32>,
    pub(super) sets: HashMap<String, String>,
    parts_of_day: List,
    pub(super) parts: HashMap<String, Vec<String>>,
    pub(super) vague_counts: HashMap<String, u8>,
    zones: List,
    pub(super) names: Names,
    pub(super) not_years: Beside,
    pub(super) future: Future,
    past: Past,
    pub(super) announcing: Announcing,
}

#[derive(Debug, Default, Deserialize)]
struct List {
    words: Vec<String>,
}

/// What makes a weekday, season or month part of a name.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Names {
    pub(super) before_weekday: Vec<String>,
    pub(super) after_weekday: Vec<String>,
    pub(super) before_season: Vec<String>,
    pub(super) after_season: Vec<String>,
    pub(super) before_month: Vec<String>,
    pub(super) after_march: Vec<String>,
    pub(super) after_date: Vec<String>,
}

/// Words after and before something.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Beside {
    pub(super) after: Vec<String>,
    pub(super) before: Vec<String>,
}

/// Words that announce what is to come.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Future {
    pub(super) auxiliaries: Vec<String>,
    pub(super) planning: Vec<String>,
    pub(super) for_verbs: Vec<String>,
    pub(super) appointed: Vec<String>,
    pub(super) appointed_with: HashMap<String, Vec<String>>,
    pub(super) arranged: Vec<String>,
    pub(super) states: Vec<String>,
}

/// Words that a date stands after.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Announcing {
    pub(super) date: Vec<String>,
    pub(super) may: Vec<String>,
    pub(super) season: Vec<String>,
    pub(super) season_with_article: Vec<String>,
    pub(super) no_season_before: Vec<String>,
    pub(super) year: Vec<String>,
    pub(super) early_year: Vec<String>,
    pub(super) story_year: Vec<String>,
    pub(super) period: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Past {
    forms: Vec<String>,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Clock(char),
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Whether a name is that of a month or a day of the week, in full and with a capital. Towns are called so too (March in Cambridgeshire), but
/// "in March" is a time a thousand times to one; short forms are left alone, since Mon is a state.
pub(crate) fn is_month_or_weekday(name: &str) -> bool {
    let mut letters = name.chars();
    let capital = letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
    let (vocabulary, lower) = (Vocabulary::get(), name.to_lowercase());
    capital
        && (vocabulary.months.contains_key(&lower)
            || lower.ends_with("day") && vocabulary.weekdays.contains_key(&lower))
}

impl Vocabulary {
    pub(super) fn get() -> &'static Self {
        &VOCABULARY
    }

    /// The unit that a word names, and whether the word is a plural.
    pub(super) fn unit(&self, word: &str) -> Option<(Unit, bool)> {
        let (code, plural) = match self.units.get(word) {
            Some(code) => (code, false),
            None if word == "centuries" => (self.units.get("century")?, true),
            None => (self.units.get(word.strip_suffix('s')?)?, true),
        };
        let unit = match code.as_str() {
            "TS" => Unit::Clock('S'),
            "TM" => Unit::Clock('M'),
            "TH" => Unit::Clock('H'),
            "D" => Unit::Day,
            "WE" => Unit::Weekend,
            "2W" => Unit::Fortnight,
            "W" => Unit::Week,
            "M" => Unit::Month,
            "3M" => Unit::Quarter,
            "Y" => Unit::Year,
            "10Y" => Unit::Decade,
            _ => Unit::Century,
        };
        Some((unit, plural))
    }

    pub(super) fn is_part_of_day(&self, word: &str) -> bool {
        self.parts_of_day.words.iter().any(|w| w == word)
    }

    /// Whether the word looks like a finite past form.
    pub(super) fn is_past_form(&self, word: &str) -> bool {
        (word.len() > 4 && word.ends_with("ed")) || self.past.forms.iter().any(|form| form == word)
    }

    pub(super) fn is_zone(&self, word: &str) -> bool {
        self.zones.words.iter().any(|w| w == word)
    }

    /// Whether the word is of this list of `[parts]`.
    pub(super) fn is_part(&self, list: &str, word: &str) -> bool {
        self.parts.get(list).is_some_and(|words| words.iter().any(|w| w == word))
    }
}

/// A duration of `count` units as ISO 8601.
pub(super) fn duration(count: f64, unit: Unit) -> String {
    let (factor, code, clock) = match unit {
        Unit::Clock(code) => (1.0, code, true),
        Unit::Day => (1.0, 'D', false),
        Unit::Weekend => (2.0, 'D', false),
        Unit::Week => (1.0, 'W', false),
        Unit::Fortnight => (2.0, 'W', false),
        Unit::Month => (1.0, 'M', false),
        Unit::Quarter => (3.0, 'M', false),
        Unit::Year => (1.0, 'Y', false),
        Unit::Decade => (10.0, 'Y', false),
        Unit::Century => (100.0, 'Y', false),
    };
    format!("P{}{}{code}", if clock { "T" } else { "" }, count * factor)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FeastLine {
    names: Vec<String>,
    date: String,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    before: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedDayLine {
    day: String,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodLine {
    names: Vec<String>,
    from: String,
    to: String,
    /// Whether "in" makes a time of it too; "in" a war one rather fights.
    #[serde(default)]
    age: bool,
}

/// A war or an age with a name of its own.
#[derive(Debug)]
struct Period {
    name: Vec<String>,
    value: Value,
    age: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FeastFile {
    feast: Vec<FeastLine>,
    period: Vec<PeriodLine>,
    named_day: Vec<NamedDayLine>,
    tables: HashMap<String, Vec<String>>,
}

/// How a feast gets its date in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    Fixed(i8, i8),
    Easter { orthodox: bool, offset: i64 },
    Nth { nth: i8, weekday: i8, month: i8, offset: i64 },
    Hebrew(i64, i64),
    Islamic(i64, Option<i64>),
    Table(String),
    Once(Date),
}

/// A feast or day of note.
#[derive(Debug)]
pub(super) struct Feast {
    rule: Rule,
    after: Vec<String>,
    before: Vec<String>,
}

/// All feasts, found by the words of their names.
#[derive(Debug, Default)]
pub(super) struct Feasts {
    feasts: Vec<Feast>,
    /// By first word: the other words of a name and the index of its feast, longest names first.
    by_word: HashMap<String, Vec<(Vec<String>, usize)>>,
    named_days: Vec<(Date, Vec<String>)>,
    /// Names of wars and ages by their words, longest first.
    periods: Vec<Period>,
    tables: HashMap<String, Vec<Date>>,
}

impl Feasts {
    pub(super) fn get() -> &'static Self {
        &FEASTS
    }

    fn read(text: &str) -> Option<Self> {
        let file: FeastFile = toml::from_str(text).ok()?;
        let mut read = Self::default();
        for line in file.feast {
            let index = read.feasts.len();
            for name in &line.names {
                let mut name = words(name, 0).into_iter().map(|w| w.lower);
                let Some(first) = name.next() else { continue };
                read.by_word.entry(first).or_default().push((name.collect(), index));
            }
            read.feasts.push(Feast { rule: rule(&line.date)?, after: line.after, before: line.before });
        }
        for names in read.by_word.values_mut() {
            names.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        for line in file.period {
            let value = Value::Interval(Some(Point::read(&line.from)?), Some(Point::read(&line.to)?));
            for name in &line.names {
                let name = words(name, 0).into_iter().map(|w| w.lower).collect();
                read.periods.push(Period { name, value, age: line.age });
            }
        }
        read.periods.sort_by_key(|period| std::cmp::Reverse(period.name.len()));
        for line in file.named_day {
            read.named_days.push((line.day.parse().ok()?, line.words));
        }
        for (name, days) in file.tables {
            let days: Option<Vec<Date>> = days.iter().map(|d| d.parse().ok()).collect();
            read.tables.insert(name, days?);
        }
        Some(read)
    }

    /// The feast whose name stands at word `at`, with the index after it.
    pub(super) fn at(&self, words: &[Word], at: usize) -> Option<(usize, usize)> {
        let first = words.get(at)?;
        let names = self.by_word.get(first.lower.as_str())?;
        if first.lower.starts_with(char::is_alphabetic) && !first.capital {
            return None;
        }
        let (rest, index) = names.iter().find(|(rest, _)| {
            rest.iter().enumerate().all(|(k, form)| words.get(at + 1 + k).is_some_and(|w| w.is(form)))
        })?;
        let end = at + 1 + rest.len();
        let feast = self.feasts.get(*index)?;
        let has = |list: &[String], i: Option<usize>| {
            i.and_then(|i| words.get(i)).is_some_and(|w| list.iter().any(|form| w.is(form)))
        };
        (!has(&feast.after, Some(end)) && !has(&feast.before, at.checked_sub(1))).then_some((*index, end))
    }

    /// The war or age whose name stands at word `at`, whether it is an age, and the index after it.
    pub(super) fn period_at(&self, words: &[Word], at: usize) -> Option<(Value, bool, usize)> {
        words.get(at).filter(|w| w.capital)?;
        let period = self.periods.iter().find(|period| {
            period.name.iter().enumerate().all(|(k, form)| words.get(at + k).is_some_and(|w| w.is(form)))
        })?;
        Some((period.value, period.age, at + period.name.len()))
    }

    /// When a feast falls in a year; `None` outside a table.
    pub(super) fn date(&self, feast: usize, year: i16) -> Option<Value> {
        let point = |date: Date| Value::Point(Point::day(date));
        let offset =
            |date: Date, days: i64| date.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(point);
        match &self.feasts.get(feast)?.rule {
            Rule::Fixed(month, day) => Date::new(year, *month, *day).ok().map(point),
            Rule::Easter { orthodox: false, offset: days } => offset(calendar::western_easter(year)?, *days),
            Rule::Easter { orthodox: true, offset: days } => offset(calendar::orthodox_easter(year)?, *days),
            Rule::Nth { nth, weekday, month, offset: days } => {
                offset(calendar::nth_weekday(year, *month, *nth, *weekday)?, *days)
            }
            Rule::Hebrew(month, day) => calendar::hebrew(year, *month, *day).map(point),
            Rule::Islamic(month, Some(day)) => {
                calendar::islamic(year, *month, *day).map(|date| point(date).about(true))
            }
            Rule::Islamic(month, None) => {
                let first = calendar::islamic(year, *month, 1)?;
                let last = first.checked_add((calendar::islamic_month_length(*month) - 1).days()).ok()?;
                Some(Value::days(first, last).about(true))
            }
            Rule::Table(name) => {
                let date = *self.tables.get(name)?.iter().find(|d| d.year() == year)?;
                Some(point(date).about(name == "diwali"))
            }
            Rule::Once(date) => Some(point(*date)),
        }
    }

    /// A feast with the same date every year, with the year left open (`XXXX-12-25`).
    pub(super) fn every_year(&self, feast: usize) -> Option<Value> {
        let Rule::Fixed(month, day) = &self.feasts.get(feast)?.rule else { return None };
        let point = Point::day(Date::new(2000, *month, *day).ok()?);
        Some(Value::Point(Point { year: None, ..point }))
    }

    /// The one day that a month and day stand for before the given words ("the October 7 attacks").
    pub(super) fn named_day(&self, month: u8, day: u8, following: &[Word]) -> Option<Date> {
        let same =
            |date: &Date| u8::try_from(date.month()) == Ok(month) && u8::try_from(date.day()) == Ok(day);
        let (date, _) = self.named_days.iter().find(|(date, words)| {
            same(date) && following.iter().take(2).any(|f| words.iter().any(|w| f.is(w)))
        })?;
        Some(*date)
    }
}

/// Reads the `date` of a feast's line.
fn rule(text: &str) -> Option<Rule> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    if let Ok(date) = text.parse::<Date>() {
        return Some(Rule::Once(date));
    }
    match parts[..] {
        ["nth", nth, weekday, month, ref rest @ ..] => Some(Rule::Nth {
            nth: nth.parse().ok()?,
            weekday: weekday.parse().ok()?,
            month: month.parse().ok()?,
            offset: rest.first().map_or(Some(0), |days| days.parse().ok())?,
        }),
        ["hebrew", month, day] => Some(Rule::Hebrew(month.parse().ok()?, day.parse().ok()?)),
        ["islamic", month] => Some(Rule::Islamic(month.parse().ok()?, None)),
        ["islamic", month, day] => Some(Rule::Islamic(month.parse().ok()?, Some(day.parse().ok()?))),
        ["table", name] => Some(Rule::Table(name.to_owned())),
        _ => {
            if let Some(offset) = text.strip_prefix("easter") {
                return Some(Rule::Easter { orthodox: false, offset: offset.parse().ok()? });
            }
            if let Some(offset) = text.strip_prefix("orthodox") {
                return Some(Rule::Easter { orthodox: true, offset: offset.parse().ok()? });
            }
            let (month, day) = text.split_once('-')?;
            Some(Rule::Fixed(month.parse().ok()?, day.parse().ok()?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Feasts, Unit, Vocabulary, duration, is_month_or_weekday};
    use crate::lexer::words;

    #[test]
    fn months_and_days_are_known_in_full_and_with_a_capital() {
        assert!(["March", "May", "Sunday"].into_iter().all(is_month_or_weekday));
        assert!(!["march", "MARCH", "Mon", "Mali", "Marchfield", ""].into_iter().any(is_month_or_weekday));
    }

    #[test]
    fn both_files_are_read() {
        assert_eq!(Vocabulary::get().months.len(), 12);
        assert!(toml::from_str::<Vocabulary>(include_str!("../../../../knowledge/times.toml")).is_ok());
        assert!(Feasts::read(include_str!("../../../../knowledge/feasts.toml")).is_some());
    }

    #[test]
    fn every_feast_of_2025_has_a_date() {
        let feasts = Feasts::get();
        assert!(feasts.feasts.len() > 100);
        for (index, feast) in feasts.feasts.iter().enumerate() {
            assert!(feasts.date(index, 2025).is_some(), "{feast:?}");
        }
    }

    #[test]
    fn names_are_found_longest_first() {
        let day = |text: &str| {
            let (feast, _) = Feasts::get().at(&words(text, 0), 0)?;
            Feasts::get().date(feast, 2025).map(|v| v.to_string())
        };
        assert_eq!(day("Palm Sunday").as_deref(), Some("2025-04-13"));
        assert_eq!(day("Orthodox Easter Sunday").as_deref(), Some("2025-04-20"));
        assert_eq!(day("Ukraine's Independence Day").as_deref(), Some("2025-08-24"));
        assert_eq!(day("Black Friday").as_deref(), Some("2025-11-28"));
        assert_eq!(day("Easter Island"), None);
        assert_eq!(day("Independence Day"), None);
        assert_eq!(day("9/11").as_deref(), Some("2001-09-11"));
    }

    #[test]
    fn durations_are_iso() {
        assert_eq!(duration(30.0, Unit::Day), "P30D");
        assert_eq!(duration(1.5, Unit::Clock('H')), "PT1.5H");
        assert_eq!(duration(2.0, Unit::Decade), "P20Y");
    }
}
