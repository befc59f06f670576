"""Scores on a small cluster of Spark, of which an executor is killed, and on this machine alone.

    python tests/python/spark.py target/debug/mtflag
"""

import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import pyarrow.parquet
import pyspark

JOB = pathlib.Path(__file__).parents[2] / "docker/spark/score.py"
HOME = pathlib.Path(pyspark.__file__).parent
# Two executors in processes of their own, a core and 1,024 MB each.
MASTER = "local-cluster[2,1,1024]"
TOWNS = ["Marish", "Ostwick", "Dunholm", "Varley", "\u00c5lsund"]


def articles(count):
    draw = random.Random(7)
    for number in range(count):
        sentences = []
        for _ in range(draw.randrange(4, 30)):
            here, there = draw.sample(TOWNS, 2)
            sentences.append(f"The ferry from {here} to {there} left at {draw.randrange(24)} sharp.")
            if draw.random() < 0.1:
                sentences.append(draw.choice(["It\x92s late.", "It&#8217;s late.", "He waited .He left."]))
        yield {"id": f"n{number}", "text": " ".join(sentences), "outlet": draw.choice(TOWNS)}
    yield {"id": "none", "outlet": "Marish"}


class Cluster:
    """A run of the job on a cluster of its own."""

    def __init__(self, folder, *arguments, master=MASTER):
        environment = {
            **os.environ,
            "SPARK_HOME": str(HOME),
            "PYSPARK_PYTHON": sys.executable,
            "SPARK_LOCAL_IP": "127.0.0.1",
        }
        self._log = open(folder / "log", "w+")
        submit = [HOME / "bin/spark-submit", "--master", master, "--conf", "spark.ui.enabled=false"]
        self._process = subprocess.Popen(
            [*submit, JOB, *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )

    def executors(self):
        """The ids of its executors' processes, which are children of the cluster's."""
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                command = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if parent == self._process.pid and b"CoarseGrainedExecutorBackend" in command:
                yield int(folder.name)

    def kill_one_when(self, is_time):
        while not is_time():
            assert self._process.poll() is None, self.told()
            time.sleep(0.05)
        os.kill(next(self.executors()), signal.SIGKILL)

    def finish(self, code):
        out, _ = self._process.communicate(timeout=900)
        assert self._process.returncode == code, self.told()
        return json.loads(out)

    def told(self):
        self._log.seek(0)
        return self._log.read()


def alone(binary, folder, source, output):
    command = [binary, "score", source, "--max-errors", "1", "-o", output]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def test_lines(binary, folder):
    alone(binary, folder, "in.jsonl", "alone.jsonl")
    options = ["--partitions", "12", "--max-errors", "1", "--ship", binary]
    cluster = Cluster(folder, "in.jsonl", "out", *options)
    # Where Spark puts what a task wrote, until all have.
    done = folder / "out/_temporary/0"
    cluster.kill_one_when(lambda: len(list(done.glob("task_*"))) >= 2)
    summary = cluster.finish(0)
    assert "Lost executor" in cluster.told()
    parts = sorted((folder / "out").glob("part-*"))
    assert len(parts) >= 12
    # Where a bad record stands is told by the line of its partition.
    found, expected = (
        re.sub(rb'"line \d+: ', b'"', lines)
        for lines in (
            b"".join(part.read_bytes() for part in parts),
            (folder / "alone.jsonl").read_bytes(),
        )
    )
    assert found == expected
    assert summary["errors"] == 1 and summary["articles"] == expected.count(b"\n") - 1, summary


def test_parquet(binary, folder):
    records = [json.loads(line) for line in (folder / "in.jsonl").read_text().splitlines()]
    text = [record.get("text") for record in records]
    table = {"id": [record["id"] for record in records], "body": text}
    pyarrow.parquet.write_table(pyarrow.table(table), folder / "in.parquet")
    alone(binary, folder, "in.jsonl", "alone.parquet")
    options = ["--partitions", "4", "--mtflag", binary, "--", "--field", "text=body"]
    # One bad record is one too many.
    summary = Cluster(folder, "in.parquet", "out.parquet", *options).finish(2)
    assert summary["errors"] == 1, summary
    expected = pyarrow.parquet.read_table(folder / "alone.parquet")
    found = pyarrow.parquet.read_table(folder / "out.parquet")
    assert found.column_names == expected.column_names
    rows = lambda table: {row["id"]: row for row in table.to_pylist()}
    found, expected = rows(found), rows(expected)
    # Its message tells the place, which is another one there.
    assert found["none"].pop("error") and expected["none"].pop("error")
    assert found == expected


def test_failure(binary, folder):
    options = ["--mtflag", binary, "--", "--select", "nonsense"]
    cluster = Cluster(folder, "in.jsonl", "failed", *options, master="local[1]")
    try:
        cluster.finish(0)
    except AssertionError as failure:
        assert "nonsense" in str(failure) and "exit code 2" in str(failure), failure
    else:
        raise AssertionError("nobody told")
    assert not list((folder / "failed").glob("part-*"))


def work():
    """What executors leave behind, with the binary that was shipped to each."""
    return set((HOME / "work").glob("app-*"))


def main(binary):
    if not shutil.which("java"):
        print("skipped: there is no Java")
        return
    before = work()
    try:
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            with open(folder / "in.jsonl", "w") as file:
                file.writelines(json.dumps(article) + "\n" for article in articles(400))
            test_lines(binary, folder)
            test_parquet(binary, folder)
            test_failure(binary, folder)
    finally:
        for left in work() - before:
            shutil.rmtree(left, ignore_errors=True)
    print("Spark scores as one machine does")


if __name__ == "__main__":
    main(str(pathlib.Path(sys.argv[1]).resolve()))
