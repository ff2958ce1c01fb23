"""Whole facts (全部事实): every value of a plan, whichever of its files it stands in; sheets and what it uses, too."""

from __future__ import annotations

from typing import NamedTuple

from drafter.fact_leaves import Leaf, Tables, leaves
from drafter.nearby import USE
from drafter.problems import Problem, errors
from drafter.shared_facts import Lent, Shelf
from drafter.source import Mapping, Source
from drafter.structure import Field

__all__ = ["WholeFacts", "read"]


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
    shelf = Shelf(fields, (), tables.tree, tables.books)
    if USE in root.entries:
        shelf.take(source, root)
    givers = shelf.givers(source, root)
    own: list[Leaf] = []
    lent: list[Leaf] = []
    for each in fields:
        giver = givers.get(each.name)
        found = leaves(giver.source if giver else source, (each,), tables)
        (lent if giver and not giver.own else own).extend(found)
    shared = tuple(each for each in shelf.lent if not each.own)
    return WholeFacts(tuple(own), tuple(lent), shared, tuple(errors([*shelf.problems, *tables.unread])))
