from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "tulga.figures"
    label = "figures"

    def ready(self) -> None:
        from tulga.access.refusals import register_texts
        from tulga.figures import entries  # noqa: F401 - registers the kind of releases

        register_texts("tulga.figures")
