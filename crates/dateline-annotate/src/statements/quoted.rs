//! Quotations and the cues that they belong to.

use std::ops::Range;

use dateline_text::{Span, Upos};

use super::cues::{Cue, Kind};
use super::speaker::{History, Speaker, first_subject, resolve};
use super::view::View;

/// How many quotations of one sentence are looked at.
const PIECES: usize = 16;
/// How many words may stand between a cue and its quotation.
const BETWEEN: usize = 30;
/// How many words a naming verb reaches: "called the plan for the north of the country “a mess”".
const NAMED: usize = 14;
/// How many steps up the tree from a quotation its cue may be.
const STEPS: usize = 6;

/// The part of a quotation that lies in one sentence.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Index of the quotation.
    pub(super) quotation: usize,
    /// Its words, without the marks.
    pub(super) words: Range<usize>,
    /// Its letters, without the marks and a comma at the end.
    pub(super) span: Span,
}

/// The quotations of a sentence, cut at its edges.
pub(super) fn pieces_of(view: &View, sentence: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for word in view.syntax().sentence(sentence) {
        let Some(quotation) = view.quotation_of(word) else { continue };
        let count = pieces.len();
        match pieces.last_mut().filter(|last| last.quotation == quotation) {
            Some(last) => last.words.end = word + 1,
            None if count >= PIECES => break,
            None => pieces.push(Piece { quotation, words: word..word + 1, span: Span::default() }),
        }
    }
    pieces.retain_mut(|piece| match letters(view, piece) {
        Some(span) => {
            piece.span = span;
            true
        }
        None => false,
    });
    pieces
}

fn letters(view: &View, piece: &Piece) -> Option<Span> {
    let inner = view.quotations.get(piece.quotation)?.inner;
    let words = view.span(piece.words.clone())?;
    let span = Span::new(words.start().max(inner.start()), words.end().min(inner.end()));
    let text = view.document.slice(span).trim_end_matches([',', ' ', '—', '–', '-']);
    text.chars().any(char::is_alphanumeric).then(|| Span::new(span.start(), span.start() + text.len()))
}

/// The cue of the sentence that a quotation belongs to.
pub(super) fn cue_of<'c>(view: &View, piece: &Piece, cues: &'c [Cue]) -> Option<&'c Cue> {
    if is_scare(view, piece) {
        return None;
    }
    let fits = |cue: &&Cue| cue.takes().quote || cue.takes().named;
    let after = cues.iter().filter(fits).find(|c| c.token >= piece.words.end && follows(view, piece, c));
    let before =
        cues.iter().rev().filter(fits).find(|c| c.token < piece.words.start && precedes(view, piece, c));
    match (before, after) {
        // A comma before the closing mark points forward: `“It is over,” she said`.
        (Some(before), Some(after)) => Some(if points_forward(view, piece) { after } else { before }),
        (before, after) => before.or(after),
    }
}

fn points_forward(view: &View, piece: &Piece) -> bool {
    let last = piece.words.end.saturating_sub(1);
    matches!(view.lower(last), "," | "?" | "!" | "—" | "–") || matches!(view.lower(piece.words.end + 1), ",")
}

/// `“…,” said Jane Doe`, `“…,” the head of the agency that runs it said`: nothing but the speaker stands between.
fn follows(view: &View, piece: &Piece, cue: &Cue) -> bool {
    let between = piece.words.end..cue.token;
    if between.len() > BETWEEN || matches!(cue.kind, Kind::Noun) || !cue.takes().quote {
        return false;
    }
    // A few quoted words with a comma are no speech unless the verb takes clauses: `“together,” began`.
    if piece.words.len() <= 4 && !(points_forward(view, piece) && cue.takes().clause) {
        return false;
    }
    let own = view.extent(cue.token);
    let verb = between.clone().any(|i| {
        matches!(view.upos(i), Upos::Verb)
            && view.quotation_of(i).is_none()
            && !(own.contains(&i) && i < cue.token)
    });
    !verb && !between.clone().any(|i| matches!(view.lower(i), ";" | ":"))
}

/// `said in Geneva: “…”`, `called the plan “a mess”`.
fn precedes(view: &View, piece: &Piece, cue: &Cue) -> bool {
    let between = cue.token + cue.words..piece.words.start;
    let distance = between.len();
    if distance > BETWEEN {
        return false;
    }
    let lead = piece.words.start.checked_sub(2).map_or("", |i| view.lower(i));
    if cue.takes().quote && (distance <= 2 || matches!(lead, ":" | ",")) && !other_verb(view, &between) {
        return true;
    }
    // A colon opens a quotation for whatever verb the sentence has.
    if lead == ":" {
        return true;
    }
    let passive = view.child(cue.token, &["aux:pass", "nsubj:pass"]).is_some();
    if passive && piece.words.len() <= 4 {
        return false;
    }
    let reach = if cue.takes().named { NAMED } else { BETWEEN };
    distance <= reach && under(view, piece, cue) && (cue.takes().named || !other_verb(view, &between))
}

fn other_verb(view: &View, between: &Range<usize>) -> bool {
    between.clone().any(|i| {
        view.quotation_of(i).is_none()
            && matches!(view.upos(i), Upos::Verb)
            && !matches!(view.relation(i), "amod" | "acl" | "compound" | "case")
    })
}

/// Whether the quotation hangs on the cue in the tree.
fn under(view: &View, piece: &Piece, cue: &Cue) -> bool {
    let Some(head) = view.syntax().head_of(piece.words.clone()) else { return false };
    view.syntax().ancestors(head).take(STEPS).any(|a| a == cue.token)
}

/// "the “illegal” seizure": a quotation that only modifies the noun after it is nobody's speech.
fn is_scare(view: &View, piece: &Piece) -> bool {
    let Some(head) = view.syntax().head_of(piece.words.clone()) else { return false };
    let modifies = matches!(view.relation(head), "amod" | "compound" | "det" | "nummod" | "case" | "nmod");
    let short = piece.words.len() <= 3;
    let noun = view.head(head).is_some_and(|h| h >= piece.words.end && h <= piece.words.end + 4);
    short && modifies && noun
}

/// "The president took a parting shot on Twitter: “…”": whoever the clause before a colon or comma is about speaks.
pub(super) fn led_by(view: &View, piece: &Piece, history: &History) -> Option<Speaker> {
    let mark = piece.words.start.checked_sub(2)?;
    let sentence = view.sentence_of(piece.words.start);
    if mark < sentence.start || !matches!(view.lower(mark), ":" | ",") {
        return None;
    }
    let token = first_subject(view, mark);
    match token.and_then(|t| resolve(view, t, history)) {
        Some(entity) => Some(Speaker { token, entity: Some(entity) }),
        // A colon leads to somebody's words even where nobody is known to be named.
        None if view.lower(mark) == ":" => Some(Speaker { token: Some(mark), entity: None }),
        None => None,
    }
}

/// Whether the quotation is nearly all of the sentence, or goes on beyond it: no scare quotes.
pub(super) fn is_speech(view: &View, piece: &Piece, sentence: usize) -> bool {
    let all = view.syntax().sentence(sentence);
    let count = |range: Range<usize>| range.filter(|i| !view.is_mark(*i)).count();
    let (inside, whole) = (count(piece.words.clone()), count(all));
    let reaches_out = view.quotations.get(piece.quotation).is_some_and(|q| {
        view.reading
            .sentences
            .get(sentence)
            .is_some_and(|s| q.inner.start() < s.span.start() || q.inner.end() > s.span.end())
    });
    (inside * 10 >= whole * 7 && inside >= 2) || reaches_out
}
