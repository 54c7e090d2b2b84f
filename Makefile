# make demo   the main job on sample letters, from a fresh clone
# make test   everything that must hold: types, style, house rules, tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
# Warnings of pip about its own age say nothing about this project.
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install

.PHONY: setup demo test lint types house tests soak fuzz bench accuracy mutants samples lock clean

setup: $(VENV)/.demo

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "baiqau needs Python 3.11 or newer; name it: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: on Debian, apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.demo: requirements/demo.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements/demo.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements/test.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.demo

samples: $(VENV)/.demo
	@$(BIN)/python -m tests.samples $(DEMO)

demo: $(VENV)/.demo
	@rm -rf $(DEMO)
	@$(BIN)/python -m tests.samples $(DEMO)
	@.ci/demo $(BIN)/baiqau $(DEMO)

test: $(VENV)/.test
	@.ci/debian-packages
	$(MAKE) --no-print-directory lint types house tests

lint: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.test
	$(BIN)/mypy

house: $(VENV)/.test
	$(BIN)/lint-imports

tests: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 --dist worksteal

# Thousands of deaths of the watch, and a day of it in minutes with fifty outages: half an hour in all.
soak: $(VENV)/.test
	BAIQAU_KILLS=1000 $(BIN)/python -m pytest -q -n 2 tests/faults/test_watch_kill.py
	$(BIN)/python -m tests.soak

# Files damaged by chance, thousands for each reader: some ten minutes for each.
fuzz: $(VENV)/.test
	BAIQAU_FUZZ=20000 $(BIN)/python -m pytest -q -n 2 -m fuzz

bench: $(VENV)/.test
	$(PIP) --require-hashes -r requirements/bench.txt
	$(BIN)/python -m benchmarks

mutants: $(VENV)/.test
	rm -rf mutants
	-HYPOTHESIS_PROFILE=mutants $(BIN)/mutmut run --max-children 1
	$(BIN)/mutmut results

accuracy: $(VENV)/.test
	$(BIN)/python -m tests.accuracy

# The locked files name packages and hashes, never where they were fetched from.
lock:
	for set in "run --extra build" "demo --extra build --extra samples" "test --extra build --extra samples --extra dev" \
	  "bench --extra build --extra samples --extra dev --extra bench"; do \
	  name=$${set%% *}; uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header $${set#* } -o requirements/$$name.txt; done

clean:
	rm -rf $(DEMO) build *.egg-info
