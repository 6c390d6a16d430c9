"""`tulga ledger`: verify, rebuild, seal, keys rotate."""

import argparse
from collections.abc import Callable
from pathlib import Path

from tulga.cli import database, values
from tulga.cli.errors import BadInput
from tulga.cli.output import answer, answer_json, tell
from tulga.cli.words import _, plural
from tulga.figures import frozen
from tulga.ledger import crypto, seals
from tulga.ledger import rebuild as rebuilding
from tulga.ledger import verify as verification


def verify(arguments: argparse.Namespace) -> int:
    """Print what was found; 1 when something was changed."""
    folder = values.folder_to_read("--seals", arguments.seals) if arguments.seals else None
    key = _public_key(arguments.public_key) if arguments.public_key else None
    database.open_existing()
    report = verification.verify(seals_folder=folder, public_key=key)
    report.problems += frozen.problems()
    if arguments.json:
        answer_json(_report(report))
    else:
        answer(_in_words(report))
    return 0 if report.sound else 1


def _public_key(file: Path) -> bytes:
    """Return the key in a file of 64 hexadecimal digits.

    Raises:
        BadInput: the file cannot be read, or holds something else.
    """
    try:
        key = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except OSError as error:
        raise BadInput(
            "--public-key", _("{path} cannot be read ({reason})").format(path=file, reason=error.strerror)
        ) from None
    except ValueError:
        key = b""
    if len(key) != 32:
        raise BadInput(
            "--public-key", _("{path} does not hold a public key of 64 hexadecimal digits").format(path=file)
        )
    return key


def _report(report: verification.Report) -> dict[str, object]:
    return {
        "sound": report.sound,
        "entries": report.entries,
        "seals": report.seals,
        "sealed_to": report.sealed_to,
        "unsealed_from": report.unsealed_from,
        "unsealed_count": report.unsealed_count,
        "problems": [
            {
                "code": problem.code,
                "message": problem.message,
                "position": problem.position,
                "entry": str(problem.entry_id) if problem.entry_id else None,
                "seal": problem.seal,
            }
            for problem in report.problems
        ],
    }


def _in_words(report: verification.Report) -> str:
    lines = [
        plural("{count} entry checked", "{count} entries checked", report.entries).format(count=report.entries)
        + ", "
        + plural("{count} seal", "{count} seals", report.seals).format(count=report.seals)
    ]
    lines += [f"- {problem.message} [{problem.code}]" for problem in report.problems]
    if report.unsealed_count:
        sentence = plural(
            "{count} entry from position {first} on is covered by no seal: a change to it would not be found",
            "{count} entries from position {first} on are covered by no seal: a change to them would not be found",
            report.unsealed_count,
        )
        lines.append(sentence.format(count=report.unsealed_count, first=report.unsealed_from))
    lines.append(_("nothing was changed") if report.sound else _("the ledger is NOT as it was written"))
    return "\n".join(lines)


def rebuild(arguments: argparse.Namespace) -> int:
    """Replay the ledger and compare; 1 when a table did not hold what the ledger says (it does now)."""
    database.open_existing()
    before = rebuilding.dump_views()
    tell(_("replaying the ledger"))
    report = rebuilding.rebuild()
    after = rebuilding.dump_views()
    changed = sorted(name for name, digest in after.items() if before.get(name) != digest)
    if arguments.json:
        answer_json({"entries": report.entries, "rows": report.rows, "changed": changed})
    else:
        answer(
            plural("{count} entry replayed", "{count} entries replayed", report.entries).format(count=report.entries)
            + ", "
            + plural("{count} row", "{count} rows", sum(report.rows.values())).format(count=sum(report.rows.values()))
        )
        for name in changed:
            answer(_("- {table} did not hold what the ledger says, and does now").format(table=name))
    return 1 if changed else 0


def seal(arguments: argparse.Namespace) -> int:
    """Seal what is not sealed, and say where the export is."""
    database.open_existing()
    made = seals.seal()
    latest = made or seals.latest_seal()
    if arguments.json:
        document = latest and {
            "number": latest.number,
            "first_position": latest.first_position,
            "last_position": latest.last_position,
            "root": latest.root,
            "sealed_at": latest.sealed_at.isoformat(),
            "digest": latest.digest,
        }
        answer_json({"made": made is not None, "seal": document, "folder": str(seals.seals_folder())})
    elif made:
        sentence = _("seal {number} covers positions {first} to {last}; it is in {folder}")
        answer(
            sentence.format(
                number=made.number, first=made.first_position, last=made.last_position, folder=seals.seals_folder()
            )
        )
    else:
        answer(_("every entry is sealed already"))
    return 0


def rotate_keys(arguments: argparse.Namespace) -> int:
    """Make a new master key and wrap every data key with it."""
    database.open_existing()
    count = crypto.rotate_master_key()
    if arguments.json:
        answer_json({"keys": count})
    else:
        answer(plural("{count} data key wrapped anew", "{count} data keys wrapped anew", count).format(count=count))
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "verify": verify,
    "rebuild": rebuild,
    "seal": seal,
    "keys rotate": rotate_keys,
}
