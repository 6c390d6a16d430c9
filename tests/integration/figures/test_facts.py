"""What is entered with its document, and that an operation is a demonstration."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.integration.figures.actors import CASEWORKER, IMPORTER, STATISTICIAN
from tests.integration.figures.world import World
from tulga.access.refusals import Refused
from tulga.figures.compile import compile_operation
from tulga.figures.core.cells import Shown
from tulga.figures.facts import actions, queries
from tulga.figures.facts.entries import Document
from tulga.ledger.actions import append_many
from tulga.ledger.errors import InvalidPayload
from tulga.ledger.rebuild import rebuild

PLAN = Document(title="Plan of the year", publisher="The operation", date="2021-03", url="https://example.org/plan")
AT = datetime(2021, 4, 1, 9, tzinfo=UTC)
AS_OF = date(2021, 12, 31)


def enter_requested(value: int, day: date, at: datetime = AT) -> None:
    actions.enter_fact(STATISTICIAN, figure="funding.requested", value=value, as_of=day, document=PLAN, at=at)


def people() -> None:
    world = World(timedelta(0)).take(
        [("says", who, "stateless", None, "authority_register", False, "2019") for who in range(9)]
    )
    world.append()


def test_an_entered_fact_becomes_a_figure_with_its_document() -> None:
    people()
    enter_requested(1000, date(2021, 1, 1))

    found = compile_operation("KAZ", AS_OF, None)

    figure = found.find("funding.requested")
    assert figure is not None
    assert (figure.cell, figure.kind, figure.as_of, figure.document) == (
        Shown(1000),
        "fact",
        date(2021, 1, 1),
        PLAN.title,
    )
    assert found.texts["sources"][figure.sources[0]]["url"] == PLAN.url
    assert found.find("presence.staff.national") is None, "what nobody entered is left out"


def test_a_list_keeps_its_codes() -> None:
    people()
    where = ("JPN", "NOR", "USA")
    actions.enter_fact(
        STATISTICIAN,
        figure="funding.donors.governments",
        items=where,
        as_of=AS_OF,
        document=PLAN,
        at=AT.replace(year=2022),
    )

    figure = compile_operation("KAZ", AS_OF, None).find("funding.donors.governments")

    assert figure is not None
    assert (figure.items, figure.cell, figure.unit) == (where, Shown(3), "list")


def test_the_latest_fact_up_to_the_day_holds_and_for_its_own_year_only() -> None:
    people()
    enter_requested(900, date(2020, 1, 1))
    enter_requested(1000, date(2021, 1, 1), AT + timedelta(days=1))

    def requested(year: int) -> int | None:
        figure = compile_operation("KAZ", date(year, 12, 31), None).find("funding.requested")
        return figure.cell.value if figure and isinstance(figure.cell, Shown) else None

    assert (requested(2020), requested(2021), requested(2022)) == (900, 1000, None)


def test_what_holds_until_replaced_holds_in_later_years() -> None:
    people()
    actions.enter_fact(
        STATISTICIAN, figure="presence.staff.national", value=6, as_of=date(2020, 1, 1), document=PLAN, at=AT
    )

    figure = compile_operation("KAZ", AS_OF, None).find("presence.staff.national")

    assert figure is not None
    assert (figure.cell, figure.as_of) == (Shown(6), date(2020, 1, 1))


def test_a_withdrawn_fact_is_gone_today_and_was_known_before() -> None:
    people()
    entry = actions.enter_fact(
        STATISTICIAN, figure="funding.requested", value=5, as_of=date(2021, 1, 1), document=PLAN, at=AT
    )
    actions.withdraw_fact(STATISTICIAN, entry=entry, why="a typing mistake", at=AT + timedelta(days=30))

    today = queries.facts_on(AS_OF, None)
    then = queries.facts_on(AS_OF, AT + timedelta(days=1))

    assert today == {}
    assert then["funding.requested"].value == 5


@pytest.mark.parametrize("figure", ["people.total", "funding.secret"])
def test_only_figures_defined_as_facts_are_entered(figure: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.enter_fact(STATISTICIAN, figure=figure, value=1, as_of=AS_OF, document=PLAN, at=AT.replace(year=2022))

    assert [refusal.code for refusal in refused.value.refusals] == ["figures.not_a_fact"]


def test_a_fact_about_a_day_ahead_and_an_actor_without_the_permission_are_refused() -> None:
    with pytest.raises(Refused, match="has not come yet"):
        enter_requested(1, date(2021, 4, 2))
    with pytest.raises(Refused, match="roles"):
        actions.enter_fact(CASEWORKER, figure="funding.requested", value=1, as_of=AS_OF, document=PLAN, at=AT)
    with pytest.raises(Refused, match="No such fact"):
        actions.withdraw_fact(STATISTICIAN, entry=CASEWORKER.account, why="mistake", at=AT)


def test_a_fact_is_a_number_or_a_list_and_names_its_document() -> None:
    with pytest.raises(InvalidPayload, match="value"):
        actions.enter_fact(STATISTICIAN, figure="funding.requested", as_of=date(2021, 1, 1), document=PLAN, at=AT)
    with pytest.raises(InvalidPayload, match="document"):
        Document(title=" ", publisher="", date="")


def test_once_declared_everything_is_a_demonstration_for_every_question() -> None:
    people()
    before = compile_operation("KAZ", AS_OF, None)
    actions.declare_demonstration(IMPORTER, seed=1, scale=1, at=AT)

    after = compile_operation("KAZ", AS_OF, None)
    known_before = compile_operation("KAZ", AS_OF, AT - timedelta(days=1))

    assert (before.demonstration, after.demonstration, known_before.demonstration) == (False, True, True)


def test_an_import_brings_facts_by_the_batch_path() -> None:
    drafts = [
        actions.imported_declaration(IMPORTER, seed=7, scale=1, at=AT),
        actions.imported(IMPORTER, figure="presence.offices", items=("KAZ.astana",), as_of=AS_OF, document=PLAN, at=AT),
    ]

    append_many(drafts)

    assert queries.is_demonstration()
    assert queries.facts_on(AS_OF, None)["presence.offices"].items == ("KAZ.astana",)
    with pytest.raises(Refused):
        actions.imported(
            STATISTICIAN, figure="presence.offices", items=("KAZ.astana",), as_of=AS_OF, document=PLAN, at=AT
        )


def test_the_tables_of_facts_are_rebuilt_from_the_ledger() -> None:
    entry = actions.enter_fact(
        STATISTICIAN, figure="funding.requested", value=5, as_of=date(2021, 1, 1), document=PLAN, at=AT
    )
    actions.withdraw_fact(STATISTICIAN, entry=entry, why="a typing mistake", at=AT)
    enter_requested(6, date(2021, 1, 1))
    before = (queries.all_facts(), queries.facts_on(AS_OF, AT))

    rebuild()

    assert (queries.all_facts(), queries.facts_on(AS_OF, AT)) == before
