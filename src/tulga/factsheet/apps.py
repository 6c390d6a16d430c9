from django.apps import AppConfig


class FactsheetConfig(AppConfig):
    name = "tulga.factsheet"
    label = "factsheet"
