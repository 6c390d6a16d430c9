"""Recipes: the digest of everything that made a number. Same recipe, same bytes."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tulga.kernel.canonical import digest


def recipe(
    *, definition: Mapping[str, Any], parameters: Mapping[str, Any], inputs: Mapping[str, Any], code: str
) -> str:
    """Return the digest of a definition, its parameters, the inputs it read and the code that computed it."""
    return digest({"definition": definition, "parameters": parameters, "inputs": inputs, "code": code})


def digest_of_files(files: list[Path]) -> str:
    """Return one digest over the bytes of files, by their names and in the order of the names."""
    found = hashlib.sha256()
    for file in sorted(files, key=lambda one: one.name):
        found.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()
