"""Rolling (滚动到新一年): next year's facts file from this year's.

The text is edited, not written anew: the plan's year and the dates that hang on it move, everything else, comments and
blanks included, stays byte for byte. What cannot be carried over stays in the file as a comment and is told.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from drafter import plan_year, whole_facts
from drafter import source as yaml_source
from drafter.amendment import scalar as yaml_scalar
from drafter.fact_leaves import Leaf
from drafter.facts import PREVIOUS, SETTINGS, STRUCTURE, UNCHANGED
from drafter.place import Place
from drafter.plan_year import DATES
from drafter.proof import stale
from drafter.source import Mapping, Node, Scalar, Sequence, Source
from drafter.structure import Field, Structure

__all__ = ["Left", "Moved", "NoWayError", "Rolled", "YearError", "rolled"]

_BOM = "\ufeff"
_BREAK = re.compile(r"\r\n|\r|\n")


class YearError(ValueError):
    """The new year does not come after the old one, `last`."""

    def __init__(self, last: int) -> None:
        super().__init__(last)
        self.last = last


class NoWayError(ValueError):
    """No relative path leads from the new folder to the old one: they are on different drives."""


class Moved(NamedTuple):
    """改了年份的一项: the fact's path, where it stands, and what it said before and says now."""

    path: str
    place: Place
    before: str
    after: str


class Left(NamedTuple):
    """没有带过来的一项: its name, its line in the new file, and what became of it."""

    name: str
    line: int
    reason: str


class Rolled(NamedTuple):
    """The new facts file, its text and its tree, and what became of everything in the old one.

    `last` is the plan's old year, None where nothing tells it; `carried` counts the facts, whether they moved or not;
    `kept` are dates with a year that does not hang on the plan's; `to_renew` is what `check` will say of the facts.
    `cells` are those to be moved in spreadsheets that go with the plan; `by_hand` what is not moved, though it should.
    """

    text: str
    source: Source
    last: int | None
    carried: int
    moved: tuple[Moved, ...]
    cells: tuple[Moved, ...]
    by_hand: tuple[Moved, ...]
    kept: tuple[Moved, ...]
    to_renew: tuple[Moved, ...]
    left: tuple[Left, ...]

    def with_cells(self, made: Collection[Moved]) -> Rolled:
        """What it comes to where of the cells those in `made` were moved."""
        lost = tuple(each for each in self.cells if each not in made)
        moved = (*self.moved, *(each for each in self.cells if each in made))
        return self._replace(moved=moved, cells=(), by_hand=(*self.by_hand, *lost))


class _Edit(NamedTuple):
    """`text` in place of what stands from `start` to `end`, offsets into the source's text."""

    start: int
    end: int
    text: str


def rolled(old: Source, raw: str, structure: Structure, year: int, target: Path) -> Rolled:
    """The facts file for `year`, to be written to `target`. YearError, NoWayError.

    `old` is sound but for facts that the structure does not know; `raw` is the same file's text with its own line ends
    and byte order mark.
    """
    root = old.root
    assert isinstance(root, Mapping)  # noqa: S101  # a plan that was opened
    facts = whole_facts.read(old, structure.facts)
    last = plan_year.of_plan(facts.all)
    if last is not None and year <= last:
        raise YearError(last)
    wanted = [] if last is None else list(_wanted(facts.all, last, year - last))
    moves = {each: edit for leaf, each in wanted if (edit := _edit(old, leaf, each))}
    drops = list(_drops(old, root, structure.facts))
    way = _previous(old, root, _way(old, target))
    text = _edited(raw, [*moves.values(), *(edit for _, each in drops for edit in each), way])
    new = yaml_source.parse(_plain(text), str(target))

    there = _Shift(old, way, new.file)
    cells = [each for leaf, each in wanted if leaf.source.sheet is not None]
    by_hand = [each for _, each in wanted if each not in moves and each not in cells]
    renewed = _renewed(facts.all, wanted)
    lent = {leaf.path for leaf in facts.lent if not _goes_along(leaf, old)}
    stays = {found.path for found in stale.not_renewed(renewed, facts.all, lent) if found.severity == "warning"}
    to_renew = [Moved(leaf.path, leaf.place, leaf.text, leaf.text) for leaf in facts.all if leaf.path in stays]
    return Rolled(
        text,
        new,
        last,
        len(facts.all),
        tuple(each._replace(place=there.place(each.place)) for each in moves),
        tuple(cells),
        tuple(each._replace(place=there.place(each.place)) for each in by_hand),
        tuple(each._replace(place=there.place(each.place)) for each in _kept(renewed, wanted)),
        tuple(each._replace(place=there.place(each.place)) for each in to_renew),
        tuple(each._replace(line=there.line(each.line)) for each, _ in drops),
    )


def _renewed(facts: Iterable[Leaf], wanted: Iterable[tuple[Leaf, Moved]]) -> list[Leaf]:
    """The facts with their years moved."""
    after = {leaf.path: each.after for leaf, each in wanted}
    return [leaf._replace(text=after.get(leaf.path, leaf.text)) for leaf in facts]


def _goes_along(leaf: Leaf, old: Source) -> bool:
    """Whether the file that it stands in is the plan's own, and copied with it."""
    return Path(leaf.source.file).resolve().is_relative_to(Path(old.file).resolve().parent)


def _kept(renewed: Iterable[Leaf], wanted: Iterable[tuple[Leaf, Moved]]) -> Iterator[Moved]:
    """Dates with a year that stayed: of tasks and programmes longer than the plan, of the past, of 29 February."""
    paths = {leaf.path for leaf, _ in wanted}
    for leaf in renewed:
        if leaf.field.kind in DATES and leaf.path not in paths and plan_year.years_in(leaf.text):
            yield Moved(leaf.path, leaf.place, leaf.text, leaf.text)


def _wanted(facts: tuple[Leaf, ...], last: int, step: int) -> Iterator[tuple[Leaf, Moved]]:
    """The plan's year and every date that hangs on it, unless the calendar lacks the new day."""
    of_plan = plan_year.year_fact(facts)
    for leaf in facts:
        kind, text = leaf.field.kind, leaf.text
        after: str | None = None
        if leaf is of_plan:
            after = str(last + step)
        elif kind in DATES and plan_year.belongs(kind, text, last):
            after = plan_year.moved(kind, text, step)
        if after:
            yield leaf, Moved(leaf.path, leaf.place, text, after)


def _edit(old: Source, leaf: Leaf, move: Moved) -> _Edit | None:
    """The move made in the facts file; None where it stands elsewhere, or otherwise than it reads (escapes, folds)."""
    if leaf.source is not old or not isinstance(leaf.node, Scalar):
        return None
    start = old.text.find(move.before, leaf.node.start, leaf.node.end)
    return _Edit(start, start + len(move.before), move.after) if start >= 0 else None


# ---- what is not carried over ---------------------------------------------------------------------------------------


def _drops(old: Source, root: Mapping, fields: tuple[Field, ...]) -> Iterator[tuple[Left, list[_Edit]]]:
    """Facts that the structure does not know, and what was settled for the old year only; each made a comment."""
    if UNCHANGED in root.entries:
        edits = _commented(old, root, UNCHANGED)
        yield Left(UNCHANGED, root.keys[UNCHANGED].line, "哪些不变，新的一年要重新定" + _how(edits)), edits
    if not isinstance(root.entries.get(PREVIOUS), Scalar | None):
        edits = _commented(old, root, PREVIOUS)
        yield Left(PREVIOUS, root.keys[PREVIOUS].line, "应当是一个文件名" + _how(edits)), edits
    for path, node, key in _unknown(root, fields, "", SETTINGS):
        edits = _commented(old, node, key)
        yield Left(path, node.keys[key].line, "现在的结构里没有这一项" + _how(edits)), edits


def _how(edits: list[_Edit]) -> str:
    return "，在新文件里成了注释" if edits else "，还留在新文件里，请自己删去"


def _unknown(
    node: Node | None, fields: tuple[Field, ...], path: str, own: tuple[str, ...] = ()
) -> Iterator[tuple[str, Mapping, str]]:
    """Keys of groups and items that are no fields: path, owner, key."""
    if not isinstance(node, Mapping):
        return
    known = {each.name: each for each in fields}
    for key, inner in node.entries.items():
        at = f"{path}.{key}" if path else key
        each = known.get(key)
        if each is None and key not in own:
            yield at, node, key
        elif each and each.kind == "group":
            yield from _unknown(inner, each.fields, at)
        elif each and each.fields and isinstance(inner, Sequence):
            for number, item in enumerate(inner.items, start=1):
                yield from _unknown(item, each.fields, f"{at}[{number}]")


def _commented(old: Source, owner: Mapping, key: str) -> list[_Edit]:
    """The key's lines made comments; nothing where other things stand on them, which a comment would swallow."""
    column = owner.keys[key].column - 1
    starts = _line_starts(old.text)
    first = owner.keys[key].line - 1
    last = _last_line(old.text.split("\n"), first, column)
    lines = old.text.split("\n")[first : last + 1]
    if any(line[:column].strip() for line in lines):
        return []
    edits = [
        _Edit(starts[first + number] + column, starts[first + number] + column, "# ")
        for number, line in enumerate(lines)
        if line.strip()
    ]
    after = yaml_source.parse(_applied(old.text, edits), old.file)
    expected = _bare(old.root, without=(owner, key))
    return edits if _bare(after.root) == expected and len(after.problems) <= len(old.problems) else []


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]


def _last_line(lines: list[str], first: int, column: int) -> int:
    """The last line of what begins on line `first` at `column`; comments and blank lines behind it are not its own."""
    last = first
    for number in range(first + 1, len(lines)):
        line = lines[number]
        words = line.lstrip(" ")
        indent = len(line) - len(words)
        ends = indent < column or (indent == column and not words.startswith(("- ", "#")) and words != "-")
        if words and ends:
            break
        if words and (indent > column or not words.startswith("#")):
            last = number
    return last


def _bare(node: Node | None, without: tuple[Mapping, str] | None = None) -> object:
    """A tree without places, and without one key of one of its mappings."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [_bare(item, without) for item in node.items]
        case Mapping():
            entries = node.entries.items()
            dropped = without[1] if without and without[0] is node else None
            return {name: _bare(inner, without) for name, inner in entries if name != dropped}
        case None:
            return None


# ---- previous -------------------------------------------------------------------------------------------------------


def _way(old: Source, target: Path) -> str:
    try:
        way = os.path.relpath(Path(old.file).resolve(), target.parent.resolve())
    except ValueError as error:
        raise NoWayError from error
    return Path(way).as_posix()


def _previous(old: Source, root: Mapping, way: str) -> _Edit:
    """`previous` pointing to the old file: in its place, else on a line of its own behind the structure's."""
    node = root.entries.get(PREVIOUS)
    if isinstance(node, Scalar):
        end = node.start + len(old.text[node.start : node.end].rstrip("\n"))
        return _Edit(node.start, end, (" " if node.start == node.end else "") + yaml_scalar(way))
    named = root.entries[STRUCTURE]
    assert isinstance(named, Scalar)  # noqa: S101  # the plan was opened by it
    end = old.text.find("\n", named.end)
    end = len(old.text) if end < 0 else end
    indent = " " * (root.keys[STRUCTURE].column - 1)
    line = _Edit(end, end, f"\n{indent}{PREVIOUS}: {yaml_scalar(way)}")
    after = yaml_source.parse(_applied(old.text, [line]), old.file).root
    if isinstance(after, Mapping) and PREVIOUS in after.entries:
        return line
    return _Edit(named.end, named.end, f', {PREVIOUS}: "{way}"')  # the whole file in one pair of brackets


class _Shift(NamedTuple):
    """From places in the old file to those in the new `file`, which has a line more where `way` added one."""

    old: Source
    way: _Edit
    file: str

    def line(self, line: int) -> int:
        """A line's number in the new file."""
        return line + (self.way.text.startswith("\n") and line > self.old.text.count("\n", 0, self.way.start) + 1)

    def place(self, place: Place) -> Place:
        """A place in the new file; one in another file stays where it is."""
        return place._replace(file=self.file, line=self.line(place.line)) if place.file == self.old.file else place


# ---- editing --------------------------------------------------------------------------------------------------------


def _applied(text: str, edits: Iterable[_Edit]) -> str:
    parts, end = [], 0
    for edit in sorted(edits):
        parts += [text[end : edit.start], edit.text]
        end = edit.end
    return "".join([*parts, text[end:]])


def _edited(raw: str, edits: Iterable[_Edit]) -> str:
    """The edits made in the file's own text, whose line ends may be of two characters."""
    ahead = len(raw) - len(raw.removeprefix(_BOM))
    doubles = [found.start() - ahead - number for number, found in enumerate(re.finditer("\r\n", raw))]
    own = _BREAK.search(raw)

    def at(offset: int) -> int:
        return offset + ahead + bisect_left(doubles, offset)

    return _applied(
        raw, [_Edit(at(each.start), at(each.end), each.text.replace("\n", own[0] if own else "\n")) for each in edits]
    )


def _plain(text: str) -> str:
    """The text as `source` reads it."""
    return _BREAK.sub("\n", text.removeprefix(_BOM))
