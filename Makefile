# Everything here sets itself up: it needs a Python of at least 3.11 and what pip reaches, nothing else.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

# The first of these that is new enough makes the virtual environment; `make PYTHON=/path/to/python test` names one.
PYTHON := python3.13 python3.12 python3.11 python3

# Passed to pytest, as in `make test ARGS="-k sarif -x"`.
ARGS :=

.DEFAULT_GOAL := help
# Two recipes must not run pip in one environment at the same time, whatever -j says.
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help demo test multitool lint format site build clean

help:  ## list what can be made
	@sed -n 's/^\([a-z]*\):.*  ## /\1: /p' Makefile | awk -F': ' '{printf "  make %-9s %s\n", $$1, $$2}'

# $(call shown,CODE,ARGUMENTS): shows a command, runs it, and fails unless it exits with CODE.
shown = printf '\n$$ %s\n' '$(BIN)/holdfast $(2)'; $(BIN)/holdfast $(2); code=$$?; \
	if [ $$code -ne $(1) ]; then echo "make demo: that exited with $$code; $(1) was expected" >&2; exit 1; fi

demo: $(VENV)/.installed  ## check an example company before and after it put its model stack in order
	@$(call shown,1,check $(DEMO)/before --as-of 2026-05-04)
	@$(call shown,0,check $(DEMO)/after --as-of 2026-11-23)

DEMO := examples/muse-spark

# A process for each core. `worksteal` first gives each the tests of whole files, which share what they set up.
test: $(VENV)/.test  ## run every test
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(ARGS)

multitool: $(VENV)/.multitool  ## install Microsoft's validator of SARIF, which a test runs where it is (needs npm)

lint: $(VENV)/.lint  ## check style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/.lint  ## put the code into the one style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

site: $(VENV)/.docs  ## make the documentation in site/, and fail for a dead link or a picture that is out of date
	$(BIN)/python docs/generate.py --check
	$(BIN)/python docs/screenshots.py --check
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

build: $(VENV)/.test  ## make the source distribution and the wheel in dist/
	$(BIN)/python -m build --no-isolation

clean:  ## remove everything that was made here, the virtual environment included
	rm -rf $(VENV) dist build site .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src plugins tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Each candidate is run, because a name on the PATH may be a shim with no Python behind it, and a Python
# may come without the parts that make an environment.
$(BIN)/python:
	@for python in $(PYTHON); do \
	  if "$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "$$python -m venv --clear $(VENV)"; \
	    exec "$$python" -m venv --clear $(VENV); \
	  fi; \
	done; \
	echo 'No Python 3.11 or newer that can make virtual environments was found (tried: $(PYTHON)).' >&2; \
	echo 'Install one (on Debian and Ubuntu also its package python3-venv), or name it: make PYTHON=/path/to/python3' >&2; \
	exit 1

# Each stamp says that pyproject.toml, as it now is, has been installed that far.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --editable .
	@touch $@

# The pip that comes with Python 3.11 knows no --group. The packages of the group `catalogue` are data to
# us: their dependencies, a hundred of them, would be installed for nothing.
$(VENV)/.test: $(VENV)/.installed
	$(PIP) install --quiet 'pip>=25.1'
	$(PIP) install --quiet --group test
	$(PIP) install --quiet --no-deps --group catalogue
	@touch $@

$(VENV)/.docs: $(VENV)/.installed
	$(PIP) install --quiet 'pip>=25.1'
	$(PIP) install --quiet --group docs
	@touch $@

$(VENV)/.lint: $(VENV)/.test
	$(PIP) install --quiet --group lint
	@touch $@

# Nothing of the package is run when it is installed: all that its script would do is to set that one bit.
MULTITOOL := tests/output/multitool
$(VENV)/.multitool: $(MULTITOOL)/package.json $(MULTITOOL)/package-lock.json | $(BIN)/python
	mkdir -p $(VENV)/multitool
	cp $(MULTITOOL)/package.json $(MULTITOOL)/package-lock.json $(VENV)/multitool
	npm ci --prefix $(VENV)/multitool --ignore-scripts --no-audit --no-fund
	chmod u+x $(VENV)/multitool/node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool
	@touch $@
