from django.apps import AppConfig


class ProceduresSharedConfig(AppConfig):
    name = "tulga.procedures.shared"
    label = "procedures_shared"
