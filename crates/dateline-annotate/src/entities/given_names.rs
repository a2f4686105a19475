//! Given names that tell a gender: `knowledge/given_names.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lexicon::{Gender, fold};

static NAMES: LazyLock<HashMap<String, Gender>> =
    LazyLock::new(|| read(include_str!("../../../../knowledge/given_names.tsv")));

/// The gender of a folded given name; `None` for one that is unknown or borne by men and women alike.
pub(crate) fn gender(name: &str) -> Option<Gender> {
    NAMES.get(name).copied()
}

/// Reads lines of `gender TAB names parted by blanks`; `#` begins a comment.
fn read(table: &str) -> HashMap<String, Gender> {
    let mut names = HashMap::new();
    for line in table.lines().filter(|l| !l.starts_with('#')) {
        let Some((gender, list)) = line.split_once('\t') else { continue };
        let gender = match gender {
            "male" => Gender::Male,
            "female" => Gender::Female,
            _ => continue,
        };
        names.extend(list.split_whitespace().map(|name| (fold(name), gender)));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{Gender, gender};

    #[test]
    fn common_names_tell_a_gender_and_shared_ones_none() {
        assert_eq!(gender("emmanuel"), Some(Gender::Male));
        assert_eq!(gender("ursula"), Some(Gender::Female));
        assert_eq!(gender("kim"), None);
    }

    #[test]
    fn no_name_stands_in_both_lists() {
        let table = include_str!("../../../../knowledge/given_names.tsv");
        let words = |wanted: &str| -> Vec<String> {
            let lines = table.lines().filter(|l| l.starts_with(wanted));
            lines
                .flat_map(|l| l.split_once('\t').map_or("", |x| x.1).split_whitespace())
                .map(super::fold)
                .collect()
        };
        let (male, female) = (words("male\t"), words("female\t"));
        let both: Vec<&String> = male.iter().filter(|n| female.contains(n)).collect();
        assert!(both.is_empty() && male.len() > 300 && female.len() > 200, "{both:?}");
    }
}
