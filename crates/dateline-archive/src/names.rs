//! Names compared without regard to letter case, accents and punctuation, and the keys made of them.

use dateline_record::{Entity, Place};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name in lower case, without accents, punctuation and a leading article; words are separated by one space.
pub fn fold(name: &str) -> String {
    let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    // "U.S." and "O'Neill" keep together what "Al-Shabaab" parts.
    let joined = plain.replace(['.', '\'', '’'], "");
    let words: Vec<&str> = joined.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let words = match words.as_slice() {
        ["the", rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    words.join(" ")
}

/// What makes an entity one across articles.
pub fn entity_key(entity: &Entity) -> String {
    format!("{}|{}|{}", fold(&entity.name), entity.code.as_deref().unwrap_or_default(), entity.kind.name())
}

/// What makes a place one across articles.
pub fn place_key(place: &Place) -> String {
    match place.geonames {
        Some(id) => format!("geonames {id}"),
        None => {
            format!("{}|{}|{}", fold(&place.name), place.country.as_deref().unwrap_or_default(), place.kind)
        }
    }
}

/// A hash of 47 bits, which the store keeps in six bytes, that is the same on every machine and in every version.
pub fn hash(parts: &[&str]) -> i64 {
    (hash_bytes(parts.iter().flat_map(|part| part.bytes().chain([0xff]))) >> 17).cast_signed()
}

/// FNV-1a, then the finaliser of SplitMix64: both are a few lines and need no table.
pub fn hash_bytes(bytes: impl Iterator<Item = u8>) -> u64 {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    mix(bytes.fold(START, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
pub fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// The first 16 hexadecimal digits of the SHA-256 of the parts.
pub fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0xff]);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn names_are_folded() {
        assert_eq!(fold("The U.S. Senate"), "us senate");
        assert_eq!(fold("Željko  Perić"), "zeljko peric");
        assert_eq!(fold("Al-Shabaab"), "al shabaab");
        assert_eq!(fold("The"), "the");
        assert_eq!(fold("…"), "");
        assert_eq!(fold("O’Neill"), "oneill");
    }
}
