from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "tulga.figures"
    label = "figures"
