from datetime import UTC, date, datetime
import pytest
from django.urls import reverse
from tulga.access.models import Account, Organisation, RoleGrant
from tulga.kernel.ids import new_id
from tulga.web.staff import pages

def test_shots(page, live_server, context, monkeypatch):
    monkeypatch.setattr(pages, "PLACES", tuple(p for p in pages.PLACES if p[0] in ("home","ledger")))
    a = Account.objects.create_account("aigul@example.org", "correct horse battery", full_name="Aigul Test")
    o = Organisation.objects.create(id=new_id(), name="Office", kind="unhcr", position=1, opened_at=datetime.now(UTC))
    for r in ("caseworker","auditor"):
        RoleGrant.objects.create(id=new_id(), account=a.id, organisation=o.id, role=r, areas=None, valid_from=date(2020,1,1), granted_by=a.id, position=2)
    page.set_default_timeout(20000); page.goto("/staff/")
    page.screenshot(path="/tmp/h1.png")
    page.fill("#id_username","aigul@example.org"); page.fill("#id_password","x"); page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()
    page.screenshot(path="/tmp/h2.png")
    page.fill("#id_password","correct horse battery"); page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()
    page.goto("/staff/account/"); page.screenshot(path="/tmp/h3.png", full_page=True)
    page.goto("/staff/ledger/"); page.get_by_role("button", name="Check the ledger").click(); page.wait_for_load_state()
    page.screenshot(path="/tmp/h4.png", full_page=True)
    page.set_viewport_size({"width":390,"height":800}); page.goto("/staff/account/"); page.screenshot(path="/tmp/h5.png", full_page=True)
