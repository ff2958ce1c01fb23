"""Leaves (事实项): every single value of a facts file by its path, so that two years' files can be laid side by side.

What does not fit the structure is passed over. The rows of a list that stand in a spreadsheet are values like others,
each at its cell. An item of a list is known by its name where it has one (`目标[农村自来水普及率]`), so that it is
found again in another order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter import joined, nearby
from drafter.place import Place
from drafter.problems import Problem, errors
from drafter.source import Mapping, Node, Scalar, Sequence, Source, is_empty
from drafter.structure import Field

if TYPE_CHECKING:
    from drafter.sheets import Books

__all__ = ["Leaf", "Tables", "leaves"]

_NAMING = ("text", "organ", "person")
_LONGEST_NAME = 20


class Leaf(NamedTuple):
    """事实项: a value that is one piece of text, or is given in parts such as {名称: …, 文号: …}.

    `steps` are the steps of its path, each in all the ways in which it may be typed. `identity` is the same for the
    same fact of another year; the items of a list of texts have no other identity than their list's. `source` is the
    file that it stands in.
    """

    steps: tuple[tuple[str, ...], ...]
    identity: str
    field: Field
    label: str
    text: str
    node: Scalar | Mapping
    source: Source
    is_name: bool = False

    @property
    def path(self) -> str:
        """The path as in problems: `目标[2].数值`."""
        return "".join(step[0] for step in self.steps)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.source.place(self.node)

    @property
    def name(self) -> str:
        """The path with the items' names where they have one: `目标[农村自来水普及率].数值`."""
        return "".join(step[-1] for step in self.steps)

    def is_in(self, path: str) -> bool:
        """Whether `path`, with numbers or names, names this fact or something that it is in."""
        for number, step in enumerate(self.steps):
            if not path:
                return number > 0
            word = next((word for word in step if path.startswith(word)), None)
            if word is None:
                return False
            path = path[len(word) :]
        return not path


@dataclass(slots=True)
class Tables:
    """The spreadsheets that the facts in `file` name, each opened once; `unread` is why some could not be."""

    file: str
    books: Books = field(default_factory=dict)
    unread: list[Problem] = field(default_factory=list)

    def items(self, each: Field, node: Node, source: Source, path: str) -> tuple[Source, Sequence] | None:
        """The items of a list that is no YAML list: rows of a spreadsheet, lines of a cell, names in one line."""
        from drafter import sheets

        if isinstance(node, Scalar) and source.sheet is not None:
            return (source, sheets.in_cell(node, joined=each.joined)) if each.item else None
        wanted = sheets.wanted(node)
        if wanted is None:
            in_line = isinstance(node, Scalar) and each.joined and "\n" not in node.text.strip()
            return (source, joined.items(source, node)) if in_line and isinstance(node, Scalar) else None
        rows = sheets.rows(each, wanted, source, path, self.tree, self.books)
        if isinstance(rows, sheets.Rows):
            return rows.source, rows.node
        self.unread += errors(rows)
        return None

    @property
    def tree(self) -> Path:
        """The folder that all of them must lie in."""
        return nearby.tree_of(self.file)


class _Way(NamedTuple):
    source: Source
    tables: Tables
    steps: tuple[tuple[str, ...], ...] = ()
    identity: str = ""
    schema: str = ""
    label: str = ""

    def to(self, each: Field) -> _Way:
        step = f".{each.name}" if self.steps else each.name
        way = (*self.steps, (step,))
        return self._replace(steps=way, identity=self.identity + step, schema=self.schema + step, label=each.label)

    def item(self, number: int, name: str | None) -> _Way:
        words = [f"[{number}]"]
        if name and len(name) <= _LONGEST_NAME and not set(name) & set("[]\n"):
            words.append(f"[{name}]")
        identity = f"{self.identity}[{name or number}]"
        return self._replace(steps=(*self.steps, tuple(words)), identity=identity, schema=f"{self.schema}[]")

    @property
    def path(self) -> str:
        return "".join(step[0] for step in self.steps)


def leaves(source: Source, fields: tuple[Field, ...], tables: Tables | None = None) -> Iterator[Leaf]:
    """Every value of a facts file that is given and that the structure's `fields` know, in their order."""
    if isinstance(source.root, Mapping):
        yield from _group(source.root, fields, _Way(source, tables or Tables(source.file)), None)


def _group(node: Mapping, fields: tuple[Field, ...], way: _Way, naming: str | None) -> Iterator[Leaf]:
    for each in fields:
        inner = node.entries.get(each.name)
        if inner is not None:
            yield from _value(each, inner, way.to(each), is_name=each.name == naming)


def _value(each: Field, node: Node, way: _Way, *, is_name: bool = False) -> Iterator[Leaf]:
    if isinstance(node, Mapping) and each.kind != "group":
        node = node.entries.get("value", node)
    if is_empty(node):
        return
    if each.is_list and not isinstance(node, Sequence):
        found = way.tables.items(each, node, way.source, way.path)
        if found:
            source, node = found
            way = way._replace(source=source)
    if isinstance(node, Sequence):
        yield from _items(each, node, way)
    elif isinstance(node, Mapping) and each.kind == "group":
        yield from _group(node, each.fields, way, None)
    elif isinstance(node, Scalar) or "computed" not in node.entries:
        yield Leaf(way.steps, way.identity, each, way.label, _text(node), node, way.source, is_name)


def _items(each: Field, node: Sequence, way: _Way) -> Iterator[Leaf]:
    naming = _naming(each)
    names = _names(node, naming)
    for number, item in enumerate(node.items, start=1):
        inner = way.item(number, names[number - 1] if names else None)
        if each.item:
            yield from _value(each.item, item, inner._replace(identity=inner.schema))
        elif isinstance(item, Mapping):
            yield from _group(item, each.fields, inner, each.unique if isinstance(each.unique, str) else None)


def _naming(each: Field) -> str | None:
    """The field that tells a list's items apart: the declared one, else the first required one that may be a name."""
    if isinstance(each.unique, str):
        return each.unique
    return next((field.name for field in each.fields if field.required and field.kind in _NAMING), None)


def _names(node: Sequence, naming: str | None) -> list[str]:
    """The items' names; none unless every item has one of its own."""
    found = [item.entries.get(naming) if isinstance(item, Mapping) and naming else None for item in node.items]
    names = [_text(each) for each in found if each is not None and not is_empty(each)]
    return names if len(names) == len(node.items) == len(set(names)) else []


def _text(node: Node) -> str:
    """A value's text, without its source and note; of one in parts all of them."""
    match node:
        case Scalar():
            return node.text.strip()
        case Sequence():
            return "、".join(map(_text, node.items))
        case Mapping():
            value = node.entries.get("value")
            return _text(value) if value else " ".join(filter(None, map(_text, node.entries.values())))
