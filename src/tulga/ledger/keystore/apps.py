from django.apps import AppConfig


class KeystoreConfig(AppConfig):
    name = "tulga.ledger.keystore"
    label = "ledger_keystore"
