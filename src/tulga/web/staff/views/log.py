"""Who looked at what, for auditors."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tulga.access import queries
from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.web.staff.forms.register import LogForm
from tulga.web.staff.pages import render_page
from tulga.web.staff.presenters import log as presenters
from tulga.web.staff.requests import staff_page


@require_GET
@staff_page(May.READ_LOGS)
def views(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show who opened one file, when its number is given; else when people were counted over all files."""
    form = LogForm(request.GET if "record" in request.GET else None)
    record = form.cleaned_data["record"] if form.is_bound and form.is_valid() else None
    found = queries.file_views(actor, record) if record else queries.count_views(actor)
    names = queries.author_names(actor, {one.account for one in found})
    organisations = queries.organisation_names({one.organisation for one in found})
    page = presenters.log_page(found, names, organisations, record=record)
    return render_page(request, "staff/log.html", {"form": form, "page": page}, status=422 if form.errors else 200)
