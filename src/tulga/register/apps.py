from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "tulga.register"
    label = "register"

    def ready(self) -> None:
        from tulga.register import clashes, entries, projectors  # noqa: F401 - registers kinds, projectors, views, hooks
