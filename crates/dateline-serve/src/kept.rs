//! Counts over the whole archive, which are kept until it has grown: many look at the same chart, and each would be counted anew.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Answers that are kept at most.
const MOST: usize = 64;
/// Bytes of the longest answer that is kept: ties among very many actors are counted anew.
const LONGEST: usize = 1 << 19;

/// Answers as JSON that are kept.
#[derive(Default)]
pub struct KeptAnswers {
    state: Mutex<State>,
}

/// Answers by what was asked, of an archive with so many articles.
#[derive(Default)]
struct State {
    articles: u64,
    answers: HashMap<String, Arc<[u8]>>,
}

impl KeptAnswers {
    /// The answer to a question, if it is known for an archive with so many articles.
    pub fn get(&self, articles: u64, question: &str) -> Option<Arc<[u8]>> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.articles == articles { state.answers.get(question).cloned() } else { None }
    }

    /// Keeps an answer that is not too long; those for another number of articles are forgotten.
    pub fn keep(&self, articles: u64, question: String, answer: Arc<[u8]>) {
        if answer.len() > LONGEST {
            return;
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.articles != articles || state.answers.len() >= MOST {
            *state = State { articles, answers: HashMap::new() };
        }
        state.answers.insert(question, answer);
    }
}

#[cfg(test)]
mod tests {
    use super::{KeptAnswers, LONGEST, MOST};

    #[test]
    fn an_archive_that_has_grown_is_asked_again() {
        let kept = KeptAnswers::default();
        kept.keep(3, "days".to_owned(), b"[1]".as_slice().into());
        assert_eq!(kept.get(3, "days").as_deref(), Some(b"[1]".as_slice()));
        assert_eq!((kept.get(4, "days"), kept.get(3, "places")), (None, None));
        kept.keep(4, "places".to_owned(), b"[2]".as_slice().into());
        assert_eq!(kept.get(3, "days"), None);
        for number in 0..MOST * 2 {
            kept.keep(4, number.to_string(), b"".as_slice().into());
        }
        assert!(kept.state.lock().expect("a state").answers.len() <= MOST);
        kept.keep(4, "ties".to_owned(), vec![b' '; LONGEST + 1].into());
        assert_eq!(kept.get(4, "ties"), None);
    }
}
