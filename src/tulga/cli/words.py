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


def gettext_noop(text: str) -> str:
    """Mark a sentence for the catalogue; it is looked up elsewhere."""
    return text


# what argparse says; it looks these up by the function that `main` gives it
ARGPARSE: Final = (
    gettext_noop("usage: "),
    gettext_noop("positional arguments"),
    gettext_noop("options"),
    gettext_noop("show this help message and exit"),
    gettext_noop("the following arguments are required: %s"),
    gettext_noop("unrecognized arguments: %s"),
    gettext_noop("argument %(argument_name)s: %(message)s"),
    gettext_noop("invalid choice: %(value)r (choose from %(choices)s)"),
    gettext_noop("expected one argument"),
    gettext_noop("ignored explicit argument %r"),
)
