"""Shared facts (共用的事实): what `use` brings into a plan, from YAML that several plans share or from a workbook.

The plan's own value wins, then the files in the order in which they are named, each before those that it uses itself.
What stands in a shared YAML file may be meant for other plans; the workbook is the plan's own, and all of it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from drafter import nearby, sheets
from drafter import source as yaml_source
from drafter.nearby import USE, Named
from drafter.place import Place
from drafter.problems import Problem, close_match, problem
from drafter.source import Mapping as MappingNode
from drafter.source import Node, Scalar, Sequence, Source, is_blank, is_empty, not_a_mapping
from drafter.structure import Field

__all__ = ["Lent", "Shelf", "with_hints"]

MAX_FILES = 50
_WORKBOOKS = (".xlsx", ".csv")


class Lent(NamedTuple):
    """A file's facts, and whether they are the plan's own (`own`) or shared with others."""

    source: Source
    root: MappingNode
    own: bool


@dataclass(slots=True)
class Shelf:
    """All that a plan's facts use: the files in order, what is wrong with them, cells of which all has been said.

    A file that is `unread` may hold any fact: that one is missing cannot be told.
    """

    fields: tuple[Field, ...]
    only_in_plan: tuple[str, ...]
    tree: Path
    books: sheets.Books
    lent: list[Lent] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    faulty: set[Place] = field(default_factory=set)
    seen: set[Path] = field(default_factory=set)
    unread: bool = False

    def take(self, source: Source, root: MappingNode, above: tuple[Path, ...] = ()) -> None:
        """Adds the files that the facts in `source` use; `above` are those that led there."""
        above = (*above, Path(source.file).resolve())
        for name in self.names(source, root):
            place = source.place(name)
            named = nearby.find(name.text, source.file, self.tree, place, USE)
            if isinstance(named, Problem):
                self.problems.append(named)
            elif named.path in above:
                self.problems.append(problem("X721", place, USE, name=name.text))
            elif named.path not in self.seen:
                self.seen.add(named.path)
                self.open(named, place, above)

    def names(self, source: Source, root: MappingNode) -> list[Scalar]:
        """The files' names: one, or a list of them."""
        node = root.entries.get(USE)
        if node is None or is_empty(node):
            return []
        nodes = node.items if isinstance(node, Sequence) else [node]
        for each in nodes:
            if not isinstance(each, Scalar):
                words = {"label": USE, "wanted": "是文件名，或者文件名的列表", "found": "别的写法"}
                example = f"如：{USE}: ../common/unit.yaml"
                self.problems.append(problem("F103", source.place(each), USE, example=example, **words))
        return [each for each in nodes if isinstance(each, Scalar) and not is_empty(each)]

    def open(self, named: Named, place: Place, above: tuple[Path, ...]) -> None:
        """Adds one file."""
        if len(self.seen) > MAX_FILES:
            self.problems.append(problem("X725", place, USE, limit=MAX_FILES))
            return
        own = Path(named.shown).suffix.lower() in _WORKBOOKS
        if own:
            source, faulty = sheets.singles(named, self.fields, place, self.books)
            self.faulty |= faulty
        else:
            source = yaml_source.read(named.path, named.shown)
        self.problems += source.problems
        root = source.root
        if isinstance(root, MappingNode):
            self.lent.append(Lent(source, root, own))
            self.refuse_settings(source, root)
            if not own:
                self.take(source, root, above)
        else:
            self.problems += not_a_mapping(source)
            self.unread = True

    def refuse_settings(self, source: Source, root: MappingNode) -> None:
        """What only the plan itself may say."""
        for key in self.only_in_plan:
            if key in root.entries:
                self.problems.append(problem("X722", source.key_place(root, key), key, key=key))

    def givers(self, source: Source, root: MappingNode) -> dict[str, Lent]:
        """The facts that are not the plan's own, with who gives them; where values differ, that is noted."""
        own = Lent(source, root, own=True)
        found: dict[str, Lent] = {}
        for each in self.fields:
            having = [lent for lent in (own, *self.lent) if each.name in lent.root.entries]
            filled = [lent for lent in having if not is_blank(lent.root.entries[each.name])]
            first = next(iter(filled or having), own)
            if first is not own:
                found[each.name] = first
            self.problems += (problem for other in filled[1:] for problem in _differing(each, first, other))
        return found

    def unknown(self) -> Iterator[tuple[Lent, str]]:
        """The keys of the plan's own workbook that are no facts."""
        names = {each.name for each in self.fields} | {USE, *self.only_in_plan}
        return ((lent, key) for lent in self.lent if lent.own for key in lent.root.entries if key not in names)


def _plain(node: Node) -> object:
    """A node without its places, and a value without its source and note."""
    match node:
        case Scalar():
            return node.text.strip()
        case Sequence():
            return [_plain(item) for item in node.items]
        case MappingNode():
            value = node.entries.get("value")
            return _plain(value) if value else {key: _plain(inner) for key, inner in node.entries.items()}


def _differing(each: Field, first: Lent, other: Lent) -> Iterator[Problem]:
    if _plain(first.root.entries[each.name]) != _plain(other.root.entries[each.name]):
        there = other.source.key_place(other.root, each.name)
        place = first.source.key_place(first.root, each.name)
        yield problem("X723", place, each.name, label=each.label, file=there.file, line=there.line)


def with_hints(problems: Iterable[Problem], shelf: Shelf) -> Iterator[Problem]:
    """The problems; of a missing fact, with the shared one that was probably meant to be it."""
    names = {each.name for each in shelf.fields}
    shared = (each for each in shelf.lent if not each.own)
    others = {key: _place(each, key) for each in shared for key in each.root.entries if key not in names}
    for found in problems:
        missing = found.path if found.code == "F101" and found.path in names else None
        if missing and shelf.unread:
            continue
        near = close_match(missing, others) if missing else None
        if near and found.path:
            place = others[near]
            hint = f"{place.file} 第{place.line}行有“{near}”，是否想写“{found.path}”？"
            found = found._replace(hint=hint)  # noqa: PLW2901
        yield found


def _place(lent: Lent, key: str) -> Place:
    return lent.source.key_place(lent.root, key)
