"""改动: what differs between a drafted text and the edited one, each difference inside one run of the draft.

A replaced stretch may reach over several runs: it is parted so that as few of them as possible change, and as little
of each. What is inserted between two runs could belong to either; a text of the user's takes it before a name, a date
or a figure does, for these end where they end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from drafter.differences import stretches, tokens
from drafter.document import Run, Text, plain
from drafter.syncing.lines import is_number

__all__ = ["Change", "Edit", "changes", "slid"]

_MOST_PARTED = 20_000  # runs times the square of the new characters: half a second
_APART = 3  # characters
_CLAUSE_ENDS = frozenset("，。；：！？、")
_OPEN_KINDS = frozenset(("text", "paragraph"))


class Edit(NamedTuple):
    """`text` in place of a run's characters from `start` to `end`; `run` is its index in the text."""

    run: int
    start: int
    end: int
    text: str


class Change(NamedTuple):
    """改动 of one stretch: from `start` to `end` of the old text `words` came in, parted into edits of runs.

    `at` is where they stand in the new text.
    """

    start: int
    end: int
    at: int
    gone: str
    words: str
    edits: tuple[Edit, ...]


def changes(old: Text, new: str) -> list[Change]:
    """The stretches in which a text was changed; one without edits reaches over more than can be parted."""
    words = plain(old)
    before, after = tokens(words), tokens(new)
    starts, new_starts = _starts(before), _starts(after)
    spans = [
        (starts[each.start], starts[each.end], new_starts[each.new_start], new_starts[each.new_end])
        for each in stretches(before, after, before)
        if not each.same
    ]
    found = []
    for start, end, at, until in _joined(spans, old):
        left, right, came = _trimmed(words, start, end, new[at:until])
        found.append(
            Change(left, right, at + left - start, words[left:right], came, tuple(_edits(old, left, right, came)))
        )
    return found


def slid(old: Text, change: Change) -> Iterator[Change]:
    """The same change told otherwise: 甲。乙 in front of 。 is 。甲 behind it. Only those inside a text of the user's.

    Words that came alone, or went alone, may be taken to stand further left or right by as many characters as agree.
    """
    if bool(change.gone) == bool(change.words):
        return
    words, moving = plain(old), change.gone or change.words
    for step in (-1, 1):
        start, end, own = change.start, change.end, moving
        for _ in range(len(moving)):
            edge = words[start - 1 : start] if step < 0 else words[end : end + 1]
            if not edge or edge != (own[-1] if step < 0 else own[0]):
                break
            start, end = start + step, end + step
            own = edge + own[:-1] if step < 0 else own[1:] + edge
            parts = [
                part
                for part in _parts(old, start, end)
                if _is_users(old[part.run]) and part.end - part.start == end - start
            ]
            for part in parts:
                edit = Edit(part.run, part.start, part.end, own if change.words else "")
                came, gone = (own, "") if change.words else ("", own)
                yield Change(start, end, change.at + start - change.start, gone, came, (edit,))


def _is_users(run: Run) -> bool:
    return run.origin is not None and run.origin.path is not None and run.origin.kind in _OPEN_KINDS


_Span = tuple[int, int, int, int]


def _joined(spans: Sequence[_Span], old: Text) -> list[_Span]:
    """Changes a few characters apart, in one clause of one run, are one: half of it would read like nothing."""
    joined: list[_Span] = []
    words = plain(old)
    edges = set(_starts([run.text for run in old]))
    for span in spans:
        if joined:
            start, end, at, _ = joined[-1]
            between = range(start + 1, span[1])
            if span[0] - end <= _APART and not _CLAUSE_ENDS & set(words[end : span[0]]) and not edges & set(between):
                joined[-1] = (start, span[1], at, span[3])
                continue
        joined.append(span)
    return joined


def _starts(parts: Sequence[str]) -> list[int]:
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part))
    return starts


def _trimmed(words: str, start: int, end: int, came: str) -> tuple[int, int, str]:
    """Without what is equal at either end, such as the unit of a figure."""
    while start < end and came and words[start] == came[0]:
        start, came = start + 1, came[1:]
    while start < end and came and words[end - 1] == came[-1]:
        end, came = end - 1, came[:-1]
    return start, end, came


class _Part(NamedTuple):
    """What a stretch touches of a run: characters `start` to `end` of it."""

    run: int
    start: int
    end: int
    words: str
    cost: float


def _edits(old: Text, start: int, end: int, came: str) -> Iterator[Edit]:
    parts = list(_parts(old, start, end))
    if len(parts) == 1:
        part = parts[0]
        yield Edit(part.run, part.start, part.end, came)
    elif len(parts) * (len(came) + 1) ** 2 <= _MOST_PARTED:
        for part, words in zip(parts, _parted(parts, came), strict=True):
            if words != part.words:
                yield Edit(part.run, part.start, part.end, words)


def _parts(old: Text, start: int, end: int) -> Iterator[_Part]:
    """The runs that a stretch touches; at its ends also those that it only borders on."""
    at = 0
    for index, run in enumerate(old):
        left, right = max(start, at), min(end, at + len(run.text))
        if left <= right:
            yield _Part(index, left - at, right - at, run.text[left - at : right - at], _cost(run, at, left, right))
        at += len(run.text)


def _cost(run: Run, at: int, left: int, right: int) -> float:
    """What it takes to touch a run at all: typed facts at their edges, and the structure's own marks, come last."""
    if run.origin is None or is_number(run) or run.origin.wording is None:
        return 6.0
    if run.origin.path is None:
        return 2.0
    at_edge = left == right and left in (at, at + len(run.text))
    return 3.0 if at_edge and run.origin.kind not in _OPEN_KINDS else 1.0


def _parted(parts: Sequence[_Part], came: str) -> list[str]:
    """What came, parted among the runs at the least cost."""

    @lru_cache(None)
    def best(index: int, at: int) -> tuple[float, tuple[int, ...]]:
        if index == len(parts):
            return (0.0, ()) if at == len(came) else (float("inf"), ())
        return min(
            (_price(parts[index], came[at:stop]) + rest, (stop, *stops))
            for stop in range(at, len(came) + 1)
            for rest, stops in (best(index + 1, stop),)
        )

    ends = best(0, 0)[1]
    return [came[start:stop] for start, stop in zip((0, *ends), ends, strict=False)]


@lru_cache(4096)
def _price(part: _Part, words: str) -> float:
    if part.words == words:
        return 0.0
    kept = sum(block.size for block in SequenceMatcher(None, part.words, words, autojunk=False).get_matching_blocks())
    return part.cost + max(len(part.words), len(words)) - kept
