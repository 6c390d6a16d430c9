from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "tulga.ledger"
    label = "ledger"

    def ready(self) -> None:
        from tulga.ledger import entries, projectors  # noqa: F401 - registers kinds, projectors and views
