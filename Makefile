# SPDX-License-Identifier: Apache-2.0
# The two commands of README.md, and the ones the next engineer needs every day.
PRESET ?= release
CASUS := build/release/casus

.PHONY: demo demo-record test test-page test-python test-spark wheel page peers peers-articles evaluate backtest summits setup build builds check lint tidy sanitize fuzz fuzz-long
.PHONY: package test-package reproducible bench format format-page clean

demo: build
	$(CASUS) read --format brief --date 2025-11-18 examples/lake-accord.txt

# Seven linked reports about one dispute: what the record knows that no report says.
demo-record: build
	@tools/demo-record $(CASUS) examples/lake-dispute

# The page in headless Chromium, against the real server (needs Node and Chromium; installs Debian's where absent), on
# the examples and on the pool beside this checkout (../shared): its record is read once, some minutes, to build/pool.db.
test-page: build
	@tools/setup page
	cd web && npm ci --no-audit --no-fund --silent && CASUS=$(CURDIR)/$(CASUS) node test/page.test.mjs

# The Python wheel, into build/wheel.
wheel:
	@tools/setup python
	@tools/wheel

# The wheel in a clean virtual environment, beside the command line.
test-python: build wheel
	@tools/test-python

# Spark on this machine's cores, against the store (installs Debian's Java where absent).
test-spark: build wheel
	@tools/setup spark
	@tools/test-python spark

# web/dist from web/src; the result is committed.
page:
	@tools/setup page
	cd web && npm ci --no-audit --no-fund --silent && node build.mjs

# Articles out of pages, side by side with trafilatura and Mozilla's Readability (../shared).
peers-articles: build
	test -x build/peers/venv/bin/trafilatura || { python3 -m venv build/peers/venv && build/peers/venv/bin/pip install -q trafilatura==2.3.1 lxml_html_clean; }
	test -d build/peers/node_modules/linkedom || npm install --no-audit --no-fund --silent --prefix build/peers @mozilla/readability@0.6.0 linkedom@0.18.15
	@eval/articles $(CASUS) ../shared

# The same, and UDPipe 1 for `make evaluate` to run beside casus: trained once, 80 minutes on one core.
peers: peers-articles
	build/peers/venv/bin/pip install -q ufal.udpipe gensim
	test -f build/peers/udpipe.model || build/peers/venv/bin/python eval/udpipe.py train ../shared/data/treebank/ewt-train.conllu.xz ../shared/data/treebank/ewt-dev.conllu.xz build/peers/udpipe.model

# Quality on the development data beside this checkout (../shared), figures as docs/benchmarks.md has them.
evaluate: build
	@tools/setup evaluate
	@eval/run $(CASUS) ../shared

# Forecasts of the UN General Assembly's roll calls, scored beside simple rules (../shared); docs/outlook.md reads the figures.
VOTES ?= ../shared/data/votes
backtest:
	@tools/setup evaluate
	@/usr/bin/python3 eval/backtest.py $(VOTES)

# Ten summits from stances written down by hand, and what came: a sanity check (eval/summits/README.md).
summits: build
	@python3 eval/summits.py $(CASUS)

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
	@tools/check/literals.py
	@tools/check/functions.py
	@git ls-files '*.h' '*.cc' | xargs clang-format --dry-run -Werror
	@tools/check/page

# The other builds that must stand: clang, and no instruction set but the least one; both read as the release build does.
builds: PRESET := release
builds: build
	@tools/setup clang
	@tools/check/builds

# Python; the page's sources are looked at by check.
lint:
	@tools/setup lint
	build/lint/bin/ruff check && build/lint/bin/ruff format --check

tidy: setup
	@tools/setup tidy
	@tools/check/tidy

# A Debian package in build/package/package, its bill of materials beside the program, and what lintian says.
package: setup
	@tools/setup package
	@tools/package

# The package in a new Debian 12 with nothing else in it (debootstrap; needs root).
test-package: package
	@tests/package_test build/package/package/casus_*.deb

# Two builds of the last commit in two folders: the same bytes.
reproducible: setup
	@tools/setup package
	@tools/check/reproducible

sanitize: setup
	for preset in asan-ubsan tsan; do cmake --preset $$preset > /dev/null && cmake --build --preset $$preset && ctest --preset $$preset || exit 1; done

fuzz: setup
	@tools/setup fuzz
	cmake --preset fuzz > /dev/null && cmake --build --preset fuzz
	@tools/fuzz $${SECONDS_EACH:-60}

# Ten minutes each: an hour and a half on one core.
fuzz-long: export SECONDS_EACH := 600
fuzz-long: fuzz

bench: setup
	cmake --preset bench > /dev/null && cmake --build --preset bench
	build/bench/bench/bench_ingest
	build/bench/bench/bench_language
	build/bench/bench/bench_store $${REPORTS:-20000}

format:
	git ls-files '*.h' '*.cc' | xargs clang-format -i
	@tools/setup lint
	build/lint/bin/ruff check --fix && build/lint/bin/ruff format

format-page:
	@tools/check/page --write

clean:
	rm -rf build
