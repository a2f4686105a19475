//! What stands before the running text: masthead, sections, headline, standfirst, by-line, stamps.

use super::draft::Draft;
use super::line::{Line, fold, normalise};
use super::outlets::{Outlets, copyright_owner, has_paper_word, looks_like_name, masthead_name};
use super::{body, byline, dateline, rules, stamp};

/// Reads the head and returns the first line of the body.
pub(super) fn read(draft: &mut Draft<'_>) -> usize {
    mail_headers(draft);
    let body_start = find_body(draft);
    for at in 0..body_start {
        facts(draft, at);
    }
    let candidates: Vec<usize> = (0..body_start)
        .filter(|at| !draft.is_cut(*at) && !draft.lines.get(*at).is_some_and(|line| line.shape.is_body()))
        .collect();
    if let Some(known) = draft.known.title {
        for at in candidates.iter().copied() {
            if is_repeated(draft, at, known) {
                draft.drop_line(at, "repeated-title");
            }
        }
        around_title(draft, body_start, None);
    } else {
        let title = choose_title(draft, &candidates).or_else(|| restored_title(draft, body_start));
        draft.title_line = title;
        around_title(draft, body_start, title);
    }
    body_start
}

/// Cuts the headers of a forwarded mail and the remark that shares their block.
fn mail_headers(draft: &mut Draft<'_>) {
    let is_header =
        |draft: &Draft<'_>, at: usize| draft.verdict(at).is_some_and(|verdict| verdict.why == "email-header");
    let headers: Vec<usize> = (0..draft.lines.len()).filter(|at| is_header(draft, *at)).collect();
    for at in &headers {
        let block = draft.lines.get(*at).map(|line| line.block);
        let beside = |other: &&usize| draft.lines.get(**other).map(|line| line.block) == block;
        if headers.iter().filter(beside).count() < 2 {
            // One such line alone ("Date: …") is no mail.
            if let Some(slot) = draft.verdicts.get_mut(*at) {
                *slot = None;
            }
        }
    }
    let blocks: Vec<usize> = headers
        .iter()
        .filter(|at| is_header(draft, **at))
        .filter_map(|at| draft.lines.get(*at))
        .map(|line| line.block)
        .collect();
    for at in 0..draft.lines.len() {
        let in_mail = draft.lines.get(at).is_some_and(|line| blocks.contains(&line.block));
        if in_mail {
            let why = if is_header(draft, at) { "email-header" } else { "email-remark" };
            draft.drop_line(at, why);
        }
    }
}

/// The first line of running text; without any, the line after the headline.
fn find_body(draft: &Draft<'_>) -> usize {
    let open = |at: &usize| !draft.is_cut(*at) && draft.verdict(*at).is_none();
    let text = |at: &usize| draft.lines.get(*at).map(|line| (line, line.text.as_str()));
    // Running text begins within this many lines, or there is none.
    const LOOKED_AT: usize = 200;
    let candidates: Vec<usize> = (0..draft.lines.len())
        .filter(open)
        .take(LOOKED_AT)
        .filter(|at| {
            text(at).is_some_and(|(_, text)| stamp::read(text).is_none() && byline::marked(text).is_none())
        })
        .collect();
    let running = |at: &&usize| {
        text(at).is_some_and(|(line, text)| {
            let first = candidates.first() == Some(*at);
            let asks = first && candidates.len() > 1 && line.shape.sentences <= 1 && is_open_ended(text);
            line.heading.is_none()
                && (line.shape.is_body() && !asks || line.shape.ends && dateline::read(text).is_some())
        })
    };
    let mut runs = candidates.iter().filter(running);
    if let Some(first) = runs.next() {
        // A standfirst of a whole sentence stands above the by-line or the stamp; the story begins below.
        let story = runs.next().filter(|next| is_standfirst(draft, *first, **next));
        return *story.unwrap_or(first);
    }
    match candidates.as_slice() {
        [only] => *only,
        [first, second, ..] => {
            let sentence = text(first).is_some_and(|(line, _)| line.shape.is_sentence());
            if sentence || draft.known.title.is_some() { *first } else { *second }
        }
        [] => draft.lines.len(),
    }
}

/// Whether `first` is the summary under the headline: by-line or stamp stand between it and the next running line.
fn is_standfirst(draft: &Draft<'_>, first: usize, next: usize) -> bool {
    if dateline::read(draft.text(first)).is_some() || next - first > 20 {
        return false;
    }
    (first + 1..next).any(|at| {
        let text = draft.text(at);
        stamp::read(text).is_some_and(|stamp| stamp.published.is_some() || stamp.either.is_some())
            || byline::marked(text).is_some_and(|byline| !byline.authors.is_empty())
            || draft.verdict(at).is_some_and(|verdict| verdict.why == "reading-time")
    })
}

/// Whether a long first line ends as headlines do, with a question or a quotation, not with a full stop.
fn is_open_ended(text: &str) -> bool {
    text.ends_with(['?', '!', '’', '\'', '"', '”'])
        && !text.trim_end_matches(['’', '\'', '"', '”']).ends_with('.')
}

/// Takes what a line of the head says about day, author and source, and cuts what rules know.
fn facts(draft: &mut Draft<'_>, at: usize) {
    if draft.is_cut(at) {
        return;
    }
    let text = draft.text(at).to_owned();
    if let Some(verdict) = draft.verdict(at) {
        if verdict.why == "published" {
            draft.take_published_sentence(at);
        }
        // "Published 3 March 2024 | 3 min read" is told by its words, and says a day all the same.
        if let Some(stamp) = stamp::read(&text) {
            draft.take_stamp(at, stamp);
        }
        draft.drop_line(at, verdict.why);
    } else if let Some(stamp) = stamp::read(&text) {
        draft.take_stamp(at, stamp);
    } else if let Some(byline) = byline::marked(&text) {
        draft.take_byline(at, byline);
    } else if body::is_reporter_note(&text) {
        draft.drop_line(at, "reporter-note");
    } else if is_house_staff(&text) {
        draft.drop_line(at, "byline-role");
    } else if is_counter(&text) || is_clock(&text) {
        draft.drop_line(at, if is_clock(&text) { "timestamp" } else { "counter" });
    } else if is_address_only(&text) {
        draft.drop_line(at, "contact");
    } else if is_bare_label(&text) {
        draft.drop_line(at, "database-label");
    } else if !draft.lines.get(at).is_some_and(|line| line.shape.ends) {
        source_line(draft, at, &text);
    }
}

/// "Courier staff" under a name: for whom the author writes.
fn is_house_staff(text: &str) -> bool {
    text.strip_suffix(" staff").is_some_and(|house| {
        house.split_whitespace().count() <= 3 && looks_like_name(house) && has_paper_word(house)
    })
}

/// "BODY:" alone, as databases label the parts of a story.
fn is_bare_label(text: &str) -> bool {
    text.strip_suffix(':')
        .is_some_and(|label| label.len() > 1 && label.chars().all(|c| c.is_ascii_uppercase() || c == '-'))
}

/// A number alone, as of shares or comments; years are not taken.
pub(super) fn is_counter(text: &str) -> bool {
    let digits = text.replace([',', '.'], "");
    let number = digits.strip_suffix(['k', 'K']).unwrap_or(&digits);
    let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    !number.is_empty() && number.len() <= 7 && number.bytes().all(|b| b.is_ascii_digit()) && !is_year
}

/// A time of day or the length of a recording alone: "16:44".
fn is_clock(text: &str) -> bool {
    text.split_once(':').is_some_and(|(hours, minutes)| {
        let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        digits(hours) && minutes.split(':').all(digits)
    })
}

/// An address of mail or of a page alone.
pub(super) fn is_address_only(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && (text.starts_with("http") && text.contains("://")
            || text.contains('@') && text.contains('.') && text.len() > 5)
}

/// "Source: Xinhua | 2019-04-16 20:15 | Editor: Lin": a row of facts, at least one of them a day or a source.
fn source_line(draft: &mut Draft<'_>, at: usize, text: &str) {
    if is_founding_line(text) {
        return;
    }
    let text = &*rules::without_links(text);
    let house_first = text.split_once(',').is_some_and(|(first, _)| is_house(first.trim()));
    let cells: Vec<&str> = text
        .split(['|', '·', '•', '\t'])
        .flat_map(|cell| cell.split("  "))
        .flat_map(|cell| cell.split(" - "))
        .flat_map(|cell| cell.split(" – "))
        .flat_map(|cell| if house_first { cell.splitn(3, ',').collect::<Vec<_>>() } else { vec![cell] })
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    if !cells.iter().all(|cell| cell.split_whitespace().count() <= 6) {
        return;
    }
    let source = |cell: &str| {
        let (label, name) = cell.split_once(':')?;
        label
            .trim()
            .eq_ignore_ascii_case("source")
            .then(|| name.trim().to_owned())
            .filter(|name| looks_like_name(name))
    };
    let named = cells.iter().find_map(|cell| source(cell));
    let stamped = if cells.len() > 1 { cells.iter().find_map(|cell| stamp::read(cell)) } else { None };
    if named.is_none() && stamped.is_none() {
        return;
    }
    // Beside a labelled day stand places and zones, not persons.
    let names_day = stamped.is_some_and(|stamp| stamp.is_labelled);
    for cell in cells.iter().filter(|_| !names_day) {
        if is_house(cell) || has_paper_word(cell) && looks_like_name(cell) && !cell.contains(':') {
            draft.take_house(cell);
        } else if let Some(byline) = byline::marked(cell).or_else(|| byline::bare(cell)) {
            draft.take_byline(at, byline);
        }
    }
    if let Some(name) = named {
        draft.take_house(&name);
        draft.drop_line(at, "source");
    }
    if let Some(stamp) = stamped {
        draft.take_stamp(at, stamp);
    }
}

/// Whether this is a known outlet, also in capitals and with "News" behind it ("KYODO NEWS").
fn is_house(name: &str) -> bool {
    let outlets = Outlets::get();
    outlets.is_known(name)
        || outlets.is_agency(name)
        || name.strip_suffix(" NEWS").is_some_and(|bare| outlets.is_agency(bare))
}

/// Chooses the headline among the lines of the head that no rule cut.
fn choose_title(draft: &mut Draft<'_>, candidates: &[usize]) -> Option<usize> {
    let heading = |at: &&usize| draft.lines.get(**at).is_some_and(|line| line.heading == Some(1));
    if let Some(at) = candidates.iter().find(heading) {
        return Some(*at);
    }
    if let Some((tab, title, outlet)) = page_title(draft, candidates) {
        draft.page.outlet.get_or_insert(outlet);
        draft.drop_line(tab, "page-title");
        return Some(title);
    }
    if let Some(at) = below_release_marks(draft, candidates) {
        return Some(at);
    }
    let twice = candidates.iter().find(|at| {
        let long = draft.lines.get(**at).is_some_and(|line| line.shape.words >= 3 && !line.shape.ends);
        long && candidates.iter().any(|other| other > *at && draft.same(*other, draft.text(**at)))
    });
    if let Some(at) = twice {
        return Some(*at);
    }
    candidates
        .iter()
        .copied()
        .find(|at| !is_above_title(draft, *at, candidates))
        .or_else(|| candidates.last().copied())
}

/// In a press release, the headline stands below the marker, the contact and the date.
fn below_release_marks(draft: &Draft<'_>, candidates: &[usize]) -> Option<usize> {
    let why = |at: usize| draft.cut.get(at).copied().flatten();
    let last = *candidates.last()?;
    let marker = (0..last).find(|at| why(*at) == Some("release-marker"))?;
    let marks = (marker..last)
        .filter(|at| matches!(why(*at), Some("release-marker" | "contact" | "published")))
        .max()?;
    candidates.iter().copied().find(|at| *at > marks)
}

/// "Headline | Outlet" above the headline itself: both lines and the outlet.
fn page_title(draft: &Draft<'_>, candidates: &[usize]) -> Option<(usize, usize, String)> {
    candidates.iter().find_map(|tab| {
        let text = draft.text(*tab);
        [" | ", " - ", " – ", " — ", " · "].iter().find_map(|separator| {
            let (title, outlet) = text.rsplit_once(separator)?;
            let line = candidates.iter().find(|at| *at != tab && draft.same(**at, title))?;
            looks_like_name(outlet).then(|| (*tab, *line, outlet.trim().to_owned()))
        })
    })
}

/// Whether a candidate is a masthead, section or row of links above the headline.
fn is_above_title(draft: &Draft<'_>, at: usize, candidates: &[usize]) -> bool {
    let Some(line) = draft.lines.get(at) else { return false };
    let later = |words: usize| {
        candidates.iter().any(|other| {
            *other > at
                && draft
                    .lines
                    .get(*other)
                    .is_some_and(|l| l.shape.words >= words && byline::bare(&l.text).is_none())
        })
    };
    if !later(2) {
        return false;
    }
    is_row(&line.text)
        || is_founding_line(&line.text)
        || is_masthead(draft, at)
        || (later(4) && is_kicker(line))
}

/// A short line in capitals or name-like before a headline: a section, a series, a place.
fn is_kicker(line: &Line) -> bool {
    let name = line.text.trim_end_matches(':');
    line.shape.words <= 3 && line.shape.lower_words == 0 && !line.shape.ends && looks_like_name(name)
}

/// Rows of links: cells parted by arrows, or three and more short ones side by side.
fn is_row(text: &str) -> bool {
    let arrows = text.contains([' ', '\u{a0}']) && text.contains(['>', '›', '»']);
    let slashes = text.contains(" / ");
    let cells: Vec<&str> = rules::cells(text).collect();
    let short = cells.iter().all(|cell| cell.split_whitespace().count() <= 4 && looks_like_name(cell));
    let colons: Vec<&str> = text.split(" : ").collect();
    if colons.len() >= 3 && colons.iter().all(|cell| looks_like_name(cell.trim())) {
        return true;
    }
    let known_first = cells.first().is_some_and(|cell| normalise(cell) == "home");
    let labelled = short && cells.iter().any(|cell| rules::Rules::get().is_label(cell));
    cells.len() >= 2 && (arrows || known_first || labelled)
        || short && (cells.len() >= 3 || slashes && cells.len() >= 2)
}

/// "Spokane, Washington  Est. May 19, 1883".
fn is_founding_line(text: &str) -> bool {
    let lowered = fold(text);
    let has_year = text.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4);
    has_year
        && ["est.", "est ", "established", "founded", "since "]
            .iter()
            .any(|mark| lowered.starts_with(mark) || lowered.contains(&format!(" {mark}")))
        && text.split_whitespace().count() <= 12
}

/// Whether the line is the name of the paper: a known one, one with a paper's word, or one that the page repeats as its own.
fn is_masthead(draft: &Draft<'_>, at: usize) -> bool {
    let Some(line) = draft.lines.get(at) else { return false };
    let name = masthead_name(line);
    if !looks_like_name(&name) || line.shape.ends {
        return false;
    }
    let owned = || {
        let lowered = name.to_lowercase();
        draft.lines.iter().enumerate().any(|(other, l)| {
            other != at
                && draft.verdict(other).is_some()
                && (copyright_owner(&l.text).is_some_and(|owner| owner.to_lowercase() == lowered)
                    || name.split_whitespace().count() >= 2 && l.text.to_lowercase().contains(&lowered))
        })
    };
    if rules::Rules::get().is_label(&name) {
        return false;
    }
    let words = name.split_whitespace().count();
    let known = Outlets::get().is_known(&name);
    let first_the = name.starts_with("The ") && words <= 4;
    known || ends_as_paper(&name) || first_the || owned()
}

/// Whether a paper's word ends the name, or begins a name with "of".
fn ends_as_paper(name: &str) -> bool {
    let last = name.split_whitespace().next_back().unwrap_or_default();
    has_paper_word(last)
        || (name.contains(" of ") && has_paper_word(name))
        || name.starts_with("The ") && has_paper_word(name)
}

/// A headline that a rule about debris caught ("Watch: …") where nothing else in the head can be one.
fn restored_title(draft: &mut Draft<'_>, body_start: usize) -> Option<usize> {
    const WEAK: [&str; 12] = [
        "related",
        "live-label",
        "audio",
        "photo-credit",
        "caption",
        "follow",
        "tags",
        "share",
        "correction",
        "comment-prompt",
        "advertisement",
        "icon-label",
    ];
    let found = (0..body_start).find(|at| {
        let weak = draft.cut.get(*at).copied().flatten().is_some_and(|why| WEAK.contains(&why));
        weak && draft.lines.get(*at).is_some_and(|line| line.shape.words >= 4 && !line.shape.ends)
    })?;
    if let Some(slot) = draft.cut.get_mut(found) {
        *slot = None;
    }
    Some(found)
}

/// Whether a line is the headline again, also with the outlet behind it.
fn is_repeated(draft: &Draft<'_>, at: usize, title: &str) -> bool {
    let (line, title) = (normalise(draft.text(at)), normalise(title));
    line == title
        || title.split(' ').count() >= 3
            && line.strip_prefix(title.as_str()).is_some_and(|rest| {
                rest.trim_start().starts_with(['|', '-', '–', '—', '·'])
                    && rest.split_whitespace().count() <= 7
            })
}

/// Settles the lines above and below the headline.
fn around_title(draft: &mut Draft<'_>, body_start: usize, title: Option<usize>) {
    let shown = title.map(|at| draft.text(at).to_owned());
    for at in 0..body_start {
        if draft.is_cut(at) || Some(at) == title {
            continue;
        }
        let text = draft.text(at).to_owned();
        let Some(line) = draft.lines.get(at).cloned() else { continue };
        let above = title.is_some_and(|title| at < title);
        if shown.as_deref().is_some_and(|title| is_repeated(draft, at, title)) {
            draft.drop_line(at, "repeated-title");
        } else if is_founding_line(&text) {
            draft.drop_line(at, "founding-line");
        } else if is_row(&text) {
            let why = if text.contains(['>', '›', '»', '/']) { "breadcrumb" } else { "navigation" };
            draft.drop_line(at, why);
        } else if above && is_release_head(draft, &line) {
            draft.drop_line(at, "release-marker");
        } else if above && is_masthead(draft, at) || is_known_outlet(draft, &line) {
            let name = masthead_name(&line);
            if !above && Outlets::get().is_agency(&name) {
                draft.take_house(&name);
                draft.drop_line(at, "credit");
            } else {
                draft.page.outlet.get_or_insert(name);
                draft.drop_line(at, "masthead");
            }
        } else if let Some(byline) = byline::bare(&text).filter(|_| !above && !line.shape.is_sentence()) {
            draft.take_byline(at, byline);
        } else if text.split_once(',').is_some_and(|(house, place)| is_house(house) && looks_like_name(place))
        {
            // "BBC News, Nairobi" under the name.
            draft.drop_line(at, "byline-role");
        } else if is_kicker(&line) && (above || line.shape.words <= 2 || beside_cut(draft, at)) {
            draft.drop_line(at, "section-label");
        } else if !above && (under_picture(draft, at) || over_bracketed_credit(draft, at)) {
            draft.drop_line(at, "caption");
        } else if line.shape.ends
            && line.shape.words >= 3
            && (0..body_start).any(|other| other != at && draft.same(other, &text))
        {
            // The text of a picture for those who cannot see it, and its caption.
            (0..body_start)
                .filter(|other| *other != at && draft.same(*other, &text))
                .collect::<Vec<_>>()
                .into_iter()
                .for_each(|other| draft.drop_line(other, "caption"));
            draft.drop_line(at, "caption");
        }
    }
}

/// The issuing office and the kind of text above the headline of a press release.
fn is_release_head(draft: &Draft<'_>, line: &Line) -> bool {
    draft.cut.contains(&Some("release-marker"))
        && line.shape.words <= 8
        && line.shape.lower_words == 0
        && !line.shape.ends
}

/// Whether a neighbour in the same block was cut.
fn beside_cut(draft: &Draft<'_>, at: usize) -> bool {
    let block = |at: usize| draft.lines.get(at).map(|line| line.block);
    [at.checked_sub(1), Some(at + 1)]
        .into_iter()
        .flatten()
        .any(|other| block(other) == block(at) && draft.is_cut(other))
}

/// Whether the line is a short sentence right above a credit in brackets: "(photo credit: …)".
fn over_bracketed_credit(draft: &Draft<'_>, at: usize) -> bool {
    let Some((line, below)) = draft.lines.get(at).zip(draft.lines.get(at + 1)) else { return false };
    let credited =
        draft.verdict(at + 1).is_some_and(|verdict| matches!(verdict.why, "photo-credit" | "caption"));
    credited && below.text.starts_with('(') && below.block == line.block && line.shape.words <= 30
}

/// Whether the line stands right under the credit of a picture, in its block, and is no sentence of its own.
pub(super) fn under_picture(draft: &Draft<'_>, at: usize) -> bool {
    let Some(line) = draft.lines.get(at) else { return false };
    let above = at
        .checked_sub(1)
        .filter(|above| draft.lines.get(*above).is_some_and(|other| other.block == line.block));
    let credited = above.and_then(|above| draft.cut.get(above).copied().flatten());
    matches!(credited, Some("photo-credit" | "caption"))
        && !line.shape.ends
        && line.shape.words >= 5
        && line.shape.lower_words > 0
}

fn is_known_outlet(draft: &Draft<'_>, line: &Line) -> bool {
    let name = masthead_name(line);
    draft.known.outlet.is_some_and(|outlet| normalise(outlet) == normalise(&name))
        || Outlets::get().is_known(&name)
}
