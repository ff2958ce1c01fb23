"""The program as the tests run it: in this process, with what it answered and what it left on the disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from drafter.cli import main

__all__ = ["Ran", "Run", "harmless", "listing", "runner", "status"]


class Ran(NamedTuple):
    """What a run of the program left: its exit status and its two streams."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


def status(*args: str | Path) -> int:
    """Runs the program; its exit status."""
    with pytest.raises(SystemExit) as ended:
        main([str(arg) for arg in args])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program, streams and all."""

    def ran(*args: str | Path) -> Ran:
        return Ran(status(*args), *capsys.readouterr())

    return ran


def harmless(run: Run, folder: Path) -> Run:
    """The same, held to its word: whatever it answers but 0, nothing below `folder` may have changed."""

    def ran(*args: str | Path) -> Ran:
        before = listing(folder)
        ended = run(*args)
        if ended.status:
            assert listing(folder) == before
        return ended

    return ran


def listing(folder: Path) -> dict[str, bytes | None]:
    """Every file below `folder` with its bytes, and every folder; no bytes where nobody may read them."""
    readable = {path: path.is_file() and os.access(path, os.R_OK) for path in sorted(folder.rglob("*"))}
    return {path.relative_to(folder).as_posix(): path.read_bytes() if read else None for path, read in readable.items()}
