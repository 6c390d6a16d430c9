"""Organisations, accounts and roles, for administrators."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from tulga.access import actions, queries
from tulga.access.actor import Actor
from tulga.access.refusals import Refused
from tulga.access.roles import May
from tulga.web.staff.forms.administration import AccountForm, EndForm, GrantForm, OrganisationForm
from tulga.web.staff.pages import render_page
from tulga.web.staff.presenters import administration as presenters
from tulga.web.staff.requests import staff_page


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
    form = OrganisationForm(request.POST or None)
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_organisation(actor, name=form.cleaned_data["name"], kind=form.cleaned_data["kind"])
        except Refused as refused:
            reasons = [one.text() for one in refused.refusals]
        else:
            messages.success(request, _("The organisation was added."))
            return redirect("staff:administration")
    return _form_page(request, form, _("Add an organisation"), _("Add"), reasons)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@staff_page(May.ADMINISTER)
def open_account(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open an account; it can do nothing until a role is granted."""
    form = AccountForm(request.POST or None)
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.open_account(actor, email=data["email"], full_name=data["full_name"], password=data["password"])
        except Refused as refused:
            reasons = [one.text() for one in refused.refusals]
        else:
            messages.success(request, _("The account was opened. Now grant it a role."))
            return redirect("staff:role-grant")
    return _form_page(request, form, _("Open an account"), _("Open the account"), reasons)


@require_http_methods(["GET", "POST"])
@staff_page(May.ADMINISTER)
def grant_role(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Grant a role in an organisation, for some areas or for all."""
    accounts = [(str(one.id), f"{one.full_name or one.email} ({one.email})") for one in queries.accounts(actor) if one.active]
    organisations = [(str(one.id), one.name) for one in queries.organisations()]
    form = GrantForm(request.POST or None, accounts=accounts, organisations=organisations, today=_today())
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        account, organisation = form.ids()
        try:
            actions.grant_role(
                actor, account=account, organisation=organisation, role=data["role"], areas=form.chosen_areas(),
                valid_from=data["valid_from"], valid_until=data["valid_until"],
            )  # fmt: skip
        except Refused as refused:
            reasons = [one.text() for one in refused.refusals]
        else:
            messages.success(request, _("The role was granted."))
            return redirect("staff:administration")
    return _form_page(request, form, _("Grant a role"), _("Grant the role"), reasons)


@require_http_methods(["GET", "POST"])
@staff_page(May.ADMINISTER)
def end_role(request: HttpRequest, actor: Actor, grant: UUID) -> HttpResponse:
    """End a role from today on; what was done in it stays."""
    account = next((one for one in queries.accounts(actor) if any(held.id == grant for held in one.grants)), None)
    if account is None:
        raise Http404
    form = EndForm(request.POST or None, initial={"grant": grant})
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_role(actor, grant=grant, why=form.cleaned_data["why"])
        except Refused as refused:
            reasons = [one.text() for one in refused.refusals]
        else:
            messages.success(request, _("The role has ended."))
            return redirect("staff:administration")
    explanation = _("The role of %(name)s ends today. What was done in it stays.") % {
        "name": account.full_name or account.email
    }
    return _form_page(request, form, _("End this role"), _("End the role"), reasons, explanation=explanation, harmful=True)


def _form_page(
    request: HttpRequest, form: Any, title: str, submit: str, reasons: list[str], **more: object
) -> HttpResponse:
    context = {
        "form": form, "title": title, "submit": submit, "reasons": reasons, "back": reverse("staff:administration"), **more,
    }  # fmt: skip
    return render_page(request, "staff/form_page.html", context, status=409 if reasons else 200)
