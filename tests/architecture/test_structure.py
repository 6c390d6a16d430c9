"""What import rules do not see: foreign keys, templates, signals, and what a module may do."""

import re
import sys
from pathlib import Path

from django.apps import apps

from tests.architecture.tree import SOURCE, calls, imports, modules

LAYERS = (
    "kernel",
    "ledger",
    "papers",
    "access",
    "register",
    "matching",
    "nationality",
    "procedures",
    "figures",
    "factsheet",
    "web",
    "demo",
    "config",
    "cli",
)
SIGNALS = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "pre_init", "post_init"}
TEMPLATE_USE = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")
# what the demonstration may use of each context: its actions, the words of its entries, and reading; never a table
DEMO_MAY_USE = re.compile(
    r"tulga\.(kernel(\..+)?|demo(\..+)?|ledger\.(actions|errors|seals|reading|kinds|entries)(\..+)?"
    r"|(access|register|procedures|figures)(\.\w+)*\.(actions|entries|core|queries|roles|actor|refusals|permissions)(\..+)?"
    r"|access\.actor(\..+)?|figures\.(release|compile)(\..+)?)$"
)


def layer(module: str) -> int | None:
    """Return how high a module stands; None for what is not ours."""
    parts = module.split(".")
    return LAYERS.index(parts[1]) if parts[0] == "tulga" else None


def test_no_foreign_key_points_up_the_layers() -> None:
    upward = []
    for model in apps.get_models():
        own = layer(model.__module__)
        for field in model._meta.get_fields():
            other = getattr(field, "related_model", None)
            if own is None or other is None or not field.concrete or isinstance(other, str):
                continue
            target = layer(other.__module__)
            if target is not None and target > own:
                upward.append(f"{model.__name__}.{field.name} -> {other.__name__}")

    assert upward == []


def test_every_folder_has_its_layer() -> None:
    folders = {folder.name for folder in SOURCE.iterdir() if (folder / "__init__.py").exists()}

    assert folders == set(LAYERS)


def test_no_template_includes_another_contexts() -> None:
    foreign = [
        f"{template.relative_to(SOURCE)} uses {name}"
        for template in SOURCE.rglob("templates/**/*.html")
        for name in TEMPLATE_USE.findall(template.read_text(encoding="utf-8"))
        if not (_templates_around(template) / name).exists()
    ]

    assert foreign == []


def _templates_around(template: Path) -> Path:
    return next(parent for parent in template.parents if parent.name == "templates")


def test_no_two_templates_share_a_name() -> None:
    names = [str(file.relative_to(folder)) for folder in SOURCE.rglob("templates") for file in folder.rglob("*.html")]

    assert len(names) == len(set(names))


def test_no_logic_hangs_on_a_signal() -> None:
    listening = []
    for file, tree in modules().items():
        used = {name.rsplit(".", 1)[-1] for name in imports(tree)} & (SIGNALS | {"receiver"})
        listening += [f"{file.relative_to(SOURCE)}: {name}" for name in sorted(used)]

    assert listening == []


def test_the_kernel_needs_nothing_but_the_standard_library() -> None:
    allowed = set(sys.stdlib_module_names) | {"tulga"}
    foreign = [
        f"{file.relative_to(SOURCE)}: {name}"
        for file, tree in modules().items()
        if SOURCE / "kernel" in file.parents
        for name in imports(tree)
        if name.split(".")[0] not in allowed
    ]

    assert foreign == []


def test_the_demonstration_uses_only_actions_entries_and_cores() -> None:
    others = [
        f"{file.relative_to(SOURCE)}: {name}"
        for file, tree in modules().items()
        if SOURCE / "demo" in file.parents
        for name in imports(tree)
        if name.startswith("tulga.") and not DEMO_MAY_USE.match(name)
    ]

    assert others == []


def test_a_core_reads_no_clock() -> None:
    clocks = [
        f"{file.relative_to(SOURCE)}: {name}()"
        for file, tree in modules().items()
        if "core" in file.relative_to(SOURCE).parts or file.name in {"core.py", "policies.py"}
        for name, call in calls(tree)
        if name in {"now", "today", "utcnow", "time_ns"} and not call.args
    ]

    assert clocks == []


def test_every_python_folder_is_a_package() -> None:
    lost = {file.parent for file in SOURCE.rglob("*.py") if not (file.parent / "__init__.py").exists()}

    assert {str(Path(folder).relative_to(SOURCE)) for folder in lost} == set()
