# Shortcuts for those who have `just`; everything works without it (see README.md and CONTRIBUTING.md).

python := ".venv/bin/python"

# what to run before each push: lint, types, contracts, fast tests
check:
    .venv/bin/ruff check .
    .venv/bin/mypy src/tulga
    .venv/bin/lint-imports
    {{python}} -m pytest -q -n 2 --dist loadgroup -m "not slow and not browser"

# the whole suite
test *arguments:
    ./start test {{arguments}}

# rewrite the golden files; people review the difference
golden:
    TULGA_GOLDEN=write {{python}} -m pytest -q tests/golden

# gather sentences, then translate them, then compile
messages:
    {{python}} scripts/extract_messages.py
    {{python}} scripts/compile_messages.py

# export both locks again after a change of the dependencies
locks:
    .venv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock
    .venv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --group dev pyproject.toml -o requirements-dev.lock
