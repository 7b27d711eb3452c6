"""What publishes, starts and proves the course elsewhere: releases, workflows, containers, namespaces."""

import json
import re
import subprocess
import sys

import pytest
import yaml

from helpers import CourseError
from helpers.paths import ROOT
from tools import colab, deep, environments, release, stamp

FORK = "https://github.com/someone/fork"
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))


@pytest.fixture
def ready(monkeypatch):
    """A state in which nothing stands against a release but what a test changes."""
    monkeypatch.setattr(release, "PLACEHOLDER", "NO_SUCH_PLACEHOLDER")
    monkeypatch.setattr(release, "repository", lambda: FORK)
    monkeypatch.setattr(release, "stamp", lambda check: [])
    answers = {"status": "", "tag": ""}
    monkeypatch.setattr(release, "git", lambda what, *_: answers[what])
    return answers


def test_a_release_is_made_when_nothing_stands_against_it(ready):
    assert release.obstacles() == []


@pytest.mark.parametrize("address", ["https://github.com/YOUR_ACCOUNT/x", FORK])
def test_the_placeholder_address_cannot_be_published(ready, monkeypatch, address, tmp_path):
    (tmp_path / "README.md").write_text(f"git clone {address}")
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1.0"\n')
    monkeypatch.setattr(release, "ROOT", tmp_path)
    monkeypatch.setattr(release, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(release, "PLACEHOLDER", "YOUR_ACCOUNT")
    found = release.obstacles()
    assert found == [] if address == FORK else "make repository URL=" in found[0]


@pytest.mark.parametrize(
    ("what", "says"), [("status", "not committed"), ("tag", "was published before: raise `version`")]
)
def test_what_else_stands_against_a_release(ready, what, says):
    ready[what] = "something"
    assert len(release.obstacles()) == 1 and says in release.obstacles()[0]


def test_a_fork_is_named_in_every_page_that_a_release_looks_at(monkeypatch, tmp_path):
    """`make repository` must leave no placeholder behind that `make release` then refuses."""
    monkeypatch.setattr(stamp, "repository", lambda: FORK)
    monkeypatch.setattr(stamp, "ROOT", tmp_path)
    monkeypatch.setattr(stamp, "read_lessons", dict)
    (tmp_path / "README.md").write_text((ROOT / "README.md").read_text(encoding="utf-8"), encoding="utf-8")
    stamp.stamp(check=False)
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert release.PLACEHOLDER not in text and "mybinder.org/v2/gh/someone/fork/main" in text


def test_the_workflow_runs_the_lock_on_three_systems_and_a_canary_weekly():
    jobs, when = WORKFLOW["jobs"], WORKFLOW[True]  # YAML reads `on` as true
    systems = {row["os"] for row in jobs["lock"]["strategy"]["matrix"]["include"]} | {jobs["windows"]["runs-on"]}
    assert systems == {"ubuntu-latest", "macos-latest", "windows-latest"}
    assert "push" in when and when["schedule"][0]["cron"].split()[-1] == "1"
    commands = [step.get("run", "") for step in jobs["windows"]["steps"]]
    assert not any("make" in command for command in commands)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(command in readme for command in commands if command)


def test_the_canary_names_commands_that_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in WORKFLOW["jobs"]["canary"]["strategy"]["matrix"]["command"]:
        target = command.split()[1]
        assert re.search(rf"^{target}: .*##", makefile, re.M)
        assert "PARTS=" not in command or command.split("PARTS=")[1] in deep.PARTS


def test_every_command_of_the_makefile_is_phony_and_explained():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.M))
    assert targets == set(" ".join(re.findall(r"^\.PHONY: (.*)$", makefile, re.M)).split())
    assert targets == set(re.findall(r"^([a-z-]+):.*##", makefile, re.M))


def test_the_dev_container_sets_up_as_the_readme_does():
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    assert container["postCreateCommand"] == "python tools/setup.py"
    assert re.fullmatch(r"mcr\.microsoft\.com/devcontainers/python:3\.1[123]", container["image"])
    assert (ROOT / container["customizations"]["codespaces"]["openFiles"][0]).exists()


def test_the_lowest_versions_are_the_floors_of_the_ranges():
    assert "keras==3.13.2" in deep.lowest() and all("==" in one for one in deep.lowest())
    assert not any(one.startswith("tensorflow") for one in deep.on_jax()) and "jax" in deep.on_jax()


def test_an_environment_that_cannot_be_made_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(environments, "BUILD", tmp_path)
    with pytest.raises(CourseError, match=r"No Python 2\.9 was found"):
        environments.environment("x", "2.9")
    assert environments.version_of(sys.executable) == "{}.{}".format(*sys.version_info[:2])


def test_colab_s_stand_in_is_what_the_set_up_cell_looks_for(monkeypatch, tmp_path):
    monkeypatch.setattr(colab, "BUILD", tmp_path)
    made = colab.settings("file:///somewhere")
    assert (tmp_path / "colab-stand-in/google/colab/__init__.py").exists() and made["COURSE_MODE"] == "sample"
    assert made["GIT_CONFIG_KEY_0"] == "url.file:///somewhere.insteadOf"
    colab.lay_out("01-words-from-their-company", tmp_path)
    text = (tmp_path / "01-words-from-their-company.ipynb").read_text(encoding="utf-8")
    assert "google.colab" in text and tmp_path.as_posix() in text and '"/content/' not in text.replace("\\", "")


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")
def test_without_network_there_is_loopback_alone():
    from tools import offline  # imports what only Unix has

    if not offline.possible():
        pytest.skip("this machine allows no network namespace")
    code = "import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname())"
    command = [sys.executable, "-m", "tools.offline", sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 and "sees lo alone" in done.stdout
