//! Unnamed people belong to the country where the act happened, unless the text says whose they are.

use dateline_text::{Entity, Place};

use crate::event::CodedEvent;

/// Gives entities whose country is only assumed that of the place of the first act in which they take part, where it is known.
pub fn settle_countries(events: &[CodedEvent], places: &[Place], entities: &mut [Entity]) {
    for event in events {
        let place = event.place.and_then(|place| places.get(place));
        let Some(country) = place.and_then(|place| place.country.as_ref()) else { continue };
        for party in event.recipients.iter().chain(&event.actors) {
            let Some(entity) = entities.get_mut(*party).filter(|entity| entity.assumed) else { continue };
            if entity.code.as_ref() != Some(country) {
                entity.code = Some(country.clone());
                entity.why = format!("{}; but where the act happened: {country}", entity.why);
            }
            entity.assumed = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use dateline_text::{Entity, EntityKind, Place};

    use super::settle_countries;
    use crate::event::CodedEvent;

    fn people(assumed: bool) -> Entity {
        Entity {
            name: "people".to_owned(),
            kind: EntityKind::Group,
            code: Some("ISR".to_owned()),
            sectors: vec!["CVL".to_owned()],
            wikidata: None,
            roles: Vec::new(),
            mentions: Vec::new(),
            why: String::new(),
            assumed,
        }
    }

    #[test]
    fn victims_are_of_the_place_unless_the_text_says_whose() {
        let place = Place {
            name: "Gaza".to_owned(),
            kind: "region".to_owned(),
            country: Some("PSE".to_owned()),
            admin1: None,
            coordinates: None,
            geonames: None,
            population: None,
            mentions: Vec::new(),
        };
        let event = CodedEvent { recipients: vec![0, 1], place: Some(0), ..CodedEvent::bare("ASSAULT") };
        let mut entities = [people(true), people(false)];
        settle_countries(&[event], &[place], &mut entities);
        assert_eq!(entities.each_ref().map(|e| e.code.as_deref()), [Some("PSE"), Some("ISR")]);
    }
}
