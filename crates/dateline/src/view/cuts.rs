//! What was cut from the page, and with `--explain` the sentences by number.

use std::collections::BTreeMap;

use dateline_code::Explanation;
use dateline_record::Record;

use super::ink::Ink;
use super::page::{Flow, Page};
use super::words;

/// Code points of a cut stretch that are shown.
const SHOWN: usize = 160;

pub fn write(page: &mut Page, record: &Record, explain: bool, explanation: Option<&Explanation>) {
    let dropped = &record.document.dropped;
    if explain {
        explained(page, record, explanation);
    } else if !dropped.is_empty() {
        let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
        for piece in dropped {
            *reasons.entry(&piece.why).or_default() += 1;
        }
        let told: Vec<String> = reasons.iter().map(|(why, count)| format!("{count} {why}")).collect();
        let stretches = if dropped.len() == 1 { "stretch" } else { "stretches" };
        let line = format!(
            "{} {stretches} of the page cut: {}. --explain lists {}.",
            dropped.len(),
            words::list(&told),
            if dropped.len() == 1 { "it" } else { "them" }
        );
        page.gap();
        page.flow(0, 0, &Flow::new(Ink::Faint, &line));
    }
}

fn explained(page: &mut Page, record: &Record, explanation: Option<&Explanation>) {
    if !record.document.dropped.is_empty() {
        page.section("CUT FROM THE PAGE");
        for piece in &record.document.dropped {
            let flow =
                Flow::new(Ink::Faint, &format!("{}: ", piece.why)).plain(&words::clip(&piece.text, SHOWN));
            page.flow(2, 4, &flow);
        }
    }
    page.section("THE TEXT BY SENTENCE");
    for (index, sentence) in record.sentences.iter().enumerate() {
        let number = words::number(record, index).to_string();
        page.labelled(
            2,
            7,
            (number.as_str(), Ink::Faint),
            &Flow::default().plain(record.slice(sentence.span)),
        );
        let reasons = explanation.map_or(&[][..], |e| e.sentences.as_slice());
        if let Some(reason) = reasons.iter().find(|reason| reason.sentence == index) {
            let nearest = reason.nearest.map(|span| format!("«{}» ", record.slice(span))).unwrap_or_default();
            page.flow(7, 9, &Flow::new(Ink::Faint, &format!("No act: {nearest}{}.", reason.why)));
        }
    }
    let versions = format!(
        "Dateline {}, model {}, rules {}",
        record.version,
        record.model.as_deref().unwrap_or("none"),
        record.rules.as_deref().unwrap_or("none")
    );
    page.gap();
    page.flow(0, 0, &Flow::new(Ink::Faint, &versions));
}
