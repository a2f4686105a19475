//! Conversion of byte offsets to code points, done once, at the edge.

use crate::Span;

/// Every how many bytes a count of code points is kept.
const STEP: usize = 256;

/// An index from byte offsets to Unicode code points of one text, and back.
///
/// Inside the program spans are bytes; the record counts code points (the unit of the W3C TextPositionSelector).
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before byte `i * STEP`, counting the bytes that start one.
    counts: Vec<usize>,
}

fn starts_code_point(byte: &u8) -> bool {
    // A continuation byte of UTF-8 has the form 10xxxxxx.
    *byte & 0b1100_0000 != 0b1000_0000
}

impl<'t> CodePoints<'t> {
    /// Builds the index in one pass over the text.
    pub fn new(text: &'t str) -> Self {
        let mut counts = vec![0];
        let mut total = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            total += chunk.iter().filter(|b| starts_code_point(b)).count();
            counts.push(total);
        }
        Self { text, counts }
    }

    /// How many code points precede the byte offset; offsets past the end count the whole text.
    pub fn from_byte(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = byte / STEP;
        let rest = &self.text.as_bytes()[block * STEP..byte];
        self.counts[block] + rest.iter().filter(|b| starts_code_point(b)).count()
    }

    /// The byte offset at which the code point with this number starts; the length of the text for one past the end.
    pub fn to_byte(&self, code_point: usize) -> usize {
        let block = self.counts.partition_point(|count| *count <= code_point).saturating_sub(1);
        let mut left = code_point - self.counts[block];
        let from = (block * STEP).min(self.text.len());
        for (i, byte) in self.text.as_bytes()[from..].iter().enumerate() {
            if starts_code_point(byte) {
                if left == 0 {
                    return from + i;
                }
                left -= 1;
            }
        }
        self.text.len()
    }

    /// The span's bounds in code points.
    pub fn range(&self, span: Span) -> [usize; 2] {
        [self.from_byte(span.start()), self.from_byte(span.end())]
    }

    /// The span, in bytes, of a range of code points.
    pub fn span(&self, range: [usize; 2]) -> Span {
        Span::new(self.to_byte(range[0]), self.to_byte(range[1]))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::CodePoints;
    use crate::Span;

    proptest! {
        #[test]
        fn code_points_slice_the_same_text_as_bytes(text in ".{0,700}", a in 0_usize..800, b in 0_usize..800) {
            let chars: Vec<char> = text.chars().collect();
            let (a, b) = (a.min(chars.len()), b.min(chars.len()));
            let (a, b) = (a.min(b), a.max(b));
            let index = CodePoints::new(&text);
            let span = index.span([a, b]);
            prop_assert_eq!(text[span.start()..span.end()].to_string(), chars[a..b].iter().collect::<String>());
            prop_assert_eq!(index.range(span), [a, b]);
        }
    }

    #[test]
    fn offsets_past_the_end_are_the_end() {
        let index = CodePoints::new("Kyïv");
        assert_eq!(index.from_byte(99), 4);
        assert_eq!(index.to_byte(99), 5);
        assert_eq!(index.range(Span::new(2, 4)), [2, 3]);
    }
}
