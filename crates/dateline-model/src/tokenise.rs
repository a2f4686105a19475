//! UD-style English word tokenisation of raw text: the rules of `training/MODEL.md`, "Words from raw text".

use dateline_text::Span;

use crate::characters::{is_digit, is_letter, is_space, is_word, lower};

const APOSTROPHES: &[char] = &['\'', '’', 'ʼ'];
const HYPHENS: &[char] = &['-', '‐', '‑'];
const DASHES: &[char] = &['–', '—', '−'];

/// A hyphen after one of these, at the start of a word, does not split it (UD keeps derived words whole).
const PREFIXES: &[&str] = &[
    "anti", "bi", "co", "counter", "cross", "cyber", "de", "e", "eco", "ex", "extra", "geo", "hyper",
    "infra", "inter", "intra", "macro", "mega", "meta", "micro", "mid", "mini", "multi", "neo", "non", "o",
    "over", "pan", "para", "post", "pre", "pro", "pseudo", "quasi", "re", "semi", "sub", "super", "trans",
    "tri", "u", "ultra", "un", "under", "uni", "vice", "x",
];

/// Words that keep their final full stop (lowercased, without it).
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "gen", "lt", "col", "sgt", "cpl", "capt", "cmdr",
    "adm", "maj", "brig", "gov", "sen", "rep", "reps", "sens", "pres", "rev", "hon", "supt", "insp",
    "messrs", "mt", "ft", "inc", "ltd", "co", "corp", "bros", "vs", "etc", "no", "nos", "dept", "est",
    "approx", "ave", "blvd", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec", "al", "v", "cf", "ed", "eds", "vol", "pp", "ph.d", "m.d", "b.a", "m.a", "a.m", "p.m", "i.e",
    "e.g", "u.s", "u.k", "u.n", "e.u", "d.c",
];

/// Endings that are words of their own after a letter and an apostrophe, in the order in which they are tried.
const CLITICS: &[&str] = &["s", "m", "d", "re", "ve", "ll"];

/// Words of five letters or six that are two words: the first has three letters.
const CONTRACTIONS: &[&str] = &["cannot", "gonna", "wanna", "gotta"];

/// Negations written without their apostrophe, and nothing else: the last two letters are a word.
const BARE_NEGATIONS: &[&str] = &[
    "dont", "didnt", "doesnt", "isnt", "wasnt", "arent", "couldnt", "wouldnt", "shouldnt", "havent", "hasnt",
    "hadnt",
];

/// Faces drawn with punctuation, where they stand alone.
const FACES: &[&str] = &[":)", ":(", ";)", ":-)", ":-(", ";-)", ":d", ":p", "=)"];

/// Units that are words of their own after a figure that they are run together with.
const UNITS: &[&str] = &["km", "m", "kg", "cm", "mm", "mph", "am", "pm", "bn", "k", "tn"];

/// Cuts a text into words: their spans in bytes, in reading order.
///
/// Words hold no white space and lie side by side: with the spaces between they make up the text. Every character
/// that is not white space belongs to exactly one word. The work grows with the length of the text alone.
pub fn tokenise(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut chunk = Chunk::default();
    for (offset, character) in text.char_indices() {
        if is_space(character) {
            chunk.split(&mut words);
        } else {
            chunk.push(offset, character);
        }
    }
    chunk.split(&mut words);
    words
}

/// Whether two words that touch are one token of a text, as treebanks of UD English have it: "did|n't", "envoy|'s", "workers|'",
/// "can|not".
pub(crate) fn is_one_token(first: &str, second: &str) -> bool {
    let both: Vec<char> = first.chars().chain(second.chars()).collect();
    let from = first.chars().count();
    let ends_in_letter = from > 0 && is_letter(both[from - 1]);
    let possessive = matches!(&both[from..], [c] if is_any(APOSTROPHES, *c))
        && ends_in_letter
        && lower(both[from - 1]) == 's';
    let keeps_length = both.iter().all(|c| c.is_ascii() || c.to_lowercase().count() == 1);
    possessive || keeps_length && (contraction(&both) == Some(from) || clitic(&both) == Some(from))
}

/// A maximal run without white space.
#[derive(Default)]
struct Chunk {
    characters: Vec<char>,
    /// The byte offset of each character, and last the end of the run.
    offsets: Vec<usize>,
}

fn is_any(set: &[char], c: char) -> bool {
    set.contains(&c)
}

/// Whether the characters, lowercased, spell one of the (ASCII) words.
fn is_one_of(words: &[&str], characters: &[char]) -> bool {
    words.iter().any(|word| {
        word.len() == characters.len()
            && word.bytes().zip(characters).all(|(b, c)| char::from(b) == lower(*c))
    })
}

fn starts_with(characters: &[char], beginning: &str) -> bool {
    characters.len() >= beginning.len() && beginning.chars().zip(characters).all(|(a, b)| a == lower(*b))
}

fn is_address(characters: &[char]) -> bool {
    if ["http://", "https://", "www."].into_iter().any(|b| starts_with(characters, b)) {
        return true;
    }
    let Some(at) = characters.iter().position(|c| *c == '@') else { return false };
    characters.len() > 2 && (at == 0 || characters[at..].contains(&'.'))
}

/// Whether the characters are a date, a telephone number or the like that stays whole: 04/30/2001, 9/11, 646-8420,
/// 1-713-853-3989.
fn is_code(characters: &[char]) -> bool {
    let slash = characters.contains(&'/');
    let separator = if slash { '/' } else { '-' };
    let digits = |part: &[char]| part.iter().all(char::is_ascii_digit).then_some(part.len());
    // The longest code has sixteen characters and four parts.
    if characters.len() > 16 {
        return false;
    }
    let parts: Option<Vec<usize>> = characters.split(|c| *c == separator).map(digits).collect();
    match parts.as_deref() {
        Some([1..=4, 1..=2, 1..=4] | [1, 2]) if slash => true,
        Some([3, 4] | [3, 3, 4] | [1, 3, 3, 4]) => !slash,
        _ => false,
    }
}

impl Chunk {
    fn push(&mut self, offset: usize, character: char) {
        self.offsets.pop();
        self.offsets.extend([offset, offset + character.len_utf8()]);
        self.characters.push(character);
    }

    /// Cuts the run, appends its words, and empties it.
    fn split(&mut self, words: &mut Vec<Span>) {
        if self.characters.is_empty() {
            return;
        }
        self.cut_edges(words);
        self.characters.clear();
        self.offsets.clear();
    }

    fn word(&self, from: usize, to: usize, words: &mut Vec<Span>) {
        words.push(Span::new(self.offsets[from], self.offsets[to]));
    }

    /// Rules 1 to 3: addresses, opening and closing punctuation.
    fn cut_edges(&self, words: &mut Vec<Span>) {
        let end = self.characters.len();
        if is_one_of(FACES, &self.characters) {
            self.word(0, end, words);
            return;
        }
        let opening = |c: &char| "<([{\"“‘".contains(*c);
        let bare = self.characters.iter().take_while(|c| opening(c)).count();
        if is_address(&self.characters[bare..]) {
            self.cut_punctuation(0, bare, words);
            let closing = |c: &char| ".,;:!?)]}\"'”’>".contains(*c);
            let stop =
                self.characters.iter().rposition(|c| !closing(c)).map_or(bare, |last| last + 1).max(bare);
            self.word(bare, stop, words);
            self.cut_punctuation(stop, end, words);
            return;
        }
        let first = (0..end).find(|i| !self.opens(*i)).unwrap_or(end);
        self.cut_punctuation(0, first, words);
        let mut last = end;
        while last > first && self.closes(first, last) {
            last -= 1;
        }
        self.cut_inside(first, last, words);
        self.cut_punctuation(last, end, words);
    }

    fn is_digit_at(&self, i: usize) -> bool {
        self.characters.get(i).is_some_and(|c| is_digit(*c))
    }

    /// Whether the character is punctuation before a word.
    fn opens(&self, i: usize) -> bool {
        let c = self.characters[i];
        let stays = is_word(c)
            || (matches!(c, '.' | ',' | '+' | '-') && self.is_digit_at(i + 1))
            || (matches!(c, '#' | '@') && self.characters.get(i + 1).is_some_and(|next| is_letter(*next)))
            || (is_any(APOSTROPHES, c)
                && ((self.is_digit_at(i + 1) && self.is_digit_at(i + 2))
                    || is_one_of(CLITICS, &self.characters[i + 1..])));
        !stays
    }

    /// Whether the character before `last` is punctuation after the word that begins at `first`.
    fn closes(&self, first: usize, last: usize) -> bool {
        match self.characters[last - 1] {
            c if is_word(c) => false,
            '.' => !self.keeps_full_stop(first, last - 1),
            '+' => last - first <= 1,
            _ => true,
        }
    }

    /// Whether the full stop at `stop` belongs to the abbreviation or initial before it.
    fn keeps_full_stop(&self, first: usize, stop: usize) -> bool {
        // Abbreviations and initials end in a letter; asking this first keeps rows of full stops linear.
        if stop == first || !is_letter(self.characters[stop - 1]) {
            return false;
        }
        let separates = |c: &char| is_any(HYPHENS, *c) || is_any(DASHES, *c) || *c == '/';
        let inside = &self.characters[first..stop];
        let body = &inside[inside.iter().rposition(separates).map_or(0, |i| i + 1)..];
        let initial = |part: &[char]| matches!(part, [c] if is_letter(*c) && c.to_lowercase().count() == 1);
        is_one_of(ABBREVIATIONS, body) || body.split(|c| *c == '.').all(initial)
    }

    /// Rule 8: words of a stretch of punctuation; repeated full stops, dashes, apostrophes, `!` and `?` stay together.
    fn cut_punctuation(&self, from: usize, to: usize, words: &mut Vec<Span>) {
        let mut i = from;
        while i < to {
            let c = self.characters[i];
            let mut j = i + 1;
            if ".-–—!?*=_~<>'’`".contains(c) {
                let joins = |other: char| other == c || ("!?".contains(c) && "!?".contains(other));
                while j < to && joins(self.characters[j]) {
                    j += 1;
                }
            }
            self.word(i, j, words);
            i = j;
        }
    }

    /// Rules 4 and 5: separators inside the run.
    fn cut_inside(&self, first: usize, last: usize, words: &mut Vec<Span>) {
        if is_code(&self.characters[first..last]) {
            self.word(first, last, words);
            return;
        }
        let (mut piece, mut i) = (first, first);
        while i < last {
            let step = self.separator(piece, i, last);
            if step > 0 {
                self.cut_clitic(piece, i, words);
                self.cut_punctuation(i, i + step, words);
                piece = i + step;
            }
            i += step.max(1);
        }
        self.cut_clitic(piece, last, words);
    }

    /// How many characters are to be cut out at `i`; 0 where it stays in the piece that began at `piece`.
    fn separator(&self, piece: usize, i: usize, last: usize) -> usize {
        let c = self.characters[i];
        let run = |set: &[char]| self.characters[i..last].iter().take_while(|c| is_any(set, **c)).count();
        let beside = |test: fn(char) -> bool| {
            i > piece && i + 1 < last && test(self.characters[i - 1]) && test(self.characters[i + 1])
        };
        match c {
            _ if is_any(HYPHENS, c) => match run(HYPHENS) {
                1 => usize::from(!self.keeps_hyphen(piece, i, last)),
                many => many,
            },
            _ if is_any(DASHES, c) || "/()[]{}\"“”«»;!?=<>…|".contains(c) => 1,
            '.' => Some(run(&['.'])).filter(|n| *n > 1).unwrap_or(0),
            ',' | ':' => usize::from(!beside(is_digit)),
            '&' => usize::from(!beside(char::is_uppercase)),
            '$' | '€' | '£' | '¥' | '%' | '*' => 1,
            _ => 0,
        }
    }

    fn keeps_hyphen(&self, piece: usize, i: usize, last: usize) -> bool {
        if i == piece || i + 1 == last {
            return i + 1 < last && self.is_digit_at(i + 1);
        }
        is_one_of(PREFIXES, &self.characters[piece..i])
    }

    /// Rules 6 and 7: the piece, its clitic or unit apart.
    fn cut_clitic(&self, from: usize, to: usize, words: &mut Vec<Span>) {
        if from >= to {
            return;
        }
        let piece = &self.characters[from..to];
        match second_word(piece) {
            Some(cut) => {
                self.word(from, from + cut, words);
                self.word(from + cut, to, words);
            }
            None => self.word(from, to, words),
        }
    }
}

/// Where the second of two words begins that are written as one piece.
fn second_word(piece: &[char]) -> Option<usize> {
    // Places are counted in the lowercased piece, so nothing is cut where a letter becomes two (the Turkish dotted I).
    let keeps_length = piece.iter().all(|c| c.is_ascii() || c.to_lowercase().count() == 1);
    let ending = || if keeps_length { clitic(piece).or_else(|| unit(piece)) } else { None };
    contraction(piece).or_else(ending)
}

/// Where the second word of a contraction without an apostrophe begins.
fn contraction(piece: &[char]) -> Option<usize> {
    if is_one_of(CONTRACTIONS, piece) {
        return Some(3);
    }
    is_one_of(BARE_NEGATIONS, piece).then(|| piece.len() - 2)
}

/// Where a clitic begins.
fn clitic(piece: &[char]) -> Option<usize> {
    if let [.., _, n, apostrophe, t] = piece
        && is_any(APOSTROPHES, *apostrophe)
        && lower(*n) == 'n'
        && lower(*t) == 't'
    {
        return Some(piece.len() - 3);
    }
    CLITICS.iter().find_map(|ending| {
        let start = piece.len().checked_sub(ending.len() + 1).filter(|start| *start > 0)?;
        let found = is_any(APOSTROPHES, piece[start])
            && (is_word(piece[start - 1]) || piece[start - 1] == '.')
            && is_one_of(&[ending], &piece[start + 1..]);
        found.then_some(start)
    })
}

/// Where a unit that is run together with its figure begins.
fn unit(piece: &[char]) -> Option<usize> {
    let from = piece.len().saturating_sub(3).max(1);
    (from..piece.len()).find(|i| is_digit(piece[i - 1]) && is_one_of(UNITS, &piece[*i..]))
}
