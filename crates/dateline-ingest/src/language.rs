//! The language of a text.

/// Function words that no other language of the Latin script shares in number.
const ENGLISH: [&str; 16] = [
    "the", "and", "of", "said", "that", "with", "from", "his", "they", "have", "were", "has", "by", "for",
    "after", "which",
];

/// Those of them that hardly occur in any other language.
const ONLY_ENGLISH: [&str; 12] =
    ["the", "and", "said", "that", "with", "from", "his", "they", "were", "by", "after", "which"];

/// How much of the text is looked at, in bytes.
const LOOKED_AT: usize = 1500;

/// The language of `text` as a BCP 47 tag; `None` for fewer than 25 letters or where it cannot be told.
///
/// ```
/// use dateline_ingest::detect_language;
/// assert_eq!(detect_language("The minister said that the talks would go on.").as_deref(), Some("en"));
/// assert_eq!(detect_language("Der Minister sagte, dass die Gespräche am Montag fortgesetzt werden sollen.").as_deref(), Some("de"));
/// assert_eq!(detect_language("Talks"), None);
/// ```
pub fn detect_language(text: &str) -> Option<String> {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end)?;
    if head.chars().filter(|c| c.is_alphabetic()).take(25).count() < 25 {
        return None;
    }
    let is_in = |word: &str, list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    let (mut words, mut english, mut only_english) = (0_usize, 0_usize, 0_usize);
    for word in head.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        english += usize::from(is_in(word, &ENGLISH));
        only_english += usize::from(is_in(word, &ONLY_ENGLISH));
    }
    if english * 10 >= words {
        return Some("en".to_owned());
    }
    let guess = whatlang::detect(head)?;
    // A short English text full of foreign names is easily taken for another language.
    if only_english * 33 >= words.max(1) && only_english > 0 && guess.lang() != whatlang::Lang::Eng {
        return None;
    }
    let latin = guess.script() == whatlang::Script::Latin;
    (guess.is_reliable() || !latin).then(|| tag(guess.lang()))
}

/// The shortest tag: two letters where ISO 639-1 has them, else the three of ISO 639-3.
fn tag(lang: whatlang::Lang) -> String {
    const SHORT: [(&str, &str); 70] = [
        ("epo", "eo"),
        ("eng", "en"),
        ("rus", "ru"),
        ("cmn", "zh"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("ben", "bn"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ukr", "uk"),
        ("kat", "ka"),
        ("ara", "ar"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("heb", "he"),
        ("yid", "yi"),
        ("pol", "pl"),
        ("amh", "am"),
        ("jav", "jv"),
        ("kor", "ko"),
        ("nob", "nb"),
        ("dan", "da"),
        ("swe", "sv"),
        ("fin", "fi"),
        ("tur", "tr"),
        ("nld", "nl"),
        ("hun", "hu"),
        ("ces", "cs"),
        ("ell", "el"),
        ("bul", "bg"),
        ("bel", "be"),
        ("mar", "mr"),
        ("kan", "kn"),
        ("ron", "ro"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("mkd", "mk"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("tam", "ta"),
        ("vie", "vi"),
        ("urd", "ur"),
        ("tha", "th"),
        ("guj", "gu"),
        ("uzb", "uz"),
        ("pan", "pa"),
        ("aze", "az"),
        ("ind", "id"),
        ("tel", "te"),
        ("pes", "fa"),
        ("mal", "ml"),
        ("ori", "or"),
        ("mya", "my"),
        ("nep", "ne"),
        ("sin", "si"),
        ("khm", "km"),
        ("tuk", "tk"),
        ("aka", "ak"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("afr", "af"),
        ("lat", "la"),
        ("slk", "sk"),
        ("cat", "ca"),
        ("tgl", "tl"),
        ("hye", "hy"),
        ("cym", "cy"),
    ];
    let code = lang.code();
    SHORT.iter().find(|(long, _)| *long == code).map_or(code, |(_, short)| short).to_owned()
}

#[cfg(test)]
mod tests {
    use super::detect_language;

    #[test]
    fn a_headline_is_not_taken_for_another_language() {
        for text in [
            "Malaysian prime minister announces that Timor-Leste will officially join",
            "Army retakes bridge",
            "Ukraine: Russian drones hit Odesa port",
            "French president Étienne Marchand re-appoints Sébastien Leblanc as Prime Minister, four days after Leblanc resigned.",
            "",
            "12345 67890 12345 67890 12345 67890",
        ] {
            assert!(matches!(detect_language(text).as_deref(), None | Some("en")), "{text}");
        }
    }

    #[test]
    fn what_is_not_english_is_told() {
        let tag = |text| detect_language(text);
        assert_eq!(
            tag("Le ministre a déclaré que les négociations reprendraient lundi à Genève après une pause.")
                .as_deref(),
            Some("fr")
        );
        assert_eq!(tag("Министр заявил, что переговоры возобновятся в понедельник.").as_deref(), Some("ru"));
    }
}
