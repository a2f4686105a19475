//! What stands in a role to a word, by the meaning of the tree: in "the truce was declared by the army" the army is the subject.

use dateline_text::{Syntax, Upos};

/// How many governing verbs are asked for a subject that a verb has not itself: "agreed to try to extend" has two.
const REACH: usize = 4;

/// The words that fill a role of a verb or noun, those joined to them by "and" included.
///
/// `role` is `subject`, `object`, `possessor`, `modifier`, `complement`, `governor`, or the dictionary form of a preposition.
pub fn fillers(syntax: &Syntax, token: usize, role: &str) -> Vec<usize> {
    let found = match role {
        "subject" => subjects(syntax, token),
        "object" => objects(syntax, token),
        "possessor" => syntax.children_by(token, &["nmod:poss"]).collect(),
        "modifier" => syntax.children_by(token, &["compound", "amod", "nummod"]).collect(),
        "complement" => syntax.children_by(token, &["xcomp", "ccomp", "advcl"]).collect(),
        "governor" => return syntax.get(token).and_then(|t| t.head).into_iter().collect(),
        preposition => after(syntax, token, preposition),
    };
    let mut all = found.clone();
    all.extend(found.into_iter().flat_map(|word| syntax.children_by(word, &["conj"]).collect::<Vec<_>>()));
    all
}

/// Who does it: the active subject or the agent of a passive; a verb without a subject of its own has that of the verb on which it hangs.
fn subjects(syntax: &Syntax, token: usize) -> Vec<usize> {
    let mut verb = token;
    for _ in 0..REACH {
        let Some(word) = syntax.get(verb) else { return Vec::new() };
        if !matches!(word.upos, Upos::Verb | Upos::Aux) {
            return if verb == token { after(syntax, token, "by") } else { Vec::new() };
        }
        if is_passive(syntax, verb) {
            let agents: Vec<usize> = syntax.children_by(verb, &["obl:agent"]).collect();
            return if agents.is_empty() { after(syntax, verb, "by") } else { agents };
        }
        let own: Vec<usize> = syntax
            .children_by(verb, &["nsubj"])
            .filter(|i| syntax.get(*i).is_some_and(|t| !t.relation.ends_with(":pass")))
            .collect();
        if let Some(first) = own.first() {
            let relative =
                syntax.get(*first).is_some_and(|t| matches!(t.lemma.as_str(), "who" | "which" | "that"));
            // "the army, which declared a truce": the noun before stands for "which".
            return match word.head.filter(|_| relative && word.relation.as_ref() == "acl:relcl") {
                Some(noun) => vec![noun],
                None => own,
            };
        }
        match (word.base_relation(), word.head) {
            ("advcl", Some(head)) => {
                // "accused the rebels of breaking it": who is accused does it.
                let accused: Vec<usize> = if is_of_object(syntax, verb) {
                    syntax.children_by(head, &["obj"]).collect()
                } else {
                    Vec::new()
                };
                if !accused.is_empty() {
                    return accused;
                }
                verb = head;
            }
            ("xcomp" | "conj" | "parataxis", Some(head)) => verb = head,
            // "troops violating the truce"
            ("acl", Some(head)) => return vec![head],
            _ => return Vec::new(),
        }
    }
    Vec::new()
}

/// Whether "of" or "from" leads to the verb, as after verbs that say what their object does ("accused of", "kept from").
fn is_of_object(syntax: &Syntax, verb: usize) -> bool {
    let leads = |mark: usize| syntax.get(mark).is_some_and(|t| matches!(t.lemma.as_str(), "of" | "from"));
    syntax.children_by(verb, &["mark", "case"]).any(leads)
}

/// To what it is done: the object, the subject of a passive, the noun before a participle ("the truce declared in May"), "of" after a noun.
fn objects(syntax: &Syntax, token: usize) -> Vec<usize> {
    let Some(word) = syntax.get(token) else { return Vec::new() };
    if word.upos == Upos::Noun {
        let mut of = after(syntax, token, "of");
        of.extend(syntax.children_by(token, &["compound"]));
        return of;
    }
    let own: Vec<usize> = syntax.children_by(token, &["obj"]).collect();
    if !own.is_empty() {
        return own;
    }
    let passive: Vec<usize> = syntax.children_by(token, &["nsubj:pass"]).collect();
    // The reader may call it a plain subject although the auxiliary shows the passive.
    let passive = match syntax.children_by(token, &["aux:pass"]).next() {
        Some(_) if passive.is_empty() => syntax.children_by(token, &["nsubj"]).collect(),
        _ => passive,
    };
    if !passive.is_empty() {
        return passive;
    }
    match (word.base_relation(), word.head) {
        ("acl", Some(head)) if is_passive(syntax, token) => vec![head],
        // "declared and then extended": what two verbs share is said once.
        ("conj", Some(head)) if syntax.get(head).is_some_and(|t| t.upos == Upos::Verb) => {
            syntax.children_by(head, &["obj", "nsubj:pass"]).collect()
        }
        _ => Vec::new(),
    }
}

fn is_passive(syntax: &Syntax, verb: usize) -> bool {
    let marked = syntax.children_by(verb, &["nsubj:pass", "aux:pass", "obl:agent"]).next().is_some();
    let participle = syntax.get(verb).is_some_and(|t| {
        t.base_relation() == "acl"
            && t.relation.as_ref() != "acl:relcl"
            && t.features.has("VerbForm", "Part")
            && !t.features.has("Tense", "Pres")
    });
    marked || participle
}

/// The nouns that hang on the word by this preposition.
fn after(syntax: &Syntax, token: usize, preposition: &str) -> Vec<usize> {
    let has = |noun: &usize| {
        syntax
            .children_by(*noun, &["case"])
            .any(|case| syntax.get(case).is_some_and(|t| t.lemma.eq_ignore_ascii_case(preposition)))
    };
    syntax.children_by(token, &["obl", "nmod"]).filter(has).collect()
}

#[cfg(test)]
mod tests {
    use dateline_text::{Metadata, testing};

    use super::fillers;

    /// The words that fill a role of the word with the given number (from 1).
    fn words(table: &str, word: usize, role: &str) -> Vec<String> {
        let (document, reading) = testing::reading(table, Metadata::default());
        let found = fillers(&reading.syntax, word - 1, role);
        found.iter().map(|i| document.slice(reading.syntax.tokens()[*i].span).to_owned()).collect()
    }

    #[test]
    fn roles_are_those_of_the_meaning() {
        let active = "Kassala Kassala PROPN 4 nsubj\nand and CCONJ 3 cc\nRed Red PROPN 1 conj\ndeclared declare VERB 0 root\ntruces truce NOUN 4 obj\nwith with ADP 7 case\nrebels rebel NOUN 4 obl";
        assert_eq!(words(active, 4, "subject"), ["Kassala", "Red"]);
        assert_eq!(words(active, 4, "object"), ["truces"]);
        assert_eq!(words(active, 4, "with"), ["rebels"]);
        let passive = "Truces truce NOUN 3 nsubj:pass\nwere be AUX 3 aux:pass\ndeclared declare VERB 0 root\nby by ADP 5 case\narmies army NOUN 3 obl";
        assert_eq!(words(passive, 3, "subject"), ["armies"]);
        assert_eq!(words(passive, 3, "object"), ["Truces"]);
    }

    #[test]
    fn subjects_are_shared_and_participles_have_the_noun_before_them() {
        let control = "Envoys envoy NOUN 2 nsubj\nagreed agree VERB 0 root\nto to PART 4 mark\nextend extend VERB 2 xcomp\nit it PRON 4 obj";
        assert_eq!(words(control, 4, "subject"), ["Envoys"]);
        let participle = "Truces truce NOUN 0 root\ndeclared declare VERB 1 acl VerbForm=Part Tense=Past\nby by ADP 4 case\nthem they PRON 2 obl";
        assert_eq!(words(participle, 2, "object"), ["Truces"]);
        let noun = "Violations violation NOUN 0 root\nof of ADP 3 case\ntruces truce NOUN 1 nmod\nby by ADP 5 case\nrebels rebel NOUN 1 nmod";
        assert_eq!(words(noun, 1, "object"), ["truces"]);
        assert_eq!(words(noun, 1, "subject"), ["rebels"]);
    }
}
