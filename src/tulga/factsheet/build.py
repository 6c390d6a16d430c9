"""The files of an edition: a page and a PDF in each language, and the figures as data."""

import json
from collections.abc import Sequence

from tulga.factsheet import render
from tulga.factsheet.compose import compose, stem
from tulga.factsheet.presenters import Imprint
from tulga.figures.core.figure import FigureSet, to_json


def files_of(figure_set: FigureSet, languages: Sequence[str], *, imprint: Imprint | None = None) -> dict[str, bytes]:
    """Return the files by name. Same figures, same languages, same imprint: same bytes."""
    files: dict[str, bytes] = {"figures.json": figures_json(figure_set)}
    for language in languages:
        edition = compose(figure_set, language, imprint=imprint)
        name = f"{stem(figure_set)}-{language}"
        files[f"{name}.html"] = render.html(edition)
        files[f"{name}.pdf"] = render.pdf(edition)
    return files


def figures_json(figure_set: FigureSet) -> bytes:
    """Return the figures with their accounts, differences and texts, in the form of the command line."""
    document = to_json(figure_set, full=True)
    document["texts"] = json.loads(json.dumps(document["texts"], sort_keys=True))  # a release keeps them sorted
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
