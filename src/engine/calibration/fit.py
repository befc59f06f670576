#!/usr/bin/env python3
"""Fit the table that makes a rule's score a probability, and say how true the confidences are.

    fit.py --bin target/debug/mtflag --sets DIR [--seeds DIR] [--out table.tsv] [--dry]

DIR holds labelled articles, `*.jsonl`, in the form `mtflag eval` reads; the folder of seeds holds
`set.jsonl`. Every rule is run, preview ones too, and its flags are taken with the scores the rule
gave (`mtflag score --raw-confidence`). A flag of a family that an article's labels cover is right
if it overlaps a labelled span, of any family, and wrong otherwise. Labels cover a family if one of
them must be found, or if the article is declared clean of it.

Per rule: flags are pooled by score, at most MOST_KNOTS pools; each pool gets the mean of what was
seen and of a prior, the rule's own score moved by what its family as a whole is off (STRENGTH
flags' worth of it); then the pools are made to rise (isotonic regression). A rule of which no flag
was right keeps its own scores: the labels lack its kind, so that they cannot say it was wrong. So
do the rules of a family with fewer than ENOUGH judged flags. Neutral flags are judged only where
their family has labels: being declared clean passes over what costs nothing.

False alarms alone say nothing of precision: articles without a labelled span of a family count for
it only where others have ENOUGH.

Labelled sets are richer in errors than what comes in every day, so these probabilities are those of
a text in which something was broken; on clean text there are few flags, and more of them are wrong.
Standard library only; the same input gives the same table.
"""
import argparse
import collections
import json
import math
import pathlib
import subprocess
import tempfile
import zlib

MOST_KNOTS = 5
STRENGTH = 12.0
ENOUGH = 100  # labelled spans of a family, and judged flags
SEED_WEIGHT = 4  # real pages are few, and are what the rules are for
MOST_OF_A_RULE = 300  # flags of one rule in what is known of its family
FOLDS = 5


def load(path):
    with open(path, encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def score(binary, path, out):
    subprocess.run(
        [binary, "score", path, "--offsets", "codepoints", "--fail-on", "never", "--preview"]
        + ["--min-confidence", "0", "--raw-confidence", "--max-errors", "1000000", "-o", out],
        check=True, stderr=subprocess.DEVNULL)
    return {record["id"]: record.get("flags", []) for record in load(out)}


def judged(binary, sets, seeds):
    """(rule, score, right, weight, fold) of every flag that the labels judge."""
    files = [(path, 1) for path in sorted(pathlib.Path(sets).glob("*.jsonl"))]
    if seeds:
        files.append((pathlib.Path(seeds) / "set.jsonl", SEED_WEIGHT))
    articles = [(record, path, weight) for path, weight in files for record in load(path)]
    spans = collections.Counter(s["family"] for record, _, w in articles if w == 1 for s in record.get("expect", []))
    flags = {}
    with tempfile.TemporaryDirectory() as folder:
        for path, _ in files:
            flags[path] = score(binary, path, pathlib.Path(folder) / "flags.jsonl")
    found, known = [], set()
    for record, path, weight in articles:
        labels = record.get("expect", [])
        labelled = {label["family"] for label in labels if label.get("required", True)}
        named = {label["family"] for label in labels}
        clean = {f for f in record.get("clean_for", []) if spans[f] >= ENOUGH or weight > 1}
        fold = zlib.crc32(record["id"].encode()) % FOLDS
        for flag in flags[path].get(record["id"], []):
            families = named if flag["severity"] == "neutral" else labelled | clean
            if flag["family"] in families and flag.get("field", "text") == "text":
                right = any(flag["start"] < l["end"] and flag["end"] > l["start"] for l in labels)
                found.append((flag["rule"], flag["confidence"], right, weight, fold))
                if right:
                    known.add(flag["rule"])
    return [flag for flag in found if flag[0] in known]


def logit(p):
    p = min(max(p, 0.005), 0.995)
    return math.log(p / (1 - p))


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def family_shift(flags):
    """How far the scores of a family are off, as an intercept in logits, shrunk to 0."""
    heavy = collections.Counter()
    for rule, _, _, weight, _ in flags:
        heavy[rule] += weight
    rows = [(logit(s), r, w * min(1, MOST_OF_A_RULE / heavy[rule])) for rule, s, r, w, _ in flags]
    shift = 0.0
    for _ in range(30):
        gradient, curvature = -shift, 1.0  # a normal prior of variance 1
        for x, right, weight in rows:
            p = sigmoid(x + shift)
            gradient += weight * (right - p)
            curvature += weight * p * (1 - p)
        shift += max(-1.0, min(1.0, gradient / curvature))
    return max(-2.0, min(2.0, shift))


def pooled(points):
    """Points (score, right, weight), sorted, as at most MOST_KNOTS pools of whole scores."""
    by_score = collections.OrderedDict()
    for s, right, weight in sorted(points):
        pool = by_score.setdefault(round(s, 2), [0.0, 0.0])
        pool[0] += weight * right
        pool[1] += weight
    pools = [[s * n, right, n] for s, (right, n) in by_score.items()]
    while len(pools) > MOST_KNOTS:
        i = min(range(len(pools) - 1), key=lambda i: pools[i][2] + pools[i + 1][2])
        pools[i:i + 2] = [[a + b for a, b in zip(pools[i], pools[i + 1])]]
    return [(total / n, right, n) for total, right, n in pools]


def fit(flags):
    families = collections.defaultdict(list)
    rules = collections.defaultdict(list)
    for flag in flags:
        families[flag[0].split("/")[0]].append(flag)
        rules[flag[0]].append((flag[1], flag[2], flag[3]))
    shifts = {family: family_shift(of) for family, of in families.items()}
    table = {}
    for rule, points in sorted(rules.items()):
        if len(families[rule.split("/")[0]]) < ENOUGH * (FOLDS - 1) / FOLDS:
            continue
        shift = shifts[rule.split("/")[0]]
        steps = []
        for s, right, n in pooled(points):
            prior = sigmoid(logit(s) + shift)
            steps.append([s, (right + STRENGTH * prior) / (n + STRENGTH), n + STRENGTH])
        blocks = []
        for s, p, n in steps:
            blocks.append([[s], p, n])
            while len(blocks) > 1 and blocks[-2][1] > blocks[-1][1]:
                late, early = blocks.pop(), blocks.pop()
                n = early[2] + late[2]
                blocks.append([early[0] + late[0], (early[1] * early[2] + late[1] * late[2]) / n, n])
        table[rule] = [(round(s, 3), round(min(max(p, 0.02), 0.995), 3)) for scores, p, _ in blocks for s in scores]
    return table


def probability(knots, s):
    if knots is None:
        return s
    left = (0.0, 0.0)
    for right in knots + [(1.0, 1.0)]:
        if s <= right[0]:
            width = right[0] - left[0]
            return left[1] + ((s - left[0]) / width if width else 1.0) * (right[1] - left[1])
        left = right
    return 1.0


def calibration_error(pairs):
    """Expected calibration error: the mean distance of confidence and truth over ten bins."""
    bins = collections.defaultdict(lambda: [0.0, 0.0, 0])
    for p, right in pairs:
        cell = bins[min(int(p * 10), 9)]
        cell[0] += p
        cell[1] += right
        cell[2] += 1
    return sum(abs(p - right) for p, right, _ in bins.values()) / max(1, len(pairs))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--sets", required=True)
    parser.add_argument("--seeds")
    parser.add_argument("--out", default=pathlib.Path(__file__).with_name("table.tsv"))
    parser.add_argument("--dry", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    flags = judged(arguments.bin, arguments.sets, arguments.seeds)
    catalogue = json.loads(subprocess.run([arguments.bin, "rules", "--format", "json"], check=True, capture_output=True).stdout)
    stable = {rule["id"] for rule in catalogue if rule["status"] == "stable"}
    table = fit(flags)
    folds = [fit([flag for flag in flags if flag[4] != fold]) for fold in range(FOLDS)]
    held_out = [probability(folds[fold].get(rule), s) for rule, s, _, _, fold in flags]
    after = [probability(table.get(rule), s) for rule, s, _, _, _ in flags]

    print(f"{'':14} {'flags':>6} {'right':>6}   ECE before   after (held out)")
    names = sorted({flag[0].split("/")[0] for flag in flags})
    for name in ["all"] + names:
        rows = [i for i, flag in enumerate(flags) if name in ("all", flag[0].split("/")[0])]
        right = sum(flags[i][2] for i in rows)
        before = calibration_error([(flags[i][1], flags[i][2]) for i in rows])
        later = calibration_error([(held_out[i], flags[i][2]) for i in rows])
        print(f"{name:14} {len(rows):6} {right / len(rows):6.3f}   {before:10.4f}   {later:.4f}")
    print("precision of the stable rules by floor")
    for floor in [0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]:
        kept = [flag[2] for flag, p in zip(flags, after) if p >= floor and flag[0] in stable]
        print(f"  {floor:.1f}: {sum(kept) / max(1, len(kept)):.3f} of {len(kept)}")
    rules = collections.Counter(flag[0] for flag in flags)
    right = collections.Counter(flag[0] for flag in flags if flag[2])
    for rule, knots in sorted(table.items()):
        print(f"{rule:34} {right[rule]:5}/{rules[rule]:<5} " + " ".join(f"{s}:{p}" for s, p in knots))
    if not arguments.dry:
        with open(arguments.out, "w", encoding="utf-8") as out:
            out.write("# Knots score:probability by rule, made by fit.py from labelled articles. These are richer in\n")
            out.write("# errors than what comes in every day: on clean text a larger share of the few flags is wrong.\n")
            for rule, knots in sorted(table.items()):
                out.write("\t".join([rule] + [f"{s}:{p}" for s, p in knots]) + "\n")


if __name__ == "__main__":
    main()
