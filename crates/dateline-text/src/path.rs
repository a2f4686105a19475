//! How two words of a sentence lie to each other in the tree, written out, as the tables that are learnt from annotated articles have it.

use crate::{Syntax, Upos};

/// Steps of a path that are spelled out.
const LONGEST_PATH: usize = 6;

/// How the trigger stands: an active, passive, participial or infinitive verb, or a noun.
pub fn voice(syntax: &Syntax, trigger: usize) -> &'static str {
    let Some(token) = syntax.get(trigger) else { return "none" };
    match token.upos {
        Upos::Verb | Upos::Aux => {
            if syntax.children_by(trigger, &["nsubj:pass", "aux:pass"]).next().is_some() {
                "passive"
            } else if token.base_relation() == "acl" && token.features.has("Tense", "Past") {
                "participle"
            } else if token.features.has("VerbForm", "Inf") {
                "infinitive"
            } else if token.features.has("VerbForm", "Ger") {
                "gerund"
            } else {
                "active"
            }
        }
        Upos::Noun | Upos::Propn => "noun",
        Upos::Adj => "adjective",
        _ => "other",
    }
}

/// The way through the tree from the trigger to the word: `<relation` for each step up, `>relation` for each down, with the
/// preposition of an oblique; a coordinated word goes the way of the first of its list. `far` where no way is that short.
pub fn path(syntax: &Syntax, trigger: usize, word: usize) -> String {
    let mut down = Vec::new();
    let up: Vec<usize> =
        std::iter::once(trigger).chain(syntax.ancestors(trigger).take(LONGEST_PATH)).collect();
    let mut at = word;
    let meeting = loop {
        if let Some(meeting) = up.iter().position(|a| *a == at) {
            break Some(meeting);
        }
        let Some(token) = syntax.get(at).filter(|_| down.len() < LONGEST_PATH) else { break None };
        let Some(head) = token.head else { break None };
        if !(token.base_relation() == "conj" && down.is_empty() && head != trigger) {
            down.push(step(syntax, at));
        }
        at = head;
    };
    let Some(meeting) = meeting else { return "far".to_owned() };
    let mut path = String::new();
    for node in up.iter().take(meeting) {
        path.push('<');
        path.push_str(syntax.get(*node).map_or("", |t| t.base_relation()));
    }
    for part in down.iter().rev() {
        path.push('>');
        path.push_str(part);
    }
    path
}

fn step(syntax: &Syntax, word: usize) -> String {
    let Some(token) = syntax.get(word) else { return String::new() };
    let relation = match &*token.relation {
        exact @ ("nsubj:pass" | "nmod:poss" | "acl:relcl" | "aux:pass") => exact,
        _ => token.base_relation(),
    };
    if !matches!(token.base_relation(), "obl" | "nmod" | "advcl" | "acl") {
        return relation.to_owned();
    }
    let case = syntax.children_by(word, &["case", "mark"]).next().and_then(|c| syntax.get(c));
    case.map_or_else(|| relation.to_owned(), |c| format!("{relation}:{}", c.lemma.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use crate::{Metadata, testing};

    use super::{path, voice};

    #[test]
    fn paths_go_up_and_down_with_prepositions_and_share_lists() {
        let table = "Police police NOUN 2 nsubj
            denied deny VERB 0 root
            an a DET 4 det
            attack attack NOUN 2 obj
            on on ADP 6 case
            monks monk NOUN 4 nmod
            and and CCONJ 8 cc
            nuns nun NOUN 6 conj";
        let (_, reading) = testing::reading(table, Metadata::default());
        let way = |word: usize| path(&reading.syntax, 3, word);
        assert_eq!([way(0), way(5), way(7)], ["<obj>nsubj", ">nmod:on", ">nmod:on"]);
        assert_eq!((voice(&reading.syntax, 1), voice(&reading.syntax, 3)), ("active", "noun"));
    }
}
