"""One way to answer with a page: in the language of its address, from a template, without cookies, with validators."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from tulga.web.public.caching import PAGE, kept
from tulga.web.public.presenters.frame import frame
from tulga.web.public.words import LANGUAGES

View = Callable[..., HttpResponseBase]


def in_language_of_address(view: View) -> View:
    """Run a view in the language that its address names; only reading is possible."""

    @require_safe
    @wraps(view)
    def within(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = kwargs.pop("language")
        with translation.override(language):
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                response = not_found_page(request)
        response["Content-Language"] = language
        return response

    return within


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    place: str,
    demonstration: bool,
    changed_at: datetime | None = None,
) -> HttpResponseBase:
    """Return a page. The template never sees the request: no session, no account, no cookie can slip in."""
    around = frame(request, place, demonstration=demonstration)
    html = render_to_string(template, {**context, "frame": around})
    response = HttpResponse(html)
    if demonstration:
        response["X-Robots-Tag"] = "noindex"  # invented numbers must not be found as if they were real
    return kept(request, response, PAGE, changed_at)


def not_found_page(request: HttpRequest) -> HttpResponse:
    """Return the page that says that there is no such page, in the active language."""
    around = frame(request, "", demonstration=False)
    return HttpResponse(render_to_string("public/not_found.html", {"frame": around}), status=404)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that no page has (Django's handler404) in the language it begins with, else the reader's."""
    first = request.path_info.strip("/").split("/")[0]
    language = first if first in LANGUAGES else (translation.get_language_from_request(request) or "en")[:2]
    with translation.override(language if language in LANGUAGES else "en"):
        response = not_found_page(request)
        response["Content-Language"] = translation.get_language() or "en"
    return response
