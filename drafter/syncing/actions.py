"""处置: what can be done about an edit, in the facts or in the wording, and how it is told to people."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, assert_never

from drafter import amendment, fact_paths
from drafter.source import Mapping, Node, Scalar, Sequence
from drafter.structure import Structure
from drafter.syncing import list_items
from drafter.syncing.bench import Work
from drafter.syncing.molds import Tree
from drafter.syncing.wording_edits import beginning

__all__ = ["Action", "Add", "Insert", "Put", "Remove", "Reword", "done", "told", "value_at"]

_LONGEST = 40
_AROUND = 6


class Put(NamedTuple):
    """The fact at `path` says `value`; an empty value empties it."""

    path: str
    value: str


class Insert(NamedTuple):
    """`value` becomes an item of a list, at `path`; what stands there moves on."""

    path: str
    value: str


class Add(NamedTuple):
    """An item with these facts comes into a list, at `path`; what stands there moves on."""

    path: str
    tree: Tree


class Remove(NamedTuple):
    """The item at `path` goes."""

    path: str


class Reword(NamedTuple):
    """The wording's file `file` reads `text`; in line `line` of it `words` took the place of `gone`.

    `how` says what was done where it is something else: a line of its own, two lines made of one.
    """

    file: str
    line: int
    text: str
    gone: str
    words: str
    how: str = ""


Action = Put | Insert | Add | Remove | Reword


def done(action: Action, work: Work, structure: Structure) -> Work:
    """The work after the action. PathError and AmendmentError where the facts file does not allow it."""
    match action:
        case Put(path, value):
            return work.with_facts(*amendment.amended(work.facts, structure.facts, path, value))
        case Insert(path, value):
            return work.with_facts(*list_items.inserted(work.facts, structure.facts, path, value))
        case Add(path, tree):
            return _added(work, structure, path, tree)
        case Remove(path):
            return work.with_facts(*list_items.removed(work.facts, path))
        case Reword(file, _, text):
            return work.with_wording(file, text)
        case _:
            assert_never(action)


def _added(work: Work, structure: Structure, path: str, tree: Tree) -> Work:
    """An item among others in their manner; the first item of a list fact by fact."""
    node = fact_paths.node_at(work.facts.root, path[: path.rindex("[")])
    if isinstance(node, Sequence) and node.items:
        return work.with_facts(*list_items.added(work.facts, structure.facts, path, tree))
    for leaf, value in list_items.leaves(tree, path):
        work = work.with_facts(*amendment.amended(work.facts, structure.facts, leaf, value))
    return work


def value_at(work: Work, path: str) -> Scalar | None:
    """The single value as it is typed at `path`, in its own line or beside its source."""
    node = fact_paths.node_at(work.facts.root, path)
    if isinstance(node, Mapping):
        node = node.entries.get("value")
    return node if isinstance(node, Scalar) else None


def told(action: Action, work: Work) -> str:
    """The action in words, with the place it happens at in `work`, before it."""
    file = Path(work.facts.file).name
    match action:
        case Put(path, value):
            node = value_at(work, path)
            place = f"{file}:{node.line}" if node else file
            return f"{place}  {path}：{_changed(node.text if node else '', value)}"
        case Insert(path, value):
            return f"{file}  增加 {path}：{_cut(value)}"
        case Add(path, tree):
            words = "；".join(f"{leaf}：{_cut(value)}" for leaf, value in list_items.leaves(tree))
            return f"{file}  增加 {path}：{words}"
        case Remove(path):
            item = fact_paths.node_at(work.facts.root, path)
            return f"{file}:{item.line if item else 1}  删去 {path}：{_cut(_first(item))}"
        case Reword(name, line, _, gone, words, how):
            if how:
                return f"{name}:{line}  措辞：{how}“{_cut(words)}”"
            if not gone or not words:
                return f"{name}:{line}  措辞：{'删去' if gone else '加上'}“{_cut(gone or words)}”"
            return f"{name}:{line}  措辞：“{_cut(gone)}” → “{_cut(words)}”"
        case _:
            assert_never(action)


def _first(node: Node | None) -> str:
    """The first words of what a node says."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return _first(node.items[0]) if node.items else ""
        case Mapping():
            return _first(next(iter(node.entries.values()), None))
        case None:
            return ""


def _changed(old: str, new: str) -> str:
    """An old value and a new one; of long ones what is different, with a few words on each side."""
    if not new or max(len(old), len(new)) <= _LONGEST:
        return f"{_cut(old)} → {_cut(new) or '（空）'}"
    start = max(beginning(old, new) - _AROUND, 0)
    same = beginning(old[start:][::-1], new[start:][::-1])
    same = max(same - _AROUND, 0)
    before, after = (each[start : len(each) - same] for each in (old, new))
    opening, closing = "……" * bool(start), "……" * bool(same)
    return f"{opening}{_cut(before)}{closing} → {opening}{_cut(after)}{closing}"


def _cut(words: str) -> str:
    words = words.replace("\n", " ")
    return words if len(words) <= _LONGEST else f"{words[:18]}……{words[-18:]}"
