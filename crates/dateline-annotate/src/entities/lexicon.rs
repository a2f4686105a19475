//! Words by which mentions are found and told apart: `knowledge/mentions.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    // The file is part of the program and its test reads it, so a fault in it cannot reach a user.
    Lexicon::parse(include_str!("../../../../knowledge/mentions.toml")).unwrap_or_default()
});

/// Whether a mention is of a man, a woman or a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    /// He.
    Male,
    /// She.
    Female,
    /// It.
    Neuter,
}

/// What a common noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NounClass {
    /// One person.
    Person,
    /// A body: a ministry, an army, a company.
    Organisation,
    /// Many people seen as one.
    Group,
    /// A country.
    Country,
}

/// The word lists.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    honorifics: HashMap<String, Option<Gender>>,
    genders: HashMap<String, Gender>,
    classes: HashMap<String, NounClass>,
    leading: HashSet<String>,
    generic: HashSet<String>,
    weak: HashSet<String>,
    kept: HashSet<String>,
    in_titles: HashSet<String>,
    international: HashSet<String>,
    stateless: HashSet<String>,
    flagged: HashSet<String>,
    party_members: HashSet<String>,
    unidentified: HashSet<String>,
    common: HashSet<String>,
    foreign_office: HashSet<String>,
}

#[derive(Deserialize)]
struct File {
    honorifics: Honorifics,
    gender: Genders,
    nouns: Nouns,
    leading: Verbs,
    generic: Words,
    weak: Words,
    kept: Words,
    titles: Words,
    international: Words,
    stateless: Words,
    flagged: Words,
    party_members: Words,
    unidentified: Words,
    common: Words,
    foreign_office: Words,
}

#[derive(Deserialize)]
struct Honorifics {
    male: Vec<String>,
    female: Vec<String>,
    either: Vec<String>,
}

#[derive(Deserialize)]
struct Genders {
    male: Vec<String>,
    female: Vec<String>,
}

#[derive(Deserialize)]
struct Nouns {
    person: Vec<String>,
    organisation: Vec<String>,
    group: Vec<String>,
    country: Vec<String>,
}

#[derive(Deserialize)]
struct Verbs {
    verbs: Vec<String>,
}

#[derive(Deserialize)]
struct Words {
    words: Vec<String>,
}

impl Lexicon {
    /// The lists that the program carries.
    pub(crate) fn get() -> &'static Self {
        &LEXICON
    }

    fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let mut read = Self::default();
        let (male, female) = (Some(Gender::Male), Some(Gender::Female));
        for (words, gender) in
            [(file.honorifics.either, None), (file.honorifics.male, male), (file.honorifics.female, female)]
        {
            read.honorifics.extend(words.into_iter().map(|w| (w, gender)));
        }
        read.genders.extend(file.gender.male.into_iter().map(|w| (w, Gender::Male)));
        read.genders.extend(file.gender.female.into_iter().map(|w| (w, Gender::Female)));
        let nouns = file.nouns;
        // A word in two lists belongs to the later one here: "women" are a group before they are persons.
        for (words, class) in [
            (nouns.person, NounClass::Person),
            (nouns.organisation, NounClass::Organisation),
            (nouns.group, NounClass::Group),
            (nouns.country, NounClass::Country),
        ] {
            read.classes.extend(words.into_iter().map(|w| (w, class)));
        }
        read.leading.extend(file.leading.verbs);
        read.generic.extend(file.generic.words);
        read.weak.extend(file.weak.words);
        read.kept.extend(file.kept.words);
        read.in_titles.extend(file.titles.words);
        read.international.extend(file.international.words);
        read.stateless.extend(file.stateless.words);
        read.flagged.extend(file.flagged.words);
        read.party_members.extend(file.party_members.words);
        read.unidentified.extend(file.unidentified.words);
        read.common.extend(file.common.words);
        read.foreign_office.extend(file.foreign_office.words);
        Ok(read)
    }

    /// Whether a lower-case word (its full stop cut) is a title or a word of address before a name.
    pub(crate) fn is_honorific(&self, word: &str) -> bool {
        self.honorifics.contains_key(word)
    }

    /// The gender that a word before a name tells.
    pub(crate) fn honorific_gender(&self, word: &str) -> Option<Gender> {
        self.honorifics.get(word).copied().flatten().or_else(|| self.genders.get(word).copied())
    }

    /// The gender that a common noun tells.
    pub(crate) fn gender(&self, lemma: &str) -> Option<Gender> {
        self.genders.get(lemma).copied()
    }

    /// What a common noun names, by its lemma or its form.
    pub(crate) fn class(&self, word: &str) -> Option<NounClass> {
        self.classes.get(word).copied()
    }

    /// Whether the verb's subject heads the verb's object.
    pub(crate) fn leads(&self, lemma: &str) -> bool {
        self.leading.contains(lemma)
    }

    /// Whether the noun names people or bodies only sometimes.
    pub(crate) fn is_weak(&self, lemma: &str) -> bool {
        self.weak.contains(lemma)
    }

    /// Whether the title stays part of the name that a person goes by.
    pub(crate) fn is_kept(&self, word: &str) -> bool {
        self.kept.contains(word)
    }

    /// Whether the word may stand inside a title before a name.
    pub(crate) fn is_in_titles(&self, word: &str) -> bool {
        self.in_titles.contains(word)
    }

    /// Whether the modifier says that no one country has the noun.
    pub(crate) fn is_international(&self, word: &str) -> bool {
        self.international.contains(word)
    }

    /// Whether people of this noun belong to no country that the text does not name.
    pub(crate) fn is_stateless(&self, lemma: &str) -> bool {
        self.stateless.contains(lemma)
    }

    /// Whether the noun says no more than to which party somebody belongs.
    pub(crate) fn is_party_member(&self, noun: &str) -> bool {
        self.party_members.contains(noun)
    }

    /// Whether things of this noun belong to another country than the one where they are.
    pub(crate) fn is_flagged(&self, lemma: &str) -> bool {
        self.flagged.contains(lemma)
    }

    /// Whether the modifier says that nobody knows whose the noun is.
    pub(crate) fn is_unidentified(&self, word: &str) -> bool {
        self.unidentified.contains(word)
    }

    /// Whether "foreign" before the word means what a state's ministry deals with.
    pub(crate) fn is_foreign_office(&self, word: &str) -> bool {
        self.foreign_office.contains(word)
    }

    /// Whether a folded word may stand in the name of a body of any country.
    pub(crate) fn is_common(&self, word: &str) -> bool {
        self.common.contains(word)
    }

    /// Whether a lower-case word of a name alone tells nothing about whose name it is.
    pub(crate) fn is_generic(&self, word: &str) -> bool {
        self.generic.contains(word)
    }
}

/// Lower case without accents, so that "Élysée" and "Elysee" are one; letters that are not Latin stay as they are.
pub(crate) fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(plain_letter).collect()
}

fn plain_letter(letter: char) -> char {
    const TABLE: &[(&str, char)] = &[
        ("áàâäãåāăąǎạảấầẩẫậắằẳẵặ", 'a'),
        ("çćčĉċ", 'c'),
        ("ďđḑḍ", 'd'),
        ("éèêëēėęěẽẹẻếềểễệ", 'e'),
        ("ğģǧĝġ", 'g'),
        ("ħḥḩ", 'h'),
        ("íìîïīįıĩỉị", 'i'),
        ("ķ", 'k'),
        ("łļľĺ", 'l'),
        ("ñńňņ", 'n'),
        ("óòôöõøōőơọỏốồổỗộớờởỡợ", 'o'),
        ("řŕŗ", 'r'),
        ("śšşșŝṣ", 's'),
        ("ťţțṭ", 't'),
        ("úùûüūůűųũưụủứừửữự", 'u'),
        ("ýÿỳỵỷỹ", 'y'),
        ("źžżẓ", 'z'),
        ("’‘ʼ", '\''),
    ];
    if letter.is_ascii() {
        return letter;
    }
    TABLE.iter().find(|(letters, _)| letters.contains(letter)).map_or(letter, |(_, plain)| *plain)
}

#[cfg(test)]
mod tests {
    use super::{Gender, Lexicon, NounClass, fold};

    #[test]
    fn the_file_is_read() {
        let lexicon = Lexicon::parse(include_str!("../../../../knowledge/mentions.toml"))
            .unwrap_or_else(|e| panic!("knowledge/mentions.toml: {e}"));
        assert_eq!(lexicon.honorific_gender("queen"), Some(Gender::Female));
        assert_eq!(lexicon.class("envoy"), Some(NounClass::Person));
        assert_eq!(lexicon.class("table"), None);
        assert!(lexicon.leads("head") && !lexicon.leads("see"));
    }

    #[test]
    fn folding_takes_case_and_accents_away() {
        assert_eq!(fold("Élysée, Erdoğan’s İ"), "elysee, erdogan's i\u{307}");
    }
}
