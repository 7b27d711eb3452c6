"""What all tests share: no network beyond this computer, and no settings left over from the shell."""

import functools
import http.server
import os
import socket
import threading

import pytest

from helpers.datasets import store

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
_connect = socket.socket.connect


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
    """An empty cache folder of its own, no mirror, no proxy, downloads allowed."""
    for name in ("COURSE_MIRROR", "COURSE_OFFLINE", "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("helpers.datasets.store.RETRIES", 0)
    return tmp_path / "cache"


@pytest.fixture
def known_as(tmp_path, monkeypatch):
    """`known_as(name, arrays)` takes arrays for the known data of a dataset, with a cache and a mirror of its own.

    Returns the mirror, an empty folder to put files into.
    """

    def known_as(name, arrays):
        (tmp_path / "mirror").mkdir()
        monkeypatch.setenv("COURSE_MIRROR", str(tmp_path / "mirror"))
        monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
        monkeypatch.delenv("COURSE_OFFLINE", raising=False)
        entry = {**store.about(name), "fingerprints": {"tiny": store.fingerprint(arrays)}}
        registry = {**store.registry(), name: entry}
        monkeypatch.setattr(store, "registry", lambda: registry)
        return tmp_path / "mirror"

    return known_as


@pytest.fixture
def server(tmp_path):
    """A web server on this computer: files put into `server.folder` are served at `server.url`."""
    folder = tmp_path / "served"
    folder.mkdir()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            requests.append(self.path)
            super().do_GET()

    requests = []
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        running.folder, running.url = folder, f"http://127.0.0.1:{running.server_port}"
        running.requests = requests
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()
