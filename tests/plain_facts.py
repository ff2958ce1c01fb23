"""What a facts file says, without places and marks."""

from __future__ import annotations

from drafter.source import Mapping, Node, Scalar, Sequence
from drafter.values import Absent, Group, values_of

__all__ = ["leaves", "plain"]


def leaves(node: Node | None, path: str = "") -> dict[str, str]:
    """Every text of a tree that is not empty, by its path."""
    match node:
        case Scalar():
            return {path: node.text} if node.text else {}
        case Sequence():
            parts = {f"{path}[{number}]": item for number, item in enumerate(node.items, start=1)}
        case Mapping():
            parts = {f"{path}.{key}" if path else key: inner for key, inner in node.entries.items()}
        case None:
            return {}
    return {at: text for way, inner in parts.items() for at, text in leaves(inner, way).items()}


def plain(value: object) -> object:
    """A value without its marks: text, list, dict, or None for what is absent."""
    match value:
        case Absent():
            return None
        case Group():
            return {name: plain(inner) for name, inner in values_of(value).items()}
        case tuple():
            return [plain(item) for item in value]
        case _:
            return str(value)
