"""Signing in and out, and who one is here."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tulga.access.queries import grants_held, organisation_names
from tulga.access.refusals import Refused
from tulga.web.staff import requests
from tulga.web.staff.forms.session import PurposeForm, SignInForm
from tulga.web.staff.pages import render_page
from tulga.web.staff.presenters import account as presenters
from tulga.web.staff.views.acting import posted


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class SignIn(auth.LoginView):
    """Sign in; the session gets a new key. Too many wrong tries give a page that says when to come back."""

    form_class = SignInForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._page(self.get_form_class()(request))

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        if getattr(self.request, "axes_locked_out", False):
            self.request.axes_locked_out = False  # type: ignore[attr-defined] # we answer ourselves, in the reader's language
            return render_page(self.request, "staff/locked_out.html", status=429)
        return self._page(form)

    def _page(self, form: AuthenticationForm) -> HttpResponse:
        return render_page(self.request, "staff/sign_in.html", {"form": form, "next": self.get_redirect_url()})


@method_decorator(never_cache, name="dispatch")
class SignOut(auth.LogoutView):
    """End the session, by POST only: a link on another page cannot sign anybody out."""

    http_method_names = ("post", "options")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show who one is: organisation, roles, areas; choose for whom and for what one works."""
    held = grants_held(requests.account_of(request), on=datetime.now(UTC).date())
    names = organisation_names(grant.organisation for grant in held)
    try:
        actor = requests.actor_of(request)
    except Refused as refused:
        return requests.refusal_page(request, refused)
    request.staff_actor = actor  # type: ignore[attr-defined]
    form = PurposeForm(
        posted(request),
        organisations=[(str(id_), name) for id_, name in names.items()],
        initial={"organisation": str(actor.organisation), "purpose": requests.purpose_of(request)},
    )
    if request.method == "POST" and form.is_valid():
        request.session[requests.ORGANISATION] = str(UUID(form.cleaned_data["organisation"]))
        request.session[requests.PURPOSE] = form.cleaned_data["purpose"]
        messages.success(request, _("Saved. It holds until you sign out."))
        return redirect("staff:account")
    page = presenters.account_page(request.user, held, names)  # type: ignore[arg-type]
    return render_page(request, "staff/account.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class NewPassword(auth.PasswordChangeView):
    """Change one's own password; other sessions of the account end."""

    success_url = reverse_lazy("staff:account")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return render_page(request, "staff/password.html", {"form": self.get_form()})

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("The new password holds from now on. Other sessions were ended."))
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        return render_page(self.request, "staff/password.html", {"form": form}, status=422)
