"""Word lists (词表): plain YAML lists that a unit keeps in `words/`, found as structures are, the nearest of each name.

words/organs.yaml   [教务处, 总务处]                     organs that tasks may be given to
words/places.yaml   [白水县, 白水河]                     names of others, which must not stand in our documents
words/people.yaml   [{name: 林知远, office: 局长}]        who holds which office
words/terms.yaml    [{wrong: 其它, right: 其他}]          how the unit writes
words/stale.yaml    [{old: 农业局, new: 农业农村局, since: 2019年3月}]
words/renamed.yaml  of the same shape; one comes with the program, what reforms have renamed everywhere
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter.problems import Problem, did_you_mean
from drafter.proof.catalogue_content import CONTENT
from drafter.proof.finding import compiled
from drafter.source import Mapping, Node, Scalar, Sequence, Source
from drafter.source import read as read_yaml

if TYPE_CHECKING:
    from drafter.library import Library

Row = tuple[str, ...]


class Words(NamedTuple):
    """词表: each list's entries; those of several parts as tuples in the order of their keys."""

    organs: tuple[Row, ...] = ()
    places: tuple[Row, ...] = ()
    people: tuple[Row, ...] = ()
    terms: tuple[Row, ...] = ()
    stale: tuple[Row, ...] = ()
    renamed: tuple[Row, ...] = ()


NO_WORDS = Words()
_KEYS: dict[str, tuple[str, ...]] = {
    "organs": ("name",),
    "places": ("name",),
    "people": ("name", "office"),
    "terms": ("wrong", "right"),
    "stale": ("old", "new", "since"),
    "renamed": ("old", "new", "since"),
}
_OPTIONAL = ("since",)


def load(library: Library) -> tuple[Words, tuple[Problem, ...]]:
    """The lists that `library` finds, and what is wrong with them."""
    problems: list[Problem] = []
    lists: dict[str, tuple[Row, ...]] = {}
    for name, keys in _KEYS.items():
        path = library.file(f"words/{name}.yaml")
        if path:
            plain = _plain(path, keys)
            lists[name] = tuple(_read(path, keys, problems)) if plain is None else plain
    return (Words(**lists) if lists else NO_WORDS), tuple(problems)


_VALUE = r"([^\s,{}\[\]#:'\"&*!|>%@`?~-][^\s,{}\[\]#:'\"]*)"


def _plain(path: Path, keys: tuple[str, ...]) -> tuple[Row, ...] | None:
    """The rows of a list in which each is {old: 甲, new: 乙, since: 丙} on a line of its own; None of any other list.

    Every check reads the list that comes with the program: this takes a twentieth of what YAML takes (measured).
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    row = compiled(r"- \{" + ", ".join(f"{key}: {_VALUE}" for key in keys) + r"\}")
    found = [row.fullmatch(line) for line in lines if line and not line.startswith("#")]
    return tuple(match.groups() for match in found if match) if found and all(found) else None


def _read(path: Path, keys: tuple[str, ...], problems: list[Problem]) -> Iterator[Row]:
    source = read_yaml(path)
    problems += source.problems
    yield from _rows(source, keys, problems)


def _rows(source: Source, keys: tuple[str, ...], problems: list[Problem]) -> Iterator[Row]:
    root = source.root
    if not isinstance(root, Sequence):
        if root is not None:
            problems.append(_misshapen(source, root, keys))
        return
    for item in root.items:
        row = _row(source, item, keys, problems)
        if row:
            yield row


def _row(source: Source, item: Node, keys: tuple[str, ...], problems: list[Problem]) -> Row | None:
    if isinstance(item, Scalar) and len(keys) == 1 and item.text.strip():
        return (item.text.strip(),)
    if not isinstance(item, Mapping):
        problems.append(_misshapen(source, item, keys))
        return None
    for key in item.entries:
        if key not in keys:
            entry = CONTENT["P901"]
            words = {"key": key, "known": "、".join(keys)}
            hint = did_you_mean(key, keys) or entry.hint.format(**words)
            problems.append(Problem("P901", "error", entry.message.format(**words), hint, source.key_place(item, key)))
    found = {key: node.text.strip() for key, node in item.entries.items() if isinstance(node, Scalar)}
    if any(not found.get(key) for key in keys if key not in _OPTIONAL):
        problems.append(_misshapen(source, item, keys))
        return None
    return tuple(found.get(key, "") for key in keys)


def _misshapen(source: Source, node: Node, keys: tuple[str, ...]) -> Problem:
    entry = CONTENT["P902"]
    shape = "名称" if len(keys) == 1 else "{" + ", ".join(f"{key}: ……" for key in keys) + "}"
    message = entry.message.format(key="词表", wanted="是列表，每一项以“- ”开头")
    return Problem("P902", "error", message, f"如：- {shape}", source.place(node))
