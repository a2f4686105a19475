//! The form under which names are looked up: accents dropped, apostrophes straight, spaces single; case is kept.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a name: compatibility decomposition, accents dropped, letters such as "ø" spelt out, apostrophes and dashes
/// straight, white space single. Case is kept. The same folding made the gazetteer (`knowledge/build/places.py`).
pub(crate) fn fold(name: &str) -> String {
    if name.is_ascii() && !name.contains(['`', '\t', '\n', '\r']) && !name.contains("  ") {
        return name.trim().to_owned();
    }
    let mut folded = String::with_capacity(name.len());
    for part in name.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for character in part.nfkd().filter(|&c| !is_combining_mark(c)) {
            spell(character, &mut folded);
        }
    }
    folded
}

/// Appends what stands for a letter that has no decomposition.
fn spell(character: char, out: &mut String) {
    let spelt = match character {
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'þ' => "th",
        'Þ' => "Th",
        'ß' => "ss",
        'æ' => "ae",
        'Æ' => "Ae",
        'œ' => "oe",
        'Œ' => "Oe",
        'ı' => "i",
        'ə' => "e",
        'Ə' => "E",
        'ħ' => "h",
        'Ħ' => "H",
        'ŧ' => "t",
        'Ŧ' => "T",
        '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{02bb}' | '\u{02bf}' | '\u{02be}' | '`' | '\u{00b4}' => "'",
        '\u{2013}' | '\u{2014}' | '\u{2010}' | '\u{2011}' => "-",
        _ => {
            out.push(character);
            return;
        }
    };
    out.push_str(spelt);
}

/// The name without what English puts around it: a leading "the", a trailing possessive, outer punctuation and quotation marks,
/// a trailing bracket such as "(ELN)".
pub(crate) fn trim_name(folded: &str) -> &str {
    let mut name = folded.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | ',' | ';' | ':' | '\u{201c}' | '\u{201d}')
    });
    if name.ends_with(')')
        && let Some(open) = name.rfind(" (")
    {
        name = &name[..open];
    }
    for article in ["the ", "The "] {
        name = name.strip_prefix(article).unwrap_or(name);
    }
    name.strip_suffix("'s").unwrap_or(name).trim_end_matches('\'').trim()
}

#[cfg(test)]
mod tests {
    use super::{fold, trim_name};

    #[test]
    fn accents_and_quotes_fold_but_case_stays() {
        assert_eq!(fold("Recep  Tayyip Erdoğan’s"), "Recep Tayyip Erdogan's");
        assert_eq!(fold("Jarosław Kaczyński"), "Jaroslaw Kaczynski");
        assert_eq!(fold("ÉLYSÉE"), "ELYSEE");
    }

    #[test]
    fn what_stands_around_a_name_goes() {
        assert_eq!(trim_name("the Kremlin's"), "Kremlin");
        assert_eq!(trim_name("National Liberation Army (ELN)"), "National Liberation Army");
        assert_eq!(trim_name("the United States'"), "United States");
    }
}
