//! Words as `tools/score.py` compares them: lower case, without accents, letters and digits of ASCII only.

use std::collections::HashSet;

/// The words of a name.
pub fn words(text: &str) -> HashSet<String> {
    let plain: String = text.chars().flat_map(char::to_lowercase).filter_map(plain).collect();
    plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn plain(c: char) -> Option<char> {
    const TABLE: [(&str, char); 17] = [
        ("áàâäãåāăąạảấầẩẫậắằẳẵặ", 'a'),
        ("éèêëēęėěẽẹẻếềểễệ", 'e'),
        ("íìîïīįĩỉị", 'i'),
        ("óòôöõōőơọỏốồổỗộớờởỡợ", 'o'),
        ("úùûüūůűųũưụủứừửữự", 'u'),
        ("çćčĉ", 'c'),
        ("ñńňņ", 'n'),
        ("šśşșŝṣ", 's'),
        ("žźżẓ", 'z'),
        ("ğģǧĝ", 'g'),
        ("ýÿỳỵ", 'y'),
        ("țťţṭ", 't'),
        ("ďḑḍ", 'd'),
        ("ļľĺ", 'l'),
        ("ḥḩ", 'h'),
        ("řŗ", 'r'),
        ("ķ", 'k'),
    ];
    if c.is_ascii() {
        return Some(c);
    }
    // NFKD keeps dashes, curly marks and letters such as ø or ł apart from ASCII: they are dropped, as there.
    TABLE.iter().find(|(letters, _)| letters.contains(c)).map(|(_, plain)| *plain)
}
