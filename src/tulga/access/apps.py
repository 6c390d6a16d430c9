from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "tulga.access"
    label = "access"
