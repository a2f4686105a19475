//! What the neural reader sees: sentences, words with trees, mentions, triggers with their arguments, cues and contents.

use std::sync::Arc;

use crate::{Layer, Span, Spanned, Syntax};

/// One sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it lies, without white space around it.
    pub span: Span,
    /// Index of its paragraph in [`crate::Document::paragraphs`].
    pub paragraph: usize,
}

impl Spanned for Sentence {
    fn span(&self) -> Span {
        self.span
    }
}

/// What a mention or an entity is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum EntityKind {
    Person,
    Organisation,
    Country,
    Place,
    Group,
    Facility,
    Event,
    #[default]
    Other,
}

impl EntityKind {
    /// All kinds, in the order of the record's documentation.
    pub const ALL: [Self; 8] = [
        Self::Person,
        Self::Organisation,
        Self::Country,
        Self::Place,
        Self::Group,
        Self::Facility,
        Self::Event,
        Self::Other,
    ];

    /// The name that the record and the model's labels use, such as `organisation`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Country => "country",
            Self::Place => "place",
            Self::Group => "group",
            Self::Facility => "facility",
            Self::Event => "event",
            Self::Other => "other",
        }
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// By a proper name: "Macron".
    Name,
    /// By a common noun: "the French president".
    Nominal,
    /// By a pronoun: "she".
    Pronoun,
}

/// A stretch of words that refers to something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Its words.
    pub span: Span,
    /// Index of its head word in the document's [`Syntax`].
    pub head: usize,
    /// What it refers to.
    pub kind: EntityKind,
    /// How it refers.
    pub form: Form,
    /// The rule or model head that found it.
    pub found_by: &'static str,
    /// The finder's own probability, 0 to 1.
    pub score: f32,
}

impl Spanned for Mention {
    fn span(&self) -> Span {
        self.span
    }
}

/// Whether an act happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// The text says that it happened or is happening.
    #[default]
    Actual,
    /// Announced, scheduled, intended, about to.
    Planned,
    /// Conditional, possible, proposed, feared.
    Hypothetical,
    /// Did not happen, or is denied as fact.
    Negated,
}

impl Status {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Actual, Self::Planned, Self::Hypothetical, Self::Negated];

    /// The name in the record and in the model's labels.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Planned => "planned",
            Self::Hypothetical => "hypothetical",
            Self::Negated => "negated",
        }
    }

    /// The status with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// What a word is to a trigger or a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ArgumentRole {
    Actor,
    Recipient,
    Place,
    Time,
    Quantity,
    /// Whose word the act rests on.
    Asserter,
    /// Of a cue: who speaks.
    Speaker,
    /// Of a cue: the first word of what is said.
    Content,
}

impl ArgumentRole {
    /// All roles.
    pub const ALL: [Self; 8] = [
        Self::Actor,
        Self::Recipient,
        Self::Place,
        Self::Time,
        Self::Quantity,
        Self::Asserter,
        Self::Speaker,
        Self::Content,
    ];

    /// The name in the model's labels.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Recipient => "recipient",
            Self::Place => "place",
            Self::Time => "time",
            Self::Quantity => "quantity",
            Self::Asserter => "asserter",
            Self::Speaker => "speaker",
            Self::Content => "content",
        }
    }

    /// The role with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// A word that fills a role of a trigger or a cue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Argument {
    /// Which role.
    pub role: ArgumentRole,
    /// Index of the filler's head word in the document's [`Syntax`]; it may lie in an earlier sentence.
    pub token: usize,
    /// Probability, 0 to 1.
    pub score: f32,
}

/// Words that name an act, as the neural reader sees them.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    /// The words.
    pub span: Span,
    /// Index of the first word, whose vector the heads for mode, status and roles read.
    pub token: usize,
    /// Label of the event type, such as `CONSULT`.
    pub label: Arc<str>,
    /// Probability of that label (of any label against none times of this one), 0 to 1.
    pub score: f32,
    /// The next likely label and its probability.
    pub second: Option<(Arc<str>, f32)>,
    /// The most likely mode, with its probability; `None` where none is likelier than any.
    pub mode: Option<(Arc<str>, f32)>,
    /// Probabilities in the order of [`Status::ALL`].
    pub status: [f32; 4],
    /// Fillers, likeliest first: parties with a probability of at least 0.02, others of at least 0.2.
    pub arguments: Vec<Argument>,
    /// The model head or rule that found it, such as `model:trigger`.
    pub found_by: &'static str,
}

impl Trigger {
    /// The likeliest status by the reader alone, with its probability.
    pub fn likeliest_status(&self) -> (Status, f32) {
        let best = (0..4).max_by(|a, b| self.status[*a].total_cmp(&self.status[*b])).unwrap_or(0);
        (Status::ALL[best], self.status[best])
    }
}

/// The word of a sentence without a trigger that came nearest to being one; what a person is told who asks why nothing was coded.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    /// The word.
    pub span: Span,
    /// Its index in the document's [`Syntax`].
    pub token: usize,
    /// The likeliest event type.
    pub label: Arc<str>,
    /// Its probability, 0 to 1.
    pub score: f32,
    /// The probability that the word is no trigger, which was higher.
    pub none: f32,
}

impl Spanned for Rejected {
    fn span(&self) -> Span {
        self.span
    }
}

impl Spanned for Trigger {
    fn span(&self) -> Span {
        self.span
    }
}

/// A word that marks speech: "said", "according".
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// The word.
    pub span: Span,
    /// Its index.
    pub token: usize,
    /// Probability, 0 to 1.
    pub score: f32,
    /// Speaker and content.
    pub arguments: Vec<Argument>,
}

impl Spanned for Cue {
    fn span(&self) -> Span {
        self.span
    }
}

/// A stretch that the neural reader takes for the content of a statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Content {
    /// The words.
    pub span: Span,
    /// Whether they are quoted.
    pub direct: bool,
    /// Mean probability of its words, 0 to 1.
    pub score: f32,
}

impl Spanned for Content {
    fn span(&self) -> Span {
        self.span
    }
}

/// Everything that one pass of the neural reader sees in a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The sentences that were read, as they were given.
    pub sentences: Layer<Sentence>,
    /// Words and trees; sentence indices are those of `sentences`.
    pub syntax: Syntax,
    /// Named and nominal mentions.
    pub mentions: Layer<Mention>,
    /// Event triggers.
    pub triggers: Layer<Trigger>,
    /// For each sentence without a trigger at most one: what came nearest.
    pub rejected: Layer<Rejected>,
    /// Cues of speech.
    pub cues: Layer<Cue>,
    /// Contents of speech.
    pub contents: Layer<Content>,
}

impl Reading {
    /// Of "missile attack" the attack is the act: whether a trigger only modifies another one of its type and so names no act of its own.
    pub fn is_part_of_another(&self, trigger: &Trigger) -> bool {
        let Some(token) = self.syntax.get(trigger.token) else { return false };
        matches!(token.base_relation(), "compound" | "amod" | "flat")
            && token.head.and_then(|head| self.syntax.get(head)).is_some_and(|head| {
                let mut beside = self.triggers.overlapping(head.span);
                beside.any(|other| other.token != trigger.token && other.label == trigger.label)
            })
    }
}
