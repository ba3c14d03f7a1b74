//! Where the fields of a schema file stand. In: JSON in any of the shapes that schemas are published in. Out: the fields as
//! Table Schema writes them.

use super::Object;
use serde_json::Value;

/// Finds the fields and the object that they stand in: at the root, in a resource of a data package, under another key,
/// as a list of its own, as CSVW columns or as JSON Schema properties.
pub(super) fn fields_of(root: &Value, depth: usize) -> Option<(Object, Vec<Value>)> {
    if depth > 4 {
        return None;
    }
    match root {
        Value::Array(list) if depth == 0 => {
            let described = list.iter().all(|field| field.get("name").is_some());
            (described && !list.is_empty()).then(|| (Object::new(), list.clone()))
        }
        Value::Array(list) => list
            .iter()
            .take(50)
            .find_map(|item| fields_of(item, depth + 1)),
        Value::Object(object) => {
            match object.get("fields") {
                Some(Value::Array(fields)) => return Some((object.clone(), fields.clone())),
                Some(Value::Object(fields)) => {
                    let named = fields
                        .iter()
                        .map(|(name, field)| with_name(name, field))
                        .collect();
                    return Some((object.clone(), named));
                }
                _ => {}
            }
            if let Some(columns) = object
                .get("tableSchema")
                .and_then(|table| table.get("columns"))
                .or_else(|| object.get("columns"))
                && let Value::Array(columns) = columns
            {
                return Some((object.clone(), columns.iter().map(from_csvw).collect()));
            }
            if let Some(Value::Object(properties)) = object.get("properties")
                && object.get("type").and_then(Value::as_str) == Some("object")
            {
                let required = object.get("required").and_then(Value::as_array);
                let fields = properties
                    .iter()
                    .map(|(name, property)| {
                        from_property(
                            name,
                            property,
                            required.is_some_and(|list| list.iter().any(|key| key == name)),
                        )
                    })
                    .collect();
                return Some((object.clone(), fields));
            }
            let order = ["schema", "tableschema", "table_schema", "resources"];
            let first = order.iter().filter_map(|key| object.get(*key));
            first.chain(object.values()).find_map(|inner| match inner {
                Value::Object(_) | Value::Array(_) => fields_of(inner, depth + 1),
                _ => None,
            })
        }
        _ => None,
    }
}

pub(super) fn with_name(name: &str, field: &Value) -> Value {
    let mut object = field.as_object().cloned().unwrap_or_default();
    object.insert("name".into(), name.into());
    Value::Object(object)
}

/// A column of CSVW metadata.
fn from_csvw(column: &Value) -> Value {
    let mut field = Object::new();
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => list.first().and_then(Value::as_str).map(str::to_owned),
        _ => None,
    };
    let get = |key: &str| column.get(key);
    // A cell of the file has the title of the column, not its name.
    let name = get("titles")
        .and_then(text)
        .or_else(|| get("name").and_then(text));
    field.insert("name".into(), name.unwrap_or_default().into());
    let datatype = get("datatype");
    let base = datatype.and_then(|datatype| {
        datatype
            .as_str()
            .or_else(|| datatype.get("base").and_then(Value::as_str))
    });
    if let Some(base) = base {
        field.insert("type".into(), base.into());
    }
    let mut constraints = Object::new();
    if let Some(required) = get("required") {
        constraints.insert("required".into(), required.clone());
    }
    for key in ["minimum", "maximum", "minLength", "maxLength"] {
        if let Some(value) = datatype.and_then(|datatype| datatype.get(key)) {
            constraints.insert(key.into(), value.clone());
        }
    }
    field.insert("constraints".into(), Value::Object(constraints));
    Value::Object(field)
}

/// A property of a JSON Schema: its constraints stand beside its type.
fn from_property(name: &str, property: &Value, required: bool) -> Value {
    let mut field = with_name(name, property);
    let constraints: Object = [
        "enum",
        "pattern",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
    ]
    .iter()
    .filter_map(|key| Some(((*key).to_owned(), property.get(*key)?.clone())))
    .chain([("required".to_owned(), required.into())])
    .collect();
    if let Some(object) = field.as_object_mut() {
        object.insert("constraints".into(), Value::Object(constraints));
    }
    field
}
