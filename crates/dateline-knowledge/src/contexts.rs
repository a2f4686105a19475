//! The contexts of events and the words that show them, as data.

use std::collections::HashMap;

use serde::Deserialize;

const CONTEXTS: &str = include_str!("../../../knowledge/contexts.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    context: Vec<Entry>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    words: Vec<String>,
    #[serde(default)]
    types: Vec<String>,
    /// Sentences in which the context must be found; read by the test.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "only the test reads the cases"))]
    fire: Vec<String>,
    /// Sentences in which it must not be found; read by the test.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "only the test reads the cases"))]
    silent: Vec<String>,
}

/// The contexts of `knowledge/contexts.toml`.
#[derive(Clone, Debug, Default)]
pub struct Contexts {
    entries: Vec<Entry>,
    by_lemma: HashMap<String, Vec<usize>>,
    phrases: Vec<(String, usize)>,
}

impl Contexts {
    /// The contexts that Dateline ships.
    ///
    /// # Panics
    /// Never: a test reads the embedded file.
    pub fn load() -> Self {
        Self::from_toml(CONTEXTS).unwrap_or_else(|error| panic!("knowledge/contexts.toml: {error}"))
    }

    /// Reads contexts from TOML.
    ///
    /// # Errors
    /// A message with the line where the text is not of the file's form.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut contexts = Self { entries: file.context, ..Self::default() };
        for (index, entry) in contexts.entries.iter().enumerate() {
            for word in &entry.words {
                if word.contains(' ') || word.contains('-') {
                    contexts.phrases.push((word.to_lowercase(), index));
                } else {
                    contexts.by_lemma.entry(word.to_lowercase()).or_default().push(index);
                }
            }
        }
        Ok(contexts)
    }

    /// The names of all contexts, in the order of the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// The contexts whose words stand in a sentence, in the order of the file.
    ///
    /// `lemmas` are the dictionary forms of its words, `sentence` its text.
    pub fn shown_by_words<'l>(&self, lemmas: impl Iterator<Item = &'l str>, sentence: &str) -> Vec<&str> {
        let mut found: Vec<usize> =
            lemmas.filter_map(|lemma| self.by_lemma.get(&lemma.to_lowercase())).flatten().copied().collect();
        let lowered = sentence.to_lowercase();
        found.extend(self.phrases.iter().filter(|(phrase, _)| lowered.contains(phrase)).map(|(_, i)| *i));
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|i| self.entries[i].name.as_str()).collect()
    }

    /// The contexts that an act shows by its type and mode alone, in the order of the file.
    pub fn shown_by_type(&self, label: &str, mode: Option<&str>) -> impl Iterator<Item = &str> {
        let typed = mode.map_or_else(|| label.to_owned(), |mode| format!("{label}/{mode}"));
        self.entries.iter().filter(move |e| e.types.contains(&typed)).map(|e| e.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Contexts;

    /// Enough of a lemmatiser for the cases of the file: plurals and regular pasts.
    fn forms(sentence: &str) -> Vec<String> {
        let word = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric() && c != '-').to_lowercase();
        sentence
            .split_whitespace()
            .map(word)
            .flat_map(|w| {
                let stem = w.strip_suffix('s').map(str::to_owned).into_iter();
                let past = w.strip_suffix("ed").map(str::to_owned).into_iter();
                stem.chain(past).chain([w.clone()]).collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn all_thirty_seven_fire_and_stay_silent_as_their_cases_say() {
        let contexts = Contexts::load();
        assert_eq!(contexts.entries.len(), 37);
        let mut wrong = Vec::new();
        for entry in &contexts.entries {
            let found = |sentence: &str| {
                let forms = forms(sentence);
                contexts
                    .shown_by_words(forms.iter().map(String::as_str), sentence)
                    .contains(&entry.name.as_str())
            };
            wrong.extend(
                entry.fire.iter().filter(|s| !found(s)).map(|s| format!("{} must fire: {s}", entry.name)),
            );
            wrong.extend(
                entry.silent.iter().filter(|s| found(s)).map(|s| format!("{} must not: {s}", entry.name)),
            );
            assert!(!entry.fire.is_empty() && !entry.silent.is_empty(), "{} has no cases", entry.name);
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
