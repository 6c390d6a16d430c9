"""What every view that changes something does: form, one action, and either on to the next page or all the reasons."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.functional import Promise

from tulga.access.refusals import Refused
from tulga.ledger.errors import InvalidPayload
from tulga.web.staff.pages import render_page

Text = str | Promise


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, an empty form too; None when the page was only asked for."""
    return request.POST if request.method == "POST" else None


def refusals_of(act: Callable[[], object], form: forms.Form) -> list[str]:
    """Do it and return the reasons why it was refused, none when it was done.

    What an entry itself does not accept becomes an error of the form, beside the field where there is one.
    """
    try:
        act()
    except Refused as refused:
        return [refusal.text() for refusal in refused.refusals]
    except InvalidPayload as wrong:
        form.add_error(wrong.field if wrong.field in form.fields else None, str(wrong))
    return []


def act_or_ask(
    request: HttpRequest, form: forms.Form, act: Callable[[], object], *, done: Text, then: str, page: dict[str, Any]
) -> HttpResponse:
    """Show the form until it can be acted upon; then act once, say that it is done and go to `then`.

    409 with every reason when the state of things forbids it, 422 when a field is wrong: what was entered stays.
    """
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        reasons = refusals_of(act, form)
        if not reasons and not form.errors:
            messages.success(request, str(done))
            return HttpResponseRedirect(then)
    return form_page(request, form, reasons, back=then, **page)


def form_page(request: HttpRequest, form: forms.Form, reasons: list[str], **page: Any) -> HttpResponse:
    """Return the page of one form; `page` holds its title, the word on its button and where it leads back."""
    status = 409 if reasons else 422 if form.is_bound and form.errors else 200
    template = page.pop("template", "staff/form_page.html")
    return render_page(request, template, {"form": form, "reasons": reasons, **page}, status=status)
