from django.apps import AppConfig


class NationalityConfig(AppConfig):
    name = "tulga.nationality"
    label = "nationality"

    def ready(self) -> None:
        from tulga.access.refusals import register_texts
        from tulga.nationality import entries, projectors  # noqa: F401 - registers kinds, projectors and views

        register_texts("tulga.nationality")
