"""Write the JSON Schemas with which editors check law packs and procedures: `python scripts/build_pack_schemas.py`.

They are committed, so that an editor finds them beside the packs; a test says when they are older than the forms.
"""

import json
from typing import Any

from tulga.nationality.core.loading import PACKS
from tulga.nationality.core.schema import json_schemas
from tulga.procedures.definitions.core.loading import DATA
from tulga.procedures.definitions.core.schema import json_schemas as procedure_schemas


def written(schema: dict[str, Any]) -> str:
    """Return the text of a schema file."""
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def main() -> None:
    for name, schema in json_schemas().items():
        (PACKS / name).write_text(written(schema), encoding="utf-8")
    for name, schema in procedure_schemas().items():
        (DATA / name).write_text(written(schema), encoding="utf-8")


if __name__ == "__main__":
    main()
