# Two commands are all you need: `make run` and `make test`. `make help` lists the rest.
.POSIX:
.PHONY: help run install test test-fast lint lock bench soak shots db-upgrade scheduler clean browser

BIN = .venv/bin
PYTEST = $(BIN)/python -m pytest

help:             ## list what you can ask for
	@sed -n 's/^\([a-z-]*\): .*## /  make \1|/p;s/^\([a-z-]*\):  *## /  make \1|/p' Makefile | sort -u | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

run:              ## start Ilgam here with its demo: web, scheduler and the local Stripe (PORT=8000)
	@sh scripts/environment run
	@exec $(BIN)/python -m marketplace.local

install:          ## make .venv with everything that tests and lint need
	@sh scripts/environment test

browser: install  ## make sure that a Chromium with Korean fonts is there
	@sh scripts/browser

test: browser     ## run the whole suite on SQLite and on PostgreSQL
	$(PYTEST) -n 2 --dist worksteal --engine sqlite
	$(PYTEST) -n 2 --dist worksteal --engine postgresql

test-fast: install ## run the suite on SQLite without the slow, browser and soak tests
	$(PYTEST) -n 2 --dist worksteal --engine sqlite -m "not slow and not browser and not soak"

lint: install     ## check style and types
	$(BIN)/ruff check .
	$(BIN)/mypy

lock:             ## make both hashed locks again from requirements*.in
	@sh scripts/lock

bench: install    ## measure the main paths against a thin reference, on both databases
	$(BIN)/python -m bench

soak: install     ## play thousands of random programs of money and payouts under faults; runs for a long time
	$(PYTEST) -m soak --engine sqlite
	$(PYTEST) -m soak --engine postgresql

shots: browser    ## take a picture of each page in both languages and widths
	$(BIN)/python -m tests.shots

db-upgrade: install ## bring the database of DATABASE_URL to the present schema
	@mkdir -p var
	$(BIN)/flask --app wsgi db upgrade

scheduler: install ## run the scheduler beside your own web workers
	$(BIN)/flask --app wsgi scheduler

clean:            ## remove the environment and the tools' caches (your data in var/ stays)
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .schemathesis .coverage htmlcov shots
