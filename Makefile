# The doors of the house: `make run` shows a newspaper, `make test` proves it.
.PHONY: run test check bench fuzz screenshots fmt soak editor

DATA ?= data
LISTEN ?= 127.0.0.1:8080

run: ## build, load the demo newspaper into $(DATA), serve it
	cargo build --release --locked -p matbaa
	target/release/matbaa demo --data $(DATA) --if-empty
	target/release/matbaa serve --data $(DATA) --listen $(LISTEN)

test: ## everything quick, on SQLite and PostgreSQL, and in a real browser
	scripts/test.sh

check: ## formatting, lints, licences, validators, Lighthouse, the time a key takes
	scripts/check.sh

bench: ## ratios against real peers
	scripts/bench.sh

fuzz: ## every parser, FUZZ_SECONDS each (60)
	scripts/fuzz.sh

screenshots: ## docs/screenshots: front and story page, 390 and 1280 px, light and dark
	scripts/screenshots.sh

soak: ## long random runs: 50 rounds of every fault of disks and databases, 2,000 walks, 200 kills of a working desk, 100 cuts while typing, mutants
	scripts/soak.sh

editor: ## desk/scripts/editor.js anew from desk/editor/src
	scripts/editor.sh

fmt:
	cargo fmt --all
