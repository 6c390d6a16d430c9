"""The law browser: what is encoded, in plain words, with its sources; and a proposal to correct it."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.nationality import actions, lawbook, queries
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.rules import Pack, Rule
from tulga.web.staff import labels
from tulga.web.staff.forms.nationality import CorrectionForm
from tulga.web.staff.pages import render_page
from tulga.web.staff.presenters import law as presenters
from tulga.web.staff.requests import staff_page
from tulga.web.staff.views.acting import act_or_ask, posted


@require_GET
@staff_page(May.READ_FILES)
def packs(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show which law is encoded, and how well it is known."""
    return render_page(request, "staff/law.html", {"page": presenters.overview()})


@require_GET
@staff_page(May.READ_FILES)
def state(request: HttpRequest, actor: Actor, state: str) -> HttpResponse:
    """Show the acts of one State, article by article."""
    pack = load_packs().get(state)
    if pack is None:
        raise Http404
    return render_page(request, "staff/law_state.html", {"page": presenters.state_page(pack)})


def _rule(rule: str) -> tuple[Pack, Rule]:
    found = lawbook.rule_of(rule)
    if found is None:
        raise Http404
    return found


@require_GET
@staff_page(May.READ_FILES)
def rule(request: HttpRequest, actor: Actor, rule: str) -> HttpResponse:
    """Show one version of one article: plain text, condition, sources, cases, and what was proposed to correct it."""
    pack, found = _rule(rule)
    page = presenters.rule_page(actor, pack, found, queries.corrections(actor, rule))
    return render_page(request, "staff/law_rule.html", {"page": page})


@require_http_methods(["GET", "POST"])
@staff_page(May.PROPOSE_CORRECTIONS)
def correct(request: HttpRequest, actor: Actor, rule: str) -> HttpResponse:
    """Propose to correct a rule; the proposal is recorded, the pack is changed by a person."""
    pack, found = _rule(rule)
    form = CorrectionForm(posted(request), initial={"pack": pack.digest, "language": labels.language()})
    return act_or_ask(
        request,
        form,
        lambda: actions.propose_correction(
            actor,
            rule=rule,
            pack=form.cleaned_data["pack"],
            language=form.cleaned_data["language"],
            text=form.cleaned_data["text"],
            why=form.cleaned_data["why"],
            at=datetime.now(UTC),
        ),
        done=_("Your proposal is recorded. The pack itself is changed by a person who has compared the text."),
        then=reverse("staff:law-rule", args=[rule]),
        page={
            "title": _("Propose a correction"),
            "submit": _("Record the proposal"),
            "about": presenters.about_rule(found),
        },
    )
