"""Scores a corpus on Apache Spark: each partition goes through `mtflag score -` where it lies.

    spark-submit docker/spark/score.py hdfs:///articles hdfs:///flags --ship ./mtflag
    spark-submit docker/spark/score.py articles.parquet flags.parquet -- --field text=body

JSON lines or Parquet in and out: what the name ends in, or --input-format and --output-format. What
stands behind `--` goes to mtflag. Records without an id are named by their partition and line. JSON
lines keep their order. A task that fails or is lost is done again, and only what a task wrote as a
whole enters the output, so that this ends as on one machine. Exit code 2: more bad records than
--max-errors, or the job failed.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading

from pyspark import SparkFiles
from pyspark.sql import SparkSession, functions

# The families of rules: what is not counted is 0 in the table.
FAMILIES = "encoding script names typography repetition residue fluency language".split()

# The columns that `mtflag score -o x.parquet` writes.
COLUMNS = f"""
    id string, words bigint, penalty_per_1000_words double, score double, verdict string,
    language struct<tag: string, confidence: double>,
    scripts array<string>,
    counts struct<{", ".join(f"{family}: bigint" for family in FAMILIES)}>,
    severities struct<neutral: bigint, minor: bigint, major: bigint, critical: bigint>,
    source_language_hints array<struct<tag: string, weight: double, rules: array<string>>>,
    flags_truncated boolean,
    decoding struct<charset: string, malformed: bigint>,
    flags array<struct<
        rule: string, family: string, severity: string, confidence: double,
        start: bigint, end: bigint, line: bigint, column: bigint, field: string,
        excerpt: string, message: string,
        suggestions: array<struct<text: string, certainty: string>>,
        related: array<struct<
            role: string, field: string, start: bigint, end: bigint, excerpt: string>>,
        its_type: string, fingerprint: string>>,
    error struct<code: string, message: string>
"""

# Bad records are counted over the whole corpus, not partition by partition.
NO_LIMIT = str(2**63)


class Failed(Exception):
    """mtflag did not do its work; Spark tries again elsewhere."""


class Scorer:
    """Sends a partition through mtflag."""

    def __init__(self, command, is_shipped, options, threads):
        self._command, self._is_shipped = command, is_shipped
        self._options, self._threads = options, threads

    def __call__(self, partition, records):
        records = iter(records)
        first = next(records, None)
        if first is None:
            return
        command = SparkFiles.get(self._command) if self._is_shipped else self._command
        name = f"part-{partition:05}"
        arguments = ["score", "-", "--stdin-filename", name, "--max-errors", NO_LIMIT]
        # Spark gives a task so many cores, and mtflag would take them all.
        environment = {"RAYON_NUM_THREADS": str(self._threads), **os.environ}
        with tempfile.TemporaryFile() as told:
            process = subprocess.Popen(
                [command, *arguments, *self._options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=told,
                env=environment,
            )
            feeder = Feeder(process.stdin, itertools.chain([first], records))
            try:
                feeder.start()
                written = 0
                for line in process.stdout:
                    written += 1
                    yield line.rstrip(b"\n")
                code = process.wait()
                feeder.join()
            finally:
                # Where nobody wants the rest.
                process.kill()
                process.wait()
            if feeder.failure:
                raise feeder.failure
            if code != 0 or written != feeder.fed:
                told.seek(0)
                said = told.read()[-4096:].decode(errors="replace")
                raise Failed(
                    f"{name}: {written} answers to {feeder.fed} records, exit code {code}: {said}"
                )


class Feeder(threading.Thread):
    """Writes records while somebody else reads the answers."""

    def __init__(self, pipe, records):
        super().__init__(daemon=True)
        self._pipe, self._records = pipe, records
        self.fed, self.failure = 0, None

    def run(self):
        try:
            with self._pipe:
                for record in self._records:
                    self._pipe.write(record + b"\n")
                    # mtflag passes over blank lines.
                    self.fed += bool(record.strip())
        except BrokenPipeError:
            # Its exit code says more.
            pass
        except BaseException as failure:
            self.failure = failure


def read(spark, path, is_parquet, partitions):
    """The records, as lines of JSON."""
    if is_parquet:
        records = spark.read.parquet(path).toJSON(use_unicode=False)
        return records.repartition(partitions) if partitions else records
    return spark.sparkContext.textFile(path, partitions, use_unicode=False)


def write(spark, lines, path, is_parquet):
    if not is_parquet:
        lines.saveAsTextFile(path)
        return
    rows = spark.read.schema(COLUMNS).option("mode", "FAILFAST").json(lines.map(bytes.decode))
    count = [functions.coalesce(f"counts.{family}", functions.lit(0)) for family in FAMILIES]
    named = [column.alias(family) for column, family in zip(count, FAMILIES)]
    counts = functions.when(functions.col("counts").isNotNull(), functions.struct(*named))
    rows.withColumn("counts", counts).write.parquet(path)


def found(spark, path, is_parquet):
    """What the output says as a whole: counted there, for a task that is done twice counts twice."""
    columns = "verdict string, error struct<code: string, message: string>"
    reader = spark.read.schema(columns)
    rows = reader.parquet(path) if is_parquet else reader.json(path)
    verdicts = rows.groupBy("verdict", rows.error.isNotNull().alias("bad")).count().collect()
    return {
        "articles": sum(row["count"] for row in verdicts if not row["bad"]),
        "errors": sum(row["count"] for row in verdicts if row["bad"]),
        "verdicts": {row["verdict"]: row["count"] for row in verdicts if not row["bad"]},
    }


def arguments(given):
    # Left to itself argparse takes what stands behind `--` for options of its own.
    cut = given.index("--") if "--" in given else len(given)
    given, options = given[:cut], given[cut + 1 :]
    parser = argparse.ArgumentParser(
        description=__doc__,
        usage="%(prog)s INPUT OUTPUT [--ship PATH] [...] [-- OPTIONS OF mtflag score]",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("input")
    parser.add_argument("output", help="a folder that does not exist yet")
    for side in ("input", "output"):
        parser.add_argument(f"--{side}-format", choices=["jsonl", "parquet"])
    binary = parser.add_mutually_exclusive_group()
    binary.add_argument("--mtflag", default="mtflag", help="what it is called on every node")
    binary.add_argument("--ship", metavar="PATH", help="send this binary to every executor")
    parser.add_argument("--partitions", type=int, help="at least; Spark decides when not given")
    parser.add_argument("--max-errors", type=int, default=0)
    told = parser.parse_args(given)
    told.options = options
    ending = {True: "parquet", False: "jsonl"}
    told.input_format = told.input_format or ending[told.input.endswith(".parquet")]
    told.output_format = told.output_format or ending[told.output.endswith(".parquet")]
    return told


def main(given):
    told = arguments(given)
    spark = SparkSession.builder.appName("mtflag score").getOrCreate()
    if told.ship:
        spark.sparkContext.addFile(told.ship)
    command = os.path.basename(told.ship) if told.ship else told.mtflag
    threads = int(spark.sparkContext.getConf().get("spark.task.cpus", "1"))
    scorer = Scorer(command, bool(told.ship), told.options, threads)
    records = read(spark, told.input, told.input_format == "parquet", told.partitions)
    is_parquet = told.output_format == "parquet"
    write(spark, records.mapPartitionsWithIndex(scorer), told.output, is_parquet)
    summary = found(spark, told.output, is_parquet)
    print(json.dumps(summary))
    spark.stop()
    return 2 if summary["errors"] > told.max_errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
