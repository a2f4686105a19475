//! As much of JSON Schema as the record's schema uses: references, types, required fields, constants, alternatives, arrays.
//! A whole validator would bring forty crates for this one test.

use serde_json::Value;

/// What in `value` breaks `schema`, as `path: what`.
pub fn violations(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, value, "", &mut found);
    found
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    for key in schema.as_object().into_iter().flat_map(|s| s.keys()) {
        let known = [
            "$ref",
            "$defs",
            "$schema",
            "title",
            "description",
            "type",
            "properties",
            "required",
            "items",
            "minItems",
            "maxItems",
            "anyOf",
            "oneOf",
            "enum",
            "const",
            "format",
            "minimum",
            "maximum",
            "additionalProperties",
        ];
        assert!(known.contains(&key.as_str()), "{at}: this check does not know the keyword {key}");
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#')).expect("the reference leads somewhere");
        check(root, target, value, at, found);
    }
    if let Some(kinds) = types(schema)
        && !kinds.iter().any(|kind| is(kind, value))
    {
        found.push(format!("{at}: is no {}", kinds.join(" or ")));
        return;
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(alternatives) = schema[key].as_array() {
            let fits = |s: &&Value| {
                let mut inner = Vec::new();
                check(root, s, value, at, &mut inner);
                inner.is_empty()
            };
            if alternatives.iter().filter(fits).count() == 0 {
                found.push(format!("{at}: is none of the alternatives"));
            }
        }
    }
    let allowed = schema["enum"].as_array();
    if allowed.is_some_and(|all| !all.contains(value)) || schema.get("const").is_some_and(|c| c != value) {
        found.push(format!("{at}: is none of the alternatives"));
    }
    check_range(schema, value, at, found);
    check_parts(root, schema, value, at, found);
}

fn check_range(schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(number) = value.as_f64() {
        let below = schema["minimum"].as_f64().is_some_and(|least| number < least);
        if below || schema["maximum"].as_f64().is_some_and(|most| number > most) {
            found.push(format!("{at}: is out of range"));
        }
    }
}

fn check_parts(root: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let prefix = if at.is_empty() { String::new() } else { format!("{at}.") };
    if let Some(fields) = value.as_object() {
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                found.push(format!("{at}: lacks {name}"));
            }
        }
        for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
            if let Some(field) = fields.get(name) {
                check(root, schema, field, &format!("{prefix}{name}"), found);
            }
        }
    }
    if let Some(items) = value.as_array() {
        let count = items.len() as u64;
        if schema["minItems"].as_u64().is_some_and(|n| count < n)
            || schema["maxItems"].as_u64().is_some_and(|n| count > n)
        {
            found.push(format!("{at}: has {count} items"));
        }
        if schema["items"].is_object() {
            for (i, item) in items.iter().enumerate() {
                check(root, &schema["items"], item, &format!("{at}[{i}]"), found);
            }
        }
    }
}

fn types(schema: &Value) -> Option<Vec<&str>> {
    match &schema["type"] {
        Value::String(kind) => Some(vec![kind]),
        Value::Array(kinds) => Some(kinds.iter().filter_map(Value::as_str).collect()),
        _ => None,
    }
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}
