//! A tiny reader with random weights, so that tests of odd texts are fast.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::LazyLock;

use crate::Model;

const HIDDEN: usize = 32;
const SIDE: usize = 16;

const CONFIG: &str = r#"{"format":1,"layers":1,"hidden":32,"attention_heads":2,"feed_forward":32,"positions":128,"shapes":8,
    "layer_norm_eps":1e-12,"arc_size":16,"label_size":16,"role_size":16,"window_subwords":100,"title_subwords":32,
    "sentence_subwords":100,"word_subwords":8,"upos":["NOUN","PROPN","VERB"],"feats":{"Number":["_","Plur","Sing"]},
    "lemma":[{"lower":true,"strip":0,"append":""},{"lower":true,"strip":1,"append":""}],"deprel":["nsubj","obj","root"],
    "named":["O","B-person","I-person","E-person","S-person"],"nominal":["_","person"],
    "trigger":["O","B-AID","I-AID","B-REJECT","I-REJECT"],"trigger_bias":0.3,"mode":["_","yield"],
    "modes_of":{"AID":[],"REJECT":["yield"]},"status":["actual","planned","hypothetical","negated"],"cue":["_","cue"],
    "content":["O","B-direct","I-direct"],"role":["none","actor","speaker"],"event_roles":["actor"],
    "statement_roles":["speaker"]}"#;

const VOCABULARY: &str = "[UNK]\n[CLS]\n[SEP]\ndam\ntalks\nthe\n.\n-\na\n##a\n##b";

/// Tensors of random numbers, written as a safetensors file.
#[derive(Default)]
struct File {
    header: String,
    data: Vec<u8>,
    state: u32,
}

impl File {
    fn random(&mut self) -> u32 {
        self.state = self.state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.state >> 16
    }

    fn tensor(&mut self, name: &str, kind: &str, shape: &[usize], bytes: Vec<u8>) {
        let comma = if self.header.is_empty() { "" } else { "," };
        let (from, to) = (self.data.len(), self.data.len() + bytes.len());
        let _ = write!(
            self.header,
            r#"{comma}"{name}":{{"dtype":"{kind}","shape":{shape:?},"data_offsets":[{from},{to}]}}"#
        );
        self.data.extend(bytes);
    }

    fn floats(&mut self, name: &str, shape: &[usize], least: f32, most: f32) {
        let count = shape.iter().product();
        let value = |random: u32| least + (most - least) * (random as f32 / 65_535.0);
        let bytes = (0..count).flat_map(|_| value(self.random()).to_le_bytes()).collect();
        self.tensor(name, "F32", shape, bytes);
    }

    fn bytes(&mut self, name: &str, shape: &[usize]) {
        let count = shape.iter().product();
        let bytes = (0..count).map(|_| ((self.random() % 127) as i32 - 63) as i8 as u8).collect();
        self.tensor(name, "I8", shape, bytes);
    }

    fn linear(&mut self, name: &str, outputs: usize, inputs: usize) {
        self.bytes(&format!("{name}.weight"), &[outputs, inputs]);
        self.floats(&format!("{name}.weight_scale"), &[outputs], 0.001, 0.01);
        self.floats(&format!("{name}.bias"), &[outputs], -0.1, 0.1);
    }

    fn norm(&mut self, name: &str) {
        self.floats(&format!("{name}.weight"), &[HIDDEN], 0.5, 1.5);
        self.floats(&format!("{name}.bias"), &[HIDDEN], -0.1, 0.1);
    }
}

/// The three files of the tiny reader: weights, configuration, vocabulary.
pub(super) fn parts() -> (Vec<u8>, String, String) {
    let mut file = File { state: 7, ..File::default() };
    file.bytes("embeddings.word", &[VOCABULARY.lines().count(), HIDDEN]);
    file.floats("embeddings.word_scale", &[VOCABULARY.lines().count()], 0.001, 0.01);
    file.floats("embeddings.position", &[128, HIDDEN], -0.1, 0.1);
    file.floats("embeddings.shape", &[8, HIDDEN], -0.1, 0.1);
    file.floats("embeddings.type0", &[HIDDEN], -0.1, 0.1);
    file.norm("embeddings.norm");
    for name in ["q", "k", "v", "o", "up", "down"] {
        file.linear(&format!("layer.0.{name}"), HIDDEN, HIDDEN);
    }
    file.norm("layer.0.norm1");
    file.norm("layer.0.norm2");
    let heads = [
        ("upos", 3),
        ("feats.Number", 3),
        ("lemma", 2),
        ("named", 5),
        ("nominal", 2),
        ("trigger", 5),
        ("mode", 2),
        ("status", 4),
        ("cue", 2),
        ("content", 3),
        ("arc.dep", SIDE),
        ("arc.head", SIDE),
        ("label.dep", SIDE),
        ("label.head", SIDE),
        ("role.trigger", SIDE),
        ("role.word", SIDE),
    ];
    for (name, outputs) in heads {
        file.linear(&format!("head.{name}"), outputs, HIDDEN);
    }
    file.floats("head.arc.W", &[SIDE, SIDE], -1.0, 1.0);
    file.floats("head.arc.b", &[SIDE], -1.0, 1.0);
    file.floats("head.arc.root", &[SIDE], -1.0, 1.0);
    file.floats("head.label.U", &[3, SIDE + 1, SIDE + 1], -1.0, 1.0);
    file.floats("head.label.root", &[SIDE], -1.0, 1.0);
    file.floats("head.role.U", &[3, SIDE + 1, SIDE + 1], -1.0, 1.0);
    let header = format!("{{{}}}", file.header);
    let weights = [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), &file.data].concat();
    (weights, CONFIG.to_owned(), VOCABULARY.to_owned())
}

/// The tiny reader.
pub(super) fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        let (weights, config, vocabulary) = parts();
        Model::from_parts(Cow::Owned(weights), &config, &vocabulary).expect("parts that fit")
    });
    &MODEL
}
