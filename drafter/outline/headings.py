"""Numbered headings (层次标题): which numbers head and which only count, and at which level, over a whole document.

Numbers are judged by families: all （一）（二）… of one section, or all over the document where they run on. A family
heads or lists as a whole. Levels are those of GB/T 9704-2012, 7.3.3 (一、 first, （一） second, 1. third, （1） last),
also where a level is jumped; they move down under 第一部分, and 1, 1.1, 1.1.1 count by their points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from drafter.outline.frame import parts
from drafter.outline.heads import Head, head_of
from drafter.outline.marks import NO_MARK, OUTER, Kind, Mark, before_point
from drafter.outline.records import Record, Records, Say, below
from drafter.outline.result import LEVELS

__all__ = ["numbered"]

_NOMINAL: dict[Kind, int] = {"一": 1, "（一）": 2, "1": 3, "1.1": 2, "1.1.1": 3, "（1）": 4}
_MISSING = "序号的括号不全"
_ORDER = {kind: place for place, kind in enumerate(OUTER)}
_ENOUGH = 0.5
_REACH, _LONG = 40, 80


class _Item(NamedTuple):
    """A record with a mark: its place, what its words look like, its kind, whether it is inside a 一、 inside 三、."""

    place: int
    record: Record
    head: Head
    kind: Kind
    inner: bool = False

    @property
    def depth(self) -> float:
        """Outer marks have less; 一、 inside 三、 stands between 一、 and （一）."""
        return _ORDER[self.kind] + (0.5 if self.inner else 0)


def numbered(found: Records) -> Records:
    """Says headings and list items of the lines with numbers; doubtful marks that fit no others are no marks."""
    found = _without_doubtful(_without_counters(found))
    said: dict[int, tuple[Say, int]] = {}
    for part in parts(found):
        said.update(_part(found, part))
    return tuple(
        each._replace(say=said[index][0], head=said[index][1]) if index in said else each
        for index, each in enumerate(found)
    )


# ---- doubtful marks --------------------------------------------------------------------------------------------------


def _without_counters(found: Records) -> Records:
    """Numbers of pages at the head of lines that go on in the middle of a sentence are no marks."""
    kept = list(found)
    above: int | None = None
    for index, each in enumerate(found):
        if each.is_free and above is not None and each.mark.kind == "1" and _is_cut(found[above]):
            for place in (above, index):
                if found[place].mark.kind == "1":
                    kept[place] = kept[place]._replace(mark=NO_MARK)
        if each.role != "noise":
            above = index
    return tuple(kept)


def _is_cut(each: Record) -> bool:
    """Whether a long line breaks off within a sentence."""
    return each.is_free and len(each.body) > _LONG and each.body[-1] not in "。！？；：…”）"


def _without_doubtful(found: Records) -> Records:
    kept = list(found)
    for index, each in enumerate(found):
        if not (each.mark.doubtful and each.is_free) or _fits(found, index, each.mark):
            continue
        other = before_point(each.told, each.mark) if each.mark.kind == "1.1" else NO_MARK
        kept[index] = each._replace(mark=other if other.kind and _fits(found, index, other) else NO_MARK)
    return tuple(kept)


def _fits(found: Records, index: int, mark: Mark) -> bool:
    """Whether a neighbour with the same kind of mark counts one less or one more."""
    before = _neighbour(found, range(index - 1, -1, -1), mark)
    after = _neighbour(found, range(index + 1, len(found)), mark)
    if mark.value == 0:
        return before is not None
    return (before is not None and before.value == mark.value - 1) or (
        after is not None and after.value == mark.value + 1
    )


def _neighbour(found: Records, places: range, mark: Mark) -> Mark | None:
    for place in places[:_REACH]:
        other = found[place]
        if other.is_free and other.mark.kind == mark.kind:
            return other.mark
    return None


# ---- one document ----------------------------------------------------------------------------------------------------


def _part(found: Records, part: range) -> Iterator[tuple[int, tuple[Say, int]]]:
    items = list(_items(found, part))
    items = _with_inner(items)
    families = _families(items)
    next_ = below(found, part)
    heads = [_heads(found, next_, family) for family in families]
    levels = _levels([family for family, head in zip(families, heads, strict=True) if head], items)
    for family, head in zip(families, heads, strict=True):
        yield from _headings(family, levels) if head else _list_items(family)


def _items(found: Records, part: range) -> Iterator[_Item]:
    for index in part:
        each = found[index]
        if each.is_free and each.mark.kind in _ORDER:
            yield _Item(index, each, head_of(each), each.mark.kind)


def _with_inner(items: Sequence[_Item]) -> list[_Item]:
    """一、 that counts anew inside 三、, until 四、 goes on outside, is a level of its own."""
    made = list(items)
    outer: list[int] = []
    places = [place for place, item in enumerate(items) if item.kind in ("一", "part")]
    step = 0
    while step < len(places):
        item = items[places[step]]
        run = _inner_run(items, places, step, outer) if outer and item.record.mark.value == 1 else 0
        if run:
            end = places[step + run] if step + run < len(places) else len(items)
            made[places[step] : end] = [inside._replace(inner=True) for inside in made[places[step] : end]]
        else:
            outer = [] if item.kind == "part" else [*outer[-1:], places[step]]
        step += run or 1
    return made


def _inner_run(items: Sequence[_Item], places: Sequence[int], step: int, outer: Sequence[int]) -> int:
    """How many 一、 from here on are inside; 0 where the outer numbers do not go on behind them."""
    last, first = items[outer[-1]], items[places[step]]
    run = 0
    for place in places[step : step + _REACH]:
        item = items[place]
        value = item.record.mark.value
        returns = item.kind == "一" and value == last.record.mark.value + 1
        alike = item.head.goes_on == last.head.goes_on
        if run and returns and (value != run + 1 or (alike and first.head.goes_on != last.head.goes_on)):
            return run
        if item.kind != "一" or value != run + 1:
            return 0
        run += 1
    return run if first.head.goes_on != last.head.goes_on and run > 1 else 0


def _families(items: Sequence[_Item]) -> list[tuple[_Item, ...]]:
    """Marks of one depth under one heading; and those under the next ones as long as they go on counting."""
    open_: dict[float, list[_Item]] = {}
    closed: dict[float, list[_Item]] = {}
    made: list[list[_Item]] = []
    for item in items:
        for depth in [other for other in open_ if other > item.depth]:
            closed[depth] = open_.pop(depth)
        family = open_.get(item.depth)
        if family is None:
            family = closed.pop(item.depth, None)
            if family is None or item.kind == "1.1" or item.record.mark.value != family[-1].record.mark.value + 1:
                family = []
                made.append(family)
            open_[item.depth] = family
        family.append(item)
    return [tuple(family) for family in made]


# ---- heads or only counts --------------------------------------------------------------------------------------------


def _heads(found: Records, next_: Mapping[int, int], family: Sequence[_Item]) -> bool:
    """Whether the numbers of a family head what follows, by most of them."""
    kind = family[0].kind
    if kind in ("part", "chapter"):
        return True
    if any(item.record.source.level for item in family):
        return True
    naming = sum(1 for item in family if item.head.names) / len(family)
    if naming < _ENOUGH or (naming == _ENOUGH and len(family) > 2 and kind != "一"):
        return False
    texts = sum(1 for item in family if item.head.goes_on or _has_text(found, next_, item))
    if kind in ("1", "（1）"):
        return texts / len(family) >= _ENOUGH and texts >= min(2, len(family))
    return texts > 0 or not all(item.head.closed for item in family)


def _has_text(found: Records, next_: Mapping[int, int], item: _Item) -> bool:
    """Whether a line of text, or a number of a deeper kind, stands right below this number."""
    if item.place not in next_:
        return False
    each = found[next_[item.place]]
    return each.say is None and (each.is_row or _ORDER.get(each.mark.kind, 99) > _ORDER[item.kind])


# ---- levels ----------------------------------------------------------------------------------------------------------


def _levels(heading: Sequence[Sequence[_Item]], items: Sequence[_Item]) -> Mapping[float, int]:
    """The level of each depth of mark: nominal, moved down under 第一部分, or counted from the outermost 1."""
    kinds = {item.kind for item in items}
    depths = sorted({family[0].depth for family in heading})
    if not depths:
        return {}
    if "1.1" in kinds and "一" not in kinds and "（一）" not in kinds:
        return {_ORDER["1"]: 1, _ORDER["1.1"]: 2, _ORDER["1.1.1"]: 3, _ORDER["（1）"]: 4, **_above(depths)}
    above = sum(1 for kind in ("part", "chapter") if any(family[0].kind == kind for family in heading))
    first = min(heading, key=lambda family: family[0].place)[0]
    if first.kind in ("1", "（1）") and not kinds & {"一", "part", "chapter"}:
        order = sorted(depths, key=lambda depth: min(family[0].place for family in heading if family[0].depth == depth))
        return {depth: min(level, 4) for level, depth in enumerate(order, start=1)}
    levels = _above(depths)
    for depth in depths:
        kind = OUTER[int(depth)]
        if kind in _NOMINAL:
            shift = above + (1 if depth != int(depth) else 0)
            levels[depth] = min(_NOMINAL[kind] + shift, 4)
    return levels


def _above(depths: Sequence[float]) -> dict[float, int]:
    outer = [depth for depth in depths if OUTER[int(depth)] in ("part", "chapter")]
    return {depth: level for level, depth in enumerate(outer, start=1)}


# ---- saying it -------------------------------------------------------------------------------------------------------


def _headings(family: Sequence[_Item], levels: Mapping[float, int]) -> Iterator[tuple[int, tuple[Say, int]]]:
    share = sum(1 for item in family if item.head.names) / len(family)
    for item in family:
        if _only_counts(item):
            yield item.place, (Say("list_item", 0.6, "同级的其他序号是标题，这一行却是一整句话"), 0)
            continue
        role = LEVELS[levels.get(item.depth, 1) - 1]
        confidence, reason = _sureness(item, family, share)
        yield item.place, (Say(role, confidence, reason), item.head.end if item.head.goes_on else 0)


def _only_counts(item: _Item) -> bool:
    """Among headings, a long sentence with nothing after it."""
    return (
        item.kind not in ("part", "chapter")
        and not item.record.source.level
        and not item.head.names
        and not item.head.goes_on
        and item.head.closed
        and len(item.record.rest) > 40
    )


def _sureness(item: _Item, family: Sequence[_Item], share: float) -> tuple[float, str]:
    if item.record.mark.value == 0:
        return 0.6, _MISSING
    if item.head.glued:
        return 0.65, "标题和正文连在一起，没有标点隔开"
    if item.record.mark.doubtful:
        return 0.65, "序号后面没有顿号或点"
    if not item.head.names:
        return 0.6, "这一句不像标题，只因为同级的其他序号是标题"
    if len(family) == 1 and item.kind not in ("part", "chapter"):
        return 0.75, ""
    return (0.97, "") if share > 0.8 else (0.85, "")


def _list_items(family: Sequence[_Item]) -> Iterator[tuple[int, tuple[Say, int]]]:
    share = sum(1 for item in family if item.head.names) / len(family)
    for item in family:
        doubt = share > 0.3 and item.kind in ("一", "（一）")
        yield (
            item.place,
            (Say("list_item", 0.65, "这一组序号有的像标题、有的不像") if doubt else Say("list_item", 0.9), 0),
        )
