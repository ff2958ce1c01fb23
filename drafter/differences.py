"""Differences (差异): which paragraphs of two texts belong together, and which words of two paragraphs differ.

Nothing here knows what the texts are. Equal entries are found by their hashes; only what is left between them is
compared by likeness, so the time grows with the text and with what has changed in it.
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from drafter import quantities

__all__ = ["LIKENESS", "Entry", "Pair", "Stretch", "grams", "heaviest", "matched", "shared", "stretches", "tokens"]

LIKENESS = 0.45
"""From here on two texts count as one that was changed: the share of pairs of characters they have in common."""

# Measured on Chinese prose: 40,000 comparisons of tokens take a hundredth of a second.
_MOST_COMPARED = 40_000
_MOST_PAIRS = 2_500
_RARE = 12  # a pair of characters in more entries than that tells none of them apart
_CANDIDATES = 4
_LEAST_ISLAND = 2  # characters: less between two changes is chance
_WORD = re.compile("[A-Za-z]+|.", re.DOTALL)
_CLAUSE_ENDS = frozenset("，。；：！？\t\n")


class Entry(NamedTuple):
    """A paragraph or a row to be matched: only entries of one kind can be the same one, changed."""

    text: str
    kind: str = ""


Pair = tuple[int | None, int | None]
"""Where an entry stands before and after; None where it was added or dropped."""


class Stretch(NamedTuple):
    """Tokens `old[start:end]` that became `new[new_start:new_end]`, or stayed as they were."""

    same: bool
    start: int
    end: int
    new_start: int
    new_end: int


# ---- paragraphs -----------------------------------------------------------------------------------------------------


def matched(old: Sequence[Entry], new: Sequence[Entry]) -> list[Pair]:
    """Every entry of both once, in order; what was dropped stands before what was added in its place."""
    pairs: list[Pair] = []
    position, new_position = 0, 0
    for index, new_index in (*_equal(old, new), (len(old), len(new))):
        pairs += _gap(old, new, range(position, index), range(new_position, new_index))
        if index < len(old):
            pairs.append((index, new_index))
        position, new_position = index + 1, new_index + 1
    return pairs


def _equal(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Equal entries that keep their order: those that occur once each first, then what lies between them."""
    found: list[tuple[int, int]] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        start, end, new_start, new_end = waiting.pop()
        while start < end and new_start < new_end and old[start] == new[new_start]:
            found.append((start, new_start))
            start, new_start = start + 1, new_start + 1
        while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
            end, new_end = end - 1, new_end - 1
            found.append((end, new_end))
        anchors = _anchors(old, new, range(start, end), range(new_start, new_end))
        if anchors:
            found += anchors
            edges = [(start - 1, new_start - 1), *anchors, (end, new_end)]
            waiting += [
                (left + 1, right, new_left + 1, new_right) for (left, new_left), (right, new_right) in pairwise(edges)
            ]
        elif start < end and new_start < new_end:
            found += _repeated(old[start:end], new[new_start:new_end], start, new_start)
    return sorted(found)


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], place: range, new_place: range) -> list[tuple[int, int]]:
    """The longest chain of entries that occur once in both."""
    if not place or not new_place:
        return []
    places = _once(old, place)
    new_places = _once(new, new_place)
    edges = [(index, new_places[entry], 1.0) for entry, index in places.items() if entry in new_places]
    return heaviest(edges)


def _once(entries: Sequence[Hashable], place: range) -> dict[Hashable, int]:
    counted = Counter(entries[index] for index in place)
    return {entries[index]: index for index in place if counted[entries[index]] == 1}


def _repeated(
    old: Sequence[Hashable], new: Sequence[Hashable], start: int, new_start: int
) -> Iterator[tuple[int, int]]:
    """Equal entries among those that occur several times; beyond a size the next one that is equal is taken."""
    if len(old) * len(new) <= _MOST_COMPARED:
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            yield from ((start + block.a + each, new_start + block.b + each) for each in range(block.size))
        return
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index, entry in enumerate(old):
        places[entry].append(index)
    last = -1
    for new_index, entry in enumerate(new):
        following = places.get(entry, [])
        after = bisect(following, last)
        if after < len(following):
            last = following[after]
            yield start + last, new_start + new_index


def _gap(old: Sequence[Entry], new: Sequence[Entry], place: range, new_place: range) -> Iterator[Pair]:
    """Entries of which none is equal: those that are alike are pairs, as far as they keep their order."""
    chain = heaviest(list(_alike(old, new, place, new_place))) if place and new_place else []
    position, new_position = place.start, new_place.start
    for index, new_index in (*chain, (place.stop, new_place.stop)):
        yield from ((each, None) for each in range(position, index))
        yield from ((None, each) for each in range(new_position, new_index))
        if index < place.stop:
            yield index, new_index
        position, new_position = index + 1, new_index + 1


def _alike(
    old: Sequence[Entry], new: Sequence[Entry], place: range, new_place: range
) -> Iterator[tuple[int, int, float]]:
    known = {index: grams(old[index].text) for index in place}
    index_of = None if len(place) * len(new_place) <= _MOST_PAIRS else _index(known)
    for new_index in new_place:
        own = grams(new[new_index].text)
        for index in place if index_of is None else _candidates(own, index_of):
            if old[index].kind == new[new_index].kind:
                share = shared(known[index], own)
                if share >= LIKENESS:
                    yield index, new_index, share


def _index(known: dict[int, frozenset[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, own in known.items():
        for gram in own:
            found[gram].append(index)
    return {gram: places for gram, places in found.items() if len(places) <= _RARE}


def _candidates(own: frozenset[str], index_of: dict[str, list[int]]) -> list[int]:
    counted = Counter(index for gram in own for index in index_of.get(gram, ()))
    return sorted(sorted(counted, key=lambda index: (-counted[index], index))[:_CANDIDATES])


def grams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text, its beginning and its end among them."""
    return frozenset(map("".join, pairwise(f"\0{text}\0"))) if text else frozenset()


def shared(old: frozenset[str], new: frozenset[str]) -> float:
    """How much two texts have in common by their `grams`: 0 nothing, 1 all."""
    return 2 * len(old & new) / (len(old) + len(new)) if old and new else 0.0


def heaviest(edges: list[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """The chain of edges, rising on both sides, that weighs most: a Fenwick tree of the best chain up to a place."""
    edges = sorted(edges, key=lambda edge: (edge[0], -edge[1]))
    ranks = sorted({new_index for _, new_index, _ in edges})
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    before = []
    for number, (_, new_index, weight) in enumerate(edges):
        rank = bisect_left(ranks, new_index)
        best_before = (0.0, -1)
        step = rank
        while step:
            best_before = max(best_before, best[step])
            step -= step & -step
        before.append(best_before[1])
        step = rank + 1
        while step < len(best):
            best[step] = max(best[step], (best_before[0] + weight, number))
            step += step & -step
    last = max(best)[1]
    chain = []
    while last >= 0:
        chain.append(edges[last][:2])
        last = before[last]
    return chain[::-1]


# ---- words ----------------------------------------------------------------------------------------------------------


def tokens(text: str) -> list[str]:
    """The text in the smallest parts that a change replaces: figures with their units, Western words, characters."""
    found: list[str] = []
    position = 0
    for start, end in (*quantities.figures(text), (len(text), len(text))):
        found += _WORD.findall(text, position, start)
        if start < end:
            found.append(text[start:end])
        position = end
    return found


def stretches(old: Sequence[Hashable], new: Sequence[Hashable], words: Sequence[str]) -> list[Stretch]:
    """What became of the tokens, in order, same and changed by turns. `words` are the characters of `old`'s tokens.

    A single character between two changes counts as changed, too, unless it closes a clause.
    """
    same = _same_tokens(old, new)
    blocks: list[Stretch] = []
    for start, new_start in same:
        if blocks and (blocks[-1].end, blocks[-1].new_end) == (start, new_start):
            blocks[-1] = blocks[-1]._replace(end=start + 1, new_end=new_start + 1)
        else:
            blocks.append(Stretch(True, start, start + 1, new_start, new_start + 1))
    kept = [block for block in blocks if _holds(block, old, new, words)]
    return list(_with_changes(kept, len(old), len(new)))


def _same_tokens(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = _repeated_or_clauses(old[start : len(old) - end], new[start : len(new) - end])
    return [
        *((each, each) for each in range(start)),
        *((start + index, start + new_index) for index, new_index in middle),
        *((len(old) - each, len(new) - each) for each in range(end, 0, -1)),
    ]


def _repeated_or_clauses(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Token by token or, where that are too many, clause by clause and then token by token between equal clauses."""
    if len(old) * len(new) <= _MOST_COMPARED:
        yield from _repeated(old, new, 0, 0)
        return
    edges, new_edges = _clauses(old), _clauses(new)
    parts = [tuple(old[start:end]) for start, end in pairwise(edges)]
    new_parts = [tuple(new[start:end]) for start, end in pairwise(new_edges)]
    position, new_position = 0, 0
    for index, new_index in (*_equal(parts, new_parts), (len(parts), len(new_parts))):
        start, new_start = edges[index], new_edges[new_index]
        if (start - position) * (new_start - new_position) <= _MOST_COMPARED:
            yield from _repeated(old[position:start], new[new_position:new_start], position, new_position)
        if index < len(parts):
            size = edges[index + 1] - start
            yield from ((start + each, new_start + each) for each in range(size))
            position, new_position = start + size, new_start + size


def _clauses(parts: Sequence[Hashable]) -> list[int]:
    """Where clauses begin, and the end of the last one."""
    ends = [index + 1 for index, part in enumerate(parts) if _closes(part)]
    return [0, *ends] if ends and ends[-1] == len(parts) else [0, *ends, len(parts)]


def _closes(part: Hashable) -> bool:
    word = part[-1] if isinstance(part, tuple) else part
    return word in _CLAUSE_ENDS


def _holds(block: Stretch, old: Sequence[Hashable], new: Sequence[Hashable], words: Sequence[str]) -> bool:
    """Whether a stretch is the same by more than chance; at either end of the text it always is."""
    if (block.start, block.new_start) == (0, 0) or (block.end, block.new_end) == (len(old), len(new)):
        return True
    kept = words[block.start : block.end]
    return sum(map(len, kept)) >= _LEAST_ISLAND or kept[0] in _CLAUSE_ENDS


def _with_changes(kept: Sequence[Stretch], size: int, new_size: int) -> Iterator[Stretch]:
    position, new_position = 0, 0
    for block in (*kept, Stretch(True, size, size, new_size, new_size)):
        if (position, new_position) != (block.start, block.new_start):
            yield Stretch(False, position, block.start, new_position, block.new_start)
        if block.start < block.end:
            yield block
        position, new_position = block.end, block.new_end
