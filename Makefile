# A newcomer needs two of these: make run, make test.
.PHONY: run test thorough check bench screenshots
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

# The environment is .venv; the first use fetches uv where it is missing. Compiled, every start is seconds faster.
SYNC := sync --locked --compile-bytecode

run:
	@uv="$$(bash .ci/bootstrap.sh uv)"; "$$uv" $(SYNC) --no-dev --inexact; exec "$$uv" run --no-sync app.py

test:
	@uv="$$(bash .ci/bootstrap.sh uv)"; bash .ci/bootstrap.sh browser; bash .ci/bootstrap.sh servers; \
	"$$uv" $(SYNC); "$$uv" run --no-sync pytest -n 2 --dist loadfile --no-loadscope-reorder

# Pages at every further size, language and theme: too long for every change, for before a release.
thorough:
	@uv="$$(bash .ci/bootstrap.sh uv)"; bash .ci/bootstrap.sh browser; bash .ci/bootstrap.sh servers; \
	"$$uv" $(SYNC); "$$uv" run --no-sync pytest -n 2 --dist loadfile --no-loadscope-reorder -m thorough

check:
	@uv="$$(bash .ci/bootstrap.sh uv)"; "$$uv" $(SYNC); \
	"$$uv" run --no-sync ruff check; "$$uv" run --no-sync ruff format --check; "$$uv" run --no-sync mypy

bench:
	@uv="$$(bash .ci/bootstrap.sh uv)"; "$$uv" $(SYNC); \
	for script in bench/*.py; do echo "== $$script"; PYTHONPATH=. "$$uv" run --no-sync python "$$script"; done

# The documentation's pictures, from a server of the default profile on a port of its own.
screenshots:
	@uv="$$(bash .ci/bootstrap.sh uv)"; bash .ci/bootstrap.sh browser; "$$uv" $(SYNC); \
	"$$uv" run --no-sync python docs/screenshots.py
