from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "tulga.access"
    label = "access"

    def ready(self) -> None:
        from tulga.access import entries, erasure, projectors  # noqa: F401 - registers kinds, projectors, views, the hook
