"""One value, one sequence of bytes: what is hashed and signed is written in exactly one way."""

import hashlib
import json
from typing import Any

_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical_json(value: Any) -> bytes:
    """Return UTF-8 JSON with sorted keys and no spaces."""
    return _encoder.encode(value).encode()


def digest(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(value)).hexdigest()
