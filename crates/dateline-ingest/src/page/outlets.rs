//! Newspapers, broadcasters and agencies: `knowledge/outlets.tsv`, and what a masthead looks like.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::line::{Line, is_small_word};

static OUTLETS: LazyLock<Outlets> =
    LazyLock::new(|| Outlets::parse(include_str!("../../../../knowledge/outlets.tsv")));

/// Words that end the names of papers and stations.
const PAPER_WORDS: [&str; 78] = [
    "Times",
    "Post",
    "Herald",
    "Courier",
    "Standard",
    "Observer",
    "Mercury",
    "Tribune",
    "Gazette",
    "Chronicle",
    "Dispatch",
    "Ledger",
    "Examiner",
    "Argosy",
    "Wire",
    "Sentinel",
    "News",
    "Daily",
    "Guardian",
    "Telegraph",
    "Independent",
    "Star",
    "Sun",
    "Mail",
    "Express",
    "Mirror",
    "Journal",
    "Review",
    "Press",
    "Bulletin",
    "Globe",
    "Inquirer",
    "Enquirer",
    "Register",
    "Record",
    "Republic",
    "Monitor",
    "Advocate",
    "Advertiser",
    "Argus",
    "Echo",
    "Leader",
    "Messenger",
    "Reporter",
    "Weekly",
    "Today",
    "World",
    "Nation",
    "Citizen",
    "Graphic",
    "Vanguard",
    "Punch",
    "Broadcasting",
    "Broadcaster",
    "Radio",
    "Television",
    "TV",
    "Media",
    "Online",
    "Newspaper",
    "Network",
    "Pioneer",
    "Statesman",
    "Spectator",
    "Patriot",
    "Banner",
    "Beacon",
    "Bee",
    "Call",
    "Democrat",
    "Eagle",
    "Intelligencer",
    "Item",
    "Plain",
    "Broadsheet",
    "Tablet",
    "Tidings",
    "Newswire",
];

/// The table.
#[derive(Debug, Default)]
pub(super) struct Outlets {
    /// By name: whether it is an agency.
    agencies: HashMap<&'static str, bool>,
}

impl Outlets {
    /// The table that the program carries.
    pub(super) fn get() -> &'static Self {
        &OUTLETS
    }

    fn parse(table: &'static str) -> Self {
        let mut outlets = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let mut fields = line.split('\t');
            if let (Some(name), Some(kind)) = (fields.next(), fields.next()) {
                outlets.agencies.entry(name).or_insert(kind == "agency");
            }
        }
        outlets
    }

    /// Whether this is the name of an outlet, as it is printed.
    pub(super) fn is_known(&self, name: &str) -> bool {
        self.agencies.contains_key(name)
            || name.strip_prefix("The ").is_some_and(|bare| self.agencies.contains_key(bare))
    }

    /// Whether this is the name of an agency, also in capitals.
    pub(super) fn is_agency(&self, name: &str) -> bool {
        let of = |name: &str| self.agencies.get(name).copied().unwrap_or(false);
        of(name) || name.strip_prefix("The ").is_some_and(of) || {
            let capitals = name.len() > 3 && name.chars().all(|c| !c.is_lowercase());
            capitals
                && self.agencies.iter().any(|(known, agency)| *agency && known.eq_ignore_ascii_case(name))
        }
    }

    /// The longest known outlet at the end of a run of words: where it begins, in bytes.
    pub(super) fn at_end(&self, text: &str) -> Option<usize> {
        let begins_word =
            |at: usize| at == 0 || text.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace));
        let mut starts = text.char_indices().map(|(at, _)| at).filter(|at| begins_word(*at));
        starts.find(|at| text.get(*at..).is_some_and(|tail| self.is_known(tail)))
    }
}

/// Whether a line could be a masthead: a few words, all with capitals but for small ones, no sentence.
pub(super) fn looks_like_name(text: &str) -> bool {
    let mut words = 0;
    for word in text.split_whitespace() {
        words += 1;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let capital = bare.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            || !bare.contains(char::is_alphabetic);
        if !capital && !is_small_word(bare) {
            return false;
        }
    }
    (1..=6).contains(&words) && !text.ends_with(['.', '?', '!', ':', ',', ';'])
}

/// Whether a name holds the word for a paper: "Times", "Courier-Herald", "HERALD".
pub(super) fn has_paper_word(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || c == '-').any(|word| {
        PAPER_WORDS.iter().any(|paper| {
            *paper == word
                || (word.len() > 3
                    && paper.eq_ignore_ascii_case(word)
                    && word.chars().all(char::is_uppercase))
        })
    })
}

/// A masthead's name without what stands beside it: "Newspaper" in the name of an icon, an edition, a date.
pub(super) fn masthead_name(line: &Line) -> String {
    let text = line.text.trim_matches(|c: char| matches!(c, '*' | '_' | '|'));
    let text = text.split(['\t', '|', '·']).map(str::trim).find(|cell| !cell.is_empty()).unwrap_or(text);
    let text = text.split("  ").next().unwrap_or(text).trim();
    // "The Spokesman-Review Newspaper" is the label of a paper's emblem; the paper is the known name in it.
    let bare = text
        .strip_suffix(" Newspaper")
        .or_else(|| text.strip_suffix(" logo"))
        .or_else(|| text.strip_suffix(" Logo"));
    bare.filter(|bare| Outlets::get().is_known(bare) || has_paper_word(bare) || bare.contains('-'))
        .unwrap_or(text)
        .to_owned()
}

/// The owner in a line of copyright: "© 2022 The Prairie Courier-Herald. All rights reserved."
pub(super) fn copyright_owner(text: &str) -> Option<String> {
    let lowered = text.to_lowercase();
    if !(text.contains('©') || lowered.starts_with("copyright") || lowered.starts_with("(c)")) {
        return None;
    }
    let is_mark = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '©').to_lowercase();
        matches!(bare.as_str(), "©" | "copyright" | "c" | "")
            || bare.trim_start_matches('©').chars().all(|c| c.is_ascii_digit() || c == '-' || c == '–')
    };
    let words: Vec<&str> = text.split_whitespace().skip_while(|word| is_mark(word)).collect();
    let mut name = Vec::new();
    for word in words {
        let bare = word.trim_end_matches(['.', ',', '|', ';', ')']);
        if is_mark(word)
            || matches!(
                bare.to_lowercase().as_str(),
                "all" | "limited" | "ltd" | "inc" | "llc" | "plc" | "company" | "co" | "–" | "-"
            )
        {
            break;
        }
        name.push(bare);
        if bare.len() < word.len() {
            break;
        }
    }
    let name = name.join(" ");
    // "© UNICEF/Ada Moss" is the credit of a picture.
    (!name.contains('/') && looks_like_name(&name) && name.chars().count() >= 3).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{Line, Outlets, copyright_owner, has_paper_word, looks_like_name, masthead_name};

    #[test]
    fn the_table_has_three_fields_a_line() {
        let table = include_str!("../../../../knowledge/outlets.tsv");
        let mut lines = table.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.next(), Some("name\tkind\tcountry"));
        for line in lines {
            let fields: Vec<&str> = line.split('\t').collect();
            let right = matches!(fields.as_slice(), [_, "agency" | "newspaper" | "broadcaster", country] if country.len() == 3);
            assert!(right, "{line}");
        }
    }

    #[test]
    fn names_of_papers_are_recognised() {
        let outlets = Outlets::get();
        assert!(outlets.is_known("The Washington Post") && outlets.is_known("Washington Post"));
        assert!(
            outlets.is_agency("Reuters")
                && outlets.is_agency("XINHUA")
                && !outlets.is_agency("Washington Post")
        );
        assert_eq!(outlets.at_end("Ellen Francis Washington Post"), Some(14));
        assert_eq!(outlets.at_end("Ellen Francis"), None);
        assert!(
            looks_like_name("The Prairie Courier-Herald") && has_paper_word("The Prairie Courier-Herald")
        );
        assert!(!looks_like_name("Times sues government"));
        assert_eq!(
            masthead_name(&Line::new("The Spokesman-Review Newspaper".to_owned(), 0)),
            "The Spokesman-Review"
        );
    }

    #[test]
    fn owners_are_read_from_lines_of_copyright() {
        let owner = |text| copyright_owner(text);
        assert_eq!(
            owner("© 2022 The Prairie Courier-Herald. All rights reserved.").as_deref(),
            Some("The Prairie Courier-Herald")
        );
        assert_eq!(owner("Copyright © 2023, The Deccan Sentinel").as_deref(), Some("The Deccan Sentinel"));
        assert_eq!(owner("Copyright The Meridian 2024").as_deref(), Some("The Meridian"));
        assert_eq!(owner("All rights reserved."), None);
        assert_eq!(owner("© UNICEF/Ada Moss"), None);
    }
}
