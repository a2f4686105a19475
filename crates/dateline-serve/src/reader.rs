//! What the desk needs of a reader of articles.

use dateline_record::Record;

/// In which form a text was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubmissionForm {
    /// Whatever it looks like.
    Unknown,
    /// Plain text, perhaps with the debris of the page that it was copied from.
    Text,
    /// A web page.
    Html,
    /// One JSON object with `text` and other fields, as in a line of JSON Lines.
    Json,
}

/// A text that somebody wants read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The bytes of the request.
    pub bytes: Vec<u8>,
    /// What they are.
    pub form: SubmissionForm,
    /// The `charset` of the request.
    pub charset: Option<String>,
    /// Day or instant of publication, as the user gave it.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The address of the page.
    pub url: Option<String>,
}

/// Why a text was not read; each holds a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A parameter cannot be understood.
    Parameter(String),
    /// There is no article in it.
    Unreadable(String),
    /// It is longer than the desk reads.
    TooLong(String),
}

/// Reads articles for the desk. Called from many threads at once.
pub trait ReadArticle: Send + Sync + 'static {
    /// Reads one article.
    ///
    /// # Errors
    /// When there is nothing in it that could be read.
    fn read(&self, submission: &Submission) -> Result<Record, Refusal>;
}

impl<F> ReadArticle for F
where
    F: Fn(&Submission) -> Result<Record, Refusal> + Send + Sync + 'static,
{
    fn read(&self, submission: &Submission) -> Result<Record, Refusal> {
        self(submission)
    }
}
