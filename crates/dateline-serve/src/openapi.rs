//! `/openapi.json`: what the API answers, made from the types that it answers with.

use axum::http::{HeaderMap, Method};
use dateline_archive::{
    AgendaRow, ArticleRow, DayCounts, EntityDetails, EntityRow, EventRow, Page, PlaceCounts, StatementRow,
    StoryRow, ThreadDetails, ThreadRow, TieCounts, TimelineDay,
};
use dateline_record::Record;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::problem::Problem;
use crate::respond::{self, Answer};
use crate::routes::About;

pub async fn openapi(headers: HeaderMap) -> Answer {
    respond::json(&headers, &document())
}

/// A parameter: its name, its schema and what it means.
type Parameter = (&'static str, Value, &'static str);

/// The filters that rows of most kinds know.
fn filters() -> Vec<Parameter> {
    let text = || json!({"type": "string"});
    vec![
        (
            "q",
            text(),
            "Words of the article, all of which must be there: \"a phrase\", title:word, -word, a OR b, begin*.",
        ),
        (
            "who",
            text(),
            "Who did it to whom: France -> Russia, -> Russia, France <-> Russia, or one party on either side.",
        ),
        ("actor", text(), "Who acts: a code (FRA) or a name."),
        ("recipient", text(), "Who is acted on: a code or a name."),
        ("type", text(), "PLOVER types, joined by commas."),
        ("mode", text(), "PLOVER modes, joined by commas."),
        ("status", status(), "Statuses, joined by commas."),
        ("quad", text(), "Quad classes, joined by commas."),
        (
            "place",
            text(),
            "A country code, a name, a box south,west,north,east or a circle latitude,longitude,100km.",
        ),
        ("from", day(), "First day, of the act where known, else of publication."),
        ("to", day(), "Last day."),
        ("speaker", text(), "Who says so: a code or a name."),
        ("outlet", text(), "Publisher."),
        ("article", text(), "An article's identifier."),
        ("thread", json!({"type": "string", "pattern": "^(t[0-9]{1,15})?$"}), "A thread's identifier."),
        ("story", json!({"type": "string", "pattern": "^(y[0-9]{1,15})?$"}), "A story's identifier."),
        (
            "articles_min",
            json!({"type": "integer", "minimum": 1, "maximum": 1_000_000}),
            "So many articles tell it at least: an act, a story; of other rows, the story of their article.",
        ),
        ("confidence", json!({"type": "number", "minimum": 0, "maximum": 1}), "Least confidence of events."),
        (
            "copies",
            json!({"type": "boolean"}),
            "Every copy of a syndicated article, and every report of an act.",
        ),
        ("order", json!({"enum": ["newest", "oldest", "best"]}), "In which order."),
        (
            "limit",
            json!({"type": "integer", "minimum": 1, "maximum": 1000}),
            "Rows of a page; 50 unless given.",
        ),
        ("cursor", json!({"type": "string", "pattern": CURSOR}), "The `next` of the page before."),
    ]
}

/// What cursors look like: a finite number of 64 bits and one of 63, in hexadecimal digits.
const CURSOR: &str =
    "^([0-9a-f]{1,15}|[0-689a-e][0-9a-f]{15}|[7f][0-9a-e][0-9a-f]{14})-([0-9a-f]{1,15}|[0-7][0-9a-f]{15})$";

/// What a text looks like that can be read: not blank, and without the control characters by which other files are told.
const TEXT: &str = "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]*[^\\s\\u0000-\\u001f\\u007f-\\u009f][^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]*$";

fn day() -> Value {
    json!({"type": "string", "format": "date", "pattern": "^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"})
}

fn status() -> Value {
    let one = "(actual|planned|hypothetical|negated)";
    json!({"type": "string", "pattern": format!("^{one}(,{one})*$")})
}

/// A question: where, in one sentence, its parameters, and the schema of its answer.
struct Question {
    path: &'static str,
    says: &'static str,
    parameters: Vec<Parameter>,
    answer: Value,
}

fn document() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|s| s.definitions_path = "/components/schemas".into());
    let mut generator = settings.for_serialize().into_generator();
    let mut paths = Map::new();
    for question in questions(&mut generator) {
        paths.insert(question.path.to_owned(), path(&question, &mut generator));
    }
    let record = schema::<Record>(&mut generator);
    paths.insert("/v1/read".to_owned(), read(record.clone(), &mut generator));
    paths.insert("/v1/fetch".to_owned(), fetch(record, &mut generator));
    paths.insert("/v1/live".to_owned(), live(&mut generator));
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Who did what to whom, when, where and on whose word. Spans are [start, end) in Unicode code points. Where the desk was given a token, each request carries it as Authorization: Bearer TOKEN.",
            "license": {"name": "MIT OR Apache-2.0"},
        },
        "paths": paths,
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{}, {"token": []}],
    });
    document["components"]["schemas"] = Value::Object(generator.take_definitions(true));
    document
}

fn questions(generator: &mut SchemaGenerator) -> Vec<Question> {
    let pages = || filters().into_iter().filter(|(name, ..)| matches!(*name, "limit" | "cursor"));
    let mut named = vec![("q", json!({"type": "string"}), "A name, or words of one.")];
    named.extend(pages());
    let mut days = vec![("from", day(), "First day."), ("to", day(), "Last day.")];
    days.extend(pages());
    let mut counted = filters();
    counted.retain(|(name, ..)| !matches!(*name, "order" | "cursor"));
    let mut days_counted = counted.clone();
    days_counted.retain(|(name, ..)| *name != "limit");
    let by = json!({"enum": ["day", "week", "month"]});
    days_counted.push(("by", by, "What is counted together; what the span of days calls for unless given."));
    let mut searched = filters();
    searched.retain(|(name, ..)| *name != "q");
    searched.insert(0, ("q", json!({"type": "string", "pattern": "\\S"}), "Words, as elsewhere; needed."));
    let ask = |path, says, parameters, answer| Question { path, says, parameters, answer };
    vec![
        ask("/v1", "What answers here.", vec![], schema::<About>(generator)),
        ask("/v1/articles", "Articles.", filters(), schema::<Page<ArticleRow>>(generator)),
        ask("/v1/articles/{id}", "The record of an article.", vec![], schema::<Record>(generator)),
        ask(
            "/v1/search",
            "Articles by words, the best match first.",
            searched,
            schema::<Page<ArticleRow>>(generator),
        ),
        ask(
            "/v1/events",
            "Acts as one sentence reports them.",
            filters(),
            schema::<Page<EventRow>>(generator),
        ),
        ask("/v1/statements", "What somebody said.", filters(), schema::<Page<StatementRow>>(generator)),
        ask("/v1/threads", "Acts across articles.", filters(), schema::<Page<ThreadRow>>(generator)),
        ask(
            "/v1/threads/{id}",
            "An act with its history, figures and reports.",
            vec![],
            schema::<ThreadDetails>(generator),
        ),
        ask(
            "/v1/stories",
            "Stories of the articles that the question finds, the latest first.",
            filters(),
            schema::<Page<StoryRow>>(generator),
        ),
        ask(
            "/v1/timeline",
            "Acts day by day; a day that a page cuts goes on in the next.",
            filters(),
            schema::<Page<TimelineDay>>(generator),
        ),
        ask(
            "/v1/days",
            "How many acts each day has by status, or each week or month: what a timeline is drawn from.",
            days_counted,
            schema::<DayCounts>(generator),
        ),
        ask(
            "/v1/places",
            "Where acts happened, by quad class: the places with most acts.",
            counted.clone(),
            schema::<PlaceCounts>(generator),
        ),
        ask(
            "/v1/ties",
            "Who did what to whom, added up: the actors with most sources, and the ties between them.",
            counted,
            schema::<TieCounts>(generator),
        ),
        ask("/v1/agenda", "What is planned, and terms that run.", days, schema::<Page<AgendaRow>>(generator)),
        ask(
            "/v1/entities",
            "Who is who: those of a name, else all; whom most articles name first.",
            named,
            schema::<Page<EntityRow>>(generator),
        ),
        ask("/v1/entities/{id}", "Everything about one.", vec![], schema::<EntityDetails>(generator)),
    ]
}

fn schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    generator.subschema_for::<T>().into()
}

fn path(question: &Question, generator: &mut SchemaGenerator) -> Value {
    let mut parameters: Vec<Value> = question
        .parameters
        .iter()
        .map(|(name, schema, says)| {
            let needed = question.path == "/v1/search" && *name == "q";
            json!({"name": name, "in": "query", "required": needed, "schema": schema, "description": says})
        })
        .collect();
    if question.path.contains("{id}") {
        parameters.push(json!({
            "name": "id", "in": "path", "required": true, "schema": {"type": "string", "minLength": 1}
        }));
    }
    let mut responses = problems(generator);
    responses.insert(
        "200".to_owned(),
        json!({
            "description": question.says,
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {"application/json": {"schema": question.answer}},
        }),
    );
    responses
        .insert("304".to_owned(), json!({"description": "As the answer that is known (If-None-Match)."}));
    json!({(Method::GET.as_str().to_lowercase()): {
        "operationId": question.path.trim_start_matches('/').replace(['/', '{', '}'], "_"),
        "summary": question.says, "parameters": parameters, "responses": responses,
    }})
}

fn problems(generator: &mut SchemaGenerator) -> Map<String, Value> {
    let problem = schema::<Problem>(generator);
    let told = [
        ("400", "A parameter cannot be understood."),
        ("401", "The token is missing or wrong."),
        ("403", "Asked from another site."),
        ("404", "There is no such thing."),
        ("503", "Too much at once; try again later."),
    ];
    let entry = |(status, says): (&str, &str)| {
        let content = json!({"application/problem+json": {"schema": problem}});
        (status.to_owned(), json!({"description": says, "content": content}))
    };
    told.into_iter().map(entry).collect()
}

/// A day on which an article can have been published.
fn published() -> Value {
    json!({"type": "string", "format": "date", "pattern": "^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"})
}

fn read(record: Value, generator: &mut SchemaGenerator) -> Value {
    let mut responses = problems(generator);
    responses.remove("404");
    let problem = schema::<Problem>(generator);
    for (status, says) in
        [("413", "Too long."), ("415", "Not a form that is read."), ("422", "Nothing in it could be read.")]
    {
        let content = json!({"application/problem+json": {"schema": problem}});
        responses.insert(status.to_owned(), json!({"description": says, "content": content}));
    }
    responses.insert(
        "200".to_owned(),
        json!({"description": "The record.", "content": {"application/json": {"schema": record}}}),
    );
    let text = json!({"type": "string", "pattern": TEXT});
    let article =
        json!({"schema": {"type": "object", "required": ["text"], "properties": {"text": text.clone()}}});
    let text = json!({"schema": text});
    let about = [
        ("published", published(), "Day of publication: relative times hang on it."),
        ("outlet", json!({"type": "string"}), "Who published it."),
        ("url", json!({"type": "string"}), "The address of the page."),
    ];
    let parameters = about.map(|(name, schema, says)| {
        json!({"name": name, "in": "query", "required": false, "schema": schema, "description": says})
    });
    json!({"post": {
        "operationId": "read", "summary": "Reads a text, which is not kept.", "parameters": parameters,
        "requestBody": {"required": true, "content": {
            "text/plain": text, "text/html": text, "application/json": article,
        }},
        "responses": responses,
    }})
}

fn fetch(record: Value, generator: &mut SchemaGenerator) -> Value {
    let mut responses = problems(generator);
    responses.remove("404");
    let problem = schema::<Problem>(generator);
    for (status, says) in [
        (
            "403",
            "Asked from another site; or this desk fetches nothing, or not from there, or the site's robots.txt forbids it.",
        ),
        ("413", "Too long."),
        ("415", "Not sent as JSON."),
        ("422", "Nothing on the page could be read."),
        ("502", "The site gave no page."),
        ("504", "The site did not answer in time."),
    ] {
        let content = json!({"application/problem+json": {"schema": problem}});
        responses.insert(status.to_owned(), json!({"description": says, "content": content}));
    }
    responses.insert(
        "200".to_owned(),
        json!({"description": "The record.", "content": {"application/json": {"schema": record}}}),
    );
    let wanted = json!({
        "type": "object", "required": ["url"], "additionalProperties": false, "properties": {
            "url": {"type": "string", "format": "uri", "pattern": "^https?://", "description": "The address of the page."},
            "published": published(),
            "outlet": {"type": "string", "description": "Who published it, where the page does not say it."},
        },
    });
    json!({"post": {
        "operationId": "fetch",
        "summary": "Reads the page at an address, which is not kept; only where the desk was started with --allow-fetch.",
        "requestBody": {"required": true, "content": {"application/json": {"schema": wanted}}},
        "responses": responses,
    }})
}

fn live(generator: &mut SchemaGenerator) -> Value {
    let row = schema::<ArticleRow>(generator);
    let mut responses = problems(generator);
    responses.insert(
        "200".to_owned(),
        json!({
            "description": "Server-sent events: `article` with the row of each new article as its data.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
            "x-data": row,
        }),
    );
    json!({"get": {"operationId": "live", "summary": "Articles as they come in.", "responses": responses}})
}
