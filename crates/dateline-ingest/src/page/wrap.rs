//! From text to lines: blocks parted by blank lines, and lines that a program had wrapped joined again.

use super::line::Line;

/// Widths at which programs wrap text; a page whose longest wrapped line is wider was not wrapped.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=130;

/// The lines of a text in order. Line ends of all systems count; white space around lines is cut; tabs become spaces.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let blocks = blocks(text);
    let width = wrap_width(&blocks);
    let mut lines = Vec::new();
    for (number, block) in blocks.iter().enumerate() {
        let mut joined: Option<String> = None;
        for (at, piece) in block.iter().enumerate() {
            match &mut joined {
                Some(line) if at > 0 && continues(block.get(at - 1).map_or("", |l| l), piece, width) => {
                    if !(line.ends_with('-') && piece.starts_with(char::is_lowercase)) {
                        line.push(' ');
                    }
                    line.push_str(piece);
                }
                _ => {
                    lines.extend(joined.take().map(|line| Line::new(line, number)));
                    joined = Some((*piece).to_owned());
                }
            }
        }
        lines.extend(joined.map(|line| Line::new(line, number)));
    }
    lines
}

/// Runs of lines with no blank one between them.
fn blocks(text: &str) -> Vec<Vec<&str>> {
    let mut blocks = Vec::new();
    let mut block = Vec::new();
    // A carriage return alone is an old Mac's line end; an extra empty piece inside "\r\n" must not part blocks.
    let windows = text.contains("\r\n");
    let pieces = text.split(|c: char| {
        matches!(c, '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}') || (c == '\r' && !windows)
    });
    for piece in pieces {
        let line = piece.trim_matches(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}')
        });
        if line.is_empty() {
            if !block.is_empty() {
                blocks.push(std::mem::take(&mut block));
            }
        } else {
            block.push(line);
        }
    }
    if !block.is_empty() {
        blocks.push(block);
    }
    blocks
}

/// The width at which the text was wrapped, in characters, if it was.
fn wrap_width(blocks: &[Vec<&str>]) -> Option<usize> {
    let length = |line: &str| line.chars().count();
    let inner = || blocks.iter().flat_map(|block| block.iter().take(block.len().saturating_sub(1)));
    let width = inner().map(|line| length(line)).max().filter(|width| WIDTHS.contains(width))?;
    if blocks.iter().flatten().any(|line| length(line) > width + 4) {
        return None;
    }
    // In wrapped text nearly every break is one that the width forced, and many fall inside a sentence.
    let (mut breaks, mut forced, mut inside) = (0, 0, 0);
    for pair in blocks.iter().flat_map(|block| block.windows(2)) {
        let [line, next] = pair else { continue };
        if length(line) * 2 < width {
            continue;
        }
        breaks += 1;
        forced += usize::from(is_forced(line, next, width));
        inside += usize::from(next.starts_with(char::is_lowercase));
    }
    (breaks >= 2 && forced * 10 >= breaks * 7 && inside * 4 >= breaks).then_some(width)
}

/// Whether the next line's first word had no room on this one.
fn is_forced(line: &str, next: &str, width: usize) -> bool {
    let first = next.split_whitespace().next().unwrap_or_default();
    line.chars().count() + 1 + first.chars().count() + 2 > width
}

/// Whether `next` goes on with the line before it.
fn continues(line: &str, next: &str, width: Option<usize>) -> bool {
    if starts_item(next) {
        return false;
    }
    let open = !line.ends_with(['.', '!', '?', ':', '"', '”', '’', ')', '|']);
    let lower = next.starts_with(char::is_lowercase);
    match width {
        Some(width) => is_forced(line, next, width) && line.chars().count() * 2 > width,
        // Without a width, only a line broken in the middle of a sentence is joined.
        None => {
            open && lower
                && line.chars().count() >= 40
                && line.split_whitespace().count() >= 7
                && next.split_whitespace().count() >= 3
        }
    }
}

/// Whether the line begins a list's item.
fn starts_item(line: &str) -> bool {
    line.starts_with(['•', '*', '▪', '–', '—', '|', '#'])
        || line.starts_with("- ")
        || line.split_once(['.', ')']).is_some_and(|(number, _)| {
            number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit()) && !number.is_empty()
        })
}

#[cfg(test)]
mod tests {
    use super::lines;

    fn read(text: &str) -> Vec<String> {
        lines(text).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn wrapped_paragraphs_are_joined() {
        let wrapped = "Bosnian parties fail to agree on law\n\nVienna (dpa) - Leaders of the three main parties failed on\nSunday to agree on a new election law after eleven hours of\ntalks in the Austrian capital.\n\nThe mediator said that the parties had come closer on two\npoints but remained apart on how members are chosen.\n";
        assert_eq!(
            read(wrapped),
            [
                "Bosnian parties fail to agree on law",
                "Vienna (dpa) - Leaders of the three main parties failed on Sunday to agree on a new election law after eleven hours of talks in the Austrian capital.",
                "The mediator said that the parties had come closer on two points but remained apart on how members are chosen.",
            ]
        );
    }

    #[test]
    fn a_paragraph_a_line_stays_so() {
        let text = "Title here\nThe Senate yesterday asked the Government to recall the envoy over attacks on traders.\nThe motion was adopted after a voice vote.\r\nFour traders were killed.";
        assert_eq!(read(text).len(), 4);
        assert_eq!(read(text).first().map(String::as_str), Some("Title here"));
    }

    #[test]
    fn all_line_ends_and_odd_spaces_are_taken() {
        let windows = lines("One\r\n\r\nTwo\r\nThree");
        assert_eq!(windows.iter().map(|l| l.block).collect::<Vec<_>>(), [0, 1, 1]);
        assert_eq!(read("One\rTwo\u{2028}\u{a0}Three\u{a0}\n\u{feff}Four"), ["One", "Two", "Three", "Four"]);
        assert_eq!(read(""), [""; 0]);
        assert_eq!(read("Two  spaces\u{a0}kept"), ["Two  spaces\u{a0}kept"]);
    }
}
