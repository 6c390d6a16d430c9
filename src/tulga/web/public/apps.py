from django.apps import AppConfig


class WebPublicConfig(AppConfig):
    name = "tulga.web.public"
    label = "web_public"
