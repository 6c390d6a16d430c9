from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "tulga.register"
    label = "register"
