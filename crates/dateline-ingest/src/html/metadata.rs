//! What a page says about itself: JSON-LD, then OpenGraph and other `meta`, then `time`, then its headings.

use serde_json::Value;

use super::scan::{Piece, Scanner, attribute};

/// Metadata of a page; each field from the best source that has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PageMetadata {
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub authors: Vec<String>,
    /// As written.
    pub published: Option<String>,
    pub url: Option<String>,
}

/// How many JSON values of a page are looked at.
const JSON_BUDGET: usize = 20_000;

/// `meta` names for each field, best first.
const PUBLISHED: [&str; 17] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publishdate",
    "publish_date",
    "pubdate",
    "date.published",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "article.published",
    "date",
];
const TITLE: [&str; 4] = ["og:title", "twitter:title", "dc.title", "headline"];
const OUTLET: [&str; 4] = ["og:site_name", "dc.publisher", "publisher", "application-name"];
const AUTHOR: [&str; 7] =
    ["author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator"];

/// Reads a page's metadata in one walk.
pub(super) fn read(html: &str) -> PageMetadata {
    let mut found = Sources::default();
    let mut heading = None;
    for piece in Scanner::new(html) {
        match piece {
            Piece::Raw { name, attributes, text } if name.eq_ignore_ascii_case("script") => {
                let is_data = attribute(attributes, "type")
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"));
                if is_data {
                    found.json(text);
                }
            }
            Piece::Raw { name, text, .. } if name.eq_ignore_ascii_case("title") => {
                found
                    .page_title
                    .get_or_insert_with(|| html_escape::decode_html_entities(text).trim().to_owned());
            }
            Piece::Start { name, attributes } if name.eq_ignore_ascii_case("meta") => found.meta(attributes),
            Piece::Start { name, attributes } if name.eq_ignore_ascii_case("link") => {
                let canonical =
                    attribute(attributes, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
                if let Some(href) = attribute(attributes, "href").filter(|_| canonical) {
                    found.canonical.get_or_insert(href);
                }
            }
            Piece::Start { name, attributes } if name.eq_ignore_ascii_case("time") => found.time(attributes),
            Piece::Start { name, .. } if name.eq_ignore_ascii_case("h1") && found.heading.is_none() => {
                heading = Some(String::new())
            }
            Piece::End { name } if name.eq_ignore_ascii_case("h1") => {
                found.heading = found.heading.take().or_else(|| {
                    heading.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
                });
            }
            Piece::Text(text) => {
                if let Some(heading) = heading.as_mut().filter(|heading| heading.len() < 500) {
                    heading.push_str(&html_escape::decode_html_entities(text));
                }
            }
            _ => {}
        }
    }
    found.settle()
}

/// Everything found, before the best is chosen.
#[derive(Default)]
struct Sources {
    json: PageMetadata,
    metas: Vec<(String, String)>,
    canonical: Option<String>,
    time: Option<String>,
    time_labelled: bool,
    heading: Option<String>,
    page_title: Option<String>,
}

impl Sources {
    fn meta(&mut self, attributes: &str) {
        let name = ["property", "name", "itemprop"].iter().find_map(|key| attribute(attributes, key));
        let content = attribute(attributes, "content").filter(|content| !content.is_empty());
        if let (Some(name), Some(content), true) = (name, content, self.metas.len() < 500) {
            self.metas.push((name.to_ascii_lowercase(), content));
        }
    }

    fn time(&mut self, attributes: &str) {
        let Some(written) = attribute(attributes, "datetime").filter(|written| !written.is_empty()) else {
            return;
        };
        let lowered = attributes.to_ascii_lowercase();
        let labelled = lowered.contains("publish") || lowered.contains("pubdate");
        if self.time.is_none() || labelled && !self.time_labelled {
            self.time = Some(written);
            self.time_labelled = labelled;
        }
    }

    /// Takes an article's fields from a block of JSON-LD. Blocks with raw line ends in strings, which are not JSON, are mended.
    fn json(&mut self, text: &str) {
        let text = text
            .trim()
            .trim_start_matches("<!--")
            .trim_end_matches("-->")
            .trim_start_matches("//<![CDATA[")
            .trim_end_matches("//]]>");
        let value = serde_json::from_str::<Value>(text).or_else(|_| {
            let mended: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            serde_json::from_str(&mended)
        });
        let Ok(value) = value else { return };
        let mut open = vec![&value];
        let mut budget = JSON_BUDGET;
        while let Some(value) = open.pop() {
            budget -= 1;
            if budget == 0 {
                return;
            }
            match value {
                Value::Array(items) => open.extend(items.iter().rev()),
                Value::Object(fields) => {
                    if is_article(value) {
                        self.article(value);
                    }
                    open.extend(
                        ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"]
                            .iter()
                            .rev()
                            .filter_map(|key| fields.get(*key)),
                    );
                }
                _ => {}
            }
        }
    }

    fn article(&mut self, article: &Value) {
        let json = &mut self.json;
        let text = |key: &str| article.get(key).and_then(string);
        json.title = json.title.take().or_else(|| text("headline")).or_else(|| text("name"));
        json.published =
            json.published.take().or_else(|| text("datePublished")).or_else(|| text("dateCreated"));
        json.url = json.url.take().or_else(|| text("url")).or_else(|| {
            let page = article.get("mainEntityOfPage")?;
            string(page).or_else(|| page.get("@id").and_then(string))
        });
        json.outlet = json.outlet.take().or_else(|| {
            let publisher = article.get("publisher")?;
            let publisher = publisher.get(0).unwrap_or(publisher);
            publisher.get("name").and_then(string).or_else(|| string(publisher))
        });
        if json.authors.is_empty() {
            json.authors =
                article.get("author").or_else(|| article.get("creator")).map(authors).unwrap_or_default();
        }
    }

    fn settle(self) -> PageMetadata {
        let meta = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| self.metas.iter().find(|(found, _)| found == name))
                .map(|(_, content)| content.clone())
        };
        let outlet = self.json.outlet.clone().or_else(|| meta(&OUTLET)).filter(|outlet| !is_address(outlet));
        let mut authors = self.json.authors.clone();
        if authors.is_empty() {
            let named =
                AUTHOR.iter().flat_map(|name| self.metas.iter().filter(move |(found, _)| found == name));
            authors = named
                .map(|(_, content)| split_authors(content))
                .find(|authors| !authors.is_empty())
                .unwrap_or_default();
        }
        authors.retain(|author| outlet.as_deref() != Some(author.as_str()));
        let title = self
            .json
            .title
            .clone()
            .or_else(|| meta(&TITLE))
            .or_else(|| self.heading.clone())
            .or_else(|| self.page_title.clone())
            .map(|title| without_outlet(&title, outlet.as_deref(), self.heading.as_deref()))
            .filter(|title| !title.is_empty());
        let url = self
            .json
            .url
            .clone()
            .filter(|url| is_address(url))
            .or(self.canonical.clone())
            .or_else(|| meta(&["og:url"]));
        PageMetadata {
            title,
            authors,
            published: self.json.published.clone().or_else(|| meta(&PUBLISHED)).or(self.time),
            url: url.filter(|url| is_address(url)),
            outlet,
        }
    }
}

fn is_article(value: &Value) -> bool {
    let named = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report"
        })
    };
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}

fn string(value: &Value) -> Option<String> {
    let text = html_escape::decode_html_entities(value.as_str()?);
    Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
}

/// Persons of an `author` field: a name, an object, or several. Organisations are no persons.
fn authors(value: &Value) -> Vec<String> {
    let one = |value: &Value| -> Vec<String> {
        if value.get("@type").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("Organization")) {
            return Vec::new();
        }
        let name = value.get("name").map_or(value, |name| name.get(0).unwrap_or(name));
        string(name).map(|name| split_authors(&name)).unwrap_or_default()
    };
    let mut names: Vec<String> = match value {
        Value::Array(items) => items.iter().take(50).flat_map(one).collect(),
        value => one(value),
    };
    names.dedup();
    names
}

/// "By A and B" is two persons; a name of a form that the by-line rules do not know is kept as it is, an address is none.
fn split_authors(text: &str) -> Vec<String> {
    if is_address(text) || text.contains('@') && !text.contains(' ') {
        return Vec::new();
    }
    crate::page::byline_authors(text).unwrap_or_else(|| vec![text.trim().to_owned()])
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://") || text.starts_with('/')
}

/// The title without the outlet behind it, where that is known or looks like one, or the page's heading is the rest.
fn without_outlet(title: &str, outlet: Option<&str>, heading: Option<&str>) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    for separator in [" | ", " - ", " – ", " — ", " · ", " :: "] {
        if let Some((head, tail)) = title.rsplit_once(separator) {
            let is_outlet = outlet.is_some_and(|outlet| outlet.eq_ignore_ascii_case(tail.trim()))
                || crate::page::is_outlet(tail.trim());
            if is_outlet || heading.is_some_and(|heading| heading.trim() == head.trim()) {
                return head.trim().to_owned();
            }
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn json_ld_wins_over_meta_and_meta_over_time() {
        let html = r#"<head><title>Talks open - The Post</title><meta property="og:title" content="Talks open, meta"><meta name="author" content="By Ben Holt and Cy Dean"><meta property="article:published_time" content="2024-03-04T01:00:00Z"></head><time datetime="2024-03-05">x</time>"#;
        let meta = read(html);
        assert_eq!(meta.title.as_deref(), Some("Talks open, meta"));
        assert_eq!(meta.authors, ["Ben Holt", "Cy Dean"]);
        assert_eq!(meta.published.as_deref(), Some("2024-03-04T01:00:00Z"));
        let json = r#"<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "name": "no"}, {"@type": ["NewsArticle"], "headline": "Talks &amp; tea",
            "datePublished": "2024-03-03", "author": [{"@type": "Person", "name": "Ada Moss"}, {"@type": "Organization", "name": "The Post"}], "publisher": {"name": "The Post"}}]}</script>"#;
        let both = read(&format!("{json}{html}"));
        assert_eq!(both.title.as_deref(), Some("Talks & tea"));
        assert_eq!(both.authors, ["Ada Moss"]);
        assert_eq!(
            (both.published.as_deref(), both.outlet.as_deref()),
            (Some("2024-03-03"), Some("The Post"))
        );
        let bare = read(
            "<title>Talks open | The Post</title><h1>Talks <b>open</b></h1><time datetime='2024-03-05' class=published>",
        );
        assert_eq!(
            (bare.title.as_deref(), bare.published.as_deref()),
            (Some("Talks open"), Some("2024-03-05"))
        );
    }

    #[test]
    fn an_outlet_behind_the_title_is_cut_where_nothing_else_names_it() {
        let title = |words: &str| read(&format!("<title>{words}</title>")).title.unwrap_or_default();
        assert_eq!(title("Talks open - The Harbour Post"), "Talks open");
        assert_eq!(title("Talks open | Reuters"), "Talks open");
        for kept in ["Talks open - and close", "Guns, grain and gas - Three Days in Vienna", "Talks open"] {
            assert_eq!(title(kept), kept);
        }
    }

    #[test]
    fn broken_data_says_nothing() {
        for html in [
            "<script type=application/ld+json>{\"@type\":",
            "<meta content=x>",
            "",
            "<time>",
            "<script type=application/ld+json>[[[[]]]]</script>",
        ] {
            assert_eq!(read(html).published, None, "{html}");
        }
        let nested = format!("<script type=\"application/ld+json\">{}</script>", "[".repeat(100_000));
        assert_eq!(read(&nested).title, None);
    }
}
