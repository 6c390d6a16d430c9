"""The few words that diagrams and plain pages add to what definitions say, in English, Russian and Kazakh (drafts)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from tulga.procedures.clocks.core.terms import Limit, Unit
from tulga.procedures.definitions.core.model import VERIFIED, Basis, Mark, StateKind, Text, Use

LANGUAGES: Final = ("en", "ru", "kk")
Words = Mapping[str, str]

KINDS: Final[Mapping[StateKind, Words]] = {
    StateKind.START: {"en": "beginning", "ru": "начало", "kk": "басы"},
    StateKind.OPEN: {"en": "somebody has to act", "ru": "нужно действие", "kk": "әрекет қажет"},
    StateKind.WAITING: {"en": "waiting for others", "ru": "ожидание других", "kk": "басқаларды күту"},
    StateKind.DECIDED: {"en": "decided", "ru": "решено", "kk": "шешілді"},
    StateKind.FINAL: {"en": "end", "ru": "конец", "kk": "соңы"},
}
MARKS: Final[Mapping[Mark, Words]] = {
    Mark.LAW: {"en": "text of the law seen", "ru": "текст закона прочитан", "kk": "заң мәтіні оқылды"},
    Mark.GOVERNMENT: {
        "en": "a government page says so", "ru": "так на сайте госоргана", "kk": "мемлекеттік орган сайтында солай",
    },
    Mark.ORGANISATION: {
        "en": "UNHCR or another organisation says so", "ru": "так пишет УВКБ ООН или иная организация",
        "kk": "БЖКБ не басқа ұйым солай дейді",
    },
    Mark.PRESS: {"en": "press report", "ru": "сообщение прессы", "kk": "баспасөз хабары"},
    Mark.INFERRED: {"en": "our conclusion", "ru": "наш вывод", "kk": "біздің қорытынды"},
    Mark.UNVERIFIED: {"en": "not verified", "ru": "не проверено", "kk": "тексерілмеген"},
    Mark.PROPOSED: {"en": "our way of working", "ru": "наш порядок работы", "kk": "біздің жұмыс тәртібіміз"},
}  # fmt: skip
MARKS_SHORT: Final[Words] = {"en": "not verified", "ru": "не проверено", "kk": "тексерілмеген"}
SAID: Final[Mapping[str, Words]] = {
    "not_verified": {
        "en": "not verified; ask a lawyer", "ru": "не проверено; спросите юриста",
        "kk": "тексерілмеген; заңгерден сұраңыз",
    },
    "in_part": {
        "en": "verified in part only; ask a lawyer", "ru": "проверено лишь частично; спросите юриста",
        "kk": "ішінара ғана тексерілген; заңгерден сұраңыз",
    },
    "not_found": {
        "en": "no limit was found", "ru": "срок не найден", "kk": "мерзім табылмады",
    },
    "stays": {"en": "stays here", "ru": "без смены состояния", "kk": "күй өзгермейді"},
    "leads_to": {"en": "leads to", "ru": "ведёт к", "kk": "апарады"},
    "by": {"en": "by", "ru": "кто", "kk": "кім"},
    "needed": {"en": "needed", "ru": "обязательно", "kk": "міндетті"},
    "may_be_asked": {"en": "if you have it, or if asked", "ru": "если есть или попросят", "kk": "болса не сұралса"},
    "extended": {"en": "can be extended, at most:", "ru": "можно продлить, предел:", "kk": "ұзартуға болады, шегі:"},
    "valid": {"en": "valid", "ru": "действует", "kk": "мерзімі"},
    "from_age": {"en": "from the age of", "ru": "с возраста", "kk": "жасынан"},
    "never_beyond": {"en": "never beyond", "ru": "не дольше, чем", "kk": "бұдан аспайды:"},
    "deciding": {"en": "decides", "ru": "решает", "kk": "шешеді"},
    "perhaps": {
        "en": "perhaps; the day of the change is not known", "ru": "возможно; день перехода неизвестен",
        "kk": "мүмкін; ауысқан күні белгісіз",
    },
    "silence": {
        "en": "If this passes without an answer, silence counts as refusal, and you may complain. "
        "Nothing else changes by itself.",
        "ru": "Если срок прошёл без ответа, молчание считается отказом и можно подать жалобу. "
        "Больше ничего само не меняется.",
        "kk": "Мерзім жауапсыз өтсе, үнсіздік бас тарту деп саналады, шағым беруге болады. "
        "Басқа ештеңе өздігінен өзгермейді.",
    },
    "may_decide": {
        "en": "If this passes without an answer, a decision may be taken without it.",
        "ru": "Если срок прошёл без ответа, решение можно принять без него.",
        "kk": "Мерзім жауапсыз өтсе, шешімді онсыз қабылдауға болады.",
    },
    "draft": {
        "en": "A lawyer has not read this page yet.", "ru": "Черновик: юрист ещё не проверил эту страницу.",
        "kk": "Жоба: бұл бетті заңгер әлі тексерген жоқ.",
    },
    "summary": {
        "en": "Diagram: {states} states and {steps} steps. It begins with: {start}. It ends with: {ends}.",
        "ru": "Схема: состояний {states}, шагов {steps}. Начало: {start}. Конец: {ends}.",
        "kk": "Сызба: {states} күй, {steps} қадам. Басы: {start}. Соңы: {ends}.",
    },
    "whole_text": {
        "en": "The same as text stands below the diagram.", "ru": "То же самое текстом - под схемой.",
        "kk": "Мәтін түрінде сызбаның астында берілген.",
    },
}  # fmt: skip
HEADINGS: Final[Mapping[str, Words]] = {
    "who": {"en": "Who is it for", "ru": "Для кого", "kk": "Кімге арналған"},
    "where": {"en": "Where to go", "ru": "Куда обратиться", "kk": "Қайда жүгіну керек"},
    "bring": {"en": "What to bring", "ru": "Что принести", "kk": "Не әкелу керек"},
    "steps": {"en": "What happens, step by step", "ru": "Что происходит, по шагам", "kk": "Қадам-қадаммен не болады"},
    "papers": {"en": "What you get", "ru": "Что вы получите", "kk": "Не аласыз"},
    "time": {"en": "How long it takes", "ru": "Сколько это длится", "kk": "Қанша уақыт алады"},
    "silence": {"en": "If nobody answers", "ru": "Если никто не отвечает", "kk": "Ешкім жауап бермесе"},
    "appeal": {"en": "How to complain", "ru": "Как обжаловать", "kk": "Қалай шағымдануға болады"},
    "numbers": {
        "en": "Ages, days and numbers", "ru": "Возраст, даты и числа", "kk": "Жас, күндер және сандар",
    },
    "questions": {"en": "What we do not know yet", "ru": "Чего мы ещё не знаем", "kk": "Әлі білмейтініміз"},
}  # fmt: skip
_RU: Final[Mapping[Unit, tuple[str, str, str]]] = {
    Unit.HOURS: ("час", "часа", "часов"),
    Unit.CALENDAR_DAYS: ("календарный день", "календарных дня", "календарных дней"),
    Unit.WORKING_DAYS: ("рабочий день", "рабочих дня", "рабочих дней"),
    Unit.MONTHS: ("месяц", "месяца", "месяцев"),
    Unit.YEARS: ("год", "года", "лет"),
}
_KK: Final[Mapping[Unit, str]] = {
    Unit.HOURS: "сағат", Unit.CALENDAR_DAYS: "күнтізбелік күн", Unit.WORKING_DAYS: "жұмыс күні", Unit.MONTHS: "ай",
    Unit.YEARS: "жыл",
}  # fmt: skip
_SAME_DAY: Final[Words] = {"en": "on the same day", "ru": "в тот же день", "kk": "сол күні"}
_UNITS: Final[Mapping[str, Words]] = {
    "age": {"en": "years of age", "ru": "лет", "kk": "жас"},
    "people": {"en": "people", "ru": "человек", "kk": "адам"},
    "days": {"en": "days", "ru": "дней", "kk": "күн"},
    "date": {"en": "", "ru": "", "kk": ""},
    "of 3.5 x 4.5 cm": {"en": "(3.5 x 4.5 cm)", "ru": "(3,5 × 4,5 см)", "kk": "(3,5 × 4,5 см)"},
}
_LIMITS: Final = {unit.value.replace("_", " "): unit for unit in Unit}
_VALUES: Final[Mapping[str, Words]] = {
    "true": {"en": "yes", "ru": "да", "kk": "иә"},
    "on expiry": {"en": "from the day it passes", "ru": "со дня истечения срока", "kk": "мерзім өткен күннен"},
}


def said(text: Text, language: str) -> str:
    """Return a text in a language; English where it is missing."""
    return text.get(language) or text["en"]


def limit(value: Limit | None, language: str) -> str:
    """Return a limit of time as people say it."""
    if value is None:
        return SAID["not_found"][language]
    if value.value == 0:
        return _SAME_DAY[language]
    number = value.value
    if language == "ru":
        one, few, many = _RU[value.unit]
        last, teens = number % 10, 11 <= number % 100 <= 14
        return f"{number} {one if last == 1 and not teens else few if 2 <= last <= 4 and not teens else many}"
    if language == "kk":
        return f"{number} {_KK[value.unit]}"
    unit = value.unit.value.replace("_", " ")
    return f"{number} {unit[:-1] if number == 1 else unit}"


def number(value: str, unit: str, language: str) -> str:
    """Return a number or day of the law as people read it."""
    if value in _VALUES:
        return _VALUES[value][language]
    if value.isdigit() and unit in _LIMITS:
        return limit(Limit(int(value), _LIMITS[unit]), language)
    shown = _day(value) or value
    words = _UNITS.get(unit, {}).get(language, unit)
    return f"{shown} {words}".strip()


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).strftime("%d.%m.%Y")
    except ValueError:
        return ""


def best_mark(basis: tuple[Basis, ...]) -> Mark:
    """Return the strongest mark among the verified ones; where there is none, the first of the others."""
    order = [Mark.LAW, Mark.GOVERNMENT, Mark.ORGANISATION, Mark.PRESS]
    marks = [one.mark for one in basis]
    return next((mark for mark in order if mark in marks), marks[0] if marks else Mark.UNVERIFIED)


def is_verified(basis: tuple[Basis, ...], use: Use = Use.ASSERT) -> bool:
    """Say whether something may be told as law: asserted, and on a basis that somebody saw."""
    return use is Use.ASSERT and any(one.mark in VERIFIED for one in basis)


def begins_by_notice(starts: Iterable[str]) -> bool:
    """Say whether a clock begins when a decision is told."""
    return any(event.split(":")[0] == "notice_served" for event in starts)
