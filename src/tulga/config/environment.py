"""Where this deployment keeps its things, read from the environment once."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

SQLITE_OPTIONS: dict[str, Any] = {
    # notes/stack: with Django's defaults most concurrent read-then-write transactions fail with "database is locked"
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        "PRAGMA busy_timeout=20000;PRAGMA secure_delete=ON;"
        "PRAGMA cache_size=-32000;"  # kilobytes of pages a connection keeps; the default 2,000 are read anew and anew
    ),
}


def home() -> Path:
    """Return the folder of this deployment's data (TULGA_HOME, default ./var)."""
    return Path(os.environ.get("TULGA_HOME", "var")).resolve()


def database(url: str | None, sqlite_file: Path) -> dict[str, Any]:
    """Return Django's settings for `url`, or for the SQLite file when there is none."""
    if not url:
        sqlite_file.parent.mkdir(parents=True, exist_ok=True)
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(sqlite_file), "OPTIONS": dict(SQLITE_OPTIONS)}
    parts = urlparse(url)
    if parts.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": unquote(parts.path), "OPTIONS": dict(SQLITE_OPTIONS)}
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"database address {parts.scheme}://…: write sqlite:///path or postgresql://user@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }
