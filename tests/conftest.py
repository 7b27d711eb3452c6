"""What all tests share: no network beyond this computer, no settings left over from the shell, one
web server.
"""

import contextlib
import hashlib
import http.server
import os
import re
import socket
import struct
import threading
import time
from types import SimpleNamespace

import numpy as np
import pytest

from helpers import CourseError
from helpers.datasets import cache as data_cache
from helpers.datasets import download

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
_connect = socket.socket.connect
SMALLEST = data_cache.SMALLEST


def _only_loopback(self, address):
    host = address[0] if isinstance(address, tuple) else "local"
    if host not in ("127.0.0.1", "::1", "localhost", "local"):
        raise OSError(f"the tests use no network, and something wanted {host}")
    return _connect(self, address)


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", _only_loopback)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """The path of an empty cache; no mirror, no proxy, downloads allowed, no second attempts."""
    for name in ("COURSE_MIRROR", "COURSE_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(download, "RETRIES", 0)
    monkeypatch.setattr(data_cache, "SMALLEST", 0)  # tiny files are meant here
    return tmp_path / "cache"


@pytest.fixture
def mirror(cache, tmp_path, monkeypatch):
    """An empty folder that COURSE_MIRROR names."""
    folder = tmp_path / "mirror"
    folder.mkdir()
    monkeypatch.setenv("COURSE_MIRROR", str(folder))
    return folder


@pytest.fixture
def known(tmp_path, monkeypatch):
    """`known(name, content)` makes the course know a tiny file for a dataset; further entries
    change its record.

    By its fingerprint, as variant "complete", and by its sha256 where `sha256=True`.
    """

    def know(name, content=None, variant="complete", sha256=False, **entries):
        registry = dict(download.registry())
        entry = {"bytes": 1000, **registry.get(name, {}), "fingerprints": {}, **entries}
        if not sha256 and "sha256" not in entries:
            entry.pop("sha256", None)
        registry[name] = entry
        monkeypatch.setattr(download, "registry", lambda: registry)
        if content is not None:
            path = tmp_path / "known"
            path.write_bytes(content)
            if sha256 or entry.get("strict"):
                entry["sha256"] = hashlib.sha256(content).hexdigest()
            if not sha256 and "unverified" not in entry:
                entry["fingerprints"] = {variant: data_cache.fingerprint(data_cache.READERS[name](path))}
        return entry

    return know


def files(folder):
    """The files below a folder, by their relative names."""
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()) if folder.exists() else []


@pytest.fixture
def server():
    """A web server on this computer. `server.serve("x.txt", b"...")` returns the address that
    serves it.

    status   the status to answer with
    fails    how often to answer 503 before that
    claims   the Content-Length to give (the content is then cut short); None: give none
    to       an address to redirect to
    pause    seconds to wait before each byte
    headers  further headers, by name
    raw      what to send instead of an answer in HTTP: bytes, seconds to wait, or "reset"; then
             the connection is closed
    """
    answers, requests, stop = {}, [], threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def send_raw(self, parts):
            self.close_connection = True
            for part in parts:
                if part == "reset":
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                elif isinstance(part, bytes):
                    with contextlib.suppress(OSError):  # the client has gone, as it should
                        self.wfile.write(part)
                elif stop.wait(part):
                    return

        def do_GET(self):
            requests.append(self.path)
            answer = answers.get(self.path, {"content": b"", "status": 404})
            if "raw" in answer:
                return self.send_raw(answer["raw"])
            content, status = answer["content"], answer.get("status", 200)
            if answer.get("fails", 0) > 0:
                answer["fails"] -= 1
                content, status = b"", 503
            if "to" in answer:
                status = 302
            self.send_response(status)
            if "to" in answer:
                self.send_header("Location", answer["to"])
            for header, value in answer.get("headers", {}).items():
                self.send_header(header, value)
            if (length := answer.get("claims", len(content))) is not None:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            pieces = [content]
            if "pause" in answer:
                pieces = [content[i : i + 1] for i in range(len(content))]
            for piece in pieces:
                if stop.wait(answer.get("pause", 0)):
                    return
                try:
                    self.wfile.write(piece)
                except OSError:  # the client has gone, as it should
                    return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.daemon_threads, running.block_on_close = True, False
        running.handle_error = lambda *_: None  # a client that goes away is no news
        url = f"http://127.0.0.1:{running.server_port}"
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()

        def serve(path, content=b"", **how):
            answers[f"/{path}"] = {"content": content, **how}
            return f"{url}/{path}"

        yield SimpleNamespace(url=url, serve=serve, requests=requests)
        stop.set()
        running.shutdown()


def read_numbers(path):
    return {"numbers": np.array([int(x) for x in path.read_bytes().split()], np.int32)}


def numbers():
    """The numbers of the dataset "toy", loaded as lessons load theirs."""
    return data_cache.cached_arrays("toy")["numbers"].tolist()


@pytest.fixture
def toy(cache, known, server, monkeypatch):
    """A dataset of three numbers that is known by its fingerprint, with one address that serves it."""
    monkeypatch.setitem(data_cache.READERS, "toy", read_numbers)
    return known("toy", b"1 2 3", file="toy.txt", urls=[server.serve("toy.txt", b"1 2 3")])


def sentence(error, *says):
    """A fault is told as it should be: by a CourseError, in one line, with what `says` asks for, no machine talk."""
    text = str(error)
    assert isinstance(error, CourseError) and text.endswith((".", "?")) and "\n" not in text
    assert not re.search(r"object at 0x|Max retries|Traceback|<_io", text)
    for each in says:
        assert re.search(each, text), f"{each!r} is not in {text!r}"


def case(name, must, *values, marks=()):
    """One parametrised fault for the table that `make faults` prints: its name, and what must happen."""
    return pytest.param(*values, id=name, marks=[pytest.mark.fault(must), *marks])


@pytest.fixture
def clock():
    """`clock()` tells the seconds since the test began."""
    begun = time.monotonic()
    return lambda: time.monotonic() - begun
