# Two commands do everything on a fresh machine with Python 3.11 or later and git: `make demo`, `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test proof hosts bench docs site clean

$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(STAMP)  ## Show the main job in a throw-away repository
	@$(BIN)/python -I docs/demo.py

test: $(STAMP)  ## Linters, types, layers, and the whole test suite
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist worksteal

proof: $(STAMP)  ## The kill, errno and process sweeps in full (about half an hour); `make test` takes a sample
	@SINFONIA_PROOF=full $(BIN)/python -m pytest -n auto -q -s tests/workflow/proofs tests/surfaces/test_hosts_mutated.py \
		tests/surfaces/test_agent_traces.py

hosts: $(STAMP)  ## The guards inside the real coding agents, installed by npm below .hosts/
	@mkdir -p .hosts
	npm install --prefix .hosts --ignore-scripts --no-audit --no-fund --silent $$($(BIN)/python tools/hosts/packages.py)
	$(BIN)/python tools/hosts/run.py .hosts --table docs/hosts.md

bench: $(STAMP)  ## Print the ratios of the target table
	@$(BIN)/python benchmarks/run.py

docs: $(STAMP)  ## Write the generated reference pages again
	$(BIN)/python docs/generate.py

site: $(VENV)/.site  ## Build the documentation as a site, build/site/index.html; broken links refuse it
	$(BIN)/python docs/build_site.py

$(VENV)/.site: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[site]'
	@touch $@

clean:
	rm -rf $(VENV) build .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
