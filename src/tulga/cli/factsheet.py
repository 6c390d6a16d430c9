"""`tulga factsheet`: the factsheet of a country on a day as page, PDF and data."""

import argparse

from tulga.cli import figures, values, words
from tulga.cli.errors import NotDone
from tulga.cli.files import write_all
from tulga.cli.output import answer, tell
from tulga.cli.words import _
from tulga.factsheet import build


def run(arguments: argparse.Namespace) -> int:
    """Write the files and print their paths, one per line."""
    folder = values.folder_to_write("--out", arguments.out)
    languages = tuple(dict.fromkeys(arguments.language or words.LANGUAGES))
    found = figures.compiled(arguments.country, arguments.as_of, arguments.known_at, arguments.source)
    tell(_("making the factsheet"))
    files = build.files_of(found, languages)
    try:
        write_all(folder, files)
    except OSError as error:
        raise NotDone(_("{path} could not be written ({reason})").format(path=folder, reason=error.strerror)) from None
    for name in sorted(files):
        answer(str(folder / name))
    return 0
