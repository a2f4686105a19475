//! Names of persons and houses inside a by-line.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::outlets::{Outlets, has_paper_word};
use crate::dates;

/// Words that say what a person is, or that no person is named; compared in lower case.
const ROLE_WORDS: [&str; 58] = [
    "staff",
    "writer",
    "writers",
    "reporter",
    "reporters",
    "correspondent",
    "correspondents",
    "editor",
    "editors",
    "special",
    "senior",
    "chief",
    "bureau",
    "our",
    "own",
    "agency",
    "agencies",
    "desk",
    "web",
    "news",
    "team",
    "newsroom",
    "political",
    "diplomatic",
    "foreign",
    "affairs",
    "world",
    "defence",
    "defense",
    "business",
    "economics",
    "economy",
    "home",
    "national",
    "international",
    "regional",
    "local",
    "security",
    "legal",
    "courts",
    "health",
    "education",
    "environment",
    "investigations",
    "contributor",
    "contributing",
    "columnist",
    "analyst",
    "freelance",
    "producer",
    "digital",
    "online",
    "deputy",
    "assistant",
    "lead",
    "multimedia",
    "journalist",
    "service",
];

/// Words of names that are written small.
const PARTICLES: [&str; 32] = [
    "de", "da", "del", "della", "der", "den", "van", "von", "bin", "bint", "ibn", "al", "el", "la", "le",
    "du", "di", "dos", "das", "do", "e", "y", "ter", "ten", "abu", "ben", "af", "av", "zu", "ould", "al-",
    "el-",
];

/// Whether a piece names a place as by-lines do: by one word, or as a city of several.
pub(super) fn is_city(piece: &str) -> bool {
    static CITIES: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let table = include_str!("../../../../knowledge/byline_cities.txt");
        table.lines().filter(|line| !line.starts_with('#')).map(|line| line.trim().to_lowercase()).collect()
    });
    piece.split_whitespace().count() == 1 || CITIES.contains(&piece.to_lowercase())
}

/// Whether these words can be a person's name.
pub(super) fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    is_name(&words)
}

/// Whom a piece of a by-line names.
pub(super) enum Named {
    /// A person, perhaps with the house behind the name.
    Person { name: String, house: Option<String> },
    /// A paper or agency.
    House(String),
    /// What somebody is, without a name.
    Role,
}

/// Whether this is the verb by which a by-line says who writes.
fn is_of_writing(word: &&str) -> bool {
    matches!(*word, "report" | "reports" | "reporting" | "reported" | "write" | "writes" | "writing")
}

/// Whether every word begins with a capital.
pub(super) fn is_capitalised(piece: &str) -> bool {
    piece.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
}

/// Whom a piece names: "Tegan Moriarty in Honiara", "foreign affairs reporter Tegan Moriarty", "Ellen Francis Washington Post".
pub(super) fn read_name(piece: &str) -> Option<Named> {
    let outlets = Outlets::get();
    if outlets.is_known(piece) || outlets.is_agency(piece) {
        return Some(Named::House(piece.to_owned()));
    }
    let is_role = |word: &&str| {
        ROLE_WORDS.contains(&word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase().as_str())
    };
    let mut words: Vec<&str> = piece.split_whitespace().collect();
    // "Ada Moss reports", "Ada Moss in Tema report": the verb of a by-line that is a sentence.
    while words.last().is_some_and(is_of_writing) {
        words.pop();
    }
    // "in Vienna", "for The Times", "of the Post", "at the border": after the name.
    if let Some(at) = words
        .iter()
        .position(|word| matches!(*word, "in" | "for" | "of" | "at" | "near" | "from" | "IN" | "FOR"))
    {
        let tail = words.get(at + 1..).unwrap_or_default().join(" ");
        let head = words.get(..at).unwrap_or_default();
        let verbs = head.iter().rev().take_while(|word| is_of_writing(word)).count();
        if verbs > 0 && verbs == head.len() {
            // ", reporting from Tema" says something about the name before it.
            return Some(Named::Role);
        }
        let head = head.get(..head.len() - verbs).unwrap_or_default();
        let is_named = tail.starts_with(char::is_uppercase)
            || tail.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("the "));
        if head.is_empty()
            || !is_named
            || tail.split_whitespace().count() > 5
            || tail.contains([':', '/'])
            || tail.contains(". ")
        {
            return None;
        }
        let house = outlets.is_known(&tail) || has_paper_word(&tail);
        if head.iter().all(is_role) || head.iter().all(|word| word.starts_with(char::is_lowercase)) {
            return Some(if house { Named::House(tail) } else { Named::Role });
        }
        words.truncate(head.len());
        let mut named = read_name(&words.join(" "))?;
        if let (true, Named::Person { house: slot, .. }) = (house, &mut named) {
            *slot = Some(tail);
        }
        return Some(named);
    }
    if words.iter().all(|word| is_role(word) || matches!(word.to_lowercase().as_str(), "a" | "the" | "to")) {
        return Some(Named::Role);
    }
    // "Express News Service", "The Hindu Bureau": a house's own desk stands for a name.
    const DESKS: [&str; 9] =
        ["bureau", "service", "desk", "agency", "agencies", "team", "newsroom", "network", "staff"];
    if words.last().is_some_and(|last| DESKS.contains(&last.to_lowercase().as_str()))
        && words.iter().any(|word| is_role(word) || has_paper_word(word))
    {
        return Some(Named::Role);
    }
    // A role before the name is written small ("political reporter Ada Moss") or as a title of one word ("Editor Ada Moss").
    let skip = words
        .iter()
        .take_while(|word| {
            is_role(word) || (word.starts_with(char::is_lowercase) && !PARTICLES.contains(*word))
        })
        .count();
    words.drain(..skip.min(words.len()));
    let joined = words.join(" ");
    let (name, house) = match outlets.at_end(&joined) {
        Some(0) => return Some(Named::House(joined)),
        Some(at) => (joined.get(..at)?.trim().to_owned(), joined.get(at..).map(str::to_owned)),
        None => (joined, None),
    };
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.len() > 2 && words.last().is_some_and(is_role) {
        words.pop();
    }
    if words.len() >= 3 && words.last().is_some_and(|last| last.eq_ignore_ascii_case("staff")) {
        words.pop();
    }
    is_name(&words).then(|| Named::Person { name: proper(&words), house })
}

/// Whether these words can be a person's name.
fn is_name(words: &[&str]) -> bool {
    let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    let fits = |word: &&str| {
        let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.' | '‐'));
        letters
            && (word.starts_with(char::is_uppercase)
                || PARTICLES.contains(word)
                || word.starts_with("al-")
                || word.starts_with("el-")
                || word.starts_with("d'")
                || word.starts_with("d’"))
    };
    let is_other = |word: &&str| {
        dates::is_weekday(word) && word.len() > 3
            || dates::month_number(word).is_some()
                && word.len() > 3
                && !matches!(*word, "April" | "June" | "August" | "March")
            || matches!(
                word.to_lowercase().as_str(),
                "the"
                    | "this"
                    | "that"
                    | "it"
                    | "he"
                    | "she"
                    | "they"
                    | "we"
                    | "i"
                    | "all"
                    | "his"
                    | "her"
                    | "its"
                    | "their"
                    | "when"
                    | "what"
                    | "how"
                    | "why"
                    | "who"
                    | "is"
                    | "was"
                    | "are"
                    | "not"
                    | "no"
                    | "key"
                    | "full"
                    | "more"
                    | "on"
                    | "in"
                    | "at"
                    | "to"
                    | "for"
                    | "from"
                    | "with"
                    | "by"
                    | "and"
                    | "or"
                    | "as"
                    | "of"
                    | "after"
                    | "before"
                    | "you"
                    | "your"
                    | "our"
                    | "my"
            )
    };
    let joined = words.join(" ");
    let owns = words.iter().any(|word| word.ends_with("'s") || word.ends_with("’s"));
    (1..=5).contains(&words.len())
        && !owns
        && capitals >= 1
        && words.iter().all(fits)
        && !words.iter().any(is_other)
        && joined.chars().count() >= 3
}

/// The name as names are written, where the page had it all in capitals.
fn proper(words: &[&str]) -> String {
    let is_loud = words.iter().all(|word| word.chars().all(|c| !c.is_lowercase()))
        && words.iter().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2);
    if !is_loud {
        return words.join(" ");
    }
    let calm = |word: &&str| {
        let mut up = true;
        word.chars()
            .flat_map(|c| {
                let shown: Vec<char> =
                    if up { c.to_uppercase().collect() } else { c.to_lowercase().collect() };
                up = !c.is_alphabetic();
                shown
            })
            .collect::<String>()
    };
    words.iter().map(calm).collect::<Vec<_>>().join(" ")
}
