"""A figure set made by hand: invented numbers, every kind of cell, all that an edition can show."""

from dataclasses import replace
from datetime import date
from typing import Any

from tulga.figures.core.cells import Assumed, AtLeast, AtMost, Cell, NotCollected, Shown, Withheld
from tulga.figures.core.figure import Account, Difference, Figure, FigureSet, FlowLine, Step
from tulga.kernel.canonical import digest

DAY = date(2021, 12, 31)
GOVERNMENTS = ("AUS", "AUT", "CAN", "FRA", "JPN", "NOR", "SWE", "CHE", "GBR", "USA")
PEOPLE = {
    "people.total": 8504,
    "people.stateless": 7831,
    "people.stateless.government": 6778,
    "people.stateless.undetermined": 1053,
    "people.refugees": 354,
    "people.asylum_seekers": 319,
}
LABELS = {
    "people.total": ("People of concern", "Подмандатные лица", "Мандатқа жататын адамдар"),
    "people.stateless": ("Stateless people", "Лица без гражданства", "Азаматтығы жоқ адамдар"),
    "people.stateless.government": (
        "registered by the Government",
        "зарегистрированы государством",
        "мемлекет тіркеген",
    ),
    "people.stateless.undetermined": (
        "undetermined nationality",
        "гражданство не установлено",
        "азаматтығы анықталмаған",
    ),
    "people.refugees": ("Refugees", "Беженцы", "Босқындар"),
    "people.asylum_seekers": ("Asylum-seekers", "Лица, ищущие убежище", "Баспана іздеушілер"),
    "campaign.identified": ("Identified", "Выявлены", "Анықталғандар"),
    "campaign.citizens": (
        "Documented as citizens",
        "Документированы как граждане",
        "Азамат ретінде құжаттандырылғандар",
    ),
    "campaign.stateless": (
        "Recognised as stateless",
        "Признаны лицами без гражданства",
        "Азаматтығы жоқ деп танылғандар",
    ),
    "campaign.pending": ("Pending", "Ожидают", "Күтуде"),
    "citizenship.granted_stateless": ("Granted citizenship", "Получили гражданство", "Азаматтық алғандар"),
    "funding.requested": ("Funds requested", "Запрошено", "Сұралған қаржы"),
    "funding.donors.governments": ("Governments", "Правительства", "Үкіметтер"),
    "funding.donors.private": ("Private donors in", "Частные доноры в странах", "Жеке донорлар"),
    "presence.offices": ("Offices", "Представительства", "Кеңселер"),
    "presence.staff.national": ("National staff", "Национальные сотрудники", "Ұлттық қызметкерлер"),
    "presence.staff.affiliated": ("Affiliated workforce", "Привлечённые работники", "Тартылған жұмысшылар"),
}


def three(en: str, ru: str, kk: str) -> dict[str, str]:
    return {"en": en, "ru": ru, "kk": kk}


def texts() -> dict[str, Any]:
    return {
        "figures": {
            name: {
                "label": three(*labels),
                "definition": three("Whom this counts.", "Кого это считает.", "Бұл кімді санайды."),
            }
            for name, labels in LABELS.items()
        },
        "footnotes": {
            "undetermined": three(
                "Source: UNHCR. Basis: its registration.",
                "Источник: УВКБ ООН. Основание: регистрация.",
                "Дереккөз: БЖКБ. Негізі: тіркеу.",
            ),
        },
        "steps": {
            "records": three("Records", "Записи", "Жазбалар"),
            "counted": three("Counted", "Учтено", "Саналғаны"),
        },
        "basis": {
            "derived": three("Worked out", "Выведено", "Шығарылған"),
            "document": three("A document", "Документ", "Құжат"),
        },
        "categories": {"stateless": three("Stateless people", "Лица без гражданства", "Азаматтығы жоқ адамдар")},
        "flows": {
            "came": three("arrived", "прибыли", "келген"),
            "granted": three("citizenship granted", "получили гражданство", "азаматтық алған"),
        },
        "reasons": {
            "masked": three(
                "Small numbers are hidden there.", "Малые числа там скрыты.", "Онда шағын сандар жасырылған."
            )
        },
        "sources": {
            "unhcr_statistics": {
                "title": three("Statistics", "Статистика", "Статистика"),
                "publisher": three("UNHCR", "УВКБ ООН", "БЖКБ"),
                "url": "https://statistics.example/",
                "licence": "CC BY",
            },
            "ledger": {
                "title": three("The operation’s ledger", "Журнал операции", "Операция журналы"),
                "publisher": three("The operation", "Операция", "Операция"),
                "date": "2021-12-31",
                "url": "https://ledger.example/",
                "licence": three("CC BY", "CC BY", "CC BY"),
            },
        },
    }


def a_figure(figure: str, cell: Cell, *, of: dict[str, str] | None = None, **changes: Any) -> Figure:
    dimensions = tuple((of or {}).items())
    return replace(
        Figure(
            figure,
            1,
            "persons",
            "stock",
            dimensions,
            cell,
            DAY,
            "operation",
            "derived",
            ("ledger",),
            (),
            digest([figure, list(dimensions), repr(cell)]),
            steps=(Step("records", Shown(9000)), Step("counted", cell)),
        ),
        **changes,
    )


def campaign() -> list[Figure]:
    return [
        a_figure("campaign.identified", Shown(7300), kind="flow", period_start=date(2020, 1, 1)),
        a_figure("campaign.citizens", Shown(4130)),
        a_figure("campaign.stateless", AtLeast(1900)),
        a_figure("campaign.pending", AtMost(1270)),
        a_figure("citizenship.granted_stateless", AtLeast(9000), kind="flow", period_start=date(2014, 1, 1)),
    ]


def facts() -> list[Figure]:
    made = {"kind": "fact", "basis": "document", "steps": ()}
    return [
        a_figure("funding.requested", Shown(838374), unit="usd", **made),
        a_figure("funding.donors.governments", Shown(len(GOVERNMENTS)), items=GOVERNMENTS, unit="list", **made),
        a_figure("funding.donors.private", Shown(3), items=("AUS", "KOR", "USA"), unit="list", **made),
        a_figure("presence.offices", Shown(1), items=("KAZ.astana",), unit="list", **made),
        a_figure("presence.staff.national", Shown(4), unit="staff", **made),
        a_figure("presence.staff.affiliated", Shown(1), unit="staff", **made),
    ]


def rows() -> list[Figure]:
    origins = {"AFG": (327, 287), "SYR": (14, 11), "CHN": (6, 7), "UZB": (5, None)}
    areas = {
        "KAZ.almaty-city": 1804,
        "KAZ.turkistan": 1405,
        "KAZ.shymkent": 990,
        "KAZ.almaty-region": 1210,
        "KAZ.jambyl": 622,
        "KAZ.astana": 301,
        "KAZ.karaganda": 415,
        "KAZ.kyzylorda": 222,
        "KAZ.aktobe": 180,
        "KAZ.kostanay": 164,
        "KAZ.east-kazakhstan": 390,
        "KAZ.pavlodar": 210,
        "KAZ.akmola": 98,
        "KAZ.mangystau": 210,
        "KAZ.atyrau": 92,
        "KAZ.west-kazakhstan": None,
        "KAZ.north-kazakhstan": None,
    }
    found = []
    for origin, (refugees, seekers) in origins.items():
        found.append(a_figure("people.refugees", Shown(refugees), of={"origin": origin}))
        found.append(
            a_figure("people.asylum_seekers", Withheld() if seekers is None else Shown(seekers), of={"origin": origin})
        )
    found += [
        a_figure("people.total", Withheld() if count is None else Shown(count), of={"area": area})
        for area, count in areas.items()
    ]
    found.append(a_figure("people.total", Shown(20), of={"area": "unknown"}))
    return found


def accounts() -> tuple[Account, ...]:
    lines = (
        FlowLine("stateless", "in", "came", Assumed(9800), True),
        FlowLine("stateless", "out", "granted", AtLeast(9000), False),
    )
    return (Account("stateless", date(2014, 12, 31), DAY, Shown(7038), Shown(7831), lines),)


def a_figure_set(**changes: Any) -> FigureSet:
    """Return the figures of an invented operation in Kazakhstan at the end of 2021."""
    people = [
        a_figure(name, Shown(value), footnotes=("undetermined",) if name.endswith("undetermined") else ())
        for name, value in PEOPLE.items()
    ]
    overlap = a_figure("people.overlap", NotCollected())
    differences = (
        Difference("people.stateless", (), Shown(7831), Shown(7831), 0, ()),
        Difference("people.asylum_seekers", (), Shown(319), Shown(305), 14, ("masked",)),
    )
    return replace(
        FigureSet(
            "KAZ",
            DAY,
            None,
            "operation",
            True,
            (*people, overlap, *rows(), *campaign(), *facts()),
            accounts=accounts(),
            differences=differences,
            texts=texts(),
        ),
        **changes,
    )
