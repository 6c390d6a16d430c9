"""Organisations, accounts and roles, for administrators."""

from datetime import UTC, date, datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from tulga.access import actions, queries
from tulga.access.actor import Actor
from tulga.access.roles import May
from tulga.web.staff.forms.administration import AccountForm, EndForm, GrantForm, OrganisationForm
from tulga.web.staff.pages import render_page
from tulga.web.staff.presenters import administration as presenters
from tulga.web.staff.requests import staff_page
from tulga.web.staff.views.acting import act_or_ask, posted


def _today() -> date:
    return datetime.now(UTC).date()


@require_GET
@staff_page(May.ADMINISTER)
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show accounts with their roles, and the organisations."""
    page = presenters.administration_page(queries.accounts(actor), queries.organisations(), today=_today())
    return render_page(request, "staff/administration.html", {"page": page})


@require_http_methods(["GET", "POST"])
@staff_page(May.ADMINISTER)
def open_organisation(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Add an organisation."""
    form = OrganisationForm(posted(request))
    return act_or_ask(
        request,
        form,
        lambda: actions.open_organisation(actor, name=form.cleaned_data["name"], kind=form.cleaned_data["kind"]),
        done=_("The organisation was added."),
        then=reverse("staff:administration"),
        page={"title": _("Add an organisation"), "submit": _("Add")},
    )


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@staff_page(May.ADMINISTER)
def open_account(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open an account; it can do nothing until a role is granted."""
    form = AccountForm(posted(request))

    def act() -> object:
        data = form.cleaned_data
        return actions.open_account(actor, email=data["email"], full_name=data["full_name"], password=data["password"])

    return act_or_ask(
        request,
        form,
        act,
        done=_("The account was opened. Now grant it a role."),
        then=reverse("staff:administration"),
        page={"title": _("Open an account"), "submit": _("Open the account")},
    )


@require_http_methods(["GET", "POST"])
@staff_page(May.ADMINISTER)
def grant_role(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Grant a role in an organisation, for some areas or for all."""
    form = GrantForm(
        posted(request),
        accounts=presenters.account_choices(queries.accounts(actor)),
        organisations=[(str(one.id), one.name) for one in queries.organisations()],
        today=_today(),
    )

    def act() -> object:
        data = form.cleaned_data
        account, organisation = form.ids()
        return actions.grant_role(
            actor, account=account, organisation=organisation, role=data["role"], areas=form.chosen_areas(),
            valid_from=data["valid_from"], valid_until=data["valid_until"],
        )  # fmt: skip

    return act_or_ask(
        request,
        form,
        act,
        done=_("The role was granted."),
        then=reverse("staff:administration"),
        page={"title": _("Grant a role"), "submit": _("Grant the role")},
    )


@require_http_methods(["GET", "POST"])
@staff_page(May.ADMINISTER)
def end_role(request: HttpRequest, actor: Actor, grant: UUID) -> HttpResponse:
    """End a role from today on; what was done in it stays."""
    account = next((one for one in queries.accounts(actor) if any(held.id == grant for held in one.grants)), None)
    if account is None:
        raise Http404
    form = EndForm(posted(request))
    explanation = _("The role of %(name)s ends today. What was done in it stays.") % {
        "name": account.full_name or account.email
    }
    return act_or_ask(
        request,
        form,
        lambda: actions.end_role(actor, grant=grant, why=form.cleaned_data["why"]),
        done=_("The role has ended."),
        then=reverse("staff:administration"),
        page={
            "title": _("End this role"),
            "submit": _("End the role"),
            "explanation": explanation,
            "harmful": True,
        },
    )
