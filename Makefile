# Every command of the course lives here; `make help` lists them. LESSON=3 (or 03, 03b) picks one lesson where it makes
# sense. Without make: see "Without make" in the README.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
  $$p tools/setup.py --check 2>/dev/null && echo $$p && break; done)
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
LESSON ?=
READY := .venv/ready
PY := PYTHONPATH=. $(BIN)/python -m

.DEFAULT_GOAL := help
.PHONY: help lab test faults test-colab test-deep course access handout slides play data classroom full seeds tables sample lint format stamp
.PHONY: repository release real bench lock clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*##/\t/' | awk -F'\t' '{printf "  make %-12s%s\n", $$1, $$2}'

$(READY): requirements.lock tools/setup.py
	@[ -n "$(PYTHON)" ] || { python3 tools/setup.py --check || echo "No Python was found. Name one: make lab PYTHON=/where/python3"; exit 1; }
	@$(PYTHON) tools/setup.py

lab: $(READY)  ## set up, then open the course in JupyterLab on your own copies (EDIT=1: the lessons themselves)
	@$(PY) tools.lab $(if $(EDIT),--edit)

test: $(READY)  ## set up, then test the helpers and every lesson (sample mode, no network; 3 to 8 minutes)
	$(PY) tools.test

faults: $(READY)  ## inject every fault (networks, servers, disks, files, settings) and print what came of it, as a table
	@$(PY) tests.faults

test-colab: $(READY)  ## run the lessons as on Colab: its Python, its versions, a clone (LESSON=02; needs Python 3.13, network)
	$(PY) tools.colab $(LESSON)

test-deep: $(READY)  ## other Pythons, lowest and newest versions, JAX, nbconvert (LESSON=02; PARTS="lowest jax"; hours)
	$(PY) tools.deep $(LESSON) $(if $(PARTS),--parts $(PARTS))

course: $(READY)  ## build the course's web site in build/course, for a browser without network (RUN=1: run the lessons first)
	@$(PY) tools.course $(LESSON) $(if $(RUN),--run)

handout: $(READY)  ## student copies of the lessons, without outputs and answers, in build/handout (LESSON=02)
	@$(PY) tools.handout $(LESSON)

access: $(READY)  ## check the built site (make course) with axe-core in Chromium, light and dark; needs Chromium
	@$(PY) tools.access

slides: $(READY)  ## slides of the lessons, a file each, for a browser without network, in build/slides (LESSON=02)
	@$(PY) tools.slides $(LESSON)

play: $(READY)  ## what the pages to play with need of the real data, in site/play (two networks are trained)
	$(PY) tools.play

data: $(READY)  ## fetch the data of full mode (DIR=/media/stick: into a folder for a room without network; 0.4 GB)
	$(PY) helpers.datasets $(if $(DIR),"$(DIR)")

classroom: $(READY)  ## data and packages for a room without a network, in a folder (DIR=/media/stick; 1 GB)
	$(PY) tools.classroom "$(DIR)"

full: $(READY)  ## run lessons in place on real data: refreshes the committed outputs (LESSON=03; KEEP=1: data/kept, too)
	$(PY) tools.run full $(LESSON) $(if $(KEEP),--keep)
	$(PY) tools.stamp

seeds: $(READY)  ## record what lessons find with seeds 0 to 4 in both modes, in claims/seeds (LESSON=03; ten runs a lesson)
	@[ -n "$(LESSON)" ] || { echo "Name a lesson: make seeds LESSON=03 runs it ten times. LESSON=all takes two hours."; exit 1; }
	$(PY) tools.run seeds $(filter-out all,$(LESSON)) $(if $(MODE),--modes $(MODE))

tables: $(READY)  ## compute the stored tables of a lesson anew, in claims/seeds (LESSON=03; up to an hour)
	@[ -n "$(LESSON)" ] || { echo "Name a lesson: make tables LESSON=03"; exit 1; }
	$(PY) tools.run tables $(LESSON) $(if $(MODE),--modes $(MODE))

sample: $(READY)  ## make the embedded sample data again (data/sample)
	$(BIN)/python data/make/all.py

lint: $(READY)  ## style of code and notebooks; badges, minutes and tables up to date
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check --quiet .
	$(PY) tools.stamp --check

format: $(READY)  ## format code and notebooks
	$(BIN)/python -m ruff format .

stamp: $(READY)  ## write badges, minutes and the tables of lessons where they belong
	$(PY) tools.stamp

repository: $(READY)  ## make repository URL=https://github.com/you/fork: name the repository and re-stamp all badges
	$(PY) tools.stamp --repository "$(URL)"

release: $(READY)  ## check that nothing stands against publishing this version, then tag it
	$(PY) tools.release

real: $(READY)  ## check the loaders and lesson 02 on real data (downloads them, or set COURSE_MIRROR)
	$(BIN)/python -m pytest -q -p no:cacheprovider -m real_data tests

bench: $(READY)  ## measure speed, as the documents do it and as taught, for benchmarks/README.md (SYSTEMS="wine digits"; two hours)
	$(PY) benchmarks $(SYSTEMS) $(if $(REPEATS),--repeats $(REPEATS))

lock: $(READY)  ## resolve requirements.lock again from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/python -m uv pip compile --quiet --universal --fork-strategy fewest --generate-hashes --no-annotate \
	  --no-header --python-version 3.11 --extra lab --extra scale --upgrade -o requirements.lock pyproject.toml

clean:  ## remove .venv and build
	rm -rf .venv build
