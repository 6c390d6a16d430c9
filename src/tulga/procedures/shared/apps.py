from django.apps import AppConfig


class ProceduresSharedConfig(AppConfig):
    name = "tulga.procedures.shared"
    label = "procedures_shared"

    def ready(self) -> None:
        from tulga.access.refusals import register_texts
        from tulga.procedures.shared import entries, projectors  # noqa: F401 - registers kinds, projectors and views

        register_texts("tulga.procedures.shared")
