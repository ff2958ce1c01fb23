"""新增的项: items that new lines, or a line that says more or less of an item than before, could be.

What an item prints elsewhere is the mold: whatever agrees with it says what the new item's facts are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter import fact_paths
from drafter.differences import Entry, matched
from drafter.source import Mapping as MappingNode
from drafter.source import Node, Scalar
from drafter.source import Sequence as SequenceNode
from drafter.syncing.actions import Action, Add, Insert, Put, Remove
from drafter.syncing.bench import Work
from drafter.syncing.lines import Line, Pair
from drafter.syncing.list_items import leaves
from drafter.syncing.lists import item_of, owner_of
from drafter.syncing.molds import Mold, Tree, cast, mold, of_one

__all__ = ["NewLines", "item_ways", "items_in", "length_ways", "new_lines", "part_ways"]

_MOST_MOLDS = 6
_MOST_TRIED = 24


class NewLines(NamedTuple):
    """Lines of the edited text that stand together and are new, and the draft's lines around them."""

    others: tuple[int, ...]
    before: int | None
    after: int | None


def new_lines(pairs: Sequence[Pair]) -> list[NewLines]:
    """Every stretch of lines that are new."""
    found: list[NewLines] = []
    before: int | None = None
    others: list[int] = []
    for index, other in (*pairs, (-1, None)):
        if index is None and other is not None:
            others.append(other)
        elif index is not None:
            if others:
                found.append(NewLines(tuple(others), before, index if index >= 0 else None))
            others, before = [], index
    return found


def items_in(line: Line) -> list[str]:
    """The items whose facts a line prints, innermost first."""
    found: dict[str, None] = {}
    for cell in line.cells:
        for run in cell:
            item = item_of(run.origin.path if run.origin else None)
            while item:
                found.setdefault(item)
                item = item_of(owner_of(item)[0])
    return sorted(found, key=lambda item: -item.count("["))


def item_ways(
    own: Sequence[Line], wanted: Sequence[Line], new: NewLines
) -> Iterator[tuple[tuple[Action, ...], tuple[int, ...]]]:
    """What the first of the new lines, and those that belong to it, could be: an item, and which lines print it."""
    printed = _printed(own, is_row=wanted[new.others[0]].is_row)
    places = [
        (item, molds, step)
        for place, step in ((new.before, 1), (new.after, 0))
        for item in (items_in(own[place]) if place is not None else ())
        for molds in _molds(printed, item)
    ]
    for whole in (True, False):
        for item, molds, step in places:
            owner, number = owner_of(item)
            path = f"{owner}[{number + step}]"
            for size in range(len(new.others), 0, -1):
                words = [wanted[other].words for other in new.others[:size]]
                for tree in cast(molds, words, whole=whole):
                    yield (Insert(path, tree) if isinstance(tree, str) else Add(path, tree),), new.others[:size]


_Printed = dict[str, list[Line]]


def _printed(own: Sequence[Line], *, is_row: bool) -> _Printed:
    """Every item with the lines that print something of it, in printing order."""
    found: _Printed = {}
    for line in own:
        for item in items_in(line) if line.is_row == is_row else ():
            found.setdefault(item, []).append(line)
    return found


def _molds(printed: _Printed, item: str) -> Iterator[list[Mold]]:
    """How the items of such lists are printed, each way once, the nearest ones first."""
    kind = _kind(item)
    order = [each for each in printed if _kind(each) == kind]
    at = order.index(item) if item in order else 0
    shapes: set[str] = set()
    for place in sorted(range(len(order)), key=lambda place: (abs(place - at), place))[:_MOST_TRIED]:
        each = order[place]
        molds = [made for line in printed[each] if (made := mold(line, each))]
        shape = "\n".join(made.shape for made in molds)
        if molds and shape not in shapes and len(shapes) < _MOST_MOLDS:
            shapes.add(shape)
            yield molds


def _kind(item: str) -> str:
    """An item's path without numbers: that of every item of such lists."""
    return re.sub(r"\[\d+\]", "[]", item)


def part_ways(own: Sequence[Line], index: int, words: str, work: Work) -> Iterator[tuple[Action, ...]]:
    """Facts of an item that a changed line says more of, or less: what has to be written for it to be printed so."""
    printed = _printed(own, is_row=own[index].is_row)
    for item in items_in(own[index]):
        for molds in _molds(printed, item):
            for each in molds:
                for tree in cast([each], [words]):
                    actions = _actions(own[index], item, tree, work)
                    if actions:
                        yield actions


def length_ways(own: Sequence[Line], index: int, words: str, work: Work) -> Iterator[tuple[Action, ...]]:
    """Items of an item's list that a changed line says more or fewer of: 一是……二是…… of groups of facts."""
    for item in items_in(own[index]):
        made = mold(own[index], item)
        now = _tree(fact_paths.node_at(work.facts.root, item)) if made else {}
        for tree in cast([made], [words]) if made and isinstance(now, dict) else ():
            if isinstance(tree, dict) and isinstance(now, dict):
                pairs = [(name, now.get(name), value) for name, value in tree.items()]
                longer = [each for each in pairs if isinstance(each[1], list) and isinstance(each[2], list)]
                for name, old, new in longer:
                    if isinstance(old, list) and isinstance(new, list) and len(old) != len(new):
                        yield tuple(_length_steps(f"{item}.{name}", old, new))


def _length_steps(owner: str, old: list[Tree], new: list[Tree]) -> Iterator[Action]:
    """What makes a list as long as another, last item first."""
    steps: list[Action] = []
    following = 1
    for index, other in matched(*([Entry(_said(each)) for each in items] for items in (old, new))):
        if index is None and other is not None:
            tree = new[other]
            path = f"{owner}[{following}]"
            steps.append(Insert(path, tree) if isinstance(tree, str) else Add(path, tree))
        elif index is not None:
            following = index + 2
            path = f"{owner}[{index + 1}]"
            steps += [Remove(path)] if other is None else _changed(path, old[index], new[other])
    yield from reversed(steps)


def _changed(path: str, old: Tree, new: Tree) -> list[Action]:
    """The values of an item that stays, where they are others now."""
    before, after = dict(leaves(old, path)), dict(leaves(new, path))
    return [Put(leaf, value) for leaf, value in after.items() if leaf in before and before[leaf].strip() != value]


def _said(tree: Tree) -> str:
    return "\n".join(value for _, value in leaves(tree))


def _actions(line: Line, item: str, tree: Tree, work: Work) -> tuple[Action, ...]:
    """The facts that are said for the first time or no more; nothing where others would have to change."""
    now = dict(leaves(_tree(fact_paths.node_at(work.facts.root, item))))
    printed = {name.partition("[")[0] for cell in line.cells for run in cell if (name := of_one(run, item))}
    wanted = dict(leaves(tree))
    if any(name in now and now[name].strip() != value for name, value in wanted.items()):
        return ()
    puts = [Put(f"{item}.{name}", value) for name, value in wanted.items() if name not in now]
    gone = sorted(printed - {name.partition("[")[0] for name in wanted})
    return (*puts, *(Put(f"{item}.{name}", "") for name in gone if name)) if "" not in wanted else ()


def _tree(node: Node | None) -> Tree:
    match node:
        case Scalar():
            return node.text
        case SequenceNode():
            return [_tree(each) for each in node.items]
        case MappingNode():
            value = node.entries.get("value")
            return _tree(value) if value else {name: _tree(each) for name, each in node.entries.items()}
        case None:
            return {}
