from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "tulga.register"
    label = "register"

    def ready(self) -> None:
        from tulga.access.refusals import register_texts
        from tulga.register import entries, projectors  # noqa: F401 - registers kinds, projectors and views

        register_texts("tulga.register")
