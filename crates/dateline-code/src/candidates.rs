//! Who could be a party of an act: the entities of its sentence, each with what the tree and the words say of its part in it.

use dateline_text::{Annotations, ArgumentRole, Form, Reading, Syntax, Trigger, path, voice};

use crate::parties::entity_of;

/// Candidates of one act at most: a bound for hostile sentences.
const MOST: usize = 48;
/// A word of another sentence is a candidate only where the reader is this sure of it.
const ELSEWHERE: f32 = 0.4;

/// One word that could stand for a party.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Index of the entity.
    pub entity: usize,
    /// Index of the word.
    pub word: usize,
    /// The reader's probability that it acts.
    pub actor: f32,
    /// The reader's probability that it is acted on.
    pub recipient: f32,
    /// What is to be seen of it, as names in `knowledge/party_roles.tsv`.
    pub features: Vec<String>,
}

/// For each sentence the heads of its mentions with their entities, so that an act's candidates need no walk over the article.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    by_sentence: Vec<Vec<(usize, usize)>>,
}

impl Cast {
    /// The cast of an article.
    pub fn new(syntax: &Syntax, layers: &Annotations) -> Self {
        let mut by_sentence = vec![Vec::new(); syntax.sentence_count()];
        for (index, entity) in layers.entities.iter().enumerate() {
            for mention in &entity.mentions {
                let sentence = syntax.get(mention.head).map(|t| t.sentence);
                if let Some(list) = sentence.and_then(|s| by_sentence.get_mut(s)) {
                    list.push((mention.head, index));
                }
            }
        }
        by_sentence.iter_mut().for_each(|list: &mut Vec<(usize, usize)>| list.sort_unstable());
        Self { by_sentence }
    }

    /// Words and entities of a sentence's mentions, in the order of the text.
    pub(crate) fn of_sentence(&self, sentence: usize) -> &[(usize, usize)] {
        self.by_sentence.get(sentence).map_or(&[], Vec::as_slice)
    }

    /// The candidates of a trigger in the order of the text.
    pub fn candidates(&self, reading: &Reading, layers: &Annotations, trigger: &Trigger) -> Vec<Candidate> {
        let syntax = &reading.syntax;
        let Some(token) = syntax.get(trigger.token) else { return Vec::new() };
        let mut words: Vec<(usize, usize)> =
            self.by_sentence.get(token.sentence).cloned().unwrap_or_default();
        words.retain(|(word, _)| *word != trigger.token);
        for argument in &trigger.arguments {
            let here = syntax.get(argument.token).is_some_and(|t| t.sentence == token.sentence);
            if (here || argument.score >= ELSEWHERE)
                && matches!(argument.role, ArgumentRole::Actor | ArgumentRole::Recipient)
                && let Some(entity) = entity_of(syntax, layers, argument.token)
            {
                words.push((argument.token, entity));
            }
        }
        words.sort_unstable();
        words.dedup();
        words.sort_by_key(|(word, _)| word.abs_diff(trigger.token));
        words.truncate(MOST);
        words.sort_unstable();
        let look = Look { reading, layers, trigger };
        words.iter().map(|(word, entity)| look.candidate(*word, *entity, &words)).collect()
    }
}

/// What the features are read off.
struct Look<'r> {
    reading: &'r Reading,
    layers: &'r Annotations,
    trigger: &'r Trigger,
}

impl Look<'_> {
    fn candidate(&self, word: usize, entity: usize, all: &[(usize, usize)]) -> Candidate {
        let score = |role: ArgumentRole| {
            let of_word = self.trigger.arguments.iter().filter(|a| a.role == role && a.token == word);
            of_word.map(|a| a.score).fold(0.0, f32::max)
        };
        Candidate {
            entity,
            word,
            actor: score(ArgumentRole::Actor),
            recipient: score(ArgumentRole::Recipient),
            features: self.features(word, entity, all),
        }
    }

    fn features(&self, word: usize, entity: usize, all: &[(usize, usize)]) -> Vec<String> {
        let syntax = &self.reading.syntax;
        let kind = &*self.trigger.label;
        let mode = self.trigger.mode.as_ref().map_or("", |(mode, _)| &**mode);
        let voice = voice(syntax, self.trigger.token);
        let lemma = syntax.get(self.trigger.token).map_or(String::new(), |t| t.lemma.to_lowercase());
        let side = if word < self.trigger.token { "before" } else { "after" };
        let path = path(syntax, self.trigger.token, word);
        let steps = path.matches(['<', '>']).count();
        let whose = self.layers.entities.get(entity);
        let sector = whose.and_then(|e| e.sectors.first()).map_or("none", String::as_str);
        let form =
            whose.and_then(|e| e.mentions.iter().find(|m| m.head == word)).map_or("part", |m| form(m.form));
        let what = whose.map_or("none", |e| e.kind.name());
        let (low, high) = (word.min(self.trigger.token), word.max(self.trigger.token));
        let between = all.iter().filter(|(w, _)| low < *w && *w < high).count().min(3);
        let speaks = self.speaks(entity);
        let last = path.rfind(['<', '>']).and_then(|at| path.get(at..)).unwrap_or("");
        let mut features = vec![
            format!("type {kind}"),
            format!("path {voice} {path}"),
            format!("last {voice} {side} {last}"),
            format!("what {kind} {what} {sector}"),
            format!("side {kind} {voice} {side} {sector}"),
            format!("near {kind} {side} {between}"),
            format!("form {side} {form}"),
            format!("word {kind} {lemma} {side}"),
            format!("last-of {kind} {last} {sector}"),
            format!("mode {kind} {mode} {voice} {side}"),
            format!("speaks {kind} {speaks} {side}"),
        ];
        if steps <= 3 {
            features.push(format!("path-of {kind} {voice} {path}"));
        }
        if steps <= 2 {
            features.push(format!("path-word {lemma} {voice} {path}"));
            features.push(format!("path-mode {kind} {mode} {voice} {path}"));
        }
        features
    }

    /// Whether the entity speaks in the trigger's sentence, and whether the act is what it says.
    fn speaks(&self, entity: usize) -> &'static str {
        let mut said = "no";
        for statement in self.layers.statements.iter().filter(|s| s.speaker == Some(entity)) {
            if statement.content.iter().any(|content| content.contains(self.trigger.span)) {
                return "it";
            }
            said = "elsewhere";
        }
        said
    }
}

pub(crate) fn form(form: Form) -> &'static str {
    match form {
        Form::Name => "name",
        Form::Nominal => "nominal",
        Form::Pronoun => "pronoun",
    }
}
