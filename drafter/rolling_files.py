"""The files that go with a plan into its next year (随行的文件): those that its facts name, and its own structures.

They are copied, so that the old folder stays as it was; everything else in it stays behind, and is told.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from drafter.facts import PREVIOUS
from drafter.source import Mapping, Node, Scalar, Sequence, Source

__all__ = ["Company", "company"]

_OWN = ("structures/**/*.yaml", "templates/**/*.j2", "layout.yaml", "proof.yaml", "words/*.yaml")
"""What a plan's folder may hold of the library (see `library`); found without being named."""
_MADE = ("facts.yaml", "facts.schema.json")
"""Files of the new folder that are made anew, whatever a fact may name."""
_LONGEST = 200


class Company(NamedTuple):
    """随行的文件: what is copied, by its path in the folder; what facts name but the new folder cannot reach by the
    same words, with the line in the new facts; what stays behind (`子文件夹/` for all in it).
    """

    copied: dict[str, Path]
    out_of_reach: tuple[tuple[str, int], ...]
    behind: tuple[str, ...]


def company(facts: Source, file: Path, target: Path) -> Company:
    """The files beside the old facts `file` that go with the new `facts` into `target`. OSError if unreadable."""
    folder = file.parent
    made = {file.name, *_MADE}
    copied: dict[str, Path] = {}
    lost: list[tuple[str, int]] = []
    for name, line in _named(facts.root):
        found = folder / name
        if not _is_file(found) or name.casefold() in made:
            continue
        if found.resolve().is_relative_to(folder.resolve()) and ".." not in Path(name).parts:
            copied[Path(name).as_posix()] = found
        elif not _is_file(Path(os.path.normpath(target / name))):
            lost.append((name, line))
    if folder.resolve() not in target.resolve().parents:
        copied |= {each.relative_to(folder).as_posix(): each for pattern in _OWN for each in folder.glob(pattern)}
    known = {*copied, *made}
    return Company(dict(sorted(copied.items())), tuple(dict.fromkeys(lost)), tuple(_behind(folder, target, known)))


def _named(root: Node | None) -> Iterator[tuple[str, int]]:
    """Every value that may be a file's name, with its line. A name without a suffix is taken for words."""
    match root:
        case Scalar():
            name = root.text.strip().replace("\\", "/")
            if len(name) <= _LONGEST and "\n" not in name and Path(name).suffix and not Path(name).is_absolute():
                yield name, root.line
        case Sequence():
            for item in root.items:
                yield from _named(item)
        case Mapping():
            for key, inner in root.entries.items():
                if key != PREVIOUS:
                    yield from _named(inner)
        case None:
            return


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # words that no file can be called
        return False


def _behind(folder: Path, target: Path, known: set[str]) -> Iterator[str]:
    """What is not copied, a folder without a copied file as a whole; hidden files are nobody's work."""
    for each in sorted(folder.iterdir()):
        name = each.relative_to(folder).as_posix()
        if each.name.startswith((".", "~$")) or each.resolve() == target.resolve():
            continue
        if not each.is_dir():
            yield from () if name in known else (name,)
        elif any(path.startswith(f"{name}/") for path in known):
            files = sorted(path.relative_to(folder).as_posix() for path in each.rglob("*") if path.is_file())
            yield from (path for path in files if path not in known)
        else:
            yield f"{name}/"
