//! How good records are, against articles that people annotated.
//!
//! Micro-averaged over all documents:
//!
//! | figure | what it says |
//! | --- | --- |
//! | `detect` | F1 of (sentence, type): was the act found and typed |
//! | `dyad` | F1 of (sentence, type, actor, recipient) by primary code: who did what to whom |
//! | `doc_dyad` | F1 of the document's distinct (type, actor, recipient) |
//! | `sector`, `mode`, `status`, `date`, `place` | accuracy on the events that `detect` matched, where the gold has one |
//! | `planned`, `hypothetical`, `negated` | F1 of that status on the matched events |
//! | `actor_code` | of the gold's parties with a code, how many find an entity of theirs with that code in the record |
//! | `quantity` | F1 of (sentence, kind, low) |
//! | `statement` | F1 of attributed statements: same speaker, half of the words shared or more |

mod align;
mod compare;
mod figures;
mod scored;
mod tokens;

pub use figures::{Accuracy, Calibration, Figures, Fraction, PartyMiss, Report, score};
pub use scored::{Scored, ScoredEvent, ScoredParty};
