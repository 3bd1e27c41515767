# Two commands on a fresh machine: `make site` publishes the example handbook, `make test` runs every test.
# Each sets up what it needs: a virtual environment from the lock files and, for tests, a Chromium if none is there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(PYTHON) scripts/setup_venv.py $(VENV)

.PHONY: site test check serve bench lint format references lock clean

site: $(VENV)/.site
	$(BIN)/kb build

check: $(VENV)/.site
	$(BIN)/kb check

serve: $(VENV)/.site
	$(BIN)/kb serve

test: $(VENV)/.dev lint
	$(PYTHON) scripts/ensure_chromium.py
	npm ci --prefix tests/browser --silent
	$(BIN)/python -m pytest -n auto --dist loadgroup

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/references.py --check
	$(BIN)/kb check --no-cache --fail-level warning --format concise

format: $(VENV)/.dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

references: $(VENV)/.dev
	$(BIN)/python scripts/references.py

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

# Needs uv; resolves for every system, without the name of any registry.
lock:
	uv pip compile pyproject.toml --extra mkdocs --extra docx --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate -q -o requirements/site.txt
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate -q -c requirements/site.txt -o requirements/core.txt
	uv pip compile pyproject.toml --extra mkdocs --extra docx --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate -q -c requirements/site.txt -o requirements/dev.txt

clean:
	rm -rf $(VENV) site .kb-cache

$(VENV)/.site: requirements/site.txt requirements/build.txt pyproject.toml
	$(SETUP) site

$(VENV)/.dev: requirements/dev.txt pyproject.toml
	$(SETUP) dev
