# `make run` sets everything up and runs the main job on the bundled newsroom; `make test` passes the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test lint bench clean help
.DEFAULT_GOAL := help

help: ## what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Pactwatch needs Python 3.11 or newer; name one: make run PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "setting up $(VENV) (about a minute the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

run: $(READY) ## set up, crawl the bundled newsroom, show the evidence
	$(BIN)/pactwatch --home .pactwatch/demo demo

test: $(READY) ## all tests (those that need a browser or ../shared say so when they skip)
	$(BIN)/pytest -n 2 --dist loadfile

lint: $(READY) ## ruff, mypy --strict, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY) ## the benchmarks of tests/benchmarks, one after the other
	@for file in $(filter-out tests/benchmarks/fit_%.py tests/benchmarks/baselines.py,$(wildcard tests/benchmarks/*.py)); do echo "== $$file"; $(BIN)/python $$file || exit 1; done

clean: ## remove the environment, caches and the demo's data
	rm -rf $(VENV) .pactwatch dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
