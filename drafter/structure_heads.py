"""Title and purpose of a structure, for a listing: without reading the rest of it."""

from __future__ import annotations

from pathlib import Path

from drafter import source as yaml_source
from drafter.source import Mapping, Node, Scalar


def heads(path: Path) -> tuple[str, str]:
    """The structure's title and what it is for; empty where they cannot be read."""
    root = yaml_source.read(path).root
    if not isinstance(root, Mapping):
        return "", ""
    return _words(root.entries.get("title")), _words(root.entries.get("about"))


def _words(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""
