"""Leaves (事实项): every single value of a facts file by its path, so that two years' files can be laid side by side.

Works on the tree alone: what does not fit the structure is passed over, and nothing is reported. An item of a list is
known by its name where it has one (`目标[农村自来水普及率]`), so that it is found again in another order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from drafter.source import Mapping, Node, Scalar, Sequence, is_empty
from drafter.structure import Field

__all__ = ["Leaf", "leaves"]

_NAMING = ("text", "organ", "person")
_LONGEST_NAME = 20


class Leaf(NamedTuple):
    """事实项: a value that is one piece of text, or is given in parts such as {名称: …, 文号: …}.

    `steps` are the steps of its path, each in all the ways in which it may be typed. `identity` is the same for the
    same fact of another year; the items of a list of texts have no other identity than their list's.
    """

    steps: tuple[tuple[str, ...], ...]
    identity: str
    field: Field
    label: str
    text: str
    node: Scalar | Mapping
    is_name: bool = False

    @property
    def path(self) -> str:
        """The path as in problems: `目标[2].数值`."""
        return "".join(step[0] for step in self.steps)

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


class _Way(NamedTuple):
    steps: tuple[tuple[str, ...], ...] = ()
    identity: str = ""
    schema: str = ""
    label: str = ""

    def to(self, each: Field) -> _Way:
        step = f".{each.name}" if self.steps else each.name
        return _Way((*self.steps, (step,)), self.identity + step, self.schema + step, each.label)

    def item(self, number: int, name: str | None) -> _Way:
        words = [f"[{number}]"]
        if name and len(name) <= _LONGEST_NAME and not set(name) & set("[]\n"):
            words.append(f"[{name}]")
        identity = f"{self.identity}[{name or number}]"
        return _Way((*self.steps, tuple(words)), identity, f"{self.schema}[]", self.label)


def leaves(root: Mapping, fields: tuple[Field, ...]) -> Iterator[Leaf]:
    """Every value of a facts file that is given and that the structure's `fields` know, in their order."""
    return _group(root, fields, _Way(), None)


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
    if isinstance(node, Sequence):
        yield from _items(each, node, way)
    elif isinstance(node, Mapping) and each.kind == "group":
        yield from _group(node, each.fields, way, None)
    elif isinstance(node, Scalar) or "computed" not in node.entries:
        yield Leaf(way.steps, way.identity, each, way.label, _text(node), node, is_name)


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
