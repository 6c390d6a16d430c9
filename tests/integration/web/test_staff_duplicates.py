"""On the page of figures: who may be counted twice, beside the total, in the reader's language."""

import pytest
from django.urls import reverse

from tests.integration.web.filing import a_person
from tests.integration.web.staffing import a_colleague, an_administrator, signed_in
from tulga.access.queries import actor_for
from tulga.access.roles import Roles
from tulga.kernel.dates import PartialDate
from tulga.matching import worklist
from tulga.register.entries import BirthStated, NationalityStated

ASKED = {"country": "KAZ", "source": "operation", "as_of": "2021-12-31", "compute": "1"}
UNDETERMINED = NationalityStated(status="undetermined", basis="unhcr_registration")
GIVEN = ("Әйгерім", "Дәулет", "Рустам", "Гулнора", "Ерлан", "Шухрат")


def page(language: str, *, drawn: bool) -> str:
    administrator = an_administrator()
    caseworker = actor_for(a_colleague(administrator), "casework")
    for number, name in enumerate(GIVEN):
        born = BirthStated(date=PartialDate.parse(f"19{60 + number * 5}-0{number + 2}-1{number}"))
        for family in ("Кунанбаев", "Құнанбаев"):
            a_person(caseworker, family, name, statements=[born, UNDETERMINED])
    while drawn and worklist.examine():
        pass
    client = signed_in(a_colleague(administrator, Roles.STATISTICIAN))
    client.cookies["django_language"] = language
    return client.get(reverse("staff:figures"), ASKED).content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "in 95 of 100 cases"), ("ru", "в 95 случаях из 100 от"), ("kk", "100 жағдайдың 95-інде")],
)
def test_what_is_expected_stands_beside_the_total_with_its_recipe(language: str, words: str) -> None:
    found = page(language, drawn=True)
    assert words in found
    assert "people.duplicates@1" in found


def test_while_the_list_is_being_drawn_the_page_says_so() -> None:
    assert "the list of look-alikes is still being drawn" in page("en", drawn=False)
