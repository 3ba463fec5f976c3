# SPDX-License-Identifier: Apache-2.0
# The two commands of README.md, and the ones the next engineer needs every day.
PRESET ?= release
CASUS := build/release/casus

.PHONY: demo test setup build check sanitize fuzz bench format clean

demo: build
	$(CASUS) read --format brief --date 2025-11-18 examples/lake-accord.txt

test: PRESET := release
test: build check
	ctest --preset release

setup:
	@tools/setup

build: setup
	@cmake --preset $(PRESET) > /dev/null
	@cmake --build --preset $(PRESET)

check:
	@tools/check/includes.py src
	@tools/check/ascii.py

sanitize: setup
	for preset in asan-ubsan tsan; do cmake --preset $$preset > /dev/null && cmake --build --preset $$preset && ctest --preset $$preset || exit 1; done

fuzz: setup
	@tools/setup fuzz
	cmake --preset fuzz > /dev/null && cmake --build --preset fuzz
	for target in build/fuzz/fuzz/fuzz_*; do [ -x $$target ] && [ -f $$target ] && { $$target -max_total_time=$${SECONDS_EACH:-60} -timeout=10 -print_final_stats=0 -verbosity=0 || exit 1; }; done; true

bench: setup
	cmake --preset bench > /dev/null && cmake --build --preset bench
	build/bench/bench/bench_ingest

format:
	git ls-files '*.h' '*.cc' | xargs clang-format -i

clean:
	rm -rf build
