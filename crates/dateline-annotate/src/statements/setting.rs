//! To whom, by which medium, where and when something was said.

use dateline_text::{Place, Span, Spanned as _, TimeExpression, Upos};

use super::cues::{Cue, Kind};
use super::lexicon::lexicon;
use super::speaker::{History, resolve};
use super::view::View;

/// Places and times by where they stand.
pub(super) struct Settings {
    places: Vec<(Span, usize)>,
    times: Vec<(Span, usize)>,
}

/// What is known of a cue besides its speaker and content.
#[derive(Default)]
pub(super) struct Setting {
    pub(super) addressee: Option<usize>,
    pub(super) medium: Option<String>,
    pub(super) place: Option<usize>,
    pub(super) time: Option<usize>,
}

impl Settings {
    pub(super) fn new(places: &[Place], times: &[TimeExpression]) -> Self {
        let mut by_span: Vec<(Span, usize)> =
            places.iter().enumerate().flat_map(|(i, p)| p.mentions.iter().map(move |m| (*m, i))).collect();
        by_span.sort_unstable();
        let times = times.iter().enumerate().map(|(i, t)| (t.span(), i)).collect();
        Self { places: by_span, times }
    }

    /// What hangs on the cue's verb outside the content.
    pub(super) fn of(&self, view: &View, cue: &Cue, content: &[Span], history: &History) -> Setting {
        let mut setting = Setting::default();
        if !matches!(cue.kind, Kind::Verb(_) | Kind::Model) {
            return setting;
        }
        setting.addressee = addressee(view, cue, history);
        for child in view.syntax().children_by(cue.token, &["obl", "advmod", "nmod"]) {
            let Some(span) = view.span(view.extent(child)) else { continue };
            if content.iter().any(|c| c.overlaps(span)) {
                continue;
            }
            setting.medium = setting.medium.take().or_else(|| medium(view, child));
            setting.place =
                setting.place.or_else(|| first_in(&self.places, span).filter(|_| is_locative(view, child)));
            setting.time = setting.time.or_else(|| first_in(&self.times, span));
        }
        setting
    }
}

fn first_in(sorted: &[(Span, usize)], span: Span) -> Option<usize> {
    let from = sorted.partition_point(|(s, _)| s.end() <= span.start());
    sorted.get(from).filter(|(s, _)| s.overlaps(span)).map(|(_, i)| *i)
}

fn is_locative(view: &View, word: usize) -> bool {
    view.syntax()
        .children_by(word, &["case"])
        .any(|c| matches!(view.lower(c), "in" | "at" | "from" | "near" | "outside"))
}

/// "told reporters", "said to the council", "in a message to the nation".
fn addressee(view: &View, cue: &Cue, history: &History) -> Option<usize> {
    let to = |word: &usize| view.syntax().children_by(*word, &["case"]).any(|c| view.lower(c) == "to");
    let object = || {
        view.syntax().children_by(cue.token, &["iobj", "obj"]).find(|c| {
            *c > cue.token && (cue.takes().addressee || view.relation(*c) == "iobj") && view.is_nominal(*c)
        })
    };
    let oblique = || view.syntax().children_by(cue.token, &["obl"]).find(|c| to(c) && view.is_nominal(*c));
    let entity = |word: usize| resolve(view, word, history);
    object().and_then(entity).or_else(|| oblique().filter(|w| !names_medium(view, *w)).and_then(entity))
}

/// The medium of an oblique: "on X", "in a televised address", "at a news conference in Geneva".
fn medium(view: &View, word: usize) -> Option<String> {
    let case = view.syntax().children_by(word, &["case"]).find(|c| *c < word)?;
    if !lexicon().leads_to_medium(view.lower(case)) || !names_medium(view, word) {
        return None;
    }
    let mut start = case + 1;
    while start < word && matches!(view.upos(start), Upos::Det | Upos::Adp) {
        start += 1;
    }
    // "Truth Social" is one name whatever the tree makes of it.
    view.span(start..word + 1)
        .map(|s| view.document.slice(s).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn names_medium(view: &View, word: usize) -> bool {
    let known = |first: usize| {
        let words: Vec<&str> = (first..=word).map(|i| view.lower(i)).collect();
        lexicon().is_medium(&words.join(" "))
    };
    known(word) || lexicon().is_medium(view.lemma(word)) || word.checked_sub(1).is_some_and(known)
}
