"""模子: how an item of a list is printed, read from its own lines, and what another item says that is printed so.

A line's runs tell which of its words are the item's facts, which the program counts and which are always the same; so
the words of a new line fall into the facts that it would print. Whether they do is proved by drafting them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice, pairwise
from typing import NamedTuple

from drafter.document import Run, Text
from drafter.syncing.lines import Line, is_number, pattern

__all__ = ["Mold", "Tree", "cast", "mold", "of_one"]

_STOPS = "。；;，、"
_MOST_READINGS = 12
_MOST_HOLES = 40  # a longer line would take a regular expression too long to match

Tree = str | list["Tree"] | dict[str, "Tree"]
"""What an item says: a text, a list or a group of facts by their names."""


class _Fixed(NamedTuple):
    pattern: str


class _Hole(NamedTuple):
    """Where one fact of the item stands; `name` is empty for an item that is a text itself."""

    name: str


class _Several(NamedTuple):
    """Where a list of the item stands: behind marks, or between separators; `one` is how one of them is printed.

    `alone`: the line prints one only, so its words are not parted.
    """

    name: str
    mark: str
    separators: tuple[str, ...]
    one: tuple[_Fixed | _Hole, ...]
    alone: bool


_Part = _Fixed | _Hole | _Several
_TAB = _Fixed("\t")


class Mold(NamedTuple):
    """A line as an item prints it, cell by cell."""

    cells: tuple[tuple[_Part, ...], ...]

    @property
    def shape(self) -> str:
        """What tells it from other molds."""
        return repr(self.cells)


def mold(line: Line, item: str) -> Mold | None:
    """The mold of a line that prints facts of `item`; None where it prints none, or one of them twice."""
    cells = tuple(tuple(_parts(cell, item)) for cell in line.cells)
    names = [each.name for cell in cells for each in cell if not isinstance(each, _Fixed)]
    return Mold(cells) if names and len(names) <= _MOST_HOLES and len(names) == len(set(names)) else None


def of_one(run: Run, item: str) -> str | None:
    """The run's fact, by its path inside the item, where it is the item's."""
    path = run.origin.path if run.origin else None
    if path is None or not (path == item or path.startswith((f"{item}.", f"{item}["))):
        return None
    return path[len(item) :].removeprefix(".")


def _parts(cell: Text, item: str) -> Iterator[_Part]:
    """The cell's runs, those of one list together, with the mark before the first of them."""
    names = [of_one(run, item) for run in cell]
    at = 0
    while at < len(cell):
        head, several, _ = (names[at] or "").partition("[")
        marked = is_number(cell[at]) and at + 1 < len(cell) and "[" in (names[at + 1] or "")
        if marked:
            head, several = (names[at + 1] or "").partition("[")[0], "["
        if several:
            last = max(index for index, name in enumerate(names) if (name or "").startswith(f"{head}["))
            yield _several(head, cell[at : last + 1], names[at : last + 1], marked=marked)
            at = last + 1
        else:
            name = names[at]
            yield _Fixed(pattern([(cell[at], cell[at].text)])) if name is None else _Hole(name)
            at += 1


def _several(head: str, runs: Text, names: Sequence[str | None], *, marked: bool) -> _Several:
    """A list's runs: what stands before each of its items, between them, and inside the first."""
    numbers = [_index(name, head) for name in names]
    known = [number for number in numbers if number is not None]
    places = {number: [at for at, own in enumerate(numbers) if own == number] for number in dict.fromkeys(known)}
    first = places[known[0]]
    one = tuple(
        _Hole(_inner(name)) if name is not None else _Fixed(re.escape(run.text))
        for run, name in zip(runs[first[0] : first[-1] + 1], names[first[0] : first[-1] + 1], strict=True)
    )
    ends = [(own[0], own[-1]) for own in places.values()]
    between = {"".join(run.text for run in runs[end + 1 : start]) for (_, end), (start, _) in pairwise(ends)}
    mark = pattern([(runs[0], runs[0].text)]) if marked else ""
    return _Several(head, mark, tuple(between) if len(between) == 1 else ("、", "；"), one, len(places) == 1)


def _index(name: str | None, head: str) -> int | None:
    found = re.match(rf"{re.escape(head)}\[(\d+)\]", name or "")
    return int(found[1]) if found else None


def _inner(name: str) -> str:
    """A fact's name inside an item of a list."""
    return name[name.index("]") + 1 :].removeprefix(".")


# ---- what new words say ------------------------------------------------------------------------------------------


def cast(molds: Sequence[Mold], words: Sequence[str], *, whole: bool = False) -> Iterator[Tree]:
    """What an item may say that is printed as these lines; nothing where they are not lines of these molds, in order.

    Unless they are `whole`, what a mold prints may be missing in a line, one thing at a time.
    """
    seen: list[Tree] = []
    for found in islice(_found(molds, list(words), {}, whole=whole), _MOST_READINGS):
        tree = _grown(found)
        if tree is not None and tree not in seen:
            seen.append(tree)
            yield tree


def _found(
    molds: Sequence[Mold], words: list[str], known: dict[str, Tree], *, whole: bool
) -> Iterator[dict[str, Tree]]:
    """The facts that lines say, by their names, each line by one of the molds that are left."""
    if not words:
        yield known
        return
    for at, each in enumerate(molds):
        for values in _values(each, words[0], whole=whole):
            merged = _merged(known, values)
            if merged is not None:
                yield from _found(molds[at:], words[1:], merged, whole=whole)


def _merged(known: dict[str, Tree], values: dict[str, Tree]) -> dict[str, Tree] | None:
    """Both together, lists one behind the other; None where both say the same fact."""
    merged = dict(known)
    for name, value in values.items():
        before = merged.get(name)
        if before is not None and not (isinstance(before, list) and isinstance(value, list)):
            return None
        merged[name] = before + value if isinstance(before, list) and isinstance(value, list) else value
    return merged


def _values(each: Mold, words: str, *, whole: bool) -> Iterator[dict[str, Tree]]:
    """What a line says by a mold, whole or with one thing missing: its facts by their names."""
    parts = [part for number, cell in enumerate(each.cells) for part in (*((_TAB,) if number else ()), *cell)]
    for own in (parts,) if whole else _variants(parts):
        holes = [part for part in own if not isinstance(part, _Fixed)]
        found = re.fullmatch(_expression(own), words)
        if not found or not holes:
            continue
        values: dict[str, Tree] = {}
        for part, text in zip(holes, found.groups(), strict=True):
            values[part.name] = text.strip() if isinstance(part, _Hole) else _items(part, text)
        if all(values.values()):
            yield values


def _expression(parts: Sequence[_Part]) -> str:
    """A line as a regular expression that never looks twice: a fact ends where what follows it first stands.

    The last fact goes as far as it can, for it may hold the stop that closes the line.
    """
    groups = [(fixed, list(group)) for fixed, group in groupby(parts, key=lambda part: isinstance(part, _Fixed))]
    written = []
    for at, (fixed, group) in enumerate(groups):
        if fixed and at == 0:
            written.append(_fixed(group))
        elif not fixed:
            behind = _fixed(groups[at + 1][1]) if at + 1 < len(groups) else ""
            inner = r"([^\t]+)" * len(group)
            written.append(f"{inner}{behind}" if at + 2 >= len(groups) else f"(?>{inner[:-1]}?){behind})")
    return "".join(written)


def _fixed(parts: Sequence[_Part]) -> str:
    return "".join(part.pattern for part in parts if isinstance(part, _Fixed))


def _variants(parts: Sequence[_Part]) -> Iterator[Sequence[_Part]]:
    """All of a line's parts, and all but one fact with what may stand beside it."""
    yield parts
    for at, part in enumerate(parts):
        if isinstance(part, _Fixed):
            continue
        for left, right in ((1, 1), (1, 0), (0, 1), (0, 0)):
            gone = (*parts[at - left : at], *parts[at + 1 : at + 1 + right])
            if len(gone) == left + right and all(isinstance(each, _Fixed) and each != _TAB for each in gone):
                yield [*parts[: at - left], *parts[at + 1 + right :]]


def _items(several: _Several, words: str) -> list[Tree]:
    """The items of a list in its words; none where they are not printed so."""
    if several.mark and several.alone:
        pieces = [re.sub(several.mark, "", words, count=1) if re.match(several.mark, words) else words]
    elif several.mark:
        pieces = re.split(several.mark, words)
        pieces = pieces if pieces[0] else pieces[1:]
    else:
        separator = next((each for each in several.separators if each in words), None)
        pieces = words.split(separator) if separator else [words]
    items = [_item(several.one, piece) for piece in pieces]
    return [item for item in items if item] if all(items) else []


def _item(one: Sequence[_Fixed | _Hole], words: str) -> Tree | None:
    names = [part.name for part in one if isinstance(part, _Hole)]
    written = "".join(part.pattern if isinstance(part, _Fixed) else "(.+?)" for part in one)
    found = re.fullmatch(written, words.strip().rstrip(_STOPS))
    if not found or len(names) != len(set(names)):
        return None
    return _grown(dict(zip(names, found.groups(), strict=True)))


def _grown(values: Mapping[str, Tree]) -> Tree | None:
    """Facts by their paths as a tree: 'a.b' inside 'a', and an item without a name as itself."""
    if not values:
        return None
    if set(values) == {""}:
        return values[""]
    if "" in values or any("[" in name for name in values):
        return None
    tree: dict[str, Tree] = {}
    for head, names in groupby(values, key=lambda name: name.partition(".")[0]):
        own = list(names)
        if own == [head]:
            tree[head] = values[head]
            continue
        inner = _grown({name.partition(".")[2]: values[name] for name in own})
        if inner is None or head in tree:
            return None
        tree[head] = inner
    return tree
