//! The mode of an act: the neural reader's, else that of the act that it repeats.

use std::sync::Arc;

use dateline_knowledge::EventType;
use dateline_text::{Syntax, Trigger, Upos};

use crate::event::CodedEvent;

/// A mode that is likelier than any other and than none counts from this probability on.
const ENOUGH: f32 = 0.25;

/// The reader's mode, where the type has it.
pub fn decide_mode(event_type: &EventType, trigger: &Trigger) -> Option<Arc<str>> {
    let (mode, score) = trigger.mode.as_ref()?;
    (*score >= ENOUGH && event_type.mode(mode).is_some()).then(|| mode.clone())
}

/// Gives events without a mode that of the act that they report again, and a definite "the attack" that of the attack told before
/// it (in the training articles five in six of such have it).
pub fn inherit_modes(events: &mut [CodedEvent], syntax: &Syntax) {
    for index in 0..events.len() {
        let (before, rest) = events.split_at_mut(index);
        let Some(event) = rest.first_mut().filter(|e| e.mode.is_none()) else { continue };
        let first = event.same_as.and_then(|i| before.get(i)).and_then(|e| e.mode.clone());
        let is_named_again = &*event.label == "ASSAULT" && is_definite(syntax, event.token);
        event.mode = first.or_else(|| {
            let told =
                |e: &&CodedEvent| e.label == event.label && e.sentence < event.sentence && e.mode.is_some();
            before.iter().rev().find(told).filter(|_| is_named_again)?.mode.clone()
        });
    }
}

/// Whether a word is a noun with "the", "this", "that", "these" or "those".
fn is_definite(syntax: &Syntax, token: usize) -> bool {
    // The article of "the missile attack" hangs on the head of the trigger's words.
    let head = syntax.get(token).filter(|t| t.base_relation() == "compound").and_then(|t| t.head);
    let noun = head.unwrap_or(token);
    syntax.get(noun).is_some_and(|t| t.upos == Upos::Noun)
        && syntax
            .children_by(noun, &["det"])
            .filter_map(|d| syntax.get(d))
            .any(|d| matches!(d.lemma.as_str(), "the" | "this" | "that" | "these" | "those"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use dateline_text::{Metadata, testing};

    use super::inherit_modes;
    use crate::event::CodedEvent;

    fn event(token: usize, sentence: usize, mode: Option<&str>, same_as: Option<usize>) -> CodedEvent {
        CodedEvent { mode: mode.map(Arc::from), token, sentence, same_as, ..CodedEvent::bare("ASSAULT") }
    }

    /// The mode of the word `token` of the second sentence after a bombing in the first.
    fn inherited(token: usize, same_as: Option<usize>) -> Option<String> {
        let table = "bombed bomb VERB 0 root\n\nThe the DET 2 det\nattack attack NOUN 3 nsubj\nshook shake VERB 0 root\ntown town NOUN 3 obj";
        let (_, reading) = testing::reading(table, Metadata::default());
        let mut events = [event(0, 0, Some("explosives"), None), event(token, 1, None, same_as)];
        inherit_modes(&mut events, &reading.syntax);
        events[1].mode.as_deref().map(str::to_owned)
    }

    #[test]
    fn an_act_told_again_keeps_its_mode() {
        assert_eq!(inherited(2, None).as_deref(), Some("explosives"));
        assert_eq!(inherited(3, Some(0)).as_deref(), Some("explosives"));
        assert_eq!(inherited(3, None), None);
        assert_eq!(inherited(4, None), None);
    }
}
