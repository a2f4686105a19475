//! What became of the people that a figure counts: killed, arrested, marching.

use dateline_text::{QuantityKind, Syntax, Upos};

use super::figure::Figure;
use super::vocabulary::Vocabulary;
use crate::lexer::{Kind, Word};

/// How many words behind a figure its predicate is looked for.
const REACH: usize = 24;
/// How many words of a figure's noun phrase are looked at.
const PHRASE: usize = 6;

fn has(list: &[String], word: Option<&Word>) -> bool {
    word.is_some_and(|w| list.iter().any(|form| w.is(form)))
}

/// A sentence's words with what is known about them.
pub(super) struct Sentence<'a> {
    pub(super) words: &'a [Word],
    pub(super) syntax: &'a Syntax,
    /// For each word whether it stands in a list of sub-totals ("including three children").
    pub(super) subtotal: Vec<bool>,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(words: &'a [Word], syntax: &'a Syntax) -> Self {
        Self { words, syntax, subtotal: subtotals(words) }
    }

    fn word(&self, at: usize) -> Option<&'a Word> {
        self.words.get(at)
    }

    fn back(&self, at: usize, back: usize) -> Option<&'a Word> {
        at.checked_sub(back).and_then(|i| self.words.get(i))
    }

    /// The kind of a figure, and whether a predicate or noun gave it; [`QuantityKind::Other`] where nothing does.
    pub(super) fn kind(&self, figure: &Figure, previous: Option<(&Figure, QuantityKind)>) -> QuantityKind {
        let things = self.phrase(figure.to).iter().any(|w| Vocabulary::get().is_thing(w));
        if let Some(kind) = self.own_noun(figure) {
            return kind;
        }
        if things {
            return QuantityKind::Other;
        }
        self.verb_before(figure)
            .or_else(|| self.predicate_after(figure))
            .or_else(|| previous.and_then(|(before, kind)| self.shared(before, kind, figure)))
            .or_else(|| self.people(figure))
            .unwrap_or(QuantityKind::Other)
    }

    /// The words of the noun phrase behind a figure, up to a verb, mark or preposition other than "of".
    fn phrase(&self, from: usize) -> &'a [Word] {
        let vocabulary = Vocabulary::get();
        let ends = |index: usize| {
            let Some(word) = self.word(index) else { return true };
            let mark = word.kind == Kind::Mark && !word.is("-");
            let preposition = matches!(
                word.lower.as_str(),
                "in" | "on"
                    | "at"
                    | "from"
                    | "to"
                    | "with"
                    | "by"
                    | "for"
                    | "who"
                    | "that"
                    | "and"
                    | "or"
                    | "as"
                    | "into"
            );
            mark || preposition
                || has(&vocabulary.links.be, Some(word))
                || has(&vocabulary.links.stops, Some(word))
                || (vocabulary.after(self.words, index).is_some() && vocabulary.noun(word).is_none())
        };
        let to = (from..from + PHRASE).find(|i| ends(*i)).unwrap_or(from + PHRASE);
        self.words.get(from..to.min(self.words.len())).unwrap_or_default()
    }

    /// "a soldier was injured", "killing an officer": one person without a name, killed or injured.
    pub(super) fn single_victim(&self, at: usize) -> Option<(Figure, QuantityKind)> {
        let article = self.word(at).filter(|w| matches!(w.lower.as_str(), "a" | "an" | "another"))?;
        let figure = Figure {
            from: at,
            number: at,
            to: at + 1,
            low: Some(1.0),
            high: Some(1.0),
            approximate: false,
            one: true,
            attached: false,
        };
        let vocabulary = Vocabulary::get();
        let number = crate::numbers::cardinal(self.words, at + 1).is_some()
            || crate::numbers::cardinal(self.words, at).is_some();
        let thing = self.phrase(at + 1).iter().any(|w| {
            vocabulary.is_thing(w)
                || matches!(
                    w.lower.as_str(),
                    "number"
                        | "total"
                        | "group"
                        | "series"
                        | "few"
                        | "couple"
                        | "estimated"
                        | "additional"
                        | "further"
                )
        });
        if number || thing || self.subtotal.get(at).copied().unwrap_or(false) {
            return None;
        }
        let active = if article.is("another") { None } else { self.verb_before(&figure) };
        let kind = active.or_else(|| self.passive_after(at + 1))?;
        matches!(kind, QuantityKind::Killed | QuantityKind::Injured).then_some((figure, kind))
    }

    /// The kind of the participle behind the first "is" or "was", if it follows that word at once.
    fn passive_after(&self, from: usize) -> Option<QuantityKind> {
        let be = (from..from + PHRASE + 2).find(|i| {
            self.word(*i).is_some_and(|w| {
                matches!(
                    w.lower.as_str(),
                    "is" | "was" | "been" | "," | ";" | "." | "that" | "who" | "of" | "and" | ":"
                )
            })
        })?;
        self.word(be).filter(|w| matches!(w.lower.as_str(), "is" | "was" | "been"))?;
        let adverb = usize::from(self.word(be + 1)?.lower.ends_with("ly") || self.word(be + 1)?.is("also"));
        let (kind, _) = Vocabulary::get().after(self.words, be + 1 + adverb)?;
        Some(kind)
    }

    /// "60 of them women": what part of the figure before, unless something else befell it ("60 of them were killed").
    pub(super) fn is_of_them(&self, figure: &Figure) -> bool {
        let [Some(of), Some(them), next] = [0, 1, 2].map(|k| self.word(figure.to + k)) else { return false };
        let links = &Vocabulary::get().links;
        let befell = has(&links.be, next) || Vocabulary::get().after(self.words, figure.to + 2).is_some();
        of.is("of") && them.is("them") && !befell
    }

    /// "12 deaths", "the death toll rose to 40".
    fn own_noun(&self, figure: &Figure) -> Option<QuantityKind> {
        let vocabulary = Vocabulary::get();
        let counted = self.phrase(figure.to).iter().find_map(|w| vocabulary.noun(w));
        let rises = self.back(figure.from, 1).is_some_and(|w| {
            matches!(
                w.lower.as_str(),
                "to" | "of"
                    | "at"
                    | "reached"
                    | "reaches"
                    | "is"
                    | "was"
                    | "now"
                    | "surpassed"
                    | "surpasses"
                    | "passed"
                    | "passes"
                    | "exceeded"
                    | "exceeds"
                    | "from"
                    | "stands"
            )
        });
        let toll = rises && (2..=REACH).any(|back| has(&vocabulary.links.toll, self.back(figure.from, back)));
        counted.or(toll.then_some(QuantityKind::Killed)).or_else(|| {
            // "total bodies of 12" and "the arrest of 12 people".
            let of = self.back(figure.from, 1)?.is("of");
            let the =
                usize::from(self.back(figure.from, 1)?.is("the") && self.back(figure.from, 2)?.is("of"));
            let noun = self.back(figure.from, 2 + the).filter(|_| of || the == 1)?;
            vocabulary.noun(noun).or_else(|| vocabulary.before(noun).filter(|_| noun.lower.ends_with("ing")))
        })
    }

    /// "killing 12", "arrests more than 100".
    fn verb_before(&self, figure: &Figure) -> Option<QuantityKind> {
        let vocabulary = Vocabulary::get();
        let mut at = figure.from.checked_sub(1)?;
        let skipped = |w: &Word| {
            matches!(
                w.lower.as_str(),
                "the"
                    | "all"
                    | "another"
                    | "an"
                    | "a"
                    | "additional"
                    | "further"
                    | "other"
                    | "also"
                    | "reportedly"
                    | "now"
                    | "its"
                    | "their"
                    | "his"
                    | "these"
                    | "those"
                    | "of"
                    | "up"
                    | "any"
            )
        };
        for _ in 0..3 {
            if !self.word(at).is_some_and(skipped) {
                break;
            }
            at = at.checked_sub(1)?;
        }
        let verb = self.word(at)?;
        let kind = vocabulary.before(verb)?;
        // "12 were killed, 5 injured" has a comma; "were arrested 12 kilometres away" a passive.
        let passive = (1..=2).any(|back| {
            self.back(at, back).is_some_and(|w| {
                matches!(w.lower.as_str(), "is" | "are" | "was" | "were" | "been" | "being" | "be")
            })
        });
        (!passive).then_some(kind)
    }

    /// "12 people were killed", "35 dead", "thousands of people marched".
    fn predicate_after(&self, figure: &Figure) -> Option<QuantityKind> {
        let vocabulary = Vocabulary::get();
        let mut at = figure.to;
        while at < self.words.len().min(figure.to + REACH) {
            let word = self.word(at)?;
            if self.subtotal.get(at).copied().unwrap_or(false) {
                at += 1;
                continue;
            }
            if let Some((kind, end)) = vocabulary.after(self.words, at)
                && self.holds(at, end, kind)
            {
                return Some(kind);
            }
            if has(&vocabulary.links.light, Some(word)) {
                let act = (at + 1..at + 6).any(|i| has(&vocabulary.links.acts, self.word(i)));
                return act.then_some(QuantityKind::Participants);
            }
            let ends = matches!(word.lower.as_str(), ";" | ":" | "." | "?" | "!" | "—");
            if ends || has(&vocabulary.links.stops, Some(word)) || self.is_other_verb(at) {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Whether the predicate at `at..end` is said of what stands before it, not of what follows.
    fn holds(&self, at: usize, end: usize, kind: QuantityKind) -> bool {
        let vocabulary = Vocabulary::get();
        if matches!(kind, QuantityKind::Participants) {
            return true;
        }
        let word = self.word(at).map_or("", |w| w.lower.as_str());
        let participle = word.ends_with("ed") || matches!(word, "shot" | "hurt" | "slain");
        if !participle {
            return true;
        }
        let adverb = self.back(at, 1).is_some_and(|w| w.lower.ends_with("ly") || w.is("also") || w.is("not"));
        let linked = has(&vocabulary.links.be, self.back(at, 1 + usize::from(adverb)));
        // "12 people killed in", "35 killed and 100 injured", but not "12 soldiers killed five".
        let next = self.word(end);
        let object = next.is_some_and(|w| {
            w.kind == Kind::Number
                || w.capital
                || matches!(
                    w.lower.as_str(),
                    "a" | "an"
                        | "the"
                        | "his"
                        | "her"
                        | "their"
                        | "its"
                        | "more"
                        | "at"
                        | "dozens"
                        | "hundreds"
                        | "several"
                        | "some"
                        | "people"
                        | "civilians"
                        | "many"
                )
                || crate::numbers::cardinal(self.words, end).is_some()
        });
        let at_least = next.is_some_and(|w| w.is("at")) && !self.word(end + 1).is_some_and(|w| w.is("least"));
        linked || !object || at_least
    }

    /// Whether another finite verb stands at `at`, by the tree: what follows it is no longer said of the figure.
    fn is_other_verb(&self, at: usize) -> bool {
        let Some(word) = self.word(at) else { return false };
        let Some(token) = self.syntax.index_at(word.span.start()).and_then(|i| self.syntax.get(i)) else {
            return false;
        };
        let links = &Vocabulary::get().links;
        let finite = token.features.has("VerbForm", "Fin") || token.features.has("Mood", "Ind");
        token.upos == Upos::Verb
            && finite
            && !has(&links.be, Some(word))
            && !matches!(token.base_relation(), "acl" | "parataxis")
    }

    /// "killing 12 soldiers and five civilians": the second figure shares the verb of the first.
    fn shared(&self, before: &Figure, kind: QuantityKind, figure: &Figure) -> Option<QuantityKind> {
        let person = !matches!(
            kind,
            QuantityKind::Other | QuantityKind::Money | QuantityKind::Duration | QuantityKind::Participants
        );
        let between = self.words.get(before.to..figure.from)?;
        let near = between.len() <= 8
            && between.last().is_some_and(|w| w.is("and") || w.is(",") || w.is("or") || w.is("another"));
        let plain = between.iter().all(|w| {
            !has(&Vocabulary::get().links.stops, Some(w))
                && !w.is(";")
                && Vocabulary::get().before(w).is_none()
        });
        let no_verb = between.iter().enumerate().all(|(k, _)| !self.is_other_verb(before.to + k));
        (person && near && plain && no_verb).then_some(kind)
    }

    /// "500 troops", "2,000 protesters".
    fn people(&self, figure: &Figure) -> Option<QuantityKind> {
        self.phrase(figure.to).iter().rev().find_map(|w| Vocabulary::get().counted(w))
    }

    /// The last word of the counted noun phrase in lower case, for the record's unit.
    pub(super) fn unit(&self, figure: &Figure) -> Option<String> {
        let phrase = self.phrase(figure.to);
        let phrase = phrase
            .strip_prefix(phrase.first().filter(|w| w.is("of")).map_or(&[][..], std::slice::from_ref))
            .unwrap_or(phrase);
        // "of" begins a phrase of its own: "members of the guard" counts members.
        let head = phrase.iter().position(|w| w.is("of")).unwrap_or(phrase.len());
        phrase.get(..head)?.last().filter(|w| w.kind == Kind::Letters).map(|w| w.lower.clone())
    }
}

/// Marks the words of each list that begins with "including" or the like.
fn subtotals(words: &[Word]) -> Vec<bool> {
    let vocabulary = Vocabulary::get();
    let mut inside = vec![false; words.len()];
    let mut open = false;
    for (index, word) in words.iter().enumerate() {
        if has(&vocabulary.links.subtotals, Some(word))
            || (word.is("of") && words.get(index + 1).is_some_and(|w| w.is("whom")))
        {
            open = true;
        } else if open {
            let goes_on = |i: usize| {
                let i = i + usize::from(words.get(i).is_some_and(|w| w.is("and") || w.is("or")));
                words.get(i).is_some_and(|w| {
                    matches!(w.lower.as_str(), "a" | "an") || crate::numbers::cardinal(words, i).is_some()
                })
            };
            let closes = word.is(",") && !goes_on(index + 1);
            let verb = vocabulary.before(word).is_some_and(|_| !word.lower.ends_with("ed"))
                || matches!(
                    word.lower.as_str(),
                    "is" | "are" | "was" | "were" | ";" | "." | ")" | "while" | "when"
                );
            open = !(closes || verb);
        }
        if let Some(mark) = inside.get_mut(index) {
            *mark = open;
        }
    }
    inside
}
