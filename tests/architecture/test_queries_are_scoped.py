"""No person is read without an actor. What the database holds of people is reached through few modules, and those ask
who.

The named exceptions are those of docs/decisions/0008: statistics, and the rebuild.
"""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import SOURCE, imports, modules

# Tables that hold nobody: organisations, and what was released.
OF_NOBODY = {"Organisation", "OrganisationKind", "Correction"}
# Where an actor is made there is none yet; these read the account that signs in, and its own roles.
MAKES_AN_ACTOR = {"access/queries.py:actor_for", "access/queries.py:grants_held"}
PERSONAL = (
    "tulga.access.models", "tulga.register.models", "tulga.nationality.models", "tulga.procedures.shared.models",
    "tulga.matching.models",
)  # fmt: skip
READS_ENTRIES = {"history", "histories", "by_id", "entries", "decoded"}
# decisions/0008, and what fills, migrates or scopes the tables: nothing of it answers to a page.
MAY_TOUCH_TABLES = {
    "register/statistics.py", "procedures/shared/statistics.py",
    "register/projectors.py", "matching/projectors.py", "matching/index.py", "matching/statistics.py",
    "matching/worklist.py", "matching/lookup.py",
    "nationality/projectors.py", "procedures/shared/projectors.py", "access/projectors.py",
    "register/identity/membership.py",
    "register/protection.py", "procedures/shared/protection.py", "procedures/shared/derived.py",
    "procedures/shared/ticking.py",
    "register/scope.py", "access/views_log.py", "access/erasure.py", "access/actions.py",
}  # fmt: skip
# Reads the ledger's entries without being a query, while entries are written: clashes compare those of one record, the
# index of look-alikes works out a record's keys from them, and the work list which pairs somebody should look at.
MAY_READ_ENTRIES = {"register/clashes.py", "matching/projectors.py", "matching/worklist.py"}


def name(file: Path) -> str:
    return file.relative_to(SOURCE).as_posix()


def queries_modules() -> dict[str, ast.Module]:
    return {name(file): tree for file, tree in modules().items() if file.name == "queries.py"}


def personal_names(tree: ast.Module) -> set[str]:
    """Return the names under which a module holds tables of people or the reading of entries."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole, own = f"{node.module}.{alias.name}", alias.asname or alias.name
                if whole in PERSONAL or (node.module in PERSONAL and alias.name not in OF_NOBODY):
                    found.add(own)
                if whole == "tulga.ledger.reading" or (
                    node.module == "tulga.ledger.reading" and alias.name in READS_ENTRIES
                ):
                    found.add(own)
    return found


def functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def used_names(function: ast.FunctionDef) -> set[str]:
    """Return the names that the body uses; what is only named in an annotation reads nothing."""
    return {
        node.id for statement in function.body for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }  # fmt: skip


def reaching(tree: ast.Module) -> set[str]:
    """Return the functions that read people, directly or through functions of the module."""
    own, personal = functions(tree), personal_names(tree)
    found = {one for one, function in own.items() if used_names(function) & personal}
    while more := {one for one, function in own.items() if one not in found and used_names(function) & found}:
        found |= more
    return found


def takes_an_actor(function: ast.FunctionDef) -> bool:
    first = next(iter([*function.args.posonlyargs, *function.args.args]), None)
    return first is not None and first.arg == "actor" and ast.unparse(first.annotation or ast.Constant("")) == "Actor"


def unscoped(modules_read: dict[str, ast.Module]) -> list[str]:
    """Return the public functions that read people without taking an actor first."""
    return [
        f"{file}:{one}"
        for file, tree in modules_read.items()
        for one in sorted(reaching(tree))
        if not one.startswith("_") and not takes_an_actor(functions(tree)[one])
    ]


def test_every_query_that_reads_people_takes_an_actor_first() -> None:
    read = queries_modules()

    assert {"register/queries.py", "register/identity/queries.py", "procedures/shared/queries.py"} <= set(read)
    assert len(reaching(read["register/queries.py"])) >= 10
    assert set(unscoped(read)) - MAKES_AN_ACTOR == set()


def test_the_named_exceptions_are_there_and_still_needed() -> None:
    assert set(unscoped(queries_modules())) >= MAKES_AN_ACTOR
    assert [file for file in MAY_TOUCH_TABLES | MAY_READ_ENTRIES if not (SOURCE / file).exists()] == []


def test_an_actor_that_is_taken_is_used() -> None:
    idle = [
        f"{file}:{one}"
        for file, tree in queries_modules().items()
        for one in sorted(reaching(tree))
        if takes_an_actor(functions(tree)[one]) and "actor" not in used_names(functions(tree)[one])
    ]

    assert idle == []


def test_a_private_helper_of_a_query_is_used_in_its_own_module_only() -> None:
    foreign = [
        f"{name(file)} imports {one}"
        for file, tree in modules().items()
        for one in imports(tree)
        if ".queries._" in one
    ]

    assert foreign == []


def test_tables_of_people_are_touched_by_queries_and_named_modules_only() -> None:
    touching = {
        name(file)
        for file, tree in modules().items()
        if file.name not in {"queries.py", "models.py", "apps.py"}
        and personal_names(tree) - _entry_readers(tree) - {"Account"}
    }

    assert touching - MAY_TOUCH_TABLES == set()


def _entry_readers(tree: ast.Module) -> set[str]:
    return personal_names(tree) & {"reading", *READS_ENTRIES}


def test_entries_are_decrypted_by_queries_and_the_ledger_only() -> None:
    reading = {
        name(file)
        for file, tree in modules().items()
        if file.name != "queries.py" and not name(file).startswith("ledger/")
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "reading"
            and node.attr in READS_ENTRIES)
        or (isinstance(node, ast.ImportFrom) and node.module == "tulga.ledger.reading"
            and READS_ENTRIES & {alias.name for alias in node.names})
    }  # fmt: skip

    assert reading - MAY_READ_ENTRIES == set()


@pytest.mark.parametrize(
    "source",
    [
        "from tulga.register.models import Name\ndef names():\n    return Name.objects.all()",
        "from tulga.register import models as views\ndef names(limit):\n    return views.Name.objects.all()",
        "from tulga.register.models import Name\ndef _all():\n    return Name.objects.all()\n"
        "def names():\n    return _all()",
        "from tulga.ledger import reading\ndef told(record, actor):\n    return reading.history(record)",
        "from tulga.register.models import Name\ndef names(actor):\n    return Name.objects.all()",
    ],
)
def test_the_search_finds_what_it_looks_for(source: str) -> None:
    assert len(unscoped({"register/queries.py": ast.parse(source)})) == 1
