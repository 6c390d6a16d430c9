"""Small editions made by hand, with one of every kind of cell, as the public pages may meet them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from tulga.figures.core.cells import Assumed, AtLeast, AtMost, Cell, NotCollected, Shown, Withheld
from tulga.figures.core.figure import Account, Difference, Dimensions, Figure, FigureSet, FlowLine, Step

RECIPE = "a1" * 32
DAY_2020, DAY_2021 = date(2020, 12, 31), date(2021, 12, 31)
KNOWN_AT = datetime(2022, 1, 20, 9, 30, tzinfo=UTC)


def say(english: str) -> dict[str, str]:
    return {"en": english, "ru": f"{english} (по-русски)", "kk": f"{english} (қазақша)"}


TEXTS: dict[str, Any] = {
    "figures": {
        name: {"label": say(label), "definition": say(f"Definition: {label}."), "precedence": say("One line each.")}
        for name, label in {
            "people.total": "People of concern",
            "people.refugees": "Refugees",
            "people.stateless": "Stateless people",
            "campaign.stateless": "Recognised as stateless in the campaign",
            "campaign.pending": "Still pending in the campaign",
            "people.idps": "Internally displaced people",
            "funding.donors.governments": "Donors: governments",
            "funding.requested": "Funding requested",
        }.items()
    },
    "footnotes": {"unhcr-registered": say("Registered by UNHCR.")},
    "steps": {"records": say("Records"), "persons": say("Persons"), "present": say("Present on the day")},
    "sources": {
        "ledger": {"title": say("The ledger"), "publisher": say("The operation"), "licence": say("unpublished")},
        "unhcr-rds": {
            "title": say("Refugee Data Finder"), "publisher": say("UNHCR"), "date": "2026-06-11",
            "url": "https://www.unhcr.org/refugee-statistics/", "licence": "CC BY 4.0",
        },
    },
    "reasons": {"masking": say("Counts of 1 to 4 are masked in the published statistics.")},
    "categories": {"stateless": say("Stateless people")},
    "flows": {"arrived": say("arrived"), "granted": say("granted citizenship")},
    "units": {"persons": say("persons"), "usd": say("US dollars"), "list": say("list")},
    "basis": {"derived": say("worked out from statements")},
}  # fmt: skip


def a_figure(name: str, cell: Cell, dimensions: Dimensions = (), **changed: Any) -> Figure:
    sources = ("ledger", "unhcr-rds")
    made = Figure(name, 1, "persons", "stock", dimensions, cell, DAY_2021, "operation", "derived", sources, (), RECIPE)
    return replace(made, **changed)


def origin(name: str, code: str, cell: Cell, **changed: Any) -> Figure:
    return a_figure(name, cell, (("origin", code),), **changed)


def edition_2021() -> FigureSet:
    """Return an edition with a withheld origin, bounds, an assumed flow and a list of donors."""
    steps = (Step("records", Shown(391)), Step("persons", Shown(360)), Step("present", Withheld()))
    return FigureSet(
        "KAZ", DAY_2021, KNOWN_AT, "operation", True,
        (
            a_figure("people.total", Shown(8504)),
            a_figure("people.refugees", Shown(354), steps=steps, footnotes=("unhcr-registered",)),
            origin("people.refugees", "AFG", Shown(327)),
            origin("people.refugees", "SYR", Shown(14)),
            origin("people.refugees", "CHN", Withheld()),
            origin("people.refugees", "UZB", Withheld()),
            a_figure("people.stateless", Shown(7831)),
            a_figure("campaign.stateless", AtLeast(1900)),
            a_figure("campaign.pending", AtMost(1270)),
            a_figure("people.idps", NotCollected()),
            a_figure("funding.requested", Shown(838374), kind="fact", unit="usd"),
            a_figure("funding.donors.governments", Shown(3), kind="fact", unit="list", items=("AUS", "BEL", "CAN")),
        ),
        accounts=(
            Account(
                "stateless", DAY_2020, DAY_2021, Shown(7500), Shown(7831),
                (
                    FlowLine("stateless", "in", "arrived", Assumed(1331), True),
                    FlowLine("stateless", "out", "granted", Shown(1000), False),
                ),
            ),
        ),
        differences=(
            Difference("people.refugees", (), Shown(354), Shown(352), 2, ("masking",)),
            Difference("people.refugees", (("origin", "CHN"),), Withheld(), Shown(5), None, ()),
        ),
        texts=TEXTS,
    )  # fmt: skip


def edition_2020() -> FigureSet:
    """Return the edition of the year before: fewer donors, another definition of pending, no stateless people yet."""
    return FigureSet(
        "KAZ", DAY_2020, KNOWN_AT, "operation", True,
        tuple(
            replace(one, as_of=DAY_2020)
            for one in (
                a_figure("people.total", Shown(8600)),
                a_figure("people.refugees", Shown(340)),
                origin("people.refugees", "AFG", Shown(313)),
                origin("people.refugees", "CHN", Shown(9)),
                origin("people.refugees", "UZB", Withheld()),
                a_figure("campaign.stateless", AtLeast(1900)),
                a_figure("campaign.pending", AtMost(1500), version=2),
                a_figure("people.idps", NotCollected()),
                a_figure("funding.requested", Shown(838374), kind="fact", unit="usd"),
                a_figure("funding.donors.governments", Shown(2), kind="fact", unit="list", items=("AUS", "FRA")),
            )
        ),
        texts=TEXTS,
    )  # fmt: skip
