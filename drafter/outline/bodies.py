"""Bodies (正文): points, list items, responsibility notes and paragraphs, of all lines that are none of the frame."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.numbering import chinese
from drafter.outline.phrases import is_note
from drafter.outline.records import Record, Records, Say, told

__all__ = ["bodies"]

_REACH = 60
_ORDER = ("首先", "其次", "再次", "最后")
_LIST = ("①", "A", "•", "article")


def bodies(found: Records) -> Records:
    """Says the role of every record that has none yet."""
    return told(found, dict(_bodies(found)))


def _bodies(found: Records) -> Iterator[tuple[int, Say]]:
    for index, each in enumerate(found):
        if each.say is None:
            yield index, _body(found, index, each)


def _body(found: Records, index: int, each: Record) -> Say:
    if each.is_row:
        return Say("paragraph", 0.9)
    if is_note(each.body):
        return Say("note", 0.9)
    if each.mark.kind == "是":
        return _point(found, index, each)
    if each.mark.kind in _LIST or each.mark.kind:
        return Say("list_item", 0.9)
    if each.is_open and len(each.body) <= 30 and "：" not in each.body:
        return Say("paragraph", 0.6, "独占一行的短语，没有看作标题")
    return Say("paragraph", 0.95)


def _point(found: Records, index: int, each: Record) -> Say:
    """One point of several paragraphs; a paragraph in which the points run on is a paragraph."""
    if _next_inside(each):
        return Say("paragraph", 0.8)
    if _has_fellow(found, index, each):
        return Say("point", 0.97)
    if each.mark.value == 1:
        return Say("point", 0.6, "只有这一条，没有下一条")
    return Say("paragraph", 0.6, "像要点，但前面没有第一条")


def _next_inside(each: Record) -> bool:
    mark = each.mark
    rest = each.told[mark.end :]
    if mark.series == "首先":
        return any(word + end in rest for word in _ORDER[mark.value :] for end in "，、是要")
    following = chinese(mark.value + 1)
    opening = each.told[mark.start : mark.start + 1]
    if opening in "第其":
        return f"{opening}{following}{mark.series}" in rest
    return f"{following}{mark.series}" in rest


def _has_fellow(found: Records, index: int, each: Record) -> bool:
    """Whether the point before or the one after it stands near."""
    places = (*range(max(index - _REACH, 0), index), *range(index + 1, min(index + _REACH, len(found))))
    for place in places:
        other = found[place].mark
        if (
            other.kind == "是"
            and abs(other.value - each.mark.value) == 1
            and (place < index) == (other.value < each.mark.value)
        ):
            return True
    return each.mark.series == "首先" and any(found[place].mark.series == "首先" for place in places)
