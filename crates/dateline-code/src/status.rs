//! Whether an act happened: the neural reader's probabilities, moved by what the tree shows.

use dateline_knowledge::{CueRelation, StatusCues};
use dateline_text::{Status, Syntax, Token, Upos};

/// How many governors above the act are asked: "plans to try to meet" has two.
const REACH: usize = 3;

/// The likeliest status of the act whose trigger is the word `token`, with its probability.
///
/// `prior` are the reader's probabilities in the order of [`Status::ALL`]; each cue that stands in its relation to the
/// act adds its weight to the logarithm of its status.
pub fn decide_status(syntax: &Syntax, token: usize, prior: [f32; 4], cues: &StatusCues) -> (Status, f32) {
    let mut scores = prior.map(|p| p.max(1e-4).ln());
    for (relation, lemma) in evidence(syntax, token) {
        for (status, weight) in cues.get(relation, &lemma) {
            if let Some(i) = Status::ALL.iter().position(|s| s.name() == status) {
                scores[i] += weight;
            }
        }
    }
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weights = scores.map(|s| (s - highest).exp());
    let total: f32 = weights.iter().sum();
    let best = (0..4).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(0);
    (Status::ALL[best], weights[best] / total)
}

/// The words that could tell, each with its relation to the act.
fn evidence(syntax: &Syntax, token: usize) -> Vec<(CueRelation, String)> {
    let mut found = Vec::new();
    let predicate = predicate_of(syntax, token);
    for at in [Some(token), predicate.filter(|p| *p != token)].into_iter().flatten() {
        found.extend(below(syntax, at));
    }
    let start = predicate.unwrap_or(token);
    let mut below_it = start;
    for above in syntax.ancestors(start).take(REACH) {
        let Some(link) = syntax.get(below_it) else { break };
        match link.base_relation() {
            // Only a complement is governed: in "he fears that they attack" the attack is feared, in "he said they attack" it is not.
            "xcomp" | "ccomp" | "acl" | "csubj" => {
                found.extend(syntax.get(above).map(|t| (CueRelation::Governor, lemma(t))));
                if link.base_relation() == "xcomp" {
                    found.extend(below(syntax, above));
                }
            }
            "conj" if same_kind(syntax, above, below_it) => {
                found.extend(below(syntax, above).into_iter().filter(|(r, _)| *r == CueRelation::Auxiliary));
            }
            "obj" | "obl" | "nsubj" | "nmod" if below_it == start && predicate == Some(token) => {
                found.extend(syntax.get(above).map(|t| (CueRelation::Governor, lemma(t))));
                if link.base_relation() != "nmod" {
                    found.extend(below(syntax, above));
                }
            }
            _ => break,
        }
        below_it = above;
    }
    found
}

/// The verb that carries the act: the trigger itself, or the verb whose object a trigger noun is ("hold talks").
fn predicate_of(syntax: &Syntax, token: usize) -> Option<usize> {
    let word = syntax.get(token)?;
    let light = [
        "hold", "have", "make", "take", "carry", "give", "launch", "stage", "conduct", "pay", "issue", "go",
        "be",
    ];
    if word.upos == Upos::Noun && matches!(word.base_relation(), "obj" | "nsubj" | "obl") {
        let head = word.head?;
        if light.contains(&syntax.get(head)?.lemma.as_str()) {
            return Some(head);
        }
    }
    Some(token)
}

fn below(syntax: &Syntax, at: usize) -> Vec<(CueRelation, String)> {
    syntax
        .children(at)
        .iter()
        .filter_map(|child| syntax.get(*child))
        .filter_map(|token| {
            let relation = match token.base_relation() {
                "aux" => CueRelation::Auxiliary,
                "advmod" | "amod" => CueRelation::Modifier,
                "det" => CueRelation::Determiner,
                "mark" => CueRelation::Mark,
                "case" if token.lemma == "without" => CueRelation::Modifier,
                _ => return None,
            };
            Some((relation, lemma(token)))
        })
        .collect()
}

fn same_kind(syntax: &Syntax, a: usize, b: usize) -> bool {
    matches!((syntax.get(a), syntax.get(b)), (Some(a), Some(b)) if a.upos == b.upos)
}

fn lemma(token: &Token) -> String {
    token.lemma.to_lowercase()
}

#[cfg(test)]
mod tests {
    use dateline_knowledge::StatusCues;
    use dateline_text::{Metadata, Status, testing};

    use super::decide_status;

    /// The status of the word with the given number (from 1), when the reader alone would say "actual" at 0.6.
    fn status(table: &str, word: usize) -> Status {
        let (_, reading) = testing::reading(table, Metadata::default());
        decide_status(&reading.syntax, word - 1, [0.6, 0.2, 0.1, 0.1], &StatusCues::load()).0
    }

    #[test]
    fn will_plans_and_could_negates() {
        let will = "They they PRON 3 nsubj\nwill will AUX 3 aux\nmeet meet VERB 0 root";
        assert_eq!(status(will, 3), Status::Planned);
        let could = "They they PRON 3 nsubj\ncould could AUX 3 aux\nattack attack VERB 0 root";
        assert_eq!(status(could, 3), Status::Hypothetical);
        let not =
            "It it PRON 4 nsubj\nhas have AUX 4 aux\nnot not PART 4 advmod\ncondemned condemn VERB 0 root";
        assert_eq!(status(not, 4), Status::Negated);
    }

    #[test]
    fn what_happened_stays_actual() {
        let met = "They they PRON 2 nsubj\nmet meet VERB 0 root\nRubio Rubio PROPN 2 obj";
        assert_eq!(status(met, 2), Status::Actual);
    }

    #[test]
    fn a_light_verb_carries_the_plan_to_its_noun() {
        let talks =
            "They they PRON 3 nsubj\nwill will AUX 3 aux\nhold hold VERB 0 root\ntalks talk NOUN 3 obj";
        assert_eq!(status(talks, 4), Status::Planned);
    }

    #[test]
    fn a_complement_of_saying_is_not_governed_by_it() {
        let plan = "They they PRON 2 nsubj\nplan plan VERB 0 root\nto to PART 4 mark\nmeet meet VERB 2 xcomp";
        assert_eq!(status(plan, 4), Status::Planned);
        let said = "They they PRON 2 nsubj\nsaid say VERB 0 root\nhe he PRON 4 nsubj\nmet meet VERB 2 ccomp";
        assert_eq!(status(said, 4), Status::Actual);
    }

    #[test]
    fn no_before_a_noun_negates() {
        assert_eq!(
            status("No no DET 2 det\ntalks talk NOUN 3 nsubj\nfollowed follow VERB 0 root", 2),
            Status::Negated
        );
    }
}
