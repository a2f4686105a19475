//! One item of NewsML-G2, the IPTC's container.

use super::body::paragraphs;
use super::nitf;
use super::tree::Element;
use crate::html;
use crate::wire::WireArticle;

/// Reads a `newsItem` element. The body is the first of its contents that has text.
pub(super) fn read(item: Element<'_, '_>) -> WireArticle {
    let about_item = item.find("itemMeta");
    let about_content = item.find("contentMeta");
    let of_item = |name: &str| about_item?.find(name);
    let of_content = |name: &str| about_content?.find(name);
    let guid = item.attribute("guid");
    let provider = of_item("provider").and_then(party);
    let source = of_content("infoSource").and_then(party).or_else(|| of_content("creditline")?.words());
    let mut article = WireArticle {
        format: "newsml",
        title: of_content("headline").or_else(|| of_item("title")).and_then(|title| title.words()),
        bylines: bylines(about_content),
        credit: source.filter(|source| Some(source) != provider.as_ref()),
        outlet: provider,
        published: [of_content("contentCreated"), of_item("firstCreated"), of_item("versionCreated")]
            .into_iter()
            .flatten()
            .filter_map(|date| date.words())
            .collect(),
        url: guid.clone().filter(|guid| is_address(guid)).or_else(|| address(item)),
        language: of_content("language").and_then(|language| language.attribute("tag")),
        dateline: of_content("dateline").and_then(|dateline| dateline.words()),
        ..WireArticle::default()
    };
    if let Some(content) = item.find("contentSet").and_then(content) {
        article.fill_from(content);
    }
    article.language = article.language.take().or_else(|| item.attribute("lang"));
    let note = of_item("edNote").and_then(|note| note.words());
    article.carry("guid", guid);
    article.carry("edNote", note);
    let status =
        of_item("pubStatus").and_then(|status| status.attribute("qcode").or_else(|| status.attribute("uri")));
    if status.is_some_and(|status| status.ends_with("canceled") || status.ends_with("withheld")) {
        article.notes.push("The agency has withdrawn this item.".to_owned());
    }
    article
}

/// A party's name, else what stands for it.
fn party(party: Element<'_, '_>) -> Option<String> {
    let name = party.find("name").and_then(|name| name.words());
    let code = || party.attribute("qcode").map(|code| code.rsplit(':').next().unwrap_or(&code).to_owned());
    name.or_else(|| party.attribute("literal")).or_else(code)
}

fn bylines(about_content: Option<Element<'_, '_>>) -> Vec<String> {
    let Some(about) = about_content else { return Vec::new() };
    let written: Vec<String> = about.all("by").filter_map(|by| by.words()).collect();
    if written.is_empty() { about.all("creator").filter_map(party).collect() } else { written }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// The address of the page on which the item was published: a link that says so.
fn address(item: Element<'_, '_>) -> Option<String> {
    item.all("link")
        .filter(|link| {
            link.attribute("rel")
                .is_some_and(|rel| rel.ends_with("canonical") || rel.ends_with("hasWebEdition"))
        })
        .find_map(|link| link.attribute("href").filter(|href| is_address(href)))
}

/// The first content with text.
fn content(set: Element<'_, '_>) -> Option<WireArticle> {
    let inline = set.all("inlineXML").map(|inline| match inline.find("nitf") {
        Some(nitf) => nitf::read(nitf),
        None => {
            let (text, dropped) = paragraphs(inline.find("body").unwrap_or(inline));
            WireArticle { text, dropped, ..WireArticle::default() }
        }
    });
    let data = set.all("inlineData").map(|data| {
        let kind = data.attribute("contenttype").unwrap_or_default();
        let raw = data.raw_text();
        let text = if kind.contains("html") || html::looks_like_html(raw.as_bytes()) {
            html::flatten(&raw)
        } else {
            raw
        };
        WireArticle { text: text.trim().to_owned(), ..WireArticle::default() }
    });
    inline.chain(data).find(|content| !content.text.is_empty())
}
