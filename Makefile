# A newcomer needs two of these: make run, make test.
.PHONY: run test check bench
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

# The environment is .venv; the first use fetches uv where it is missing.
run:
	@uv="$$(bash .ci/bootstrap.sh uv)"; exec "$$uv" run --locked --no-dev app.py

test:
	@uv="$$(bash .ci/bootstrap.sh uv)"; bash .ci/bootstrap.sh browser; \
	"$$uv" sync --locked; "$$uv" run --no-sync pytest

check:
	@uv="$$(bash .ci/bootstrap.sh uv)"; "$$uv" sync --locked; \
	"$$uv" run --no-sync ruff check; "$$uv" run --no-sync ruff format --check; "$$uv" run --no-sync mypy

bench:
	@uv="$$(bash .ci/bootstrap.sh uv)"; "$$uv" sync --locked; \
	for script in bench/*.py; do echo "== $$script"; PYTHONPATH=. "$$uv" run --no-sync python "$$script"; done
