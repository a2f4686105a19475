//! From the reader's triggers and the layers to coded events.

use dateline_knowledge::{Contexts, Ontology, StatusCues};
use dateline_record::Record;
use dateline_text::{Annotations, Document, Reading};

use crate::antecedents::supply_antecedents;
use crate::assemble::{Versions, assemble};
use crate::attribution::find_asserter;
use crate::both::name_both;
use crate::calibration::calibrate;
use crate::candidates::Cast;
use crate::contexts::find_contexts;
use crate::event::CodedEvent;
use crate::forces::{imply_forces, imply_labour, imply_office};
use crate::identity::{find_identities, share_parties};
use crate::modes::{decide_mode, inherit_modes};
use crate::parties::{drop_reporters, find_parties, supply_speaker};
use crate::predicates;
use crate::sectors::{sector_signs, weigh_sectors};
use crate::status::decide_status;
use crate::whereabouts::settle_countries;

/// What coding needs to know beforehand: an ontology and the cue words. Made once, shared by all threads.
#[derive(Clone, Debug)]
pub struct Coder {
    ontology: Ontology,
    cues: StatusCues,
    contexts: Contexts,
}

impl Default for Coder {
    fn default() -> Self {
        Self { ontology: Ontology::plover(), cues: StatusCues::load(), contexts: Contexts::load() }
    }
}

/// What the acts say of the entities by rule: officials, whose country they have, labour.
fn imply_actors(events: &[CodedEvent], layers: &mut Annotations, reading: &Reading) {
    imply_office(events, &mut layers.entities);
    settle_countries(events, &layers.places, &mut layers.entities);
    imply_labour(events, &mut layers.entities, &reading.syntax);
}

impl Coder {
    /// A coder of another ontology: its predicates are sought in the trees, and the reader's triggers count where it has their types.
    pub fn with_ontology(ontology: Ontology) -> Self {
        Self { ontology, ..Self::default() }
    }

    /// The ontology in use.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// Codes one article and writes its record.
    pub fn code_article(
        &self,
        document: &Document,
        reading: &Reading,
        layers: &Annotations,
        versions: &Versions,
    ) -> Record {
        let mut layers = layers.clone();
        let mut events = self.code_events(document, reading, &layers);
        imply_actors(&events, &mut layers, reading);
        weigh_sectors(&events, &mut layers, document, reading);
        imply_forces(&mut events, &mut layers.entities, reading);
        assemble(document, reading, &layers, &events, &self.ontology, versions)
    }

    /// For each entity of the layers what the article shows of its sector, as names in the table of weights (`training/sectors.py` learns it).
    pub fn sector_signs(
        &self,
        document: &Document,
        reading: &Reading,
        layers: &Annotations,
    ) -> Vec<Vec<String>> {
        let mut layers = layers.clone();
        let events = self.code_events(document, reading, &layers);
        imply_actors(&events, &mut layers, reading);
        sector_signs(&events, &layers, document, reading)
    }

    /// Codes one article: the events in reading order, those of one act linked to its first report.
    pub fn code_events(
        &self,
        document: &Document,
        reading: &Reading,
        layers: &Annotations,
    ) -> Vec<CodedEvent> {
        let cast = Cast::new(&reading.syntax, layers);
        let mut events = self.code_sentences(reading, layers, &cast);
        supply_antecedents(&mut events, &cast, reading, layers);
        find_contexts(&mut events, document, reading, layers, &self.contexts);
        events
    }

    /// [`Coder::code_events`] with the parties that the acts' own sentences name, or the acts that they repeat, and without contexts.
    pub fn code_sentences(&self, reading: &Reading, layers: &Annotations, cast: &Cast) -> Vec<CodedEvent> {
        let mut events: Vec<CodedEvent> = (0..reading.triggers.len())
            .filter_map(|index| self.code_event(reading, layers, cast, index))
            .collect();
        let identities = find_identities(&events, &reading.syntax, layers);
        for (event, same_as) in events.iter_mut().zip(identities) {
            event.same_as = same_as;
        }
        inherit_modes(&mut events, &reading.syntax);
        share_parties(&mut events, &reading.syntax);
        inherit_modes(&mut events, &reading.syntax);
        events
    }

    fn code_event(
        &self,
        reading: &Reading,
        layers: &Annotations,
        cast: &Cast,
        index: usize,
    ) -> Option<CodedEvent> {
        let trigger = reading.triggers.get(index).filter(|trigger| !reading.is_part_of_another(trigger))?;
        let setting = layers.settings.get(index).cloned().unwrap_or_default();
        let event_type = self.ontology.event_type(&trigger.label)?;
        let sentence = reading.syntax.get(trigger.token)?.sentence;
        let mode = decide_mode(event_type, trigger);
        // A visitor and a host, a mediator and the sides, are not equals.
        let equals = event_type.reciprocal && !matches!(mode.as_deref(), Some("visit" | "third-party"));
        let asserted_by = find_asserter(reading, layers, trigger);
        // A predicate names its parties itself; nobody else is supplied.
        let by_predicate = trigger.found_by == predicates::FOUND_BY;
        let mut parties = if by_predicate {
            predicates::named_parties(reading, layers, trigger, equals)
        } else {
            find_parties(reading, layers, cast, trigger, equals)
        };
        if !by_predicate {
            name_both(reading, layers, trigger.token, &mut parties);
        }
        if event_type.is_verbal() {
            if !by_predicate {
                supply_speaker(reading, layers, trigger, asserted_by, &mut parties);
            }
        } else {
            drop_reporters(layers, asserted_by, &mut parties);
        }
        let (status, status_score) =
            decide_status(&reading.syntax, trigger.token, trigger.status, &self.cues);
        Some(CodedEvent {
            label: trigger.label.clone(),
            contexts: Vec::new(),
            status,
            actors: parties.actors,
            recipients: parties.recipients,
            place: setting.place,
            time: setting.time,
            quantities: setting.quantities,
            asserted_by,
            trigger: trigger.span,
            token: trigger.token,
            sentence,
            found_by: trigger.found_by,
            confidence: calibrate(trigger.score * status_score),
            same_as: None,
            mode,
        })
    }
}
