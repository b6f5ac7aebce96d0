# Every verb of the project. `make` alone lists them.

.DEFAULT_GOAL := help
BIN := .venv/bin

.PHONY: help
help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: bootstrap
bootstrap: ## set up .venv from the lock and build the front end (the other verbs do it first)
	@tools/bootstrap

.PHONY: demo
demo: bootstrap ## set up and start the demonstration city on 127.0.0.1 (SIMIN_PORT, SIMIN_HOME)
	@exec $(BIN)/simin demo

.PHONY: test
test: bootstrap ## run every check and every test
	@$(BIN)/python tools/run_tests.py

.PHONY: lint
lint: bootstrap ## ruff and the import contracts
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports

.PHONY: types
types: bootstrap ## mypy, strict
	@$(BIN)/mypy

.PHONY: format
format: bootstrap ## put the code in order
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

.PHONY: frontend
frontend: bootstrap ## check and test the front end (the bootstrap builds it)
	@$(BIN)/python hatch_build.py npm run check
	@$(BIN)/python hatch_build.py npm test

.PHONY: build
build: bootstrap ## build the wheel into dist/
	@.bootstrap/bin/uv build --quiet --wheel --no-build-isolation --python $(BIN)/python --out-dir dist
	@ls dist/*.whl

.PHONY: screenshots
screenshots: bootstrap ## take the pictures of docs/screenshots/ from a running demonstration
	@$(BIN)/python -m tools.screenshots

.PHONY: bench-fanout
bench-fanout: bootstrap ## measure the live stream against nginx with nchan
	@$(BIN)/python -m benchmarks.fanout

.PHONY: bench-start
bench-start: bootstrap ## measure cold start and memory
	@$(BIN)/python -m benchmarks.start

.PHONY: bench-page
bench-page: bootstrap ## measure the citizen's first view
	@$(BIN)/python -m benchmarks.page

.PHONY: bench-observations
bench-observations: bootstrap ## measure the taking in of observations (QUICK=--quick for a minute)
	@$(BIN)/python -m benchmarks.observations $(QUICK)

.PHONY: bench-feeds
bench-feeds: bootstrap ## measure 167 sources and 1,100 devices (ARGS="--minutes 30")
	@$(BIN)/python -m benchmarks.city_feeds $(ARGS)

.PHONY: bench-rules
bench-rules: bootstrap ## measure 500 rules over 10,000 series
	@$(BIN)/python -m benchmarks.rules

.PHONY: bench-effect
bench-effect: bootstrap ## measure what estimates of effects are worth (SIMIN_SHARED: real series)
	@$(BIN)/python -m benchmarks.effect $(ARGS)

.PHONY: bench-reading
bench-reading: bootstrap ## measure reading from 5 and 10 million observations
	@$(BIN)/python -m benchmarks.reading

.PHONY: bench-log
bench-log: bootstrap ## measure the transparency log at ten million leaves and the check of a day
	@$(BIN)/python -m benchmarks.log $(ARGS)

.PHONY: bench-plaza
bench-plaza: bootstrap ## measure search over 5,000 data sets and an export of a million rows
	@$(BIN)/python -m benchmarks.plaza $(ARGS)

.PHONY: bench-room
bench-room: bootstrap ## measure the situation room: a key pressed to the board changed
	@$(BIN)/python -m benchmarks.room $(ARGS)

.PHONY: bench-reach
bench-reach: bootstrap ## measure reads against nginx, and a city behind a cache
	@$(BIN)/python -m benchmarks.reach

.PHONY: lock
lock: bootstrap ## remake requirements.lock with the newest versions allowed
	@.bootstrap/bin/uv pip compile --quiet --universal --upgrade --python-version 3.12 \
		--generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
		--group dev pyproject.toml -o requirements.lock

.PHONY: clean
clean: ## remove everything that was built; the next verb sets it up again
	@rm -rf .bootstrap .venv dist build frontend/node_modules src/simin/web/static/dist
	@rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find src -name '*.mo' -delete
