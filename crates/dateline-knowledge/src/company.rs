//! What the words beside a role noun make of it: rebel soldiers, a police general, an association of nurses, naval vessels.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::phrase::Tail;
use crate::roles::RoleFact;
use crate::sector::{ActorKind, Sector};
use crate::table::{list, rows};

const COMPANY: &str = include_str!("../../../knowledge/company.tsv");

static WORDS: LazyLock<HashMap<(&'static str, &'static str), Option<Sector>>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for [part, sector, listed] in rows::<3>(COMPANY) {
        words.extend(list(listed).map(|word| ((part, word), Sector::from_label(sector))));
    }
    words
});

/// The sector that the file gives a word in this part, if it stands there.
fn find(part: &'static str, word: &str) -> Option<Option<Sector>> {
    // The keys live as long as the program; a word that is looked up need not.
    WORDS.get(&(part, word)).copied()
}

fn is_listed(part: &'static str, word: &str) -> bool {
    find(part, word).is_some()
}

/// The sector that the words before a role noun, or those of whom a body is made, give it in place of its own.
pub(crate) fn sector_of(before: &[&str], role: RoleFact, tails: &[Tail<'_>]) -> Option<Sector> {
    let before: Vec<String> = before.iter().map(|word| word.to_lowercase()).collect();
    let said = |part: &'static str| before.iter().find_map(|word| find(part, word)).flatten();
    let loose = role.weak
        || matches!(
            role.sector,
            Sector::Military | Sector::Government | Sector::Party | Sector::Unknown | Sector::Rebels
        );
    if loose && let Some(side) = said("side") {
        return Some(side);
    }
    if matches!(role.sector, Sector::Civilians | Sector::Unknown)
        && let Some(armed) = said("arms")
    {
        return Some(armed);
    }
    if (role.weak || matches!(role.sector, Sector::Party | Sector::Government))
        && let Some(opposed) = said("opposition")
    {
        return Some(opposed);
    }
    if (role.sector == Sector::Military || is_listed("craft", role.noun))
        && let Some(service) = said("service")
    {
        return Some(service);
    }
    if !is_listed("body", role.noun) {
        return None;
    }
    let of = tails.iter().find(|tail| tail.preposition == "of");
    let members =
        before.iter().map(String::as_str).chain(of.into_iter().flat_map(|tail| tail.words.split(' ')));
    members.map(|word| singular(&word.to_lowercase())).find_map(|word| find("trade", &word)).flatten()
}

/// A word of a list of members without the mark of the possessor and the regular plural.
fn singular(word: &str) -> String {
    let bare = word.trim_end_matches('\'');
    let bare = bare.strip_suffix("'s").unwrap_or(bare);
    let bare = bare.strip_suffix("ies").map_or_else(|| bare.to_owned(), |stem| format!("{stem}y"));
    bare.strip_suffix('s').map_or_else(|| bare.clone(), str::to_owned)
}

/// Whether those whom the noun means are a body's own when a body such as the United Nations has them: its officials, experts, staff and
/// funds, but not its soldiers and police, nor the states that are its members.
pub(crate) fn is_part_of_body(role: RoleFact) -> bool {
    let own = matches!(
        role.sector,
        Sector::Government
            | Sector::Business
            | Sector::Education
            | Sector::NonGovernmental
            | Sector::Unknown
            | Sector::Labour
    );
    (own || is_listed("staff", role.noun)) && !is_state(role)
}

/// Whether the noun means states, which are members of a body but not the body.
pub(crate) fn is_state(role: RoleFact) -> bool {
    is_listed("state", role.noun)
}

/// Whether groups of this name work in other countries than their own; other associations belong to the country of the article.
pub(crate) fn works_abroad(role: RoleFact) -> bool {
    role.sector == Sector::NonGovernmental
        && role.kind == ActorKind::Organisation
        && role.noun.split(' ').any(|word| is_listed("abroad", word))
}
