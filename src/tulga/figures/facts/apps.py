from django.apps import AppConfig


class FiguresFactsConfig(AppConfig):
    name = "tulga.figures.facts"
    label = "figures_facts"

    def ready(self) -> None:
        from tulga.figures.facts import entries, projectors  # noqa: F401 - registers kinds, projectors and views
