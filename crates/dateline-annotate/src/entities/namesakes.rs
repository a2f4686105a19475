//! Countries that share their name with a region of another country: Georgia.

use std::collections::HashSet;

use dateline_text::{EntityKind, Form};

use super::mention::Candidate;
use super::text::Text;

/// Takes a name for the region where the article names the region's country and nothing else of the other one.
pub(crate) fn settle(text: &Text, mentions: &mut [Candidate]) {
    let codes: HashSet<String> = mentions.iter().filter_map(|m| evidence(text, m)).collect();
    for mention in mentions
        .iter_mut()
        .filter(|m| m.kind == EntityKind::Country && m.form == Form::Name && !m.is_adjective)
    {
        let Some(code) = mention.country.clone() else { continue };
        let Some(other) = text.facts.namesake_region(text.surface(&mention.range), &code) else { continue };
        if codes.contains(&other) && !codes.contains(&code) {
            mention.kind = EntityKind::Place;
            mention.known = None;
            mention.country = Some(other);
        }
    }
}

/// The country that a mention speaks for, if its name can mean no other.
fn evidence(text: &Text, mention: &Candidate) -> Option<String> {
    let words = text.surface(&mention.range);
    if let Some(code) = &mention.country {
        let is_sure = mention.is_adjective
            || mention.kind == EntityKind::Group
            || text.facts.namesake_region(words, code).is_none();
        return is_sure.then(|| code.clone());
    }
    if mention.form == Form::Name && matches!(mention.kind, EntityKind::Place | EntityKind::Country) {
        return text.country_of_sure_place(words);
    }
    mention.known.as_ref().filter(|k| !k.by_surname).and_then(|k| k.code.clone())
}
