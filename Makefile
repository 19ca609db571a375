# One command each: set up what is needed, then do it. The environment lives in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check
PACKAGE := $(VENV)/.package
STAMP := $(VENV)/.development

.PHONY: help demo test test-browser test-fast fuzz fuzz-texts fuzz-claims fuzz-mutations lint format generate pictures bench bench-bimatrix bench-page bench-parametric setup clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/'

demo: $(PACKAGE) ## set up, then solve the flagship games
	@for game in us_china_pressure us_china_pressure_leader format_choice cyber_preemption cyber_use_or_lose; do \
		$(BIN)/dprk solve $$game || exit 1; echo; \
	done

test: $(STAMP) lint ## set up, then lint and run all tests
	$(BIN)/python -m pytest -n 2

# Needs chromium (Debian: chromium), which CHROMIUM=path names where it is not on the path.
test-browser: $(STAMP) ## the page of `dprk serve` in a real browser
	$(BIN)/python -m pytest -n 2 -rs tests/browser

test-fast: $(STAMP) ## the tests without the slow ones
	$(BIN)/python -m pytest -n 2 -m "not slow"

# lrsnash and pygambit are its oracles; one that is missing is left out.
fuzz: $(STAMP) ## 10,000 random games, most of them degenerate, checked in every way, and 80,000 hostile texts
	$(BIN)/python tests/fuzz/games.py --games 10000 --seed $(or $(SEED),1) --jobs 2
	$(BIN)/python tests/fuzz/texts.py --runs 20000 --seed $(or $(SEED),1)

fuzz-texts: $(STAMP) ## 1,000,000 hostile texts for each reader: diagnostics, no crash, no hang, no flood of memory
	$(BIN)/python tests/fuzz/texts.py --runs $(or $(RUNS),1000000) --seed $(or $(SEED),1)

fuzz-claims: $(STAMP) ## 3,000 random games with claims over parameters, compared with the solver for numbers
	$(BIN)/python tests/fuzz/open_claims.py --games 3000 --seed $(or $(SEED),1) --jobs 2

fuzz-mutations: $(STAMP) ## plant bugs one at a time: the checks of the fuzz run must notice each
	$(BIN)/python -m pytest -n 2 tests/fuzz/mutations.py

pictures: $(STAMP) ## draw the pictures of the README
	$(BIN)/dprk plot us_china_pressure --force -o docs/pictures/matrix.svg
	$(BIN)/dprk plot format_choice --force -o docs/pictures/tree.svg
	$(BIN)/dprk plot cyber_preemption --over e,L --force -o docs/pictures/regions.svg

lint: $(STAMP) ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/mypy

generate: $(STAMP) ## rewrite generated code and documents
	$(BIN)/python -m gametheory_dprk.cli.generate
	$(BIN)/python -m gametheory_dprk schema > examples/ci/games/game.schema.json

bench: $(STAMP) ## measure start-up against bare Python and nashpy
	$(BIN)/python benchmarks/startup.py

# lrsnash comes from the system (Debian: lrslib). A peer that is missing is left out with a sentence.
bench-bimatrix: $(STAMP) ## measure two-player games against lrsnash, Gambit, QuantEcon, nashpy and HiGHS
	-$(PIP) --group bench
	$(BIN)/python -m benchmarks.bimatrix $(BENCH)

bench-page: $(STAMP) ## measure a slider's move on the page of `dprk serve`, in a real browser
	$(BIN)/python -m benchmarks.page $(BENCH)

bench-parametric: $(STAMP) ## measure regions, comparative statics and proofs, and how they grow with trees
	$(BIN)/python -m benchmarks.parametric $(BENCH)

setup: $(STAMP) ## make the environment

$(PACKAGE): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) -e ".[prove]"
	@touch $@

# Dependency groups need pip 25.1. pygambit, tucoopy and coopgame-py are oracles of some tests, skipped where they are missing.
$(STAMP): $(PACKAGE)
	$(PIP) --upgrade "pip>=25.1"
	$(PIP) --group dev
	-$(PIP) --group oracle
	-$(PIP) --group browser
	@touch $@

clean: ## remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache dist build
