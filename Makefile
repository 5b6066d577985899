# Everything a newcomer needs: `make run` shows the service at work, `make test` runs all tests.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

HOST ?= 127.0.0.1
PORT ?= 8080
# For how long each fuzzer tries inputs.
SECONDS ?= 600
# Of how many float32 arguments one is tried: 1 for all 2^32, which takes about 20 minutes.
STRIDE ?= 1
# What benchmark and proofs compare with: a Python that has torch; none for one of their own.
PYTHON ?=
# A file for the benchmark's figures, and the number of random networks that are proved.
JSON ?=
COUNT ?= 500
# How many requests schemathesis makes up for each operation of the contract; 50 unless given.
EXAMPLES ?=
# What the C shims need beside Swift itself, and what the demonstration and the tests call.
PACKAGES := libssl-dev zlib1g-dev pkg-config curl
# Swift has no UndefinedBehaviorSanitizer on Linux: this is for C, and the runtime is in AddressSanitizer's.
UNDEFINED := -Xcc -fsanitize=undefined -Xcc -fno-sanitize-recover=undefined
# The tests of code that has threads; the other targets are functions of their arguments.
THREADED := HTTPServerTests ModelServingTests InferenceServiceTests LockingTests TelemetryTests EndToEndTests feedforwardTests
RELEASE := -c release --static-swift-stdlib
BINARY := .build/release/feedforward
URL := http://$(HOST):$(PORT)

say = @printf '\n== %s\n' "$(1)"

.PHONY: help
help: ## Show this list.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

.PHONY: run
run: build ## Build, start the service on 127.0.0.1:8080, show a first request, and keep serving until Ctrl-C.
	@.ci/demonstrate $(BINARY) $(HOST) $(PORT) keep-serving

.PHONY: demo
demo: build ## The same, but end after the first request.
	@.ci/demonstrate $(BINARY) $(HOST) $(PORT)

.PHONY: build
build: setup ## Build the release binary with Swift's libraries linked into it.
	$(call say,building $(BINARY); a first build takes about a minute)
	@swift build $(RELEASE) --product feedforward

.PHONY: test
test: setup ## Run all tests.
	$(call say,building and running the tests)
	@.ci/test

.PHONY: lint
lint: ## Check format and documentation rules.
	$(call say,linting)
	@swift format lint --strict --recursive Package.swift Sources Tests

.PHONY: format
format: ## Rewrite the sources in the project's format.
	@swift format --in-place --recursive Package.swift Sources Tests

.PHONY: contract
contract: ## Turn openapi.yaml into the Swift text that the service answers with.
	@python3 -c 'import yaml' 2>/dev/null || $(MAKE) --no-print-directory setup PACKAGES=python3-yaml
	@python3 .ci/contract.py openapi.yaml Sources/InferenceService/Contract/Contract.swift

.PHONY: docs
docs: setup ## Build the documentation of the engine into .build/documentation and check its links.
	@.ci/documentation .build/documentation

.PHONY: figures
figures: setup ## Draw the figures of the documentation anew.
	@swift build --product feedforward
	@.ci/figures "$$(swift build --show-bin-path)/feedforward"

.PHONY: fuzz
fuzz: setup ## Feed mutated bytes to the readers of what clients send, ten minutes each; SECONDS=10 for a glance.
	@.ci/fuzz $(SECONDS)

.PHONY: fuzz-corpus
fuzz-corpus: setup ## The same, and keep the inputs that reach further in Tests/Fuzz/Corpus.
	@.ci/fuzz $(SECONDS) --keep

.PHONY: accuracy
accuracy: setup ## Measure the errors of activations, derivatives and draws; STRIDE=1000 for a glance.
	$(call say,errors against the C library's long double functions)
	@swift build -c release --package-path Tests/Accuracy --scratch-path .build-accuracy
	@.build-accuracy/release/Accuracy $(STRIDE)

.PHONY: bench
bench: build ## Measure against the machine and peers; PYTHON=... has torch and onnxruntime, JSON=... gets the figures.
	@.ci/setup g++ libsimdjson-dev nginx libnginx-mod-http-lua wrk util-linux procps
	@.ci/bench "$(PYTHON)" $(if $(JSON),--json "$(JSON)")
	$(call say,the service against others)
	@.ci/serving "$(PYTHON)" $(BINARY) $(if $(JSON),--json "$(JSON:.json=)-serving.json")

.PHONY: sanitize
sanitize: setup ## Run the tests under Address- and UndefinedBehaviorSanitizer, those of threads under ThreadSanitizer.
	$(call say,tests under AddressSanitizer and UndefinedBehaviorSanitizer)
	@.ci/test --sanitize=address $(UNDEFINED) --scratch-path .build-asan
	$(call say,tests of what has threads under ThreadSanitizer)
	@.ci/test --only "$(THREADED)" --sanitize=thread --scratch-path .build-tsan

.PHONY: pytorch
pytorch: build ## Prove answers by PyTorch; PYTHON=... has torch, COUNT=... random networks.
	@[ -n "$(PYTHON)" ] || .ci/pytorch .build-pytorch
	@.ci/with-server $(BINARY) $(or $(PYTHON),.build-pytorch/bin/python3) Tests/PyTorch/proofs.py URL $(BINARY) $(COUNT)

.PHONY: clients
clients: build ## Run the clients of others and requests from the contract; EXAMPLES=200 for each operation.
	@.ci/clients $(BINARY) $(EXAMPLES)

.PHONY: perf-analyzer
perf-analyzer: build ## Load the service by NVIDIA's perf_analyzer, JSON and binary.
	@.ci/with-server $(BINARY) Tests/Clients/perf_analyzer URL .build-perf-analyzer

.PHONY: operations
operations: build ## Prove how the service behaves in operation: attacks, restarts, full disks, ten minutes of all clients.
	@.ci/setup openssl haproxy nginx slowhttptest
	@python3 Tests/Operations/tls.py $(BINARY)
	@python3 Tests/Operations/production.py $(BINARY)
	@python3 Tests/Operations/descriptors.py $(BINARY)
	@python3 Tests/Operations/restarts.py $(BINARY)
	@python3 Tests/Operations/slow.py $(BINARY)
	@python3 Tests/Operations/idle.py $(BINARY)
	@python3 Tests/Operations/logs.py $(BINARY)
	@python3 Tests/Operations/soak.py $(BINARY)

.PHONY: load
load: build ## Measure memory, latency beside evaluations, five times the load that can be computed, TLS against nginx.
	@python3 Tests/Load/memory.py $(BINARY) 1024
	@python3 Tests/Load/latency.py $(BINARY)
	@python3 Tests/Load/overload.py $(BINARY)
	@.ci/setup nginx wrk openssl util-linux
	@python3 Tests/Load/tls.py $(BINARY)

.PHONY: clean
clean: ## Remove what was built.
	@rm -rf .build .build-*

.PHONY: setup
setup:
	@.ci/setup $(PACKAGES)
