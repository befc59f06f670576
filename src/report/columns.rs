//! The JSON form of an article as columns of Arrow: a column a field, structs and lists within, the
//! flags as a list of structs. The JSON is read straight into the columns, so that the two cannot
//! differ.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
    StructBuilder,
};
use arrow_schema::{DataType, Field, FieldRef, Fields, Schema, SchemaRef};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};

use crate::rules::CATALOGUE;

/// Articles, gathered column by column.
pub struct Columns {
    fields: Fields,
    articles: StructBuilder,
}

impl Default for Columns {
    /// Of no articles yet.
    fn default() -> Self {
        let fields = fields();
        Columns {
            articles: StructBuilder::from_fields(fields.clone(), 0),
            fields,
        }
    }
}

impl Columns {
    /// What the columns are called and hold.
    pub fn schema(&self) -> SchemaRef {
        Arc::new(Schema::new(self.fields.clone()))
    }

    /// Takes in one article, or one that could not be read: an `ArticleRecord` or `ErrorRecord` as
    /// JSON.
    ///
    /// # Errors
    /// It is neither; nothing can be gathered behind that.
    pub fn push(&mut self, json: &[u8]) -> serde_json::Result<()> {
        let mut json = serde_json::Deserializer::from_slice(json);
        let column = Column {
            builder: &mut self.articles,
            kind: &DataType::Struct(self.fields.clone()),
        };
        column.deserialize(&mut json)?;
        json.end()
    }

    /// The articles since the last time.
    pub fn take(&mut self) -> RecordBatch {
        self.articles.finish().into()
    }
}

/// What is null of a record that is no article may be null; the rest never is.
fn fields() -> Fields {
    use DataType::{Boolean, Float64, Int64, Utf8};
    let whole = |name: &str, kind| Field::new(name, kind, false);
    let maybe = |name: &str, kind| Field::new(name, kind, true);
    let record = |fields: Vec<Field>| DataType::Struct(fields.into());
    // The name of an element that the format prescribes.
    let list = |of| DataType::List(Arc::new(Field::new("element", of, false)));
    let families = CATALOGUE
        .chunk_by(|a, b| a.family() == b.family())
        .map(|family| whole(family[0].family(), Int64));
    let severities = ["neutral", "minor", "major", "critical"];
    let suggestion = vec![whole("text", Utf8), whole("certainty", Utf8)];
    let related = vec![
        whole("role", Utf8),
        whole("field", Utf8),
        whole("start", Int64),
        whole("end", Int64),
        whole("excerpt", Utf8),
    ];
    let flag = vec![
        whole("rule", Utf8),
        whole("family", Utf8),
        whole("severity", Utf8),
        whole("confidence", Float64),
        whole("start", Int64),
        whole("end", Int64),
        whole("line", Int64),
        whole("column", Int64),
        whole("field", Utf8),
        whole("excerpt", Utf8),
        whole("message", Utf8),
        whole("suggestions", list(record(suggestion))),
        whole("related", list(record(related))),
        whole("its_type", Utf8),
        whole("fingerprint", Utf8),
    ];
    let hint = vec![
        whole("tag", Utf8),
        whole("weight", Float64),
        whole("rules", list(Utf8)),
    ];
    Fields::from(vec![
        whole("id", Utf8),
        maybe("words", Int64),
        maybe("penalty_per_1000_words", Float64),
        maybe("score", Float64),
        maybe("verdict", Utf8),
        maybe(
            "language",
            record(vec![whole("tag", Utf8), whole("confidence", Float64)]),
        ),
        maybe("scripts", list(Utf8)),
        maybe("counts", record(families.collect())),
        maybe(
            "severities",
            record(severities.map(|name| whole(name, Int64)).into()),
        ),
        maybe("source_language_hints", list(record(hint))),
        maybe("flags_truncated", Boolean),
        maybe(
            "decoding",
            record(vec![whole("charset", Utf8), whole("malformed", Int64)]),
        ),
        maybe("flags", list(record(flag))),
        maybe(
            "error",
            record(vec![whole("code", Utf8), whole("message", Utf8)]),
        ),
    ])
}

/// Takes in one value of JSON.
struct Column<'a> {
    builder: &'a mut dyn ArrayBuilder,
    kind: &'a DataType,
}

impl Column<'_> {
    fn of<T: ArrayBuilder>(&mut self) -> Option<&mut T> {
        self.builder.as_any_mut().downcast_mut()
    }

    fn append<T: ArrayBuilder, E: Error>(
        mut self,
        found: Unexpected<'_>,
        value: impl FnOnce(&mut T),
    ) -> Result<(), E> {
        match self.of::<T>() {
            Some(to) => value(to),
            None => return Err(E::invalid_type(found, &self)),
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Column<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Column<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a value of the type {}", self.kind)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        let found = Unexpected::Bool(value);
        self.append(found, |to: &mut BooleanBuilder| to.append_value(value))
    }

    fn visit_u64<E: Error>(mut self, value: u64) -> Result<(), E> {
        if let Some(to) = self.of::<Float64Builder>() {
            to.append_value(value as f64);
            return Ok(());
        }
        let found = Unexpected::Unsigned(value);
        let value = i64::try_from(value).map_err(E::custom)?;
        self.append(found, |to: &mut Int64Builder| to.append_value(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        let found = Unexpected::Float(value);
        self.append(found, |to: &mut Float64Builder| to.append_value(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        // Not the text: it may be an article's.
        let found = Unexpected::Other("a string");
        self.append(found, |to: &mut StringBuilder| to.append_value(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        let (DataType::List(element), Some(list)) = (self.kind, self.of::<Lists>()) else {
            return Err(A::Error::invalid_type(Unexpected::Seq, &self));
        };
        let kind = element.data_type();
        while let Some(()) = elements.next_element_seed(Column {
            builder: list.values().as_mut(),
            kind,
        })? {}
        list.append(true);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let (DataType::Struct(fields), Some(record)) = (self.kind, self.of::<StructBuilder>())
        else {
            return Err(A::Error::invalid_type(Unexpected::Map, &self));
        };
        let builders = record.field_builders_mut();
        let before = builders.iter().map(ArrayBuilder::len).min();
        let before = before.unwrap_or_default();
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            let Some(at) = fields.iter().position(|field| *field.name() == key) else {
                return Err(A::Error::custom(format!("no column is called `{key}`")));
            };
            if builders[at].len() > before {
                return Err(A::Error::custom(format!("`{key}` stands twice")));
            }
            let kind = fields[at].data_type();
            let builder = builders[at].as_mut();
            map.next_value_seed(Column { builder, kind })?;
        }
        for (builder, field) in builders.iter_mut().zip(fields) {
            if builder.len() == before {
                absent(builder.as_mut(), field);
            }
        }
        record.append(true);
        Ok(())
    }
}

type Lists = ListBuilder<Box<dyn ArrayBuilder>>;

/// Appends what stands for a field that the JSON form leaves out: null, or, where a column holds no
/// null, the value of nothing, such as 0 flags of a family.
fn absent(builder: &mut dyn ArrayBuilder, field: &FieldRef) {
    let is_null = field.is_nullable();
    let builder = builder.as_any_mut();
    if let Some(to) = builder.downcast_mut::<StringBuilder>() {
        to.append_option((!is_null).then_some(""));
    } else if let Some(to) = builder.downcast_mut::<Int64Builder>() {
        to.append_option((!is_null).then_some(0));
    } else if let Some(to) = builder.downcast_mut::<Float64Builder>() {
        to.append_option((!is_null).then_some(0.0));
    } else if let Some(to) = builder.downcast_mut::<BooleanBuilder>() {
        to.append_option((!is_null).then_some(false));
    } else if let Some(to) = builder.downcast_mut::<Lists>() {
        to.append(!is_null);
    } else if let (Some(to), DataType::Struct(fields)) =
        (builder.downcast_mut::<StructBuilder>(), field.data_type())
    {
        for (builder, field) in to.field_builders_mut().iter_mut().zip(fields) {
            absent(builder.as_mut(), field);
        }
        to.append(!is_null);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use arrow_array::Array;
    use arrow_array::cast::AsArray;
    use arrow_array::types::Int64Type;

    #[test]
    fn what_the_json_leaves_out_is_null_or_nothing() {
        let mut columns = Columns::default();
        columns
            .push(br#"{"id":"a","words":3,"counts":{"encoding":2},"flags":[]}"#)
            .unwrap();
        columns
            .push(br#"{"id":"\"b\"","error":{"code":"X","message":"y"}}"#)
            .unwrap();
        let batch = columns.take();
        let column = |name: &str| batch.column_by_name(name).unwrap();
        assert_eq!(column("id").as_string::<i32>().value(1), "\"b\"");
        let counts = column("counts").as_struct();
        let count = |family: &str| {
            let counts = counts.column_by_name(family).unwrap();
            counts.as_primitive::<Int64Type>().value(0)
        };
        assert_eq!((count("encoding"), count("names")), (2, 0));
        for name in ["words", "counts", "flags", "language"] {
            assert!(column(name).is_null(1), "{name}");
        }
        assert!(column("error").is_null(0) && column("flags").is_valid(0));
        assert_eq!(columns.take().num_rows(), 0);
    }

    #[test]
    fn a_column_that_is_not_known_is_told() {
        let told = |json: &[u8]| Columns::default().push(json).unwrap_err().to_string();
        assert!(told(br#"{"id":"a","new":1}"#).contains("no column is called `new`"));
        let told = told(br#"{"id":5}"#);
        assert!(
            told.contains("integer `5`, expected a value of the type Utf8"),
            "{told}"
        );
    }
}
