from django.apps import AppConfig


class FiguresReleasedConfig(AppConfig):
    name = "tulga.figures.released"
    label = "figures_released"
