"""配对: which of two lists' entries belong together by name wherever they stand; a name that changed, by likeness."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.differences import LIKENESS, grams, heaviest, shared

__all__ = ["paired"]

_MOST_PAIRS = 10_000
_MOST_NAMES = 500_000  # beyond, only equal names are pairs
_BEGINNING = 2_000  # characters: enough to know a section again

Pair = tuple[int | None, int | None, bool]
"""Where an entry stands before and after, and whether it changed places with others of both lists."""


def paired(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[Pair]:
    """Entries are names and what they say. All of them in the new order, dropped ones where they stood."""
    chosen = _by_name(old, new)
    chosen |= _by_likeness(old, new, chosen)
    edges = [(index, new_index, 1.0) for new_index, index in chosen.items()]
    kept = {new_index for _, new_index in heaviest(edges)}
    pairs: list[Pair] = [(chosen.get(each), each, each in chosen and each not in kept) for each in range(len(new))]
    return _with_dropped(pairs, sorted(set(range(len(old))) - set(chosen.values())))


def _by_name(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> dict[int, int]:
    """New places -> old places of the same name; of several of a name the first with the first."""
    places: dict[str, list[int]] = {}
    for index, (name, _) in enumerate(old):
        places.setdefault(name, []).append(index)
    return {index: places[name].pop(0) for index, (name, _) in enumerate(new) if places.get(name)}


def _by_likeness(
    old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]], chosen: dict[int, int]
) -> dict[int, int]:
    """Those that are left, the most alike first, then those that stand closest."""
    taken = set(chosen.values())
    left = {index: _both_grams(each) for index, each in enumerate(old) if index not in taken}
    right = {index: _both_grams(each) for index, each in enumerate(new) if index not in chosen}
    if len(left) * len(right) > _MOST_NAMES:
        return {}
    with_content = len(left) * len(right) <= _MOST_PAIRS
    scores = [
        (-score, abs(index - new_index), new_index, index)
        for index, (name, says) in left.items()
        for new_index, (new_name, new_says) in right.items()
        if (score := max(shared(name, new_name), shared(says, new_says) if with_content else 0.0)) >= LIKENESS
    ]
    found: dict[int, int] = {}
    for _, _, new_index, index in sorted(scores):
        if new_index not in found and index not in taken:
            found[new_index] = index
            taken.add(index)
    return found


def _both_grams(entry: tuple[str, str]) -> tuple[frozenset[str], frozenset[str]]:
    return grams(entry[0]), grams(entry[1][:_BEGINNING])


def _with_dropped(pairs: list[Pair], dropped: Sequence[int]) -> list[Pair]:
    """Each dropped entry behind the one that stood before it."""
    for index in dropped:
        behind = next((place for place, (other, _, _) in enumerate(pairs, start=1) if other == index - 1), 0)
        pairs.insert(behind, (index, None, False))
    return pairs
