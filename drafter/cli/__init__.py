"""The command line: one small file per command, loaded only when that command runs. Only here is anything printed."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn


def main(args: list[str] | None = None) -> NoReturn:
    """Runs the program and ends the process: 0 done, 1 the user's files, 2 the command line."""
    gc.disable()  # a command is over before garbage matters; collecting takes a tenth of its time
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]
    from drafter.cli.program import run

    status = run(sys.argv[1:] if args is None else args)
    gc.freeze()  # or Python would collect once more at its end: another twentieth
    sys.exit(status)
