"""判定: whether what was tried made exactly the edit and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from drafter.differences import Entry, matched
from drafter.document import Run, Text, plain
from drafter.place import Place
from drafter.syncing.edits import Edit, changes
from drafter.syncing.lines import Line, Pair, fits, is_number, paired, pattern

__all__ = [
    "Spot",
    "Touched",
    "arrived",
    "body",
    "edited",
    "explains",
    "follows",
    "only",
    "settles",
    "shortens",
]

Spot = tuple[int, int]
"""A line's index and a cell's."""

Reworded = tuple[tuple[Run, ...], Place | None]


class Touched(NamedTuple):
    """What has been changed: edits by the cell they are in, the paths of facts, and wording by the text it is in."""

    edits: Mapping[Spot, tuple[Edit, ...]] = {}
    paths: frozenset[str] = frozenset()
    reworded: frozenset[Reworded] = frozenset()

    def and_(
        self, edits: Mapping[Spot, tuple[Edit, ...]], paths: frozenset[str], reworded: frozenset[Reworded]
    ) -> Touched:
        """With more of each."""
        merged = {spot: (*self.edits.get(spot, ()), *more) for spot, more in edits.items()}
        return Touched({**self.edits, **merged}, self.paths | paths, self.reworded | reworded)


def body(text: Text) -> tuple[Run, ...]:
    """A text without its number and label: attachments' titles are the same wherever they stand."""
    return tuple(run for run in text if run.origin is not None and not is_number(run))


def edited(words: str, edits: Sequence[Edit]) -> str:
    """A run's text after edits of it."""
    for edit in sorted(edits, key=lambda each: -each.start):
        words = words[: edit.start] + edit.text + words[edit.end :]
    return words


def explains(
    before: Sequence[Line], after: Sequence[Line], touched: Touched, is_computed: Callable[[str], bool]
) -> bool:
    """Whether every text is what the accepted edits make of it, to the letter; elsewhere only what follows."""
    return len(before) == len(after) and all(
        len(line.cells) == len(other.cells)
        and all(
            _explained(cell, plain(new), touched, (index, number), is_computed)
            for number, (cell, new) in enumerate(zip(line.cells, other.cells, strict=True))
        )
        for index, (line, other) in enumerate(zip(before, after, strict=True))
    )


def _explained(cell: Text, new: str, touched: Touched, spot: Spot, is_computed: Callable[[str], bool]) -> bool:
    own = touched.edits.get(spot, ())
    if not own and plain(cell) == new:
        return True
    own_body = body(cell) if touched.reworded else ()
    parts: list[tuple[Run, str | None]] = []
    for index, run in enumerate(cell):
        edits = [edit for edit in own if edit.run == index]
        path = run.origin.path if run.origin else None
        place = run.origin.wording if run.origin and path is None else None
        if edits:
            parts.append((run, edited(run.text, edits)))
        elif _may_follow(path, place, own_body, touched) or (path is not None and is_computed(path)):
            parts.append((run, None))
        else:
            parts.append((run, run.text))
    return re.fullmatch(pattern(parts), new, re.DOTALL) is not None


def _may_follow(path: str | None, place: Place | None, own: tuple[Run, ...], touched: Touched) -> bool:
    """Whether a run prints a fact that was changed, or wording that was changed in a text that is the same."""
    return path in touched.paths if path is not None else place is not None and (own, place) in touched.reworded


def follows(before: Sequence[Line], after: Sequence[Line], spots: frozenset[Spot]) -> list[tuple[Line, str, str]]:
    """Texts that changed besides those that were edited: their line, what they said and what they say."""
    return [
        (line, plain(cell), plain(new))
        for index, (line, other) in enumerate(zip(before, after, strict=True))
        for number, (cell, new) in enumerate(zip(line.cells, other.cells, strict=True))
        if (index, number) not in spots and plain(cell) != plain(new)
    ]


# ---- lines that came and went -----------------------------------------------------------------------------------


def settles(
    before: Sequence[Line],
    after: Sequence[Line],
    *,
    wanted: Sequence[Line],
    owners: frozenset[str],
    focus: int | None,
    is_computed: Callable[[str], bool],
) -> bool:
    """Whether lists that became longer or shorter brought the draft nearer to the edited text, and lost nothing.

    `focus` is the edited line that it is about, None where lines of the draft are to go. Only lines that print
    something of the lists, or what is computed, may differ; where lines are to go, none goes that is still there,
    except a table's rows.
    """
    if not _is_about(before, after, owners, is_computed):
        return False
    old_pairs, new_pairs = paired(before, wanted), paired(after, wanted)
    if focus is not None:
        return _distance(after, wanted, new_pairs, focus) < _distance(before, wanted, old_pairs, focus)
    return _keeps(before, after, wanted) and _unwanted(after, new_pairs) < _unwanted(before, old_pairs)


def arrived(
    before: Sequence[Line],
    after: Sequence[Line],
    *,
    wanted: Sequence[Line],
    owners: frozenset[str],
    others: Sequence[int],
    is_computed: Callable[[str], bool],
) -> bool:
    """Whether the draft says these edited lines to the letter, in their place, and lost nothing.

    Only lines that print something of `owners`, or what is computed, may differ.
    """
    return (
        _is_about(before, after, owners, is_computed)
        and set(others) <= _agreeing(after, wanted, paired(after, wanted))
        and _keeps(before, after, wanted)
    )


def shortens(before: Sequence[Line], after: Sequence[Line], *, row: int) -> bool:
    """Whether one row went, and everything else is as it was."""
    pairs = matched(*([Entry(_key(line)) for line in each] for each in (before, after)))
    gone = [
        index for index, other in pairs if other is None or (index is not None and _other(before, after, index, other))
    ]
    return gone == [row] and len(after) == len(before) - 1


def only(
    before: Sequence[Line], after: Sequence[Line], *, gone: frozenset[int], came: Sequence[str], wanted: Sequence[Line]
) -> bool:
    """Whether these lines of the draft gave way to those words, in the edited text's place, and nothing else."""
    pairs = matched(*([Entry(_key(line)) for line in each] for each in (before, after)))
    same = [(index, other) for index, other in pairs if index is not None and other is not None]
    kept = [(index, other) for index, other in same if not _other(before, after, index, other)]
    new = sorted(set(range(len(after))) - {other for _, other in kept})
    if set(range(len(before))) - {index for index, _ in kept} != gone or len(new) != len(came):
        return False
    agreeing = _agreeing(after, wanted, paired(after, wanted))
    return all(fits(after[other], words) for other, words in zip(new, came, strict=True)) and (
        {wanted[other].words for other in agreeing} >= set(came)
    )


def _other(before: Sequence[Line], after: Sequence[Line], index: int, other: int) -> bool:
    return _key(before[index]) != _key(after[other])


def _is_about(
    before: Sequence[Line], after: Sequence[Line], owners: frozenset[str], is_computed: Callable[[str], bool]
) -> bool:
    """Whether all lines that differ print something of these lists and facts, or something computed."""
    return all(
        any(_touches(line, owner) for owner in owners) or any(map(is_computed, _paths(line)))
        for line in _differing(before, after)
    )


def _keeps(before: Sequence[Line], after: Sequence[Line], wanted: Sequence[Line]) -> bool:
    """Whether every line of the edited text that the draft had is still there, changed at most; rows may go."""
    pairs = paired(after, wanted)
    lost = _agreeing(before, wanted, paired(before, wanted)) - _agreeing(after, wanted, pairs)
    there = {other for index, other in pairs if index is not None}
    return all(wanted[other].is_row or other in there for other in lost)


def _differing(before: Sequence[Line], after: Sequence[Line]) -> list[Line]:
    """The lines of both that are not in the other, apart from numbers."""
    found: list[Line] = []
    for index, other in matched(*([Entry(_key(line)) for line in each] for each in (before, after))):
        if index is None or other is None or _key(before[index]) != _key(after[other]):
            found += [before[index]] if index is not None else []
            found += [after[other]] if other is not None else []
    return found


def _key(line: Line) -> str:
    return "\t".join(["".join(["#" if is_number(run) else run.text for run in cell]) for cell in line.cells])


def _touches(line: Line, owner: str) -> bool:
    return any(path == owner or path.startswith((f"{owner}[", f"{owner}.")) for path in _paths(line))


def _paths(line: Line) -> list[str]:
    return [run.origin.path for cell in line.cells for run in cell if run.origin and run.origin.path]


def _agreeing(own: Sequence[Line], wanted: Sequence[Line], pairs: Sequence[Pair]) -> set[int]:
    """The lines of the edited text that the draft has, apart from numbers."""
    return {
        other
        for index, other in pairs
        if index is not None and other is not None and fits(own[index], wanted[other].words)
    }


def _unwanted(own: Sequence[Line], pairs: Sequence[Pair]) -> int:
    """How many lines of the text, rows apart, the edited one has not."""
    return sum(1 for index, other in pairs if index is not None and other is None and not own[index].is_row)


def _distance(own: Sequence[Line], wanted: Sequence[Line], pairs: Sequence[Pair], focus: int) -> int:
    """How many characters an edited line and the draft's line in its place do not share."""
    line, target = (
        next((own[index] if index is not None else None for index, other in pairs if other == focus)),
        wanted[focus],
    )
    if line is None or len(line.cells) != len(target.cells):
        return len(target.words) + 1
    if fits(line, target.words):
        return 0
    cells = zip(line.cells, target.cells, strict=True)
    return sum(len(each.gone) + len(each.words) for cell, new in cells for each in changes(cell, plain(new)))
