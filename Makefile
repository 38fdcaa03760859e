# nija: build, test, run, install. `make help` lists the targets.
PREFIX ?= /usr/local
DESTDIR ?=
TRADES ?= Examples/history.csv
SECONDS ?= 60
SWIFT ?= swift
# One file each with everything in it: Swift, libc, SQLite, protobuf-c, json-c and libcsv, from static libraries. It has a
# folder of its own, because the flags of a build are part of what is built.
RELEASE = $(SWIFT) build -c release --static-swift-stdlib -Xswiftc -static-executable --scratch-path .build/static
BIN = .build/static/release

.PHONY: help setup build release run test lint check-generated check-compatible tidy generate sanitize-thread sanitize-address \
        bench bench-peers soak end-to-end clients interop fuzz fuzz-live install uninstall clean

help: ## List the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing (Debian packages)
	@scripts/setup

build: setup ## Build everything for development
	$(SWIFT) build

release: setup ## Build nijad and nijactl for use
	$(RELEASE) --product nijad
	$(RELEASE) --product nijactl

run: release ## Show the main job at work: TRADES=file replays your own trades
	$(RELEASE) --product nija-demo-bot
	@scripts/demo $(BIN) $(TRADES)

test: setup check-generated check-compatible lint tidy ## Run every check and every test
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build
	$(MAKE) --no-print-directory end-to-end clients
	$(MAKE) --no-print-directory fuzz SECONDS=3

end-to-end: ## Run the tests on real processes and sockets (after build)
	cd Tests/EndToEnd && /usr/bin/python3 -m unittest discover -p "test_*.py"

clients: build ## Build and test the clients in other languages
	Clients/python/test
	Clients/node/test
	Clients/c/test
	Clients/go/test
	Clients/rust/test
	Protos/conformance/interop

interop: build ## Run every client through the cases of the wire, and print a table
	Protos/conformance/interop

fuzz: setup ## Fuzz every parser and state machine: SECONDS=n each
	Fuzz/run --seconds $(SECONDS)

fuzz-live: release ## Besiege a daemon, and hold what honest clients see against a quiet one
	NIJA_BIN=$(CURDIR)/$(BIN) Fuzz/live/siege --attack mixed
	NIJA_BIN=$(CURDIR)/$(BIN) Fuzz/live/siege --attack loris --peers 1000
	NIJA_BIN=$(CURDIR)/$(BIN) Fuzz/live/siege --attack idle --peers 10000

lint: ## Check the formatting
	swift-format lint --strict --recursive --parallel Sources Tests Benchmarks Fuzz Package.swift

check-generated: ## Check that generated code is current
	Protos/generate --check

check-compatible: ## Check that the contract breaks no client of the last release
	Protos/compatible

tidy: ## Check what the formatter cannot
	scripts/tidy

generate: ## Generate code from Protos
	Protos/generate

sanitize-thread: setup ## Run the tests under the thread sanitizer
	$(SWIFT) test --sanitize=thread --scratch-path .build/thread

sanitize-address: setup ## Run the tests under the address sanitizer
	LSAN_OPTIONS=suppressions=$(CURDIR)/Tests/leaks.supp:print_suppressions=0 \
		$(SWIFT) test --sanitize=address --scratch-path .build/address

bench: release ## Measure everything, and write the table of docs/BENCHMARKS.md
	$(RELEASE) --product nija-bench
	scripts/bench

bench-peers: release ## Measure what others offer for the same work (installs them)
	$(RELEASE) --product nija-bench
	scripts/bench-peers

soak: release ## Keep a steady load up for ten minutes: nothing may grow
	$(RELEASE) --product nija-bench
	$(BIN)/nija-bench soak

install: release ## Install below PREFIX (DESTDIR for packages)
	PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" scripts/install

uninstall: ## Remove what install has put there
	PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" scripts/install --remove

clean: ## Remove what was built
	rm -rf .build
