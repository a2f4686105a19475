//! Titles before a person's name: "French President", "retired Lt. Gen.", "Secretary of State".

use std::ops::Range;

use dateline_text::Upos;

use super::lexicon::{Gender, NounClass};
use super::text::Text;

/// The longest title, in words.
const LONGEST: usize = 14;

/// Parts a person's name into its title (empty where there is none) and the name itself; the title may lie inside the
/// given range or before it.
pub(crate) fn split(text: &Text, range: &Range<usize>) -> (Range<usize>, Range<usize>) {
    if let Some(title) = to_country(text, range) {
        let name = title.end..range.end;
        return (title, name);
    }
    let inside = inside(text, range);
    let name = inside..range.end;
    let before = before(text, range.start);
    if inside > range.start && (before < range.start || (range.start..inside).any(|i| is_title_noun(text, i)))
    {
        // What stands before the title's own words belongs to it: "French | President Emmanuel Macron".
        return (before..inside, name);
    }
    if before < range.start && ends_title(text, range.start - 1) {
        return (before..range.start, name);
    }
    (range.start..range.start, name)
}

/// "U.S. special envoy to | Ukraine Keith Kellogg": the title, where the reader's name took its country in.
fn to_country(text: &Text, range: &Range<usize>) -> Option<Range<usize>> {
    let preposition =
        range.start.checked_sub(1).filter(|p| matches!(text.folded(*p), "to" | "for" | "in"))?;
    let noun = preposition.checked_sub(1).filter(|n| is_title_noun(text, *n))?;
    let is_country = range.len() > 2 && text.facts.country(text.word(range.start)).is_some();
    let from = before(text, preposition);
    (is_country && from <= noun).then_some(from..range.start + 1)
}

/// The index after the title words with which a name's range begins.
fn inside(text: &Text, range: &Range<usize>) -> usize {
    let mut end = range.start;
    let mut i = range.start;
    // "Prime Minister of | Peru Gustavo Adrianzén": the reader's name took the country in.
    if range.len() > 2 && i > 0 && text.folded(i - 1) == "of" && text.facts.country(text.word(i)).is_some() {
        i += 1;
        end = i;
    }
    while i + 1 < range.end {
        let word = plain(text.folded(i));
        if is_title_noun(text, i) && !text.lexicon.is_kept(word) {
            end = i + 1;
        } else if word == "of" || word == "for" || word == "and" {
            // "Secretary of State Marco Rubio": the word after "of" belongs to the title where it can stand in one.
            if end == i && i + 2 < range.end && text.lexicon.is_in_titles(text.folded(i + 1)) {
                end = i + 2;
                i += 1;
            }
        } else if !(text.lexicon.is_in_titles(word)
            || text.facts.demonym(text.word(i)).is_some()
            || text.facts.country(text.word(i)).is_some()
            || word == ".")
        {
            break;
        }
        i += 1;
    }
    end
}

/// The index of the first word of a title that ends before `end`; `end` where there is none.
fn before(text: &Text, end: usize) -> usize {
    let first = text.syntax.sentence(text.sentence(end)).start;
    let mut from = end;
    let mut has_noun = false;
    while from > first && end - from < LONGEST {
        let i = from - 1;
        let upos = text.upos(i);
        if text.word(i) == "-" || text.word(i) == "." && i > first || text.is_possessive_mark(i) && has_noun {
            from = i;
            continue;
        }
        let of = matches!(text.folded(i), "of" | "for") && noun_soon_before(text, i, first);
        if of || text.folded(i) == "and" && i > first && follows_of(text, i - 1, first) {
            from = i;
            continue;
        }
        // "former" begins a title: only a country can stand before it.
        let opens = ["former", "ex", "acting", "retired", "then", "incumbent", "late"];
        if from < end && opens.contains(&text.folded(from)) {
            if text.facts.demonym(text.word(i)).is_some() || text.facts.country(text.word(i)).is_some() {
                from = i;
            }
            break;
        }
        let is_capital = text.is_capitalised(i);
        let is_word = !matches!(upos, Upos::Det | Upos::Adp | Upos::Punct | Upos::Pron);
        let fits = match upos {
            _ if has_noun && is_capital && is_word => true,
            Upos::Noun | Upos::Propn | Upos::X => {
                is_title_noun(text, i)
                    || has_noun && is_title_noun(text, from)
                    || text.lexicon.is_in_titles(plain(text.folded(i)))
                    || follows_of(text, i, first)
            }
            Upos::Adj => has_noun || text.lexicon.is_in_titles(text.folded(i)),
            Upos::Num => has_noun && text.token(i).is_some_and(|t| t.features.has("NumType", "Ord")),
            _ => false,
        };
        if !fits {
            break;
        }
        has_noun |= is_title_noun(text, i);
        from = i;
    }
    while from < end
        && (matches!(text.word(from), "-" | "." | "of" | "for" | "and") || text.is_possessive_mark(from))
    {
        from += 1;
    }
    if has_noun { from } else { end }
}

/// Whether the word ends a title that a name follows.
fn ends_title(text: &Text, index: usize) -> bool {
    let first = text.syntax.sentence(text.sentence(index)).start;
    if text.word(index) == "." {
        return index > first && is_title_noun(text, index - 1);
    }
    is_title_noun(text, index) && stands_before_name(text, index) || follows_of(text, index, first)
}

/// Whether the noun and the name after it are one phrase: capitalised, or joined by the tree.
fn stands_before_name(text: &Text, index: usize) -> bool {
    let next = index + 1;
    let joined = text.token(index).is_some_and(|t| t.head.is_some_and(|h| h >= next && h < next + 6))
        || text.token(next).is_some_and(|t| {
            t.head == Some(index) && matches!(text.relation(next), "flat" | "appos" | "compound" | "nmod")
        });
    text.is_capitalised(index) || joined
}

/// Whether the word is the noun after "of" or "for" of a title noun: "Minister of Finance", "Secretary of State".
fn follows_of(text: &Text, index: usize, first: usize) -> bool {
    (1..=4).any(|back| {
        let Some(of) = index.checked_sub(back).filter(|of| *of > first) else { return false };
        matches!(text.folded(of), "of" | "for")
            && is_title_noun(text, of - 1)
            && text.is_capitalised(of - 1)
            && (of + 1..=index).all(|i| text.is_capitalised(i) || text.folded(i) == "and")
    })
}

fn noun_soon_before(text: &Text, index: usize, first: usize) -> bool {
    index.checked_sub(1).is_some_and(|i| i >= first && is_title_noun(text, i) && text.is_capitalised(i))
}

/// Whether the word is a noun for the holder of an office, a rank or a word of address.
pub(crate) fn is_title_noun(text: &Text, index: usize) -> bool {
    if !matches!(text.upos(index), Upos::Noun | Upos::Propn | Upos::X) {
        return false;
    }
    let word = plain(text.folded(index));
    text.lexicon.is_honorific(word) || text.lexicon.class(word) == Some(NounClass::Person)
}

/// The gender that a title tells.
pub(crate) fn gender(text: &Text, title: &Range<usize>, name: &Range<usize>) -> Option<Gender> {
    let kept = name.start..core(text, name).start;
    title.clone().chain(kept).find_map(|i| text.lexicon.honorific_gender(plain(text.folded(i))))
}

/// The words of a name without the titles that stay part of it: "Charles III" of "King Charles III".
pub(crate) fn core(text: &Text, name: &Range<usize>) -> Range<usize> {
    let mut from = name.start;
    while from + 1 < name.end && (text.lexicon.is_kept(plain(text.folded(from))) || text.word(from) == ".") {
        from += 1;
    }
    from..name.end
}

fn plain(word: &str) -> &str {
    word.trim_end_matches('.')
}
