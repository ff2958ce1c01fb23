"""Whole facts (全部事实): every value of a plan, whichever of its files it stands in; sheets and what it uses, too."""

from __future__ import annotations

from typing import NamedTuple

from drafter.fact_leaves import Leaf, Tables, leaves
from drafter.nearby import USE
from drafter.problems import Problem, errors
from drafter.shared_facts import Lent, Shelf
from drafter.source import Mapping, Node, Sequence, Source, is_empty
from drafter.structure import Field

__all__ = ["WholeFacts", "read", "tree"]


class WholeFacts(NamedTuple):
    """全部事实: the plan's `own`, its spreadsheets' among them, and those `lent` by YAML that it shares with others.

    `shared` are these YAML files as a whole; `unread` is why a file that the plan names could not be read.
    """

    own: tuple[Leaf, ...]
    lent: tuple[Leaf, ...]
    shared: tuple[Lent, ...]
    unread: tuple[Problem, ...]

    @property
    def all(self) -> tuple[Leaf, ...]:
        """The plan's own and the lent ones."""
        return (*self.own, *self.lent)


def read(source: Source, fields: tuple[Field, ...]) -> WholeFacts:
    """The facts of the plan in `source`, a mapping, with all that the files beside it bring."""
    root = source.root
    assert isinstance(root, Mapping)  # noqa: S101  # a plan that was opened
    tables = Tables(source.file)
    shelf = _shelf(source, root, fields, tables)
    givers = shelf.givers(source, root)
    own: list[Leaf] = []
    lent: list[Leaf] = []
    for each in fields:
        giver = givers.get(each.name)
        found = leaves(giver.source if giver else source, (each,), tables)
        (lent if giver and not giver.own else own).extend(found)
    shared = tuple(each for each in shelf.lent if not each.own)
    return WholeFacts(tuple(own), tuple(lent), shared, tuple(errors([*shelf.problems, *tables.unread])))


def _shelf(source: Source, root: Mapping, fields: tuple[Field, ...], tables: Tables) -> Shelf:
    """The files that the plan uses, all of them opened."""
    shelf = Shelf(fields, (), tables.tree, tables.books)
    if USE in root.entries:
        shelf.take(source, root)
    return shelf


def tree(source: Source, fields: tuple[Field, ...]) -> Mapping:
    """The facts file as one tree, as if all that spreadsheets and used files bring to `fields` stood in it."""
    root = source.root
    assert isinstance(root, Mapping)  # noqa: S101  # a plan that was opened
    tables = Tables(source.file)
    givers = _shelf(source, root, fields, tables).givers(source, root)
    entries = dict(root.entries)
    for each in fields:
        giver = givers.get(each.name)
        node = (giver.root if giver else root).entries.get(each.name)
        if node is not None:
            entries[each.name] = _typed(each, node, giver.source if giver else source, tables)
    return Mapping(entries, root.keys, root.line, root.column)


def _typed(each: Field, node: Node, source: Source, tables: Tables) -> Node:
    """A value as it would be typed in YAML: a list as a list, wherever its items stand."""
    if isinstance(node, Mapping) and each.kind != "group" and "value" in node.entries:
        return node._replace(entries={**node.entries, "value": _typed(each, node.entries["value"], source, tables)})
    if each.is_list and not isinstance(node, Sequence) and not is_empty(node):
        source, node = tables.items(each, node, source, each.name) or (source, node)
    if isinstance(node, Sequence):
        return node._replace(items=[_part(each, item, source, tables) for item in node.items])
    return _part(each, node, source, tables) if each.kind == "group" else node


def _part(each: Field, node: Node, source: Source, tables: Tables) -> Node:
    """An item of a list, or a group."""
    if each.item:
        return _typed(each.item, node, source, tables)
    if not isinstance(node, Mapping):
        return node
    known = {inner.name: inner for inner in each.fields}
    entries = {
        name: _typed(known[name], inner, source, tables) if name in known else inner
        for name, inner in node.entries.items()
    }
    return node._replace(entries=entries)
