#!/usr/bin/env python3
"""Fit what each witness of src/rules/names/evidence.rs is worth.

    fit.py --bin target/debug/mtflag [--write] [--least 0.45] SET.jsonl ...

A SET holds labelled articles, one a line: `id`, `text`, `lang`, `expect` (spans of the family `names`, the note of each says
`was=` and the right form) and `clean_for`. Sets of this kind are made by putting another form of a name (as another alphabet
gives it back, with a case ending, garbled) in the place of one mention in clean news.

`mtflag evidence` prints what was noted of every two like spellings. A pair is right if the odd one is labelled and the other
is what it was, wrong if it stands in an article declared clean (and counts FALSE_WEIGHT times); all others (the right form taken for the odd one, pairs of
two odd ones) are left out, and so is the second time that an article has the same pair.

The weights are a logistic regression around those that stand in the file now (a normal prior of the width SPREAD): what the
sets do not show keeps its weight, and so does what they show wrongly (FROM_ELSEWHERE). Printed are the figures of the old weights and of the new ones, these also held out
(FOLDS parts by article). `--write` puts the new weights into evidence.rs. Standard library only.
"""
import argparse
import json
import math
import pathlib
import re
import subprocess
import zlib

SPREAD = 0.7
# In the sets one mention of many is changed; in a real translation a wrong form may be the most frequent. So the sets teach
# next to nothing of these.
FROM_ELSEWHERE = {"Once", "OddAgain", "Skew"}
SMALL_SPREAD = 0.05
FALSE_WEIGHT = 3  # clean news has many more pairs of two names than sets of this kind
FOLDS = 5
ROUNDS = 12
SOURCE = pathlib.Path(__file__).parent / "evidence.rs"
WEIGHT = re.compile(r"(?<=    \()Feature::(\w+), (-?[\d.]+)(?=\),\n)")


def load(path):
    with open(path, encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def article(record):
    """What tells articles apart whatever was done to a name: how they begin."""
    return record["text"][:60]


def pairs(binary, paths):
    """(article, witnesses, right) of every pair that the labels judge."""
    found, seen = [], set()
    for path in paths:
        said = subprocess.run([binary, "evidence", path], check=True, stdout=subprocess.PIPE).stdout
        records = {record["id"]: record for record in load(path)}
        for line in said.decode().split("\n")[:-1]:
            pair = json.loads(line)
            record = records[pair["id"]]
            labels = {label["quote"]: re.search(r"was=([^;]*)", label.get("note", ""))
                      for label in record.get("expect", []) if label["family"] == "names"}
            odd, usual = pair["odd"], pair["usual"]
            if odd in labels:
                was = labels[odd]
                right = True if was and was[1].lower() == usual.lower() else None
            else:
                clean = "names" in record.get("clean_for", []) and usual not in labels
                right = False if clean else None
            key = (article(record), odd, usual)
            if right is not None and not {key, (odd, usual, str(pair["evidence"]))} & seen:
                seen |= {key, (odd, usual, str(pair["evidence"]))}
                found.append((zlib.crc32(key[0].encode()) % FOLDS, pair["evidence"], right, key))
    return found


def probability(weights, evidence):
    odds = sum(weights[name] * value for name, value in evidence.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def solve(matrix, vector):
    """Gauss, with pivots."""
    size = len(vector)
    rows = [row[:] + [value] for row, value in zip(matrix, vector)]
    for at in range(size):
        best = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        for row in range(at + 1, size):
            factor = rows[row][at] / rows[at][at]
            if factor:
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[at])]
    answer = [0.0] * size
    for at in reversed(range(size)):
        rest = sum(rows[at][k] * answer[k] for k in range(at + 1, size))
        answer[at] = (rows[at][size] - rest) / rows[at][at]
    return answer


def fit(rows, prior):
    """The most probable weights, by Newton's method."""
    names = list(prior)
    index = {name: at for at, name in enumerate(names)}
    weights = dict(prior)
    pull = [1 / (SMALL_SPREAD if name in FROM_ELSEWHERE else SPREAD) ** 2 for name in names]
    for _ in range(ROUNDS):
        slope = [(prior[name] - weights[name]) * by for name, by in zip(names, pull)]
        curve = [[by if a == b else 0.0 for b in names] for a, by in zip(names, pull)]
        for _, evidence, right, _ in rows:
            p = probability(weights, evidence)
            counts = 1 if right else FALSE_WEIGHT
            parts = [(index[name], value) for name, value in evidence.items()]
            for a, value in parts:
                slope[a] += counts * (right - p) * value
                for b, other in parts:
                    curve[a][b] += counts * p * (1 - p) * value * other
        step = solve(curve, slope)
        for name, by in zip(names, step):
            weights[name] += by
        if max(map(abs, step)) < 1e-4:
            break
    return weights


def report(name, judged, least):
    """Figures of (probability, right) pairs."""
    told = [right for p, right in judged if p >= least]
    wanted = sum(right for _, right in judged)
    loss = -sum(math.log(p if right else 1 - p) for p, right in judged) / len(judged)
    print(f"{name:<10} found {sum(told)}/{wanted} ({sum(told) / wanted:.3f}), right {sum(told)}/{len(told)} "
          f"({sum(told) / max(1, len(told)):.3f}), loss {loss:.4f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    ap.add_argument("--write", action="store_true")
    ap.add_argument("--least", type=float, default=0.45, help="a pair is told from this probability on")
    ap.add_argument("--show", type=int, default=0, help="print so many of the pairs judged worst")
    ap.add_argument("sets", nargs="+")
    a = ap.parse_args()
    source = SOURCE.read_text(encoding="utf-8")
    old = {name: float(value) for name, value in WEIGHT.findall(source)}
    rows = pairs(a.bin, a.sets)
    print(f"{len(rows)} pairs, {sum(row[2] for row in rows)} of one name")
    report("old", [(probability(old, row[1]), row[2]) for row in rows], a.least)
    held = []
    for fold in range(FOLDS):
        weights = fit([row for row in rows if row[0] != fold], old)
        held += [(probability(weights, row[1]), row[2]) for row in rows if row[0] == fold]
    report("held out", held, a.least)
    new = fit(rows, old)
    report("new", [(probability(new, row[1]), row[2]) for row in rows], a.least)
    for name, value in new.items():
        if abs(value - old[name]) >= 0.005:
            print(f"  {name:<14} {old[name]:6.2f} -> {value:6.2f}")
    worst = sorted(rows, key=lambda row: -abs(row[2] - probability(new, row[1])))
    for row in worst[:a.show]:
        print(f"  {row[2]!s:<5} {probability(new, row[1]):.2f} {row[3]} "
              + " ".join(f"{k}={v:.2g}" for k, v in row[1].items()))
    if a.write:
        SOURCE.write_text(WEIGHT.sub(lambda m: f"Feature::{m[1]}, {new[m[1]]:.2f}", source), encoding="utf-8")


if __name__ == "__main__":
    main()
