# Every command of the course lives here; `make help` lists them. LESSON=03 picks one lesson where it makes sense.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
# Headless machines have no browser to open; the super-user has to say that he means it.
LAB := $(shell [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" != Linux ] || echo --no-browser) \
  $(shell [ "$$(id -u)" != 0 ] || echo --allow-root)
TESTING := COURSE_MODE=sample COURSE_STRICT=1 COURSE_OFFLINE=1 COURSE_MIRROR= PYTHONHASHSEED=0
LESSON ?=
READY := .venv/ready

.DEFAULT_GOAL := help
.PHONY: help lab test course full seeds tables sample lint stamp repository real lock clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*##/\t/' | awk -F'\t' '{printf "  make %-12s%s\n", $$1, $$2}'

$(READY): requirements.lock
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11, 3.12 or 3.13 is needed: install one, or name it: make PYTHON=/where/python3 …"; exit 1; }
	@echo "Setting up .venv with $$($(PYTHON) --version): about 600 MB to download, once."
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $(READY)

lab: $(READY)  ## set up, then open the course in JupyterLab
	@echo "If no browser opens: open the address below that begins with http://127.0.0.1 (or http://localhost)."
	$(BIN)/python -m jupyterlab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb $(LAB)

test: $(READY)  ## set up, then test the helpers and every lesson (sample mode, no network)
	$(TESTING) $(BIN)/python -m pytest -q -n 2 --dist loadscope -p no:cacheprovider tests notebooks \
	  --nbval-lax --nbval-current-env --nbval-cell-timeout=120 -m "not real_data"

course: $(READY)  ## run the lessons and write web pages into build/course
	$(BIN)/python tools/run.py course $(LESSON)

full: $(READY)  ## run lessons in place on real data: refreshes the committed outputs (LESSON=03; KEEP=1: data/kept, too)
	$(BIN)/python tools/run.py full $(LESSON) $(if $(KEEP),--keep)
	$(BIN)/python tools/stamp.py

seeds: $(READY)  ## run lessons with five seeds in both modes: notebooks/seeds/ and the bands of claims.toml (LESSON=03)
	$(BIN)/python tools/run.py seeds $(LESSON) --bands $(SEEDS)

tables: $(READY)  ## compute the expensive tables of a lesson anew: notebooks/seeds/ (LESSON=03, about an hour)
	$(BIN)/python tools/run.py tables $(LESSON)

sample: $(READY)  ## make the embedded sample data again (data/sample)
	for script in data/make/*.py; do $(BIN)/python $$script || exit 1; done

lint: $(READY)  ## style of the code; badges, maps and fact boxes up to date
	$(BIN)/python -m ruff check .
	$(BIN)/python tools/stamp.py --check

stamp: $(READY)  ## write badges, costs and the map of lessons where they belong
	$(BIN)/python tools/stamp.py

repository: $(READY)  ## make repository URL=https://github.com/you/fork: name the repository and re-stamp all badges
	$(BIN)/python tools/stamp.py --repository "$(URL)"

real: $(READY)  ## check the loaders and lesson 02 on real data (downloads them, or set COURSE_MIRROR)
	$(BIN)/python -m pytest -q -p no:cacheprovider -m real_data tests

lock: $(READY)  ## resolve requirements.lock again from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/python -m uv pip compile --quiet --universal --fork-strategy fewest --generate-hashes --no-annotate \
	  --no-header --python-version 3.11 --extra lab --upgrade -o requirements.lock pyproject.toml

clean:  ## remove .venv and build
	rm -rf .venv build
