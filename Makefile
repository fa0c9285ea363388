# `make demo` shows what Cliffhanger does; `make test` runs all that CI runs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE := demo/demo.duckdb

.PHONY: demo test bench bench-audience bench-slate bench-viewing lint clean docs

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

demo: $(VENV)/installed
	mkdir -p demo
	rm -f $(STORE)
	$(BIN)/cliffhanger gather casebook --store $(STORE)
	@echo
	@echo "=== Hit & Run as of 14 September 2021: the week before the decision ==="
	$(BIN)/cliffhanger assess "Hit & Run" --as-of 2021-09-14 --store $(STORE)
	$(BIN)/cliffhanger assess "Hit & Run" --as-of 2021-09-14 --store $(STORE) --format html --out demo/hit-and-run-2021-09-14.html
	@echo
	@echo "=== Hit & Run as of 31 December 2021: with what came out after ==="
	$(BIN)/cliffhanger assess "Hit & Run" --as-of 2021-12-31 --store $(STORE)
	$(BIN)/cliffhanger assess "Hit & Run" --as-of 2021-12-31 --store $(STORE) --format html --out demo/hit-and-run-2021-12-31.html
	@echo
	@echo "Pages: demo/hit-and-run-2021-09-14.html and demo/hit-and-run-2021-12-31.html"

lint: $(VENV)/installed-dev
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/python -m pytest -n auto --dist loadgroup

bench: $(VENV)/installed-dev
	$(BIN)/python benchmarks/foundation.py

bench-audience: $(VENV)/installed-dev
	$(BIN)/python benchmarks/audience.py

bench-slate: $(VENV)/installed-dev
	$(BIN)/python benchmarks/slate.py

bench-viewing: $(VENV)/installed-dev
	$(BIN)/python benchmarks/viewing.py

docs: $(VENV)/installed-dev
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
