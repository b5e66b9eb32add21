# make demo   install, read the seeds into a store, serve it until interrupted
# make test   install what tests need, and run them all

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test check install install-dev lock clean bench bench-sparql bench-store soak

demo: install
	$(BIN)/entente ingest seeds --store var/demo
	@trap 'exit 0' INT TERM; $(BIN)/entente serve --store var/demo --port $(PORT)

test: install-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

check: test

install: .venv/installed

install-dev: .venv/installed-dev

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Entente needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

# What is installed is what was measured: every package by version and hash, the language model included.
.venv/installed: .venv/bin/python pyproject.toml requirements.lock
	@echo "installing (about a minute the first time)"
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --editable .
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(BIN)/python -m tests.w3c.suites
	@touch $@

lock:
	$(PIP) install uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	echo oxigraph==0.5.13 | $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header - -o requirements-store.lock

bench: install-dev
	$(BIN)/python -m tests.benchmarks.bench_extraction

bench-sparql: install-dev
	$(BIN)/python -m tests.benchmarks.bench_sparql

bench-store: install-dev
	$(BIN)/python -m tests.benchmarks.bench_store

soak: install-dev
	$(BIN)/python -m tests.benchmarks.soak

clean:
	rm -rf .venv var build dist .cache api/static
