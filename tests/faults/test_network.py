"""Networks, servers, proxies and mirrors that misbehave. The server is on this computer (tests/conftest.py)."""

import contextlib
import gzip
import http.server
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time

import pytest
from conftest import case, files, numbers, sentence

from helpers import DatasetError, datasets
from helpers.datasets import cache as data_cache
from helpers.datasets import download

CONTENT = b"1 2 3"
LOGIN = b"\n<!DOCTYPE html><html><body>Please log in to the hotel's network</body></html>"
HEAD = b"HTTP/1.1 200 OK\r\n"
WHOLE = HEAD + b"Content-Length: 5\r\n\r\n" + CONTENT
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
GZIPPED = {"Content-Encoding": "gzip"}
NEXT = "told with its cause; nothing is kept; the next address serves"
GIVEN_UP = "given up in time; nothing is kept; the next address serves"
LOADED = "the data are loaded all the same"


PATIENT = {"CONNECT": 0.5, "SILENCE": 1.0, "PATIENCE": 1.0}  # for the good address, on a crowded computer


def status(code, **how):
    return case(f"status {code}", f"told with its number; {NEXT}", {"status": code, **how}, f"server answers {code}")


@pytest.fixture
def impatient(monkeypatch):
    """Waits of half a second, where learners' computers wait for half a minute and more."""
    for limit, seconds in {"CONNECT": 0.1, "SILENCE": 0.4, "PATIENCE": 0.5}.items():
        monkeypatch.setattr(download, limit, seconds)


def refused(toy, cache, server, *says):
    """The address is refused with a sentence and leaves nothing; then the next address is tried."""
    with pytest.raises(DatasetError) as caught:
        numbers()
    sentence(caught.value, *says, r"toy\.txt could not be downloaded\.", "Try again later.*COURSE_MIRROR.*sample mode")
    if download.SILENCE < 1:
        vars(download).update(PATIENT)
    assert files(cache) == [] and not datasets.available("toy") and "sha256" not in str(caught.value)
    toy["urls"] = [*toy["urls"], server.serve("second/toy.txt", CONTENT)]
    assert numbers() == [1, 2, 3] and files(cache) == ["raw/toy.txt", "toy.npz"]


# --- servers that do not serve --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        *map(status, (204, 300, 304, 401, 402, 403, 404, 407, 408, 410, 418, 429, 451, 500, 502, 503, 504, 599)),
        case("a log-in page with status 200", NEXT, {"content": LOGIN}, "a web page .*want a log-in"),
        case("an empty answer", NEXT, {"content": b""}, "an empty file"),
        case("a redirect without an address", NEXT, {"status": 302}, "answers 302"),
        case("a redirect in a circle", NEXT, {"to": "/toy.txt"}, "TooManyRedirects|Exceeded 30 redirects"),
        case("a redirect to a file of this computer", NEXT, {"to": "file:///etc/passwd"}, "InvalidSchema"),
        case("a redirect to ftp", NEXT, {"to": "ftp://127.0.0.1/toy.txt"}, "InvalidSchema"),
        case("a redirect to no address", NEXT, {"to": "http://[::1"}, "No answer or a broken one"),
        case("one number altered", NEXT, {"content": b"1 2 4"}, "not the data that this course knows as 'toy'"),
        case("text for a number", NEXT, {"content": b"1 two 3"}, "invalid literal"),
        case("cut, without a length", NEXT, {"content": CONTENT[:3], "claims": None}, "not the data that this course"),
        case("cut, shorter than its length", NEXT, {"content": CONTENT[:3], "claims": 5}, "broken.*Check the conn"),
        case("longer than its length", NEXT, {"content": b"1 2 3 4 5", "claims": 3}, "not the data that this course"),
        case("two lengths", NEXT, {"headers": {"Content-Length": "999"}, "content": CONTENT}, "No answer or a broken"),
        case("gzip that is none", NEXT, {"headers": GZIPPED, "content": CONTENT}, "No answer or a broken"),
        case("gzip cut at half", NEXT, {"headers": GZIPPED, "content": gzip.compress(CONTENT * 9)[:-20]}, "toy.txt"),
        case("an encoding nobody knows", NEXT, {"headers": {"Content-Encoding": "x"}, "content": b"\x8b"}, "toy.txt"),
        case("an endless answer", f"given up when it is ten times too large; {NEXT}",
             {"content": b"1 " * 20_000, "claims": None}, "It does not end"),
        case("gzip that unpacks without end", f"given up when it is ten times too large; {NEXT}",
             {"headers": GZIPPED, "content": gzip.compress(bytes(10**7))}, "It does not end"),
        case("206 with a part of the file", NEXT, {"status": 206, "content": CONTENT[:3]}, "not the data that this"),
        case("closes at once", NEXT, {"raw": []}, "No answer or a broken one"),
        case("resets at once", NEXT, {"raw": ["reset"]}, "No answer or a broken one"),
        case("resets amid the file", NEXT, {"raw": [WHOLE[:-2], 0.02, "reset"]}, "No answer or a broken one"),
        case("no HTTP but noise", NEXT, {"raw": [b"\x00\xff\x16\x03" * 50]}, "No answer or a broken one"),
        case("a banner of another service", NEXT, {"raw": [b"SSH-2.0-OpenSSH_9.6\r\n"]}, "No answer or a broken one"),
        case("headers cut", NEXT, {"raw": [HEAD + b"Content-Le"]}, "toy.txt"),
        case("a thousand headers", NEXT, {"raw": [HEAD + b"X: y\r\n" * 1000 + b"\r\n"]}, "No answer or a broken one"),
        case("an endless header", NEXT, {"raw": [HEAD + b"X: " + b"y" * 70_000]}, "No answer or a broken one"),
        case("chunks cut", NEXT, {"raw": [CHUNKED + b"5\r\n1 2"]}, "No answer or a broken one"),
        case("chunks without an end", NEXT, {"raw": [CHUNKED + b"5\r\n1 2 3\r\n"]}, "No answer or a broken one"),
        case("a chunk whose size is no number", NEXT, {"raw": [CHUNKED + b"zz\r\n1 2 3\r\n"]}, "No answer or a broken"),
    ],
)  # fmt: skip
def test_what_is_not_the_dataset_is_told_and_the_next_address_is_tried(toy, cache, server, answer, says):
    server.serve("toy.txt", **{"content": b"", **answer})
    refused(toy, cache, server, says)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        case("accepts and says nothing", GIVEN_UP, {"raw": [9]}, "No answer or a broken one"),
        case("a header that trickles for ever", GIVEN_UP,
             {"raw": [HEAD + b"X: ", *[b"y", 0.1] * 90]}, "No answer or a broken one"),
        case("headers, then silence", GIVEN_UP, {"raw": [WHOLE[:-5], 9]}, "No answer or a broken one"),
        case("half the file, then silence", GIVEN_UP, {"raw": [WHOLE[:-2], 9]}, "No answer or a broken one"),
        case("a file that trickles", GIVEN_UP, {"content": b"1 " * 500, "pause": 0.05}, "It is too slow|timed out"),
        case("chunks that trickle", GIVEN_UP,
             {"raw": [CHUNKED, *[b"1\r\n1\r\n", 0.05] * 99]}, "It is too slow|timed out"),
    ],
)  # fmt: skip
def test_no_wait_is_endless_or_silent(toy, cache, server, impatient, capsys, answer, says):
    server.serve("toy.txt", **{"content": b"", **answer})
    refused(toy, cache, server, says)
    host = server.url.removeprefix("http://")
    assert f"waiting for {host}, 0 s at most" in capsys.readouterr().out  # at most CONNECT + SILENCE


@pytest.mark.parametrize(
    "answer",
    [
        case("206 with the whole file", LOADED, {"status": 206}),
        case("a length that is no number", LOADED, {"claims": "five"}),
        case("a negative length", LOADED, {"claims": "-5"}),
        case("no length", LOADED, {"claims": None}),
        case("gzip, though it was asked not to", LOADED, {"content": gzip.compress(CONTENT), "headers": GZIPPED}),
        case("chunks", LOADED, {"raw": [CHUNKED + b"3;x=y\r\n1 2\r\n2\r\n 3\r\n0\r\n\r\n"]}),
        case("HTTP/1.0 without headers", LOADED, {"raw": [b"HTTP/1.0 200 OK\r\n\r\n1 2 3"]}),
        case("another packing of the same data", LOADED, {"content": b"1  2\n3\n"}),
        case("a false type", LOADED, {"headers": {"Content-Type": "text/html; charset=utf-16"}}),
        case("cookies and odd headers", LOADED, {"headers": {"Set-Cookie": "a=b; Domain=.com", "X": "é"}}),
        case("a date in the year 1980", LOADED, {"headers": {"Last-Modified": "Tue, 01 Jan 1980 00:00:00 GMT"}}),
    ],
)
def test_what_is_the_dataset_is_loaded_however_it_is_served(toy, server, cache, answer):
    server.serve("toy.txt", **{"content": CONTENT, **answer})
    assert numbers() == [1, 2, 3] and files(cache) == ["raw/toy.txt", "toy.npz"]


@pytest.mark.fault(LOADED)
@pytest.mark.parametrize(
    "host", [case("a redirect to another host", LOADED, "localhost"), case("to a path", LOADED, "")]
)
def test_a_redirect_is_followed(toy, server, host):
    there = server.serve("other/place.txt", CONTENT)
    server.serve("toy.txt", to=there.replace("127.0.0.1", host) if host else "other/place.txt")
    assert numbers() == [1, 2, 3]


@pytest.mark.parametrize(
    "address",
    [
        case("nobody listens", NEXT, "http://127.0.0.1:9/toy.txt"),
        case("a port that is none", NEXT, "http://127.0.0.1:99999999/toy.txt"),
        case("a bracket left open", NEXT, "http://[::1"),
        case("no host", NEXT, "http://"),
        case("a label over 63 letters", NEXT, f"http://{'a' * 64}.example/toy.txt"),
        case("half a surrogate", NEXT, "http://räksmörgås\ud800/toy.txt"),
        case("a host that no resolver knows", NEXT, "http://no-such-host.invalid/toy.txt"),
        case("a scheme nobody serves", NEXT, "gopher://127.0.0.1/toy.txt"),
        case("an address of IPv6 where nobody listens", NEXT, "http://[::1]:9/toy.txt"),
        case("https where only http is spoken", NEXT, "https"),
        case("a password in the address", "told without the password", "http://me:secret@127.0.0.1:9/toy.txt"),
    ],
)
def test_addresses_that_cannot_be_reached_are_told_and_passed_over(toy, address, server, cache, capsys):
    toy["urls"] = [server.url.replace("http", "https") + "/toy.txt" if address == "https" else address]
    refused(toy, cache, server)
    assert "secret" not in capsys.readouterr().out


def test_a_password_in_an_address_is_never_told(toy, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_MIRROR", "http://me:secret@127.0.0.1:9")
    with pytest.raises(DatasetError) as caught:
        numbers()
    assert "secret" not in str(caught.value) + capsys.readouterr().out


@pytest.mark.fault(LOADED)
def test_a_server_with_an_ipv6_address(toy, server):
    class Handler(http.server.BaseHTTPRequestHandler):
        log_message = print

        def do_GET(self):
            self.wfile.write(WHOLE)

    class Server(http.server.ThreadingHTTPServer):
        address_family = socket.AF_INET6

    try:
        running = Server(("::1", 0), Handler)
    except OSError:
        pytest.skip("this computer has no IPv6")
    with running:
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        toy["urls"] = [f"http://[::1]:{running.server_port}/toy.txt"]
        assert numbers() == [1, 2, 3]
        running.shutdown()


@pytest.mark.fault("told: is this computer's date right, does the network want its own certificate?")
@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl, to make a certificate")
def test_a_certificate_that_nobody_vouches_for_or_that_the_clock_refuses(toy, tmp_path, cache, server):
    key, certificate = tmp_path / "key", tmp_path / "certificate"
    make = f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=x -keyout {key} -out"
    subprocess.run([*make.split(), str(certificate)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            while True:
                with contextlib.suppress(OSError), contextlib.closing(listening.accept()[0]) as connection:
                    context.wrap_socket(connection, server_side=True).recv(1)

        threading.Thread(target=serve, daemon=True).start()
        toy["urls"] = [f"https://127.0.0.1:{listening.getsockname()[1]}/toy.txt"]
        refused(toy, cache, server, "Is this computer's date right.*certificate")


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        case("a proxy that is not there", "told: is the proxy right?",
             {"HTTP_PROXY": "http://127.0.0.1:9"}, "Is the proxy right"),
        case("a proxy with a wrong address", NEXT, {"HTTP_PROXY": "http://[::1"}, "No answer or a broken"),
        case("a proxy of an unknown kind", NEXT, {"HTTP_PROXY": "carrier-pigeon://x"}, "No answer or a broken"),
        case("a proxy of kind socks", NEXT, {"ALL_PROXY": "socks5://127.0.0.1:9"}, "No answer or a broken"),
        case("a file of certificates that is not there", "told: not a disk that is full",
             {"REQUESTS_CA_BUNDLE": "/no/such", "https": "yes"}, "certificate"),
    ],
)  # fmt: skip
def test_proxies_and_certificates_that_the_environment_names_wrongly(toy, monkeypatch, settings, says):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
        monkeypatch.setenv(name.lower(), value)
    if "https" in settings:
        toy["urls"] = [toy["urls"][0].replace("http", "https")]
    with pytest.raises(DatasetError) as caught:
        numbers()
    sentence(caught.value, says)
    assert "cannot be written" not in str(caught.value)


@pytest.mark.fault("the server is asked directly")
def test_a_proxy_with_an_exception_for_this_host(toy, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "localhost, 127.0.0.1 ,::1")
    assert numbers() == [1, 2, 3]


def test_what_may_pass_is_tried_again(toy, server, monkeypatch):
    monkeypatch.setattr(download, "RETRIES", 1)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    server.serve("toy.txt", CONTENT, fails=1)
    assert numbers() == [1, 2, 3] and len(server.requests) == 2


@pytest.mark.parametrize("status", [403, 404])
def test_a_refusal_is_asked_for_once(toy, server, monkeypatch, status):
    monkeypatch.setattr(download, "RETRIES", 2)
    server.serve("toy.txt", status=status)
    with pytest.raises(DatasetError, match=str(status)):
        numbers()
    assert len(server.requests) == 1


@pytest.mark.fault("the last address serves; each failure has its line")
def test_five_bad_addresses_and_a_good_one(toy, server, capsys):
    bad = [server.serve(str(code), status=code) for code in (404, 403, 410, 401)] + [server.serve("x", LOGIN)]
    toy["urls"] = [*bad, *toy["urls"]]
    assert numbers() == [1, 2, 3]
    assert capsys.readouterr().out.count("  not from http://127.0.0.1") == 5


# --- what is announced, and what is not asked at all ----------------------------------------------


def test_a_download_is_announced_and_kept_for_all_users(toy, cache, capfd):
    assert not datasets.available("toy") and datasets.megabytes(["toy"]) == 0.001
    assert numbers() == [1, 2, 3]
    out, err = capfd.readouterr()
    assert "Downloading toy.txt" in out and "waiting for 127.0.0.1:" in out and "\rtoy.txt:" in out and err == ""
    assert files(cache) == ["raw/toy.txt", "toy.npz"]
    if os.name == "posix":
        assert (cache / "raw" / "toy.txt").stat().st_mode & 0o777 == 0o644 == (cache / "toy.npz").stat().st_mode & 0o777
    assert datasets.available("toy") and datasets.loaded["toy"] == "complete" and datasets.megabytes(["toy"]) == 0


@pytest.mark.parametrize(
    "word", [case(f"COURSE_OFFLINE={w}", "no request at all", w) for w in ("1", "true", "Yes", "on")]
)
def test_offline_never_asks(toy, server, monkeypatch, word):
    monkeypatch.setenv("COURSE_OFFLINE", word)
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection was tried"))
    with pytest.raises(DatasetError) as caught:
        numbers()
    sentence(caught.value, r"COURSE_OFFLINE forbids a download of toy\.txt: unset it, or set COURSE_MIRROR to a folder")
    assert server.requests == []


@pytest.mark.parametrize("word", [case(f"COURSE_OFFLINE={w!r}", LOADED, w) for w in ("0", "false", "No", "off", " ")])
def test_not_offline(toy, monkeypatch, word):
    monkeypatch.setenv("COURSE_OFFLINE", word)
    assert numbers() == [1, 2, 3]


@pytest.mark.fault("no request at all")
def test_offline_with_an_address_for_a_mirror(toy, server, monkeypatch):
    monkeypatch.setenv("COURSE_MIRROR", server.url)
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    assert not datasets.available("toy")
    with pytest.raises(DatasetError, match="COURSE_OFFLINE forbids"):
        numbers()
    assert server.requests == []


@pytest.mark.fault("no request at all")
def test_a_mirror_address_that_hangs_is_not_asked_for_what_is_cached(toy, server, monkeypatch):
    numbers()
    monkeypatch.setenv("COURSE_MIRROR", server.url)
    server.requests.clear()
    assert numbers() == [1, 2, 3] and datasets.available("toy") and server.requests == []


@pytest.mark.fault("nothing on standard error")
def test_a_first_download_in_a_notebook_warns_of_nothing(server, tmp_path):
    """tqdm.auto complains in a kernel without ipywidgets; once, so in a new process."""
    address = server.serve("toy.txt", CONTENT)
    code = (
        "import sys, types, pathlib, os; from helpers.datasets import download\n"
        "sys.modules['ipykernel.zmqshell'] = types.ModuleType('as in a kernel')\n"
        "sys.modules['ipywidgets'] = None\n"
        f"download._save({address!r}, pathlib.Path({str(tmp_path)!r}, 'toy.txt'), {{'bytes': 5, 'file': 'toy.txt'}})\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0 and done.stderr == ""


def test_only_so_many_lines_are_downloaded(toy, server, cache):
    toy["lines"] = 2
    toy["urls"] = [server.serve("long", b"1 2\n3\n" + b"oops\n" * 1_000_000, claims=10**10)]
    assert numbers() == [1, 2, 3]
    assert (cache / "raw" / "toy.txt").read_bytes() == b"1 2\n3\n"


# --- several kernels, and kernels that end --------------------------------------------------------


@pytest.mark.fault("each has the data; the cache is whole")
def test_two_kernels_at_once_both_succeed(toy, cache):
    results = []
    threads = [threading.Thread(target=lambda: results.append(numbers())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [[1, 2, 3]] * 4
    assert files(cache) == ["raw/toy.txt", "toy.npz"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a POSIX system")
@pytest.mark.parametrize(
    "killed",
    [
        case("two processes at once", "each has the data; the cache is whole", False),
        case("a process is killed amid a download", "the other has the data", True),
    ],
)
def test_two_processes_at_once(toy, cache, server, killed):
    server.serve("toy.txt", CONTENT, pause=2 if killed else 0.01)
    if (other := os.fork()) == 0:
        code = 9
        with contextlib.suppress(Exception):
            code = 0 if numbers() == [1, 2, 3] else 8
        os._exit(code)
    if killed:
        while not files(cache) and not server.requests:
            time.sleep(0.01)
        os.kill(other, signal.SIGKILL)
        server.serve("toy.txt", CONTENT)
    assert numbers() == [1, 2, 3]
    assert os.waitstatus_to_exitcode(os.waitpid(other, 0)[1]) == (-signal.SIGKILL if killed else 0)
    assert [name for name in files(cache) if download.UNFINISHED not in name] == ["raw/toy.txt", "toy.npz"]


@pytest.mark.parametrize(
    "where",
    [
        case("interrupted while reading", "the cache is as it was", "read"),
        case("interrupted while downloading", "the cache is as it was", "write"),
    ],
)
def test_an_interrupt_leaves_nothing(toy, cache, monkeypatch, where):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    if where == "read":
        monkeypatch.setitem(data_cache.READERS, "toy", interrupt)
    else:
        monkeypatch.setattr(download, "_answer", interrupt)
    with pytest.raises(KeyboardInterrupt):
        numbers()
    assert files(cache) == [] and not list((cache / "raw").iterdir())


@pytest.mark.fault("swept after a day; what is new or another's stays")
def test_what_a_killed_kernel_left_is_swept_once_it_is_old(toy, cache):
    for folder in ("course-unfinished-old", "course-unfinished-new", "mine"):
        (cache / "raw" / folder).mkdir(parents=True)
        (cache / "raw" / folder / "x").write_bytes(b"half")
        if folder != "course-unfinished-new":
            os.utime(cache / "raw" / folder, (0, 0))
    numbers()
    assert files(cache / "raw") == ["course-unfinished-new/x", "mine/x", "toy.txt"]


@pytest.mark.parametrize(
    "now", [case("a clock that stands at 1970", LOADED, 0.0), case("a clock in 2100", LOADED, 4.1e9)]
)
def test_a_clock_that_is_wrong(toy, cache, monkeypatch, now):
    (cache / "raw").mkdir(parents=True)
    monkeypatch.setattr(time, "time", lambda: now)
    assert numbers() == [1, 2, 3] and numbers() == [1, 2, 3]


# --- mirrors --------------------------------------------------------------------------------------


def test_a_mirror_folder_replaces_the_addresses(toy, mirror, server):
    with pytest.raises(DatasetError, match=r"Copy a good toy\.txt to .*mirror, which is COURSE_MIRROR"):
        numbers()
    (mirror / "toy.txt").write_bytes(b"1  2  3\n")  # packed in another way, but the same data
    assert datasets.available("toy") and numbers() == [1, 2, 3] and server.requests == []
    (mirror / "toy.txt").unlink()
    assert numbers() == [1, 2, 3]  # from the cache


@pytest.mark.fault("told: copy a good one to the stick; the stick is not touched")
def test_a_damaged_file_on_a_stick_is_not_to_be_deleted(toy, mirror):
    (mirror / "toy.txt").write_bytes(b"1 2 4")
    with pytest.raises(DatasetError, match="Copy a good toy") as caught:
        numbers()
    assert "elete" not in str(caught.value) and str(mirror / "toy.txt") in str(caught.value)
    assert (mirror / "toy.txt").read_bytes() == b"1 2 4"


@pytest.mark.parametrize(
    ("form", "name"),
    [
        case("a mirror with an umlaut and spaces", LOADED, "{}", "mit Umlaut ä"),
        case("a mirror in quotation marks", LOADED, ' "{}" ', "x"),
        case("a mirror with a slash behind", LOADED, "'{}/'", "x"),
        case("a mirror as file://", LOADED, "file://{}", "x"),
        case("a mirror as file://localhost", LOADED, "FILE://localhost{}", "x y"),
        case("a mirror in Japanese, with a percent sign", LOADED, "{}", "データ 100%"),
        case("a mirror with an emoji and a hash", LOADED, "{}", "🎓 #1"),
    ],
)
def test_a_mirror_folder_in_any_spelling(toy, mirror, monkeypatch, form, name):
    folder = mirror / name
    folder.mkdir()
    (folder / "toy.txt").write_bytes(CONTENT)
    monkeypatch.setenv("COURSE_MIRROR", form.format(folder))
    assert numbers() == [1, 2, 3]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        case("a mirror that is not there", "told when it is needed", "/no/such/stick", "neither a folder"),
        case("a mirror that is a file", "told when it is needed", __file__, "neither a folder"),
        case("a mirror by ftp", "told when it is needed", "ftp://x/y", "nor an address"),
        case("a mirror of an unknown user", "told when it is needed", "~nosuchuser/x", "neither a folder"),
        case("a file:// that is not there", "told when it is needed", "file:///no/such", "neither a folder"),
        case("a file:// with a bracket left open", "told when it is needed", "file://[/x", "neither a folder"),
        case("a mirror with a name of 5,000 letters", "told when it is needed", "x" * 5000, "neither a folder"),
        case("a mirror with a line end", "told when it is needed", "/no/such\nstick", "neither a folder"),
    ],
)
def test_a_wrong_mirror_is_told_when_it_is_needed(toy, monkeypatch, value, says):
    monkeypatch.setenv("COURSE_MIRROR", value)
    assert not datasets.available("toy")
    with pytest.raises(DatasetError) as caught:
        numbers()
    sentence(caught.value, says, "Unset COURSE_MIRROR")
    monkeypatch.delenv("COURSE_MIRROR")
    assert numbers() == [1, 2, 3]
    monkeypatch.setenv("COURSE_MIRROR", value)
    assert numbers() == [1, 2, 3]  # the cache needs no mirror


@pytest.mark.fault("the content decides; SHA256SUMS is not even asked for")
def test_a_mirror_address_serves_other_packings_and_alternatives_and_its_sums_count_for_nothing(
    toy, server, monkeypatch
):
    toy["alternatives"] = {"toy.json": ""}
    monkeypatch.setenv("COURSE_MIRROR", f"HTTP://{server.url[7:]}/m/")
    server.serve("m/SHA256SUMS", b"03ac674216f3e15c761ee1a5e255f067953623c8b388b4459e13f978d7c846f4  toy.txt\n")
    server.serve("m/toy.txt", b"1234")  # what these sums vouch for
    with pytest.raises(DatasetError, match=r"not the data.*m/toy\.json.*404"):
        numbers()
    server.serve("m/toy.txt", b"1  2  3\n")
    assert numbers() == [1, 2, 3]
    assert set(server.requests) == {"/m/toy.txt", "/m/toy.json"}


@pytest.mark.fault(LOADED)
def test_a_mirror_address_with_a_space(toy, server, monkeypatch):
    monkeypatch.setenv("COURSE_MIRROR", f"{server.url}/my files")
    server.serve("my%20files/toy.txt", CONTENT)
    assert numbers() == [1, 2, 3]


@pytest.mark.fault("asked once, not once for each name that the file may have")
def test_a_mirror_address_that_hangs_with_several_names(toy, server, monkeypatch, impatient):
    toy["alternatives"] = {"toy.json": "", "toy.gz": ""}
    monkeypatch.setenv("COURSE_MIRROR", server.url)
    for name in ("toy.txt", "toy.json", "toy.gz"):
        server.serve(name, raw=[9])
    with pytest.raises(DatasetError, match="No answer or a broken one"):
        numbers()
    assert server.requests == ["/toy.txt"]
