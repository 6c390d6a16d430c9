"""Addresses of the public pages. None leads to a person; the language is part of the address, so no cookie needed."""

from django.urls import path, register_converter

from tulga.web.public import views
from tulga.web.public.words import LANGUAGES


class LanguageConverter:
    """One of the languages of the site; any other text is no address of ours."""

    regex = "|".join(LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageConverter, "language")

app_name = "public"
_EDITION = "<language:language>/editions/<uuid:release>/"
urlpatterns = [
    path("", views.home, name="home"),
    path("robots.txt", views.robots, name="robots"),
    path("<language:language>/", views.latest, name="latest"),
    path("<language:language>/about/", views.about, name="about"),
    path("<language:language>/editions/", views.editions, name="editions"),
    path("<language:language>/compare/", views.choose, name="choose"),
    path("<language:language>/compare/<uuid:before>/<uuid:after>/", views.compare, name="compare"),
    path(_EDITION, views.edition, name="edition"),
    path(_EDITION + "figures/", views.figures, name="figures"),
    path(_EDITION + "figures/<str:figure>/", views.figure, name="figure"),
    path(_EDITION + "factsheet.pdf", views.factsheet_pdf, name="factsheet-pdf"),
    path(_EDITION + "figures.json", views.figures_json, name="figures-json"),
]
