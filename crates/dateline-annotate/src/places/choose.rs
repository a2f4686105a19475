//! Where an act happened, as far as the text says so.

use dateline_text::{Document, Place, Reading, Span, Syntax, Upos};

/// Prepositions that place an act.
const WHERE: [&str; 22] = [
    "in", "at", "near", "across", "outside", "inside", "around", "throughout", "within", "on", "off", "over", "along",
    "between", "above", "beside", "amid", "through", "into", "via", "under", "aboard",
];
/// Prepositions that place it where the verb moves or aims: "travelled to", "withdrew from", "an attack on the town".
const TO_OR_FROM: [&str; 8] = ["to", "from", "towards", "toward", "against", "on", "of", "for"];
/// Types of act that go on at a spot, so that a place of the sentence is theirs even where the tree is far.
const ON_THE_GROUND: [&str; 6] = ["ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "AID", "RETREAT"];

/// The index in `places` of where the act named by the word `trigger` happened; `None` where the text does not say it in the
/// sentence. Of nested places ("the centre of the town of Sumy") the most specific is taken.
pub fn choose_place(document: &Document, reading: &Reading, places: &[Place], trigger: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let sentence = syntax.get(trigger)?.sentence;
    let label = reading.triggers.iter().find(|t| t.token == trigger).map_or("", |t| &*t.label);
    let words = syntax.sentence(sentence);
    let range = syntax.get(words.start)?.span.cover(syntax.get(words.end.checked_sub(1)?)?.span);
    let mut best: Option<(i32, usize)> = None;
    for (index, place) in places.iter().enumerate() {
        for span in place.mentions.iter().filter(|span| range.contains(**span)) {
            let Some(score) = score(document, syntax, trigger, label, place, *span) else { continue };
            if best.is_none_or(|(high, _)| score > high) {
                best = Some((score, index));
            }
        }
    }
    best.map(|(_, index)| index)
}

/// How well a mention says where the act was; `None` where it does not.
fn score(document: &Document, syntax: &Syntax, trigger: usize, label: &str, place: &Place, span: Span) -> Option<i32> {
    let head = syntax.head_of(syntax.range_of(span))?;
    let on_the_ground = ON_THE_GROUND.contains(&label);
    let (steps, governor) = attachment(document, syntax, head)?;
    let distance = tree_distance(syntax, governor, trigger)?;
    let mut score = match steps {
        Attachment::Where => 40,
        Attachment::Aim if distance == 0 => 34,
        // "withdrew from Kherson", "an attack on Sumy": only where the act itself governs it.
        Attachment::Aim => return None,
        Attachment::Object if distance == 0 && on_the_ground => 26,
        Attachment::Object => return None,
        Attachment::Title => 20,
    };
    let far = if on_the_ground || label.is_empty() { 4 } else { 1 };
    if distance > far {
        return None;
    }
    score -= 6 * i32::try_from(distance).unwrap_or(9);
    score += match place.kind.as_str() {
        "city" | "facility" | "district" | "place" => 6,
        "area" | "region" | "water" => 4,
        "continent" => -8,
        _ => 0,
    };
    Some(score)
}

enum Attachment {
    /// After a preposition of place.
    Where,
    /// After a preposition of direction or aim.
    Aim,
    /// What the verb acts on: "shelled Kharkiv".
    Object,
    /// In a compound before the noun: "the Sumy strike".
    Title,
}

/// How a place hangs in its clause, and the word that it hangs on; passes through "the centre of the town of X" and lists.
fn attachment(document: &Document, syntax: &Syntax, head: usize) -> Option<(Attachment, usize)> {
    let mut word = head;
    for _ in 0..6 {
        let token = syntax.get(word)?;
        let governor = token.head;
        let preposition = syntax
            .children_by(word, &["case"])
            .filter_map(|c| syntax.get(c))
            .map(|t| document.slice(t.span).to_lowercase())
            .find(|p| WHERE.contains(&p.as_str()) || TO_OR_FROM.contains(&p.as_str()));
        match (token.base_relation(), preposition.as_deref()) {
            // "the town of Sumy", "a street in the centre of Sumy": the outer noun may have the preposition.
            ("nmod" | "appos" | "flat" | "conj" | "dep", Some("of") | None) if governor.is_some_and(|g| is_noun(syntax, g)) => word = governor?,
            ("obl" | "nmod" | "advmod" | "obj" | "root" | "parataxis" | "advcl" | "acl", Some(p)) if WHERE.contains(&p) && p != "on" => {
                return Some((Attachment::Where, governor.unwrap_or(word)));
            }
            ("obl" | "nmod" | "obj", Some(p)) => {
                let is_spot = p == "on" && token.base_relation() == "obl";
                return Some((if is_spot { Attachment::Where } else { Attachment::Aim }, governor?));
            }
            ("obj" | "nsubj", None) if token.base_relation() == "obj" || &*token.relation == "nsubj:pass" => return Some((Attachment::Object, governor?)),
            ("compound" | "nmod", None) => return Some((Attachment::Title, governor?)),
            _ => return None,
        }
    }
    None
}

fn is_noun(syntax: &Syntax, word: usize) -> bool {
    syntax.get(word).is_some_and(|t| matches!(t.upos, Upos::Noun | Upos::Propn))
}

/// Steps up from the trigger to the governor or from the governor to the trigger; 0 where they are one.
fn tree_distance(syntax: &Syntax, governor: usize, trigger: usize) -> Option<usize> {
    if governor == trigger {
        return Some(0);
    }
    let up = syntax.ancestors(trigger).take(5).position(|a| a == governor).map(|n| n + 1);
    let down = syntax.ancestors(governor).take(5).position(|a| a == trigger).map(|n| n + 1);
    up.or(down).or_else(|| {
        // Two words of one clause's head, such as conjoined verbs.
        let head = syntax.get(governor)?.head?;
        syntax.ancestors(trigger).take(4).position(|a| a == head).map(|n| n + 2)
    })
}
