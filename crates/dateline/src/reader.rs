//! The facade: one article through all rooms.

use std::sync::Arc;
use std::time::{Duration, Instant};

use dateline_annotate::{
    find_entities, find_places, find_quantities, find_sentences, find_settings, find_statements, find_times,
};
use dateline_code::{Coder, Versions};
use dateline_knowledge::{Knowledge, Ontology};
use dateline_model::conllu::{self, ConlluError};
use dateline_model::{Model, ModelError};
use dateline_record::Record;
use dateline_text::{Annotations, Document, Reading};

/// Why there is no reader.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReaderError {
    /// The weights cannot be used.
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// Reads articles. Made once (the weights are unpacked then), cheap to clone, and shared by any number of threads.
#[derive(Clone)]
pub struct Reader {
    rooms: Arc<Rooms>,
}

struct Rooms {
    model: Model,
    knowledge: Knowledge,
    coder: Coder,
    versions: Versions,
}

/// How long the stages of reading took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StageTimes {
    /// Sentences, and the neural reader.
    pub model: Duration,
    /// Entities, places, times, figures, statements.
    pub annotate: Duration,
    /// Events and the record.
    pub code: Duration,
}

impl Reader {
    /// Loads the weights and the knowledge that are inside the program.
    ///
    /// # Errors
    /// When the weights cannot be unpacked.
    pub fn new() -> Result<Self, ReaderError> {
        let coder = Coder::default();
        let rules = format!("{}-{}", coder.ontology().name, coder.ontology().version);
        let versions = Versions { model: None, rules: Some(rules) };
        let rooms = Rooms { model: Model::load(), knowledge: Knowledge::load(), coder, versions };
        Ok(Self { rooms: Arc::new(rooms) })
    }

    /// The ontology that events are coded by.
    pub fn ontology(&self) -> &Ontology {
        self.rooms.coder.ontology()
    }

    /// Reads one article. Never fails: odd text yields fewer facts. An article whose language is known and is not English
    /// keeps its text, its metadata and the note that says so, and nothing else.
    pub fn read(&self, document: &Document) -> Record {
        self.read_timed(document).0
    }

    /// Reads one article and says how long each stage took.
    pub fn read_timed(&self, document: &Document) -> (Record, StageTimes) {
        let mut times = StageTimes::default();
        let (reading, layers) = if is_foreign(document) {
            (Reading::default(), Annotations::default())
        } else {
            let reading = timed(&mut times.model, || self.analyse(document));
            let layers = timed(&mut times.annotate, || self.annotate(document, &reading));
            (reading, layers)
        };
        let rooms = &*self.rooms;
        let record =
            timed(&mut times.code, || rooms.coder.code_article(document, &reading, &layers, &rooms.versions));
        (record, times)
    }

    /// Sentences, words, tags and trees of a document, whatever its language is said to be.
    pub fn analyse(&self, document: &Document) -> Reading {
        self.rooms.model.read(document, find_sentences(document))
    }

    /// Words, tags and trees of a document as CoNLL-U.
    pub fn conllu(&self, document: &Document) -> String {
        conllu::write(document, &self.analyse(document))
    }

    /// The given words of a CoNLL-U text with the tags and trees that the model sees in them.
    ///
    /// # Errors
    /// Where the text is not CoNLL-U, with the number of the line.
    pub fn annotate_conllu(&self, given: &str) -> Result<String, ConlluError> {
        conllu::annotate(&self.rooms.model, given)
    }

    fn annotate(&self, document: &Document, reading: &Reading) -> Annotations {
        let entities = find_entities(document, reading, &self.rooms.knowledge);
        let places = find_places(document, reading, &entities, &self.rooms.knowledge);
        let times = find_times(document, reading);
        let quantities = find_quantities(document, reading, &times);
        let statements = find_statements(document, reading, &entities, &places, &times);
        let mut layers =
            Annotations { entities, places, times, quantities, statements, settings: Vec::new() };
        layers.settings = find_settings(document, reading, &layers);
        layers
    }
}

/// Whether the document's language is known and is not English.
pub fn is_foreign(document: &Document) -> bool {
    document.metadata().language.as_deref().is_some_and(|tag| !is_english(tag))
}

/// Whether a BCP 47 tag names English: its first subtag is `en` or `eng`.
fn is_english(tag: &str) -> bool {
    let first = tag.split(['-', '_']).next().unwrap_or_default();
    first.eq_ignore_ascii_case("en") || first.eq_ignore_ascii_case("eng")
}

fn timed<T>(sum: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    *sum += start.elapsed();
    done
}

#[cfg(test)]
mod tests {
    use super::{Reader, is_english};

    #[test]
    fn a_reader_is_shared_by_threads() {
        fn shared<T: Send + Sync + Clone>() {}
        shared::<Reader>();
    }

    #[test]
    fn english_is_told_by_its_first_subtag() {
        assert!(is_english("en") && is_english("en-GB") && is_english("EN_us") && is_english("eng"));
        assert!(!is_english("enm") && !is_english("de") && !is_english(""));
    }
}
