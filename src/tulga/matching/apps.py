from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "tulga.matching"
    label = "matching"

    def ready(self) -> None:
        from tulga.matching import projectors  # noqa: F401 - registers projectors and views
