//! Colours, and only on a terminal.

/// What a stretch of words is, for the eye.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ink {
    /// Running text.
    #[default]
    Plain,
    /// A name or a headline.
    Strong,
    /// What may be passed over.
    Faint,
    /// The title of a section.
    Heading,
    /// An act that happened.
    Happened,
    /// An act that is planned.
    Planned,
    /// An act that is possible.
    Possible,
    /// An act that did not happen.
    Denied,
    /// The words that name the act.
    Trigger,
}

impl Ink {
    /// The parameters of the SGR sequence (ECMA-48) that sets it; `None` where there is nothing to set.
    fn parameters(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Strong => Some("1"),
            Self::Faint => Some("2"),
            Self::Heading => Some("1;36"),
            Self::Happened => Some("1;32"),
            Self::Planned => Some("1;34"),
            Self::Possible => Some("1;33"),
            Self::Denied => Some("1;31"),
            Self::Trigger => Some("1;4"),
        }
    }

    /// Adds the words to `out`, coloured where `colour` says so.
    pub fn paint(self, words: &str, colour: bool, out: &mut String) {
        match self.parameters().filter(|_| colour && !words.is_empty()) {
            Some(parameters) => {
                out.push_str("\u{1b}[");
                out.push_str(parameters);
                out.push('m');
                out.push_str(words);
                out.push_str("\u{1b}[0m");
            }
            None => out.push_str(words),
        }
    }
}
