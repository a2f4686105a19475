//! A user's list of actors is read or refused, whatever is in it.

use dateline_knowledge::Knowledge;
use proptest::prelude::*;

const PIECES: [&str; 14] = [
    "[[actor]]\n",
    "name = \"Council of the North\"\n",
    "name = \"\"\n",
    "aliases = [\"North\", \"\", \"é\"]\n",
    "kind = \"organisation\"\n",
    "kind = \"planet\"\n",
    "code = \"GBR\"\n",
    "sectors = [\"GOV\"]\n",
    "sectors = [\"XXX\", 7]\n",
    "office = [{ title = \"Mayor\", sectors = [\"GOV\"], from = \"2021-05\", to = \"2024\" }]\n",
    "office = [{ title = \"Mayor\", sectors = [], from = \"2021-99\" }]\n",
    "a.b.c = [[[[{}]]]]\n",
    "\"\"\"",
    "# ",
];

proptest! {
    #[test]
    fn any_list_is_read_or_refused(picks in prop::collection::vec(0..PIECES.len(), 0..12), tail in "\\PC{0,20}") {
        let text: String = picks.iter().map(|pick| PIECES[*pick]).chain([tail.as_str()]).collect();
        if let Err(error) = Knowledge::with_user_actors(&text) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
