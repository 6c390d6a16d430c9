"""Data keys live in a database of their own, backed up apart and for shorter."""

from typing import Any

KEYSTORE = "ledger_keystore"


class KeystoreRouter:
    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "keys" if model._meta.app_label == KEYSTORE else None

    db_for_write = db_for_read

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool | None:
        return None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (app_label == KEYSTORE) == (db == "keys")
