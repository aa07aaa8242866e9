# The commands of the project: `make run` serves a demo newspaper, `make test` runs the tests.
.PHONY: run test check bench fuzz screenshots fmt soak editor

DATA ?= data
LISTEN ?= 127.0.0.1:8080

run: ## build, load the demo newspaper into $(DATA) and serve it
	cargo build --release --locked -p matbaa
	target/release/matbaa demo --data $(DATA) --if-empty
	target/release/matbaa serve --data $(DATA) --listen $(LISTEN)

test: ## all quick tests, on SQLite and PostgreSQL and in a real browser
	scripts/test.sh

check: ## formatting, lints, licences, validators, Lighthouse, latency of keys in the editor
	scripts/check.sh

bench: ## ratios to real peers
	scripts/bench.sh

fuzz: ## fuzz every parser for FUZZ_SECONDS (default 60)
	scripts/fuzz.sh

screenshots: ## take docs/screenshots: front page and story page, 390 and 1280 px, light and dark
	scripts/screenshots.sh

soak: ## long random runs: 50 rounds of every fault of disks and databases, 2,000 random walks, 200 kills of a working desk, 100 cuts while typing, mutants of rules
	scripts/soak.sh

editor: ## build desk/scripts/editor.js from desk/editor/src
	scripts/editor.sh

fmt:
	cargo fmt --all
