"""The sentences of the command line in the user's language (TULGA_LANGUAGE, else that of the locale)."""

import gettext
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("en", "ru", "kk")
FOLDER: Final = Path(__file__).parent / "locale"
_chosen: gettext.NullTranslations = gettext.NullTranslations()


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language that the environment asks for; English when it is none of ours."""
    for name in ("TULGA_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if told := environment.get(name):
            found = told[:2].lower()
            return found if found in LANGUAGES else "en"
    return "en"


def use_language(language: str | None = None) -> str:
    """Speak this language from now on (by default the environment's) and return it."""
    global _chosen
    chosen = language or language_of(os.environ)
    _chosen = gettext.translation("django", localedir=FOLDER, languages=[chosen], fallback=True)
    return chosen


def _(text: str) -> str:
    """Return a sentence in the chosen language."""
    return _chosen.gettext(text)


def plural(one: str, many: str, count: int) -> str:
    """Return the form that goes with a number."""
    return _chosen.ngettext(one, many, count)
