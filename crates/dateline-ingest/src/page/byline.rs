//! By-lines: who wrote it, for whom.

use super::names::{Named, is_capitalised, is_city, read_name};
use super::outlets::{Outlets, has_paper_word};
use super::stamp;
use crate::dates;

/// What a by-line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    /// Persons, in order. Empty for "By our correspondent".
    pub authors: Vec<String>,
    /// Papers and agencies that it names.
    pub houses: Vec<String>,
    /// Where a person's first words were lowered from capitals, or roles and addresses were left out, nothing is said.
    pub date: Option<jiff::civil::Date>,
}

/// The longest by-line, in bytes.
const LONGEST: usize = 400;

/// What may stand before the names, in lower case.
const OPENERS: [&str; 22] = [
    "by",
    "by:",
    "written by",
    "written by:",
    "words by",
    "words by:",
    "words:",
    "text by",
    "text:",
    "story by",
    "report by",
    "report:",
    "reported by",
    "reporting by",
    "reporting by:",
    "posted by",
    "published by",
    "author:",
    "authors:",
    "from",
    "by-line:",
    "byline:",
];

/// Reads a line that begins as a by-line does ("By …", "Reporting by …"); `None` where it is none.
pub(super) fn marked(line: &str) -> Option<Byline> {
    if line.len() > LONGEST {
        return None;
    }
    let line = plain(line);
    let after = after_opener(&line)?;
    // A sentence that begins with "By" goes on in small letters or ends in a full stop.
    read(after, true)
}

/// Reads a line that is made of nothing but names and what stands with them, without "By".
pub(super) fn bare(line: &str) -> Option<Byline> {
    if line.len() > LONGEST {
        return None;
    }
    let line = plain(line);
    let byline = read(&line, false)?;
    let people = byline.authors.iter().all(|name| (2..=5).contains(&name.split_whitespace().count()));
    (people && !(byline.authors.is_empty() && byline.houses.is_empty() && byline.date.is_none()))
        .then_some(byline)
}

/// Without Markdown's emphasis and the dash or colon before it.
fn plain(line: &str) -> String {
    let line = line.replace("**", "").replace("__", "");
    line.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '*' | '_' | '—' | '–' | '-' | '|' | '•' | '·')
    })
    .to_owned()
}

fn after_opener(line: &str) -> Option<&str> {
    OPENERS
        .iter()
        .filter_map(|opener| {
            let (start, rest) = line.split_at_checked(opener.len())?;
            let opens = start.eq_ignore_ascii_case(opener) && rest.starts_with(char::is_whitespace);
            opens.then(|| (opener.len(), rest.trim()))
        })
        .filter(|(_, after)| !after.is_empty())
        .max_by_key(|(length, _)| *length)
        .map(|(_, after)| after)
}

fn read(text: &str, is_marked: bool) -> Option<Byline> {
    let mut byline = Byline::default();
    let mut named_none = false;
    for (number, cell) in
        text.split(['|', '·', '•', '\t', ';']).flat_map(|cell| cell.split("  ")).map(str::trim).enumerate()
    {
        if cell.is_empty() {
            continue;
        }
        if number > 0 && stamp::read(cell).is_some() {
            byline.date = byline.date.or_else(|| stamp::read(cell).and_then(|stamp| stamp.published));
            continue;
        }
        if number > 0
            && (lowered_start(cell, "editing by")
                || lowered_start(cell, "edited by")
                || lowered_start(cell, "editor:")
                || lowered_start(cell, "additional reporting")
                || lowered_start(cell, "writing by"))
        {
            continue;
        }
        let of_several = byline.authors.last().is_some_and(|author| author.contains(' '));
        let names_city = is_marked && of_several && is_city(cell);
        let is_loud = !byline.authors.is_empty() && cell.chars().all(|c| !c.is_lowercase());
        let is_house = Outlets::get().is_agency(cell)
            || (!is_loud && (Outlets::get().is_known(cell) || has_paper_word(cell)));
        if number > 0 && (is_loud || names_city) && !is_house {
            continue;
        }
        named_none |= !read_cell(cell, is_marked, &mut byline)?;
    }
    let says_role = named_none && (is_marked || byline.date.is_some());
    (!byline.authors.is_empty() || !byline.houses.is_empty() || says_role).then_some(byline)
}

fn lowered_start(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Reads names parted by commas and "and". `Some(false)` where roles stand for a name, `None` where something is no name.
fn read_cell(cell: &str, is_marked: bool, byline: &mut Byline) -> Option<bool> {
    let cell = cut_date(cell, byline);
    let cell = without_asides(&cell);
    let mut any = false;
    let mut roles = false;
    // Each piece with whether it stands after a comma, where a place may, and not after "and".
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (number, piece) in cell.split(',').enumerate() {
        for (part, piece) in
            split_words(&piece.replace('&', " and "), &["and", "with", "AND", "And"]).into_iter().enumerate()
        {
            pieces.push((piece, number > 0 && part == 0));
        }
    }
    for (piece, after_comma) in &pieces {
        let piece = piece.trim().trim_end_matches('.');
        if piece.is_empty() {
            continue;
        }
        // "Ada Moss, Tema": after a name of several words a single word says where, as do the names of cities.
        let of_several = byline.authors.last().is_some_and(|author| author.contains(' '));
        let is_place = is_marked && any && *after_comma && of_several && is_city(piece);
        match read_name(piece) {
            Some(Named::Person { .. }) if is_place => {}
            // After a person, "Example News" is whom they write for.
            Some(Named::Person { name, .. })
                if any && name.split_whitespace().next_back().is_some_and(has_paper_word) =>
            {
                byline.houses.push(name);
            }
            Some(Named::Person { name, house }) => {
                byline.authors.push(name);
                byline.houses.extend(house);
                any = true;
            }
            Some(Named::House(house)) => {
                byline.houses.push(house);
                any = true;
            }
            Some(Named::Role) => roles = true,
            // A place after a name ("Ada Moss, Vienna") is passed over only where it follows a person.
            None if is_marked && any && is_short_place(piece) => {}
            None => return None,
        }
    }
    (any || roles).then_some(any)
}

/// "New South Wales", "in Tema": up to three words with capitals, perhaps after a preposition.
fn is_short_place(piece: &str) -> bool {
    let place =
        ["in ", "at ", "near ", "from "].iter().find_map(|start| piece.strip_prefix(start)).unwrap_or(piece);
    place.split_whitespace().count() <= 3 && is_capitalised(place)
}

/// Cuts a date that stands after the names ("on June 19, 2015", ", 14 May 2019") and keeps it.
fn cut_date(cell: &str, byline: &mut Byline) -> String {
    let Some(found) = dates::find_dates(cell).into_iter().next() else { return cell.to_owned() };
    if let dates::Reading::Day(date) = found.reading {
        byline.date = byline.date.or(Some(date));
    }
    let before = cell.get(..found.start).unwrap_or_default().trim();
    let words: Vec<&str> = before.split_whitespace().collect();
    let kept = words.iter().rposition(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        !(bare.is_empty()
            || dates::is_weekday(bare)
            || matches!(bare.to_lowercase().as_str(), "on" | "published" | "posted" | "updated" | "at"))
    });
    words.get(..kept.map_or(0, |at| at + 1)).unwrap_or_default().join(" ")
}

/// Without brackets, addresses and handles.
fn without_asides(text: &str) -> String {
    let mut depth = 0_usize;
    let outside: String = text
        .chars()
        .filter(|c| {
            match c {
                '(' | '[' | '<' => depth += 1,
                ')' | ']' | '>' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect();
    outside
        .split_whitespace()
        .filter(|word| !word.contains('@') && !word.starts_with("http"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Splits at whole words.
fn split_words(text: &str, at: &[&str]) -> Vec<String> {
    let mut pieces = vec![Vec::new()];
    for word in text.split_whitespace() {
        if at.contains(&word) {
            pieces.push(Vec::new());
        } else if let Some(last) = pieces.last_mut() {
            last.push(word);
        }
    }
    pieces.into_iter().map(|words| words.join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::{bare, marked};

    fn check(line: &str, authors: &[&str], houses: &[&str]) {
        let byline = marked(line).or_else(|| bare(line)).unwrap_or_else(|| panic!("no by-line: {line}"));
        assert_eq!(
            (byline.authors.as_slice(), byline.houses.as_slice()),
            (
                authors.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>().as_slice(),
                houses.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>().as_slice()
            ),
            "{line}"
        );
    }

    #[test]
    fn persons_and_houses_are_told_apart() {
        check("By Ada Moss and Ben Holt Washington Post", &["Ada Moss", "Ben Holt"], &["Washington Post"]);
        check("By Ada Moss, Ben Holt and Cy de la Cruz", &["Ada Moss", "Ben Holt", "Cy de la Cruz"], &[]);
        check("By ADA MOSS and BEN O'HARA-LEE", &["Ada Moss", "Ben O'Hara-Lee"], &[]);
        check("By Ada Moss | The Irish Times", &["Ada Moss"], &["The Irish Times"]);
        check("By Ada Moss, dpa", &["Ada Moss"], &["dpa"]);
        check("By foreign affairs reporter Ada Moss", &["Ada Moss"], &[]);
        check("By Ada Moss, Political Editor", &["Ada Moss"], &[]);
        check("By Ada Moss in Vienna and Ben Holt in Baghdad", &["Ada Moss", "Ben Holt"], &[]);
        check("By Ada Moss, Ben Holt", &["Ada Moss", "Ben Holt"], &[]);
        check("By Ada, Ben and Cyd", &["Ada", "Ben", "Cyd"], &[]);
        check("Ada Moss & Ben Holt", &["Ada Moss", "Ben Holt"], &[]);
        check("By The Staff and Ada Moss", &["Ada Moss"], &[]);
        check("Ada Moss (amoss@paper.example) and Ben Holt", &["Ada Moss", "Ben Holt"], &[]);
        check("Ada Moss @adamoss", &["Ada Moss"], &[]);
        check("Ada Moss (now) and agencies", &["Ada Moss"], &[]);
        check("Staff Reporter | PTI", &[], &["PTI"]);
        check("— Ada Moss, Reuters", &["Ada Moss"], &["Reuters"]);
        check("By our correspondent", &[], &[]);
        check("By The Associated Press", &[], &["The Associated Press"]);
        check("By Ada Moss of The Harbour Times", &["Ada Moss"], &["The Harbour Times"]);
        check("Reporting by Ada Moss; Editing by Ben Holt", &["Ada Moss"], &[]);
        check("Staff Reporter Published March 3, 2024", &[], &[]);
    }

    #[test]
    fn where_somebody_writes_from_is_no_author() {
        for line in [
            "By Ada Moss, Tema",
            "BY ADA MOSS, TEMA",
            "By Ada Moss, Addis Ababa",
            "By Ada Moss, New Delhi, India",
            "By Ada Moss in Addis Ababa",
            "By Ada Moss, in Tema",
            "By Ada Moss at Kerem Shalom",
            "Ada Moss reports from Tema",
            "Ada Moss reporting from Addis Ababa",
            "By Ada Moss, reporting from Tema",
            "By Ada Moss reporting from Lviv, Ukraine",
            "Ada Moss in Tema",
            "From Ada Moss in Tema",
            "By Ada Moss | Tema",
        ] {
            check(line, &["Ada Moss"], &[]);
        }
        check("By Ada Moss, Tema, and Ben Holt, Lomé", &["Ada Moss", "Ben Holt"], &[]);
        check("Ada Moss in Tema and Ben Holt in Lomé report", &["Ada Moss", "Ben Holt"], &[]);
    }

    #[test]
    fn a_date_beside_the_names_is_kept() {
        let date = jiff::civil::date(2015, 6, 19);
        for line in [
            "By Ada Moss on June 19, 2015",
            "By Ada Moss, 19 June 2015",
            "**By Ada Moss** · *19 June 2015*",
            "By Ada Moss | Published 19 June 2015",
        ] {
            let byline = marked(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((byline.authors, byline.date), (vec!["Ada Moss".to_owned()], Some(date)), "{line}");
        }
    }

    #[test]
    fn sentences_are_no_by_lines() {
        for line in [
            "By Thursday the army had retaken both ends of it.",
            "By Thursday",
            "By Colonel Abdelrahim Tigani's count, 64 of his men had died.",
            "By evening",
            "From Kyiv to Lviv by night train",
            "From bad to worse",
            "What comes next",
            "Nothing to hide",
            "'Nothing to hide'",
            "Today's Paper",
            "Lady Cassandra from Doctor Who. Image: Nick Moreau.",
        ] {
            assert_eq!(marked(line).or_else(|| bare(line)), None, "{line}");
        }
    }
}
