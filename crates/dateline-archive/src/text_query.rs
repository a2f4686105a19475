//! From what a user types to what FTS5 understands; no text can make a syntax error of it.

/// The words of a text that was asked for, for finding them in a sentence.
pub fn plain_words(text: &str) -> Vec<String> {
    terms(text)
        .into_iter()
        .filter(|term| !term.negated)
        .flat_map(|term| crate::names::fold(&term.words).split(' ').map(str::to_owned).collect::<Vec<_>>())
        .filter(|word| !word.is_empty())
        .collect()
}

/// The MATCH expression of FTS5; `None` where no word is left to look for.
///
/// Words must all be there; `"a phrase"` stands as it is; `title:` and `text:` name the field; `-word` must not be there;
/// `OR` between two stands for either; `begin*` for all words that begin so.
pub fn match_expression(text: &str) -> Option<String> {
    let mut wanted: Vec<Vec<String>> = Vec::new();
    let mut unwanted: Vec<String> = Vec::new();
    let mut either = false;
    for term in terms(text) {
        if term.words == "OR" && !term.quoted && term.field.is_none() {
            either = !wanted.is_empty();
            continue;
        }
        let Some(expression) = expression(&term) else { continue };
        if term.negated {
            unwanted.push(expression);
        } else if let Some(last) = wanted.last_mut().filter(|_| either) {
            last.push(expression);
        } else {
            wanted.push(vec![expression]);
        }
        either = false;
    }
    if wanted.is_empty() {
        return None;
    }
    let all: Vec<String> = wanted.iter().map(|any| format!("({})", any.join(" OR "))).collect();
    let all = all.join(" AND ");
    Some(if unwanted.is_empty() { all } else { format!("({all}) NOT ({})", unwanted.join(" OR ")) })
}

struct Term {
    field: Option<&'static str>,
    words: String,
    quoted: bool,
    negated: bool,
}

fn expression(term: &Term) -> Option<String> {
    if !term.words.contains(char::is_alphanumeric) {
        return None;
    }
    let (words, prefix) = match term.words.strip_suffix('*') {
        Some(words) if !term.quoted => (words, "*"),
        _ => (term.words.as_str(), ""),
    };
    let field = term.field.map(|field| format!("{field} : ")).unwrap_or_default();
    Some(format!("{field}\"{}\"{prefix}", words.replace(['"', '\0'], " ")))
}

fn terms(text: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (negated, after) = match rest.strip_prefix('-') {
            Some(after) if after.starts_with(|c: char| c.is_alphanumeric() || is_quote(c)) => (true, after),
            _ => (false, rest),
        };
        let (field, after) = ["title", "text"]
            .into_iter()
            .find_map(|field| Some((Some(field), after.strip_prefix(field)?.strip_prefix(':')?)))
            .unwrap_or((None, after));
        let quoted = after.starts_with(is_quote);
        let (words, after) = if quoted {
            let mut inner = after.char_indices().skip(1);
            let start = inner.next().map_or(after.len(), |(at, _)| at);
            let body = after.get(start..).unwrap_or_default();
            match body.find(is_quote) {
                Some(end) => {
                    let behind = body.get(end..).unwrap_or_default();
                    let mut chars = behind.chars();
                    chars.next();
                    (body.get(..end).unwrap_or_default(), chars.as_str())
                }
                None => (body, ""),
            }
        } else {
            let end = after.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(after.len());
            after.split_at(end)
        };
        terms.push(Term { field, words: words.to_owned(), quoted, negated });
        rest = after.trim_start();
    }
    terms
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

#[cfg(test)]
mod tests {
    use super::match_expression;

    fn check(text: &str, expected: &str) {
        assert_eq!(match_expression(text).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn words_phrases_fields_and_refusals() {
        check("truce Geneva", "(\"truce\") AND (\"Geneva\")");
        check("“peace talks”", "(\"peace talks\")");
        check("title:truce text:\"in May\"", "(title : \"truce\") AND (text : \"in May\")");
        check("truce -Sudan", "((\"truce\")) NOT (\"Sudan\")");
        check("truce OR ceasefire Chad", "(\"truce\" OR \"ceasefire\") AND (\"Chad\")");
        check("cease*", "(\"cease\"*)");
    }

    #[test]
    fn nothing_hostile_gets_through() {
        for text in ["", "-", "\"", "\"\"", "OR", "* * ^", "-x", "title:", "(", "{title}", "\u{0}"] {
            if let Some(expression) = match_expression(text) {
                assert!(expression.contains(char::is_alphanumeric), "{text}: {expression}");
            }
        }
        check("a\"b", "(\"a\") AND (\"b\")");
        check("AND NEAR(", "(\"AND\") AND (\"NEAR(\")");
        check("title:OR", "(title : \"OR\")");
    }
}
