"""A server of this build as a process, on free ports, for the tests in Python."""

import json
import signal
import subprocess
import threading


class Server:
    """Runs `mtflag serve` until the end of a `with`, which expects exit code 0 after SIGTERM."""

    def __init__(self, binary, *more):
        usual = ["--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0"]
        log = ["--log", "debug", "--log-format", "json"]
        self.log = []
        self._process = subprocess.Popen(
            [binary, "serve", *usual, *log, *more], stderr=subprocess.PIPE, text=True
        )
        found = {}
        for line in self._process.stderr:
            fields = json.loads(line)["fields"]
            found.update((key, fields[key]) for key in ("address", "metrics") if key in fields)
            if len(found) == 2:
                break
        else:
            raise RuntimeError("the server never said where it listens")
        self.address, self.metrics = found["address"], found["metrics"]
        # Or a full pipe would stop it.
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self._process.stderr:
            self.log.append(json.loads(line))

    def __enter__(self):
        return self

    def __exit__(self, failed, *_):
        self._process.send_signal(signal.SIGTERM)
        try:
            code = self._process.wait(timeout=60)
        finally:
            self._process.kill()
        self._reader.join(timeout=10)
        if failed is None:
            assert code == 0, f"exit code {code}"
