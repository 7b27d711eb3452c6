"""A folder for a room without a network: on a tiny stand-in for the packages, without touching .venv."""

import base64
import hashlib
import subprocess
import sys
import zipfile

import pytest

from tools import classroom, setup


def tiny_wheel(folder, name="tinycourse", version="1.0"):
    """A package of one module, as a wheel; returns the line that locks it."""
    info = f"{name}-{version}.dist-info"
    members = {
        f"{name}.py": b"GREETING = 'hello'\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }

    def digest(content):
        return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()

    record = "".join(f"{path},sha256={digest(content)},{len(content)}\n" for path, content in members.items())
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for member, content in {**members, f"{info}/RECORD": f"{record}{info}/RECORD,,\n".encode()}.items():
            wheel.writestr(member, content)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """A lock of one tiny package, an index that holds it, and a stick with the package."""
    index = tmp_path / "index"
    index.mkdir()
    lock = tmp_path / "requirements.lock"
    lock.write_text(tiny_wheel(index))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INPUT", "1")
    folder = tmp_path / "stick mit ä"
    assert classroom.fetch_packages(folder, lock, "--no-index", "--find-links", str(index)) == ""
    return folder, lock


def test_setup_installs_from_the_stick_and_from_nowhere_else(stick, tmp_path, monkeypatch):
    folder, lock = stick
    assert [path.name for path in (folder / "wheels").iterdir()] == ["tinycourse-1.0-py3-none-any.whl"]
    monkeypatch.setenv("COURSE_MIRROR", f'"{folder}"')
    monkeypatch.setenv("PIP_TARGET", str(tmp_path / "installed"))
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    assert setup.install(sys.executable, str(lock)) == ""
    code = "import tinycourse; print(tinycourse.GREETING)"
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(tmp_path / "installed")}, text=True,
                          capture_output=True, check=True)  # fmt: skip
    assert done.stdout == "hello\n"


def test_a_package_that_was_altered_on_the_stick_is_refused(stick, tmp_path, monkeypatch):
    folder, lock = stick
    tiny_wheel(folder / "wheels")  # packed again: other times, so another hash
    with zipfile.ZipFile(next((folder / "wheels").iterdir()), "a") as wheel:
        wheel.writestr("evil.py", b"")
    monkeypatch.setenv("COURSE_MIRROR", str(folder))
    monkeypatch.setenv("PIP_TARGET", str(tmp_path / "installed"))
    assert setup.install(sys.executable, str(lock)) and not (tmp_path / "installed").exists()


@pytest.mark.fault("packages are taken from the folder, as data are")
def test_a_stick_may_be_named_as_an_address(stick, monkeypatch):
    folder, _ = stick
    for name in (folder.as_uri(), f"'{folder}'", f" {folder} "):
        monkeypatch.setenv("COURSE_MIRROR", name)
        assert setup.offline_arguments() == ["--no-index", "--find-links", str(folder / "wheels")]


@pytest.mark.parametrize("mirror", ["", "http://127.0.0.1/x", "/no/such", "~nosuchuser"])
def test_without_packages_on_a_stick_setup_downloads(mirror, monkeypatch):
    monkeypatch.setenv("COURSE_MIRROR", mirror)
    assert setup.offline_arguments() == []


def test_packages_that_cannot_be_had_are_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(classroom, "fetch_packages", lambda folder: "No matching distribution found")
    monkeypatch.setattr(classroom, "fetch_data", lambda folder: 0)
    monkeypatch.setattr(sys, "argv", ["classroom", str(tmp_path)])
    assert classroom.main() == 1 and "No matching distribution" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["classroom"])
    assert classroom.main() == 2 and "Name a folder" in capsys.readouterr().err
