use std::borrow::Cow;
use std::sync::LazyLock;

use dateline_text::{Document, Layer, Metadata, Reading, Sentence, Span};
use serde_json::Value;

use super::{Decoded, Model, Subwords, WindowScores, Workspace, pack};
use crate::kernel::Cpu;
use crate::tokenise;

mod tiny;

static MODEL: LazyLock<Model> = LazyLock::new(Model::load);

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// How many of two equally long lists of names are equal, and how many there are.
#[derive(Default, Debug)]
struct Agreement {
    same: usize,
    all: usize,
}

impl Agreement {
    fn add<T: PartialEq>(&mut self, ours: &[T], theirs: &[T]) {
        assert_eq!(ours.len(), theirs.len());
        self.all += ours.len();
        self.same += ours.iter().zip(theirs).filter(|(a, b)| a == b).count();
    }
}

/// A document of the given sentences, one a paragraph, the first its title.
fn of_sentences(sentences: &[&str]) -> (Document, Layer<Sentence>) {
    let document =
        Document::new(sentences.first().copied(), sentences[1..].iter().copied(), Metadata::default());
    let layer = document.paragraphs().iter().enumerate();
    let layer = layer.map(|(paragraph, p)| Sentence { span: p.span, paragraph }).collect();
    (document, layer)
}

/// The stored numbers come from the Python reference with the same weights in 32-bit floats.
#[test]
fn word_vectors_and_labels_are_those_of_the_reference() {
    let stored: Value =
        serde_json::from_str(include_str!("../../../../model/activations.json")).expect("JSON");
    let mut model = Model::load();
    let (mut labels, mut trees, mut roles) =
        (Agreement::default(), Agreement::default(), Agreement::default());
    for sample in list(&stored) {
        model.config.window_subwords = sample["window_subwords"].as_u64().expect("a number") as usize;
        let (document, sentences) = of_sentences(&texts(&sample["texts"]));
        let reading = model.read(&document, sentences.clone());
        check_vectors(&model, &document, &sentences, sample);
        for window in list(&sample["windows"]) {
            for sentence in list(&window["sentences"]) {
                compare_labels(&document, &reading, sentence, &mut labels, &mut trees);
            }
            compare_roles(&reading, window, &mut roles);
        }
    }
    // Bytes instead of floats may turn a close call; nothing else may differ.
    assert!(labels.same as f64 >= 0.99 * labels.all as f64, "{labels:?}");
    assert!(trees.same as f64 >= 0.95 * trees.all as f64, "{trees:?}");
    assert!(roles.same as f64 >= 0.9 * roles.all as f64, "{roles:?}");
}

fn check_vectors(model: &Model, document: &Document, sentences: &[Sentence], sample: &Value) {
    let words: Vec<Vec<&str>> = sentences
        .iter()
        .map(|s| {
            let text = document.slice(s.span);
            tokenise(text).into_iter().map(|w| &text[w.start()..w.end()]).collect()
        })
        .collect();
    let flat: Vec<&str> = words.concat();
    let mut end = 0;
    let ranges: Vec<_> = words
        .iter()
        .map(|w| {
            end += w.len();
            end - w.len()..end
        })
        .collect();
    let subwords = Subwords::new(flat.iter().copied(), &model.vocabulary, model.config.word_subwords);
    let windows = pack(&subwords, &ranges, &model.config, true);
    assert_eq!(windows.len(), list(&sample["windows"]).len());
    for (window, stored) in windows.iter().zip(list(&sample["windows"])) {
        let own: Vec<&str> = window.words().map(|i| flat[i]).collect();
        assert_eq!(own, texts(&stored["words"]));
        assert_eq!(window.title.len() as u64, stored["title_words"]);
        let shapes: Vec<f64> = window.words().map(|i| f64::from(subwords.shape(i))).collect();
        assert_eq!(shapes, numbers(&stored["word_shapes"]));
        let ids: Vec<f64> = window.words().flat_map(|i| subwords.of(i)).map(|id| f64::from(*id)).collect();
        let special = [model.vocabulary.start, model.vocabulary.separator].map(f64::from);
        let stored_ids: Vec<f64> =
            numbers(&stored["ids"]).into_iter().filter(|id| !special.contains(id)).collect();
        assert_eq!(ids, stored_ids);
        let mut vectors = Vec::new();
        let mut workspace = Workspace::default();
        model.encoder.encode(
            std::slice::from_ref(window),
            &subwords,
            &model.vocabulary,
            &mut workspace,
            &mut vectors,
        );
        let (mut product, mut ours, mut theirs) = (0.0, 0.0, 0.0);
        for (vector, stored) in vectors.chunks_exact(model.config.hidden).zip(list(&stored["h"])) {
            for (a, b) in vector.iter().zip(numbers(stored)) {
                product += f64::from(*a) * b;
                ours += f64::from(*a) * f64::from(*a);
                theirs += b * b;
            }
        }
        let cosine = product / (ours * theirs).sqrt();
        assert!(cosine > 0.99, "cosine {cosine} to the reference's vectors");
        let [ours, theirs] = [ours.sqrt(), theirs.sqrt()];
        assert!((ours / theirs - 1.0).abs() < 0.05, "lengths {ours} and {theirs}");
    }
}

fn compare_labels(
    document: &Document,
    reading: &Reading,
    stored: &Value,
    labels: &mut Agreement,
    trees: &mut Agreement,
) {
    let words = reading.syntax.sentence(stored["sentence"].as_u64().expect("a number") as usize);
    let tokens = &reading.syntax.tokens()[words.clone()];
    let forms: Vec<&str> = tokens.iter().map(|t| document.slice(t.span)).collect();
    assert_eq!(forms, texts(&stored["words"]));
    labels.add(&tokens.iter().map(|t| t.upos.name()).collect::<Vec<_>>(), &texts(&stored["upos"]));
    labels.add(&tokens.iter().map(|t| &*t.lemma).collect::<Vec<_>>(), &texts(&stored["lemma"]));
    for (name, values) in stored["feats"].as_object().expect("an object") {
        labels.add(
            &tokens.iter().map(|t| t.features.get(name).unwrap_or("_")).collect::<Vec<_>>(),
            &texts(values),
        );
    }
    let heads: Vec<f64> =
        tokens.iter().map(|t| t.head.map_or(0.0, |h| (h - words.start + 1) as f64)).collect();
    trees.add(&heads, &numbers(&stored["head"]));
    trees.add(&tokens.iter().map(|t| &*t.relation).collect::<Vec<_>>(), &texts(&stored["deprel"]));
    let events: Vec<(u64, &str, &str)> = list(&stored["events"])
        .iter()
        .filter_map(|e| Some((e["first"].as_u64()?, e["type"].as_str()?, e["mode"].as_str()?)))
        .collect();
    let triggers = reading.triggers.iter().filter(|t| words.contains(&t.token));
    let triggers: Vec<(u64, &str, &str)> = triggers
        .map(|t| ((t.token - words.start) as u64, &*t.label, t.mode.as_ref().map_or("_", |m| &*m.0)))
        .collect();
    let shared = triggers.iter().filter(|t| events.contains(t)).count();
    *labels = Agreement { same: labels.same + 2 * shared, all: labels.all + triggers.len() + events.len() };
}

fn compare_roles(reading: &Reading, window: &Value, roles: &mut Agreement) {
    let title = window["title_words"].as_u64().expect("a number") as usize;
    let Some(sentence) = list(&window["sentences"]).first() else { return };
    let first = reading.syntax.sentence(sentence["sentence"].as_u64().expect("a number") as usize).start;
    let token = |k: usize| if k < title { k } else { first + k - title };
    for query in list(&window["roles"]) {
        let word = token(query["query"].as_u64().expect("a number") as usize);
        let of_trigger = reading.triggers.iter().filter(|t| t.token == word).flat_map(|t| &t.arguments);
        let of_cue = reading.cues.iter().filter(|c| c.token == word).flat_map(|c| &c.arguments);
        let ours: Vec<_> = of_trigger.chain(of_cue).map(|a| (a.token, a.role.name())).collect();
        for (k, role) in query["roles"].as_object().into_iter().flatten() {
            let filler = token(k.parse().expect("an index"));
            roles.all += 1;
            roles.same += usize::from(ours.contains(&(filler, role.as_str().unwrap_or_default())));
        }
    }
}

const ARTICLE: [&str; 6] = [
    "Envoys fail to agree on the Merrin dam",
    "Negotiators from Northland and Sudria left Port Aldana on Tuesday without a deal, three days after talks began.",
    "“We will not sign under fire,” Ambassador Ilse Varga said, blaming shelling that killed at least 14 people.",
    "Police arrested 37 protesters in the capital, and the interior minister warned that marches would be banned.",
    "The European Union urged both sides to return to the table next month.",
    "Sudria's foreign ministry denied the claim and called for a 30-day ceasefire.",
];

#[test]
fn neither_batches_nor_processors_change_a_reading() {
    let (document, sentences) = of_sentences(&ARTICLE);
    let mut model = Model::load();
    model.config.window_subwords = 60;
    let reading = model.read(&document, sentences.clone());
    for batch in [1, 130, 10_000] {
        model.batch_subwords = batch;
        assert_eq!(model.read(&document, sentences.clone()), reading);
    }
    for cpu in Cpu::available() {
        let weights = include_bytes!("../../../../model/reader.safetensors");
        let config = include_str!("../../../../model/config.json");
        let vocabulary = include_str!("../../../../model/vocab.txt");
        let mut other = Model::with_cpu(Cow::Borrowed(weights), config, vocabulary, cpu).expect("a model");
        other.config.window_subwords = 60;
        // The portable arithmetic is slow where fused multiplication is a call: one sentence has to do.
        let (document, sentences) = of_sentences(&ARTICLE[..1]);
        assert_eq!(other.read(&document, sentences.clone()), model.read(&document, sentences), "{cpu:?}");
    }
}

#[test]
fn threads_do_not_change_a_reading() {
    let (document, sentences) = of_sentences(&ARTICLE);
    let reading = MODEL.read(&document, sentences.clone());
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..2).map(|_| scope.spawn(|| MODEL.read(&document, sentences.clone()))).collect();
        for thread in threads {
            assert_eq!(thread.join().expect("no panic"), reading);
        }
    });
}

fn whole(text: &str) -> (Document, Layer<Sentence>) {
    let document = Document::from_text(text);
    let span = Span::new(0, text.len());
    (document, Layer::new(vec![Sentence { span, paragraph: 0 }]))
}

/// Every sentence has exactly one root, heads stay inside it, and every mention, trigger and content is words of the text.
fn check_shape(document: &Document, reading: &Reading) {
    for sentence in 0..reading.syntax.sentence_count() {
        let words = reading.syntax.sentence(sentence);
        let heads = reading.syntax.tokens()[words.clone()].iter().map(|t| t.head);
        assert!(words.is_empty() || heads.filter(Option::is_none).count() == 1);
        assert!(words.clone().all(|word| reading.syntax.ancestors(word).all(|a| words.contains(&a))));
    }
    let spans = reading.mentions.iter().map(|m| m.span).chain(reading.triggers.iter().map(|t| t.span));
    for span in spans.chain(reading.contents.iter().map(|c| c.span)) {
        assert!(!document.slice(span).is_empty());
    }
}

#[test]
fn hostile_texts_are_read() {
    let model = tiny::model();
    let monster = "dam ".repeat(100_000);
    let hyphens = "-.".repeat(40_000);
    let texts = [
        "",
        " \n ",
        "\u{200b}\u{200b}\u{feff}",
        "\u{1}\u{2}\u{7f} \u{0} a\u{300}\u{301}\u{302}",
        "🙂🙂 👩‍👩‍👧 Кошка 日本語 ½² İstanbul",
        "a\u{2028}b\u{85}c\u{1c}d",
        &monster,
        &hyphens,
    ];
    for text in texts {
        let (document, sentences) = whole(text);
        let reading = model.read(&document, sentences);
        check_shape(&document, &reading);
        assert_eq!(reading.syntax.tokens().len(), tokenise(text).len());
    }
    let (document, _) = whole("No sentences.");
    assert_eq!(model.read(&document, Layer::default()), Reading::default());
}

#[test]
fn sentences_off_the_text_have_no_words() {
    let document = Document::from_text("Élan");
    let spans = [Span::new(1, 3), Span::new(2, 90), Span::new(3, 3), Span::new(0, 5)];
    let sentences = spans.map(|span| Sentence { span, paragraph: 0 });
    let reading = tiny::model().read(&document, Layer::new(sentences.to_vec()));
    assert_eq!(reading.syntax.tokens().len(), 1);
}

#[test]
fn a_long_sentence_is_read_in_parts_of_one_tree() {
    let model = tiny::model();
    let words: Vec<&str> = ["dam", "talks", "the"].into_iter().cycle().take(1300).collect();
    let (document, reading) = model.read_words(&[vec!["talks"], words]);
    check_shape(&document, &reading);
    let continued = reading.syntax.tokens().iter().filter(|t| &*t.relation == "parataxis" && t.sentence == 1);
    assert!(continued.count() >= 2, "the later parts hang on the first");
}

#[test]
fn given_words_are_taken_as_they_are() {
    let (document, reading) =
        MODEL.read_words(&[vec!["can", "not", "10 000", " ", "x-y"], vec![], vec!["Yes", "."]]);
    let forms: Vec<&str> = reading.syntax.tokens().iter().map(|t| document.slice(t.span)).collect();
    assert_eq!(forms, ["can", "not", "10 000", "x-y", "Yes", "."]);
    assert_eq!(reading.sentences.len(), 3);
    assert_eq!(reading.syntax.sentence(2), 4..6);
}

#[test]
fn files_that_do_not_fit_are_refused() {
    let (weights, config, vocabulary) = tiny::parts();
    let load = |weights: &[u8], config: &str, vocabulary: &str| {
        Model::from_parts(Cow::Owned(weights.to_vec()), config, vocabulary).map(|_| ())
    };
    assert!(load(&weights, &config, &vocabulary).is_ok());
    assert!(load(&weights[..weights.len() - 8], &config, &vocabulary).is_err());
    assert!(load(&weights, &config, "[UNK]\n[CLS]\n[SEP]").is_err());
    assert!(load(&weights, &config.replace("\"hidden\":32", "\"hidden\":24"), &vocabulary).is_err());
    assert!(load(&weights, &config.replace("\"hidden\":32", "\"hidden\":64"), &vocabulary).is_err());
    assert!(load(&weights, &config.replace("\"PROPN\"", "\"PROPER\""), &vocabulary).is_err());
    assert!(load(&weights, "{}", &vocabulary).is_err());
}

#[test]
fn titles_give_context_and_no_words() {
    let model = tiny::model();
    let (document, sentences) = of_sentences(&ARTICLE);
    let reading = model.read(&document, sentences);
    let count: usize = ARTICLE.iter().map(|text| tokenise(text).len()).sum();
    assert_eq!(reading.syntax.tokens().len(), count);
}

/// The parts that the tests above call one by one must be those that a reading is made of.
#[test]
fn decoding_by_hand_gives_the_words_of_a_reading() {
    let model = tiny::model();
    let subwords = Subwords::new(["dam", "talks"].into_iter(), &model.vocabulary, 8);
    let windows = pack(&subwords, std::slice::from_ref(&(0..2)), &model.config, false);
    let mut vectors = Vec::new();
    model.encoder.encode(&windows, &subwords, &model.vocabulary, &mut Workspace::default(), &mut vectors);
    let scores = model.heads.words(&vectors, Vec::new());
    let mut decoded = Decoded::default();
    WindowScores { heads: &model.heads, labels: &model.labels, vectors: &vectors, scores: &scores, first: 0 }
        .decode(&windows[0], &mut decoded);
    let (_, reading) = model.read_words(&[vec!["dam", "talks"]]);
    let heads: Vec<_> = decoded.words.iter().map(|word| word.head).collect();
    assert_eq!(heads, reading.syntax.tokens().iter().map(|t| t.head).collect::<Vec<_>>());
}
