//! A noun phrase cut into head, owner and tails: "Gaza's | health ministry", "police | in Kenya".

use crate::roles::Roles;

/// The most words of a phrase that are read; no noun phrase of a person or body is longer.
const MOST_WORDS: usize = 48;

/// Words before the head that say only which or how many.
const DETERMINERS: [&str; 48] = [
    "a",
    "an",
    "the",
    "some",
    "several",
    "many",
    "few",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "dozens",
    "hundreds",
    "thousands",
    "tens",
    "scores",
    "millions",
    "most",
    "all",
    "both",
    "other",
    "another",
    "his",
    "her",
    "its",
    "their",
    "our",
    "this",
    "these",
    "those",
    "no",
    "at",
    "least",
    "more",
    "than",
    "about",
    "over",
    "nearly",
    "around",
    "local",
    "unidentified",
];

/// Words that say that an office lies behind.
const FORMER: [&str; 11] = [
    "former",
    "ex",
    "onetime",
    "ousted",
    "deposed",
    "late",
    "retired",
    "erstwhile",
    "ex-",
    "disgraced",
    "then-former",
];

/// Words that open a tail.
const TAIL_OPENERS: [&str; 24] = [
    "of",
    "in",
    "from",
    "for",
    "at",
    "on",
    "by",
    "with",
    "to",
    "against",
    "near",
    "inside",
    "outside",
    "within",
    "who",
    "which",
    "that",
    "including",
    "loyal",
    "affiliated",
    "linked",
    "backed",
    "across",
    "under",
];

/// What follows the head after a preposition.
#[derive(Debug)]
pub(crate) struct Tail<'a> {
    pub preposition: &'a str,
    pub words: String,
}

impl Tail<'_> {
    /// Whether the country in the tail is the head's: "police in Kenya", but not "ambassador to France".
    pub(crate) fn gives_code(&self) -> bool {
        const PREPOSITIONS: [&str; 11] =
            ["of", "in", "from", "for", "at", "on", "near", "inside", "within", "with", "across"];
        PREPOSITIONS.contains(&self.preposition) || self.names_a_tie()
    }

    /// Whether a weak role takes its sector from the tail: "members of parliament", "spokesman for the army".
    pub(crate) fn gives_sector(&self) -> bool {
        matches!(self.preposition, "of" | "from" | "for" | "in" | "with" | "to") || self.names_a_tie()
    }

    /// "loyal to", "linked to": the participle says more than the preposition after it.
    fn names_a_tie(&self) -> bool {
        matches!(self.preposition, "loyal" | "affiliated" | "linked")
    }
}

/// A noun phrase in its parts.
#[derive(Debug)]
pub(crate) struct Phrase<'a> {
    /// The words of the head without determiners and without "former".
    pub head: Vec<&'a str>,
    /// What stands before "'s", as a phrase of its own.
    pub owner: Option<String>,
    pub tails: Vec<Tail<'a>>,
    pub former: bool,
}

impl<'a> Phrase<'a> {
    /// Reads a folded phrase. Only the first of coordinated phrases is taken.
    pub(crate) fn read(folded: &'a str, roles: &Roles) -> Self {
        let words = split(folded);
        let words = first_conjunct(&words);
        let mut former = false;
        let mut kept: Vec<&str> = Vec::with_capacity(words.len());
        for word in words {
            let bare = word.strip_prefix("ex-").or_else(|| word.strip_prefix("Ex-"));
            former |= bare.is_some() || FORMER.contains(&word.to_lowercase().as_str());
            match bare {
                Some(bare) => kept.push(bare),
                None if FORMER.contains(&word.to_lowercase().as_str()) => {}
                None => kept.push(word),
            }
        }
        let start = kept.iter().position(|word| !is_determiner(word)).unwrap_or(kept.len());
        let mut kept = kept.split_off(start);
        // "a group of soldiers", "dozens of people": what is counted is the head.
        if matches!(kept.first(), Some(&"of")) {
            kept.remove(0);
            let start = kept.iter().position(|word| !is_determiner(word)).unwrap_or(kept.len());
            kept = kept.split_off(start);
        }
        if let Some(counted) = counted(&kept) {
            kept = kept.split_off(counted);
        }
        let ends = head_end(&kept, roles);
        let tails = tails(kept.get(ends..).unwrap_or(&[]));
        kept.truncate(ends);
        let owner = split_owner(&mut kept);
        Self { head: kept, owner, tails, former }
    }
}

impl Phrase<'_> {
    /// Whether nothing but the head is there.
    pub(crate) fn is_plain(&self) -> bool {
        self.owner.is_none() && self.tails.is_empty() && !self.former
    }

    /// Whether the phrase is one word: a surname, perhaps.
    pub(crate) fn is_one_name(&self) -> bool {
        self.is_plain() && self.head.len() == 1
    }
}

/// Words without outer punctuation; a bracket and what stands in it are left out, and so is what follows a comma.
fn split(folded: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut in_bracket = false;
    for word in folded.split(' ').take(MOST_WORDS) {
        if word.starts_with('(') {
            in_bracket = true;
        }
        let ends_bracket = word.trim_end_matches(',').ends_with(')');
        if !in_bracket {
            let trimmed = word.trim_matches(|c: char| {
                matches!(c, '"' | ',' | ';' | ':' | '!' | '?' | '[' | ']' | '\u{201c}' | '\u{201d}')
            });
            let trimmed = trimmed.strip_prefix('\'').unwrap_or(trimmed);
            if !trimmed.is_empty() && trimmed != "-" {
                words.push(trimmed);
            }
            if word.ends_with(',') {
                break;
            }
        }
        if ends_bracket {
            in_bracket = false;
        }
    }
    words
}

/// The words up to an "and" or "or" that joins two phrases. "Defence and Security Ministry" is one phrase: a conjunction between
/// capitals or before the last noun of few words stays.
fn first_conjunct<'s, 'a>(words: &'s [&'a str]) -> &'s [&'a str] {
    let Some(at) = words.iter().position(|word| matches!(*word, "and" | "or" | "&")) else { return words };
    let capital = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    let one_name =
        capital(words.get(at.wrapping_sub(1))) && capital(words.get(at + 1)) && words.len() > at + 2;
    if one_name || at == 0 { words } else { words.get(..at).unwrap_or(words) }
}

fn is_determiner(word: &str) -> bool {
    DETERMINERS.contains(&word.to_lowercase().as_str())
        || word.starts_with(|c: char| c.is_ascii_digit()) && !word.contains(char::is_alphabetic)
}

/// Where the counted noun begins in "group of soldiers", "crowd of students", "pair of journalists".
fn counted(words: &[&str]) -> Option<usize> {
    let counts = matches!(
        *words.first()?,
        "group"
            | "number"
            | "pair"
            | "team"
            | "series"
            | "handful"
            | "couple"
            | "dozen"
            | "majority"
            | "convoy"
            | "crowd"
    );
    (counts && *words.get(1)? == "of" && words.len() > 2).then_some(2)
}

/// How many words the head takes: up to the first preposition that is not inside a role noun such as "court of appeals".
fn head_end(words: &[&str], roles: &Roles) -> usize {
    let mut at = 0;
    while at < words.len() {
        if let Some((_, count)) = words.get(at..).and_then(|rest| roles.beginning(rest))
            && words
                .get(at..at + count)
                .is_some_and(|noun| noun.iter().any(|word| TAIL_OPENERS.contains(word)))
        {
            at += count;
            continue;
        }
        if at > 0 && words.get(at).is_some_and(|word| TAIL_OPENERS.contains(word)) {
            return at;
        }
        at += 1;
    }
    words.len()
}

fn tails<'a>(words: &[&'a str]) -> Vec<Tail<'a>> {
    let mut tails: Vec<Tail<'a>> = Vec::new();
    for &word in words {
        let continues = tails.last().is_some_and(|tail| {
            tail.words.is_empty() && (tail.names_a_tie() || tail.preposition == "backed")
        });
        if TAIL_OPENERS.contains(&word) && continues {
            continue;
        }
        if TAIL_OPENERS.contains(&word) {
            tails.push(Tail { preposition: word, words: String::new() });
        } else if let Some(tail) = tails.last_mut() {
            if !tail.words.is_empty() {
                tail.words.push(' ');
            }
            tail.words.push_str(word);
        }
    }
    tails.retain(|tail| !tail.words.is_empty());
    tails
}

/// Takes the words up to the last possessive out of the head.
fn split_owner(head: &mut Vec<&str>) -> Option<String> {
    let possessive = |word: &&str| word.ends_with("'s") || word.ends_with("s'");
    let last = head.len().checked_sub(1)?;
    let at = head.get(..last)?.iter().rposition(possessive)?;
    let rest = head.split_off(at + 1);
    let owner = std::mem::replace(head, rest).join(" ");
    Some(owner.strip_suffix("'s").unwrap_or(owner.trim_end_matches('\'')).to_owned())
}
