#!/usr/bin/env python3
"""Makes titles.bin, which src/lexicon/titles.rs reads, of titles.tsv beside it: make_titles.py

A key is a language, a tab, and the folded pieces of a title parted by spaces. Every beginning of a title has a record, too: a byte of
bits 0-2 kind (0 none, it is only a beginning), bit 3 a woman's, bit 4 a man's, bit 5 a longer title begins so.
"""
import itertools, pathlib, re
from folding import fold, write_table

HERE = pathlib.Path(__file__).parent
KINDS = ["", "honorific", "rank", "office", "religious", "academic", "role"]

def every(expression):
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(re.split(r"\(([^)]*)\)", expression))]
    return (" ".join("".join(chosen).split()) for chosen in itertools.product(*choices))

def main():
    records = {}
    for line in open(HERE / "titles.tsv", encoding="utf-8"):
        if line.startswith("#"):
            continue
        language, kind, gender, expressions = line.rstrip("\n").split("\t")
        value = KINDS.index(kind) | {"f": 8, "m": 16, "-": 0}[gender]
        for title in (title for expression in expressions.split(",") for title in every(expression)):
            pieces = [piece for piece in map(fold, re.split("[ -]", title)) if piece]
            keys = [language + "\t" + " ".join(pieces[:n]) for n in range(1, len(pieces) + 1)]
            for key in keys[:-1]:
                records[key] = records.get(key, 0) | 32
            if not records.get(keys[-1], 0) & 7:  # the first kind listed is the usual one
                records[keys[-1]] = records.get(keys[-1], 0) | value
    write_table(HERE / "titles.bin", {key: bytes([value]) for key, value in records.items()})

if __name__ == "__main__":
    main()
