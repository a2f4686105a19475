//! Words of acts and callings that say who does something, as data.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::table::{list, rows};

const DOERS: &str = include_str!("../../../knowledge/doers.tsv");

static WORDS: LazyLock<HashSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    rows::<2>(DOERS).flat_map(|[part, words]| list(words).map(move |word| (part, word))).collect()
});

/// What a word says of who does an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doer {
    /// A government does it, not its forces: executions, a whole war.
    Government,
    /// Armed forces do it together: exercises, patrols.
    ForcesTogether,
    /// Whoever strikes by this calling is labour.
    Calling,
}

impl Doer {
    /// Whether `knowledge/doers.tsv` has this dictionary form, in lower case, in this part.
    pub fn is_said_by(self, lemma: &str) -> bool {
        let part = match self {
            Self::Government => "government",
            Self::ForcesTogether => "together",
            Self::Calling => "calling",
        };
        WORDS.contains(&(part, lemma))
    }
}

#[cfg(test)]
mod tests {
    use super::{DOERS, Doer, WORDS};
    use crate::table::{list, rows};

    #[test]
    fn each_part_has_its_words_and_no_others() {
        assert_eq!(WORDS.len(), rows::<2>(DOERS).map(|[_, words]| list(words).count()).sum::<usize>());
        for (doer, fires, silent) in [
            (Doer::Government, "execution", "shell"),
            (Doer::ForcesTogether, "drill", "meeting"),
            (Doer::Calling, "nurse", "voter"),
        ] {
            assert!(doer.is_said_by(fires) && !doer.is_said_by(silent), "{doer:?}");
        }
    }
}
