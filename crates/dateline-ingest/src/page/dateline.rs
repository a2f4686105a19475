//! The dateline: the place, and often the agency and the day, before a story's first words.

use std::ops::Range;

use jiff::civil::Date;

use super::outlets::Outlets;
use crate::dates::{self, Reading};

/// What stands before a story's first sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The place as written, in bytes of the paragraph; none for "(Reuters) -" alone.
    pub place: Option<Range<usize>>,
    /// The agency between brackets or slashes.
    pub agency: Option<String>,
    /// The day, where it has its year.
    pub date: Option<Date>,
}

/// The longest dateline, in bytes.
const LONGEST: usize = 110;

/// Reads the dateline at the head of a paragraph, if it has one.
pub(super) fn read(paragraph: &str) -> Option<Dateline> {
    dashed(paragraph).or_else(|| coloned(paragraph)).or_else(|| bracketed(paragraph))
}

/// "LONDON, March 3 (Reuters) - ", "KYIV, Ukraine (AP) — ", "MOSCOW, June 4. /TASS/. ".
fn dashed(paragraph: &str) -> Option<Dateline> {
    let (head, rest) = split_at_dash(paragraph).or_else(|| split_after_slashes(paragraph))?;
    if !begins_sentence(rest) {
        return None;
    }
    parse_head(head)
}

fn begins_sentence(rest: &str) -> bool {
    let first = rest
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '‘' | '\'' | '(' | '['))
        .chars()
        .next();
    first.is_some_and(|c| !c.is_lowercase()) && rest.split_whitespace().nth(2).is_some()
}

/// What stands before and after the first dash that has space beside it.
fn split_at_dash(paragraph: &str) -> Option<(&str, &str)> {
    for (at, c) in paragraph.char_indices().take_while(|(at, _)| *at < LONGEST) {
        // Old wires send the dash as "_".
        if !matches!(c, '–' | '—' | '-' | '―' | '−' | '_') {
            continue;
        }
        let head = paragraph.get(..at)?;
        let rest = paragraph.get(at + c.len_utf8()..)?.trim_start_matches(['-', '–', '—']);
        let spaced = head.ends_with(char::is_whitespace) || head.ends_with(')') || head.ends_with('.');
        let after = rest.starts_with(char::is_whitespace);
        // "PARIS—Envoys" and "PARIS —Envoys" have no space after; a hyphen inside a word has none at all.
        if (matches!(c, '-' | '_') && !(spaced && (after || head.ends_with(char::is_whitespace))))
            || !(spaced || after || c == '—')
        {
            continue;
        }
        return Some((head.trim_end(), rest.trim_start()));
    }
    None
}

fn split_after_slashes(paragraph: &str) -> Option<(&str, &str)> {
    let open = paragraph.find('/').filter(|at| *at < LONGEST)?;
    let close = open + 1 + paragraph.get(open + 1..)?.find('/').filter(|length| *length < 40)?;
    let rest = paragraph.get(close + 1..)?.trim_start_matches(['.', ' ', '-', '–', '—']);
    Some((paragraph.get(..=close)?, rest))
}

fn parse_head(head: &str) -> Option<Dateline> {
    let mut dateline = Dateline { place: None, agency: None, date: None };
    let mut end = head.len();
    // The agency stands last, between brackets or slashes.
    let closed = head.trim_end_matches(['.', ',', ' ']);
    for (open, close) in [('(', ')'), ('/', '/'), ('[', ']')] {
        let Some(inner) = closed.strip_suffix(close) else { continue };
        let at = inner.rfind(open)?;
        let agency = inner.get(at + 1..)?.trim();
        let names = agency.split_whitespace().count();
        if !(1..=5).contains(&names)
            || !(agency.starts_with(char::is_uppercase) || Outlets::get().is_known(agency))
        {
            return None;
        }
        let named =
            agency.split(['/', ';', ',']).map(str::trim).find(|name| dates::find_dates(name).is_empty())?;
        dateline.agency = Some(named.to_owned());
        end = at;
        break;
    }
    // "Accra, Dec. 12, GNA –": between commas.
    if let Some((rest, agency)) = closed.rsplit_once(',').filter(|_| dateline.agency.is_none())
        && Outlets::get().is_agency(agency.trim())
    {
        dateline.agency = Some(agency.trim().to_owned());
        end = rest.len();
    }
    let before =
        head.get(..end)?.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':'));
    if before.is_empty() {
        return dateline.agency.is_some().then_some(dateline);
    }
    let mut place_end = before.len();
    if let Some(found) = dates::find_dates(before).into_iter().next() {
        if !before.get(found.end..)?.trim().is_empty() {
            return None;
        }
        dateline.date = match found.reading {
            Reading::Day(day) => Some(day),
            _ => None,
        };
        place_end = found.start;
    }
    let mut place =
        before.get(..place_end)?.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.'));
    if place.is_empty() {
        // "March 3 (UPI) --" names no place.
        return dateline.agency.is_some().then_some(dateline);
    }
    // "LONDON, Friday, March 3 (…)": the weekday is no part of the place.
    if let Some((town, _)) = place.rsplit_once(',').filter(|(_, last)| dates::is_weekday(last.trim())) {
        place = town.trim_end();
    }
    // "Kathmandu [Nepal]": the country is the agency's own gloss.
    if let Some((town, _)) = place.strip_suffix(']').and_then(|inner| inner.rsplit_once(" [")) {
        place = town;
    }
    // "Vienna/Berlin (dpa)" has two; "By Ada Moss, VIENNA" is none.
    let certain = dateline.agency.is_some() || dateline.date.is_some();
    if !is_place(place, certain) {
        return None;
    }
    // "CNN —" and "AFP –" name the house, not a place.
    if dateline.agency.is_none() && Outlets::get().is_known(place) {
        dateline.agency = Some(place.to_owned());
        return Some(dateline);
    }
    // The full stop of "LINCOLN, Neb." belongs to the abbreviation.
    let with_stop =
        head.get(..place.len() + 1).filter(|longer| longer.ends_with('.') && is_short_state(place));
    dateline.place = Some(0..with_stop.map_or(place.len(), str::len));
    Some(dateline)
}

/// Whether the last word is an abbreviated state: "Neb", "Calif", "N.M".
fn is_short_state(place: &str) -> bool {
    let last = place.rsplit([' ', ',']).next().unwrap_or_default();
    place.contains(',') && last.chars().count() <= 5 && last.chars().any(char::is_lowercase)
        || last.contains('.')
}

/// Whether these words can be a place: all in capitals but for a state or country after a comma, or, where an agency, a
/// day or the dash makes it certain, a few words with capitals.
fn is_place(place: &str, certain: bool) -> bool {
    let town = place.split([',', '(']).next().unwrap_or_default().trim();
    let words: Vec<&str> = place.split_whitespace().collect();
    if town.is_empty()
        || words.len() > 8
        || place.contains(['"', '“', '”', '?', '!', ';', ':'])
        || place.chars().any(|c| c.is_ascii_digit())
    {
        return false;
    }
    let small = |word: &str| {
        matches!(
            word,
            "and"
                | "of"
                | "the"
                | "de"
                | "la"
                | "el"
                | "al"
                | "du"
                | "upon"
                | "sur"
                | "am"
                | "on"
                | "near"
                | "in"
                | "aboard"
                | "ABOARD"
                | "AND"
                | "OF"
        )
    };
    let capitalised = words.iter().all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.starts_with(char::is_uppercase)
            || small(bare)
            || bare.starts_with("al-")
            || bare.starts_with("el-")
    });
    let loud = town.chars().any(char::is_alphabetic)
        && !town.chars().any(char::is_lowercase)
        && town.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let few = town.split_whitespace().count() <= 4 && words.len() <= 6;
    capitalised && few && !is_label(town) && (loud || certain || town.split_whitespace().count() <= 3)
}

/// Words before a dash or colon that are no place.
fn is_label(town: &str) -> bool {
    matches!(
        town.to_lowercase().as_str(),
        "breaking"
            | "update"
            | "exclusive"
            | "analysis"
            | "opinion"
            | "watch"
            | "live"
            | "correction"
            | "editorial"
            | "explainer"
            | "comment"
            | "video"
            | "photos"
            | "note"
            | "background"
            | "summary"
            | "q"
            | "a"
            | "the"
            | "factbox"
            | "just in"
            | "developing"
            | "alert"
            | "urgent"
            | "newsalert"
            | "wrap"
            | "but"
            | "and"
            | "yes"
            | "no"
            | "by"
            | "read more"
            | "editor's note"
            | "editor’s note"
            | "warning"
            | "wanted"
            | "question"
            | "answer"
            | "first"
            | "second"
            | "today"
            | "yesterday"
    ) || dates::is_weekday(town)
        || dates::month_number(town).is_some()
}

/// "JEDDAH: Saudi Arabia and Oman …"; a town not in capitals must be one that papers know.
fn coloned(paragraph: &str) -> Option<Dateline> {
    let at = paragraph.find(':').filter(|at| *at < LONGEST)?;
    let head = paragraph.get(..at)?;
    let rest = paragraph.get(at + 1..)?;
    if !rest.starts_with(char::is_whitespace) || !begins_sentence(rest) {
        return None;
    }
    let dateline = parse_head(head)?;
    let town = dateline.place.clone().and_then(|range| head.get(range))?;
    let loud = !town.split(',').next().unwrap_or_default().chars().any(char::is_lowercase);
    (loud || dateline.agency.is_some() || !dates::find_dates(head).is_empty() || is_colon_town(town))
        .then_some(dateline)
}

/// Towns that Indian, Pakistani, Gulf and African papers write before a colon in small letters.
fn is_colon_town(town: &str) -> bool {
    const TOWNS: [&str; 60] = [
        "New Delhi",
        "Delhi",
        "Mumbai",
        "Kolkata",
        "Chennai",
        "Bengaluru",
        "Bangalore",
        "Hyderabad",
        "Lucknow",
        "Patna",
        "Bhopal",
        "Jaipur",
        "Ahmedabad",
        "Chandigarh",
        "Srinagar",
        "Jammu",
        "Guwahati",
        "Imphal",
        "Ranchi",
        "Raipur",
        "Thiruvananthapuram",
        "Kochi",
        "Bhubaneswar",
        "Dehradun",
        "Shimla",
        "Gandhinagar",
        "Pune",
        "Islamabad",
        "Karachi",
        "Lahore",
        "Peshawar",
        "Quetta",
        "Rawalpindi",
        "Dhaka",
        "Kathmandu",
        "Colombo",
        "Kabul",
        "Washington",
        "London",
        "Beijing",
        "Moscow",
        "Kyiv",
        "Riyadh",
        "Dubai",
        "Abu Dhabi",
        "Doha",
        "Cairo",
        "Jerusalem",
        "Gaza",
        "Beirut",
        "Nairobi",
        "Kampala",
        "Lagos",
        "Abuja",
        "Accra",
        "Harare",
        "Kuala Lumpur",
        "Singapore",
        "Geneva",
        "Kuwait City",
    ];
    TOWNS.contains(&town)
}

/// "(Reuters) Envoys met": an agency in brackets without a dash.
///
/// "[Geneva] The commission": a town that papers know, as bulletins write it.
fn bracketed(paragraph: &str) -> Option<Dateline> {
    if let Some((town, rest)) = paragraph.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        return (is_colon_town(town) && begins_sentence(rest)).then(|| Dateline {
            place: Some(1..1 + town.len()),
            agency: None,
            date: None,
        });
    }
    let inner = paragraph.strip_prefix('(')?;
    let (agency, rest) = inner.split_once(')')?;
    (Outlets::get().is_agency(agency) && begins_sentence(rest)).then(|| Dateline {
        place: None,
        agency: Some(agency.to_owned()),
        date: None,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::read;

    fn check(paragraph: &str, place: &str, agency: Option<&str>) {
        let found = read(paragraph).unwrap_or_else(|| panic!("no dateline: {paragraph}"));
        let shown = found.place.and_then(|range| paragraph.get(range)).unwrap_or_default();
        assert_eq!((shown, found.agency.as_deref()), (place, agency), "{paragraph}");
    }

    #[test]
    fn datelines_of_many_houses() {
        check("PARIS – A delegation of envoys arrived.", "PARIS", None);
        check("LINCOLN, Neb. – Gov. Hartnett ordered troops.", "LINCOLN, Neb.", None);
        check("KYIV, Ukraine (AP) — Drones struck a terminal.", "KYIV, Ukraine", Some("AP"));
        check("LONDON, March 3 (Reuters) - Britain summoned the envoy.", "LONDON", Some("Reuters"));
        check("BEIJING, April 16 (Xinhua) -- China is willing to work.", "BEIJING", Some("Xinhua"));
        check("MOSCOW, June 4. /TASS/. Russia is ready to host.", "MOSCOW", Some("TASS"));
        check("Vienna (dpa) - Leaders of the parties failed.", "Vienna", Some("dpa"));
        check("HARARE (AFP) – A court on Monday freed twelve.", "HARARE", Some("AFP"));
        check("JEDDAH: Saudi Arabia and Oman signed a memorandum.", "JEDDAH", None);
        check("New Delhi: The court on Monday ruled.", "New Delhi", None);
        check("Geneva — Envoys met on Monday.", "Geneva", None);
        check("(Reuters) - Envoys met on Monday.", "", Some("Reuters"));
        check("CNN — Haiti declared a curfew on Sunday.", "", Some("CNN"));
        check("March 3 (UPI) -- Haiti declared a curfew.", "", Some("UPI"));
        check(
            "KYIV. March 3 (Interfax-Ukraine) – Ukraine returned the bodies.",
            "KYIV",
            Some("Interfax-Ukraine"),
        );
        check("BRUSSELS (AP) _ Hungary dropped its veto.", "BRUSSELS", Some("AP"));
        check("WASHINGTON—The president said no to it.", "WASHINGTON", None);
        check("UNITED NATIONS (AP) — The council met again.", "UNITED NATIONS", Some("AP"));
        check("GENEVA/LONDON (Reuters) - Envoys met on Monday.", "GENEVA/LONDON", Some("Reuters"));
        let dated = read("Nairobi, 4 May 2023 (Example News) – Kenya's union suspended its strike.").unwrap();
        assert_eq!((dated.date, dated.agency.as_deref()), (Some(date(2023, 5, 4)), Some("Example News")));
        check("GENEVA, 9 October 2018 – Delegates of 61 states met.", "GENEVA", None);
    }

    #[test]
    fn sentences_have_none() {
        for paragraph in [
            "Ukraine – the largest country in Europe – has asked for help.",
            "He said: The talks are over.",
            "The long-awaited talks - delayed twice - opened on Monday.",
            "1. Manila: The coast guard expelled two ships.",
            "\"We will march,\" said Ada Moss – The crowd cheered loudly.",
            "Rubio: We will not stay.",
            "Analysis: The talks have failed again.",
            "",
            "—",
            "Talks",
        ] {
            assert_eq!(read(paragraph), None, "{paragraph}");
        }
    }
}
