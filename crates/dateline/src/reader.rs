//! The facade: one article through all rooms.

use std::sync::Arc;
use std::time::{Duration, Instant};

use dateline_annotate::{
    find_entities, find_places, find_quantities, find_sentences, find_settings, find_statements, find_times,
};
use dateline_code::{Coder, Explanation, Versions};
use dateline_knowledge::{Knowledge, Ontology, UserActorsError};
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
    /// The users' own actors cannot be taken.
    #[error(transparent)]
    Actors(#[from] UserActorsError),
}

/// What a reader knows beside what the program carries.
#[derive(Clone, Debug, Default)]
pub struct ReaderOptions {
    /// The users' own actors, as TOML; see [`Knowledge::with_user_actors`].
    pub actors: Option<String>,
    /// Another ontology than PLOVER.
    pub ontology: Option<Ontology>,
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
        Self::with(ReaderOptions::default())
    }

    /// A reader with the users' own actors and event types.
    ///
    /// # Errors
    /// When the weights cannot be unpacked, or the list of actors is none.
    pub fn with(options: ReaderOptions) -> Result<Self, ReaderError> {
        let coder = options.ontology.map_or_else(Coder::default, Coder::with_ontology);
        let knowledge = match &options.actors {
            Some(actors) => Knowledge::with_user_actors(actors)?,
            None => Knowledge::load(),
        };
        let rules = format!("{}-{}", coder.ontology().name, coder.ontology().version);
        let versions = Versions { model: Some(Model::version().to_owned()), rules: Some(rules) };
        let rooms = Rooms { model: Model::load(), knowledge, coder, versions };
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
        let (record, _, times) = self.read_whole(document);
        (record, times)
    }

    /// Reads one article and says what found each event, and for each sentence without one what came nearest.
    pub fn explain(&self, document: &Document) -> (Record, Explanation) {
        let (record, reading, _) = self.read_whole(document);
        let explanation = dateline_code::explain(document, &reading, &record, self.ontology());
        (record, explanation)
    }

    fn read_whole(&self, document: &Document) -> (Record, Reading, StageTimes) {
        let rooms = &*self.rooms;
        let mut times = StageTimes::default();
        let (reading, layers) = if is_foreign(document) {
            (Reading::default(), Annotations::default())
        } else {
            let reading = timed(&mut times.model, || self.analyse(document));
            let reading = timed(&mut times.code, || rooms.coder.add_predicates(document, reading));
            let layers = timed(&mut times.annotate, || self.annotate(document, &reading));
            (reading, layers)
        };
        let record =
            timed(&mut times.code, || rooms.coder.code_article(document, &reading, &layers, &rooms.versions));
        (record, reading, times)
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
