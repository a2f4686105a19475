//! The running text, and the debris inside and after it.

use super::draft::Draft;
use super::line::normalise;
use super::outlets::{Outlets, looks_like_name};
use super::{byline, dateline, head, names, rules, stamp};

/// Goes through the lines from `start` on and cuts what is no part of the article.
pub(super) fn read(draft: &mut Draft<'_>, start: usize) {
    let total = draft.lines.len();
    let last_sentence = last_sentence(draft, start);
    let mut list: Option<List> = None;
    let mut furniture = false;
    let mut at = start;
    while at < total {
        if draft.is_cut(at) {
            at += 1;
            continue;
        }
        let after_body = at > last_sentence;
        if let Some(verdict) = draft.verdict(at).filter(|verdict| at > start || verdict.why != "byline-role")
        {
            take_facts(draft, at, verdict.why);
            draft.drop_line(at, verdict.why);
            furniture |= after_body;
            list = if verdict.opens_list {
                Some(List { why: verdict.why, items: 0 })
            } else {
                list.filter(|_| !is_closing(verdict.why))
            };
            if verdict.ends_page && is_short_rest(draft, at) {
                (at + 1..total).for_each(|rest| cut_rest(draft, rest));
                return;
            }
            if draft.text(at) == "--" && is_short_rest(draft, at) {
                (at + 1..total).for_each(|rest| draft.drop_line(rest, "email-footer"));
                return;
            }
        } else if let Some(why) = list.as_mut().and_then(|list| list.takes(draft, at)) {
            draft.drop_line(at, why);
        } else {
            list = None;
            line(draft, at, start, after_body, furniture);
        }
        at += 1;
    }
}

/// The headlines after "Related stories" and the like.
struct List {
    why: &'static str,
    items: usize,
}

impl List {
    /// Why the line is one of the list's, if it is. Running text ends the list, and so does a cross-heading after its first item.
    fn takes(&mut self, draft: &Draft<'_>, at: usize) -> Option<&'static str> {
        let line = draft.lines.get(at)?;
        if line.is_stated()
            || line.shape.is_body() && line.shape.sentences > 1
            || dateline::read(&line.text).is_some()
        {
            return None;
        }
        let next_runs = draft.lines.get(at + 1).is_some_and(|next| next.shape.is_body());
        let parted = at > 0 && draft.lines.get(at - 1).is_some_and(|before| before.block != line.block);
        if self.items > 0 && next_runs && parted {
            return None;
        }
        self.items += 1;
        Some(self.why)
    }
}

/// Furniture that says that a list before it is over.
fn is_closing(why: &str) -> bool {
    matches!(why, "end-mark" | "advertisement" | "correction" | "caption")
}

/// The last line that is a sentence and that no rule cuts.
fn last_sentence(draft: &Draft<'_>, start: usize) -> usize {
    (start..draft.lines.len())
        .rev()
        .find(|at| {
            !draft.is_cut(*at)
                && draft.verdict(*at).is_none()
                && draft.lines.get(*at).is_some_and(|line| line.shape.is_sentence())
        })
        .unwrap_or(start)
}

/// Whether what follows a mark of the end is little beside what came before it.
fn is_short_rest(draft: &Draft<'_>, at: usize) -> bool {
    let words = |range: std::ops::Range<usize>| {
        draft.lines.get(range).map_or(0, |lines| lines.iter().map(|line| line.shape.words).sum::<usize>())
    };
    words(at + 1..draft.lines.len()) * 2 <= words(0..at)
}

/// Cuts a line after the end of the article, for the reason that it has by itself if it has one.
fn cut_rest(draft: &mut Draft<'_>, at: usize) {
    if draft.is_cut(at) {
        return;
    }
    let why = draft.verdict(at).map_or("boilerplate", |verdict| verdict.why);
    take_facts(draft, at, why);
    draft.drop_line(at, why);
}

/// Takes what a line that is cut says about day, author and source.
fn take_facts(draft: &mut Draft<'_>, at: usize, why: &str) {
    match why {
        "published" => draft.take_published_sentence(at),
        "jump-line" => {
            // Over "Continued from Page A1" stands the story's catchword once more.
            let is_slug = |text: &str| {
                text.split_whitespace().count() <= 2
                    && text.chars().any(char::is_uppercase)
                    && !text.chars().any(char::is_lowercase)
            };
            let from =
                draft.text(at).get(..14).is_some_and(|start| start.eq_ignore_ascii_case("continued from"));
            if let Some(above) = at.checked_sub(1).filter(|above| from && is_slug(draft.text(*above))) {
                draft.drop_line(above, "jump-line");
            }
        }
        "reporter-note" => {
            let text = draft.text(at).trim_matches(['(', ')', ' ']).to_owned();
            let credits_reporter = ["reporting by", "reported by", "report by", "written by"]
                .iter()
                .any(|start| text.to_lowercase().starts_with(start));
            if let Some(byline) =
                byline::marked(&text).filter(|_| credits_reporter && draft.page.authors.is_empty())
            {
                draft.take_byline(at, byline);
            } else if let Some((_, agency)) = text.split_once(" inputs from ")
                && Outlets::get().is_agency(agency.trim_end_matches('.'))
            {
                draft.take_house(agency.trim_end_matches('.'));
            }
        }
        _ => {}
    }
}

/// Settles a line of the body that no rule knows.
fn line(draft: &mut Draft<'_>, at: usize, start: usize, after_body: bool, furniture: bool) {
    if at == start {
        return;
    }
    let Some(line) = draft.lines.get(at).cloned() else { return };
    let text = line.text.as_str();
    if let Some(stamp) =
        stamp::read(text).filter(|stamp| stamp.is_labelled || stamp.is_relative || after_body)
    {
        draft.take_stamp(at, stamp);
        return;
    }
    if line.shape.words <= 16 {
        if let Some(byline) = byline::marked(text) {
            draft.take_byline(at, byline);
            return;
        }
        let signed = text.starts_with(['—', '–', '-', '(']) || draft.page.authors.is_empty();
        if let Some(byline) = byline::bare(text.trim_matches(['(', ')'])).filter(|_| {
            // Below the furniture, only a name with an address signs.
            let addressed = text.contains('@') && draft.page.authors.is_empty();
            after_body && signed && (!furniture || addressed)
        }) {
            draft.take_byline(at, byline);
            return;
        }
    }
    if is_reporter_note(text) {
        draft.drop_line(at, "reporter-note");
        return;
    }
    if line.shape.is_body() {
        return;
    }
    if !text.chars().any(char::is_alphanumeric) && text.len() >= 3 {
        draft.drop_line(at, "end-mark");
    } else if head::is_counter(text) {
        draft.drop_line(at, "counter");
    } else if head::is_address_only(text) {
        draft.drop_line(at, "contact");
    } else if text.split_whitespace().all(|word| word.starts_with('#') && word.len() > 2) {
        draft.drop_line(at, "tags");
    } else if head::under_picture(draft, at) || over_picture(draft, at) {
        draft.drop_line(at, "caption");
    } else if is_pull_quote(draft, at) {
        draft.drop_line(at, "pull-quote");
    } else if draft.title_line.is_some_and(|title| line.shape.words >= 3 && draft.same(at, draft.text(title)))
        || draft.known.title.is_some_and(|title| draft.same(at, title))
    {
        draft.drop_line(at, "repeated-title");
    } else if after_body && is_desk_code(text) {
        draft.drop_line(at, "end-mark");
    } else if after_body && is_tag_row(text) {
        draft.drop_line(at, "tags");
    } else if after_body && furniture && !line.shape.ends {
        // Page furniture has begun: what is no sentence after it is the text of links.
        draft.drop_line(at, "related");
    }
}

/// Whether the line stands in a block right above the credit of a picture and is no sentence of its own.
fn over_picture(draft: &Draft<'_>, at: usize) -> bool {
    let Some(line) = draft.lines.get(at) else { return false };
    let open = |line: &super::line::Line| !line.shape.ends && line.heading.is_none() && line.shape.words >= 5;
    let mut below = draft
        .lines
        .iter()
        .enumerate()
        .skip(at + 1)
        .take(2)
        .take_while(|(_, other)| other.block == line.block);
    open(line)
        && below.find(|(other, _)| draft.verdict(*other).is_some()).is_some_and(|(other, _)| {
            let credited =
                draft.verdict(other).is_some_and(|verdict| matches!(verdict.why, "photo-credit" | "caption"));
            credited
                && (at + 1..other).all(|between| {
                    draft.lines.get(between).is_some_and(open)
                        || draft.lines.get(between).is_some_and(|l| l.text.contains('['))
                })
        })
}

/// "Moss reported from Kyiv and Holt from Vienna.": who wrote where, at the end of a report.
pub(super) fn is_reporter_note(text: &str) -> bool {
    let is_biography = text.split_once(" is a freelance ").is_some_and(|(name, rest)| {
        names::is_person(name) && ["based in", "lives in"].iter().any(|home| rest.contains(home))
    });
    if is_biography {
        return true;
    }
    let Some((names, place)) = text.split_once(" reported from ") else { return false };
    let is_surname = |name: &str| names::is_person(name);
    names
        .split(" and ")
        .flat_map(|names| names.split(','))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .all(is_surname)
        && place.starts_with(char::is_uppercase)
        && place.split_whitespace().count() <= 14
}

/// A quotation set apart that another line of the page holds as well.
fn is_pull_quote(draft: &Draft<'_>, at: usize) -> bool {
    let Some(line) = draft.lines.get(at) else { return false };
    let quoted = line.text.trim_start_matches(['“', '"', '‘', '\'', '>', ' ']);
    if line.shape.words < 4 || quoted.len() == line.text.len() {
        return false;
    }
    let inner = normalise(quoted.split(['”', '"']).next().unwrap_or(quoted));
    let inner = inner.trim_matches(|c: char| !c.is_alphanumeric());
    inner.split(' ').count() >= 4
        && draft.lines.iter().enumerate().any(|(other, longer)| {
            other != at
                && longer.shape.words > line.shape.words
                && !draft.is_cut(other)
                && longer.normal().contains(inner)
        })
}

/// "dpa ub xx jl", "abc/de/fgh": the initials of those who handled the story.
fn is_desk_code(text: &str) -> bool {
    let words: Vec<&str> = text
        .trim_matches(|c: char| matches!(c, '=' | '(' | ')' | '-' | '*' | '/'))
        .split_whitespace()
        .collect();
    let initials =
        |word: &str| (1..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphabetic());
    match words.as_slice() {
        [house] if Outlets::get().is_agency(house) => true,
        [one] => {
            let parts: Vec<&str> = one.split(['/', '-']).collect();
            parts.len() >= 2
                && parts.iter().all(|part| initials(part))
                && (one.bytes().all(|b| !b.is_ascii_uppercase())
                    || one.contains('/') && one.bytes().all(|b| !b.is_ascii_lowercase()))
        }
        [house, rest @ ..] => {
            rest.len() <= 6
                && Outlets::get().is_agency(house)
                && rest.iter().all(|word| word.split(['/', '-']).all(initials))
        }
        [] => false,
    }
}

/// "TURKEY, GREECE, NATO": three names or more side by side.
fn is_tag_row(text: &str) -> bool {
    let cells: Vec<&str> = rules::cells(text)
        .flat_map(|cell| cell.split(','))
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    cells.len() >= 3
        && cells.iter().all(|cell| {
            cell.split_whitespace().count() <= 3 && (looks_like_name(cell) || !cell.contains(' '))
        })
}
