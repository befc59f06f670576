//! Parquet into a batch and out of it, read and written here with the format's own library;
//! `tests/python/tables.py` does the same with another one.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BinaryArray, Date32Array, Int32Array, ListArray, RecordBatch, StringArray,
    types,
};
use arrow_schema::DataType;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::{Map, Value, json};

use crate::cli::{folder, mtflag, text};

/// Sound and damaged articles, one with a title said again, one of bytes, one that is none.
fn records() -> String {
    let title = "Ferry to Ostwick runs again after the winter";
    [
        json!({"id": "sound", "text": "The ferry left for Ostwick in the morning. It is late."}),
        json!({"id": "damaged", "text": "It\u{92}s late, said \"the mayor\u{85}\". ".repeat(9)}),
        json!({"id": "again", "title": title, "text": format!("{title}\n\n{title}\n\nIt ran.")}),
        json!({"id": "bytes", "raw_base64": "SXQncyDpdOkgYWdhaW4u", "charset": "iso-8859-1"}),
        json!({"id": "none"}),
    ]
    .iter()
    .map(|record| record.to_string() + "\n")
    .collect()
}

#[test]
fn a_row_holds_what_a_line_of_json_holds() {
    let folder = folder(&[("in.jsonl", records().as_bytes())]);
    let score = |output| {
        let arguments = ["score", "in.jsonl", "--max-errors", "1", "-o", output];
        let run = mtflag(&arguments, folder.path(), b"");
        assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    };
    score("out.jsonl");
    score("out.parquet");
    let lines = fs::read_to_string(folder.path().join("out.jsonl")).unwrap();
    let rows = rows(&folder.path().join("out.parquet"));
    assert_eq!(rows.len(), 5);
    let flags = |at: usize| rows[at]["flags"].as_array().unwrap();
    assert_eq!((flags(0).len(), flags(1).len()), (0, 9));
    assert_eq!(flags(1)[0]["suggestions"][0]["certainty"], "exact");
    assert_eq!(flags(2)[0]["related"][0]["role"], "first copy");
    for (line, mut row) in lines.lines().zip(rows) {
        // A column a family, with the zeros that JSON leaves out.
        if let Some(counts) = row.get_mut("counts") {
            let counts = counts.as_object_mut().unwrap();
            assert!(counts.len() >= 8);
            counts.retain(|_, count| *count != 0);
        }
        assert_eq!(line.parse::<Value>().unwrap(), row);
    }
    assert!(!folder.path().join("out.parquet.parts").exists());
}

#[test]
fn a_batch_without_a_record_is_a_table_without_a_row() {
    let folder = folder(&[("in.jsonl", b"")]);
    let arguments = ["score", "in.jsonl", "-o", "out.parquet"];
    let run = mtflag(&arguments, folder.path(), b"");
    assert_eq!(run.status.code(), Some(3));
    assert_eq!(rows(&folder.path().join("out.parquet")).len(), 0);
}

#[test]
fn rows_are_records_and_the_columns_nobody_asks_for_are_left() {
    let folder = folder(&[]);
    let path = folder.path().join("in.parquet");
    let texts = vec![Some("All is well."), None, Some("It\u{92}s late.")];
    let lists = vec![Some(vec![Some(1)]), None, Some(vec![])];
    write(
        &path,
        vec![
            ("number", Arc::new(Int32Array::from(vec![7, 8, 9]))),
            ("body", Arc::new(StringArray::from(texts))),
            (
                "raw",
                Arc::new(BinaryArray::from_opt_vec(vec![
                    None,
                    Some(b"It is l\xE9te."),
                    None,
                ])),
            ),
            ("day", Arc::new(Date32Array::from(vec![0, 1, 2]))),
            (
                "links",
                Arc::new(ListArray::from_iter_primitive::<types::Int32Type, _, _>(
                    lists,
                )),
            ),
        ],
    );
    fs::copy(&path, folder.path().join("by-its-first-bytes")).unwrap();
    let fields = ["id=number", "text=body", "raw_base64=raw"].map(|field| ["--field", field]);
    for input in ["in.parquet", "by-its-first-bytes"] {
        let more = ["--group-by", "day", "--summary", "summary.json"];
        let arguments = [&["score", input][..], fields.as_flattened(), &more].concat();
        let run = mtflag(&arguments, folder.path(), b"");
        assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
        let lines = text(&run.stdout).lines();
        let lines: Vec<Value> = lines.map(|line| line.parse().unwrap()).collect();
        let ids: Vec<&Value> = lines.iter().map(|line| &line["id"]).collect();
        assert_eq!(ids, ["7", "8", "9"]);
        assert_eq!(lines[1]["decoding"]["charset"], "windows-1252");
        assert_eq!(lines[2]["flags"][0]["rule"], "encoding/c1-control");
        let summary = fs::read_to_string(folder.path().join("summary.json")).unwrap();
        assert!(summary.contains("\"1970-01-03\""), "{summary}");
    }
}

#[test]
fn what_is_wrong_with_a_table_is_told_with_its_file_and_column() {
    let folder = folder(&[("no.parquet", b"{\"text\":\"x\"}\n")]);
    let at = |name: &str| folder.path().join(name);
    let numbers: ArrayRef = Arc::new(Int32Array::from(vec![1]));
    write(&at("names.parquet"), vec![("body", Arc::clone(&numbers))]);
    write(&at("types.parquet"), vec![("text", numbers)]);
    let lists = ListArray::from_iter_primitive::<types::Int32Type, _, _>([None::<[_; 0]>]);
    write(&at("lists.parquet"), vec![("text", Arc::new(lists))]);
    let whole = fs::read(at("types.parquet")).unwrap();
    fs::write(at("cut.parquet"), &whole[..whole.len() - 9]).unwrap();
    for (input, says) in [
        (
            "names.parquet",
            "no column `text` (or `raw_base64`), but body",
        ),
        ("lists.parquet", "lists.parquet: column `text`"),
        ("no.parquet", "cannot read no.parquet"),
        ("cut.parquet", "cannot read cut.parquet"),
        ("types.parquet", "1 bad record of 1"),
    ] {
        let run = mtflag(&["score", input], folder.path(), b"");
        assert_eq!(run.status.code(), Some(2), "{input}");
        assert!(text(&run.stderr).contains(says), "{}", text(&run.stderr));
    }
    let run = mtflag(&["score", "types.parquet"], folder.path(), b"");
    assert!(text(&run.stdout).contains("row 1: field `text` is a number, not a string"));
    let run = mtflag(&["score", "-"], folder.path(), &whole);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("standard input is Parquet"));
}

#[test]
fn no_broken_table_brings_the_run_down() {
    let folder = folder(&[]);
    let path = folder.path().join("whole.parquet");
    let texts: Vec<String> = (0..200)
        .map(|at| format!("Ferry {at} is late. ").repeat(at % 9))
        .collect();
    write(&path, vec![("text", Arc::new(StringArray::from(texts)))]);
    let whole = fs::read(path).unwrap();
    let mut random = fastrand::Rng::with_seed(5);
    for _ in 0..40 {
        let mut broken = whole.clone();
        for _ in 0..random.usize(1..4) {
            let at = random.usize(..broken.len());
            broken[at] = random.u8(..);
        }
        fs::write(folder.path().join("broken.parquet"), broken).unwrap();
        let run = mtflag(&["score", "broken.parquet"], folder.path(), b"");
        // Some damage shows, some is but another text.
        let told = text(&run.stderr);
        assert!(matches!(run.status.code(), Some(0 | 2)), "{told}");
        assert!(run.status.code() == Some(0) || told.contains("mtflag: "));
    }
}

#[test]
#[cfg(unix)]
fn a_disk_that_is_full_is_told_and_the_run_goes_on_when_it_is_not() {
    let folder = folder(&[]);
    let records: String = (0..2000)
        .map(|at| {
            let text = format!("It\u{92}s the {at}th ferry. It\u{92}s late.");
            json!({"id": at.to_string(), "text": text}).to_string() + "\n"
        })
        .collect();
    fs::write(folder.path().join("in.jsonl"), records).unwrap();
    let score = |output| {
        let input = ["score", "in.jsonl", "--row-group-rows", "256", "-o"];
        [&input[..], &[output, "--resume"]].concat()
    };
    // Files of at most 24 KiB (dash) or 48 KiB: enough for groups, too little for all of them.
    let limited = "trap '' XFSZ; ulimit -f 48; exec \"$@\"";
    let run = Command::new("sh")
        .args(["-c", limited, "sh", env!("CARGO_BIN_EXE_mtflag")])
        .args(score("out.parquet"))
        .current_dir(folder.path())
        .output()
        .unwrap();
    let told = text(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{told}");
    assert!(told.contains("cannot write out.parquet"), "{told}");
    assert!(
        told.contains("1792 records are done: go on with --resume"),
        "{told}"
    );
    assert!(!folder.path().join("out.parquet").exists());
    for output in ["out.parquet", "whole.parquet"] {
        let run = mtflag(&score(output), folder.path(), b"");
        assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    }
    let bytes = ["out.parquet", "whole.parquet"].map(|name| fs::read(folder.path().join(name)));
    let [out, whole] = bytes.map(Result::unwrap);
    assert!(out == whole);
}

fn write(path: &Path, columns: Vec<(&str, ArrayRef)>) {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns
            .into_iter()
            .map(|(name, values)| (name, values, true)),
    );
    let batch = batch.unwrap();
    let file = File::create(path).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

/// The rows of a table as JSON, without what is null.
fn rows(path: &Path) -> Vec<Value> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap());
    let mut rows = Vec::new();
    for batch in reader.unwrap().build().unwrap() {
        let batch: ArrayRef = Arc::new(arrow_array::StructArray::from(batch.unwrap()));
        rows.extend((0..batch.len()).map(|at| value(&batch, at)));
    }
    rows
}

fn value(values: &ArrayRef, at: usize) -> Value {
    match values.data_type() {
        DataType::Utf8 => values.as_string::<i32>().value(at).into(),
        DataType::Int64 => values.as_primitive::<Int64Type>().value(at).into(),
        DataType::Float64 => values.as_primitive::<Float64Type>().value(at).into(),
        DataType::Boolean => values.as_boolean().value(at).into(),
        DataType::List(_) => {
            let values = values.as_list::<i32>().value(at);
            (0..values.len()).map(|at| value(&values, at)).collect()
        }
        DataType::Struct(fields) => {
            let columns = fields.iter().zip(values.as_struct().columns());
            let whole = columns.filter(|(_, column)| column.is_valid(at));
            let pairs = whole.map(|(field, column)| (field.name().clone(), value(column, at)));
            Value::Object(pairs.collect::<Map<_, _>>())
        }
        other => panic!("no column is of the type {other}"),
    }
}
