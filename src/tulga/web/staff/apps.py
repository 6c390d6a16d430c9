from django.apps import AppConfig


class WebStaffConfig(AppConfig):
    name = "tulga.web.staff"
    label = "web_staff"
