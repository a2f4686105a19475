//! The last sieve: third-person pronouns, by number, gender, distance and grammatical rank.

use dateline_text::{EntityKind, Form, Upos};

use super::cluster::{Cluster, Clusters};
use super::lexicon::Gender;
use super::mention::Candidate;
use super::text::Text;

/// Sentences that a pronoun reaches back.
const REACH: usize = 3;
/// Mentions before a pronoun that are looked at: a bound for hostile texts.
const WINDOW: usize = 60;

/// Joins pronouns with their likeliest antecedent; those without one stay alone.
pub(crate) fn join_pronouns(text: &Text, mentions: &[Candidate], clusters: &mut Clusters) {
    for (i, pronoun) in mentions.iter().enumerate().filter(|(_, m)| m.form == Form::Pronoun) {
        if clusters.get(i).is_some_and(|c| c.size > 1)
            || matches!(text.folded(pronoun.head), "who" | "whom" | "whose" | "which" | "that")
        {
            continue;
        }
        if let Some(antecedent) = antecedent(text, mentions, clusters, i, pronoun) {
            clusters.join(antecedent, i);
        }
    }
}

fn antecedent(
    text: &Text,
    mentions: &[Candidate],
    clusters: &Clusters,
    i: usize,
    pronoun: &Candidate,
) -> Option<usize> {
    let before = (i.saturating_sub(WINDOW)..i).rev();
    let near = before.take_while(|j| pronoun.sentence - mentions.get(*j).map_or(0, |m| m.sentence) <= REACH);
    let mut best: Option<(i32, usize)> = None;
    for j in near {
        let (Some(other), Some(cluster)) = (mentions.get(j), clusters.get(j)) else { continue };
        if !fits(text, pronoun, other, cluster) {
            continue;
        }
        let score = score(text, pronoun, other, cluster);
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, j));
        }
    }
    best.map(|(_, j)| j)
}

fn fits(text: &Text, pronoun: &Candidate, other: &Candidate, cluster: &Cluster) -> bool {
    // A pronoun that stands for nothing yet can lend nothing.
    if other.form == Form::Pronoun && cluster.size == 1 {
        return false;
    }
    if other.range.contains(&pronoun.head) || !may_corefer_in_clause(text, pronoun, other) {
        return false;
    }
    match pronoun.gender {
        Some(Gender::Neuter) => {
            !cluster.plural
                && !matches!(cluster.kind, EntityKind::Person | EntityKind::Group)
                && !other.is_adjective
                && cluster.gender.is_none_or(|g| g == Gender::Neuter)
        }
        Some(gender) => {
            !cluster.plural
                && cluster.gender.is_none_or(|g| g == gender)
                && matches!(cluster.kind, EntityKind::Person | EntityKind::Other)
                && (cluster.kind == EntityKind::Person || cluster.gender.is_some() || cluster.has_name)
        }
        None => {
            cluster.plural
                || matches!(cluster.kind, EntityKind::Group | EntityKind::Organisation)
                || cluster.kind == EntityKind::Person && cluster.gender.is_none() && !cluster.has_name
        }
    }
}

/// A subject and an object of one verb are two, unless the object is reflexive.
fn may_corefer_in_clause(text: &Text, pronoun: &Candidate, other: &Candidate) -> bool {
    if text.folded(pronoun.head).contains("sel") || text.relation(pronoun.head) == "nmod" {
        return true;
    }
    let head = |m: &Candidate| text.token(m.head).and_then(|t| t.head);
    head(pronoun).is_none() || head(pronoun) != head(other) || text.relation(other.head) == "conj"
}

fn score(text: &Text, pronoun: &Candidate, other: &Candidate, cluster: &Cluster) -> i32 {
    let distance = i32::try_from(pronoun.sentence - other.sentence).unwrap_or(i32::MAX / 100);
    let mut score = -30 * distance;
    score += match text.token(other.head).map_or("", |t| &t.relation) {
        "nsubj" | "nsubj:pass" | "nsubj:outer" => 30,
        "obj" | "iobj" => 12,
        "nmod:poss" => 6,
        "compound" | "amod" => -20,
        _ => 0,
    };
    // Nearer in the words of one sentence; for an earlier sentence its first words count.
    let words = if distance == 0 {
        pronoun.head.saturating_sub(other.head)
    } else {
        other.head - text.syntax.sentence(other.sentence).start
    };
    score -= i32::try_from(words.min(60)).unwrap_or(60) / 4;
    score += i32::try_from(cluster.size.min(6)).unwrap_or(6) * 3;
    if cluster.gender.is_some() && cluster.gender == pronoun.gender {
        score += 8;
    }
    if cluster.has_name {
        score += 6;
    }
    if pronoun.gender == Some(Gender::Neuter) && cluster.kind == EntityKind::Organisation {
        score += 8;
    }
    if text.upos(other.head) == Upos::Adj {
        score -= 20;
    }
    if parallel(text, pronoun, other) {
        score += 8;
    }
    score
}

/// Both are subjects, or both are objects.
fn parallel(text: &Text, pronoun: &Candidate, other: &Candidate) -> bool {
    let relation = text.relation(pronoun.head);
    matches!(relation, "nsubj" | "obj") && relation == text.relation(other.head)
}
