# Thin: each line is a command that also works by hand, with .venv/bin on the PATH.
# Needs Python 3.11 or newer with venv, and nothing else: `make PYTHON=python3.13` picks another one.

PYTHON ?= python3
WORKERS ?= 2
BIN := .venv/bin
READY := .venv/.ready
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help run test lint types eval bench lock clean

help:
	@echo "make run     the bot: in a browser page, or in Discord when DISCORD_TOKEN is set"
	@echo "make test    everything that CI runs: lint, types, eval, tests"
	@echo "make lint    make types    make eval    make bench    make lock    make clean"

run: $(READY)
	@if [ -n "$$DISCORD_TOKEN$$DISCORD_TOKEN_FILE" ] || grep -qsE '^(export +)?DISCORD_TOKEN(_FILE)?=.' .env; \
	then exec python -m bot run; else exec python -m bot preview; fi

test: lint types eval
	pytest --cov -n $(WORKERS)

lint: $(READY)
	ruff check .
	ruff format --check .
	check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml

types: $(READY)
	mypy

eval: $(READY)
	python tests/eval/ask_eval.py tests/packs/moonmilk-questions.jsonl --pack tests/packs/moonmilk.yaml
	python tests/eval/ask_eval.py

bench: $(READY)
	pytest -s tests/benchmarks

# After a change of the dependencies in pyproject.toml; `pip install uv` first.
LOCK := uv pip compile --quiet --generate-hashes --universal --no-header --no-emit-index-url pyproject.toml
lock:
	$(LOCK) -o requirements.lock
	$(LOCK) --group dev -o requirements-dev.lock

clean:
	rm -rf .venv .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(READY): requirements-dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This needs Python 3.11 or newer; \
	$(PYTHON) is not. With another one: make PYTHON=python3.13" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>&- || { echo "This Python has no venv module; on Debian: \
	apt install python3-venv" >&2; exit 1; }
	@echo "Installing what the bot needs into .venv; this takes about a minute."
	[ -x $(BIN)/python ] || $(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
