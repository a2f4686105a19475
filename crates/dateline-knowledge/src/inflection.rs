//! The forms of English words, from their dictionary form on: what a predicate names by "break" is "broke" in the text.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::table::rows;

const IRREGULAR: &str = include_str!("../../../knowledge/irregular_verbs.tsv");

/// Past forms and participles of irregular verbs by their base.
static VERBS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let forms = |cell: &'static str| cell.split('|');
    rows::<3>(IRREGULAR)
        .map(|[base, past, participle]| (base, forms(past).chain(forms(participle)).collect()))
        .collect()
});

/// Whether `form` is `base` itself or an inflected form of it as a verb or noun: "violated" and "violating" of "violate", "broke" of
/// "break", "armies" of "army". Both are in lower case.
///
/// ```
/// use dateline_knowledge::is_form_of;
/// assert!(is_form_of("violated", "violate") && is_form_of("stopping", "stop") && is_form_of("broken", "break"));
/// assert!(is_form_of("armies", "army") && !is_form_of("arms", "army") && !is_form_of("broken", "brook"));
/// ```
pub fn is_form_of(form: &str, base: &str) -> bool {
    if form == base {
        return true;
    }
    if VERBS.get(base).is_some_and(|forms| forms.contains(&form)) {
        return true;
    }
    let Some(ending) = ["ing", "ed", "es", "s", "d"].into_iter().find(|ending| form.ends_with(ending)) else {
        return false;
    };
    // What is left where an ending is cut, shortest ending last, so that "es" and "s", "ed" and "d" are both tried.
    let is_regular = |ending: &str| {
        let Some(stem) = form.strip_suffix(ending).filter(|stem| !stem.is_empty()) else { return false };
        let plain = stem == base;
        // "agree" keeps both of its letters.
        let lost_e =
            matches!(ending, "ing" | "ed") && !stem.ends_with('e') && base.strip_suffix('e') == Some(stem);
        let doubled = matches!(ending, "ing" | "ed") && is_doubled(stem, base);
        let from_y = matches!(ending, "ed" | "es")
            && base.strip_suffix('y').is_some_and(|bare| stem.strip_suffix('i') == Some(bare));
        let from_f = ending == "es"
            && [base.strip_suffix("fe"), base.strip_suffix('f')]
                .into_iter()
                .flatten()
                .any(|bare| stem.strip_suffix('v') == Some(bare));
        plain || lost_e || doubled || from_y || from_f
    };
    // A verb that has a past of its own has none by rule: "striked" is no form of "strike".
    let irregular_past = matches!(ending, "ed" | "d") && VERBS.contains_key(base);
    !irregular_past && ["ing", "ed", "es", "s", "d"].into_iter().any(|e| form.ends_with(e) && is_regular(e))
}

/// "stopp" of "stop".
fn is_doubled(stem: &str, base: &str) -> bool {
    let mut ends = stem.chars().rev();
    let (last, before) = (ends.next(), ends.next());
    last.is_some()
        && last == before
        && last.is_some_and(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'))
        && stem.strip_suffix(|c| Some(c) == last) == Some(base)
}

#[cfg(test)]
mod tests {
    use super::{VERBS, is_form_of};

    #[test]
    fn forms_are_told_from_other_words() {
        for (form, base) in [
            ("declares", "declare"),
            ("declared", "declare"),
            ("declaring", "declare"),
            ("agreed", "agree"),
            ("agreeing", "agree"),
            ("passes", "pass"),
            ("denied", "deny"),
            ("denies", "deny"),
            ("denying", "deny"),
            ("banned", "ban"),
            ("expelling", "expel"),
            ("ties", "tie"),
            ("lives", "life"),
            ("struck", "strike"),
            ("withdrew", "withdraw"),
            ("fled", "flee"),
            ("talks", "talk"),
        ] {
            assert!(is_form_of(form, base), "{form} of {base}");
        }
        for (form, base) in
            [("ending", "ended"), ("news", "newe"), ("striked", "strike"), ("being", "bee"), ("", "a")]
        {
            assert!(!is_form_of(form, base), "{form} of {base}");
        }
    }

    #[test]
    fn the_table_is_read() {
        assert!(VERBS.len() > 100 && VERBS.values().all(|forms| !forms.is_empty()));
    }
}
