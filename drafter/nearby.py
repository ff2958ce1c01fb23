"""Files that a plan's facts name (旁边的文件): found beside the file that names them, and never far from the plan."""

from __future__ import annotations

import os
from pathlib import Path, PureWindowsPath
from typing import NamedTuple

from drafter.catalogue import os_reason
from drafter.place import Place
from drafter.problems import Problem, did_you_mean, problem

__all__ = ["USE", "Named", "content", "find", "tree_of"]

USE = "use"
"""The key of a facts file that names files with further facts."""


class Named(NamedTuple):
    """A file that facts name: its name as the user would write it, and where it really is."""

    shown: str
    path: Path


def tree_of(file: str) -> Path:
    """The folder that everything named by the facts file `file` must lie in: the one above the plan's own.

    So that several plans side by side can share what is in a folder beside them, and nothing else is ever opened.
    """
    return Path(file).parent.resolve().parent


def find(name: str, file: str, tree: Path, place: Place, path: str | None) -> Named | Problem:
    """The file `name`, counted from the folder of `file`, or the problem (at `place`) why it cannot be used."""
    name = name.strip().replace("\\", "/")
    if name.startswith("/") or PureWindowsPath(name).drive:
        return problem("X702", place, path, name=name, reason="要写相对的路径，不从盘符或“/”开始")
    folder = Path(file).parent
    try:
        found = (folder / name).resolve()
        if not found.is_relative_to(tree):
            return problem("X702", place, path, name=name, reason="它在计划文件夹的上一级文件夹之外")
        if not found.is_file():
            return problem("X701", place, path, name=name, hint=_near(folder / name))
    except (OSError, RuntimeError, ValueError):  # a name too long for any file, or links that go round in a circle
        return problem("X701", place, path, name=name)
    return Named(os.path.normpath(folder / name), found)


def _near(path: Path) -> str | None:
    """A close match among the files of the folder that the path means."""
    try:
        return did_you_mean(path.name, [each.name for each in path.parent.iterdir() if each.is_file()])
    except OSError:
        return None


def content(named: Named, limit: int) -> bytes | str:
    """The file's bytes, at most one more than `limit`; or why it cannot be read, in words for a clerk."""
    try:
        with named.path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        return os_reason(error)
