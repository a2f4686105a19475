//! On whose word an act is reported.

use dateline_text::{Annotations, ArgumentRole, Reading, Spanned, Trigger};

use crate::parties::entity_of;

/// How sure the reader must be of an asserter where no statement holds the act.
const ENOUGH: f32 = 0.5;

/// Index of the statement that holds the act: the smallest one whose content covers the trigger, else the one of the
/// trigger's sentence whose speaker the reader takes for the act's asserter; `None` for the paper's own voice.
pub fn find_asserter(reading: &Reading, layers: &Annotations, trigger: &Trigger) -> Option<usize> {
    let holding = layers
        .statements
        .iter()
        .enumerate()
        .filter(|(_, s)| s.content.iter().any(|content| content.contains(trigger.span)))
        .min_by_key(|(_, s)| s.content.iter().map(|c| c.len()).sum::<usize>())
        .map(|(i, _)| i);
    holding.or_else(|| {
        let argument =
            trigger.arguments.iter().find(|a| a.role == ArgumentRole::Asserter && a.score >= ENOUGH)?;
        let asserter = entity_of(&reading.syntax, layers, argument.token)?;
        let sentence = reading.sentences.get(reading.syntax.get(trigger.token)?.sentence)?.span;
        layers.statements.iter().position(|s| s.speaker == Some(asserter) && s.span().overlaps(sentence))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use dateline_text::{Annotations, Layer, Reading, Span, Speech, Statement, Trigger};

    use super::find_asserter;

    fn statement(from: usize, to: usize) -> Statement {
        Statement {
            speaker: None,
            cue: None,
            content: vec![Span::new(from, to)],
            speech: Speech::Indirect,
            addressee: None,
            medium: None,
            place: None,
            time: None,
            found_by: "test",
        }
    }

    #[test]
    fn the_innermost_statement_answers_for_the_act() {
        let layers = Annotations {
            statements: Layer::new(vec![statement(0, 50), statement(20, 40)]),
            ..Annotations::default()
        };
        let mut trigger = Trigger {
            span: Span::new(25, 30),
            token: 0,
            label: Arc::from("ASSAULT"),
            score: 1.0,
            second: None,
            mode: None,
            status: [1.0, 0.0, 0.0, 0.0],
            arguments: Vec::new(),
            found_by: "test",
        };
        assert_eq!(find_asserter(&Reading::default(), &layers, &trigger), Some(1));
        trigger.span = Span::new(5, 9);
        assert_eq!(find_asserter(&Reading::default(), &layers, &trigger), Some(0));
        trigger.span = Span::new(60, 64);
        assert_eq!(find_asserter(&Reading::default(), &layers, &trigger), None);
    }
}
