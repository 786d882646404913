# What one does with a checkout. Each target sets up the machine first, if anything is missing.

.PHONY: up build test torture bench lint clean setup

up: setup ## Peil with the first case, on this machine
	@echo "Building peil for release; then ingest, compute and notify start on a local log."
	swift build -c release --product peil
	.build/release/peil up --catalogue deploy/catalogue/nl-mkb.yaml \
		--figures deploy/figures/nl-mkb-2025.csv

build: setup ## Everything, for debugging
	swift build --build-tests

test: setup ## All tests
	swift test

torture: setup ## Killed under load, then held against the reference; on Kafka: PEIL_KAFKA_TOOLS
	TORTURE_KILLS=100 swift test --filter EndToEndTests.TortureTests
	TORTURE_KILLS=200 swift test --filter EndToEndTests.KafkaTortureTests

bench: setup ## Measurements, built for release
	swift build -c release --package-path Tests/Benchmarks --product peil
	swift run -c release --package-path Tests/Benchmarks Benchmarks

lint: ## The format of all Swift files
	swift format lint --strict -r Package.swift Shared Services Tests

clean: ## Away with all that was built
	swift package clean
	rm -rf Tests/Benchmarks/.build

setup:
	@deploy/setup
