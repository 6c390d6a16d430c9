"""`tulga`: the command line. It reads what was typed, makes one call, and prints one answer.

Exit status: 0 done · 1 refused, or found wrong · 2 bad input.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, TypeAlias

from tulga.cli import values, words
from tulga.cli.errors import BadInput, NotDone
from tulga.cli.output import tell
from tulga.cli.words import _

DONE, REFUSED, BAD_INPUT, STOPPED = 0, 1, 2, 130
Run = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        tell(f"{self.prog}: {message}")
        sys.exit(BAD_INPUT)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    language = words.use_language()
    argparse._ = _  # type: ignore[attr-defined]  # argparse looks its sentences up by this name
    arguments = parser().parse_args(argv)
    try:
        if getattr(arguments, "needs_operation", True):
            _start(language)
        return int(arguments.run(arguments))
    except BadInput as wrong:
        tell(f"tulga: {wrong}")
        return BAD_INPUT
    except NotDone as refused:
        tell(f"tulga: {refused}")
        return REFUSED
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:  # the reader, `head` for instance, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if sentence := _known_trouble(error):
            tell(f"tulga: {sentence}")
            return REFUSED
        raise


def _start(language: str) -> None:
    """Start Django, in the user's language.

    Raises:
        BadInput: the home of the operation or an address of a database cannot be used.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tulga.config.settings")
    import django
    from django.utils import translation

    home = os.environ.get("TULGA_HOME", "var")
    try:
        django.setup()
    except OSError as error:
        message = _("the folder {path} cannot be used ({reason})")
        raise BadInput("TULGA_HOME", message.format(path=home, reason=error.strerror)) from None
    except ValueError as error:
        raise BadInput("TULGA_DATABASE_URL", str(error)) from None
    translation.activate(language)


def _known_trouble(error: Exception) -> str | None:
    """Return a sentence for what is expected to happen outside; None for a bug."""
    from django.db import DatabaseError, DataError, IntegrityError

    from tulga.access.refusals import Refused
    from tulga.ledger.errors import MissingKey

    if isinstance(error, Refused):
        return " ".join(refusal.text(words.language_of(os.environ)) for refusal in error.refusals)
    if isinstance(error, MissingKey):
        return str(error)
    if isinstance(error, DatabaseError) and not isinstance(error, DataError | IntegrityError):
        first = (str(error).strip().splitlines() or [""])[0]
        return _("the database cannot be used ({reason})").format(reason=first)
    return None


# -- the commands -----------------------------------------------------------------------------------------------------
# Each imports its part when it runs: `tulga --help` needs no database, `tulga figures` no PDF library.


def _serve(arguments: argparse.Namespace) -> int:
    from tulga.cli import serve

    return serve.run(arguments)


def _demo(arguments: argparse.Namespace) -> int:
    from tulga.cli import demonstration

    return demonstration.run(arguments)


def _figures(arguments: argparse.Namespace) -> int:
    from tulga.cli import figures

    return figures.run(arguments)


def _factsheet(arguments: argparse.Namespace) -> int:
    from tulga.cli import factsheet

    return factsheet.run(arguments)


def _ledger(command: str) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        from tulga.cli import ledger

        return ledger.COMMANDS[command](arguments)

    return run


def _nationality(command: str) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        from tulga.cli import nationality

        return nationality.COMMANDS[command](arguments)

    return run


def _simulate(arguments: argparse.Namespace) -> int:
    from tulga.cli import simulate

    return simulate.run_simulate(arguments)


def _gaps(arguments: argparse.Namespace) -> int:
    from tulga.cli import gaps

    return gaps.run_gaps(arguments)


def _match(command: str) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        from tulga.cli import match

        return match.COMMANDS[command](arguments)

    return run


def _fit(command: str) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        from tulga.cli import fit

        return fit.COMMANDS[command](arguments)

    return run


def _dedupe(command: str) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        from tulga.cli import dedupe

        return dedupe.COMMANDS[command](arguments)

    return run


def _search(command: str) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        from tulga.cli import search

        return search.COMMANDS[command](arguments)

    return run


def _link(command: str) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        from tulga.cli import link

        return link.COMMANDS[command](arguments)

    return run


def _operation(command: str) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        from tulga.cli import operation

        return operation.COMMANDS[command](arguments)

    return run


def parser() -> Parser:
    """Return the grammar of the command line."""
    made = Parser(prog="tulga", description=_("From a person's record to the published factsheet."), allow_abbrev=False)
    commands = made.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))
    _add_serve(commands)
    _add_demo(commands)
    _add_figures(commands)
    _add_factsheet(commands)
    _add_ledger(commands)
    _add_operation(commands)
    _add_nationality(commands)
    _add_match(commands)
    return made


_Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def _command(commands: _Commands, name: str, run: Run, description: str) -> Parser:
    added = commands.add_parser(name, help=description, description=description, allow_abbrev=False)
    added.set_defaults(run=run)
    return added


def _add_serve(commands: _Commands) -> None:
    serve = _command(commands, "serve", _serve, _("serve the public pages and the staff site, and seal the ledger"))
    serve.add_argument("--address", default="127.0.0.1", help=_("address to listen on (default 127.0.0.1)"))
    serve.add_argument(
        "--port", type=values.port, help=_("port to listen on (default: PORT, else the first free one from 8000)")
    )
    serve.add_argument("--workers", type=values.positive, default=2, help=_("number of processes (default 2)"))


def _add_demo(commands: _Commands) -> None:
    demo = _command(commands, "demo", _demo, _("load the demonstration operation: invented people, published totals"))
    demo.add_argument("--scale", type=values.positive, default=1, help=_("times the size of the operation (default 1)"))
    demo.add_argument(
        "--seed", type=values.whole_number, help=_("another number gives other lives and the same totals")
    )
    demo.add_argument(
        "--if-empty", action="store_true", help=_("load nothing, and do not complain, when the operation holds entries")
    )


def _add_common(command: Parser) -> None:
    command.add_argument(
        "country", type=values.country, metavar=_("COUNTRY"), help=_("code of the country, such as KAZ")
    )
    command.add_argument("--as-of", type=values.day, required=True, metavar=_("DAY"), help=_("the day counted for"))
    command.add_argument(
        "--known-at", type=values.moment, metavar=_("MOMENT"), help=_("only what was recorded by then (default: now)")
    )
    command.add_argument(
        "--source", choices=("operation", "official"), required=True,
        help=_("operation: counted from the ledger; official: UNHCR's published statistics"),
    )  # fmt: skip


def _add_figures(commands: _Commands) -> None:
    figures = _command(commands, "figures", _figures, _("the figures of a country on a day"))
    _add_common(figures)
    figures.add_argument("--json", action="store_true", help=_("print one JSON document"))


def _add_factsheet(commands: _Commands) -> None:
    factsheet = _command(commands, "factsheet", _factsheet, _("write the factsheet: HTML, PDF and figures.json"))
    _add_common(factsheet)
    factsheet.add_argument(
        "--language", action="append", choices=words.LANGUAGES, help=_("repeat for several (default: all three)")
    )
    factsheet.add_argument("--out", type=Path, required=True, metavar=_("FOLDER"), help=_("where the files go"))


def _add_ledger(commands: _Commands) -> None:
    ledger = commands.add_parser("ledger", help=_("check, seal and rebuild"), allow_abbrev=False)
    acts = ledger.add_subparsers(dest="act", required=True, metavar=_("COMMAND"))
    verify = _command(acts, "verify", _ledger("verify"), _("check every entry, chain and seal; name what was changed"))
    verify.add_argument("--seals", type=Path, metavar=_("FOLDER"), help=_("exported seals kept elsewhere"))
    verify.add_argument("--public-key", type=Path, metavar=_("FILE"), help=_("public key kept elsewhere (seal.pub)"))
    rebuild = _command(
        acts, "rebuild", _ledger("rebuild"), _("replay the ledger into empty tables and compare the rows")
    )
    seal = _command(acts, "seal", _ledger("seal"), _("seal what no seal covers yet, and export the seal"))
    keys = acts.add_parser("keys", help=_("the keys that encrypt what is personal"), allow_abbrev=False)
    key_acts = keys.add_subparsers(dest="key_act", required=True, metavar=_("COMMAND"))
    rotation = _("make a new master key and wrap every data key anew")
    rotate = _command(key_acts, "rotate", _ledger("keys rotate"), rotation)
    for command in (verify, rebuild, seal, rotate):
        command.add_argument("--json", action="store_true", help=_("print one JSON document"))


def _add_operation(commands: _Commands) -> None:
    operation = commands.add_parser(
        "operation", help=_("open an operation, bring its databases up to date"), allow_abbrev=False
    )
    acts = operation.add_subparsers(dest="act", required=True, metavar=_("COMMAND"))
    _command(acts, "open", _operation("open"), _("open an empty operation and ask for its first administrator"))
    _command(acts, "migrate", _operation("migrate"), _("bring both databases to this version"))


def _add_nationality(commands: _Commands) -> None:
    """Law and facts only: none of these opens an operation."""
    nationality = commands.add_parser(
        "nationality", help=_("whose national a person is, under the law of each date"), allow_abbrev=False
    )
    acts = nationality.add_subparsers(dest="act", required=True, metavar=_("COMMAND"))
    assess = _command(acts, "assess", _nationality("assess"), _("assess the people of a file of scenarios"))
    assess.add_argument("file", type=Path, metavar=_("FILE"), help=_("YAML or JSON"))
    assess.add_argument("--states", metavar="KZ,RU", help=_("answer for these States only"))
    assess.add_argument("--on", type=values.day, metavar=_("DAY"), help=_("assess on this day, whatever the file says"))
    assess.add_argument(
        "--profile",
        choices=("reasonable", "balance", "strict"),
        help=_("standard of proof for facts that carry evidence"),
    )
    rules = _command(acts, "rules", _nationality("rules"), _("list the encoded rules"))
    rules.add_argument("state", nargs="?", metavar=_("STATE"), help=_("of one State only"))
    check = _command(acts, "check", _nationality("check"), _("check a law pack, or a folder of them"))
    check.add_argument("folder", type=Path, metavar=_("FOLDER"), help=_("a pack, or a folder of packs"))
    simulate = _command(
        acts, "simulate", _simulate, _("whom an amendment of the law helps, and whom it leaves worse off")
    )
    simulate.add_argument(
        "--people",
        type=Path,
        required=True,
        metavar=_("FILE"),
        help=_("facts of many people (Parquet), or a file of scenarios"),
    )
    simulate.add_argument(
        "--amendment",
        type=Path,
        required=True,
        metavar=_("FILE"),
        help=_("YAML, or the name of one that comes with Tulga"),
    )
    simulate.add_argument("--on", type=values.day, metavar=_("DAY"), help=_("compare on this day (default: today)"))
    gaps = _command(acts, "gaps", _gaps, _("who falls between the laws of two States"))
    gaps.add_argument(
        "states", nargs="*", metavar=_("STATE"), help=_("two States, such as KAZ UZB; none: a table over all pairs")
    )
    gaps.add_argument("--on", type=values.day, metavar=_("DAY"), help=_("children born on this day (default: today)"))
    gaps.add_argument("--cap", type=int, metavar="N", help=_("stop after so many families"))
    for command in (assess, rules, simulate, gaps):
        command.add_argument("--packs", type=Path, metavar=_("FOLDER"), help=_("other law packs than those of Tulga"))
    for command in (assess, rules, simulate, gaps, check):
        command.add_argument("--json", action="store_true", help=_("print one JSON document"))
        command.add_argument("--language", choices=words.LANGUAGES, help=_("of sentences and texts"))
        command.set_defaults(needs_operation=False)


def _add_match(commands: _Commands) -> None:
    """Files only: none of these opens an operation."""
    match = commands.add_parser("match", help=_("which names and records may be the same person"), allow_abbrev=False)
    acts = match.add_subparsers(dest="act", required=True, metavar=_("COMMAND"))
    names = _command(acts, "names", _match("names"), _("how likely two names of a row are one name"))
    names.add_argument(
        "file", type=Path, metavar=_("FILE"), help=_("CSV with name_a, name_b and, if you like, pair_id")
    )
    dedupe = _command(acts, "dedupe", _dedupe("dedupe"), _("which records of a file may be the same person"))
    search = _command(acts, "search", _search("search"), _("which records are most like those that are asked about"))
    index = _command(acts, "index", _search("index"), _("a long list as one file that can be searched at once"))
    fit = _command(acts, "fit", _fit("fit"), _("points for lists like your own"))
    for command in (dedupe, index, fit):
        command.add_argument("file", type=Path, metavar=_("RECORDS"), help=_("CSV with record_id and what is known"))
    search.add_argument(
        "file", type=Path, metavar=_("RECORDS"), help=_("CSV with record_id and what is known, or what `index` made")
    )
    search.add_argument("queries", type=Path, metavar=_("QUERIES"), help=_("CSV with record_id, or with whole records"))
    dedupe.add_argument("--pairs", type=Path, required=True, metavar=_("FILE"), help=_("where scored pairs go (CSV)"))
    link = _command(acts, "link", _link("link"), _("who of one list is who of another"))
    encode = _command(
        acts, "encode", _link("encode"), _("a list as filters of bits, for an office that may not see it")
    )
    _add_link_arguments(link, encode)
    _add_fit_arguments(fit)
    for command in (dedupe, search, link):
        command.add_argument("--weights", type=Path, metavar=_("FILE"), help=_("points made by `tulga match fit`"))
    for command in (names, dedupe, search, link):
        command.add_argument(
            "--out", type=Path, required=True, metavar=_("FILE"), help=_("where the answer goes (CSV)")
        )
    index.add_argument("--out", type=Path, required=True, metavar=_("FILE"), help=_("where the list goes (SQLite)"))
    for command in (names, dedupe, search, index, link, encode, fit):
        command.add_argument("--json", action="store_true", help=_("print one JSON document"))
        command.add_argument("--language", choices=words.LANGUAGES, help=_("of sentences and texts"))
        command.set_defaults(needs_operation=False)


def _add_fit_arguments(fit: argparse.ArgumentParser) -> None:
    fit.add_argument("--out", type=Path, required=True, metavar=_("FILE"), help=_("where the points go (YAML)"))
    fit.add_argument(
        "--judged", type=Path, metavar=_("FILE"),
        help=_("CSV with record_id_a, record_id_b and answer: same, different or unsure"),
    )  # fmt: skip
    fit.add_argument("--only-judged", action="store_true", help=_("learn nothing from the list itself"))


def _add_link_arguments(link: argparse.ArgumentParser, encode: argparse.ArgumentParser) -> None:
    for name, what in (("a", _("first list")), ("b", _("second list"))):
        link.add_argument(name, type=Path, metavar=name.upper(), help=what)
    link.add_argument("--encoded", action="store_true", help=_("both files were made by `tulga match encode`"))
    link.add_argument(
        "--repeats", choices=("a", "b", "both"), help=_("the list that may name one person more than once (none)")
    )
    encode.add_argument("file", type=Path, metavar=_("RECORDS"), help=_("CSV with record_id and what is known"))
    encode.add_argument(
        "--key-file", type=Path, required=True, metavar=_("FILE"), help=_("the secret that both offices hold")
    )
    encode.add_argument("--salted", action="store_true", help=_("mix the year of birth into the names"))
    encode.add_argument("--keep-ids", action="store_true", help=_("write record_id and not the number of the row"))
    encode.add_argument("--out", type=Path, required=True, metavar=_("FILE"), help=_("where the filters go"))


if __name__ == "__main__":
    sys.exit(main())
