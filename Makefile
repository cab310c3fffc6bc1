# One list of commands, the same by hand and in CI. Needs Python 3.11 to 3.13 and make; `make help` explains.

# The first interpreter at hand that will do.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
  $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
VENV   ?= .venv
SHARED ?= ../shared
GRAPH  ?= demo/graph
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
JOBS   ?= 2

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: browser golden help demo test lint types terms quality bench train notebooks docs pins clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

# Set up once; again only when what is pinned or declared has changed. The program itself is installed as a link.
$(READY): constraints.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; name one with: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV): a few minutes the first time"
	$(BIN)/python -m pip install --quiet --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps -e .
	@touch $@

demo: $(READY) ## the main job on samples/: articles in, graph out, questions answered, a picture
	$(BIN)/extractor build $(SAMPLES) --graph $(GRAPH)
	@for name in $(DEMO_QUESTIONS); do echo; $(BIN)/extractor query --graph $(GRAPH) $$name || exit $$?; done
	@echo
	$(BIN)/extractor export --graph $(GRAPH) demo/graph.ttl
	$(BIN)/extractor show --graph $(GRAPH) demo/graph.html
	@echo "Open demo/graph.html in a browser. More questions: $(BIN)/extractor query --graph $(GRAPH) --list"

SAMPLES        ?= samples
DEMO_QUESTIONS ?= incidents attributions agreements

# A real browser for the picture's tests: installed where that is allowed, else those tests say that they are skipped.
browser:
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	  && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1; } \
	  || echo "no chromium here: the tests in a browser are skipped"

test: browser lint types terms ## set up, then every check that CI makes
	$(BIN)/python -m pytest -q -n $(JOBS)

lint: $(READY) ## style and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

types: $(READY) ## strict types over program, tests and benchmarks
	$(BIN)/mypy

terms: $(READY) ## is extractor/terms.py what the ontology says?
	$(BIN)/python ontology/make_terms.py --check

quality: $(READY) ## scores on the development sets in SHARED, beside their floors and goals
	$(BIN)/python -m benchmarks.quality --shared $(SHARED)

bench: $(READY) ## speed beside the notebook a skilled user would write (texts in SHARED), and of the questions
	$(BIN)/python -m benchmarks.speed --shared $(SHARED)
	$(BIN)/python -m benchmarks.queries
	$(BIN)/python -m benchmarks.warc $(wildcard $(SHARED)/data/pages $(SHARED)/data/newspages)

# Training wants torch, which the program itself never does: an environment of its own.
TRAINED ?= .venv-training
RUN     ?= main
WEIGHTS := extractor/annotate/model/weights

$(TRAINED)/.ready: pyproject.toml training/constraints.txt
	test -x $(TRAINED)/bin/python || $(PYTHON) -m venv $(TRAINED)
	$(TRAINED)/bin/python -m pip install --quiet -c training/constraints.txt -e '.[training]'
	@touch $@

train: $(TRAINED)/.ready ## the event model from nothing to packaged weights, with the corpora in SHARED; resumes after a stop
	$(TRAINED)/bin/python -m training.train --name $(RUN) --shared $(SHARED)
	$(TRAINED)/bin/python -m training.train --name $(RUN)-2 --set training.seed=2 --shared $(SHARED)
	$(TRAINED)/bin/python -m training.distil --teacher $(RUN) --teacher $(RUN)-2 --name $(RUN)-small --shared $(SHARED)
	$(TRAINED)/bin/python -m training.gate --run $(RUN)-small --shared $(SHARED) --to $(WEIGHTS)
	$(TRAINED)/bin/python -m training.export --run $(RUN)-small --to $(WEIGHTS)
	$(TRAINED)/bin/python -m training.evaluate --package $(WEIGHTS) --entities --shared $(SHARED)

golden: $(READY) ## write anew what each stage makes of the samples (look at the difference before you commit it)
	$(BIN)/python -m tests.golden

notebooks: $(READY) ## run every notebook in notebooks/
	$(BIN)/python -m pytest -q tests -k notebook

docs: $(READY) ## run the examples in README.md and the help texts
	$(BIN)/python -m pytest -q tests -k "docs or readme or help"

pins: ## choose versions anew and write constraints.txt, with hashes
	$(PYTHON) -m venv build/pins && build/pins/bin/python -m pip install --quiet uv
	build/pins/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra test --extra notebooks --generate-hashes \
	  --no-emit-index-url --no-header pyproject.toml -o constraints.txt

clean: ## remove what was installed and built
	rm -rf $(VENV) build dist demo .mypy_cache .pytest_cache .ruff_cache
