"""From a request to an actor, and from what goes wrong to a page that says what and why.

Every view of the staff site is wrapped by `staff_page`: signed in, an actor for the chosen organisation and purpose,
answers that no cache keeps, and refusals, missing permissions and missing files as pages in the reader's language.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from tulga.access import permissions
from tulga.access.actor import Actor
from tulga.access.queries import actor_for
from tulga.access.refusals import Refused
from tulga.web.staff.pages import render_page

ORGANISATION: Final = "staff.organisation"
PURPOSE: Final = "staff.purpose"
PURPOSES: Final = {
    "casework": _("work on this person’s case"),
    "registration": _("registration in the field"),
    "duplicates": _("check for duplicates"),
    "quality": _("check of data quality"),
    "complaint": _("complaint or request of the person"),
}
DEFAULT_PURPOSE: Final = "casework"
NOT_ALLOWED: Final = frozenset({"access.not_allowed", "access.no_role", "access.account_closed"})

View = Callable[Concatenate[HttpRequest, Actor, ...], HttpResponse]


def purpose_of(request: HttpRequest) -> str:
    """Return the purpose for which the reader works now."""
    chosen = request.session.get(PURPOSE)
    return chosen if chosen in PURPOSES else DEFAULT_PURPOSE


def organisation_of(request: HttpRequest) -> UUID | None:
    """Return the organisation the reader chose to act for; None leaves the choice to access."""
    chosen = request.session.get(ORGANISATION)
    return UUID(chosen) if chosen else None


def account_of(request: HttpRequest) -> UUID:
    """Return the account of whoever is signed in; only views behind a sign-in ask."""
    key = request.user.pk
    if key is None:
        raise LookupError("nobody is signed in")
    return key


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts in this request.

    An organisation chosen earlier in which the account holds no role any more is forgotten.

    Raises:
        Refused: the account is closed or holds no role today.
    """
    account, purpose, chosen = account_of(request), purpose_of(request), organisation_of(request)
    if chosen is None:
        return actor_for(account, purpose)
    try:
        return actor_for(account, purpose, organisation=chosen)
    except Refused:
        del request.session[ORGANISATION]
        return actor_for(account, purpose)


def staff_page(permission: str | None = None) -> Callable[[View], Callable[..., HttpResponse]]:
    """Wrap a view `(request, actor, ...)` of the staff site; `permission` is what at least one role must allow."""

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                actor = actor_of(request)
                request.staff_actor = actor  # type: ignore[attr-defined]
                if permission is not None:
                    permissions.require(actor, permission)
                return view(request, actor, *args, **kwargs)
            except Refused as refused:
                return refusal_page(request, refused)
            except Http404:
                return render_page(request, "staff/not_found.html", status=404)

        return never_cache(login_required(inner))

    return decorate


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Return every reason why it was refused: 403 when a role is missing, 409 when the state of things forbids it."""
    forbidden = any(refusal.code in NOT_ALLOWED for refusal in refused.refusals)
    reasons = [refusal.text() for refusal in refused.refusals]
    template = "staff/not_allowed.html" if forbidden else "staff/refused.html"
    return render_page(request, template, {"reasons": reasons}, status=403 if forbidden else 409)
