# annual-review: `make help` lists what can be done.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
SWIFT ?= swift
BUILD_FLAGS ?=
SOURCES := Package.swift Sources Tests Benchmarks

SEED ?= 1
FOR ?= 60
# Swift's own checks of access at run time take a quarter of a run; `make test` runs the same code with them.
SIMULATE = -c release --scratch-path .build/simulate -Xswiftc -enforce-exclusivity=unchecked

.PHONY: help prepare generate build demo test nightly simulate mutants dfe metrics fuzz test-browser test-kafka test-drill test-upgrade test-limits test-documents lint format bench docs clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

prepare: ## Install what is missing (Debian packages, named in debian-packages.txt)
	@scripts/prepare

generate: prepare ## Write the Swift of every kind of event from kinds.yaml
	@$(SWIFT) run generate

build: prepare ## Build everything (debug)
	$(SWIFT) build $(BUILD_FLAGS)

demo: prepare ## Rehearse a council's review year on the embedded broker (KEEP=1 leaves it running)
	@scripts/demo

test: prepare lint ## Run every test that needs no Apache Kafka
	@scripts/test

nightly: prepare ## What takes an hour or two: long simulation, mutants, limits of a broker, benchmarks
	@$(MAKE) simulate FOR=1200 SEED=$$(date +%s)
	@$(SWIFT) run $(SIMULATE) --skip-build simulate --mutants
	@$(MAKE) mutants
	@$(MAKE) dfe
	@$(MAKE) metrics SEEDS=200
	@$(MAKE) fuzz FOR=1200 SEED=$$(date +%s)
	@$(MAKE) test-browser
	@scripts/test-year
	@scripts/test-canaries
	@scripts/test-words --seeds 200
	@$(MAKE) test-limits
	@$(MAKE) test-documents
	@$(MAKE) bench

simulate: prepare ## Run the services on a virtual log with faults (FOR=60 seconds, from SEED=1 on)
	@$(SWIFT) build $(SIMULATE) --product simulate
	@$(SWIFT) run $(SIMULATE) --skip-build simulate --jobs $$(nproc) --first-seed $(SEED) --seconds $(FOR)

mutants: prepare ## Change each rule of the law by one unit and see that a test notices
	@$(SWIFT) test --filter MutantsOfTheLaw | grep -E '^\||^mutants|^survived|✘'

dfe: prepare ## Get every published row of the DfE's annual reviews 2024 back (COUNCIL=Bromley for one)
	@AR_DFE="$(or $(COUNCIL),all)" $(SWIFT) test --filter DfETests | grep -E '^dfe:|✘|Test run'

metrics: prepare ## Count every metric a second time, in Python, on caseloads of a thousand (SEEDS=10 SEED=1)
	@AR_METRICS_SEEDS=$(or $(SEEDS),10) AR_METRICS_FIRST=$(SEED) AR_METRICS_CASES=1000 \
	    $(SWIFT) test --filter SecondCountTests | grep -E '✘|↳ seed|Test run'

fuzz: prepare ## Try records, files, command lines and requests with bad intent (FOR=60 seconds, from SEED=1 on)
	@$(SWIFT) run fuzz --first-seed $(SEED) --seconds $(FOR)

test-browser: build ## Every page in Debian's Chromium: keyboard, any width, axe, no script, markup (SCREENSHOTS=DIR keeps pictures)
	@scripts/test-browser $(if $(SCREENSHOTS),--screenshots $(SCREENSHOTS))

test-kafka: prepare ## Hurt real processes on Apache Kafka, then verify (FAULTS=20 SEED=1; SKIPPED without Kafka)
	@scripts/test-kafka --faults $(or $(FAULTS),20) --seed $(or $(SEED),1) --plans $(or $(PLANS),150)

test-drill: prepare ## Back up, destroy, restore, and go on; then damage a log in ways that happen (SKIPPED without Kafka)
	@scripts/test-kafka drill

test-upgrade: prepare ## Run this version and the next side by side, and go back (SKIPPED without Kafka)
	@scripts/test-kafka upgrade --plans 80

test-limits: prepare ## Try each limit of a broker: replicas, size, disk, power, access, certificate, clock
	@scripts/test-kafka limits

test-documents: prepare ## Documents on Apache Kafka: the largest one, compaction, a start beside 20,000 letters and 2 GB
	@scripts/test-kafka documents
	@scripts/test-kafka full-disk
	@scripts/test-kafka many-documents

lint: ## Check the format of the sources
	@$(SWIFT) format lint --strict --parallel --recursive $(wildcard $(SOURCES))

format: ## Put the sources in their format
	@$(SWIFT) format format --in-place --parallel --recursive $(wildcard $(SOURCES))

bench: prepare ## Measure, side by side with C and with Foundation (ARGS="--quick kafka"; ARGS=--help lists all)
	@$(SWIFT) build --package-path Benchmarks -c release --product bench --quiet >&2
	@Benchmarks/.build/release/bench $(ARGS)

docs: build ## Write the reference pages anew from the sources
	UPDATE_DOCS=1 $(SWIFT) test --filter 'ContractsTests|CaseworkTests|PlanTests|RulesTests|MetricsDocumentationTests'

clean: ## Remove what was built
	rm -rf .build build Benchmarks/.build
