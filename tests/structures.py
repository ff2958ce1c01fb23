"""Structures written for a test."""

from __future__ import annotations

from pathlib import Path

from drafter.library import Library
from drafter.structure import Structure
from drafter.structure_file import load

__all__ = ["structure_from"]


def structure_from(text: str, folder: Path, id_: str = "plan") -> Structure:
    """The structure that `text` describes, written into `folder`, its only library; it must be without problems."""
    file = folder / f"{id_}.yaml"
    file.write_text(text, "utf-8")
    loaded, problems = load(file, Library((folder,)))
    assert loaded is not None, problems
    assert not problems, problems
    return loaded
