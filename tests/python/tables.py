"""Reads the Parquet that mtflag writes, and writes what it reads, with another implementation.

    python tests/python/tables.py target/debug/mtflag
"""

import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

import pyarrow
import pyarrow.parquet

TITLE = "Ferry to Ostwick runs again after the winter"
ARTICLES = [
    {"id": "sound", "text": "The ferry left for Ostwick in the morning. It is late."},
    {"id": "damaged", "text": "It\x92s late, said the mayor. " * 5, "outlet": "Herald"},
    {"id": "again", "title": TITLE, "text": f"{TITLE}\n\n{TITLE}\n\nIt ran."},
    {"id": "far", "text": "\u0645\u0631\u062d\u0628\u0627 \U0001f6a2 " * 9, "language": "ar"},
    {"id": "none"},
]


def score(binary, folder, *arguments, code=0):
    command = [binary, "score", *arguments, "--max-errors", "1"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done


def test_output(binary, folder):
    records = "".join(json.dumps(article) + "\n" for article in ARTICLES)
    (folder / "in.jsonl").write_text(records)
    for output in ("out.jsonl", "out.parquet"):
        score(binary, folder, "in.jsonl", "-o", output)
    lines = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
    rows = pyarrow.parquet.read_table(folder / "out.parquet").to_pylist()
    for row in rows:
        counts = row["counts"]
        row["counts"] = counts and {family: count for family, count in counts.items() if count}
    assert [{key: row[key] for key in row if row[key] is not None} for row in rows] == lines
    # A row a flag, as one would look at them.
    flags = pyarrow.parquet.read_table(folder / "out.parquet", columns=["flags"])
    rules = flags.column("flags").combine_chunks().flatten().field("rule").to_pylist()
    assert rules.count("encoding/c1-control") == 5, rules


def test_input(binary, folder):
    expected = score(binary, folder, "in.jsonl").stdout.splitlines()
    table = pyarrow.table(
        {
            "id": pyarrow.array([article["id"] for article in ARTICLES], pyarrow.large_string()),
            "text": pyarrow.array([article.get("text") for article in ARTICLES]),
            "title": pyarrow.array([article.get("title") for article in ARTICLES]),
            "language": pyarrow.array([article.get("language") for article in ARTICLES])
            .dictionary_encode(),
            "outlet": pyarrow.array([article.get("outlet") for article in ARTICLES]),
            "seen": pyarrow.array([datetime.datetime(2024, 5, 6, 7)] * 5, pyarrow.timestamp("us")),
            "links": pyarrow.array([[{"to": "x"}]] * 5),
        }
    )
    for compression in ("none", "snappy", "zstd"):
        path = folder / f"{compression}.parquet"
        # One row a group, to cross their borders.
        pyarrow.parquet.write_table(table, path, compression=compression, row_group_size=1)
        lines = score(binary, folder, path.name, "--group-by", "seen", "--date", "seen")
        lines = lines.stdout.splitlines()
        # The record that is none is told with its place.
        assert lines[:4] == expected[:4] and "row 5: " in lines[4], lines
    pyarrow.parquet.write_table(table, folder / "gzip.parquet", compression="gzip")
    told = score(binary, folder, "gzip.parquet", code=2).stderr
    assert "gzip.parquet: column `id` is packed with GZIP" in told, told


def main(binary):
    with tempfile.TemporaryDirectory() as folder:
        test_output(binary, pathlib.Path(folder))
        test_input(binary, pathlib.Path(folder))
    print("Parquet is read and written alike")


if __name__ == "__main__":
    main(str(pathlib.Path(sys.argv[1]).resolve()))
