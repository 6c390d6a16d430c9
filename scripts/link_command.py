"""Put the source folder on the environment's path and the command `tulga` beside it (called by ./start).

A plain path file and a script do what an editable installation would, without a build step that could need the network.
"""

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# a `#!` line breaks at the first space of a path; this form, which pip uses too, does not
SCRIPT = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from tulga.cli.main import main

if __name__ == "__main__":  # the site's processes read this file again
    sys.exit(main())
"""


def main() -> None:
    """Write the path file and the command of the environment that runs this."""
    paths = sysconfig.get_paths()
    Path(paths["purelib"], "tulga-source.pth").write_text(f"{ROOT / 'src'}\n")
    command = Path(paths["scripts"], "tulga")
    command.write_text(SCRIPT.format(python=Path(paths["scripts"], "python")))
    command.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main())
