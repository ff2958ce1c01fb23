"""Headings without numbers (无序号标题): alone on their line or broken over two, parallel to one another.

Experience reports have them at the first level, often in two phrases: split by a blank, or a line each, the first one
ending in a comma. Web pages and Word files show them bold or centred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from drafter.outline.frame import parts
from drafter.outline.phrases import CLOSING, is_note, is_section
from drafter.outline.records import Record, Records, Say, below
from drafter.outline.result import LEVELS, Role

__all__ = ["unnumbered"]

_SHORTEST, _LONGEST = 3, 42
_LAST_CHARACTERS, _FULL_LINE = 4, 16
_KEY = re.compile(r"[^：]{1,12}：\s*\S")
_MARKDOWN = re.compile(r"^\s*(#{1,6})\s*[^#\s]|^\s*(\*\*|__)[^*]+(?:\*\*|__)[：:]?\s*$")


def unnumbered(found: Records) -> Records:
    """Says headings of lines that have no number; halves of a heading broken over two lines are both headings."""
    said: dict[int, Say] = {}
    for part in parts(found):
        next_ = below(found, part)
        said.update(_second_halves(found, part, next_))
        said.update(_part(found, part, next_, said))
    return tuple(each._replace(say=said[index]) if index in said else each for index, each in enumerate(found))


def _second_halves(found: Records, part: range, next_: Mapping[int, int]) -> Iterator[tuple[int, Say]]:
    """The second line of a numbered heading."""
    for index in part:
        each = found[index]
        if each.role not in LEVELS or each.head or not (each.is_open or each.body[-1:] == "，"):
            continue
        place = next_.get(index)
        if place is not None and _is_second_half(each, found[place]) and _text_below(found, place, next_):
            yield place, Say(each.role, 0.8)


def _is_second_half(first: Record, second: Record) -> bool:
    """After a comma any phrase; else the last characters of a heading that was too long for its line."""
    if not second.is_free or second.mark.kind or not second.is_open or is_section(second.body):
        return False
    if first.body[-1:] == "，":
        return _is_open_phrase(second)
    return len(second.body) <= _LAST_CHARACTERS and len(first.rest) >= _FULL_LINE


def _part(found: Records, part: range, next_: Mapping[int, int], said: Mapping[int, Say]) -> Iterator[tuple[int, Say]]:
    outer = [found[index].role for index in part if found[index].role in LEVELS]
    blocks = [block for block in _blocks(found, part, next_) if not said.keys() & set(block)]
    shown = [block for block in blocks if _is_shown_or_named(found[block[-1]])]
    if "heading1" not in outer:
        sure = blocks if len(blocks) > 1 or shown else []
        told_levels = sorted({_told_level(found[block[0]]) for block in sure} - {0})
        for block in sure:
            own = _told_level(found[block[0]])
            role = LEVELS[min(told_levels.index(own), 3)] if own else LEVELS[0]
            yield from _said(found, block, role, len(blocks), shown=_is_shown_or_named(found[block[-1]]))
        return
    places = {block[0] for block in shown}
    levels = _levels_below(found, part)
    for block in blocks:
        is_shown = block[0] in places
        if is_shown or len(blocks) - len(shown) > 1:
            yield from _said(found, block, levels[block[0]], len(shown) if is_shown else 1, shown=is_shown)


def _said(found: Records, block: Sequence[int], role: Role, alike: int, *, shown: bool) -> Iterator[tuple[int, Say]]:
    sure = found[block[0]].source.level or (shown and alike > 1) or len(block) > 1
    for index in block:
        if sure:
            yield index, Say(role, 0.9)
        elif shown or alike > 2:
            yield index, Say(role, 0.75)
        else:
            yield index, Say(role, 0.55, "没有序号，只因为独占一行、后面跟着正文才看作标题")


def _told_level(each: Record) -> int:
    if each.source.level:
        return each.source.level
    hashes = _MARKDOWN.match(each.text)
    return len(hashes[1]) if hashes and hashes[1] else 0


def _levels_below(found: Records, part: range) -> dict[int, Role]:
    """For each place the level below the numbered heading that it stands under."""
    level, levels = LEVELS[0], {}
    for index in part:
        levels[index] = level
        role = found[index].role
        if role in LEVELS and found[index].mark.kind:
            level = LEVELS[min(LEVELS.index(role) + 1, 3)]
    return levels


def _blocks(found: Records, part: range, next_: Mapping[int, int]) -> Iterator[tuple[int, ...]]:
    """Candidates, one line each or two of which the first ends in a comma."""
    index = part.start
    while index < part.stop:
        each = found[index]
        place = next_.get(index)
        if (
            _is_first_half(each)
            and place is not None
            and _is_open_phrase(found[place])
            and _text_below(found, place, next_)
        ):
            yield index, place
            index = place + 1
            continue
        if _is_open_phrase(each) and _text_below(found, index, next_):
            yield (index,)
        index += 1


def _is_first_half(each: Record) -> bool:
    return each.is_free and not each.mark.kind and each.body[-1:] == "，" and 4 <= len(each.body) <= 30


def _is_open_phrase(each: Record) -> bool:
    body = each.body
    if not each.is_free or (each.mark.kind and not each.source.level) or len(body) > _LONGEST:
        return False
    if each.source.level or is_section(body):
        return True
    if len(body) < _SHORTEST:
        return False
    return each.is_open and "。" not in body and not _KEY.match(body) and not is_note(body) and not CLOSING.match(body)


def _text_below(found: Records, index: int, next_: Mapping[int, int]) -> bool:
    """Whether text or numbers stand below: what nothing follows heads nothing."""
    place = next_.get(index)
    if place is None:
        return False
    each = found[place]
    if each.role in LEVELS and each.mark.kind:
        own = found[index].say
        return own is not None or each.role != "heading1"
    if each.role in ("list_item", "point"):
        return True
    if each.say is not None:
        return False
    return each.is_row or each.mark.kind in ("•", "①", "是", "A") or len(each.body) > 30 or each.last in "。；："


def _is_shown_or_named(each: Record) -> bool:
    """Whether the file shows the line as a heading, by its style, bold or Markdown, or a section is called so."""
    source = each.source
    shown = source.level or (source.bold and not each.mark.kind) or _MARKDOWN.match(each.text)
    return bool(shown) or is_section(each.body)
