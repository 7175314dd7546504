# Every command installs what it needs into .venv, and nothing asks a question.
# `make run PORT=9000` or `PORT=9000 make run` serves on another port.

PYTHON := .venv/bin/python
PIP := $(PYTHON) -m pip install --quiet --no-input --disable-pip-version-check
BROWSER = CHROMIUM="$$($(PYTHON) scripts/browser.py)" && export CHROMIUM

# .venv is made anew where its interpreter is gone or another Python, where an installation into it
# was cut short, and where the project has been moved (installed commands know their old place).
VENV_IS_SOUND := test ! -e .venv/.unfinished \
	&& test "$$(cat .venv/.made)" = "$(CURDIR)" \
	&& $(PYTHON) -c 'import pip'
$(shell { $(VENV_IS_SOUND); } >/dev/null 2>&1 || rm -f .venv/.made)

.PHONY: run test lint bench soak

run: .venv/.run
	@$(PYTHON) app.py

# Two processes behind nginx, as deploy/ has them: see docs/hosting.md.
replicas: .venv/.run
	@$(PYTHON) scripts/replicas.py

test: lint
	@$(BROWSER) && $(PYTHON) -m pytest

lint: .venv/.dev
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy

bench: .venv/.dev
	@$(BROWSER) && $(PYTHON) -m bench

# `make soak PART=arrivals`, `make soak MINUTES=30 READERS=100`; all parts take a quarter of an hour.
soak: .venv/.dev
	@$(PYTHON) -m soak --minutes $(or $(MINUTES),5) --readers $(or $(READERS),60) $(PART)

.venv/.dev: .venv/.run requirements-dev.txt
	@echo "Installing the development tools into .venv ..."
	@touch .venv/.unfinished
	@$(PIP) -r requirements-dev.txt
	@rm .venv/.unfinished && touch $@

.venv/.run: .venv/.made requirements.txt pyproject.toml
	@echo "Installing Recall Odds into .venv (the first time takes a minute or two) ..."
	@touch .venv/.unfinished
	@$(PIP) -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@rm .venv/.unfinished && touch $@

# The first Python that is new enough and can make an environment (Debian and Ubuntu ship that
# part, ensurepip, in a package of its own). A name on PATH may be an empty shim, so each is run.
.venv/.made:
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		new_enough="$${new_enough:-$$python}"; \
		$$python -c 'import ensurepip, venv' 2>/dev/null || continue; \
		echo "Making .venv with $$($$python --version) ..."; \
		$$python -m venv --clear .venv && echo "$(CURDIR)" > $@; \
		exit; \
	done; \
	if [ -n "$$new_enough" ]; then \
		version=$$($$new_enough -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
		echo "Python $$version here cannot make a virtual environment." >&2; \
		echo "On Debian or Ubuntu: apt-get install python$$version-venv" >&2; \
	else \
		echo "Recall Odds needs Python 3.11 or newer; python3 here is:" \
			"$$( (command -v python3 >/dev/null && python3 --version 2>&1) || echo none)" >&2; \
		echo "Get one from https://www.python.org/downloads/ and type this again." >&2; \
	fi; \
	exit 1
