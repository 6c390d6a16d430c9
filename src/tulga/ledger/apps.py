from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "tulga.ledger"
    label = "ledger"
