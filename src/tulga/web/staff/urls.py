"""Addresses of the staff site. None holds a name, a date of birth or a number of a paper: ids only."""

from django.urls import path
from django.views.i18n import set_language

from tulga.web.staff.views import (
    administration,
    changes,
    figures,
    home,
    judgements,
    law,
    ledger,
    log,
    nationality,
    person,
    records,
    search,
    session,
)

app_name = "staff"
urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", session.SignIn.as_view(), name="sign-in"),
    path("sign-out/", session.SignOut.as_view(), name="sign-out"),
    path("account/", session.account, name="account"),
    path("account/password/", session.NewPassword.as_view(), name="password"),
    path("language/", set_language, name="language"),
    path("search/", search.search, name="search"),
    path("records/start/", records.start, name="record-start"),
    path("records/new/", records.new, name="record-new"),
    path("records/<uuid:record>/", person.person, name="person"),
    path("records/<uuid:record>/add/<slug:subject>/", changes.add, name="add"),
    path("records/<uuid:record>/withdraw/<uuid:entry>/", changes.withdraw, name="withdraw"),
    path("records/<uuid:record>/judge/", judgements.judge, name="judge"),
    path("records/<uuid:record>/judgements/<uuid:judgement>/withdraw/", judgements.withdraw, name="judgement-withdraw"),
    path("records/<uuid:record>/erase/", changes.erase, name="erase"),
    path("records/<uuid:record>/nationality/", nationality.nationality, name="nationality"),
    path("records/<uuid:record>/nationality/state/<slug:kind>/", nationality.state, name="nationality-state"),
    path("records/<uuid:record>/nationality/adopt/", nationality.adopt, name="nationality-adopt"),
    path("records/<uuid:record>/nationality/withdraw/<uuid:entry>/", nationality.withdraw, name="nationality-withdraw"),
    path("records/<uuid:record>/nationality/memo/<slug:language>/", nationality.memo_file, name="nationality-memo"),
    path("law/", law.packs, name="law"),
    path("law/rules/<str:rule>/", law.rule, name="law-rule"),
    path("law/rules/<str:rule>/correct/", law.correct, name="law-correct"),
    path("law/<slug:state>/", law.state, name="law-state"),
    path("tasks/<uuid:task>/close/", changes.close_task, name="task-close"),
    path("figures/", figures.console, name="figures"),
    path("figures/release/", figures.release, name="release"),
    path("ledger/", ledger.state, name="ledger"),
    path("ledger/check/", ledger.check, name="ledger-check"),
    path("log/", log.views, name="log"),
    path("administration/", administration.overview, name="administration"),
    path("administration/organisations/open/", administration.open_organisation, name="organisation-open"),
    path("administration/accounts/open/", administration.open_account, name="account-open"),
    path("administration/roles/grant/", administration.grant_role, name="role-grant"),
    path("administration/roles/<uuid:grant>/end/", administration.end_role, name="role-end"),
]
